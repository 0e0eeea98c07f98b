import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RegionsImported } from '@kexie/events';
import { connectMongo } from '@kexie/messaging';
import { createLogger, type Identity } from '@kexie/service';
import { namesByPinyin } from '@kexie/service/names';
import { eventually, startSubgraphUnderTest, testDatabase, type SubgraphUnderTest } from '@kexie/testing';
import { nameKeysOf } from '../src/person/store.ts';

type Edge = {
  node: { id: string; name: string };
  match: { field: string; text: string; start: number; length: number } | null;
};

const regionCode = '450422';
const names = ['曾国荣', '单晓明', '仇英', '丁一', '吕明', '陆明', '查明', '赵明', '查明'];
let service: SubgraphUnderTest;
let ids: string[];

beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  const region = { code: regionCode, name: '藤县', level: 'COUNTY', kind: 'COUNTY', parentCode: '450400' };
  await service.publish(
    RegionsImported({ edition: 'test', regions: [{ ...region, validFrom: null, validTo: null }] }),
    { aggregateId: '450400', version: 1 },
  );
  await eventually(async () => {
    ids = await importRows(
      names.map((name, index) => ({
        name,
        ...(index === 0 && {
          titleName: '高级工程师',
          position: '曾任所长',
          researchDirections: ['水稻育种', '低碳 ＡＩ'],
        }),
      })),
    );
    expect(ids.every(Boolean)).toBe(true);
  });
}, 60_000);
afterAll(() => service.stop());

async function importRows(rows: object[]): Promise<string[]> {
  const { data } = await service.query<{ importPersons: { report: { rows: { id: string }[] } } }>(
    'mutation($input: ImportPersonsInput!) { importPersons(input: $input) { report { rows { id } } } }',
    { input: { rows: rows.map((row, index) => ({ key: `row-${index}`, regionCode, ...row })) } },
  );
  return data.importPersons.report.rows.map(({ id }) => id);
}

async function search(text: string, viewer?: Identity) {
  const { data, errors } = await service.query<{ searchPersons: { edges: Edge[] } | null }>(
    'query($text: String!) { searchPersons(text: $text) { edges { node { id name } match { field text start length } } } }',
    { text },
    viewer,
  );
  return { edges: data?.searchPersons?.edges ?? [], codes: errors?.map(({ extensions }) => extensions?.code) };
}

test('a name, its pinyin with the reading of the surname, and its initials find the same person', async () => {
  for (const text of ['曾国荣', 'zeng guorong', 'Zēng', 'zgr', 'zengg'])
    expect([text, (await search(text)).edges[0]?.node.id]).toEqual([text, ids[0]]);
  expect((await search('shan')).edges.map(({ node }) => node.name)).toEqual(['单晓明']);
  expect((await search('qiuying')).edges.map(({ node }) => node.name)).toEqual(['仇英']);
  for (const text of ['lvming', 'lüming']) expect((await search(text)).edges[0]?.node.name).toBe('吕明');
  expect((await search('luming')).edges.map(({ node }) => node.name)).toEqual(['陆明', '吕明']);
});

test('a title, a position and a research direction find their person after the persons with such a name, and the found part is told', async () => {
  const [first, second] = (await search('曾')).edges;
  expect([first?.node.id, first?.match, second]).toEqual([
    ids[0],
    { field: 'NAME', text: '曾国荣', start: 0, length: 1 },
    undefined,
  ]);
  expect((await search('工程师')).edges[0]?.match).toMatchObject({ field: 'TITLE', start: 2, length: 3 });
  expect((await search('所长')).edges[0]?.match).toMatchObject({ field: 'POSITION', start: 2, length: 2 });
  expect((await search('低碳ai')).edges).toEqual([
    {
      node: { id: ids[0], name: '曾国荣' },
      match: { field: 'RESEARCH_DIRECTION', text: '低碳 ＡＩ', start: 0, length: 5 },
    },
  ]);
});

test('a list by name is in the order of pinyin, with surnames as they are read, and its pages give each person once', async () => {
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const page: { edges: Edge[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = (
      await service.query<{ persons: typeof page }>(
        'query($after: String) { persons(sort: [{ field: NAME }], first: 2, after: $after) { edges { node { id name } } pageInfo { hasNextPage endCursor } } }',
        { after },
      )
    ).data.persons;
    seen.push(...page.edges.map(({ node }) => node.name));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(seen).toEqual(['丁一', '陆明', '吕明', '仇英', '单晓明', '曾国荣', '查明', '查明', '赵明']);
});

test('pinyin opens the search to no other viewers, and a text of 100,000 characters is refused', async () => {
  const analyst: Identity = { id: 'usr_analyst', roles: ['analyst'], regions: [], organizations: [] };
  const worker: Identity = { ...analyst, id: ids[0] as string, roles: ['worker'] };
  for (const viewer of [analyst, worker])
    expect(await search('zgr', viewer)).toEqual({ edges: [], codes: ['UNAUTHORIZED_FIELD'] });
  for (const text of ['科'.repeat(100_000), '', '++'])
    expect(await search(text)).toEqual({ edges: [], codes: ['VALIDATION_FAILED'] });
});

test('the migration gives persons of earlier versions their keys, with the reading of the surname', async () => {
  const database = testDatabase('people-names');
  const mongo = await connectMongo(database.uri);
  try {
    const persons = mongo.collection<{ _id: string; version: number; searchKeys?: string[] }>('persons');
    const record = { version: 2, name: '区大伟', titleName: null, position: null, researchDirections: ['水稻'] };
    await persons.insertOne({ _id: 'per_1', ...record });
    const work = { log: createLogger('test', 'silent'), signal: new AbortController().signal };
    const migration = namesByPinyin({ persons: { keysOf: nameKeysOf, obsolete: ['name_1__id_1'] } });
    for (let run = 0; run < 2; run += 1) await migration.up(mongo, work);
    expect(await persons.findOne({ searchKeys: 'soudawei' })).toEqual({
      _id: 'per_1',
      ...record,
      ...nameKeysOf(record),
    });
  } finally {
    await mongo.close();
    await database.drop();
  }
});
