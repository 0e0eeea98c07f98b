import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';
import { on } from '../src/index.ts';
import { openMessaging, testService, type TestMessaging } from './support.ts';

let first: TestMessaging;
let second: TestMessaging;

beforeAll(async () => {
  [first, second] = await Promise.all([openMessaging(), openMessaging()]);
});
afterAll(() => Promise.all([first.close(), second.close()]));

test('a copy of a service with another database is refused with instructions, and consumes no event', async () => {
  const service = testService();
  await first.makeStream(service);
  const seen: string[] = [];
  await first.consume(on(service.Happened, service.durable, async ({ data }) => void seen.push(data.name)));
  await first.publish(service, { name: '1' });
  await eventually(() => expect(seen).toEqual(['1']));

  const copy = on(service.Happened, service.durable, async ({ data }) => void seen.push(`copy of ${data.name}`));
  await expect(second.consume(copy)).rejects.toThrow(
    new RegExp(`The consumer ${service.durable} .*belongs to the database .*TAKE_OVER_CONSUMERS=true`),
  );
  for (const name of ['2', '3']) await first.publish(service, { name });
  await eventually(() => expect(seen).toEqual(['1', '2', '3']));
});

test('a database that replaces another one permanently takes over its consumers and handles the stream from the beginning', async () => {
  const service = testService();
  await first.makeStream(service);
  const seen: string[] = [];
  const before = await first.consume(
    on(service.Happened, service.durable, async ({ data }) => void seen.push(data.name)),
  );
  await first.publish(service, { name: '1' });
  await eventually(() => expect(seen).toEqual(['1']));
  await before.stop();

  const replacement = on(service.Happened, service.durable, async ({ data }) => void seen.push(`again ${data.name}`));
  await second.consume(replacement, { TAKE_OVER_CONSUMERS: true });
  await eventually(() => expect(seen).toEqual(['1', 'again 1']));
});

test('a consumer of an earlier version, which names no database, is assigned to the first service that starts', async () => {
  const service = testService();
  await first.makeStream(service);
  const manager = await first.nats.manager();
  const stream = service.name.toUpperCase();
  await manager.consumers.add(stream, {
    durable_name: service.durable,
    ack_policy: 'explicit' as never,
    filter_subjects: [service.Happened.type],
    max_deliver: 20,
  });
  const seen: string[] = [];
  await first.consume(on(service.Happened, service.durable, async ({ data }) => void seen.push(data.name)));
  await first.publish(service, { name: '1' });
  await eventually(() => expect(seen).toEqual(['1']));
  expect((await manager.consumers.info(stream, service.durable)).config).toMatchObject({
    max_deliver: -1,
    metadata: { 'kexie-database': expect.any(String) },
  });
  await expect(second.consume(on(service.Happened, service.durable, async () => {}))).rejects.toThrow(
    'belongs to the database',
  );
});
