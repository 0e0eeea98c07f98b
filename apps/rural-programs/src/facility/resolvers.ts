import { keyOf, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import { industryOf } from '../industry/domain.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { ruralFacilityStats } from './statistics.ts';

/** The resolvers of rural facilities. */
export function facilityResolvers(deps: Deps): Resolvers<Context> {
  const { facilities } = deps.store;
  return {
    Query: {
      ruralFacility: (_, { id }, { loaders }) => loaders.facility.load(id),
      ruralFacilities: (_, args) => facilities.page(args),
      ruralFacilityStats: (_, args) => ruralFacilityStats(deps.store, deps.directory, args),
    },
    Mutation: {
      registerRuralFacility: (_, { input }, { viewer, loaders }) =>
        payload('facility', async () =>
          loaders.facility.load(await commands.registerRuralFacility(deps, viewer, input)),
        ),
      importRuralFacilities: (_, { input }, { viewer }) =>
        payload('report', () => commands.importRuralFacilities(deps, viewer, input)),
    },
    RuralFacility: {
      __resolveReference: (reference, { loaders }) => loaders.facility.load(keyOf(reference)),
      id: ({ _id }) => _id,
      operator: ({ operatorId }) => (operatorId === null ? null : { id: operatorId }),
      region: ({ regionCode }) => ({ code: regionCode }),
      industry: ({ industryCode }) => (industryCode === null ? null : industryOf(industryCode)),
      supportingInstitution: ({ supportingInstitutionId }) =>
        supportingInstitutionId === null ? null : { id: supportingInstitutionId },
    },
    Organization: {
      ruralFacilities: ({ id }, _, { loaders }) => loaders.facilitiesOfOperator.load(id),
    },
  };
}
