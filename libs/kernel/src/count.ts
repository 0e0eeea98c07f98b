import { DomainError } from './domain-error.ts';
import { say } from './messages.ts';

/** The largest value of GraphQL's Int. */
const intMax = 2 ** 31 - 1;

/** A whole number within bounds, both included; `min` is 0 unless stated. @throws VALIDATION_FAILED. */
export function requireCount(count: number, path: string, { min = 0, max }: { min?: number; max: number }): number {
  if (!Number.isInteger(count) || count < min || count > max)
    throw new DomainError('VALIDATION_FAILED', say`"${path}" must be a whole number from ${min} to ${max}.`, [path]);
  return count;
}

/** A sum as GraphQL's Int can carry it. A larger one becomes the largest Int, so that one wrong record does not make a statistic fail. */
export function toInt(sum: number): number {
  return Math.min(sum, intMax);
}

/** How often a whole number occurs. */
export type Frequency = { value: number; count: number };

/** The exact median of whole numbers, the mean of the two middle ones of an even number; null without numbers. */
export function medianOf(frequencies: readonly Frequency[]): number | null {
  const total = frequencies.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const ascending = frequencies.toSorted((a, b) => a.value - b.value);
  const at = (rank: number): number => {
    let passed = 0;
    return ascending.find(({ count }) => (passed += count) > rank)?.value ?? 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}

/**
 * A quotient as a decimal string with so many digits, rounded half up. The whole numbers are multiplied first, because a
 * division loses the exact half.
 */
export function quotient(part: number, whole: number, digits: number): string {
  return (Math.round((part * 10 ** digits) / whole) / 10 ** digits).toFixed(digits);
}
