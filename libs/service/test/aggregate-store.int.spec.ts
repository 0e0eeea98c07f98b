import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defineEvent } from '@kexie/events';
import { createSay, DomainError, type ImportableRecord } from '@kexie/kernel';
import {
  connectMongo,
  createOutbox,
  createRequestLog,
  inTransaction,
  prepareCollections,
  type Mongo,
  type Outbox,
} from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { z } from 'zod';
import { createAggregateStore, type AggregateStore, type Decision } from '../src/aggregate-store.ts';
import { recordSchema, text, texts, uniqueWhenPresent } from '../src/fields.ts';

type Thing = ImportableRecord & { name: string; tags: string[]; folded?: string };

const say = createSay({});
const Renamed = defineEvent('things.thing.renamed.v1', z.object({ name: z.string() }));
const database = testDatabase('aggregate-store');
let mongo: Mongo;
let outbox: Outbox;
let things: AggregateStore<Thing>;

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  outbox = createOutbox(mongo);
  const schema = recordSchema<Thing>('things', { name: text, tags: texts, folded: String });
  uniqueWhenPresent(schema, 'folded');
  things = createAggregateStore<Thing>(mongo, outbox, {
    name: 'Thing',
    schema,
    noun: say`thing`,
    duplicates: { folded_1: [say`A thing has this name.`, 'name'] },
    derive: (record) => ({ ...record, folded: record.name.toLowerCase() }),
  });
  await prepareCollections(mongo);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const thing = (name: string, change: Partial<Thing> = {}): Thing => ({
  _id: `thing_${randomUUID()}`,
  version: 1,
  importKey: null,
  synthetic: false,
  name,
  tags: [],
  folded: name.toLowerCase(),
  ...change,
});
const named = (next: Thing): Decision<Thing> => ({ next, events: [Renamed({ name: next.name })] });
const rename = (name: string) => (current: Thing) => named({ ...current, name });
const create = (decision: Decision<Thing>) =>
  things.refusingDuplicates(() => inTransaction(mongo, (session) => things.create(decision, session)));
const eventsOf = async (id: string) =>
  (await outbox.rows.find({ aggregateId: id }).sort({ aggregateVersion: 1 }).lean()).map(
    ({ aggregateVersion, data, correlationId }) => ({ version: aggregateVersion, ...(data as object), correlationId }),
  );
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof DomainError ? [error.code, ...(error.inputPath ?? [])] : error),
  );

test('a record and its events are written together, or neither', async () => {
  const [written, lost] = [thing('written'), thing('lost')];
  expect(await create(named(written))).toBe(written._id);
  await expect(
    inTransaction(mongo, async (session) => {
      await things.create(named(lost), session);
      throw new Error('the transaction ends here');
    }),
  ).rejects.toThrow('ends here');
  expect([await things.find(written._id), await eventsOf(written._id)]).toEqual([
    written,
    [{ version: 1, name: 'written', correlationId: null }],
  ]);
  expect([await things.find(lost._id), await eventsOf(lost._id)]).toEqual([null, []]);
});

test('many new records are written at once, with the correlation id of their cause', async () => {
  const some = [thing('many-1'), thing('many-2')];
  await inTransaction(mongo, (session) => things.createAll(some.map(named), session, 'cause'));
  expect((await things.byIds([...some.map(({ _id }) => _id), 'thing_unknown'])).map(({ name }) => name).sort()).toEqual(
    ['many-1', 'many-2'],
  );
  expect(await eventsOf(some[0]?._id ?? '')).toEqual([{ version: 1, name: 'many-1', correlationId: 'cause' }]);
});

test('a change increments the version, and its events have the new version', async () => {
  const { _id: id } = thing('change', { _id: 'thing_change' });
  await create(named(thing('change', { _id: id })));
  expect(await things.update({ id, expectedVersion: 1 }, { decide: rename('changed') })).toMatchObject({
    name: 'changed',
    version: 2,
  });
  expect(await things.require(id)).toMatchObject({ name: 'changed', version: 2 });
  expect((await eventsOf(id)).map(({ version }) => version)).toEqual([1, 2]);
});

test('a decision without a change writes nothing', async () => {
  const one = thing('still');
  await create(named(one));
  expect(await things.update({ id: one._id }, { decide: () => undefined })).toEqual(one);
  expect(await eventsOf(one._id)).toHaveLength(1);
});

test('a missing record is NOT_FOUND, a viewer without the right learns neither version nor state, and a change of an old version is refused', async () => {
  const one = thing('guarded');
  await create(named(one));
  const forbidden = () => {
    throw new DomainError('FORBIDDEN', say`Not yours.`);
  };
  const decide = () => {
    throw new DomainError('INVALID_TRANSITION', say`Not now.`);
  };
  expect(
    await codeOf(things.update({ id: 'thing_none', expectedVersion: 1 }, { authorize: forbidden, decide })),
  ).toEqual(['NOT_FOUND', 'id']);
  expect(await codeOf(things.update({ id: one._id, expectedVersion: 7 }, { authorize: forbidden, decide }))).toEqual([
    'FORBIDDEN',
  ]);
  expect(await codeOf(things.update({ id: one._id, expectedVersion: 7 }, { decide }))).toEqual([
    'VERSION_CONFLICT',
    'expectedVersion',
  ]);
  expect(await codeOf(things.update({ id: one._id, expectedVersion: 1 }, { decide }))).toEqual(['INVALID_TRANSITION']);
  expect(await things.find(one._id)).toEqual(one);
});

test('of two simultaneous changes of the same version one is written and the other is VERSION_CONFLICT', async () => {
  const one = thing('race');
  await create(named(one));
  const both = await Promise.all(
    ['race-a', 'race-b'].map((name) =>
      codeOf(things.update({ id: one._id, expectedVersion: 1 }, { decide: rename(name) })),
    ),
  );
  expect(both.filter((outcome) => outcome === undefined)).toHaveLength(1);
  expect(both.find((outcome) => outcome !== undefined)).toEqual(expect.arrayContaining(['VERSION_CONFLICT']));
  expect((await things.require(one._id)).version).toBe(2);
  expect(await eventsOf(one._id)).toHaveLength(2);
});

test('consequences for other records are written in the same transaction', async () => {
  const [one, other] = [thing('cause'), thing('effect')];
  await create(named(one));
  await create(named(other));
  const follow = async (): Promise<void> => {
    throw new Error('the effect failed');
  };
  await expect(things.update({ id: one._id }, { decide: rename('cause-2'), follow })).rejects.toThrow(
    'the effect failed',
  );
  expect(await things.find(one._id)).toEqual(one);
  await things.update(
    { id: one._id },
    {
      decide: rename('cause-2'),
      follow: async (_, session) => void (await things.replace(other, named({ ...other, name: 'effect-2' }), session)),
    },
  );
  expect(await things.require(other._id)).toMatchObject({ name: 'effect-2', version: 2 });
});

test('derived fields are updated with each change', async () => {
  const one = thing('Derived');
  await create(named(one));
  expect(await things.require(one._id)).toMatchObject({ folded: 'derived' });
  expect(await things.update({ id: one._id }, { decide: rename('Anew') })).toMatchObject({ folded: 'anew' });
});

test('a violated unique index gives its own DUPLICATE, on creation and on a change', async () => {
  const one = thing('unique-1');
  await create(named(one));
  await create(named(thing('unique-2')));
  expect(await codeOf(create(named(thing('UNIQUE-1'))))).toEqual(['DUPLICATE', 'name']);
  expect(await codeOf(things.update({ id: one._id }, { decide: rename('unique-2') }))).toEqual(['DUPLICATE', 'name']);
  // An index without an error message is a fault of the service, not an error for the client.
  expect(await codeOf(create({ next: { ...thing('unique-3'), _id: one._id }, events: [] }))).toMatchObject({
    code: 11000,
  });
});

test('a command that checks before it writes gives the same DUPLICATE as the index', () => {
  expect(things.duplicate('folded_1')).toMatchObject({
    code: 'DUPLICATE',
    message: 'A thing has this name.',
    inputPath: ['name'],
  });
  expect(() => things.duplicate('unknown_1')).toThrow('has no error message');
});

test('a repeated request returns the first record although its name is already taken', async () => {
  const requests = createRequestLog(mongo);
  await prepareCollections(mongo);
  const request = { viewerId: 'usr_1', mutation: 'createThing', input: { clientMutationId: 'same' } };
  const enter = () => {
    const decision = named(thing('repeated'));
    return things.refusingDuplicates(() => requests.once(request, (session) => things.create(decision, session)));
  };
  const ids = await Promise.all([enter(), enter(), enter()]);
  expect(new Set(ids).size).toBe(1);
  expect(await things.model.countDocuments({ name: 'repeated' })).toBe(1);
});

const importing = (key: string, stated: { name: string; tags?: string[] }) =>
  things.refusingDuplicates(() =>
    inTransaction(mongo, (session) =>
      things.importRow(
        {
          importKey: key,
          authorize: ({ tags }) => {
            if (tags.includes('foreign')) throw new DomainError('FORBIDDEN', say`Not yours.`);
          },
          stated,
          create: () => thing(stated.name, stated),
          complete: (next) => {
            if (next.name === 'refused') throw new DomainError('VALIDATION_FAILED', say`Not so.`, ['name']);
            return next;
          },
          events: (before, after) => [Renamed({ name: `${before?.name ?? 'none'} to ${after.name}` })],
        },
        session,
      ),
    ),
  );

test('a row creates, changes or keeps the record of its key, with events for each change and none without a change', async () => {
  const { id, outcome } = await importing('key-1', { name: 'first' });
  expect(outcome).toBe('CREATED');
  expect(await importing('key-1', { name: 'second' })).toMatchObject({
    id,
    outcome: 'UPDATED',
    record: { name: 'second', version: 2 },
    before: { name: 'first' },
  });
  expect(await importing('key-1', { name: 'second' })).toMatchObject({ id, outcome: 'UNCHANGED' });
  expect((await eventsOf(id)).map((event) => [event.version, (event as unknown as { name: string }).name])).toEqual([
    [1, 'none to first'],
    [2, 'first to second'],
  ]);
});

test('what a command has changed stays when the row comes again, and a row that changes it, too, is refused', async () => {
  const { id } = await importing('key-2', { name: 'imported', tags: ['a'] });
  await things.update({ id }, { decide: rename('renamed') });
  expect(await importing('key-2', { name: 'imported', tags: ['a'] })).toMatchObject({ outcome: 'UNCHANGED' });
  expect(await importing('key-2', { name: 'imported', tags: ['b'] })).toMatchObject({
    outcome: 'UPDATED',
    record: { name: 'renamed', tags: ['b'] },
  });
  expect(await codeOf(importing('key-2', { name: 'other' }))).toEqual(['VERSION_CONFLICT', 'name']);
});

test('the rules of the record and the right over the present record hold for a row, and nothing is written', async () => {
  expect(await codeOf(importing('key-3', { name: 'refused' }))).toEqual(['VALIDATION_FAILED', 'name']);
  const { id } = await importing('key-3', { name: 'third', tags: ['foreign'] });
  expect(await codeOf(importing('key-3', { name: 'fourth' }))).toEqual(['FORBIDDEN']);
  expect(await things.require(id)).toMatchObject({ name: 'third', version: 1 });
});
