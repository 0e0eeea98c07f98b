import { expect, test } from '@jest/globals';
import { createStatisticsQueue } from './statistics-queue.ts';

const bounds = { atOnceMax: 2, waitingMax: 3, timeoutMs: 1_000 };

test('a bounded number of statistics run at once, a bounded number wait in order, and the next one is refused', async () => {
  const queue = createStatisticsQueue(bounds);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (index: number) => () => {
    begun.push(index);
    return new Promise<number>((resolve) => void ends.push(() => resolve(index)));
  };
  const all = [0, 1, 2, 3, 4].map((index) => queue.run(work(index)));
  await expect(queue.run(work(5))).rejects.toMatchObject({ code: 'STATISTICS_BUSY' });
  expect([begun, queue.running(), queue.waiting(), queue.refused().busy]).toEqual([[0, 1], 2, 3, 1]);
  for (const [index, each] of all.entries()) {
    ends[index]?.();
    expect(await each).toBe(index);
  }
  expect([begun, queue.running(), queue.waiting()]).toEqual([[0, 1, 2, 3, 4], 0, 0]);
});

test('statistics that the database aborts are refused with a code, and release their place', async () => {
  const queue = createStatisticsQueue({ ...bounds, atOnceMax: 1 });
  const expired = Object.assign(new Error('operation exceeded time limit'), { code: 50 });
  await expect(queue.run(() => Promise.reject(expired))).rejects.toMatchObject({ code: 'STATISTICS_TOO_SLOW' });
  await expect(queue.run(() => Promise.reject(new Error('no connection')))).rejects.toThrow('no connection');
  expect([queue.refused().slow, queue.running()]).toEqual([1, 0]);
  expect(await queue.run(async (timeoutMs) => timeoutMs)).toBe(1_000);
});
