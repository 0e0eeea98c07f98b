import { DomainError } from './domain-error.ts';

/** The largest value of GraphQL's Int. */
const intMax = 2 ** 31 - 1;

/** A whole number within bounds, both included; `min` is 0 unless stated. @throws VALIDATION_FAILED. */
export function requireCount(count: number, path: string, { min = 0, max }: { min?: number; max: number }): number {
  if (!Number.isInteger(count) || count < min || count > max)
    throw new DomainError('VALIDATION_FAILED', `"${path}" must be a whole number from ${min} to ${max}.`, [path]);
  return count;
}

/** A sum as GraphQL's Int can carry it. A larger one becomes the largest Int, so that one wrong record does not make a statistic fail. */
export function toInt(sum: number): number {
  return Math.min(sum, intMax);
}
