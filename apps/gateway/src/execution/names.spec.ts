import { expect, test } from '@jest/globals';
import { parse, print, stripIgnoredCharacters } from 'graphql';
import { clientName, plannedDocument, plannedKeys } from './names.ts';

const keyOf = plannedKeys(new Set(['id', 'name', 'price']));
const planned = (query: string): string =>
  stripIgnoredCharacters(print(plannedDocument(parse(query), keyOf, (directive) => directive === 'include')));

test('an alias that equals another field name gets a key of its own for planning', () => {
  expect(planned('{ id: name other: price price: price name }')).toBe('{_as_id:name other:price price:price name}');
  expect(planned('{ _as_id: other _r1_price }')).toBe('{_as__as_id:other _as__r1_price:_r1_price}');
});

test('an alias that looks like introspection gets a key of its own for planning, and introspection keeps its name', () => {
  expect(planned('{ __typename: name __proto__: id of: __typename __typename }')).toBe(
    '{_as___typename:name _as___proto__:id of:__typename __typename}',
  );
  expect(['_as___typename', '_as___proto__'].map(clientName)).toEqual(['__typename', '__proto__']);
});

test('a variable with a reserved name is renamed where it is declared and where it is used', () => {
  expect(planned('query ($representations: Int, $n: Int) { x(a: $representations, b: $n) }')).toBe(
    'query($_as_representations:Int$n:Int){x(a:$_as_representations b:$n)}',
  );
});

test('a directive unknown to the planner is removed', () => {
  expect(planned('{ id @audit(level: LOW) @include(if: true) }')).toBe('{id@include(if:true)}');
});

test('every planned name maps back to the name of the client', () => {
  expect(['_as_id', '_as__as_id', '_as__r1_price', 'id', 3].map(clientName)).toEqual([
    'id',
    '_as_id',
    '_r1_price',
    'id',
    3,
  ]);
  expect(clientName('_r12_price')).toBe('price');
});
