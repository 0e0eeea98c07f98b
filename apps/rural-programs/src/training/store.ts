import mongoose, { Schema, type QueryFilter } from 'mongoose';
import { TrainingTargetSet } from '@kexie/events';
import type { ImportableRecord, PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  every,
  findPage,
  inRegions,
  number,
  numberOrNull,
  oneOf,
  part,
  recordSchema,
  text,
  textOrNull,
  texts,
  versionedSchema,
} from '@kexie/service';
import type { TrainingFilter, TrainingSort } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { Target, Training } from './domain.ts';

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

const sortFields = { HELD_ON: 'heldOn', TRAINED: 'trained', REGION: 'regionCode' } as const;

/** The collections of trainings and of their targets. */
export function createTrainingStore(mongo: Mongo, outbox: Outbox) {
  const trainings = createAggregateStore<TrainingRecord>(mongo, outbox, {
    name: 'Training',
    schema: trainingSchema,
    noun: say`training`,
    lifecycle: ['status', 'rosterHash', 'reportedBy'],
  });
  const targets = createAggregateStore<TargetRecord>(mongo, outbox, {
    name: 'TrainingTarget',
    schema: targetSchema,
    noun: say`target`,
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
        filter: filterOf(filter ?? {}),
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
  };
}

/** The event of a target that was set or changed. */
export const targetSetEvent = ({ _id: targetId, regionCode, year, industryCode, persons }: TargetRecord) =>
  TrainingTargetSet({ targetId, regionCode, year, persons, industryCode });

/** The condition that a filter sets. */
export function filterOf(filter: TrainingFilter): QueryFilter<TrainingRecord> {
  return every(
    inRegions('regionCode', filter.regions, filter.includeDescendants ?? true),
    between('year', filter.fromYear, filter.toYear),
    oneOf('industryCode', filter.industryCodes),
    oneOf('status', filter.statuses),
    oneOf('organizerId', filter.organizerIds),
    oneOf('mode', filter.modes),
  );
}
