import { Schema } from 'mongoose';
import type { Session } from '@kexie/messaging';
import { HonourReceived } from '@kexie/events';
import { inRegions, saveImported } from '@kexie/service';
import { between, every, indexImportKey, type Books } from '../aggregate.ts';

/** An honour; `regionCode` is that of its organization when it was recorded. */
export type HonourRecord = {
  _id: string;
  version: number;
  importKey: string | null;
  title: string;
  year: number;
  organizationId: string;
  regionCode: string;
  conferredBy: string | null;
  note: string | null;
  synthetic: boolean;
};

const schema = new Schema<HonourRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: { type: String, default: null },
    title: { type: String, required: true },
    year: { type: Number, required: true },
    organizationId: { type: String, required: true },
    regionCode: { type: String, required: true },
    conferredBy: { type: String, default: null },
    note: { type: String, default: null },
    synthetic: { type: Boolean, required: true },
  },
  { collection: 'organization_honours', versionKey: false },
);
indexImportKey(schema);
schema.index({ regionCode: 1, year: -1 });
schema.index({ organizationId: 1, year: -1 });

const honoursMax = 500;

export type HonourStore = ReturnType<typeof createHonourStore>;

/** Honours of organizations. */
export function createHonourStore(books: Books) {
  const honours = books.mongo.model<HonourRecord>('OrganizationHonour', schema);
  return {
    honours,
    within: ({
      region,
      fromYear,
      toYear,
    }: {
      region: string;
      fromYear?: number | null | undefined;
      toYear?: number | null | undefined;
    }) =>
      honours
        .find(every<HonourRecord>(inRegions('regionCode', [region]), between('year', fromYear, toYear)))
        .sort({ year: -1, _id: 1 })
        .limit(honoursMax)
        .lean<HonourRecord[]>()
        .exec(),
    /** Writes an imported honour; it is told of when it is new or changed. */
    async import(
      importKey: string,
      newRecordId: string,
      next: (present: HonourRecord | null) => Omit<HonourRecord, '_id' | 'version' | 'importKey'>,
      session: Session,
    ) {
      const { record, ...imported } = await saveImported(
        honours,
        importKey,
        (present) => ({
          ...next(present),
          _id: present?._id ?? newRecordId,
          version: present?.version ?? 1,
          importKey,
        }),
        session,
      );
      const { _id: honourId, organizationId, title, year } = record;
      if (imported.outcome !== 'UNCHANGED')
        await books.outbox.append(
          [HonourReceived({ honourId, organizationId, title, year })],
          { aggregateId: honourId, version: record.version },
          session,
        );
      return imported;
    },
  };
}
