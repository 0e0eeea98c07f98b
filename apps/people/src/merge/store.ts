import mongoose, { Schema } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  date,
  dateOrNull,
  equals,
  every,
  findPage,
  inRegions,
  text,
  textOrNull,
  texts,
  uniqueWhenPresent,
  versionedSchema,
} from '@kexie/service';
import type { MergeOfferFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { MergeOfferRecord } from './domain.ts';

const schema = versionedSchema<MergeOfferRecord>('merge_offers', {
  survivorId: text,
  mergedId: text,
  origin: text,
  candidate: { type: Schema.Types.Mixed, default: null },
  regionCodes: texts,
  status: text,
  openedAt: date,
  openedBy: text,
  reason: textOrNull,
  decidedAt: dateOrNull,
  decidedBy: textOrNull,
  decisionReason: textOrNull,
  openKey: textOrNull,
});
uniqueWhenPresent(schema, 'openKey');
schema.index({ survivorId: 1, status: 1 });
schema.index({ mergedId: 1, status: 1 });
schema.index({ openedAt: 1, _id: 1 });

/** Enough for all who mean it, and too few to bury the staff of a region. */
const openOfPersonMax = 10;

/** The store of the offers to merge two records of one person. */
export function createMergeStore(mongo: Mongo, outbox: Outbox) {
  const offers = createAggregateStore<MergeOfferRecord>(mongo, outbox, {
    name: 'MergeOffer',
    schema,
    noun: say`merge offer`,
    duplicates: { openKey_1: [say`An offer to merge these records is open.`, 'mergedId'] },
  });
  const { model } = offers;
  return {
    ...offers,
    /** Whether the person has as many open offers as are kept. */
    async isCrowded(survivorId: string, session: Session): Promise<boolean> {
      const open = await model.countDocuments({ survivorId, status: 'OPEN' }, { session }).limit(openOfPersonMax);
      return open >= openOfPersonMax;
    },
    /** The open offers that name one of these persons. */
    openOf: (personIds: readonly string[], session: Session): Promise<MergeOfferRecord[]> => {
      const among = mongoose.trusted({ $in: [...personIds] });
      return model
        .find({ status: 'OPEN', $or: [{ survivorId: among }, { mergedId: among }] }, null, { session })
        .lean<MergeOfferRecord[]>()
        .exec();
    },
    /** Offers in the regions of the viewer unless `regions` is undefined, the oldest first. */
    page: (
      { filter, ...request }: PageRequest & { filter?: MergeOfferFilter | null | undefined },
      regions: readonly string[] | undefined,
    ) =>
      findPage(model, {
        ...request,
        filter: every<MergeOfferRecord>(equals('status', filter?.status), regions ? inAnyOf(regions) : {}),
        sort: [{ field: 'openedAt', direction: 'ASC' }],
      }),
  };
}

/** In one of these regions or below; without a region, nowhere. */
const inAnyOf = (regions: readonly string[]): object =>
  regions.length === 0 ? { _id: mongoose.trusted({ $in: [] }) } : inRegions('regionCodes', regions);
