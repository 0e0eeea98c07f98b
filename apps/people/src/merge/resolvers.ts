import { mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function mergeOfferResolvers(deps: Deps): Resolvers<Context> {
  const { merges } = deps.store;
  return {
    Query: {
      mergeOffers: (_, page, { viewer }) =>
        merges.page(page, viewer.roles.includes('administrator') ? undefined : viewer.regions),
    },
    Mutation: {
      offerMerge: (_, { input }, { viewer }) => payload('offer', () => commands.offerMerge(deps, viewer, input)),
      decideMerge: (_, { input }, { viewer }) => payload('offer', () => commands.decideMerge(deps, viewer, input)),
    },
    MergeOffer: {
      id: ({ _id }) => _id,
      survivor: async ({ survivorId }, _, { loaders }) => mustExist(await loaders.person.load(survivorId)),
      merged: ({ candidate, mergedId }, _, { loaders }) => candidate ?? loaders.person.load(mergedId),
    },
  };
}
