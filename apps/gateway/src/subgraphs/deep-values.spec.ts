import { expect, test } from '@jest/globals';
import { missingForDepth, withoutDeepValues } from './deep-values.ts';

const nested = (levels: number, inside = ''): string => '['.repeat(levels) + inside + ']'.repeat(levels);

test('a text of up to 200 levels stays as it is, with brackets in strings', () => {
  for (const text of [
    nested(200, '"a"'),
    `{"data":{"a":"${nested(300).replaceAll(']', '')}","b":"\\"${'{'.repeat(300)}"}}`,
    '',
  ])
    expect(withoutDeepValues(text, 'people')).toBe(text);
});

test('what is nested deeper is replaced, everything beside it is kept, and the replacement names the service', () => {
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

test('what does not end is no JSON afterwards either', () => {
  for (const text of ['['.repeat(100_000), `{"data":{"a":${'['.repeat(300)}"`])
    expect(() => JSON.parse(withoutDeepValues(text, 'people')) as unknown).toThrow(SyntaxError);
});
