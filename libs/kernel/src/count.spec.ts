import { expect, test } from '@jest/globals';
import { requireCount, toInt } from './count.ts';

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
