import { payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

/** The resolvers of the honors of organizations. */
export function honourResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      honours: (_, args) => deps.store.honours.within(args),
    },
    Mutation: {
      importOrganizationHonours: (_, { input }, { viewer }) =>
        payload('report', () => commands.importOrganizationHonours(deps, viewer, input)),
    },
    OrganizationHonour: {
      id: ({ _id }) => _id,
      organization: ({ organizationId }) => ({ id: organizationId }),
    },
    Organization: {
      honours: ({ id }, _, { loaders }) => loaders.honoursOfOrganization.load(id),
    },
  };
}
