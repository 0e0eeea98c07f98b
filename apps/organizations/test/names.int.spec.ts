import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectMongo, createOutbox, prepareCollections, runMigrations, type Mongo } from '@kexie/messaging';
import { createLogger } from '@kexie/service';
import { namesByPinyin } from '@kexie/service/names';
import { startSubgraphUnderTest, testDatabase, type SubgraphUnderTest } from '@kexie/testing';
import { nameKeysOf } from '../src/organization/store.ts';
import { createStore } from '../src/store.ts';

type Edge = {
  cursor: string;
  node: { id: string; name: string };
  match: { field: string; text: string; start: number; length: number } | null;
};

let service: SubgraphUnderTest;
let cityId: string | undefined;

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
  [cityId] = await importRows([
    {
      key: 'city',
      kind: 'TERRITORIAL_ASSOCIATION',
      name: '梧州市科学技术协会',
      level: 'PREFECTURE',
      regionCode: '450400',
    },
    ...['重庆', '长沙', '梧州', '藤县', '绿城', '陆川', '重型机械', 'Ｅ站'].map((place) => ({
      key: place,
      kind: 'OTHER_PARTNER',
      name: `${place}服务中心`,
      level: 'COUNTY',
      regionCode: '450403',
    })),
  ]);
}, 60_000);
afterAll(() => service.stop());

async function importRows(rows: object[]): Promise<string[]> {
  const { data, errors } = await service.query<{
    importOrganizations: { report: { rows: { id: string; outcome: string }[] } };
  }>(
    'mutation($input: ImportOrganizationsInput!) { importOrganizations(input: $input) { report { rows { id outcome errors { code } } } } }',
    { input: { rows } },
  );
  expect(errors).toBeUndefined();
  return data.importOrganizations.report.rows.map(({ id }) => id);
}

async function search(text: string, filter: object = {}): Promise<Edge[]> {
  const { data, errors } = await service.query<{ searchOrganizations: { edges: Edge[] } }>(
    'query($text: String!, $filter: OrganizationFilter) { searchOrganizations(text: $text, filter: $filter) { edges { cursor node { id name } match { field text start length } } } }',
    { text, filter },
  );
  expect(errors).toBeUndefined();
  return data.searchOrganizations.edges;
}

test('梧州科协, wzkx and wuzhou kexie find the same organization, and tell the part that was found', async () => {
  for (const text of ['梧州科协', 'wzkx', 'wuzhou kexie', 'WUZHOUKEXIE', 'ｗｚｋｘ']) {
    const [first] = await search(text);
    expect([text, first?.node.id, first?.match]).toEqual([
      text,
      cityId,
      { field: 'ABBREVIATION', text: '梧州科协', start: 0, length: 4 },
    ]);
  }
  const [within] = await search('科学技术');
  expect(within?.match).toEqual({ field: 'NAME', text: '梧州市科学技术协会', start: 3, length: 4 });
  expect(await search('wzkx', { kinds: ['OTHER_PARTNER'] })).toEqual([]);
});

test('a list by name is in the order of pinyin in both directions, and its edges have no match', async () => {
  const list = async (direction: string) => {
    const { data } = await service.query<{ organizations: { edges: Edge[] } }>(
      'query($direction: SortDirection!) { organizations(filter: { kinds: [OTHER_PARTNER] }, sort: [{ field: NAME, direction: $direction }]) { edges { cursor node { id name } match { field } } } }',
      { direction },
    );
    return data.organizations.edges;
  };
  const edges = await list('ASC');
  const names = edges.map(({ node }) => node.name.replace('服务中心', ''));
  expect(names).toEqual(['长沙', '重庆', 'Ｅ站', '陆川', '绿城', '藤县', '梧州', '重型机械']);
  expect(edges.every(({ match }) => match === null)).toBe(true);
  expect((await list('DESC')).map(({ node }) => node.id)).toEqual(edges.map(({ node }) => node.id).reverse());
});

test('an import that changes an alias changes what a search finds', async () => {
  const row = { key: 'alias', kind: 'OTHER_PARTNER', name: '濛江镇', level: 'COUNTY', regionCode: '450403' };
  const [id] = await importRows([{ ...row, aliases: ['蒙江镇', 'MJZ-1'] }]);
  expect((await search('mjz1'))[0]).toMatchObject({ node: { id }, match: { field: 'ALIAS', start: 0, length: 5 } });
  await importRows([{ ...row, aliases: ['石桥'] }]);
  expect(await search('mjz1')).toEqual([]);
  expect((await search('shiqiao')).map(({ node }) => node.id)).toEqual([id]);
  expect(await importRows([{ ...row, aliases: ['石桥'] }])).toEqual([id]);
});

test('a search without a letter, with 100,000 characters or with the cursor of a list is refused with VALIDATION_FAILED', async () => {
  const refused = async (text: string, after?: string) => {
    const { errors } = await service.query(
      'query($text: String!, $after: String) { searchOrganizations(text: $text, after: $after) { totalCount } }',
      { text, after },
    );
    return errors?.map(({ extensions, path }) => [extensions?.code, path?.[0]]);
  };
  const refusal = [['VALIDATION_FAILED', 'searchOrganizations']];
  expect(await refused('')).toEqual(refusal);
  expect(await refused('。！')).toEqual(refusal);
  expect(await refused('科'.repeat(100_000))).toEqual(refusal);
  const { data } = await service.query<{ organizations: { edges: Edge[] } }>(
    '{ organizations(sort: [{ field: NAME }], first: 1) { edges { cursor } } }',
  );
  expect(await refused('wuzhou', data.organizations.edges[0]?.cursor)).toEqual(refusal);
});

test('the migration of two replicas gives records of earlier versions their keys, and leaves versions as they are', async () => {
  const database = testDatabase('organizations-names');
  const replicas: Mongo[] = await Promise.all([connectMongo(database.uri), connectMongo(database.uri)]);
  const [mongo] = replicas as [Mongo, Mongo];
  try {
    const organizations = mongo.collection<{ _id: string; version: number; name: string; searchKeys?: string[] }>(
      'organizations',
    );
    const record = { version: 4, name: '岑溪市科协', shortName: null, aliases: ['岑科协'] };
    await organizations.insertOne({ _id: 'org_1', ...record });
    for (const replica of replicas) createStore(replica, createOutbox(replica));
    const migrations = [namesByPinyin({ organizations: { keysOf: nameKeysOf, obsolete: ['name_1'] } })];
    const log = createLogger('test', 'silent');
    await Promise.all(replicas.map((replica) => runMigrations(replica, migrations, { log })));
    await prepareCollections(mongo);
    const stored = await organizations.findOne({ searchKeys: 'scxskx' });
    expect(stored).toEqual({ _id: 'org_1', ...record, ...nameKeysOf(record) });
  } finally {
    await Promise.all(replicas.map((replica) => replica.close()));
    await database.drop();
  }
});
