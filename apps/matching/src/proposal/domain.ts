import {
  MatchConfirmed,
  ProposalExpired,
  ProposalMade,
  ProposalResponded,
  ProposalSuperseded,
  ProposalWithdrawn,
  type NewEvent,
} from '@kexie/events';
import { daysAfter, DomainError, endOfWorkingDay, toDay, type Message } from '@kexie/kernel';
import type { Decision, Viewer } from '@kexie/service';
import type { Expert } from '../expert/domain.ts';
import type { Constraint, Explanation, ScorePart } from '@kexie/matchmaker';
import { say } from '../messages.ts';
import { isCompetitor, seesAllOf, type Need, type NeedStatus } from '../need/domain.ts';

export type ProposalStatus =
  | 'PROPOSED'
  | 'ENTERPRISE_ACCEPTED'
  | 'EXPERT_ACCEPTED'
  | 'MUTUALLY_ACCEPTED'
  | 'DECLINED'
  | 'EXPIRED'
  | 'WITHDRAWN'
  | 'SUPERSEDED'
  | 'CONVERTED';
export type ProposalOrigin = 'BROKER' | 'ENTERPRISE' | 'EXPERT' | 'RECOMMENDER' | 'ROUND';
export type Side = 'ENTERPRISE' | 'EXPERT';
export type DeclineReason =
  'NOT_MY_FIELD' | 'NO_CAPACITY' | 'SCHEDULE' | 'BUDGET' | 'LOCATION' | 'CONFLICT_OF_INTEREST' | 'OTHER';
export type SupersededBecause = 'NEED_FILLED' | 'NEED_CLOSED' | 'EXPERT_FULL' | 'EXPERT_UNAVAILABLE';

/** `recordedConsent` states how the side consented, when a broker or staff recorded the answer; null when the side answered. */
export type Answer = {
  side: Side;
  accepted: boolean;
  at: Date;
  reason: DeclineReason | null;
  comment: string | null;
  userId: string;
  recordedConsent: string | null;
};

/** The value of one factor, 0 to 1. Later answers refit the weights of factors from these values. */
export type Feature = Pick<ScorePart, 'side' | 'factor' | 'value'>;

/** A need and an expert. */
export type Pair = { needId: string; expertId: string };
/** `proposalId` is null when the pair could not be proposed; then `code` and `reason` say why. */
export type RoundOutcome = Pair & { proposalId: string | null; code: string | null; reason: string | null };

export type Proposal = {
  _id: string;
  version: number;
  needId: string;
  expertId: string;
  /** facts of the need and the expert that say who may see and answer the proposal */
  enterpriseId: string;
  personId: string;
  /** the region of the need */
  regionCode: string;
  /** the main subject of the need */
  mainSubject: string;
  origin: ProposalOrigin;
  roundId: string | null;
  status: ProposalStatus;
  /** millionths */
  mutualScore: number;
  /** as it was when the proposal was made */
  explanation: Explanation;
  modelVersion: string;
  features: Feature[];
  note: string | null;
  createdAt: Date;
  expiresAt: Date;
  /** when it was answered by both sides, or ended otherwise; null while it is open */
  closedAt: Date | null;
  /** at most one for each side */
  answers: Answer[];
  declineReason: DeclineReason | null;
  declinedBy: Side | null;
  supersededBecause: SupersededBecause | null;
  withdrawnBecause: string | null;
  engagementId: string | null;
  /** the pair while the proposal is open, for the unique index; null afterwards */
  openPair: string | null;
};

/** The statuses in which a side can still answer, until the proposal expires. */
export const openStatuses = ['PROPOSED', 'ENTERPRISE_ACCEPTED', 'EXPERT_ACCEPTED'] as const;
const isOpen = (status: ProposalStatus): boolean => openStatuses.some((open) => open === status);
/** The statuses of the needs of which an expert can still take a place. */
const needsWithPlaces: readonly NeedStatus[] = ['PUBLISHED', 'MATCHING', 'PARTIALLY_MATCHED', 'IN_ENGAGEMENT'];

const workingDaysToAnswer = 5;
/** Days after a decline before the same pair can be proposed again. */
export const declineDays = 180;
export const openPerExpertMax = 5;
/** More than the largest quota of a need, and few enough to end all of them in one transaction. */
export const openPerNeedMax = 30;

type NewProposal = {
  id: string;
  need: Need;
  expert: Expert;
  origin: ProposalOrigin;
  roundId: string | null;
  note: string | null;
  explanation: Explanation;
  userId: string;
};

/** Makes a proposal. A side that proposes accepts by it. */
export function makeProposal(
  { id, need, expert, origin, roundId, note, explanation, userId }: NewProposal,
  now: Date,
): Decision<Proposal> {
  const side = origin === 'ENTERPRISE' || origin === 'EXPERT' ? origin : null;
  const next: Proposal = {
    _id: id,
    version: 1,
    needId: need._id,
    expertId: expert._id,
    enterpriseId: need.enterpriseId,
    personId: expert.personId,
    regionCode: need.regionCode,
    mainSubject: need.mainSubject,
    origin,
    roundId,
    status: side ? acceptedBy[side] : 'PROPOSED',
    mutualScore: explanation.mutualScore,
    explanation,
    modelVersion: explanation.modelVersion,
    features: explanation.parts.map(({ side: of, factor, value }) => ({ side: of, factor, value })),
    note,
    createdAt: now,
    expiresAt: endOfWorkingDay(now, workingDaysToAnswer),
    closedAt: null,
    answers: side
      ? [{ side, accepted: true, at: now, reason: null, comment: null, userId, recordedConsent: null }]
      : [],
    declineReason: null,
    declinedBy: null,
    supersededBecause: null,
    withdrawnBecause: null,
    engagementId: null,
    openPair: null,
  };
  const { enterpriseId, status } = next;
  const expiresAt = next.expiresAt.toISOString();
  return { next, events: [ProposalMade({ ...pairOf(next), enterpriseId, origin, roundId, status, expiresAt })] };
}

/** The proposal with its pair while it is open. The unique index on the pair refuses a second one. */
export function withOpenPair(proposal: Proposal): Proposal {
  const { needId, expertId, status } = proposal;
  return { ...proposal, openPair: isOpen(status) ? `${needId} ${expertId}` : null };
}

/**
 * Refuses a pair that violates a constraint of the matchmaker.
 * @throws VALIDATION_FAILED that names the constraints; CONSENT_MISSING or CAPACITY_EXCEEDED if nothing else is violated.
 */
export function requireEligible(failed: readonly Constraint[], { availableFrom }: Expert): void {
  const lasting = failed.filter((constraint) => constraint !== 'CAPACITY' && constraint !== 'CONSENT');
  if (lasting.length > 0)
    throw new DomainError('VALIDATION_FAILED', say`This pair violates ${lasting.join(', ')}.`, [
      lasting.includes('NEED_OPEN') ? 'needId' : 'expertId',
    ]);
  if (failed.includes('CONSENT'))
    throw new DomainError('CONSENT_MISSING', say`The expert has not consented to be recommended.`, ['expertId']);
  if (failed.includes('CAPACITY'))
    throw new DomainError(
      'CAPACITY_EXCEEDED',
      availableFrom
        ? say`The expert has no free capacity, or is not available before ${availableFrom}.`
        : say`The expert has no free capacity.`,
      ['expertId'],
    );
}

/**
 * Refuses an expert of a declared competitor to a viewer who may not read the competitors, without the reason.
 * `requireEligible` names it to other viewers. @throws VALIDATION_FAILED.
 */
export function requireNoHiddenConflict(
  viewer: Viewer,
  need: Pick<Need, 'enterpriseId' | 'regionCode' | 'competitorIds'>,
  { institutionId }: Pick<Expert, 'institutionId'>,
): void {
  if (isCompetitor(need, institutionId) && !seesAllOf(viewer, need))
    throw new DomainError('VALIDATION_FAILED', say`This expert cannot be proposed for this need.`, ['expertId']);
}

/** Refuses a pair that one of its sides declined less than 180 days ago. @throws INVALID_TRANSITION with the first day on which the pair can be proposed again. */
export function requireNoRecentDecline(declinedAt: Date | null, today: string): void {
  const again = declinedAt && daysAfter(toDay(declinedAt), declineDays);
  if (again && today < again)
    throw new DomainError('INVALID_TRANSITION', say`This pair was declined. It can be proposed again from ${again}.`, [
      'expertId',
    ]);
}

const acceptedBy: Readonly<Record<Side, ProposalStatus>> = {
  ENTERPRISE: 'ENTERPRISE_ACCEPTED',
  EXPERT: 'EXPERT_ACCEPTED',
};

/** What a side answers, before the time of the answer is known. */
type Response = Omit<Answer, 'at'>;

/**
 * The proposal with the answer of a side. After the second acceptance the status is still that of one side: `confirm` or
 * `supersede` decides, because the places are checked in the same transaction.
 * @throws INVALID_TRANSITION when it is closed or overdue; DUPLICATE for a second answer of one side; VALIDATION_FAILED
 * for a decline without a reason, or an acceptance with one.
 */
export function answer(proposal: Proposal, response: Response, now: Date): Proposal {
  const { side, accepted, reason } = response;
  if (proposal.answers.some((given) => given.side === side))
    throw new DomainError('DUPLICATE', say`This side has already answered.`, ['side']);
  requireOpen(proposal, say`answered`, now);
  if (!accepted && !reason)
    throw new DomainError('VALIDATION_FAILED', say`State why the proposal is declined.`, ['reason']);
  if (accepted && reason)
    throw new DomainError('VALIDATION_FAILED', say`Only a decline has a reason; use the comment.`, ['reason']);
  const answers = [...proposal.answers, { ...response, at: now }];
  return accepted
    ? { ...proposal, answers, status: acceptedBy[side] }
    : { ...proposal, answers, status: 'DECLINED', closedAt: now, declinedBy: side, declineReason: reason };
}

/** Whether both sides have accepted. */
export function isMutual({ answers }: Proposal): boolean {
  return answers.filter(({ accepted }) => accepted).length === 2;
}

/** The decision for an answer that leaves the proposal open for the other side, or declines it. */
export function answered(next: Proposal): Decision<Proposal> {
  return { next, events: [responded(next)] };
}

/** Both sides have accepted, and there are places: MUTUALLY_ACCEPTED, with the id of the engagement that begins. */
export function confirm(proposal: Proposal, engagementId: string, now: Date): Decision<Proposal> {
  const next: Proposal = { ...proposal, status: 'MUTUALLY_ACCEPTED', closedAt: now, engagementId };
  const { enterpriseId } = next;
  return { next, events: [responded(next), MatchConfirmed({ ...pairOf(next), enterpriseId, engagementId })] };
}

/** The second acceptance came after the last place was taken: SUPERSEDED. */
export function loseRace(proposal: Proposal, because: SupersededBecause, now: Date): Decision<Proposal> {
  const { next, events } = supersededBy(proposal, because, now);
  return { next, events: [responded(next), ...events] };
}

/** An open proposal that can no longer be accepted → SUPERSEDED. */
export function supersededBy(proposal: Proposal, because: SupersededBecause, now: Date): Decision<Proposal> {
  const next: Proposal = { ...proposal, status: 'SUPERSEDED', closedAt: now, supersededBecause: because };
  return { next, events: [ProposalSuperseded({ ...pairOf(next), because })] };
}

/** An open proposal → WITHDRAWN. @throws INVALID_TRANSITION when it is closed or overdue. */
export function withdraw(proposal: Proposal, reason: string, now: Date): Decision<Proposal> {
  requireOpen(proposal, say`withdrawn`, now);
  const next: Proposal = { ...proposal, status: 'WITHDRAWN', closedAt: now, withdrawnBecause: reason };
  return { next, events: [ProposalWithdrawn({ ...pairOf(next), reason })] };
}

/** An overdue proposal → EXPIRED; undefined for any other proposal. It closes at the time of expiry, not when the job finds it. */
export function expire(proposal: Proposal, now: Date): Decision<Proposal> | undefined {
  if (!isOverdue(proposal, now)) return undefined;
  const next: Proposal = { ...proposal, status: 'EXPIRED', closedAt: proposal.expiresAt };
  return { next, events: [ProposalExpired(pairOf(next))] };
}

/** MUTUALLY_ACCEPTED → CONVERTED, when the engagement is agreed; undefined for any other proposal. */
export function convert(proposal: Proposal): Decision<Proposal> | undefined {
  if (proposal.status !== 'MUTUALLY_ACCEPTED') return undefined;
  return { next: { ...proposal, status: 'CONVERTED' }, events: [] };
}

/** Why two accepting sides cannot be matched now, or null. `places` counts the lasting engagements of the need. */
export function obstacleTo(
  { need, expert, places }: { need: Need; expert: Expert; places: number },
  today: string,
): SupersededBecause | null {
  if (places >= need.quota) return 'NEED_FILLED';
  if (!needsWithPlaces.includes(need.status) || (need.deadline !== null && need.deadline < today)) return 'NEED_CLOSED';
  if (expert.capacity - expert.activeLoad < 1) return 'EXPERT_FULL';
  if (expert.status !== 'ACTIVE' || expert.consentVersion === null) return 'EXPERT_UNAVAILABLE';
  return null;
}

/** True for a proposal whose time to answer has passed without the job having closed it. */
export function isOverdue({ status, expiresAt }: Proposal, now: Date): boolean {
  return isOpen(status) && expiresAt <= now;
}

/** The status as readers see it: an overdue proposal is EXPIRED also before the job closes it. */
export function statusAt(proposal: Proposal, now: Date): ProposalStatus {
  return isOverdue(proposal, now) ? 'EXPIRED' : proposal.status;
}

/** The sides that have not answered an open proposal. */
export function sidesAwaited(proposal: Proposal, now: Date): Side[] {
  if (!isOpen(statusAt(proposal, now))) return [];
  return (['ENTERPRISE', 'EXPERT'] as const).filter((side) => !proposal.answers.some((given) => given.side === side));
}

/** The whole hours in which an open proposal can still be answered, rounded down; null for a closed one. */
export function hoursLeft(proposal: Proposal, now: Date): number | null {
  if (!isOpen(statusAt(proposal, now))) return null;
  return Math.floor((proposal.expiresAt.getTime() - now.getTime()) / 3_600_000);
}

/** Whether the viewer may see the proposal, or a proposal of such a pair: as one of its sides, or in charge of its region. */
export function maySee(viewer: Viewer, proposal: Pick<Proposal, 'enterpriseId' | 'personId' | 'regionCode'>): boolean {
  return seesAllOf(viewer, proposal) || (viewer.roles.includes('worker') && viewer.id === proposal.personId);
}

function requireOpen(proposal: Proposal, verb: Message, now: Date): void {
  const status = statusAt(proposal, now);
  if (!isOpen(status))
    throw new DomainError('INVALID_TRANSITION', say`A proposal that is ${status} cannot be ${verb}.`, ['id']);
}

function responded(next: Proposal): NewEvent {
  const last = next.answers.at(-1) as Answer;
  const { side, accepted, reason, userId } = last;
  const isOwn = side === 'EXPERT' && userId === next.personId;
  const { status, personId } = next;
  return ProposalResponded({ ...pairOf(next), side, accepted, status, reason, ...(isOwn && { personId }) });
}

function pairOf({ _id, needId, expertId }: Proposal) {
  return { proposalId: _id, needId, expertId };
}
