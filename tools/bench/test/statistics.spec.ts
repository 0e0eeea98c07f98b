import { expect, test } from '@jest/globals';
import { isBalanced, orderOfRound, roundsFor } from '../src/rotation.ts';
import { figure, percentile, ratio, withRange } from '../src/statistics.ts';
import { parseTicksMs, processorTimeBetween } from '../src/usage.ts';

test('a figure has the median of the rounds and their range, in any order', () => {
  expect(figure([10, 9, 100])).toEqual({ median: 10, min: 9, max: 100 });
  expect(figure([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  expect([figure([]), figure([1, undefined])]).toEqual([undefined, undefined]);
  expect([withRange(figure([381, 447, 525]), 0), withRange(undefined, 0)]).toEqual(['447 (381–525)', '–']);
});

test('a ratio is the median of the quotients of each round, not the quotient of the medians', () => {
  const series = (...values: (number | undefined)[]) => new Map(values.map((value, round) => [round, value]));
  expect(ratio(series(10, 4, 6), series(5, 4, 1))).toEqual({ median: 2, min: 1, max: 6 });
  expect([ratio(series(1, 2), series(1)), ratio(series(1, undefined), series(1, 1))]).toEqual([undefined, undefined]);
});

test('a percentile is one of the values, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([50, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([50, 99, 100]);
  expect(percentile([7], 99)).toBe(7);
  expect(percentile([1, 2], 50)).toBe(1);
  expect(percentile([], 50)).toBeNaN();
});

const names = (count: number) => Array.from({ length: count }, (_, index) => `gateway ${index}`);

test.each([1, 2, 3, 4, 5, 6, 7])('of %i gateways, each takes each position equally often', (count) => {
  const gateways = names(count);
  const rounds = Array.from({ length: count }, (_, round) => orderOfRound(gateways, round));
  for (const order of rounds) expect(order.toSorted()).toEqual(gateways);
  for (const position of gateways.keys()) expect(rounds.map((order) => order[position]).toSorted()).toEqual(gateways);
});

test.each([
  [2, 2, 1],
  [4, 4, 1],
  [6, 6, 1],
  [3, 6, 2],
  [5, 10, 2],
])('of %i gateways in %i rounds, each follows each other one equally often', (count, rounds, times) => {
  const pairs = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const order = orderOfRound(names(count), round);
    order.slice(1).forEach((name, index) => {
      const pair = `${order[index]}, ${name}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    });
  }
  expect(pairs.size).toBe(count * (count - 1));
  expect(new Set(pairs.values())).toEqual(new Set([times]));
});

test('by default there are at least five rounds, in which each gateway takes each position equally often', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(roundsFor)).toEqual([5, 6, 6, 8, 5, 6, 7]);
  expect([isBalanced(3, 6), isBalanced(3, 5)]).toEqual([true, false]);
});

test('the processor time of a process is that of its threads, and a thread that began meanwhile counts', () => {
  const begun = {
    ticksMs: 1_000,
    threads: new Map([
      [17, 600.5],
      [18, 300],
    ]),
  };
  const ended = {
    ticksMs: 1_150,
    threads: new Map([
      [17, 700],
      [18, 310],
      [19, 40],
    ]),
  };
  expect(processorTimeBetween(begun, ended, 17)).toEqual({ cpuMs: 149.5, mainCpuMs: 99.5 });
});

test('the time of a thread that ended meanwhile counts, because ticks include it', () => {
  const begun = {
    ticksMs: 1_000,
    threads: new Map([
      [17, 600],
      [18, 300],
    ]),
  };
  const ended = { ticksMs: 1_250, threads: new Map([[17, 700]]) };
  expect(processorTimeBetween(begun, ended, 17)).toEqual({ cpuMs: 250, mainCpuMs: 100 });
});

test('the ticks of a process are parsed even if its name has brackets and spaces', () => {
  expect(parseTicksMs(`17 (a (b) c) S ${Array.from({ length: 10 }, () => '0').join(' ')} 200 50 0 0`)).toBe(2_500);
});
