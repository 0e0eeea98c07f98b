import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ExactNumber, isCarried, parseJson } from './exact-numbers.ts';

/** A JSON text and its value. */
type Written = { text: string; value: unknown };

const numbers = fc
  .oneof(
    fc.constantFrom(
      '9007199254740993',
      '-18446744073709551615',
      '0.1000000000000000055511',
      '1.10',
      '-0',
      '-0.0',
      '1e400',
      '5e-400',
      '1E5',
      '1.0',
      '0',
      '-7',
      '1.5',
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  )
  .map((text): Written => ({ text, value: isCarried(text) ? Number(text) : new ExactNumber(text) }));
const strings = fc
  .oneof(
    fc.string().map((value) => JSON.stringify(value)),
    fc.constantFrom(
      '"\\\\"',
      '"\\""',
      '"1.10"',
      '"-0, \\"1e400\\\\"',
      '"__proto__"',
      '"\\u0022 1.10"',
      '"\\u005f_proto__"',
    ),
  )
  .map((text): Written => ({ text, value: JSON.parse(text) as unknown }));
/** V8 13.6 sometimes confuses a key `"` with the key `\\` of another object, with or without numbers. */
const keys = strings.filter(({ value }) => value !== '\\');
const { json } = fc.letrec<{ json: Written }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    numbers,
    strings,
    fc.constantFrom({ text: 'true', value: true }, { text: ' null ', value: null }),
    fc.array(tie('json'), { maxLength: 4 }).map((items) => ({
      text: `[${items.map(({ text }) => text).join(' , ')}]`,
      value: items.map(({ value }) => value),
    })),
    fc.uniqueArray(fc.tuple(keys, tie('json')), { maxLength: 4, selector: ([{ value }]) => value }).map((entries) => ({
      text: `{${entries.map(([key, { text }]) => `${key.text}:${text}`).join(',')}}`,
      value: Object.fromEntries(entries.map(([key, { value }]) => [key.value, value])),
    })),
  ),
}));

test('every number keeps its characters, and every other value is unchanged', () => {
  fc.assert(
    fc.property(json, ({ text, value }) => {
      expect(parseJson(text)).toEqual(value);
      expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(value));
    }),
    { numRuns: 1_000 },
  );
});

test('a duplicate key has the last value, with all of its digits', () => {
  expect(JSON.stringify(parseJson('{"a":[1.10],"\\u0061":[9007199254740993],"b":{"b":1.10},"b":[[1e400]]}'))).toBe(
    '{"a":[9007199254740993],"b":[[1e400]]}',
  );
});

test('invalid JSON is refused, whatever numbers it contains', () => {
  for (const text of [
    '1.10 2.10',
    '{"a":1.10',
    '[01.10]',
    '[1.10.1]',
    '["1.10]',
    '{"a" 1.10}',
    '[-]',
    '[1.10e]',
    '[+1.10]',
  ])
    expect(() => parseJson(text)).toThrow(SyntaxError);
});
