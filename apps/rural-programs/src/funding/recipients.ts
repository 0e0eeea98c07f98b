import { Schema } from 'mongoose';
import { DomainError } from '@kexie/kernel';
import type { Mongo, Session } from '@kexie/messaging';
import { say } from '../messages.ts';

/**
 * The admission lock of a recipient (see docs/glossary.md). Applications, approvals and payments write it, and so does
 * the reaction that ends the allocations of the recipient. Neither misses the other, even if the copy of the
 * organization is out of date.
 */
type Recipient = { _id: string; dissolvedOn: string | null; successorId?: string | null; admissions: number };

const schema = new Schema<Recipient>(
  {
    _id: { type: String, required: true },
    dissolvedOn: { type: String, default: null },
    successorId: { type: String, default: null },
    admissions: { type: Number, default: 0 },
  },
  { collection: 'funding_recipients', versionKey: false },
);

/** The mergers that lead from one organization to the present successor. */
const successorsMax = 50;

/** The admission locks of recipients. */
export function createRecipientStore(mongo: Mongo) {
  const recipients = mongo.model<Recipient>('FundingRecipient', schema);
  return {
    /**
     * Writes the lock for an application, an approval or a payment. `path` is the input field for the error.
     * @throws REFERENCE_INACTIVE after the dissolution of the recipient.
     */
    async admit(recipientId: string, path: string, session: Session): Promise<void> {
      const recipient = await recipients
        .findOneAndUpdate(
          { _id: recipientId },
          { $inc: { admissions: 1 } },
          { upsert: true, returnDocument: 'after', session },
        )
        .lean<Recipient>();
      if (recipient.dissolvedOn)
        throw new DomainError('REFERENCE_INACTIVE', say`This organization was dissolved.`, [path]);
    },
    /** Closes the lock: the recipient gets no more applications, approvals or payments. */
    async close(
      recipientId: string,
      end: { dissolvedOn: string; successorId: string | null },
      session: Session,
    ): Promise<void> {
      await recipients.updateOne({ _id: recipientId }, { $set: end }, { upsert: true, session });
    },
    /**
     * The organization that takes over the money of a merged one: the successor, or the one into which that was merged in the
     * meantime. Null when it was dissolved. Writes its lock, so that a simultaneous dissolution of it conflicts.
     */
    async presentSuccessor(successorId: string, session: Session): Promise<string | null> {
      let next: string | null = successorId;
      for (let hops = 0; next !== null && hops < successorsMax; hops += 1) {
        const recipient: Recipient = await recipients
          .findOneAndUpdate(
            { _id: next },
            { $inc: { admissions: 1 } },
            { upsert: true, returnDocument: 'after', session },
          )
          .lean<Recipient>()
          .orFail();
        if (!recipient.dissolvedOn) return next;
        next = recipient.successorId ?? null;
      }
      return null;
    },
  };
}
