import { keyOf, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { activityStats } from './statistics.ts';

export function activityResolvers(deps: Deps): Resolvers<Context> {
  const { store, directory } = deps;
  return {
    Query: {
      activity: (_, { id }, { loaders }) => loaders.activity.load(id),
      activities: (_, page) => store.activities.page(page),
      searchOutreach: (_, { text, ...page }) => store.activities.search(text, page),
      activityStats: (_, args) => activityStats(store, directory, args),
    },
    Mutation: {
      scheduleActivity: (_, { input }, { viewer }) =>
        payload('activity', () => commands.scheduleActivity(deps, viewer, input)),
      reportActivity: (_, { input }, { viewer }) =>
        payload('activity', () => commands.reportActivity(deps, viewer, input)),
      verifyActivity: (_, { input }, { viewer }) =>
        payload('activity', () => commands.verifyActivity(deps, viewer, input)),
      importActivities: (_, { input }, { viewer }) =>
        payload('report', () => commands.importActivities(deps, viewer, input)),
    },
    Activity: {
      __resolveReference: (reference, { loaders }) => loaders.activity.load(keyOf(reference)),
      id: ({ _id }) => _id,
      campaign: ({ campaignId }, _, { loaders }) => (campaignId === null ? null : loaders.campaign.load(campaignId)),
      organizer: ({ organizerId }) => ({ id: organizerId }),
      region: ({ regionCode }) => ({ code: regionCode }),
      facility: ({ facilityId }, _, { loaders }) => (facilityId === null ? null : loaders.facility.load(facilityId)),
      speakers: ({ speakerIds }) => speakerIds.map((id) => ({ id })),
    },
    Person: {
      outreachActivities: ({ id }, { first, after }, { loaders }) =>
        loaders.activitiesOfSpeaker.load({ key: id, first, after }),
    },
  };
}
