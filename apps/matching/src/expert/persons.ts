import { Schema } from 'mongoose';
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

/** The local copies of persons, which events of `people` keep up to date. */
export function createPersonStore(mongo: Mongo) {
  const persons = mongo.model<PersonView>('PersonView', schema);
  const find = (id: string, session: Session) => persons.findById(id, null, { session }).lean<PersonView>().exec();
  return {
    find,
    /** The person to whom a mutation refers. @throws REFERENCE_UNKNOWN; the client can try again, because the copy may arrive later. */
    async known(id: string, path: string, session: Session): Promise<PersonView> {
      const person = await find(id, session);
      if (!person) throw new DomainError('REFERENCE_UNKNOWN', say`This person is not known, or not yet.`, [path]);
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
