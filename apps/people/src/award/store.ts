import mongoose, { Schema, type QueryFilter } from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import type { Mongo, Session } from '@kexie/messaging';
import { findPage, inRegions } from '@kexie/service';
import {
  decidedStatuses,
  type CampaignRecord,
  type CampaignStatus,
  type NominationRecord,
  type NominationStatus,
} from './domain.ts';

const campaignSchema = new Schema<CampaignRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: { type: String, default: null },
    title: { type: String, required: true },
    year: { type: Number, required: true },
    regionCode: { type: String, required: true },
    edition: { type: Number, required: true },
    conferredBy: [String],
    quota: { type: Number, required: true },
    nominationQuotaPerUnit: { type: Number, default: null },
    opensOn: { type: String, default: null },
    closesOn: { type: String, default: null },
    publicNoticeFrom: { type: String, default: null },
    publicNoticeTo: { type: String, default: null },
    status: { type: String, required: true },
    steps: [String],
    documentNo: { type: String, default: null },
    awardeeIds: [String],
    synthetic: { type: Boolean, required: true },
    nominationChanges: { type: Number, required: true },
  },
  { collection: 'award_campaigns', versionKey: false },
);
campaignSchema.index({ importKey: 1 }, { unique: true, partialFilterExpression: { importKey: { $type: 'string' } } });
campaignSchema.index({ title: 1, regionCode: 1, edition: 1 }, { unique: true, name: 'one_edition' });
campaignSchema.index({ regionCode: 1, year: 1 });
campaignSchema.index({ year: -1, _id: 1 });

const nominationSchema = new Schema<NominationRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    campaignId: { type: String, required: true },
    nomineeId: { type: String, required: true },
    nominatedById: { type: String, default: null },
    summary: { type: String, default: null },
    status: { type: String, required: true },
    objections: { type: Number, required: true },
    reason: { type: String, default: null },
  },
  { collection: 'nominations', versionKey: false },
);
nominationSchema.index({ campaignId: 1, nomineeId: 1 }, { unique: true, name: 'one_nomination' });
nominationSchema.index({ campaignId: 1, status: 1 });
nominationSchema.index({ campaignId: 1, nominatedById: 1 });

export type Awards = ReturnType<typeof createAwards>;

/** Award campaigns and their nominations. */
export function createAwards(mongo: Mongo) {
  const model = mongo.model<CampaignRecord>('AwardCampaign', campaignSchema);
  const nominations = mongo.model<NominationRecord>('Nomination', nominationSchema);
  return {
    model,
    nominations,
    byIds: (ids: readonly string[]) =>
      model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .lean<CampaignRecord[]>()
        .exec(),
    nominationsByIds: (ids: readonly string[]) =>
      nominations
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .lean<NominationRecord[]>()
        .exec(),
    /** @throws NOT_FOUND. */
    async require(id: string, path: string, session: Session): Promise<CampaignRecord> {
      const campaign = await model.findById(id, null, { session }).lean<CampaignRecord>();
      if (!campaign) throw new DomainError('NOT_FOUND', 'No such award.', [path]);
      return campaign;
    },
    /** @throws NOT_FOUND. */
    async requireNomination(id: string, session: Session): Promise<NominationRecord> {
      const nomination = await nominations.findById(id, null, { session }).lean<NominationRecord>();
      if (!nomination) throw new DomainError('NOT_FOUND', 'No such nomination.', ['id']);
      return nomination;
    },
    /** Another campaign of the same title, region and edition. */
    sameEdition: ({ _id, title, regionCode, edition }: CampaignRecord, session: Session) =>
      model
        .findOne({ _id: mongoose.trusted({ $ne: _id }), title, regionCode, edition }, null, { session })
        .lean<CampaignRecord>()
        .exec(),
    nominated: async (campaignId: string, nomineeId: string, session: Session) =>
      (await nominations.exists({ campaignId, nomineeId }).session(session)) !== null,
    countFrom: (campaignId: string, nominatedById: string, session: Session) =>
      nominations.countDocuments({ campaignId, nominatedById }, { session }),
    ofCampaign: (campaignId: string, session: Session) =>
      nominations.find({ campaignId }, null, { session }).lean<NominationRecord[]>().exec(),
    page: (
      {
        year,
        region,
        status,
      }: {
        year?: number | null | undefined;
        region?: string | null | undefined;
        status?: CampaignStatus | null | undefined;
      },
      request: PageRequest,
    ) =>
      findPage(model, {
        ...request,
        filter: {
          $and: [inRegions('regionCode', region ? [region] : []), year ? { year } : {}, status ? { status } : {}],
        } as QueryFilter<CampaignRecord>,
        sort: [{ field: 'year', direction: 'DESC' }],
      }),
    nominationsPage: (campaignId: string, status: NominationStatus | null | undefined, request: PageRequest) =>
      findPage(nominations, {
        ...request,
        filter: { campaignId, ...(status && { status }) } as QueryFilter<NominationRecord>,
      }),
    /** How many were awarded in each year of [from, to], in a region and below; a year without a decided award is missing. */
    async awardeesByYear(regionCode: string, from: number, to: number): Promise<Map<number, number>> {
      const groups = await model
        .aggregate<{ _id: number; awardees: number }>([
          {
            $match: {
              $and: [
                inRegions('regionCode', [regionCode]),
                { year: { $gte: from, $lte: to }, status: { $in: [...decidedStatuses] } },
              ],
            },
          },
          { $group: { _id: '$year', awardees: { $sum: { $size: '$awardeeIds' } } } },
        ])
        .option({ maxTimeMS: 10_000 });
      return new Map(groups.map(({ _id, awardees }) => [_id, awardees]));
    },
  };
}
