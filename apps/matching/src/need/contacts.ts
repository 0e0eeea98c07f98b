import mongoose, { Schema } from 'mongoose';
import type { Mongo, Session } from '@kexie/messaging';

/**
 * The admission lock of an enterprise (see docs/glossary.md); `_id` is the id of the enterprise. The reaction that
 * withdraws needs opens and closes the lock, and every new need writes it. So no need can be entered between a
 * dissolution and the withdrawal of the open needs, even if events arrive late.
 */
export type NeedContact = {
  _id: string;
  admissions: number;
  dissolved: boolean;
  /** the enterprise into which it was merged; absent or null when it was not, and in records of earlier versions */
  successorId?: string | null;
  /** present and former enterprise associations that have the enterprise as host */
  associations: AssociationState[];
};

export type AssociationState = { id: string; version: number; open: boolean };

const association = new Schema<AssociationState>(
  {
    id: { type: String, required: true },
    version: { type: Number, required: true },
    open: { type: Boolean, required: true },
  },
  { _id: false },
);
const schema = new Schema<NeedContact>(
  {
    _id: { type: String, required: true },
    admissions: { type: Number, default: 0 },
    dissolved: { type: Boolean, default: false },
    successorId: { type: String, default: null },
    associations: { type: [association], default: [] },
  },
  { collection: 'need_contacts', versionKey: false },
);

/** The mergers that lead from one organization to the present successor. */
const successorsMax = 50;

export function createContactStore(mongo: Mongo) {
  const contacts = mongo.model<NeedContact>('NeedContact', schema);
  return {
    byIds: (enterpriseIds: readonly string[]) =>
      contacts
        .find({ _id: mongoose.trusted({ $in: [...enterpriseIds] }) })
        .lean<NeedContact[]>()
        .exec(),
    /** Admits a need. Of two concurrent transactions that write the same lock, one waits and checks again. */
    async admit(enterpriseId: string, session: Session): Promise<NeedContact> {
      return contacts
        .findOneAndUpdate(
          { _id: enterpriseId },
          { $inc: { admissions: 1 } },
          { upsert: true, returnDocument: 'after', session },
        )
        .lean<NeedContact>()
        .orFail();
    },
    /** Creates the lock of a registered enterprise, which is open. */
    async register(enterpriseId: string, session: Session): Promise<void> {
      await contacts.updateOne(
        { _id: enterpriseId },
        { $setOnInsert: { dissolved: false } },
        { upsert: true, session },
      );
    },
    /** Whether the association is recorded as one of this enterprise. */
    hasAssociation: async (enterpriseId: string, id: string, session: Session): Promise<boolean> =>
      (await contacts.findOne({ _id: enterpriseId, 'associations.id': id }, { _id: 1 }, { session }).lean()) !== null,
    /** Records the state of an association, unless the same or a newer version is recorded. Returns true if it changed the record. */
    async record(enterpriseId: string, state: AssociationState, session: Session): Promise<boolean> {
      const present = await contacts.findById(enterpriseId, null, { session }).lean<NeedContact>();
      const others = (present?.associations ?? []).filter(({ id }) => id !== state.id);
      const known = present?.associations.find(({ id }) => id === state.id);
      if (known && known.version >= state.version) return false;
      await contacts.updateOne(
        { _id: enterpriseId },
        { $set: { associations: [...others, state] } },
        { upsert: true, session },
      );
      return true;
    },
    /** Closes the lock: the enterprise can enter no more needs. */
    async close(enterpriseId: string, successorId: string | null, session: Session): Promise<void> {
      await contacts.updateOne(
        { _id: enterpriseId },
        { $set: { dissolved: true, successorId } },
        { upsert: true, session },
      );
    },
    /**
     * The enterprise that takes over the needs of a merged one: the successor, or the one into which that was merged in the
     * meantime. Null when it was dissolved. Writes its lock, so that a simultaneous dissolution of it conflicts.
     */
    async presentSuccessor(successorId: string, session: Session): Promise<string | null> {
      let next: string | null = successorId;
      for (let hops = 0; next !== null && hops < successorsMax; hops += 1) {
        const contact: NeedContact = await contacts
          .findOneAndUpdate(
            { _id: next },
            { $inc: { admissions: 1 } },
            { upsert: true, returnDocument: 'after', session },
          )
          .lean<NeedContact>()
          .orFail();
        if (!contact.dissolved) return next;
        next = contact.successorId ?? null;
      }
      return null;
    },
  };
}

/** The active association of the enterprise, or null. If several are open because the dissolution of an older one has not arrived, the latest. */
export function openAssociation(contact: NeedContact): string | null {
  return contact.associations.findLast(({ open }) => open)?.id ?? null;
}
