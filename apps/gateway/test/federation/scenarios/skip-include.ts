import { findBy, type Scenario } from '../scenario.ts';

const products = [
  { id: 'p1', name: 'tea', price: 40 },
  { id: 'p2', name: 'rice', price: 8 },
];
type Ref = { id: string; price?: number };

const leftOut = 'who lacks what is left out is not asked for the rest';

/** `@skip` and `@include`: excluded fields are not fetched. */
export const skipInclude: Scenario = {
  name: '@skip and @include',
  subgraphs: {
    a: {
      sdl: 'type Query { product: Product products: [Product!]! thing: Thing } interface Thing { id: ID! } type Product implements Thing @key(fields: "id") { id: ID! name: String! price: Int! }',
      resolvers: {
        Query: {
          product: () => products[0],
          products: () => products,
          thing: () => ({ __typename: 'Product', ...products[1] }),
        },
        Product: { __resolveReference: findBy(products, 'id') },
      },
    },
    b: {
      sdl: 'type Product @key(fields: "id") { id: ID! price: Int! @external dear: Boolean! @requires(fields: "price") stock: Int! never: Int! } type Query { other: Int! }',
      resolvers: {
        Query: { other: () => 1 },
        Product: {
          dear: ({ price = 0 }: Ref) => price > 10,
          stock: () => 3,
          never: () => {
            throw new Error('An excluded field was requested.');
          },
        },
      },
    },
    c: {
      sdl: 'type Product @key(fields: "id") { id: ID! dear: Boolean! @external sign: String! @requires(fields: "dear") }',
      resolvers: { Product: { sign: ({ dear }: { dear: boolean }) => (dear ? '!' : '.') } },
    },
  },
  cases: [
    {
      name: 'a field that is not included is not fetched',
      query: 'query ($no: Boolean!) { product { name never @include(if: $no) } }',
      variables: { no: false },
      data: { product: { name: 'tea' } },
      asked: { a: 1 },
    },
    {
      name: 'a field that is skipped is not fetched',
      query: 'query ($yes: Boolean = true) { product { name never @skip(if: $yes) } }',
      data: { product: { name: 'tea' } },
      asked: { a: 1 },
    },
    {
      name: 'a field that is not skipped is fetched',
      query: 'query ($no: Boolean!) { product { stock @skip(if: $no) name } }',
      variables: { no: false },
      data: { product: { stock: 3, name: 'tea' } },
    },
    {
      name: 'literals',
      query:
        '{ product { name @include(if: false) id @skip(if: true) stock @include(if: true) price @skip(if: false) } }',
      data: { product: { stock: 3, price: 40 } },
    },
    {
      name: 'skip wins over include',
      query:
        'query ($yes: Boolean!) { product { name never @skip(if: $yes) @include(if: $yes) stock @skip(if: false) @include(if: $yes) } }',
      variables: { yes: true },
      data: { product: { name: 'tea', stock: 3 } },
    },
    {
      name: 'a default is used without a value',
      query:
        'query ($show: Boolean! = true, $hide: Boolean = false) { product { stock @include(if: $show) dear @skip(if: $hide) } }',
      data: { product: { stock: 3, dear: true } },
    },
    {
      name: 'a value overrides the default',
      query: 'query ($show: Boolean! = true) { product { name stock @include(if: $show) } }',
      variables: { show: false },
      data: { product: { name: 'tea' } },
      asked: { a: 1 },
    },
    {
      name: 'excluding every field leaves an empty object',
      query: 'query ($no: Boolean!) { product { name @include(if: $no) stock @include(if: $no) } }',
      variables: { no: false },
      data: { product: {} },
    },
    {
      name: 'excluding every root field leaves empty data',
      query: 'query ($no: Boolean!) { product @include(if: $no) { name } }',
      variables: { no: false },
      data: {},
      asked: {},
    },
    {
      name: 'an inline fragment without a type',
      query:
        'query ($no: Boolean!, $yes: Boolean!) { product { ... @include(if: $no) { never name } ... @skip(if: $no) { stock } ... @include(if: $yes) { id } } }',
      variables: { no: false, yes: true },
      data: { product: { stock: 3, id: 'p1' } },
    },
    {
      name: 'a fragment spread',
      query:
        'query ($no: Boolean!) { product { ...F @include(if: $no) ...G @skip(if: $no) } } fragment F on Product { never } fragment G on Product { sign dear @include(if: $no) }',
      variables: { no: false },
      data: { product: { sign: '!' } },
    },
    {
      name: 'a field that is excluded on one path and not on another is present',
      query:
        'query ($no: Boolean!) { product { ... on Product @include(if: $no) { stock name } stock } products { name @skip(if: $no) dear @include(if: $no) } }',
      variables: { no: false },
      data: { product: { stock: 3 }, products: [{ name: 'tea' }, { name: 'rice' }] },
    },
    {
      name: 'a field under two conditions is present if one holds',
      query:
        'query ($a: Boolean!, $b: Boolean!) { product { stock @include(if: $a) stock @include(if: $b) sign @skip(if: $a) sign @skip(if: $b) } }',
      variables: { a: true, b: false },
      data: { product: { stock: 3, sign: '!' } },
    },
    {
      name: 'a whole fetch with its requirement is excluded',
      query: 'query ($no: Boolean!) { products { id sign @include(if: $no) } }',
      variables: { no: false },
      data: { products: [{ id: 'p1' }, { id: 'p2' }] },
      asked: { a: 1 },
    },
    {
      name: 'a whole fetch with its requirement is included',
      query: 'query ($yes: Boolean!) { products { id sign @include(if: $yes) } }',
      variables: { yes: true },
      data: {
        products: [
          { id: 'p1', sign: '!' },
          { id: 'p2', sign: '.' },
        ],
      },
      asked: { a: 1, b: 1, c: 1 },
    },
    {
      name: 'a field excluded with its requirement does not affect the fields beside it',
      query: 'query ($no: Boolean!) { product { sign @include(if: $no) dear @include(if: $no) stock } }',
      variables: { no: false },
      data: { product: { stock: 3 } },
      stockIsWrong: leftOut,
    },
    {
      name: 'the same if both are fetched together',
      query: 'query ($no: Boolean!) { thing { ... on Product { dear @include(if: $no) stock } } }',
      variables: { no: false },
      data: { thing: { stock: 3 } },
      stockIsWrong: leftOut,
    },
    {
      name: 'conditions that contradict each other leave an empty object',
      query:
        'query ($yes: Boolean!) { product @skip(if: $yes) { ... on Product { name @include(if: $yes) } } thing @include(if: $yes) { ... on Product @skip(if: $yes) { name } } }',
      variables: { yes: true },
      data: { thing: {} },
      stockIsWrong: 'the field around the contradiction is lost',
    },
    {
      name: 'conditions in conditions',
      query:
        'query ($a: Boolean!, $b: Boolean!) { ... @include(if: $a) { product { name ... @skip(if: $b) { stock ... @include(if: $a) { dear } } } } other @skip(if: $a) }',
      variables: { a: true, b: false },
      data: { product: { name: 'tea', stock: 3, dear: true } },
    },
    {
      name: 'a fragment on an interface',
      query:
        'query ($yes: Boolean!) { thing { ... on Product @include(if: $yes) { stock sign } ... on Product @skip(if: $yes) { never } } }',
      variables: { yes: true },
      data: { thing: { stock: 3, sign: '.' } },
    },
    {
      name: 'the type name',
      query:
        'query ($no: Boolean!) { __typename @include(if: $no) t: __typename @skip(if: $no) product { __typename @skip(if: true) kind: __typename @include(if: true) } }',
      variables: { no: false },
      data: { t: 'Query', product: { kind: 'Product' } },
    },
    {
      name: 'introspection',
      query:
        'query ($no: Boolean!) { __schema @include(if: $no) { types { name } } __type(name: "Product") { name @skip(if: $no) kind @include(if: $no) } }',
      variables: { no: false },
      data: { __type: { name: 'Product' } },
    },
    {
      name: 'a condition without its variable is refused',
      query: 'query ($yes: Boolean!) { product { name @include(if: $yes) } }',
      errors: [{ code: 'BAD_USER_INPUT' }],
      status: 400,
    },
    {
      name: 'a condition that is null by its variable is refused, default or not',
      query: 'query ($yes: Boolean = true) { product { name @include(if: $yes) } }',
      variables: { yes: null },
      errors: [{ code: 'BAD_USER_INPUT' }],
      status: 400,
      stockIsWrong: 'the error is not reported as a fault of the request',
    },
  ],
};
