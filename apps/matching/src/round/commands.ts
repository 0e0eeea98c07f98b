import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { contains, DomainError, newId, requireText, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import type { Permit, Viewer } from '@kexie/service';
import { modelOf } from '../matchmaker/present-model.ts';
import { say } from '../messages.ts';
import { maySee as maySeeNeed } from '../need/domain.ts';
import { proposeForRound } from '../proposal/commands.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  beginComputing,
  beginPublishing,
  cancelRound,
  closeRound,
  computed,
  failed,
  isInCharge,
  leaseMs,
  maySee,
  openRound,
  published,
  requireSound,
  unfinishedPerRegionMax,
  type Failure,
  type Recheck,
  type Round,
  type RoundPhase,
  type RoundStatements,
} from './domain.ts';
import { openNeedsOf, withoutNeeds } from './freeze.ts';
import type { StoredUnmatched } from './store.ts';
import { asDomainError, stopped, type Computed } from './threads.ts';

/** How often a job renews its lease. */
const renewEachMs = leaseMs / 4;
/** The pairs that are read and proposed at a time, in transactions of 20 pairs. */
const pairsPerBatch = 100;
/** A request for a publication is answered after this time, also if the check is not finished. */
const checkWaitMs = 5_000;

export type OpenRound = RoundStatements & { clientMutationId: string };
export type ChangeRound = { id: string; expectedVersion: number };

/**
 * Opens a round.
 * @throws UNAUTHENTICATED, FORBIDDEN, VALIDATION_FAILED (also for needs outside the region, and unknown weights),
 * REFERENCE_UNKNOWN, REFERENCE_INACTIVE, DUPLICATE, QUOTA_EXCEEDED for more than 20 unfinished rounds of a region.
 */
export async function openMatchingRound(deps: Deps, viewer: Viewer, input: OpenRound): Promise<Round | null> {
  const permit = rights.openMatchingRound(viewer);
  const id = newId('rnd');
  const seed = randomBytes(16).toString('hex');
  const now = deps.now();
  const roundId = await deps.requests.once(
    { viewerId: viewer.id, mutation: 'openMatchingRound', input },
    async (session) => {
      permit({ regionCode: input, needIds: null, serviceTeamIds: null });
      const { modelVersion } = await modelOf(deps, input.modelVersion);
      const decision = openRound(input, { id, seed, modelVersion, now });
      await deps.directory.knownRegion(input.regionCode, 'regionCode', session, toDay(now));
      await requireNeeds(deps, decision.next, permit, session);
      await deps.store.teams.requireActive(decision.next.serviceTeamIds, 'serviceTeamIds', session);
      await requireFewUnfinished(deps, decision.next, session);
      return deps.store.rounds.create(decision, session);
    },
  );
  return deps.store.rounds.find(roundId);
}

/** @throws QUOTA_EXCEEDED, also if concurrent requests open rounds. */
async function requireFewUnfinished(
  { store: { rounds, placeLocks } }: Deps,
  { regionCode }: Round,
  session: Session,
): Promise<void> {
  await placeLocks.take([regionCode], session);
  if ((await rounds.countUnfinished(regionCode, session)) >= unfinishedPerRegionMax)
    throw new DomainError(
      'QUOTA_EXCEEDED',
      say`This region already has ${unfinishedPerRegionMax} rounds. Close or cancel one of them.`,
      ['regionCode'],
    );
}

async function requireNeeds(
  { store: { needs } }: Deps,
  { needIds, regionCode }: Round,
  permit: Permit<'regionCode' | 'needIds' | 'serviceTeamIds'>,
  session: Session,
): Promise<void> {
  if (needIds.length === 0) return;
  const known = await needs.placesOf(needIds, session);
  permit({ regionCode: { regionCode }, needIds: known, serviceTeamIds: null });
  if (known.length < needIds.length)
    throw new DomainError('REFERENCE_UNKNOWN', say`One of the needs is not known.`, ['needIds']);
  if (known.some((need) => !contains(regionCode, need.regionCode)))
    throw new DomainError('VALIDATION_FAILED', say`One of the needs lies outside the region of the round.`, [
      'needIds',
    ]);
}

/**
 * Begins the computation of a round and returns it as COMPUTING. The computation goes on in a thread of this replica.
 * @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, INVALID_TRANSITION, VALIDATION_FAILED for a round without
 * needs, QUOTA_EXCEEDED while ten computations wait.
 */
export async function computeMatchingRound(deps: Deps, viewer: Viewer, input: ChangeRound): Promise<Round> {
  return begin(deps, rights.computeMatchingRound(viewer), input, false);
}

/**
 * Begins the computation of a round that has been published. It keeps the pairs whose proposals are open or accepted, and
 * makes none that was declined or has ended otherwise. Needs and experts are read anew.
 * @throws as `computeMatchingRound`.
 */
export async function recomputeMatchingRound(deps: Deps, viewer: Viewer, input: ChangeRound): Promise<Round> {
  return begin(deps, rights.recomputeMatchingRound(viewer), input, true);
}

async function begin(deps: Deps, permit: Permit<'id'>, input: ChangeRound, again: boolean): Promise<Round> {
  const { rounds, needs } = deps.store;
  const leaseId = randomUUID();
  const round = await rounds.update(input, {
    authorize: permitOf(permit),
    decide: async (current, session) => {
      const decision = beginComputing(current, { leaseId, again, now: deps.now() });
      deps.roundThreads.requireRoom();
      // a published round has at least the needs of its pairs
      if (!again && !(await needs.model.exists(openNeedsOf(current)).session(session))) throw withoutNeeds();
      return decision;
    },
  });
  deps.roundThreads.begin(() => compute(deps, round, leaseId));
  return round;
}

async function compute(deps: Deps, { _id: id, attempts }: Round, leaseId: string): Promise<void> {
  const { rounds } = deps.store;
  const lease = holdLease(deps, id, leaseId);
  const begun = performance.now();
  const count = (outcome: string) => deps.roundCounts.computation(outcome, performance.now() - begun);
  try {
    const task = { kind: 'COMPUTE' as const, roundId: id, attempt: attempts, nowMs: deps.now().getTime() };
    const found = (await deps.roundThreads.run(task, lease.report)) as Computed;
    lease.end();
    await rounds.update({ id }, { decide: (round) => computed(round, leaseId, { ...found, computedAt: deps.now() }) });
    count('COMPUTED');
  } catch (error) {
    lease.end();
    const failure = deps.roundThreads.failureOf(error, id);
    count(failure.code);
    await fail(deps, id, leaseId, failure);
  }
}

/**
 * Begins the publication of a computed round and returns it as PUBLISHING. A thread first checks the stored result against
 * the frozen inputs; if it finds a fault, nothing is published. Then proposals are made in the background. A publication
 * that was interrupted is resumed by the same command, and proposes no pair twice.
 * @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, QUOTA_EXCEEDED, VALIDATION_FAILED for damaged inputs,
 * INVALID_TRANSITION, also if the check found a fault within five seconds; one that is found later is the `failure` of the
 * round.
 */
export async function publishMatchingRound(deps: Deps, viewer: Viewer, input: ChangeRound): Promise<Round> {
  const permit = rights.publishMatchingRound(viewer);
  const { rounds } = deps.store;
  const leaseId = randomUUID();
  const round = await rounds.update(input, {
    authorize: permitOf(permit),
    decide: (current) => {
      const decision = beginPublishing(current, { leaseId, userId: viewer.id, now: deps.now() });
      deps.roundThreads.requireRoom();
      return decision;
    },
  });
  const refusal = Promise.withResolvers<Failure | null>();
  deps.roundThreads.begin((signal) => publish(deps, round, { leaseId, signal, onChecked: refusal.resolve }));
  const refused = await Promise.race([refusal.promise, delay(checkWaitMs, null, { ref: false })]);
  if (refused) throw asDomainError(refused);
  return rounds.require(round._id);
}

async function publish(
  deps: Deps,
  round: Round,
  {
    leaseId,
    signal,
    onChecked,
  }: { leaseId: string; signal: AbortSignal; onChecked: (refused: Failure | null) => void },
): Promise<void> {
  const { rounds, proposals } = deps.store;
  const { _id: id, figures } = round;
  const attempt = { roundId: id, attempt: figures?.attempt ?? 0 };
  const lease = holdLease(deps, id, leaseId);
  try {
    const task = { kind: 'RECHECK' as const, ...attempt, nowMs: deps.now().getTime() };
    requireSound(round, (await deps.roundThreads.run(task, lease.report)) as Recheck);
    onChecked(null);
    const total = figures?.matchedPairs ?? 0;
    const refusals: string[] = [];
    let done = 0;
    for (let after = ''; ;) {
      const pairs = await rounds.pairsAfter(attempt, { after, limit: pairsPerBatch });
      // another replica may have taken over while this one was not scheduled
      if (!(await rounds.renew(id, { leaseId, phase: 'PROPOSING', share: done / Math.max(1, total) }, deps.now())))
        return lease.end();
      const outcomes = await proposeForRound(deps, { roundId: id, userId: round.publishedBy ?? '', pairs });
      await rounds.recordOutcomes(attempt, outcomes);
      refusals.push(...outcomes.flatMap(({ code }) => code ?? []));
      done += pairs.length;
      if (pairs.length < pairsPerBatch) break;
      if (signal.aborted) throw stopped();
      after = pairs.at(-1)?._id ?? '';
    }
    lease.end();
    const made = await proposals.countOfRound(id);
    await rounds.update(
      { id },
      { decide: (current) => published(current, { leaseId, proposals: made, now: deps.now() }) },
    );
    // without the pairs that the round keeps from an earlier publication
    deps.roundCounts.pairs('PROPOSED', made - round.proposalsMade);
    for (const code of refusals) deps.roundCounts.pairs(code, 1);
  } catch (error) {
    lease.end();
    const failure = deps.roundThreads.failureOf(error, id);
    await fail(deps, id, leaseId, failure);
    onChecked(failure);
  }
}

/** Renews the lease of a job until it ends, with the progress that was reported last. */
function holdLease(deps: Deps, id: string, leaseId: string) {
  let progress: { phase: RoundPhase; share: number } = { phase: 'STARTING', share: 0 };
  const renew = (): void => {
    // a renewal that fails is repeated long before the lease ends
    void deps.store.rounds.renew(id, { leaseId, ...progress }, deps.now()).catch(() => undefined);
  };
  const timer = setInterval(renew, renewEachMs);
  return {
    report: (reported: { phase: RoundPhase; share: number }): void => {
      progress = reported;
      renew();
    },
    end: (): void => clearInterval(timer),
  };
}

async function fail(deps: Deps, id: string, leaseId: string, failure: Failure): Promise<void> {
  await deps.store.rounds.update({ id }, { decide: (round) => failed(round, leaseId, failure) });
}

/** Closes a round whose publication has begun. @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, INVALID_TRANSITION. */
export async function closeMatchingRound(deps: Deps, viewer: Viewer, input: ChangeRound): Promise<Round> {
  const permit = rights.closeMatchingRound(viewer);
  return deps.store.rounds.update(input, {
    authorize: permitOf(permit),
    decide: (round) => closeRound(round, deps.now()),
  });
}

/**
 * Cancels a round that has made no proposals.
 * @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, VALIDATION_FAILED, INVALID_TRANSITION.
 */
export async function cancelMatchingRound(
  deps: Deps,
  viewer: Viewer,
  input: ChangeRound & { reason: string },
): Promise<Round> {
  const permit = rights.cancelMatchingRound(viewer);
  return deps.store.rounds.update(input, {
    authorize: permitOf(permit),
    decide: (round) => cancelRound(round, requireText(input.reason, 'reason'), deps.now()),
  });
}

/** Why a need or an expert has a free place after a round, and whether the viewer may learn the numbers of partners. */
export type WhyNot = { unmatched: StoredUnmatched; withCounts: boolean };

/**
 * Why the need or the expert has a free place; null if it has none, or did not take part. Staff and brokers of the round's
 * region ask about all, an enterprise about its needs, and an expert about their own profile, after the publication.
 * @throws VALIDATION_FAILED unless exactly one of the two is named; NOT_FOUND for a round, need or expert that the viewer
 * may not see, and for a round that has not been computed; FORBIDDEN for what is another's.
 */
export async function whyNotMatched(
  deps: Deps,
  viewer: Viewer,
  {
    roundId,
    needId,
    expertId,
  }: { roundId: string; needId?: string | null | undefined; expertId?: string | null | undefined },
): Promise<WhyNot | null> {
  const { rounds, needs, experts } = deps.store;
  if (Boolean(needId) === Boolean(expertId))
    throw new DomainError('VALIDATION_FAILED', say`Name either a need or an expert.`, ['needId']);
  const round = await rounds.find(roundId);
  if (!round?.figures || !maySee(viewer, round))
    throw new DomainError('NOT_FOUND', say`There is no such round, or it has no result yet.`, ['roundId']);
  const of = { roundId, attempt: round.figures.attempt };
  const staff = isInCharge(viewer, round);
  if (needId) {
    const need = await needs.find(needId);
    if (!need || (!staff && !maySeeNeed(viewer, need)))
      throw new DomainError('NOT_FOUND', say`There is no such need.`, ['needId']);
    if (!staff && !viewer.organizations.includes(need.enterpriseId))
      throw new DomainError('FORBIDDEN', say`You do not act for the enterprise of this need.`, ['needId']);
    return explainedTo(await rounds.unmatched(of, 'ENTERPRISE', needId), true);
  }
  const expert = await experts.find(expertId ?? '');
  if (!expert) throw new DomainError('NOT_FOUND', say`There is no such expert.`, ['expertId']);
  if (!staff && !(viewer.roles.includes('worker') && viewer.id === expert.personId))
    throw new DomainError('FORBIDDEN', say`This profile belongs to another person.`, ['expertId']);
  return explainedTo(await rounds.unmatched(of, 'EXPERT', expert._id), staff);
}

function explainedTo(unmatched: StoredUnmatched | null, withCounts: boolean): WhyNot | null {
  return unmatched && { unmatched, withCounts };
}

function permitOf(permit: Permit<'id'>): (round: Round) => void {
  return ({ regionCode }) => void permit({ id: { regionCode } });
}
