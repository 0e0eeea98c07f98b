import { industryOf, serviceModes, subjectOf } from '@kexie/matchmaker';
import type { PipelineStage } from 'mongoose';
import { DomainError } from '@kexie/kernel';
import {
  countyDimension,
  every,
  inRegions,
  liesWithin,
  oneOf,
  prefixDimension,
  yearDimension,
  type Directory,
  type Viewer,
} from '@kexie/service';
import type { Engagement } from '../engagement/domain.ts';
import type { Expert } from '../expert/domain.ts';
import type { MatchingDimension, QueryMatchingStatsArgs } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { publicStatuses, visibleTo, type Need, type NeedStatus } from '../need/domain.ts';
import type { ProposalOrigin } from '../proposal/domain.ts';
import type { Deps, Store } from '../store.ts';
import { isShown, precisionFor, shownCount, shownRatio, type Precision } from './domain.ts';
import { countIf, inBayArea, lookup, one, provinceOf } from './expressions.ts';
import { proposalPart } from './proposals.ts';
import {
  joined,
  noPart,
  partOf,
  requireDimensions,
  type Common,
  type Expressions,
  type Part,
  type Row,
} from './table.ts';

const statusNames: Partial<Record<NeedStatus, string>> = {
  PUBLISHED: '已发布',
  MATCHING: '对接中',
  PARTIALLY_MATCHED: '部分匹配',
  MATCHED: '已匹配',
  IN_ENGAGEMENT: '服务中',
  RESOLVED: '已解决',
  UNRESOLVED: '未解决',
  EXPIRED: '已过期',
};
const outside = 'OUTSIDE';
const originNames: Record<ProposalOrigin | typeof outside, string> = {
  BROKER: '经纪人推荐',
  ENTERPRISE: '企业邀请',
  EXPERT: '专家自荐',
  RECOMMENDER: '系统推荐',
  ROUND: '对接会',
  OUTSIDE: '无对接建议',
};
const yearsMax = 50;
const year = yearDimension('$period.from', '$period.to');

const ofNeeds: Expressions = {
  REGION_COUNTY: countyDimension('$regionCode'),
  SUBJECT_L1: prefixDimension('$mainSubject', 3),
  INDUSTRY_SECTION: prefixDimension('$industryCode', 1),
  SERVICE_MODE: '$serviceModes',
  YEAR: year,
  NEED_STATUS: '$status',
  ENTERPRISE: '$enterpriseId',
};
// the industry and the proposal are those of the need, so they are known only to the viewers of the need
const needIsVisible = { $gt: [{ $size: '$visibleNeed' }, 0] };
const ofEngagements: Expressions = {
  REGION_COUNTY: countyDimension('$regionCode'),
  SUBJECT_L1: prefixDimension('$subjectCode', 3),
  INDUSTRY_SECTION: { $cond: [needIsVisible, prefixDimension('$industryCode', 1), null] },
  SERVICE_MODE: '$mode',
  YEAR: year,
  EXPERT_REGION: provinceOf('$expertRegionCode'),
  ENTERPRISE: '$enterpriseId',
  ORIGIN: {
    $cond: [
      { $or: [needIsVisible, { $eq: [{ $ifNull: ['$needId', null] }, null] }] },
      { $ifNull: ['$proposal.origin', outside] },
      null,
    ],
  },
};
const ofExperts: Expressions = {
  SUBJECT_L1: prefixDimension('$mainSubject', 3),
  SERVICE_MODE: '$serviceModes',
  EXPERT_REGION: provinceOf('$regionCode'),
};

/**
 * The funnel from needs to results, with the needs that the viewer may see, and the proposals for them. A count to which a
 * dimension does not apply is null in every row. Viewers who do not see all proposals get only the figures of larger
 * groups, rounded.
 * @throws VALIDATION_FAILED, STATISTICS_BUSY, STATISTICS_TOO_SLOW.
 */
export async function matchingStats(
  { store, directory, now }: Pick<Deps, 'store' | 'directory' | 'now'>,
  viewer: Viewer,
  { filter, groupBy }: Pick<QueryMatchingStatsArgs, 'filter' | 'groupBy'>,
): Promise<Row[]> {
  const { regions, includeDescendants, from, to } = filter ?? {};
  requireDimensions(groupBy);
  if (from && to && from > to) throw new DomainError('VALIDATION_FAILED', say`"from" is later than "to".`, ['to']);
  const place = inRegions('regionCode', regions, includeDescendants ?? true);
  const within = { ...place, ...liesWithin('period.from', 'period.to', { from, to }) };
  const visible = every<Need>(oneOf('status', publicStatuses), visibleTo(viewer));
  const precision = precisionFor(viewer, regions);
  const common = { groupBy, labels: labelsOf(directory), complete: { YEAR: yearsBetween(from, to) } };
  const parts = await Promise.all([
    needPart(store, common, every(within, visible)),
    proposalPart(store, common, { place, from, to, visible, precision, now: now() }),
    engagementPart(store, common, { within, viewer, precision }),
    // the pool is known only for the present, not for a past year
    from || to ? noPart : expertPart(store, common, { ...place, status: 'ACTIVE' }),
  ]);
  return joined(parts, groupBy.length === 0);
}

function needPart({ needs }: Store, common: Common, condition: object): Promise<Part> {
  const stages = [{ $match: condition }, ...unwoundModes(common)];
  const grouping = { ...common, expressions: ofNeeds, stages, accumulate: { total: one } };
  return partOf<{ total: number }, Need>(needs.model, grouping, { needs: 0 }, ({ total = 0 }) => ({ needs: total }));
}

function expertPart({ experts }: Store, common: Common, condition: object): Promise<Part> {
  const stages = [{ $match: condition }, ...unwoundModes(common)];
  const grouping = { ...common, expressions: ofExperts, stages, accumulate: { total: one } };
  return partOf<{ total: number }, Expert>(experts.model, grouping, { experts: 0 }, ({ total = 0 }) => ({
    experts: total,
  }));
}

function unwoundModes({ groupBy }: Common): PipelineStage[] {
  return groupBy.includes('SERVICE_MODE') ? [{ $unwind: '$serviceModes' }] : [];
}

type EngagementTotals = { total: number; resolved: number; fromBayArea: number };

/** Engagements are public, but not from which proposal they began. So by ORIGIN they are shown like proposals. */
function engagementPart(
  { engagements }: Store,
  common: Common,
  { within, viewer, precision: given }: { within: object; viewer: Viewer; precision: Precision },
): Promise<Part> {
  const precision = common.groupBy.includes('ORIGIN') ? given : 'EXACT';
  const grouping = {
    ...common,
    expressions: ofEngagements,
    stages: [{ $match: within }, ...joinsOfEngagements(common, viewer)],
    accumulate: {
      total: one,
      resolved: countIf('$outcome.resolved'),
      fromBayArea: countIf(inBayArea('$expertRegionCode')),
    },
  };
  const none = precision === 'EXACT' ? { engagements: 0, resolved: 0 } : {};
  return partOf<EngagementTotals, Engagement>(
    engagements.model,
    grouping,
    none,
    ({ total = 0, resolved = 0, fromBayArea = 0 }) =>
      isShown(total, precision)
        ? {
            engagements: shownCount(total, precision),
            resolved: shownCount(resolved, precision),
            bayAreaEngagementShare: shownRatio(fromBayArea, total, precision),
          }
        : undefined,
  );
}

/** Adds the need of an engagement as a list, which is empty when the viewer may not see it, and the proposal from which it began, if a dimension uses them. */
function joinsOfEngagements({ groupBy }: Common, viewer: Viewer): PipelineStage[] {
  const byOrigin = groupBy.includes('ORIGIN');
  return [
    ...(byOrigin || groupBy.includes('INDUSTRY_SECTION')
      ? [lookup({ from: 'needs', localField: 'needId', foreignField: '_id', as: 'visibleNeed' }, visibleTo(viewer), [])]
      : []),
    ...(byOrigin
      ? [
          lookup({ from: 'proposals', localField: '_id', foreignField: 'engagementId', as: 'proposals' }, {}, [
            'origin',
          ]),
          { $addFields: { proposal: { $first: '$proposals' } } },
        ]
      : []),
  ];
}

function yearsBetween(from: string | null | undefined, to: string | null | undefined): string[] {
  const [first, last] = [Number(from?.slice(0, 4)), Number(to?.slice(0, 4))];
  return first <= last && last - first < yearsMax
    ? Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
    : [];
}

function labelsOf(directory: Directory) {
  return async (dimension: MatchingDimension, codes: string[]): Promise<Map<string, string>> => {
    if (dimension === 'REGION_COUNTY' || dimension === 'EXPERT_REGION') return directory.regionNames(codes);
    if (dimension === 'SUBJECT_L1')
      return new Map(
        codes.flatMap((code) => {
          const subject = subjectOf(code);
          return subject ? [[code, subject.name]] : [];
        }),
      );
    if (dimension === 'INDUSTRY_SECTION')
      return new Map(
        codes.flatMap((code) => {
          const industry = industryOf(code);
          return industry ? [[code, industry.name]] : [];
        }),
      );
    if (dimension === 'ENTERPRISE')
      return new Map([...(await directory.organizations(codes))].map(([id, { name }]) => [id, name]));
    if (dimension === 'SERVICE_MODE') return new Map(Object.entries(serviceModes));
    if (dimension === 'ORIGIN') return new Map(Object.entries(originNames));
    return new Map(dimension === 'NEED_STATUS' ? Object.entries(statusNames) : []);
  };
}
