import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import { errors, Pool, type Dispatcher } from 'undici';
import { z } from 'zod';
import type { Logger } from '@kexie/kernel';
import type { Viewer } from '@kexie/service/process';
import type { RequestContext } from './context.ts';
import type { FailedFetch } from './errors.ts';

/** What the server hands to Apollo until it hands over a whole `RequestContext`. */
export type SubgraphContext = Pick<RequestContext, 'viewer' | 'requestId'> & Partial<RequestContext>;
/** `body` is the JSON text `{"query":…,"variables":…}`. */
export type SubgraphRequest = { body: string; kind: 'query' | 'mutation' };
export type SubgraphError = { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> };
/** A fresh object that belongs to the caller. */
export type SubgraphAnswer = { data?: Record<string, unknown> | null; errors?: SubgraphError[] };
export type SubgraphDataSource = {
  readonly name: string;
  /** @throws GraphQLError SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT or SUBGRAPH_BAD_RESPONSE with `extensions.service`, when the whole request failed. */
  ask(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer>;
  close(): Promise<void>;
};
/** What `@apollo/gateway` asks through, too. */
export type ApolloDataSource = SubgraphDataSource & GraphQLDataSource<SubgraphContext>;
type Options = { name: string; url: string; timeoutMs: number; internalToken: ((viewer: Viewer) => Promise<string>) | undefined; log: Logger };
type ApolloAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/**
 * Calls one subgraph over a bounded pool of connections. The subgraph learns who asks from our own signed token and nothing else: no header
 * of the client goes on. What goes wrong becomes an error with a code and the name of the service, while URL, body and cause stay in the log.
 */
export function createSubgraphDataSource({ name, url, timeoutMs, internalToken, log }: Options): ApolloDataSource {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { ...poolOptions, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });

  const ask = async ({ body }: SubgraphRequest, { viewer, requestId, signal, forwarded }: RequestContext): Promise<SubgraphAnswer> => {
    try {
      const token = await internalToken?.(viewer);
      const headers = { ...forwarded, 'content-type': 'application/json', accept: 'application/json', 'x-request-id': requestId, ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const ends = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const { data, errors: downstream } = await readAnswer(await pool.request({ method: 'POST', path: pathname + search, headers, body, signal: ends }));
      return { ...(data === undefined ? {} : { data }), ...(downstream ? { errors: downstream.map((error) => clean(error, name)) } : {}) };
    } catch (error) {
      const failure = classify(error);
      log.warn({ err: error, service: name, code: failure.code, requestId }, 'a subgraph did not answer');
      throw new GraphQLError(failure.message(name), { extensions: { code: failure.code, service: name } });
    }
  };

  return {
    name,
    ask,
    async process(options): Promise<ApolloAnswer> {
      // the other kinds are for gateways that load schemas or check health through their data sources
      if (!('incomingRequestContext' in options)) throw new Error('This data source only executes operations.');
      const { request: { query = '', variables, operationName }, context, pathInIncomingRequest = [] } = options;
      const asked: FailedFetch = { query, at: placeOf(pathInIncomingRequest, variables) };
      const kind = /^\s*mutation/.test(query) ? 'mutation' : 'query';
      try {
        const { data, errors: downstream } = await ask({ body: JSON.stringify({ query, variables, operationName }), kind }, { client: { name: 'unknown', version: 'unknown' }, signal: new AbortController().signal, forwarded: {}, ...context });
        const placed = downstream?.map((error) => (data || error.path ? error : { ...error, extensions: { ...error.extensions, failedFetch: asked } }));
        return { ...(data ? { data: withoutNulls(data) } : {}), ...(placed ? { errors: placed } : {}) };
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        return { errors: [{ message: error.message, extensions: { ...error.extensions, failedFetch: asked } }] };
      }
    },
    close: () => pool.close(),
  };
}

/** Where an answer goes: the path of the object that the fetch extends, unless it extends the items of a list. */
function placeOf(path: readonly (string | number)[], variables: Record<string, unknown> | undefined): string[] | undefined {
  const representations = variables?.['representations'];
  if (path.includes('@') || (Array.isArray(representations) && representations.length !== 1)) return undefined;
  return path.map(String);
}

async function readAnswer({ statusCode, body }: Dispatcher.ResponseData): Promise<GraphQLResult> {
  const text = await body.text();
  if (statusCode === 502 || statusCode === 503 || statusCode === 504) throw new NotAvailable(`status ${statusCode}: ${text.slice(0, excerptMax)}`);
  // 400 is how a server refuses a value that only its own scalars can judge; our token refused (401, 403) is no business of the client's
  if (statusCode !== 200 && statusCode !== 400) throw new BadAnswer(`status ${statusCode}: ${text.slice(0, excerptMax)}`);
  try {
    return graphQLResult.parse(JSON.parse(text));
  } catch (cause) {
    throw new BadAnswer(`status ${statusCode}: ${text.slice(0, excerptMax)}`, { cause });
  }
}

type GraphQLResult = z.infer<typeof graphQLResult>;
const graphQLResult = z
  .object({
    data: z.record(z.string(), z.unknown()).nullish(),
    errors: z.array(z.object({ message: z.string(), path: z.array(z.union([z.string(), z.number()])).optional(), extensions: z.record(z.string(), z.unknown()).optional() })).min(1).optional(),
  })
  .refine(({ data, errors: list }) => data || list, 'neither data nor errors');

/** A subgraph's error without what only its own developers should see. Places in the sub-query's text mean nothing to the client. */
function clean({ message, path, extensions = {} }: NonNullable<GraphQLResult['errors']>[number], service: string): SubgraphError {
  const { stacktrace: _stack, exception: _exception, http: _http, serviceName: _name, ...details } = extensions;
  return { message, ...(path ? { path } : {}), extensions: { ...details, service } };
}

/**
 * Leaves out null root fields. Several subgraphs may answer the same shared field in parallel (`annualReport`), and the executor merges by
 * order of arrival: a late null would wipe out what the others brought. Absent and null are the same to the client.
 */
function withoutNulls(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}

class NotAvailable extends Error {}
class BadAnswer extends Error {}

function classify(error: unknown): (typeof failures)[keyof typeof failures] {
  if (error instanceof BadAnswer || error instanceof errors.ResponseExceededMaxSizeError) return failures.badResponse;
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) return failures.timeout;
  return error instanceof DOMException && error.name === 'TimeoutError' ? failures.timeout : failures.unavailable;
}

const failures = {
  unavailable: { code: 'SUBGRAPH_UNAVAILABLE', message: (name: string) => `The ${name} service is not available at the moment.` },
  timeout: { code: 'SUBGRAPH_TIMEOUT', message: (name: string) => `The ${name} service did not answer in time.` },
  badResponse: { code: 'SUBGRAPH_BAD_RESPONSE', message: (name: string) => `The ${name} service gave an answer that cannot be used.` },
};

const excerptMax = 200;
const poolOptions = { connections: 64, pipelining: 1, keepAliveTimeout: 4_000, connectTimeout: 3_000, maxResponseSize: 20 * 1024 * 1024 };
