import { keyOf, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function teamResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      serviceTeam: (_, { id }, { loaders }) => loaders.team.load(id),
      serviceTeams: (_, args) => deps.store.teams.list(args),
    },
    Mutation: {
      createServiceTeam: (_, { input }, { viewer }) =>
        payload('serviceTeam', () => commands.createServiceTeam(deps, viewer, input)),
      updateServiceTeam: (_, { input }, { viewer }) =>
        payload('serviceTeam', () => commands.updateServiceTeam(deps, viewer, input)),
      addTeamExperts: (_, { input }, { viewer }) =>
        payload('serviceTeam', () => commands.addTeamExperts(deps, viewer, input)),
      removeTeamExperts: (_, { input }, { viewer }) =>
        payload('serviceTeam', () => commands.removeTeamExperts(deps, viewer, input)),
      dissolveServiceTeam: (_, { input }, { viewer }) =>
        payload('serviceTeam', () => commands.dissolveServiceTeam(deps, viewer, input)),
    },
    ServiceTeam: {
      __resolveReference: (reference, { loaders }) => loaders.team.load(keyOf(reference)),
      id: ({ _id }) => _id,
      organization: ({ organizationId }) => ({ id: organizationId }),
      regions: ({ regionCodes }) => regionCodes.map((code) => ({ code })),
      experts: ({ _id }, { first, after }, { loaders }) => loaders.expertsOfTeam.load({ key: _id, first, after }),
    },
    Organization: {
      serviceTeams: ({ id }, { first, after }, { loaders }) =>
        loaders.teamsOfOrganization.load({ key: id, first, after, filter: { status: 'ACTIVE' } }),
    },
    ExpertProfile: {
      serviceTeams: async ({ teamIds }, _, { loaders }) => {
        const teams = await Promise.all(teamIds.map((id) => loaders.team.load(id)));
        return teams.flatMap((team) => team ?? []);
      },
    },
  };
}
