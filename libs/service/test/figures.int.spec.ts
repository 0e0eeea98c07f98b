import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectMongo, prepareCollections, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { createFigures, type FigureRow, type Figures } from '../src/figures.ts';
import { defineRights } from '../src/rights.ts';
import { viewerOf } from '../src/viewer.ts';

const database = testDatabase('figures');
let mongo: Mongo;
let figures: Figures;
const rights = defineRights({ importFigures: { roles: ['staff'], within: { regionCode: 'region' } } });
const staff = viewerOf({ id: 'usr_1', roles: ['staff'], regions: ['450421'], organizations: [] });

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  figures = createFigures(mongo, { knownRegion: async () => undefined });
  await prepareCollections(mongo);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const row = (regionCode: string, code = 'RUR.TRAINING.FARMERS.2020'): FigureRow => ({
  code,
  label: 'farmers trained',
  value: '20000',
  unit: 'PERSON',
  qualifier: 'NEARLY',
  periodLabel: '2020',
  periodFrom: '2020-01-01',
  periodTo: '2020-12-31',
  regionCode,
  source: 'REPORTED',
  phrase: '近20,000人',
});

test('a row of a foreign region is refused alone, and nothing of it is stored', async () => {
  const report = await figures.import(rights.importFigures(staff), {
    rows: [row('450421'), row('450422'), row('450421', 'RUR.OTHER')],
  });
  expect(report).toMatchObject({ created: 2, rejected: 1 });
  expect(report.rows[1]).toMatchObject({ row: 1, outcome: 'REJECTED', errors: [{ code: 'FORBIDDEN' }] });
  expect(await figures.reported({ regionCode: '450422', year: 2020 })).toEqual([]);
});

test('an empty list of codes selects all figures of the region', async () => {
  expect(await figures.reported({ regionCode: '450421', year: 2020, codes: [] })).toHaveLength(2);
  expect(await figures.reported({ regionCode: '450421', year: 2020, codes: ['RUR.OTHER'] })).toHaveLength(1);
});
