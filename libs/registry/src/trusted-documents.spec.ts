import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { parseManifest } from './trusted-documents.ts';

test("Apollo's manifest and a plain map from id to text are both read", () => {
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
  ['no JSON', '{', /not JSON/],
  ['no manifest', '[1]', /no manifest/],
  ['a text that is no GraphQL', '{"a":"query {"}', /a: Syntax Error/],
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

test('every operation that the schema does not allow is named', () => {
  const schema = buildSchema('type Query { name: String }');
  expect(() =>
    parseManifest(JSON.stringify({ a: 'query A { nam }', b: 'query B { name }', c: 'query C { x }' }), schema),
  ).toThrow(/A: Cannot query field "nam"[^]*C: Cannot query field "x"/);
});
