import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, parse, validate } from 'graphql';
import { createCostEstimate } from './limits.ts';
import { readPrices } from './prices.ts';

const sdl = `
  schema @link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@listSize"]) { query: Query mutation: Mutation }
  directive @link(url: String!, as: String, import: [String]) repeatable on SCHEMA
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  type Query {
    name: String
    book: Book
    books(first: Int = 20): Books @listSize(slicingArguments: ["first"], sizedFields: ["edges"])
    top(first: Int, last: Int): [Book] @listSize(slicingArguments: ["first", "last"])
    some(first: Int, last: Int): [Book] @listSize(assumedSize: 7, slicingArguments: ["first", "last"], requireOneSlicingArgument: false)
    paged(page: Page): [Book] @listSize(slicingArguments: ["page.first"])
    all: [Book!]!
    media: [Media]
    search(text: String @cost(weight: 3), filter: Filter, filters: [Filter!]): Book @cost(weight: 20)
    report: Report
  }
  type Mutation { add(filter: Filter): Book }
  input Page { first: Int = 4 }
  input Filter { word: String, costly: String @cost(weight: 5), and: [Filter!] }
  interface Media { title: String  parts: [Part] }
  type Book implements Media { title: String  author: Author  reviews: [Review] @listSize(assumedSize: 3)  parts: [Part] @listSize(assumedSize: 30)  rank: Int @cost(weight: 2) }
  type Film implements Media { title: String  director: Author  parts: [Part] }
  type Books { edges: [Edge]  total: Int }
  type Edge { cursor: String  node: Book }
  type Author { name: String }
  type Review { text: String  book: Book }
  type Part { no: Int }
  type Report @cost(weight: 50) { money: Money }
  scalar Money @cost(weight: 1)
`;
const schema = buildSchema(sdl, { assumeValidSDL: true });
const estimate = createCostEstimate({ sdl, schema });
function cost(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions[0];
  if (operation?.kind !== 'OperationDefinition') throw new Error('The first definition is to be the operation.');
  return estimate.costOf(estimate.planOf(document, operation), variables);
}

const documents: [string, string, number, Record<string, unknown>?][] = [
  ['a scalar', '{ name }', 0],
  ['__typename', '{ __typename book { __typename } }', 1],
  ['an object', '{ book { title } }', 1],
  ['nested objects', '{ book { author { name } } }', 2],
  ['a list of unknown length, counted as 10', '{ all { title } }', 10],
  ['a list of assumed length', '{ book { reviews { text } } }', 1 + 3],
  ['nested lists', '{ all { reviews { book { title } } } }', 10 * (1 + 3 * 2)],
  ['a connection by literal', '{ books(first: 5) { edges { node { title } } } }', 1 + 5 * 2],
  ['a connection by the default of the schema', '{ books { edges { node { title } } } }', 1 + 20 * 2],
  ['a connection by null, which is the default', '{ books(first: null) { edges { node { title } } } }', 1 + 20 * 2],
  ['a connection by variable', 'query($n: Int) { books(first: $n) { edges { node { title } } } }', 1 + 3 * 2, { n: 3 }],
  [
    'a connection by the default of a variable',
    'query($n: Int = 6) { books(first: $n) { edges { node { title } } } }',
    1 + 6 * 2,
  ],
  ['a connection of which only the counted field is selected', '{ books(first: 100) { total } }', 1],
  ['no items', '{ books(first: 0) { edges { node { title } } } }', 1],
  ['a negative number of items, which counts as zero', '{ books(first: -5) { edges { node { title } } } }', 1],
  ['one of two slicing arguments', '{ top(last: 4) { title } }', 4],
  ['the larger of two slicing arguments', '{ some(first: 2, last: 9) { title } }', 9],
  ['no slicing argument where none is needed', '{ some { title } }', 7],
  ['a slicing argument in an input object', '{ paged(page: { first: 6 }) { title } }', 6 + 1],
  ['the same as a variable', 'query($p: Page) { paged(page: $p) { title } }', 2 + 1, { p: { first: 2 } }],
  [
    'a weight on a field, an argument and in an input',
    '{ search(text: "x", filter: { word: "a", costly: "b" }) { title } }',
    20 + 3 + 1 + 5,
  ],
  [
    'nested input objects and lists of them',
    '{ search(filters: [{ word: "a" }, { and: [{ costly: "b" }, {}] }]) { title } }',
    20 + 1 + 1 + 1 + 5 + 1,
  ],
  [
    'the same as a variable',
    'query($f: [Filter!]) { search(filters: $f) { title } }',
    20 + 1 + 1 + 1 + 5 + 1,
    { f: [{ word: 'a' }, { and: [{ costly: 'b' }, {}] }] },
  ],
  [
    'the default of an input variable',
    'query($f: Filter = { costly: "x" }) { search(filter: $f) { title } }',
    20 + 1 + 5,
  ],
  ['a weight on an object type and a scalar', '{ report { money } }', 51],
  ['a scalar with a weight in a list', '{ all { rank } }', 10 * 3],
  ['a mutation', 'mutation { add(filter: {}) { title } }', 10 + 1 + 1],
  [
    'thirty mutations in one operation',
    `mutation { ${Array.from({ length: 30 }, (_, index) => `a${index}: add(filter: {}) { title }`).join(' ')} }`,
    30 * (10 + 1 + 1),
  ],
  ['an excluded mutation', 'mutation { add(filter: {}) @skip(if: true) { title } }', 0],
  ['an excluded field', '{ book @skip(if: true) { title } all @include(if: false) { title } }', 0],
  [
    'a field excluded by a variable',
    'query($no: Boolean!) { book @include(if: $no) { title } all @skip(if: $no) { title } }',
    10,
    { no: false },
  ],
  [
    'a field excluded by the default of a variable',
    'query($no: Boolean = false) { book @include(if: $no) { title } }',
    0,
  ],
  [
    'a fragment excluded by a variable',
    'query($no: Boolean!) { ... @include(if: $no) { book { author { name } } } }',
    0,
    { no: false },
  ],
  ['the same field twice, which is fetched once', '{ book { author { name } } book { title author { name } } }', 2],
  ['aliases, each fetched', '{ a: book { title } b: book { title } }', 2],
  [
    'the most expensive of several types',
    '{ media { ... on Book { author { name } reviews { text } } ... on Film { director { name } } } }',
    10 * (1 + 1 + 3),
  ],
  [
    'fields common to all types and fields of one type',
    '{ media { title ... on Media { title } ... on Film { director { name } } } }',
    10 * (1 + 1),
  ],
  ['a list of an interface by the longest of its implementations', '{ media { parts { no } } }', 10 * (1 + 30)],
  ['introspection by the values it returns', '{ __schema { types { name } } }', 1],
];

test.each(documents)('%s: %s costs %d', (_, text, expected, variables = {}) => {
  expect(cost(text, variables)).toBe(expected);
});

test.each(['{ top { title } }', '{ top(first: 1, last: 1) { title } }', '{ top(first: null) { title } }'])(
  '%s lacks a slicing argument and is refused',
  (text) => {
    expect(() => cost(text)).toThrow(/needs exactly one of "first", "last"/);
  },
);

test('the cost of an operation that would never end is a finite number', () => {
  expect(
    cost(
      `{ books(first: 2147483647) { edges { node { ${'reviews { book { '.repeat(100)} title ${'} }'.repeat(100)} } } } }`,
    ),
  ).toBe(Number.MAX_SAFE_INTEGER);
});

test('directives are found under any name that a supergraph gives them', () => {
  const named = (link: string, use: string) =>
    readPrices(
      `extend schema @link(url: "https://specs.apollo.dev/cost/v0.1"${link}) type Query { a: [Int] ${use} }`,
    ).fields.get('Query.a');
  const price = { weight: 4, listSize: { assumedSize: 2 } };
  expect(named(', import: ["@cost", "@listSize"]', '@cost(weight: 4) @listSize(assumedSize: 2)')).toMatchObject(price);
  expect(named('', '@cost(weight: 4) @cost__listSize(assumedSize: 2)')).toMatchObject(price);
  expect(named(', as: "price"', '@price(weight: "4") @price__listSize(assumedSize: 2)')).toMatchObject(price);
  expect(
    named(
      ', import: [{ name: "@cost", as: "@weighs" }, { name: "@listSize", as: "@holds" }]',
      '@weighs(weight: 4) @holds(assumedSize: 2)',
    ),
  ).toMatchObject(price);
});

/** Any valid selection of a book, as fields and fragments. */
const selection = fc.letrec<{ book: string; author: string }>((tie) => ({
  author: fc.constantFrom('name', '__typename', 'x: name'),
  book: fc
    .array(
      fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('title', 'rank', '__typename'),
        tie('author').map((author) => `author { ${author} }`),
        tie('book').map((book) => `reviews { text book { ${book} } }`),
        tie('book').map((book) => `... on Book { ${book} }`),
        tie('book').map((book) => `... on Media { ... on Book { ${book} } }`),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((fields) => fields.join(' ')),
})).book;

test('two selections together cost at least as much as each, and at most the sum of both', () => {
  fc.assert(
    fc.property(selection, selection, (a, b) => {
      const both = cost(`{ book { ${a} } book { ${b} } }`);
      const [one, other] = [cost(`{ book { ${a} } }`), cost(`{ book { ${b} } }`)];
      expect(both).toBeGreaterThanOrEqual(Math.max(one, other));
      expect(both).toBeLessThanOrEqual(one + other);
    }),
    { numRuns: 100 },
  );
});

test('a fragment costs as much as its fields at the spread', () => {
  fc.assert(
    fc.property(selection, selection, (a, b) => {
      expect(cost(`{ all { ${a} ...B } } fragment B on Book { ${b} }`)).toBe(cost(`{ all { ${a} ${b} } }`));
    }),
    { numRuns: 100 },
  );
});

test('more items never cost less', () => {
  fc.assert(
    fc.property(selection, fc.nat(1_000), fc.nat(1_000), (a, n, more) => {
      const page = 'query($n: Int) { books(first: $n) { edges { node { book: author { name } } } } ';
      expect(cost(`${page} all { ${a} } }`, { n: n + more })).toBeGreaterThanOrEqual(
        cost(`${page} all { ${a} } }`, { n }),
      );
    }),
    { numRuns: 50 },
  );
});
