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
import { createReactions } from './reactions.ts';
import { createResolvers } from './resolvers.ts';
import { createLoaders, createStore, type Deps } from './store.ts';

const name = 'people';
const env = readEnv(process.env);
const log = createLogger(name, env.LOG_LEVEL);
const tracing = await startTracing(name, env, log);
const mongo = await connectMongo(env.MONGODB_URI, { log });
const nats = await connectNats(env.NATS_URL, { name, log });

const outbox = createOutbox(mongo);
const requests = createRequestLog(mongo);
const directory = createDirectory(mongo);
const figures = createFigures(mongo, directory);
const store = createStore(mongo);
const deps: Deps = { mongo, store, outbox, requests, directory, figures, now: systemClock };

await prepareCollections(mongo);
const relay = startRelay({ outbox, nats, service: name, log });
const consumers = await startConsumers({
  nats,
  mongo,
  reactions: [directory.reaction(name), ...createReactions(deps)],
  settings: env,
  log,
});

const server = await startSubgraph({
  name,
  env,
  sdl: subgraphSdl(new URL('./schema.graphql', import.meta.url)),
  resolvers: createResolvers(deps),
  createLoaders: () => createLoaders(store),
  nats,
  checks: { mongo: async () => (await mongo.db?.admin().ping())?.['ok'] === 1 },
  gauges: { ...relay.gauges, ...consumers.gauges, roster_persons_missing: store.memberships.missingOnRosters },
  warnings: [relay.warnings, consumers.warnings],
  log,
});

onShutdown(log, [server.close, consumers.stop, relay.stop, tracing.stop, nats.close, () => mongo.close()], {
  leave: server.leave,
  delayMs: env.SHUTDOWN_DELAY_MS,
});
