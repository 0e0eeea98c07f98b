import { expect, test } from '@jest/globals';
import { createTimeSlices } from './time-slices.ts';

const crowd = { client: 'crowd', isKnown: false };
const other = { client: 'other', isKnown: false };
const known = { client: 'known', isKnown: true };
const iteration = (): Promise<void> => new Promise(setImmediate);

/** Work that advances a manual clock by one millisecond, and the order in which it starts. */
function work() {
  let time = 0;
  const started: string[] = [];
  return {
    now: () => time,
    started,
    piece: (name: string) => () => {
      time += 1;
      started.push(name);
    },
  };
}

test('work starts immediately until the slice is spent, and continues in the next iterations', async () => {
  const { now, started, piece } = work();
  const slices = createTimeSlices({ sliceMs: 2, now });
  for (let index = 0; index < 5; index += 1) slices.schedule(crowd, piece(`${index}`));
  expect([started, slices.waiting()]).toEqual([['0', '1'], 3]);
  await iteration();
  expect(started).toEqual(['0', '1', '2', '3']);
  await iteration();
  expect([started, slices.waiting()]).toEqual([['0', '1', '2', '3', '4'], 0]);
});

test('a client that arrives after a thousand pieces of work of another is served next', async () => {
  const { now, started, piece } = work();
  const slices = createTimeSlices({ sliceMs: 2, now });
  for (let index = 0; index < 1_000; index += 1) slices.schedule(crowd, piece('crowd'));
  slices.schedule(other, piece('other'));
  await iteration();
  expect(started).toEqual(['crowd', 'crowd', 'crowd', 'other']);
});

test('a client with a token does not wait for all clients without one', async () => {
  const { now, started, piece } = work();
  const slices = createTimeSlices({ sliceMs: 2, now });
  for (let index = 0; index < 100; index += 1)
    slices.schedule({ client: `${index}`, isKnown: false }, piece('anonymous'));
  slices.schedule(known, piece('known'));
  slices.schedule(known, piece('known'));
  await iteration();
  await iteration();
  expect(started).toEqual(['anonymous', 'anonymous', 'known', 'anonymous', 'known', 'anonymous']);
});

test('time spent after promises counts toward the slice', async () => {
  const { now, started, piece } = work();
  const slices = createTimeSlices({ sliceMs: 2, now });
  for (const name of ['a', 'b']) slices.schedule(crowd, piece(name));
  for (const name of ['c', 'd', 'e']) slices.schedule(crowd, () => void Promise.resolve().then(piece(name)));
  await iteration();
  expect([started, slices.waiting()]).toEqual([['a', 'b', 'c', 'd'], 1]);
  await iteration();
  expect(started.at(-1)).toBe('e');
});
