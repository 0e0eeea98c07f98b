import { systemClock } from '@kexie/kernel';
import {
  connectMongo,
  connectNats,
  createOutbox,
  createRequestLog,
  prepareCollections,
  startConsumers,
  startRelay,
} from '@kexie/messaging';
import {
  createDirectory,
  createFigures,
  createLogger,
  onShutdown,
  startSubgraph,
  startTracing,
  subgraphSdl,
} from '@kexie/service';
import { readEnv } from './env.ts';
import { createLoaders } from './loaders.ts';
import { createReactions } from './reactions.ts';
import { createResolvers } from './resolvers.ts';
import { createStore, type Deps } from './store.ts';

const name = 'outreach';

const env = readEnv(process.env);
const log = createLogger(name, env.LOG_LEVEL);
const tracing = await startTracing(name, env, log);
const mongo = await connectMongo(env.MONGODB_URI, { log });
const nats = await connectNats(env.NATS_URL, { name, log });

const outbox = createOutbox(mongo);
const directory = createDirectory(mongo);
const deps: Deps = {
  mongo,
  outbox,
  directory,
  requests: createRequestLog(mongo),
  figures: createFigures(mongo, directory),
  store: createStore(mongo),
  now: systemClock,
};

const reactions = [directory.reaction(name), ...createReactions(deps)];
await prepareCollections(mongo);
const relay = startRelay({ outbox, nats, service: name, log });
const consumers = await startConsumers({ nats, mongo, reactions, settings: env, log });

const server = await startSubgraph({
  name,
  env,
  nats,
  log,
  sdl: subgraphSdl(new URL('./schema.graphql', import.meta.url)),
  resolvers: createResolvers(deps),
  createLoaders: () => createLoaders(deps.store),
  checks: { mongo: async () => Boolean(await mongo.db?.admin().ping()) },
  gauges: { ...relay.gauges, ...consumers.gauges },
  warnings: [relay.warnings, consumers.warnings],
});

onShutdown(log, [server.close, consumers.stop, relay.stop, tracing.stop, nats.close, mongo.close.bind(mongo)], {
  leave: server.leave,
  delayMs: env.SHUTDOWN_DELAY_MS,
});
