import { expect, test } from '@jest/globals';
import { parseExactly, rawNumber } from './json.ts';

test.each([
  '9007199254740993',
  '-9007199254740993',
  '1.10',
  '1e400',
  '5e-400',
  '-0',
  '0.1000000000000000055',
  '12345678901234567890.5',
])('the digits of %s are kept', (digits) => {
  const text = `{"a":[${digits},{"b":${digits}}],"c":1.5}`;
  expect(JSON.stringify(parseExactly(text, rawNumber))).toBe(text);
  expect(parseExactly(text, String)).toEqual({ a: [digits, { b: digits }], c: 1.5 });
});
