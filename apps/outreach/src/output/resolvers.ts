import { payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { channelStats } from './statistics.ts';

export function outputResolvers(deps: Deps): Resolvers<Context> {
  const { store, directory } = deps;
  return {
    Query: {
      channelStats: (_, args) => channelStats(store, directory, args),
    },
    Mutation: {
      logOutput: (_, { input }, { viewer }) => payload('record', () => commands.logOutput(deps, viewer, input)),
      correctOutput: (_, { input }, { viewer }) => payload('record', () => commands.correctOutput(deps, viewer, input)),
      importOutputs: (_, { input }, { viewer }) => payload('report', () => commands.importOutputs(deps, viewer, input)),
    },
    OutputRecord: {
      id: ({ _id }) => _id,
      channel: ({ channelId }, _, { loaders }) => loaders.channel.load(channelId),
      campaign: ({ campaignId }, _, { loaders }) => (campaignId === null ? null : loaders.campaign.load(campaignId)),
    },
  };
}
