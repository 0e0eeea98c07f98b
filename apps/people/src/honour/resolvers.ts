import { keyOf, mustExist, payload, requireScope } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { honoursOf, shown } from './domain.ts';

export function honourResolvers(deps: Deps): Resolvers<Context> {
  const { store } = deps;
  return {
    Query: {
      personHonours: async (_, page, { viewer }) => {
        const isForAll = page.filter?.status !== 'REVOKED';
        if (!isForAll) requireScope(viewer, 'people:manage');
        const isUnbound = isForAll || viewer.roles.includes('administrator');
        const { edges, ...connection } = await store.honours.page(page, isUnbound ? undefined : viewer.regions);
        return { ...connection, edges: edges.map(({ cursor, node }) => ({ cursor, node: shown(node) })) };
      },
    },
    Mutation: {
      grantHonour: (_, { input }, { viewer }) =>
        payload('honour', async () => shown(await commands.grantHonour(deps, viewer, input))),
      revokeHonour: (_, { input }, { viewer }) =>
        payload('honour', async () => shown(await commands.revokeHonour(deps, viewer, input))),
    },
    Person: {
      honours: async (person, _, { loaders }) => honoursOf(person, await loaders.honoursOfPerson.load(person._id)),
    },
    Honour: {
      __resolveReference: async (reference, { loaders }) => {
        const honour = await loaders.honour.load(keyOf(reference));
        return honour && shown(honour);
      },
      person: async ({ personId }, _, { loaders }) => mustExist(await loaders.person.load(personId)),
      campaign: ({ campaignId }, _, { loaders }) => (campaignId ? loaders.awardCampaign.load(campaignId) : null),
      region: ({ record }) => record && { code: record.regionCode },
      level: ({ record }) => record?.level ?? null,
      status: ({ record }) => record?.status ?? 'GRANTED',
      revokedOn: ({ record }) => record?.revokedOn ?? null,
      revocationReason: ({ record }) => record?.revocationReason ?? null,
      version: ({ record }) => record?.version ?? null,
    },
  };
}
