import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ActivityVerified,
  CampaignJoined,
  CelebrationHeld,
  FundedProjectAccepted,
  TrainingVerified,
} from '@kexie/events';
import { daysAfter, newId, toDay } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

type Vitality = {
  lastActedOn: string | null;
  actsInTwelveMonths: number;
  byMonth: { month: string; acts: number }[];
  countedFrom: string | null;
};
type Found = { edges: { cursor: string; node: { id: string; name: string } }[]; totalCount: number };

let service: SubgraphUnderTest;
const today = toDay(new Date());

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
}, 60_000);

afterAll(() => service.stop());

/** Imports societies of a county, and returns their ids. */
async function importSocieties(regionCode: string, rows: object[]): Promise<string[]> {
  const text =
    'mutation($input: ImportOrganizationsInput!) { importOrganizations(input: $input) { report { rejected rows { id errors { code message } } } userErrors { code message } } }';
  const filled = rows.map((row, index) => ({
    key: randomUUID(),
    kind: 'SOCIETY',
    name: `学会${index} ${randomUUID()}`,
    level: 'COUNTY',
    regionCode,
    ...row,
  }));
  const { data } = await service.query<{
    importOrganizations: { report: { rejected: number; rows: { id: string }[] } };
  }>(text, { input: { rows: filled } });
  expect(data.importOrganizations.report.rejected).toBe(0);
  return data.importOrganizations.report.rows.map(({ id }) => id);
}

async function vitality(id: string, asOf: string | null = null): Promise<Vitality> {
  const text =
    'query($id: ID!, $asOf: Date) { organization(id: $id) { vitality(asOf: $asOf) { lastActedOn actsInTwelveMonths byMonth { month acts } countedFrom } } }';
  const { data, errors } = await service.query<{ organization: { vitality: Vitality } }>(text, { id, asOf });
  expect(errors).toBeUndefined();
  return data.organization.vitality;
}

async function dormant(region: string, args: object = {}) {
  const text =
    'query($region: ID!, $kinds: [OrganizationKind!], $asOf: Date, $includeSynthetic: Boolean, $first: Int, $after: String) { dormantOrganizations(region: $region, kinds: $kinds, asOf: $asOf, includeSynthetic: $includeSynthetic, first: $first, after: $after) { edges { cursor node { id name } } totalCount } }';
  const { data, errors } = await service.query<{ dormantOrganizations: Found } | null>(text, { region, ...args });
  return { ids: data?.dormantOrganizations.edges.map(({ node }) => node.id), ...data?.dormantOrganizations, errors };
}

function verified(organizerId: string, heldTo: string) {
  const activity = { activityId: newId('act'), kind: 'LECTURE', regionCode: '450403', attendance: 1, speakerIds: [] };
  return ActivityVerified({ ...activity, organizerId, heldFrom: heldTo, heldTo });
}

const publish = (event: Parameters<SubgraphUnderTest['publish']>[0], version = 3) =>
  service.publish(event, { aggregateId: randomUUID(), version });

test('acts of all services count for their organization, each on its own day, and the months add up', async () => {
  const [id = ''] = await importSocieties('450422', [{ foundedOn: '2010-01-01' }]);
  await publish(verified(id, '2020-03-05'));
  await publish(verified(id, '2020-03-05'));
  await publish(
    CelebrationHeld({ celebrationId: newId('cel'), regionCode: '450422', heldOn: '2020-05-30', organizerId: id }),
  );
  await publish(
    CampaignJoined({
      participationId: newId('par'),
      campaignId: newId('cmp'),
      participantKind: 'SOCIETY',
      organizationId: id,
      facilityId: null,
      joinedOn: '2019-12-31',
    }),
  );
  await publish(
    TrainingVerified({
      trainingId: newId('trn'),
      regionCode: '450422',
      organizerId: id,
      industryCode: null,
      year: 2019,
      trainerIds: [],
      trained: 1,
      qualifier: 'EXACT',
      heldOn: '2019-06-15',
    }),
  );
  await publish(
    FundedProjectAccepted({
      allocationId: newId('alc'),
      programId: newId('fnd'),
      recipientId: id,
      facilityId: null,
      purpose: 'UPGRADE',
      amountFen: '100',
      acceptedOn: '2018-01-01',
    }),
  );
  await eventually(async () => {
    // the founding is an act, too
    expect(await vitality(id, '2010-12-31')).toMatchObject({ lastActedOn: '2010-01-01', actsInTwelveMonths: 1 });
    expect(await vitality(id, '2018-12-31')).toMatchObject({ lastActedOn: '2018-01-01', actsInTwelveMonths: 1 });
    const { byMonth, ...rest } = await vitality(id, '2020-06-14');
    expect(rest).toMatchObject({ lastActedOn: '2020-05-30', actsInTwelveMonths: 5, countedFrom: expect.any(String) });
    expect(byMonth).toHaveLength(13);
    expect(byMonth.filter(({ acts }) => acts > 0)).toEqual([
      { month: '2019-06', acts: 1 },
      { month: '2019-12', acts: 1 },
      { month: '2020-03', acts: 2 },
      { month: '2020-05', acts: 1 },
    ]);
    expect(await vitality(id, '2020-06-15')).toMatchObject({ actsInTwelveMonths: 4 });
    expect(await vitality(id)).toMatchObject({ lastActedOn: '2020-05-30', actsInTwelveMonths: 0 });
    expect(await vitality(id, '2009-12-31')).toMatchObject({ lastActedOn: null, actsInTwelveMonths: 0 });
  });
}, 30_000);

test('an organization without an act in twelve months is dormant; a young one, a suspended one and a placeholder are not listed', async () => {
  const region = '450421';
  const [paper = '', silent = '', lively = '', young = '', suspended = '', placeholder = ''] = await importSocieties(
    region,
    [
      { knownFrom: '2015-01-01' },
      { foundedOn: '2010-01-01' },
      { foundedOn: '2011-01-01' },
      { foundedOn: daysAfter(today, -100) },
      { foundedOn: '2012-01-01' },
      { foundedOn: '2013-01-01', synthetic: true },
    ],
  );
  const suspending =
    'mutation($input: SuspendOrganizationInput!) { suspendOrganization(input: $input) { userErrors { code } } }';
  await service.query(suspending, {
    input: { id: suspended, reason: '整顿', documentNo: '1号', suspendedOn: '2020-01-01', expectedVersion: 1 },
  });
  await publish(verified(lively, daysAfter(today, -30)));
  await publish(verified(lively, '2012-06-01'));
  await eventually(async () => {
    expect(await dormant(region)).toMatchObject({ ids: [paper, silent], totalCount: 2 });
    expect(await dormant(region, { includeSynthetic: true })).toMatchObject({
      ids: [paper, silent, placeholder],
      totalCount: 3,
    });
    // two years ago the lively one was silent; before 2011 it was not founded
    expect((await dormant(region, { asOf: daysAfter(today, -730) })).ids).toEqual([paper, silent, lively]);
    expect((await dormant(region, { asOf: '2012-12-31' })).ids).toEqual([silent]);
    expect((await dormant(region, { asOf: '2010-06-01' })).ids).toEqual([]);
    expect((await dormant(region, { kinds: ['ENTERPRISE_ASSOCIATION'] })).ids).toEqual([]);
  });
  const first = await dormant(region, { first: 1 });
  expect(first.ids).toEqual([paper]);
  const rest = await dormant(region, { first: 5, after: first.edges?.[0]?.cursor });
  expect(rest).toMatchObject({ ids: [silent], totalCount: 2 });
  const stats =
    'query($filter: OrganizationFilter, $asOf: Date) { organizationStats(filter: $filter, groupBy: [KIND], asOf: $asOf) { keys { code } count dormant } }';
  const { data } = await service.query(stats, { filter: { regions: [region] }, asOf: null });
  expect(data).toEqual({ organizationStats: [{ keys: [{ code: 'SOCIETY' }], count: 6, dormant: 2 }] });
  const past = await service.query(stats, { filter: { regions: [region] }, asOf: daysAfter(today, -730) });
  expect(past.data).toEqual({ organizationStats: [{ keys: [{ code: 'SOCIETY' }], count: 5, dormant: 3 }] });
  const unknown = await dormant('999999');
  expect(unknown.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  const foreign = await dormant(region, { after: 'nonsense' });
  expect(foreign.errors?.[0]?.extensions?.code).toBe('VALIDATION_FAILED');
  expect(young).not.toBe('');
}, 30_000);

test('an act of the past does not wake an organization, and an act of today does', async () => {
  const [id = ''] = await importSocieties('450423', [{ foundedOn: '2010-01-01' }]);
  await publish(verified(id, '2012-01-01'), 1);
  await eventually(async () => expect((await vitality(id)).lastActedOn).toBe('2012-01-01'));
  expect((await dormant('450423')).ids).toEqual([id]);
  await publish(verified(id, today));
  await eventually(async () => expect(await dormant('450423')).toMatchObject({ ids: [], totalCount: 0 }));
  // an older act that arrives later changes only the past
  await publish(verified(id, '2013-01-01'), 1);
  await eventually(async () => expect((await vitality(id, '2013-01-01')).lastActedOn).toBe('2013-01-01'));
  expect((await vitality(id)).lastActedOn).toBe(today);
}, 30_000);

test('the renaming of an organization keeps its acts', async () => {
  const [id = ''] = await importSocieties('450481', [{ foundedOn: '2010-01-01' }]);
  await publish(verified(id, today));
  await eventually(async () => expect((await vitality(id)).lastActedOn).toBe(today));
  const renaming =
    'mutation($input: RenameOrganizationInput!) { renameOrganization(input: $input) { userErrors { code message } } }';
  const { data } = await service.query<{ renameOrganization: { userErrors: unknown[] } }>(renaming, {
    input: { id, name: `新名 ${randomUUID()}`, documentNo: '2号', renamedOn: today, expectedVersion: 1 },
  });
  expect(data.renameOrganization.userErrors).toEqual([]);
  expect(await vitality(id)).toMatchObject({ lastActedOn: today, actsInTwelveMonths: 1 });
}, 30_000);
