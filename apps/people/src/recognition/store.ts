import mongoose, { type QueryFilter } from 'mongoose';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  equals,
  every,
  findPage,
  inRegions,
  numberOrNull,
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
  texts,
  versionedSchema,
} from '@kexie/service';
import type { QueryCareVisitsArgs, QueryCelebrationsArgs } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { fold } from '../person/domain.ts';
import { visitOccasion, type CareVisitRecord, type CelebrationRecord } from './domain.ts';

const celebrationSchema = recordSchema<CelebrationRecord>('celebrations', {
  title: text,
  titleFolded: text,
  kind: text,
  heldOn: textOrNull,
  period: periodOrNull,
  organizerId: textOrNull,
  regionCode: text,
  attendance: numberOrNull,
});
celebrationSchema.index({ regionCode: 1, heldOn: 1 });
celebrationSchema.index(
  { organizerId: 1, heldOn: 1, titleFolded: 1 },
  {
    unique: true,
    partialFilterExpression: { heldOn: { $type: 'string' }, organizerId: { $type: 'string' } },
    name: 'one_celebration',
  },
);
celebrationSchema.index({ heldOn: 1, _id: 1 });

const visitSchema = versionedSchema<CareVisitRecord>('care_visits', {
  personId: text,
  regionCode: text,
  visitedOn: text,
  visitors: texts,
  occasion: text,
});
visitSchema.index({ personId: 1, visitedOn: 1 }, { unique: true, name: 'one_visit' });
visitSchema.index({ regionCode: 1, visitedOn: 1 });
visitSchema.index({ visitedOn: 1, _id: 1 });

/** Calendar years, both included; an open end is null. */
export type Years = { from: number | null; to: number | null };

/** The store of celebrations. */
export function createCelebrationStore(mongo: Mongo, outbox: Outbox) {
  const celebrations = createAggregateStore<CelebrationRecord>(mongo, outbox, {
    name: 'Celebration',
    schema: celebrationSchema,
    noun: say`celebration`,
    derive: (celebration) => ({ ...celebration, titleFolded: fold(celebration.title) }),
    duplicates: {
      one_celebration: [say`A celebration of this organizer with this title and day is already recorded.`, 'title'],
    },
  });
  const { model } = celebrations;
  return {
    ...celebrations,
    /** @throws DUPLICATE when another celebration has this organizer, day and title. */
    async requireNew({ _id, organizerId, heldOn, title }: CelebrationRecord, session: Session): Promise<void> {
      if (organizerId === null || heldOn === null) return;
      const same = { _id: mongoose.trusted({ $ne: _id }), organizerId, heldOn, titleFolded: fold(title) };
      if (await model.exists(same).session(session)) throw celebrations.duplicate('one_celebration');
    },
    page: ({ region, fromYear, toYear, ...request }: QueryCelebrationsArgs) =>
      findPage(model, {
        ...request,
        filter: celebrationsIn(region, { from: fromYear ?? null, to: toYear ?? null }),
        sort: [{ field: 'heldOn', direction: 'DESC' }],
      }),
  };
}

/** The store of care visits. */
export function createCareVisitStore(mongo: Mongo, outbox: Outbox) {
  const visits = createAggregateStore<CareVisitRecord>(mongo, outbox, {
    name: 'CareVisit',
    schema: visitSchema,
    noun: say`visit`,
    duplicates: { one_visit: [say`A visit to this person on this day is already recorded.`, 'visitedOn'] },
  });
  const { model } = visits;
  return {
    ...visits,
    /** @throws DUPLICATE when a visit to the person on this day is already recorded. */
    async requireNew(personId: string, visitedOn: string, session: Session): Promise<void> {
      if (await model.exists({ personId, visitedOn }).session(session)) throw visits.duplicate('one_visit');
    },
    /**
     * Visits that fit the filter, in the regions of the viewer unless `regions` is undefined, the latest first.
     * @throws VALIDATION_FAILED for an occasion that no visit can have.
     */
    page: ({ filter, ...request }: QueryCareVisitsArgs, regions: readonly string[] | undefined) =>
      findPage(model, {
        ...request,
        filter: every<CareVisitRecord>(visitConditions(filter), regions ? inAnyOf(regions) : {}),
        sort: [{ field: 'visitedOn', direction: 'DESC' }],
      }),
  };
}

/** In one of these regions or below; without a region, nowhere. */
const inAnyOf = (regions: readonly string[]): object =>
  regions.length === 0 ? { _id: mongoose.trusted({ $in: [] }) } : inRegions('regionCode', regions);

function visitConditions(filter: QueryCareVisitsArgs['filter']): object {
  const { regions, includeDescendants, personId, from, to, occasion } = filter ?? {};
  return every<CareVisitRecord>(
    inRegions('regionCode', regions, includeDescendants ?? true),
    equals('personId', personId),
    between('visitedOn', from, to),
    equals('occasion', occasion && visitOccasion(occasion)),
  );
}

/** A celebration belongs to the range of years that contains its day or, without a day, its whole period. */
export function celebrationsIn(regionCode: string, { from, to }: Years): QueryFilter<CelebrationRecord> {
  const region = inRegions('regionCode', [regionCode]);
  if (from === null && to === null) return region;
  const inDays = { heldOn: mongoose.trusted({ $ne: null, $gte: firstDay(from), $lte: lastDay(to) }) };
  const inPeriod = {
    heldOn: null,
    'period.from': mongoose.trusted({ $gte: firstDay(from) }),
    'period.to': mongoose.trusted({ $lte: lastDay(to) }),
  };
  return every<CelebrationRecord>(region, { $or: [inDays, inPeriod] });
}

export function visitsIn(regionCode: string, { from, to }: Years): QueryFilter<CareVisitRecord> {
  return every<CareVisitRecord>(
    inRegions('regionCode', [regionCode]),
    between('visitedOn', firstDay(from), lastDay(to)),
  );
}

export const firstDay = (year: number | null) => `${year ?? 1000}-01-01`;
export const lastDay = (year: number | null) => `${year ?? 9999}-12-31`;
