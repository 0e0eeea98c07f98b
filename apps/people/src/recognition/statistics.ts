import { DomainError, type Measure } from '@kexie/kernel';
import { every, inRegions, statistics, type AnnualReportKey, type Figures, type Viewer } from '@kexie/service';
import { decidedStatuses } from '../award/domain.ts';
import type { QueryRecognitionStatsArgs } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { personsIn } from '../person/disclosure.ts';
import { measureOf } from '../statistics.ts';
import type { Deps, Store } from '../store.ts';
import { visitsOf, type ReportedVisits } from './domain.ts';
import { celebrationsIn, firstDay, lastDay, visitsIn } from './store.ts';

const yearsMax = 100;

/**
 * The awardees, celebrations and care visits in a range of years. Each part is computed only when the query selects it.
 * @throws NOT_FOUND for an unknown region, VALIDATION_FAILED for an invalid range.
 */
export async function recognitionStats(
  { store, directory, figures }: Pick<Deps, 'store' | 'directory' | 'figures'>,
  viewer: Viewer,
  { region, fromYear, toYear }: QueryRecognitionStatsArgs,
) {
  checkYears(fromYear, toYear);
  await directory.requireRegion(region);
  const years = { from: fromYear, to: toYear };
  return {
    awardees: async () => {
      const awarded = await awardeesByYear(store, region, years);
      return Array.from({ length: toYear - fromYear + 1 }, (_, index) => ({
        year: fromYear + index,
        measure: measureOf(awarded.get(fromYear + index), 'PERSON'),
      }));
    },
    celebrations: async () => {
      const count = await statistics.run((maxTimeMS) =>
        store.celebrations.model.countDocuments(celebrationsIn(region, years)).maxTimeMS(maxTimeMS).exec(),
      );
      return measureOf(count, 'SESSION');
    },
    careVisits: async () => {
      const count = await statistics.run((maxTimeMS) =>
        store.careVisits.model.countDocuments(visitsIn(region, years)).maxTimeMS(maxTimeMS).exec(),
      );
      // The reports are public. They meet the count as the viewer may see it, so that they reveal no more of it.
      return visitsOf(personsIn(region, count, viewer), await reportedVisits(figures, region, years));
    },
  };
}

/** The code of reported figures about care visits (走访慰问). */
const careVisitCode = 'PPL.CARE_VISIT';

/** The figures of reports about care visits whose region and period lie in these. */
async function reportedVisits(
  figures: Figures,
  region: string,
  years: { from: number; to: number },
): Promise<ReportedVisits[]> {
  const [from, to] = [firstDay(years.from), lastDay(years.to)];
  const found = await figures.within({ regionCode: region, code: careVisitCode, from, to });
  return found.map(({ measure, regionCode, period }) => ({
    measure,
    isWhole: regionCode === region && period.from === from && period.to === to,
  }));
}

/** The number of awardees of the awards of a year. */
export async function awardeesOfYear(store: Store, { regionCode, year }: AnnualReportKey): Promise<Measure> {
  return measureOf((await awardeesByYear(store, regionCode, { from: year, to: year })).get(year), 'PERSON');
}

/** The number of awardees in each year, in a region and below. A year without a decided award is missing. */
async function awardeesByYear(
  { awards }: Store,
  regionCode: string,
  { from, to }: { from: number; to: number },
): Promise<Map<number, number>> {
  const groups = await statistics.run((maxTimeMS) =>
    awards.model
      .aggregate<{ _id: number; awardees: number }>([
        {
          $match: every(inRegions('regionCode', [regionCode]), {
            year: { $gte: from, $lte: to },
            status: { $in: [...decidedStatuses] },
          }),
        },
        { $group: { _id: '$year', awardees: { $sum: { $size: '$awardeeIds' } } } },
      ])
      .option({ maxTimeMS }),
  );
  return new Map(groups.map(({ _id, awardees }) => [_id, awardees]));
}

function checkYears(from: number, to: number): void {
  if (from > to) throw new DomainError('VALIDATION_FAILED', say`"toYear" must not come before "fromYear".`, ['toYear']);
  if (to - from >= yearsMax)
    throw new DomainError('VALIDATION_FAILED', say`The range can have at most ${yearsMax} years.`, ['toYear']);
}
