import { keyOf, mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { commitmentStats, commitmentYears } from './statistics.ts';

export function commitmentResolvers(deps: Deps): Resolvers<Context> {
  const { store, now } = deps;
  return {
    Query: {
      commitments: (_, page) => store.commitments.page(page),
      commitmentYears: (_, page) => commitmentYears(store, { ...page, now: now() }),
      commitmentStats: (_, args) => commitmentStats(store, { ...args, now: now() }),
    },
    Mutation: {
      setCommitment: (_, { input }, { viewer }) =>
        payload('commitment', () => commands.setCommitment(deps, viewer, input)),
      correctCommitment: (_, { input }, { viewer }) =>
        payload('commitment', () => commands.correctCommitment(deps, viewer, input)),
      endCommitment: (_, { input }, { viewer }) =>
        payload('commitment', () => commands.endCommitment(deps, viewer, input)),
      withdrawCommitment: (_, { input }, { viewer }) =>
        payload('commitment', () => commands.withdrawCommitment(deps, viewer, input)),
      importCommitments: (_, { input }, { viewer }) =>
        payload('report', () => commands.importCommitments(deps, viewer, input)),
    },
    Commitment: {
      __resolveReference: (reference, { loaders }) => loaders.commitment.load(keyOf(reference)),
      id: ({ _id }) => _id,
      region: async ({ regionCode }, _, { loaders }) => mustExist(await loaders.region.load(regionCode)),
    },
    CommitmentYear: {
      commitment: async ({ commitmentId }, _, { loaders }) => mustExist(await loaders.commitment.load(commitmentId)),
      year: ({ _id: { year } }) => year,
      alertedOn: ({ _id }, _, { loaders }) => loaders.commitmentAlert.load(_id),
    },
  };
}
