import { Schema } from 'mongoose';
import type { Mongo, Session } from '@kexie/messaging';

/**
 * The admission lock of a society (see docs/glossary.md); `_id` is the id of the society. A dissolution closes the lock,
 * and every new service team writes it. So no team can be formed after the dissolution, even if the directory receives
 * its event later, and two concurrent requests cannot exceed the number of teams of a society.
 */
type SocietyLock = {
  _id: string;
  admissions: number;
  dissolved: boolean;
  /** the society into which it was merged; absent or null when it was not, and in records of earlier versions */
  successorId?: string | null;
};

const schema = new Schema<SocietyLock>(
  {
    _id: { type: String, required: true },
    admissions: { type: Number, default: 0 },
    dissolved: { type: Boolean, default: false },
    successorId: { type: String, default: null },
  },
  { collection: 'team_societies', versionKey: false },
);

/** The mergers that lead from one organization to the present successor. */
const successorsMax = 50;

export function createSocietyStore(mongo: Mongo) {
  const societies = mongo.model<SocietyLock>('TeamSociety', schema);
  return {
    /** Admits a service team. Of two concurrent transactions that write the same lock, one waits and checks again. */
    admit: (organizationId: string, session: Session): Promise<SocietyLock> =>
      societies
        .findOneAndUpdate(
          { _id: organizationId },
          { $inc: { admissions: 1 } },
          { upsert: true, returnDocument: 'after', session },
        )
        .lean<SocietyLock>()
        .orFail()
        .exec(),
    /** Closes the lock: the society can form no more teams. */
    async close(organizationId: string, successorId: string | null, session: Session): Promise<void> {
      await societies.updateOne(
        { _id: organizationId },
        { $set: { dissolved: true, successorId } },
        { upsert: true, session },
      );
    },
    /**
     * The society that takes over the teams of a merged one: the successor, or the one into which that was merged in the
     * meantime. Null when it was dissolved.
     */
    async presentSuccessor(successorId: string, session: Session): Promise<string | null> {
      let next: string | null = successorId;
      for (let hops = 0; next !== null && hops < successorsMax; hops += 1) {
        const lock: SocietyLock | null = await societies.findById(next, null, { session }).lean<SocietyLock>();
        if (!lock?.dissolved) return next;
        next = lock.successorId ?? null;
      }
      return null;
    },
  };
}
