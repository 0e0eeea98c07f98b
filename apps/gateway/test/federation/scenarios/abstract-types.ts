import { aliasLost, findBy, type Scenario } from '../scenario.ts';

const products = [
  { __typename: 'Book', id: 'p1', sku: 's1', title: 'Tea', by: 'u1', pages: 9 },
  { __typename: 'Magazine', id: 'p2', sku: 's2', title: 'Rice', by: 'u2', issue: 4 },
  { __typename: 'Book', id: 'p3', sku: 's3', title: 'Silk', by: 'u2', pages: 7 },
];
const reviews = [
  { id: 1, product: { __typename: 'Book', id: 'p1' } },
  { id: 2, product: { __typename: 'Magazine', id: 'p2' } },
  { id: 3, product: { __typename: 'Book', id: 'p1' } },
];
type Ref = { __typename: string; id: string };

/** Interfaces whose types live in several subgraphs. */
export const abstractTypes: Scenario = {
  name: 'interfaces across subgraphs',
  subgraphs: {
    catalogue: {
      sdl: `
        type Query { products: [Product!]! product(id: ID!): Product grid: [[Product]!] similar(id: ID!): [Similar!]! node(id: ID!): Node }
        interface Node { id: ID! }
        interface Product implements Node & Similar { id: ID! sku: String maker: Maker }
        interface Similar implements Node { id: ID! sku: String }
        type Maker { id: ID! email: String! }
        type Book implements Product & Similar & Node @key(fields: "id") { id: ID! sku: String maker: Maker pages: Int }
        type Magazine implements Product & Similar & Node @key(fields: "id") { id: ID! sku: String maker: Maker issue: Int }
        type Pencil implements Node & Similar { id: ID! sku: String }`,
      resolvers: {
        Query: {
          products: () => products,
          product: (_: unknown, { id }: Ref) => findBy(products, 'id')({ id }),
          grid: () => [[products[0], null, products[1]], []],
          similar: (_: unknown, { id }: Ref) => [
            ...products.filter((product) => product.id !== id),
            { __typename: 'Pencil', id: 'x', sku: 'sx' },
          ],
          node: (_: unknown, { id }: Ref) =>
            id === 'x' ? { __typename: 'Pencil', id } : findBy(products, 'id')({ id }),
        },
        Book: {
          __resolveReference: findBy(products, 'id'),
          maker: ({ by }: { by: string }) => ({ id: by, email: `${by}@example.org` }),
        },
        Magazine: {
          __resolveReference: findBy(products, 'id'),
          maker: ({ by }: { by: string }) => ({ id: by, email: `${by}@example.org` }),
        },
      },
    },
    books: {
      sdl: 'type Book @key(fields: "id") { id: ID! title: String }',
      resolvers: { Book: { __resolveReference: findBy(products, 'id') } },
    },
    magazines: {
      sdl: 'interface Titled { id: ID! title: String } type Magazine implements Titled @key(fields: "id") { id: ID! title: String } type Query { titled: [Titled!]! }',
      resolvers: { Query: { titled: () => [products[1]] }, Magazine: { __resolveReference: findBy(products, 'id') } },
    },
    reviews: {
      sdl: `
        type Query { reviews: [Review!]! }
        type Review { id: Int! product: Product }
        interface Product { id: ID! reviews: [Review!]! reviewsCount: Int! }
        type Book implements Product @key(fields: "id") { id: ID! reviews: [Review!]! reviewsCount: Int! }
        type Magazine implements Product @key(fields: "id") { id: ID! reviews: [Review!]! reviewsCount: Int! }`,
      resolvers: {
        Query: { reviews: () => reviews },
        Book: {
          reviews: ({ id }: Ref) => reviews.filter(({ product }) => product.id === id),
          reviewsCount: ({ id }: Ref) => reviews.filter(({ product }) => product.id === id).length,
        },
        Magazine: {
          reviews: ({ id }: Ref) => reviews.filter(({ product }) => product.id === id),
          reviewsCount: () => 1,
        },
      },
    },
  },
  cases: [
    {
      name: 'a field of the interface whose values are in another subgraph for each type',
      query: '{ products { id reviewsCount } }',
      data: {
        products: [
          { id: 'p1', reviewsCount: 2 },
          { id: 'p2', reviewsCount: 1 },
          { id: 'p3', reviewsCount: 0 },
        ],
      },
      asked: { catalogue: 1, reviews: 1 },
    },
    {
      name: 'fields of each type from a subgraph of its own',
      query: '{ products { ... on Book { title pages } ... on Magazine { issue title } } }',
      data: {
        products: [
          { title: 'Tea', pages: 9 },
          { issue: 4, title: 'Rice' },
          { title: 'Silk', pages: 7 },
        ],
      },
      asked: { catalogue: 1, books: 1, magazines: 1 },
    },
    {
      name: 'a list of lists with holes',
      query: '{ grid { __typename ... on Book { title } reviewsCount } }',
      data: {
        grid: [
          [{ __typename: 'Book', title: 'Tea', reviewsCount: 2 }, null, { __typename: 'Magazine', reviewsCount: 1 }],
          [],
        ],
      },
    },
    {
      name: 'the same field on several paths',
      query:
        '{ products { sku ... on Product { sku } ... on Book { sku } ... on Similar { sku __typename type: __typename } ... on Node { ... on Magazine { sku id } } } }',
      data: {
        products: [
          { sku: 's1', __typename: 'Book', type: 'Book' },
          { sku: 's2', __typename: 'Magazine', type: 'Magazine', id: 'p2' },
          { sku: 's3', __typename: 'Book', type: 'Book' },
        ],
      },
    },
    {
      name: 'a type of the interface that other subgraphs do not know',
      query: '{ similar(id: "p1") { id ... on Product { reviewsCount maker { email } } __typename } }',
      data: {
        similar: [
          { id: 'p2', reviewsCount: 1, maker: { email: 'u2@example.org' }, __typename: 'Magazine' },
          { id: 'p3', reviewsCount: 0, maker: { email: 'u2@example.org' }, __typename: 'Book' },
          { id: 'x', __typename: 'Pencil' },
        ],
      },
    },
    {
      name: 'the same root field twice with different arguments',
      query: '{ book: similar(id: "p2") { id sku } magazine: similar(id: "p1") { sku id } }',
      data: {
        book: [
          { id: 'p1', sku: 's1' },
          { id: 'p3', sku: 's3' },
          { id: 'x', sku: 'sx' },
        ],
        magazine: [
          { sku: 's2', id: 'p2' },
          { sku: 's3', id: 'p3' },
          { sku: 'sx', id: 'x' },
        ],
      },
    },
    {
      name: 'through an interface and back',
      query:
        '{ products { id reviews { product { id ... on Book { title reviewsCount } ... on Magazine { sku } } } } }',
      data: {
        products: [
          {
            id: 'p1',
            reviews: [
              { product: { id: 'p1', title: 'Tea', reviewsCount: 2 } },
              { product: { id: 'p1', title: 'Tea', reviewsCount: 2 } },
            ],
          },
          { id: 'p2', reviews: [{ product: { id: 'p2', sku: 's2' } }] },
          { id: 'p3', reviews: [] },
        ],
      },
    },
    {
      name: 'a field of the interface in another subgraph than the object',
      query: '{ reviews { product { sku ... on Product { maker { id } } } } }',
      data: {
        reviews: [
          { product: { sku: 's1', maker: { id: 'u1' } } },
          { product: { sku: 's2', maker: { id: 'u2' } } },
          { product: { sku: 's1', maker: { id: 'u1' } } },
        ],
      },
    },
    {
      name: 'an interface that only one subgraph knows, over types of others',
      query:
        '{ titled { title ... on Product { sku reviewsCount } ... on Magazine { issue } } products { ... on Titled { title } } }',
      data: {
        titled: [{ title: 'Rice', sku: 's2', reviewsCount: 1, issue: 4 }],
        products: [{}, { title: 'Rice' }, {}],
      },
    },
    {
      name: 'one interface inside a fragment on another',
      query: '{ node(id: "p3") { ... on Similar { ... on Product { ... on Node { id } reviewsCount } } } }',
      data: { node: { id: 'p3', reviewsCount: 0 } },
    },
    {
      name: 'a fragment on another type leaves an empty object',
      query: '{ node(id: "x") { ... on Product { reviewsCount } ... on Book { title } } }',
      data: { node: {} },
    },
    {
      name: 'a null root field has no fields to fetch',
      query: '{ product(id: "none") { reviewsCount ... on Book { title } } }',
      data: { product: null },
      asked: { catalogue: 1 },
    },
    {
      name: 'named fragments in fragments',
      query:
        'query { products { ...A } } fragment A on Product { id ...B ...C } fragment B on Book { title ...C } fragment C on Product { reviewsCount }',
      data: {
        products: [
          { id: 'p1', title: 'Tea', reviewsCount: 2 },
          { id: 'p2', reviewsCount: 1 },
          { id: 'p3', title: 'Silk', reviewsCount: 0 },
        ],
      },
    },
    {
      name: 'one alias for different fields of different types',
      query: '{ products { ... on Book { x: title n: pages } ... on Magazine { x: title n: issue } } }',
      data: {
        products: [
          { x: 'Tea', n: 9 },
          { x: 'Rice', n: 4 },
          { x: 'Silk', n: 7 },
        ],
      },
    },
    {
      name: 'aliases swap two fields',
      query: '{ products { id: sku sku: id reviewsCount } }',
      data: {
        products: [
          { id: 's1', sku: 'p1', reviewsCount: 2 },
          { id: 's2', sku: 'p2', reviewsCount: 1 },
          { id: 's3', sku: 'p3', reviewsCount: 0 },
        ],
      },
      stockIsWrong: aliasLost,
    },
  ],
};
