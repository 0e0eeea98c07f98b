import { payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { explainMatch, recommendExperts, recommendNeeds } from './recommend.ts';
import { suggestSubjects } from './suggestions.ts';

/** Converts millionths to a Decimal of the schema. */
export const decimal = (score: number): string => (score / 1_000_000).toFixed(6);
const decimals = <Factor extends string>(weights: Readonly<Record<Factor, number>>): Record<Factor, string> =>
  Object.fromEntries(Object.entries<number>(weights).map(([factor, weight]) => [factor, String(weight)])) as Record<
    Factor,
    string
  >;

export function matchmakerResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      recommendExperts: (_, args, { viewer }) => recommendExperts(deps, viewer, args),
      recommendNeeds: (_, args, { viewer }) => recommendNeeds(deps, viewer, args),
      explainMatch: (_, args, { viewer }) => explainMatch(deps, viewer, args),
      suggestSubjects: (_, { text }) => suggestSubjects(deps, text),
      matchingModels: () => deps.store.models.list(),
    },
    Mutation: {
      addMatchingModel: (_, { input }, { viewer }) =>
        payload('model', () => commands.addMatchingModel(deps, viewer, input as commands.AddModel)),
      adoptMatchingModel: (_, { input }, { viewer }) =>
        payload('model', () => commands.adoptMatchingModel(deps, viewer, input)),
      refitMatchingModel: (_, { input }, { viewer }) =>
        payload('model', () => commands.refitMatchingModel(deps, viewer, input)),
    },
    MatchingModel: {
      modelVersion: ({ _id }) => _id,
      need: ({ need }) => decimals(need),
      expert: ({ expert }) => decimals(expert),
      fits: ({ sides }) => sides,
    },
    ModelFit: {
      logLossBefore: ({ logLoss }) => logLoss.before.toFixed(4),
      logLossAfter: ({ logLoss }) => logLoss.after.toFixed(4),
      ndcgBefore: ({ ndcgAt10 }) => ndcgAt10.before.toFixed(4),
      ndcgAfter: ({ ndcgAt10 }) => ndcgAt10.after.toFixed(4),
    },
    MatchExplanation: {
      needScore: ({ needScore }) => decimal(needScore),
      expertScore: ({ expertScore }) => decimal(expertScore),
      mutualScore: ({ mutualScore }) => decimal(mutualScore),
    },
    ScorePart: {
      weight: ({ weight }) => String(weight),
      value: ({ value }) => value.toFixed(6),
      contribution: ({ contribution }) => decimal(contribution),
    },
  };
}
