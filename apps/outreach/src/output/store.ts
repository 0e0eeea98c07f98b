import mongoose, { type Model, type PipelineStage } from 'mongoose';
import { combineQualifiers, DomainError, measure, type Qualifier } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  accumulateMeasure,
  countyDimension,
  createAggregateStore,
  equals,
  every,
  groupStats,
  inRegions,
  liesWithin,
  measureField,
  monthDimension,
  oneOf,
  recordSchema,
  text,
  textOrNull,
  toMeasure,
  yearDimension,
} from '@kexie/service';
import type { OutputFilter, OutreachDimension } from '../generated/graphql.ts';
import { selected, type Labels } from '../statistics.ts';
import { unitOf, unitOfSum, type OutputMetric, type OutputRecord } from './domain.ts';

const schema = recordSchema<OutputRecord>('outputs', {
  channelId: text,
  channelKind: text,
  operatorKind: text,
  regionCode: text,
  campaignId: textOrNull,
  metric: text,
  measure: measureField,
  periodFrom: text,
  periodTo: text,
  recordedAt: { type: Date, required: true },
  correctionOf: textOrNull,
  correctedBy: textOrNull,
  reason: textOrNull,
});
schema.index({ channelId: 1, metric: 1, periodFrom: -1 });
schema.index({ channelId: 1, periodFrom: -1, _id: -1 });
schema.index({ campaignId: 1, periodFrom: 1 });
schema.index({ regionCode: 1, periodFrom: 1 });
schema.index({ periodFrom: 1 });

export type ChannelOutputs = { channelId: string; campaignId: string | null; from: string | null; to: string | null };

const perChannelMax = 200;

/** How the database computes each dimension. Dimensions such as MATERIAL_KIND do not apply to outputs. */
const expressions: Partial<Record<OutreachDimension, unknown>> = {
  REGION_COUNTY: countyDimension('$regionCode'),
  CHANNEL_KIND: '$channelKind',
  METRIC: '$metric',
  MONTH: monthDimension('$periodFrom', '$periodTo'),
  YEAR: yearDimension('$periodFrom', '$periodTo'),
  CAMPAIGN: '$campaignId',
  OPERATOR_KIND: '$operatorKind',
};

export function createOutputStore(mongo: Mongo, outbox: Outbox) {
  const store = createAggregateStore<OutputRecord>(mongo, outbox, { name: 'Output', schema, noun: 'record' });
  const { model } = store;
  return {
    ...store,
    /** Marks a record as corrected, so that it counts in no sum. @throws INVALID_TRANSITION if another correction was written meanwhile. */
    async markCorrected({ _id, version }: OutputRecord, correctedBy: string, session: Session): Promise<void> {
      const { matchedCount } = await model.updateOne(
        { _id, correctedBy: null },
        { $set: { correctedBy, version: version + 1 } },
        { session },
      );
      if (matchedCount === 0)
        throw new DomainError('INVALID_TRANSITION', 'This record was corrected meanwhile.', ['originalId']);
    },
    byImportKey: (importKey: string, session: Session) =>
      model.findOne({ importKey }, null, { session }).lean<OutputRecord>().exec(),
    /** @throws DUPLICATE if another uncorrected record of the channel, metric and campaign covers one of these days. */
    async requireNoOverlap(
      { _id, channelId, metric, campaignId, periodFrom, periodTo, correctionOf }: OutputRecord,
      session: Session,
    ): Promise<void> {
      const other = await model
        .findOne(
          {
            channelId,
            metric,
            campaignId,
            correctedBy: null,
            _id: mongoose.trusted({ $nin: [_id, ...(correctionOf ? [correctionOf] : [])] }),
            periodFrom: mongoose.trusted({ $lte: periodTo }),
            periodTo: mongoose.trusted({ $gte: periodFrom }),
          },
          { periodFrom: 1, periodTo: 1 },
          { session },
        )
        .lean<Pick<OutputRecord, '_id' | 'periodFrom' | 'periodTo'>>();
      if (other)
        throw new DomainError(
          'DUPLICATE',
          `${other._id} covers ${other.periodFrom} to ${other.periodTo} already; correct it instead.`,
          ['periodFrom'],
        );
    },
    /** The records of each channel, the latest period first, at most 200 for each channel. The requests may differ only in the channel. */
    async ofChannels(requests: readonly ChannelOutputs[]): Promise<OutputRecord[][]> {
      const [{ campaignId, from, to }] = requests as [ChannelOutputs];
      const match = {
        channelId: { $in: requests.map(({ channelId }) => channelId) },
        ...(campaignId !== null && { campaignId }),
        ...liesWithin('periodFrom', 'periodTo', { from, to }),
      };
      const groups = await model
        .aggregate<{ _id: string; records: OutputRecord[] }>([
          { $match: match },
          { $sort: { periodFrom: -1, _id: -1 } },
          { $group: { _id: '$channelId', records: { $firstN: { input: '$$ROOT', n: perChannelMax } } } },
        ])
        .option({ maxTimeMS: 10_000 });
      const byChannel = new Map(groups.map(({ _id, records }) => [_id, records]));
      return requests.map(({ channelId }) => byChannel.get(channelId) ?? []);
    },
    /**
     * Sums outputs by these dimensions. Channels and units are counted only when the query selects one of these fields.
     * @throws VALIDATION_FAILED if a row would add outputs that cannot be added.
     */
    async stats(filter: OutputFilter, groupBy: readonly OutreachDimension[], labels: Labels) {
      const match = matchOf(filter);
      const unit = groupBy.includes('METRIC')
        ? null
        : unitOfSum(
            filter.metrics && filter.metrics.length === 1 ? filter.metrics : await model.distinct('metric', match),
          );
      const rows = await groupStats(model, {
        stages: selected(match, '$measure.value'),
        groupBy,
        expressions,
        accumulate: accumulateMeasure('measure', '$amount', '$measure.qualifier'),
        labels,
      });
      const counted = once(() => countChannels(model, match, groupBy));
      return rows.map((row) => {
        const channels = async () => (await counted()).get(codesOf(row)) ?? noChannels;
        return {
          keys: row.keys,
          measure: toMeasure(
            row,
            'measure',
            unit ?? unitOf[row.keys.find(({ dimension }) => dimension === 'METRIC')?.code as OutputMetric],
          ),
          channels: async () => (await channels()).records,
          units: async () => (await channels()).units,
          unitCount: async () => measure((await channels()).units, 'COUNT', (await channels()).qualifier),
        };
      });
    },
  };
}

type ChannelCount = { records: number; units: number; qualifier: Qualifier };
const noChannels: ChannelCount = { records: 0, units: 0, qualifier: 'EXACT' };

/** The number of distinct channels with output in each group, and of their units, by the codes of the group. */
async function countChannels(
  model: Model<OutputRecord>,
  match: object,
  groupBy: readonly OutreachDimension[],
): Promise<Map<string, ChannelCount>> {
  const stages: PipelineStage[] = [
    { $match: match },
    {
      $group: {
        _id: {
          channelId: '$channelId',
          ...Object.fromEntries(groupBy.map((dimension) => [dimension, expressions[dimension]])),
        },
      },
    },
    { $lookup: { from: 'channels', localField: '_id.channelId', foreignField: '_id', as: 'channel' } },
    { $addFields: { channel: { $first: '$channel' } } },
  ];
  const rows = await groupStats<
    OutreachDimension,
    { records: number; units: number; qualifiers: Qualifier[] },
    OutputRecord
  >(model, {
    stages,
    groupBy,
    expressions: Object.fromEntries(groupBy.map((dimension) => [dimension, `$_id.${dimension}`])),
    accumulate: {
      records: { $sum: 1 },
      units: { $sum: '$channel.unitCount' },
      qualifiers: { $addToSet: '$channel.unitQualifier' },
    },
  });
  return new Map(
    rows.map((row) => [
      codesOf(row),
      {
        records: row.records ?? 0,
        units: row.units ?? 0,
        qualifier: combineQualifiers({ stated: row.qualifiers ?? [] }),
      },
    ]),
  );
}

const codesOf = ({ keys }: { keys: readonly { code: string }[] }): string => keys.map(({ code }) => code).join('|');

function matchOf({ campaignId, regions, includeDescendants, channelKinds, metrics, from, to }: OutputFilter): object {
  return every<OutputRecord>(
    { correctedBy: null },
    equals('campaignId', campaignId || null),
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('channelKind', channelKinds),
    oneOf('metric', metrics),
    liesWithin('periodFrom', 'periodTo', { from, to }),
  );
}

function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= run());
}
