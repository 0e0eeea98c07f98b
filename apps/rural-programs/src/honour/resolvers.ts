import { payload, type RequestContext } from '@kexie/service';
import type { Deps } from '../store.ts';
import type { Resolvers } from '../generated/graphql.ts';
import type { Loaders } from '../loaders.ts';
import * as commands from './commands.ts';

/** The resolvers of the honors of organizations. */
export function honourResolvers(deps: Deps) {
  return {
    Query: {
      honours: (_, args) => deps.honours.within(args),
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
  } satisfies Resolvers<RequestContext<Loaders>>;
}
