import { keyOf, mustExist, payload, type ImportInput } from '@kexie/service';
import { toYuan } from '../domain.ts';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { visibleNeed } from '../need/resolvers.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function engagementResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      engagement: (_, { id }, { loaders }) => loaders.engagement.load(id),
      engagements: (_, args) => deps.store.engagements.list(args),
    },
    Mutation: {
      advanceEngagement: (_, { input }, { viewer }) =>
        payload('engagement', () => commands.advanceEngagement(deps, viewer, input)),
      recordEngagementOutcome: (_, { input }, { viewer }) =>
        payload('engagement', () => commands.recordEngagementOutcome(deps, viewer, input as commands.RecordOutcome)),
      importEngagements: (_, { input }, { viewer }) =>
        payload('report', () => commands.importEngagements(deps, viewer, input as ImportInput<commands.EngagementRow>)),
    },
    Engagement: {
      __resolveReference: (reference, { loaders }) => loaders.engagement.load(keyOf(reference)),
      id: ({ _id }) => _id,
      need: ({ needId }, _, context) => (needId ? visibleNeed(needId, context) : null),
      expert: async ({ expertId }, _, { loaders }) => mustExist(await loaders.expert.load(expertId)),
      enterprise: ({ enterpriseId }) => (enterpriseId ? { id: enterpriseId } : null),
      region: ({ regionCode }) => ({ code: regionCode }),
      contractValue: ({ contractValue }) => toYuan(contractValue),
      outcome: ({ outcome }) =>
        outcome && {
          ...outcome,
          enterpriseRatingOnPaper: outcome.enterpriseRatedBy?.onPaper ?? false,
          expertRatingOnPaper: outcome.expertRatedBy?.onPaper ?? false,
          economicBenefit: toYuan(outcome.economicBenefit),
        },
    },
    Organization: {
      engagements: ({ id }, { first, after }, { loaders }) =>
        loaders.engagementsOfOrganization.load({ key: id, first, after }),
    },
  };
}
