import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError, newId, type Logger } from '@kexie/kernel';
import { connectMongo, createOutbox, createRequestLog, inTransaction, prepareCollections } from '@kexie/messaging';
import { createDirectory, createFigures, viewerOf, type Viewer } from '@kexie/service';
import { testDatabase } from '@kexie/testing';
import * as awards from '../src/award/commands.ts';
import {
  allSteps,
  type CampaignRecord,
  type CampaignStatus,
  type NominationDecision,
  type NominationRecord,
  type NominationStatus,
} from '../src/award/domain.ts';
import * as objections from '../src/objection/commands.ts';
import { newPerson } from '../src/person/domain.ts';
import * as reviews from '../src/review/commands.ts';
import { createStore, type Deps } from '../src/store.ts';

const database = testDatabase('people-award-lifecycle');
const nothing = () => undefined;
const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silent };
const region = '450421';
const organizationId = newId('org');
const nomineesMax = 5;
const reviewersMax = 3;
let today = '2026-03-02';
let deps: Deps;

beforeAll(async () => {
  const mongo = await connectMongo(database.uri, { log: silent });
  const outbox = createOutbox(mongo);
  const directory = createDirectory(mongo);
  const now = () => new Date(`${today}T02:00:00Z`);
  const common = {
    mongo,
    outbox,
    directory,
    requests: createRequestLog(mongo),
    figures: createFigures(mongo, directory),
  };
  deps = { ...common, store: createStore(mongo, outbox), now };
  await prepareCollections(mongo);
  await mongo.collection<{ _id: string }>('regions_view').insertOne({
    ...{
      _id: region,
      version: 1,
      name: '苍梧县',
      level: 'COUNTY',
      kind: 'COUNTY',
      parentCode: '450400',
      validTo: null,
    },
  } as { _id: string });
  await mongo.collection<{ _id: string }>('organizations_view').insertOne({
    ...{ _id: organizationId, version: 1, name: '苍梧县科协', kind: 'TERRITORIAL_ASSOCIATION', level: 'COUNTY' },
    ...{ status: 'ACTIVE', regionCode: region, parentId: null, hostId: null, creditCode: null, synthetic: false },
    ...{ subjectCodes: [], industryCodes: [] },
  } as { _id: string });
}, 60_000);
afterAll(async () => {
  await deps.mongo.close();
  await database.drop();
});

const staff = [1, 2, 3].map((number) =>
  viewerOf({ id: `usr_${number}`, roles: ['staff'], regions: [region], organizations: [] }),
) as [Viewer, Viewer, Viewer];

async function newPersons(count: number): Promise<string[]> {
  const facts = {
    name: '科技某',
    regionCode: region,
    titleLevel: 'NONE' as const,
    subjectCodes: [],
    researchDirections: [],
  };
  const persons = Array.from({ length: count }, () => newPerson(newId('per'), facts, deps.now()));
  await inTransaction(deps.mongo, (session) =>
    deps.store.persons.createAll(
      persons.map((next) => ({ next, events: [] })),
      session,
    ),
  );
  return persons.map(({ _id }) => _id);
}

type Command =
  | { kind: 'advance'; by: number; to: CampaignStatus | null; days: number }
  | { kind: 'nominate'; nominee: number }
  | { kind: 'review'; nominee: number; decision: NominationDecision; by: number }
  | { kind: 'object'; nominee: number; by: number }
  | { kind: 'settle'; objection: number; decision: 'DISMISS' | 'UPHOLD'; by: number }
  | { kind: 'assign' }
  | { kind: 'score'; review: number; points: number };

const index = (max: number) => fc.nat({ max: max - 1 });
const decisions: NominationDecision[] = [
  ...(['QUALIFY', 'DISQUALIFY', 'SHORTLIST', 'PROPOSE', 'OBJECT', 'DISMISS_OBJECTION'] as const),
  ...(['UPHOLD_OBJECTION', 'WITHDRAW'] as const),
];
/** Commands of which many fit the next step of an award (`to` null), so that most sequences come to a decision. */
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      by: index(3),
      to: fc.constant(null),
      days: index(30),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      by: index(3),
      to: fc.constantFrom<CampaignStatus>('DRAFT', ...allSteps, 'CANCELLED'),
      days: index(30),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('nominate' as const), nominee: index(nomineesMax) }) },
  {
    weight: 16,
    arbitrary: fc.record({
      kind: fc.constant('review' as const),
      nominee: index(nomineesMax),
      decision: fc.constantFrom<NominationDecision>(...decisions, 'QUALIFY', 'QUALIFY', 'PROPOSE', 'PROPOSE'),
      by: index(2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('object' as const), nominee: index(nomineesMax), by: index(3) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      objection: index(3),
      decision: fc.constantFrom('DISMISS' as const, 'UPHOLD' as const),
      by: index(3),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'assign' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('score' as const), review: index(15), points: fc.nat({ max: 100 }) }),
  },
);

const advance: Command = { kind: 'advance', by: 0, to: null, days: 10 };
const review = (nominee: number, decision: NominationDecision): Command => ({
  kind: 'review',
  nominee,
  decision,
  by: 0,
});
const decide: Command = { ...advance, by: 2 };

/** A sequence that comes to a decision, with commands that are refused on its way. */
const toDecision: Command[] = [
  ...[advance, ...[0, 1].map((nominee): Command => ({ kind: 'nominate', nominee })), advance],
  ...[review(0, 'QUALIFY'), advance, review(1, 'QUALIFY'), { kind: 'assign' } as const, advance],
  ...[0, 1, 2].map((number): Command => ({ kind: 'score', review: number, points: 90 })),
  ...[review(0, 'PROPOSE'), advance, review(0, 'PROPOSE'), review(1, 'PROPOSE'), advance],
  ...[0, 1].map((nominee): Command => ({ kind: 'object', nominee, by: 1 })),
  ...[decide, { kind: 'settle', objection: 0, decision: 'DISMISS', by: 1 } as const],
  ...[0, 1].map((objection): Command => ({ kind: 'settle', objection, decision: 'DISMISS', by: 0 })),
  ...[decide, decide, review(1, 'WITHDRAW'), decide, decide, decide],
];

/** The diagram of nominations in reference and README. */
const nominationSteps: Record<NominationStatus, readonly NominationStatus[]> = {
  SUBMITTED: ['QUALIFIED', 'DISQUALIFIED', 'WITHDRAWN', 'NOT_AWARDED'],
  QUALIFIED: ['SHORTLISTED', 'PROPOSED', 'WITHDRAWN', 'NOT_AWARDED'],
  SHORTLISTED: ['PROPOSED', 'WITHDRAWN', 'NOT_AWARDED'],
  PROPOSED: ['OBJECTED', 'AWARDED', 'WITHDRAWN'],
  OBJECTED: ['PROPOSED', 'NOT_AWARDED', 'WITHDRAWN'],
  DISQUALIFIED: [],
  AWARDED: [],
  NOT_AWARDED: [],
  WITHDRAWN: [],
};

function nextOf({ status, steps }: CampaignRecord): CampaignStatus {
  if (status === 'DRAFT') return 'OPEN';
  const order: readonly CampaignStatus[] = steps;
  return order[order.indexOf(status) + 1] ?? 'ARCHIVED';
}

function daysLater(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

type World = { campaignId: string; nominees: readonly string[]; reviewers: readonly string[] };

async function stateOf({ campaignId }: World) {
  const { store } = deps;
  const [campaign, nominations, objected, reviewed] = await Promise.all([
    store.awards.require(campaignId),
    store.awards.ofCampaign(campaignId),
    store.objections.model.find({ campaignId }).sort({ _id: 1 }).lean(),
    store.reviews.ofCampaign(campaignId),
  ]);
  return { campaign, nominations, objections: objected, reviews: reviewed };
}
type State = Awaited<ReturnType<typeof stateOf>>;

/** Runs a command on the present versions. The result says whether it was accepted; any error but a refusal fails the test. */
async function run(world: World, state: State, step: Command): Promise<boolean> {
  const nominationOf = (nominee: number) =>
    state.nominations.find(({ nomineeId }) => nomineeId === world.nominees[nominee]);
  const clientMutationId = randomUUID();
  const by = staff['by' in step ? step.by : 0] as Viewer;
  const act = async (): Promise<unknown> => {
    if (step.kind === 'advance') {
      const { _id: id, version: expectedVersion } = state.campaign;
      const to = step.to ?? nextOf(state.campaign);
      const days = { publicNoticeFrom: today, publicNoticeTo: daysLater(today, step.days) };
      return awards.advanceAwardCampaign(deps, by, { id, expectedVersion, to, documentNo: '1号', ...days });
    }
    if (step.kind === 'nominate') {
      const nomineeId = world.nominees[step.nominee] as string;
      const facts = { nomineeId, nominatedById: organizationId, summary: '事迹', clientMutationId };
      return awards.nominate(deps, by, { campaignId: world.campaignId, ...facts });
    }
    if (step.kind === 'assign') {
      const reviewerIds = [...world.reviewers];
      return reviews.assignReviewers(deps, by, { campaignId: world.campaignId, reviewerIds, clientMutationId });
    }
    if (step.kind === 'score') {
      const review = state.reviews[step.review];
      if (!review) return false;
      const worker = viewerOf({ id: review.reviewerId, roles: ['worker'], regions: [], organizations: [] });
      const input = { id: review._id, score: String(step.points), expectedVersion: review.version };
      return reviews.scoreNomination(deps, worker, input);
    }
    if (step.kind === 'settle') {
      const objection = state.objections[step.objection];
      if (!objection) return false;
      const { _id: id, version: expectedVersion } = objection;
      return objections.decideObjection(deps, by, { id, expectedVersion, decision: step.decision, reason: '经核查' });
    }
    const nomination = nominationOf(step.nominee);
    if (!nomination) return false;
    const { _id: id, version: expectedVersion } = nomination;
    if (step.kind === 'object')
      return objections.objectToNomination(deps, by, { nominationId: id, text: '不实', clientMutationId });
    return awards.reviewNomination(deps, by, { id, expectedVersion, decision: step.decision, reason: '理由' });
  };
  try {
    return (await act()) !== false;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** What holds after each command, whatever it was. */
function expectDiagram(before: State, after: State): void {
  const { campaign } = after;
  if (campaign.status !== before.campaign.status)
    expect([campaign.status === 'CANCELLED' ? 'CANCELLED' : nextOf(before.campaign)]).toEqual([campaign.status]);
  for (const nomination of after.nominations) {
    const was = before.nominations.find(({ _id }) => _id === nomination._id);
    if (!was) expect([before.campaign.status, nomination.status]).toEqual(['OPEN', 'SUBMITTED']);
    else if (was.status !== nomination.status) expect(nominationSteps[was.status]).toContain(nomination.status);
  }
  const isDecided = ['DECIDED', 'COMMENDED', 'ARCHIVED'].includes(campaign.status);
  const open = after.objections.filter(({ status }) => status === 'OPEN');
  const awarded = after.nominations.filter(({ status }) => status === 'AWARDED').map(({ nomineeId }) => nomineeId);
  if (isDecided) expect(open).toEqual([]);
  expect(awarded.length).toBeLessThanOrEqual(campaign.quota);
  expect(awarded.sort()).toEqual(isDecided ? campaign.awardeeIds : []);
  // a nominee has an open objection exactly while the nomination says so
  const objected = (list: readonly NominationRecord[]) =>
    list.filter(({ status }) => status === 'OBJECTED').map(({ _id }) => _id);
  if (campaign.status !== 'CANCELLED')
    expect(objected(after.nominations).sort()).toEqual(
      [...new Set(open.map(({ nominationId }) => nominationId))].sort(),
    );
  else expect(open).toEqual([]);
  for (const { nominationId, score } of after.reviews) {
    const was = before.reviews.find((review) => review.nominationId === nominationId && review.score === score);
    if (!was && score !== null) expect(before.campaign.status).toBe('EXPERT_REVIEW');
  }
}

/** The events of an award and of its honours, by the statuses that it had and its awardees. */
async function expectEvents({ campaign }: State, statuses: readonly CampaignStatus[]): Promise<void> {
  const honours = await deps.store.honours.model.find({ campaignId: campaign._id }).lean();
  const rows = await deps.mongo
    .collection<{ _id: string; type: string; aggregateId: string }>('outbox')
    .find({ aggregateId: { $in: [campaign._id, ...honours.map(({ _id }) => _id)] } })
    .toArray();
  const count = (type: string) => rows.filter((row) => row.type === type).length;
  expect(count('people.award-campaign.opened.v1')).toBe(statuses.includes('OPEN') ? 1 : 0);
  expect(count('people.award.decided.v1')).toBe(statuses.includes('DECIDED') ? 1 : 0);
  expect(count('people.honour.granted.v1')).toBe(campaign.awardeeIds.length);
  expect(honours.map(({ personId }) => personId).sort()).toEqual(campaign.awardeeIds);
}

test('no sequence of commands leaves the diagram of awards and nominations, awards more than the quota, decides with an open objection, or loses an event', async () => {
  const reached = new Set<CampaignStatus>();
  const sequences = fc.array(command, { minLength: 20, maxLength: 40, size: 'max' });
  const optional = fc.subarray(['EXPERT_REVIEW', 'JOINT_REVIEW', 'PUBLIC_NOTICE'] as const);
  await fc.assert(
    fc.asyncProperty(sequences, optional, fc.integer({ min: 1, max: 2 }), async (commands, optionalSteps, quota) => {
      today = '2026-03-02';
      const people = await newPersons(nomineesMax + reviewersMax);
      const draft = await awards.draftAwardCampaign(deps, staff[0], {
        ...{
          title: randomUUID(),
          year: 2026,
          regionCode: region,
          edition: 1,
          conferredBy: ['县委'],
          quota,
          optionalSteps,
        },
        ...{ opensOn: '2026-01-01', closesOn: '2027-12-31', clientMutationId: randomUUID() },
      });
      const world: World = {
        campaignId: draft._id,
        nominees: people.slice(0, nomineesMax),
        reviewers: people.slice(nomineesMax),
      };
      let state = await stateOf(world);
      const statuses = [state.campaign.status];
      for (const step of commands) {
        const isAccepted = await run(world, state, step);
        const after = await stateOf(world);
        if (isAccepted) expectDiagram(state, after);
        else expect(after).toEqual(state);
        state = after;
        statuses.push(state.campaign.status);
        today = daysLater(today, 3);
      }
      statuses.forEach((status) => reached.add(status));
      await expectEvents(state, statuses);
    }),
    { numRuns: 12, examples: [[toDecision, ['EXPERT_REVIEW', 'PUBLIC_NOTICE'], 1]] },
  );
  // the property says something only if a sequence comes to a decision
  expect([...reached]).toEqual(expect.arrayContaining(['PUBLIC_NOTICE', 'DECIDED']));
}, 300_000);

test('of two simultaneous decisions about an award one wins, and the other is a VERSION_CONFLICT', async () => {
  today = '2026-03-02';
  const [nominee] = (await newPersons(1)) as [string];
  const { _id: id } = await awards.openAwardCampaign(deps, staff[0], {
    ...{ title: randomUUID(), year: 2026, regionCode: region, edition: 1, conferredBy: ['县委'], quota: 1 },
    ...{ opensOn: '2026-01-01', closesOn: '2027-12-31', optionalSteps: [], clientMutationId: randomUUID() },
  });
  const world: World = { campaignId: id, nominees: [nominee], reviewers: [] };
  const script: Command[] = [
    { kind: 'nominate', nominee: 0 },
    { kind: 'advance', by: 0, to: null, days: 0 },
    { kind: 'review', nominee: 0, decision: 'QUALIFY', by: 0 },
    { kind: 'advance', by: 0, to: null, days: 0 },
    { kind: 'review', nominee: 0, decision: 'PROPOSE', by: 0 },
  ];
  for (const step of script) expect(await run(world, await stateOf(world), step)).toBe(true);
  const results = await Promise.allSettled(
    [staff[1], staff[2]].map((viewer) =>
      awards.advanceAwardCampaign(deps, viewer, { id, to: 'DECIDED', expectedVersion: 3 }),
    ),
  );
  const codes = results.flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as DomainError).code] : [],
  );
  expect(codes).toEqual(['VERSION_CONFLICT']);
  const state = await stateOf(world);
  expect(state.campaign.awardeeIds).toEqual([nominee]);
  await expectEvents(state, ['OPEN', 'DECIDED']);
});
