import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Schema, type Model } from 'mongoose';
import { createSay, DomainError } from '@kexie/kernel';
import { connectMongo, prepareCollections, type Mongo, type Session } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { importRows, saveImported, type Imported } from '../src/import.ts';

type Thing = {
  _id: string;
  version: number;
  importKey: string | null;
  name: string;
  tags: string[];
  note: string | null;
};
type Row = { key: string; name: string; tags?: string[]; note?: string | null };

const say = createSay({});
const database = testDatabase('import');
let mongo: Mongo;
let Things: Model<Thing>;
let made = 0;

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  const schema = new Schema<Thing>(
    {
      _id: String,
      version: Number,
      importKey: String,
      name: String,
      tags: [String],
      note: { type: String, default: null },
    },
    { collection: 'things', versionKey: false },
  );
  schema.index({ importKey: 1 }, { unique: true, partialFilterExpression: { importKey: { $type: 'string' } } });
  Things = mongo.model<Thing>('Thing', schema);
  await prepareCollections(mongo);
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

/** Decides before it writes, as services do. */
async function one({ key, name, tags = [], note }: Row, session: Session): Promise<Imported> {
  if (name === '') throw new DomainError('VALIDATION_FAILED', say`A thing has a name.`, ['name']);
  if (name === 'fault') throw new TypeError('a fault of ours');
  const next = (present: Thing | null): Thing => ({
    _id: present?._id ?? `thing_${(made += 1)}`,
    version: present?.version ?? 1,
    importKey: key,
    name,
    tags,
    note: note ?? null,
  });
  const { id, outcome } = await saveImported(Things, key, next, session);
  return { id, outcome };
}

const imported = (rows: Row[], dryRun?: boolean) => importRows(mongo, { rows, dryRun }, one);
const keys = (prefix: string, count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ key: `${prefix}-${index}`, name: `n${index}` }));
const outcomes = async (rows: Row[], dryRun?: boolean) =>
  (await imported(rows, dryRun)).rows.map(({ outcome }) => outcome);

test('a repeated import of many chunks changes nothing and returns the same ids', async () => {
  const rows = keys('repeat', 120);
  const first = await imported(rows);
  expect(first).toMatchObject({ created: 120, updated: 0, unchanged: 0, rejected: 0, dryRun: false });
  const again = await imported(rows);
  expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 120, rejected: 0 });
  expect(again.rows.map(({ id, row }) => ({ id, row }))).toEqual(first.rows.map(({ id, row }) => ({ id, row })));
  expect(await Things.countDocuments({ importKey: 'repeat-7', version: 1 })).toBe(1);
});

test('a changed row changes its record, which keeps its id and gets the next version', async () => {
  const {
    rows: [created],
  } = await imported([{ key: 'change', name: 'a', tags: ['x'] }]);
  expect((await imported([{ key: 'change', name: 'a', tags: ['x', 'y'] }])).rows).toEqual([
    { row: 0, id: created?.id, outcome: 'UPDATED', errors: [] },
  ]);
  expect(await Things.findById(created?.id).lean()).toMatchObject({ version: 2, tags: ['x', 'y'] });
});

test('a missing field equals null or its default, and a list in another order counts as a change', async () => {
  await imported([{ key: 'same', name: 'a', tags: ['x', 'y'] }]);
  expect(await outcomes([{ key: 'same', name: 'a', tags: ['x', 'y'], note: null }])).toEqual(['UNCHANGED']);
  expect(await outcomes([{ key: 'same', name: 'a', tags: ['y', 'x'] }])).toEqual(['UPDATED']);
});

test('a refused row is reported with its number and reason, and does not affect other rows, even of its chunk', async () => {
  const rows = keys('wrong', 60);
  rows[3] = { key: 'wrong-3', name: '' };
  rows[55] = { key: 'wrong-55', name: '' };
  const report = await imported(rows);
  expect(report).toMatchObject({ created: 58, rejected: 2 });
  const refused = {
    id: null,
    outcome: 'REJECTED',
    errors: [{ code: 'VALIDATION_FAILED', message: 'A thing has a name.', path: ['name'] }],
  };
  expect([report.rows[3], report.rows[55]]).toEqual([
    { row: 3, ...refused },
    { row: 55, ...refused },
  ]);
});

test('a key that is blank, too long or that of an earlier row is refused, in the form in which keys are stored', async () => {
  const report = await imported([
    { key: 'twin', name: 'a' },
    { key: ' twin\u200b', name: 'b' },
    { key: ' \u200b ', name: 'a' },
    { key: 'k'.repeat(101), name: 'a' },
    { key: '\ud800', name: 'a' },
  ]);
  expect(report.rows.map(({ outcome, errors }) => [outcome, ...errors.map(({ code }) => code)])).toEqual([
    ['CREATED'],
    ['REJECTED', 'DUPLICATE'],
    ['REJECTED', 'VALIDATION_FAILED'],
    ['REJECTED', 'VALIDATION_FAILED'],
    ['REJECTED', 'VALIDATION_FAILED'],
  ]);
  expect(await Things.countDocuments({ importKey: 'twin', name: 'a' })).toBe(1);
});

test('a dry run reports the outcome of each row and changes nothing', async () => {
  await imported([
    { key: 'dry-old', name: 'a' },
    { key: 'dry-same', name: 'a' },
  ]);
  const rows = [
    { key: 'dry-old', name: 'b' },
    { key: 'dry-same', name: 'a' },
    { key: 'dry-new', name: 'c' },
    { key: 'dry-wrong', name: '' },
  ];
  const expected = ['UPDATED', 'UNCHANGED', 'CREATED', 'REJECTED'];
  expect(await outcomes(rows, true)).toEqual(expected);
  expect(await Things.findOne({ importKey: 'dry-old' }).lean()).toMatchObject({ name: 'a', version: 1 });
  expect(await Things.countDocuments({ importKey: 'dry-new' })).toBe(0);
  expect(await outcomes(rows)).toEqual(expected);
});

test('a fault of the service fails the import and rolls back its chunk, and is not reported as an error of the row', async () => {
  await expect(
    imported([
      { key: 'fault-0', name: 'a' },
      { key: 'fault-1', name: 'fault' },
    ]),
  ).rejects.toThrow('a fault of ours');
  expect(await Things.countDocuments({ importKey: 'fault-0' })).toBe(0);
});

test('more than 500 rows are refused before any row is written, and an empty import succeeds', async () => {
  await expect(imported(keys('many', 501))).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  expect(await Things.countDocuments({ importKey: 'many-0' })).toBe(0);
  expect(await imported([])).toEqual({ dryRun: false, created: 0, updated: 0, unchanged: 0, rejected: 0, rows: [] });
});
