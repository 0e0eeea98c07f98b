import { keyOf, payload, type ImportInput } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { reference, regionOf } from '../reference.ts';
import type { Deps } from '../store.ts';
import { importPartnerContacts, type PartnerContactRow } from './commands.ts';

export function partnerResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      partnerContacts: (_, { region, ...page }) => deps.partners.list(region, page),
    },
    Mutation: {
      importPartnerContacts: (_, { input }, { viewer }) =>
        payload('report', () => importPartnerContacts(deps, viewer, input as ImportInput<PartnerContactRow>)),
    },
    PartnerContact: {
      __resolveReference: (key, { loaders }) => loaders.partner.load(keyOf(key)),
      id: ({ _id }) => _id,
      organization: ({ organizationId }) => reference(organizationId),
      region: ({ regionCode }) => regionOf(regionCode),
    },
  };
}
