import { keyOf, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function channelResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      channel: (_, { id }, { loaders }) => loaders.channel.load(id),
      channels: (_, page) => deps.store.channels.page(page),
    },
    Mutation: {
      registerChannel: (_, { input }, { viewer }) =>
        payload('channel', () => commands.registerChannel(deps, viewer, input)),
      retireChannel: (_, { input }, { viewer }) =>
        payload('channel', () => commands.retireChannel(deps, viewer, input)),
      importChannels: (_, { input }, { viewer }) =>
        payload('report', () => commands.importChannels(deps, viewer, input)),
    },
    Channel: {
      __resolveReference: (reference, { loaders }) => loaders.channel.load(keyOf(reference)),
      id: ({ _id }) => _id,
      operator: ({ operatorId }) => ({ id: operatorId }),
      region: ({ regionCode }) => ({ code: regionCode }),
      facility: ({ facilityId }, _, { loaders }) => (facilityId === null ? null : loaders.facility.load(facilityId)),
      outputs: ({ _id }, { campaignId, from, to }, { loaders }) =>
        loaders.outputsOfChannel.load({
          channelId: _id,
          campaignId: campaignId ?? null,
          from: from ?? null,
          to: to ?? null,
        }),
    },
    Organization: {
      operatedChannels: ({ id }, { kind }, { loaders }) => loaders.channelsOfOperator.load({ id, kind: kind ?? null }),
    },
  };
}
