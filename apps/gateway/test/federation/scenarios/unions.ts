import { findBy, type Scenario } from '../scenario.ts';

const media = {
  book: { __typename: 'Book', id: 'm1', title: 'Tea' },
  song: { __typename: 'Song', id: 'm2', seconds: 90 },
  movie: { __typename: 'Movie', id: 'm3', title: 'River' },
};
type Ref = { id: string };

/** Unions of which each subgraph knows a part. */
export const unions: Scenario = {
  name: 'unions across subgraphs',
  subgraphs: {
    a: {
      sdl: `
        type Query { media: Media @shareable book: Media @shareable song: Media viewer: Viewer @shareable }
        union Media = Book | Song
        union ViewerMedia = Book | Song
        type Viewer { media: ViewerMedia @shareable book: ViewerMedia @shareable song: ViewerMedia name: String! }
        type Book @key(fields: "id") { id: ID! title: String! @shareable }
        type Song @key(fields: "id") { id: ID! title: Int! }`,
      resolvers: {
        Query: {
          media: () => media.book,
          book: () => media.book,
          song: () => media.song,
          viewer: () => ({ media: media.book, book: media.book, song: media.song, name: 'Lin' }),
        },
        Book: { __resolveReference: findBy([media.book], 'id') },
        Song: { title: () => 7 },
      },
    },
    b: {
      sdl: `
        type Query { media: Media @shareable book: Media @shareable viewer: Viewer @shareable movie: Media all: [Media]! }
        union Media = Book | Movie
        union ViewerMedia = Book | Movie
        type Viewer { media: ViewerMedia @shareable book: ViewerMedia @shareable movie: ViewerMedia age: Int! }
        type Book @key(fields: "id") { id: ID! title: String! @shareable pages: Int! }
        type Movie @key(fields: "id") { id: ID! title: String! }`,
      resolvers: {
        Query: {
          media: () => media.book,
          book: () => media.book,
          movie: () => media.movie,
          all: () => [media.movie, null, media.book],
          viewer: () => ({ media: media.book, book: media.book, movie: media.movie, age: 40 }),
        },
        Book: { __resolveReference: findBy([media.book], 'id'), pages: () => 9 },
      },
    },
    c: {
      sdl: 'type Song @key(fields: "id") { id: ID! singer: String } type Movie @key(fields: "id") { id: ID! minutes: Int }',
      resolvers: { Song: { singer: ({ id }: Ref) => `singer of ${id}` }, Movie: { minutes: () => 120 } },
    },
  },
  cases: [
    {
      name: 'a member that both subgraphs know',
      query: '{ media { __typename ... on Book { title } } }',
      data: { media: { __typename: 'Book', title: 'Tea' } },
    },
    {
      name: 'a member of which the other subgraph has more fields',
      query: '{ book { ... on Book { id pages } } }',
      data: { book: { id: 'm1', pages: 9 } },
    },
    {
      name: 'a member that this subgraph does not know',
      query: '{ song { ... on Movie { title } ... on Song { id singer } } }',
      data: { song: { id: 'm2', singer: 'singer of m2' } },
    },
    {
      name: 'no fragment applies',
      query: '{ movie { ... on Book { pages } } song { ... on Movie { id } } }',
      data: { movie: {}, song: {} },
    },
    {
      name: 'every member, in a list with a null',
      query:
        '{ all { ... on Movie { minutes name: title } ... on Book { name: title pages } ... on Song { singer } __typename } }',
      data: {
        all: [
          { minutes: 120, name: 'River', __typename: 'Movie' },
          null,
          { name: 'Tea', pages: 9, __typename: 'Book' },
        ],
      },
    },
    {
      name: 'one field, two types, two subgraphs',
      query: '{ song { ... on Song { number: title } } movie { ... on Movie { title } } }',
      data: { song: { number: 7 }, movie: { title: 'River' } },
    },
    {
      name: 'a shared object in front of the union',
      query: '{ viewer { media { ... on Book { title } } name age } }',
      data: { viewer: { media: { title: 'Tea' }, name: 'Lin', age: 40 } },
    },
    {
      name: 'each part of a shared object has its own member',
      query:
        '{ viewer { song { __typename ... on Song { singer } } movie { ... on Movie { minutes } t: __typename } book { ... on Book { pages } } } }',
      data: {
        viewer: {
          song: { __typename: 'Song', singer: 'singer of m2' },
          movie: { minutes: 120, t: 'Movie' },
          book: { pages: 9 },
        },
      },
    },
    {
      name: 'only the type name',
      query: '{ viewer { book { __typename } } media { a: __typename b: __typename } }',
      data: { viewer: { book: { __typename: 'Book' } }, media: { a: 'Book', b: 'Book' } },
    },
    {
      name: 'the type name of every object',
      query: '{ __typename q: __typename viewer { __typename x: __typename } }',
      data: { __typename: 'Query', q: 'Query', viewer: { __typename: 'Viewer', x: 'Viewer' } },
    },
  ],
};
