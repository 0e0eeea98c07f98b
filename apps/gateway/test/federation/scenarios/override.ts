import { findBy, type Scenario } from '../scenario.ts';

const posts = [
  { id: 'p1', title: 'old title', body: 'old body', secret: 'hidden' },
  { id: 'p2', title: 'old too', body: 'old body 2', secret: 'hidden' },
];

/** Fields that moved from one subgraph to another. */
export const override: Scenario = {
  name: '@override',
  subgraphs: {
    old: {
      sdl: `
        type Query { feed: [Post!]! latest: Post motto: String! }
        type Post @key(fields: "id") { id: ID! title: String! body: String! }`,
      resolvers: {
        Query: { feed: () => posts, latest: () => posts[1], motto: () => 'old motto' },
        Post: { __resolveReference: findBy(posts, 'id') },
      },
    },
    young: {
      sdl: `
        type Query { feed: [Post!]! @override(from: "old") motto: String! @override(from: "old") }
        type Post @key(fields: "id") { id: ID! title: String! @override(from: "old") likes: Int! @requires(fields: "body") body: String! @external }`,
      resolvers: {
        Query: { feed: () => [{ id: 'p2' }, { id: 'p1' }], motto: () => 'new motto' },
        Post: { title: ({ id }: { id: string }) => `new ${id}`, likes: ({ body }: { body: string }) => body.length },
      },
    },
    ghost: {
      sdl: 'type Post @key(fields: "id") { id: ID! stamp: String! @override(from: "retired") }',
      resolvers: { Post: { stamp: () => 'stamped' } },
    },
  },
  cases: [
    {
      name: 'a moved root field is fetched from its new subgraph',
      query: '{ motto feed { id } }',
      data: { motto: 'new motto', feed: [{ id: 'p2' }, { id: 'p1' }] },
      asked: { young: 1 },
    },
    {
      name: 'a moved field is fetched from its new subgraph, starting at the old one',
      query: '{ latest { title body } }',
      data: { latest: { title: 'new p2', body: 'old body 2' } },
    },
    {
      name: 'a field that stayed is fetched from its old subgraph',
      query: '{ feed { body title } }',
      data: {
        feed: [
          { body: 'old body 2', title: 'new p2' },
          { body: 'old body', title: 'new p1' },
        ],
      },
    },
    {
      name: 'a moved field requires one that stayed',
      query: '{ feed { likes } latest { likes } }',
      data: { feed: [{ likes: 10 }, { likes: 8 }], latest: { likes: 10 } },
    },
    {
      name: 'overriding a subgraph that does not exist means owning the field',
      query: '{ latest { stamp } }',
      data: { latest: { stamp: 'stamped' } },
    },
  ],
};

const things = [
  { __typename: 'Note', id: 'n1', text: 'old note', at: 1 },
  { __typename: 'Photo', id: 'f1', url: 'photo', at: 2 },
];

/** An interface of which one type has moved and the others have not. */
export const overrideInterface: Scenario = {
  name: '@override behind an interface',
  subgraphs: {
    old: {
      sdl: `
        interface Thing { id: ID! at: Int! }
        type Query { things: [Thing!]! }
        type Note implements Thing @key(fields: "id") { id: ID! at: Int! text: String! }
        type Photo implements Thing @key(fields: "id") { id: ID! at: Int! url: String! }`,
      resolvers: { Query: { things: () => things }, Note: { __resolveReference: findBy(things, 'id') } },
    },
    young: {
      sdl: `
        interface Item { id: ID! at: Int! }
        type Query { items: [Item!]! }
        type Note implements Item @key(fields: "id") { id: ID! at: Int! @override(from: "old") text: String! @override(from: "old") }`,
      resolvers: {
        Query: { items: () => [{ __typename: 'Note', id: 'n1' }] },
        Note: { at: () => 11, text: () => 'new note' },
      },
    },
  },
  cases: [
    {
      name: 'one type is completed by the new owner, the other is not',
      query: '{ things { __typename id at } }',
      data: {
        things: [
          { __typename: 'Note', id: 'n1', at: 11 },
          { __typename: 'Photo', id: 'f1', at: 2 },
        ],
      },
    },
    {
      name: 'by fragments on each type',
      query: '{ things { ... on Photo { url at } ... on Note { text } } }',
      data: { things: [{ text: 'new note' }, { url: 'photo', at: 2 }] },
    },
    {
      name: 'the interface of the new owner',
      query: '{ items { at ... on Note { text } } }',
      data: { items: [{ at: 11, text: 'new note' }] },
      asked: { young: 1 },
    },
    {
      name: 'a selection of the key alone needs no other subgraph',
      query: '{ things { id } }',
      data: { things: [{ id: 'n1' }, { id: 'f1' }] },
      asked: { old: 1 },
    },
  ],
};
