import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  equals,
  every,
  findPage,
  flag,
  inRegions,
  oneOf,
  recordSchema,
  text,
  textOrNull,
} from '@kexie/service';
import { nameSortOf } from '@kexie/service/names';
import type { FacilityFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { Facility } from './domain.ts';

const schema = recordSchema<Facility>('facilities', {
  kind: text,
  name: text,
  operatorId: text,
  regionCode: text,
  level: textOrNull,
  designatedOn: textOrNull,
  themes: [String],
  active: flag,
  nameSort: String,
});
schema.index({ nameSort: 1, _id: 1 });
schema.index({ regionCode: 1, kind: 1 });
schema.index({ kind: 1, nameSort: 1 });
schema.index({ level: 1, nameSort: 1 });
schema.index({ active: 1, nameSort: 1 });

export function createFacilityStore(mongo: Mongo, outbox: Outbox) {
  const store = createAggregateStore<Facility>(mongo, outbox, {
    name: 'Facility',
    schema,
    noun: say`facility`,
    derive: (facility) => ({ ...facility, ...nameSortOf(facility) }),
  });
  const { model } = store;
  return {
    ...store,
    /** The facility to which a command refers, or null if it refers to none. @throws NOT_FOUND. */
    async referredTo(id: string | null | undefined, path: string, session: Session): Promise<Facility | null> {
      return id === null || id === undefined ? null : store.require(id, { path, session });
    },
    page: ({ filter, ...request }: PageRequest & { filter?: FacilityFilter | null | undefined }) =>
      findPage(model, { ...request, filter: filterOf(filter ?? {}), sort: [{ field: 'nameSort', direction: 'ASC' }] }),
  };
}

function filterOf({ regions, includeDescendants, kinds, levels, active }: FacilityFilter): object {
  return every<Facility>(
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('kind', kinds),
    oneOf('level', levels),
    equals('active', active),
  );
}
