import { findBy, type Scenario } from '../scenario.ts';

const users = [
  { id: 'u1', name: 'Lin', email: 'lin@example.org' },
  { id: 'u2', name: 'Wei', email: 'wei@example.org' },
];
type User = { id: string; email?: string };

/** Subgraphs written for Federation 1: `extend type`, `@extends`, `@external` keys. */
export const federation1: Scenario = {
  name: 'subgraphs of Federation 1',
  subgraphs: {
    users: {
      fed1: true,
      sdl: 'extend type Query { me: User users: [User!]! } type User @key(fields: "id") { id: ID! name: String! email: String! }',
      resolvers: {
        Query: { me: () => users[0], users: () => users },
        User: { __resolveReference: findBy(users, 'id') },
      },
    },
    reviews: {
      fed1: true,
      sdl: `
        extend type Query { reviews: [Review!]! }
        type Review @key(fields: "id") { id: ID! author: User @provides(fields: "name") text: String! }
        extend type User @key(fields: "id") { id: ID! @external name: String! @external email: String! @external reviews: [Review!]! initial: String! @requires(fields: "email") }`,
      resolvers: {
        Query: { reviews: () => [{ id: 'r1', text: 'good', author: { id: 'u2', name: 'Wei' } }] },
        User: {
          reviews: ({ id }: User) => [{ id: `r-${id}`, text: 'fine', author: { id, name: 'same' } }],
          initial: ({ email = '?' }: User) => email.charAt(0),
        },
      },
    },
    ages: {
      fed1: true,
      sdl: 'type Query @extends { oldest: User } type User @extends @key(fields: "id") { id: ID! @external age: Int }',
      resolvers: {
        Query: { oldest: () => ({ id: 'u1' }) },
        User: { age: ({ id }: User) => (id === 'u1' ? 40 : null) },
      },
    },
    modern: {
      sdl: 'extend type User @key(fields: "id") { id: ID! @external badge: String! }',
      resolvers: { User: { badge: ({ id }: User) => `badge of ${id}` } },
    },
  },
  cases: [
    {
      name: 'an extension is resolved',
      query: '{ me { name age reviews { id } } }',
      data: { me: { name: 'Lin', age: 40, reviews: [{ id: 'r-u1' }] } },
    },
    {
      name: 'from an extension back to the type',
      query: '{ oldest { id name age } }',
      data: { oldest: { id: 'u1', name: 'Lin', age: 40 } },
    },
    {
      name: 'from an extension to another extension',
      query: '{ oldest { initial } reviews { author { age } } }',
      data: { oldest: { initial: 'l' }, reviews: [{ author: { age: null } }] },
    },
    {
      name: 'an extension provides a field',
      query: '{ reviews { author { id name } text } }',
      data: { reviews: [{ author: { id: 'u2', name: 'Wei' }, text: 'good' }] },
      asked: { reviews: 1 },
    },
    {
      name: 'an extension requires a field',
      query: '{ users { initial } }',
      data: { users: [{ initial: 'l' }, { initial: 'w' }] },
    },
    {
      name: 'an external key is available where it is declared',
      query: '{ oldest { id } }',
      data: { oldest: { id: 'u1' } },
      asked: { ages: 1 },
    },
    {
      name: 'a subgraph of Federation 2 extends one of Federation 1',
      query: '{ oldest { badge email } }',
      data: { oldest: { badge: 'badge of u1', email: 'lin@example.org' } },
    },
  ],
};

/** Fields that are declared external but are available where they are declared. */
export const mysteriousExternal: Scenario = {
  name: 'external fields that are not needed',
  subgraphs: {
    goods: {
      sdl: 'type Query { goods: [Good!]! } type Good @key(fields: "id") @key(fields: "code") { id: ID! code: ID! name: String! }',
      resolvers: {
        Query: { goods: () => [{ id: 'g1', code: 'c1', name: 'tea' }] },
        Good: { __resolveReference: () => ({ id: 'g1', code: 'c1', name: 'tea' }) },
      },
    },
    prices: {
      sdl: 'extend type Good @key(fields: "code") @key(fields: "id") { id: ID! @external code: ID! @external price: Int! } type Query { cheapest: Good }',
      resolvers: { Query: { cheapest: () => ({ id: 'g1', code: 'c1', price: 3 }) }, Good: { price: () => 3 } },
    },
  },
  cases: [
    { name: 'by the first of two keys', query: '{ goods { price id } }', data: { goods: [{ price: 3, id: 'g1' }] } },
    {
      name: 'both external keys are available',
      query: '{ cheapest { id code price } }',
      data: { cheapest: { id: 'g1', code: 'c1', price: 3 } },
      asked: { prices: 1 },
    },
    {
      name: 'a field that is not a key is fetched',
      query: '{ cheapest { name code } }',
      data: { cheapest: { name: 'tea', code: 'c1' } },
    },
  ],
};
