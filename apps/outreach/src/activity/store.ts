import mongoose from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox } from '@kexie/messaging';
import {
  createAggregateStore,
  dateOrNull,
  equals,
  every,
  findPage,
  inRegions,
  liesWithin,
  measureField,
  numberOrNull,
  oneOf,
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
} from '@kexie/service';
import type { ActivityFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { searchWords, type Activity } from './domain.ts';

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

export function createActivityStore(mongo: Mongo, outbox: Outbox) {
  const store = createAggregateStore<Activity>(mongo, outbox, {
    name: 'Activity',
    schema,
    noun: say`activity`,
    lifecycle: ['status', 'attendance', 'onlineAttendance', 'summary'],
  });
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
      return findPage(model, {
        ...request,
        filter: every<Activity>(...words),
        sort: [{ field: 'heldFrom', direction: 'DESC' }],
      });
    },
  };
}

/** The conditions of a filter on activities. */
export function filterOf({
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
