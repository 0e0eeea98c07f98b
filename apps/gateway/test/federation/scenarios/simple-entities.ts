import { findBy, type Scenario } from '../scenario.ts';

const users = [
  { id: 'u1', email: 'ada@example.org' },
  { id: 'u2', email: 'bo@example.org' },
];
const nicknames = [
  { email: 'ada@example.org', nickname: 'Ada' },
  { email: 'bo@example.org', nickname: 'Bo' },
];
const posts = [
  { id: 'p1', author: { id: 'u1' } },
  { id: 'p2', author: { id: 'u2' } },
  { id: 'p3', author: { id: 'u1' } },
];

/** One fetch, two fetches, and the same entity repeatedly. */
export const simpleEntities: Scenario = {
  name: 'simple entities',
  subgraphs: {
    users: {
      sdl: `
        type Query { user: User, users: [User!]! }
        type User @key(fields: "id") @key(fields: "email") { id: ID! email: String! }`,
      resolvers: {
        Query: { user: () => users[0], users: () => users },
        User: { __resolveReference: findBy(users, 'id') },
      },
    },
    nicknames: {
      sdl: 'type User @key(fields: "email") { email: String! nickname: String! }',
      resolvers: { User: { __resolveReference: findBy(nicknames, 'email') } },
    },
    posts: {
      sdl: `
        type Query { posts: [Post!]! }
        type Post @key(fields: "id") { id: ID! author: User! }
        type User @key(fields: "id") { id: ID! posts: [Post!]! }`,
      resolvers: {
        Query: { posts: () => posts },
        User: { posts: ({ id }: { id: string }) => posts.filter(({ author }) => author.id === id) },
      },
    },
  },
  cases: [
    {
      name: 'an entity is completed by another subgraph',
      query: '{ user { id nickname } }',
      data: { user: { id: 'u1', nickname: 'Ada' } },
      asked: { users: 1, nicknames: 1 },
    },
    {
      name: 'the key that the planner adds does not appear',
      query: '{ user { nickname } }',
      data: { user: { nickname: 'Ada' } },
    },
    {
      name: 'a list of entities is completed in one request',
      query: '{ users { nickname email } }',
      data: {
        users: [
          { nickname: 'Ada', email: 'ada@example.org' },
          { nickname: 'Bo', email: 'bo@example.org' },
        ],
      },
      asked: { users: 1, nicknames: 1 },
    },
    {
      name: 'a subgraph is reached through the key of another',
      query: '{ posts { id author { nickname } } }',
      data: {
        posts: [
          { id: 'p1', author: { nickname: 'Ada' } },
          { id: 'p2', author: { nickname: 'Bo' } },
          { id: 'p3', author: { nickname: 'Ada' } },
        ],
      },
      asked: { posts: 1, users: 1, nicknames: 1 },
    },
    {
      name: 'fields keep the order of the operation, not of the fetches',
      query: '{ user { nickname id posts { author { email id } id } email } }',
      data: {
        user: {
          nickname: 'Ada',
          id: 'u1',
          posts: [
            { author: { email: 'ada@example.org', id: 'u1' }, id: 'p1' },
            { author: { email: 'ada@example.org', id: 'u1' }, id: 'p3' },
          ],
          email: 'ada@example.org',
        },
      },
    },
    {
      name: 'an entity that returns to its first subgraph is found again',
      query: '{ users { posts { author { posts { id } nickname } } } }',
      data: {
        users: [
          {
            posts: [
              { author: { posts: [{ id: 'p1' }, { id: 'p3' }], nickname: 'Ada' } },
              { author: { posts: [{ id: 'p1' }, { id: 'p3' }], nickname: 'Ada' } },
            ],
          },
          { posts: [{ author: { posts: [{ id: 'p2' }], nickname: 'Bo' } }] },
        ],
      },
    },
    {
      name: 'the same entity at two paths has different selections',
      query: '{ user { nickname } users { email nickname } posts { author { id } } }',
      data: {
        user: { nickname: 'Ada' },
        users: [
          { email: 'ada@example.org', nickname: 'Ada' },
          { email: 'bo@example.org', nickname: 'Bo' },
        ],
        posts: [{ author: { id: 'u1' } }, { author: { id: 'u2' } }, { author: { id: 'u1' } }],
      },
    },
  ],
};
