import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { anonymous } from '@kexie/service/process';
import { createCostRate, type CostRate, type Spent } from '../limits/rate.ts';
import { createSpendingReport, unreportedShare } from './spending.ts';

const perMinute = 600;
const costMax = 50;

/** Processes whose reports arrive at once. `tick` lets the time pass. */
function startProcesses(count: number) {
  let time = 0;
  const rates: CostRate[] = Array.from({ length: count }, (_, index) =>
    createCostRate(
      { anonymous: perMinute },
      {
        now: () => time,
        clientsMax: 10,
        onSpent: createSpendingReport(
          (spent) => rates.forEach((other, each) => each !== index && other.absorb(spent)),
          { shareMax: unreportedShare(count) },
        ),
      },
    ),
  );
  const tick = (ms: number): void => {
    time += ms;
    jest.advanceTimersByTime(ms);
  };
  return { rates, tick };
}

test('a client on any connections of n processes spends the elapsed minutes, one and an eighth more, and an operation of each process', () => {
  jest.useFakeTimers();
  const requests = fc.array(
    fc.record({
      wait: fc.oneof(fc.constant(0), fc.nat(2_000)),
      cost: fc.integer({ min: 1, max: costMax }),
      at: fc.nat(15),
    }),
    { minLength: 40, maxLength: 100 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 16 }), requests, (count, sent) => {
      const { rates, tick } = startProcesses(count);
      let spent = 0;
      let elapsedMs = 0;
      for (const { wait, cost, at } of sent) {
        if (wait > 0) tick(wait);
        elapsedMs += wait;
        if (rates[at % count]?.spend('a', anonymous, cost).allowed) spent += cost;
        if (spent > perMinute * (1 + 1 / 8 + elapsedMs / 60_000) + costMax * count) return false;
      }
      return true;
    }),
  );
  jest.useRealTimers();
});

test('a client that uses one of n processes may spend a whole minute at once', () => {
  const { rates } = startProcesses(4);
  let spent = 0;
  while (rates[0]?.spend('a', anonymous, 10).allowed) spent += 10;
  expect(spent).toBe(perMinute);
});

test('small costs of many clients are one report after the interval, and a large cost is reported at once', () => {
  jest.useFakeTimers();
  const reports: Spent[][] = [];
  const onSpent = createSpendingReport((spent) => reports.push(spent), { shareMax: 0.1 });
  onSpent('a', 1, 100);
  onSpent('b', 2, 100);
  onSpent('a', 3, 100);
  expect(reports).toEqual([]);
  onSpent('c', 10, 100);
  expect(reports).toEqual([[['c', 10, 100]]]);
  jest.advanceTimersByTime(250);
  expect(reports.at(-1)).toEqual([
    ['a', 4, 100],
    ['b', 2, 100],
  ]);
  jest.advanceTimersByTime(10_000);
  expect(reports).toHaveLength(2);
  jest.useRealTimers();
});

test('a new process begins with what clients have spent in the others', () => {
  let time = 0;
  const now = () => time;
  const known = createCostRate({}, { now });
  known.absorb([
    ['a', 500, perMinute],
    ['b', 100, perMinute],
  ]);
  time += 20_000;
  const rate = createCostRate({ anonymous: perMinute }, { now });
  rate.absorb(known.outstanding());
  expect(['a', 'b'].map((client) => rate.spend(client, anonymous, 0).left)).toEqual([300, 600]);
});
