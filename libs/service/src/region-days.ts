import { DomainError } from '@kexie/kernel';
import { say } from './messages.ts';

/**
 * The days of a record, on at least one of which its region must exist: a day, or a period with both ends included. A null end is open,
 * so a record without any known day may lie in a region of the past.
 */
export type RecordDays = string | { from: string | null; to: string | null };

/** The days of a record of which no day is known. */
export const anyDay: RecordDays = { from: null, to: null };

/** The days of a record of which only the year is known. */
export function daysOfYear(year: number): RecordDays {
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** The validity of a region: the first and the last day, both included, and the regions that have taken its place. */
export type DatedRegion = {
  _id: string;
  name: string;
  validFrom?: string | null;
  validTo: string | null;
  successors?: readonly string[];
};

/**
 * Checks that a region exists on a day of a record. `find` loads the successors of an abolished region, which the message names.
 * @throws REFERENCE_INACTIVE.
 */
export async function requireRegionOn(
  region: DatedRegion,
  on: RecordDays,
  path: string,
  find: (codes: readonly string[]) => Promise<readonly Pick<DatedRegion, '_id' | 'name'>[]>,
): Promise<void> {
  const { from, to } = typeof on === 'string' ? { from: on, to: on } : on;
  const { _id: code, name, validFrom, validTo, successors = [] } = region;
  if (validFrom && to && to < validFrom)
    throw new DomainError('REFERENCE_INACTIVE', say`${name} (${code}) exists only since ${validFrom}.`, [path]);
  if (!validTo || !from || from <= validTo) return;
  const names = successors.length === 0 ? [] : (await find(successors)).map((each) => `${each.name} (${each._id})`);
  const message =
    names.length === 0
      ? say`${name} (${code}) existed until ${validTo}.`
      : say`${name} (${code}) existed until ${validTo}; its successor is ${names.join(', ')}.`;
  throw new DomainError('REFERENCE_INACTIVE', message, [path]);
}
