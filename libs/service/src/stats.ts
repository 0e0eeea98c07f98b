import type { Model, PipelineStage } from 'mongoose';
import { combineQualifiers, DomainError, measure, type Measure, type Qualifier, type Unit } from '@kexie/kernel';
import { say } from './messages.ts';
import { statistics } from './statistics-queue.ts';

/** One row of statistics: its keys by dimension, and the accumulated values. */
export type StatRow<D extends string, A> = { keys: { dimension: D; code: string; label: string }[] } & A;

const dimensionsMax = 3;
const rowsMax = 5_000;

type Grouping<D extends string> = {
  /** aggregation stages that select and prepare the counted documents */
  stages: PipelineStage[];
  groupBy: readonly D[];
  /** the expression of each available dimension */
  expressions: Partial<Record<D, unknown>>;
  /** the accumulators of a group */
  accumulate: Record<string, unknown>;
  /** Chinese names of codes, by dimension; a code without one is its own label */
  labels?: (dimension: D, codes: string[]) => Promise<ReadonlyMap<string, string>> | ReadonlyMap<string, string>;
  /** codes that have a row even when nothing is counted for them */
  complete?: Partial<Record<D, readonly string[]>>;
};

/**
 * Groups documents in the database, by at most three dimensions. Without a dimension there is one total row. The code
 * of a group without a value is `UNKNOWN`. Rows are sorted by their keys. `A` is the type of the accumulated fields as
 * the database returns them. For an empty group of `complete` they are undefined.
 * @throws VALIDATION_FAILED for too many dimensions, a repeated one, or one that does not apply here; STATISTICS_BUSY,
 * STATISTICS_TOO_SLOW.
 */
export async function groupStats<D extends string, A extends object, T = unknown>(
  model: Model<T>,
  { stages, groupBy, expressions, accumulate, labels, complete }: Grouping<D>,
): Promise<StatRow<D, Partial<A>>[]> {
  checkDimensions(groupBy, expressions);
  const key = Object.fromEntries(
    groupBy.map((dimension) => [dimension, { $ifNull: [expressions[dimension], 'UNKNOWN'] }]),
  );
  const pipeline = [
    ...stages,
    { $group: { _id: groupBy.length === 0 ? null : key, ...accumulate } },
    { $limit: rowsMax },
  ] as PipelineStage[];
  const groups = await statistics.run((maxTimeMS) =>
    model.aggregate<A & { _id: Record<D, unknown> | null }>(pipeline).option({ maxTimeMS }),
  );

  const found = new Map(
    groups.map(({ _id, ...accumulated }) => [
      groupBy.map((dimension) => String(_id?.[dimension])).join('\u0000'),
      accumulated as unknown as A,
    ]),
  );
  for (const codes of combinations(groupBy, complete ?? {}, [...found.keys()]))
    if (!found.has(codes)) found.set(codes, {} as A);
  const rows = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([codes, accumulated]) => ({ codes: groupBy.length === 0 ? [] : codes.split('\u0000'), accumulated }));
  const names = await Promise.all(
    groupBy.map((dimension, index) =>
      labels?.(
        dimension,
        rows.map(({ codes }) => codes[index] as string),
      ),
    ),
  );
  return rows.map(({ codes, accumulated }) => ({
    ...(accumulated as Partial<A>),
    keys: groupBy.map((dimension, index) => ({
      dimension,
      code: codes[index] as string,
      label: names[index]?.get(codes[index] as string) ?? (codes[index] as string),
    })),
  }));
}

function checkDimensions<D extends string>(groupBy: readonly D[], expressions: Partial<Record<D, unknown>>): void {
  if (groupBy.length > dimensionsMax)
    throw new DomainError('VALIDATION_FAILED', say`Statistics can have at most ${dimensionsMax} dimensions.`, [
      'groupBy',
    ]);
  if (new Set(groupBy).size !== groupBy.length)
    throw new DomainError('VALIDATION_FAILED', say`A dimension is listed twice.`, ['groupBy']);
  const foreign = groupBy.find((dimension) => expressions[dimension] === undefined);
  if (foreign)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`${foreign} is not a dimension of these statistics; choose from ${Object.keys(expressions).join(', ')}.`,
      ['groupBy'],
    );
}

/** All combinations of the codes that must appear. A dimension without such a list uses the codes that were found. */
function combinations<D extends string>(
  groupBy: readonly D[],
  complete: Partial<Record<D, readonly string[]>>,
  found: readonly string[],
): string[] {
  if (!groupBy.some((dimension) => complete[dimension])) return groupBy.length === 0 ? [''] : [];
  const codesOf = (dimension: D, index: number) =>
    complete[dimension] ?? [...new Set(found.map((codes) => codes.split('\u0000')[index] as string))];
  return groupBy
    .map(codesOf)
    .reduce<string[]>(
      (heads, codes, index) =>
        index === 0 ? [...codes] : heads.flatMap((head) => codes.map((code) => `${head}\u0000${code}`)),
      [],
    );
}

/**
 * Accumulators for a measure stored in two fields: `...accumulateMeasure('trained', '$trained', '$trainedQualifier')` goes into `accumulate`, and
 * `toMeasure(row, 'trained', unit)` reads the sum. A record without a value is an unstated part of the sum, unless `applies`, an expression, says that the
 * record has no such part.
 */
export function accumulateMeasure(
  prefix: string,
  value: string,
  qualifier: string,
  applies: unknown = true,
): Record<string, unknown> {
  const isStated = { $ne: [{ $ifNull: [value, null] }, null] };
  const isUnstated = { $and: [{ $not: [isStated] }, applies] };
  return {
    [`${prefix}Sum`]: { $sum: value },
    // `$sum` of nothing is 0; a figure that is not stated is null
    [`${prefix}Stated`]: { $sum: { $cond: [isStated, 1, 0] } },
    [`${prefix}Qualifiers`]: { $addToSet: { $cond: [isStated, qualifier, null] } },
    [`${prefix}Unstated`]: { $addToSet: { $cond: [isUnstated, { $ifNull: [qualifier, 'EXACT'] }, null] } },
  };
}

/** The measure that a row accumulated with `accumulateMeasure`; null when no record of the group states a value. */
export function toMeasure(row: object, prefix: string, unit: Unit): Measure {
  const at = (name: string) => (row as Record<string, unknown>)[prefix + name];
  const qualifiers = (name: string) =>
    ((at(name) as (Qualifier | null)[] | undefined) ?? []).filter((qualifier) => qualifier !== null);
  const stated = Number(at('Stated') ?? 0) > 0;
  return measure(
    stated ? String(at('Sum')) : null,
    unit,
    combineQualifiers({ stated: qualifiers('Qualifiers'), unstated: qualifiers('Unstated') }),
  );
}
