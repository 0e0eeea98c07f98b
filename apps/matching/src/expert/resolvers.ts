import { keyOf, payload, type ImportInput } from '@kexie/service';
import { toDecimals } from '../domain.ts';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

export function expertResolvers(deps: Deps): Resolvers<Context> {
  const { experts } = deps.store;
  return {
    Query: {
      expert: (_, { id }, { loaders }) => loaders.expert.load(id),
      experts: (_, args) => experts.list(args),
      searchExperts: (_, args) => experts.search(args),
    },
    Mutation: {
      upsertExpertProfile: (_, { input }, { viewer }) =>
        payload('expert', () => commands.upsertExpertProfile(deps, viewer, input as commands.UpsertExpert)),
      setExpertCapacity: (_, { input }, { viewer }) =>
        payload('expert', () => commands.setExpertCapacity(deps, viewer, input)),
      suspendExpert: (_, { input }, { viewer }) => payload('expert', () => commands.suspendExpert(deps, viewer, input)),
      reinstateExpert: (_, { input }, { viewer }) =>
        payload('expert', () => commands.reinstateExpert(deps, viewer, input)),
      pauseExpert: (_, { input }, { viewer }) => payload('expert', () => commands.pauseExpert(deps, viewer, input)),
      resumeExpert: (_, { input }, { viewer }) => payload('expert', () => commands.resumeExpert(deps, viewer, input)),
      withdrawExpert: (_, { input }, { viewer }) =>
        payload('expert', () => commands.withdrawExpert(deps, viewer, input)),
      importExperts: (_, { input }, { viewer }) =>
        payload('report', () => commands.importExperts(deps, viewer, input as ImportInput<commands.ExpertRow>)),
    },
    ExpertProfile: {
      __resolveReference: (reference, { loaders }) => loaders.expert.load(keyOf(reference)),
      id: ({ _id }) => _id,
      person: ({ personId }) => ({ id: personId }),
      institution: ({ institutionId }) => (institutionId ? { id: institutionId } : null),
      region: ({ regionCode }) => ({ code: regionCode }),
      subjects: ({ subjects }) => toDecimals(subjects),
      consented: ({ consentVersion }) => consentVersion !== null,
      pausedUntil: ({ pause }) => pause?.until ?? null,
      societies: ({ societyIds }) => societyIds.map((id) => ({ id })),
      satisfaction: ({ satisfaction }) => satisfaction?.toFixed(2) ?? null,
      engagements: ({ _id }, { first, after }, { loaders }) =>
        loaders.engagementsOfExpert.load({ key: _id, first, after }),
    },
    Person: {
      expertProfile: ({ id }, _, { loaders }) => loaders.expertOfPerson.load(id),
    },
  };
}
