import { expect, test } from '@jest/globals';
import { createHeldBack, secondsOf } from './held-back.ts';

test('a caller waits for as long as the service said, and at most a minute', () => {
  const clock = { now: 5_000 };
  const held = createHeldBack(() => clock.now);
  held.hold('one', 2);
  held.hold('other', 1_000_000);
  expect([held.secondsLeft('one'), held.secondsLeft('other'), held.secondsLeft('third')]).toEqual([2, 60, 0]);
  clock.now += 1_500;
  expect(held.secondsLeft('one')).toBe(1);
  clock.now += 58_500;
  expect([held.secondsLeft('one'), held.secondsLeft('other')]).toEqual([0, 0]);
});

test('of more callers than are kept the earliest is forgotten', () => {
  const held = createHeldBack(() => 0);
  for (let index = 0; index <= 10_000; index += 1) held.hold(`caller ${index}`, 60);
  expect([held.secondsLeft('caller 0'), held.secondsLeft('caller 10000')]).toEqual([0, 60]);
});

test.each([
  ['7', 7],
  [' 0 ', 0],
  ['3600', 60],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ['Fri, 31 Dec 2999 23:59:59 GMT', 60],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
  [undefined, undefined],
])('retry-after %j means %j seconds', (header, seconds) => {
  expect(secondsOf(header)).toBe(seconds);
});
