import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectMongo, createOutbox, prepareCollections, type Mongo } from '@kexie/messaging';
import { createSay, type ImportableRecord, type Logger } from '@kexie/kernel';
import { testDatabase } from '@kexie/testing';
import { createAggregateStore } from '../src/aggregate-store.ts';
import { recordSchema, text } from '../src/fields.ts';
import { importKeysByRegion } from '../src/import.ts';

type Thing = ImportableRecord & { regionCode: string };

const say = createSay({});
const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const database = testDatabase('import-keys');
let mongo: Mongo;

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  const schema = recordSchema<Thing>('things', { regionCode: text });
  createAggregateStore<Thing>(mongo, createOutbox(mongo), { name: 'Thing', schema, noun: say`thing` });
  await prepareCollections(mongo);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

test('the migration gives each imported record the key of its county, once, also when it is repeated', async () => {
  const things = mongo.collection<{ _id: string; importKey: string | null; regionCode: string }>('things');
  await things.insertMany([
    { _id: 'a', importKey: 'enterprise-1', regionCode: '450403' },
    { _id: 'b', importKey: '企业/1', regionCode: '450421101' },
    { _id: 'c', importKey: null, regionCode: '450400' },
  ]);
  const { up } = importKeysByRegion({ things: 'regionCode' });
  for (let times = 0; times < 2; times += 1) {
    await up(mongo, { log: silent, signal: new AbortController().signal });
    const found = await things.find().sort({ _id: 1 }).toArray();
    expect(found.map(({ importKey }) => importKey)).toEqual(['450403/enterprise-1', '450421/企业/1', null]);
  }
});
