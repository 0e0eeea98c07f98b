import { keyOf, payload, type ImportInput } from '@kexie/service';
import { toYuan } from '../domain.ts';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { reference, regionOf, weights } from '../reference.ts';
import type { Deps } from '../store.ts';
import {
  createNeed,
  importNeeds,
  reviewNeed,
  submitNeed,
  withdrawNeed,
  type CreateNeed,
  type NeedRow,
} from './commands.ts';
import { maySee, type Need } from './domain.ts';

export function needResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      need: (_, { id }, context) => visibleNeed(id, context),
      needs: (_, args, { viewer }) => deps.needs.list(viewer, args),
      searchNeeds: (_, args, { viewer }) => deps.needs.search(viewer, args),
    },
    Mutation: {
      createNeed: (_, { input }, { viewer }) => payload('need', () => createNeed(deps, viewer, input as CreateNeed)),
      submitNeed: (_, { input }, { viewer }) => payload('need', () => submitNeed(deps, viewer, input)),
      reviewNeed: (_, { input }, { viewer }) => payload('need', () => reviewNeed(deps, viewer, input)),
      withdrawNeed: (_, { input }, { viewer }) => payload('need', () => withdrawNeed(deps, viewer, input)),
      importNeeds: (_, { input }, { viewer }) =>
        payload('report', () => importNeeds(deps, viewer, input as ImportInput<NeedRow>)),
    },
    Need: {
      __resolveReference: (key, context) => visibleNeed(keyOf(key), context),
      id: ({ _id }) => _id,
      enterprise: ({ enterpriseId }) => reference(enterpriseId),
      region: ({ regionCode }) => regionOf(regionCode),
      requiredSubjects: ({ requiredSubjects }) => weights(requiredSubjects),
      budget: ({ budget }) => toYuan(budget),
      broker: ({ brokerId }) => reference(brokerId),
      engagements: ({ _id }, _, { loaders }) => loaders.engagementsOfNeed.load(_id),
    },
  };
}

/** The need with this id, or null if there is none or the viewer may not see it. */
export async function visibleNeed(id: string, { viewer, loaders }: Context): Promise<Need | null> {
  const need = await loaders.need.load(id);
  return need && maySee(viewer, need) ? need : null;
}
