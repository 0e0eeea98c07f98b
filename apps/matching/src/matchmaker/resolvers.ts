import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import { explainMatch, recommendExperts, recommendNeeds } from './recommend.ts';

/** Converts millionths to a Decimal of the schema. */
export const decimal = (score: number): string => (score / 1_000_000).toFixed(6);

export function matchmakerResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      recommendExperts: (_, args, { viewer }) => recommendExperts(deps, viewer, args),
      recommendNeeds: (_, args, { viewer }) => recommendNeeds(deps, viewer, args),
      explainMatch: (_, args, { viewer }) => explainMatch(deps, viewer, args),
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
