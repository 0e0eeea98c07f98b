import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';
import { inTransaction, on } from '../src/index.ts';
import { openOwnMessaging, testService, type TestService } from './support.ts';

let own: Awaited<ReturnType<typeof openOwnMessaging>>;

beforeAll(async () => {
  own = await openOwnMessaging();
});
afterEach(() => own.clear());
afterAll(() => own.close());

/** Long enough for programs to reconnect to the broker and to restore their streams. */
const healed = { timeoutMs: 25_000 };

test('running programs restore a broker that lost its store (streams, consumers, buckets, events of the outbox), and each event takes effect once', async () => {
  const service = testService();
  const seen: string[] = [];
  const settings: string[] = [];
  const relay = own.relay(service.name);
  const consumers = await own.consume(
    on(service.Happened, service.durable, async ({ data }) => void seen.push(data.name)),
  );
  const bucket = await own.nats.bucket('settings');
  await bucket.watch(({ value }) => void settings.push(value ?? ''));
  await bucket.put('key', 'before');
  for (const name of ['1', '2']) await append(service, name);
  await eventually(() => expect([seen, settings]).toEqual([['1', '2'], ['before']]));

  await own.broker.kill();
  await append(service, '3');
  await own.broker.start({ store: 'removed' });

  await eventually(() => expect(seen).toEqual(['1', '2', '3']), healed);
  const manager = await own.nats.manager();
  await eventually(async () => {
    const { state } = await manager.streams.info(service.name.toUpperCase());
    expect(state.messages).toBe(3);
    expect(await consumers.gauges.consumer_lag()).toEqual({ [service.durable]: 0 });
  }, healed);
  await eventually(async () => {
    await bucket.put('key', 'after');
    expect(settings.at(-1)).toBe('after');
  }, healed);
  expect(seen).toEqual(['1', '2', '3']);
  expect([await relay.warnings(), await relay.gauges.stream_events_lost()]).toEqual([[], 0]);
}, 60_000);

test('an event that the broker acknowledged right before a crash and then lost is sent again', async () => {
  const service = testService();
  const seen: string[] = [];
  own.relay(service.name);
  for (const name of ['1', '2']) await append(service, name);
  await eventually(async () => expect(await own.outbox.rows.countDocuments({ publishedAt: null })).toBe(0));

  await own.broker.kill();
  await own.broker.start({ store: 'cut' });

  await own.consume(on(service.Happened, service.durable, async ({ data }) => void seen.push(data.name)));
  await eventually(() => expect(seen).toEqual(['1', '2']), healed);
}, 40_000);

test('an event that takes the place of one that the broker lost reaches a consumer that has read further, and so does the lost one', async () => {
  const service = testService();
  const seen: string[] = [];
  own.relay(service.name);
  await own.consume(on(service.Happened, service.durable, async ({ data }) => void seen.push(data.name)));
  for (const name of ['1', '2']) await append(service, name);
  await eventually(() => expect(seen).toEqual(['1', '2']));

  await own.broker.kill();
  await append(service, '3');
  await own.broker.start({ store: 'cut' });

  await eventually(() => expect(seen).toEqual(['1', '2', '3']), healed);
  const manager = await own.nats.manager();
  await eventually(
    async () => expect((await manager.streams.info(service.name.toUpperCase())).state.messages).toBe(3),
    healed,
  );
  await append(service, '4');
  await eventually(() => expect(seen).toEqual(['1', '2', '3', '4']), healed);
}, 60_000);

test('a watch continues as soon as the program reconnects to a restarted broker, without waiting for missed heartbeats', async () => {
  const seen: string[] = [];
  const bucket = await own.nats.bucket('watched');
  await bucket.put('key', 'before');
  const watch = await bucket.watch(({ value }) => void seen.push(value ?? ''));
  await eventually(() => expect(seen).toEqual(['before']));

  await own.broker.kill();
  await own.broker.start();
  await eventually(() => expect(own.nats.isConnected()).toBe(true));
  await bucket.put('key', 'after');
  await eventually(() => expect(seen.at(-1)).toBe('after'), { timeoutMs: 5_000 });
  watch.stop();
}, 40_000);

test('events that neither the broker nor the outbox still has are counted and reported with the name of their stream', async () => {
  const service = testService();
  const relay = own.relay(service.name);
  const stream = service.name.toUpperCase();
  for (const name of ['1', '2', '3']) await append(service, name);
  await eventually(async () => expect(await relay.gauges.outbox_backlog()).toBe(0));
  await own.outbox.rows.deleteMany({ type: service.Happened.type, aggregateVersion: 1 });
  await own.outbox.streams.rows.updateOne({ _id: stream }, { $set: { lastSequence: 1_000, created: 'earlier' } });
  await eventually(
    async () =>
      expect(await relay.warnings()).toEqual([
        expect.stringMatching(new RegExp(`lost up to \\d+ events of the stream ${stream}`)),
      ]),
    healed,
  );
  expect(await relay.gauges.stream_events_lost()).toBeGreaterThan(900);
}, 40_000);

test('while a stream is full, writes succeed and their events wait; they are sent when there is room', async () => {
  const service = testService();
  const relay = own.relay(service.name);
  const stream = service.name.toUpperCase();
  const manager = await own.nats.manager();
  await append(service, 'first');
  await eventually(async () => expect((await manager.streams.info(stream)).state.messages).toBe(1));
  await manager.streams.update(stream, { max_msgs: 1 });
  await append(service, 'second');
  await eventually(
    async () =>
      expect(await relay.warnings()).toEqual([expect.stringContaining('maximum messages exceeded'), ...(await lost())]),
    healed,
  );
  expect(await relay.gauges.outbox_backlog()).toBeGreaterThan(0);
  await manager.streams.update(stream, { max_msgs: -1 });
  await eventually(
    async () => expect((await manager.streams.info(stream)).state.messages).toBeGreaterThanOrEqual(2),
    healed,
  );

  /** Checks that the first event still exists, because a full stream drops no event. */
  async function lost(): Promise<string[]> {
    return (await manager.streams.getMessage(stream, { seq: 1 })).string().includes('first')
      ? []
      : ['the first event was dropped'];
  }
}, 40_000);

async function append({ Happened }: TestService, name: string): Promise<void> {
  await inTransaction(own.mongo, (session) =>
    own.outbox.append([Happened({ name })], { aggregateId: randomUUID(), version: 1 }, session),
  );
}

test('programs that open a bucket while others lose and create it all get it', async () => {
  const manager = await own.nats.manager();
  for (let round = 0; round < 30; round += 1) {
    const name = `contested-${round}`;
    await own.nats.bucket(name);
    const opened = Array.from({ length: 6 }, () => own.nats.bucket(name));
    await manager.streams.delete(`KV_${name}`);
    const buckets = await Promise.all([...opened, ...Array.from({ length: 6 }, () => own.nats.bucket(name))]);
    await buckets[0]?.put('key', 'value');
    for (const bucket of buckets) expect((await bucket.entries()).get('key')?.value).toBe('value');
  }
}, 60_000);
