import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Identity } from '@kexie/service';
import { startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';
import { act, anyone, county, importRows, otherCounty, persons, publishPlaces, staffOf, workerOf } from './builders.ts';

let service: SubgraphUnderTest;
let associations: Record<string, string>;

beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  associations = await publishPlaces(service);
}, 60_000);
afterAll(() => service.stop());

const staff = staffOf(county);

type Review = { id: string; score: string | null; scores: string[] | null; meanScore: string | null; version: number };
const fields = 'id score scores meanScore version conflict { kind reason }';

/** An award of a county in QUALIFICATION_CHECK with so many nominations, all QUALIFIED. */
async function award(count: number, nominees?: string[]) {
  const { payload } = await act<{ campaign: { id: string } }>(service, 'openAwardCampaign', {
    input: {
      ...{ title: randomUUID(), year: 2021, regionCode: county, edition: 1, conferredBy: ['县委'], quota: 1 },
      ...{ opensOn: '2021-01-01', closesOn: '2099-12-31', clientMutationId: randomUUID() },
    },
    selection: 'campaign { id }',
    viewer: staff,
  });
  const campaignId = payload.campaign.id;
  const nominationIds: string[] = [];
  for (const nomineeId of nominees ?? (await persons(service, count)))
    nominationIds.push(
      (
        await act<{ nomination: { id: string } }>(service, 'nominate', {
          input: {
            ...{ campaignId, nomineeId, nominatedById: associations[county], summary: '事迹材料' },
            clientMutationId: randomUUID(),
          },
          selection: 'nomination { id }',
          viewer: staff,
        })
      ).payload.nomination.id,
    );
  await advance(campaignId, 1, 'QUALIFICATION_CHECK');
  for (const id of nominationIds) await decide(id, 'QUALIFY');
  return { campaignId, nominationIds };
}

async function advance(id: string, expectedVersion: number, to: string, more: object = {}): Promise<void> {
  const { codes } = await act(service, 'advanceAwardCampaign', {
    input: { id, to, expectedVersion, ...more },
    selection: 'campaign { id }',
  });
  expect(codes).toEqual([]);
}

async function decide(id: string, decision: string): Promise<void> {
  const input = { id, decision, reason: '资格不符', expectedVersion: 1 };
  expect((await act(service, 'reviewNomination', { input, selection: 'warnings' })).codes).toEqual([]);
}

const assign = (campaignId: string, reviewerIds: string[], change: object = {}, viewer: Identity = staff) =>
  act<{ reviews: (Review & { conflict: { kind: string } | null })[] | null; warnings: string[] }>(
    service,
    'assignReviewers',
    {
      input: { campaignId, reviewerIds, clientMutationId: randomUUID(), ...change },
      selection: `reviews { ${fields} } warnings`,
      viewer,
    },
  );

/** The reviews of a reviewer, as the reviewer sees them. */
async function mine(reviewerId: string, campaignId: string): Promise<Review[]> {
  const { data } = await service.query<{ myReviews: { edges: { node: Review }[] } }>(
    `query($campaignId: ID) { myReviews(campaignId: $campaignId) { edges { node { ${fields} } } } }`,
    { campaignId },
    workerOf(reviewerId),
  );
  return data.myReviews.edges.map(({ node }) => node);
}

const score = (id: string, points: string, reviewerId: string, expectedVersion = 1) =>
  act<{ review: Review | null }>(service, 'scoreNomination', {
    input: { id, score: points, expectedVersion },
    selection: `review { ${fields} }`,
    viewer: workerOf(reviewerId),
  });

const declare = (id: string, viewer: Identity, expectedVersion: number) =>
  act<{ review: Review & { conflict: { kind: string } } }>(service, 'declareConflict', {
    input: { id, reason: '师生', expectedVersion },
    selection: `review { ${fields} }`,
    viewer,
  });

test('reviewers score what they are assigned, see no other score before the end, and the mean of three is the ranking after it', async () => {
  const { campaignId, nominationIds } = await award(2);
  const reviewers = (await persons(service, 3)) as [string, string, string];
  expect((await assign(campaignId, reviewers)).payload.reviews).toHaveLength(6);
  expect((await assign(campaignId, reviewers)).payload.reviews).toHaveLength(6);
  const [first] = (await mine(reviewers[0], campaignId)) as [Review];
  expect((await score(first.id, '90', reviewers[0])).codes).toEqual(['INVALID_TRANSITION']);
  await advance(campaignId, 2, 'EXPERT_REVIEW');

  const points = [
    ['90', '80.5'],
    ['91', '80.5'],
    ['92.01', '80.6'],
  ];
  for (const [index, reviewerId] of reviewers.entries())
    for (const [position, { id }] of (await mine(reviewerId, campaignId)).entries()) {
      const { payload, codes } = await score(id, points[index]?.[position] as string, reviewerId);
      expect([codes, payload.review?.scores, payload.review?.meanScore]).toEqual([[], null, null]);
    }
  expect((await score(first.id, '90.5', reviewers[0], 1)).codes).toEqual(['VERSION_CONFLICT']);
  const both = await Promise.all([score(first.id, '93', reviewers[0], 2), score(first.id, '93', reviewers[0], 2)]);
  expect(both.flatMap(({ codes }) => codes)).toEqual(['VERSION_CONFLICT']);
  expect((await score(first.id, '101', reviewers[0], 3)).refusals).toMatchObject([
    { code: 'VALIDATION_FAILED', path: ['score'] },
  ]);
  expect((await score(first.id, '50', reviewers[1], 3)).codes).toEqual(['FORBIDDEN']);

  type Seen = {
    awardCampaign: {
      ranking: { rank: number; meanScore: string; nomination: { id: string } }[] | null;
      nominations: {
        edges: {
          node: { meanScore: string | null; reviews: { edges: { node: { score: string | null } }[] } | null };
        }[];
      };
    };
  };
  const seenBy = async (viewer: Identity) => {
    const { data } = await service.query<Seen>(
      'query($id: ID!) { awardCampaign(id: $id) { ranking { rank meanScore nomination { id } } nominations { edges { node { meanScore reviews { edges { node { score } } } } } } } }',
      { id: campaignId },
      viewer,
    );
    return data.awardCampaign;
  };
  const before = await seenBy(staff);
  expect(before.ranking).toBeNull();
  expect(before.nominations.edges.map(({ node }) => node.meanScore)).toEqual([null, null]);
  expect(before.nominations.edges.flatMap(({ node }) => node.reviews?.edges)).toHaveLength(6);
  expect(JSON.stringify(before)).not.toContain('"score":"');

  await advance(campaignId, 3, 'COMMITTEE_REVIEW');
  const [ownFirst] = (await mine(reviewers[0], campaignId)) as [Review];
  expect(ownFirst).toMatchObject({ score: '93.00', scores: ['93.00', '92.01', '91.00'], meanScore: '92.00' });
  expect((await score(first.id, '1', reviewers[0], 3)).codes).toEqual(['INVALID_TRANSITION']);
  const after = await seenBy(staff);
  expect(after.ranking).toEqual([
    { rank: 1, meanScore: '92.00', nomination: { id: nominationIds[0] } },
    { rank: 2, meanScore: '80.53', nomination: { id: nominationIds[1] } },
  ]);
  const elsewhere = await seenBy(staffOf(otherCounty));
  expect([elsewhere.ranking, elsewhere.nominations.edges.map(({ node }) => node)]).toEqual([
    null,
    [
      { meanScore: null, reviews: null },
      { meanScore: null, reviews: null },
    ],
  ]);
});

test('nominees are no reviewers, colleagues and members of the nominator do not score, and the pairs are in the warnings', async () => {
  const [employer] = Object.values(associations) as [string];
  const nominees = [
    ...(await persons(service, 1, { regionCode: county, employerId: employer })),
    ...(await persons(service, 1)),
  ];
  const { campaignId, nominationIds } = await award(2, nominees);
  const [colleague] = (await persons(service, 1, { regionCode: otherCounty, employerId: employer })) as [string];
  const [member] = (await persons(service, 1)) as [string];
  await importRows(service, 'importMemberships', [
    { key: randomUUID(), personId: member, organizationId: associations[county], joinedOn: '2020-01-01' },
  ]);
  expect((await assign(campaignId, [nominees[1] as string])).refusals).toMatchObject([
    { code: 'VALIDATION_FAILED', path: ['reviewerIds'] },
  ]);
  const { payload } = await assign(campaignId, [colleague, member]);
  expect(payload.warnings).toHaveLength(3);
  const kindsOf = async (id: string) =>
    (await mine(id, campaignId)).map((review) => (review as { conflict?: { kind: string } }).conflict?.kind);
  expect(await kindsOf(colleague)).toEqual(['SAME_EMPLOYER', undefined]);
  expect(await kindsOf(member)).toEqual(['SAME_ORGANIZATION', 'SAME_ORGANIZATION']);
  await advance(campaignId, 2, 'EXPERT_REVIEW');
  const [conflicted, free] = (await mine(colleague, campaignId)) as [Review, Review];
  expect((await score(conflicted.id, '90', colleague)).codes).toEqual(['INVALID_TRANSITION']);
  expect((await score(free.id, '90', colleague)).codes).toEqual([]);
  expect(nominationIds).toHaveLength(2);
});

test('a conflict that is found late keeps the score and does not count it: by the reviewer, by staff, and from the register at the end', async () => {
  const [employer] = Object.values(associations) as [string];
  const nominees = [
    ...(await persons(service, 1, { regionCode: county, employerId: employer })),
    ...(await persons(service, 1)),
  ];
  const { campaignId, nominationIds } = await award(2, nominees);
  const reviewers = (await persons(service, 6)) as [string, string, string];
  await assign(campaignId, reviewers, { nominationIds: nominationIds.slice(0, 1) });
  await advance(campaignId, 2, 'EXPERT_REVIEW');
  const reviews: Record<string, Review> = {};
  for (const id of reviewers) {
    const [review] = (await mine(id, campaignId)) as [Review];
    reviews[id] = review;
    expect((await score(review.id, '80', id)).codes).toEqual([]);
  }
  const [byReviewer, byRegister, byStaff] = reviewers;
  const declared = await declare(reviews[byReviewer]?.id as string, workerOf(byReviewer), 2);
  expect(declared.payload.review).toMatchObject({ score: '80.00', conflict: { kind: 'DECLARED', reason: '师生' } });
  // the reviewer takes a post with the employer of the nominee before the end
  const correction = { id: byRegister, employerId: employer, reason: '调动', expectedVersion: 1 };
  expect((await act(service, 'correctPerson', { input: correction, selection: 'person { id }' })).codes).toEqual([]);
  await advance(campaignId, 3, 'COMMITTEE_REVIEW');
  const conflictOf = async (id: string) =>
    ((await mine(id, campaignId))[0] as Review & { conflict: object | null }).conflict;
  expect(await conflictOf(byRegister)).toEqual({ kind: 'SAME_EMPLOYER', reason: null });
  expect((await mine(byRegister, campaignId))[0]).toMatchObject({ score: '80.00', scores: Array(4).fill('80.00') });
  expect((await declare(reviews[byStaff]?.id as string, staffOf(otherCounty), 2)).codes).toEqual(['FORBIDDEN']);
  expect((await declare(reviews[byStaff]?.id as string, staff, 2)).payload.review.conflict.kind).toBe('FOUND');
  expect((await mine(byStaff, campaignId))[0]).toMatchObject({ scores: Array(3).fill('80.00'), meanScore: '80.00' });
  const last = reviewers[5 as 0];
  await declare(reviews[last]?.id as string, workerOf(last), 2);
  expect((await mine(last, campaignId))[0]).toMatchObject({ scores: Array(2).fill('80.00'), meanScore: null });
});

test('reviewers are assigned by staff of the award, to its nominations that are not out, while the experts can review', async () => {
  const [open, other] = [await award(3), await award(2)];
  const [reviewer] = (await persons(service, 1)) as [string];
  await act(service, 'reviewNomination', {
    input: { id: open.nominationIds[0], decision: 'WITHDRAW', expectedVersion: 2 },
    selection: 'warnings',
  });
  expect((await assign(open.campaignId, [reviewer], { nominationIds: open.nominationIds })).codes).toEqual([
    'INVALID_TRANSITION',
  ]);
  expect((await assign(open.campaignId, [reviewer], { nominationIds: other.nominationIds })).codes).toEqual([
    'REFERENCE_UNKNOWN',
  ]);
  expect((await assign(open.campaignId, ['per_unknown'])).codes).toEqual(['REFERENCE_UNKNOWN']);
  expect((await assign(open.campaignId, [])).codes).toEqual(['VALIDATION_FAILED']);
  expect((await assign(open.campaignId, [reviewer], {}, staffOf(otherCounty))).codes).toEqual(['FORBIDDEN']);
  expect((await assign(open.campaignId, [reviewer])).payload.reviews).toHaveLength(2);
  await advance(open.campaignId, 2, 'EXPERT_REVIEW');
  await advance(open.campaignId, 3, 'COMMITTEE_REVIEW');
  expect((await assign(open.campaignId, [reviewer])).codes).toEqual(['INVALID_TRANSITION']);
  const { errors } = await service.query('{ myReviews { totalCount } }', {}, anyone);
  expect(errors?.[0]?.extensions?.code).toBe('UNAUTHORIZED_FIELD');
});
