import { randomUUID } from 'node:crypto';
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type onRequestHookHandler,
} from 'fastify';
import type { Logger } from '@kexie/kernel';
import {
  connectionLimits,
  createConnections,
  createGracefulShutdown,
  withoutSchemas,
  type Connections,
  type GracefulShutdown,
} from '@kexie/service/process';
import type { Client, RequestContext } from './context.ts';
import { addSender, createArrival, refuseStrayRequests } from './edge/arrival.ts';
import { addJsonBodies, bodyLimits, type BodyLimits } from './edge/body.ts';
import { acceptanceOf, addCompression, addVary } from './edge/compression.ts';
import { languageOf } from './edge/language.ts';
import { anyType, mediaTypeOf, prefersPage, statusOf } from './edge/media-type.ts';
import { addOrigins } from './edge/origins.ts';
import { namesNoOperation, readParameters, requireOperation } from './edge/parameters.ts';
import { addRefusals, createUnreadable, graphqlPath, refuseOtherMethods } from './edge/refusals.ts';
import { scheduleArrivals, scheduleLongAnswers } from './edge/scheduling.ts';
import { HttpError } from './errors.ts';
import { Lifetime } from './lifetime.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { openGate, type Gate } from './limits/limiter.ts';
import type { Page } from './page/page.ts';
import type { OperationLookup } from './persisted-operations.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import type { Supergraph } from './rollout/supergraph.ts';
import type { ReadViewer } from './access/viewer.ts';

type Options = {
  host: string;
  port: number;
  supergraph: Pick<Supergraph, 'current' | 'refusal'>;
  readViewer: ReadViewer;
  /** Whether the broker is connected, and whether it ever was; undefined if none is needed. */
  broker?: () => { connected: boolean; everConnected: boolean };
  /** Replaces the id of an operation with its text. */
  lookup?: OperationLookup;
  /** Admits requests, and ends their time. */
  limiter?: Gate;
  /** Bounds on the size of bodies. */
  bodies?: BodyLimits;
  /** Bounds the time of requests and responses, and the memory of unread responses. */
  connections?: Connections;
  /** The trusted proxies, whose forwarded addresses are used: a number of them, or their networks. */
  trustProxy?: number | string[];
  /** Origins whose pages may send requests: `https://…`, or `*` for any. */
  corsOrigins?: readonly string[];
  /** Headers of the client, by lower-case name, that are forwarded to the subgraphs. */
  forward?: readonly string[];
  /** Traces and counts requests, and serves the metrics. */
  telemetry?: Pick<Telemetry, 'addTo' | 'onRefused'> | undefined;
  /** How long `close` waits for running requests: the maximum duration of a request. */
  finishMsMax?: number;
  /**
   * Whether the client chooses the language of messages, the gateway's and the services'. Otherwise messages are English and
   * services get no language.
   */
  speaks?: boolean;
  /** The page for people at `/`. */
  page?: Page;
  /** Whether the port opens at once. Otherwise `open` opens it. Default true. */
  isOpen?: boolean;
  /** Whether the other processes that share the port are ready. */
  othersReady?: (() => boolean) | undefined;
  log: Logger;
};
/**
 * `url` is empty until the port is open. `drain`: no longer ready, but still answering until requests stop arriving; `close`: finishes the running
 * requests.
 */
export type Server = {
  url: string;
  open(): Promise<void>;
  drain: GracefulShutdown['drain'];
  close: GracefulShutdown['close'];
};

/** Opens the gateway's one port: `/graphql`, `/healthz`, `/readyz`, and a page at `/`. */
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
  telemetry,
  speaks = false,
  page,
  isOpen = true,
  othersReady,
  log,
  finishMsMax = 30_000,
}: Options): Promise<Server> {
  const onRefused = telemetry?.onRefused;
  const unreadable = createUnreadable({ onRefused, limiter });
  const app = fastify({
    ...limits,
    ...withoutSchemas,
    ...connections.server,
    http: { ...connections.server.http, requireHostHeader: false },
    frameworkErrors: unreadable.address,
    clientErrorHandler: unreadable.http,
    genReqId: requestId,
    trustProxy: trustedBy(trustProxy),
  });
  addSender(app);
  const shutdown = createGracefulShutdown(app, finishMsMax);
  telemetry?.addTo(app);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  addRefusals(app, { log, onRefused, limiter, languageOf: speaks ? languageOf : () => 'en' });
  addJsonBodies(app, { limits: bodies, limiter });
  addCompression(app);
  scheduleLongAnswers(app, { limiter });
  connections.addTo(app, unread);
  scheduleArrivals(app, { limiter });
  await addOrigins(app, { origins: corsOrigins, log });
  refuseOtherMethods(app);
  refuseStrayRequests(app, { limiter });

  app.route({
    url: graphqlPath,
    method: ['GET', 'POST'],
    onRequest: [negotiate, ...(speaks ? [varyByLanguage] : []), createArrival({ readViewer, limiter })],
    handler: async (request, reply) => {
      const { viewer, address } = request;
      if (!supergraph.current())
        throw new HttpError(
          503,
          'SUPERGRAPH_NOT_READY',
          'The services have not published their schemas yet. Try again in a moment.',
          { headers: { 'retry-after': '2' } },
        );
      const asked = readParameters(request);
      const lifetime = lifetimeOf(reply);
      const language = speaks ? languageOf(request.headers['accept-language']) : 'en';
      const answer = await limiter.gate(viewer, address, lifetime, async () => {
        const context: RequestContext = {
          viewer,
          requestId: request.id,
          client: clientOf(request),
          language,
          address,
          lifetime,
          forwarded: speaks ? { ...pick(request, forward), 'accept-language': language } : pick(request, forward),
          explain: request.headers['x-kexie-explain']?.toString(),
          notes: {},
        };
        const parameters = lookup?.(asked, context) ?? asked;
        requireOperation(parameters);
        // The graph is read only now, because the one served at arrival may have been replaced.
        return supergraph
          .current()
          ?.answer({ parameters, method: request.method === 'POST' ? 'POST' : 'GET' }, context);
      });
      return answer && label(answer, request, reply);
    },
  });
  addHealthRoutes(app, { supergraph, broker, othersReady, isDraining: shutdown.isDraining });
  if (page) page.addTo(app, about);
  else app.get('/', async () => about);

  const server: Server = {
    url: '',
    async open() {
      server.url = await app.listen({ host, port });
      log.info({ url: server.url }, 'the gateway is listening');
    },
    drain: shutdown.drain,
    close: shutdown.close,
  };
  if (isOpen) await server.open();
  return server;
}

/** Redirects a browser to the page, and refuses clients that accept none of the possible responses before any work is done. */
const negotiate: onRequestHookHandler = ({ method, headers, raw: { url = '' } }, reply, done) => {
  void reply.header('cache-control', 'no-store');
  addVary(reply, 'accept');
  if (method !== 'POST' && prefersPage(headers.accept) && namesNoOperation(url)) return void reply.redirect('/', 303);
  if (!mediaTypeOf(headers.accept))
    return done(
      notAcceptable(
        'Responses are application/graphql-response+json or application/json; the header accept allows neither.',
      ),
    );
  if (!acceptanceOf(headers['accept-encoding']?.toString()))
    return done(
      notAcceptable(
        'Responses are sent plain or as zstd, br or gzip; the header accept-encoding excludes all of them.',
      ),
    );
  return done();
};

const varyByLanguage: onRequestHookHandler = (_request, reply, done) => {
  addVary(reply, 'accept-language');
  done();
};

const notAcceptable = (message: string): HttpError => new HttpError(406, 'NOT_ACCEPTABLE', message);

/** Sets status and media type of a response. */
function label(answer: GraphAnswer, request: FastifyRequest, reply: FastifyReply): string {
  const type = mediaTypeOf(request.headers.accept) ?? anyType;
  for (const [name, value] of answer.headers) void reply.header(name, value);
  void reply.code(statusOf(answer, type)).header('content-type', type.contentType);
  return answer.text;
}

const unread = (): HttpError =>
  new HttpError(503, 'OVERLOADED', 'Too many responses wait to be read. Try again in a moment.', {
    headers: { 'retry-after': '1' },
  });

const about = { service: 'Kexie Graph gateway', graphql: '/graphql', health: '/healthz', readiness: '/readyz' };

/** Fastify's form of the trusted proxies. Without any, it takes the address of the connection. */
function trustedBy(proxies: number | string[]): false | string[] | ((address: string, hop: number) => boolean) {
  if (proxies === 0) return false;
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : proxies;
}

function clientOf({ headers }: FastifyRequest): Client {
  const of = (what: 'name' | 'version'): string => {
    const value = headers[`graphql-client-${what}`] ?? headers[`apollographql-client-${what}`];
    return typeof value === 'string' && value.length > 0 ? value.slice(0, clientLengthMax) : 'unknown';
  };
  return { name: of('name'), version: of('version') };
}

/** Ends when the client disconnects before it has its response. */
function lifetimeOf({ raw }: FastifyReply): Lifetime {
  const lifetime = new Lifetime();
  const end = (): void => {
    if (!raw.writableFinished)
      lifetime.end(new HttpError(499, 'CLIENT_CLOSED_REQUEST', 'The client disconnected before the response.'));
  };
  // The client may have disconnected while its token was verified.
  if (raw.destroyed) end();
  raw.on('close', end);
  return lifetime;
}

function pick({ headers }: FastifyRequest, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') picked[name] = value;
  }
  return picked;
}

/** `/healthz`: the process is alive. `/readyz`: whether it can serve requests, and from which supergraph. */
function addHealthRoutes(
  app: FastifyInstance,
  {
    supergraph,
    broker,
    othersReady,
    isDraining,
  }: Pick<Options, 'supergraph'> & {
    broker: Options['broker'];
    othersReady: Options['othersReady'];
    isDraining: () => boolean;
  },
): void {
  app.get('/healthz', async () => ({ alive: true }));
  app.get('/readyz', async (_request, reply) => {
    const { connected, everConnected } = broker?.() ?? { connected: true, everConnected: true };
    const graph = supergraph.current();
    // The gateway stays ready if it loses the broker later, because the graph does not need it.
    const ready = !isDraining() && everConnected && graph !== undefined && (othersReady?.() ?? true);
    void reply.code(ready ? 200 : 503);
    return {
      ready,
      checks: {
        supergraph: graph !== undefined,
        ...(broker ? { nats: connected } : {}),
        ...(othersReady ? { processes: othersReady() } : {}),
      },
      supergraph: graph ? { hash: graph.hash, subgraphs: graph.subgraphs } : null,
      refusal: supergraph.refusal() ?? null,
    };
  });
}

/** The client's own id if it is safe to log, or a new one. */
function requestId({ headers }: { headers: Record<string, unknown> }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

const limits = { keepAliveTimeout: 65_000, return503OnClosing: false } as const;
/** W3C Trace Context. */
const tracingHeaders = ['traceparent', 'tracestate'];
const clientLengthMax = 100;
