import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RegionsImported } from '@kexie/events';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

const county = '450421';
const anonymous: Identity = { id: 'anonymous', roles: [], regions: [], organizations: [] };
const staff: Identity = { id: 'usr_staff', roles: ['staff'], regions: ['450400'], organizations: [] };
let service: SubgraphUnderTest;

/** A county with 13 registered workers and one known person, who is the only woman and the only one VERIFIED, in 2019. */
beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  const region = {
    name: '苍梧县',
    level: 'COUNTY',
    kind: 'COUNTY',
    parentCode: '450400',
    validFrom: null,
    validTo: null,
  };
  const regions = [county, '450422'].map((code) => ({ ...region, code }));
  await service.publish(RegionsImported({ edition: 'test', regions }), { aggregateId: county, version: 1 });
  const row = (change: object) => ({ key: randomUUID(), name: '某人', regionCode: county, ...change });
  const crowd = { gender: 'MALE', homeStatus: 'REGISTERED', registeredOn: '2020-03-01' };
  const rows = [
    ...Array.from({ length: 13 }, () => row(crowd)),
    row({ gender: 'FEMALE', homeStatus: 'VERIFIED', registeredOn: '2019-05-06', titleLevel: 'ACADEMICIAN' }),
    row({ regionCode: '450422', homeStatus: 'VERIFIED', registeredOn: '2018-01-01' }),
  ];
  await eventually(async () => {
    const { data } = await service.query<{ importPersons: { report: { created: number; unchanged: number } } }>(
      'mutation($input: ImportPersonsInput!) { importPersons(input: $input) { report { created unchanged } } }',
      { input: { rows } },
    );
    const { created, unchanged } = data.importPersons.report;
    expect(created + unchanged).toBe(rows.length);
  });
}, 60_000);
afterAll(() => service.stop());

type Row = { keys: { code: string }[]; persons: number | null; homeRegistered: number | null; suppressed: boolean };

async function stats(filter: string, groupBy: string, viewer: Identity) {
  const { data, errors } = await service.query<{ peopleStats: Row[] }>(
    `{ peopleStats(filter: { ${filter} }, groupBy: [${groupBy}]) { keys { code } persons homeRegistered suppressed } }`,
    {},
    viewer,
  );
  const rows = data?.peopleStats?.map(({ keys, persons }) => [keys.map(({ code }) => code).join(), persons]);
  return { rows, error: errors?.[0] };
}

test('the keys of a group of one person are not the answer', async () => {
  for (const dimensions of [
    'GENDER',
    'HOME_STATUS',
    'REGISTERED_YEAR',
    'TITLE_LEVEL',
    'GENDER, HOME_STATUS, REGISTERED_YEAR',
  ]) {
    const { rows } = await stats(`regions: ["${county}"]`, dimensions, anonymous);
    expect(rows).toEqual([['', 15]]);
  }
  const { rows } = await stats(`regions: ["${county}"]`, 'GENDER', staff);
  expect(rows).toEqual([
    ['FEMALE', 1],
    ['MALE', 13],
  ]);
});

test('no filter names one person, and its error names the scope', async () => {
  for (const filter of [
    'employerIds: ["org_1"]',
    'titleLevels: [ACADEMICIAN]',
    'subjectPrefixes: ["61030"]',
    'memberOf: "org_1"',
    'honourTitle: "奖"',
    'registeredFrom: "2019-05-06"',
    'registeredTo: "2019-05-06"',
    'regions: ["450421101"]',
  ]) {
    const { error } = await stats(filter, '', anonymous);
    expect([error?.extensions?.code, error?.message.includes('people:register:read')]).toEqual(['FORBIDDEN', true]);
  }
});

test('nobody, one person and four persons look the same', async () => {
  const nobody = await stats('regions: ["450422"], homeStatuses: [DORMANT]', 'REGISTERED_YEAR', anonymous);
  const one = await stats('regions: ["450422"], homeStatuses: [VERIFIED]', 'REGISTERED_YEAR', anonymous);
  expect(nobody).toEqual(one);
  expect(await stats('regions: ["450422"], homeStatuses: [DORMANT]', '', anonymous)).toEqual(
    await stats('regions: ["450422"]', '', anonymous),
  );
});

test('the difference of two allowed filters is a multiple of five, or withheld', async () => {
  const all = await stats(`regions: ["${county}"]`, '', anonymous);
  const others = await stats(`regions: ["${county}"], homeStatuses: [REGISTERED]`, '', anonymous);
  const one = await stats(`regions: ["${county}"], homeStatuses: [VERIFIED]`, '', anonymous);
  const [whole, part] = [all.rows?.[0]?.[1], others.rows?.[0]?.[1]].map(Number) as [number, number];
  expect([whole % 5, part % 5, one.rows?.[0]?.[1]]).toEqual([0, 0, null]);
});

test('gender is counted exactly for staff of the region only', async () => {
  const elsewhere = { ...staff, regions: ['450100'] };
  for (const viewer of [elsewhere, { ...staff, roles: ['broker'] }]) {
    expect((await stats(`regions: ["${county}"]`, 'GENDER', viewer)).rows).toEqual([['', 15]]);
    const narrow = await stats(`regions: ["${county}"], titleLevels: [ACADEMICIAN]`, 'GENDER', viewer);
    expect(narrow.error?.message).toContain('people:personal:read');
  }
});

test('the number of care visits of a county tells nobody that one person was visited', async () => {
  const query = `{ recognitionStats(region: "${county}", fromYear: 2020, toYear: 2020) { careVisits { value } } }`;
  const { data } = await service.query<{ persons: { edges: { node: { id: string } }[] } }>(
    `{ persons(filter: { regions: ["${county}"] }, first: 1) { edges { node { id } } } }`,
  );
  const input = {
    personId: data.persons.edges[0]?.node.id,
    visitedOn: '2020-02-01',
    visitors: ['书记'],
    occasion: '春节',
  };
  await service.query('mutation($input: RecordCareVisitInput!) { recordCareVisit(input: $input) { visit { id } } }', {
    input: { ...input, clientMutationId: randomUUID() },
  });
  const visits = async (viewer: Identity) => (await service.query<object>(query, {}, viewer)).data;
  expect(await visits(anonymous)).toEqual({ recognitionStats: { careVisits: { value: null } } });
  expect(await visits(staff)).toEqual({ recognitionStats: { careVisits: { value: '1' } } });
});

test('the annual report of a small region and the difference of its years tell no day of registration', async () => {
  const registrations = async (region: string, year: number, viewer: Identity) => {
    const { data } = await service.query<{ annualReport: { people: { homeRegistrations: { value: string | null } } } }>(
      `{ annualReport(region: "${region}", year: ${year}) { people { homeRegistrations { value } } } }`,
      {},
      viewer,
    );
    return data.annualReport.people.homeRegistrations.value;
  };
  expect(await registrations(county, 2019, anonymous)).toBeNull();
  expect(await registrations(county, 2020, anonymous)).toBe('15');
  expect(await registrations(county, 2019, staff)).toBe('1');
});
