import { findBy, type Scenario } from '../scenario.ts';

const users = [
  { id: 'u1', type: 'REGULAR' },
  { id: 'u2', type: 'ANONYMOUS' },
];

/** Enums and input types of which clients see only the elements common to all subgraphs. */
export const intersections: Scenario = {
  name: 'intersections of enums and inputs',
  subgraphs: {
    a: {
      sdl: `
        type Query { users: [User!]! byType(type: UserType): [User!]! find(filter: Filter): [ID!]! strict: [Strict!]! }
        enum UserType { REGULAR ANONYMOUS @inaccessible }
        input Filter { first: Int! after: String = "begin" only: [UserType!] }
        type User @key(fields: "id") { id: ID! type: UserType @shareable }
        type Strict { type: UserType! }`,
      resolvers: {
        Query: {
          users: () => users,
          byType: (_: unknown, { type }: { type?: string }) =>
            users.filter((user) => type === undefined || user.type === type),
          find: (_: unknown, { filter }: { filter?: { first: number; after?: string; only?: string[] } }) => [
            JSON.stringify(filter ?? null),
          ],
          strict: () => users,
        },
        User: { __resolveReference: findBy(users, 'id') },
      },
    },
    b: {
      sdl: `
        type Query { usersB: [User!]! findB(filter: Filter!): String! }
        enum UserType { REGULAR }
        input Filter { first: Int! only: [UserType!] }
        type User @key(fields: "id") { id: ID! type: UserType @shareable }`,
      resolvers: {
        Query: {
          usersB: () => [
            { id: 'u1', type: 'REGULAR' },
            { id: 'u2', type: null },
          ],
          findB: (_: unknown, { filter }: { filter: object }) => JSON.stringify(filter),
        },
        User: { type: ({ id }: { id: string }) => (id === 'u1' ? 'REGULAR' : null) },
      },
    },
  },
  cases: [
    {
      name: 'a value of only one subgraph is null in the response',
      query: '{ users { id type } }',
      data: {
        users: [
          { id: 'u1', type: 'REGULAR' },
          { id: 'u2', type: null },
        ],
      },
      errors: 'optional',
    },
    { name: 'in a non-null field it nulls the parent', query: '{ strict { type } }', data: null, errors: 'optional' },
    {
      name: 'a subgraph without the value returns null itself',
      query: '{ usersB { id type } }',
      data: {
        usersB: [
          { id: 'u1', type: 'REGULAR' },
          { id: 'u2', type: null },
        ],
      },
    },
    {
      name: 'a common value can be given',
      query: '{ byType(type: REGULAR) { id } }',
      data: { byType: [{ id: 'u1' }] },
    },
    {
      name: 'a value of only one subgraph cannot be given',
      query: '{ byType(type: ANONYMOUS) { id } }',
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      status: 400,
    },
    {
      name: 'a value of only one subgraph cannot be given by a variable',
      query: 'query ($type: UserType) { byType(type: $type) { id } }',
      variables: { type: 'ANONYMOUS' },
      errors: [{ code: 'BAD_USER_INPUT' }],
      status: 400,
    },
    {
      name: 'the common fields of an input can be given, and a subgraph adds its own default',
      query: '{ find(filter: { first: 3, only: [REGULAR] }) findB(filter: { first: 4 }) }',
      data: { find: ['{"first":3,"after":"begin","only":["REGULAR"]}'], findB: '{"first":4}' },
    },
    {
      name: 'an input field of only one subgraph cannot be given',
      query: '{ find(filter: { first: 3, after: "x" }) }',
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      status: 400,
    },
    {
      name: 'an input field of only one subgraph cannot be given by a variable',
      query: 'query ($filter: Filter) { find(filter: $filter) }',
      variables: { filter: { first: 3, after: 'x' } },
      errors: [{ code: 'BAD_USER_INPUT' }],
      status: 400,
    },
    {
      name: 'an input by variable reaches both subgraphs',
      query: 'query ($filter: Filter!) { find(filter: $filter) findB(filter: $filter) }',
      variables: { filter: { first: 1, only: [] } },
      data: { find: ['{"first":1,"after":"begin","only":[]}'], findB: '{"first":1,"only":[]}' },
    },
  ],
};
