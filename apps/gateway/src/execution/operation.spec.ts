import { expect, test } from '@jest/globals';
import { parse, print, stripIgnoredCharacters } from 'graphql';
import { conditionVariables, operationOf, withoutConditions } from './operation.ts';

const planned = (query: string, variables: Record<string, boolean> = {}): string =>
  stripIgnoredCharacters(print(withoutConditions(operationOf(parse(query), undefined), variables)));

test('the operation to plan depends on no variable', () => {
  const query =
    'query ($yes: Boolean!) { a @include(if: $yes) b @skip(if: $yes) c @include(if: true) ... @include(if: $yes) { d } }';
  expect(planned(query, { yes: true })).toBe('query($yes:Boolean!){a c ...{d}}');
  expect(planned(query, { yes: false })).toBe('query($yes:Boolean!){b c}');
});

test('an object without remaining fields is selected with its type name, so that it exists', () => {
  expect(
    planned(
      'query ($yes: Boolean!) { a { b @include(if: $yes) ... on C @include(if: $yes) { d } ...F } } fragment F on C { e @include(if: $yes) }',
      { yes: false },
    ),
  ).toBe('query($yes:Boolean!){a{...F}}fragment F on C{__typename}');
  expect(planned('query ($yes: Boolean!) { a { ... on C { d @include(if: $yes) } } }', { yes: false })).toBe(
    'query($yes:Boolean!){a{__typename}}',
  );
});

test('the variables of conditions are found with their default values', () => {
  const query =
    'query ($a: Boolean = true, $b: Boolean!, $n: Int) { x(n: $n) @include(if: $a) ...F } fragment F on Query { y @skip(if: $b) }';
  expect(conditionVariables(operationOf(parse(query), undefined))).toEqual([
    { name: 'a', fallback: true },
    { name: 'b', fallback: false },
  ]);
});
