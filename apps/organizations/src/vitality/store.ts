import mongoose, { Schema } from 'mongoose';
import type { Mongo, Session } from '@kexie/messaging';
import { number, text } from '@kexie/service';
import type { Organization } from '../organization/domain.ts';
import { vitalityOf, yearBefore, type Act, type Vitality } from './domain.ts';

/** The number of acts of an organization on a day. */
type ActiveDay = { _id: string; organizationId: string; day: string; acts: number };
/** The service whose events are counted, and the time of the first of them that was counted. */
type Beginning = { _id: string; from: Date };

/** What a question about the vitality of an organization needs to know about it. */
export type Subject = Pick<Organization, '_id' | 'lastActedOn'>;

const daySchema = new Schema<ActiveDay>(
  { _id: text, organizationId: text, day: text, acts: number },
  { collection: activeDays(), versionKey: false, id: false },
);
daySchema.index({ organizationId: 1, day: 1 });

const beginningSchema = new Schema<Beginning>(
  { _id: text, from: { type: Date, required: true } },
  { collection: 'vitality_beginnings', versionKey: false, id: false },
);

/** The collection of the acts, which statistics of organizations join. */
export function activeDays(): string {
  return 'active_days';
}

const queryTimeoutMs = 10_000;

/** The acts of organizations: how many on which day. Months and years are sums of days. */
export function createVitalityStore(mongo: Mongo) {
  const days = mongo.model<ActiveDay>('ActiveDay', daySchema);
  const beginnings = mongo.model<Beginning>('VitalityBeginning', beginningSchema);
  return {
    /** Counts an act, in the transaction of its inbox row: the row ensures that the event counts once, in any order. */
    async count({ organizationId, day }: Act, session: Session): Promise<void> {
      await days.updateOne(
        { _id: `${organizationId}|${day}` },
        { $inc: { acts: 1 }, $setOnInsert: { organizationId, day } },
        { upsert: true, session },
      );
    },
    /** Remembers that events of a service are counted since a time. */
    async beginAt(service: string, from: Date, session: Session): Promise<void> {
      const known = await beginnings.findById(service, null, { session }).lean<Beginning>();
      if (known && known.from <= from) return;
      await beginnings.updateOne({ _id: service }, { $set: { from } }, { upsert: true, session });
    },
    /** The vitality of organizations on a day, in their order, and the time of the first event that was counted for any organization. */
    async of(organizations: readonly Subject[], asOf: string): Promise<(Vitality & { countedFrom: Date | null })[]> {
      const countedFrom = (await beginnings.findOne().sort({ from: 1 }).lean<Beginning>())?.from ?? null;
      const ids = organizations.map(({ _id }) => _id);
      const recent = await days
        .find({
          organizationId: mongoose.trusted({ $in: ids }),
          day: mongoose.trusted({ $gt: yearBefore(asOf), $lte: asOf }),
        })
        .limit(ids.length * 366)
        .maxTimeMS(queryTimeoutMs)
        .lean<ActiveDay[]>();
      const recentOf = Map.groupBy(recent, ({ organizationId }) => organizationId);
      // An organization that acted after the day may have acted long before it, too.
      const unclear = organizations.filter(({ _id, lastActedOn }) => !recentOf.has(_id) && (lastActedOn ?? '') > asOf);
      const earlier = await lastBefore(
        unclear.map(({ _id }) => _id),
        asOf,
      );
      return organizations.map(({ _id, lastActedOn = null }) => {
        const own = recentOf.get(_id) ?? [];
        const last = own.reduce((latest, { day }) => (day > latest ? day : latest), '');
        const before = lastActedOn !== null && lastActedOn <= asOf ? lastActedOn : (earlier.get(_id) ?? null);
        return { ...vitalityOf(own, last || before, asOf), countedFrom };
      });
    },
  };

  async function lastBefore(ids: readonly string[], asOf: string): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const found = await days
      .aggregate<{ _id: string; last: string }>([
        { $match: { organizationId: { $in: ids }, day: { $lte: asOf } } },
        { $group: { _id: '$organizationId', last: { $max: '$day' } } },
      ])
      .option({ maxTimeMS: queryTimeoutMs });
    return new Map(found.map(({ _id, last }) => [_id, last]));
  }
}
