import mongoose from 'mongoose';
import { DomainError } from '@kexie/kernel';
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
  text,
  textOrNull,
  texts,
  versionedSchema,
} from '@kexie/service';
import type { QueryAwardCampaignsArgs } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { CampaignRecord, NominationRecord } from './domain.ts';

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
  steppedOn: textOrNull,
  steppedBy: textOrNull,
});
campaignSchema.index({ title: 1, regionCode: 1, edition: 1 }, { unique: true, name: 'one_edition' });
campaignSchema.index({ regionCode: 1, year: 1 });
campaignSchema.index({ year: -1, _id: 1 });
campaignSchema.index({ awardeeIds: 1 });

const nominationSchema = versionedSchema<NominationRecord>('nominations', {
  campaignId: text,
  nomineeId: text,
  nominatedById: textOrNull,
  summary: textOrNull,
  status: text,
  objections: number,
  reason: textOrNull,
  proposedBy: texts,
});
nominationSchema.index({ campaignId: 1, nomineeId: 1 }, { unique: true, name: 'one_nomination' });
nominationSchema.index({ campaignId: 1, status: 1 });
nominationSchema.index({ nomineeId: 1 });
nominationSchema.index({ campaignId: 1, nominatedById: 1 });

const noticedMax = 1_000;

/** The store of award campaigns and their nominations. */
export function createAwardStore(mongo: Mongo, outbox: Outbox) {
  const campaigns = createAggregateStore<CampaignRecord>(mongo, outbox, {
    name: 'AwardCampaign',
    schema: campaignSchema,
    noun: say`award`,
    lifecycle: ['status', 'steps'],
    duplicates: { one_edition: [say`This edition of the award already exists.`, 'edition'] },
  });
  const nominations = createAggregateStore<NominationRecord>(mongo, outbox, {
    name: 'Nomination',
    schema: nominationSchema,
    noun: say`nomination`,
    duplicates: { one_nomination: [say`This person is already nominated.`, 'nomineeId'] },
  });
  const { model } = campaigns;
  return {
    ...campaigns,
    nominations: {
      ...nominations,
      /** The nominations with these ids, in the transaction of the caller. */
      among: (ids: readonly string[], session: Session): Promise<NominationRecord[]> =>
        nominations.model
          .find({ _id: mongoose.trusted({ $in: [...ids] }) }, null, { session })
          .lean<NominationRecord[]>()
          .exec(),
    },
    /** @throws DUPLICATE when another campaign has this title, region and edition. */
    async requireNewEdition({ _id, title, regionCode, edition }: CampaignRecord, session: Session): Promise<void> {
      const same = await model
        .exists({ _id: mongoose.trusted({ $ne: _id }), title, regionCode, edition })
        .session(session);
      if (same) throw new DomainError('DUPLICATE', say`Edition ${edition} of this award already exists.`, ['edition']);
    },
    /** @throws DUPLICATE when the person is already nominated for this award. */
    async requireNotNominated(campaignId: string, nomineeId: string, session: Session): Promise<void> {
      if (await nominations.model.exists({ campaignId, nomineeId }).session(session))
        throw nominations.duplicate('one_nomination');
    },
    /**
     * Makes a change of a nomination conflict with a simultaneous step of its campaign. The campaign's version stays,
     * because no field that clients see changes.
     */
    async noteNominationChange(campaignId: string, session: Session): Promise<void> {
      await model.updateOne({ _id: campaignId }, { $inc: { nominationChanges: 1 } }, { session });
    },
    countFrom: (campaignId: string, nominatedById: string, session: Session) =>
      nominations.model.countDocuments({ campaignId, nominatedById }, { session }),
    ofNominee: (nomineeId: string, session: Session) =>
      nominations.model.find({ nomineeId }, null, { session }).lean<NominationRecord[]>().exec(),
    ofCampaign: (campaignId: string, session?: Session) =>
      nominations.model
        .find({ campaignId }, null, session ? { session } : {})
        .lean<NominationRecord[]>()
        .exec(),
    /** The nominees on the public notice of an award, at most 1000. */
    onNotice: (campaignId: string): Promise<NominationRecord[]> =>
      nominations.model
        .find({ campaignId, status: mongoose.trusted({ $in: ['PROPOSED', 'OBJECTED'] }) })
        .sort({ _id: 1 })
        .limit(noticedMax)
        .lean<NominationRecord[]>()
        .exec(),
    /** Campaigns that fit the filter. Drafts are among them only in these regions, or everywhere if undefined. */
    page: (
      { year, region, status, ...request }: QueryAwardCampaignsArgs,
      draftRegions: readonly string[] | undefined,
    ) =>
      findPage(model, {
        ...request,
        filter: every<CampaignRecord>(
          inRegions('regionCode', region ? [region] : []),
          equals('year', year || null),
          equals('status', status),
          visibleIn(draftRegions, status),
        ),
        sort: [{ field: 'year', direction: 'DESC' }],
      }),
  };
}

/** The condition that a draft lies in these regions; a list of another status needs none. */
function visibleIn(regions: readonly string[] | undefined, status: string | null | undefined): object {
  if (regions === undefined || (status && status !== 'DRAFT')) return {};
  const isNoDraft = status ? { _id: mongoose.trusted({ $in: [] }) } : { status: mongoose.trusted({ $ne: 'DRAFT' }) };
  return regions.length === 0 ? isNoDraft : { $or: [isNoDraft, inRegions('regionCode', regions)] };
}
