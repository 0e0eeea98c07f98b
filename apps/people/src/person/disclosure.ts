import { contains, countyOf, DomainError, measure, type Measure } from '@kexie/kernel';
import type { Viewer } from '@kexie/service';
import type { ApplicationStatsFilter, PeopleDimension, PersonFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { measureOf } from '../statistics.ts';
import { subjectsMax } from './domain.ts';

/**
 * Disclosure control of statistics on persons: cell suppression and rounding to base 5. The README states the method and
 * its limits.
 */

const cellMin = 5;
const roundingBase = 5;

export type Counts = { persons: number; homeRegistered: number; homeActive: number; members: number };
type Withheld = { [Count in keyof Counts]: number | null };
type Row = Counts & { keys: { dimension: PeopleDimension; code: string; label: string }[] };
export type Shown<R> = Omit<R, keyof Counts> & Withheld & { suppressed: boolean };

type Question = { filter?: PersonFilter | null | undefined; groupBy: readonly PeopleDimension[] };

/**
 * The scope that the viewer would need to see exact counts; undefined when they may. The register is for some roles.
 * Gender is personal data, which staff see in their region only.
 */
export function missingScope(viewer: Viewer, { filter, groupBy }: Question): string | undefined {
  if (!viewer.scopes.includes('people:register:read')) return 'people:register:read';
  if (!groupBy.includes('GENDER') || viewer.roles.includes('administrator')) return undefined;
  const regions = filter?.regions ?? [];
  const areOwn =
    viewer.roles.includes('staff') &&
    regions.length > 0 &&
    regions.every((code) => viewer.regions.some((region) => contains(region, code)));
  return areOwn ? undefined : 'people:personal:read';
}

const coarseFields: ReadonlySet<string> = new Set<keyof PersonFilter>([
  'regions',
  'includeDescendants',
  'homeStatuses',
]);

/**
 * Refuses a filter of persons, or another one with its `coarse` fields. @throws FORBIDDEN for a filter that can be finer
 * than the smallest group that is shown.
 */
export function requireCoarse(
  filter: PersonFilter | ApplicationStatsFilter | null | undefined,
  scope: string,
  coarse = coarseFields,
): void {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const fine = given.find(([field]) => !coarse.has(field))?.[0];
  if (fine !== undefined)
    throw new DomainError('FORBIDDEN', say`To filter these statistics by ${fine} requires the scope ${scope}.`, [fine]);
  if (filter?.regions?.some((code) => !/^\d{6}$/.test(code)))
    throw new DomainError('FORBIDDEN', say`Statistics of regions below a county require the scope ${scope}.`, [
      'regions',
    ]);
}

/** The rows without what could identify a person: small groups become one row without keys, and counts are rounded. */
export function withhold<R extends Row>(rows: readonly R[], groupBy: readonly PeopleDimension[]): Shown<R>[] {
  // With SUBJECT, one person can be counted in several of the merged groups.
  const mergedMin = cellMin * (groupBy.includes('SUBJECT') ? subjectsMax : 1);
  const { shown, merged, isWithheld } = mergeSmall(rows, ({ persons }) => persons, mergedMin);
  const exposed = shown.map((row) => ({ ...row, ...rounded(row), suppressed: false }) as Shown<R>);
  if (!merged) return exposed;
  const counts = isWithheld ? nothing : rounded(sum(merged));
  return [...exposed, { keys: [], ...counts, suppressed: true } as unknown as Shown<R>];
}

/**
 * Merges the rows of fewer than five persons, and then the next smallest, until the merged row has `mergedMin` persons.
 * `merged` is undefined when no row is small. `isWithheld` says that all rows together have fewer persons than that, or
 * none.
 */
export function mergeSmall<R>(
  rows: readonly R[],
  personsOf: (row: R) => number,
  mergedMin: number,
): { shown: R[]; merged: R[] | undefined; isWithheld: boolean } {
  const bySize = rows.toSorted((a, b) => personsOf(a) - personsOf(b));
  let count = bySize.filter((row) => personsOf(row) < cellMin).length;
  const personsInMerged = () => bySize.slice(0, count).reduce((total, row) => total + personsOf(row), 0);
  const isTooSmall = () => (count > 0 || rows.length === 0) && personsInMerged() < mergedMin;
  while (count < bySize.length && isTooSmall()) count += 1;
  const merged = new Set(bySize.slice(0, count));
  return {
    shown: rows.filter((row) => !merged.has(row)),
    merged: merged.size > 0 || rows.length === 0 ? [...merged] : undefined,
    isWithheld: isTooSmall(),
  };
}

/**
 * The number of persons in a region and below, as far as the viewer may see it. Viewers without the register see none
 * below 5 and none of a region below a county; that of a county is rounded.
 */
export function personsIn(regionCode: string, count: number, viewer: Viewer): Measure {
  if (viewer.scopes.includes('people:register:read')) return measureOf(count, 'PERSON');
  const isCityOrAbove = /^\d{4}00$/.test(regionCode);
  if (count < cellMin || !(isCityOrAbove || countyOf(regionCode) === regionCode)) return measureOf(0, 'PERSON');
  return isCityOrAbove ? measureOf(count, 'PERSON') : measure(round(count), 'PERSON', 'ABOUT');
}

const nothing: Withheld = { persons: null, homeRegistered: null, homeActive: null, members: null };

function sum(rows: readonly Counts[]): Counts {
  return rows.reduce<Counts>(
    (total, row) => ({
      persons: total.persons + row.persons,
      homeRegistered: total.homeRegistered + row.homeRegistered,
      homeActive: total.homeActive + row.homeActive,
      members: total.members + row.members,
    }),
    { persons: 0, homeRegistered: 0, homeActive: 0, members: 0 },
  );
}

function rounded({ persons, homeRegistered, homeActive, members }: Counts): Counts {
  return {
    persons: round(persons),
    homeRegistered: round(homeRegistered),
    homeActive: round(homeActive),
    members: round(members),
  };
}

/** A count as it is shown to viewers without the register. */
export const round = (count: number): number => Math.round(count / roundingBase) * roundingBase;
