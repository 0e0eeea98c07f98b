import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';
import { act, anyone, city, county, importRows, otherCounty, persons, publishPlaces, staffOf } from './builders.ts';

let service: SubgraphUnderTest;
let associations: Record<string, string>;

beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  associations = await publishPlaces(service);
}, 60_000);
afterAll(() => service.stop());

type Campaign = { id: string; status: string; version: number; quota: number };

const facts = (change: object = {}) => ({
  ...{ title: randomUUID(), year: 2021, regionCode: city, edition: 1, conferredBy: ['市委', '市政府'], quota: 1 },
  ...{ opensOn: '2021-01-01', closesOn: '2099-12-31', clientMutationId: randomUUID() },
  ...change,
});

const campaignBy = (name: string, input: object, viewer: Identity = staffOf(city)) =>
  act<{ campaign: Campaign | null }>(service, name, {
    input,
    selection: 'campaign { id status version quota }',
    viewer,
  });

async function opened(change: object = {}): Promise<string> {
  return (await campaignBy('openAwardCampaign', facts(change))).payload.campaign?.id as string;
}

const nominate = (campaignId: string, nomineeId: string | undefined, change: object = {}) =>
  act<{ nomination: { id: string } | null; warnings: string[] }>(service, 'nominate', {
    input: {
      ...{ campaignId, nomineeId, nominatedById: associations[county], summary: '事迹' },
      ...{ clientMutationId: randomUUID(), ...change },
    },
    selection: 'nomination { id } warnings',
  });

async function openings(campaignId: string) {
  const events = await service.events<{ campaignId: string }>('people.award-campaign.opened.v1');
  return events.filter((event) => event.campaignId === campaignId);
}

test('a draft is for staff of its region, is revised, and its opening is an event of its own', async () => {
  const { payload } = await campaignBy('draftAwardCampaign', facts({ regionCode: county }), staffOf(county));
  const id = payload.campaign?.id as string;
  expect(payload.campaign).toMatchObject({ status: 'DRAFT', version: 1 });

  const seenBy = async (viewer: Identity) => {
    const { data } = await service.query<{
      awardCampaign: object | null;
      all: { edges: { node: { id: string } }[] };
      drafts: { edges: { node: { id: string } }[] };
    }>(
      `query($id: ID!) { awardCampaign(id: $id) { id } all: awardCampaigns(first: 100) { edges { node { id } } } drafts: awardCampaigns(status: DRAFT, first: 100) { edges { node { id } } } }`,
      { id },
      viewer,
    );
    const isIn = (list: { edges: { node: { id: string } }[] }) => list.edges.some(({ node }) => node.id === id);
    return [data.awardCampaign !== null, isIn(data.all), isIn(data.drafts)];
  };
  expect(await seenBy(anyone)).toEqual([false, false, false]);
  expect(await seenBy(staffOf(otherCounty))).toEqual([false, false, false]);
  expect(await seenBy(staffOf(city))).toEqual([true, true, true]);

  const revise = (change: object) =>
    campaignBy('reviseAwardCampaign', { id, quota: 3, expectedVersion: 1, ...change }, staffOf(county));
  expect((await revise({ quota: 0 })).codes).toEqual(['VALIDATION_FAILED']);
  const revisions = await Promise.all([revise({ quota: 3 }), revise({ quota: 4 })]);
  expect(revisions.flatMap(({ codes }) => codes)).toEqual(['VERSION_CONFLICT']);
  const [nominee] = await persons(service, 1);
  expect((await nominate(id, nominee)).codes).toEqual(['INVALID_TRANSITION']);
  expect(await openings(id)).toEqual([]);

  const opening = await campaignBy('advanceAwardCampaign', { id, to: 'OPEN', expectedVersion: 2 }, staffOf(county));
  expect(opening.payload.campaign?.status).toBe('OPEN');
  expect((await revise({ expectedVersion: 3 })).codes).toEqual(['INVALID_TRANSITION']);
  expect(await seenBy(anyone)).toEqual([true, true, false]);
  expect((await nominate(id, nominee)).codes).toEqual([]);
  await eventually(async () =>
    expect(await openings(id)).toMatchObject([{ regionCode: county, opensOn: '2021-01-01' }]),
  );
});

test('a revision cannot take the edition of another award, and an award that is opened at once has the event, too', async () => {
  const first = facts();
  const id = (await campaignBy('openAwardCampaign', first)).payload.campaign?.id as string;
  const other = (await campaignBy('draftAwardCampaign', { ...first, ...facts(), title: first.title, edition: 2 }))
    .payload;
  const revised = await campaignBy('reviseAwardCampaign', { id: other.campaign?.id, edition: 1, expectedVersion: 1 });
  expect(revised.codes).toEqual(['DUPLICATE']);
  await eventually(async () => expect(await openings(id)).toHaveLength(1));
});

test('the nominator nominates persons of its region, up to its quota, also when two nominations arrive at the same time', async () => {
  const campaignId = await opened({ nominationQuotaPerUnit: 1 });
  const [first, second] = await persons(service, 2);
  const [outside] = await persons(service, 1, { regionCode: otherCounty });
  const [ofCity] = await persons(service, 1, { regionCode: city });
  for (const foreign of [outside, ofCity])
    expect((await nominate(campaignId, foreign)).refusals).toMatchObject([
      { code: 'VALIDATION_FAILED', path: ['nomineeId'] },
    ]);
  const results = await Promise.all([nominate(campaignId, first), nominate(campaignId, second)]);
  expect(results.flatMap(({ codes }) => codes)).toEqual(['QUOTA_EXCEEDED']);
  expect((await nominate(campaignId, ofCity, { nominatedById: associations[city] })).codes).toEqual([]);
});

test('a nominee who has the title already is accepted with a warning', async () => {
  const title = `最美${randomUUID()}`;
  const [awarded, fresh] = (await persons(service, 2)) as [string, string];
  const row = { key: title, title, year: 2019, regionCode: county, edition: 1, conferredBy: ['县委'], quota: 1 };
  await importRows(service, 'importAwardCampaigns', [{ ...row, awardeeIds: [awarded] }]);
  const campaignId = await opened({ title: title.toUpperCase() });
  expect((await nominate(campaignId, fresh)).payload.warnings).toEqual([]);
  const again = await nominate(campaignId, awarded);
  expect([again.codes, again.payload.warnings]).toEqual([[], [expect.stringContaining('2019')]]);
});
