import { expect, test } from '@jest/globals';
import { cohensKappa, gini, mean, ndcgAt, precisionAt, recall, topShare } from './measures.ts';

test('precision counts the relevant records among the first k, and missing places as not relevant', () => {
  const isRelevant = (id: string) => ['a', 'c', 'f'].includes(id);
  expect(precisionAt(5, ['a', 'b', 'c', 'd', 'e', 'f'], isRelevant)).toBe(0.4);
  expect(precisionAt(5, ['a', 'c'], isRelevant)).toBe(0.4);
  expect(precisionAt(5, [], isRelevant)).toBe(0);
});

test('nDCG agrees with a value worked out by hand', () => {
  const grades: Record<string, number> = { a: 2, b: 0, c: 1 };
  const grade = (id: string) => grades[id] ?? 0;
  // gains 3, 0, 1 with the discounts 1, log2 3, 2; the ideal order has the gains 3, 1, 0
  const expected = (3 + 1 / 2) / (3 + 1 / Math.log2(3));
  expect(expected).toBeCloseTo(0.963_94, 5);
  expect(ndcgAt(10, ['a', 'b', 'c'], grade, [0, 1, 2])).toBeCloseTo(expected, 12);
  expect(ndcgAt(1, ['c', 'a'], grade, [0, 1, 2])).toBeCloseTo(1 / 3, 12);
  expect(ndcgAt(10, ['a', 'c', 'b'], grade, [0, 1, 2])).toBe(1);
  expect(ndcgAt(10, ['b'], grade, [0, 0])).toBe(1);
});

test('recall is the share of the wanted records that were found, in any order', () => {
  expect(recall(['d', 'a', 'b'], ['a', 'b', 'c'])).toBeCloseTo(2 / 3, 12);
  expect(recall([], ['a'])).toBe(0);
  expect(recall([], [])).toBe(1);
});

test('the Gini coefficient agrees with values worked out by hand', () => {
  expect(gini([2, 2, 2])).toBe(0);
  expect(gini([4, 0, 0, 0])).toBe(0.75);
  expect(gini([3, 1, 4, 2])).toBe(0.25);
  expect(gini([0, 0])).toBe(0);
  expect(gini([])).toBe(0);
});

test('the share of the top 1 % is that of whole records, at least one', () => {
  const counts = [...Array.from({ length: 198 }, () => 1), 30, 72];
  expect(topShare(counts, 0.01)).toBeCloseTo(102 / 300, 12);
  expect(topShare([1, 3], 0.01)).toBe(0.75);
  expect(topShare([0, 0], 0.01)).toBe(0);
});

test("Cohen's kappa agrees with values worked out by hand", () => {
  const times = (count: number, label: number) => Array.from({ length: count }, () => label);
  // 20 times both say 1, 15 times both say 0: 0.7 observed, 0.5 by chance
  const a = [...times(20, 1), ...times(5, 1), ...times(10, 0), ...times(15, 0)];
  const b = [...times(20, 1), ...times(5, 0), ...times(10, 1), ...times(15, 0)];
  expect(cohensKappa(a, b, { categories: 2, weights: 'none' })).toBeCloseTo(0.4, 12);
  // costs by chance: 10/16, 14/16 and 22/16; the observed cost is 1/2 each time
  const kappa = (weights: 'none' | 'linear' | 'quadratic') =>
    cohensKappa([0, 1, 2, 2], [0, 2, 2, 1], { categories: 3, weights });
  expect(kappa('none')).toBeCloseTo(1 - 8 / 10, 12);
  expect(kappa('linear')).toBeCloseTo(1 - 8 / 14, 12);
  expect(kappa('quadratic')).toBeCloseTo(1 - 8 / 22, 12);
  expect(cohensKappa([1, 1], [1, 1], { categories: 2, weights: 'none' })).toBe(1);
});

test('labels of different pairs or out of range have no kappa', () => {
  const options = { categories: 3, weights: 'none' } as const;
  expect(() => cohensKappa([0], [0, 1], options)).toThrow(RangeError);
  expect(() => cohensKappa([], [], options)).toThrow(RangeError);
  expect(() => cohensKappa([3], [0], options)).toThrow(RangeError);
});

test('a mean is the sum divided by the number of values', () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([])).toBeNaN();
});
