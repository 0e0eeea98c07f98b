import { expect, test } from '@jest/globals';
import { missingForDepth, withoutDeepValues } from './deep-values.ts';

const nested = (levels: number, inside = ''): string => '['.repeat(levels) + inside + ']'.repeat(levels);

test('a text of up to 200 levels is unchanged, even with brackets in strings', () => {
  for (const text of [
    nested(200, '"a"'),
    `{"data":{"a":"${nested(300).replaceAll(']', '')}","b":"\\"${'{'.repeat(300)}"}}`,
    '',
  ])
    expect(withoutDeepValues(text, 'people')).toBe(text);
});

test('deeper values are replaced by a mark with the name of the service, and everything beside them is kept', () => {
  const text = `{"data":{"a":${nested(100_000, '"]"')},"b":[1.10,{"c":"}{"}],"d":${nested(199)}}}`;
  const { data } = JSON.parse(withoutDeepValues(text, 'people')) as { data: Record<string, unknown> };
  expect([data['b'], data['d']]).toEqual(
    [[1.1, { c: '}{' }], JSON.parse(nested(198))].map((value, index) => (index === 1 ? expect.anything() : value)),
  );
  expect(missingForDepth(JSON.stringify(data['a']))?.error).toEqual({
    message: 'The people service gave a value of more than 200 levels.',
    extensions: { code: 'SUBGRAPH_BAD_RESPONSE', service: 'people' },
  });
  expect(missingForDepth(JSON.stringify(data['b']))).toBeUndefined();
});

test('alternating lists and objects count as one depth', () => {
  for (const [levels, isDeep] of [
    [99, false],
    [100, true],
  ] as const) {
    const text = `{"data":{"a":${'[{"a":'.repeat(levels)}1${'}]'.repeat(levels)},"b":[]}}`;
    expect(withoutDeepValues(text, 'people') !== text).toBe(isDeep);
    expect(JSON.parse(withoutDeepValues(text, 'people'))).toMatchObject({ data: { b: [] } });
  }
});

test('unbalanced brackets in strings hide no levels', () => {
  const text = `{"data":{"a":${'["]",'.repeat(1_000)}1${']'.repeat(1_000)}}}`;
  expect(
    missingForDepth(JSON.stringify((JSON.parse(withoutDeepValues(text, 'people')) as { data: { a: unknown } }).data.a)),
  ).toBeDefined();
});

test('unterminated text remains invalid JSON', () => {
  for (const text of ['['.repeat(100_000), `{"data":{"a":${'['.repeat(300)}"`])
    expect(() => JSON.parse(withoutDeepValues(text, 'people')) as unknown).toThrow(SyntaxError);
});
