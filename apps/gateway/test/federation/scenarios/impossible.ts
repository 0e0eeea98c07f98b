import type { Scenario } from '../scenario.ts';

type Ref = { id: string };

/** One root field that two subgraphs resolve with different types; the other fields of each type are reachable only through its own subgraph. */
export const sharedNode: Scenario = {
  name: 'a shared node of two subgraphs',
  subgraphs: {
    a: {
      sdl: `
        type Query { node(id: ID!): Node @shareable account(id: String!): Account }
        interface Node { id: ID! }
        type Account implements Node @key(fields: "id") { id: ID! username: String! }
        type Chat implements Node @key(fields: "id") { id: ID! account: Account! }`,
      resolvers: {
        Query: {
          node: (_: unknown, { id }: Ref) => ({ __typename: id.startsWith('a') ? 'Account' : 'Chat', id }),
          account: (_: unknown, { id }: Ref) => ({ id }),
        },
        Account: { username: ({ id }: Ref) => `name of ${id}` },
        Chat: { account: () => ({ id: 'a1' }) },
      },
    },
    b: {
      sdl: `
        type Query { node(id: ID!): Node @shareable chat(id: String!): Chat }
        interface Node { id: ID! }
        type Account implements Node @key(fields: "id") { id: ID! chats: [Chat!]! }
        type Chat implements Node @key(fields: "id") { id: ID! text: String! }`,
      resolvers: {
        Query: {
          node: (_: unknown, { id }: Ref) => ({ __typename: id.startsWith('a') ? 'Account' : 'Chat', id }),
          chat: (_: unknown, { id }: Ref) => ({ id }),
        },
        Account: { chats: () => [{ id: 'c1' }, { id: 'c2' }] },
        Chat: { text: ({ id }: Ref) => `text of ${id}` },
      },
    },
  },
  cases: [
    { name: 'only the id', query: '{ node(id: "a1") { id } }', data: { node: { id: 'a1' } } },
    {
      name: 'only the type names',
      query: '{ account: node(id: "a1") { __typename } chat: node(id: "c1") { __typename } }',
      data: { account: { __typename: 'Account' }, chat: { __typename: 'Chat' } },
    },
    {
      name: 'fields of both subgraphs for both types',
      query:
        '{ x: node(id: "a1") { ...N } y: node(id: "c1") { ...N } } fragment N on Node { ... on Account { username chats { text } } ... on Chat { text account { id } } }',
      data: {
        x: { username: 'name of a1', chats: [{ text: 'text of c1' }, { text: 'text of c2' }] },
        y: { text: 'text of c1', account: { id: 'a1' } },
      },
    },
    {
      name: 'nested back to the first type',
      query: '{ chat(id: "c1") { account { chats { account { username } } } } }',
      data: {
        chat: {
          account: { chats: [{ account: { username: 'name of a1' } }, { account: { username: 'name of a1' } }] },
        },
      },
    },
    { name: 'a fragment on another type', query: '{ node(id: "a1") { ... on Chat { id text } } }', data: { node: {} } },
  ],
};

/** An interface that no type of its subgraph implements: another subgraph has the types, and this one only their key. */
export const distantInterface: Scenario = {
  name: 'an interface without types',
  subgraphs: {
    a: {
      sdl: 'type Query { product: Product b: Node } interface Product { id: ID! } type Bread implements Product @key(fields: "id") { id: ID! } interface Node { id: ID! field: String } type Leaf implements Node @key(fields: "id") { id: ID! field: String @shareable }',
      resolvers: {
        Query: {
          product: () => ({ __typename: 'Bread', id: 'p1' }),
          b: () => ({ __typename: 'Leaf', id: 'n1', field: 'foo' }),
        },
      },
    },
    b: {
      sdl: 'interface Product { id: ID! name: String! } type Bread implements Product @key(fields: "id") { id: ID! name: String! } type Leaf @key(fields: "id") { id: ID! more: Int }',
      resolvers: { Bread: { name: ({ id }: Ref) => `bread ${id}` }, Leaf: { more: () => 3 } },
    },
  },
  cases: [
    {
      name: 'a field of the interface that only the other subgraph has',
      query: '{ product { id name } }',
      data: { product: { id: 'p1', name: 'bread p1' } },
    },
    {
      name: 'a field of one type',
      query: '{ product { ... on Bread { name } } b { field ... on Leaf { more } } }',
      data: { product: { name: 'bread p1' }, b: { field: 'foo', more: 3 } },
    },
    {
      name: 'the field of both',
      query: '{ b { id field } }',
      data: { b: { id: 'n1', field: 'foo' } },
      asked: { a: 1 },
    },
  ],
};
