import { toDay } from '@kexie/kernel';
import { payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { holdingsOf, postsOn } from './domain.ts';

export function postResolvers(deps: Deps): Resolvers<Context> {
  return {
    Mutation: {
      appointToPost: (_, { input }, { viewer }) =>
        payload('organization', () => commands.appointToPost(deps, viewer, input)),
      leavePost: (_, { input }, { viewer }) => payload('organization', () => commands.leavePost(deps, viewer, input)),
    },
    Organization: {
      posts: (organization, { asOf }) => postsOn(organization, asOf ?? toDay(deps.now())),
      postHistory: (organization) => holdingsOf(organization),
    },
    PostHolding: { person: ({ personId }) => ({ id: personId }) },
  };
}
