import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from '@kexie/kernel';
import {
  connectionLimits,
  createConnections,
  prepareDeparture,
  type Connections,
  type Departure,
} from '@kexie/service/process';
import type { Client, RequestContext } from './context.ts';
import { createArrival, refuseStrayRequests, viewerOf } from './edge/arrival.ts';
import { addJsonBodies, bodyLimits, type BodyLimits } from './edge/body.ts';
import { acceptanceOf, addCompression, addVary } from './edge/compression.ts';
import { anyType, mediaTypeOf, prefersPage, statusOf } from './edge/media-type.ts';
import { addOrigins } from './edge/origins.ts';
import { asksNothing, readParameters, requireOperation } from './edge/parameters.ts';
import { addRefusals, createUnreadable, graphqlPath, refuseOtherMethods } from './edge/refusals.ts';
import { HttpError } from './errors.ts';
import type { GraphAnswer } from './graph.ts';
import { openGate, type Gate } from './limits/limiter.ts';
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
  limiter?: Gate;
  /** How large bodies may be. */
  bodies?: BodyLimits;
  /** Bounds the time of requests and answers, and what unread answers hold. */
  connections?: Connections;
  /** Which proxies before the gateway are believed when they say whose request it is: a number of them, or their networks. */
  trustProxy?: number | string[];
  /** Origins whose pages may ask: `https://…`, or `*` for any. */
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
export async function startServer({
  host,
  port,
  supergraph,
  readViewer,
  broker,
  lookup,
  limiter = openGate,
  bodies = bodyLimits,
  connections = createConnections(connectionLimits),
  trustProxy = 0,
  corsOrigins = [],
  forward = tracingHeaders,
  seeing,
  page,
  log,
  finishMsMax = 30_000,
}: Options): Promise<Server> {
  const onRefused = seeing?.onRefused;
  const unreadable = createUnreadable({ onRefused, limiter });
  const app = fastify({
    ...limits,
    ...connections.server,
    http: { ...connections.server.http, requireHostHeader: false },
    frameworkErrors: unreadable.address,
    clientErrorHandler: unreadable.http,
    genReqId: requestId,
    trustProxy: typeof trustProxy === 'number' ? (_address, hop) => hop < trustProxy : trustProxy,
  });
  const departure = prepareDeparture(app, finishMsMax);
  seeing?.addTo(app);
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  addRefusals(app, { log, onRefused, limiter, viewerOf });
  addJsonBodies(app, { limits: bodies, limiter, viewerOf });
  addCompression(app);
  connections.addTo(app, unread);
  await addOrigins(app, { origins: corsOrigins, log });
  refuseOtherMethods(app);
  refuseStrayRequests(app, { limiter });

  app.route({
    url: graphqlPath,
    method: ['GET', 'POST'],
    onRequest: [negotiate, createArrival({ readViewer, limiter })],
    handler: async (request, reply) => {
      const viewer = viewerOf(request);
      if (!supergraph.current())
        throw new HttpError(
          503,
          'SUPERGRAPH_NOT_READY',
          'The services have not published their schemas yet. Try again in a moment.',
          { headers: { 'retry-after': '2' } },
        );
      const asked = readParameters(request);
      const answer = await limiter.gate(viewer, request.ip, gone(reply), async (signal) => {
        const context: RequestContext = {
          viewer,
          requestId: request.id,
          client: clientOf(request),
          address: request.ip,
          signal,
          forwarded: pick(request, forward),
        };
        const parameters = lookup?.(asked, context) ?? asked;
        requireOperation(parameters);
        // taken only now: the graph that was served while the request waited may be gone
        return supergraph
          .current()
          ?.answer(
            { parameters, method: request.method === 'POST' ? 'POST' : 'GET', headers: request.headers },
            context,
          );
      });
      return answer && label(answer, request, reply);
    },
  });
  addHealthRoutes(app, { supergraph, broker, isLeaving: departure.isLeaving });
  if (page) page.addTo(app, about);
  else app.get('/', async () => about);

  const url = await app.listen({ host, port });
  log.info({ url }, 'the gateway listens');
  return { url, leave: departure.leave, close: departure.close };
}

/** Leads a browser to the page, and refuses clients that accept nothing that can be sent before anything is done for them. */
async function negotiate(
  { method, headers, raw: { url = '' } }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  void reply.header('cache-control', 'no-store');
  addVary(reply, 'accept');
  if (method !== 'POST' && prefersPage(headers.accept) && asksNothing(url)) return reply.redirect('/', 303);
  if (!mediaTypeOf(headers.accept))
    throw notAcceptable(
      'Answers are application/graphql-response+json or application/json; the header accept names neither.',
    );
  if (!acceptanceOf(headers['accept-encoding']?.toString()))
    throw notAcceptable(
      'Answers are sent plain or as zstd, br or gzip; the header accept-encoding excludes all of them.',
    );
  return undefined;
}

const notAcceptable = (message: string): HttpError => new HttpError(406, 'NOT_ACCEPTABLE', message);

/** Puts status and media type on an answer. */
function label(answer: GraphAnswer, request: FastifyRequest, reply: FastifyReply): string {
  const type = mediaTypeOf(request.headers.accept) ?? anyType;
  for (const [name, value] of answer.headers) void reply.header(name, value);
  void reply.code(statusOf(answer, type)).header('content-type', type.contentType);
  return answer.text;
}

const unread = (): HttpError =>
  new HttpError(503, 'OVERLOADED', 'Too many answers wait to be read. Try again in a moment.', {
    headers: { 'retry-after': '1' },
  });

const about = { service: 'Kexie Graph gateway', graphql: '/graphql', health: '/healthz', readiness: '/readyz' };

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
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
  );
}

/** `/healthz`: the process lives. `/readyz`: it can answer, and what it answers from. */
function addHealthRoutes(
  app: FastifyInstance,
  {
    supergraph,
    broker,
    isLeaving,
  }: Pick<Options, 'supergraph'> & { broker: Options['broker']; isLeaving: () => boolean },
): void {
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

/** The client's own id, when it is one that can be logged, or a new one. */
function requestId({ headers }: { headers: Record<string, unknown> }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

const limits = { keepAliveTimeout: 65_000, return503OnClosing: false } as const;
/** W3C Trace Context. */
const tracingHeaders = ['traceparent', 'tracestate'];
const clientLengthMax = 100;
