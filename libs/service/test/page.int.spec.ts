import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Schema, type Model } from 'mongoose';
import { connectMongo, prepareCollections, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { findPage, type SortKey } from '../src/page.ts';

type Item = { _id: string; score?: number | null; name: string; on?: Date | null };

const database = testDatabase('page');
let mongo: Mongo;
let Items: Model<Item>;

const day = (number: number) => new Date(`2020-01-0${number}T00:00:00Z`);
/** Items with ties, nulls and a missing field, unsorted. */
const items: Item[] = [
  { _id: 'e', score: 2, name: 'x', on: day(2) },
  { _id: 'b', score: null, name: 'y', on: null },
  { _id: 'a', score: 2, name: 'y', on: day(1) },
  { _id: 'g', score: 1, name: 'x', on: day(2) },
  { _id: 'c', name: 'x' },
  { _id: 'f', score: 0, name: 'y', on: day(3) },
  { _id: 'd', score: 10, name: 'x', on: day(1) },
];

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  Items = mongo.model<Item>(
    'Item',
    new Schema<Item>(
      { _id: String, score: Number, name: String, on: Date },
      { collection: 'items', versionKey: false },
    ),
  );
  await prepareCollections(mongo);
  await Items.insertMany(items);
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

/** Reads all ids page by page. */
async function walk(first: number, sort: readonly SortKey[], filter: object = {}): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let pages = 0; pages <= items.length; pages += 1) {
    const { edges, pageInfo } = (await findPage(Items, { first, after, filter, sort })) as Awaited<
      ReturnType<typeof findPage<Item>>
    >;
    ids.push(...edges.map(({ node }) => node._id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
  throw new Error('The pages never end.');
}

const [asc, desc] = [
  (field: string): SortKey => ({ field, direction: 'ASC' }),
  (field: string): SortKey => ({ field, direction: 'DESC' }),
];

test.each<[string, SortKey[], string]>([
  ['by id', [], 'abcdefg'],
  ['ascending, without a value first', [asc('score')], 'bcfgaed'],
  ['descending, without a value last', [desc('score')], 'daegfbc'],
  ['by two keys in opposite directions', [asc('name'), desc('score')], 'degcafb'],
  ['by two keys, nulls in the second', [desc('name'), asc('score')], 'bfacged'],
  ['by a time', [asc('on')], 'bcadegf'],
  ['by a time, latest first', [desc('on')], 'fegadbc'],
])('pages %s contain every item once and in order, with any page size', async (_, sort, expected) => {
  for (const size of [1, 2, 3, 7, 100]) expect((await walk(size, sort)).join('')).toBe(expected);
});

test('the next page of a filtered list applies the same filter', async () => {
  expect((await walk(1, [desc('score')], { $or: [{ name: 'x' }, { score: 0 }] })).join('')).toBe('degfc');
});

test('an item that is added before the cursor does not change the next page', async () => {
  const first = await findPage(Items, { first: 2, filter: {}, sort: [asc('name')] });
  await Items.create([{ _id: '0', name: 'a' }]);
  const second = await findPage(Items, { first: 2, after: first.pageInfo.endCursor, filter: {}, sort: [asc('name')] });
  await Items.deleteOne({ _id: '0' });
  expect([...first.edges, ...second.edges].map(({ node }) => node._id).join('')).toBe('cdeg');
});

test('the total count is that of the whole list on every page', async () => {
  const { edges } = await findPage(Items, { first: 1, filter: { name: 'x' } });
  const page = await findPage(Items, { first: 0, after: edges[0]?.cursor, filter: { name: 'x' } });
  expect({ total: await page.totalCount(), edges: page.edges, info: page.pageInfo }).toEqual({
    total: 4,
    edges: [],
    info: { hasNextPage: true, hasPreviousPage: true, startCursor: null, endCursor: null },
  });
});

const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
test('a page of no items says whether there are items', async () => {
  const info = async (filter: object) => (await findPage(Items, { first: 0, filter })).pageInfo;
  expect(await info({ name: 'x' })).toMatchObject({ hasNextPage: true, endCursor: null });
  expect(await info({ name: 'none' })).toMatchObject({ hasNextPage: false, endCursor: null });
});

test('a sort field that is given twice is refused', async () => {
  await expect(findPage(Items, { filter: {}, sort: [asc('score'), desc('score')] })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    inputPath: ['sort'],
  });
});

test.each<[string, SortKey[]]>([
  ['another field', [asc('name')]],
  ['the other direction', [desc('score')]],
])('a cursor of the list that is sorted by %s is refused', async (_, sort) => {
  const { pageInfo } = await findPage(Items, { first: 1, filter: {}, sort });
  await expect(
    findPage(Items, { first: 1, after: pageInfo.endCursor, filter: {}, sort: [asc('score')] }),
  ).rejects.toMatchObject({ code: 'VALIDATION_FAILED', inputPath: ['after'] });
});

test.each<[string, { first?: number; after?: string }]>([
  ['too large', { first: 101 }],
  ['of negative size', { first: -1 }],
  ['after nonsense', { after: 'nonsense' }],
  ['after a cursor of a list with other keys', { after: cursor(['a']) }],
  ['after a cursor whose values are of another type', { after: cursor(['x', 'a']) }],
  ['after a cursor that contains an operator', { after: cursor([{ $gt: 0 }, 'a']) }],
])('a page %s is refused', async (_, request) => {
  await expect(findPage(Items, { ...request, filter: {}, sort: [asc('score')] })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});
