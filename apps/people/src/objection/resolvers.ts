import { contains } from '@kexie/kernel';
import { mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function objectionResolvers(deps: Deps): Resolvers<Context> {
  const { store } = deps;
  return {
    Query: {
      myObjections: (_, page, { viewer }) => store.objections.pageOfUser({ ...page, raisedBy: viewer.id }),
    },
    Mutation: {
      objectToNomination: (_, { input }, { viewer }) =>
        payload('objection', () => commands.objectToNomination(deps, viewer, input)),
      decideObjection: (_, { input }, { viewer }) =>
        payload('objection', () => commands.decideObjection(deps, viewer, input)),
    },
    AwardCampaign: {
      publicNotice: async ({ _id, status }) => (status === 'PUBLIC_NOTICE' ? await store.awards.onNotice(_id) : []),
    },
    NoticedNominee: {
      nominationId: ({ _id }) => _id,
      nominee: async ({ nomineeId }, _, { loaders }) => mustExist(await loaders.person.load(nomineeId)),
      nominatedBy: ({ nominatedById }) => (nominatedById ? { id: nominatedById } : null),
    },
    Nomination: {
      objectionRecords: async ({ _id, campaignId }, { status, ...page }, { loaders, viewer }) => {
        const { regionCode } = mustExist(await loaders.awardCampaign.load(campaignId));
        const isOwn =
          viewer.roles.includes('administrator') || viewer.regions.some((region) => contains(region, regionCode));
        if (!isOwn) return null;
        return loaders.objectionsToNomination.load({ key: _id, filter: { ...(status && { status }) }, ...page });
      },
    },
    Objection: {
      id: ({ _id }) => _id,
      campaign: async ({ campaignId }, _, { loaders }) => mustExist(await loaders.awardCampaign.load(campaignId)),
      nominee: async ({ nomineeId }, _, { loaders }) => mustExist(await loaders.person.load(nomineeId)),
    },
  };
}
