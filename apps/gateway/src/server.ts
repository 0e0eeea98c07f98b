import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from '@kexie/kernel';
import { prepareDeparture, type Departure } from '@kexie/service/process';
import type { Client, RequestContext } from './context.ts';
import { errorBody, HttpError } from './errors.ts';
import type { Limiter } from './limits/limiter.ts';
import type { Page } from './page/page.ts';
import type { OperationLookup } from './persisted-operations.ts';
import type { Seeing } from './seeing/seeing.ts';
import type { Supergraph } from './rollout/supergraph.ts';
import type { ReadViewer } from './access/viewer.ts';

type Options = {
  host: string;
  port: number;
  supergraph: Pick<Supergraph, 'current' | 'refusal'>;
  readViewer: ReadViewer;
  /** Whether the broker is there now, and whether it ever was; undefined when none is needed. */
  broker?: () => { connected: boolean; seen: boolean };
  /** Puts in the text of an operation that is asked for by its id. */
  lookup?: OperationLookup;
  /** Lets a request in when it is its turn, and ends its time. */
  limiter?: Pick<Limiter, 'gate'>;
  /** Which proxies before the gateway are believed when they say whose request it is: a number of them, or their networks. */
  trustProxy?: number | string[];
  /** Origins whose pages may ask: `https://…`, or `*` for any. Tokens are sent in a header, never in cookies, so any is no danger to who is signed in elsewhere. */
  corsOrigins?: readonly string[];
  /** Headers of the client, by lower-case name, that go on to the subgraphs. */
  forward?: readonly string[];
  /** Traces and counts the requests, and shows the numbers. */
  seeing?: Pick<Seeing, 'addTo' | 'onRefused'> | undefined;
  /** How long `close` waits for what runs: as long as a request may take. */
  finishMsMax?: number;
  /** What people see at `/`. */
  page?: Page;
  log: Logger;
};
/** `leave`: not ready any more, but answering until nobody comes; `close`: finishes what runs. */
export type Server = { url: string; leave: Departure['leave']; close: Departure['close'] };

/** Opens the gateway's one port: `/graphql`, `/healthz`, `/readyz`, and `/` for who comes by. */
export async function startServer({ host, port, supergraph, readViewer, broker, lookup, limiter = open, trustProxy = 0, corsOrigins = [], forward = tracingHeaders, seeing, page, log, finishMsMax = 30_000 }: Options): Promise<Server> {
  const app = fastify({ ...limits, frameworkErrors: refuseAddress, genReqId: requestId, trustProxy: typeof trustProxy === 'number' ? (_address, hop) => hop < trustProxy : trustProxy });
  const departure = prepareDeparture(app, finishMsMax);
  prepare(app, log, seeing);
  if (corsOrigins.length > 0) await app.register(cors, { ...corsOptions, origin: corsOrigins.includes('*') ? '*' : [...corsOrigins] });

  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: async (request, reply) => {
      const viewer = await readViewer(request.headers.authorization);
      if (!supergraph.current()) throw new HttpError(503, 'SUPERGRAPH_NOT_READY', 'The services have not published their schemas yet. Try again in a moment.', { headers: { 'retry-after': '2' } });
      void reply.header('cache-control', 'no-store');
      return limiter.gate(viewer, request.ip, gone(reply), async (signal) => {
        const context: RequestContext = { viewer, requestId: request.id, client: clientOf(request), address: request.ip, signal, forwarded: pick(request, forward) };
        lookup?.(request, context);
        // taken only now: the graph that was served while the request waited may be gone
        return supergraph.current()?.answer(request, reply, context);
      });
    },
  });
  addHealthRoutes(app, { supergraph, broker, isLeaving: departure.isLeaving });
  if (page) page.addTo(app, about);
  else app.get('/', async () => about);

  const url = await app.listen({ host, port });
  log.info({ url }, 'the gateway listens');
  return { url, leave: departure.leave, close: departure.close };
}

const about = { service: 'Kexie Graph gateway', graphql: '/graphql', health: '/healthz', readiness: '/readyz' };

/** A gate that is open to everybody for any time. */
const open: Pick<Limiter, 'gate'> = { gate: async (_viewer, _address, gone, work) => work(gone) };

function clientOf({ headers }: FastifyRequest): Client {
  const of = (what: 'name' | 'version'): string => {
    const told = headers[`graphql-client-${what}`] ?? headers[`apollographql-client-${what}`];
    return typeof told === 'string' && told.length > 0 ? told.slice(0, clientLengthMax) : 'unknown';
  };
  return { name: of('name'), version: of('version') };
}

/** Aborts when the client hangs up before it has its answer. */
function gone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  // it may have gone while its token was checked
  if (reply.raw.destroyed) controller.abort();
  reply.raw.once('close', () => void (reply.raw.writableFinished || controller.abort()));
  return controller.signal;
}

function pick({ headers }: FastifyRequest, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])));
}

/** What holds for every request: an id that goes back to the client, JSON bodies only, errors in the shape of GraphQL. */
function prepare(app: FastifyInstance, log: Logger, seeing: Options['seeing']): void {
  seeing?.addTo(app);
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  app.setNotFoundHandler((request, reply) => reply.code(404).send(errorBody('NOT_FOUND', 'There is nothing here. The endpoint is /graphql.', request.id)));
  app.setErrorHandler((error: unknown, request, reply) => {
    const refusal = toHttpError(error);
    seeing?.onRefused(refusal.code);
    return refuse(refusal, request, reply, log);
  });
}

/** An address that cannot be decoded, which Fastify refuses before anything else runs. */
const refuseAddress = (_error: unknown, request: { id: string }, reply: FastifyReply): void =>
  void reply.code(400).send(errorBody('BAD_REQUEST', 'The address cannot be read.', request.id));

/** `/healthz`: the process lives. `/readyz`: it can answer, and what it answers from. */
function addHealthRoutes(app: FastifyInstance, { supergraph, broker, isLeaving }: Pick<Options, 'supergraph'> & { broker: Options['broker']; isLeaving: () => boolean }): void {
  app.get('/healthz', async () => ({ alive: true }));
  app.get('/readyz', async (_request, reply) => {
    const { connected, seen } = broker?.() ?? { connected: true, seen: true };
    const graph = supergraph.current();
    // a broker that went away later is no reason to stop: the graph goes on serving without it
    const ready = !isLeaving() && seen && graph !== undefined;
    void reply.code(ready ? 200 : 503);
    return {
      ready,
      checks: { supergraph: graph !== undefined, ...(broker ? { nats: connected } : {}) },
      supergraph: graph ? { hash: graph.hash, subgraphs: graph.subgraphs } : null,
      refusal: supergraph.refusal() ?? null,
    };
  });
}

function refuse(error: HttpError, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const level = error.status >= 500 && !passing.has(error.code) ? 'error' : 'debug';
  log[level]({ err: error.cause ?? error, requestId: request.id, code: error.code }, 'a request was refused');
  return reply.code(error.status).headers(error.headers).send(errorBody(error.code, error.message, request.id));
}

/** Whoever comes gets these while they last: the metrics count them, and a line each would make a crowd worse. */
const passing = new Set(['SUPERGRAPH_NOT_READY', 'PERSISTED_DOCUMENTS_NOT_READY', 'OVERLOADED']);

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [status, publicCode, message] = refusals[code] ?? unexpected(error);
  return new HttpError(status, publicCode, message, { cause: error });
}

type Refused = readonly [status: number, code: string, message: string];
const notJson: Refused = [400, 'BAD_REQUEST', 'The body is not valid JSON.'];
const refusals: Record<string, Refused> = {
  FST_ERR_CTP_INVALID_JSON_BODY: notJson,
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'BAD_REQUEST', 'The body is empty. Send JSON with a "query".'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'BAD_REQUEST', 'The length of the body is not the one announced.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the operation as application/json.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'PAYLOAD_TOO_LARGE', 'The body is larger than 1 MB.'],
};

function unexpected(error: unknown): Refused {
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status === 400 && error instanceof SyntaxError) return notJson;
  return status >= 400 && status < 500 ? [status, 'BAD_REQUEST', 'The request cannot be understood.'] : [500, 'INTERNAL_SERVER_ERROR', 'Internal error'];
}

/** The client's own id, when it is one that can be logged, or a new one. */
function requestId({ headers }: { headers: Record<string, unknown> }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

const limits = { bodyLimit: 1024 * 1024, requestTimeout: 30_000, keepAliveTimeout: 65_000, return503OnClosing: false } as const;
/** W3C Trace Context. */
const tracingHeaders = ['traceparent', 'tracestate'];
const corsOptions = { methods: ['GET', 'POST'], exposedHeaders: ['x-request-id', 'x-graphql-cost', 'x-graphql-cost-budget', 'x-graphql-cost-left', 'retry-after'], maxAge: 600 };
const clientLengthMax = 100;
