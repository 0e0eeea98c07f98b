import { toDay } from '@kexie/kernel';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import { dormantOrganizations } from './statistics.ts';

export function vitalityResolvers({ store, now }: Deps): Resolvers<Context> {
  return {
    Query: {
      dormantOrganizations: (_, { asOf, ...page }) =>
        dormantOrganizations(store, { ...page, asOf: asOf ?? toDay(now()), now: now() }),
    },
    Organization: {
      vitality: (organization, { asOf }, { loaders }) =>
        loaders.vitality.load({ organization, asOf: asOf ?? toDay(now()) }),
    },
  };
}
