import { Schema } from 'mongoose';
import type { Mongo, Session } from '@kexie/messaging';

/**
 * The admission lock of a society (see docs/glossary.md); `_id` is the id of the society. A dissolution closes the lock,
 * and every new service team writes it. So no team can be formed after the dissolution, even if the directory receives
 * its event later, and two concurrent requests cannot exceed the number of teams of a society.
 */
type SocietyLock = { _id: string; admissions: number; dissolved: boolean };

const schema = new Schema<SocietyLock>(
  {
    _id: { type: String, required: true },
    admissions: { type: Number, default: 0 },
    dissolved: { type: Boolean, default: false },
  },
  { collection: 'team_societies', versionKey: false },
);

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
    async close(organizationId: string, session: Session): Promise<void> {
      await societies.updateOne({ _id: organizationId }, { $set: { dissolved: true } }, { upsert: true, session });
    },
  };
}
