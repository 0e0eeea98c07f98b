import mongoose, { Schema, type Model, type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo } from '@kexie/messaging';
import { findPage, inRegions } from '@kexie/service';
import {
  date,
  flag,
  moneyOrNull,
  numberOrNull,
  oneOf,
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
  texts,
  wholly,
} from '../stored.ts';
import type { EngagementFilter } from '../generated/graphql.ts';
import type { Engagement, Outcome, Step } from './domain.ts';

const outcome = new Schema<Outcome>(
  {
    resolved: flag,
    enterpriseRating: numberOrNull,
    expertRating: numberOrNull,
    economicBenefit: moneyOrNull,
    outputs: texts,
    recordedOn: text,
  },
  { _id: false },
);
const step = new Schema<Step>({ to: text, at: date, note: textOrNull }, { _id: false });

const schema = recordSchema<Engagement>('engagements', {
  title: text,
  needId: textOrNull,
  expertId: text,
  enterpriseId: textOrNull,
  regionCode: text,
  mode: text,
  status: text,
  startedOn: textOrNull,
  endedOn: textOrNull,
  period: periodOrNull,
  contractValue: moneyOrNull,
  visits: numberOrNull,
  outcome: { type: outcome, default: null },
  steps: { type: [step], default: [] },
  subjectCode: text,
  expertRegionCode: text,
  industryCode: textOrNull,
});
schema.index({ expertId: 1, startedOn: -1, _id: 1 });
schema.index({ enterpriseId: 1, startedOn: -1, _id: 1 });
schema.index({ needId: 1, startedOn: -1, _id: 1 });
schema.index({ startedOn: -1, _id: 1 });
schema.index({ regionCode: 1, status: 1 });

/** What lists of engagements are ordered by. */
export const latestStart = [{ field: 'startedOn', direction: 'DESC' }] as const;

/** A page of a need holds its quota many times over. */
const perNeedMax = 100;

export type EngagementStore = ReturnType<typeof createEngagementStore>;

export function createEngagementStore(mongo: Mongo) {
  const engagements: Model<Engagement> = mongo.model<Engagement>('Engagement', schema);
  return {
    model: engagements,
    byIds: (ids: readonly string[]) =>
      engagements
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .lean<Engagement[]>()
        .exec(),
    /** The engagements of many needs at once, the latest start first, at most 100 of each. */
    async byNeeds(needIds: readonly string[]): Promise<Map<string, Engagement[]>> {
      const found = await engagements
        .find({ needId: mongoose.trusted({ $in: [...needIds] }) })
        .sort({ startedOn: -1, _id: 1 })
        .limit(needIds.length * perNeedMax)
        .lean<Engagement[]>();
      return Map.groupBy(found, ({ needId }) => needId as string);
    },
    list: ({ filter, ...page }: PageRequest & { filter?: EngagementFilter | null | undefined }) =>
      findPage(engagements, { ...page, filter: within(filter), sort: latestStart }),
  };
}

function within(filter: EngagementFilter | null | undefined): QueryFilter<Engagement> {
  const { expertId, enterpriseId, regions, statuses, modes, from, to } = filter ?? {};
  return {
    $and: [
      expertId ? { expertId } : {},
      enterpriseId ? { enterpriseId } : {},
      inRegions('regionCode', regions),
      oneOf('status', statuses),
      oneOf('mode', modes),
      wholly({ from, to }),
    ],
  } as QueryFilter<Engagement>;
}
