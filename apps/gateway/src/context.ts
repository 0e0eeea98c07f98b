import type { Viewer } from '@kexie/service/process';
import type { Overrides } from './execution/overrides.ts';
import type { Lifetime } from './lifetime.ts';
import type { Cost } from './limits/limits.ts';
import type { Explanation } from './telemetry/explain.ts';
import type { Measurements } from './telemetry/measurements.ts';

/** The client program, from the headers `graphql-client-name`/`-version` or `apollographql-client-name`/`-version`; `unknown` without them. */
export type Client = { name: string; version: string };

/** The context of one GraphQL request, passed from the edge to the subgraphs. */
export type RequestContext = {
  requestId: string;
  viewer: Viewer;
  client: Client;
  /** The network address of the client; requests without a token are counted by it. */
  address?: string;
  /** Ends when the time of the request is over, or when the client has disconnected. */
  lifetime: Lifetime;
  /** Headers sent to subgraphs in addition to our own: `traceparent`, and with a supergraph from a file also the client's `authorization`. */
  forwarded: Readonly<Record<string, string>>;
  /** The header `x-kexie-explain`. */
  explain?: string | undefined;
  notes: RequestNotes;
};

/** The findings of one request, each written by the part of the gateway that it belongs to. Copies of a context share them. */
export type RequestNotes = {
  /** `performance.now()` when the operation began */
  begunAt?: number;
  cost?: Cost;
  measurements?: Measurements;
  /** everything by which a subgraph can distinguish two callers */
  caller?: string;
  /** the decisions on labels of `@override` */
  overrides?: Overrides;
  explanation?: Explanation;
};
