import { DomainError, measure, type PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  equals,
  every,
  findPage,
  inRegions,
  number,
  statistics,
  text,
  textOrNull,
  uniqueWhenPresent,
  versionedSchema,
} from '@kexie/service';
import type { AttentionKind } from '../generated/graphql.ts';
import type { Attention } from './domain.ts';

const schema = versionedSchema<Attention>('leadership_attentions', {
  importKey: textOrNull,
  kind: text,
  regionCode: text,
  heldOn: textOrNull,
  year: number,
  body: text,
  leaderTitle: textOrNull,
  topic: textOrNull,
  result: textOrNull,
  uniqueKey: String,
});
schema.index({ regionCode: 1, kind: 1, year: 1 });
uniqueWhenPresent(schema, 'importKey', 'uniqueKey');

export type Attentions = ReturnType<typeof createAttentionStore>;

/** Records of the attention of leaders, and their number by year. */
export function createAttentionStore(mongo: Mongo, outbox: Outbox) {
  const attentions = createAggregateStore<Attention>(mongo, outbox, {
    name: 'LeadershipAttention',
    schema,
    noun: 'attention',
    duplicates: { uniqueKey_1: ['This attention is already recorded.', 'topic'] },
  });
  return {
    ...attentions,
    page: ({
      region,
      fromYear,
      toYear,
      kind,
      ...request
    }: PageRequest & {
      region: string;
      fromYear?: number | null | undefined;
      toYear?: number | null | undefined;
      kind?: AttentionKind | null | undefined;
    }) =>
      findPage(attentions.model, {
        ...request,
        filter: every<Attention>(
          inRegions('regionCode', [region]),
          equals('kind', kind),
          between('year', fromYear, toYear),
        ),
        sort: [
          { field: 'year', direction: 'DESC' },
          { field: 'heldOn', direction: 'DESC' },
        ],
      }),
    /** The number of records in each year; null for a year without one, because a missing record does not mean 0. */
    async perYear({
      region,
      fromYear,
      toYear,
      kind,
    }: {
      region: string;
      fromYear: number;
      toYear: number;
      kind: AttentionKind;
    }) {
      if (toYear < fromYear || toYear - fromYear > 100)
        throw new DomainError(
          'VALIDATION_FAILED',
          'The range must have 1 to 100 years, and "toYear" must not come before "fromYear".',
          ['toYear'],
        );
      const { $gte, $lt } = rangeOf(region);
      const groups = await statistics.run((maxTimeMS) =>
        attentions.model
          .aggregate<{ _id: number; count: number }>([
            { $match: { regionCode: { $gte, $lt }, kind, year: { $gte: fromYear, $lte: toYear } } },
            { $group: { _id: '$year', count: { $sum: 1 } } },
          ])
          .option({ maxTimeMS }),
      );
      const counts = new Map(groups.map(({ _id, count }) => [_id, count]));
      return Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index).map((year) => ({
        year,
        measure: measure(counts.get(year) ?? null, 'TIME'),
      }));
    },
  };
}

function rangeOf(region: string): { $gte: string; $lt: string } {
  return (inRegions('regionCode', [region]) as { regionCode: { $gte: string; $lt: string } }).regionCode;
}
