import type { Language } from '@kexie/kernel';
import type { Viewer } from '@kexie/service/process';
import type { Overrides } from './execution/overrides.ts';
import type { Lifetime } from './lifetime.ts';

/** The client program, from the headers `graphql-client-name`/`-version` or `apollographql-client-name`/`-version`; `unknown` without them. */
export type Client = { name: string; version: string };

/** The context of one GraphQL request, passed from the edge to the subgraphs. */
export type RequestContext = {
  requestId: string;
  viewer: Viewer;
  client: Client;
  /** The language of messages. */
  language: Language;
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
type RequestNotes = {
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

/** The estimated cost of an operation and the budget of its viewer; Infinity without a limit. */
export type Cost = { cost: number; budget: number };

/** The totals of one request for one service. Times of concurrent subgraph requests add up. */
export type ServiceTotals = { requests: number; representations: number; ms: number; failed: number };
/** The measurements of one request. `planMs` is undefined if its plan was cached. */
export type Measurements = { planMs: number | undefined; services: Map<string, ServiceTotals> };

/** The description of one fetch. `at` is its path in the response; `requires` are the types of the entities that it completes. */
export type ExplainedFetch = { service: string; kind: string; at: string; requires: string[] };
/** `overrides` are this request's decisions on labels of `@override`, if its plan depends on any. */
export type ExplainedPlan = { services: string[]; fetches: ExplainedFetch[]; text: string; overrides?: Overrides };
/** What `extensions` of a response show: the plan, null if every field is denied, and the estimated cost. */
type Explanation = { plan: ExplainedPlan | null; cost?: number };
