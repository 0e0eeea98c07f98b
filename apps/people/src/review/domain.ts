import { DomainError, quotient, requireText } from '@kexie/kernel';
import type { CampaignRecord, CampaignStatus, NominationRecord, NominationStatus } from '../award/domain.ts';
import { say } from '../messages.ts';
import type { PersonRecord } from '../person/domain.ts';

/**
 * The two conflicts that the register shows, and the two that somebody states: the reviewer (DECLARED), or staff of the
 * region of the award (FOUND).
 */
type ConflictKind = 'SAME_EMPLOYER' | 'SAME_ORGANIZATION' | 'DECLARED' | 'FOUND';

/** A conflict of interest (回避). `notedBy` is null when the platform noted it at the end of the review. */
export type Conflict = { kind: ConflictKind; reason: string | null; notedOn: string; notedBy: string | null };

/** The task of one reviewer (评审专家) to score one nomination. */
export type ReviewRecord = {
  _id: string;
  version: number;
  campaignId: string;
  nominationId: string;
  nomineeId: string;
  /** the person whose account scores */
  reviewerId: string;
  assignedBy: string;
  /** hundredths of a point, 0 to 10000; null until the reviewer scores */
  score: number | null;
  scoredAt: Date | null;
  /** a review with a conflict does not count, but keeps the score that it has */
  conflict: Conflict | null;
};

/** Reviewers of one request, and reviews of one award, so that the end of a review is one bounded transaction. */
export const reviewersMax = 50;
export const reviewsMax = 5_000;

const scoreMax = 100;
const countedMin = 3;
const reasonMax = 500;
const assigning: readonly CampaignStatus[] = ['QUALIFICATION_CHECK', 'EXPERT_REVIEW'];
const declaring: readonly CampaignStatus[] = [...assigning, 'COMMITTEE_REVIEW', 'JOINT_REVIEW', 'PUBLIC_NOTICE'];
const reviewed: readonly NominationStatus[] = ['SUBMITTED', 'QUALIFIED', 'SHORTLISTED'];

/** @throws INVALID_TRANSITION unless the award has an expert review that has not ended and nominations are complete. */
export function requireAssignable({ status, steps }: CampaignRecord): void {
  if (!steps.includes('EXPERT_REVIEW'))
    throw new DomainError('INVALID_TRANSITION', say`This award has no EXPERT_REVIEW.`, ['campaignId']);
  if (!assigning.includes(status))
    throw new DomainError(
      'INVALID_TRANSITION',
      say`Reviewers are assigned in ${assigning.join(', ')}; this award is in ${status}.`,
      ['campaignId'],
    );
}

/** Whether a nomination can still be reviewed. */
export const isReviewed = ({ status }: Pick<NominationRecord, 'status'>): boolean => reviewed.includes(status);

type Reviewer = Pick<PersonRecord, '_id' | 'employerId' | 'organizationIds'>;

/**
 * The conflict of interest of a reviewer with a nomination that the register shows: the same employer as the nominee, or
 * the reviewer works for the nominating organization or is a member of it.
 */
export function conflictWith(
  reviewer: Reviewer,
  nominee: Pick<PersonRecord, 'employerId'>,
  { nominatedById }: Pick<NominationRecord, 'nominatedById'>,
): ConflictKind | null {
  const { employerId, organizationIds } = reviewer;
  if (employerId !== null && employerId === nominee.employerId) return 'SAME_EMPLOYER';
  const isTheirs = nominatedById !== null && (employerId === nominatedById || organizationIds.includes(nominatedById));
  return isTheirs ? 'SAME_ORGANIZATION' : null;
}

type Assignment = Pick<ReviewRecord, '_id' | 'campaignId' | 'nominationId' | 'nomineeId' | 'reviewerId' | 'assignedBy'>;

/** A new review. With a conflict, the reviewer does not score this nomination. */
export const assign = (
  assignment: Assignment,
  conflict: ConflictKind | null,
  { today, by }: { today: string; by: string },
): ReviewRecord => ({
  ...assignment,
  version: 1,
  score: null,
  scoredAt: null,
  conflict: conflict && { kind: conflict, reason: null, notedOn: today, notedBy: by },
});

/** Hundredths of a point from a decimal text. @throws VALIDATION_FAILED unless it is 0 to 100 with at most two decimals. */
export function scoreOf(text: string): number {
  const [, whole, decimals = ''] = /^(\d{1,3})(?:\.(\d{1,2})0*)?$/.exec(text) ?? [];
  const score = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  if (whole === undefined || score > scoreMax * 100)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A score is a number from 0 to ${scoreMax} with at most two decimals.`,
      ['score'],
    );
  return score;
}

/** A score in points as a decimal text. */
export const pointsOf = (score: number): string => quotient(score, 100, 2);

/**
 * The review with a score, the first one or another. @throws FORBIDDEN for another user than the reviewer,
 * INVALID_TRANSITION outside of EXPERT_REVIEW, for a nomination that is out, and for a reviewer with a conflict of interest.
 */
export function scored(
  review: ReviewRecord,
  score: number,
  {
    campaign,
    nomination,
    conflict,
    by,
    now,
  }: {
    campaign: Pick<CampaignRecord, 'status'>;
    nomination: Pick<NominationRecord, 'status'>;
    /** the conflict that the register shows now */
    conflict: ConflictKind | null;
    by: string;
    now: Date;
  },
): ReviewRecord {
  if (by !== review.reviewerId) throw new DomainError('FORBIDDEN', say`Only the reviewer scores.`, ['id']);
  if (campaign.status !== 'EXPERT_REVIEW')
    throw new DomainError(
      'INVALID_TRANSITION',
      say`Scores are given in EXPERT_REVIEW; this award is in ${campaign.status}.`,
    );
  if (!isReviewed(nomination))
    throw new DomainError('INVALID_TRANSITION', say`This nomination is ${nomination.status} and is not reviewed.`);
  const present = review.conflict?.kind ?? conflict;
  if (present)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`A reviewer with a conflict of interest does not score (${present}).`,
    );
  return { ...review, score, scoredAt: now };
}

/**
 * The review with a conflict of interest that the reviewer or staff state. A score stays, and does not count.
 * @throws INVALID_TRANSITION for a review that has one, and after the decision about the award, VALIDATION_FAILED.
 */
export function withConflict(
  review: ReviewRecord,
  reason: string,
  { campaign, by, today }: { campaign: Pick<CampaignRecord, 'status'>; by: string; today: string },
): ReviewRecord {
  if (!declaring.includes(campaign.status))
    throw new DomainError('INVALID_TRANSITION', say`This award is ${campaign.status}; its reviews do not change.`);
  if (review.conflict)
    throw new DomainError('INVALID_TRANSITION', say`This review has a conflict of interest (${review.conflict.kind}).`);
  const kind = by === review.reviewerId ? 'DECLARED' : 'FOUND';
  const text = requireText(reason, 'reason', { max: reasonMax });
  return { ...review, conflict: { kind, reason: text, notedOn: today, notedBy: by } };
}

/** Whether the experts have finished, so that scores are shown. They stay hidden when the award is cancelled. */
export function isReviewClosed({ status, steps }: Pick<CampaignRecord, 'status' | 'steps'>): boolean {
  const order: readonly CampaignStatus[] = steps;
  return steps.includes('EXPERT_REVIEW') && order.indexOf(status) > steps.indexOf('EXPERT_REVIEW');
}

/** The scores that count: those of reviewers without a conflict of interest. */
export const countedScores = (reviews: readonly Pick<ReviewRecord, 'score' | 'conflict'>[]): number[] =>
  reviews.flatMap(({ score, conflict }) => (score === null || conflict ? [] : [score]));

/** The mean of at least three counted scores in hundredths, rounded half up; null for fewer. */
export function meanOf(scores: readonly number[]): number | null {
  if (scores.length < countedMin) return null;
  return Math.round(scores.reduce((sum, score) => sum + score, 0) / scores.length);
}

/** A place in the ranking; without a mean there is none. */
export type Ranked = { nomination: NominationRecord; rank: number | null; mean: number | null; countedScores: number };

/**
 * The nominations by their mean score, the highest first. Nominations with equal means share a rank, and the next rank is
 * left out (1, 2, 2, 4): the committee decides between them. They are listed in the order in which they were made. Those
 * without a mean come last and have no rank.
 */
export function rankingOf(
  nominations: readonly NominationRecord[],
  reviews: readonly Pick<ReviewRecord, 'nominationId' | 'score' | 'conflict'>[],
): Ranked[] {
  const byNomination = Map.groupBy(reviews, ({ nominationId }) => nominationId);
  const ranked = nominations
    .filter(({ status }) => status !== 'DISQUALIFIED' && status !== 'WITHDRAWN')
    .map((nomination) => {
      const scores = countedScores(byNomination.get(nomination._id) ?? []);
      return { nomination, mean: meanOf(scores), countedScores: scores.length };
    })
    .sort((a, b) => (b.mean ?? -1) - (a.mean ?? -1) || (a.nomination._id < b.nomination._id ? -1 : 1));
  return ranked.map((entry) => ({
    ...entry,
    rank: entry.mean === null ? null : ranked.findIndex(({ mean }) => mean === entry.mean) + 1,
  }));
}
