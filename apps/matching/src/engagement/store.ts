import mongoose, { type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  date,
  equals,
  every,
  findPage,
  flag,
  inRegions,
  liesWithin,
  numberOrNull,
  oneOf,
  part,
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
  texts,
} from '@kexie/service';
import { moneyOrNull } from '../fields.ts';
import type { EngagementFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { Engagement, Outcome, RatedBy, Step } from './domain.ts';

const ratedBy = part<RatedBy>({ userId: text, onPaper: flag });
const outcome = part<Outcome>({
  resolved: flag,
  enterpriseRating: numberOrNull,
  enterpriseRatedBy: { type: ratedBy, default: null },
  expertRating: numberOrNull,
  expertRatedBy: { type: ratedBy, default: null },
  economicBenefit: moneyOrNull,
  outputs: texts,
  recordedOn: text,
});
const step = part<Step>({ to: text, at: date, note: textOrNull });

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

/** The order of lists of engagements. */
const latestStart = [{ field: 'startedOn', direction: 'DESC' }] as const;

/** Far more than the largest quota of a need. */
const perNeedMax = 100;
const perExpertMax = 1_000;

export function createEngagementStore(mongo: Mongo, outbox: Outbox) {
  const engagements = createAggregateStore<Engagement>(mongo, outbox, {
    name: 'Engagement',
    schema,
    noun: say`engagement`,
    lifecycle: ['startedOn', 'endedOn', 'period', 'period.label', 'period.from', 'period.to', 'period.assumed'],
  });
  return {
    ...engagements,
    /** The engagements of many needs at once, the latest start first, at most 100 of each. */
    ofNeeds: (needIds: readonly string[]) =>
      engagements.model
        .find({ needId: mongoose.trusted({ $in: [...needIds] }) })
        .sort({ startedOn: -1, _id: 1 })
        .limit(needIds.length * perNeedMax)
        .lean<Engagement[]>()
        .exec(),
    /** Gives the engagements of these needs that are not over to another enterprise. This does not raise the version. */
    async giveRunning(needIds: readonly string[], enterpriseId: string, session: Session): Promise<void> {
      await engagements.model.updateMany(
        {
          needId: mongoose.trusted({ $in: [...needIds] }),
          status: mongoose.trusted({ $nin: ['CLOSED', 'TERMINATED'] }),
        },
        { $set: { enterpriseId } },
        { session },
      );
    },
    /** The facts on which the status of a need depends. */
    progressOfNeed: (needId: string, session: Session) =>
      engagements.model
        .find({ needId }, { status: 1, outcome: 1 }, { session })
        .limit(perNeedMax)
        .lean<Pick<Engagement, 'status' | 'outcome'>[]>()
        .exec(),
    /** Whether the expert has an engagement for the need that was not terminated. */
    lastsForPair: async (needId: string, expertId: string, session: Session): Promise<boolean> =>
      (await engagements.model
        .findOne({ needId, expertId, status: mongoose.trusted({ $ne: 'TERMINATED' }) }, { _id: 1 }, { session })
        .lean()) !== null,
    /** The experts of the engagements of a need, each once, from at most 100 engagements. */
    async expertsOfNeed(needId: string, session: Session): Promise<string[]> {
      const found = await engagements.model
        .find({ needId }, { expertId: 1 }, { session })
        .limit(perNeedMax)
        .lean<Pick<Engagement, 'expertId'>[]>();
      return [...new Set(found.map(({ expertId }) => expertId))];
    },
    /** The facts on which the standing of an expert depends, from the latest 1000 engagements. */
    recordOfExpert: (expertId: string, session: Session) =>
      engagements.model
        .find({ expertId }, { title: 1, status: 1, startedOn: 1, needId: 1, industryCode: 1, outcome: 1 }, { session })
        .sort({ _id: -1 })
        .limit(perExpertMax)
        .lean<Pick<Engagement, 'title' | 'status' | 'startedOn' | 'needId' | 'industryCode' | 'outcome'>[]>()
        .exec(),
    /** The ratings of an enterprise by its experts, 1 to 5, the latest 100. */
    async ratingsOfEnterprise(enterpriseId: string, session: Session): Promise<number[]> {
      const rated = await engagements.model
        .find({ enterpriseId, 'outcome.expertRating': mongoose.trusted({ $ne: null }) }, { outcome: 1 }, { session })
        .sort({ _id: -1 })
        .limit(perNeedMax)
        .lean<Pick<Engagement, 'outcome'>[]>();
      return rated.flatMap(({ outcome }) => outcome?.expertRating ?? []);
    },
    list: ({ filter, ...page }: PageRequest & { filter?: EngagementFilter | null | undefined }) =>
      findPage(engagements.model, { ...page, filter: within(filter), sort: latestStart }),
  };
}

function within(filter: EngagementFilter | null | undefined): QueryFilter<Engagement> {
  const { expertId, enterpriseId, regions, statuses, modes, from, to } = filter ?? {};
  return every<Engagement>(
    equals('expertId', expertId || null),
    equals('enterpriseId', enterpriseId || null),
    inRegions('regionCode', regions),
    oneOf('status', statuses),
    oneOf('mode', modes),
    liesWithin('period.from', 'period.to', { from, to }),
  );
}
