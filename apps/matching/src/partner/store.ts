import mongoose, { type Model } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo } from '@kexie/messaging';
import { findPage, inRegions } from '@kexie/service';
import type { Period, Stored } from '../domain.ts';
import { periodOrNull, recordSchema, text, textOrNull, texts } from '../stored.ts';

export type PartnerContact = Stored & {
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

export type PartnerStore = ReturnType<typeof createPartnerStore>;

export function createPartnerStore(mongo: Mongo) {
  const contacts: Model<PartnerContact> = mongo.model<PartnerContact>('PartnerContact', schema);
  return {
    model: contacts,
    byIds: (ids: readonly string[]) =>
      contacts
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .lean<PartnerContact[]>()
        .exec(),
    list: (region: string | null | undefined, page: PageRequest) =>
      findPage(contacts, { ...page, filter: inRegions('regionCode', region ? [region] : null) }),
  };
}
