import { keyOf, mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { hearingStats } from './statistics.ts';

export function attentionResolvers(deps: Deps): Resolvers<Context> {
  const { store } = deps;
  return {
    Query: {
      hearings: async (_, page) => {
        await store.regions.require(page.region);
        return store.attentions.page(page);
      },
      hearingStats: (_, args) => hearingStats(store, args),
    },
    Mutation: {
      recordLeadershipAttention: (_, { input }, { viewer }) =>
        payload('attention', () => commands.recordLeadershipAttention(deps, viewer, input)),
      withdrawLeadershipAttention: (_, { input }, { viewer }) =>
        payload('attention', () => commands.withdrawLeadershipAttention(deps, viewer, input)),
      importLeadershipAttentions: (_, { input }, { viewer }) =>
        payload('report', () => commands.importLeadershipAttentions(deps, viewer, input)),
    },
    LeadershipAttention: {
      __resolveReference: (reference, { loaders }) => loaders.attention.load(keyOf(reference)),
      id: ({ _id }) => _id,
      region: async ({ regionCode }, _, { loaders }) => mustExist(await loaders.region.load(regionCode)),
    },
  };
}
