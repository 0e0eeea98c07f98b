import { DomainError, requireCount } from '@kexie/kernel';
import { say } from './messages.ts';

const firstYear = 1958;
const lastYear = 2100;

/** @throws VALIDATION_FAILED for a year before the founding of CAST (1958) or after 2100. */
export function requireYear(year: number, path = 'year'): number {
  return requireCount(year, path, { min: firstYear, max: lastYear });
}

/** @throws VALIDATION_FAILED for a year that `requireYear` refuses, or that has not begun on the day `today`. */
export function requirePastYear(year: number, today: string, path = 'year'): number {
  return requireCount(year, path, { min: firstYear, max: Number(today.slice(0, 4)) });
}

/** @throws VALIDATION_FAILED for a day after `today`, where the input records the past. */
export function requirePast(day: string | null | undefined, today: string, path: string): void {
  if (day && day > today) throw new DomainError('VALIDATION_FAILED', say`This day is in the future.`, [path]);
}
