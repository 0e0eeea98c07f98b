import { expect, test } from '@jest/globals';
import type { RecordedOperation } from '@kexie/registry';
import { warm } from './warm.ts';

const recorded = (name: string, count: number): RecordedOperation => ({
  hash: name,
  document: `query ${name} { a }`,
  operationName: name,
  clients: [{ name: 'portal', version: '1', lastSeen: '2026-03-01', count }],
});

const adopt = async () => true;

test('the most frequent operations are planned first, and at most a hundred', async () => {
  const planned: (string | undefined)[] = [];
  const operations = Array.from({ length: 150 }, (_, index) => recorded(`Q${index}`, index));
  await warm({ adopt, warm: async ([operation]) => planned.push(operation?.operationName) }, operations);
  expect(planned).toEqual(Array.from({ length: 100 }, (_, index) => `Q${149 - index}`));
});

test('requests are served between one operation and the next', async () => {
  let turns = 0;
  const counting = setInterval(() => void (turns += 1), 0);
  const busy = {
    adopt,
    warm: async () => {
      for (const until = performance.now() + 5; performance.now() < until;);
      return 1;
    },
  };
  await warm(
    busy,
    Array.from({ length: 20 }, (_, index) => recorded(`Q${index}`, 1)),
  );
  clearInterval(counting);
  expect(turns).toBeGreaterThan(5);
});

test('an operation that cannot be planned does not stop the others', async () => {
  const planned: unknown[] = [];
  const failing = {
    adopt,
    warm: async (operations: readonly unknown[]) => {
      planned.push(...operations);
      throw new Error('no plan');
    },
  };
  await warm(failing, [recorded('A', 1), recorded('B', 1)]);
  expect(planned).toHaveLength(2);
});

test('planning that never ends delays a swap at most by its budget', async () => {
  const begun = performance.now();
  await warm({ adopt, warm: () => new Promise(() => {}) }, [recorded('A', 1), recorded('B', 1)], { budgetMs: 50 });
  expect(performance.now() - begun).toBeLessThan(1_000);
});
