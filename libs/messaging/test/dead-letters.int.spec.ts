import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';
import { createDeadLetters, on, PermanentFailure } from '../src/index.ts';
import { openMessaging, openOwnMessaging, testService, type TestMessaging } from './support.ts';

let messaging: TestMessaging;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  messaging = await openMessaging();
  opened.push(messaging);
});
afterAll(async () => {
  for (const each of opened) await each.close();
});

test('an unreadable message of 900 kB becomes one letter with its beginning, the next event is handled, and the complete message can be sent again', async () => {
  const service = testService();
  const seen: string[] = [];
  await messaging.makeStream(service);
  // Control characters take six bytes each as JSON, so the complete text does not fit into a message.
  const text = '\u0001'.repeat(900_000);
  await messaging.nats.jetstream.publish(service.Happened.type, text, { msgID: 'large' });
  await messaging.publish(service, { name: 'next' });
  await messaging.consume(on(service.Happened, service.durable, async ({ data }) => void seen.push(data.name)));
  await eventually(() => expect(seen).toEqual(['next']));

  const letters = createDeadLetters(messaging.nats);
  const [letter] = await letters.list(service.durable);
  expect(letter).toMatchObject({
    id: 'large',
    reason: 'unparseable',
    truncated: true,
    messageBytes: 900_000,
    stream: service.name.toUpperCase(),
    sequence: 1,
  });
  expect(text.startsWith(letter?.message ?? 'none')).toBe(true);
  await letters.replay(letter?.letterSequence ?? 0);
  const manager = await messaging.nats.manager();
  await eventually(async () =>
    expect((await manager.streams.getMessage(service.name.toUpperCase(), { seq: 3 })).string()).toBe(text),
  );
});

test('an event that a reaction refuses permanently becomes a dead letter at once', async () => {
  const service = testService();
  let tries = 0;
  await messaging.makeStream(service);
  await messaging.publish(service, { name: 'refused' });
  await messaging.consume(
    on(service.Happened, service.durable, async () => {
      tries += 1;
      throw new PermanentFailure('This can never be.');
    }),
  );
  const letters = createDeadLetters(messaging.nats);
  await eventually(async () =>
    expect(await letters.list(service.durable)).toMatchObject([
      { reason: 'failed', error: 'Error: This can never be.' },
    ]),
  );
  expect(tries).toBeLessThanOrEqual(2);
});

test('a cut letter whose stream was lost is not completed from a new stream of the same name', async () => {
  const service = testService();
  const letters = createDeadLetters(messaging.nats);
  const manager = await messaging.nats.manager();
  const { created } = await messaging.makeStream(service);
  const stream = service.name.toUpperCase();
  await letters.add({
    id: randomUUID(),
    durable: service.durable,
    type: service.Happened.type,
    stream,
    streamCreated: created,
    sequence: 1,
    reason: 'failed',
    error: '',
    message: 'x'.repeat(100_000),
  });
  await manager.streams.delete(stream);
  await messaging.makeStream(service);
  await messaging.nats.jetstream.publish(service.Happened.type, 'another message');
  const [letter] = await letters.list(service.durable);
  await expect(letters.replay(letter?.letterSequence ?? 0)).rejects.toThrow('was lost');
});

test('a letter that an earlier version wrote can be read and sent again', async () => {
  const service = testService();
  const letters = createDeadLetters(messaging.nats);
  await letters.list();
  await messaging.makeStream(service);
  const old = {
    id: 'old',
    durable: service.durable,
    type: service.Happened.type,
    stream: 'OLD',
    sequence: 5,
    reason: 'failed',
    error: 'Error: x',
    message: 'its text',
  };
  await messaging.nats.jetstream.publish(`dead-letters.${service.durable}`, JSON.stringify(old));
  const [letter] = await letters.list(service.durable);
  expect(letter).toMatchObject(old);
  await letters.replay(letter?.letterSequence ?? 0);
  const stored = await (await messaging.nats.manager()).streams.getMessage(service.name.toUpperCase(), { seq: 1 });
  expect(stored.string()).toBe('its text');
});

test('at the bound of the dead letters no letter is dropped: the consumer stands still, reports it, and continues when there is room', async () => {
  const own = await openOwnMessaging();
  opened.push(own);
  const service = testService();
  const seen: string[] = [];
  await own.makeStream(service);
  const letters = createDeadLetters(own.nats, { bytesMax: 60_000 });
  // Each letter takes a little more than 10,000 bytes: five fit, and the sixth is refused.
  for (let i = 0; i < 6; i += 1) await own.nats.jetstream.publish(service.Happened.type, `${i}${'x'.repeat(10_000)}`);
  const consumers = await own.consume(
    on(service.Happened, service.durable, async ({ data }) => void seen.push(data.name)),
    { DEAD_LETTERS_BYTES_MAX: 60_000 },
  );

  await eventually(async () => expect(await consumers.gauges.consumer_stopped()).toEqual({ [service.durable]: 1 }));
  expect(await consumers.warnings()).toEqual([
    expect.stringContaining('maximum bytes exceeded'),
    expect.stringMatching(/DEAD-LETTERS takes \d+ of 60000 bytes/),
  ]);
  expect(await consumers.gauges.dead_letters_bytes()).toBeGreaterThan(
    0.8 * (await consumers.gauges.dead_letters_bytes_max()),
  );
  const [first, ...others] = await letters.list();
  expect([others.length, first?.message[0]]).toEqual([4, '0']);
  await own.publish(service, { name: 'good' });
  await eventually(async () => expect(await consumers.gauges.consumer_lag()).toEqual({ [service.durable]: 2 }));

  await letters.remove(first?.letterSequence ?? 0);
  await eventually(() => expect(seen).toEqual(['good']));
  expect((await letters.list()).map(({ message }) => message[0])).toEqual(['1', '2', '3', '4', '5']);
  expect(await consumers.gauges.consumer_stopped()).toEqual({ [service.durable]: 0 });
});

test('a stream that holds more than its new bound keeps all letters', async () => {
  const own = await openOwnMessaging();
  opened.push(own);
  const letter = {
    durable: 'tester-kept',
    type: 't',
    stream: 'T',
    sequence: 1,
    reason: 'failed' as const,
    error: '',
    message: 'x'.repeat(10_000),
  };
  const before = createDeadLetters(own.nats);
  for (const id of ['1', '2', '3']) await before.add({ ...letter, id });
  const after = createDeadLetters(own.nats, { bytesMax: 20_000 });
  await expect(after.add({ ...letter, id: '4' })).rejects.toMatchObject({
    api_error: { description: 'maximum bytes exceeded' },
  });
  expect(await after.count(['tester-kept'])).toEqual({ 'tester-kept': 3 });
});
