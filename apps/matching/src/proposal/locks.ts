import { Schema } from 'mongoose';
import type { Mongo, Session } from '@kexie/messaging';

/** The lock of the places of a need or an expert, or of the rounds of a region; `_id` is its id or code. */
type PlaceLock = { _id: string; writes: number };

const schema = new Schema<PlaceLock>(
  { _id: { type: String, required: true }, writes: { type: Number, default: 0 } },
  { collection: 'place_locks', versionKey: false },
);

/**
 * Locks of the places of needs and experts, and of the rounds of regions. Each transaction that counts and then takes a
 * place, or an open proposal, writes the lock of the need and of the expert; one that opens a round writes that of the
 * region. Of two such transactions one conflicts, and repeats its count.
 */
export function createPlaceLocks(mongo: Mongo) {
  const locks = mongo.model<PlaceLock>('PlaceLock', schema);
  return {
    /** Writes the locks of these ids, in the transaction of the caller. */
    async take(ids: readonly string[], session: Session): Promise<void> {
      for (const _id of ids) await locks.updateOne({ _id }, { $inc: { writes: 1 } }, { upsert: true, session });
    },
  };
}
