import { type Measure } from '@kexie/kernel';
import { accumulateMeasure, groupStats, toMeasure, type Directory } from '@kexie/service';
import type { QueryFundingStatsArgs } from '../generated/graphql.ts';
import { yuanOf } from '../money.ts';
import { labels, regionExpressions, yearsOf } from '../statistics.ts';
import type { Store } from '../store.ts';
import { approvedStatuses } from './domain.ts';
import { allocationConditions, programConditions, type AllocationRecord, type ProgramRecord } from './store.ts';

type Keys = { dimension: string; code: string; label: string }[];
type Row = {
  keys: Keys;
  allocations: number;
  budget: Measure | null;
  approved: Measure;
  disbursed: Measure;
  recipients: number;
};

/**
 * Sums money by dimensions of programs and of allocations. Budgets and allocations are summed separately and joined by their keys, so that a budget is not
 * counted once for each of its allocations. A budget has no purpose, facility or recipient: its code in these dimensions is UNKNOWN.
 */
export async function fundingStats(
  { funding }: Pick<Store, 'funding'>,
  directory: Directory,
  { filter: given, groupBy }: Pick<QueryFundingStatsArgs, 'filter' | 'groupBy'>,
): Promise<Row[]> {
  const filter = given ?? {};
  const shared = {
    groupBy,
    labels: (dimension: string, codes: string[]) => labels(directory, dimension, codes),
    complete: yearsOf(filter).length > 0 ? { YEAR: yearsOf(filter).map(String) } : {},
  };
  const notSplit = { $literal: 'UNKNOWN' };
  const budgets = await groupStats<(typeof groupBy)[number], object, ProgramRecord>(funding.programs.model, {
    ...shared,
    stages: [{ $match: programConditions(filter) }],
    expressions: {
      YEAR: '$year',
      ...regionExpressions,
      PROGRAM_KIND: '$kind',
      FUND_SOURCE: '$sourceKey',
      PURPOSE: notSplit,
      FACILITY_KIND: notSplit,
      RECIPIENT_KIND: notSplit,
    },
    accumulate: { programs: { $sum: 1 }, ...accumulateMeasure('budget', '$budgetFen', '$budgetQualifier') },
  });
  const spent = await groupStats<
    (typeof groupBy)[number],
    { allocations: number; recipients: string[] },
    AllocationRecord
  >(funding.allocations.model, {
    ...shared,
    stages: [
      { $match: allocationConditions(filter) },
      {
        $set: {
          approvedFen: { $cond: [{ $in: ['$status', [...approvedStatuses]] }, '$amountFen', null] },
          exact: { $literal: 'EXACT' },
        },
      },
    ],
    expressions: {
      YEAR: '$year',
      ...regionExpressions,
      PROGRAM_KIND: '$programKind',
      FUND_SOURCE: '$sourceKey',
      PURPOSE: '$purpose',
      FACILITY_KIND: '$facilityKind',
      RECIPIENT_KIND: '$recipientKind',
    },
    accumulate: {
      allocations: { $sum: 1 },
      recipients: { $addToSet: '$recipientId' },
      ...accumulateMeasure('approved', '$approvedFen', '$exact', false),
      ...accumulateMeasure('disbursed', '$paidFen', '$exact', false),
    },
  });
  return join(budgets, spent);
}

function join(
  budgets: readonly { keys: Keys }[],
  spent: readonly ({ keys: Keys } & { allocations?: number | undefined; recipients?: string[] | undefined })[],
): Row[] {
  const id = ({ keys }: { keys: Keys }) => keys.map(({ code }) => code).join('\u0000');
  const [budgetOf, spentOf] = [
    new Map(budgets.map((row) => [id(row), row])),
    new Map(spent.map((row) => [id(row), row])),
  ];
  return [...new Set([...budgetOf.keys(), ...spentOf.keys()])].sort().map((key) => {
    const [budget, money] = [budgetOf.get(key), spentOf.get(key)];
    return {
      keys: (budget ?? money)?.keys ?? [],
      allocations: money?.allocations ?? 0,
      budget: budget && 'programs' in budget ? inYuan(toMeasure(budget, 'budget', 'CNY')) : null,
      approved: inYuan(toMeasure(money ?? {}, 'approved', 'CNY')),
      disbursed: inYuan(toMeasure(money ?? {}, 'disbursed', 'CNY')),
      recipients: money?.recipients?.length ?? 0,
    };
  });
}

/** Converts a sum of the database from fen to yuan. */
function inYuan(sum: Measure): Measure {
  return { ...sum, value: sum.value === null ? null : yuanOf(sum.value) };
}
