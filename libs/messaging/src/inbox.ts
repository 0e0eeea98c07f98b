import mongoose, { Schema } from 'mongoose';
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
     * Runs the effects of events once for this consumer, in one transaction with their rows `consumer:eventId`. What was handled before is left out; when any effect
     * throws, none of them has happened.
     */
    async onceEach(consumer: string, events: readonly { eventId: string; effect: (session: Session) => Promise<void> }[]): Promise<void> {
      const wanted = new Map(events.map((event) => [`${consumer}:${event.eventId}`, event]));
      for (let attempt = 1; ; attempt += 1) {
        const known = await rows.find({ _id: mongoose.trusted({ $in: [...wanted.keys()] }) }, { _id: 1 }).lean<InboxRow[]>();
        for (const { _id } of known) wanted.delete(_id);
        if (wanted.size === 0) return;
        try {
          await inTransaction(mongo, async (session) => {
            const handledAt = new Date();
            await rows.insertMany([...wanted].map(([_id, { eventId }]) => ({ _id, consumer, eventId, handledAt })), { session });
            for (const { effect } of wanted.values()) await effect(session);
          });
          return;
        } catch (error) {
          // another replica may have committed between the look and the write: look once more; an effect's own duplicate stays an error
          if (!isDuplicateKey(error) || attempt === 2) throw error;
        }
      }
    },
  };
}
