import type { Mongo, Outbox } from '@kexie/messaging';
import { createAggregateStore, measureField, periodOrNull, recordSchema, text, textOrNull } from '@kexie/service';
import { say } from '../messages.ts';
import type { Material } from './domain.ts';

const schema = recordSchema<Material>('materials', {
  kind: text,
  measure: measureField,
  campaignId: textOrNull,
  organizationId: text,
  organizationKind: text,
  regionCode: text,
  distributedOn: textOrNull,
  period: periodOrNull,
  heldFrom: textOrNull,
  heldTo: textOrNull,
});
schema.index({ campaignId: 1, kind: 1 });
schema.index({ regionCode: 1, kind: 1 });
schema.index({ organizationId: 1 });
schema.index({ heldFrom: 1 });

export function createMaterialStore(mongo: Mongo, outbox: Outbox) {
  return createAggregateStore<Material>(mongo, outbox, { name: 'Material', schema, noun: say`record` });
}
