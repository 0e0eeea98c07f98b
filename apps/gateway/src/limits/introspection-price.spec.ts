import { expect, test } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, graphqlSync, Kind, parse, type FieldNode } from 'graphql';
import { createIntrospectionPrice } from './introspection-price.ts';

const repeat = (count: number, of: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => of(index)).join(' ');
const schema = buildSchema(`
  type Query { thing0: Thing0 ${repeat(60, (i) => `q${i}(first: Int, after: String, filter: In${i}): [Thing${i}!]!`)} }
  ${repeat(60, (i) => `type Thing${i} implements Node { id: ID! name: String other: Thing${(i + 1) % 60} level: Level } input In${i} { id: ID name: String }`)}
  interface Node { id: ID! }
  enum Level { ${repeat(20, (i) => `L${i}`)} }
`);
const price = createIntrospectionPrice(schema);

function priceOf(query: string): number {
  const { definitions } = parse(query);
  const fragments = new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const [operation] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return operation.selectionSet.selections.reduce((sum, field) => sum + price([field as FieldNode], fragments), 0);
}

const countValues = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, each) => sum + (Array.isArray(value) ? 0 : 1) + countValues(each), 0)
    : 0;
const valuesOf = (query: string): number => countValues(graphqlSync({ schema, source: query }).data);

const everything = getIntrospectionQuery();
const alike: [string, string][] = [
  ['the usual introspection query', everything],
  ['names of all types', '{ __schema { types { name } } }'],
  ['all fields with their types', '{ __schema { types { name fields { name type { name kind } } } } }'],
  ['66 aliases of all types', `{ __schema { ${repeat(66, (i) => `t${i}: types { name kind fields { name } }`)} } }`],
  [
    'aliases in a fragment that is spread often',
    `{ __schema { types { ...A ...B ...C } } } ${['A', 'B', 'C'].map((name) => `fragment ${name} on __Type { ${repeat(30, (i) => `${name}${i}: description`)} }`).join(' ')}`,
  ],
  [
    'the fields of the largest type under aliases',
    `{ __type(name: "Query") { ${repeat(50, (i) => `f${i}: fields { name args { name } }`)} } }`,
  ],
];

test.each(alike)('%s costs 1 for each 50 values it returns', (_, query) => {
  const real = valuesOf(query) / 50;
  expect(priceOf(query)).toBeGreaterThan(real * 0.6);
  expect(priceOf(query)).toBeLessThan(real * 2 + 1);
});

test('types reached from the largest type are not underpriced', () => {
  const query = `{ __type(name: "Query") { ${repeat(20, (i) => `f${i}: fields { type { ofType { ofType { ofType { fields { type { name } } } } } } }`)} } }`;
  expect(priceOf(query)).toBeGreaterThan(valuesOf(query) / 50);
});

test('one type costs little, and an alias of it the same again', () => {
  expect(priceOf('{ __type(name: "Thing1") { name kind } }')).toBe(1);
  expect(priceOf(`{ ${repeat(10, (i) => `t${i}: __type(name: "Thing1") { name fields { name } }`)} }`)).toBe(
    10 * priceOf('{ __type(name: "Thing1") { name fields { name } } }'),
  );
});
