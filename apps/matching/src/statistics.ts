import mongoose, { type Model, type PipelineStage } from 'mongoose';
import { DomainError } from '@kexie/kernel';
import {
  countyDimension,
  every,
  groupStats,
  inRegions,
  liesWithin,
  prefixDimension,
  yearDimension,
  type Directory,
  type StatRow,
  type Viewer,
} from '@kexie/service';
import { publicStatuses, visibleTo, type NeedStatus } from './need/domain.ts';
import type { Store } from './store.ts';
import { industryOf, serviceModes, subjectOf } from '@kexie/matchmaker';

export type MatchingDimension =
  | 'REGION_COUNTY'
  | 'SUBJECT_L1'
  | 'INDUSTRY_SECTION'
  | 'SERVICE_MODE'
  | 'YEAR'
  | 'NEED_STATUS'
  | 'EXPERT_REGION'
  | 'ENTERPRISE';
export type MatchingStatsFilter = {
  regions?: readonly string[] | null | undefined;
  includeDescendants?: boolean | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
};

type Counts = { needs: number | null; engagements: number | null; resolved: number | null; experts: number | null };
export type MatchingStatRow = { keys: { dimension: MatchingDimension; code: string; label: string }[] } & Counts;

type Expressions = Partial<Record<MatchingDimension, unknown>>;

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
const yearsMax = 50;
const year = yearDimension('$period.from', '$period.to');
const provinceOf = (field: string) => ({ $concat: [prefixDimension(field, 2), '0000'] });

const ofNeeds: Expressions = {
  REGION_COUNTY: countyDimension('$regionCode'),
  SUBJECT_L1: prefixDimension('$mainSubject', 3),
  INDUSTRY_SECTION: prefixDimension('$industryCode', 1),
  SERVICE_MODE: '$serviceModes',
  YEAR: year,
  NEED_STATUS: '$status',
  ENTERPRISE: '$enterpriseId',
};
const ofEngagements: Expressions = {
  REGION_COUNTY: countyDimension('$regionCode'),
  SUBJECT_L1: prefixDimension('$subjectCode', 3),
  // the industry is that of the need, so it is known only to the viewers of the need
  INDUSTRY_SECTION: { $cond: [{ $gt: [{ $size: '$visibleNeed' }, 0] }, prefixDimension('$industryCode', 1), null] },
  SERVICE_MODE: '$mode',
  YEAR: year,
  EXPERT_REGION: provinceOf('$expertRegionCode'),
  ENTERPRISE: '$enterpriseId',
};
const ofExperts: Expressions = {
  SUBJECT_L1: prefixDimension('$mainSubject', 3),
  SERVICE_MODE: '$serviceModes',
  EXPERT_REGION: provinceOf('$regionCode'),
};

/** The funnel from needs to results, with the needs that the viewer may see. A count to which a dimension does not apply is null in every row. @throws VALIDATION_FAILED. */
export async function matchingStats(
  { store: { needs, engagements, experts }, directory }: { store: Store; directory: Directory },
  viewer: Viewer,
  { filter, groupBy }: { filter?: MatchingStatsFilter | null | undefined; groupBy: readonly MatchingDimension[] },
): Promise<MatchingStatRow[]> {
  const { regions, includeDescendants, from, to } = filter ?? {};
  if (from && to && from > to) throw new DomainError('VALIDATION_FAILED', '"from" is later than "to".', ['to']);
  const place = inRegions('regionCode', regions, includeDescendants ?? true);
  const within = { ...place, ...liesWithin('period.from', 'period.to', { from, to }) };
  const common = { groupBy, labels: labelsOf(directory), complete: { YEAR: yearsBetween(from, to) } };
  const all = { total: { $sum: 1 } };
  const modes = groupBy.includes('SERVICE_MODE') ? [{ $unwind: '$serviceModes' }] : [];
  const [needRows, engagementRows, expertRows] = await Promise.all([
    counted(needs.model, ofNeeds, {
      ...common,
      stages: [
        match(every(within, { status: mongoose.trusted({ $in: publicStatuses }) }, visibleTo(viewer))),
        ...modes,
      ],
      accumulate: all,
    }),
    counted(engagements.model, ofEngagements, {
      ...common,
      stages: [match(within), ...(groupBy.includes('INDUSTRY_SECTION') ? withVisibleNeed(viewer) : [])],
      accumulate: { ...all, resolved: { $sum: { $cond: ['$outcome.resolved', 1, 0] } } },
    }),
    // the pool is known only for the present, not for a past year
    from || to
      ? null
      : counted(experts.model, ofExperts, {
          ...common,
          stages: [match({ ...place, status: 'ACTIVE' }), ...modes],
          accumulate: all,
        }),
  ]);
  return joined(
    [
      [needRows, ({ total }) => ({ needs: total ?? 0 }), needRows ? { needs: 0 } : {}],
      [
        engagementRows,
        ({ total, resolved }) => ({ engagements: total ?? 0, resolved: resolved ?? 0 }),
        engagementRows ? { engagements: 0, resolved: 0 } : {},
      ],
      [expertRows, ({ total }) => ({ experts: total ?? 0 }), expertRows ? { experts: 0 } : {}],
    ],
    groupBy.length === 0,
  );
}

type Totals = { total: number; resolved: number };
type Rows = StatRow<MatchingDimension, Partial<Totals>>[] | null;

/** The groups of one collection, or null when one of the dimensions does not apply to it. */
async function counted<T>(
  model: Model<T>,
  expressions: Expressions,
  grouping: Omit<Parameters<typeof groupStats<MatchingDimension, Totals, T>>[1], 'expressions'>,
): Promise<Rows> {
  // a list of more than three dimensions goes to `groupStats`, which refuses it
  if (grouping.groupBy.length <= 3 && grouping.groupBy.some((dimension) => expressions[dimension] === undefined))
    return null;
  return groupStats<MatchingDimension, Totals, T>(model, { ...grouping, expressions });
}

/** One row for each key of any of the collections, sorted by key. Without dimensions there is one row with the totals. */
function joined(
  parts: [Rows, (row: Partial<Totals>) => Partial<Counts>, Partial<Counts>][],
  total: boolean,
): MatchingStatRow[] {
  const none: Counts = Object.assign(
    { needs: null, engagements: null, resolved: null, experts: null },
    ...parts.map(([, , zero]) => zero),
  );
  const rows = new Map<string, MatchingStatRow>(total ? [['', { keys: [], ...none }]] : []);
  for (const [found, countsOf] of parts) {
    for (const row of found ?? []) {
      const key = row.keys.map(({ code }) => code).join('\u0000');
      rows.set(key, { ...(rows.get(key) ?? { keys: row.keys, ...none }), ...countsOf(row) });
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Adds the need of an engagement as a list, which is empty when the viewer may not see it. */
function withVisibleNeed(viewer: Viewer): PipelineStage[] {
  const pipeline = [match(visibleTo(viewer)), { $project: { _id: 1 } }] as PipelineStage.Lookup['$lookup']['pipeline'];
  return [
    {
      $lookup: {
        from: 'needs',
        localField: 'needId',
        foreignField: '_id',
        pipeline: pipeline ?? [],
        as: 'visibleNeed',
      },
    },
  ];
}

function match(condition: object): PipelineStage {
  return { $match: condition };
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
    return new Map(dimension === 'NEED_STATUS' ? Object.entries(statusNames) : []);
  };
}
