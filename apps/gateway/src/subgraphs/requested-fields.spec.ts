import { expect, test } from '@jest/globals';
import { onlyRequestedFields } from './requested-fields.ts';

const reduced = (data: string, query: string, operationName?: string): string =>
  onlyRequestedFields(`{"data":${data},"extensions":{"much":1}}`, JSON.stringify({ query, operationName }));

test.each([
  ['fields, by their aliases', '{"a":1.10,"b":2,"junk":3}', '{ a b: c }', '{"data":{"a":1.10,"b":2}}'],
  [
    'fields of objects in lists of lists',
    '{"a":[[{"b":9007199254740993,"junk":[]}],null]}',
    '{ a { b } }',
    '{"data":{"a":[[{"b":9007199254740993}],null]}}',
  ],
  [
    'the fields of fragments on any type',
    '{"a":{"b":1,"c":2,"d":{"e":3,"junk":1},"__typename":"A"}}',
    '{ a { __typename ... on A { b } ...F } } fragment F on B { d { ...G } } fragment G on D { e }',
    '{"data":{"a":{"__typename":"A","b":1,"d":{"e":3}}}}',
  ],
  ['the whole of a custom scalar', '{"a":{"b":[{"c":-0}]}}', '{ a }', '{"data":{"a":{"b":[{"c":-0}]}}}'],
  [
    'a field that is selected twice',
    '{"a":{"b":1,"c":2,"d":3}}',
    '{ a { b } a { c } }',
    '{"data":{"a":{"b":1,"c":2}}}',
  ],
  [
    'names of inherited properties',
    '{"__proto__":{"constructor":1,"junk":2}}',
    '{ __proto__: a { constructor: b } }',
    '{"data":{"__proto__":{"constructor":1}}}',
  ],
  ['nothing', 'null', '{ a }', '{"data":null}'],
])('requested data is kept: %s', (_, data, query, expected) => {
  expect(reduced(data, query)).toBe(expected);
});

test('the named operation decides, and errors are kept', () => {
  expect(reduced('{"a":1,"b":2}', 'query A { a } query B { b }', 'B')).toBe('{"data":{"b":2}}');
  expect(onlyRequestedFields('{"errors":[{"message":"no","extensions":{"n":1.10}}]}', '{"query":"{ a }"}')).toBe(
    '{"errors":[{"message":"no","extensions":{"n":1.10}}]}',
  );
});

test.each(['', '[1]', '{"data":', 'null'])('an invalid response remains invalid: %j', (reply) => {
  let after: string | undefined;
  try {
    after = onlyRequestedFields(reply, '{"query":"{ a }"}');
  } catch {
    return;
  }
  expect(after).toBe(reply);
});
