import { findBy, type Scenario } from '../scenario.ts';

const halls = [
  { id: 'h1', address: { __typename: 'HomeAddress', city: 'Wuzhou', id: 'a1' } },
  { id: 'h2', address: { __typename: 'WorkAddress', city: 'Cangwu', id: 'a2' } },
  { id: 'h3', address: null },
];
const countries: Record<string, string> = { a1: 'CN', a2: 'VN' };
type Address = { id: string; __typename: string; country?: string; city?: string };

/** Requirements that reach through an interface. */
export const requiresInterface: Scenario = {
  name: '@requires through an interface',
  subgraphs: {
    halls: {
      sdl: `
        type Query { halls: [Hall!]! }
        type Hall @key(fields: "id") { id: ID! address: Address @external where: String! @requires(fields: "address { __typename id ... on HomeAddress { city } ... on WorkAddress { city country } }") short: String @requires(fields: "address { id }") }
        interface Address { id: ID! }
        type HomeAddress implements Address @key(fields: "id") { id: ID! city: String! @external }
        type WorkAddress implements Address @key(fields: "id") { id: ID! city: String! @external country: String! @external }`,
      resolvers: {
        Query: { halls: () => halls.map(({ id }) => ({ id })) },
        Hall: {
          __resolveReference: (reference: object) => reference,
          where: ({ address }: { address: Address | null }) =>
            address
              ? [address.__typename, address.id, address.city, address.country].filter(Boolean).join(' ')
              : 'nowhere',
          short: ({ address }: { address?: Address | null }) =>
            address ? address.id : address === null ? 'none' : 'not sent',
        },
      },
    },
    addresses: {
      sdl: `
        type Hall @key(fields: "id") { id: ID! address: Address }
        interface Address { id: ID! city: String! }
        type HomeAddress implements Address @key(fields: "id") { id: ID! city: String! }
        type WorkAddress implements Address @key(fields: "id") { id: ID! city: String! country: String! }`,
      resolvers: {
        Hall: { __resolveReference: findBy(halls, 'id') },
        WorkAddress: { country: ({ id }: { id: string }) => countries[id] },
      },
    },
  },
  cases: [
    {
      name: 'each type of an interface supplies its required fields',
      query: '{ halls { where } }',
      data: {
        halls: [{ where: 'HomeAddress a1 Wuzhou' }, { where: 'WorkAddress a2 Cangwu VN' }, { where: 'nowhere' }],
      },
    },
    {
      name: 'null for the required object is sent as null',
      query: '{ halls { short } }',
      data: { halls: [{ short: 'a1' }, { short: 'a2' }, { short: 'none' }] },
    },
    {
      name: 'the required type name does not appear if it was not selected',
      query: '{ halls { address { id } where } }',
      data: {
        halls: [
          { address: { id: 'a1' }, where: 'HomeAddress a1 Wuzhou' },
          { address: { id: 'a2' }, where: 'WorkAddress a2 Cangwu VN' },
          { address: null, where: 'nowhere' },
        ],
      },
    },
    {
      name: 'the operation selects other fields of the same object, by fragments',
      query: '{ halls { short address { ... on WorkAddress { country } kind: __typename city } } }',
      data: {
        halls: [
          { short: 'a1', address: { kind: 'HomeAddress', city: 'Wuzhou' } },
          { short: 'a2', address: { country: 'VN', kind: 'WorkAddress', city: 'Cangwu' } },
          { short: 'none', address: null },
        ],
      },
    },
  ],
};

type Shape = { __typename?: string; r?: number; w?: number; h?: number; parts?: Shape[] };
const figures = [
  {
    id: 'f1',
    shapes: [
      { __typename: 'Circle', r: 2 },
      { __typename: 'Box', w: 3, h: 4 },
    ],
  },
  {
    id: 'f2',
    shapes: [
      {
        __typename: 'Group',
        parts: [
          { __typename: 'Box', w: 1, h: 1 },
          { __typename: 'Circle', r: 1 },
        ],
      },
      null,
    ],
  },
  { id: 'f3', shapes: [] },
];
const sizeOf = (shape: Shape | null): number => {
  if (!shape) return 0;
  if (shape.r !== undefined) return shape.r;
  return shape.parts ? shape.parts.reduce((sum, part) => sum + sizeOf(part), 0) : (shape.w ?? NaN) * (shape.h ?? NaN);
};
const shapes = `
  union Shape = Circle | Box | Group
  union Simple = Circle | Box`;

/** Requirements that reach through unions, lists, and unions in unions. */
export const requiresUnion: Scenario = {
  name: '@requires through a union',
  subgraphs: {
    figures: {
      sdl: `type Query { figures: [Figure!]! } type Figure @key(fields: "id") { id: ID! shapes: [Shape]! } ${shapes}
        type Circle { r: Int! } type Box { w: Int! h: Int! } type Group { parts: [Simple!]! }`,
      resolvers: { Query: { figures: () => figures }, Figure: { __resolveReference: findBy(figures, 'id') } },
    },
    measures: {
      sdl: `
        type Figure @key(fields: "id") { id: ID! shapes: [Shape]! @external
          size: Int! @requires(fields: "shapes { ... on Circle { r } ... on Box { h w } ... on Group { parts { ... on Circle { r } ... on Box { w h } } } }")
          circles: Int! @requires(fields: "shapes { ... on Circle { r } }") }
        ${shapes} type Circle @external { r: Int! } type Box @external { w: Int! h: Int! } type Group @external { parts: [Simple!]! }`,
      resolvers: {
        Figure: {
          size: ({ shapes: list }: { shapes: (Shape | null)[] }) => list.reduce((sum, shape) => sum + sizeOf(shape), 0),
          circles: ({ shapes: list }: { shapes: (Shape | null)[] }) =>
            list.filter((shape) => shape?.r !== undefined).length,
        },
      },
    },
  },
  cases: [
    {
      name: 'every member of a union is sent with its own fields',
      query: '{ figures { size } }',
      data: { figures: [{ size: 14 }, { size: 2 }, { size: 0 }] },
    },
    {
      name: 'members without required fields are sent too',
      query: '{ figures { circles } }',
      data: { figures: [{ circles: 1 }, { circles: 0 }, { circles: 0 }] },
    },
    {
      name: 'the operation selects less of the same union',
      query: '{ figures { shapes { ... on Box { h } } size circles } }',
      data: {
        figures: [
          { shapes: [{}, { h: 4 }], size: 14, circles: 1 },
          { shapes: [{}, null], size: 2, circles: 0 },
          { shapes: [], size: 0, circles: 0 },
        ],
      },
    },
  ],
};
