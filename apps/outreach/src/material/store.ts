import type { Mongo, Outbox } from '@kexie/messaging';
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
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
  toMeasure,
  yearDimension,
} from '@kexie/service';
import type { MaterialFilter, OutreachDimension } from '../generated/graphql.ts';
import { selected, type Labels } from '../statistics.ts';
import { unitOf, type Material, type MaterialKind } from './domain.ts';

const schema = recordSchema<Material>('materials', {
  kind: text,
  measure: measureField,
  campaignId: textOrNull,
  organizationId: text,
  organizationKind: text,
  regionCode: text,
  distributedOn: textOrNull,
  period: periodOrNull,
  heldFrom: textOrNull,
  heldTo: textOrNull,
});
schema.index({ campaignId: 1, kind: 1 });
schema.index({ regionCode: 1, kind: 1 });
schema.index({ organizationId: 1 });
schema.index({ heldFrom: 1 });

const expressions: Partial<Record<OutreachDimension, unknown>> = {
  REGION_COUNTY: countyDimension('$regionCode'),
  MATERIAL_KIND: '$kind',
  MONTH: monthDimension('$heldFrom', '$heldTo'),
  YEAR: yearDimension('$heldFrom', '$heldTo'),
  CAMPAIGN: '$campaignId',
  OPERATOR_KIND: '$organizationKind',
};

export function createMaterialStore(mongo: Mongo, outbox: Outbox) {
  const store = createAggregateStore<Material>(mongo, outbox, { name: 'Material', schema, noun: 'record' });
  const { model } = store;
  return {
    ...store,
    /** Sums materials by these dimensions and always by kind, because copies and sheets are never added. */
    async stats(filter: MaterialFilter, groupBy: readonly OutreachDimension[], labels: Labels) {
      const dimensions = groupBy.includes('MATERIAL_KIND') ? groupBy : [...groupBy, 'MATERIAL_KIND' as const];
      const rows = await groupStats(model, {
        stages: selected(matchOf(filter), '$measure.value'),
        groupBy: dimensions,
        expressions,
        accumulate: accumulateMeasure('measure', '$amount', '$measure.qualifier'),
        labels,
      });
      return rows.map((row) => ({
        keys: row.keys,
        measure: toMeasure(
          row,
          'measure',
          unitOf[row.keys.find(({ dimension }) => dimension === 'MATERIAL_KIND')?.code as MaterialKind],
        ),
      }));
    },
  };
}

function matchOf({
  campaignId,
  regions,
  includeDescendants,
  kinds,
  organizationIds,
  from,
  to,
}: MaterialFilter): object {
  return every<Material>(
    equals('campaignId', campaignId || null),
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('kind', kinds),
    oneOf('organizationId', organizationIds),
    liesWithin('heldFrom', 'heldTo', { from, to }),
  );
}
