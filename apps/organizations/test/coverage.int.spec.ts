import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

type Gap = { region: { code: string }; kind: string; openedOn: string | null; closedOn: string | null };
type Payload = { userErrors: { code: string; message: string }[] };

let service: SubgraphUnderTest;
const kind = 'COMMUNITY_ASSOCIATION';

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
}, 60_000);

afterAll(() => service.stop());

async function importCommunity(regionCode: string, facts: object = {}): Promise<string | undefined> {
  const text =
    'mutation($input: ImportOrganizationsInput!) { importOrganizations(input: $input) { report { rows { id errors { code } } } userErrors { code } } }';
  const row = { key: randomUUID(), kind, name: `社区科协 ${randomUUID()}`, level: 'VILLAGE', regionCode, ...facts };
  const { data } = await service.query<{ importOrganizations: { report: { rows: { id: string | null }[] } } }>(text, {
    input: { rows: [row] },
  });
  return data.importOrganizations.report.rows[0]?.id ?? undefined;
}

/** Runs a mutation about an organization, and returns the codes of its user errors. */
async function mutate(name: string, type: string, input: object): Promise<string[]> {
  const { data } = await service.query<Record<string, Payload>>(
    `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`,
    { input },
  );
  return (data[name]?.userErrors ?? []).map(({ code }) => code);
}

async function versionOf(id: string): Promise<number> {
  const { data } = await service.query<{ organization: { version: number } }>(
    'query($id: ID!) { organization(id: $id) { version } }',
    { id },
  );
  return data.organization.version;
}

async function gapsOn(region: string, asOf: string | null = null): Promise<Gap[]> {
  const { data, errors } = await service.query<{ coverageGaps: { edges: { node: Gap }[] } }>(
    'query($region: ID!, $kind: OrganizationKind, $asOf: Date) { coverageGaps(region: $region, kind: $kind, asOf: $asOf, first: 100) { edges { node { region { code } kind openedOn closedOn } } } }',
    { region, kind, asOf },
  );
  expect(errors).toBeUndefined();
  return data.coverageGaps.edges.map(({ node }) => node);
}

async function coverageOn(region: string, asOf: string) {
  type Row = { covered: number; missing: { code: string }[]; suspended: { code: string }[] };
  const { data } = await service.query<{ coverage: Row[] }>(
    'query($region: ID!, $kind: OrganizationKind!, $asOf: Date) { coverage(region: $region, kind: $kind, groupBy: TOWNSHIP, asOf: $asOf) { covered missing { code } suspended { code } } }',
    { region, kind, asOf },
  );
  return data.coverage;
}

async function communitiesOf(township: string): Promise<string[]> {
  const { data } = await service.query<{ region: { children: { code: string }[] } }>(
    'query($code: ID!) { region(code: $code) { children(kind: COMMUNITY) { code } } }',
    { code: township },
  );
  return data.region.children.map(({ code }) => code);
}

test('a founding closes a gap, a suspension does not open one, and a dissolution does, each with its event', async () => {
  const [unit = ''] = await communitiesOf('450403007');
  expect(await gapsOn(unit)).toEqual([{ region: { code: unit }, kind, openedOn: null, closedOn: null }]);
  const id = (await importCommunity(unit, { foundedOn: '2015-06-01' })) ?? '';
  expect(await gapsOn(unit)).toEqual([]);
  expect(await gapsOn(unit, '2015-05-31')).toMatchObject([{ openedOn: null, closedOn: '2015-06-01' }]);
  await mutate('suspendOrganization', 'SuspendOrganizationInput', {
    id,
    reason: '整改',
    documentNo: '1号',
    suspendedOn: '2018-01-01',
    expectedVersion: 1,
  });
  expect(await gapsOn(unit, '2018-06-01')).toEqual([]);
  const [township] = await coverageOn('450403007', '2018-06-01');
  expect(township).toMatchObject({ covered: 1, suspended: [{ code: unit }] });
  expect((await coverageOn('450403007', '2017-12-31'))[0]).toMatchObject({ covered: 1, suspended: [] });
  await mutate('dissolveOrganization', 'DissolveOrganizationInput', {
    id,
    reason: '长期不活动',
    dissolvedOn: '2020-01-01',
    expectedVersion: 2,
  });
  expect(await gapsOn(unit)).toMatchObject([{ openedOn: '2020-01-01', closedOn: null }]);
  const { data } = await service.query<{ region: { coverageGaps: Gap[] } }>(
    'query($code: ID!, $kind: OrganizationKind) { region(code: $code) { coverageGaps(kind: $kind) { openedOn closedOn } } }',
    { code: unit, kind },
  );
  expect(data.region.coverageGaps).toEqual([
    { openedOn: null, closedOn: '2015-06-01' },
    { openedOn: '2020-01-01', closedOn: null },
  ]);
  await eventually(async () => {
    type Sent = { gaps: { regionCode: string; kind: string; openedOn: string | null; version: number }[] };
    const own = async (type: string) =>
      (await service.events<Sent>(type)).flatMap(({ gaps }) =>
        gaps.filter((gap) => gap.regionCode === unit && gap.kind === kind),
      );
    expect(await own('organizations.coverage-gap.opened.v1')).toEqual([
      { regionCode: unit, kind, openedOn: null, version: 1 },
      { regionCode: unit, kind, openedOn: '2020-01-01', version: 3 },
    ]);
    expect(await own('organizations.coverage-gap.closed.v1')).toEqual([
      { regionCode: unit, kind, openedOn: null, closedOn: '2015-06-01', version: 2 },
    ]);
  });
}, 30_000);

test('the gaps of all units are listed by region, and other kinds of associations have none', async () => {
  const { data, errors: failure } = await service.query<{ coverageGaps: { totalCount: number } }>(
    '{ coverageGaps(region: "450404", first: 1, asOf: "2013-06-01") { totalCount } }',
  );
  expect(failure).toBeUndefined();
  expect(data.coverageGaps.totalCount).toBe(1);
  const after = await service.query<{ coverageGaps: { totalCount: number } }>(
    '{ coverageGaps(region: "450404", first: 1) { totalCount } }',
  );
  expect(after.data.coverageGaps.totalCount).toBe(0);
  const { errors } = await service.query('{ coverageGaps(region: "450400", kind: SOCIETY) { totalCount } }');
  expect(errors?.[0]?.extensions?.code).toBe('VALIDATION_FAILED');
  const unknown = await service.query('{ coverageGaps(region: "999999") { totalCount } }');
  expect(unknown.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
});

test('of two associations that are imported into a unit at once one is created, and the unit has no gap', async () => {
  const [unit = ''] = await communitiesOf('450405001');
  const first = (await importCommunity(unit, { foundedOn: '2010-01-01' })) ?? '';
  await mutate('dissolveOrganization', 'DissolveOrganizationInput', {
    id: first,
    reason: '撤销',
    dissolvedOn: '2012-01-01',
    expectedVersion: 1,
  });
  const results = await Promise.all([importCommunity(unit), importCommunity(unit)]);
  expect(results.filter((id) => id !== undefined)).toHaveLength(1);
  expect(await gapsOn(unit)).toEqual([]);
}, 30_000);

test('for random histories of foundings, moves, suspensions and dissolutions the gaps agree with the coverage of every day', async () => {
  const units = (await communitiesOf('450403008')).slice(0, 4);
  const start = '2020-01-01';
  const step = fc.record({
    what: fc.constantFrom('found', 'move', 'dissolve', 'suspend'),
    unit: fc.nat({ max: units.length - 1 }),
    on: fc.nat({ max: 20 }),
    dated: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      const alive: string[] = [];
      for (const { what, unit, on, dated } of steps) {
        const [regionCode = '', day] = [units[unit], daysAfter(start, on)];
        const id = alive.at(unit % Math.max(1, alive.length)) ?? '';
        if (what === 'found')
          alive.push(
            ...[await importCommunity(regionCode, dated ? { foundedOn: day } : {})].flatMap((made) => made ?? []),
          );
        else if (id === '') continue;
        else if (what === 'move')
          await mutate('moveOrganization', 'MoveOrganizationInput', {
            id,
            regionCode,
            documentNo: '2号',
            movedOn: day,
            expectedVersion: await versionOf(id),
          });
        else if (what === 'suspend')
          await mutate('suspendOrganization', 'SuspendOrganizationInput', {
            id,
            reason: '整改',
            documentNo: '3号',
            suspendedOn: day,
            expectedVersion: await versionOf(id),
          });
        else
          await mutate('dissolveOrganization', 'DissolveOrganizationInput', {
            id,
            reason: '撤销',
            dissolvedOn: day,
            expectedVersion: await versionOf(id),
          });
      }
      for (const on of [-1, 0, 3, 7, 11, 15, 20, 21]) {
        const day = daysAfter(start, on);
        const [row] = await coverageOn('450403008', day);
        expect((await gapsOn('450403008', day)).map(({ region }) => region.code)).toEqual(
          row?.missing.map(({ code }) => code),
        );
      }
      for (const id of alive)
        await mutate('dissolveOrganization', 'DissolveOrganizationInput', {
          id,
          reason: '撤销',
          dissolvedOn: daysAfter(start, 22),
          expectedVersion: await versionOf(id),
        });
    }),
    { numRuns: 8 },
  );
}, 120_000);
