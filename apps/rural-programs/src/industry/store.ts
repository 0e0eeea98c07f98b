import { Schema } from 'mongoose';
import type { Session } from '@kexie/messaging';
import { saveImported } from '@kexie/service';
import { indexImportKey, insert, type Books } from '../aggregate.ts';
import { observedEvent, type Observation } from './domain.ts';

export type ObservationRecord = Observation & { _id: string; version: number; importKey: string | null };

/** What is kept about an industry beside the reference list; `_id` is its code. */
export type IndustryRecord = { _id: string; version: number; importKey: string; leadOrganizationIds: string[] };

const observationSchema = new Schema<ObservationRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: { type: String, default: null },
    industryCode: { type: String, required: true },
    regionCode: { type: String, required: true },
    year: { type: Number, default: null },
    periodLabel: { type: String, default: null },
    metric: { type: String, required: true },
    value: { type: Schema.Types.Decimal128, required: true },
    unit: { type: String, required: true },
    qualifier: { type: String, required: true },
    synthetic: { type: Boolean, required: true },
  },
  { collection: 'industry_observations', versionKey: false },
);
indexImportKey(observationSchema);
observationSchema.index({ industryCode: 1, year: -1, _id: -1 });

const industrySchema = new Schema<IndustryRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: { type: String, required: true },
    leadOrganizationIds: [String],
  },
  { collection: 'specialty_industries', versionKey: false },
);
industrySchema.index({ importKey: 1 }, { unique: true });

export type IndustryStore = ReturnType<typeof createIndustryStore>;

/** Observations of the specialty industries, and who leads them. */
export function createIndustryStore(books: Books) {
  const observations = books.mongo.model<ObservationRecord>('IndustryObservation', observationSchema);
  const industries = books.mongo.model<IndustryRecord>('SpecialtyIndustry', industrySchema);
  return {
    observations,
    industries,
    record: (record: ObservationRecord, session: Session) =>
      insert(books, observations, record, [observedEvent(record._id, record)], session),
    /** Writes an imported observation; it is told of when it is new or changed. */
    async importObservation(
      importKey: string,
      newRecordId: string,
      next: (present: ObservationRecord | null) => Observation,
      session: Session,
    ) {
      const { record, ...imported } = await saveImported(
        observations,
        importKey,
        (present) => ({
          ...next(present),
          _id: present?._id ?? newRecordId,
          version: present?.version ?? 1,
          importKey,
        }),
        session,
      );
      if (imported.outcome !== 'UNCHANGED')
        await books.outbox.append(
          [observedEvent(record._id, record)],
          { aggregateId: record._id, version: record.version },
          session,
        );
      return imported;
    },
    /** Writes who leads an industry. One row an industry: its code is the key, whatever the caller calls the row. */
    async importIndustry(code: string, leadOrganizationIds: string[], session: Session) {
      const { record: _, ...imported } = await saveImported(
        industries,
        code,
        (present) => ({ _id: code, version: present?.version ?? 1, importKey: code, leadOrganizationIds }),
        session,
      );
      return imported;
    },
  };
}
