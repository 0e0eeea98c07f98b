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
import type { MaterialFilter, OutreachDimension, QueryMaterialStatsArgs } from '../generated/graphql.ts';
import { labelsFrom, selected } from '../statistics.ts';
import type { Store } from '../store.ts';
import { unitOf, type Material, type MaterialKind } from './domain.ts';

const expressions: Partial<Record<OutreachDimension, unknown>> = {
  REGION_COUNTY: countyDimension('$regionCode'),
  MATERIAL_KIND: '$kind',
  MONTH: monthDimension('$heldFrom', '$heldTo'),
  YEAR: yearDimension('$heldFrom', '$heldTo'),
  CAMPAIGN: '$campaignId',
  OPERATOR_KIND: '$organizationKind',
};

/** Sums materials by these dimensions and always by kind, because copies and sheets are never added. */
export async function materialStats(store: Store, directory: Directory, { filter, groupBy }: QueryMaterialStatsArgs) {
  const dimensions = groupBy.includes('MATERIAL_KIND') ? groupBy : [...groupBy, 'MATERIAL_KIND' as const];
  const rows = await groupStats(store.materials.model, {
    stages: selected(filterOf(filter), '$measure.value'),
    groupBy: dimensions,
    expressions,
    accumulate: accumulateMeasure('measure', '$amount', '$measure.qualifier'),
    labels: labelsFrom(store, directory),
  });
  return rows.map((row) => ({
    keys: row.keys,
    measure: toMeasure(
      row,
      'measure',
      unitOf[row.keys.find(({ dimension }) => dimension === 'MATERIAL_KIND')?.code as MaterialKind],
    ),
  }));
}

function filterOf({
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
