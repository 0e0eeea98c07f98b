import { keyOf, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { materialStats } from '../material/statistics.ts';
import { channelStats } from '../output/statistics.ts';
import { participationStats } from '../participation/statistics.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function campaignResolvers(deps: Deps): Resolvers<Context> {
  const { store, directory, figures } = deps;
  return {
    Query: {
      campaign: (_, { id }, { loaders }) => loaders.campaign.load(id),
      campaignBySlug: (_, { slug }, { loaders }) => loaders.campaignBySlug.load(slug),
      campaigns: (_, page) => store.campaigns.page(page),
    },
    Mutation: {
      createCampaign: (_, { input }, { viewer }) =>
        payload('campaign', () => commands.createCampaign(deps, viewer, input)),
      transitionCampaign: (_, { input }, { viewer }) =>
        payload('campaign', () => commands.transitionCampaign(deps, viewer, input)),
      importCampaigns: (_, { input }, { viewer }) =>
        payload('report', () => commands.importCampaigns(deps, viewer, input)),
    },
    Campaign: {
      __resolveReference: (reference, { loaders }) =>
        'slug' in reference
          ? loaders.campaignBySlug.load(keyOf(reference, 'slug'))
          : loaders.campaign.load(keyOf(reference)),
      id: ({ _id }) => _id,
      region: ({ regionCode }) => ({ code: regionCode }),
      leadOrganization: ({ leadOrganizationId }) => ({ id: leadOrganizationId }),
      parent: ({ parentId }, _, { loaders }) => (parentId === null ? null : loaders.campaign.load(parentId)),
      channels: ({ _id }, { kinds }) => store.channels.ofCampaign(_id, kinds),
      participations: ({ _id }, page) => store.participations.ofCampaign(_id, page),
      outputTotals: ({ _id }, { groupBy }) => channelStats(store, directory, { filter: { campaignId: _id }, groupBy }),
      materialTotals: ({ _id }) =>
        materialStats(store, directory, { filter: { campaignId: _id }, groupBy: ['MATERIAL_KIND'] }),
      participantTotals: ({ _id }) =>
        participationStats(store, directory, { campaignId: _id, groupBy: ['PARTICIPANT_KIND'] }),
      reported: ({ regionCode }, { codes }) => figures.reported({ regionCode, codes }),
    },
  };
}
