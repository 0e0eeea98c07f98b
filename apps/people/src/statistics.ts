/** The shared part of all statistics. The queries are in NOUN/statistics.ts. */

import { measure, type Measure, type Unit } from '@kexie/kernel';

/** A count of records as a measure. Without any record it is null and not 0, because the true value is unknown. */
export function measureOf(count: number | undefined, unit: Unit): Measure {
  return measure(count || null, unit);
}
