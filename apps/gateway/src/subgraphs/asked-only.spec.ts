import { expect, test } from '@jest/globals';
import { askedOnly } from './asked-only.ts';

const reduced = (data: string, query: string, operationName?: string): string =>
  askedOnly(`{"data":${data},"extensions":{"much":1}}`, JSON.stringify({ query, operationName }));

test.each([
  ['fields, by their aliases', '{"a":1.10,"b":2,"junk":3}', '{ a b: c }', '{"data":{"a":1.10,"b":2}}'],
  [
    'fields of objects in lists of lists',
    '{"a":[[{"b":9007199254740993,"junk":[]}],null]}',
    '{ a { b } }',
    '{"data":{"a":[[{"b":9007199254740993}],null]}}',
  ],
  [
    'what fragments ask for, of any type',
    '{"a":{"b":1,"c":2,"d":{"e":3,"junk":1},"__typename":"A"}}',
    '{ a { __typename ... on A { b } ...F } } fragment F on B { d { ...G } } fragment G on D { e }',
    '{"data":{"a":{"__typename":"A","b":1,"d":{"e":3}}}}',
  ],
  ['the whole of a custom scalar', '{"a":{"b":[{"c":-0}]}}', '{ a }', '{"data":{"a":{"b":[{"c":-0}]}}}'],
  [
    'a field that is asked for twice',
    '{"a":{"b":1,"c":2,"d":3}}',
    '{ a { b } a { c } }',
    '{"data":{"a":{"b":1,"c":2}}}',
  ],
  [
    'names that JavaScript knows',
    '{"__proto__":{"constructor":1,"junk":2}}',
    '{ __proto__: a { constructor: b } }',
    '{"data":{"__proto__":{"constructor":1}}}',
  ],
  ['nothing', 'null', '{ a }', '{"data":null}'],
])('of the data stays: %s', (_, data, query, expected) => {
  expect(reduced(data, query)).toBe(expected);
});

test('the operation is the one that is named, and errors stay', () => {
  expect(reduced('{"a":1,"b":2}', 'query A { a } query B { b }', 'B')).toBe('{"data":{"b":2}}');
  expect(askedOnly('{"errors":[{"message":"no","extensions":{"n":1.10}}]}', '{"query":"{ a }"}')).toBe(
    '{"errors":[{"message":"no","extensions":{"n":1.10}}]}',
  );
});

test.each(['', '[1]', '{"data":', 'null'])('what is no answer is no answer afterwards: %j', (reply) => {
  let after: string | undefined;
  try {
    after = askedOnly(reply, '{"query":"{ a }"}');
  } catch {
    return;
  }
  expect(after).toBe(reply);
});
