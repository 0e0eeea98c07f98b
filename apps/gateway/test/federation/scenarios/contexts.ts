import type { Scenario } from '../scenario.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@context", "@fromContext", "@shareable"])\n';
const orders = [{ id: 'o1' }, { id: 'o2' }];
const lines = { lines: [{ id: 'l1' }, { id: 'l2' }] };
const users = [
  { __typename: 'User', id: 'u1', locale: 'zh', settings: { unit: 'kg', sizes: [1, 2] }, orders },
  { __typename: 'User', id: 'u2', locale: 'en', settings: { unit: 'lb', sizes: [] }, orders: [orders[0]] },
  { __typename: 'User', id: 'u3', locale: null, settings: null, orders: [orders[1]] },
];
const guest = { __typename: 'Guest', locale: 'vi', settings: { unit: 'jin', sizes: [3] }, orders: [{ id: 'o3' }] };
type Ref = { id: string };
const tired = (): never => {
  throw new Error('No locale today.');
};

/** Arguments that a field takes from its ancestors. */
export const contexts: Scenario = {
  name: '@context and @fromContext',
  stockRefuses: 'the planner plans contexts, and the gateway does not send their values',
  subgraphs: {
    shop: {
      sdl: `${link}
        type Query { users: [User!]! any: [Any!]! grid: [[User]!]! broken: User }
        union Any = User | Guest
        type User @key(fields: "id") @context(name: "viewer") { id: ID! locale: String settings: Settings orders: [Order!]! }
        type Guest @context(name: "viewer") { locale: String settings: Settings orders: [Order!]! }
        type Settings { unit: String sizes: [Int!] }
        type Order @key(fields: "id") {
          id: ID!
          total(locale: String @fromContext(field: "$viewer { locale }"), unit: String @fromContext(field: "$viewer { settings { unit } }"), times: Int): String
          lines: [Line!]!
          peer: Order
        }
        type Line @key(fields: "id") { id: ID! price(locale: String @fromContext(field: "$viewer ... on User { locale } ... on Guest { locale }")): String }`,
      resolvers: {
        Query: {
          users: () => users,
          any: () => [users[1], guest],
          grid: () => [[users[0], null], [], [users[1]]],
          broken: () => ({ id: 'u9', orders, locale: tired }),
        },
        User: { __resolveReference: ({ id }: Ref) => users.find((user) => user.id === id) },
        Order: {
          __resolveReference: (ref: Ref) => ref,
          lines: () => lines.lines,
          peer: ({ id }: Ref) => ({ id: `p${id}` }),
          total: ({ id }: Ref, { locale, unit, times = 1 }: { locale?: string; unit?: string; times?: number }) =>
            `${id} ${locale ?? 'none'} ${unit ?? 'none'} ${times}`,
        },
        Line: {
          __resolveReference: (ref: Ref) => ref,
          price: ({ id }: Ref, { locale }: { locale?: string }) => `${id} ${locale ?? 'none'}`,
        },
      },
    },
    notes: {
      sdl: `${link} type Order @key(fields: "id") { id: ID! note: String }`,
      resolvers: { Order: { note: ({ id }: Ref) => `note of ${id}` } },
    },
  },
  cases: [
    {
      name: 'the same entity below different objects gets the values of each',
      query: '{ users { orders { id total } } }',
      data: {
        users: [
          {
            orders: [
              { id: 'o1', total: 'o1 zh kg 1' },
              { id: 'o2', total: 'o2 zh kg 1' },
            ],
          },
          { orders: [{ id: 'o1', total: 'o1 en lb 1' }] },
          { orders: [{ id: 'o2', total: 'o2 none none 1' }] },
        ],
      },
      asked: { shop: 4 },
    },
    {
      name: 'context arguments beside arguments of the client and fields of another service',
      query: 'query ($n: Int) { users { orders { note total(times: $n) } } }',
      variables: { n: 3 },
      data: {
        users: [
          {
            orders: [
              { note: 'note of o1', total: 'o1 zh kg 3' },
              { note: 'note of o2', total: 'o2 zh kg 3' },
            ],
          },
          { orders: [{ note: 'note of o1', total: 'o1 en lb 3' }] },
          { orders: [{ note: 'note of o2', total: 'o2 none none 3' }] },
        ],
      },
    },
    {
      name: 'two levels below the object of the context',
      query: '{ users { orders { lines { price } } } }',
      data: {
        users: [
          {
            orders: [
              { lines: [{ price: 'l1 zh' }, { price: 'l2 zh' }] },
              { lines: [{ price: 'l1 zh' }, { price: 'l2 zh' }] },
            ],
          },
          { orders: [{ lines: [{ price: 'l1 en' }, { price: 'l2 en' }] }] },
          { orders: [{ lines: [{ price: 'l1 none' }, { price: 'l2 none' }] }] },
        ],
      },
    },
    {
      name: 'objects of several types may provide the context',
      query: '{ any { ... on User { orders { total lines { price } } } ... on Guest { orders { total } } } }',
      data: {
        any: [
          { orders: [{ total: 'o1 en lb 1', lines: [{ price: 'l1 en' }, { price: 'l2 en' }] }] },
          { orders: [{ total: 'o3 vi jin 1' }] },
        ],
      },
    },
    {
      name: 'through lists of lists, and beside an alias that is the name of a field of the context',
      query: '{ grid { locale: id orders { sum: total } } }',
      data: {
        grid: [
          [{ locale: 'u1', orders: [{ sum: 'o1 zh kg 1' }, { sum: 'o2 zh kg 1' }] }, null],
          [],
          [{ locale: 'u2', orders: [{ sum: 'o1 en lb 1' }] }],
        ],
      },
    },
    {
      name: 'a client may have a variable of any name',
      query: 'query ($contextualArgument_1_0: Int) { users { orders { total(times: $contextualArgument_1_0) } } }',
      variables: { contextualArgument_1_0: 2 },
      data: {
        users: [
          { orders: [{ total: 'o1 zh kg 2' }, { total: 'o2 zh kg 2' }] },
          { orders: [{ total: 'o1 en lb 2' }] },
          { orders: [{ total: 'o2 none none 2' }] },
        ],
      },
    },
    {
      name: 'with another object between the context and the field',
      query: '{ users { orders { peer { total } } } }',
      data: {
        users: [
          { orders: [{ peer: { total: 'po1 zh kg 1' } }, { peer: { total: 'po2 zh kg 1' } }] },
          { orders: [{ peer: { total: 'po1 en lb 1' } }] },
          { orders: [{ peer: { total: 'po2 none none 1' } }] },
        ],
      },
    },
    {
      name: 'a context value that the service fails to return is null to the field, with its error',
      query: '{ broken { orders { total } } }',
      data: { broken: { orders: [{ total: 'o1 none none 1' }, { total: 'o2 none none 1' }] } },
      errors: [{ path: ['broken', 'locale'] }],
    },
  ],
};
