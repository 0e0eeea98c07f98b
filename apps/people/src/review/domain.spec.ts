import { expect, test } from '@jest/globals';
import type { DomainError } from '@kexie/kernel';
import { allSteps, type CampaignStatus, type NominationRecord } from '../award/domain.ts';
import {
  assign,
  conflictWith,
  countedScores,
  isReviewClosed,
  meanOf,
  pointsOf,
  rankingOf,
  scored,
  scoreOf,
  withConflict,
  type ReviewRecord,
} from './domain.ts';

const today = '2026-11-27';
const now = new Date(`${today}T02:00:00Z`);
const review = assign(
  {
    ...{ _id: 'rvw_1', campaignId: 'awd_1', nominationId: 'nom_1', nomineeId: 'per_1', reviewerId: 'per_9' },
    assignedBy: 'usr_1',
  },
  null,
  { today, by: 'usr_1' },
);
const reviewing = {
  campaign: { status: 'EXPERT_REVIEW' },
  nomination: { status: 'QUALIFIED' },
  conflict: null,
  by: 'per_9',
  now,
} as const;

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as DomainError).code;
  }
}

test('a score is 0 to 100 with at most two decimals', () => {
  expect(['0', '100', '99.99', '90.5', '7.25', '100.00', '90.500'].map(scoreOf)).toEqual([
    0, 10_000, 9_999, 9_050, 725, 10_000, 9_050,
  ]);
  for (const wrong of ['100.01', '101', '-1', '0.001', '99.999', '1e2', '', '1000', '.5'])
    expect([wrong, codeOf(() => scoreOf(wrong))]).toEqual([wrong, 'VALIDATION_FAILED']);
  expect([0, 5, 9_050, 10_000].map(pointsOf)).toEqual(['0.00', '0.05', '90.50', '100.00']);
});

test('only the reviewer scores, in the expert review, a nomination that is not out, without a conflict of interest', () => {
  const by = (change: object) => codeOf(() => scored(review, 9_000, { ...reviewing, ...change }));
  expect(scored(review, 9_000, reviewing)).toMatchObject({ score: 9_000, scoredAt: now });
  expect(scored(scored(review, 9_000, reviewing), 8_000, reviewing).score).toBe(8_000);
  expect(by({ by: 'per_8' })).toBe('FORBIDDEN');
  expect(by({ campaign: { status: 'COMMITTEE_REVIEW' } })).toBe('INVALID_TRANSITION');
  expect(by({ nomination: { status: 'DISQUALIFIED' } })).toBe('INVALID_TRANSITION');
  expect(by({ conflict: 'SAME_EMPLOYER' })).toBe('INVALID_TRANSITION');
  const conflicted = withConflict(review, '师生', { ...reviewing, today });
  expect(codeOf(() => scored(conflicted, 9_000, reviewing))).toBe('INVALID_TRANSITION');
});

test('the register shows a conflict with a colleague, and with what an own organization nominates', () => {
  const reviewer = { _id: 'per_9', employerId: 'org_1', organizationIds: ['org_2'] };
  const conflict = (employerId: string | null, nominatedById: string | null) =>
    conflictWith(reviewer, { employerId }, { nominatedById });
  expect(conflict('org_1', 'org_3')).toBe('SAME_EMPLOYER');
  expect(conflict('org_4', 'org_1')).toBe('SAME_ORGANIZATION');
  expect(conflict('org_4', 'org_2')).toBe('SAME_ORGANIZATION');
  expect(conflict(null, 'org_3')).toBeNull();
  expect(conflictWith({ ...reviewer, employerId: null }, { employerId: null }, { nominatedById: null })).toBeNull();
});

test('a conflict that is stated late keeps the score, which does not count, and is stated once, until the decision', () => {
  const first = scored(review, 9_000, reviewing);
  const late = withConflict(first, '项目合作', { campaign: { status: 'PUBLIC_NOTICE' }, by: 'usr_staff', today });
  expect(late).toMatchObject({ score: 9_000, conflict: { kind: 'FOUND', reason: '项目合作', notedBy: 'usr_staff' } });
  expect(countedScores([first, late])).toEqual([9_000]);
  const state = (status: CampaignStatus, of: ReviewRecord = first, reason = '同门') =>
    codeOf(() => withConflict(of, reason, { campaign: { status }, by: 'per_9', today }));
  expect(state('PUBLIC_NOTICE', late)).toBe('INVALID_TRANSITION');
  for (const over of ['DECIDED', 'COMMENDED', 'ARCHIVED', 'CANCELLED'] as const)
    expect([over, state(over)]).toEqual([over, 'INVALID_TRANSITION']);
  expect(state('EXPERT_REVIEW', first, ' ')).toBe('VALIDATION_FAILED');
});

test('scores are closed after the expert review and never for an award that has none or is cancelled', () => {
  const closed = allSteps.filter((status) => isReviewClosed({ status, steps: [...allSteps] }));
  expect(closed).toEqual(allSteps.slice(allSteps.indexOf('COMMITTEE_REVIEW')));
  expect(isReviewClosed({ status: 'CANCELLED', steps: [...allSteps] })).toBe(false);
  expect(isReviewClosed({ status: 'DRAFT', steps: [...allSteps] })).toBe(false);
  expect(isReviewClosed({ status: 'DECIDED', steps: ['OPEN', 'DECIDED'] })).toBe(false);
});

test('the mean needs three scores and is rounded half up to two decimals', () => {
  expect([meanOf([]), meanOf([1, 2]), meanOf([9_000, 9_000, 9_001])]).toEqual([null, null, 9_000]);
  expect([meanOf([1, 1, 2, 2]), meanOf([10_000, 10_000, 9_999])]).toEqual([2, 10_000]);
});

test('equal means share a rank, the next is left out, and nominations without a mean have none', () => {
  const nomination = (id: string, status: NominationRecord['status'] = 'QUALIFIED'): NominationRecord => ({
    ...{ _id: id, version: 1, campaignId: 'awd_1', nomineeId: id, nominatedById: null, summary: null, status },
    ...{ objections: 0, reason: null, proposedBy: [] },
  });
  const reviewed = (nominationId: string, ...scores: number[]) =>
    scores.map((score) => ({ nominationId, score, conflict: null }));
  const ranking = rankingOf(
    ['d', 'c', 'b', 'a', 'f'].map((id) => nomination(id)).concat(nomination('e', 'DISQUALIFIED')),
    [
      ...reviewed('a', 80, 80, 80),
      ...reviewed('b', 90, 90, 90),
      ...reviewed('c', 90, 90, 90),
      ...reviewed('d', 70, 70, 70),
      ...reviewed('e', 99, 99, 99),
      ...reviewed('f', 100, 100),
    ],
  );
  expect(ranking.map(({ nomination: { _id }, rank, countedScores: counted }) => [_id, rank, counted])).toEqual([
    ['b', 1, 3],
    ['c', 1, 3],
    ['a', 3, 3],
    ['d', 4, 3],
    ['f', null, 2],
  ]);
});
