import { contains } from '@kexie/kernel';
import { keyOf, mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { recognitionStats } from './statistics.ts';

export function recognitionResolvers(deps: Deps): Resolvers<Context> {
  const { store } = deps;
  return {
    Query: {
      celebrations: (_, page) => store.celebrations.page(page),
      recognitionStats: (_, args, { viewer }) => recognitionStats(deps, viewer, args),
      careVisits: (_, page, { viewer }) =>
        store.careVisits.page(page, viewer.roles.includes('administrator') ? undefined : viewer.regions),
    },
    Mutation: {
      recordCelebration: (_, { input }, { viewer }) =>
        payload('celebration', () => commands.recordCelebration(deps, viewer, input)),
      recordCareVisit: (_, { input }, { viewer }) =>
        payload('visit', () => commands.recordCareVisit(deps, viewer, input)),
      importCelebrations: (_, { input }, { viewer }) =>
        payload('report', () => commands.importCelebrations(deps, viewer, input)),
    },
    Celebration: {
      __resolveReference: (reference, { loaders }) => loaders.celebration.load(keyOf(reference)),
      id: ({ _id }) => _id,
      organizer: ({ organizerId }) => (organizerId ? { id: organizerId } : null),
      region: ({ regionCode }) => ({ code: regionCode }),
    },
    CareVisit: {
      // For staff of the region of the visit; the schema requires the scope of staff.
      __resolveReference: async (reference, { loaders, viewer }) => {
        const visit = await loaders.careVisit.load(keyOf(reference));
        const isOwn =
          viewer.roles.includes('administrator') ||
          viewer.regions.some((region) => visit && contains(region, visit.regionCode));
        return isOwn ? visit : null;
      },
      id: ({ _id }) => _id,
      person: async ({ personId }, _, { loaders }) => mustExist(await loaders.person.load(personId)),
    },
  };
}
