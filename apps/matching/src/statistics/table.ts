import type { Model } from 'mongoose';
import { DomainError } from '@kexie/kernel';
import { groupStats, type StatRow } from '@kexie/service';
import type { MatchingDimension, MatchingStatRow } from '../generated/graphql.ts';
import { say } from '../messages.ts';

export type Expressions = Partial<Record<MatchingDimension, unknown>>;
export type Row = Omit<MatchingStatRow, '__typename' | 'keys'> & { keys: StatRow<MatchingDimension, object>['keys'] };
export type Figures = Omit<Row, 'keys'>;
/** The figures of one collection in the table. `none` are those of a group in which the collection has no row. */
export type Part = { rows: { keys: Row['keys']; figures: Partial<Figures> }[]; none: Partial<Figures> };

type Grouping<A extends object, T> = Parameters<typeof groupStats<MatchingDimension, A, T>>[1];
/** What the groupings of all collections have in common. */
export type Common = Pick<Grouping<object, unknown>, 'groupBy' | 'labels' | 'complete'>;

const dimensionsMax = 3;
const noFigures: Figures = {
  needs: null,
  proposals: null,
  mutuallyAccepted: null,
  engagements: null,
  resolved: null,
  experts: null,
  acceptanceRate: null,
  medianDaysToMatch: null,
  medianDaysToAnswer: null,
  bayAreaShare: null,
  bayAreaEngagementShare: null,
  suppressed: false,
};

/** The part of a collection that does not count in this table. */
export const noPart: Part = { rows: [], none: {} };

/** Refuses too many dimensions, and a repeated one, before anything is counted. @throws VALIDATION_FAILED. */
export function requireDimensions(groupBy: readonly MatchingDimension[]): void {
  if (groupBy.length > dimensionsMax)
    throw new DomainError('VALIDATION_FAILED', say`Statistics can have at most ${dimensionsMax} dimensions.`, [
      'groupBy',
    ]);
  if (new Set(groupBy).size !== groupBy.length)
    throw new DomainError('VALIDATION_FAILED', say`A dimension is listed twice.`, ['groupBy']);
}

/**
 * Groups the records of one collection. `figuresOf` returns undefined for a group that must not be shown. The part is
 * empty when one of the dimensions does not apply to the collection.
 * @throws STATISTICS_BUSY, STATISTICS_TOO_SLOW.
 */
export async function partOf<A extends object, T>(
  model: Model<T>,
  grouping: Grouping<A, T>,
  none: Partial<Figures>,
  figuresOf: (group: Partial<A>) => Partial<Figures> | undefined,
): Promise<Part> {
  const { groupBy, expressions } = grouping;
  if (groupBy.some((dimension) => expressions[dimension] === undefined)) return noPart;
  const groups = await groupStats<MatchingDimension, A, T>(model, grouping);
  const rows = groups.flatMap((group) => {
    const figures = figuresOf(group);
    return figures ? [{ keys: group.keys, figures }] : [];
  });
  return { rows, none };
}

/** One row for each key of any of the parts, sorted by key. `total`: there are no dimensions, and one row. */
export function joined(parts: readonly Part[], total: boolean): Row[] {
  const none: Figures = Object.assign({}, noFigures, ...parts.map((part) => part.none));
  const rows = new Map<string, Row>(total ? [['', { keys: [], ...none }]] : []);
  for (const { keys, figures } of parts.flatMap((part) => part.rows)) {
    const key = joinedKey(keys.map(({ code }) => code));
    rows.set(key, { ...(rows.get(key) ?? { keys, ...none }), ...figures });
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** The codes of a group as one text, which sorts like the codes. */
export function joinedKey(codes: readonly string[]): string {
  return codes.join('\u0000');
}

/** The keys of groups that were not counted by the database, with their labels. Each group has one code for each dimension. */
export async function labelled({ groupBy, labels }: Common, groups: readonly string[][]): Promise<Row['keys'][]> {
  const names = await Promise.all(
    groupBy.map((dimension, index) =>
      labels?.(
        dimension,
        groups.map((codes) => codes[index] as string),
      ),
    ),
  );
  return groups.map((codes) =>
    groupBy.map((dimension, index) => {
      const code = codes[index] as string;
      return { dimension, code, label: names[index]?.get(code) ?? code };
    }),
  );
}
