import {
  accumulateMeasure,
  countyDimension,
  every,
  groupStats,
  monthDimension,
  oneOf,
  toMeasure,
  yearDimension,
  type Directory,
} from '@kexie/service';
import type { OutreachDimension, QueryActivityStatsArgs } from '../generated/graphql.ts';
import { labelsFrom, selected } from '../statistics.ts';
import type { Store } from '../store.ts';
import { tookPlace } from './domain.ts';
import { filterOf } from './store.ts';

const expressions: Partial<Record<OutreachDimension, unknown>> = {
  REGION_COUNTY: countyDimension('$regionCode'),
  MONTH: monthDimension('$heldFrom', '$heldTo'),
  YEAR: yearDimension('$heldFrom', '$heldTo'),
  CAMPAIGN: '$campaignId',
  ACTIVITY_KIND: '$kind',
  OPERATOR_KIND: '$organizerKind',
  FACILITY_KIND: '$facilityKind',
};

/** A stated attendance is always exact. Each record gets the qualifier as a field, because SecantusDB accepts no constant in `$addToSet`. */
const exactAttendance = { $addFields: { attendanceQualifier: 'EXACT' } };
const attendanceOf = (name: 'attendance' | 'onlineAttendance') =>
  accumulateMeasure(name, `$${name}`, '$attendanceQualifier');

/** Counts activities by these dimensions; without statuses in the filter, only the activities that took place. */
export async function activityStats(store: Store, directory: Directory, { filter, groupBy }: QueryActivityStatsArgs) {
  const statuses = filter?.statuses ?? [];
  const match = every(filterOf(filter ?? {}), statuses.length > 0 ? {} : oneOf('status', tookPlace));
  const accumulate = {
    ...accumulateMeasure('activities', '$amount', '$sessions.qualifier'),
    ...attendanceOf('attendance'),
    ...attendanceOf('onlineAttendance'),
  };
  const rows = await groupStats(store.activities.model, {
    stages: [...selected(match, '$sessions.value'), exactAttendance],
    groupBy,
    expressions,
    accumulate,
    labels: labelsFrom(store, directory),
  });
  return rows.map((row) => ({
    keys: row.keys,
    activities: toMeasure(row, 'activities', 'SESSION'),
    attendance: toMeasure(row, 'attendance', 'PERSON'),
    onlineAttendance: toMeasure(row, 'onlineAttendance', 'PERSON'),
  }));
}
