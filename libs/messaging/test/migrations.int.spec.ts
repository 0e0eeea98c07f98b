import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Schema } from 'mongoose';
import type { Logger } from '@kexie/kernel';
import { eventually, testDatabase, type TestDatabase } from '@kexie/testing';
import {
  connectMongo,
  createOutbox,
  dropIndex,
  prepareCollections,
  runMigrations,
  updateInBatches,
  type Migration,
  type MigrationRecord,
  type Mongo,
} from '../src/index.ts';

type Thing = { _id: string; name?: string; title?: string };
const thingSchema = new Schema<Thing>(
  { _id: { type: String, required: true }, title: String },
  { collection: 'things', versionKey: false },
);
thingSchema.index({ title: 1 }, { name: 'byTitle' });

let database: TestDatabase;
let mongo: Mongo;
const connections: Mongo[] = [];
let lines: string[];
const note = (...parts: unknown[]): void => void lines.push(String(parts.at(-1)));
const log: Logger = { debug: note, info: note, warn: note, error: note, child: () => log };

beforeEach(async () => {
  database = testDatabase('migrations');
  mongo = await replica();
  lines = [];
});

afterEach(async () => {
  for (const connection of connections.splice(0)) await connection.destroy();
  await database.drop();
});

test('migrations run in the order of the list, once', async () => {
  await fillOld();
  const ran: string[] = [];
  const first = migration('2026-12-01-first', async () => void ran.push('first'));
  const second = migration('2026-12-02-second', async () => void ran.push('second'));
  await runMigrations(mongo, [first], { log });
  await runMigrations(mongo, [first, second], { log });
  await runMigrations(await replica(), [first, second], { log });

  expect(ran).toEqual(['first', 'second']);
  expect(await records()).toEqual(
    ['2026-12-01-first', '2026-12-02-second'].map((_id) => ({
      _id,
      backward: 'compatible',
      begunAt: expect.any(Date),
      appliedAt: expect.any(Date),
      tookMs: expect.any(Number),
    })),
  );
  expect(lines).toContain('the migration 2026-12-02-second starts');
  expect(await leases()).toBe(0);
});

test.each([
  ['twice the same id', ['2026-12-01-a', '2026-12-01-a']],
  ['a later id first', ['2026-12-02-a', '2026-12-01-b']],
  ['an id without a day', ['names-are-trimmed']],
])('a list with %s is refused', async (_, ids) => {
  await expect(
    runMigrations(
      mongo,
      ids.map((id) => migration(id, async () => undefined)),
      { log },
    ),
  ).rejects.toThrow('has a wrong name or position');
});

test('of replicas that start at the same time one migrates; the others wait, log the name of that replica, and continue after it', async () => {
  await fillOld();
  const gate = Promise.withResolvers<void>();
  let runs = 0;
  const slow = migration('2026-12-01-slow', async () => {
    runs += 1;
    await gate.promise;
  });
  const replicas = await Promise.all([mongo, replica(), replica()]);
  const done = Promise.all(replicas.map((each) => runMigrations(each, [slow], { log })));
  await eventually(() =>
    expect(lines.filter((line) => /^waiting for \S+:\d+:\w+ to finish its migrations for 0 s/.test(line))).toHaveLength(
      2,
    ),
  );
  await eventually(() => expect(runs).toBe(1));
  gate.resolve();
  await done;
  expect(runs).toBe(1);
  expect(await leases()).toBe(0);
});

test('a migration that takes longer than the lease keeps the lease', async () => {
  await fillOld();
  let runs = 0;
  const gate = Promise.withResolvers<void>();
  const long = migration('2026-12-01-long', async () => {
    runs += 1;
    await gate.promise;
  });
  const both = Promise.all([
    runMigrations(mongo, [long], { log, leaseMs }),
    replica().then((other) => runMigrations(other, [long], { log, leaseMs })),
  ]);
  const first = await eventually(async () => (await leaseEnd()) ?? fail());
  await eventually(async () => expect((await leaseEnd())?.getTime()).toBeGreaterThan(first.getTime() + 2 * leaseMs));
  gate.resolve();
  await both;
  expect(runs).toBe(1);
});

test('after a replica is killed during a migration, the next one completes the work', async () => {
  await fillOld(1_200);
  const killed = await replica();
  const halfway = renaming(async (connection, change) => {
    await connection.collection<Thing>('things').updateMany({ _id: { $lt: 't0700' } }, change);
    await connection.destroy(); // From now on it neither renews nor releases its lease.
  });
  await expect(runMigrations(killed, [halfway], { log, leaseMs })).rejects.toThrow(
    '2026-12-01-names-are-titles failed',
  );
  expect(await leases()).toBe(1);
  expect((await records()).map(({ appliedAt }) => appliedAt)).toEqual([null]);

  let again = 0;
  const whole = renaming(async (connection, change, work) => {
    again = await updateInBatches(connection, 'things', { name: { $exists: true } }, change, work);
  });
  await runMigrations(mongo, [whole], { log, leaseMs });
  expect(again).toBe(500); // the other 700 were done already
  const things = await mongo.collection<Thing>('things').find().toArray();
  expect(things.filter(({ _id, title, name }) => title === `the ${_id}` && name === undefined)).toHaveLength(1_200);
  expect((await records()).map(({ appliedAt }) => appliedAt)).toEqual([expect.any(Date)]);
  expect(await leases()).toBe(0);
});

test('a replica that lost its lease during a pause writes nothing more', async () => {
  await fillOld();
  const change = [{ $set: { title: 'late' } }];
  const overtaken = migration('2026-12-01-late', async (connection, work) => {
    await connection
      .collection<{ _id: string }>('migrationLease')
      .updateOne({ _id: 'lease' }, { $set: { owner: 'another replica' } });
    await eventually(() => expect(work.signal.aborted).toBe(true));
    await updateInBatches(connection, 'things', {}, change, work);
  });
  await expect(runMigrations(mongo, [overtaken], { log, leaseMs })).rejects.toMatchObject({
    cause: { message: expect.stringContaining('has taken over the migrations') },
  });
  expect(await mongo.collection('things').countDocuments({ title: 'late' })).toBe(0);
  expect((await records()).map(({ appliedAt }) => appliedAt)).toEqual([null]);
  expect(await leases()).toBe(1); // the lease of the other replica
});

test('after compatible migrations the previous version can start again, and the newer version later repeats no migration', async () => {
  await fillOld();
  let runs = 0;
  const known = migration('2026-12-01-known', async () => undefined);
  const newer = migration('2026-12-02-newer', async () => void (runs += 1));
  await runMigrations(mongo, [known, newer], { log });
  await runMigrations(mongo, [known], { log });
  await runMigrations(mongo, [], { log });
  await runMigrations(mongo, [known, newer], { log });
  expect(runs).toBe(1);
});

test('a version is refused on data that a newer version has changed incompatibly, completely or partly', async () => {
  await fillOld();
  const breaking = { ...migration('2026-12-02-breaking', async () => undefined), backward: 'none' as const };
  await runMigrations(mongo, [breaking], { log });
  const refusal = { code: 'NEWER_DATA', message: expect.stringContaining('2026-12-02-breaking') };
  await expect(runMigrations(mongo, [], { log })).rejects.toMatchObject(refusal);

  await mongo.collection<MigrationRecord>('migrations').updateOne({ _id: breaking.id }, { $set: { appliedAt: null } });
  await expect(runMigrations(mongo, [], { log })).rejects.toMatchObject(refusal);
});

test('in an empty database all migrations are recorded and none runs, even when several replicas start at once', async () => {
  const ran: string[] = [];
  const list = [
    migration('2026-12-01-a', async () => void ran.push('a')),
    migration('2026-12-02-b', async () => void ran.push('b')),
  ];
  await Promise.all(
    [mongo, await replica()].map(async (each) => {
      await runMigrations(each, list, { log });
      await prepareCollections(each);
    }),
  );
  expect(ran).toEqual([]);
  expect((await records()).map(({ _id, tookMs }) => [_id, tookMs])).toEqual([
    ['2026-12-01-a', 0],
    ['2026-12-02-b', 0],
  ]);
});

test('a migration that fails ends the start with its reason, releases the lease, and is repeated at the next start', async () => {
  await fillOld();
  let runs = 0;
  const list = [
    migration('2026-12-01-fails-once', async () => {
      runs += 1;
      if (runs === 1) throw new Error('a record is odd');
    }),
    migration('2026-12-02-next', async () => void (runs += 10)),
  ];
  await expect(runMigrations(mongo, list, { log })).rejects.toMatchObject({
    message: expect.stringContaining('2026-12-01-fails-once failed'),
    cause: { message: 'a record is odd' },
  });
  expect(runs).toBe(1);
  expect(await leases()).toBe(0);
  await runMigrations(mongo, list, { log });
  expect(runs).toBe(12);
});

test('an index whose options change is removed by a migration and created again', async () => {
  await fillOld();
  await mongo.collection('things').createIndex({ title: 1 }, { name: 'byTitle', sparse: true });
  const removes = migration('2026-12-01-by-title-is-not-sparse', async (connection) => {
    await dropIndex(connection, 'things', 'byTitle');
    await dropIndex(connection, 'things', 'byTitle'); // no longer exists
    await dropIndex(connection, 'never-made', 'byTitle');
  });
  await runMigrations(mongo, [removes], { log });
  await prepareCollections(mongo);
  const index = (await mongo.collection('things').indexes()).find(({ name }) => name === 'byTitle');
  expect(index).toMatchObject({ key: { title: 1 } });
  expect(index?.sparse ?? false).toBe(false);
});

/** Short, because a test waits until the lease ends. */
const leaseMs = 500;

async function replica(): Promise<Mongo> {
  const connection = await connectMongo(database.uri);
  connections.push(connection);
  createOutbox(connection);
  connection.model<Thing>('Thing', thingSchema);
  return connection;
}

/** Fills a database as it was before migrations existed. */
async function fillOld(count = 3): Promise<void> {
  const things = Array.from({ length: count }, (_, index) => `t${String(index).padStart(4, '0')}`).map((_id) => ({
    _id,
    name: _id,
  }));
  await mongo.collection<Thing>('things').insertMany(things);
}

function migration(id: string, up: Migration['up']): Migration {
  return { id, backward: 'compatible', up };
}

type Rename = (connection: Mongo, change: object[], work: Parameters<Migration['up']>[1]) => Promise<void>;

function renaming(rename: Rename): Migration {
  const change = [{ $set: { title: { $concat: ['the ', '$name'] } } }, { $unset: 'name' }];
  return migration('2026-12-01-names-are-titles', (connection, work) => rename(connection, change, work));
}

const records = (): Promise<MigrationRecord[]> =>
  mongo.collection<MigrationRecord>('migrations').find().sort({ _id: 1 }).toArray();
const leases = (): Promise<number> => mongo.collection('migrationLease').countDocuments();

async function leaseEnd(): Promise<Date | undefined> {
  return (await mongo.collection<{ _id: string; expiresAt: Date }>('migrationLease').findOne({ _id: 'lease' }))
    ?.expiresAt;
}

function fail(): never {
  throw new Error(`There is no lease yet.`);
}
