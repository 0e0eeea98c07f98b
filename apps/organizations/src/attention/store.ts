import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  equals,
  every,
  findPage,
  inRegions,
  number,
  text,
  textOrNull,
  uniqueWhenPresent,
  versionedSchema,
} from '@kexie/service';
import type { AttentionKind } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { withdrawalPart } from '../withdrawal.ts';
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
  withdrawal: { type: withdrawalPart, default: undefined },
});
schema.index({ regionCode: 1, kind: 1, year: 1 });
schema.index({ year: 1, kind: 1 });
uniqueWhenPresent(schema, 'importKey', 'uniqueKey');

/** Records of the attention of leaders. */
export function createAttentionStore(mongo: Mongo, outbox: Outbox) {
  const attentions = createAggregateStore<Attention>(mongo, outbox, {
    name: 'LeadershipAttention',
    schema,
    noun: say`attention`,
    duplicates: { uniqueKey_1: [say`This attention is already recorded.`, 'topic'] },
  });
  return {
    ...attentions,
    page: ({
      region,
      fromYear,
      toYear,
      kind,
      includeWithdrawn,
      ...request
    }: PageRequest & {
      region: string;
      fromYear?: number | null | undefined;
      toYear?: number | null | undefined;
      kind?: AttentionKind | null | undefined;
      includeWithdrawn?: boolean | null | undefined;
    }) =>
      findPage(attentions.model, {
        ...request,
        filter: every<Attention>(
          inRegions('regionCode', [region]),
          equals('kind', kind),
          between('year', fromYear, toYear),
          includeWithdrawn ? {} : { withdrawal: null },
        ),
        sort: [
          { field: 'year', direction: 'DESC' },
          { field: 'heldOn', direction: 'DESC' },
        ],
      }),
  };
}
