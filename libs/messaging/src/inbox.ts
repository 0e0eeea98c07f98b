import { Schema } from 'mongoose';
import { inTransaction, isDuplicateKey, type Mongo, type Session } from './mongo.ts';
import { streamMaxAgeDays } from './streams.ts';

type InboxRow = { _id: string; consumer: string; eventId: string; handledAt: Date };

const schema = new Schema<InboxRow>({
  _id: { type: String, required: true },
  consumer: { type: String, required: true },
  eventId: { type: String, required: true },
  handledAt: { type: Date, required: true },
}, { collection: 'inbox', versionKey: false });
// kept as long as the stream can send the event again
schema.index({ handledAt: 1 }, { expireAfterSeconds: streamMaxAgeDays * 24 * 60 * 60 });

export type Inbox = ReturnType<typeof createInbox>;

/** Remembers which events a service has handled. An ack is not durable across a crash of the broker; this row is. */
export function createInbox(mongo: Mongo) {
  const rows = mongo.model<InboxRow>('Inbox', schema);
  return {
    rows,
    /**
     * Runs the effect of an event once for this consumer: the row `consumer:eventId` and the effect commit together.
     * Returns false, without running it, for an event that was handled before.
     */
    async once(consumer: string, eventId: string, effect: (session: Session) => Promise<void>): Promise<boolean> {
      const _id = `${consumer}:${eventId}`;
      if (await rows.exists({ _id })) return false;
      try {
        await inTransaction(mongo, async (session) => {
          await rows.insertMany([{ _id, consumer, eventId, handledAt: new Date() }], { session });
          await effect(session);
        });
        return true;
      } catch (error) {
        // another replica may have committed between the look and the write; an effect's own duplicate is not that
        if (isDuplicateKey(error) && await rows.exists({ _id })) return false;
        throw error;
      }
    },
  };
}
