import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseJson } from '../exact-numbers.ts';
import { jsonDepthMax, jsonValuesMax, readJson } from './json.ts';

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const refusal = (text: string): unknown => {
  try {
    return readJson(text);
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).name;
  }
};

test('the nesting depth of JSON is bounded, whether it is complete or not', () => {
  expect(readJson(nested(jsonDepthMax))).toEqual(JSON.parse(nested(jsonDepthMax)));
  for (const text of [
    nested(jsonDepthMax + 1),
    '['.repeat(1_000_000),
    '{"a":'.repeat(100_000),
    `[${nested(jsonDepthMax)}]`,
  ])
    expect(refusal(text)).toBe('INPUT_TOO_DEEP');
});

test('the number of values in JSON is bounded', () => {
  expect(readJson(`[${'1,'.repeat(jsonValuesMax - 3)}1]`)).toHaveLength(jsonValuesMax - 2);
  for (const text of [`[${'1,'.repeat(jsonValuesMax)}1]`, `[${'{},'.repeat(jsonValuesMax / 2)}1]`])
    expect(refusal(text)).toBe('TOO_MANY_VALUES');
});

test('brackets and commas in strings count neither as levels nor as values', () => {
  const string = `${'[{'.repeat(100)}${','.repeat(jsonValuesMax)}\\"`;
  expect(readJson(JSON.stringify([string, '\\', `${string}\\`]))).toEqual([string, '\\', `${string}\\`]);
  expect(refusal('["[[[[')).toBe('SyntaxError');
});

test('JSON within the bounds is parsed unchanged', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (text) => {
      expect(readJson(text)).toEqual(parseJson(text));
    }),
  );
});
