import { expect, test } from '@jest/globals';
import { createTurns } from './turns.ts';

test('each caller gets an iteration of the event loop of its own, in the order of the calls', async () => {
  const turn = createTurns();
  const seen: string[] = [];
  let iterations = 0;
  const count = (): void => {
    iterations += 1;
    if (seen.length < 3) setImmediate(count);
  };
  setImmediate(count);
  await Promise.all(
    ['a', 'b', 'c'].map(async (name) => {
      await turn();
      seen.push(`${name}${iterations}`);
    }),
  );
  expect(seen.map(([name]) => name)).toEqual(['a', 'b', 'c']);
  expect(new Set(seen.map((each) => each.slice(1))).size).toBe(3);
});
