import mongoose from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox } from '@kexie/messaging';
import {
  accumulateMeasure,
  countyDimension,
  createAggregateStore,
  dateOrNull,
  equals,
  every,
  findPage,
  groupStats,
  inRegions,
  liesWithin,
  measureField,
  monthDimension,
  numberOrNull,
  oneOf,
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
  toMeasure,
  yearDimension,
} from '@kexie/service';
import type { ActivityFilter, OutreachDimension } from '../generated/graphql.ts';
import { selected, type Labels } from '../statistics.ts';
import { searchWords, tookPlace, type Activity } from './domain.ts';

const schema = recordSchema<Activity>('activities', {
  title: text,
  kind: text,
  status: text,
  campaignId: textOrNull,
  organizerId: text,
  organizerKind: text,
  regionCode: text,
  facilityId: textOrNull,
  facilityKind: textOrNull,
  sessions: measureField,
  startsAt: dateOrNull,
  endsAt: dateOrNull,
  period: periodOrNull,
  heldFrom: textOrNull,
  heldTo: textOrNull,
  attendance: numberOrNull,
  onlineAttendance: numberOrNull,
  summary: textOrNull,
  speakerIds: [String],
  searchText: text,
  reportedBy: textOrNull,
});
schema.index({ heldFrom: 1, _id: 1 });
schema.index({ regionCode: 1, heldFrom: 1 });
schema.index({ campaignId: 1, heldFrom: 1 });
schema.index({ organizerId: 1, heldFrom: 1 });
schema.index({ kind: 1, heldFrom: 1 });
schema.index({ status: 1, heldFrom: 1 });
schema.index({ speakerIds: 1, heldFrom: -1 });

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

export function createActivityStore(mongo: Mongo, outbox: Outbox) {
  const store = createAggregateStore<Activity>(mongo, outbox, { name: 'Activity', schema, noun: 'activity' });
  const { model } = store;
  return {
    ...store,
    page: ({ filter, ...request }: PageRequest & { filter?: ActivityFilter | null | undefined }) =>
      findPage(model, { ...request, filter: filterOf(filter ?? {}), sort: [{ field: 'heldFrom', direction: 'ASC' }] }),
    /** Activities that contain all words of the text. The words are escaped, so that none of them acts as a regular expression. */
    search(searched: string, request: PageRequest) {
      const words = searchWords(searched).map((word) => ({
        searchText: mongoose.trusted({ $regex: word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&') }),
      }));
      return findPage(model, { ...request, filter: { $and: words }, sort: [{ field: 'heldFrom', direction: 'DESC' }] });
    },
    /** Counts activities by these dimensions; without statuses in the filter, only the activities that took place. */
    async stats(filter: ActivityFilter, groupBy: readonly OutreachDimension[], labels: Labels) {
      const match = {
        $and: [filterOf(filter), filter.statuses && filter.statuses.length > 0 ? {} : oneOf('status', tookPlace)],
      };
      const accumulate = {
        ...accumulateMeasure('activities', '$amount', '$sessions.qualifier'),
        ...attendanceOf('attendance'),
        ...attendanceOf('onlineAttendance'),
      };
      const rows = await groupStats(model, {
        stages: [...selected(match, '$sessions.value'), exactAttendance],
        groupBy,
        expressions,
        accumulate,
        labels,
      });
      return rows.map((row) => ({
        keys: row.keys,
        activities: toMeasure(row, 'activities', 'SESSION'),
        attendance: toMeasure(row, 'attendance', 'PERSON'),
        onlineAttendance: toMeasure(row, 'onlineAttendance', 'PERSON'),
      }));
    },
  };
}

function filterOf({
  regions,
  includeDescendants,
  kinds,
  campaignId,
  organizerIds,
  from,
  to,
  statuses,
}: ActivityFilter): object {
  return every<Activity>(
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('kind', kinds),
    equals('campaignId', campaignId || null),
    oneOf('organizerId', organizerIds),
    oneOf('status', statuses),
    liesWithin('heldFrom', 'heldTo', { from, to }),
  );
}
