import mongoose, { type QueryFilter } from 'mongoose';
import { codeRange, DomainError, isRegionCode } from '@kexie/kernel';
import { say } from './messages.ts';

const regionsMax = 100;

/**
 * The condition "lies in one of these regions" on a field that holds a region code. With descendants, each region is
 * one indexed range. An empty or missing list sets no condition. @throws VALIDATION_FAILED for an invalid region code,
 * or more than 100 codes.
 */
export function inRegions(
  field: string,
  codes: readonly string[] | null | undefined,
  includeDescendants = true,
): object {
  if (!codes || codes.length === 0) return {};
  if (codes.length > regionsMax)
    throw new DomainError('VALIDATION_FAILED', say`A filter can have at most ${regionsMax} regions.`, ['regions']);
  const wrong = codes.find((code) => !isRegionCode(code));
  if (wrong !== undefined)
    throw new DomainError('VALIDATION_FAILED', say`"${wrong}" is not a region code.`, ['regions']);
  if (!includeDescendants) return { [field]: mongoose.trusted({ $in: [...codes] }) };
  const ranges = codes.map(codeRange).map(({ from, to }) => ({ [field]: mongoose.trusted({ $gte: from, $lt: to }) }));
  return ranges.length === 1 ? (ranges[0] as object) : { $or: ranges };
}

const valuesMax = 500;

/**
 * The condition "one of these values"; an empty or missing list sets none. @throws VALIDATION_FAILED for more than
 * `max` values (default 500); the error is at `path`, the field unless stated.
 */
export function oneOf(
  field: string,
  values: readonly string[] | null | undefined,
  { max = valuesMax, path = field }: { max?: number; path?: string } = {},
): object {
  if (!values || values.length === 0) return {};
  if (values.length > max)
    throw new DomainError('VALIDATION_FAILED', say`A filter can have at most ${max} values.`, [path]);
  return { [field]: mongoose.trusted({ $in: [...values] }) };
}

/** The condition "equal to this"; null and undefined set none. */
export function equals(field: string, value: string | number | boolean | null | undefined): object {
  return value === null || value === undefined ? {} : { [field]: value };
}

/** The condition "between these values", both included. An end that is null or undefined is open. */
export function between(
  field: string,
  from: string | number | Date | null | undefined,
  to: string | number | Date | null | undefined,
): object {
  const bounds = { ...((from ?? null) !== null && { $gte: from }), ...((to ?? null) !== null && { $lte: to }) };
  return Object.keys(bounds).length > 0 ? { [field]: mongoose.trusted(bounds) } : {};
}

/** A prefix of a code of GB/T 13745 (digits) or GB/T 4754 (a section letter, then digits). */
export const codePrefix = /^(?=.)[A-T]?\d{0,7}$/;

/** The valid form of prefixes, and their maximum number; `path` is the argument at fault. */
type Prefixes = { path: string; pattern: RegExp; max: number };

/**
 * The condition "begins with one of these prefixes", on a text or on a list of texts; an empty or missing list sets
 * none.
 * @throws VALIDATION_FAILED for too many prefixes, or one that does not match `pattern`.
 */
export function startsWith(
  field: string,
  prefixes: readonly string[] | null | undefined,
  { path, pattern, max }: Prefixes,
): object {
  if (!prefixes || prefixes.length === 0) return {};
  if (prefixes.length > max)
    throw new DomainError('VALIDATION_FAILED', say`A filter can have at most ${max} prefixes.`, [path]);
  const wrong = prefixes.find((prefix) => !pattern.test(prefix));
  if (wrong !== undefined)
    throw new DomainError('VALIDATION_FAILED', say`"${wrong}" is not a prefix of a code.`, [path]);
  // With a range ($gte, $lt), two different elements of a list could each meet one of the bounds.
  const conditions = prefixes.map((prefix) => ({
    [field]: mongoose.trusted({ $regex: `^${prefix.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}` }),
  }));
  return conditions.length === 1 ? (conditions[0] as object) : { $or: conditions };
}

/**
 * The condition that all of these conditions hold. Empty ones are omitted. It is one flat object unless two conditions have
 * a key in common, because SecantusDB uses no index for a filter with `$and`.
 */
export function every<T>(...conditions: readonly object[]): QueryFilter<T> {
  const set = conditions.filter((condition) => Object.keys(condition).length > 0);
  const keys = set.flatMap((condition) => Object.keys(condition));
  const isFlat = new Set(keys).size === keys.length;
  return (isFlat ? Object.assign({}, ...set) : { $and: set }) as QueryFilter<T>;
}

/**
 * The condition "lies completely between these days" on the two fields with the first and the last day. A missing bound
 * sets no condition.
 */
export function liesWithin(
  fromField: string,
  toField: string,
  { from, to }: { from?: string | null | undefined; to?: string | null | undefined },
): object {
  return {
    ...(from && { [fromField]: mongoose.trusted({ $gte: from }) }),
    ...(to && { [toField]: mongoose.trusted({ $lte: to }) }),
  };
}
