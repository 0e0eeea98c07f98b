import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLogger } from '@kexie/service';
import { newId } from '@kexie/kernel';
import { connectMongo, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { membershipKeyOf } from '../src/membership/domain.ts';
import { membershipKeysByOrganization } from '../src/membership/migrations.ts';

const database = testDatabase('people-migrations');
let mongo: Mongo;

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

test('the migration gives each imported membership the key of its association, once, and leaves the others alone', async () => {
  const memberships = mongo.collection<{ _id: string; organizationId: string; importKey: string | null }>(
    'memberships',
  );
  const [first, other] = [newId('org'), newId('org')];
  await memberships.insertMany([
    { _id: 'mem_1', organizationId: first, importKey: 'row/1' },
    { _id: 'mem_2', organizationId: other, importKey: 'row 2' },
    { _id: 'mem_3', organizationId: other, importKey: null },
  ]);
  const work = { log: createLogger('test', 'silent'), signal: new AbortController().signal };
  for (let run = 0; run < 2; run += 1) await membershipKeysByOrganization.up(mongo, work);
  const stored = await memberships.find().sort({ _id: 1 }).toArray();
  expect(stored.map(({ importKey }) => importKey)).toEqual([
    membershipKeyOf(first, 'row/1'),
    membershipKeyOf(other, 'row 2'),
    null,
  ]);
});
