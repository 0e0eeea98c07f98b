import mongoose from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  dateOrNull,
  equals,
  every,
  findPage,
  numberOrNull,
  part,
  text,
  versionedSchema,
} from '@kexie/service';
import { say } from '../messages.ts';
import { reviewsMax, type Conflict, type ReviewRecord } from './domain.ts';

const schema = versionedSchema<ReviewRecord>('reviews', {
  campaignId: text,
  nominationId: text,
  nomineeId: text,
  reviewerId: text,
  assignedBy: text,
  score: numberOrNull,
  scoredAt: dateOrNull,
  conflict: {
    type: part<Conflict>({ kind: String, reason: String, notedOn: String, notedBy: String }),
    default: null,
  },
});
schema.index({ nominationId: 1, reviewerId: 1 }, { unique: true, name: 'one_review' });
schema.index({ campaignId: 1, _id: 1 });
schema.index({ nomineeId: 1 });
schema.index({ reviewerId: 1, nominationId: 1 });

/** The store of reviews of nominations. */
export function createReviewStore(mongo: Mongo, outbox: Outbox) {
  const reviews = createAggregateStore<ReviewRecord>(mongo, outbox, {
    name: 'Review',
    schema,
    noun: say`review`,
    duplicates: { one_review: [say`This reviewer is already assigned to the nomination.`, 'reviewerIds'] },
  });
  const { model } = reviews;
  return {
    ...reviews,
    /** The reviews of an award, which has at most `reviewsMax`. */
    ofCampaign: (campaignId: string, session?: Session): Promise<ReviewRecord[]> =>
      model
        .find({ campaignId }, null, session ? { session } : {})
        .limit(reviewsMax)
        .lean<ReviewRecord[]>()
        .exec(),
    ofNominations: (nominationIds: readonly string[]): Promise<ReviewRecord[]> =>
      model
        .find({ nominationId: mongoose.trusted({ $in: [...nominationIds] }) })
        .sort({ _id: 1 })
        .lean<ReviewRecord[]>()
        .exec(),
    pageOfReviewer: ({
      reviewerId,
      campaignId,
      ...request
    }: PageRequest & { reviewerId: string; campaignId?: string | null | undefined }) =>
      findPage(model, {
        ...request,
        filter: every<ReviewRecord>({ reviewerId }, equals('campaignId', campaignId)),
        sort: [{ field: 'nominationId', direction: 'ASC' }],
      }),
  };
}
