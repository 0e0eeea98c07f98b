import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toDay } from '@kexie/kernel';
import type { Identity } from '@kexie/service';
import { startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';
import { act, anyone, city, county, otherCounty, persons, publishPlaces, staffOf, workerOf } from './builders.ts';

let service: SubgraphUnderTest;
let associations: Record<string, string>;

beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  associations = await publishPlaces(service);
}, 60_000);
afterAll(() => service.stop());

const staff = staffOf(county);
const inDays = (days: number) => toDay(new Date(Date.now() + days * 24 * 60 * 60 * 1000));

type Campaign = { id: string; status: string; version: number };

const advance = (id: string, expectedVersion: number, to: string, more: object = {}, viewer?: Identity) =>
  act<{ campaign: Campaign | null }>(service, 'advanceAwardCampaign', {
    input: { id, to, expectedVersion, ...more },
    selection: 'campaign { id status version }',
    viewer,
  });

/** An award with so many nominees on its public notice; the version of the award is 4, of the nominations 3. */
async function notice(count: number) {
  const { payload } = await act<{ campaign: Campaign }>(service, 'openAwardCampaign', {
    input: {
      ...{ title: randomUUID(), year: 2021, regionCode: county, edition: 1, conferredBy: ['县委'], quota: 3 },
      ...{ opensOn: '2021-01-01', closesOn: '2099-12-31', optionalSteps: ['PUBLIC_NOTICE'] },
      clientMutationId: randomUUID(),
    },
    selection: 'campaign { id status version }',
  });
  const campaignId = payload.campaign.id;
  const nominationIds: string[] = [];
  for (const nomineeId of await persons(service, count)) {
    const input = { campaignId, nomineeId, nominatedById: associations[county], summary: '事迹' };
    const nominated = await act<{ nomination: { id: string } }>(service, 'nominate', {
      input: { ...input, clientMutationId: randomUUID() },
      selection: 'nomination { id }',
    });
    nominationIds.push(nominated.payload.nomination.id);
  }
  await advance(campaignId, 1, 'QUALIFICATION_CHECK');
  for (const id of nominationIds) await decide(id, 'QUALIFY', 1);
  await advance(campaignId, 2, 'COMMITTEE_REVIEW');
  for (const id of nominationIds) await decide(id, 'PROPOSE', 2);
  const days = { publicNoticeFrom: inDays(0), publicNoticeTo: inDays(60) };
  expect((await advance(campaignId, 3, 'PUBLIC_NOTICE', days)).codes).toEqual([]);
  return { campaignId, nominationIds };
}

const decide = async (id: string, decision: string, expectedVersion: number, viewer?: Identity) =>
  act<{ nomination: { status: string; reason: string | null } | null }>(service, 'reviewNomination', {
    input: { id, decision, reason: ['QUALIFY', 'PROPOSE'].includes(decision) ? null : '事迹不实', expectedVersion },
    selection: 'nomination { status reason }',
    viewer,
  });

type Objection = { id: string; status: string; text: string; version: number };

const object = (nominationId: string, viewer: Identity, change: object = {}) =>
  act<{ objection: Objection | null }>(service, 'objectToNomination', {
    input: { nominationId, text: '论文抄袭', clientMutationId: randomUUID(), ...change },
    selection: 'objection { id status text version }',
    viewer,
  });

const settle = (id: string, decision: string, viewer: Identity = staff, change: object = {}) =>
  act<{ objection: Objection | null }>(service, 'decideObjection', {
    input: { id, decision, reason: '经核查', expectedVersion: 1, ...change },
    selection: 'objection { id status text version }',
    viewer,
  });

type Seen = { status: string; objections: number; objectionRecords: { edges: { node: Objection }[] } | null };

async function seen(campaignId: string, viewer: Identity = staff): Promise<Seen[]> {
  const { data } = await service.query<{ awardCampaign: { nominations: { edges: { node: Seen }[] } } }>(
    'query($id: ID!) { awardCampaign(id: $id) { nominations { edges { node { status objections objectionRecords { edges { node { id status text version } } } } } } } }',
    { id: campaignId },
    viewer,
  );
  return data.awardCampaign.nominations.edges.map(({ node }) => node);
}

const user = (id: string): Identity => ({ ...anyone, id, roles: ['analyst'] });

test('any user who is signed in objects to a nominee on the notice, and only staff of the region and the user read the text', async () => {
  const { campaignId, nominationIds } = await notice(1);
  const [nominationId] = nominationIds as [string];
  const { data } = await service.query<{ awardCampaign: { publicNotice: object[] } }>(
    'query($id: ID!) { awardCampaign(id: $id) { publicNotice { nominationId nominatedBy { id } } } }',
    { id: campaignId },
    anyone,
  );
  expect(data.awardCampaign.publicNotice).toEqual([{ nominationId, nominatedBy: { id: associations[county] } }]);
  const [writer] = (await persons(service, 1)) as [string];
  const raised = await object(nominationId, workerOf(writer));
  expect(raised.payload.objection).toMatchObject({ status: 'OPEN', text: '论文抄袭' });
  expect((await object(nominationId, anyone)).codes).not.toEqual([]);

  expect(await seen(campaignId)).toMatchObject([
    { status: 'OBJECTED', objections: 1, objectionRecords: { edges: [{ node: { text: '论文抄袭' } }] } },
  ]);
  expect((await seen(campaignId, staffOf(otherCounty)))[0]?.objectionRecords).toBeNull();
  const secretary = {
    ...anyone,
    id: 'usr_secretary',
    roles: ['secretary'],
    organizations: Object.values(associations),
  };
  expect((await seen(campaignId, secretary))[0]?.objectionRecords).toBeNull();
  const own = async (viewer: Identity) => {
    const answer = await service.query<{ myObjections: { edges: { node: { text: string } }[] } | null }>(
      '{ myObjections { edges { node { text } } } }',
      {},
      viewer,
    );
    return answer.data?.myObjections?.edges;
  };
  expect(await own(workerOf(writer))).toEqual([{ node: { text: '论文抄袭' } }]);
  expect(await own(user('usr_other'))).toEqual([]);
  expect(await own(anyone)).toBeUndefined();
});

test('an award is not decided while an objection is open, and a dismissed one brings the nominee back', async () => {
  const { campaignId, nominationIds } = await notice(1);
  const [nominationId] = nominationIds as [string];
  const [first, second] = [await object(nominationId, user('usr_a')), await object(nominationId, user('usr_b'))];
  const [one, two] = [first.payload.objection?.id as string, second.payload.objection?.id as string];
  const decider = { ...staffOf(city), id: 'usr_decider' };
  expect((await advance(campaignId, 4, 'DECIDED', {}, decider)).refusals[0]?.code).toBe('INVALID_TRANSITION');
  expect((await settle(one, 'DISMISS', staffOf(otherCounty))).codes).toEqual(['FORBIDDEN']);
  const races = await Promise.all([settle(one, 'DISMISS'), settle(one, 'DISMISS', staffOf(city))]);
  expect(races.flatMap(({ codes }) => codes)).toEqual(['VERSION_CONFLICT']);
  expect((await seen(campaignId))[0]?.status).toBe('OBJECTED');
  expect((await advance(campaignId, 4, 'DECIDED', {}, decider)).codes).toEqual(['INVALID_TRANSITION']);
  expect((await settle(two, 'DISMISS', staff, { reason: ' ' })).codes).toEqual(['VALIDATION_FAILED']);
  expect((await settle(two, 'DISMISS')).payload.objection?.status).toBe('DISMISSED');
  expect((await seen(campaignId))[0]).toMatchObject({ status: 'PROPOSED', objections: 2 });
  expect((await settle(one, 'DISMISS', staff, { expectedVersion: 2 })).codes).toEqual(['INVALID_TRANSITION']);
});

test('an upheld objection ends the nomination, and the others lapse', async () => {
  const { campaignId, nominationIds } = await notice(2);
  const [nominationId] = nominationIds as [string];
  const raised = await object(nominationId, user('usr_a'));
  await object(nominationId, user('usr_b'));
  expect((await settle(raised.payload.objection?.id as string, 'UPHOLD')).codes).toEqual([]);
  const [nomination] = await seen(campaignId);
  expect(nomination?.status).toBe('NOT_AWARDED');
  const statuses = nomination?.objectionRecords?.edges.map(({ node }) => node.status);
  expect(statuses?.toSorted()).toEqual(['LAPSED', 'UPHELD']);
  expect((await object(nominationId, user('usr_c'))).codes).toEqual(['INVALID_TRANSITION']);
});

test('a user raises at most three objections to an award, also at the same time, and does not decide about their own', async () => {
  const { campaignId, nominationIds } = await notice(3);
  const results = await Promise.all(
    [...nominationIds, nominationIds[0] as string].map((id) => object(id, { ...staff, id: 'usr_busy' })),
  );
  expect(results.flatMap(({ codes }) => codes)).toEqual(['QUOTA_EXCEEDED']);
  const own = results.find(({ payload }) => payload.objection)?.payload.objection?.id as string;
  expect((await settle(own, 'DISMISS', { ...staff, id: 'usr_busy' })).codes).toEqual(['FORBIDDEN']);
  expect((await seen(campaignId)).reduce((sum, { objections }) => sum + objections, 0)).toBe(3);
  expect((await object(nominationIds[0] as string, user('usr_d'), { text: ' ' })).codes).toEqual(['VALIDATION_FAILED']);
  expect((await object('nom_unknown', user('usr_d'))).codes).toEqual(['NOT_FOUND']);
});

test('an objection on paper is a record, too, and the decisions of reviewNomination and the end of the award end the open ones', async () => {
  const { campaignId, nominationIds } = await notice(3);
  const [first, second, third] = nominationIds as [string, string, string];
  const objected = await decide(first, 'OBJECT', 3, staff);
  expect(objected.payload.nomination).toEqual({ status: 'OBJECTED', reason: null });
  expect((await decide(first, 'DISMISS_OBJECTION', 4, staff)).codes).toEqual(['FORBIDDEN']);
  expect((await decide(first, 'DISMISS_OBJECTION', 4)).payload.nomination).toEqual({
    status: 'PROPOSED',
    reason: null,
  });
  await object(second, user('usr_a'));
  expect((await decide(second, 'WITHDRAW', 4)).codes).toEqual([]);
  await object(third, user('usr_a'));
  expect((await advance(campaignId, 4, 'CANCELLED')).codes).toEqual([]);
  const records = (await seen(campaignId)).map(({ objectionRecords }) =>
    objectionRecords?.edges.map(({ node }) => [node.status, node.text]),
  );
  expect(records).toEqual([[['DISMISSED', '事迹不实']], [['LAPSED', '论文抄袭']], [['LAPSED', '论文抄袭']]]);
  expect((await object(first, user('usr_b'))).codes).toEqual(['INVALID_TRANSITION']);
});
