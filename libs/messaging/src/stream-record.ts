import mongoose, { Schema } from 'mongoose';
import type { StreamInfo } from 'nats';
import type { Mongo } from './mongo.ts';
import type { OutboxRow } from './outbox-row.ts';

/**
 * The record of a service about its stream, in its own database: the date of creation and the last sequence of the
 * stream. `resend` is set while the events of the outbox must still be sent again. `lostEvents` counts the events that
 * the outbox no longer had; an operator removes it after the loss is handled.
 */
export type StreamRecord = {
  _id: string;
  created: string;
  lastSequence: number;
  resend?: boolean;
  lostEvents?: number;
};

const schema = new Schema<StreamRecord>(
  {
    _id: { type: String, required: true },
    created: { type: String, required: true },
    lastSequence: { type: Number, required: true },
    resend: { type: Boolean },
    lostEvents: { type: Number },
  },
  { collection: 'streams', versionKey: false },
);

export function createStreamRecords(mongo: Mongo, outbox: mongoose.Model<OutboxRow>) {
  const rows = mongo.model<StreamRecord>('Stream', schema);
  return {
    rows,
    read: (stream: string) => rows.findById(stream).lean<StreamRecord>().exec(),
    /**
     * Records that the stream of `known` has acknowledged events up to `sequence`. This happens before the events
     * count as sent, so that the loss of an event that the broker acknowledged a moment ago is noticed. With `resend`
     * all events of the outbox are sent again at the next comparison.
     */
    async acknowledged(
      { _id, created }: StreamRecord,
      { sequence, resend }: { sequence: number; resend: boolean },
    ): Promise<void> {
      await rows.updateOne({ _id, created }, { $max: { lastSequence: sequence }, ...(resend && { $set: { resend } }) });
    },
    /**
     * Compares the stream with its record. A new stream, or one that ends earlier, means that the broker has lost its
     * store or was restored from a backup: then all events that the outbox still has wait for the relay again. Returns
     * their number, and the number of events that are neither in the stream nor in the outbox; undefined when nothing
     * is lost. `known` must be read before the stream, because another replica may publish meanwhile.
     */
    async compare(
      known: StreamRecord | null,
      { config: { name }, created, state }: StreamInfo,
    ): Promise<{ again: number; lost: number } | undefined> {
      const isOther = known !== null && known.created !== created;
      const isShorter = known !== null && state.last_seq < known.lastSequence;
      const resend = isOther || isShorter || known?.resend === true;
      // The new stream is recorded first: a replica that published to the old one sees this, and resets its events to
      // unsent (see the relay).
      await rows.updateOne(
        { _id: name },
        resend
          ? { $set: { created, lastSequence: state.last_seq, resend } }
          : { $set: { created }, $max: { lastSequence: state.last_seq } },
        { upsert: true },
      );
      if (!known || !resend) return undefined;
      const { modifiedCount: again } = await outbox.updateMany(
        { publishedAt: mongoose.trusted({ $ne: null }) },
        { $set: { publishedAt: null } },
      );
      const lost = Math.max(0, known.lastSequence - (isOther ? 0 : state.last_seq) - again);
      await rows.updateOne({ _id: name }, { $unset: { resend: 1 }, ...(lost > 0 && { $inc: { lostEvents: lost } }) });
      return { again, lost };
    },
  };
}
