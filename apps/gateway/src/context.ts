import type { Viewer } from '@kexie/service/process';

/** The client program, from the headers `graphql-client-name`/`-version` or `apollographql-client-name`/`-version`; `unknown` without them. */
export type Client = { name: string; version: string };

/** The context of one GraphQL request, passed from the edge to the subgraphs. */
export type RequestContext = {
  requestId: string;
  viewer: Viewer;
  client: Client;
  /** The network address of the client; requests without a token are counted by it. */
  address?: string;
  /** Aborts when the time of the request is over, or when the client has disconnected. */
  signal: AbortSignal;
  /** Headers sent to subgraphs in addition to our own: `traceparent`, and with a supergraph from a file also the client's `authorization`. */
  forwarded: Readonly<Record<string, string>>;
};
