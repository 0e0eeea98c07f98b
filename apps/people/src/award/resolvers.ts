import { keyOf, mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { PersonRecord } from '../person/domain.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function awardResolvers(deps: Deps): Resolvers<Context> {
  const { store } = deps;
  return {
    Query: {
      awardCampaign: (_, { id }, { loaders }) => loaders.awardCampaign.load(id),
      awardCampaigns: (_, page) => store.awards.page(page),
    },
    Mutation: {
      openAwardCampaign: (_, { input }, { viewer }) =>
        payload('campaign', () => commands.openAwardCampaign(deps, viewer, input)),
      advanceAwardCampaign: (_, { input }, { viewer }) =>
        payload('campaign', () => commands.advanceAwardCampaign(deps, viewer, input)),
      nominate: (_, { input }, { viewer }) => payload('nomination', () => commands.nominate(deps, viewer, input)),
      reviewNomination: (_, { input }, { viewer }) =>
        payload('nomination', () => commands.reviewNomination(deps, viewer, input)),
      importAwardCampaigns: (_, { input }, { viewer }) =>
        payload('report', () => commands.importAwardCampaigns(deps, viewer, input)),
    },
    AwardCampaign: {
      __resolveReference: (reference, { loaders }) => loaders.awardCampaign.load(keyOf(reference)),
      id: ({ _id }) => _id,
      region: ({ regionCode }) => ({ code: regionCode }),
      nominations: ({ _id }, { status, first, after }, { loaders }) =>
        loaders.nominationsOfCampaign.load({ key: _id, filter: { ...(status && { status }) }, first, after }),
      awardees: async ({ awardeeIds }, _, { loaders }) => (await loaders.person.loadMany(awardeeIds)).filter(isPerson),
    },
    Nomination: {
      __resolveReference: (reference, { loaders }) => loaders.nomination.load(keyOf(reference)),
      id: ({ _id }) => _id,
      campaign: async ({ campaignId }, _, { loaders }) => mustExist(await loaders.awardCampaign.load(campaignId)),
      nominee: async ({ nomineeId }, _, { loaders }) => mustExist(await loaders.person.load(nomineeId)),
      nominatedBy: ({ nominatedById }) => (nominatedById ? { id: nominatedById } : null),
    },
  };
}

function isPerson(loaded: PersonRecord | Error | null): loaded is PersonRecord {
  if (loaded instanceof Error) throw loaded;
  return loaded !== null;
}
