import mongoose, { Schema } from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  dateOrNull,
  equals,
  every,
  findPage,
  inRegions,
  oneOf,
  recordSchema,
  text,
  textOrNull,
} from '@kexie/service';
import { nameSortOf } from '@kexie/service/names';
import type { ChannelFilter, ChannelSort, ChannelSortField } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { Channel, ChannelKind } from './domain.ts';

const schema = recordSchema<Channel>('channels', {
  kind: text,
  name: text,
  operatorId: text,
  operatorKind: text,
  regionCode: text,
  location: textOrNull,
  status: text,
  unitCount: { type: Number, required: true },
  unitQualifier: text,
  facilityId: textOrNull,
  installedOn: textOrNull,
  retiredOn: textOrNull,
  campaignIds: [String],
  lastOutputAt: dateOrNull,
  nameSort: String,
});
schema.index({ nameSort: 1, _id: 1 });
schema.index({ regionCode: 1, kind: 1 });
schema.index({ kind: 1, status: 1 });
schema.index({ status: 1, nameSort: 1 });
schema.index({ unitCount: 1, _id: 1 });
schema.index({ installedOn: 1, _id: 1 });
schema.index({ operatorId: 1, status: 1 });
schema.index({ campaignIds: 1, nameSort: 1 });

/**
 * The admission lock of an operator (see docs/glossary.md). A command that adds a channel writes it, and so does the dissolution. Neither misses the
 * other, even if the directory is out of date.
 */
type Operator = { _id: string; dissolvedOn: string | null; successorId?: string | null; admissions: number };
const operatorSchema = new Schema<Operator>(
  { _id: text, dissolvedOn: textOrNull, successorId: textOrNull, admissions: { type: Number, default: 0 } },
  { collection: 'channel_operators', versionKey: false },
);

const sortFields: Record<ChannelSortField, string> = {
  NAME: 'nameSort',
  KIND: 'kind',
  REGION: 'regionCode',
  INSTALLED_ON: 'installedOn',
  UNIT_COUNT: 'unitCount',
};
const listMax = 500;
/** The mergers that lead from one organization to the present successor. */
const successorsMax = 50;

export function createChannelStore(mongo: Mongo, outbox: Outbox) {
  const store = createAggregateStore<Channel>(mongo, outbox, {
    name: 'Channel',
    schema,
    noun: say`channel`,
    derive: (channel) => ({ ...channel, ...nameSortOf(channel) }),
    lifecycle: ['status'],
  });
  const { model } = store;
  const operators = mongo.model<Operator>('ChannelOperator', operatorSchema);
  return {
    ...store,
    /** Writes the lock for an operator that adds a channel or imports it again. @throws REFERENCE_INACTIVE after the dissolution of the operator. */
    async admit(operatorId: string, session: Session): Promise<void> {
      const operator = await operators
        .findOneAndUpdate(
          { _id: operatorId },
          { $inc: { admissions: 1 } },
          { upsert: true, returnDocument: 'after', session },
        )
        .lean<Operator>();
      if (operator.dissolvedOn)
        throw new DomainError('REFERENCE_INACTIVE', say`This organization was dissolved.`, ['operatorId']);
    },
    /** Closes the lock: the operator can add no more channels. */
    async closeOperator(
      operatorId: string,
      end: { dissolvedOn: string; successorId: string | null },
      session: Session,
    ): Promise<void> {
      await operators.updateOne({ _id: operatorId }, { $set: end }, { upsert: true, session });
    },
    /**
     * The organization that takes over the channels of a merged one: the successor, or the one into which that was merged in
     * the meantime. Null when it was dissolved. Writes its lock, so that a simultaneous dissolution of it conflicts.
     */
    async presentSuccessor(successorId: string, session: Session): Promise<string | null> {
      let next: string | null = successorId;
      for (let hops = 0; next !== null && hops < successorsMax; hops += 1) {
        const operator: Operator = await operators
          .findOneAndUpdate(
            { _id: next },
            { $inc: { admissions: 1 } },
            { upsert: true, returnDocument: 'after', session },
          )
          .lean<Operator>()
          .orFail();
        if (!operator.dissolvedOn) return next;
        next = operator.successorId ?? null;
      }
      return null;
    },
    /** Writes an output to its channel. Concurrent outputs of one channel therefore conflict, and overlapping outputs cannot both be logged. */
    async noteOutput(
      id: string,
      { campaignId, at }: { campaignId: string | null; at: Date },
      session: Session,
    ): Promise<void> {
      await model.updateOne(
        { _id: id },
        { $set: { lastOutputAt: at }, ...(campaignId !== null && { $addToSet: { campaignIds: campaignId } }) },
        { session },
      );
    },
    page: ({
      filter,
      sort,
      ...request
    }: PageRequest & { filter?: ChannelFilter | null | undefined; sort?: readonly ChannelSort[] | null | undefined }) =>
      findPage(model, { ...request, filter: filterOf(filter ?? {}), sort: sortOf(sort) }),
    ofCampaign: (campaignId: string, kinds?: readonly ChannelKind[] | null) =>
      model
        .find({ campaignIds: campaignId, ...oneOf('kind', kinds) })
        .sort({ nameSort: 1, _id: 1 })
        .limit(listMax)
        .lean<Channel[]>()
        .exec(),
    /** The channels of each operator by name, at most 500 for each operator. */
    async ofOperators(operatorIds: readonly string[], kind: ChannelKind | null): Promise<Channel[][]> {
      const groups = await model
        .aggregate<{ _id: string; channels: Channel[] }>([
          { $match: { operatorId: { $in: [...operatorIds] }, ...(kind && { kind }) } },
          { $sort: { nameSort: 1, _id: 1 } },
          { $group: { _id: '$operatorId', channels: { $firstN: { input: '$$ROOT', n: listMax } } } },
        ])
        .option({ maxTimeMS: 10_000 });
      const byOperator = new Map(groups.map(({ _id, channels }) => [_id, channels]));
      return operatorIds.map((id) => byOperator.get(id) ?? []);
    },
    /** Channels of an operator that are not retired, at most 500. */
    inServiceOf: (operatorId: string, session: Session) =>
      model
        .find({ operatorId, status: mongoose.trusted({ $ne: 'RETIRED' }) }, null, { session })
        .sort({ _id: 1 })
        .limit(listMax)
        .lean<Channel[]>()
        .exec(),
  };
}

function filterOf({ regions, includeDescendants, kinds, statuses, operatorIds, campaignId }: ChannelFilter): object {
  return every<Channel>(
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('kind', kinds),
    oneOf('status', statuses),
    oneOf('operatorId', operatorIds),
    equals('campaignIds', campaignId || null),
  );
}

function sortOf(sort: readonly ChannelSort[] | null | undefined) {
  const wanted: readonly ChannelSort[] = sort && sort.length > 0 ? sort : [{ field: 'NAME', direction: 'ASC' }];
  if (wanted.length > 3 || new Set(wanted.map(({ field }) => field)).size < wanted.length)
    throw new DomainError('VALIDATION_FAILED', say`Sort by at most 3 different fields.`, ['sort']);
  return wanted.map(({ field, direction }) => ({ field: sortFields[field], direction: direction ?? 'ASC' }));
}
