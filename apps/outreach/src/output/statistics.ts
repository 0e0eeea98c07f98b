import type { Model, PipelineStage } from 'mongoose';
import { combineQualifiers, measure, toInt, type Qualifier } from '@kexie/kernel';
import {
  accumulateMeasure,
  countyDimension,
  equals,
  every,
  groupStats,
  inRegions,
  liesWithin,
  monthDimension,
  oneOf,
  toMeasure,
  yearDimension,
  type Directory,
} from '@kexie/service';
import type { OutputFilter, OutreachDimension, QueryChannelStatsArgs } from '../generated/graphql.ts';
import { labelsFrom, selected } from '../statistics.ts';
import type { Store } from '../store.ts';
import { unitOf, unitOfSum, type OutputMetric, type OutputRecord } from './domain.ts';

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

/**
 * Sums outputs by these dimensions. Channels and units are counted only when the query selects one of these fields.
 * @throws VALIDATION_FAILED if a row would add outputs that cannot be added.
 */
export async function channelStats(store: Store, directory: Directory, { filter, groupBy }: QueryChannelStatsArgs) {
  const { model } = store.outputs;
  const match = filterOf(filter);
  const unit = groupBy.includes('METRIC')
    ? null
    : unitOfSum(filter.metrics && filter.metrics.length === 1 ? filter.metrics : await model.distinct('metric', match));
  const rows = await groupStats(model, {
    stages: selected(match, '$measure.value'),
    groupBy,
    expressions,
    accumulate: accumulateMeasure('measure', '$amount', '$measure.qualifier'),
    labels: labelsFrom(store, directory),
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
      units: async () => toInt((await channels()).units),
      unitCount: async () => measure((await channels()).units, 'COUNT', (await channels()).qualifier),
    };
  });
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

function filterOf({ campaignId, regions, includeDescendants, channelKinds, metrics, from, to }: OutputFilter): object {
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
