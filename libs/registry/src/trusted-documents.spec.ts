import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { parseManifest } from './trusted-documents.ts';

test("both Apollo's manifest and a plain map from id to text can be read", () => {
  const document = { id: 'a', name: 'Names', body: 'query Names { name }' };
  expect(
    parseManifest(
      JSON.stringify({
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ ...document, type: 'query' }],
      }),
    ),
  ).toEqual([document]);
  expect(parseManifest(JSON.stringify({ a: document.body }))).toEqual([document]);
});

test.each([
  ['a text that is not JSON', '{', /not JSON/],
  ['JSON that is not a manifest', '[1]', /not a manifest/],
  ['a document with a syntax error', '{"a":"query {"}', /a: Syntax Error/],
  ['two operations in one document', '{"a":"query A { x } query B { x }"}', /one operation/],
  [
    'an id twice',
    JSON.stringify({
      operations: [
        { id: 'a', body: '{ x }' },
        { id: 'a', body: '{ y }' },
      ],
    }),
    /same id/,
  ],
])('%s is refused', (_, text, message) => {
  expect(() => parseManifest(text)).toThrow(message);
});

test('the error names every operation that is invalid on the schema', () => {
  const schema = buildSchema('type Query { name: String }');
  expect(() =>
    parseManifest(JSON.stringify({ a: 'query A { nam }', b: 'query B { name }', c: 'query C { x }' }), schema),
  ).toThrow(/A: Cannot query field "nam"[^]*C: Cannot query field "x"/);
});
