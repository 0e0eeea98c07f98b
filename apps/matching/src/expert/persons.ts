import { Schema } from 'mongoose';
import { WorkerProfileChanged, WorkerRegistered } from '@kexie/events';
import { DomainError } from '@kexie/kernel';
import { applyIfNewer, react, when, type Mongo, type Reaction, type Session } from '@kexie/messaging';
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

export type Persons = ReturnType<typeof createPersons>;

/** The local copies of persons, which events of `people` keep up to date. */
export function createPersons(mongo: Mongo) {
  const persons = mongo.model<PersonView>('PersonView', schema);
  const find = (id: string, session: Session) => persons.findById(id, null, { session }).lean<PersonView>().exec();
  return {
    find,
    /** The person to whom a mutation refers. @throws REFERENCE_UNKNOWN; the client can try again, because the copy may arrive later. */
    async known(id: string, path: string, session: Session): Promise<PersonView> {
      const person = await find(id, session);
      if (!person) throw new DomainError('REFERENCE_UNKNOWN', 'This person is not known, or not yet.', [path]);
      return person;
    },
    /** The reaction that updates the copies. It calls `changed` for each person whose copy it updated. */
    reaction(changed: (personId: string, session: Session) => Promise<void>): Reaction {
      const keep = async (
        data: Omit<PersonView, '_id' | 'version'> & { personId: string },
        version: number,
        session: Session,
      ) => {
        const { personId, name, titleLevel, subjectCodes, employerId, regionCode, homeStatus, synthetic } = data;
        const newer = await applyIfNewer(
          persons,
          { _id: personId, version, name, titleLevel, subjectCodes, employerId, regionCode, homeStatus, synthetic },
          session,
        );
        if (newer) await changed(personId, session);
      };
      return react(
        'matching-persons',
        when(WorkerRegistered, ({ data, aggregateVersion }, session) => keep(data, aggregateVersion, session)),
        when(WorkerProfileChanged, ({ data, aggregateVersion }, session) => keep(data, aggregateVersion, session)),
      );
    },
  };
}
