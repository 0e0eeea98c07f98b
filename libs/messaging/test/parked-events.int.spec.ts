import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventually } from '@kexie/testing';
import { createDeadLetters, createParkedEvents, on, type ParkedEvents } from '../src/index.ts';
import { openMessaging, testService, type TestMessaging } from './support.ts';

let messaging: TestMessaging;
let parked: ParkedEvents;

beforeAll(async () => {
  messaging = await openMessaging();
  parked = createParkedEvents(messaging.mongo);
});
afterAll(() => messaging.close());

test('1,000 events are handled although 500 earlier ones fail, and those are handled when they no longer fail', async () => {
  const service = testService();
  await messaging.makeStream(service);
  const names = Array.from({ length: 1_500 }, (_, i) => (i < 500 ? `bad-${i}` : `good-${i}`));
  await Promise.all(names.map((name) => messaging.publish(service, { name })));
  let repaired = false;
  const handled = () => messaging.mongo.collection('inbox').countDocuments({ consumer: service.durable });
  const consumers = await messaging.consume(
    on(service.Happened, service.durable, async ({ data }) => {
      if (!repaired && data.name.startsWith('bad')) throw new Error('not yet');
    }),
  );
  await eventually(async () => expect(await consumers.gauges.consumer_lag()).toEqual({ [service.durable]: 0 }), {
    timeoutMs: 25_000,
  });
  expect(await handled()).toBe(1_000);
  expect(await consumers.gauges.parked_events()).toEqual({ [service.durable]: 500 });
  expect(await consumers.warnings()).toEqual([`The consumer ${service.durable} has parked 500 of 10000 events.`]);

  repaired = true;
  await dueNow(service.durable);
  await eventually(async () => expect(await parked.rows.countDocuments({ consumer: service.durable })).toBe(0), {
    timeoutMs: 25_000,
  });
  expect(await handled()).toBe(1_500);
}, 60_000);

test('later events of the same aggregate wait in order behind an event that fails; those of other aggregates do not wait', async () => {
  const service = testService();
  await messaging.makeStream(service);
  const seen: string[] = [];
  let repaired = false;
  for (const version of [1, 2, 3])
    await messaging.publish(service, { name: `a${version}` }, { aggregateId: 'a', version });
  await messaging.publish(service, { name: 'b1' }, { aggregateId: 'b' });
  await messaging.consume(
    on(service.Happened, service.durable, async ({ data }) => {
      if (data.name === 'a1' && !repaired) throw new Error('not yet');
      seen.push(data.name);
    }),
  );
  await eventually(async () => expect(await parked.rows.countDocuments({ consumer: service.durable })).toBe(3));
  await eventually(() => expect(seen.at(-1)).toBe('b1'));
  seen.length = 0;
  repaired = true;
  await eventually(() => expect(seen).toEqual(['a1', 'a2', 'a3']));
});

test('at the bound of parked events a consumer stands still, reports it, loses no event, and continues when there is room', async () => {
  const service = testService();
  await messaging.makeStream(service);
  const seen: string[] = [];
  let repaired = false;
  for (const name of ['1', '2', '3', '4']) await messaging.publish(service, { name });
  const consumers = await messaging.consume(
    on(service.Happened, service.durable, async ({ data }) => {
      if (!repaired) throw new Error('not yet');
      seen.push(data.name);
    }),
    { PARKED_EVENTS_MAX: 2 },
  );
  await eventually(async () => expect(await consumers.gauges.consumer_stopped()).toEqual({ [service.durable]: 1 }));
  expect(await consumers.warnings()).toEqual([
    expect.stringContaining('2 events are parked, which is the maximum'),
    expect.stringContaining('has parked 2 of 2 events'),
  ]);
  expect(await consumers.gauges.consumer_lag()).toEqual({ [service.durable]: 2 });
  repaired = true;
  await eventually(async () =>
    expect([await consumers.gauges.consumer_lag(), await consumers.gauges.parked_events()]).toEqual([
      { [service.durable]: 0 },
      { [service.durable]: 0 },
    ]),
  );
  expect(new Set(seen)).toEqual(new Set(['1', '2', '3', '4']));
  expect(await consumers.gauges.consumer_stopped()).toEqual({ [service.durable]: 0 });
});

test('an event that an operator gives up becomes a dead letter, and the next event of its aggregate is handled', async () => {
  const service = testService();
  await messaging.makeStream(service);
  const seen: string[] = [];
  for (const version of [1, 2])
    await messaging.publish(service, { name: `v${version}` }, { aggregateId: 'given-up', version });
  await messaging.consume(
    on(service.Happened, service.durable, async ({ data }) => {
      if (data.name === 'v1') throw new Error('never');
      seen.push(data.name);
    }),
  );
  await eventually(async () => expect(await parked.rows.countDocuments({ consumer: service.durable })).toBe(2));
  await parked.rows.updateOne({ consumer: service.durable, aggregateVersion: 1 }, { $set: { giveUp: true } });
  await eventually(() => expect(seen.at(-1)).toBe('v2'));
  expect(await createDeadLetters(messaging.nats).list(service.durable)).toMatchObject([
    { reason: 'failed', error: expect.stringContaining('never') },
  ]);
});

test('an event that was parked before the clock was set back by a day does not wait for a day', async () => {
  const service = testService();
  await messaging.makeStream(service);
  let tries = 0;
  await messaging.publish(service, { name: 'x' });
  await messaging.consume(
    on(service.Happened, service.durable, async () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
    }),
  );
  await eventually(async () => expect(await parked.rows.countDocuments({ consumer: service.durable })).toBe(1));
  await parked.rows.updateOne(
    { consumer: service.durable },
    { $set: { nextAttemptAt: new Date(Date.now() + 24 * 60 * 60 * 1000) } },
  );
  await eventually(async () => expect(await parked.rows.countDocuments({ consumer: service.durable })).toBe(0));
  expect(tries).toBe(3);
});

test('each event of an aggregate takes effect once and in order, regardless of failures', async () => {
  const event = fc.record({ aggregate: fc.nat({ max: 3 }), failures: fc.nat({ max: 1 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), async (events) => {
      const service = testService();
      await messaging.makeStream(service);
      const failuresLeft = new Map(events.map(({ failures }, index) => [String(index), failures]));
      const effects = messaging.mongo.collection<{ service: string; aggregateId: string; version: number }>(
        'orderedEffects',
      );
      const model = new Map<string, number[]>();
      for (const [index, { aggregate }] of events.entries()) {
        const versions = model.get(String(aggregate)) ?? [];
        model.set(String(aggregate), [...versions, versions.length + 1]);
        await messaging.publish(
          service,
          { name: String(index) },
          { aggregateId: String(aggregate), version: versions.length + 1 },
        );
      }
      const reaction = on(
        service.Happened,
        service.durable,
        async ({ data, aggregateId, aggregateVersion }, session) => {
          await effects.insertOne({ service: service.name, aggregateId, version: aggregateVersion }, { session });
          const left = failuresLeft.get(data.name) ?? 0;
          failuresLeft.set(data.name, left - 1);
          if (left > 0) throw new Error('not yet');
        },
      );
      const consumers = await messaging.consume(reaction);
      await eventually(async () => expect(await effects.countDocuments({ service: service.name })).toBe(events.length));
      for (const [aggregateId, versions] of model) {
        const handled = await effects.find({ service: service.name, aggregateId }).sort({ _id: 1 }).toArray();
        expect(handled.map(({ version }) => version)).toEqual(versions);
      }
      await consumers.stop();
    }),
    { numRuns: 5, endOnFailure: true },
  );
}, 60_000);

test('two replicas share the parked events, and each event takes effect once', async () => {
  const service = testService();
  await messaging.makeStream(service);
  const names = Array.from({ length: 60 }, (_, i) => String(i));
  for (const [index, name] of names.entries())
    await messaging.publish(
      service,
      { name },
      { aggregateId: String(index % 20), version: Math.floor(index / 20) + 1 },
    );
  const effects = messaging.mongo.collection<{ name: string }>('sharedEffects');
  const failed = new Set<string>();
  const reaction = on(service.Happened, service.durable, async ({ data }, session) => {
    await effects.insertOne({ name: data.name }, { session });
    if (failed.has(data.name)) return;
    failed.add(data.name);
    throw new Error('not yet');
  });
  const [one] = await Promise.all([messaging.consume(reaction), messaging.consume(reaction)]);
  await eventually(async () => expect(await one.gauges.consumer_lag()).toEqual({ [service.durable]: 0 }));
  await eventually(async () => expect(await one.gauges.parked_events()).toEqual({ [service.durable]: 0 }), {
    timeoutMs: 50_000,
  });
  const taken = (await effects.find().toArray()).map(({ name }) => Number(name));
  expect(taken.sort((a, b) => a - b)).toEqual(names.map(Number));
}, 60_000);

/** Makes all parked events due, so that a test does not wait for the pauses. */
async function dueNow(consumer: string): Promise<void> {
  await parked.rows.updateMany({ consumer }, { $set: { nextAttemptAt: new Date() } });
}
