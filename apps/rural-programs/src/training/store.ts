import mongoose, { Schema, type QueryFilter } from 'mongoose';
import type { ImportableRecord, PageRequest } from '@kexie/kernel';
import { TrainingTargetSet } from '@kexie/events';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  accumulateMeasure,
  between,
  createAggregateStore,
  every,
  findPage,
  groupStats,
  inRegions,
  number,
  numberOrNull,
  oneOf,
  part,
  recordSchema,
  text,
  textOrNull,
  texts,
  toMeasure,
  versionedSchema,
  type Directory,
} from '@kexie/service';
import type { QueryTrainingStatsArgs, TrainingFilter, TrainingSort } from '../generated/graphql.ts';
import { labels, regionExpressions, yearsOf } from '../statistics.ts';
import { targetOf, type Target, type Training, type TrainingStatus } from './domain.ts';

export type TrainingRecord = Training & ImportableRecord;

type EarlierTarget = { persons: number; documentNo: string | null; replacedAt: Date };
/** A target. `scope` combines region, year and industry in one unique field. */
export type TargetRecord = Target & {
  _id: string;
  version: number;
  scope: string;
  documentNo: string | null;
  history: EarlierTarget[];
};

const trainingSchema = recordSchema<TrainingRecord>('trainings', {
  title: text,
  year: number,
  heldOn: textOrNull,
  regionCode: text,
  organizerId: text,
  industryCode: textOrNull,
  mode: textOrNull,
  status: text,
  plannedPersons: numberOrNull,
  trained: numberOrNull,
  trainedQualifier: textOrNull,
  personDays: { type: Schema.Types.Decimal128, default: null },
  trainerIds: texts,
  programme: textOrNull,
  rosterHash: textOrNull,
  reportedBy: textOrNull,
});
trainingSchema.index({ regionCode: 1, year: 1 });
trainingSchema.index({ year: 1, status: 1 });
trainingSchema.index({ heldOn: -1, _id: 1 });
trainingSchema.index({ trained: -1, _id: 1 });
trainingSchema.index({ organizerId: 1, year: -1 });
trainingSchema.index({ trainerIds: 1, year: -1 });
trainingSchema.index({ industryCode: 1, year: 1 });
trainingSchema.index({ mode: 1, year: 1 });
trainingSchema.index({ rosterHash: 1 }, { partialFilterExpression: { rosterHash: { $type: 'string' } } });

const targetSchema = versionedSchema<TargetRecord>('training_targets', {
  scope: text,
  regionCode: text,
  year: number,
  industryCode: textOrNull,
  persons: number,
  documentNo: textOrNull,
  history: [part<EarlierTarget>({ persons: Number, documentNo: String, replacedAt: Date })],
});
targetSchema.index({ scope: 1 }, { unique: true });
targetSchema.index({ year: 1, regionCode: 1 });

const targetsMax = 5_000;
const sortFields = { HELD_ON: 'heldOn', TRAINED: 'trained', REGION: 'regionCode' } as const;
/** Statuses of trainings that took place. Statistics count these unless the filter names other statuses. */
const tookPlace: TrainingStatus[] = ['HELD', 'REPORTED', 'VERIFIED'];

export type TrainingStore = ReturnType<typeof createTrainingStore>;

/** The collections of trainings and of their targets. */
export function createTrainingStore(mongo: Mongo, outbox: Outbox, directory: Directory) {
  const trainings = createAggregateStore<TrainingRecord>(mongo, outbox, {
    name: 'Training',
    schema: trainingSchema,
    noun: 'training',
  });
  const targets = createAggregateStore<TargetRecord>(mongo, outbox, {
    name: 'TrainingTarget',
    schema: targetSchema,
    noun: 'target',
  });

  return {
    ...trainings,
    targets,
    page: ({
      filter,
      sort,
      ...page
    }: PageRequest & {
      filter?: TrainingFilter | null | undefined;
      sort?: readonly TrainingSort[] | null | undefined;
    }) =>
      findPage(trainings.model, {
        ...page,
        filter: conditions(filter ?? {}),
        sort: (sort ?? [])
          .slice(0, 3)
          .map(({ field, direction }) => ({ field: sortFields[field], direction: direction ?? 'DESC' })),
      }),
    /** Whether another training was reported with this list of persons. */
    rosterIsUsed: async (rosterHash: string | null, exceptId: string): Promise<boolean> =>
      rosterHash !== null &&
      (await trainings.model.exists({ rosterHash, _id: mongoose.trusted({ $ne: exceptId }) })) !== null,
    targetsOf: (regionCode: string, year: number) =>
      targets.model.find({ regionCode, year }).sort({ industryCode: 1 }).limit(100).lean<TargetRecord[]>().exec(),
    target: (scope: string, session: Session) =>
      targets.model.findOne({ scope }, null, { session }).lean<TargetRecord>().exec(),
    /** The targets of a city and the regions below it, for one year and industry. */
    targetsWithin: (cityCode: string, year: number, industryCode: string | null, session: Session) =>
      targets.model
        .find(every<TargetRecord>({ year, industryCode }, inRegions('regionCode', [cityCode])), null, { session })
        .limit(500)
        .lean<TargetRecord[]>()
        .exec(),
    stats,
  };

  /** Counts trainings by these dimensions. Each row has the target for exactly the regions, years and industries that it counts. */
  async function stats({ filter: given, groupBy }: Pick<QueryTrainingStatsArgs, 'filter' | 'groupBy'>) {
    const filter = { ...given, statuses: given?.statuses?.length ? given.statuses : tookPlace };
    const rows = await groupStats<(typeof groupBy)[number], object, TrainingRecord>(trainings.model, {
      stages: [
        { $match: conditions(filter) },
        { $set: { trainedQualifier: { $ifNull: ['$trainedQualifier', 'EXACT'] } } },
      ],
      groupBy,
      expressions: { YEAR: '$year', ...regionExpressions, INDUSTRY: '$industryCode', MODE: '$mode' },
      accumulate: { sessions: { $sum: 1 }, ...accumulateMeasure('trained', '$trained', '$trainedQualifier') },
      labels: (dimension, codes) => labels(directory, dimension, codes),
      complete: yearsOf(filter).length > 0 ? { YEAR: yearsOf(filter).map(String) } : {},
    });
    const known = await targets.model
      .find(
        every<TargetRecord>(between('year', filter.fromYear, filter.toYear), inRegions('regionCode', filter.regions)),
      )
      .limit(targetsMax)
      .lean<TargetRecord[]>();
    return rows.map((row) => ({
      keys: row.keys,
      sessions: (row as { sessions?: number }).sessions ?? 0,
      trained: toMeasure(row, 'trained', 'PERSON'),
      target: targetOfRow(known, row.keys, filter),
    }));
  }
}

/** The event of a target that was set or changed. */
export const targetSetEvent = ({ _id: targetId, regionCode, year, industryCode, persons }: TargetRecord) =>
  TrainingTargetSet({ targetId, regionCode, year, persons, industryCode });

function conditions(filter: TrainingFilter): QueryFilter<TrainingRecord> {
  return every(
    inRegions('regionCode', filter.regions, filter.includeDescendants ?? true),
    between('year', filter.fromYear, filter.toYear),
    oneOf('industryCode', filter.industryCodes),
    oneOf('status', filter.statuses),
    oneOf('organizerId', filter.organizerIds),
    oneOf('mode', filter.modes),
  );
}

/** A row has a target only if its keys and the filter state the regions, years and industries that it counts, and no other condition reduces the count. */
function targetOfRow(
  known: readonly Target[],
  keys: readonly { dimension: string; code: string }[],
  filter: TrainingFilter,
) {
  const code = (dimension: string) => keys.find((key) => key.dimension === dimension)?.code;
  if (
    code('MODE') !== undefined ||
    filter.modes?.length ||
    filter.organizerIds?.length ||
    filter.includeDescendants === false
  )
    return null;
  const region = code('REGION_TOWNSHIP') ?? code('REGION_COUNTY');
  const year = code('YEAR');
  const industry = code('INDUSTRY');
  return targetOf(known, {
    regionCodes: region === undefined ? (filter.regions ?? []) : [region],
    years: year === undefined ? yearsOf(filter) : [Number(year)],
    industryCodes: industry === undefined ? (filter.industryCodes?.length ? filter.industryCodes : [null]) : [industry],
  });
}
