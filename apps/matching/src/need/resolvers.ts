import { keyOf, payload, type ImportInput } from '@kexie/service';
import { toDecimals, toYuan } from '../domain.ts';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { openAssociation } from './contacts.ts';
import { maySee, seesAllOf, type Need } from './domain.ts';
import { within } from './store.ts';

export function needResolvers(deps: Deps): Resolvers<Context> {
  const { needs } = deps.store;
  return {
    Query: {
      need: (_, { id }, context) => visibleNeed(id, context),
      needs: (_, args, { viewer }) => needs.list(viewer, args),
      searchNeeds: (_, args, { viewer }) => needs.search(viewer, args),
    },
    Mutation: {
      createNeed: (_, { input }, { viewer }) =>
        payload('need', () => commands.createNeed(deps, viewer, input as commands.CreateNeed)),
      submitNeed: (_, { input }, { viewer }) => payload('need', () => commands.submitNeed(deps, viewer, input)),
      reviewNeed: (_, { input }, { viewer }) => payload('need', () => commands.reviewNeed(deps, viewer, input)),
      withdrawNeed: (_, { input }, { viewer }) => payload('need', () => commands.withdrawNeed(deps, viewer, input)),
      importNeeds: (_, { input }, { viewer }) =>
        payload('report', () => commands.importNeeds(deps, viewer, input as ImportInput<commands.NeedRow>)),
    },
    Need: {
      __resolveReference: (reference, context) => visibleNeed(keyOf(reference), context),
      id: ({ _id }) => _id,
      enterprise: ({ enterpriseId }) => ({ id: enterpriseId }),
      region: ({ regionCode }) => ({ code: regionCode }),
      requiredSubjects: ({ requiredSubjects }) => toDecimals(requiredSubjects),
      budget: ({ budget }) => toYuan(budget),
      competitors: (need, _, { viewer }) => (seesAllOf(viewer, need) ? need.competitorIds.map((id) => ({ id })) : null),
      broker: ({ brokerId }) => (brokerId ? { id: brokerId } : null),
      engagements: ({ _id }, _, { loaders }) => loaders.engagementsOfNeed.load(_id),
    },
    Organization: {
      needs: ({ id }, { statuses, first, after }, { viewer, loaders }) =>
        loaders.needsOfOrganization.load({
          key: id,
          first,
          after,
          filter: within(viewer, { statuses: statuses ?? null }),
        }),
      acceptsNeeds: async ({ id }, _, { loaders }) => {
        // the directory and the contacts have a consumer each, so one of the two may be late
        const [contact, enterprise] = await Promise.all([loaders.contact.load(id), loaders.knownOrganization.load(id)]);
        if (!contact || !enterprise) return null;
        const associationId = openAssociation(contact);
        if (contact.dissolved || associationId === null) return false;
        const association = await loaders.knownOrganization.load(associationId);
        return [enterprise, association].every((each) => each !== null && each.status !== 'SUSPENDED');
      },
    },
  };
}

/** The need with this id, or null if there is none or the viewer may not see it. */
export async function visibleNeed(id: string, { viewer, loaders }: Context): Promise<Need | null> {
  const need = await loaders.need.load(id);
  return need && maySee(viewer, need) ? need : null;
}
