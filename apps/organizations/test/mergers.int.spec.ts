import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inTransaction } from '@kexie/messaging';
import { eventually, startSubgraphUnderTest, testDatabase, type SubgraphUnderTest } from '@kexie/testing';
import { blank, type Organization } from '../src/organization/domain.ts';
import { settleMergers } from '../src/merger-watch.ts';
import { openReplica, silent } from './deps.ts';

let service: SubgraphUnderTest;
const database = testDatabase('organizations-mergers');

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
}, 60_000);
afterAll(async () => {
  await service.stop();
  await database.drop();
});

async function imported(...rows: object[]): Promise<string[]> {
  const sent = rows.map((values) => ({
    ...{ key: randomUUID(), kind: 'TERRITORIAL_ASSOCIATION', name: `科协 ${randomUUID()}`, level: 'COUNTY' },
    ...values,
  }));
  const { data } = await service.query<{
    importOrganizations: { report: { rows: { id: string; errors: object[] }[] } };
  }>(
    'mutation($input: ImportOrganizationsInput!) { importOrganizations(input: $input) { report { rows { id errors { message } } } } }',
    { input: { rows: sent } },
  );
  return data.importOrganizations.report.rows.map(({ id, errors }) => {
    expect(errors).toEqual([]);
    return id;
  });
}
const one = async (values: object): Promise<string> => (await imported(values))[0] ?? '';

type Result = { organization: { status: string } | null; userErrors: { code: string; path: string[] | null }[] };
async function merge(id: string, successorId: string | null, values: object = {}): Promise<Result> {
  const { data } = await service.query<{ dissolveOrganization: Result }>(
    'mutation($input: DissolveOrganizationInput!) { dissolveOrganization(input: $input) { organization { status } userErrors { code path } } }',
    {
      input: {
        ...{ id, successorId, reason: '区划调整', documentNo: '5号', dissolvedOn: '2021-06-01', expectedVersion: 1 },
        ...values,
      },
    },
  );
  return data.dissolveOrganization;
}

test('the organizations below a merged association are below its successor at once, with their history and events', async () => {
  const [old, next] = await imported({ regionCode: '450403' }, { regionCode: '450405' });
  const children = await imported(
    { kind: 'SOCIETY', subjectCodes: ['110'], regionCode: '450403', parentId: old },
    { kind: 'RURAL_TECH_ASSOCIATION', regionCode: '450403', parentId: old },
  );
  expect((await merge(old ?? '', next ?? '', { documentNo: null })).userErrors).toMatchObject([
    { code: 'VALIDATION_FAILED', path: ['documentNo'] },
  ]);
  expect(await merge(old ?? '', next ?? '')).toEqual({ organization: { status: 'MERGED' }, userErrors: [] });
  for (const id of children) {
    const { data } = await service.query(
      'query($id: ID!) { organization(id: $id) { version parent { id } placeHistory { parent { id } until documentNo } } }',
      { id },
    );
    expect(data).toEqual({
      organization: {
        version: 2,
        parent: { id: next },
        placeHistory: [{ parent: { id: old }, until: '2021-06-01', documentNo: '5号' }],
      },
    });
  }
  await eventually(async () => {
    const events = await service.events<{ organizationId: string; parentId: string }>(
      'organizations.organization.changed.v1',
    );
    const moved = events.filter(({ organizationId }) => children.includes(organizationId));
    expect(moved.map(({ parentId }) => parentId)).toEqual([next, next]);
  });
});

test('an association is not merged into one below it, nor dissolved while others are below it', async () => {
  const above = await one({ regionCode: '450400', level: 'PREFECTURE' });
  const between = await one({ regionCode: '450481', parentId: above });
  expect((await merge(above, between)).userErrors).toMatchObject([
    { code: 'VALIDATION_FAILED', path: ['successorId'] },
  ]);
  expect((await merge(above, null)).userErrors).toMatchObject([{ code: 'INVALID_TRANSITION', path: ['id'] }]);
});

test('of two mergers of the same version one takes effect', async () => {
  const [a, b, c] = await imported({ regionCode: '450421' }, { regionCode: '450422' }, { regionCode: '450423' });
  const outcomes = await Promise.all([merge(a ?? '', b ?? ''), merge(a ?? '', c ?? '')]);
  expect(outcomes.filter(({ organization }) => organization?.status === 'MERGED')).toHaveLength(1);
  expect(outcomes.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
});

test('more organizations than one transaction moves are moved by the watch, once, also by two replicas and to the successor of the successor', async () => {
  const replicas = [await openReplica(database.uri), await openReplica(database.uri)] as const;
  const [{ store, mongo }] = replicas;
  const now = new Date('2021-06-01T00:00:00Z');
  const association = (id: string, values: Partial<Organization>): Organization => ({
    ...blank(id, now),
    kind: 'TERRITORIAL_ASSOCIATION',
    name: id,
    regionCode: `4504${id.slice(-2)}`,
    ...values,
  });
  const merged = { status: 'MERGED', dissolvedOn: '2021-06-01', endDocumentNo: '5号', childrenToMove: true } as const;
  const [old, middle, last] = [
    association('org_11', { ...merged, successorId: 'org_12' }),
    association('org_12', { ...merged, successorId: 'org_13' }),
    association('org_13', {}),
  ];
  const children = Array.from({ length: 110 }, (_, index) =>
    association(`org_child_${index}`, { kind: 'SOCIETY', parentId: old._id, regionCode: '450411' }),
  );
  await inTransaction(mongo, async (session) => {
    await store.organizations.createAll(
      [old, middle, last, ...children].map((next) => ({ next, events: [] })),
      session,
    );
  });
  await Promise.all(replicas.map((replica) => settleMergers(replica, silent)));
  await settleMergers(replicas[0], silent);
  const rows = mongo.collection<Organization>('organizations');
  expect(await rows.countDocuments({ parentId: last._id, version: 2 })).toBe(children.length);
  const later = await openReplica(database.uri, () => new Date(Date.now() + 3_600_000));
  expect(await rows.countDocuments({ childrenToMove: true })).toBe(2);
  await settleMergers(later, silent);
  expect(await rows.countDocuments({ childrenToMove: true })).toBe(0);
  for (const replica of [...replicas, later]) await replica.mongo.close();
}, 120_000);
