import { payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { materialStats } from './statistics.ts';

export function materialResolvers(deps: Deps): Resolvers<Context> {
  const { store, directory } = deps;
  return {
    Query: {
      materialStats: (_, args) => materialStats(store, directory, args),
    },
    Mutation: {
      distributeMaterial: (_, { input }, { viewer }) =>
        payload('material', () => commands.distributeMaterial(deps, viewer, input)),
      importMaterials: (_, { input }, { viewer }) =>
        payload('report', () => commands.importMaterials(deps, viewer, input)),
    },
    MaterialDistribution: {
      id: ({ _id }) => _id,
      campaign: ({ campaignId }, _, { loaders }) => (campaignId === null ? null : loaders.campaign.load(campaignId)),
      organization: ({ organizationId }) => ({ id: organizationId }),
    },
  };
}
