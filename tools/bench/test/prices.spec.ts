import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { operationsOf } from '../src/prices/operations.ts';
import { priceRows, toPriceTable } from '../src/prices/table.ts';

const schema = buildSchema(`
  type Query { person(id: ID!): Person persons(first: Int): PersonConnection stats(groupBy: [Dimension!]!): [Row!]! secret(key: Key!): Person }
  type Person { id: ID! name: String friends: [Person!]! }
  type PersonConnection { totalCount: Int! edges: [Edge!]! }
  type Edge { node: Person! }
  type Row { count: Int! }
  enum Dimension { YEAR REGION }
  scalar Key
`);

test('lists are requested with one and a hundred items, statistics by each dimension, and a field whose arguments cannot be filled is left out', () => {
  const operations = operationsOf(schema, (type) => (type === 'Person' ? 'per_1' : undefined));
  expect(operations).toEqual([
    { name: 'person', query: '{ person(id: "per_1") { __typename id name } }' },
    {
      name: 'persons first 1',
      query: '{ persons(first: 1) { __typename totalCount edges { __typename node { __typename id name } } } }',
    },
    {
      name: 'persons first 100',
      query: '{ persons(first: 100) { __typename totalCount edges { __typename node { __typename id name } } } }',
    },
    { name: 'stats by YEAR', query: '{ stats(groupBy: [YEAR]) { __typename count } }' },
    { name: 'stats by REGION', query: '{ stats(groupBy: [REGION]) { __typename count } }' },
  ]);
});

test('a field is too cheap if its time per cost is more than three times the median', () => {
  const measured = (name: string, cost: number, ms: number) => ({ name, query: '', cost, ms: [ms + 5], baseMs: [5] });
  const fields = [
    measured('fair', 100, 40),
    measured('cheap', 10, 40),
    measured('dear', 400, 40),
    measured('other', 100, 40),
  ];
  expect(priceRows(fields).map(({ name, ratio }) => [name, ratio])).toEqual([
    ['cheap', 10],
    ['fair', 1],
    ['other', 1],
    ['dear', 0.25],
  ]);
  expect(toPriceTable(fields)).toContain('| cheap | 10 | 40.0 | 4000 | 10.00 too cheap |');
});
