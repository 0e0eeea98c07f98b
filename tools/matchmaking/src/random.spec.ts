import { expect, test } from '@jest/globals';
import { createRandom } from './random.ts';

const first = (count: number, ...parts: (string | number)[]) => {
  const random = createRandom(...parts);
  return Array.from({ length: count }, () => random.next());
};

test('a seed gives the same numbers on every run, and each part of the seed matters', () => {
  expect(first(20, 7, 'expert', 12)).toEqual(first(20, 7, 'expert', 12));
  const others = [first(20, 8, 'expert', 12), first(20, 7, 'need', 12), first(20, 7, 'expert', 13)];
  for (const other of others) expect(other).not.toEqual(first(20, 7, 'expert', 12));
});

test('the numbers are evenly spread over [0, 1), also over the first numbers of neighboring seeds', () => {
  const spread = (numbers: number[]) => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const number of numbers) tenths[Math.floor(number * 10)] = (tenths[Math.floor(number * 10)] ?? NaN) + 1;
    return tenths;
  };
  const ofStreams = Array.from({ length: 10_000 }, (_, index) => createRandom(1, 'expert', index).next());
  const counts = [...spread(first(10_000, 3)), ...spread(ofStreams)];
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1_150);
});

test('integers include both bounds, and a sample has no position twice', () => {
  const random = createRandom(5);
  const dice = new Set(Array.from({ length: 500 }, () => random.integer(1, 6)));
  expect([...dice].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(random.sample(['a', 'b', 'c', 'd'], 10).sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(new Set(random.sample([1, 2, 3, 4, 5], 3)).size).toBe(3);
});

test('weights decide how often an item is drawn', () => {
  const random = createRandom(6);
  const drawn = Array.from({ length: 4_000 }, () => random.weighted([['often', 3] as const, ['rarely', 1] as const]));
  const share = drawn.filter((item) => item === 'often').length / drawn.length;
  expect(share).toBeGreaterThan(0.72);
  expect(share).toBeLessThan(0.78);
});
