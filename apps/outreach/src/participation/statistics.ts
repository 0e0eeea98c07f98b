import { accumulateMeasure, countyDimension, groupStats, oneOf, toMeasure, type Directory } from '@kexie/service';
import type { OutreachDimension, QueryParticipationStatsArgs } from '../generated/graphql.ts';
import { labelsFrom, selected } from '../statistics.ts';
import type { Store } from '../store.ts';

const expressions: Partial<Record<OutreachDimension, unknown>> = {
  PARTICIPANT_KIND: '$kind',
  REGION_COUNTY: countyDimension('$regionCode'),
};

/** Counts the participants of a campaign by these dimensions. */
export async function participationStats(
  store: Store,
  directory: Directory,
  { campaignId, kinds, groupBy }: QueryParticipationStatsArgs,
) {
  const match = { campaignId, ...oneOf('kind', kinds) };
  const rows = await groupStats(store.participations.model, {
    stages: selected(match, '$count.value'),
    groupBy,
    expressions,
    accumulate: accumulateMeasure('participants', '$amount', '$count.qualifier'),
    labels: labelsFrom(store, directory),
  });
  return rows.map((row) => ({ keys: row.keys, participants: toMeasure(row, 'participants', 'COUNT') }));
}
