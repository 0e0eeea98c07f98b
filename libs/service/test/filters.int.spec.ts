import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Schema, type Model } from 'mongoose';
import { connectMongo, prepareCollections, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { between, equals, every, oneOf, startsWith } from '../src/filters.ts';

type Thing = { _id: string; codes: string[]; year: number | null; kind: string };

const database = testDatabase('filters');
let mongo: Mongo;
let things: Model<Thing>;

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  things = mongo.model<Thing>(
    'Thing',
    new Schema<Thing>(
      { _id: String, codes: [String], year: Number, kind: String },
      { collection: 'things', versionKey: false },
    ),
  );
  await prepareCollections(mongo);
  await things.insertMany([
    { _id: 'a', codes: ['2101010'], year: 2019, kind: 'X' },
    { _id: 'b', codes: ['1101010', '3101010'], year: 2021, kind: 'Y' },
    { _id: 'c', codes: ['A.1'], year: null, kind: 'Y' },
  ]);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const found = async (...conditions: object[]) =>
  (
    await things
      .find(every<Thing>(...conditions))
      .sort({ _id: 1 })
      .lean()
  ).map(({ _id }) => _id);
const prefixes = { path: 'prefixes', pattern: /^[A-T.\d]{1,8}$/, max: 2 };

test('a prefix must match a single element of a list: two elements around it do not match together', async () => {
  expect(await found(startsWith('codes', ['2'], prefixes))).toEqual(['a']);
  expect(await found(startsWith('codes', ['3', '21'], prefixes))).toEqual(['a', 'b']);
});

test('a special character of regular expressions is matched literally', async () => {
  expect(await found(startsWith('codes', ['A.'], prefixes))).toEqual(['c']);
  expect(await found(startsWith('codes', ['..'], prefixes))).toEqual([]);
});

test('empty conditions select all records, and all other conditions must hold', async () => {
  expect(
    await found(
      oneOf('kind', []),
      equals('kind', null),
      between('year', null, undefined),
      startsWith('codes', null, prefixes),
    ),
  ).toEqual(['a', 'b', 'c']);
  expect(await found(oneOf('kind', ['Y']), between('year', 2020, null))).toEqual(['b']);
  expect(await found(between('year', 2019, 2021), equals('kind', 'X'))).toEqual(['a']);
});

test('two conditions on one field must both hold', async () => {
  expect(
    await found(equals('kind', 'Y'), startsWith('codes', ['1'], prefixes), startsWith('codes', ['3'], prefixes)),
  ).toEqual(['b']);
  expect(await found(oneOf('kind', ['X']), equals('kind', 'Y'))).toEqual([]);
});

test.each([
  ['too many values', () => oneOf('kind', ['X', 'Y', 'Z'], { max: 2 }), 'kind'],
  ['too many prefixes', () => startsWith('codes', ['1', '2', '3'], prefixes), 'prefixes'],
  ['an invalid prefix', () => startsWith('codes', ['x'], prefixes), 'prefixes'],
])('%s: VALIDATION_FAILED names the argument', (_, make, argument) => {
  expect(make).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: [argument] }));
});
