import { DomainError, newId, requireCount, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import type { Place, Viewer } from '@kexie/service';
import type { CampaignRecord, NominationRecord } from '../award/domain.ts';
import type { AssignReviewersInput, DeclareConflictInput, ScoreNominationInput } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { PersonRecord } from '../person/domain.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  assign,
  conflictWith,
  isReviewed,
  requireAssignable,
  reviewersMax,
  reviewsMax,
  scored,
  scoreOf,
  withConflict,
  type ReviewRecord,
} from './domain.ts';

/**
 * Assigns reviewers to nominations of an award: to those that the input names, or to all that can still be reviewed.
 * Staff of the award's region. Pairs that are assigned already stay as they are. Returns all reviews of these reviewers
 * for the award.
 */
export async function assignReviewers(
  deps: Deps,
  viewer: Viewer,
  input: AssignReviewersInput,
): Promise<ReviewRecord[]> {
  const permit = rights.assignReviewers(viewer);
  const {
    store: { awards, reviews },
    requests,
  } = deps;
  const { campaignId, reviewerIds } = input;
  requireCount(reviewerIds.length, 'reviewerIds', { min: 1, max: reviewersMax });
  await reviews.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'assignReviewers', input }, async (session) => {
      const campaign = await awards.require(campaignId, { path: 'campaignId', session });
      permit({
        campaignId: campaign,
        nominationIds: await placesOf(deps, input.nominationIds ?? [], session),
        reviewerIds: [],
      });
      requireAssignable(campaign);
      const nominations = await awards.ofCampaign(campaignId, session);
      const chosen = chosenOf(nominations, input.nominationIds);
      const reviewers = await reviewersOf(deps, reviewerIds, nominations, session);
      await createReviews(deps, { campaign, chosen, reviewers, by: viewer.id }, session);
      await awards.noteNominationChange(campaignId, session);
      return campaignId;
    }),
  );
  const assigned = await reviews.ofCampaign(campaignId);
  return assigned.filter(({ reviewerId }) => reviewerIds.includes(reviewerId));
}

/** The places of the awards of these nominations. An unknown nomination has no place. */
async function placesOf({ store: { awards } }: Deps, nominationIds: readonly string[], session: Session) {
  requireCount(nominationIds.length, 'nominationIds', { max: reviewsMax });
  const places: Place[] = [];
  const nominations = await awards.nominations.among(nominationIds, session);
  for (const campaignId of new Set(nominations.map((nomination) => nomination.campaignId)))
    places.push(await awards.require(campaignId, { session }));
  return places;
}

/** @throws REFERENCE_UNKNOWN for a nomination of another award, INVALID_TRANSITION for one that is out. */
function chosenOf(
  nominations: readonly NominationRecord[],
  nominationIds: readonly string[] | null | undefined,
): NominationRecord[] {
  if (!nominationIds) return nominations.filter(isReviewed);
  const byId = new Map(nominations.map((nomination) => [nomination._id, nomination]));
  return [...new Set(nominationIds)].map((id) => {
    const nomination = byId.get(id);
    if (!nomination)
      throw new DomainError('REFERENCE_UNKNOWN', say`${id} is no nomination for this award.`, ['nominationIds']);
    if (!isReviewed(nomination))
      throw new DomainError('INVALID_TRANSITION', say`${id} is ${nomination.status} and is not reviewed.`, [
        'nominationIds',
      ]);
    return nomination;
  });
}

/** @throws REFERENCE_UNKNOWN, REFERENCE_INACTIVE, VALIDATION_FAILED for a nominee of the award. */
async function reviewersOf(
  { store: { persons } }: Deps,
  reviewerIds: readonly string[],
  nominations: readonly NominationRecord[],
  session: Session,
): Promise<PersonRecord[]> {
  const reviewers: PersonRecord[] = [];
  for (const id of new Set(reviewerIds)) {
    const reviewer = await persons.known(id, 'reviewerIds', session);
    if (reviewer.home.status === 'CLOSED')
      throw new DomainError('REFERENCE_INACTIVE', say`The account of ${id} is closed.`, ['reviewerIds']);
    if (nominations.some(({ nomineeId }) => nomineeId === id))
      throw new DomainError('VALIDATION_FAILED', say`${id} is nominated for this award and does not review it.`, [
        'reviewerIds',
      ]);
    reviewers.push(reviewer);
  }
  return reviewers;
}

type Assignments = {
  campaign: CampaignRecord;
  chosen: readonly NominationRecord[];
  reviewers: readonly PersonRecord[];
  by: string;
};

async function createReviews(
  { store: { persons, reviews }, now }: Deps,
  { campaign, chosen, reviewers, by }: Assignments,
  session: Session,
): Promise<void> {
  const present = await reviews.ofCampaign(campaign._id, session);
  const assigned = new Set(present.map(({ nominationId, reviewerId }) => `${nominationId} ${reviewerId}`));
  const nominees = new Map(
    (
      await persons.among(
        chosen.map(({ nomineeId }) => nomineeId),
        session,
      )
    ).map((person) => [person._id, person]),
  );
  const added = chosen.flatMap((nomination) =>
    reviewers
      .filter(({ _id }) => !assigned.has(`${nomination._id} ${_id}`))
      .map((reviewer) => {
        const nominee = nominees.get(nomination.nomineeId);
        const ids = { campaignId: campaign._id, nominationId: nomination._id, nomineeId: nomination.nomineeId };
        return assign(
          { ...ids, _id: newId('rvw'), reviewerId: reviewer._id, assignedBy: by },
          nominee ? conflictWith(reviewer, nominee, nomination) : null,
          { today: toDay(now()), by },
        );
      }),
  );
  if (present.length + added.length > reviewsMax)
    throw new DomainError('QUOTA_EXCEEDED', say`An award can have at most ${reviewsMax} reviews.`, ['reviewerIds']);
  await reviews.createAll(
    added.map((next) => ({ next, events: [] })),
    session,
  );
}

/** Scores a nomination, or changes the score; the assigned reviewer, until the experts have finished. */
export async function scoreNomination(deps: Deps, viewer: Viewer, input: ScoreNominationInput): Promise<ReviewRecord> {
  const permit = rights.scoreNomination(viewer);
  const {
    store: { awards, persons, reviews },
    now,
  } = deps;
  return reviews.update(input, {
    authorize: ({ reviewerId }) => void permit({ id: { personId: reviewerId } }),
    decide: async (review, session) => {
      const campaign = await awards.require(review.campaignId, { session });
      const nomination = await awards.nominations.require(review.nominationId, { session });
      const reviewer = await persons.require(review.reviewerId, { session });
      const nominee = await persons.require(review.nomineeId, { session });
      const conflict = conflictWith(reviewer, nominee, nomination);
      const next = scored(review, scoreOf(input.score), { campaign, nomination, conflict, by: viewer.id, now: now() });
      await awards.noteNominationChange(campaign._id, session);
      return { next, events: [] };
    },
  });
}

/** States a conflict of interest; the reviewer, or staff of the award's region. A score stays, and does not count. */
export async function declareConflict(
  { store: { awards, reviews }, now }: Deps,
  viewer: Viewer,
  input: DeclareConflictInput,
): Promise<ReviewRecord> {
  const permit = rights.declareConflict(viewer);
  return reviews.update(input, {
    authorize: async ({ reviewerId, campaignId }, session) => {
      const { regionCode } = await awards.require(campaignId, { session });
      permit({ id: { personId: reviewerId, regionCode } });
    },
    decide: async (review, session) => {
      const campaign = await awards.require(review.campaignId, { session });
      const next = withConflict(review, input.reason, { campaign, by: viewer.id, today: toDay(now()) });
      await awards.noteNominationChange(campaign._id, session);
      return { next, events: [] };
    },
  });
}

/**
 * Notes the conflicts of interest that the register shows at the end of the review, in the transaction of the caller. The
 * scores of these reviewers stay, and do not count.
 */
export async function noteLateConflicts(
  { store: { persons, reviews }, now }: Deps,
  campaignId: string,
  nominations: readonly NominationRecord[],
  session: Session,
): Promise<void> {
  const open = (await reviews.ofCampaign(campaignId, session)).filter(({ conflict }) => conflict === null);
  if (open.length === 0) return;
  const ids = new Set(open.flatMap(({ reviewerId, nomineeId }) => [reviewerId, nomineeId]));
  const byId = new Map((await persons.among([...ids], session)).map((person) => [person._id, person]));
  const nominationOf = new Map(nominations.map((nomination) => [nomination._id, nomination]));
  for (const review of open) {
    const [reviewer, nominee] = [byId.get(review.reviewerId), byId.get(review.nomineeId)];
    const nomination = nominationOf.get(review.nominationId);
    const kind = reviewer && nominee && nomination ? conflictWith(reviewer, nominee, nomination) : null;
    if (!kind) continue;
    const conflict = { kind, reason: null, notedOn: toDay(now()), notedBy: null };
    await reviews.replace(review, { next: { ...review, conflict }, events: [] }, session);
  }
}
