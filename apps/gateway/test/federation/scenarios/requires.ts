import { aliasLost, findBy, type Scenario } from '../scenario.ts';

const parcels = [
  { id: '1', name: 'tea', size: { width: 2, height: 3 }, tags: ['dry', 'light'] },
  { id: '2', name: 'rice', size: { width: 5, height: 4 }, tags: [] },
];
const weights = [
  { id: '1', weight: 10, hidden: 7 },
  { id: '2', weight: 100, hidden: null },
];

/** Fields computed from fields of other subgraphs. */
export const requires: Scenario = {
  name: '@requires',
  subgraphs: {
    parcels: {
      sdl: `
        type Query { parcels: [Parcel!]! first: Parcel }
        type Parcel @key(fields: "id") { id: ID! name: String! size: Size! tags: [String!]! }
        type Size { width: Int! height: Int! }`,
      resolvers: {
        Query: { parcels: () => parcels, first: () => parcels[0] },
        Parcel: { __resolveReference: findBy(parcels, 'id') },
      },
    },
    scales: {
      sdl: 'type Parcel @key(fields: "id") { id: ID! weight: Int! hidden: Int }',
      resolvers: { Parcel: { __resolveReference: findBy(weights, 'id') } },
    },
    post: {
      sdl: `
        type Parcel @key(fields: "id") {
          id: ID! weight: Int! @external size: Size! @external tags: [String!]! @external hidden: Int @external
          postage(express: Boolean = false): Int! @requires(fields: "weight size { width height }")
          area: Int! @requires(fields: "size { height width }")
          label: String! @requires(fields: "tags")
          risk: Int @requires(fields: "hidden")
          open: Boolean!
        }
        type Size @external { width: Int! height: Int! }`,
      resolvers: {
        Parcel: {
          open: () => true,
          area: ({ size }: { size: { width: number; height: number } }) => size.width * size.height,
          postage: (
            { weight, size }: { weight: number; size: { width: number; height: number } },
            { express }: { express: boolean },
          ) => (weight * 2 + size.width + size.height) * (express ? 2 : 1),
          label: ({ tags }: { tags: string[] }) => `[${tags.join('+')}]`,
          risk: ({ hidden }: { hidden?: number | null }) => (hidden === undefined ? -1 : hidden),
        },
      },
    },
    customs: {
      sdl: `
        type Parcel @key(fields: "id") {
          id: ID! postage(express: Boolean = false): Int! @external label: String! @external area: Int! @external
          duty: Int! @requires(fields: "postage")
          seal: String! @requires(fields: "label area")
        }`,
      resolvers: {
        Parcel: {
          duty: ({ postage }: { postage: number }) => postage * 10,
          seal: ({ label, area }: { label: string; area: number }) => `${label}${area}`,
        },
      },
    },
    audit: {
      sdl: `
        type Parcel @key(fields: "id") { id: ID! duty: Int! @external seal: String! @external name: String! @external proof: String! @requires(fields: "duty seal name") }`,
      resolvers: {
        Parcel: {
          proof: ({ duty, seal, name }: { duty: number; seal: string; name: string }) => `${name}:${duty}:${seal}`,
        },
      },
    },
  },
  cases: [
    {
      name: 'a field gets its requirement from two subgraphs, and the requirement does not appear',
      query: '{ parcels { postage } }',
      data: { parcels: [{ postage: 25 }, { postage: 209 }] },
    },
    {
      name: 'a required field may also be selected',
      query: '{ parcels { size { height } postage weight id } }',
      data: {
        parcels: [
          { size: { height: 3 }, postage: 25, weight: 10, id: '1' },
          { size: { height: 4 }, postage: 209, weight: 100, id: '2' },
        ],
      },
    },
    {
      name: 'a required field is unaffected if the operation uses its name for another field',
      query: '{ first { weight: name size: id tags: postage label area } }',
      data: { first: { weight: 'tea', size: '1', tags: 25, label: '[dry+light]', area: 6 } },
      stockIsWrong: aliasLost,
    },
    {
      name: 'a required list is sent as a list',
      query: '{ parcels { label } }',
      data: { parcels: [{ label: '[dry+light]' }, { label: '[]' }] },
    },
    {
      name: 'a required null is sent as null',
      query: '{ parcels { risk } }',
      data: { parcels: [{ risk: 7 }, { risk: null }] },
    },
    {
      name: 'a field with a requirement and arguments is selected twice under two names',
      query: 'query ($express: Boolean!) { first { slow: postage fast: postage(express: $express) } }',
      variables: { express: true },
      data: { first: { slow: 25, fast: 50 } },
    },
    {
      name: 'a field requires a field that has a requirement itself',
      query: '{ parcels { duty } }',
      data: { parcels: [{ duty: 250 }, { duty: 2090 }] },
    },
    {
      name: 'a chain of requirements over four subgraphs',
      query: '{ parcels { proof open } }',
      data: {
        parcels: [
          { proof: 'tea:250:[dry+light]6', open: true },
          { proof: 'rice:2090:[]20', open: true },
        ],
      },
    },
    {
      name: 'every field of every subgraph at once',
      query: '{ first { proof seal duty label postage area weight risk open name tags } }',
      data: {
        first: {
          proof: 'tea:250:[dry+light]6',
          seal: '[dry+light]6',
          duty: 250,
          label: '[dry+light]',
          postage: 25,
          area: 6,
          weight: 10,
          risk: 7,
          open: true,
          name: 'tea',
          tags: ['dry', 'light'],
        },
      },
    },
    {
      name: 'a field without requirements needs only the key',
      query: '{ parcels { open } }',
      data: { parcels: [{ open: true }, { open: true }] },
      asked: { parcels: 1, post: 1 },
    },
  ],
};

const posts = [
  { id: 'p1', author: { id: 'a1' } },
  { id: 'p2', author: { id: 'a2' } },
];
const years: Record<string, number> = { a1: 3, a2: 30 };

/** Two subgraphs that each need the other for one field of the same entity. */
export const circularRequires: Scenario = {
  name: 'mutual @requires',
  subgraphs: {
    posts: {
      sdl: `
        type Query { feed: [Post!]! }
        type Post @key(fields: "id") { id: ID! byExpert: Boolean! @external author: Author! byNovice: Boolean! @requires(fields: "byExpert") }
        type Author @key(fields: "id") { id: ID! years: Int! @external rank: String! @requires(fields: "years") }`,
      resolvers: {
        Query: { feed: () => posts },
        Post: {
          __resolveReference: (reference: { id: string; byExpert?: boolean }) => ({
            ...findBy(posts, 'id')(reference),
            ...reference,
          }),
          byNovice: ({ byExpert }: { byExpert: boolean }) => !byExpert,
        },
        Author: { rank: ({ years }: { years: number }) => (years > 10 ? 'master' : 'pupil') },
      },
    },
    authors: {
      sdl: `
        type Post @key(fields: "id") { id: ID! author: Author! @external byExpert: Boolean! @requires(fields: "author { years }") }
        type Author @key(fields: "id") { id: ID! years: Int! }`,
      resolvers: {
        Author: { years: ({ id }: { id: string }) => years[id] },
        Post: { byExpert: ({ author }: { author: { years: number } }) => author.years > 10 },
      },
    },
  },
  cases: [
    {
      name: 'one direction',
      query: '{ feed { byExpert } }',
      data: { feed: [{ byExpert: false }, { byExpert: true }] },
    },
    {
      name: 'both directions',
      query: '{ feed { byNovice } }',
      data: { feed: [{ byNovice: true }, { byNovice: false }] },
    },
    {
      name: 'with all fields between',
      query: '{ feed { byNovice byExpert author { rank id } } }',
      data: {
        feed: [
          { byNovice: true, byExpert: false, author: { rank: 'pupil', id: 'a1' } },
          { byNovice: false, byExpert: true, author: { rank: 'master', id: 'a2' } },
        ],
      },
    },
  ],
};
