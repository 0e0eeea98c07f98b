import type { Viewer } from '@kexie/service/process';

/** The program that asks, by the headers `graphql-client-name`/`-version` or `apollographql-client-name`/`-version`; `unknown` when it does not say. */
export type Client = { name: string; version: string };

/** What one GraphQL request carries from the edge to the subgraphs. */
export type RequestContext = {
  requestId: string;
  viewer: Viewer;
  client: Client;
  /** The network address that the request came from: who sends no token is counted by it. */
  address?: string;
  /** Aborts when the time of the request is over, or when nobody waits for the answer any more. */
  signal: AbortSignal;
  /** What subgraphs are sent beside our own headers: `traceparent`, and from a file also the client's `authorization`. */
  forwarded: Readonly<Record<string, string>>;
};
