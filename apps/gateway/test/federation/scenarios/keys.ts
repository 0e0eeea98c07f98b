import { aliasLost, findBy, type Scenario } from '../scenario.ts';

type Category = { id: string; tag: string };
const categories = { tea: { id: 'c1', tag: 'tea' }, rice: { id: 'c2', tag: 'rice' } };
const goods = [
  { id: 'g1', category: categories.tea, name: 'Liubao tea' },
  { id: 'g2', category: categories.rice, name: 'Silk rice' },
  { id: 'g1', category: categories.rice, name: 'Red rice' },
];
const prices = [
  { id: 'g1', category: categories.tea, price: 40 },
  { id: 'g2', category: categories.rice, price: 8 },
  { id: 'g1', category: categories.rice, price: 12 },
];
const same =
  (one: { id: string; category: Category }) =>
  (other: { id: string; category: Category }): boolean =>
    one.id === other.id && one.category.id === other.category.id && one.category.tag === other.category.tag;

/** Keys of several fields, with objects and lists in them. */
export const complexKeys: Scenario = {
  name: 'complex keys',
  subgraphs: {
    goods: {
      sdl: `
        type Query { goods: [Good!]! }
        type Good @key(fields: "id category { id tag }") { id: ID! name: String! category: Category! }
        type Category @shareable { id: ID! tag: String! }`,
      resolvers: { Query: { goods: () => goods } },
    },
    prices: {
      sdl: `
        type Good @key(fields: "id category { id tag }") { id: ID! category: Category! price: Int! }
        type Category @shareable { id: ID! tag: String! }`,
      resolvers: {
        Good: {
          __resolveReference: (reference: { id: string; category: Category }) => prices.find(same(reference)) ?? null,
        },
      },
    },
    baskets: {
      sdl: `
        type Query { baskets: [Basket!]! }
        type Basket @key(fields: "items { sku }") { items: [Item!]! label: String! }
        type Item @key(fields: "sku") { sku: ID! }`,
      resolvers: {
        Query: {
          baskets: () => [
            { label: 'one', items: [{ sku: 's1' }, { sku: 's2' }] },
            { label: 'none', items: [] },
          ],
        },
      },
    },
    counts: {
      sdl: `
        type Basket @key(fields: "items { sku }") { items: [Item!]! first: Item size: Int! }
        type Item @key(fields: "sku") { sku: ID! weight: Int! }`,
      resolvers: {
        Basket: {
          __resolveReference: ({ items }: { items: { sku: string }[] }) => ({
            items,
            size: items.length,
            first: items[0] ?? null,
          }),
        },
        Item: { weight: ({ sku }: { sku: string }) => Number(sku.slice(1)) * 10 },
      },
    },
  },
  cases: [
    {
      name: 'a key with a nested object distinguishes entities that share a part of it',
      query: '{ goods { name price } }',
      data: {
        goods: [
          { name: 'Liubao tea', price: 40 },
          { name: 'Silk rice', price: 8 },
          { name: 'Red rice', price: 12 },
        ],
      },
      asked: { goods: 1, prices: 1 },
    },
    {
      name: 'a selected part of a key shows only the selected fields',
      query: '{ goods { price category { tag } } }',
      data: {
        goods: [
          { price: 40, category: { tag: 'tea' } },
          { price: 8, category: { tag: 'rice' } },
          { price: 12, category: { tag: 'rice' } },
        ],
      },
    },
    {
      name: 'a key with a list is sent as a list, even if it is empty',
      query: '{ baskets { size label first { sku } } }',
      data: {
        baskets: [
          { size: 2, label: 'one', first: { sku: 's1' } },
          { size: 0, label: 'none', first: null },
        ],
      },
    },
    {
      name: 'the items of a list in a key are entities themselves',
      query: '{ baskets { items { weight } first { weight } } }',
      data: {
        baskets: [
          { items: [{ weight: 10 }, { weight: 20 }], first: { weight: 10 } },
          { items: [], first: null },
        ],
      },
    },
    {
      name: 'an alias on a key field does not change the key',
      query: '{ goods { price id: name ref: id category: __typename kind: category { id: tag } } }',
      data: {
        goods: [
          { price: 40, id: 'Liubao tea', ref: 'g1', category: 'Good', kind: { id: 'tea' } },
          { price: 8, id: 'Silk rice', ref: 'g2', category: 'Good', kind: { id: 'rice' } },
          { price: 12, id: 'Red rice', ref: 'g1', category: 'Good', kind: { id: 'rice' } },
        ],
      },
      stockIsWrong: aliasLost,
    },
  ],
};

type Part = { one: string; two: string; three: string };
const parts: Part = { one: '1', two: '2', three: '3' };
const device = { id: 'd1', serial: 's1', parts, name: 'pump', nameInB: 'pump (b)' };

/** Subgraphs that identify one entity by different keys, some of them by a part of another key. */
export const keysMashup: Scenario = {
  name: 'overlapping keys',
  subgraphs: {
    a: {
      sdl: `
        type Device @key(fields: "id") @key(fields: "serial") @key(fields: "parts { two three }") @key(fields: "id parts { two three }") { id: ID! serial: ID! parts: Parts! name: String! }
        type Parts { one: ID! two: ID! @shareable three: ID! @shareable }`,
      resolvers: {
        Device: {
          __resolveReference: (reference: object) =>
            'id' in reference || 'serial' in reference || 'parts' in reference
              ? { id: device.id, serial: device.serial, parts, name: device.name }
              : null,
        },
      },
    },
    b: {
      sdl: `
        type Query { site: Site }
        type Site @key(fields: "id") { id: ID! devices: [Device!]! }
        type Device @key(fields: "id parts { two three }") { id: ID! parts: Parts! nameInB: String! }
        type Parts { two: ID! @shareable three: ID! @shareable }`,
      resolvers: {
        Query: { site: () => ({ id: 'x', devices: [{ id: device.id, parts, nameInB: device.nameInB }] }) },
        Device: {
          __resolveReference: (reference: { id: string; parts: Part }) =>
            reference.parts.two === '2' && reference.parts.three === '3'
              ? { id: reference.id, parts, nameInB: device.nameInB }
              : null,
        },
      },
    },
    c: {
      sdl: 'type Query { bySerial: Device } type Device @key(fields: "serial") { serial: ID! wear: Int! }',
      resolvers: { Query: { bySerial: () => ({ serial: 's1', wear: 3 }) }, Device: { wear: () => 3 } },
    },
  },
  cases: [
    {
      name: 'each field comes from the subgraph that has it',
      query: '{ site { id devices { id name nameInB } } }',
      data: { site: { id: 'x', devices: [{ id: 'd1', name: 'pump', nameInB: 'pump (b)' }] } },
    },
    {
      name: 'a field of an object in a key that one subgraph lacks is fetched from another',
      query: '{ site { devices { parts { three one } wear } } }',
      data: { site: { devices: [{ parts: { three: '3', one: '1' }, wear: 3 }] } },
    },
    {
      name: 'a subgraph with a larger key is reached through the one that has all of it',
      query: '{ bySerial { nameInB wear parts { one } name } }',
      data: { bySerial: { nameInB: 'pump (b)', wear: 3, parts: { one: '1' }, name: 'pump' } },
      asked: { c: 1, a: 1, b: 1 },
    },
  ],
};

const people = [
  { id: 'p1', name: 'Lin' },
  { id: 'p2', name: 'Wei' },
];

/** Keys that identify an entity without resolving it. */
export const nonResolvableKeys: Scenario = {
  name: 'non-resolvable keys',
  subgraphs: {
    orders: {
      sdl: `
        type Query { orders: [Order!]! }
        type Order { number: Int! buyer: Person seller: Person! }
        type Person @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: {
        Query: {
          orders: () => [
            { number: 1, buyer: { id: 'p1' }, seller: { id: 'p2' } },
            { number: 2, buyer: null, seller: { id: 'p1' } },
          ],
        },
      },
    },
    people: {
      sdl: 'type Query { people: [Person!]! } type Person @key(fields: "id") { id: ID! name: String! }',
      resolvers: { Query: { people: () => people }, Person: { __resolveReference: findBy(people, 'id') } },
    },
  },
  cases: [
    {
      name: 'a selection of the key alone needs no other subgraph',
      query: '{ orders { buyer { id } seller { id } } }',
      data: {
        orders: [
          { buyer: { id: 'p1' }, seller: { id: 'p2' } },
          { buyer: null, seller: { id: 'p1' } },
        ],
      },
      asked: { orders: 1 },
    },
    {
      name: 'further fields come from the subgraph that resolves the key, even beside nulls',
      query: '{ orders { number buyer { name } seller { name id } } }',
      data: {
        orders: [
          { number: 1, buyer: { name: 'Lin' }, seller: { name: 'Wei', id: 'p2' } },
          { number: 2, buyer: null, seller: { name: 'Lin', id: 'p1' } },
        ],
      },
    },
  ],
};
