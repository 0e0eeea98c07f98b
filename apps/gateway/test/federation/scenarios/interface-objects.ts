import { findBy, type Scenario } from '../scenario.ts';

const users = [
  { __typename: 'Admin', id: 'u1', name: 'Lin', username: 'lin', level: 3 },
  { __typename: 'Guest', id: 'u2', name: 'Wei', username: 'wei', until: '2021' },
];
type Ref = { __typename: string; id: string; username?: string };

/** Subgraphs that define an interface as an interface object. */
export const interfaceObjects: Scenario = {
  name: '@interfaceObject',
  subgraphs: {
    users: {
      sdl: `
        type Query { users: [User!]! admin: Admin anyone: Anyone }
        union Anyone = Admin | Guest
        interface User @key(fields: "id") { id: ID! name: String! username: String! }
        type Admin implements User @key(fields: "id") { id: ID! name: String! username: String! level: Int! }
        type Guest implements User @key(fields: "id") { id: ID! name: String! username: String! until: String! }`,
      resolvers: {
        Query: { users: () => users, admin: () => users[0], anyone: () => users[1] },
        User: { __resolveReference: findBy(users, 'id') },
        Admin: { __resolveReference: findBy(users, 'id') },
        Guest: { __resolveReference: findBy(users, 'id') },
      },
    },
    visits: {
      sdl: `
        type Query { visitors: [User!]! lone: User }
        type User @key(fields: "id") @interfaceObject { id: ID! visits: Int! friends: [User!]! username: String! @external greeting: String! @requires(fields: "username") }`,
      resolvers: {
        Query: { visitors: () => [{ id: 'u2' }, { id: 'u1' }], lone: () => ({ id: 'u9' }) },
        User: {
          visits: ({ id }: Ref) => Number(id.slice(1)) * 10,
          friends: ({ id }: Ref) => [{ id: id === 'u1' ? 'u2' : 'u1' }],
          greeting: ({ username = '?' }: Ref) => `hello ${username}`,
        },
      },
    },
    badges: {
      sdl: 'type User @key(fields: "id") @interfaceObject { id: ID! badge: Badge } type Badge { text: String! owner: User! }',
      resolvers: { User: { badge: ({ id }: Ref) => (id === 'u1' ? { text: 'gold', owner: { id } } : null) } },
    },
  },
  cases: [
    {
      name: 'an interface object adds a field to every type of an interface',
      query: '{ users { id visits } }',
      data: {
        users: [
          { id: 'u1', visits: 10 },
          { id: 'u2', visits: 20 },
        ],
      },
      asked: { users: 1, visits: 1 },
    },
    {
      name: 'an added field beside fields of one type',
      query: '{ users { ... on Admin { level visits } ... on Guest { until badge { text } } } }',
      data: {
        users: [
          { level: 3, visits: 10 },
          { until: '2021', badge: null },
        ],
      },
    },
    {
      name: 'an added field is available without the interface',
      query: '{ visitors { id visits } }',
      data: {
        visitors: [
          { id: 'u2', visits: 20 },
          { id: 'u1', visits: 10 },
        ],
      },
      asked: { visits: 1 },
    },
    {
      name: 'the type name is fetched from a subgraph that knows it',
      query: '{ visitors { __typename visits } }',
      data: {
        visitors: [
          { __typename: 'Guest', visits: 20 },
          { __typename: 'Admin', visits: 10 },
        ],
      },
      asked: { visits: 1, users: 1 },
    },
    {
      name: 'the type name under an alias',
      query: '{ visitors { kind: __typename } }',
      data: { visitors: [{ kind: 'Guest' }, { kind: 'Admin' }] },
    },
    {
      name: 'a fragment on one type fetches the type name',
      query: '{ visitors { visits ... on Admin { level } } }',
      data: { visitors: [{ visits: 20 }, { visits: 10, level: 3 }] },
    },
    {
      name: 'the type name is kept when the interface object is fetched again',
      query: '{ visitors { ... on Admin { greeting __typename } ... on Guest { visits until } } }',
      data: {
        visitors: [
          { visits: 20, until: '2021' },
          { greeting: 'hello lin', __typename: 'Admin' },
        ],
      },
      stockIsWrong: 'the name of the interface replaces the name of the type',
    },
    {
      name: 'a field of the interface is fetched from the subgraph that has it',
      query: '{ visitors { name id } }',
      data: {
        visitors: [
          { name: 'Wei', id: 'u2' },
          { name: 'Lin', id: 'u1' },
        ],
      },
    },
    {
      name: 'from one interface object to the other',
      query: '{ visitors { badge { text } visits } }',
      data: {
        visitors: [
          { badge: null, visits: 20 },
          { badge: { text: 'gold' }, visits: 10 },
        ],
      },
    },
    {
      name: 'an interface object requires a field of the interface',
      query: '{ users { greeting } }',
      data: { users: [{ greeting: 'hello lin' }, { greeting: 'hello wei' }] },
    },
    {
      name: 'an interface object requires a field that has to be fetched first',
      query: '{ visitors { greeting } }',
      data: { visitors: [{ greeting: 'hello wei' }, { greeting: 'hello lin' }] },
    },
    {
      name: 'from an interface object to its types and back',
      query: '{ admin { friends { name visits friends { ... on Admin { level } __typename } } } }',
      data: { admin: { friends: [{ name: 'Wei', visits: 20, friends: [{ level: 3, __typename: 'Admin' }] }] } },
    },
    {
      name: 'an owner behind a value type',
      query: '{ admin { badge { owner { ... on Admin { username } badge { text } } } } }',
      data: { admin: { badge: { owner: { username: 'lin', badge: { text: 'gold' } } } } },
    },
    {
      name: 'a member of a union that also implements the interface',
      query: '{ anyone { ... on Guest { visits } ... on User { greeting } } }',
      data: { anyone: { visits: 20, greeting: 'hello wei' } },
    },
    {
      name: 'a fragment on a union whose subgraph lacks the interface',
      query:
        '{ visitors { visits ... on Anyone { __typename ... on User { name } } ...F } } fragment F on Anyone { ... on Guest { until } }',
      data: {
        visitors: [
          { visits: 20, __typename: 'Guest', name: 'Wei', until: '2021' },
          { visits: 10, __typename: 'Admin', name: 'Lin' },
        ],
      },
      stockIsWrong: 'the planner gives up',
    },
    {
      name: 'a fragment on a type that does not occur leaves an empty object',
      query: '{ admin { ... on User { ... on Guest { until } } } }',
      data: { admin: {} },
    },
    {
      name: 'the type name of an unknown entity is null',
      query: '{ lone { visits __typename } }',
      data: { lone: null },
      errors: 'optional',
    },
    {
      name: 'an unknown entity still has the added field',
      query: '{ lone { visits id } }',
      data: { lone: { visits: 90, id: 'u9' } },
    },
  ],
};

/** An interface object behind another entity, with types that are not entities there. */
export const indirectInterfaceObjects: Scenario = {
  name: '@interfaceObject behind another entity',
  subgraphs: {
    media: {
      sdl: `
        type Query { media: Media }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Video implements Media @key(fields: "id") { id: ID! title: String seconds: Int }
        type Article implements Media @key(fields: "id") { id: ID! title: String words: Int }`,
      resolvers: {
        Query: { media: () => ({ __typename: 'Video', id: '1', title: 'River', seconds: 100 }) },
        Media: { __resolveReference: ({ id }: Ref) => ({ __typename: id === '1' ? 'Video' : 'Article', id }) },
        Video: { __resolveReference: (ref: Ref) => ref, title: () => 'River', seconds: () => 100 },
        Article: { __resolveReference: (ref: Ref) => ref, title: () => 'Tea', words: () => 900 },
      },
    },
    authors: {
      sdl: `
        type Query { author: Author }
        type Author @key(fields: "id") { id: ID! name: String! works: [Media!]! }
        type Media @key(fields: "id") @interfaceObject { id: ID! authorName: String! }`,
      resolvers: {
        Query: { author: () => ({ id: 'a', name: 'Lu', works: [{ id: '2' }, { id: '1' }] }) },
        Media: { authorName: ({ id }: Ref) => `author of ${id}` },
      },
    },
    lists: {
      sdl: `
        type Query { playlist: Playlist }
        type Playlist @key(fields: "id") { id: ID! media: [Media] }
        interface Media { id: ID! }
        type Video implements Media @key(fields: "id") { id: ID! }
        type Article implements Media @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          playlist: () => ({
            id: 'p',
            media: [{ __typename: 'Article', id: '2' }, null, { __typename: 'Video', id: '1' }],
          }),
        },
      },
    },
  },
  cases: [
    {
      name: 'several paths to the same interface in one operation',
      query:
        '{ media { id title ... on Video { seconds authorName } ... on Article { words } } author { id name } playlist { id media { id ... on Video { seconds } } } }',
      data: {
        media: { id: '1', title: 'River', seconds: 100, authorName: 'author of 1' },
        author: { id: 'a', name: 'Lu' },
        playlist: { id: 'p', media: [{ id: '2' }, null, { id: '1', seconds: 100 }] },
      },
    },
    {
      name: 'from a list of the interface',
      query: '{ playlist { media { authorName ... on Article { words } } } }',
      data: { playlist: { media: [{ authorName: 'author of 2', words: 900 }, null, { authorName: 'author of 1' }] } },
    },
    {
      name: 'from an entity of another subgraph',
      query: '{ author { works { authorName title ... on Video { seconds } } } }',
      data: {
        author: {
          works: [
            { authorName: 'author of 2', title: 'Tea' },
            { authorName: 'author of 1', title: 'River', seconds: 100 },
          ],
        },
      },
    },
    {
      name: 'only the type names',
      query: '{ author { works { __typename } } playlist { media { __typename } } }',
      data: {
        author: { works: [{ __typename: 'Article' }, { __typename: 'Video' }] },
        playlist: { media: [{ __typename: 'Article' }, null, { __typename: 'Video' }] },
      },
    },
  ],
};
