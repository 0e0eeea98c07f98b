import { findBy, type Scenario } from '../scenario.ts';

type Product = { id: string; name: string; price: number };
const state: { products: Product[]; log: number[]; sum: number } = { products: [], log: [], sum: 0 };

/** Mutations of several subgraphs in one operation. */
export const mutations: Scenario = {
  name: 'mutations',
  reset: () => Object.assign(state, { products: [{ id: 'p1', name: 'tea', price: 599 }], log: [], sum: 0 }),
  subgraphs: {
    a: {
      sdl: `
        type Query { product: Product! }
        type Mutation { addProduct(input: NewProduct!): Product! @shareable multiply(by: Int!): Int! fail: Product must: Product! payload: Payload! }
        input NewProduct { name: String! price: Float! }
        type Product @key(fields: "id") { id: ID! name: String! price: Float! }
        type Payload { query: Query! product: Product errors: [String!]! }`,
      resolvers: {
        Query: { product: () => state.products[0] },
        Mutation: {
          addProduct: (_: unknown, { input }: { input: { name: string; price: number } }) => {
            state.products.push({ id: `p${state.products.length + 1}`, ...input });
            return state.products.at(-1);
          },
          multiply: (_: unknown, { by }: { by: number }) => (state.sum *= by),
          fail: () => {
            throw new Error('That does not work.');
          },
          must: () => {
            throw new Error('That does not work at all.');
          },
          payload: () => ({ query: {}, product: state.products[0], errors: [] }),
        },
        Product: { __resolveReference: ({ id }: { id: string }) => findBy(state.products, 'id')({ id }) },
      },
    },
    b: {
      sdl: `
        type Query { log: [Int!]! }
        type Mutation { add(number: Int!, note: String): Int! remove(number: Int!): Int! }
        type Product @key(fields: "id") { id: ID! price: Float! @external expensive: Boolean! @requires(fields: "price") available: Boolean! }`,
      resolvers: {
        Query: { log: () => state.log },
        Mutation: {
          add: (_: unknown, { number }: { number: number }) => {
            state.log.push(number);
            return (state.sum += number);
          },
          remove: (_: unknown, { number }: { number: number }) => (state.sum -= number),
        },
        Product: { expensive: ({ price }: Product) => price > 100, available: () => true },
      },
    },
  },
  cases: [
    {
      name: 'a created entity is completed by another subgraph',
      query: 'mutation { addProduct(input: { name: "rice", price: 9.5 }) { name expensive id price available } }',
      data: { addProduct: { name: 'rice', expensive: false, id: 'p2', price: 9.5, available: true } },
      asked: { a: 1, b: 1 },
    },
    {
      name: 'an input by variable',
      query: 'mutation ($input: NewProduct!) { addProduct(input: $input) { expensive } }',
      variables: { input: { name: 'silk', price: 1e3 } },
      data: { addProduct: { expensive: true } },
    },
    {
      name: 'mutations of several subgraphs run one after another, in their order',
      query:
        'mutation { five: add(number: 5) ten: multiply(by: 2) nine: add(number: -1, note: "n") twelve: remove(number: -3) eighteen: multiply(by: 2) sum: remove(number: 1) }',
      data: { five: 5, ten: 10, nine: 9, twelve: 12, eighteen: 24, sum: 23 },
      asked: { a: 2, b: 3 },
    },
    {
      name: 'a fetch after a mutation of an entity sees its effect',
      query:
        'mutation { first: addProduct(input: { name: "a", price: 1 }) { expensive } add(number: 4) second: addProduct(input: { name: "b", price: 200 }) { id expensive } }',
      data: { first: { expensive: false }, add: 4, second: { id: 'p3', expensive: true } },
    },
    {
      name: 'a failed mutation is null, and the later ones run',
      query: 'mutation { add(number: 1) fail { id } again: add(number: 2) }',
      data: { add: 1, fail: null, again: 3 },
      errors: [{ path: ['fail'] }],
    },
    {
      name: 'a non-null mutation that fails nulls the data, although it was executed',
      query: 'mutation { add(number: 1) must { id } again: add(number: 2) }',
      data: null,
      errors: [{ path: ['must'] }],
    },
    {
      name: 'a payload that contains the queries of every subgraph',
      query: 'mutation { payload { product { available } query { product { name expensive } log } errors } }',
      data: {
        payload: {
          product: { available: true },
          query: { product: { name: 'tea', expensive: true }, log: [] },
          errors: [],
        },
      },
    },
    {
      name: 'a skipped mutation does not run',
      query:
        'mutation ($no: Boolean!) { add(number: 1) @include(if: $no) multiply(by: 3) @skip(if: true) last: add(number: 2) @skip(if: $no) }',
      variables: { no: false },
      data: { last: 2 },
      asked: { b: 1 },
    },
    {
      name: 'the type name of the mutation',
      query: 'mutation { t: __typename add(number: 1) }',
      data: { t: 'Mutation', add: 1 },
    },
    {
      name: 'a later query sees no changes of other cases',
      query: '{ product { id expensive } log }',
      data: { product: { id: 'p1', expensive: true }, log: [] },
    },
  ],
};
