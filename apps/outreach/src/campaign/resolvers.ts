import { keyOf, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { labelsFrom } from '../statistics.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function campaignResolvers(deps: Deps): Resolvers<Context> {
  const { store, figures } = deps;
  const labels = labelsFrom(deps);
  return {
    Query: {
      campaign: (_, { id }, { loaders }) => loaders.campaigns.load(id),
      campaignBySlug: (_, { slug }, { loaders }) => loaders.campaignsBySlug.load(slug),
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
          ? loaders.campaignsBySlug.load(keyOf(reference, 'slug'))
          : loaders.campaigns.load(keyOf(reference)),
      id: ({ _id }) => _id,
      region: ({ regionCode }) => ({ code: regionCode }),
      leadOrganization: ({ leadOrganizationId }) => ({ id: leadOrganizationId }),
      parent: ({ parentId }, _, { loaders }) => (parentId === null ? null : loaders.campaigns.load(parentId)),
      channels: ({ _id }, { kinds }) => store.channels.ofCampaign(_id, kinds),
      participations: ({ _id }, page) => store.participations.ofCampaign(_id, page),
      outputTotals: ({ _id }, { groupBy }) => store.outputs.stats({ campaignId: _id }, groupBy, labels),
      materialTotals: ({ _id }) => store.materials.stats({ campaignId: _id }, ['MATERIAL_KIND'], labels),
      participantTotals: ({ _id }) => store.participations.stats(_id, null, ['PARTICIPANT_KIND'], labels),
      reported: ({ regionCode }, { codes }) => figures.reported({ regionCode, codes }),
    },
  };
}
