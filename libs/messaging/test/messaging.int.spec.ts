import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Schema, type Model } from 'mongoose';
import { z } from 'zod';
import { defineEvent } from '@kexie/events';
import { currentTrail, inSpan, type Logger, type Trail } from '@kexie/kernel';
import { eventually, testDatabase, natsUrl } from '@kexie/testing';
import {
  applyIfNewer,
  connectMongo,
  connectNats,
  createDeadLetters,
  createOutbox,
  createRequestLog,
  inTransaction,
  on,
  prepareCollections,
  replaceGuarded,
  startConsumers,
  startRelay,
  type Mongo,
  type Nats,
  type Outbox,
  type Reaction,
  type Relay,
} from '../src/index.ts';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };

type Thing = { _id: string; version: number; name: string };
const thingSchema = new Schema<Thing>({ _id: String, version: Number, name: String }, { versionKey: false });

let mongo: Mongo;
let nats: Nats;
let outbox: Outbox;
let Things: Model<Thing>;
let drop: () => Promise<void>;
const stops: (() => Promise<void>)[] = [];
const relays: Relay[] = [];

beforeAll(async () => {
  const database = await testDatabase('messaging');
  drop = database.drop;
  mongo = await connectMongo(database.uri);
  nats = await connectNats(natsUrl(), { name: 'messaging-test', log: silent });
  outbox = createOutbox(mongo);
  Things = mongo.model<Thing>('Thing', thingSchema);
  createRequestLog(mongo);
});

// All tests share an outbox, and a relay publishes all of its events under its own service.
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
  await nats.close();
  await mongo.close();
  await drop();
});

/** Each test has its own service, and so its own stream. */
function service() {
  const name = `t${randomUUID().replaceAll(/[^a-z]/g, '')}`;
  return { name, Happened: defineEvent(`${name}.thing.happened.v1`, z.object({ name: z.string() })) };
}

async function consume(...reactions: Reaction[]) {
  await prepareCollections(mongo);
  const consumers = await startConsumers({ nats, mongo, reactions, log: silent });
  stops.push(consumers.stop);
  return consumers;
}

function relay(name: string) {
  const running = startRelay({ outbox, nats, service: name, log: silent });
  relays.push(running);
  return running;
}

test('events of committed changes reach the other service in order and once', async () => {
  await prepareCollections(mongo);
  const { name, Happened } = service();
  const seen: string[] = [];
  await consume(on(Happened, 'tester-order', async (event) => void seen.push(event.data.name)));
  const aggregateId = randomUUID();
  for (const version of [1, 2, 3, 4, 5]) {
    await inTransaction(mongo, (session) =>
      outbox.append([Happened({ name: `n${version}` })], { aggregateId, version }, session),
    );
  }
  const running = relay(name);
  await eventually(() => expect(seen).toEqual(['n1', 'n2', 'n3', 'n4', 'n5']));
  await eventually(async () => expect(await running.gauges.outbox_backlog()).toBe(0));
});

test('the inbox exists before any consumer runs, and keeps rows for as long as the stream keeps events', async () => {
  await prepareCollections(mongo);
  const indexes = await mongo.collection('inbox').indexes();
  expect(indexes).toContainEqual(
    expect.objectContaining({ key: { handledAt: 1 }, expireAfterSeconds: 365 * 24 * 60 * 60 }),
  );
});

test('a change whose transaction fails leaves no event behind', async () => {
  const { Happened } = service();
  const aggregateId = randomUUID();
  await expect(
    inTransaction(mongo, async (session) => {
      await outbox.append([Happened({ name: 'never' })], { aggregateId, version: 1 }, session);
      throw new Error('the change failed');
    }),
  ).rejects.toThrow('the change failed');
  expect(await outbox.rows.countDocuments({ aggregateId })).toBe(0);
});

test('an event that is too large for the broker is refused with its change, and blocks no other event', async () => {
  const { Happened } = service();
  const aggregateId = randomUUID();
  await expect(
    inTransaction(mongo, (session) =>
      outbox.append([Happened({ name: 'x'.repeat(1_000_000) })], { aggregateId, version: 1 }, session),
    ),
  ).rejects.toThrow('900000 bytes');
  expect(await outbox.rows.countDocuments({ aggregateId })).toBe(0);
});

test('the same event delivered twice takes effect once', async () => {
  const { name, Happened } = service();
  let effects = 0;
  await consume(on(Happened, 'tester-twice', async () => void (effects += 1)));
  const aggregateId = randomUUID();
  await inTransaction(mongo, (session) =>
    outbox.append([Happened({ name: 'x' })], { aggregateId, version: 1 }, session),
  );
  relay(name);
  await eventually(() => expect(effects).toBe(1));
  const row = await outbox.rows.findOne({ aggregateId }).lean();
  const manager = await nats.manager();
  const stored = await manager.streams.getMessage(name.toUpperCase(), { last_by_subj: Happened.type });
  await nats.jetstream.publish(Happened.type, stored.data, { msgID: `again-${row?._id}` });
  await nats.jetstream.publish(Happened.type, JSON.stringify({ ...stored.json<object>(), id: randomUUID() }), {
    msgID: 'a-later-event',
  });
  await eventually(() => expect(effects).toBe(2));
});

test('a handler that fails is retried, and its partial effect is rolled back', async () => {
  const { name, Happened } = service();
  const id = randomUUID();
  let tries = 0;
  await consume(
    on(Happened, 'tester-retry', async (event, session) => {
      await Things.create([{ _id: id, version: 1, name: event.data.name }], { session });
      tries += 1;
      if (tries < 3) throw new Error('not yet');
    }),
  );
  await inTransaction(mongo, (session) =>
    outbox.append([Happened({ name: 'kept' })], { aggregateId: id, version: 1 }, session),
  );
  relay(name);
  await eventually(async () => expect(await Things.findById(id).lean()).toMatchObject({ name: 'kept' }));
  expect(tries).toBe(3);
});

test('in a backlog, an event that fails neither blocks the others nor makes them take effect twice', async () => {
  const { name, Happened } = service();
  const counts = new Map<string, number>();
  let refusals = 0;
  for (let version = 1; version <= 60; version += 1) {
    await inTransaction(mongo, (session) =>
      outbox.append([Happened({ name: `n${version}` })], { aggregateId: `${name}-${version}`, version: 1 }, session),
    );
  }
  const running = relay(name);
  await eventually(async () => expect(await running.gauges.outbox_backlog()).toBe(0));
  await consume(
    on(Happened, 'tester-backlog', async (event, session) => {
      const _id = `${name}-${event.data.name}`;
      const present = await Things.findById(_id, null, { session }).lean<Thing>();
      await Things.replaceOne({ _id }, { _id, name, version: (present?.version ?? 0) + 1 }, { upsert: true, session });
      if (event.data.name === 'n7' && (refusals += 1) <= 2) throw new Error('not yet');
    }),
  );
  await eventually(async () => expect(await Things.countDocuments({ name })).toBe(60));
  for (const { _id, version } of await Things.find({ name }).lean<Thing[]>()) counts.set(_id, version);
  expect(new Set(counts.values())).toEqual(new Set([1]));
  expect(refusals).toBe(3);
});

test('a message that cannot be parsed becomes one dead letter, the next one is handled, and the letter can be sent again', async () => {
  const { name, Happened } = service();
  const durable = `tester-${name}`;
  const seen: string[] = [];
  await consume(on(Happened, durable, async (event) => void seen.push(event.data.name)));
  relay(name);
  await inTransaction(mongo, (session) =>
    outbox.append([Happened({ name: 'first' })], { aggregateId: randomUUID(), version: 1 }, session),
  );
  await eventually(() => expect(seen).toEqual(['first']));
  await nats.jetstream.publish(Happened.type, 'not json', { msgID: 'poison' });
  await nats.jetstream.publish(Happened.type, JSON.stringify({ specversion: '1.0', data: { name: 5 } }), {
    msgID: 'wrong-shape',
  });
  await inTransaction(mongo, (session) =>
    outbox.append([Happened({ name: 'last' })], { aggregateId: randomUUID(), version: 1 }, session),
  );
  await eventually(() => expect(seen).toEqual(['first', 'last']));
  const letters = createDeadLetters(nats);
  const found = await letters.list(durable);
  expect(found.map(({ id, reason }) => ({ id, reason }))).toEqual([
    { id: 'poison', reason: 'unparseable' },
    { id: 'wrong-shape', reason: 'unparseable' },
  ]);
  await letters.replay(found[0]?.letterSequence ?? 0);
  await eventually(async () =>
    expect((await letters.list(durable)).map(({ message }) => message)).toContain('not json'),
  );
});

test('a consumer handles an event within the trace and the request of its change', async () => {
  const { name, Happened } = service();
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const trails: (Trail | undefined)[] = [];
  await consume(on(Happened, 'tester-trace', async () => void trails.push(currentTrail())));
  relay(name);
  await inSpan({ name: 'request', kind: 'server', parent: traceparent, requestId: 'request-1' }, () =>
    inTransaction(mongo, (session) =>
      outbox.append([Happened({ name: 'x' })], { aggregateId: randomUUID(), version: 1 }, session),
    ),
  );
  await eventually(() => expect(trails).toHaveLength(1));
  expect([trails[0]?.span.traceparent, trails[0]?.requestId]).toEqual([traceparent, 'request-1']);
  const stored = await (await nats.manager()).streams.getMessage(name.toUpperCase(), { last_by_subj: Happened.type });
  expect(stored.header.get('traceparent')).toBe(traceparent);
});

test('the metrics report the number of waiting events and of dead letters for each consumer', async () => {
  const { name, Happened } = service();
  const durable = `tester-${name}`;
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const consumers = await consume(on(Happened, durable, () => gate));
  relay(name);
  for (const version of [1, 2, 3])
    await inTransaction(mongo, (session) =>
      outbox.append([Happened({ name: 'x' })], { aggregateId: name, version }, session),
    );
  await eventually(async () => expect(await consumers.gauges.consumer_lag()).toEqual({ [durable]: 3 }));
  expect(await consumers.gauges.dead_letters()).toEqual({ [durable]: 0 });
  open();
  await nats.jetstream.publish(Happened.type, 'not json', { msgID: randomUUID() });
  await eventually(async () =>
    expect([await consumers.gauges.consumer_lag(), await consumers.gauges.dead_letters()]).toEqual([
      { [durable]: 0 },
      { [durable]: 1 },
    ]),
  );
});

test('events that arrive late or out of order do not overwrite newer ones', async () => {
  const id = randomUUID();
  const apply = (version: number) =>
    inTransaction(mongo, (session) => applyIfNewer(Things, { _id: id, version, name: `v${version}` }, session));
  const applied: boolean[] = [];
  for (const version of [2, 1, 2, 5, 3]) applied.push(await apply(version));
  expect(applied).toEqual([true, false, false, true, false]);
  expect(await Things.findById(id).lean()).toMatchObject({ name: 'v5' });
});

test('of two writers that read the same version, one is refused', async () => {
  const thing: Thing = { _id: randomUUID(), version: 1, name: 'a' };
  await Things.create([thing]);
  await inTransaction(mongo, (session) => replaceGuarded(Things, thing, { ...thing, name: 'b' }, session));
  await expect(
    inTransaction(mongo, (session) => replaceGuarded(Things, thing, { ...thing, name: 'c' }, session)),
  ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  expect(await Things.findById(thing._id).lean()).toMatchObject({ name: 'b', version: 2 });
});

test('a repeated request returns the result of the first one, even when both arrive at once', async () => {
  const requests = createRequestLog(mongo);
  await prepareCollections(mongo);
  const input = { clientMutationId: randomUUID(), name: 'x' };
  const create = () =>
    requests.once({ viewerId: 'v', mutation: 'make', input }, async (session) => {
      const _id = randomUUID();
      await Things.create([{ _id, version: 1, name: input.clientMutationId }], { session });
      return _id;
    });
  const ids = await Promise.all([create(), create(), create()]);
  expect(new Set([...ids, await create()]).size).toBe(1);
  expect(await Things.countDocuments({ name: input.clientMutationId })).toBe(1);
  await expect(
    requests.once(
      {
        viewerId: 'v',
        mutation: 'make',
        input: { ...input, clientMutationId: input.clientMutationId, more: 'y' } as typeof input,
      },
      async () => 'other',
    ),
  ).rejects.toMatchObject({ code: 'DUPLICATE' });
});

test('the recorded request does not reveal its input to a guess, and a row of an earlier version is still recognized', async () => {
  const requests = createRequestLog(mongo);
  await prepareCollections(mongo);
  const input = { clientMutationId: randomUUID(), phone: '13800000000' };
  const request = { viewerId: 'v', mutation: 'register', input };
  await requests.once(request, async () => 'first');
  const guess = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const row = { _id: `v:${input.clientMutationId}` };
  expect(await requests.rows.findById(row._id).lean()).not.toMatchObject({ inputHash: guess });

  await requests.rows.updateOne(row, { inputHash: guess });
  expect(await requests.once(request, async () => 'second')).toBe('first');
  const other = { ...request, input: { ...input, phone: '13800000001' } };
  await expect(requests.once(other, async () => 'third')).rejects.toMatchObject({ code: 'DUPLICATE' });
});
