import mongoose, { Schema, type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import { TrainingTargetSet } from '@kexie/events';
import { replaceGuarded, type Session } from '@kexie/messaging';
import {
  accumulateMeasure,
  findPage,
  groupStats,
  inRegions,
  saveImported,
  toMeasure,
  type Directory,
} from '@kexie/service';
import { between, change, every, indexImportKey, insert, oneOf, type Books } from '../aggregate.ts';
import type { QueryTrainingStatsArgs, TrainingFilter, TrainingSort } from '../generated/graphql.ts';
import { labels, regionExpressions, yearsOf } from '../statistics.ts';
import { reportedEvent, scheduledEvent, targetOf, type Target, type Training, type TrainingStatus } from './domain.ts';

export type TrainingRecord = Training & { _id: string; version: number; importKey: string | null };

type EarlierTarget = { persons: number; documentNo: string | null; replacedAt: Date };
/** A target; `scope` is region, year and industry in one, unique. */
export type TargetRecord = Target & {
  _id: string;
  version: number;
  scope: string;
  documentNo: string | null;
  history: EarlierTarget[];
};

const text = { type: String, default: null };

const trainingSchema = new Schema<TrainingRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: text,
    title: { type: String, required: true },
    year: { type: Number, required: true },
    heldOn: text,
    regionCode: { type: String, required: true },
    organizerId: { type: String, required: true },
    industryCode: text,
    mode: text,
    status: { type: String, required: true },
    plannedPersons: { type: Number, default: null },
    trained: { type: Number, default: null },
    trainedQualifier: text,
    personDays: { type: Schema.Types.Decimal128, default: null },
    trainerIds: [String],
    programme: text,
    rosterHash: text,
    reportedBy: text,
    synthetic: { type: Boolean, required: true },
  },
  { collection: 'trainings', versionKey: false },
);
indexImportKey(trainingSchema);
trainingSchema.index({ regionCode: 1, year: 1 });
trainingSchema.index({ year: 1, status: 1 });
trainingSchema.index({ heldOn: -1, _id: 1 });
trainingSchema.index({ trained: -1, _id: 1 });
trainingSchema.index({ organizerId: 1, year: -1 });
trainingSchema.index({ trainerIds: 1, year: -1 });
trainingSchema.index({ industryCode: 1, year: 1 });
trainingSchema.index({ mode: 1, year: 1 });
trainingSchema.index({ rosterHash: 1 }, { partialFilterExpression: { rosterHash: { $type: 'string' } } });

const targetSchema = new Schema<TargetRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    scope: { type: String, required: true },
    regionCode: { type: String, required: true },
    year: { type: Number, required: true },
    industryCode: text,
    persons: { type: Number, required: true },
    documentNo: text,
    history: [new Schema<EarlierTarget>({ persons: Number, documentNo: String, replacedAt: Date }, { _id: false })],
  },
  { collection: 'training_targets', versionKey: false },
);
targetSchema.index({ scope: 1 }, { unique: true });
targetSchema.index({ year: 1, regionCode: 1 });

const targetsMax = 5_000;
const sortFields = { HELD_ON: 'heldOn', TRAINED: 'trained', REGION: 'regionCode' } as const;
/** What is counted when nobody says which statuses: trainings that took place. */
const tookPlace: TrainingStatus[] = ['HELD', 'REPORTED', 'VERIFIED'];

export type TrainingStore = ReturnType<typeof createTrainingStore>;

/** Trainings and their targets. */
export function createTrainingStore(books: Books, directory: Directory) {
  const trainings = books.mongo.model<TrainingRecord>('Training', trainingSchema);
  const targets = books.mongo.model<TargetRecord>('TrainingTarget', targetSchema);

  return {
    trainings,
    targets,
    page: ({
      filter,
      sort,
      ...page
    }: PageRequest & {
      filter?: TrainingFilter | null | undefined;
      sort?: readonly TrainingSort[] | null | undefined;
    }) =>
      findPage(trainings, {
        ...page,
        filter: conditions(filter ?? {}),
        sort: (sort ?? [])
          .slice(0, 3)
          .map(({ field, direction }) => ({ field: sortFields[field], direction: direction ?? 'DESC' })),
      }),
    schedule: (record: TrainingRecord, session: Session) =>
      insert(books, trainings, record, [scheduledEvent(record._id, record)], session),
    change: (id: string, decide: Parameters<typeof change<TrainingRecord>>[4]) =>
      change(books, trainings, id, 'training', decide),
    /** True when another training was reported with this list of persons. */
    rosterIsUsed: async (rosterHash: string | null, exceptId: string): Promise<boolean> =>
      rosterHash !== null &&
      (await trainings.exists({ rosterHash, _id: mongoose.trusted({ $ne: exceptId }) })) !== null,
    /** Writes an imported training; its report is told of when it is new or changed. */
    async import(
      importKey: string,
      newRecordId: string,
      next: (present: TrainingRecord | null) => Training,
      session: Session,
    ) {
      const { record, ...imported } = await saveImported(
        trainings,
        importKey,
        (present) => ({
          ...next(present),
          _id: present?._id ?? newRecordId,
          version: present?.version ?? 1,
          importKey,
        }),
        session,
      );
      if (imported.outcome !== 'UNCHANGED')
        await books.outbox.append(
          [reportedEvent(record._id, record)],
          { aggregateId: record._id, version: record.version },
          session,
        );
      return imported;
    },
    targetsOf: (regionCode: string, year: number) =>
      targets.find({ regionCode, year }).sort({ industryCode: 1 }).limit(100).lean<TargetRecord[]>().exec(),
    target: (scope: string, session: Session) =>
      targets.findOne({ scope }, null, { session }).lean<TargetRecord>().exec(),
    /** The targets of a city and of what lies in it, for one year and industry. */
    targetsWithin: (cityCode: string, year: number, industryCode: string | null, session: Session) =>
      targets
        .find(every<TargetRecord>({ year, industryCode }, inRegions('regionCode', [cityCode])), null, { session })
        .limit(500)
        .lean<TargetRecord[]>()
        .exec(),
    /** Writes a first target, or the next version of one. */
    async saveTarget(current: TargetRecord | null, next: TargetRecord, session: Session): Promise<TargetRecord> {
      const written = current ? await replaceGuarded(targets, current, next, session) : next;
      const { _id: targetId, regionCode, year, industryCode, persons } = written;
      const told = [TrainingTargetSet({ targetId, regionCode, year, persons, industryCode })];
      if (!current) await insert(books, targets, next, told, session);
      else await books.outbox.append(told, { aggregateId: targetId, version: written.version }, session);
      return written;
    },
    stats,
  };

  /** Trainings grouped in the database, each row with the target of exactly what it counts. */
  async function stats({ filter: given, groupBy }: Pick<QueryTrainingStatsArgs, 'filter' | 'groupBy'>) {
    const filter = { ...given, statuses: given?.statuses?.length ? given.statuses : tookPlace };
    const rows = await groupStats<(typeof groupBy)[number], object, TrainingRecord>(trainings, {
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
    const known = await targets
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

/** A row has a target only when its keys and the filter say exactly which regions, years and industries it counts, and nothing else narrows it. */
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
