import { keyOf, payload, type ImportInput } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { reference, regionOf, weights } from '../reference.ts';
import type { Deps } from '../store.ts';
import {
  importExperts,
  setExpertCapacity,
  suspendExpert,
  upsertExpertProfile,
  type ExpertRow,
  type UpsertExpert,
} from './commands.ts';

export function expertResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      expert: (_, { id }, { loaders }) => loaders.expert.load(id),
      experts: (_, args) => deps.experts.list(args),
      searchExperts: (_, args) => deps.experts.search(args),
    },
    Mutation: {
      upsertExpertProfile: (_, { input }, { viewer }) =>
        payload('expert', () => upsertExpertProfile(deps, viewer, input as UpsertExpert)),
      setExpertCapacity: (_, { input }, { viewer }) => payload('expert', () => setExpertCapacity(deps, viewer, input)),
      suspendExpert: (_, { input }, { viewer }) => payload('expert', () => suspendExpert(deps, viewer, input)),
      importExperts: (_, { input }, { viewer }) =>
        payload('report', () => importExperts(deps, viewer, input as ImportInput<ExpertRow>)),
    },
    ExpertProfile: {
      __resolveReference: (key, { loaders }) => loaders.expert.load(keyOf(key)),
      id: ({ _id }) => _id,
      person: ({ personId }) => reference(personId),
      institution: ({ institutionId }) => reference(institutionId),
      region: ({ regionCode }) => regionOf(regionCode),
      subjects: ({ subjects }) => weights(subjects),
      consented: ({ consentVersion }) => consentVersion !== null,
      satisfaction: ({ satisfaction }) => satisfaction?.toFixed(2) ?? null,
      engagements: ({ _id }, { first, after }, { loaders }) =>
        loaders.engagementsOfExpert.load({ key: _id, first, after }),
    },
  };
}
