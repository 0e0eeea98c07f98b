import type { PipelineStage } from 'mongoose';
import { decodeCursor, DomainError, encodeCursor, pageSize, yearOf, type PageRequest } from '@kexie/kernel';
import {
  between,
  countyDimension,
  every,
  groupStats,
  inRegions,
  oneOf,
  prefixDimension,
  statistics,
  type Connection,
} from '@kexie/service';
import type {
  AttentionKind,
  CommitmentDimension,
  CommitmentStatus,
  CommitmentYearFilter,
} from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { Store } from '../store.ts';
import type { Commitment } from './domain.ts';

/** A year of a commitment: the number of records that it requires, and the number that there are. */
export type CommitmentYear = {
  _id: { year: number; regionCode: string; kind: AttentionKind };
  commitmentId: string;
  required: number;
  held: number;
  status: CommitmentStatus;
};

type YearFilter = { filter?: CommitmentYearFilter | null | undefined; now: Date };

/**
 * One page of the years of commitments, the latest year first, then by region and kind. The years go up to the current one.
 * @throws VALIDATION_FAILED, STATISTICS_BUSY, STATISTICS_TOO_SLOW.
 */
export async function commitmentYears(
  { commitments }: Store,
  { filter, now, ...request }: PageRequest & YearFilter,
): Promise<Connection<CommitmentYear>> {
  const size = pageSize(request.first);
  const stages = yearStages({ filter, now });
  const after = request.after ? beyond(decodeCursor(list, request.after, 3)) : [];
  const run = <T>(last: PipelineStage[]) =>
    statistics.run((maxTimeMS) => commitments.model.aggregate<T>([...stages, ...last]).option({ maxTimeMS }));
  const found = await run<CommitmentYear>([
    ...after,
    { $sort: { '_id.year': -1, '_id.regionCode': 1, '_id.kind': 1 } },
    { $limit: size + 1 },
  ]);
  const edges = found.slice(0, size).map((node) => ({
    node,
    cursor: encodeCursor(list, [node._id.year, node._id.regionCode, node._id.kind]),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: after.length > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: async () => (await run<{ total: number }>([{ $count: 'total' }]))[0]?.total ?? 0,
  };
}

/** The years of commitments that were met, missed and are open, by up to three dimensions. @throws as `groupStats`. */
export async function commitmentStats(
  { commitments, regions }: Store,
  { filter, now, groupBy }: YearFilter & { groupBy: readonly CommitmentDimension[] },
) {
  const rows = await groupStats<CommitmentDimension, Counts, Commitment>(commitments.model, {
    stages: yearStages({ filter, now }),
    groupBy,
    expressions,
    accumulate: { years: { $sum: 1 }, met: countOf('MET'), missed: countOf('MISSED'), open: countOf('OPEN') },
    labels: async (dimension, codes) =>
      dimension.startsWith('REGION')
        ? new Map((await regions.byCodes(codes)).map(({ _id, name }) => [_id, name]))
        : labels,
  });
  return rows.map(({ keys, years = 0, met = 0, missed = 0, open = 0 }) => ({ keys, years, met, missed, open }));
}

type Counts = { years: number; met: number; missed: number; open: number };

const countOf = (status: CommitmentStatus) => ({ $sum: { $cond: [{ $eq: ['$status', status] }, 1, 0] } });

const expressions: Record<CommitmentDimension, unknown> = {
  YEAR: '$_id.year',
  KIND: '$_id.kind',
  REGION: prefixDimension('$_id.regionCode', 12),
  REGION_COUNTY: countyDimension('$_id.regionCode'),
};

/**
 * The years of commitments with their records: two ranges of regions, one in each collection, joined in one group for each
 * region, kind and year. Each has at most one commitment. A record of a region below does not count for the region.
 */
function yearStages({ filter, now }: YearFilter): PipelineStage[] {
  const { regions, includeDescendants, kinds, fromYear, toYear, statuses } = filter ?? {};
  const currentYear = yearOf(now);
  if ((fromYear ?? null) !== null && (toYear ?? null) !== null && Number(toYear) < Number(fromYear))
    throw new DomainError('VALIDATION_FAILED', say`"toYear" must not come before "fromYear".`, ['filter', 'toYear']);
  const within = every(inRegions('regionCode', regions, includeDescendants ?? true), oneOf('kind', kinds));
  const inYears = between('year', fromYear, Math.min(toYear ?? currentYear, currentYear));
  const fields = { regionCode: 1, kind: 1, year: 1 };
  return [
    { $match: within },
    { $unwind: '$years' },
    { $project: { ...fields, year: '$years', commitmentId: '$_id', required: '$minimumPerYear' } },
    { $match: inYears },
    {
      $unionWith: {
        coll: 'leadership_attentions',
        pipeline: [
          { $match: every(within, inYears, { withdrawal: null }) },
          { $project: { ...fields, record: { $literal: 1 } } },
        ],
      },
    },
    {
      $group: {
        _id: { year: '$year', regionCode: '$regionCode', kind: '$kind' },
        commitmentId: { $max: '$commitmentId' },
        required: { $max: '$required' },
        held: { $sum: '$record' },
      },
    },
    // a record of a year without a commitment has no required number
    { $match: { required: { $gt: 0 } } },
    { $addFields: { status: statusIn(currentYear) } },
    { $match: oneOf('status', statuses) },
  ];
}

/**
 * The status of a year: MET as soon as it has the required number of records. A year with fewer is MISSED only when it is
 * over, and OPEN until then.
 */
function statusIn(currentYear: number) {
  const isOver = { $lt: ['$_id.year', currentYear] };
  return { $cond: [{ $gte: ['$held', '$required'] }, 'MET', { $cond: [isOver, 'MISSED', 'OPEN'] }] };
}

const list = 'commitment years';

/** The stage for the years that come after a cursor. @throws VALIDATION_FAILED for a cursor with other types of values. */
function beyond([year, regionCode, kind]: readonly unknown[]): PipelineStage[] {
  if (typeof year !== 'number' || typeof regionCode !== 'string' || typeof kind !== 'string')
    throw new DomainError('VALIDATION_FAILED', say`"after" is not a cursor of this list.`, ['after']);
  return [
    {
      $match: {
        $or: [
          { '_id.year': { $lt: year } },
          { '_id.year': year, '_id.regionCode': { $gt: regionCode } },
          { '_id.year': year, '_id.regionCode': regionCode, '_id.kind': { $gt: kind } },
        ],
      },
    },
  ];
}

/** The Chinese names of the codes in rows of statistics. */
const labels: ReadonlyMap<string, string> = new Map(
  Object.entries({
    WORK_HEARING: '分管领导听取工作汇报',
    STANDING_COMMITTEE_HEARING: '党委常委会听取汇报',
    SPECIAL_STUDY: '专题研究',
    FESTIVAL_VISIT: '新春慰问',
    FIELD_VISIT: '调研、走访',
    PRESS_CONFERENCE: '新闻发布会',
  } satisfies Record<AttentionKind, string>),
);
