import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Schema, type Model } from 'mongoose';
import { countyOf, townshipOf } from '@kexie/kernel';
import { connectMongo, prepareCollections, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import {
  countyDimension,
  monthDimension,
  prefixDimension,
  townshipDimension,
  yearDimension,
} from '../src/dimensions.ts';

type Row = { _id: string; code?: string | null; from?: string | null; to?: string | null };

const database = testDatabase('dimensions');
let mongo: Mongo;
let rows: Model<Row>;

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  rows = mongo.model<Row>(
    'Row',
    new Schema<Row>({ _id: String, code: String, from: String, to: String }, { collection: 'rows', versionKey: false }),
  );
  await prepareCollections(mongo);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

/** The value that the database computes for each of these rows. */
async function computed(expression: object, given: readonly Omit<Row, '_id'>[]): Promise<unknown[]> {
  await rows.deleteMany({});
  await rows.insertMany(given.map((row, index) => ({ _id: String(index).padStart(3, '0'), ...row })));
  const found = await rows.aggregate<{ value: unknown }>([
    { $sort: { _id: 1 } },
    { $group: { _id: { id: '$_id', value: expression } } },
    { $sort: { '_id.id': 1 } },
    { $project: { value: { $ifNull: ['$_id.value', null] } } },
  ]);
  return found.map(({ value }) => value);
}

test('the database and the code find the same county and township for a region code', async () => {
  const codes = ['100000', '450000', '450400', '450421', '450421101', '450421101204', '450400-DZ01', '450421-DZ01'];
  const given = codes.map((code) => ({ code }));
  expect(await computed(countyDimension('$code'), given)).toEqual(codes.map((code) => countyOf(code) ?? null));
  expect(await computed(townshipDimension('$code'), given)).toEqual(codes.map((code) => townshipOf(code) ?? null));
});

test('a record without the field has no place in any dimension', async () => {
  const given = [{}, { code: null, from: null, to: null }];
  for (const expression of [
    countyDimension('$code'),
    townshipDimension('$code'),
    prefixDimension('$code', 3),
    yearDimension('$from', '$to'),
    monthDimension('$from', '$to'),
  ])
    expect(await computed(expression, given)).toEqual([null, null]);
});

test('a period is of the year and the month that it lies in wholly, and of none when it is longer or open', async () => {
  const given = [
    { from: '2020-02-01', to: '2020-02-29' },
    { from: '2020-02-01', to: '2020-03-01' },
    { from: '2019-12-31', to: '2020-01-01' },
    { from: '2020-02-01', to: null },
    { from: null, to: '2020-02-01' },
  ];
  expect(await computed(yearDimension('$from', '$to'), given)).toEqual(['2020', '2020', null, null, null]);
  expect(await computed(monthDimension('$from', '$to'), given)).toEqual(['2020-02', null, null, null, null]);
});

test('a prefix is the beginning of a code', async () => {
  expect(await computed(prefixDimension('$code', 3), [{ code: '2101010' }, { code: 'A' }])).toEqual(['210', 'A']);
});
