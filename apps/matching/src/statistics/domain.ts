import { contains, medianOf, quotient, type Frequency } from '@kexie/kernel';
import type { Viewer } from '@kexie/service';
import { regionsInCharge } from '../need/domain.ts';

/** Disclosure control of figures about proposals, which are not public. The README states the method and its limits. */
const cellMin = 5;
const roundingBase = 5;
/** A ratio or a median of fewer records could tell how one of them was answered. */
const ratioMin = 20;
const exactDigits = 4;
const coarseDigits = 2;

/** How figures about proposals are shown: exact, or only of larger groups and rounded. */
export type Precision = 'EXACT' | 'COARSE';

/** EXACT for administrators, and for staff and brokers who are in charge of all these regions; no region means all of them. */
export function precisionFor(viewer: Viewer, regions: readonly string[] | null | undefined): Precision {
  if (viewer.roles.includes('administrator')) return 'EXACT';
  const inCharge = regionsInCharge(viewer);
  const areOwn = (regions ?? []).every((code) => inCharge.some((region) => contains(region, code)));
  return regions?.length && areOwn ? 'EXACT' : 'COARSE';
}

/** Whether the figures of a group of so many records may be shown. */
export function isShown(count: number, precision: Precision): boolean {
  return precision === 'EXACT' || count >= cellMin;
}

/** A count as it may be shown: a COARSE one is rounded to the nearest multiple of 5. */
export function shownCount(count: number, precision: Precision): number {
  return precision === 'EXACT' ? count : Math.round(count / roundingBase) * roundingBase;
}

/**
 * A quotient of whole numbers as a decimal string: 4 digits, or 2 if it is COARSE. Null without a denominator, and for
 * a COARSE one of fewer than 20 `records`, by default the denominator.
 */
export function shownRatio(part: number, whole: number, precision: Precision, records = whole): string | null {
  if (whole === 0 || (precision === 'COARSE' && records < ratioMin)) return null;
  return quotient(part, whole, precision === 'EXACT' ? exactDigits : coarseDigits);
}

/**
 * The exact median of whole numbers, the mean of the two middle ones of an even number. Null without numbers, and for
 * fewer than 20 of them if it is COARSE.
 */
export function shownMedian(frequencies: readonly Frequency[], precision: Precision): number | null {
  const total = totalOf(frequencies);
  if (total === 0 || (precision === 'COARSE' && total < ratioMin)) return null;
  return medianOf(frequencies);
}

/** The sum of the 1 % of members with the greatest values, rounded up to at least one member. `value` belongs to each of `count` members. */
export function sumOfTop(frequencies: readonly Frequency[]): number {
  let left = Math.ceil(totalOf(frequencies) / 100);
  let sum = 0;
  for (const { value, count } of frequencies.toSorted((a, b) => b.value - a.value)) {
    const taken = Math.min(left, count);
    sum += taken * value;
    left -= taken;
  }
  return sum;
}

/**
 * The numerator and the denominator of the Gini coefficient of values xᵢ of n members, in ascending order with i = 1 … n:
 * Σ (2i − n − 1) xᵢ / (n Σ xᵢ). Source of the formula: Gini, Variabilità e mutabilità (1912), in the form for sorted values
 * of Sen, On Economic Inequality (1973). The ranks of equal values are added at once.
 */
export function giniOf(frequencies: readonly Frequency[]): { part: number; whole: number } {
  const members = totalOf(frequencies);
  let [rank, part, sum] = [0, 0, 0];
  for (const { value, count } of frequencies.toSorted((a, b) => a.value - b.value)) {
    // Σ (2i − n − 1) for i = rank + 1 … rank + count
    part += value * count * (2 * rank + count - members);
    sum += value * count;
    rank += count;
  }
  return { part, whole: members * sum };
}

function totalOf(frequencies: readonly Frequency[]): number {
  return frequencies.reduce((sum, { count }) => sum + count, 0);
}
