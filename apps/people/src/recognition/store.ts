import mongoose, { type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  every,
  findPage,
  inRegions,
  numberOrNull,
  periodOrNull,
  recordSchema,
  statistics,
  text,
  textOrNull,
  texts,
  versionedSchema,
} from '@kexie/service';
import type { CareVisitRecord, CelebrationRecord } from './domain.ts';

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

/** Calendar years, both included; an open end is null. */
export type Years = { from: number | null; to: number | null };

/** The store of celebrations and care visits. */
export function createRecognitionStore(mongo: Mongo, outbox: Outbox) {
  const celebrations = createAggregateStore<CelebrationRecord>(mongo, outbox, {
    name: 'Celebration',
    schema: celebrationSchema,
    noun: 'celebration',
    duplicates: {
      one_celebration: ['A celebration of this organizer with this title and day is already recorded.', 'title'],
    },
  });
  const visits = createAggregateStore<CareVisitRecord>(mongo, outbox, {
    name: 'CareVisit',
    schema: visitSchema,
    noun: 'visit',
    duplicates: { one_visit: ['A visit to this person on this day is already recorded.', 'visitedOn'] },
  });
  return {
    celebrations,
    visits,
    /**
     * @throws DUPLICATE when another celebration has this organizer, day and title; `exceptKey` is the import key of
     * the celebration itself.
     */
    async requireNewCelebration(
      { organizerId, heldOn, titleFolded }: CelebrationRecord,
      session: Session,
      exceptKey: string | null = null,
    ): Promise<void> {
      if (organizerId === null || heldOn === null) return;
      const same = await celebrations.model
        .findOne({ organizerId, heldOn, titleFolded }, { importKey: 1 }, { session })
        .lean<Pick<CelebrationRecord, 'importKey'>>();
      if (same && (exceptKey === null || same.importKey !== exceptKey)) throw celebrations.duplicate('one_celebration');
    },
    /** @throws DUPLICATE when a visit to the person on this day is already recorded. */
    async requireNotVisited(personId: string, visitedOn: string, session: Session): Promise<void> {
      if (await visits.model.exists({ personId, visitedOn }).session(session)) throw visits.duplicate('one_visit');
    },
    celebrationsPage: (regionCode: string, years: Years, request: PageRequest) =>
      findPage(celebrations.model, {
        ...request,
        filter: celebrationsIn(regionCode, years),
        sort: [{ field: 'heldOn', direction: 'DESC' }],
      }),
    countCelebrations: (regionCode: string, years: Years) =>
      statistics.run((maxTimeMS) =>
        celebrations.model.countDocuments(celebrationsIn(regionCode, years)).maxTimeMS(maxTimeMS).exec(),
      ),
    countVisits: (regionCode: string, { from, to }: Years) =>
      statistics.run((maxTimeMS) =>
        visits.model
          .countDocuments(
            every<CareVisitRecord>(
              inRegions('regionCode', [regionCode]),
              between('visitedOn', firstDay(from), lastDay(to)),
            ),
          )
          .maxTimeMS(maxTimeMS)
          .exec(),
      ),
  };
}

/** A celebration belongs to the range of years that contains its day or, without a day, its whole period. */
function celebrationsIn(regionCode: string, { from, to }: Years): QueryFilter<CelebrationRecord> {
  const region = inRegions('regionCode', [regionCode]);
  if (from === null && to === null) return region;
  const inDays = { heldOn: mongoose.trusted({ $ne: null, $gte: firstDay(from), $lte: lastDay(to) }) };
  const inPeriod = {
    heldOn: null,
    'period.from': mongoose.trusted({ $gte: firstDay(from) }),
    'period.to': mongoose.trusted({ $lte: lastDay(to) }),
  };
  return { $and: [region, { $or: [inDays, inPeriod] }] } as QueryFilter<CelebrationRecord>;
}

const firstDay = (year: number | null) => `${year ?? 1000}-01-01`;
const lastDay = (year: number | null) => `${year ?? 9999}-12-31`;
