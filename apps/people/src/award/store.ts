import mongoose, { type QueryFilter } from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  equals,
  every,
  findPage,
  inRegions,
  number,
  numberOrNull,
  recordSchema,
  statistics,
  text,
  textOrNull,
  texts,
  versionedSchema,
} from '@kexie/service';
import {
  decidedStatuses,
  type CampaignRecord,
  type CampaignStatus,
  type NominationRecord,
  type NominationStatus,
} from './domain.ts';

const campaignSchema = recordSchema<CampaignRecord>('award_campaigns', {
  title: text,
  year: number,
  regionCode: text,
  edition: number,
  conferredBy: texts,
  quota: number,
  nominationQuotaPerUnit: numberOrNull,
  opensOn: textOrNull,
  closesOn: textOrNull,
  publicNoticeFrom: textOrNull,
  publicNoticeTo: textOrNull,
  status: text,
  steps: texts,
  documentNo: textOrNull,
  awardeeIds: texts,
  nominationChanges: number,
});
campaignSchema.index({ title: 1, regionCode: 1, edition: 1 }, { unique: true, name: 'one_edition' });
campaignSchema.index({ regionCode: 1, year: 1 });
campaignSchema.index({ year: -1, _id: 1 });

const nominationSchema = versionedSchema<NominationRecord>('nominations', {
  campaignId: text,
  nomineeId: text,
  nominatedById: textOrNull,
  summary: textOrNull,
  status: text,
  objections: number,
  reason: textOrNull,
});
nominationSchema.index({ campaignId: 1, nomineeId: 1 }, { unique: true, name: 'one_nomination' });
nominationSchema.index({ campaignId: 1, status: 1 });
nominationSchema.index({ campaignId: 1, nominatedById: 1 });

/** The store of award campaigns and their nominations. */
export function createAwardStore(mongo: Mongo, outbox: Outbox) {
  const campaigns = createAggregateStore<CampaignRecord>(mongo, outbox, {
    name: 'AwardCampaign',
    schema: campaignSchema,
    noun: 'award',
    duplicates: { one_edition: ['This edition of the award already exists.', 'edition'] },
  });
  const nominations = createAggregateStore<NominationRecord>(mongo, outbox, {
    name: 'Nomination',
    schema: nominationSchema,
    noun: 'nomination',
    duplicates: { one_nomination: ['This person is already nominated.', 'nomineeId'] },
  });
  const { model } = campaigns;
  return {
    ...campaigns,
    nominations,
    /** @throws DUPLICATE when another campaign has this title, region and edition. */
    async requireNewEdition({ _id, title, regionCode, edition }: CampaignRecord, session: Session): Promise<void> {
      const same = await model
        .exists({ _id: mongoose.trusted({ $ne: _id }), title, regionCode, edition })
        .session(session);
      if (same) throw new DomainError('DUPLICATE', `Edition ${edition} of this award already exists.`, ['edition']);
    },
    /** @throws DUPLICATE when the person is already nominated for this award. */
    async requireNotNominated(campaignId: string, nomineeId: string, session: Session): Promise<void> {
      if (await nominations.model.exists({ campaignId, nomineeId }).session(session))
        throw nominations.duplicate('one_nomination');
    },
    countFrom: (campaignId: string, nominatedById: string, session: Session) =>
      nominations.model.countDocuments({ campaignId, nominatedById }, { session }),
    ofCampaign: (campaignId: string, session: Session) =>
      nominations.model.find({ campaignId }, null, { session }).lean<NominationRecord[]>().exec(),
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
        filter: every<CampaignRecord>(
          inRegions('regionCode', region ? [region] : []),
          equals('year', year || null),
          equals('status', status),
        ),
        sort: [{ field: 'year', direction: 'DESC' }],
      }),
    nominationsPage: (campaignId: string, status: NominationStatus | null | undefined, request: PageRequest) =>
      findPage(nominations.model, {
        ...request,
        filter: { campaignId, ...(status && { status }) } as QueryFilter<NominationRecord>,
      }),
    /**
     * The number of awardees in each year of [from, to], in a region and below. A year without a decided award is
     * missing.
     */
    async awardeesByYear(regionCode: string, from: number, to: number): Promise<Map<number, number>> {
      const groups = await statistics.run((maxTimeMS) =>
        model
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
          .option({ maxTimeMS }),
      );
      return new Map(groups.map(({ _id, awardees }) => [_id, awardees]));
    },
  };
}
