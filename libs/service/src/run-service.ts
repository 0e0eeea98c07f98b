import { releaseStartMemory, systemClock, type Clock, type Logger } from '@kexie/kernel';
import {
  connectMongo,
  connectNats,
  createOutbox,
  createRequestLog,
  prepareCollections,
  runMigrations,
  startConsumers,
  startRelay,
  type Migration,
  type Mongo,
  type Outbox,
  type Reaction,
  type RequestLog,
} from '@kexie/messaging';
import type { SubgraphEnv } from './env.ts';
import { enumerationResolvers, type Labels } from './labels.ts';
import { createLogger } from './logger.ts';
import { mergeResolvers } from './merge-resolvers.ts';
import type { Counters, Gauges } from './metrics.ts';
import { subgraphSdl } from './sdl.ts';
import { onShutdown } from './shutdown.ts';
import { endOnFailure } from './startup.ts';
import { startSubgraph } from './subgraph.ts';
import { startTracing } from './tracing.ts';

/** The dependencies of every service. */
export type ServiceBase = { mongo: Mongo; outbox: Outbox; requests: RequestLog; now: Clock };

type Service<Deps extends ServiceBase, Loaders> = {
  name: string;
  /** @throws StartupError with every problem at once. */
  readEnv(): SubgraphEnv;
  /** The file of the service's own schema. */
  schema: URL;
  /** The labels of its enumerations, and the name of its section in `enumerations`. */
  labels: { section: string; labels: Labels };
  /** The migrations that bring the data of earlier versions to the current shape, oldest first: see `Migration`. */
  migrations?: readonly Migration[];
  /** Creates the stores and other dependencies, before the collections of all models are created. */
  createDeps(base: ServiceBase): Deps;
  createReactions(deps: Deps): Reaction[];
  createResolvers(deps: Deps): object;
  /** Called once for each request. */
  createLoaders(deps: Deps): Loaders;
  /** Additional metrics beside those of the relay and the consumers. */
  gauges?(deps: Deps): Gauges;
  counters?(deps: Deps): Counters;
  /** Runs before the service consumes events and answers requests, for example to load reference data. */
  prepare?(deps: Deps, log: Logger): Promise<void>;
  /** Starts background work. */
  startWork?(deps: Deps, log: Logger): { stop(): Promise<void> };
};

/**
 * Runs a subgraph service until a signal ends it: connects to its database and the broker, migrates the data, prepares
 * the collections, starts relay and consumers, serves the schema and publishes it. A failure before it serves ends the
 * process with one log line and exit code 1.
 */
export async function runService<Deps extends ServiceBase, Loaders>({
  name,
  readEnv,
  schema,
  ...parts
}: Service<Deps, Loaders>): Promise<void> {
  endOnFailure(name);
  const env = readEnv();
  const log = createLogger(name, env.LOG_LEVEL);
  const tracing = await startTracing(name, env, log);
  const mongo = await connectMongo(env.MONGODB_URI, { log });
  const nats = await connectNats(env.NATS_URL, { name, log });

  const outbox = createOutbox(mongo);
  const deps = parts.createDeps({ mongo, outbox, requests: createRequestLog(mongo), now: systemClock });
  const reactions = parts.createReactions(deps);
  const resolvers = mergeResolvers(
    parts.createResolvers(deps),
    enumerationResolvers(parts.labels.section, parts.labels.labels),
  );
  await runMigrations(mongo, parts.migrations ?? [], { log });
  await prepareCollections(mongo);
  await parts.prepare?.(deps, log);

  const relay = startRelay({ outbox, nats, service: name, log });
  const consumers = await startConsumers({ nats, mongo, reactions, settings: env, log });
  const work = parts.startWork?.(deps, log);
  const server = await startSubgraph({
    name,
    env,
    nats,
    log,
    resolvers,
    sdl: subgraphSdl(schema),
    createLoaders: () => parts.createLoaders(deps),
    checks: { mongo: async () => (await mongo.db?.admin().ping())?.['ok'] === 1 },
    gauges: { ...relay.gauges, ...consumers.gauges, ...parts.gauges?.(deps) },
    counters: parts.counters?.(deps) ?? {},
    warnings: [relay.warnings, consumers.warnings],
  });
  await releaseStartMemory(); // while the schema is being published: the service is not ready yet
  const closers = [
    server.close,
    consumers.stop,
    async () => work?.stop(),
    relay.stop,
    tracing.stop,
    nats.close,
    () => mongo.close(),
  ];
  onShutdown(log, closers, { drain: server.drain, delayMs: env.SHUTDOWN_DELAY_MS });
}
