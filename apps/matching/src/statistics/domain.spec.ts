import { expect, test } from '@jest/globals';
import type { Frequency } from '@kexie/kernel';
import { viewerOf } from '@kexie/service';
import fc from 'fast-check';
import { giniOf, precisionFor, shownCount, shownMedian, shownRatio, sumOfTop } from './domain.ts';

const values = fc.array(fc.nat(20), { minLength: 1, maxLength: 300 });

/** The values in single entries and in no order, so that equal values have several entries. */
const each = (list: readonly number[]): Frequency[] => list.map((value) => ({ value, count: 1 }));
/** The values with one entry for each of them. */
const grouped = (list: readonly number[]): Frequency[] =>
  [...new Set(list)].map((value) => ({ value, count: list.filter((other) => other === value).length }));

test('the median is that of the sorted list, however equal values are grouped', () => {
  fc.assert(
    fc.property(values, (list) => {
      const sorted = list.toSorted((a, b) => a - b);
      const half = list.length / 2;
      const median = ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2;
      expect([shownMedian(each(list), 'EXACT'), shownMedian(grouped(list), 'EXACT')]).toEqual([median, median]);
    }),
  );
  expect(shownMedian([], 'EXACT')).toBeNull();
});

test('the Gini coefficient is half the mean difference of all pairs divided by the mean', () => {
  fc.assert(
    fc.property(values, (list) => {
      const sum = list.reduce((a, b) => a + b, 0);
      const differences = list.reduce((total, a) => total + list.reduce((row, b) => row + Math.abs(a - b), 0), 0);
      const { part, whole } = giniOf(grouped(list));
      // Σ|xᵢ − xⱼ| / (2 n Σx), without the division
      expect([2 * part, whole]).toEqual([differences, list.length * sum]);
    }),
  );
});

test('equal shares have the Gini coefficient 0, and one receiver among n has (n − 1) / n', () => {
  expect(giniOf([{ value: 3, count: 40 }]).part).toBe(0);
  const { part, whole } = giniOf([...each([7]), { value: 0, count: 9 }]);
  expect(part / whole).toBe(0.9);
  expect(giniOf([{ value: 0, count: 5 }])).toEqual({ part: 0, whole: 0 });
});

test('the top 1 % are at least one member, and are the members with the greatest values', () => {
  fc.assert(
    fc.property(values, (list) => {
      const top = list.toSorted((a, b) => b - a).slice(0, Math.ceil(list.length / 100));
      expect(sumOfTop(grouped(list))).toBe(top.reduce((a, b) => a + b, 0));
    }),
  );
});

test('ratios and medians of fewer than 20 records, and exact counts, are only for viewers who see all proposals', () => {
  expect([shownRatio(6, 19, 'EXACT'), shownRatio(6, 19, 'COARSE'), shownRatio(6, 20, 'COARSE')]).toEqual([
    '0.3158',
    null,
    '0.30',
  ]);
  // exactly 0.91875, which has no exact binary fraction
  expect(shownRatio(2646, 2880, 'EXACT')).toBe('0.9188');
  expect(shownRatio(0, 0, 'EXACT')).toBeNull();
  const times = (count: number) => [{ value: 4, count }];
  expect([shownMedian(times(19), 'COARSE'), shownMedian(times(20), 'COARSE')]).toEqual([null, 4]);
  expect([7, 8].map((count) => [shownCount(count, 'EXACT'), shownCount(count, 'COARSE')])).toEqual([
    [7, 5],
    [8, 10],
  ]);
});

test('only administrators, and staff and brokers of all regions of the filter, see exact figures', () => {
  const viewer = (role: string, ...regions: string[]) =>
    viewerOf({ id: 'usr_1', roles: [role], regions, organizations: [] });
  expect(precisionFor(viewer('administrator'), null)).toBe('EXACT');
  for (const role of ['staff', 'broker']) {
    expect(precisionFor(viewer(role, '450400'), ['450422', '450421'])).toBe('EXACT');
    expect(precisionFor(viewer(role, '450422'), ['450422', '450421'])).toBe('COARSE');
    expect(precisionFor(viewer(role, '450422'), ['450400'])).toBe('COARSE');
    expect([precisionFor(viewer(role, '450422'), null), precisionFor(viewer(role, '450422'), [])]).toEqual([
      'COARSE',
      'COARSE',
    ]);
  }
  for (const role of ['secretary', 'worker', 'enterprise', 'analyst'])
    expect(precisionFor(viewer(role, '450422'), ['450422'])).toBe('COARSE');
});
