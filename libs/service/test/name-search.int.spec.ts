import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeCursor } from '@kexie/kernel';
import { connectMongo, prepareCollections, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import type { Model } from 'mongoose';
import { text, texts, versionedSchema } from '../src/fields.ts';
import { createLogger } from '../src/logger.ts';
import { findByText } from '../src/name-search.ts';
import { findPage } from '../src/page.ts';
import { namesByPinyin } from '../src/pinyin-migration.ts';
import { searchKeysOf, sortKeyOf } from '../src/pinyin.ts';

type Row = { _id: string; version: number; name: string; aliases: string[]; group: string };

const database = testDatabase('name-search');
let mongo: Mongo;
let rows: Model<Row>;

const schema = versionedSchema<Row>('rows', {
  name: text,
  aliases: texts,
  group: text,
  nameSort: String,
  searchKeys: { type: [String], default: undefined, select: false },
});
schema.index({ nameSort: 1, _id: 1 });
schema.index({ searchKeys: 1 });

const keysOf = ({ name, aliases }: Row) => ({
  nameSort: sortKeyOf(name),
  searchKeys: searchKeysOf({ names: [name, ...aliases] }),
});

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  rows = mongo.model<Row>('Row', schema);
  await prepareCollections(mongo);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

let count = 0;
async function add(group: string, ...names: (string | readonly [string, ...string[]])[]): Promise<void> {
  await rows.insertMany(
    names.map((stated) => {
      const [name, ...aliases] = typeof stated === 'string' ? [stated] : stated;
      count += 1;
      const row = { _id: `row_${String(count).padStart(4, '0')}`, version: 1, name: name as string, aliases, group };
      return { ...row, ...keysOf(row) };
    }),
  );
}

const search = (wanted: string, group: string, page: { first?: number; after?: string } = {}) =>
  findByText(rows, {
    text: wanted,
    filter: { group },
    fields: ({ name, aliases }) => [
      { field: 'NAME' as const, text: name, isName: true },
      ...aliases.map((alias) => ({ field: 'ALIAS' as const, text: alias, isName: true })),
    ],
    ...page,
  });
const namesOf = async (...request: Parameters<typeof search>) =>
  (await search(...request)).edges.map(({ node }) => node.name);

test('records with the whole name come first, then beginnings, then sounds, then parts, each group in the order of pinyin', async () => {
  await add('ranks', '广西梧州', '梧州市', '梧州', '无', '安徽梧州', ['桂东市', '梧州'], '梧州报社', '五洲集团');
  expect(await namesOf('梧州', 'ranks')).toEqual(['桂东市', '梧州', '梧州报社', '梧州市', '安徽梧州', '广西梧州']);
  expect(await namesOf('wuzhou', 'ranks')).toEqual([
    '桂东市',
    '梧州',
    '梧州报社',
    '五洲集团',
    '梧州市',
    '安徽梧州',
    '广西梧州',
  ]);
  await add('latin', 'Ai Wu', 'WZ公司', '梧州', '大WZ', 'wz');
  expect(await namesOf('WZ', 'latin')).toEqual(['wz', 'WZ公司', '梧州', '大WZ']);
});

test('pages of every size give each record once, in the same order, and the total counts each once', async () => {
  await add(
    'pages',
    ...Array.from({ length: 4 }, (_, index) => `梧州${index}`),
    ...Array.from({ length: 4 }, (_, index) => `武周${index}`),
    ...Array.from({ length: 4 }, (_, index) => `大梧州${index}`),
    'wuzhou',
    ['五洲', '梧州', 'wuzhou市', '大wuzhou'],
  );
  const all = await search('wuzhou', 'pages', { first: 100 });
  expect(all.edges).toHaveLength(14);
  expect(await all.totalCount()).toBe(14);
  for (let first = 1; first <= 5; first += 1) {
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const { edges, pageInfo } = await search('wuzhou', 'pages', { first, ...(after && { after }) });
      seen.push(...edges.map(({ node }) => node._id));
      expect(pageInfo.hasPreviousPage).toBe(after !== undefined);
      if (!pageInfo.hasNextPage) break;
      expect(edges).toHaveLength(first);
      after = pageInfo.endCursor as string;
    }
    expect([first, seen]).toEqual([first, all.edges.map(({ node }) => node._id)]);
  }
  expect((await search('wuzhou', 'pages', { first: 0 })).pageInfo.hasNextPage).toBe(true);
  expect((await search('不存在', 'pages', { first: 0 })).pageInfo.hasNextPage).toBe(false);
});

test('each found record tells the part that was found', async () => {
  await add('parts', ['岑溪市', '大梧州', '梧州（市）科协']);
  const parts = await Promise.all(
    ['cenxi', 'cxs', '梧州市', 'wzskx', '西市'].map(async (wanted) => (await search(wanted, 'parts')).edges[0]?.match),
  );
  expect(parts).toEqual([
    { field: 'NAME', text: '岑溪市', start: 0, length: 2 },
    { field: 'NAME', text: '岑溪市', start: 0, length: 3 },
    { field: 'ALIAS', text: '梧州（市）科协', start: 0, length: 4 },
    { field: 'ALIAS', text: '梧州（市）科协', start: 0, length: 7 },
    undefined,
  ]);
});

test('a text without letters or over 100 characters, and a cursor of another list, are refused', async () => {
  for (const wanted of ['', ' ', '（）', '.*', '\u200b', 'a'.repeat(101), '科'.repeat(100_000), '梧\ud800'])
    await expect(search(wanted, 'ranks')).rejects.toMatchObject({ code: 'VALIDATION_FAILED', inputPath: ['text'] });
  const ofList = (await findPage(rows, { filter: {}, sort: [{ field: 'nameSort', direction: 'ASC' }] })).edges[0];
  const outside = encodeCursor('rows,search', [9, 'x']);
  for (const after of ['x', Buffer.from('[1,2]').toString('base64url'), ofList?.cursor ?? '', outside])
    await expect(search('wuzhou', 'pages', { after })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      inputPath: ['after'],
    });
  expect(await namesOf('a'.repeat(100), 'ranks')).toEqual([]);
});

test('the migration writes the keys of records without them, in several batches, and a repetition changes nothing', async () => {
  const old = Array.from({ length: 450 }, (_, index) => ({
    _id: `old_${String(index).padStart(4, '0')}`,
    version: 7,
    name: `苍梧县${index}`,
    aliases: ['石桥镇'],
    group: 'old',
  }));
  const collection = mongo.collection<(typeof old)[number] & { nameSort?: string; searchKeys?: string[] }>('rows');
  await collection.insertMany(old);
  await collection.createIndex({ name: 1 });
  expect(await namesOf('cwx', 'old')).toEqual([]);

  const migration = namesByPinyin({ rows: { keysOf, obsolete: ['name_1', 'never_1'] } });
  const work = { log: createLogger('test', 'silent'), signal: new AbortController().signal };
  await collection.updateOne({ _id: 'old_0003' }, { $set: { nameSort: 'kept' } });
  await Promise.all([migration.up(mongo, work), migration.up(mongo, work)]);
  const migrated = await collection.find({ group: 'old' }).sort({ _id: 1 }).toArray();
  expect(migrated.filter(({ nameSort, name }) => nameSort !== sortKeyOf(name)).map(({ _id }) => _id)).toEqual([
    'old_0003',
  ]);
  expect(migrated[0]).toEqual({ ...old[0], ...keysOf(old[0] as Row) });
  expect((await collection.indexes()).map(({ name }) => name)).not.toContain('name_1');
  expect(await (await search('sqz', 'old')).totalCount()).toBe(449);

  await migration.up(mongo, work);
  expect(await collection.find({ group: 'old' }).sort({ _id: 1 }).toArray()).toEqual(migrated);
  const stopped = { ...work, signal: AbortSignal.abort(new Error('taken over')) };
  await expect(migration.up(mongo, stopped)).rejects.toThrow('taken over');
});
