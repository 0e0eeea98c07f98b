import { findBy, type Scenario } from '../scenario.ts';

const products = [
  { id: '1', title: 'Tea' },
  { id: '2', title: 'Rice' },
];
type Ref = { id: string; pid?: string };

/** Objects without a key inside entities: each subgraph returns its part of them. */
export const valueTypes: Scenario = {
  name: 'value types inside entities',
  subgraphs: {
    products: {
      sdl: `
        type Query { products: [Product!]! }
        type Product @key(fields: "id pid") { id: ID! pid: ID! }`,
      resolvers: { Query: { products: () => products.map(({ id }) => ({ id, pid: `p${id}` })) } },
    },
    categories: {
      sdl: `
        type Product @key(fields: "id pid") { id: ID! pid: ID! category: Category @shareable }
        type Category { details: Details @shareable }
        type Details { products: Int number: Int @shareable }`,
      resolvers: {
        Product: { category: ({ pid }: Ref) => ({ details: { products: Number(pid?.slice(1)), number: 7 } }) },
      },
    },
    names: {
      sdl: `
        type Query { named: Product }
        type Product @key(fields: "id") @key(fields: "id pid") { id: ID! pid: ID! name: String! category: Category @shareable }
        type Category @key(fields: "id") { id: ID! name: String! details: Details @shareable }
        type Details { note: String number: Int @shareable }`,
      resolvers: {
        Query: { named: () => ({ id: '2', pid: 'p2' }) },
        Product: {
          name: ({ id }: Ref) => findBy(products, 'id')({ id })?.title,
          category: ({ id }: Ref) => ({
            id: `c${id}`,
            name: `category ${id}`,
            details: { note: `note ${id}`, number: 7 },
          }),
        },
      },
    },
  },
  cases: [
    {
      name: 'a part of a part',
      query: '{ products { id category { details { products } } } }',
      data: {
        products: [
          { id: '1', category: { details: { products: 1 } } },
          { id: '2', category: { details: { products: 2 } } },
        ],
      },
    },
    {
      name: 'parts of one object from two subgraphs',
      query: '{ products { category { details { products note } name id } } }',
      data: {
        products: [
          { category: { details: { products: 1, note: 'note 1' }, name: 'category 1', id: 'c1' } },
          { category: { details: { products: 2, note: 'note 2' }, name: 'category 2', id: 'c2' } },
        ],
      },
    },
    {
      name: 'parts that both subgraphs know, under aliases',
      query: '{ products { name c: category { d: details { n: number note products } } } }',
      data: {
        products: [
          { name: 'Tea', c: { d: { n: 7, note: 'note 1', products: 1 } } },
          { name: 'Rice', c: { d: { n: 7, note: 'note 2', products: 2 } } },
        ],
      },
    },
    {
      name: 'an object that one subgraph has entirely is fetched from it alone',
      query: '{ named { id name category { name details { note } } } }',
      data: { named: { id: '2', name: 'Rice', category: { name: 'category 2', details: { note: 'note 2' } } } },
      asked: { names: 1 },
    },
  ],
};

/** Types that subgraphs define differently. */
export const mismatches: Scenario = {
  name: 'subgraphs that disagree about a type',
  subgraphs: {
    a: {
      sdl: `
        type Query { users: [User!]! strict: [User] accounts: [Account!]! }
        type User @key(fields: "id") { id: ID @shareable name: String nick: String! @shareable }
        union Account = User | Admin
        type Admin @key(fields: "id") { id: ID @shareable photo: String! }`,
      resolvers: {
        Query: {
          users: () => [{ id: 'u1', nick: 'one' }],
          strict: () => [
            { id: 'u1', nick: 'one' },
            { id: null, nick: 'none' },
          ],
          accounts: () => [
            { __typename: 'User', id: 'u1', nick: 'one' },
            { __typename: 'Admin', id: 'a1', photo: 'p' },
          ],
        },
        User: { name: () => 'Lin' },
      },
    },
    b: {
      sdl: `
        type Query { single: User owner: Owner }
        interface Owner { id: ID }
        type User implements Owner @key(fields: "id") { id: ID! @shareable nick: String @shareable age(unit: Unit = YEARS): Int }
        type Admin implements Owner @key(fields: "id") { id: ID! @shareable }
        enum Unit { YEARS DAYS }`,
      resolvers: {
        Query: { single: () => ({ id: 'u1', nick: null }), owner: () => ({ __typename: 'Admin', id: 'a9' }) },
        User: { age: (_: unknown, { unit }: { unit: string }) => (unit === 'YEARS' ? 40 : 14_600) },
      },
    },
  },
  cases: [
    {
      name: 'a field that one subgraph declares nullable is nullable for clients',
      query: '{ single { nick id } }',
      data: { single: { nick: null, id: 'u1' } },
    },
    {
      name: 'a member of a union and a type of an interface',
      query:
        '{ accounts { ... on User { id age } ... on Admin { id photo } } owner { ... on Admin { id } __typename } }',
      data: {
        accounts: [
          { id: 'u1', age: 40 },
          { id: 'a1', photo: 'p' },
        ],
        owner: { id: 'a9', __typename: 'Admin' },
      },
    },
    {
      name: 'by aliases, over both subgraphs',
      query: '{ users { key: id name days: age(unit: DAYS) age } }',
      data: { users: [{ key: 'u1', name: 'Lin', days: 14_600, age: 40 }] },
    },
    {
      name: 'an entity without its key still has its other fields',
      query: '{ strict { id nick name } }',
      data: {
        strict: [
          { id: 'u1', nick: 'one', name: 'Lin' },
          { id: null, nick: 'none', name: 'Lin' },
        ],
      },
    },
  ],
};

/** An interface that refers to itself. */
export const circularInterface: Scenario = {
  name: 'an interface that refers to itself',
  subgraphs: {
    a: {
      sdl: 'type Query { product: Product } interface Product { samePrice: [Product!]! } type Book implements Product @key(fields: "id") { id: ID! samePrice: [Product!]! }',
      resolvers: {
        Query: { product: () => ({ __typename: 'Book', id: '1' }) },
        Book: { samePrice: ({ id }: Ref) => [{ __typename: 'Book', id: id === '1' ? '2' : '1' }] },
      },
    },
    b: {
      sdl: 'type Book @key(fields: "id") { id: ID! price: Float }',
      resolvers: { Book: { price: ({ id }: Ref) => (id === '1' ? 10 : 9.5) } },
    },
  },
  cases: [
    {
      name: 'nested twice',
      query:
        '{ product { samePrice { ... on Book { id price } samePrice { ... on Book { id price } samePrice { __typename } } } } }',
      data: {
        product: {
          samePrice: [
            { id: '2', price: 9.5, samePrice: [{ id: '1', price: 10, samePrice: [{ __typename: 'Book' }] }] },
          ],
        },
      },
    },
    {
      name: 'with fragments at every level',
      query: '{ product { __typename samePrice { __typename ... on Book { id } } } }',
      data: { product: { __typename: 'Book', samePrice: [{ __typename: 'Book', id: '2' }] } },
      asked: { a: 1 },
    },
  ],
};
