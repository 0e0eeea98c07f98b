import type { ImportableRecord, PageRequest, Period } from '@kexie/kernel';
import type { Mongo, Outbox } from '@kexie/messaging';
import {
  createAggregateStore,
  findPage,
  inRegions,
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
  texts,
} from '@kexie/service';
import { say } from '../messages.ts';

export type PartnerContact = ImportableRecord & {
  organizationId: string;
  regionCode: string;
  cooperationKinds: ('TALENT' | 'RESEARCH' | 'COMMERCIALIZATION')[];
  policyTags: ('EASTWARD_INTEGRATION' | 'PEARL_RIVER_XIJIANG_BELT' | 'RURAL_REVITALIZATION')[];
  period: Period | null;
  note: string | null;
};

const schema = recordSchema<PartnerContact>('partner_contacts', {
  organizationId: text,
  regionCode: text,
  cooperationKinds: texts,
  policyTags: texts,
  period: periodOrNull,
  note: textOrNull,
});
schema.index({ regionCode: 1, _id: 1 });

export function createPartnerStore(mongo: Mongo, outbox: Outbox) {
  const contacts = createAggregateStore<PartnerContact>(mongo, outbox, {
    name: 'PartnerContact',
    schema,
    noun: say`contact`,
  });
  return {
    ...contacts,
    list: (region: string | null | undefined, page: PageRequest) =>
      findPage(contacts.model, { ...page, filter: inRegions('regionCode', region ? [region] : null) }),
  };
}
