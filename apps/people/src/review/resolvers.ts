import { contains } from '@kexie/kernel';
import { mustExist, payload, type Viewer } from '@kexie/service';
import type { CampaignRecord } from '../award/domain.ts';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { countedScores, isReviewClosed, meanOf, pointsOf, rankingOf, type ReviewRecord } from './domain.ts';

export function reviewResolvers(deps: Deps): Resolvers<Context> {
  const { store } = deps;
  return {
    Query: {
      myReviews: (_, page, { viewer }) => store.reviews.pageOfReviewer({ ...page, reviewerId: viewer.id }),
    },
    Mutation: {
      assignReviewers: async (_, { input }, { viewer }) => {
        const result = await payload('reviews', () => commands.assignReviewers(deps, viewer, input));
        return { ...result, warnings: conflictWarnings(result.reviews ?? []) };
      },
      scoreNomination: (_, { input }, { viewer }) =>
        payload('review', () => commands.scoreNomination(deps, viewer, input)),
      declareConflict: (_, { input }, { viewer }) =>
        payload('review', () => commands.declareConflict(deps, viewer, input)),
    },
    AwardCampaign: {
      ranking: async (campaign, _, { viewer }) => {
        if (!seesReviews(viewer, campaign) || !isReviewClosed(campaign)) return null;
        const nominations = await store.awards.ofCampaign(campaign._id);
        return rankingOf(nominations, await store.reviews.ofCampaign(campaign._id)).slice(0, rankingMax);
      },
    },
    RankedNomination: {
      meanScore: ({ mean }) => points(mean),
    },
    Nomination: {
      reviews: async ({ _id, campaignId }, page, { loaders, viewer }) => {
        const campaign = mustExist(await loaders.awardCampaign.load(campaignId));
        return seesReviews(viewer, campaign) ? loaders.reviewsOfNomination.load({ key: _id, ...page }) : null;
      },
      meanScore: async ({ _id, campaignId }, _, { loaders, viewer }) => {
        const campaign = mustExist(await loaders.awardCampaign.load(campaignId));
        if (!seesReviews(viewer, campaign) || !isReviewClosed(campaign)) return null;
        return points(meanOf(countedScores(await loaders.allReviewsOfNomination.load(_id))));
      },
    },
    Review: {
      id: ({ _id }) => _id,
      campaign: async ({ campaignId }, _, { loaders }) => mustExist(await loaders.awardCampaign.load(campaignId)),
      nominee: async ({ nomineeId }, _, { loaders }) => mustExist(await loaders.person.load(nomineeId)),
      summary: async ({ nominationId }, _, { loaders }) =>
        mustExist(await loaders.nomination.load(nominationId)).summary,
      reviewer: async ({ reviewerId }, _, { loaders }) => mustExist(await loaders.person.load(reviewerId)),
      score: async (review, _, context) =>
        context.viewer.id === review.reviewerId || (await isClosed(review, context)) ? points(review.score) : null,
      scores: async (review, _, context) => {
        if (!(await isClosed(review, context))) return null;
        const all = countedScores(await context.loaders.allReviewsOfNomination.load(review.nominationId));
        return all.sort((a, b) => b - a).map(pointsOf);
      },
      meanScore: async (review, _, context) => {
        if (!(await isClosed(review, context))) return null;
        return points(meanOf(countedScores(await context.loaders.allReviewsOfNomination.load(review.nominationId))));
      },
    },
  };
}

const rankingMax = 500;

const points = (score: number | null): string | null => (score === null ? null : pointsOf(score));

/** Whether the viewer is staff of the award's region, or an administrator. */
function seesReviews(viewer: Viewer, { regionCode }: CampaignRecord): boolean {
  if (viewer.roles.includes('administrator')) return true;
  return viewer.scopes.includes('people:manage') && viewer.regions.some((region) => contains(region, regionCode));
}

async function isClosed({ campaignId }: ReviewRecord, { loaders }: Context): Promise<boolean> {
  return isReviewClosed(mustExist(await loaders.awardCampaign.load(campaignId)));
}

function conflictWarnings(reviews: readonly ReviewRecord[]): string[] {
  return reviews.flatMap(({ reviewerId, nominationId, conflict }) =>
    conflict ? [`${reviewerId} does not score ${nominationId}: ${conflict.kind}.`] : [],
  );
}
