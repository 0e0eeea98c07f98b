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
import { createFigures, createLogger, onShutdown, startSubgraph, startTracing, subgraphSdl } from '@kexie/service';
import { createAttentions } from './attention/store.ts';
import { readEnv } from './env.ts';
import { createLoaders } from './loaders.ts';
import { createOrganizations } from './organization/store.ts';
import { createPersons } from './person/store.ts';
import { createReactions } from './reactions.ts';
import { createRegions } from './region/store.ts';
import { createResolvers, type Deps } from './resolvers.ts';
import { startTermWatch } from './term-watch.ts';

const name = 'organizations';
const env = readEnv(process.env);
const log = createLogger(name, env.LOG_LEVEL);
const tracing = await startTracing(name, env, log);
const mongo = await connectMongo(env.MONGODB_URI, { log });
const nats = await connectNats(env.NATS_URL, { name, log });

const outbox = createOutbox(mongo);
const requests = createRequestLog(mongo);
const regions = createRegions(mongo, outbox);
const organizations = createOrganizations(mongo, outbox);
const attentions = createAttentions(mongo);
const persons = createPersons(mongo);
const figures = createFigures(mongo, regions);
const deps: Deps = { mongo, outbox, requests, regions, organizations, attentions, persons, figures, now: systemClock };

await prepareCollections(mongo);
const loaded = await regions.loadReference(new URL('./region/reference.json', import.meta.url));
if (loaded > 0) log.info({ regions: loaded }, 'the regions are loaded');

const relay = startRelay({ outbox, nats, service: name, log });
const consumers = await startConsumers({ nats, mongo, reactions: createReactions(deps), settings: env, log });
const termWatch = startTermWatch({ organizations, now: systemClock, log });
const server = await startSubgraph({
  name,
  env,
  sdl: subgraphSdl(new URL('./schema.graphql', import.meta.url)),
  resolvers: createResolvers(deps),
  createLoaders: () => createLoaders(deps),
  nats,
  checks: { mongo: async () => (await mongo.db?.admin().ping())?.['ok'] === 1 },
  gauges: { ...relay.gauges, ...consumers.gauges },
  warnings: [relay.warnings, consumers.warnings],
  log,
});

onShutdown(
  log,
  [server.close, consumers.stop, termWatch.stop, relay.stop, tracing.stop, nats.close, () => mongo.close()],
  { leave: server.leave, delayMs: env.SHUTDOWN_DELAY_MS },
);
