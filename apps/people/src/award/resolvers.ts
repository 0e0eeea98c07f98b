import { payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import { mustExist } from '../membership/resolvers.ts';
import type { PersonRecord } from '../person/domain.ts';
import { loadersOf } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function awardResolvers(deps: Deps): Resolvers {
  const { awards } = deps.store;
  return {
    Query: {
      awardCampaign: (_, { id }, context) => loadersOf(context).campaign.load(id),
      awardCampaigns: (_, { year, region, status, first, after }) =>
        awards.page({ year, region, status }, { first, after }),
    },
    Mutation: {
      openAwardCampaign: (_, { input }, context) =>
        payload('campaign', async () =>
          loadersOf(context).campaign.load(await commands.openAwardCampaign(deps, context.viewer, input)),
        ),
      advanceAwardCampaign: (_, { input }, { viewer }) =>
        payload('campaign', () => commands.advanceAwardCampaign(deps, viewer, input)),
      nominate: (_, { input }, { viewer }) =>
        payload('nomination', async () => nomination(await commands.nominate(deps, viewer, input))),
      reviewNomination: (_, { input }, { viewer }) =>
        payload('nomination', () => commands.reviewNomination(deps, viewer, input)),
      importAwardCampaigns: (_, { input }, { viewer }) =>
        payload('report', () => commands.importAwardCampaigns(deps, viewer, input)),
    },
    AwardCampaign: {
      __resolveReference: ({ id }, context) => loadersOf(context).campaign.load(id),
      id: ({ _id }) => _id,
      region: ({ regionCode }) => ({ code: regionCode }),
      nominations: ({ _id }, { status, first, after }) => awards.nominationsPage(_id, status, { first, after }),
      awardees: async ({ awardeeIds }, _, context) =>
        (await loadersOf(context).person.loadMany(awardeeIds)).filter(isPerson),
    },
    Nomination: {
      __resolveReference: ({ id }) => nomination(id),
      id: ({ _id }) => _id,
      campaign: async ({ campaignId }, _, context) => mustExist(await loadersOf(context).campaign.load(campaignId)),
      nominee: async ({ nomineeId }, _, context) => mustExist(await loadersOf(context).person.load(nomineeId)),
      nominatedBy: ({ nominatedById }) => (nominatedById ? { id: nominatedById } : null),
    },
  };

  async function nomination(id: string) {
    return awards.nominations.find(id);
  }
}

function isPerson(loaded: PersonRecord | Error | null): loaded is PersonRecord {
  if (loaded instanceof Error) throw loaded;
  return loaded !== null;
}
