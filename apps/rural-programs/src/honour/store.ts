import { HonourReceived } from '@kexie/events';
import type { ImportableRecord } from '@kexie/kernel';
import type { Mongo, Outbox } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  every,
  inRegions,
  number,
  recordSchema,
  text,
  textOrNull,
} from '@kexie/service';
import { say } from '../messages.ts';

/** An honor. `regionCode` is the region of the organization at the time of the import. */
export type HonourRecord = ImportableRecord & {
  title: string;
  year: number;
  organizationId: string;
  regionCode: string;
  conferredBy: string | null;
  note: string | null;
};

const schema = recordSchema<HonourRecord>('organization_honours', {
  title: text,
  year: number,
  organizationId: text,
  regionCode: text,
  conferredBy: textOrNull,
  note: textOrNull,
});
schema.index({ regionCode: 1, year: -1 });
schema.index({ organizationId: 1, year: -1 });

const honoursMax = 500;

/** The collection of the honors of organizations. */
export function createHonourStore(mongo: Mongo, outbox: Outbox) {
  const honours = createAggregateStore<HonourRecord>(mongo, outbox, {
    name: 'OrganizationHonour',
    schema,
    noun: say`honor`,
  });
  return {
    ...honours,
    within: ({
      region,
      fromYear,
      toYear,
    }: {
      region: string;
      fromYear?: number | null | undefined;
      toYear?: number | null | undefined;
    }) =>
      honours.model
        .find(every<HonourRecord>(inRegions('regionCode', [region]), between('year', fromYear, toYear)))
        .sort({ year: -1, _id: 1 })
        .limit(honoursMax)
        .lean<HonourRecord[]>()
        .exec(),
  };
}

export const receivedEvent = ({ _id: honourId, organizationId, title, year }: HonourRecord) =>
  HonourReceived({ honourId, organizationId, title, year });
