import { RoundPublished } from '@kexie/events';
import { contains, DomainError, optionalText, requireText, toDay, type Message } from '@kexie/kernel';
import {
  roundFormat,
  type Model,
  type Obstacle,
  type RoundPhase as ComputationPhase,
  type RoundSettings,
  type StabilityReport,
  type Unmatched,
  type UnmatchedReason,
} from '@kexie/matchmaker';
import type { Decision, Viewer } from '@kexie/service';
import { requireList, requireNear } from '../domain.ts';
import { say } from '../messages.ts';
import { regionsInCharge } from '../need/domain.ts';
import type { Side } from '../proposal/domain.ts';
import { teamIdsMax } from '../team/domain.ts';

export type RoundStatus =
  'COLLECTING' | 'COMPUTING' | 'COMPUTED' | 'PUBLISHING' | 'PUBLISHED' | 'CLOSED' | 'CANCELLED' | 'FAILED';

export type RoundPhase = 'STARTING' | 'FREEZING' | ComputationPhase | 'STORING' | 'PROPOSING';

/**
 * The work that a replica does for the round. Another replica may begin again after `leaseUntil`. `share` is the part of
 * the phase that is done, 0 to 1. Changes of these fields by the replica do not raise the version.
 */
export type Job = { leaseId: string; leaseUntil: Date; startedAt: Date; phase: RoundPhase; share: number };

/** Why the latest job failed: the code of a user error, or TIME_LIMIT, MEMORY_LIMIT, STOPPED, INTERRUPTED or INTERNAL. */
/** Rounds of earlier versions have an English text as message. */
export type Failure = { code: string; message: Message | string };

/** What the latest computation found. Hashes are SHA-256 in hexadecimal. */
export type Figures = {
  /** the inputs and the result are those of this attempt */
  attempt: number;
  needs: number;
  experts: number;
  /** the places of all needs */
  places: number;
  acceptablePairs: number;
  matchedPairs: number;
  /** pairs that were confirmed or open when the inputs were frozen */
  frozenPairs: number;
  blockingPairs: number;
  quotaViolations: number;
  capacityViolations: number;
  /** pairs that are unacceptable, unknown or made twice, and frozen pairs that are missing */
  otherFaults: number;
  inputHash: string;
  outputHash: string;
  computedAt: Date;
  computeSeconds: number;
};

export type Round = {
  _id: string;
  version: number;
  title: string;
  regionCode: string;
  freezeAt: Date | null;
  /** millionths */
  minNeedScore: number;
  minExpertScore: number;
  proposingSide: Side;
  tieSeed: string;
  modelVersion: string;
  /** the needs that take part; empty for all open needs of the region */
  needIds: string[];
  /** the service teams whose experts take part; empty for all experts */
  serviceTeamIds: string[];
  status: RoundStatus;
  /** the number of computations that were started */
  attempts: number;
  job: Job | null;
  failure: Failure | null;
  figures: Figures | null;
  /** the user who published the round last, in whose name its proposals are made */
  publishedBy: string | null;
  publishedAt: Date | null;
  /** proposals that the round has made so far */
  proposalsMade: number;
  cancelledBecause: string | null;
  createdAt: Date;
};

export type RoundStatements = {
  title: string;
  regionCode: string;
  freezeAt?: Date | null | undefined;
  minNeedScore: string;
  minExpertScore: string;
  proposingSide: Side;
  tieSeed?: string | null | undefined;
  modelVersion?: string | null | undefined;
  needIds?: readonly string[] | null | undefined;
  serviceTeamIds?: readonly string[] | null | undefined;
};

const needIdsMax = 500;
/** The rounds of a region that are neither closed nor cancelled; each keeps the inputs and results of its computations. */
export const unfinishedPerRegionMax = 20;
const millionths = 1_000_000;
/** A job renews its lease several times in this period. */
export const leaseMs = 60_000;
/** The inputs and results of this many attempts are kept. */
export const attemptsKept = 5;

/**
 * A new round, which is COLLECTING. `seed` is used if the client states none.
 * @throws VALIDATION_FAILED.
 */
export function openRound(
  input: RoundStatements,
  { id, seed, modelVersion, now }: { id: string; seed: string; modelVersion: string; now: Date },
): Decision<Round> {
  const freezeAt = input.freezeAt ?? null;
  if (freezeAt && freezeAt <= now)
    throw new DomainError('VALIDATION_FAILED', say`The inputs are frozen later than now.`, ['freezeAt']);
  if (freezeAt) requireNear(toDay(freezeAt), 'freezeAt', toDay(now));
  const next: Round = {
    _id: id,
    version: 1,
    title: requireText(input.title, 'title', { min: 2, max: 60 }),
    regionCode: input.regionCode,
    freezeAt,
    minNeedScore: requireScore(input.minNeedScore, 'minNeedScore'),
    minExpertScore: requireScore(input.minExpertScore, 'minExpertScore'),
    proposingSide: input.proposingSide,
    tieSeed: optionalText(input.tieSeed, 'tieSeed', { max: 100 }) ?? seed,
    modelVersion,
    needIds: requireList(input.needIds ?? [], 'needIds', { max: needIdsMax }),
    serviceTeamIds: requireList(input.serviceTeamIds ?? [], 'serviceTeamIds', { max: teamIdsMax }),
    status: 'COLLECTING',
    attempts: 0,
    job: null,
    failure: null,
    figures: null,
    publishedBy: null,
    publishedAt: null,
    proposalsMade: 0,
    cancelledBecause: null,
    createdAt: now,
  };
  return { next, events: [] };
}

/** A score of 0 to 1 in millionths. @throws VALIDATION_FAILED. */
function requireScore(score: string, path: string): number {
  const value = Number(score);
  if (!(value >= 0 && value <= 1))
    throw new DomainError('VALIDATION_FAILED', say`"${path}" is a score from 0 to 1.`, [path]);
  return Math.round(value * millionths);
}

/** The settings of the computation on this day, with the weights of the round's version. */
export function settingsOf(round: Round, model: Model, now: Date): RoundSettings {
  return {
    format: roundFormat,
    model,
    today: toDay(now),
    tieSeed: round.tieSeed,
    proposing: round.proposingSide === 'ENTERPRISE' ? 'NEED' : 'EXPERT',
    minNeedScore: round.minNeedScore,
    minExpertScore: round.minExpertScore,
  };
}

/** Whether the job of the round lost its replica: nothing has renewed its lease. */
function isInterrupted({ job }: Round, now: Date): boolean {
  return job !== null && job.leaseUntil <= now;
}

/**
 * The status as readers and commands see it. A computation whose lease has ended is FAILED, and a publication whose lease
 * has ended is COMPUTED, so that both can be begun again.
 */
export function statusAt(round: Round, now: Date): RoundStatus {
  if (!isInterrupted(round, now)) return round.status;
  return round.status === 'COMPUTING' ? 'FAILED' : 'COMPUTED';
}

/** The message of a failure in every language. */
export function messageOf(message: Failure['message']): Message {
  return typeof message === 'string' ? { 'zh-CN': message, en: message } : message;
}

/** The failure as readers see it. */
export function failureAt(round: Round, now: Date): Failure | null {
  if (!isInterrupted(round, now)) return round.failure;
  return { code: 'INTERRUPTED', message: say`The replica that did the work has ended. Begin it again.` };
}

/**
 * Begins a computation: COLLECTING, COMPUTED or FAILED → COMPUTING, for a round that has not been published. `again` begins
 * it for a round that has: PUBLISHED, COMPUTED or FAILED → COMPUTING.
 * @throws INVALID_TRANSITION, also before the time at which the inputs are frozen.
 */
export function beginComputing(
  round: Round,
  { leaseId, again, now }: { leaseId: string; again: boolean; now: Date },
): Decision<Round> {
  const status = statusAt(round, now);
  const from: readonly RoundStatus[] = again
    ? ['PUBLISHED', 'COMPUTED', 'FAILED']
    : ['COLLECTING', 'COMPUTED', 'FAILED'];
  if (!from.includes(status)) throw refuse(status, say`computed`);
  if (again && round.publishedAt === null)
    throw new DomainError('INVALID_TRANSITION', say`This round has not been published. Compute it instead.`, ['id']);
  if (!again && round.publishedAt !== null)
    throw new DomainError('INVALID_TRANSITION', say`This round has been published. Recompute it instead.`, ['id']);
  if (round.freezeAt && now < round.freezeAt)
    throw new DomainError('INVALID_TRANSITION', say`The round collects needs until ${round.freezeAt.toISOString()}.`, [
      'id',
    ]);
  return {
    next: {
      ...round,
      status: 'COMPUTING',
      attempts: round.attempts + 1,
      job: newJob(leaseId, now),
      failure: null,
    },
    events: [],
  };
}

/** COMPUTING → COMPUTED; undefined if another job has taken over. */
export function computed(round: Round, leaseId: string, figures: Figures): Decision<Round> | undefined {
  if (round.status !== 'COMPUTING' || round.job?.leaseId !== leaseId) return undefined;
  return { next: { ...round, status: 'COMPUTED', job: null, failure: null, figures }, events: [] };
}

/**
 * The job failed: COMPUTING → FAILED, or PUBLISHING → COMPUTED, because its result and the proposals that were made stay;
 * undefined if another job has taken over.
 */
export function failed(round: Round, leaseId: string, failure: Failure): Decision<Round> | undefined {
  if (round.job?.leaseId !== leaseId) return undefined;
  const status = round.status === 'PUBLISHING' ? 'COMPUTED' : 'FAILED';
  return { next: { ...round, status, job: null, failure }, events: [] };
}

/**
 * Begins the publication: COMPUTED → PUBLISHING.
 * @throws INVALID_TRANSITION, also if the independent check found a fault.
 */
export function beginPublishing(
  round: Round,
  { leaseId, userId, now }: { leaseId: string; userId: string; now: Date },
): Decision<Round> {
  const status = statusAt(round, now);
  if (status !== 'COMPUTED' || !round.figures) throw refuse(status, say`published`);
  const { blockingPairs, quotaViolations, capacityViolations, otherFaults } = round.figures;
  if (blockingPairs + quotaViolations + capacityViolations + otherFaults > 0) throw unsound();
  return {
    next: { ...round, status: 'PUBLISHING', publishedBy: userId, job: newJob(leaseId, now), failure: null },
    events: [],
  };
}

/** What a repeated check of the stored inputs and pairs found. */
export type Recheck = { inputHash: string; outputHash: string; counts: StabilityReport['counts'] };

/**
 * Compares the stored inputs and pairs with the figures of the computation, before anything is published.
 * @throws INVALID_TRANSITION if they were changed, or if the check finds a fault.
 */
export function requireSound({ figures }: Round, { inputHash, outputHash, counts }: Recheck): void {
  if (figures?.inputHash !== inputHash)
    throw new DomainError('INVALID_TRANSITION', say`The stored inputs are not those of the computation.`, ['id']);
  if (figures.outputHash !== outputHash)
    throw new DomainError('INVALID_TRANSITION', say`The stored pairs are not those of the computation.`, ['id']);
  if (Object.values(counts).some((count) => count > 0)) throw unsound();
}

/** PUBLISHING → PUBLISHED; undefined if another job has taken over. */
export function published(
  round: Round,
  { leaseId, proposals, now }: { leaseId: string; proposals: number; now: Date },
): Decision<Round> | undefined {
  if (round.status !== 'PUBLISHING' || round.job?.leaseId !== leaseId || !round.figures) return undefined;
  const { needs, experts, matchedPairs: pairs } = round.figures;
  return {
    next: { ...round, status: 'PUBLISHED', job: null, failure: null, publishedAt: now, proposalsMade: proposals },
    events: [RoundPublished({ roundId: round._id, regionCode: round.regionCode, pairs, proposals, needs, experts })],
  };
}

/**
 * PUBLISHED, COMPUTED or FAILED → CLOSED, for a round whose publication has begun. Its open proposals stay open.
 * @throws INVALID_TRANSITION.
 */
export function closeRound(round: Round, now: Date): Decision<Round> {
  const status = statusAt(round, now);
  if (!['PUBLISHED', 'COMPUTED', 'FAILED'].includes(status) || round.publishedBy === null)
    throw refuse(status, say`closed`);
  return { next: { ...round, status: 'CLOSED', job: null }, events: [] };
}

/**
 * COLLECTING, COMPUTED or FAILED → CANCELLED, for a round that has made no proposals.
 * @throws INVALID_TRANSITION.
 */
export function cancelRound(round: Round, reason: string, now: Date): Decision<Round> {
  const status = statusAt(round, now);
  if (!['COLLECTING', 'COMPUTED', 'FAILED'].includes(status)) throw refuse(status, say`cancelled`);
  // a publication that was interrupted may have made proposals, too
  if (round.publishedBy !== null)
    throw new DomainError('INVALID_TRANSITION', say`This round may have made proposals already. Close it.`, ['id']);
  return { next: { ...round, status: 'CANCELLED', job: null, cancelledBecause: reason }, events: [] };
}

/** Whether the viewer sees everything about the round: staff and brokers of its region, and administrators. */
export function isInCharge(viewer: Viewer, { regionCode }: Pick<Round, 'regionCode'>): boolean {
  if (viewer.roles.includes('administrator')) return true;
  return regionsInCharge(viewer).some((region) => contains(region, regionCode));
}

/** Whether the viewer sees the round at all: all viewers see one that has been published. */
export function maySee(viewer: Viewer, round: Round): boolean {
  return round.publishedAt !== null || isInCharge(viewer, round);
}

/**
 * The free places of a need in a round: those of its quota that neither lasting engagements nor open proposals hold, and
 * those of the pairs that the round keeps. `held` counts the engagements and open proposals beside the kept pairs.
 */
export function placesOfNeed({ quota }: { quota: number }, { held, kept }: { held: number; kept: number }): number {
  return Math.max(0, quota - held - kept) + kept;
}

/**
 * The places of an expert in a round: the free capacity, but no more than further proposals are allowed, and the places of
 * the pairs that the round keeps. `keptOpen` counts those of them whose proposal is open.
 */
export function placesOfExpert(
  { capacity, activeLoad, openProposals }: { capacity: number; activeLoad: number; openProposals: number },
  { kept, keptOpen, openMax }: { kept: number; keptOpen: number; openMax: number },
): number {
  return Math.max(0, Math.min(capacity - activeLoad - keptOpen, openMax - openProposals)) + kept;
}

/** A need or an expert with free places after a round, and the reason; see `explainUnmatched`. */
export type Explained = Pick<Unmatched, 'reason' | 'places' | 'filled' | 'acceptableCount' | 'forbiddenCount'> & {
  side: Side;
  /** null also for a result that an earlier version stored */
  failedConstraints: Unmatched['failedConstraints'];
  best: { id: string; ownScore: number; partnerScore: number; obstacle: Obstacle }[];
};

/**
 * The reason for free places as a Chinese sentence. With `withCounts` it states the number of acceptable partners, which
 * an expert must not learn, because some of the needs may be hidden from the expert.
 */
export function sentenceOf(
  { side, reason, places, filled, acceptableCount, forbiddenCount }: Explained,
  { withCounts }: { withCounts: boolean },
): string {
  const partners = side === 'ENTERPRISE' ? '专家' : '需求';
  const counted = withCounts
    ? `${acceptableCount} ${side === 'ENTERPRISE' ? '位' : '项'}合适的${partners}`
    : `合适的${partners}`;
  const sentences: Record<UnmatchedReason, string> = {
    NO_ACCEPTABLE:
      withCounts && forbiddenCount > 0
        ? `除已婉拒或正在对接的 ${forbiddenCount} 个组合外,没有同时满足条件和双方最低分的${partners}。`
        : `没有同时满足条件和双方最低分的${partners}。`,
    ALL_FULL_WITH_BETTER: `${counted}的名额均已由其更契合的对接占满。`,
    ALL_FULL: `${counted}均已没有名额,其中部分名额由已确认的对接占用,或本轮没有可用名额。`,
    PARTLY: `${places} 个名额中已落实 ${filled} 个,其余合适的${partners}均已没有名额。`,
    BLOCKED: `仍有双方都愿意的对接没有形成,结果不稳定,不能发布。`,
  };
  return sentences[reason];
}

function newJob(leaseId: string, now: Date): Job {
  return { leaseId, leaseUntil: new Date(now.getTime() + leaseMs), startedAt: now, phase: 'STARTING', share: 0 };
}

function refuse(status: RoundStatus, verb: Message): DomainError {
  return new DomainError('INVALID_TRANSITION', say`A round that is ${status} cannot be ${verb}.`, ['id']);
}

function unsound(): DomainError {
  return new DomainError('INVALID_TRANSITION', say`The independent check found blocking pairs or violations.`, ['id']);
}
