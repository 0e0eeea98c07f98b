import { randomUUID } from 'node:crypto';
import { ApolloServer, type BaseContext } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import fastifyApollo from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError, parse } from 'graphql';
import { StartupError, type Logger } from '@kexie/kernel';
import type { Nats } from '@kexie/messaging';
import { compareClocks, type ClockComparison } from './clocks.ts';
import { connectionLimits, createConnections } from './connections.ts';
import { createGracefulShutdown, type GracefulShutdown } from './graceful-shutdown.ts';
import type { SubgraphEnv } from './env.ts';
import { enforceDirectives } from './enforcement.ts';
import { formatError } from './errors.ts';
import { isHost } from './host.ts';
import { clockDifferenceOf, importTokenKey, verifyInternalToken, type TokenKey } from './internal-token.ts';
import { createMetrics, type Counters, type Gauges, type Metrics } from './metrics.ts';
import { addRequestTrail, describeOperations } from './request-trail.ts';
import { scalars } from './scalars.ts';
import { announceSchema } from './schema-announcement.ts';
import { statistics } from './statistics-queue.ts';
import { withoutSchemas } from './without-schemas.ts';
import type { Viewer } from './viewer.ts';

/** The context of resolvers. Each request has new `loaders`. */
export type RequestContext<Loaders = unknown> = BaseContext & { viewer: Viewer; requestId: string; loaders: Loaders };

type GraphQLResolverMap = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']
>;

export type SubgraphOptions<Loaders> = {
  name: string;
  env: SubgraphEnv;
  /** the shared schema and the subgraph's own, see `subgraphSdl` */
  sdl: string;
  resolvers: object;
  createLoaders: () => Loaders;
  nats: Nats;
  /** the checks of `/readyz`, by name */
  checks: Record<string, () => Promise<boolean> | boolean>;
  /** additional metrics, by name */
  gauges?: Gauges;
  counters?: Counters;
  /** warnings for the operator in `/readyz`, one sentence each; they do not make the service unready */
  warnings?: (() => Promise<string[]>)[];
  log: Logger;
};

/**
 * `drain`: no longer ready, but still answering until requests stop arriving; `close`: finishes the running requests.
 */
export type Subgraph = { url: string; drain: GracefulShutdown['drain']; close: GracefulShutdown['close'] };

const bodyLimitBytes = 8 * 1024 * 1024;
/** Gateways read responses at once and share a service, so more unsent bytes are allowed than at a gateway. */
const serviceLimits = { ...connectionLimits, unsentBytesMax: 256 * 1024 * 1024 };
const checkTimeoutMs = 3_000;
/** Longer than the gateway waits for a response. */
const finishMsMax = 12_000;

/**
 * Serves a subgraph at `/graphql`, only to requests with the gateway's internal token, and publishes its schema to the
 * registry. `/healthz` shows that the process runs, `/readyz` whether it is ready, and `/metrics` its metrics.
 */
export async function startSubgraph<Loaders>(options: SubgraphOptions<Loaders>): Promise<Subgraph> {
  const { name, env, log } = options;
  const connections = createConnections(serviceLimits);
  const app = Fastify({
    ...connections.server,
    ...withoutSchemas,
    bodyLimit: bodyLimitBytes,
    return503OnClosing: false,
    genReqId: requestIdOf,
  });
  statistics.configure({ atOnceMax: env.STATISTICS_AT_ONCE_MAX, timeoutMs: env.STATISTICS_TIMEOUT_MS });
  const metrics = createMetrics(name, env.VERSION, {
    gauges: options.gauges ?? {},
    counters: options.counters ?? {},
    connections,
  });
  const shutdown = createGracefulShutdown(app, finishMsMax);
  addRequestTrail(app);
  requireHost(app);
  connections.addTo(app, overloaded);
  const apollo = new ApolloServer<RequestContext<Loaders>>({
    schema: executableSchema(options),
    formatError: formatError(log),
    introspection: true,
    stopOnTerminationSignals: false, // onShutdown closes everything, in its order
    includeStacktraceInErrorResponses: false,
    logger: log,
    plugins: [ApolloServerPluginInlineTraceDisabled(), metrics.plugin, describeOperations(log)],
  });
  await apollo.start();

  const tokenKey = importTokenKey(env.INTERNAL_TOKEN_PUBLIC_JWK);
  const clocks = compareClocks('the gateway', log);
  const operator = addOperatorRoutes(
    app,
    { ...options, warnings: [...(options.warnings ?? []), async () => clocks.warnings()] },
    metrics,
    shutdown,
  );
  const viewerOfRequest = requireToken(app, (request) => viewerOf(request, tokenKey, name, clocks));
  await app.register(fastifyApollo(apollo), {
    context: async (request: FastifyRequest) => ({
      viewer: viewerOfRequest(request),
      requestId: request.id,
      loaders: options.createLoaders(),
    }),
  });

  const listening = await app.listen({ port: env.PORT, host: env.HOST });
  const url = env.PUBLIC_URL ?? `${listening}/graphql`;
  const closing = new AbortController();
  void announceSchema(
    options.nats,
    { name, sdl: options.sdl, url, version: env.VERSION, allowBreaking: env.SCHEMA_ALLOW_BREAKING },
    { log, signal: closing.signal, key: env.PUBLICATION_PRIVATE_JWK },
  )
    .then(() => {
      operator.published = true;
      log.info({ url }, 'serving, and the schema is published');
    })
    .catch((error: unknown) => {
      if (!closing.signal.aborted) log.error({ err: error }, 'the schema could not be published');
    });

  return {
    url,
    drain: async (quietMs) => {
      closing.abort(); // later publications are those of the successor
      await shutdown.drain(quietMs);
    },
    close: async () => {
      closing.abort();
      await shutdown.close();
      await apollo.stop();
    },
  };
}

function executableSchema({ name, sdl, resolvers }: { name: string; sdl: string; resolvers: object }) {
  try {
    const typeDefs = parse(sdl);
    const schema = buildSubgraphSchema({ typeDefs, resolvers: { ...scalars, ...resolvers } as GraphQLResolverMap });
    enforceDirectives(schema, typeDefs);
    return schema;
  } catch (error) {
    throw new StartupError('INVALID_SCHEMA', `The schema of ${name} cannot be served: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

const overloaded = (): Error =>
  Object.assign(new Error('Too many responses wait to be read. Try again in a moment.'), {
    statusCode: 503,
    code: 'OVERLOADED',
  });

/** Refuses requests with an invalid `host` before other code builds a URL from it. */
function requireHost(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.url !== '/graphql' || isHost(request.headers.host)) return done();
    return void reply
      .code(400)
      .send({ errors: [{ message: 'The host header is invalid.', extensions: { code: 'BAD_REQUEST' } }] });
  });
}

function requestIdOf(request: { headers: Record<string, string | string[] | undefined> }): string {
  const sent = request.headers['x-request-id'];
  return typeof sent === 'string' && /^[\w-]{8,64}$/.test(sent) ? sent : randomUUID();
}

/**
 * Verifies the token of a request before its body is read, so that only bodies of gateways are read. Returns a function
 * that returns the viewer of a request.
 */
function requireToken(
  app: FastifyInstance,
  verify: (request: FastifyRequest) => Promise<Viewer>,
): (request: FastifyRequest) => Viewer {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return;
    try {
      viewers.set(request, await verify(request));
    } catch (error) {
      const {
        message,
        extensions: { code },
      } = error as GraphQLError;
      return reply.code(401).send({ errors: [{ message, extensions: { code } }] });
    }
  });
  return (request) => {
    const viewer = viewers.get(request);
    if (!viewer) throw new Error('The token of this request was not verified.');
    return viewer;
  };
}

async function viewerOf(
  request: FastifyRequest,
  key: TokenKey,
  service: string,
  clocks: ClockComparison,
): Promise<Viewer> {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  try {
    if (token) return await verifyInternalToken(key, token, service);
  } catch (error) {
    // Every kind of invalid token gets the same response.
    clocks.saw(clockDifferenceOf(error) ?? 0);
  }
  throw new GraphQLError('This service answers only requests of the gateway.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}

function addOperatorRoutes<Loaders>(
  app: FastifyInstance,
  { name, checks, warnings = [], nats }: SubgraphOptions<Loaders>,
  metrics: Metrics,
  shutdown: GracefulShutdown,
) {
  const state = { published: false };
  app.get('/healthz', () => ({ alive: true, name }));
  app.get('/readyz', async (_, reply: FastifyReply) => {
    const named = { ...checks, nats: () => nats.isConnected(), schemaPublished: () => state.published };
    const answers = Object.fromEntries(
      await Promise.all(Object.entries(named).map(async ([check, run]) => [check, await passes(run)] as const)),
    );
    // Without the broker, writes still succeed and their events wait in the outbox: the service is degraded, but ready.
    const ready =
      !shutdown.isDraining() && Object.entries(answers).every(([check, passed]) => passed || check === 'nats');
    return reply.code(ready ? 200 : 503).send({ ready, name, checks: answers, warnings: await warningsOf(warnings) });
  });
  app.get('/metrics', async (_, reply: FastifyReply) => reply.type(metrics.contentType).send(await metrics.text()));
  return state;
}

/** All warnings, or the warning that they cannot be read. */
async function warningsOf(sources: (() => Promise<string[]>)[]): Promise<string[]> {
  const unknown = ['The state of the events cannot be read: the broker or the database does not answer.'];
  const late = new Promise<string[]>((resolve) => {
    setTimeout(() => resolve(unknown), checkTimeoutMs).unref();
  });
  return Promise.race([
    Promise.all(sources.map((read) => read())).then(
      (lists) => lists.flat(),
      () => unknown,
    ),
    late,
  ]);
}

async function passes(run: () => Promise<boolean> | boolean): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), checkTimeoutMs).unref();
  });
  return Promise.race([
    Promise.resolve()
      .then(run)
      .catch(() => false),
    late,
  ]);
}
