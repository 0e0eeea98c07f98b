import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkerRegistered } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { connectMongo, type Mongo } from '@kexie/messaging';
import { createLogger } from '@kexie/service';
import { eventually, startSubgraphUnderTest, testDatabase, type SubgraphUnderTest } from '@kexie/testing';
import { partyOrganizationsWithPeriods } from '../src/party/migrations.ts';

const instructor = newId('per');
let service: SubgraphUnderTest;

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
  const facts = { titleLevel: 'NONE', subjectCodes: [], employerId: null, homeStatus: 'REGISTERED', synthetic: true };
  const event = WorkerRegistered({ personId: instructor, name: '某', regionCode: '450403', ...facts });
  await service.publish(event, { aggregateId: instructor, version: 1 });
}, 60_000);
afterAll(() => service.stop());

async function imported(values: object): Promise<string> {
  const row = {
    key: randomUUID(),
    kind: 'SOCIETY',
    name: `学会 ${randomUUID()}`,
    level: 'COUNTY',
    regionCode: '450403',
  };
  const { data } = await service.query<{ importOrganizations: { report: { rows: { id: string }[] } } }>(
    'mutation($input: ImportOrganizationsInput!) { importOrganizations(input: $input) { report { rows { id errors { message } } } } }',
    { input: { rows: [{ ...row, subjectCodes: ['110'], foundedOn: '2019-01-01', ...values }] } },
  );
  return data.importOrganizations.report.rows[0]?.id ?? '';
}

type Result = { organization: { version: number } | null; userErrors: { code: string; path: string[] | null }[] };
async function mutate(name: string, type: string, input: object): Promise<Result> {
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { organization { version } userErrors { code message path } } }`;
  const { data } = await service.query<Record<string, Result>>(text, { input });
  return data[name] as Result;
}
const establish = (id: string, expectedVersion: number, values: object) =>
  mutate('establishPartyOrganization', 'PartyOrganizationInput', {
    id,
    expectedVersion,
    kind: 'BRANCH',
    name: '党支部',
    establishedOn: '2020-03-01',
    ...values,
  });
const end = (id: string, expectedVersion: number, kind: string) =>
  mutate('endPartyOrganization', 'EndPartyOrganizationInput', {
    ...{ id, expectedVersion, kind },
    ...{ endedOn: '2021-03-01', reason: '组织调整', documentNo: '2号' },
  });
const partiesOf = async (id: string, asOf?: string) =>
  (
    await service.query<{ organization: { partyOrganizations: object[]; partyHistory: object[] } }>(
      `query($id: ID!, $asOf: Date) { organization(id: $id) {
         party { kind } partyOrganizations(asOf: $asOf) { kind partners { id } lead { id } }
         partyHistory { kind name establishedOn endedOn documentNo endDocumentNo }
         partyInstructor(asOf: $asOf) { person { id } } partyInstructors { from until } } }`,
      { id, asOf },
    )
  ).data.organization;

test('an organization has Party organizations of several kinds with their periods, and the public party is the first of them', async () => {
  const id = await imported({});
  expect((await establish(id, 1, { documentNo: '1号' })).userErrors).toEqual([]);
  expect((await establish(id, 2, { kind: 'PARTY_COMMITTEE', name: '党委' })).userErrors).toEqual([]);
  expect((await establish(id, 3, {})).userErrors).toMatchObject([{ code: 'DUPLICATE', path: ['kind'] }]);
  expect((await end(id, 3, 'BRANCH')).organization?.version).toBe(4);
  expect(await partiesOf(id)).toMatchObject({
    party: { kind: 'PARTY_COMMITTEE' },
    partyOrganizations: [{ kind: 'PARTY_COMMITTEE', partners: [], lead: null }],
    partyHistory: [
      { kind: 'BRANCH', establishedOn: '2020-03-01', endedOn: '2021-03-01', documentNo: '1号', endDocumentNo: '2号' },
      { kind: 'PARTY_COMMITTEE', endedOn: null, documentNo: null },
    ],
  });
  expect((await partiesOf(id, '2021-02-28')).partyOrganizations).toMatchObject([
    { kind: 'BRANCH' },
    { kind: 'PARTY_COMMITTEE' },
  ]);
});

test('a joint branch is at all its partners until the organization that keeps it ends it or is dissolved', async () => {
  const [lead, partner, other] = [await imported({}), await imported({}), await imported({})];
  const joint = { kind: 'JOINT_BRANCH', name: '联合党支部', partnerIds: [partner, other] };
  expect((await establish(lead, 1, joint)).userErrors).toEqual([]);
  expect((await partiesOf(lead)).partyOrganizations).toMatchObject([{ partners: [{ id: partner }, { id: other }] }]);
  expect((await partiesOf(partner)).partyOrganizations).toMatchObject([{ lead: { id: lead }, partners: [] }]);
  expect((await end(partner, 2, 'JOINT_BRANCH')).userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
  const fourth = await imported({});
  expect((await establish(fourth, 1, { ...joint, partnerIds: [partner] })).userErrors).toMatchObject([
    { code: 'DUPLICATE', path: ['partnerIds'] },
  ]);
  expect(await partiesOf(fourth)).toMatchObject({ partyHistory: [] });
  const dissolved = await mutate('dissolveOrganization', 'DissolveOrganizationInput', {
    ...{ id: lead, expectedVersion: 2, reason: '注销', dissolvedOn: '2021-06-01' },
  });
  expect(dissolved.userErrors).toEqual([]);
  for (const id of [lead, partner, other])
    expect((await partiesOf(id)).partyHistory).toMatchObject([{ kind: 'JOINT_BRANCH', endedOn: '2021-06-01' }]);
});

test('an instructor guides an association until it has a Party organization, and must be a known person', async () => {
  const id = await imported({});
  const assign = (personId: string) =>
    mutate('assignPartyInstructor', 'AssignPartyInstructorInput', {
      ...{ id, expectedVersion: 1, personId, from: '2020-01-01', documentNo: '3号' },
    });
  expect((await assign(newId('per'))).userErrors).toMatchObject([{ code: 'REFERENCE_UNKNOWN', path: ['personId'] }]);
  await eventually(async () => expect((await assign(instructor)).userErrors).toEqual([]));
  expect(await partiesOf(id, '2020-06-01')).toMatchObject({ partyInstructor: { person: { id: instructor } } });
  await establish(id, 2, {});
  expect(await partiesOf(id)).toMatchObject({
    partyInstructor: null,
    partyInstructors: [{ from: '2020-01-01', until: '2020-03-01' }],
  });
});

test('lists and statistics tell which associations may have a Party organization and have none', async () => {
  const regions = ['450405002'];
  const within = { regionCode: regions[0] };
  const bare = await imported(within);
  const branched = await imported(within);
  const eligible = await imported({
    ...within,
    kind: 'TERRITORIAL_ASSOCIATION',
    eligibleForLeadingPartyGroup: true,
  });
  await imported({ ...within, kind: 'ENTERPRISE' });
  await establish(branched, 1, { kind: 'BRANCH' });
  await establish(branched, 2, { kind: 'FUNCTIONAL_GROUP' });
  await establish(eligible, 1, { kind: 'BRANCH' });
  type Page = { totalCount: number; edges: { node: { id: string } }[] };
  const lacking = async (filter: object) => {
    const { data } = await service.query<{ organizations: Page }>(
      'query($filter: OrganizationFilter) { organizations(filter: $filter, first: 5) { totalCount edges { node { id } } } }',
      { filter: { regions, ...filter } },
    );
    return data.organizations.edges.map(({ node }) => node.id);
  };
  expect(await lacking({ partyGap: 'ANY' })).toEqual([bare]);
  expect(await lacking({ partyGap: 'ANY', kinds: ['TERRITORIAL_ASSOCIATION'] })).toEqual([]);
  expect(await lacking({ partyGap: 'LEADING_PARTY_GROUP' })).toEqual([eligible]);
  expect(await lacking({ partyKinds: ['NONE'], kinds: ['SOCIETY'] })).toEqual([bare]);
  const statsOn = async (asOf: string, groupBy: string[], filter: object = {}) =>
    (
      await service.query<{ organizationStats: object[] }>(
        'query($filter: OrganizationFilter, $groupBy: [OrganizationDimension!]!, $asOf: Date) { organizationStats(filter: $filter, groupBy: $groupBy, asOf: $asOf) { keys { code } count withPartyOrganization withPartyInstructor withoutPartyOrganization withoutLeadingPartyGroup } }',
        { filter: { regions, ...filter }, groupBy, asOf },
      )
    ).data.organizationStats;
  const [withPartyInstructor, keys] = [0, [] as object[]];
  expect(await statsOn('2021-01-01', [])).toEqual([
    {
      keys,
      count: 4,
      withPartyOrganization: 2,
      withPartyInstructor,
      withoutPartyOrganization: 1,
      withoutLeadingPartyGroup: 1,
    },
  ]);
  expect(await statsOn('2020-01-01', [])).toEqual([
    {
      keys,
      count: 4,
      withPartyOrganization: 0,
      withPartyInstructor,
      withoutPartyOrganization: 3,
      withoutLeadingPartyGroup: 1,
    },
  ]);
  expect(await statsOn('2021-01-01', ['PARTY_KIND'])).toMatchObject([
    { keys: [{ code: 'BRANCH' }], count: 2 },
    { keys: [{ code: 'FUNCTIONAL_GROUP' }], count: 1 },
    { keys: [{ code: 'NONE' }], count: 2 },
  ]);
  expect(await statsOn('2020-01-01', [], { partyGap: 'ANY' })).toMatchObject([{ count: 3 }]);
});

test('of two Party organizations of one kind that are established at once, one is refused', async () => {
  const id = await imported({});
  const outcomes = await Promise.all([establish(id, 1, {}), establish(id, 1, {})]);
  expect(outcomes.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
  await eventually(async () =>
    expect(
      (await service.events<{ organizationId: string }>('organizations.organization.party-established.v1')).filter(
        ({ organizationId }) => organizationId === id,
      ),
    ).toHaveLength(1),
  );
});

test('the migration keeps the earlier Party organizations, each until the next was established, and runs again without a change', async () => {
  const database = testDatabase('organizations-party-migration');
  const mongo: Mongo = await connectMongo(database.uri);
  const rows = mongo.collection<{ _id: string } & Record<string, unknown>>('organizations');
  const branch = { kind: 'BRANCH', name: '支部', establishedOn: '2020-01-01' };
  const committee = { kind: 'PARTY_COMMITTEE', name: '党委', establishedOn: '2021-01-01' };
  await rows.insertMany([
    { _id: 'org_1', party: committee, partyHistory: [branch] },
    { _id: 'org_2', party: null },
    { _id: 'org_3', party: { kind: 'BRANCH', name: '支部', establishedOn: null } },
  ]);
  const work = { log: createLogger('test', 'silent'), signal: new AbortController().signal };
  await partyOrganizationsWithPeriods.up(mongo, work);
  const once = await rows.find().sort({ _id: 1 }).toArray();
  await partyOrganizationsWithPeriods.up(mongo, work);
  expect(await rows.find().sort({ _id: 1 }).toArray()).toEqual(once);
  expect(once).toMatchObject([
    {
      partyKinds: ['PARTY_COMMITTEE'],
      parties: [
        { ...branch, endedOn: '2021-01-01' },
        { ...committee, endedOn: null },
      ],
    },
    { partyKinds: ['NONE'], parties: [], partyInstructions: [] },
    { partyKinds: ['BRANCH'], parties: [{ kind: 'BRANCH', establishedOn: null, endedOn: null }] },
  ]);
  expect(once[0]).not.toHaveProperty('party');
  await mongo.close();
  await database.drop();
});
