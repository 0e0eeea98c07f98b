import { keyOf, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function facilityResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      facility: (_, { id }, { loaders }) => loaders.facility.load(id),
      facilities: (_, page) => deps.store.facilities.page(page),
    },
    Mutation: {
      registerFacility: (_, { input }, { viewer }) =>
        payload('facility', () => commands.registerFacility(deps, viewer, input)),
      importFacilities: (_, { input }, { viewer }) =>
        payload('report', () => commands.importFacilities(deps, viewer, input)),
    },
    Facility: {
      __resolveReference: (reference, { loaders }) => loaders.facility.load(keyOf(reference)),
      id: ({ _id }) => _id,
      operator: ({ operatorId }) => ({ id: operatorId }),
      region: ({ regionCode }) => ({ code: regionCode }),
    },
  };
}
