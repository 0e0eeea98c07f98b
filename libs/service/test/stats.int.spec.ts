import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Schema, type Model, type PipelineStage } from 'mongoose';
import { connectMongo, prepareCollections, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { accumulateMeasure, groupStats, toMeasure } from '../src/stats.ts';

type Training = {
  _id: string;
  region?: string;
  year: number;
  kind: string;
  trained?: number | null;
  qualifier: string;
};
type Dimension = 'REGION' | 'YEAR' | 'KIND' | 'OTHER';

const database = testDatabase('stats');
let mongo: Mongo;
let Trainings: Model<Training>;

const trainings: Training[] = [
  { _id: '1', region: '450421', year: 2019, kind: 'FIELD', trained: 100, qualifier: 'EXACT' },
  { _id: '2', region: '450421', year: 2020, kind: 'FIELD', trained: 480, qualifier: 'OVER' },
  { _id: '3', region: '450422', year: 2020, kind: 'ONLINE', trained: null, qualifier: 'SEVERAL' },
  { _id: '4', region: '450422', year: 2019, kind: 'ONLINE', qualifier: 'EXACT' },
  { _id: '5', region: '450423', year: 2020, kind: 'FIELD', trained: 0, qualifier: 'EXACT' },
  { _id: '6', year: 2020, kind: 'FIELD', trained: 20_000, qualifier: 'NEARLY' },
];

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  Trainings = mongo.model<Training>(
    'Training',
    new Schema<Training>(
      { _id: String, region: String, year: Number, kind: String, trained: Number, qualifier: String },
      { collection: 'trainings', versionKey: false },
    ),
  );
  await prepareCollections(mongo);
  await Trainings.insertMany(trainings);
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

type Asked = { stages?: PipelineStage[]; complete?: Partial<Record<Dimension, readonly string[]>> };

/** The rows as `code/code: sessions, trained qualifier`. */
async function rows(groupBy: Dimension[], { stages = [], complete = {} }: Asked = {}) {
  const found = await groupStats<Dimension, { sessions: number }, Training>(Trainings, {
    stages,
    groupBy,
    complete,
    expressions: { REGION: '$region', YEAR: '$year', KIND: '$kind' },
    accumulate: { sessions: { $sum: 1 }, ...accumulateMeasure('trained', '$trained', '$qualifier') },
    labels: (dimension) => new Map(dimension === 'REGION' ? [['450421', '苍梧县']] : []),
  });
  return found.map((row) => {
    const { value, qualifier } = toMeasure(row, 'trained', 'PERSON');
    return `${row.keys.map(({ code }) => code).join('/')}: ${row.sessions}, ${value} ${qualifier}`;
  });
}

const none: PipelineStage[] = [{ $match: { year: 1900 } }];

test('a figure that is not stated is null, and a stated 0 is 0', async () => {
  expect(await rows(['REGION'])).toEqual([
    '450421: 2, 580 OVER',
    '450422: 2, null SEVERAL',
    '450423: 1, 0 EXACT',
    'UNKNOWN: 1, 20000 NEARLY',
  ]);
});

test('a sum with an unstated part is at least its known part, unless the record has no such part', async () => {
  await Trainings.insertMany([
    { _id: '7', region: '450424', year: 2021, kind: 'FIELD', trained: 100, qualifier: 'EXACT' },
    { _id: '8', region: '450424', year: 2021, kind: 'FIELD', qualifier: 'EXACT' },
    { _id: '9', region: '450425', year: 2021, kind: 'FIELD', trained: 100, qualifier: 'EXACT' },
    { _id: '10', region: '450425', year: 2021, kind: 'ONLINE', qualifier: 'SEVERAL' },
  ]);
  const stages: PipelineStage[] = [{ $match: { year: 2021 } }];
  expect(await rows(['REGION'], { stages })).toEqual(['450424: 2, 100 AT_LEAST', '450425: 2, 100 OVER']);
  const [row] = await groupStats<Dimension, object, Training>(Trainings, {
    stages: [{ $match: { region: '450425' } }],
    groupBy: [],
    expressions: {},
    accumulate: accumulateMeasure('field', '$trained', '$qualifier', { $eq: ['$kind', 'FIELD'] }),
  });
  expect(toMeasure(row ?? {}, 'field', 'PERSON')).toMatchObject({ value: '100', qualifier: 'EXACT' });
  await Trainings.deleteMany({ year: 2021 });
});

test('without a dimension there is one total row, whose qualifier is not more precise than its terms', async () => {
  expect(await rows([])).toEqual([': 6, 20580 ABOUT']);
});

test('the total of no records is one row with null, not with 0', async () => {
  expect(await rows([], { stages: none, complete: { REGION: ['450421'] } })).toEqual([': undefined, null EXACT']);
});

test('an empty group has no row', async () => {
  expect(await rows(['REGION'], { stages: none })).toEqual([]);
});

test('codes that must appear have a row even when nothing is counted for them', async () => {
  expect(
    await rows(['REGION'], { stages: [{ $match: { region: '450421' } }], complete: { REGION: ['450481', '450421'] } }),
  ).toEqual(['450421: 2, 580 OVER', '450481: undefined, null EXACT']);
});

test('with two dimensions, each code that must appear is combined with each code that was found', async () => {
  const stages: PipelineStage[] = [{ $match: { kind: 'FIELD', region: '450421' } }];
  expect(await rows(['YEAR', 'REGION'], { stages, complete: { REGION: ['450421', '450422'] } })).toEqual([
    '2019/450421: 1, 100 EXACT',
    '2019/450422: undefined, null EXACT',
    '2020/450421: 1, 480 OVER',
    '2020/450422: undefined, null EXACT',
  ]);
});

test('the label of a code is its Chinese name, or the code itself without a name', async () => {
  const found = await groupStats<Dimension, object, Training>(Trainings, {
    stages: [{ $match: { year: 2019 } }],
    groupBy: ['REGION'],
    expressions: { REGION: '$region' },
    accumulate: { sessions: { $sum: 1 } },
    labels: () => new Map([['450421', '苍梧县']]),
  });
  expect(found.flatMap(({ keys }) => keys)).toEqual([
    { dimension: 'REGION', code: '450421', label: '苍梧县' },
    { dimension: 'REGION', code: '450422', label: '450422' },
  ]);
});

test.each<[string, Dimension[]]>([
  ['more than three dimensions', ['REGION', 'YEAR', 'KIND', 'OTHER']],
  ['a repeated dimension', ['YEAR', 'YEAR']],
  ['a dimension that is not available', ['OTHER']],
])('%s is refused', async (_, groupBy) => {
  await expect(rows(groupBy)).rejects.toMatchObject({ code: 'VALIDATION_FAILED', inputPath: ['groupBy'] });
});
