import { accumulateMeasure, between, every, groupStats, inRegions, toMeasure, type Directory } from '@kexie/service';
import type { QueryTrainingStatsArgs, TrainingFilter } from '../generated/graphql.ts';
import { labels, regionExpressions, yearsOf } from '../statistics.ts';
import type { Store } from '../store.ts';
import { achievement, targetOf, type Target, type TrainingStatus } from './domain.ts';
import { filterOf, type TargetRecord, type TrainingRecord } from './store.ts';

const targetsMax = 5_000;
/** Statuses of trainings that took place. Statistics count these unless the filter names other statuses. */
const tookPlace: TrainingStatus[] = ['HELD', 'REPORTED', 'VERIFIED'];

/**
 * Counts trainings by these dimensions. Each row has the target for exactly the regions, years and industries that it counts, and the achieved percentage of it.
 */
export async function trainingStats(
  { trainings }: Pick<Store, 'trainings'>,
  directory: Directory,
  { filter: given, groupBy }: Pick<QueryTrainingStatsArgs, 'filter' | 'groupBy'>,
) {
  const filter = { ...given, statuses: given?.statuses?.length ? given.statuses : tookPlace };
  const rows = await groupStats<(typeof groupBy)[number], { sessions: number }, TrainingRecord>(trainings.model, {
    stages: [{ $match: filterOf(filter) }, { $set: { trainedQualifier: { $ifNull: ['$trainedQualifier', 'EXACT'] } } }],
    groupBy,
    expressions: { YEAR: '$year', ...regionExpressions, INDUSTRY: '$industryCode', MODE: '$mode' },
    accumulate: { sessions: { $sum: 1 }, ...accumulateMeasure('trained', '$trained', '$trainedQualifier') },
    labels: (dimension, codes) => labels(directory, dimension, codes),
    complete: yearsOf(filter).length > 0 ? { YEAR: yearsOf(filter).map(String) } : {},
  });
  const known = await trainings.targets.model
    .find(every<TargetRecord>(between('year', filter.fromYear, filter.toYear), inRegions('regionCode', filter.regions)))
    .limit(targetsMax)
    .lean<TargetRecord[]>();
  return rows.map((row) => {
    const trained = toMeasure(row, 'trained', 'PERSON');
    const target = targetOfRow(known, row.keys, filter);
    return { keys: row.keys, sessions: row.sessions ?? 0, trained, target, achievement: achievement(trained, target) };
  });
}

/** A row has a target only if its keys and the filter state the regions, years and industries that it counts, and no other condition reduces the count. */
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
