import { Schema } from 'mongoose';
import { DomainError } from '@kexie/kernel';
import type { Mongo, Session } from '@kexie/messaging';

/**
 * The admission lock of a recipient (see docs/glossary.md). Applications, approvals and payments write it, and so does the reaction that ends its allocations: neither misses the
 * other, however late the copy of the organization is.
 */
type Recipient = { _id: string; dissolvedOn: string | null; admissions: number };

const schema = new Schema<Recipient>(
  {
    _id: { type: String, required: true },
    dissolvedOn: { type: String, default: null },
    admissions: { type: Number, default: 0 },
  },
  { collection: 'funding_recipients', versionKey: false },
);

export type RecipientStore = ReturnType<typeof createRecipientStore>;

/** The admission locks of recipients. */
export function createRecipientStore(mongo: Mongo) {
  const recipients = mongo.model<Recipient>('FundingRecipient', schema);
  return {
    /** Notes that a recipient applies, is approved or is paid; `path` is the field that named it. @throws REFERENCE_INACTIVE after its dissolution. */
    async admit(recipientId: string, path: string, session: Session): Promise<void> {
      const recipient = await recipients
        .findOneAndUpdate(
          { _id: recipientId },
          { $inc: { admissions: 1 } },
          { upsert: true, returnDocument: 'after', session },
        )
        .lean<Recipient>();
      if (recipient.dissolvedOn)
        throw new DomainError('REFERENCE_INACTIVE', 'This organization was dissolved.', [path]);
    },
    /** Closes the lock: the recipient is granted and paid nothing more. */
    async close(recipientId: string, dissolvedOn: string, session: Session): Promise<void> {
      await recipients.updateOne({ _id: recipientId }, { $set: { dissolvedOn } }, { upsert: true, session });
    },
  };
}
