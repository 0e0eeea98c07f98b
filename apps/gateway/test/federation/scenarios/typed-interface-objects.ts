import type { Scenario } from '../scenario.ts';

type Ref = { id: string };
const same = { __resolveReference: (ref: Ref) => ref };
const typeOf = ({ id }: Ref): string => (id.startsWith('h') ? 'House' : 'Flat');
const merged = 'the arguments of the first type are used for all';

/** Types that a service knows only by their interface, each with another selection under one name. */
export const typedInterfaceObjects: Scenario = {
  name: 'types behind an interface object',
  subgraphs: {
    places: {
      sdl: `
        type Query { assets: [Asset!]! }
        interface Asset @key(fields: "id") { id: ID! }
        type House implements Asset @key(fields: "id") { id: ID! }
        type Flat implements Asset @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { assets: () => ['h1', 'f1'].map((id) => ({ id })) },
        Asset: { __resolveType: typeOf, __resolveReference: (ref: Ref) => ({ ...ref, __typename: typeOf(ref) }) },
        House: same,
        Flat: same,
      },
    },
    prices: {
      sdl: `
        type Query { priced: [Asset!]! one(id: ID!): Asset }
        type Asset @key(fields: "id") @interfaceObject { id: ID! price(in: String): String rent: String owner(since: Int): Person }
        type Person @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { priced: () => ['h1', 'f1'].map((id) => ({ id })), one: (_: unknown, ref: Ref) => ref },
        Asset: {
          ...same,
          rent: ({ id }: Ref) => `rent of ${id}`,
          owner: ({ id }: Ref, { since }: { since?: number }) => ({ id: `p-${id}${since ?? ''}` }),
          price: ({ id }: Ref, args: { in?: string }) => {
            if (args.in === `bad ${id}`) throw new Error('No price.');
            return `${id} in ${args.in ?? 'any'}`;
          },
        },
      },
    },
    people: {
      sdl: 'type Person @key(fields: "id") { id: ID! name(style: String): String nick: String }',
      resolvers: {
        Person: {
          ...same,
          name: ({ id }: Ref, { style }: { style?: string }) => `${style ?? 'plain'} ${id}`,
          nick: ({ id }: Ref) => `nick of ${id}`,
        },
      },
    },
  },
  cases: [
    {
      name: 'each type has its own arguments',
      query: '{ assets { ... on House { price(in: "a") } ... on Flat { price(in: "b") } } }',
      data: { assets: [{ price: 'h1 in a' }, { price: 'f1 in b' }] },
      stockIsWrong: merged,
    },
    {
      name: 'each type has its own arguments where the interface object comes first',
      query: '{ priced { ... on House { price(in: "a") } ... on Flat { price(in: "b") } } }',
      data: { priced: [{ price: 'h1 in a' }, { price: 'f1 in b' }] },
      stockIsWrong: merged,
    },
    {
      name: 'each type has its own arguments from variables and literals',
      query: 'query ($a: String) { assets { ... on House { price(in: $a) } ... on Flat { price } } }',
      variables: { a: 'x' },
      data: { assets: [{ price: 'h1 in x' }, { price: 'f1 in any' }] },
      stockIsWrong: merged,
    },
    {
      name: 'each type has its own field under one alias',
      query: '{ assets { ... on House { v: price } ... on Flat { v: rent } } }',
      data: { assets: [{ v: 'h1 in any' }, { v: 'rent of f1' }] },
      stockIsWrong: merged,
    },
    {
      name: 'each type has its own arguments on an object',
      query: '{ assets { ... on House { owner(since: 1) { id } } ... on Flat { owner(since: 2) { id } } } }',
      data: { assets: [{ owner: { id: 'p-h11' } }, { owner: { id: 'p-f12' } }] },
      stockIsWrong: merged,
    },
    {
      name: 'each type has its own arguments two services away',
      query:
        '{ h: one(id: "h1") { ...O } f: one(id: "f1") { ...O } } fragment O on Asset { ... on House { owner { name(style: "a") } } ... on Flat { owner { name(style: "b") } } }',
      data: { h: { owner: { name: 'a p-h1' } }, f: { owner: { name: 'b p-f1' } } },
      stockIsWrong: merged,
    },
    {
      name: 'names that the client itself could have chosen stay distinct',
      query: '{ assets { _1_price: id ... on House { price(in: "a") } ... on Flat { price(in: "b") } } }',
      data: {
        assets: [
          { _1_price: 'h1', price: 'h1 in a' },
          { _1_price: 'f1', price: 'f1 in b' },
        ],
      },
      stockIsWrong: merged,
    },
    {
      name: 'an error has the name chosen by the client',
      query: '{ assets { ... on House { p: price(in: "bad h1") } ... on Flat { p: price(in: "b") } } }',
      data: { assets: [{ p: null }, { p: 'f1 in b' }] },
      errors: [{ path: ['assets', 0, 'p'] }],
      stockIsWrong: merged,
    },
  ],
};
