import mongoose from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import type { Mongo, Session } from '@kexie/messaging';
import { findPage, inRegions } from '@kexie/service';
import type { FacilityFilter } from '../generated/graphql.ts';
import { flag, oneOf, recordSchema, text, textOrNull } from '../stored.ts';
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
});
schema.index({ name: 1, _id: 1 });
schema.index({ regionCode: 1, kind: 1 });
schema.index({ kind: 1, name: 1 });
schema.index({ level: 1, name: 1 });
schema.index({ active: 1, name: 1 });

export function createFacilityStore(mongo: Mongo) {
  const model = mongo.model<Facility>('Facility', schema);
  return {
    model,
    byIds: (ids: readonly string[]) =>
      model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .lean<Facility[]>()
        .exec(),
    /** The facility with this id. @throws NOT_FOUND. */
    async require(id: string, path = 'facilityId', session?: Session): Promise<Facility> {
      const facility = await model.findById(id, null, session ? { session } : {}).lean<Facility>();
      if (!facility) throw new DomainError('NOT_FOUND', 'There is no such facility.', [path]);
      return facility;
    },
    page: ({ filter, ...request }: PageRequest & { filter?: FacilityFilter | null | undefined }) =>
      findPage(model, { ...request, filter: filterOf(filter ?? {}), sort: [{ field: 'name', direction: 'ASC' }] }),
  };
}

function filterOf({ regions, includeDescendants, kinds, levels, active }: FacilityFilter): object {
  return {
    $and: [
      inRegions('regionCode', regions, includeDescendants ?? true),
      oneOf('kind', kinds),
      oneOf('level', levels),
      typeof active === 'boolean' ? { active } : {},
    ],
  };
}
