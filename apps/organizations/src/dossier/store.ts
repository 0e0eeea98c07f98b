import mongoose from 'mongoose';
import { applyIfNewer, type Mongo, type Session } from '@kexie/messaging';
import { number, text, versionedSchema } from '@kexie/service';
import type { Honour } from './domain.ts';

const schema = versionedSchema<Honour>('honours_view', { organizationId: text, title: text, year: number });
schema.index({ organizationId: 1, year: -1 });

/** The honors of one organization in its dossier, the newest first. */
const honoursMax = 200;

/** A copy of the honors that `rural-programs` records, for the dossiers of organizations. */
export function createHonourStore(mongo: Mongo) {
  const honours = mongo.model<Honour>('HonourView', schema);
  return {
    /** Keeps an honor, unless this or a newer version is known. A corrected one may belong to another organization. */
    async keep(honour: Honour, session: Session): Promise<void> {
      await applyIfNewer(honours, honour, session);
    },
    /** The honors of organizations. */
    ofOrganizations: (ids: readonly string[]): Promise<Honour[]> =>
      honours
        .find({ organizationId: mongoose.trusted({ $in: [...ids] }) })
        .sort({ year: -1, _id: 1 })
        .limit(ids.length * honoursMax)
        .lean<Honour[]>()
        .exec(),
  };
}
