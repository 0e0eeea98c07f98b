import type { PipelineStage } from 'mongoose';
import { countyDimension, every, prefixDimension } from '@kexie/service';
import type { MatchingDimension } from '../generated/graphql.ts';
import { openStatuses, type Proposal } from '../proposal/domain.ts';
import type { Store } from '../store.ts';
import { isShown, quotient, shownCount, shownMedian, shownRatio, type Frequency, type Precision } from './domain.ts';
import {
  countIf,
  daysUntil,
  hoursBetween,
  inBayArea,
  madeBetween,
  one,
  provinceOf,
  withExpertRegion,
  withNeed,
  yearOfInstant,
} from './expressions.ts';
import { partOf, type Common, type Figures, type Part } from './table.ts';

const hoursPerDay = 24;
const ofProposals: Record<MatchingDimension, unknown> = {
  REGION_COUNTY: countyDimension('$regionCode'),
  SUBJECT_L1: prefixDimension('$mainSubject', 3),
  INDUSTRY_SECTION: prefixDimension('$need.industryCode', 1),
  SERVICE_MODE: '$need.serviceModes',
  YEAR: yearOfInstant('$createdAt'),
  NEED_STATUS: '$need.status',
  EXPERT_REGION: provinceOf('$expertRegionCode'),
  ENTERPRISE: '$enterpriseId',
  ORIGIN: '$origin',
};

/** `place` is the condition on the region, `visible` that on the need, `from` and `to` are civil days in China. */
type Scope = {
  place: object;
  from: string | null | undefined;
  to: string | null | undefined;
  visible: object;
  precision: Precision;
  now: Date;
};

/** `times` has one entry for each cell. `days` are those to the match and `hours` those to the second answer; null without one. */
type Totals = {
  total: number;
  over: number;
  mutual: number;
  bayArea: number;
  times: { count: number; days: number | null; hours: number | null }[];
};

/** The figures about proposals for visible needs. @throws VALIDATION_FAILED, STATISTICS_BUSY, STATISTICS_TOO_SLOW. */
export function proposalPart({ proposals }: Store, common: Common, scope: Scope): Promise<Part> {
  const { place, from, to, visible, precision, now } = scope;
  const grouping = {
    ...common,
    // the cells have the dimensions already
    expressions: Object.fromEntries(common.groupBy.map((dimension) => [dimension, `$_id.${dimension}`])),
    stages: [
      { $match: every<Proposal>(place, madeBetween({ from, to })) } as PipelineStage,
      ...inCells(visible, common.groupBy, now),
    ],
    accumulate: {
      total: { $sum: '$count' },
      over: { $sum: { $subtract: ['$count', '$open'] } },
      mutual: { $sum: { $cond: ['$_id.mutual', '$count', 0] } },
      bayArea: { $sum: '$bayArea' },
      times: { $push: { count: '$count', days: '$_id.days', hours: '$_id.hours' } },
    },
  };
  const none = precision === 'EXACT' ? { proposals: 0, mutuallyAccepted: 0 } : { suppressed: true };
  return partOf<Totals, Proposal>(proposals.model, grouping, none, (group) =>
    isShown(group.total ?? 0, precision) ? figuresOf(group, precision) : undefined,
  );
}

/**
 * Counts proposals in cells with the same dimensions and the same times in whole days and hours, of which there are far
 * fewer than proposals. So a median is exact, and the times of a group stay within one document.
 */
function inCells(visible: object, groupBy: readonly MatchingDimension[], now: Date): PipelineStage[] {
  const isMutual = { $in: ['$status', ['MUTUALLY_ACCEPTED', 'CONVERTED']] };
  const isOpen = { $and: [{ $in: ['$status', [...openStatuses]] }, { $gt: ['$expiresAt', now] }] };
  const key = Object.fromEntries(groupBy.map((dimension) => [dimension, { $ifNull: [ofProposals[dimension], null] }]));
  return [
    // the explanation is the largest part of a proposal, and the joins would carry it along
    { $unset: ['explanation', 'features', 'note'] },
    ...withNeed(visible, ['publishedOn', 'industryCode', 'serviceModes', 'status']),
    ...(groupBy.includes('SERVICE_MODE') ? [{ $unwind: '$need.serviceModes' }] : []),
    ...withExpertRegion(),
    { $addFields: { second: { $arrayElemAt: ['$answers', 1] } } },
    {
      $group: {
        _id: {
          ...key,
          mutual: isMutual,
          days: { $cond: [isMutual, daysUntil('$need.publishedOn', '$closedAt'), null] },
          hours: hoursBetween('$createdAt', '$second.at'),
        },
        count: one,
        open: countIf(isOpen),
        bayArea: countIf(inBayArea('$expertRegionCode')),
      },
    },
  ];
}

function figuresOf(
  { total = 0, over = 0, mutual = 0, bayArea = 0, times = [] }: Partial<Totals>,
  precision: Precision,
): Partial<Figures> {
  const medianOf = (unit: 'days' | 'hours') =>
    shownMedian(
      times.flatMap(({ count, [unit]: value }): Frequency[] => (value === null ? [] : [{ value, count }])),
      precision,
    );
  const [days, hours] = [medianOf('days'), medianOf('hours')];
  return {
    proposals: shownCount(total, precision),
    mutuallyAccepted: shownCount(mutual, precision),
    acceptanceRate: shownRatio(mutual, over, precision),
    medianDaysToMatch: days === null ? null : days.toFixed(1),
    medianDaysToAnswer: hours === null ? null : quotient(hours, hoursPerDay, 2),
    bayAreaShare: shownRatio(bayArea, total, precision),
    suppressed: false,
  };
}
