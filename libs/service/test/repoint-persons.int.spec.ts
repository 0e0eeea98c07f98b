import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectMongo, inTransaction, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { repointPersons, type MergeReference } from '../src/repoint-persons.ts';

const database = testDatabase('repoint-persons');
let mongo: Mongo;
const merged = { mergedId: 'per_gone', survivorId: 'per_here' };
const references: MergeReference[] = [
  { collection: 'talks', path: 'speakerIds' },
  { collection: 'visits', path: 'personId', unique: ['day'] },
];

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  for (const { collection } of references) await mongo.createCollection(collection);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const repoint = () => inTransaction(mongo, (session) => repointPersons(mongo, references, merged, session));
const all = (name: string) => mongo.collection<{ _id: string }>(name).find().sort({ _id: 1 }).toArray();

test('records name the survivor once, records that both persons have alike stay once, others stay, and a repetition changes nothing', async () => {
  await mongo.collection<{ _id: string }>('talks').insertMany([
    { _id: '1', ...{ speakerIds: ['per_a', 'per_gone'], version: 3 } },
    { _id: '2', ...{ speakerIds: ['per_here', 'per_gone'], version: 1 } },
    { _id: '3', ...{ speakerIds: ['per_a'], version: 1 } },
  ]);
  await mongo.collection<{ _id: string }>('visits').insertMany([
    { _id: '1', ...{ personId: 'per_here', day: '2021-01-01' } },
    { _id: '2', ...{ personId: 'per_gone', day: '2021-01-01' } },
    { _id: '3', ...{ personId: 'per_gone', day: '2021-01-02' } },
  ]);
  expect(await repoint()).toBe(4);
  const after = [await all('talks'), await all('visits')];
  expect(after).toEqual([
    [
      { _id: '1', speakerIds: ['per_a', 'per_here'], version: 3 },
      { _id: '2', speakerIds: ['per_here'], version: 1 },
      { _id: '3', speakerIds: ['per_a'], version: 1 },
    ],
    [
      { _id: '1', personId: 'per_here', day: '2021-01-01' },
      { _id: '3', personId: 'per_here', day: '2021-01-02' },
    ],
  ]);
  expect(await repoint()).toBe(0);
  expect([await all('talks'), await all('visits')]).toEqual(after);
});
