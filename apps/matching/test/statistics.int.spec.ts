import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError, newId } from '@kexie/kernel';
import { inTransaction } from '@kexie/messaging';
import { viewerOf, type Viewer } from '@kexie/service';
import { testDatabase } from '@kexie/testing';
import { onDay } from '../src/domain.ts';
import { advanceEngagement, recordEngagementOutcome } from '../src/engagement/commands.ts';
import { negotiated, type Engagement } from '../src/engagement/domain.ts';
import type { Expert } from '../src/expert/domain.ts';
import type { MatchingDimension, MatchingStatsFilter } from '../src/generated/graphql.ts';
import { checkStatements, draftNeed, type Need } from '../src/need/domain.ts';
import { propose, proposeForRound, respondToProposal } from '../src/proposal/commands.ts';
import { makeProposal, type Proposal, type ProposalOrigin, type Side } from '../src/proposal/domain.ts';
import { matchingStats } from '../src/statistics/funnel.ts';
import { expertLoadStats } from '../src/statistics/load.ts';
import type { Deps } from '../src/store.ts';
import { city, county, otherCounty } from './builders.ts';
import { administrator, expertOf, knownPerson, openReplica } from './deps.ts';

/** A small funnel that is counted by hand, and a large one for figures that are rounded. */
const databases = [testDatabase('matching-funnel'), testDatabase('matching-load')] as const;
const [guangzhou, shenzhen, beijing] = ['440103', '440305', '110108'];
const [enterpriseA, enterpriseB] = [newId('org'), newId('org')];
/** 10:00 in Shanghai on the day on which both funnels are counted. */
const today = new Date('2026-03-10T02:00:00Z');
let now = today;
let small: Deps;
let large: Deps;

beforeAll(async () => {
  [small, large] = [await openReplica(databases[0].uri, () => now), await openReplica(databases[1].uri, () => today)];
  const names = { [county]: '藤县', [otherCounty]: '苍梧县', '440000': '广东省', '110000': '北京市' };
  for (const [_id, name] of Object.entries(names))
    await small.mongo
      .collection<{ _id: string }>('regions_view')
      .insertOne({ _id, ...{ version: 1, name, level: 'COUNTY', kind: 'COUNTY' } });
  await fillSmall();
  now = today;
  await fillLarge();
}, 120_000);

afterAll(async () => {
  for (const { mongo } of [small, large]) await mongo.destroy();
  for (const database of databases) await database.drop();
});

const viewer = (
  role: string,
  { regions = [] as string[], organizations = [] as string[], id = 'usr_1' } = {},
): Viewer => viewerOf({ id, roles: [role], regions, organizations });
const anonymous = viewerOf({ id: 'anonymous', roles: [], regions: [], organizations: [] });
const staffOf = (...regions: string[]) => viewer('staff', { regions });
const broker = viewer('broker', { regions: [city] });

async function need(deps: Deps, changes: Partial<Need> = {}): Promise<Need> {
  const facts = checkStatements(
    {
      title: '陶瓷废水处理材料',
      description: '研'.repeat(50),
      enterpriseId: enterpriseA,
      regionCode: county,
      requiredSubjects: [{ code: '61030', weight: '1' }],
      serviceModes: ['CONSULTING'],
      quota: 3,
      onsiteRequired: false,
      confidentiality: 'PUBLIC',
    },
    { descriptionMin: 1, today: null },
  );
  const draft = draftNeed(facts, { id: newId('ned'), contactId: null, now: today });
  const next: Need = { ...draft, status: 'PUBLISHED', ...changes };
  await inTransaction(deps.mongo, (session) => deps.store.needs.create({ next, events: [] }, session));
  return next;
}

const published = (day: string): Partial<Need> => ({ publishedOn: day, period: onDay(day) });

async function expert(deps: Deps, regionCode: string, changes: Partial<Expert> = {}): Promise<Expert> {
  const next = expertOf(await knownPerson(deps, regionCode), changes);
  await inTransaction(deps.mongo, (session) => deps.store.experts.create({ next, events: [] }, session));
  return next;
}

type Pair = { need: Need; expert: Expert };

async function proposed(
  { need: { _id: needId }, expert: { _id: expertId } }: Pair,
  origin: ProposalOrigin,
  by: Viewer,
) {
  const input = { needId, expertId, origin, clientMutationId: newId('prp') };
  return (await propose(small, by, input)) as Proposal;
}

/** A broker records the answer of a side, many hours after the present time of the clock. */
async function answered({ _id, version }: Proposal, side: Side, { hours, accept }: { hours: number; accept: boolean }) {
  now = new Date(now.getTime() + hours * 3_600_000);
  const answer = { id: _id, side, accept, consentRecord: '电话同意', expectedVersion: version };
  return respondToProposal(small, broker, { ...answer, reason: accept ? null : 'SCHEDULE' });
}

/**
 * P1 BROKER, N1 and the expert from Guangzhou: both accept, the second after 26 hours, 11 days after the publication.
 * P2 EXPERT, N1 and the local expert: the enterprise declines after 5 hours.
 * P3 RECOMMENDER, N2 and the expert from Beijing: nobody answers; its time is over, and no job has closed it.
 * P4 ENTERPRISE, N2 and the expert from Guangzhou: the expert accepts after 48 hours, 9 days after the publication; solved.
 * P5 ROUND, N3 and the local expert: made on 1 January in Shanghai, which is 31 December in UTC; declined by one side.
 * P6 BROKER, N1 and the expert from Beijing: open.
 * X: an engagement of the expert from Beijing in 2025 without a need; solved.
 */
async function fillSmall(): Promise<void> {
  const n1 = await need(small, {
    ...published('2026-02-20'),
    industryCode: 'N77',
    serviceModes: ['CONSULTING', 'TRAINING'],
  });
  const n2 = await need(small, {
    ...published('2026-02-25'),
    enterpriseId: enterpriseB,
    regionCode: otherCounty,
    requiredSubjects: [{ code: '21040', weight: 1 }],
    mainSubject: '21040',
    industryCode: 'A01',
    confidentiality: 'MEMBERS',
  });
  const n3 = await need(small, { ...published('2025-12-31'), confidentiality: 'MATCHED_ONLY' });
  const [bay, local, far] = [
    await expert(small, guangzhou),
    await expert(small, county),
    await expert(small, beijing),
  ] as const;

  now = new Date('2025-12-31T16:30:00Z');
  const pair = { needId: n3._id, expertId: local._id };
  const [inRound] = await proposeForRound(small, { roundId: newId('rnd'), userId: 'usr_1', pairs: [pair] });
  const p5 = await small.store.proposals.require(inRound?.proposalId as string);
  await answered(p5, 'EXPERT', { hours: 10, accept: false });

  now = new Date('2026-03-02T02:00:00Z');
  const p1 = await proposed({ need: n1, expert: bay }, 'BROKER', broker);
  const p2 = await proposed({ need: n1, expert: local }, 'EXPERT', viewer('worker', { id: local.personId }));
  await proposed({ need: n2, expert: far }, 'RECOMMENDER', broker);
  await answered(await answered(p1, 'ENTERPRISE', { hours: 1, accept: true }), 'EXPERT', { hours: 25, accept: true });
  now = new Date('2026-03-02T02:00:00Z');
  await answered(p2, 'ENTERPRISE', { hours: 5, accept: false });

  now = new Date('2026-03-04T02:00:00Z');
  const user = viewer('enterprise', { organizations: [enterpriseB] });
  const p4 = await proposed({ need: n2, expert: bay }, 'ENTERPRISE', user);
  const { engagementId } = await answered(p4, 'EXPERT', { hours: 48, accept: true });
  const id = engagementId as string;
  await advanceEngagement(small, administrator, { id, to: 'AGREED', startedOn: '2026-03-06', expectedVersion: 1 });
  await advanceEngagement(small, administrator, { id, to: 'IN_PROGRESS', expectedVersion: 2 });
  await advanceEngagement(small, administrator, { id, to: 'DELIVERED', expectedVersion: 3 });
  const outcome = { resolved: true, recordedOn: '2026-03-06', outputs: [] };
  await recordEngagementOutcome(small, administrator, { id, ...outcome, expectedVersion: 4 });

  now = new Date('2026-03-09T16:00:00Z');
  await proposed({ need: n1, expert: far }, 'BROKER', broker);
  const x: Engagement = {
    ...negotiated(n1, far, newId('eng')),
    needId: null,
    industryCode: null,
    mode: 'TRAINING',
    status: 'CLOSED',
    period: onDay('2025-05-01'),
    outcome: {
      ...{ resolved: true, enterpriseRating: null, enterpriseRatedBy: null, expertRating: null, expertRatedBy: null },
      ...{ economicBenefit: null, outputs: [], recordedOn: '2025-06-01' },
    },
  };
  await inTransaction(small.mongo, (session) => small.store.engagements.create({ next: x, events: [] }, session));
}

const stats = (
  groupBy: MatchingDimension[],
  { filter = {} as MatchingStatsFilter, by = administrator, deps = small } = {},
) => matchingStats(deps, by, { filter, groupBy });

/** Codes, then needs, proposals, mutuallyAccepted, engagements, resolved and experts. */
async function counts(...question: Parameters<typeof stats>): Promise<unknown[][]> {
  return (await stats(...question)).map((row) => [
    ...row.keys.map(({ code }) => code),
    ...[row.needs, row.proposals, row.mutuallyAccepted, row.engagements, row.resolved, row.experts],
  ]);
}

/** Compares the rows in any order of the keys. */
const sorted = (rows: unknown[][]) => rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));

describe('the funnel', () => {
  test('the total has each figure as counted by hand', async () => {
    expect(await stats([])).toEqual([
      {
        keys: [],
        needs: 3,
        proposals: 6,
        mutuallyAccepted: 2,
        engagements: 3,
        resolved: 2,
        experts: 3,
        // P1 and P4 of the five that are over; P3 is over although no job has closed it
        acceptanceRate: '0.4000',
        // 9 and 11 days
        medianDaysToMatch: '10.0',
        // 5, 26 and 48 hours
        medianDaysToAnswer: '1.08',
        bayAreaShare: '0.3333',
        bayAreaEngagementShare: '0.6667',
        suppressed: false,
      },
    ]);
  });

  test('each dimension groups the counts to which it applies, and the others are null', async () => {
    expect(await counts(['REGION_COUNTY'])).toEqual([
      [otherCounty, 1, 2, 1, 1, 1, null],
      [county, 2, 4, 1, 2, 1, null],
    ]);
    expect(await counts(['SUBJECT_L1'])).toEqual([
      ['210', 1, 2, 1, 0, 0, 0],
      ['610', 2, 4, 1, 3, 2, 3],
    ]);
    expect(await counts(['INDUSTRY_SECTION'])).toEqual([
      ['A', 1, 2, 1, 1, 1, null],
      ['N', 1, 3, 1, 1, 0, null],
      ['UNKNOWN', 1, 1, 0, 1, 1, null],
    ]);
    expect(await counts(['SERVICE_MODE'])).toEqual([
      ['CONSULTING', 3, 6, 2, 2, 1, 3],
      ['TRAINING', 1, 3, 1, 1, 1, 0],
    ]);
    expect(await counts(['YEAR'])).toEqual([
      ['2025', 1, 0, 0, 1, 1, null],
      ['2026', 2, 6, 2, 1, 1, null],
      ['UNKNOWN', 0, 0, 0, 1, 0, null],
    ]);
    expect(await counts(['NEED_STATUS'])).toEqual([
      ['IN_ENGAGEMENT', 1, 2, 1, null, null, null],
      ['PARTIALLY_MATCHED', 1, 3, 1, null, null, null],
      ['PUBLISHED', 1, 1, 0, null, null, null],
    ]);
    expect(await counts(['EXPERT_REGION'])).toEqual([
      ['110000', null, 2, 0, 1, 1, 1],
      ['440000', null, 2, 2, 2, 1, 1],
      ['450000', null, 2, 0, 0, 0, 1],
    ]);
    expect(sorted(await counts(['ENTERPRISE']))).toEqual(
      sorted([
        [enterpriseA, 2, 4, 1, 2, 1, null],
        [enterpriseB, 1, 2, 1, 1, 1, null],
      ]),
    );
    expect(await counts(['ORIGIN'])).toEqual([
      ['BROKER', null, 2, 1, 1, 0, null],
      ['ENTERPRISE', null, 1, 1, 1, 1, null],
      ['EXPERT', null, 1, 0, 0, 0, null],
      ['OUTSIDE', null, 0, 0, 1, 1, null],
      ['RECOMMENDER', null, 1, 0, 0, 0, null],
      ['ROUND', null, 1, 0, 0, 0, null],
    ]);
  });

  test('rates and medians belong to their group, and are null without a denominator', async () => {
    const rows = await stats(['ORIGIN']);
    expect(
      rows.map(({ keys, acceptanceRate, medianDaysToMatch, medianDaysToAnswer, bayAreaShare }) => [
        ...[keys[0]?.code, acceptanceRate, medianDaysToMatch, medianDaysToAnswer, bayAreaShare],
      ]),
    ).toEqual([
      // P6 is open
      ['BROKER', '1.0000', '11.0', '1.08', '0.5000'],
      ['ENTERPRISE', '1.0000', '9.0', '2.00', '1.0000'],
      ['EXPERT', '0.0000', null, '0.21', '0.0000'],
      ['OUTSIDE', null, null, null, null],
      ['RECOMMENDER', '0.0000', null, null, '0.0000'],
      // one answer is no second answer
      ['ROUND', '0.0000', null, null, '0.0000'],
    ]);
  });

  test('the labels are Chinese', async () => {
    const labels = async (dimension: MatchingDimension) => (await stats([dimension])).map(({ keys }) => keys[0]?.label);
    const origins = ['经纪人推荐', '企业邀请', '专家自荐', '无对接建议', '系统推荐', '对接会'];
    expect(await labels('ORIGIN')).toEqual(origins);
    expect(await labels('REGION_COUNTY')).toEqual(['苍梧县', '藤县']);
  });

  test('three dimensions are grouped together, and a list of four is refused', async () => {
    expect(await counts(['REGION_COUNTY', 'ORIGIN', 'YEAR'])).toContainEqual([
      ...[county, 'BROKER', '2026'],
      ...[null, 2, 1, 0, 0, null],
    ]);
    const four: MatchingDimension[] = ['YEAR', 'ORIGIN', 'ENTERPRISE', 'REGION_COUNTY'];
    for (const wrong of [four, ['YEAR', 'YEAR'] as MatchingDimension[]])
      await expect(stats(wrong)).rejects.toMatchObject({ code: 'VALIDATION_FAILED', inputPath: ['groupBy'] });
    const backwards = { from: '2026-02-01', to: '2026-01-01' };
    await expect(stats([], { filter: backwards })).rejects.toBeInstanceOf(DomainError);
  });

  test('proposals count by their day in China', async () => {
    const proposalsOf = async (from: string, to: string) =>
      (await stats([], { filter: { from, to } })).map(({ needs, proposals, experts }) => [needs, proposals, experts]);
    expect(await proposalsOf('2025-12-01', '2025-12-31')).toEqual([[1, 0, null]]);
    expect(await proposalsOf('2026-01-01', '2026-01-01')).toEqual([[0, 1, null]]);
    expect(await proposalsOf('2026-03-09', '2026-03-09')).toEqual([[0, 0, null]]);
    expect(await proposalsOf('2026-03-10', '2026-03-10')).toEqual([[0, 1, null]]);
    expect(await counts(['YEAR'], { filter: { from: '2024-01-01', to: '2025-12-31' } })).toEqual([
      ['2024', 0, 0, 0, 0, 0, null],
      ['2025', 1, 0, 0, 1, 1, null],
    ]);
  });

  test('a region without records has zeros, and no rates', async () => {
    expect(await stats([], { filter: { regions: ['450481'] } })).toMatchObject([
      { needs: 0, proposals: 0, engagements: 0, experts: 0, acceptanceRate: null, medianDaysToMatch: null },
    ]);
    expect(await stats(['ORIGIN'], { filter: { regions: ['450481'] } })).toEqual([]);
  });

  test('a need whose day of publication is not stated has no days to the match', async () => {
    const [{ medianDaysToMatch } = {}] = await stats([], { filter: { regions: [otherCounty] } });
    expect(medianDaysToMatch).toBe('9.0');
    const change = (publishedOn: string | null) =>
      small.store.needs.model.updateOne({ regionCode: otherCounty }, { $set: { publishedOn } });
    for (const unusable of [null, '2026-03-07']) {
      await change(unusable);
      expect(await stats([], { filter: { regions: [otherCounty] } })).toMatchObject([
        { mutuallyAccepted: 1, medianDaysToMatch: null },
      ]);
    }
    await change('2026-02-25');
  });
});

describe('who sees which figures of a small group', () => {
  test('staff and brokers see exact figures of their regions only, and hidden needs count only there', async () => {
    for (const role of ['staff', 'broker']) {
      const by = viewer(role, { regions: [county] });
      expect(await stats([], { filter: { regions: [county] }, by })).toMatchObject([
        { needs: 2, proposals: 4, mutuallyAccepted: 1, suppressed: false },
      ]);
      // N1, and N2 for members
      expect(await stats([], { filter: { regions: [city] }, by })).toMatchObject([{ needs: 3, suppressed: false }]);
      expect(await stats([], { filter: { regions: [otherCounty] }, by })).toMatchObject([
        { needs: 1, proposals: null, mutuallyAccepted: null, acceptanceRate: null, suppressed: true },
      ]);
    }
  });

  test.each([
    ['anonymous', () => anonymous, 1],
    ['a worker', () => viewer('worker'), 2],
    ['a secretary', () => viewer('secretary'), 2],
    ['the enterprise', () => viewer('enterprise', { organizations: [enterpriseA] }), 3],
    ['staff of another county', () => staffOf('450481'), 2],
  ])('%s sees no figure about fewer than five proposals, nor a row that only they have', async (_, by, needs) => {
    const [total] = await stats([], { filter: { regions: [county, otherCounty], to: '2026-03-09' }, by: by() });
    // the enterprise sees P1, P2, P3, P4 and P5
    const isEnterprise = needs === 3;
    expect(total).toMatchObject({
      needs,
      proposals: isEnterprise ? 5 : null,
      mutuallyAccepted: isEnterprise ? 0 : null,
      acceptanceRate: null,
      medianDaysToMatch: null,
      medianDaysToAnswer: null,
      bayAreaShare: null,
      suppressed: !isEnterprise,
    });
    const byOrigin = await stats(['ORIGIN'], { filter: { regions: [county, otherCounty] }, by: by() });
    expect(byOrigin).toEqual([]);
    const byProvince = await stats(['EXPERT_REGION'], { by: by() });
    expect(byProvince.map(({ keys, experts, proposals }) => [keys[0]?.code, experts, proposals])).toEqual([
      ['110000', 1, null],
      ['440000', 1, null],
      ['450000', 1, null],
    ]);
  });

  test('engagements stay public in other dimensions', async () => {
    expect(await stats(['REGION_COUNTY'], { by: anonymous })).toMatchObject([
      { engagements: 1, resolved: 1, bayAreaEngagementShare: '1.0000', proposals: null },
      { engagements: 2, resolved: 1, bayAreaEngagementShare: '0.5000', proposals: null },
    ]);
  });
});

/**
 * 120 ACTIVE experts, with loads 0 to 6, and one PAUSED expert. One need has 23 proposals of this year: 10 to the first
 * expert, who lies in Shenzhen, and one to each of the next 13. Of these, 3 are open, and 8 of the 20 others are accepted.
 * Their second answers come after 1 to 20 hours. 4 are of the origin ENTERPRISE. Besides, the first expert had a proposal
 * 366 days ago, and the paused expert has one. A hidden need has one proposal to the last expert.
 */
async function fillLarge(): Promise<void> {
  const main = await need(large, published('2026-03-01'));
  const hidden = await need(large, { confidentiality: 'MATCHED_ONLY', enterpriseId: enterpriseB });
  const experts: Expert[] = [];
  for (let index = 0; index < 120; index += 1) {
    const activeLoad = index < 7 ? index : 0;
    const regionCode = index === 0 ? shenzhen : county;
    experts.push(await expert(large, regionCode as string, { activeLoad, capacity: 2, freeCapacity: 2 - activeLoad }));
  }
  const paused = await expert(large, county, { status: 'PAUSED' });
  const madeAt = new Date('2026-03-03T02:00:00Z');
  const write = async (pair: Pair, at: Date, origin: ProposalOrigin, changes: Partial<Proposal> = {}) => {
    const explanation = {
      ...{ needScore: 1, expertScore: 1, mutualScore: 1, eligible: true, failedConstraints: [], parts: [] },
      ...{ sentence: '测试', modelVersion: 'test' },
    };
    const facts = { ...pair, id: newId('prp'), origin, roundId: null, note: null, explanation, userId: 'usr_1' };
    const next = { ...makeProposal(facts, at).next, status: 'DECLINED' as const, closedAt: at, ...changes };
    await inTransaction(large.mongo, (session) => large.store.proposals.create({ next, events: [] }, session));
  };
  for (let index = 0; index < 23; index += 1) {
    const to = experts[index < 10 ? 0 : index - 9] as Expert;
    const second = new Date(madeAt.getTime() + (index + 1) * 3_600_000);
    const answer = { accepted: true, reason: null, comment: null, userId: 'usr_1', recordedConsent: null };
    const answers = [
      { ...answer, side: 'ENTERPRISE' as const, at: madeAt },
      { ...answer, side: 'EXPERT' as const, at: second },
    ];
    const status = index < 8 ? ('CONVERTED' as const) : ('DECLINED' as const);
    const open = { status: 'PROPOSED' as const, closedAt: null, expiresAt: new Date('2026-03-11T16:00:00Z') };
    const changes = index < 20 ? { status, closedAt: second, answers } : open;
    await write({ need: main, expert: to }, madeAt, index < 4 ? 'ENTERPRISE' : 'BROKER', changes);
  }
  await write({ need: main, expert: experts[0] as Expert }, new Date(today.getTime() - 366 * 86_400_000), 'BROKER');
  await write({ need: main, expert: paused }, new Date('2025-06-02T02:00:00Z'), 'BROKER');
  await write({ need: hidden, expert: experts[119] as Expert }, madeAt, 'ROUND');
}

describe('who sees which figures of a large group', () => {
  const filter = { regions: [county], from: '2026-01-01', to: '2026-12-31' };

  test('other viewers see counts in multiples of five, and rates of two digits from at least 20 records', async () => {
    expect(await stats([], { filter, by: staffOf(city), deps: large })).toMatchObject([
      {
        ...{ proposals: 24, mutuallyAccepted: 8, acceptanceRate: '0.3810', bayAreaShare: '0.4167' },
        ...{ medianDaysToMatch: '2.0', medianDaysToAnswer: '0.44', suppressed: false },
      },
    ]);
    expect(await stats([], { filter, by: anonymous, deps: large })).toMatchObject([
      {
        // 23 proposals without that for the hidden need, and 8 acceptances of 20 that are over
        ...{ needs: 1, proposals: 25, mutuallyAccepted: 10, acceptanceRate: '0.40', bayAreaShare: '0.43' },
        // 8 matches are too few; the 20 second answers come after 10.5 hours in the middle
        ...{ medianDaysToMatch: null, medianDaysToAnswer: '0.44', suppressed: false },
      },
    ]);
    expect(await counts(['ORIGIN'], { filter, by: anonymous, deps: large })).toEqual([
      ['BROKER', null, 20, 5, null, null, null],
    ]);
  });
});

describe('the load of experts', () => {
  const load = (by = administrator, filter = {}) => expertLoadStats(large, by, filter);

  test('administrators see each figure as counted by hand', async () => {
    const row = (engagements: number, experts: number) => ({ engagements, orMore: engagements === 5, experts });
    expect(await load()).toEqual({
      experts: 120,
      load: [row(0, 114), row(1, 1), row(2, 1), row(3, 1), row(4, 1), row(5, 2)],
      capacity: 240,
      // 114 × 2 and 1; an expert whose load exceeds the capacity counts 0
      freeCapacity: 229,
      // 10, 13 and 1
      proposals: 24,
      // the two experts with most received 11
      topShare: '0.4583',
      // Σ (2i − 121) xᵢ = 119 × 10 + Σ (2i − 121) for i = 106 … 119 = 1190 + 1456; divided by 120 × 24
      gini: '0.9188',
    });
  });

  test('regions and subjects choose the experts', async () => {
    expect(await load(administrator, { regions: [shenzhen] })).toMatchObject({
      ...{ experts: 1, capacity: 2, freeCapacity: 2, proposals: 10, topShare: '1.0000', gini: '0.0000' },
    });
    expect(await load(administrator, { regions: [county], subjectPrefixes: ['610'] })).toMatchObject({
      ...{ experts: 119, proposals: 14 },
    });
    const none = { experts: 0, capacity: 0, freeCapacity: 0, proposals: 0, topShare: null, gini: null };
    expect(await load(administrator, { subjectPrefixes: ['210'] })).toMatchObject(none);
    await expect(load(administrator, { subjectPrefixes: ['000'] })).rejects.toMatchObject({
      inputPath: ['subjectPrefixes'],
    });
    await expect(load(administrator, { regions: ['45'] })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('other viewers see rounded figures about proposals for needs that they may see, of at least 20 experts', async () => {
    expect(await load(anonymous)).toMatchObject({ experts: 120, proposals: 25, topShare: '0.48', gini: '0.93' });
    expect(await load(staffOf(city), { regions: [shenzhen] })).toMatchObject({
      ...{ experts: 1, proposals: 10, topShare: null, gini: null },
    });
    expect(await expertLoadStats(small, anonymous, {})).toMatchObject({ experts: 3, proposals: null, gini: null });
  });
});
