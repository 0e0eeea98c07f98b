import mongoose, { type QueryFilter } from 'mongoose';
import type { ImportableRecord, PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  equals,
  every,
  findPage,
  flag,
  inRegions,
  oneOf,
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
} from '@kexie/service';
import { nameSortOf } from '@kexie/service/names';
import type { RuralFacilityFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { afterProject, upgradedEvent, type Facility } from './domain.ts';

export type FacilityRecord = Facility & ImportableRecord;

const schema = recordSchema<FacilityRecord>('rural_facilities', {
  kind: text,
  name: text,
  operatorId: textOrNull,
  regionCode: text,
  industryCode: textOrNull,
  establishedOn: textOrNull,
  upgradedOn: textOrNull,
  change: textOrNull,
  changedWithin: periodOrNull,
  changedFrom: textOrNull,
  changedTo: textOrNull,
  level: textOrNull,
  supportingInstitutionId: textOrNull,
  active: flag,
  nameSort: String,
});
schema.index({ regionCode: 1, kind: 1 });
schema.index({ kind: 1, changedFrom: 1, changedTo: 1 });
schema.index({ changedFrom: 1, changedTo: 1 });
schema.index({ operatorId: 1 });
schema.index({ industryCode: 1, nameSort: 1 });
schema.index({ change: 1 });

/** The collection of rural facilities. */
export function createFacilityStore(mongo: Mongo, outbox: Outbox) {
  const facilities = createAggregateStore<FacilityRecord>(mongo, outbox, {
    name: 'RuralFacility',
    schema,
    noun: say`facility`,
    derive: (facility) => ({ ...facility, ...nameSortOf(facility) }),
    // a funded project changes these
    lifecycle: ['establishedOn', 'upgradedOn', 'change', 'changedWithin'],
  });
  return {
    ...facilities,
    page: ({ filter, ...page }: PageRequest & { filter?: RuralFacilityFilter | null | undefined }) =>
      findPage(facilities.model, { ...page, filter: filterOf(filter ?? {}) }),
    /** Applies an accepted project to its facility, in the transaction of the acceptance. */
    async finishProject(id: string, purpose: string, on: string, session: Session): Promise<void> {
      const current = await facilities.find(id, session);
      const next = current && afterProject(current, purpose, on);
      if (current && next) await facilities.replace(current, { next, events: [upgradedEvent(id, next)] }, session);
    },
  };
}

/** The condition that a filter sets. */
export function filterOf(filter: RuralFacilityFilter): QueryFilter<FacilityRecord> {
  const { asOf } = filter;
  const upTo = asOf ? mongoose.trusted({ $lte: asOf }) : undefined;
  return every(
    inRegions('regionCode', filter.regions, filter.includeDescendants ?? true),
    oneOf('kind', filter.kinds),
    oneOf('industryCode', filter.industryCodes),
    equals('change', filter.change),
    between('changedFrom', filter.fromYear ? `${filter.fromYear}-01-01` : null, null),
    between('changedTo', null, filter.toYear ? `${filter.toYear}-12-31` : null),
    upTo ? { $or: [{ establishedOn: upTo }, { changedTo: upTo }] } : {},
    equals('active', filter.active),
  );
}
