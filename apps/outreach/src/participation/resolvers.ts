import { payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { participationStats } from './statistics.ts';

export function participationResolvers(deps: Deps): Resolvers<Context> {
  const { store, directory } = deps;
  return {
    Query: {
      participationStats: (_, args) => participationStats(store, directory, args),
    },
    Mutation: {
      joinCampaign: (_, { input }, { viewer }) =>
        payload('participation', () => commands.joinCampaign(deps, viewer, input)),
      importParticipations: (_, { input }, { viewer }) =>
        payload('report', () => commands.importParticipations(deps, viewer, input)),
    },
    Participation: {
      id: ({ _id }) => _id,
      campaign: ({ campaignId }, _, { loaders }) => loaders.campaign.load(campaignId),
      participant: ({ organizationId, facilityId }, _, { loaders }) => {
        if (organizationId !== null) return { id: organizationId };
        return facilityId === null ? null : loaders.facility.load(facilityId);
      },
    },
    Organization: {
      campaignParticipations: ({ id }, { first, after }, { loaders }) =>
        loaders.participationsOfOrganization.load({ key: id, first, after }),
    },
    // a facility is a record of this service and has `_id`; an organization is only a reference
    Participant: { __resolveType: (participant) => ('_id' in participant ? 'Facility' : 'Organization') },
  };
}
