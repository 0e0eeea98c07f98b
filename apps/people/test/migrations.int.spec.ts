import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLogger } from '@kexie/service';
import { isId, newId } from '@kexie/kernel';
import { connectMongo, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { honoursAreRecords } from '../src/honour/migrations.ts';
import { membershipKeyOf } from '../src/membership/domain.ts';
import { membershipKeysByOrganization } from '../src/membership/migrations.ts';
import { objectionsAreRecords } from '../src/objection/migrations.ts';

const database = testDatabase('people-migrations');
const work = { log: createLogger('test', 'silent'), signal: new AbortController().signal };
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
  for (let run = 0; run < 2; run += 1) await membershipKeysByOrganization.up(mongo, work);
  const stored = await memberships.find().sort({ _id: 1 }).toArray();
  expect(stored.map(({ importKey }) => importKey)).toEqual([
    membershipKeyOf(first, 'row/1'),
    membershipKeyOf(other, 'row 2'),
    null,
  ]);
});

test('the migration makes a record of each honour of a person, once, with the level of its award, and keeps the copies and later changes', async () => {
  const copy = { title: '最美科技工作者', year: 2021, conferredBy: '市委', documentNo: null };
  const honours = [
    { ...copy, id: 'hon_1', campaignId: 'awd_county' },
    { ...copy, id: 'hon_2', campaignId: 'awd_lost' },
  ];
  const persons = mongo.collection<{ _id: string; regionCode: string; honours: object[] }>('persons');
  await persons.insertMany([
    { _id: 'per_1', regionCode: '450400', honours },
    { _id: 'per_2', regionCode: '450400', honours: [] },
  ]);
  await mongo
    .collection<{ _id: string; regionCode: string }>('award_campaigns')
    .insertOne({ _id: 'awd_county', regionCode: '450421' });
  const records = mongo.collection<{ _id: string; status: string }>('honours');
  await honoursAreRecords.up(mongo, work);
  await records.updateOne({ _id: 'hon_2' }, { $set: { status: 'REVOKED' } });
  await honoursAreRecords.up(mongo, work);
  expect(await records.find().sort({ _id: 1 }).toArray()).toMatchObject([
    { _id: 'hon_1', personId: 'per_1', regionCode: '450421', level: 'COUNTY', status: 'GRANTED', version: 1 },
    { _id: 'hon_2', personId: 'per_1', regionCode: '450400', level: 'PREFECTURE', status: 'REVOKED' },
  ]);
  expect((await persons.findOne({ _id: 'per_1' }))?.honours).toEqual(honours);
});

test('the migration makes a record of each counted objection, once, of an unknown author, and hides its text from the nomination', async () => {
  const nomination = (id: string, status: string, objections: number, reason: string | null) => ({
    ...{
      _id: `nom_01J${id.padStart(23, '0')}`,
      version: 3,
      campaignId: 'awd_1',
      nomineeId: `per_${id}`,
      nominatedById: null,
    },
    ...{ summary: null, status, objections, reason, proposedBy: [] },
  });
  const rows = [
    nomination('1', 'OBJECTED', 2, '事迹不实'),
    nomination('2', 'NOT_AWARDED', 1, '查实'),
    nomination('3', 'AWARDED', 1, '查无实据'),
    nomination('4', 'PROPOSED', 0, '推荐理由'),
  ];
  const nominations = mongo.collection<(typeof rows)[number]>('nominations');
  await nominations.insertMany(rows);
  const records = mongo.collection<{ _id: string; nomineeId: string; status: string; text: string | null }>(
    'objections',
  );
  await objectionsAreRecords.up(mongo, work);
  const first = await records.find().sort({ nomineeId: 1, _id: 1 }).toArray();
  await objectionsAreRecords.up(mongo, work);
  expect(await records.find().sort({ nomineeId: 1, _id: 1 }).toArray()).toEqual(first);
  expect(first).toMatchObject([
    { nomineeId: 'per_1', status: 'DISMISSED', text: null, raisedBy: null },
    { nomineeId: 'per_1', status: 'OPEN', text: '事迹不实', version: 1 },
    { nomineeId: 'per_2', status: 'UPHELD', text: null, decisionReason: '查实' },
    { nomineeId: 'per_3', status: 'DISMISSED', text: '查无实据' },
  ]);
  expect(first.every(({ _id }) => isId('obj', _id))).toBe(true);
  const reasons = (await nominations.find().sort({ _id: 1 }).toArray()).map(({ reason, objections }) => [
    reason,
    objections,
  ]);
  expect(reasons).toEqual([
    [null, 2],
    ['查实', 1],
    [null, 1],
    ['推荐理由', 0],
  ]);
});
