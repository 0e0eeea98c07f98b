import { measure } from '@kexie/kernel';
import { groupStats, yearDimension, type Directory } from '@kexie/service';
import type { QueryRuralFacilityStatsArgs } from '../generated/graphql.ts';
import { labels, regionExpressions } from '../statistics.ts';
import type { Store } from '../store.ts';
import { filterOf, type FacilityRecord } from './store.ts';

/** Counts facilities by these dimensions. */
export async function ruralFacilityStats(
  { facilities }: Pick<Store, 'facilities'>,
  directory: Directory,
  { filter, groupBy }: Pick<QueryRuralFacilityStatsArgs, 'filter' | 'groupBy'>,
) {
  const rows = await groupStats<(typeof groupBy)[number], { facilities: number }, FacilityRecord>(facilities.model, {
    stages: [{ $match: filterOf(filter ?? {}) }],
    groupBy,
    expressions: {
      FACILITY_KIND: '$kind',
      CHANGE: '$change',
      YEAR: yearDimension('$changedFrom', '$changedTo'),
      ...regionExpressions,
      INDUSTRY: '$industryCode',
    },
    accumulate: { facilities: { $sum: 1 } },
    labels: (dimension, codes) => labels(directory, dimension, codes),
  });
  return rows.map(({ keys, facilities: count }) => ({ keys, facilities: measure(count ?? 0, 'COUNT') }));
}
