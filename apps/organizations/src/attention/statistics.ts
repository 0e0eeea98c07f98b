import { codeRange, DomainError, measure } from '@kexie/kernel';
import { statistics } from '@kexie/service';
import type { QueryHearingStatsArgs } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { Store } from '../store.ts';

/**
 * The number of records in each year; null for a year without one, because a missing record does not mean 0. @throws
 * NOT_FOUND, VALIDATION_FAILED.
 */
export async function hearingStats(
  { attentions, regions }: Store,
  { region, fromYear, toYear, kind }: QueryHearingStatsArgs,
) {
  await regions.require(region);
  if (toYear < fromYear || toYear - fromYear > 100)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The range must have 1 to 100 years, and "toYear" must not come before "fromYear".`,
      ['toYear'],
    );
  const { from, to } = codeRange(region);
  const groups = await statistics.run((maxTimeMS) =>
    attentions.model
      .aggregate<{ _id: number; count: number }>([
        {
          $match: {
            regionCode: { $gte: from, $lt: to },
            kind: kind ?? 'WORK_HEARING',
            year: { $gte: fromYear, $lte: toYear },
            withdrawal: null,
          },
        },
        { $group: { _id: '$year', count: { $sum: 1 } } },
      ])
      .option({ maxTimeMS }),
  );
  const counts = new Map(groups.map(({ _id, count }) => [_id, count]));
  return Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index).map((year) => ({
    year,
    measure: measure(counts.get(year) ?? null, 'TIME'),
  }));
}
