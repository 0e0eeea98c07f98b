import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type Logger } from '@kexie/kernel';
import {
  connectMongo,
  createOutbox,
  createRequestLog,
  inTransaction,
  prepareCollections,
  type Mongo,
} from '@kexie/messaging';
import { createDirectory, createFigures, viewerOf } from '@kexie/service';
import { eventually, testDatabase } from '@kexie/testing';
import { checkStatements as checkExpert, newExpert } from '../src/expert/domain.ts';
import { expireOverdue, startExpiryWatch } from '../src/expiry-watch.ts';
import { checkStatements, draftNeed, type Need } from '../src/need/domain.ts';
import { propose, proposeForRound, respondToProposal } from '../src/proposal/commands.ts';
import type { Proposal } from '../src/proposal/domain.ts';
import { createLivePool } from '../src/matchmaker/live-pool.ts';
import { createRoundCounts } from '../src/round/counts.ts';
import { createRoundThreads } from '../src/round/threads.ts';
import { createStore, type Deps } from '../src/store.ts';
import { county } from './builders.ts';

/** Two replicas on one database, whose clock the tests set. */
const database = testDatabase('matching');
const enterpriseId = newId('org');
const broker = viewerOf({ id: 'usr_broker', roles: ['broker'], regions: [county], organizations: [] });
const nothing = () => undefined;
const warnings: unknown[] = [];
const log: Logger = {
  debug: nothing,
  info: nothing,
  warn: (...entry: unknown[]) => void warnings.push(entry),
  error: nothing,
  child: () => log,
};
const madeAt = new Date('2026-03-02T02:00:00Z');
const expiry = new Date('2026-03-09T16:00:00Z');
let now = madeAt;
const replicas: { mongo: Mongo; deps: Deps }[] = [];
let deps: Deps;

beforeAll(async () => {
  for (let replica = 0; replica < 2; replica += 1) {
    const mongo = await connectMongo(database.uri, { log });
    const [outbox, directory] = [createOutbox(mongo), createDirectory(mongo)];
    const base = { mongo, outbox, directory, now: () => now, requests: createRequestLog(mongo) };
    const figures = createFigures(mongo, directory);
    const store = createStore(mongo, outbox);
    const roundThreads = createRoundThreads({ uri: database.uri, log });
    const pool = createLivePool({ experts: store.experts.model, needs: store.needs.model });
    const roundCounts = createRoundCounts();
    replicas.push({ mongo, deps: { ...base, figures, store, pool, roundThreads, roundCounts } });
  }
  const [first] = replicas;
  deps = (first as { deps: Deps }).deps;
  await prepareCollections(deps.mongo);
}, 60_000);

afterAll(async () => {
  for (const { mongo } of replicas) await mongo.destroy();
  await database.drop();
});

const subjects = [{ code: '61030', weight: '1' }];
async function need(changes: Partial<Need> = {}): Promise<string> {
  const statements = {
    title: '陶瓷废水处理材料',
    description: '研'.repeat(50),
    enterpriseId,
    regionCode: county,
    requiredSubjects: subjects,
    serviceModes: ['CONSULTING' as const],
    quota: 1,
    onsiteRequired: false,
    confidentiality: 'PUBLIC' as const,
  };
  const facts = checkStatements(statements, { descriptionMin: 1, today: null });
  const next: Need = {
    ...draftNeed(facts, { id: newId('ned'), contactId: null, now: madeAt }),
    status: 'PUBLISHED',
    ...changes,
  };
  await inTransaction(deps.mongo, (session) => deps.store.needs.create({ next, events: [] }, session));
  return next._id;
}

async function expert(capacity = 2, employerId: string | null = null): Promise<string> {
  const person = {
    _id: newId('per'),
    name: '王工',
    titleLevel: 'SENIOR',
    employerId,
    regionCode: county,
    homeStatus: 'VERIFIED',
  };
  await deps.mongo
    .collection<{ _id: string }>('persons_view')
    .insertOne({ ...person, version: 1, subjectCodes: [], synthetic: true } as { _id: string });
  const facts = checkExpert(
    {
      subjects,
      serviceModes: ['CONSULTING'],
      capacity,
      remoteOk: true,
      onsiteOk: true,
      isInvited: true,
      consentVersion: '2026-1',
    },
    person,
  );
  const decision = newExpert(facts, person, newId('exp'));
  await inTransaction(deps.mongo, (session) => deps.store.experts.create(decision, session));
  return decision.next._id;
}

const proposed = async (pair: { needId: string; expertId: string }): Promise<Proposal> =>
  (await propose(deps, broker, { ...pair, origin: 'BROKER', clientMutationId: newId('prp') })) as Proposal;
const answer = (
  { _id, version }: Proposal,
  side: 'ENTERPRISE' | 'EXPERT',
  decline?: 'NOT_MY_FIELD' | 'NO_CAPACITY',
): Promise<Proposal> =>
  respondToProposal(deps, broker, {
    id: _id,
    side,
    accept: decline === undefined,
    reason: decline,
    consentRecord: '电话同意',
    expectedVersion: version,
  });
const code = (expected: string) => expect.objectContaining({ code: expected }) as unknown as Error;

/** The number of events of this type about a record that wait in the outbox or were published. */
async function events(type: string, aggregateId: string): Promise<number> {
  const rows = await deps.mongo.collection('outbox').find().toArray();
  return rows.filter((row) => JSON.stringify(row).includes(type) && JSON.stringify(row).includes(aggregateId)).length;
}

test('two replicas that close an overdue proposal at once change it once, with one event, and reopen its need', async () => {
  now = madeAt;
  const pair = { needId: await need(), expertId: await expert() };
  const proposal = await proposed(pair);
  expect(proposal.expiresAt).toEqual(expiry);
  const round = () =>
    Promise.all(replicas.map((replica) => expireOverdue(replica.deps, log, new AbortController().signal)));
  now = new Date(expiry.getTime() - 1);
  await round();
  expect((await deps.store.proposals.require(proposal._id)).status).toBe('PROPOSED');
  now = expiry;
  expect(await deps.store.proposals.countOverdue(now)).toBe(1);
  await round();
  expect(await deps.store.proposals.require(proposal._id)).toMatchObject({ status: 'EXPIRED', version: 2 });
  expect(await events('matching.proposal.expired.v1', proposal._id)).toBe(1);
  expect((await deps.store.needs.require(pair.needId)).status).toBe('PUBLISHED');
  expect(await deps.store.experts.require(pair.expertId)).toMatchObject({ openProposals: 0, proposalCount: 1 });
  expect(await deps.store.proposals.countOverdue(now)).toBe(0);
  expect(warnings).toEqual([]);
});

test('an overdue proposal can neither be answered nor found as open before the job closes it, and the pair can be proposed again', async () => {
  now = madeAt;
  const pair = { needId: await need(), expertId: await expert() };
  const proposal = await proposed(pair);
  now = expiry;
  await expect(answer(proposal, 'EXPERT')).rejects.toThrow(code('INVALID_TRANSITION'));
  const found = async (status: 'PROPOSED' | 'EXPIRED') =>
    (await deps.store.proposals.list(broker, { filter: { needId: pair.needId, statuses: [status] } }, now)).edges
      .length;
  expect([await found('PROPOSED'), await found('EXPIRED')]).toEqual([0, 1]);
  expect(await deps.store.proposals.closedPairs(broker, pair.needId, now)).toEqual(new Set());
  expect((await proposed(pair)).status).toBe('PROPOSED');
  expect((await deps.store.proposals.require(proposal._id)).status).toBe('EXPIRED');
  expect([await found('PROPOSED'), await found('EXPIRED')]).toEqual([1, 1]);
});

test('an expert is not proposed to their employer', async () => {
  now = madeAt;
  const refusal = proposed({ needId: await need(), expertId: await expert(2, enterpriseId) });
  await expect(refusal).rejects.toThrow('CONFLICT_OF_INTEREST');
  await expect(refusal).rejects.toThrow(code('VALIDATION_FAILED'));
});

test('a pair that was declined can be proposed again on the 180th day and not before', async () => {
  now = madeAt;
  const pair = { needId: await need(), expertId: await expert() };
  await answer(await proposed(pair), 'ENTERPRISE', 'NO_CAPACITY');
  now = new Date('2026-08-28T15:59:59Z');
  await expect(proposed(pair)).rejects.toThrow(code('INVALID_TRANSITION'));
  now = new Date('2026-08-28T16:00:00Z');
  expect((await proposed(pair)).status).toBe('PROPOSED');
});

test('the record of an expert states the fields that the expert declined as foreign, and not those declined for lack of time', async () => {
  now = madeAt;
  const expertId = await expert();
  const decline = async (reason: 'NOT_MY_FIELD' | 'NO_CAPACITY', side: 'ENTERPRISE' | 'EXPERT') =>
    answer(await proposed({ needId: await need(), expertId }), side, reason);
  await decline('NO_CAPACITY', 'EXPERT');
  await decline('NOT_MY_FIELD', 'ENTERPRISE');
  expect((await deps.store.experts.require(expertId)).notMyField).toEqual([]);
  await decline('NOT_MY_FIELD', 'EXPERT');
  const open = await proposed({ needId: await need(), expertId });
  expect(await deps.store.experts.require(expertId)).toMatchObject({
    notMyField: ['61030'],
    proposalCount: 4,
    openProposals: 1,
    version: 1,
  });
  expect(open.features.length).toBeGreaterThan(0);
});

test('the standing of an enterprise is written into its open needs that state another one, and into no others', async () => {
  const of = { enterpriseId: newId('org') };
  const standing = { enterpriseRatings: [4, 5], enterpriseAnswers: { answered: 2, expired: 1 } };
  const same = await need({ ...of, ...standing });
  const others = await Promise.all([
    need({ ...of, ...standing, enterpriseRatings: [5, 4] }),
    need({ ...of, ...standing, enterpriseAnswers: { answered: 3, expired: 1 } }),
    need({ ...of, ...standing, enterpriseAnswers: { answered: 2, expired: 0 } }),
  ]);
  const closed = await need({ ...of, status: 'RESOLVED' });
  const changedAt = async (id: string) => (await deps.store.needs.require(id)).changedAt;
  const before = [await changedAt(same), await changedAt(closed)];
  await inTransaction(deps.mongo, (session) =>
    deps.store.needs.setEnterpriseStanding(of.enterpriseId, standing, session),
  );
  for (const id of others) expect(await deps.store.needs.require(id)).toMatchObject(standing);
  expect([await changedAt(same), await changedAt(closed)]).toEqual(before);
  expect((await deps.store.needs.require(closed)).enterpriseRatings).toEqual([]);
});

test('a need expires after its deadline with one event, and its proposals end with it; a need with an engagement does not', async () => {
  now = madeAt;
  const deadline = '2026-03-03';
  const [needId, matched] = [await need({ deadline }), await need({ deadline, quota: 2 })];
  const proposal = await proposed({ needId, expertId: await expert() });
  const accepted = await answer(await proposed({ needId: matched, expertId: await expert() }), 'ENTERPRISE');
  await answer(accepted, 'EXPERT');
  now = new Date('2026-03-03T16:00:00Z');
  await expect(proposed({ needId, expertId: await expert() })).rejects.toThrow(code('VALIDATION_FAILED'));
  await Promise.all(replicas.map((replica) => expireOverdue(replica.deps, log, new AbortController().signal)));
  expect((await deps.store.needs.require(needId)).status).toBe('EXPIRED');
  expect(await events('matching.need.expired.v1', needId)).toBe(1);
  expect(await deps.store.proposals.require(proposal._id)).toMatchObject({
    status: 'SUPERSEDED',
    supersededBecause: 'NEED_CLOSED',
  });
  expect((await deps.store.needs.require(matched)).status).toBe('PARTIALLY_MATCHED');
});

test('the second acceptance is superseded when the expert has lost the consent or the capacity since the proposal', async () => {
  now = madeAt;
  const [needId, expertId] = [await need(), await expert()];
  const half = await answer(await proposed({ needId, expertId }), 'ENTERPRISE');
  await deps.store.experts.model.updateOne({ _id: expertId }, { $set: { consentVersion: null } });
  expect(await answer(half, 'EXPERT')).toMatchObject({
    status: 'SUPERSEDED',
    supersededBecause: 'EXPERT_UNAVAILABLE',
    engagementId: null,
  });
  expect((await deps.store.needs.require(needId)).status).toBe('PUBLISHED');
});

test('a round proposes its pairs once, also when it is repeated, and reports the pairs that it cannot propose', async () => {
  now = madeAt;
  const [needId, free, full, roundId] = [await need({ quota: 3 }), await expert(), await expert(0), newId('rnd')];
  const pairs = [
    { needId, expertId: free },
    { needId, expertId: full },
    { needId, expertId: newId('exp') },
    ...(await Promise.all(
      Array.from({ length: 21 }, async () => ({ needId: await need(), expertId: await expert() })),
    )),
  ];
  const outcomes = await proposeForRound(deps, { roundId, userId: 'usr_staff', pairs });
  expect(outcomes.map(({ needId: need_, expertId }) => ({ needId: need_, expertId }))).toEqual(pairs);
  expect(outcomes.map(({ code: refusal }) => refusal)).toEqual([
    null,
    'VALIDATION_FAILED',
    'NOT_FOUND',
    ...Array.from({ length: 21 }, () => null),
  ]);
  expect(await deps.store.proposals.require(outcomes[0]?.proposalId ?? '')).toMatchObject({
    origin: 'ROUND',
    roundId,
    status: 'PROPOSED',
  });
  expect(await proposeForRound(deps, { roundId, userId: 'usr_staff', pairs })).toEqual(outcomes);
  const [again] = await proposeForRound(deps, { roundId: newId('rnd'), userId: 'usr_staff', pairs: pairs.slice(0, 1) });
  expect(again).toMatchObject({ proposalId: null, code: 'DUPLICATE' });
}, 60_000);

test('the watch closes what is overdue when it starts, and its stop waits for the running round', async () => {
  now = madeAt;
  const proposal = await proposed({ needId: await need(), expertId: await expert() });
  now = expiry;
  const watch = startExpiryWatch(deps, log);
  await eventually(async () => expect((await deps.store.proposals.require(proposal._id)).status).toBe('EXPIRED'));
  await watch.stop();
  const later = await proposed({ needId: await need(), expertId: await expert() });
  now = later.expiresAt;
  const stopped = startExpiryWatch(deps, log);
  await stopped.stop();
  const { status, version } = await deps.store.proposals.require(later._id);
  expect(await deps.store.proposals.require(later._id)).toMatchObject({ status, version });
});
