import { Schema } from 'mongoose';
import type { ImportableRecord } from '@kexie/kernel';
import type { Mongo, Outbox } from '@kexie/messaging';
import {
  createAggregateStore,
  numberOrNull,
  recordSchema,
  text,
  textOrNull,
  texts,
  versionedSchema,
} from '@kexie/service';
import { say } from '../messages.ts';
import type { Observation } from './domain.ts';

export type ObservationRecord = Observation & ImportableRecord;

/** The facts about an industry that are not in the reference list. `_id` is the code of the industry. */
export type IndustryRecord = { _id: string; version: number; importKey: string; leadOrganizationIds: string[] };

const observationSchema = recordSchema<ObservationRecord>('industry_observations', {
  industryCode: text,
  regionCode: text,
  year: numberOrNull,
  periodLabel: textOrNull,
  metric: text,
  value: { type: Schema.Types.Decimal128, required: true },
  unit: text,
  qualifier: text,
});
observationSchema.index({ industryCode: 1, year: -1, _id: -1 });

const industrySchema = versionedSchema<IndustryRecord>('specialty_industries', {
  importKey: text,
  leadOrganizationIds: texts,
});
industrySchema.index({ importKey: 1 }, { unique: true });

/** The collections of the lead organizations of specialty industries and of observations. */
export function createIndustryStore(mongo: Mongo, outbox: Outbox) {
  return {
    ...createAggregateStore<IndustryRecord>(mongo, outbox, {
      name: 'SpecialtyIndustry',
      schema: industrySchema,
      noun: say`industry`,
    }),
    observations: createAggregateStore<ObservationRecord>(mongo, outbox, {
      name: 'IndustryObservation',
      schema: observationSchema,
      noun: say`observation`,
    }),
  };
}
