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
import { createStores, type Deps } from './deps.ts';
import { readEnv } from './env.ts';
import { createLoaders } from './loaders.ts';
import { createReactions } from './reactions.ts';
import { createResolvers } from './resolvers.ts';

const name = 'rural-programs';
const env = readEnv(process.env);
const log = createLogger(name, env.LOG_LEVEL);
const tracing = await startTracing(name, env, log);
const mongo = await connectMongo(env.MONGODB_URI, { log });
const nats = await connectNats(env.NATS_URL, { name, log });

const outbox = createOutbox(mongo);
const requests = createRequestLog(mongo);
const directory = createDirectory(mongo);
const figures = createFigures(mongo, directory);
const stores = createStores({ mongo, outbox }, directory);
const deps: Deps = { ...stores, mongo, outbox, requests, directory, figures, now: systemClock };

await prepareCollections(mongo);
const relay = startRelay({ outbox, nats, service: name, log });
const consumers = await startConsumers({
  nats,
  mongo,
  reactions: [directory.reaction(name), ...createReactions(stores)],
  settings: env,
  log,
});

const server = await startSubgraph({
  name,
  env,
  sdl: subgraphSdl(new URL('./schema.graphql', import.meta.url)),
  resolvers: createResolvers(deps),
  createLoaders: () => createLoaders(stores),
  nats,
  checks: { mongo: async () => (await mongo.db?.admin().ping())?.['ok'] === 1 },
  gauges: { ...relay.gauges, ...consumers.gauges },
  warnings: [relay.warnings, consumers.warnings],
  log,
});

onShutdown(log, [server.close, consumers.stop, relay.stop, tracing.stop, nats.close, () => mongo.close()], {
  leave: server.leave,
  delayMs: env.SHUTDOWN_DELAY_MS,
});
