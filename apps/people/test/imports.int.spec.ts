import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OrganizationActivated, OrganizationDissolved, RegionsImported } from '@kexie/events';
import { newId } from '@kexie/kernel';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

const county = '450422';
const second: Identity = { id: 'usr_second', roles: ['administrator'], regions: [], organizations: [] };
let service: SubgraphUnderTest;
let organizationId: string;

beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  const region = { code: county, name: '藤县', level: 'COUNTY', kind: 'COUNTY', parentCode: '450400' };
  await service.publish(
    RegionsImported({ edition: 'test', regions: [{ ...region, validFrom: null, validTo: null }] }),
    {
      aggregateId: county,
      version: 1,
    },
  );
  await eventually(() => person({}));
  organizationId = await association();
}, 60_000);
afterAll(() => service.stop());

type Row = { id: string; outcome: string; errors: { code: string; path: string[] | null }[] };

async function imported(name: string, row: object): Promise<Row> {
  const text = `mutation($input: I${name.slice(1)}Input!) { ${name}(input: $input) { report { rows { id outcome errors { code path } } } } }`;
  const { data } = await service.query<Record<string, { report: { rows: [Row] } }>>(text, { input: { rows: [row] } });
  return (data[name] as { report: { rows: [Row] } }).report.rows[0];
}

async function act(name: string, type: string, input: object, viewer?: Identity): Promise<void> {
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`;
  const { data, errors } = await service.query<Record<string, { userErrors: object[] }>>(text, { input }, viewer);
  expect([errors, data[name]?.userErrors]).toEqual([undefined, []]);
}

async function read<T>(type: string, id: string, fields: string): Promise<T> {
  const text = `query($id: ID!) { _entities(representations: [{ __typename: "${type}", id: $id }]) { ... on ${type} { ${fields} } } }`;
  return (await service.query<{ _entities: [T] }>(text, { id })).data._entities[0];
}

async function person(row: object): Promise<string> {
  const { id, errors } = await imported('importPersons', {
    key: randomUUID(),
    name: '某人',
    regionCode: county,
    ...row,
  });
  expect(errors).toEqual([]);
  return id;
}

async function association(): Promise<string> {
  const id = newId('org');
  const event = OrganizationActivated({
    organizationId: id,
    name: '藤县科协',
    kind: 'TERRITORIAL_ASSOCIATION',
    level: 'COUNTY',
    regionCode: county,
    parentId: null,
    hostId: null,
    creditCode: null,
    subjectCodes: [],
    industryCodes: [],
    synthetic: false,
    rosterPersonIds: [],
    chairPersonId: null,
    secretaryPersonId: null,
    foundedOn: null,
  });
  await service.publish(event, { aggregateId: id, version: 1 });
  const personId = await person({});
  await eventually(async () =>
    expect(
      await imported('importMemberships', { key: randomUUID(), personId, organizationId: id, joinedOn: '2020-01-01' }),
    ).toMatchObject({ errors: [] }),
  );
  return id;
}

const registered = () => ({
  key: randomUUID(),
  name: '入驻某',
  regionCode: county,
  homeStatus: 'REGISTERED',
  registeredOn: '2020-01-01',
  channel: 'ONLINE',
  titleLevel: 'SENIOR',
  titleName: '教授',
});
const personFields = 'name titleLevel titleName home { status registeredOn verifiedOn channel }';
type PersonRead = { name: string; titleName: string | null; home: { status: string; channel: string | null } };

async function verified(row: { key: string }): Promise<string> {
  const { id } = await imported('importPersons', row);
  await act('verifyWorker', 'VerifyWorkerInput', { id, method: 'REAL_NAME', expectedVersion: 1 }, second);
  return id;
}

test('a person who was verified stays verified, whatever columns of the file come again', async () => {
  const columns = ['homeStatus', 'registeredOn', 'channel', 'titleLevel', 'titleName'] as const;
  await fc.assert(
    fc.asyncProperty(fc.subarray([...columns]), async (left) => {
      const row = registered();
      const id = await verified(row);
      const before = await read<PersonRead>('Person', id, personFields);
      const again = Object.fromEntries(Object.entries(row).filter(([column]) => !left.includes(column as 'channel')));
      expect(await imported('importPersons', again)).toEqual({ id, outcome: 'UNCHANGED', errors: [] });
      expect(await read('Person', id, personFields)).toEqual(before);
      expect(before.home.status).toBe('VERIFIED');
    }),
    { numRuns: 12 },
  );
});

test('a changed row of a person changes what the platform has not changed, and null empties a field', async () => {
  const row = registered();
  const id = await verified(row);
  expect(await imported('importPersons', { ...row, titleName: null, name: '新名' })).toMatchObject({
    outcome: 'UPDATED',
  });
  expect(await read('Person', id, personFields)).toMatchObject({
    name: '新名',
    titleName: null,
    home: { status: 'VERIFIED', registeredOn: '2020-01-01' },
  });
  expect(await imported('importPersons', { ...row, homeStatus: 'CLOSED' })).toMatchObject({
    outcome: 'REJECTED',
    errors: [{ code: 'VERSION_CONFLICT', path: ['home'] }],
  });
});

test('an import does not verify a worker', async () => {
  const row = registered();
  await imported('importPersons', row);
  expect(await imported('importPersons', { ...row, homeStatus: 'VERIFIED' })).toMatchObject({
    errors: [{ code: 'INVALID_TRANSITION', path: ['homeStatus'] }],
  });
});

test('a membership that has ended stays ended, also when its association is dissolved', async () => {
  const row = { key: randomUUID(), personId: await person({}), organizationId, joinedOn: '2020-01-01' };
  const { id } = await imported('importMemberships', row);
  await act('endMembership', 'EndMembershipInput', {
    id,
    reason: 'RESIGNED',
    endedOn: '2021-01-01',
    expectedVersion: 1,
  });
  const before = await read('Membership', id, 'status endedOn role joinedOn version');
  expect(await imported('importMemberships', row)).toEqual({ id, outcome: 'UNCHANGED', errors: [] });
  expect(await imported('importMemberships', { ...row, role: 'CHAIR' })).toMatchObject({
    errors: [{ code: 'INVALID_TRANSITION' }],
  });
  expect(await read('Membership', id, 'status endedOn role joinedOn version')).toEqual(before);

  const dissolved = await association();
  const member = { ...row, key: randomUUID(), organizationId: dissolved };
  const ended = await imported('importMemberships', member);
  const event = { hostId: null, successorId: null, dissolvedOn: '2021-12-01', reason: '测试' };
  await service.publish(OrganizationDissolved({ organizationId: dissolved, ...event }), {
    aggregateId: dissolved,
    version: 9,
  });
  await eventually(async () => expect(await read('Membership', ended.id, 'status')).toEqual({ status: 'ENDED' }));
  await eventually(async () =>
    expect(await imported('importMemberships', { ...member, key: randomUUID() })).toMatchObject({
      errors: [{ code: 'REFERENCE_INACTIVE' }],
    }),
  );
  expect(await imported('importMemberships', member)).toEqual({ id: ended.id, outcome: 'UNCHANGED', errors: [] });
});

test('a membership keeps its person, and a row without the role keeps the role', async () => {
  const row = { key: randomUUID(), personId: await person({}), organizationId, joinedOn: '2020-01-01', role: 'CHAIR' };
  const { id } = await imported('importMemberships', row);
  const { role: _, ...withoutRole } = row;
  expect(await imported('importMemberships', withoutRole)).toEqual({ id, outcome: 'UNCHANGED', errors: [] });
  expect(await imported('importMemberships', { ...row, personId: await person({}) })).toMatchObject({
    errors: [{ code: 'DUPLICATE', path: ['key'] }],
  });
  expect(await imported('importMemberships', { ...row, role: 'VICE_CHAIR' })).toMatchObject({ outcome: 'UPDATED' });
});

test('an award that was archived is not turned back, and keeps its awardees', async () => {
  const awardee = await person({});
  const row = {
    ...{ key: randomUUID(), title: randomUUID(), year: 2020, regionCode: county, edition: 1, conferredBy: ['县委'] },
    ...{ quota: 2, opensOn: '2020-01-01', closesOn: '2020-02-01', documentNo: '1号', awardeeIds: [awardee] },
  };
  const { id } = await imported('importAwardCampaigns', row);
  const added = { ...row, awardeeIds: [awardee, await person({})] };
  expect(await imported('importAwardCampaigns', added)).toMatchObject({ outcome: 'UPDATED' });
  expect(await imported('importAwardCampaigns', row)).toMatchObject({ errors: [{ code: 'VALIDATION_FAILED' }] });
  await act('advanceAwardCampaign', 'AdvanceAwardCampaignInput', { id, to: 'ARCHIVED', expectedVersion: 2 });
  const before = await read('AwardCampaign', id, 'status documentNo version awardees { id honours { title } }');
  const { documentNo: _, opensOn: __, ...fewer } = added;
  for (const again of [added, fewer])
    expect(await imported('importAwardCampaigns', again)).toEqual({ id, outcome: 'UNCHANGED', errors: [] });
  expect(await imported('importAwardCampaigns', { ...added, quota: 3 })).toMatchObject({
    errors: [{ code: 'INVALID_TRANSITION' }],
  });
  expect(await read('AwardCampaign', id, 'status documentNo version awardees { id honours { title } }')).toEqual(
    before,
  );
  expect(before).toMatchObject({ status: 'ARCHIVED' });
});

test('a celebration keeps what its row leaves out, null empties it, and a period keeps its other columns', async () => {
  const row = {
    ...{ key: randomUUID(), title: '庆祝会', kind: 'UNSPECIFIED', regionCode: county, attendance: 7, synthetic: true },
    ...{ periodLabel: '2017年以来', periodFrom: '2017-01-01', periodTo: '2021-11-30', periodAssumed: true },
  };
  const fields = 'title attendance heldOn synthetic period { label from to assumed }';
  const { id } = await imported('importCelebrations', row);
  const before = await read<{ period: object }>('Celebration', id, fields);
  const { attendance: _, periodTo: __, periodAssumed: ___, synthetic: ____, ...fewer } = row;
  for (const again of [row, fewer])
    expect(await imported('importCelebrations', again)).toEqual({ id, outcome: 'UNCHANGED', errors: [] });
  expect(await imported('importCelebrations', { ...fewer, periodFrom: '2018-01-01' })).toMatchObject({
    outcome: 'UPDATED',
  });
  expect(await read('Celebration', id, fields)).toEqual({
    ...before,
    period: { ...before.period, from: '2018-01-01' },
  });
  const dated = { ...fewer, periodLabel: null, periodFrom: undefined, heldOn: '2020-05-30', attendance: null };
  expect(await imported('importCelebrations', dated)).toMatchObject({ outcome: 'UPDATED' });
  expect(await read('Celebration', id, fields)).toMatchObject({ heldOn: '2020-05-30', period: null, attendance: null });
  expect(await imported('importCelebrations', { ...row, key: randomUUID(), periodLabel: undefined })).toMatchObject({
    errors: [{ code: 'VALIDATION_FAILED', path: ['periodLabel'] }],
  });
});

test('the import of a celebration publishes one event for its creation, and none for a change', async () => {
  const row = { key: randomUUID(), title: randomUUID(), kind: 'SYMPOSIUM', heldOn: '2020-05-30', regionCode: county };
  const { id } = await imported('importCelebrations', row);
  await imported('importCelebrations', { ...row, attendance: 9 });
  const other = await imported('importCelebrations', { ...row, key: randomUUID() });
  const held = async () =>
    (await service.events<{ celebrationId: string }>('people.celebration.held.v1')).map((event) => event.celebrationId);
  await eventually(async () => expect(await held()).toContain(other.id));
  expect((await held()).filter((celebrationId) => celebrationId === id)).toHaveLength(1);
});
