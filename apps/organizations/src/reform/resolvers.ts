import { keyOf, mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { doctrineStats } from './statistics.ts';

export function reformResolvers(deps: Deps): Resolvers<Context> {
  const { store } = deps;
  return {
    Query: {
      reformProjects: (_, page) => store.reforms.page(page),
      doctrineStats: (_, args) => doctrineStats(store, args),
    },
    Mutation: {
      registerReformProject: (_, { input }, { viewer }) =>
        payload('project', () => commands.registerReformProject(deps, viewer, input)),
      reviseReformProject: (_, { input }, { viewer }) =>
        payload('project', () => commands.reviseReformProject(deps, viewer, input)),
      importReformProjects: (_, { input }, { viewer }) =>
        payload('report', () => commands.importReformProjects(deps, viewer, input)),
    },
    ReformProject: {
      __resolveReference: (reference, { loaders }) => loaders.reform.load(keyOf(reference)),
      id: ({ _id }) => _id,
      region: async ({ regionCode }, _, { loaders }) => mustExist(await loaders.region.load(regionCode)),
    },
  };
}
