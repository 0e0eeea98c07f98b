import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import { connectNats, type Nats } from '@kexie/messaging/nats';
import {
  createOperationLog,
  readOperations,
  readUnrecorded,
  recordedSince,
  type SeenOperation,
  type Standing,
} from '../src/index.ts';
import { eventually, natsUrl } from '@kexie/testing';

const silence = (): void => {};
const log: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => log };
const roster = 'query Roster { persons { name } }';
const portal = { name: 'portal', version: '3.1' };
const day = (date: string) => () => new Date(`${date}T12:00:00Z`);
const always = new Date(0);

let connection: Nats;
beforeAll(async () => void (connection = await connectNats(natsUrl(), { name: 'operation-log-test', log })));
afterAll(() => connection.close());

/** A registry that no other test uses. */
function ownRegistry(): Nats {
  const prefix = `t${randomUUID().slice(0, 8)}`;
  return { ...connection, bucket: (name) => connection.bucket(`${prefix}-${name}`) };
}

async function record(
  nats: Nats,
  now: () => Date,
  operations: SeenOperation[],
  options: { places?: Record<Standing, number> } = {},
): Promise<void> {
  const operationLog = createOperationLog(() => nats, { log, now, ...options });
  for (const operation of operations) operationLog.saw(operation);
  await operationLog.stop();
}

test('an operation is recorded once, with each client that sends it and the number of requests', async () => {
  const nats = ownRegistry();
  const other = { name: 'app', version: '1' };
  await record(nats, day('2026-03-01'), [
    { document: roster, client: portal },
    { document: roster, client: portal },
    { document: roster, client: other },
  ]);
  await record(nats, day('2026-03-02'), [{ document: roster, client: portal }]);
  expect(await readOperations(nats, { since: always })).toEqual([
    {
      hash: expect.any(String),
      document: roster,
      operationName: 'Roster',
      clients: [
        { ...portal, lastSeen: '2026-03-02', count: 3 },
        { ...other, lastSeen: '2026-03-01', count: 1 },
      ],
      standing: 'anonymous',
      owner: '',
      days: 2,
    },
  ]);
});

test('the counts of several gateways are added', async () => {
  const nats = ownRegistry();
  await Promise.all(
    Array.from({ length: 4 }, (_, index) =>
      record(nats, day('2026-03-01'), [
        { document: roster, client: portal },
        { document: roster, client: { name: `gateway-${index}`, version: '1' } },
      ]),
    ),
  );
  const [operation] = await readOperations(nats, { since: always });
  expect(operation?.clients.find(({ name }) => name === 'portal')?.count).toBe(4);
  expect(operation?.clients).toHaveLength(5);
});

test('no literal of an operation is recorded', async () => {
  const nats = ownRegistry();
  await record(nats, day('2026-03-01'), [
    { document: '{ find(name: "张三", phone: 13800138000) { id } }', client: portal },
  ]);
  expect(await readOperations(nats, { since: always })).toMatchObject([
    { document: expect.stringContaining('find(name: "", phone: 0)') },
  ]);
});

test('an operation is removed thirty days after it was last sent', async () => {
  const nats = ownRegistry();
  await record(nats, day('2026-03-01'), [
    { document: roster, client: portal },
    { document: '{ other }', client: portal },
  ]);
  await record(nats, day('2026-03-20'), [{ document: roster, client: { name: 'app', version: '1' } }]);
  const on = (date: string) => readOperations(nats, { since: recordedSince(day(date)()) });
  expect((await on('2026-03-31')).map(({ document }) => document).sort()).toEqual([roster, '{ other }'].sort());
  expect(await on('2026-04-01')).toMatchObject([{ document: roster, clients: [{ name: 'app' }] }]);
  expect(await on('2026-05-01')).toEqual([]);
  await record(nats, day('2026-04-10'), [{ document: '{ third }', client: portal }]);
  expect((await readOperations(nats, { since: always })).map(({ document }) => document).sort()).toEqual(
    [roster, '{ third }'].sort(),
  );
});

test('a client that repeats an operation is written once a day, and its counts are written when the gateway stops', async () => {
  const nats = ownRegistry();
  let writes = 0;
  const counting: Nats = {
    ...nats,
    bucket: async (name) => {
      const bucket = await nats.bucket(name);
      return {
        ...bucket,
        update: (...change) => {
          writes += 1;
          return bucket.update(...change);
        },
      };
    },
  };
  const operationLog = createOperationLog(() => counting, { log, now: day('2026-03-01') });
  for (let round = 0; round < 5; round += 1) {
    operationLog.saw({ document: roster, client: portal });
    await operationLog.flush();
  }
  expect(writes).toBe(1);
  await operationLog.stop();
  expect(await readOperations(nats, { since: always })).toMatchObject([{ clients: [{ count: 5 }] }]);
});

test('operations wait while the broker is unavailable, and are recorded afterwards', async () => {
  const nats = ownRegistry();
  let present: Nats | undefined;
  const operationLog = createOperationLog(() => present, { log });
  operationLog.saw({ document: roster, client: portal });
  await operationLog.flush();
  present = { ...nats, bucket: () => Promise.reject(new Error('the broker is away')) };
  await operationLog.flush();
  present = nats;
  await operationLog.stop();
  expect(await readOperations(nats, { since: always })).toMatchObject([{ document: roster, clients: [{ count: 1 }] }]);
});

test('when too many operations are recorded, the longest unused ones are displaced, and a flood of one day displaces only its own operations', async () => {
  const nats = ownRegistry();
  const operationsMax = 5;
  const places = { anonymous: operationsMax, 'signed-in': operationsMax, published: operationsMax };
  const flood = (name: string) =>
    Array.from({ length: 20 }, (_, index) => ({ document: `{ ${name}${index} }`, client: portal }));
  await record(nats, day('2026-03-01'), [{ document: '{ old }', client: portal }], { places });
  await record(nats, day('2026-03-02'), [{ document: roster, client: portal }, ...flood('a')], { places });
  await record(nats, day('2026-03-02'), flood('b'), { places });
  const documents = (await readOperations(nats, { since: always })).map(({ document }) => document);
  expect(documents).toHaveLength(operationsMax);
  expect(documents).toContain(roster);
  expect(documents).not.toContain('{ old }');
});

test('operations that are too large or too many are not recorded, and cost almost no time', async () => {
  const nats = ownRegistry();
  const operationLog = createOperationLog(() => nats, { log });
  operationLog.saw({ document: `{ ${'a '.repeat(60_000)} }`, client: portal });
  const begun = performance.now();
  for (let index = 0; index < 50_000; index += 1)
    operationLog.saw({ document: `{ f${index % 3_000} }`, client: { name: 'x'.repeat(200), version: String(index) } });
  expect(performance.now() - begun).toBeLessThan(2_000);
  await operationLog.stop();
  const operations = await readOperations(nats, { since: always });
  expect(operations.length).toBeLessThanOrEqual(1_000);
  for (const { clients } of operations) expect(clients.length).toBeLessThanOrEqual(50);
  expect(operations[0]?.clients[0]?.name).toHaveLength(64);
});

test('an unreadable record is ignored', async () => {
  const nats = ownRegistry();
  await (await nats.bucket('operations-seen')).put('0', 'not JSON');
  await record(nats, day('2026-03-01'), [{ document: roster, client: portal }]);
  expect(await readOperations(nats, { since: always })).toMatchObject([{ document: roster }]);
});

const anonymousFlood = (length: number, from = 0): SeenOperation[] =>
  Array.from({ length }, (_, index) => ({
    document: `{ flood${from + index} }`,
    client: { name: 'portal', version: '3.1' },
  }));
const signedIn = (document: string, owner: string): SeenOperation => ({
  document,
  client: portal,
  standing: 'signed-in',
  owner,
});
const documentsOf = async (nats: Nats): Promise<string[]> =>
  (await readOperations(nats, { since: always })).map(({ document }) => document);

test('operations without a token take no place of operations with a token, and unrecorded operations are counted', async () => {
  const nats = ownRegistry();
  const places = { anonymous: 20, 'signed-in': 20, published: 20 };
  const missed = new Map<Standing, number>();
  const onUnrecorded = (standing: Standing, count: number) =>
    void missed.set(standing, (missed.get(standing) ?? 0) + count);
  const operationLog = createOperationLog(() => nats, { log, now: day('2026-03-01'), places, onUnrecorded });
  for (const operation of anonymousFlood(5_000)) operationLog.saw(operation);
  operationLog.saw(signedIn(roster, 'li'));
  await operationLog.stop();
  const documents = await documentsOf(nats);
  expect(documents).toHaveLength(21);
  expect(documents).toContain(roster);
  expect([...missed]).toEqual([['anonymous', 4_980]]);
  expect([...(await readUnrecorded(nats, { since: always }))]).toEqual([['anonymous', 4_980]]);
  expect([...(await readUnrecorded(nats, { since: day('2026-03-02')() }))]).toEqual([]);
});

test('an operation that was recorded without a token gets a place with the higher standing when it is sent with a token', async () => {
  const nats = ownRegistry();
  const places = { anonymous: 2, 'signed-in': 2, published: 2 };
  await record(nats, day('2026-03-01'), [{ document: roster, client: portal }], { places });
  await record(nats, day('2026-03-01'), [signedIn(roster, 'li')], { places });
  await record(nats, day('2026-03-02'), anonymousFlood(5), { places });
  expect(await readOperations(nats, { since: always })).toContainEqual(
    expect.objectContaining({ document: roster, standing: 'signed-in' }),
  );
});

test('a viewer who invents operations displaces only their own operations, also those of another day', async () => {
  const nats = ownRegistry();
  const places = { anonymous: 10, 'signed-in': 10, published: 10 };
  const inventions = (from: number) =>
    Array.from({ length: 20 }, (_, index) => signedIn(`{ invented${from + index} }`, 'flooder'));
  await record(nats, day('2026-03-01'), [signedIn(roster, 'li')], { places });
  for (let round = 0; round < 6; round += 1) await record(nats, day('2026-03-02'), inventions(round * 20), { places });
  await record(nats, day('2026-03-02'), [signedIn('{ late }', 'wang')], { places });
  for (let round = 6; round < 12; round += 1) await record(nats, day('2026-03-03'), inventions(round * 20), { places });
  const documents = await documentsOf(nats);
  expect(documents).toHaveLength(10);
  expect(documents).toEqual(expect.arrayContaining([roster, '{ late }']));
});

test('records of the first version can be read, and get a standing when the operation is sent again', async () => {
  const nats = ownRegistry();
  await record(nats, day('2026-03-01'), [signedIn(roster, 'li')]);
  const bucket = await nats.bucket('operations-seen');
  const [[hash] = ['']] = await bucket.entries();
  await bucket.put(
    hash,
    JSON.stringify({
      document: roster,
      operationName: 'Roster',
      clients: [{ ...portal, lastSeen: '2026-03-01', count: 7 }],
    }),
  );
  expect(await readOperations(nats, { since: always })).toMatchObject([{ document: roster, clients: [{ count: 7 }] }]);
  await record(nats, day('2026-03-02'), [signedIn(roster, 'li')]);
  expect(await readOperations(nats, { since: always })).toMatchObject([
    { standing: 'signed-in', days: 2, clients: [{ count: 8 }] },
  ]);
});

test('an operation is recorded again after the broker has lost its record', async () => {
  const prefix = `t${randomUUID().slice(0, 8)}`;
  const nats: Nats = { ...connection, bucket: (name) => connection.bucket(`${prefix}-${name}`) };
  const operationLog = createOperationLog(() => nats, { log, now: day('2026-03-01') });
  const recorded = async () =>
    (await readOperations(nats, { since: always })).map(({ operationName }) => operationName);
  operationLog.saw({ document: roster, client: portal });
  await operationLog.flush();
  expect(await recorded()).toEqual(['Roster']);

  await (await connection.manager()).streams.delete(`KV_${prefix}-operations-seen`);
  operationLog.saw({ document: roster, client: portal });
  await eventually(async () => {
    await operationLog.flush();
    expect(await recorded()).toEqual(['Roster']);
  });
  await operationLog.stop();
});
