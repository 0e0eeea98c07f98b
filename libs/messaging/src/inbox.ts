import mongoose, { Schema } from 'mongoose';
import { inTransaction, isDuplicateKey, type Mongo, type Session } from './mongo.ts';
import { streamMaxAgeDays } from './streams.ts';

type InboxRow = { _id: string; consumer: string; eventId: string; handledAt: Date };

const schema = new Schema<InboxRow>(
  {
    _id: { type: String, required: true },
    consumer: { type: String, required: true },
    eventId: { type: String, required: true },
    handledAt: { type: Date, required: true },
  },
  { collection: 'inbox', versionKey: false },
);
// A row is kept for as long as the stream can send its event again.
schema.index({ handledAt: 1 }, { expireAfterSeconds: streamMaxAgeDays * 24 * 60 * 60 });

export type Inbox = ReturnType<typeof createInbox>;

/**
 * Records which events a service has handled. An acknowledgement may be lost in a crash of the broker; this record is
 * not.
 */
export function createInbox(mongo: Mongo) {
  const rows = mongo.model<InboxRow>('Inbox', schema);
  return {
    rows,
    /**
     * Runs the effects of events once for this consumer, in one transaction with their rows `consumer:eventId`. Events
     * that were already handled are skipped. An effect that throws is rolled back; its error is returned by the id of
     * the event, with `EarlierFailed` for the later events of its aggregate. All other effects are committed. Rejects
     * when the database does not answer; then no effect is committed.
     */
    async onceEach(consumer: string, events: readonly InboxEvent[]): Promise<Map<string, unknown>> {
      const wanted = new Map(events.map((event) => [`${consumer}:${event.eventId}`, event]));
      const failures = new Map<string, unknown>();
      for (let overtaken = false; ;) {
        const known = await rows
          .find({ _id: mongoose.trusted({ $in: [...wanted.keys()] }) }, { _id: 1 })
          .lean<InboxRow[]>();
        for (const { _id } of known) wanted.delete(_id);
        if (wanted.size === 0) return failures;
        let failed = new Map<string, unknown>();
        try {
          await inTransaction(mongo, async (session) => {
            failed = new Map();
            const handledAt = new Date();
            await rows.insertMany(
              [...wanted].map(([_id, { eventId }]) => ({ _id, consumer, eventId, handledAt })),
              { session },
            );
            await runEach([...wanted.values()], session, failed);
            if (failed.size > 0) throw new RolledBack();
          });
          return failures;
        } catch (error) {
          if (error instanceof RolledBack) {
            for (const [eventId, reason] of failed) {
              failures.set(eventId, reason);
              wanted.delete(`${consumer}:${eventId}`);
            }
          } else {
            // Another replica may have committed between the read and the write, so read again.
            if (!isDuplicateKey(error) || overtaken) throw error;
            overtaken = true;
          }
        }
      }
    },
  };
}

export type InboxEvent = { eventId: string; aggregateId: string; effect(session: Session): Promise<void> };

/** The reason of an event whose effect was not tried, because that of an earlier event of its aggregate failed. */
export class EarlierFailed extends Error {
  constructor() {
    super('An earlier event of this aggregate is parked.');
  }
}

class RolledBack extends Error {}

/**
 * Runs effects in order and collects the errors. An error of the database itself aborts the transaction, so the
 * remaining effects wait for the next one.
 */
async function runEach(events: readonly InboxEvent[], session: Session, failed: Map<string, unknown>): Promise<void> {
  const aggregates = new Set<string>();
  for (const { eventId, aggregateId, effect } of events) {
    if (aggregates.has(aggregateId)) {
      failed.set(eventId, new EarlierFailed());
      continue;
    }
    try {
      await effect(session);
    } catch (error) {
      // The driver repeats the whole transaction.
      if (error instanceof mongoose.mongo.MongoError && error.hasErrorLabel('TransientTransactionError')) throw error;
      failed.set(eventId, error);
      if (error instanceof mongoose.mongo.MongoError) return;
      aggregates.add(aggregateId);
    }
  }
}
