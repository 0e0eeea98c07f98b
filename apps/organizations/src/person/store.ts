import mongoose, { Schema } from 'mongoose';
import { applyIfNewer, type Mongo, type Session } from '@kexie/messaging';

type Person = { _id: string; version: number };
const schema = new Schema<Person>(
  { _id: { type: String, required: true }, version: { type: Number, required: true } },
  { collection: 'persons_view', versionKey: false },
);

/** A copy of the ids of all persons in `people`, to check rosters. The copy may lag behind. */
export function createPersonStore(mongo: Mongo) {
  const persons = mongo.model<Person>('PersonView', schema);
  return {
    /** The ids among these that the copy does not have. */
    async unknown(ids: readonly string[], session: Session): Promise<string[]> {
      const found = await persons
        .find({ _id: mongoose.trusted({ $in: [...ids] }) }, { _id: 1 }, { session })
        .lean<Person[]>();
      const known = new Set(found.map(({ _id }) => _id));
      return ids.filter((id) => !known.has(id));
    },
    /** Removes the id of a person who was merged into another one. */
    async remove(id: string, session: Session): Promise<void> {
      await persons.deleteOne({ _id: id }, { session });
    },
    /** Keeps the id of a person. */
    async keep(id: string, version: number, session: Session): Promise<void> {
      await applyIfNewer(persons, { _id: id, version }, session);
    },
  };
}
