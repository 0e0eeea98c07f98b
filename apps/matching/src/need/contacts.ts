import mongoose, { Schema } from 'mongoose';
import type { Mongo, Session } from '@kexie/messaging';

/**
 * The admission lock of an enterprise (see docs/glossary.md); `_id` is the enterprise. The reaction that withdraws needs opens and closes it, and every new need writes it.
 * So no need can be entered between a dissolution and its withdrawals, however late either is.
 */
export type NeedContact = {
  _id: string;
  admissions: number;
  dissolved: boolean;
  /** enterprise associations that have, or had, the enterprise as host */
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
    associations: { type: [association], default: [] },
  },
  { collection: 'need_contacts', versionKey: false },
);

export type Contacts = ReturnType<typeof createContacts>;

export function createContacts(mongo: Mongo) {
  const contacts = mongo.model<NeedContact>('NeedContact', schema);
  return {
    byIds: (enterpriseIds: readonly string[]) =>
      contacts
        .find({ _id: mongoose.trusted({ $in: [...enterpriseIds] }) })
        .lean<NeedContact[]>()
        .exec(),
    /** Admits a need. Two transactions that write the same lock cannot both commit without seeing each other. */
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
    /** Notes that there is such an enterprise. */
    async know(enterpriseId: string, session: Session): Promise<void> {
      await contacts.updateOne(
        { _id: enterpriseId },
        { $setOnInsert: { dissolved: false } },
        { upsert: true, session },
      );
    },
    /** Notes what became of an association, unless the same or something newer is known of it. Returns whether it was news. */
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
    /** Closes the lock: the enterprise enters no further need. */
    async close(enterpriseId: string, session: Session): Promise<void> {
      await contacts.updateOne({ _id: enterpriseId }, { $set: { dissolved: true } }, { upsert: true, session });
    },
  };
}

/** The active association of the enterprise, if it has one; while the end of an older one is not known yet, the one that came last. */
export function openAssociation(contact: NeedContact): string | null {
  return contact.associations.findLast(({ open }) => open)?.id ?? null;
}
