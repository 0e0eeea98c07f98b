import mongoose, { Schema } from 'mongoose';
import { DomainError } from '@kexie/kernel';
import { applyIfNewer, type Mongo, type Session } from '@kexie/messaging';
import { say } from '../messages.ts';
import type { PersonFacts } from './domain.ts';

/** The local copy of a person. */
export type PersonView = PersonFacts & { version: number; subjectCodes: string[]; synthetic: boolean };

const schema = new Schema<PersonView>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    name: { type: String, required: true },
    titleLevel: { type: String, required: true },
    subjectCodes: [String],
    employerId: { type: String, default: null },
    regionCode: { type: String, required: true },
    homeStatus: { type: String, required: true },
    synthetic: { type: Boolean, default: false },
  },
  { collection: 'persons_view', versionKey: false },
);

/** A person who was merged into another one; `_id` is the id of the merged person. */
type MergedPerson = { _id: string; survivorId: string };

const mergedSchema = new Schema<MergedPerson>(
  { _id: { type: String, required: true }, survivorId: { type: String, required: true } },
  { collection: 'merged_persons', versionKey: false },
);
mergedSchema.index({ survivorId: 1 });

/** The local copies of persons, which events of `people` keep up to date. */
export function createPersonStore(mongo: Mongo) {
  const persons = mongo.model<PersonView>('PersonView', schema);
  const merged = mongo.model<MergedPerson>('MergedPerson', mergedSchema);
  const find = (id: string, session: Session) => persons.findById(id, null, { session }).lean<PersonView>().exec();
  const survivorsOf = async (ids: readonly string[], session: Session): Promise<Map<string, string>> => {
    const rows = await merged
      .find({ _id: mongoose.trusted({ $in: [...ids] }) }, null, { session })
      .lean<MergedPerson[]>();
    const survivors = new Map(rows.map(({ _id, survivorId }) => [_id, survivorId]));
    return new Map(ids.map((id) => [id, survivors.get(id) ?? id]));
  };
  return {
    find,
    /** The persons who stand for these since a merge; those who were not merged stand for themselves. */
    survivorsOf,
    /** Records a merge, so that later events about the merged person count for the survivor. */
    async noteMerge({ mergedId, survivorId }: { mergedId: string; survivorId: string }, session: Session) {
      const present = (await survivorsOf([survivorId], session)).get(survivorId) as string;
      await merged.updateMany({ survivorId: mergedId }, { $set: { survivorId: present } }, { session });
      await merged.updateOne({ _id: mergedId }, { $set: { survivorId: present } }, { upsert: true, session });
    },
    /** The person to whom a mutation refers. @throws REFERENCE_UNKNOWN; the client can try again, because the copy may arrive later. */
    async known(id: string, path: string, session: Session): Promise<PersonView> {
      const person = await find(id, session);
      if (!person) throw new DomainError('REFERENCE_UNKNOWN', say`This person is not known, or not yet.`, [path]);
      const survivorId = (await survivorsOf([id], session)).get(id);
      if (survivorId !== id)
        throw new DomainError('REFERENCE_INACTIVE', say`This record was merged into ${String(survivorId)}.`, [path]);
      return person;
    },
    /** Records the facts of a person from an event, unless the same or a newer version is recorded. Returns true if it changed the copy. */
    keep(
      {
        personId,
        name,
        titleLevel,
        subjectCodes,
        employerId,
        regionCode,
        homeStatus,
        synthetic,
      }: Omit<PersonView, '_id' | 'version'> & { personId: string },
      version: number,
      session: Session,
    ): Promise<boolean> {
      const copy = { version, name, titleLevel, subjectCodes, employerId, regionCode, homeStatus, synthetic };
      return applyIfNewer(persons, { _id: personId, ...copy }, session);
    },
  };
}
