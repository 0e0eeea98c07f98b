import { hashOutput } from '@kexie/matchmaker';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { inTransaction } from '@kexie/messaging';
import { viewerOf, type Viewer } from '@kexie/service';
import { eventually, testDatabase } from '@kexie/testing';
import type { Expert } from '../src/expert/domain.ts';
import { checkStatements, draftNeed, type Need } from '../src/need/domain.ts';
import { propose, respondToProposal } from '../src/proposal/commands.ts';
import type { DeclineReason, Proposal } from '../src/proposal/domain.ts';
import {
  cancelMatchingRound,
  closeMatchingRound,
  computeMatchingRound,
  openMatchingRound,
  publishMatchingRound,
  recomputeMatchingRound,
  whyNotMatched,
  type OpenRound,
} from '../src/round/commands.ts';
import { messageOf, statusAt, type Round, type RoundStatus } from '../src/round/domain.ts';
import type { StoredPair } from '../src/round/store.ts';
import type { Deps } from '../src/store.ts';
import { newTeam } from '../src/team/domain.ts';
import { county, otherCounty } from './builders.ts';
import { expertOf, openReplica } from './deps.ts';

/** Two replicas on one database, and two whose threads have no time or no memory. Each test has needs and a service team of its own. */
const database = testDatabase('matching-rounds');
const today = new Date('2026-03-02T02:00:00Z');
const broker = viewerOf({ id: 'usr_broker', roles: ['broker'], regions: [county], organizations: [] });
let now = today;
let replicas: [Deps, Deps];
let hurried: Deps;
let cramped: Deps;
let deps: Deps;

beforeAll(async () => {
  const clock = () => now;
  replicas = [await openReplica(database.uri, clock), await openReplica(database.uri, clock)];
  hurried = await openReplica(database.uri, clock, { timeLimitMs: 1 });
  cramped = await openReplica(database.uri, clock, { memoryMbMax: 8 });
  [deps] = replicas;
  for (const _id of [county, otherCounty])
    await deps.mongo
      .collection<{ _id: string }>('regions_view')
      .insertOne({ _id, ...{ version: 1, name: '藤县', level: 'COUNTY', kind: 'COUNTY' } });
}, 60_000);

afterAll(async () => {
  for (const { mongo, roundThreads } of [...replicas, hurried, cramped]) {
    await roundThreads.stop();
    await mongo.destroy();
  }
  await database.drop();
});

/** A region has at most 20 rounds that are not over. */
afterEach(() => deps.store.rounds.model.updateMany({}, { $set: { status: 'CANCELLED' } }));

const code = (expected: string) => expect.objectContaining({ code: expected }) as unknown as Error;

async function need(changes: Partial<Need> = {}): Promise<string> {
  const statements = {
    title: '陶瓷废水处理材料',
    description: '生产线排出的陶瓷废水不能稳定达标,希望找到可以重复使用的过滤材料。',
    enterpriseId: newId('org'),
    regionCode: county,
    requiredSubjects: [{ code: '61030', weight: '1' }],
    serviceModes: ['CONSULTING' as const],
    quota: 1,
    onsiteRequired: false,
    confidentiality: 'PUBLIC' as const,
  };
  const facts = checkStatements(statements, { descriptionMin: 1, today: null });
  const next: Need = {
    ...draftNeed(facts, { id: newId('ned'), contactId: null, now: today }),
    status: 'PUBLISHED',
    ...changes,
  };
  await inTransaction(deps.mongo, (session) => deps.store.needs.create({ next, events: [] }, session));
  return next._id;
}

async function expert(teamId: string, changes: Partial<Expert> = {}): Promise<Expert> {
  const person = { _id: newId('per'), name: '王工', titleLevel: 'SENIOR', employerId: null, regionCode: county };
  const next = expertOf({ ...person, homeStatus: 'VERIFIED' }, { teamIds: [teamId], capacity: 1, ...changes });
  await deps.mongo
    .collection<{ _id: string }>('persons_view')
    .insertOne({ ...person, homeStatus: 'VERIFIED', version: 1, subjectCodes: [], synthetic: true } as { _id: string });
  await inTransaction(deps.mongo, (session) => deps.store.experts.create({ next, events: [] }, session));
  return next;
}

async function team(): Promise<string> {
  const facts = { title: '服务团', purpose: null, regionCodes: [county] };
  const decision = newTeam(facts, newId('org'), newId('stm'));
  await inTransaction(deps.mongo, (session) => deps.store.teams.create({ ...decision, events: [] }, session));
  return decision.next._id;
}

async function opened(changes: Partial<OpenRound> = {}, viewer: Viewer = broker): Promise<Round> {
  const input: OpenRound = {
    title: '春季专家对接会',
    regionCode: county,
    minNeedScore: '0.2',
    minExpertScore: '0.2',
    proposingSide: 'ENTERPRISE',
    clientMutationId: newId('rnd'),
    ...changes,
  };
  return (await openMatchingRound(deps, viewer, input)) as Round;
}

/** Needs, and a team with experts of descending quality. */
async function market({ needs = 3, experts = 4, quota = 1 } = {}) {
  const serviceTeamId = await team();
  const needIds = await Promise.all(Array.from({ length: needs }, () => need({ quota })));
  const pool: Expert[] = [];
  for (let index = 0; index < experts; index += 1)
    pool.push(await expert(serviceTeamId, { completedCount: 10, resolvedCount: 10 - index }));
  return { needIds, serviceTeamIds: [serviceTeamId], pool };
}

const version = ({ _id, version: expectedVersion }: Round) => ({ id: _id, expectedVersion });

async function reaching(id: string, ...statuses: RoundStatus[]): Promise<Round> {
  return eventually(async () => {
    const round = await deps.store.rounds.require(id);
    if (!statuses.includes(statusAt(round, now))) throw new Error(`${round.status} ${JSON.stringify(round.failure)}`);
    return round;
  });
}
async function computed(round: Round, on: Deps = deps): Promise<Round> {
  const begun = await computeMatchingRound(on, broker, version(round));
  expect(begun).toMatchObject({ status: 'COMPUTING', version: round.version + 1 });
  return reaching(begun._id, 'COMPUTED');
}
async function published(round: Round): Promise<Round> {
  await publishMatchingRound(deps, broker, version(round));
  return reaching(round._id, 'PUBLISHED');
}
const counted = ({ roundCounts }: Deps, name: keyof Deps['roundCounts']['counters'], outcome: string): number =>
  roundCounts.counters[name].read()[outcome] ?? 0;
async function pairsOf(round: Round): Promise<StoredPair[]> {
  return deps.store.rounds.pairsAfter(attemptOf(round), { after: '', limit: 1_000 });
}
const attemptOf = ({ _id: roundId, figures }: Round) => ({ roundId, attempt: figures?.attempt ?? 0 });
const proposalsOf = ({ _id: roundId }: Round) => deps.store.proposals.model.find({ roundId }).lean<Proposal[]>();
const answer = ({ _id, version: expectedVersion }: Proposal, side: 'ENTERPRISE' | 'EXPERT', reason?: DeclineReason) =>
  respondToProposal(deps, broker, {
    ...{ id: _id, side, accept: reason === undefined, reason, consentRecord: '电话同意', expectedVersion },
  });
async function accept(proposal: Proposal): Promise<Proposal> {
  return answer(await answer(proposal, 'ENTERPRISE'), 'EXPERT');
}

describe('a round', () => {
  test('is opened, computed and published, and each pair becomes one proposal of origin ROUND', async () => {
    const { pool, ...among } = await market({ needs: 3, experts: 5 });
    const round = await computed(await opened(among));
    expect(round.figures).toMatchObject({
      needs: 3,
      experts: 5,
      places: 3,
      matchedPairs: 3,
      blockingPairs: 0,
      capacityViolations: 0,
      quotaViolations: 0,
      otherFaults: 0,
    });
    const matched = (await pairsOf(round)).map(({ expertId }) => expertId);
    // all needs prefer the same experts, so the three best are matched
    expect(matched.toSorted()).toEqual(
      pool
        .slice(0, 3)
        .map(({ _id }) => _id)
        .toSorted(),
    );

    const done = await published(round);
    expect(done).toMatchObject({ proposalsMade: 3, publishedBy: broker.id, job: null, failure: null });
    const proposals = await proposalsOf(round);
    expect(proposals.map(({ origin, status }) => [origin, status])).toEqual(Array(3).fill(['ROUND', 'PROPOSED']));
    const recorded = (await pairsOf(done)).map(({ proposalId }) => proposalId).toSorted();
    expect(recorded).toEqual(proposals.map(({ _id }) => _id).toSorted());
    const events = await deps.mongo.collection('outbox').find({ aggregateId: round._id }).toArray();
    expect(events.map((row) => [row['type'], row['data']])).toEqual([
      [
        'matching.round.published.v1',
        { roundId: round._id, regionCode: county, pairs: 3, proposals: 3, needs: 3, experts: 5 },
      ],
    ]);
    const closed = await closeMatchingRound(deps, broker, version(done));
    expect(closed.status).toBe('CLOSED');
    expect(await proposalsOf(round)).toHaveLength(3);
  }, 60_000);

  test('has the same inputs, pairs and hashes when it is computed twice, also by two replicas', async () => {
    const { needIds, serviceTeamIds } = await market({ needs: 4, experts: 3, quota: 2 });
    const settings = { needIds, serviceTeamIds, tieSeed: '2026' };
    const first = await computed(await opened(settings), replicas[0]);
    const second = await computed(await opened(settings), replicas[1]);
    const again = await computed(first, replicas[1]);
    const hashes = [first, second, again].map(({ figures }) => [figures?.inputHash, figures?.outputHash]);
    expect(hashes[1]).toEqual(hashes[0]);
    expect(hashes[2]).toEqual(hashes[0]);
    expect(again.figures?.attempt).toBe(2);
    const [one, two] = [await pairsOf(first), await pairsOf(second)];
    expect(two.map(({ needId, expertId }) => [needId, expertId])).toEqual(
      one.map(({ needId, expertId }) => [needId, expertId]),
    );
  }, 60_000);

  test('takes only the free places: without engagements, open proposals and pairs that were declined', async () => {
    const { needIds, serviceTeamIds, pool } = await market({ needs: 2, experts: 3 });
    const [[held, declined], [best, second]] = [needIds, pool];
    const make = (needId = '', expertId = '') =>
      propose(deps, broker, { needId, expertId, origin: 'BROKER', clientMutationId: newId('prp') });
    await make(held, second?._id);
    await answer((await make(declined, best?._id)) as Proposal, 'EXPERT', 'SCHEDULE');
    const round = await computed(await opened({ needIds, serviceTeamIds }));
    expect(round.figures).toMatchObject({ needs: 2, places: 1, matchedPairs: 1, blockingPairs: 0 });
    expect(await pairsOf(round)).toMatchObject([{ needId: declined, expertId: second?._id }]);
  }, 60_000);

  test('assigns neither employees of declared competitors, nor experts who do not come on site to needs that require it', async () => {
    const [serviceTeamId, competitorId] = [await team(), newId('org')];
    const needId = await need({ competitorIds: [competitorId], onsiteRequired: true, quota: 3 });
    await expert(serviceTeamId, { institutionId: competitorId });
    await expert(serviceTeamId, { onsiteOk: false });
    const { _id: expertId } = await expert(serviceTeamId);
    const round = await computed(await opened({ needIds: [needId], serviceTeamIds: [serviceTeamId] }));
    expect(round.figures).toMatchObject({ experts: 3, acceptablePairs: 1, matchedPairs: 1, blockingPairs: 0 });
    expect(await pairsOf(round)).toMatchObject([{ needId, expertId }]);
  }, 60_000);

  test('keeps confirmed and open pairs when it is recomputed after a decline, and makes only new proposals', async () => {
    const { pool, ...among } = await market({ needs: 3, experts: 4 });
    const first = await published(await computed(await opened(among)));
    const proposals = await proposalsOf(first);
    const [confirmed, declined, open] = proposals as [Proposal, Proposal, Proposal];
    await accept(confirmed);
    await answer(declined, 'EXPERT', 'SCHEDULE');
    const begun = await recomputeMatchingRound(replicas[1], broker, version(first));
    const second = await reaching(begun._id, 'COMPUTED');
    expect(second.figures).toMatchObject({ matchedPairs: 3, frozenPairs: 2, blockingPairs: 0, otherFaults: 0 });
    const pairs = await pairsOf(second);
    const of = ({ needId, expertId }: { needId: string; expertId: string }) => `${needId} ${expertId}`;
    expect(
      pairs
        .filter(({ isFrozen }) => isFrozen)
        .map(of)
        .toSorted(),
    ).toEqual([confirmed, open].map(of).toSorted());
    expect(pairs.map(of)).not.toContain(of(declined));
    const fresh = pairs.find(({ isFrozen }) => !isFrozen);
    expect(fresh).toMatchObject({ needId: declined.needId, expertId: pool[3]?._id });

    const before = counted(deps, 'matching_round_pairs_total', 'PROPOSED');
    const done = await published(second);
    expect(done.proposalsMade).toBe(4);
    await eventually(async () => expect(counted(deps, 'matching_round_pairs_total', 'PROPOSED') - before).toBe(1));
    const later = await proposalsOf(done);
    expect(later.map(({ status }) => status).toSorted()).toEqual([
      ...['DECLINED', 'MUTUALLY_ACCEPTED', 'PROPOSED', 'PROPOSED'],
    ]);
  }, 60_000);

  test('reports pairs that can no longer be proposed, and proposes the others', async () => {
    const { pool: _, ...among } = await market({ needs: 2, experts: 2 });
    const round = await computed(await opened(among));
    const [closed] = among.needIds;
    await deps.store.needs.model.updateOne({ _id: closed ?? '' }, { $set: { status: 'WITHDRAWN' } });
    const done = await published(round);
    expect(done.proposalsMade).toBe(1);
    await eventually(async () => expect(counted(deps, 'matching_round_pairs_total', 'VALIDATION_FAILED')).toBe(1));
    const pairs = await pairsOf(done);
    expect(pairs.find(({ needId }) => needId === closed)).toMatchObject({
      proposalId: null,
      refusedCode: 'VALIDATION_FAILED',
    });
    expect(pairs.find(({ needId }) => needId !== closed)).toMatchObject({ refusedCode: null });
  }, 60_000);

  test('gives the experts the result that is best for them when they propose', async () => {
    const { needIds, serviceTeamIds } = await market({ needs: 3, experts: 3 });
    const round = await computed(await opened({ needIds, serviceTeamIds, proposingSide: 'EXPERT' }));
    expect(round.figures).toMatchObject({ matchedPairs: 3, blockingPairs: 0 });
  }, 60_000);
});

describe('a publication', () => {
  const tampered = async (change: (round: Round, pairs: StoredPair[]) => Promise<unknown>) => {
    const { pool: _, ...among } = await market({ needs: 2, experts: 3 });
    const round = await computed(await opened(among));
    await change(round, await pairsOf(round));
    await expect(publishMatchingRound(deps, broker, version(round))).rejects.toThrow(code('INVALID_TRANSITION'));
    const after = await reaching(round._id, 'COMPUTED');
    expect(await proposalsOf(round)).toEqual([]);
    return after;
  };

  test('is refused when the stored pairs were exchanged for others, so that a pair blocks', async () => {
    const after = await tampered((_, [pair]) => deps.store.rounds.results.deleteOne({ _id: pair?._id ?? '' }));
    expect(after.failure).toMatchObject({ code: 'INVALID_TRANSITION' });
  }, 60_000);

  test('is refused when a pair blocks although the hash was changed, too', async () => {
    const after = await tampered(async ({ _id }, [pair, ...others]) => {
      await deps.store.rounds.results.deleteOne({ _id: pair?._id ?? '' });
      await deps.store.rounds.model.updateOne({ _id }, { $set: { 'figures.outputHash': hashOutput(others) } });
    });
    expect(after.failure && messageOf(after.failure.message).en).toContain('independent check');
  }, 60_000);

  test('is refused while the check of the computation has found a blocking pair', async () => {
    const after = await tampered(({ _id }) =>
      deps.store.rounds.model.updateOne({ _id }, { $set: { 'figures.blockingPairs': 1 } }),
    );
    expect(after.failure).toBeNull();
  }, 60_000);

  test('is refused with a typed error when the frozen inputs were damaged', async () => {
    const { pool: _, ...among } = await market({ needs: 1, experts: 1 });
    const round = await computed(await opened(among));
    await deps.store.rounds.chunks.updateOne(
      { roundId: round._id, kind: 'EXPERT' },
      { $set: { records: Buffer.from('damaged') } },
    );
    await expect(publishMatchingRound(deps, broker, version(round))).rejects.toThrow(code('VALIDATION_FAILED'));
    expect(await proposalsOf(round)).toEqual([]);
  }, 60_000);

  test('that was interrupted is resumed, and makes each proposal once', async () => {
    const { pool: _, ...among } = await market({ needs: 2, experts: 2 });
    const round = await computed(await opened(among));
    const done = await published(round);
    // the replica ended after it had made one of the proposals, and before it recorded the end
    const [first] = await proposalsOf(round);
    await deps.store.proposals.model.deleteOne({ _id: first?._id ?? '' });
    const job = { leaseId: 'lost', leaseUntil: today, startedAt: today, phase: 'PROPOSING', share: 0 };
    const lost = { status: 'PUBLISHING', publishedAt: null, job };
    await deps.store.rounds.model.updateOne({ _id: round._id }, { $set: lost });
    const resumed = await published({ ...done });
    expect(resumed.proposalsMade).toBe(2);
    expect(await proposalsOf(round)).toHaveLength(2);
  }, 60_000);
});

describe('a computation', () => {
  test('that two replicas begin at once is done by one of them', async () => {
    const { pool: _, ...among } = await market({ needs: 1, experts: 1 });
    const round = await opened(among);
    const results = await Promise.allSettled(
      replicas.map((replica) => computeMatchingRound(replica, broker, version(round))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(['VERSION_CONFLICT', 'INVALID_TRANSITION']).toContain((refused.reason as { code: string }).code);
    expect(await reaching(round._id, 'COMPUTED')).toMatchObject({ attempts: 1 });
  }, 60_000);

  test('that takes too long makes the round FAILED, and another replica can compute it', async () => {
    const { pool: _, ...among } = await market({ needs: 1, experts: 1 });
    const round = await opened(among);
    await computeMatchingRound(hurried, broker, version(round));
    const failed = await reaching(round._id, 'FAILED');
    expect(failed.failure).toMatchObject({ code: 'TIME_LIMIT' });
    expect(counted(hurried, 'matching_round_computations_total', 'TIME_LIMIT')).toBe(1);
    expect(await computed(failed)).toMatchObject({ failure: null, attempts: 2 });
  }, 60_000);

  test('that needs too much memory makes the round FAILED, and the service goes on', async () => {
    const { pool: _, ...among } = await market({ needs: 1, experts: 1 });
    const round = await opened(among);
    await computeMatchingRound(cramped, broker, version(round));
    expect((await reaching(round._id, 'FAILED')).failure).toMatchObject({ code: 'MEMORY_LIMIT' });
  }, 60_000);

  test('that fails in its thread makes the round FAILED without internal details, and can be repeated', async () => {
    const { needIds, serviceTeamIds } = await market({ needs: 1, experts: 1 });
    const broken = { _id: needIds[0] ?? '' };
    const { requiredSubjects } = await deps.store.needs.require(broken._id);
    await deps.mongo.collection<{ _id: string }>('needs').updateOne(broken, { $set: { requiredSubjects: 7 } });
    const round = await opened({ needIds, serviceTeamIds });
    await computeMatchingRound(deps, broker, version(round));
    const failed = await reaching(round._id, 'FAILED');
    expect(failed.failure).toMatchObject({ code: 'INTERNAL', message: expect.not.stringContaining('TypeError') });
    await deps.mongo.collection<{ _id: string }>('needs').updateOne(broken, { $set: { requiredSubjects } });
    expect(await computed(failed)).toMatchObject({ failure: null });
  }, 60_000);

  test('whose replica was lost is FAILED after its lease, and another replica takes over', async () => {
    const { pool: _, ...among } = await market({ needs: 1, experts: 1 });
    const round = await opened(among);
    const job = { leaseId: 'lost', leaseUntil: new Date(today.getTime() + 60_000), startedAt: today };
    const lost = { status: 'COMPUTING', attempts: 1, job: { ...job, phase: 'SCORING', share: 0.5 } };
    await deps.store.rounds.model.updateOne({ _id: round._id }, { $set: lost });
    await expect(computeMatchingRound(deps, broker, version(round))).rejects.toThrow(code('INVALID_TRANSITION'));
    now = new Date(today.getTime() + 60_000);
    const stale = await deps.store.rounds.require(round._id);
    expect(statusAt(stale, now)).toBe('FAILED');
    const done = await computed(stale, replicas[1]);
    expect(done).toMatchObject({ attempts: 2, figures: { attempt: 2 } });
    now = today;
  }, 60_000);

  test('that ends because the service stops makes the round FAILED and computable', async () => {
    const { pool: _, ...among } = await market({ needs: 1, experts: 1 });
    const round = await opened(among);
    const stopping = await openReplica(database.uri, () => now);
    await computeMatchingRound(stopping, broker, version(round));
    await stopping.roundThreads.stop();
    const failed = await deps.store.rounds.require(round._id);
    expect(failed).toMatchObject({ status: 'FAILED', failure: { code: 'STOPPED' } });
    await stopping.mongo.destroy();
    expect(await computed(failed)).toMatchObject({ failure: null });
  }, 60_000);
});

describe('why was I not matched', () => {
  test('each need and each expert with a free place has a reason, and hidden needs are not counted to experts', async () => {
    const serviceTeamId = await team();
    const hidden = await need({ confidentiality: 'MATCHED_ONLY' });
    const foreignField = { requiredSubjects: [{ code: '21040', weight: 1 }], mainSubject: '21040' };
    const lonely = await need({
      ...foreignField,
      title: '水稻育种',
      description: '水稻育种',
      enterpriseId: newId('org'),
    });
    const [best, other] = [
      await expert(serviceTeamId, { completedCount: 10, resolvedCount: 10 }),
      await expert(serviceTeamId, { completedCount: 10, resolvedCount: 0 }),
    ];
    const among = { needIds: [hidden, lonely], serviceTeamIds: [serviceTeamId] };
    const round = await computed(await opened(among));
    const ask = (viewer: Viewer, agent: { needId?: string; expertId?: string }) =>
      whyNotMatched(deps, viewer, { roundId: round._id, ...agent });

    expect(await ask(broker, { needId: hidden })).toBeNull();
    expect(await ask(broker, { expertId: best._id })).toBeNull();
    expect(await ask(broker, { needId: lonely })).toMatchObject({
      unmatched: {
        ...{ reason: 'NO_ACCEPTABLE', acceptableCount: 0, best: [] },
        failedConstraints: [{ constraint: 'SCORE', count: 2 }],
      },
    });
    expect(await ask(broker, { expertId: other._id })).toMatchObject({
      withCounts: true,
      unmatched: { reason: 'ALL_FULL_WITH_BETTER', acceptableCount: 1, best: [{ id: hidden }] },
    });

    const self = viewerOf({ id: other.personId, roles: ['worker'], regions: [], organizations: [] });
    await expect(ask(self, { expertId: other._id })).rejects.toThrow(code('NOT_FOUND'));
    await published(round);
    expect(await ask(self, { expertId: other._id })).toMatchObject({ withCounts: false });
    await expect(ask(self, { expertId: best._id })).rejects.toThrow(code('FORBIDDEN'));
    await expect(ask(self, { needId: hidden })).rejects.toThrow(code('NOT_FOUND'));
    const { enterpriseId } = await deps.store.needs.require(lonely);
    const owner = viewerOf({ id: 'usr_e', roles: ['enterprise'], regions: [], organizations: [enterpriseId] });
    expect(await ask(owner, { needId: lonely })).toMatchObject({ unmatched: { reason: 'NO_ACCEPTABLE' } });
    await expect(ask(owner, { expertId: other._id })).rejects.toThrow(code('FORBIDDEN'));
    await expect(ask(broker, {})).rejects.toThrow(code('VALIDATION_FAILED'));
    await expect(ask(broker, { needId: lonely, expertId: other._id })).rejects.toThrow(code('VALIDATION_FAILED'));
  }, 60_000);
});

describe('bad input', () => {
  test.each([
    ['a title of one character', { title: '会' }, 'VALIDATION_FAILED'],
    ['a title of 100,000 characters', { title: '会'.repeat(100_000) }, 'VALIDATION_FAILED'],
    ['a score above 1', { minNeedScore: '1.01' }, 'VALIDATION_FAILED'],
    ['a score that is no number', { minExpertScore: 'NaN' }, 'VALIDATION_FAILED'],
    ['a negative score', { minExpertScore: '-0.1' }, 'VALIDATION_FAILED'],
    ['a freeze in the past', { freezeAt: new Date('2026-03-02T01:00:00Z') }, 'VALIDATION_FAILED'],
    ['a freeze in 50 years', { freezeAt: new Date('2076-03-02T01:00:00Z') }, 'VALIDATION_FAILED'],
    ['unknown weights', { modelVersion: 'none' }, 'VALIDATION_FAILED'],
    ['a seed of 101 characters', { tieSeed: 'x'.repeat(101) }, 'VALIDATION_FAILED'],
    ['an unknown need', { needIds: [newId('ned')] }, 'REFERENCE_UNKNOWN'],
    ['501 needs', { needIds: Array.from({ length: 501 }, () => newId('ned')) }, 'VALIDATION_FAILED'],
    ['an unknown team', { serviceTeamIds: [newId('stm')] }, 'REFERENCE_UNKNOWN'],
    ['another region', { regionCode: otherCounty }, 'FORBIDDEN'],
  ])('%s is refused, and no round is opened', async (_, changes, expected) => {
    const before = await deps.store.rounds.model.countDocuments();
    await expect(opened(changes)).rejects.toThrow(code(expected));
    expect(await deps.store.rounds.model.countDocuments()).toBe(before);
  });

  test('a need of another county and an unknown region are refused', async () => {
    const administrator = viewerOf({ id: 'usr_a', roles: ['administrator'], regions: [], organizations: [] });
    const elsewhere = [await need({ regionCode: otherCounty })];
    await expect(opened({ needIds: elsewhere })).rejects.toThrow(code('FORBIDDEN'));
    await expect(opened({ needIds: elsewhere }, administrator)).rejects.toThrow(code('VALIDATION_FAILED'));
    await expect(opened({ regionCode: '999999' }, administrator)).rejects.toThrow(code('REFERENCE_UNKNOWN'));
  });

  test('a round without needs, one that still collects, and steps out of order are refused', async () => {
    const closed = await need({ status: 'RESOLVED' });
    const empty = await opened({ needIds: [closed] });
    await expect(computeMatchingRound(deps, broker, version(empty))).rejects.toThrow(code('VALIDATION_FAILED'));
    const collecting = await opened({ freezeAt: new Date('2026-03-09T00:00:00Z') });
    for (const step of [computeMatchingRound, recomputeMatchingRound, publishMatchingRound, closeMatchingRound])
      await expect(step(deps, broker, version(collecting))).rejects.toThrow(code('INVALID_TRANSITION'));
    await expect(computeMatchingRound(deps, broker, { ...version(empty), expectedVersion: 7 })).rejects.toThrow(
      code('VERSION_CONFLICT'),
    );
    await expect(computeMatchingRound(deps, broker, { id: 'rnd_none', expectedVersion: 1 })).rejects.toThrow(
      code('NOT_FOUND'),
    );
    await expect(cancelMatchingRound(deps, broker, { ...version(empty), reason: ' ' })).rejects.toThrow(
      code('VALIDATION_FAILED'),
    );
    const cancelled = await cancelMatchingRound(deps, broker, { ...version(empty), reason: '报名不足' });
    expect(cancelled).toMatchObject({ status: 'CANCELLED', cancelledBecause: '报名不足' });
    await expect(cancelMatchingRound(deps, broker, { ...version(cancelled), reason: '报名不足' })).rejects.toThrow(
      code('INVALID_TRANSITION'),
    );
  });

  test('a region has at most 20 rounds that are not over, also when requests are concurrent', async () => {
    const openings = await Promise.allSettled(Array.from({ length: 22 }, () => opened()));
    const refusals = openings.flatMap((opening) => (opening.status === 'rejected' ? [opening.reason as Error] : []));
    const refusal = { code: 'QUOTA_EXCEEDED', inputPath: ['regionCode'] };
    expect(refusals).toEqual([expect.objectContaining(refusal), expect.objectContaining(refusal)]);
    const [round] = openings.flatMap((opening) => (opening.status === 'fulfilled' ? [opening.value] : []));
    await cancelMatchingRound(deps, broker, { ...version(round as Round), reason: '报名不足' });
    expect(await opened()).toMatchObject({ status: 'COLLECTING' });
    await expect(opened()).rejects.toThrow(code('QUOTA_EXCEEDED'));
  });

  test('a repeated request opens one round', async () => {
    const clientMutationId = newId('rnd');
    const [first, again] = [await opened({ clientMutationId }), await opened({ clientMutationId })];
    expect(again._id).toBe(first._id);
    await expect(opened({ clientMutationId, title: '另一个' })).rejects.toThrow(code('DUPLICATE'));
  });
});
