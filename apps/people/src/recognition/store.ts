import mongoose, { Schema, type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Session } from '@kexie/messaging';
import { findPage, inRegions } from '@kexie/service';
import type { CareVisitRecord, CelebrationRecord } from './domain.ts';

const celebrationSchema = new Schema<CelebrationRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: { type: String, default: null },
    title: { type: String, required: true },
    titleFolded: { type: String, required: true },
    kind: { type: String, required: true },
    heldOn: { type: String, default: null },
    period: {
      type: new Schema({ label: String, from: String, to: String, assumed: Boolean }, { _id: false }),
      default: null,
    },
    organizerId: { type: String, default: null },
    regionCode: { type: String, required: true },
    attendance: { type: Number, default: null },
    synthetic: { type: Boolean, required: true },
  },
  { collection: 'celebrations', versionKey: false },
);
celebrationSchema.index(
  { importKey: 1 },
  { unique: true, partialFilterExpression: { importKey: { $type: 'string' } } },
);
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

const visitSchema = new Schema<CareVisitRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    personId: { type: String, required: true },
    regionCode: { type: String, required: true },
    visitedOn: { type: String, required: true },
    visitors: [String],
    occasion: { type: String, required: true },
  },
  { collection: 'care_visits', versionKey: false },
);
visitSchema.index({ personId: 1, visitedOn: 1 }, { unique: true, name: 'one_visit' });
visitSchema.index({ regionCode: 1, visitedOn: 1 });

/** Calendar years, both included; an open end is null. */
export type Years = { from: number | null; to: number | null };

export type Recognition = ReturnType<typeof createRecognition>;

/** Celebrations and visits of care. */
export function createRecognition(mongo: Mongo) {
  const celebrations = mongo.model<CelebrationRecord>('Celebration', celebrationSchema);
  const visits = mongo.model<CareVisitRecord>('CareVisit', visitSchema);
  return {
    celebrations,
    visits,
    celebrationsByIds: (ids: readonly string[]) =>
      celebrations
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .lean<CelebrationRecord[]>()
        .exec(),
    visitsByIds: (ids: readonly string[]) =>
      visits
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .lean<CareVisitRecord[]>()
        .exec(),
    /** Another celebration of the same organizer, day and title. */
    sameCelebration: ({ organizerId, heldOn, titleFolded }: CelebrationRecord, session: Session) =>
      celebrations.findOne({ organizerId, heldOn, titleFolded }, null, { session }).lean<CelebrationRecord>().exec(),
    visited: async (personId: string, visitedOn: string, session: Session) =>
      (await visits.exists({ personId, visitedOn }).session(session)) !== null,
    celebrationsPage: (regionCode: string, years: Years, request: PageRequest) =>
      findPage(celebrations, {
        ...request,
        filter: celebrationsIn(regionCode, years),
        sort: [{ field: 'heldOn', direction: 'DESC' }],
      }),
    countCelebrations: (regionCode: string, years: Years) =>
      celebrations.countDocuments(celebrationsIn(regionCode, years)),
    countVisits: (regionCode: string, { from, to }: Years) =>
      visits.countDocuments({
        $and: [
          inRegions('regionCode', [regionCode]),
          { visitedOn: mongoose.trusted({ $gte: firstDay(from), $lte: lastDay(to) }) },
        ],
      } as QueryFilter<CareVisitRecord>),
  };
}

/** A celebration belongs to the years that hold its day; without a day, to those that hold its whole period. */
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
