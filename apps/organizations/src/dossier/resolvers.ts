import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { dossierOf } from './domain.ts';

export function dossierResolvers(): Resolvers<Context> {
  return {
    Organization: {
      dossier: async (organization, _, { loaders }) =>
        dossierOf(organization, await loaders.honoursOfOrganization.load(organization._id)),
    },
  };
}
