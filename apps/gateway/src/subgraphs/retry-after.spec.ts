import { expect, test } from '@jest/globals';
import { createRetryAfter, parseRetryAfter } from './retry-after.ts';

test('a caller waits as long as the service requested, and at most a minute', () => {
  const clock = { now: 5_000 };
  const held = createRetryAfter(() => clock.now);
  held.hold('one', 2);
  held.hold('other', 1_000_000);
  expect([held.secondsLeft('one'), held.secondsLeft('other'), held.secondsLeft('third')]).toEqual([2, 60, 0]);
  clock.now += 1_500;
  expect(held.secondsLeft('one')).toBe(1);
  clock.now += 58_500;
  expect([held.secondsLeft('one'), held.secondsLeft('other')]).toEqual([0, 0]);
});

test('beyond the maximum number of callers the earliest is dropped', () => {
  const held = createRetryAfter(() => 0);
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
  expect(parseRetryAfter(header)).toBe(seconds);
});
