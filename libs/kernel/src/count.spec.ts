import { expect, test } from '@jest/globals';
import { medianOf, quotient, requireCount, toInt } from './count.ts';

test('a count within its bounds is accepted, the bounds included', () => {
  for (const count of [0, 1, 10]) expect(requireCount(count, 'persons', { max: 10 })).toBe(count);
});

test.each([-1, 11, 2 ** 31 - 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('a count of %s is refused', (count) => {
  expect(() => requireCount(count, 'persons', { max: 10 })).toThrow(
    expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: ['persons'] }),
  );
});

test('a sum beyond Int becomes the largest Int', () => {
  expect([toInt(5), toInt(2 ** 40)]).toEqual([5, 2_147_483_647]);
});

test('a median is the middle number, or the mean of the two middle ones, and null without numbers', () => {
  expect(medianOf([])).toBeNull();
  expect(
    medianOf([
      { value: 9, count: 1 },
      { value: 1, count: 2 },
    ]),
  ).toBe(1);
  expect(
    medianOf([
      { value: 9, count: 2 },
      { value: 1, count: 2 },
    ]),
  ).toBe(5);
});

test('a quotient is rounded half up to its digits', () => {
  expect([quotient(2, 3, 4), quotient(1, 8, 2), quotient(36, 24, 2)]).toEqual(['0.6667', '0.13', '1.50']);
});
