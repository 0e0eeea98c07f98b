import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineEvent } from '@kexie/events';
import { currentTrail } from '@kexie/kernel';
import {
  connectMongo,
  connectNats,
  createOutbox,
  inTransaction,
  on,
  prepareCollections,
  startConsumers,
  startRelay,
} from '@kexie/messaging';
import { eventually, natsUrl, startCollector, testDatabase, type Collector } from '@kexie/testing';
import { subgraphEnv } from '../src/env.ts';
import { importTokenKey, signInternalToken } from '../src/internal-token.ts';
import { createLogger } from '../src/logger.ts';
import { startSubgraph, type Subgraph } from '../src/subgraph.ts';
import { startTracing, type Tracing } from '../src/tracing.ts';
import { viewerOf } from '../src/viewer.ts';

const pair = generateKeyPairSync('ed25519');
const name = `t${randomUUID().replaceAll(/[^a-z]/g, '')}`;
const Happened = defineEvent(`${name}.thing.happened.v1`, z.object({ step: z.number() }));
const log = createLogger(name, 'silent');
const trails: (string | undefined)[] = [];
let collector: Collector;
let tracing: Tracing;
let subgraph: Subgraph;
const stops: (() => Promise<unknown>)[] = [];

/** A service with all parts of a real one. It consumes its own events: the first event causes the second. */
beforeAll(async () => {
  collector = await startCollector();
  const database = await testDatabase('traces');
  const env = subgraphEnv.parse({
    PORT: '0',
    MONGODB_URI: database.uri,
    NATS_URL: natsUrl(),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    INTERNAL_TOKEN_PUBLIC_JWK: JSON.stringify(pair.publicKey.export({ format: 'jwk' })),
  });
  tracing = await startTracing(name, env, log);
  const mongo = await connectMongo(env.MONGODB_URI);
  const nats = await connectNats(env.NATS_URL, { name, log });
  const outbox = createOutbox(mongo);
  await prepareCollections(mongo);
  const relay = startRelay({ outbox, nats, service: name, log });
  const consumers = await startConsumers({
    nats,
    mongo,
    log,
    reactions: [
      on(Happened, `${name}-again`, async ({ data: { step }, aggregateId }, session) => {
        trails.push(currentTrail()?.requestId);
        if (step === 1) await outbox.append([Happened({ step: 2 })], { aggregateId, version: 2 }, session);
      }),
    ],
  });
  const happen = () =>
    inTransaction(mongo, (session) =>
      outbox.append([Happened({ step: 1 })], { aggregateId: randomUUID(), version: 1 }, session),
    );
  subgraph = await startSubgraph({
    name,
    env,
    nats,
    log,
    sdl: 'type Query { nothing: Int } type Mutation { happen: Boolean! }',
    resolvers: { Mutation: { happen: async () => (await happen(), true) } },
    createLoaders: () => ({}),
    checks: {},
  });
  stops.push(
    subgraph.close,
    consumers.stop,
    relay.stop,
    () => tracing.stop(),
    nats.close,
    () => mongo.close(),
    database.drop,
    collector.stop,
  );
});

afterAll(async () => {
  for (const stop of stops) await stop();
});

test('a mutation is one trace, from the gateway through the service and its event to the reactions and their events', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const token = signInternalToken(
    importTokenKey(pair.privateKey.export({ format: 'jwk' })),
    viewerOf({ id: 'usr_1', roles: [], regions: [], organizations: [] }),
    name,
  );
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      'x-request-id': 'request-1',
    },
    body: JSON.stringify({ query: 'mutation Happen { happen }' }),
    signal: AbortSignal.timeout(10_000),
  });
  expect(await response.json()).toEqual({ data: { happen: true } });
  await eventually(() => expect(collector.spans.filter((span) => span.name.startsWith('process'))).toHaveLength(2));

  const path: string[] = [];
  let parent = 'b7ad6b7169203331';
  for (let span = below(parent); span; span = below(parent)) {
    expect([span.traceId, span.service]).toEqual([traceId, name]);
    path.push(span.name);
    parent = span.spanId;
  }
  expect(path).toEqual([
    'mutation Happen',
    `publish ${Happened.type}`,
    `process ${Happened.type}`,
    `publish ${Happened.type}`,
    `process ${Happened.type}`,
  ]);
  expect(trails).toEqual(['request-1', 'request-1']);
});

test('a trace that its client marks as unsampled is not recorded', async () => {
  const before = collector.spans.length;
  await fetch(subgraph.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: '00-11111111111111111111111111111111-b7ad6b7169203331-00',
    },
    body: '{"query":"{ nothing }"}',
    signal: AbortSignal.timeout(10_000),
  });
  await tracing.stop();
  expect(collector.spans).toHaveLength(before);
});

const below = (parent: string) => collector.spans.find(({ parentId }) => parentId === parent);
