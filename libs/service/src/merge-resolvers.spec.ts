import { expect, test } from '@jest/globals';
import { mergeResolvers } from './merge-resolvers.ts';

const one = () => 1;
const two = () => 2;

test('several nouns add fields to one type', () => {
  expect(mergeResolvers<object>({ Query: { one }, Need: { id: one } }, { Query: { two } })).toEqual({
    Query: { one, two },
    Need: { id: one },
  });
});

test('a field with two resolvers stops the start', () => {
  expect(() => mergeResolvers<object>({ Query: { one } }, { Query: { one: two } })).toThrow('Query.one');
});
