import { keyOf, payload, type ImportInput } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function partnerResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      partnerContacts: (_, { region, ...page }) => deps.store.partners.list(region, page),
    },
    Mutation: {
      importPartnerContacts: (_, { input }, { viewer }) =>
        payload('report', () =>
          commands.importPartnerContacts(deps, viewer, input as ImportInput<commands.PartnerContactRow>),
        ),
    },
    PartnerContact: {
      __resolveReference: (reference, { loaders }) => loaders.partner.load(keyOf(reference)),
      id: ({ _id }) => _id,
      organization: ({ organizationId }) => ({ id: organizationId }),
      region: ({ regionCode }) => ({ code: regionCode }),
    },
  };
}
