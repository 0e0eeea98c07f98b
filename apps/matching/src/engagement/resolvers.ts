import { DomainError } from '@kexie/kernel';
import { keyOf, payload, type ImportInput } from '@kexie/service';
import { toYuan } from '../domain.ts';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { visibleNeed } from '../need/resolvers.ts';
import { reference, regionOf } from '../reference.ts';
import type { Deps } from '../store.ts';
import {
  advanceEngagement,
  importEngagements,
  recordEngagementOutcome,
  type EngagementRow,
  type RecordOutcome,
} from './commands.ts';

export function engagementResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      engagement: (_, { id }, { loaders }) => loaders.engagement.load(id),
      engagements: (_, args) => deps.engagements.list(args),
    },
    Mutation: {
      advanceEngagement: (_, { input }, { viewer }) =>
        payload('engagement', () => advanceEngagement(deps, viewer, input)),
      recordEngagementOutcome: (_, { input }, { viewer }) =>
        payload('engagement', () => recordEngagementOutcome(deps, viewer, input as RecordOutcome)),
      importEngagements: (_, { input }, { viewer }) =>
        payload('report', () => importEngagements(deps, viewer, input as ImportInput<EngagementRow>)),
    },
    Engagement: {
      __resolveReference: (key, { loaders }) => loaders.engagement.load(keyOf(key)),
      id: ({ _id }) => _id,
      need: ({ needId }, _, context) => (needId ? visibleNeed(needId, context) : null),
      expert: async ({ expertId }, _, { loaders }) => {
        const expert = await loaders.expert.load(expertId);
        if (!expert) throw new DomainError('NOT_FOUND', 'The expert of this engagement does not exist.');
        return expert;
      },
      enterprise: ({ enterpriseId }) => reference(enterpriseId),
      region: ({ regionCode }) => regionOf(regionCode),
      contractValue: ({ contractValue }) => toYuan(contractValue),
      outcome: ({ outcome }) => (outcome ? { ...outcome, economicBenefit: toYuan(outcome.economicBenefit) } : null),
    },
  };
}
