import { payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { labelsFrom } from '../statistics.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function participationResolvers(deps: Deps): Resolvers<Context> {
  const labels = labelsFrom(deps);
  return {
    Query: {
      participationStats: (_, { campaignId, kinds, groupBy }) =>
        deps.store.participations.stats(campaignId, kinds, groupBy, labels),
    },
    Mutation: {
      joinCampaign: (_, { input }, { viewer }) =>
        payload('participation', () => commands.joinCampaign(deps, viewer, input)),
      importParticipations: (_, { input }, { viewer }) =>
        payload('report', () => commands.importParticipations(deps, viewer, input)),
    },
    Participation: {
      id: ({ _id }) => _id,
      campaign: ({ campaignId }, _, { loaders }) => loaders.campaigns.load(campaignId),
      participant: ({ organizationId, facilityId }, _, { loaders }) => {
        if (organizationId !== null) return { id: organizationId };
        return facilityId === null ? null : loaders.facilities.load(facilityId);
      },
    },
    // a facility is a record of this service and has `_id`; an organization is only a reference
    Participant: { __resolveType: (participant) => ('_id' in participant ? 'Facility' : 'Organization') },
  };
}
