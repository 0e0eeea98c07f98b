import { expect, test } from '@jest/globals';
import type { DomainError } from '@kexie/kernel';
import { firstPhoneKey, liveKeys, newPhoneKey, retireKey } from './phone-keys.ts';

/** The code of the refusal, or undefined. */
function refusal(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as DomainError).code;
  }
}

const made = new Date('2026-12-01T00:00:00Z');
const later = (minutes: number) => new Date(made.getTime() + minutes * 60_000);
const first = firstPhoneKey('a', made);
const second = newPhoneKey([first], 'b', made);

test('the newest key is not retired, and an older one only when no registration can run that knows only that', () => {
  expect(refusal(() => retireKey([first], 1, later(60)))).toBe('INVALID_TRANSITION');
  expect(refusal(() => retireKey([first, second], 2, later(60)))).toBe('INVALID_TRANSITION');
  expect(refusal(() => retireKey([first, second], 1, later(4)))).toBe('INVALID_TRANSITION');
  expect(refusal(() => retireKey([first, second], 3, later(60)))).toBe('NOT_FOUND');
  expect(retireKey([first, second], 1, later(5))).toMatchObject({ value: null, retiredAt: later(5) });
});

test('a retired key stays retired since its first day, and its version is not used again', () => {
  const retired = retireKey([first, second], 1, later(5));
  expect(retireKey([retired, second], 1, later(90))).toBe(retired);
  expect(liveKeys([retired, second])).toEqual([second]);
  expect(newPhoneKey([retired, second], 'c', made).number).toBe(3);
});

test('five keys are live at most', () => {
  const keys = [first];
  while (keys.length < 5) keys.push(newPhoneKey(keys, 'x', made));
  expect(refusal(() => newPhoneKey(keys, 'x', made))).toBe('QUOTA_EXCEEDED');
});
