import { findBy, type Scenario } from '../scenario.ts';

const works = [
  { id: 'w1', title: 'Tea', pages: 10 },
  { id: 'w2', title: 'Rice', pages: 20 },
];
const authorOf = { id: 'a1', name: 'Lu Yu', born: 733 };

/** Fields that a subgraph provides on one path only. Each provider returns another value than the owner, which shows who resolved the field. */
export const provides: Scenario = {
  name: '@provides',
  subgraphs: {
    library: {
      sdl: `
        type Query { works: [Work!]! }
        type Work @key(fields: "id") { id: ID! title: String! @shareable pages: Int! @shareable author: Author! @shareable }
        type Author @key(fields: "id") { id: ID! name: String! @shareable born: Int! }`,
      resolvers: {
        Query: { works: () => works },
        Work: { __resolveReference: findBy(works, 'id'), author: () => authorOf },
        Author: { __resolveReference: () => authorOf },
      },
    },
    shop: {
      sdl: `
        type Query {
          featured: Work @provides(fields: "title author { name }")
          sold: [Work!]! @provides(fields: "pages")
          plain: Work
        }
        type Work @key(fields: "id") { id: ID! title: String! @external pages: Int! @external author: Author! @external price: Int! }
        type Author @key(fields: "id") { id: ID! name: String! @external }`,
      resolvers: {
        Query: {
          featured: () => ({ id: 'w1', title: 'Tea!', author: { id: 'a1', name: 'Lu Yu!' } }),
          sold: () => works.map(({ id, pages }) => ({ id, pages: pages + 1 })),
          plain: () => ({ id: 'w2' }),
        },
        Work: { price: ({ id }: { id: string }) => Number(id.slice(1)) * 100 },
      },
    },
  },
  cases: [
    {
      name: 'a provided field is not fetched elsewhere',
      query: '{ featured { title author { name } price } }',
      data: { featured: { title: 'Tea!', author: { name: 'Lu Yu!' }, price: 100 } },
      asked: { shop: 1 },
    },
    {
      name: 'a field that is not provided is fetched from its owner',
      query: '{ featured { pages author { name born } title } }',
      data: { featured: { pages: 10, author: { name: 'Lu Yu!', born: 733 }, title: 'Tea!' } },
    },
    {
      name: 'a field provided on one path is not provided on another',
      query: '{ plain { title } sold { title pages } }',
      data: {
        plain: { title: 'Rice' },
        sold: [
          { title: 'Tea', pages: 11 },
          { title: 'Rice', pages: 21 },
        ],
      },
    },
    {
      name: 'the owner resolves a field where it is not provided',
      query: '{ works { title pages author { name } price } }',
      data: {
        works: [
          { title: 'Tea', pages: 10, author: { name: 'Lu Yu' }, price: 100 },
          { title: 'Rice', pages: 20, author: { name: 'Lu Yu' }, price: 200 },
        ],
      },
    },
  ],
};

const media = [
  { __typename: 'Film', id: 'm1', title: 'River', minutes: 90 },
  { __typename: 'Song', id: 'm2', title: 'Boat', minutes: 3 },
];
const animals = [
  { __typename: 'Dog', id: 'd1', name: 'Fido' },
  { __typename: 'Cat', id: 'k1', name: 'Mao' },
];

/** `@provides` on abstract types, by fragments. */
export const providesAbstract: Scenario = {
  name: '@provides on interfaces and unions',
  subgraphs: {
    films: {
      sdl: `
        type Query { hits: [Medium!]! @provides(fields: "... on Film { title } pet { ... on Dog { name } }") some: Medium }
        interface Medium { id: ID! pet: Animal }
        interface Animal { id: ID! }
        type Film implements Medium @key(fields: "id") { id: ID! title: String! @external pet: Animal @external }
        type Song implements Medium @key(fields: "id") { id: ID! pet: Animal @external }
        type Dog implements Animal @key(fields: "id") { id: ID! name: String! @external }
        type Cat implements Animal @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          hits: () => [
            { __typename: 'Film', id: 'm1', title: 'River!', pet: { __typename: 'Dog', id: 'd1', name: 'Fido' } },
            { __typename: 'Song', id: 'm2', pet: { __typename: 'Cat', id: 'k1' } },
          ],
          some: () => ({ __typename: 'Film', id: 'm1' }),
        },
      },
    },
    catalogue: {
      sdl: `
        interface Medium { id: ID! title: String! minutes: Int! pet: Animal }
        interface Animal { id: ID! name: String! }
        type Film implements Medium @key(fields: "id") { id: ID! title: String! @shareable minutes: Int! pet: Animal @shareable }
        type Song implements Medium @key(fields: "id") { id: ID! title: String! minutes: Int! pet: Animal @shareable }
        type Dog implements Animal @key(fields: "id") { id: ID! name: String! @shareable }
        type Cat implements Animal @key(fields: "id") { id: ID! name: String! }`,
      resolvers: {
        Film: { __resolveReference: findBy(media, 'id'), pet: () => animals[0] },
        Song: { __resolveReference: findBy(media, 'id'), pet: () => animals[1] },
        Dog: { __resolveReference: findBy(animals, 'id') },
        Cat: { __resolveReference: findBy(animals, 'id') },
      },
    },
    listings: {
      sdl: `
        type Query { found: [Found!]! @provides(fields: "... on Film { title }") }
        union Found = Film | Song
        type Film @key(fields: "id") { id: ID! title: String! @external }
        type Song @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          found: () => [
            { __typename: 'Song', id: 'm2' },
            { __typename: 'Film', id: 'm1', title: 'River?' },
          ],
        },
      },
    },
  },
  cases: [
    {
      name: 'a field is provided for one type of an interface',
      query: '{ hits { ... on Film { title } id } }',
      data: { hits: [{ title: 'River!', id: 'm1' }, { id: 'm2' }] },
      asked: { films: 1 },
    },
    {
      name: 'the types for which it is not provided are fetched',
      query: '{ hits { title } }',
      data: { hits: [{ title: 'River!' }, { title: 'Boat' }] },
      asked: { films: 1, catalogue: 1 },
    },
    {
      name: 'a deeply nested field is provided',
      query: '{ hits { id pet { id ... on Dog { name } } } }',
      data: {
        hits: [
          { id: 'm1', pet: { id: 'd1', name: 'Fido' } },
          { id: 'm2', pet: { id: 'k1' } },
        ],
      },
      asked: { films: 1 },
    },
    {
      name: 'a deeply nested field that is not provided is fetched',
      query: '{ hits { pet { name __typename } minutes } }',
      data: {
        hits: [
          { pet: { name: 'Fido', __typename: 'Dog' }, minutes: 90 },
          { pet: { name: 'Mao', __typename: 'Cat' }, minutes: 3 },
        ],
      },
    },
    {
      name: 'the same interface without provision is fetched',
      query: '{ some { title pet { name } } }',
      data: { some: { title: 'River', pet: { name: 'Fido' } } },
    },
    {
      name: 'a field is provided for one member of a union',
      query: '{ found { ... on Film { title } ... on Song { id } } }',
      data: { found: [{ id: 'm2' }, { title: 'River?' }] },
      asked: { listings: 1 },
    },
    {
      name: 'the other members of the union are fetched',
      query: '{ found { ... on Film { title minutes } ... on Song { title } } }',
      data: { found: [{ title: 'Boat' }, { title: 'River?', minutes: 90 }] },
    },
  ],
};

const categories = [{ id: 'c1', name: 'Tea', parts: [{ id: 'c2', name: 'Black tea' }] }];

/** `@provides` over several levels of one type. */
export const nestedProvides: Scenario = {
  name: 'nested @provides',
  subgraphs: {
    products: {
      sdl: `
        type Query { products: [Product!]! @provides(fields: "categories { id name }") }
        type Product @key(fields: "id") { id: ID! categories: [Category!]! @external }
        type Category @key(fields: "id") { id: ID! name: String! @external }`,
      resolvers: { Query: { products: () => [{ id: 'p1', categories: [{ id: 'c1', name: 'Tea.' }] }] } },
    },
    categories: {
      sdl: `
        type Product @key(fields: "id") { id: ID! categories: [Category!]! @shareable }
        type Category @key(fields: "id") { id: ID! name: String! @shareable parts: [Category!]! @shareable }`,
      resolvers: {
        Product: { categories: () => categories },
        Category: { __resolveReference: findBy(categories, 'id') },
      },
    },
    trees: {
      sdl: `
        type Query { tree: [Product!]! @provides(fields: "categories { parts { name } }") }
        type Product @key(fields: "id") { id: ID! categories: [Category!]! @external }
        type Category @key(fields: "id") { id: ID! name: String! @external parts: [Category!]! @external }`,
      resolvers: {
        Query: { tree: () => [{ id: 'p1', categories: [{ id: 'c1', parts: [{ id: 'c2', name: 'Black tea.' }] }] }] },
      },
    },
  },
  cases: [
    {
      name: 'a provided list is not fetched',
      query: '{ products { id categories { name id } } }',
      data: { products: [{ id: 'p1', categories: [{ name: 'Tea.', id: 'c1' }] }] },
      asked: { products: 1 },
    },
    {
      name: 'below a provided list the remaining fields are fetched',
      query: '{ products { categories { name parts { name } } } }',
      data: { products: [{ categories: [{ name: 'Tea.', parts: [{ name: 'Black tea' }] }] }] },
    },
    {
      name: 'a provision two levels below',
      query: '{ tree { categories { id parts { name } } } }',
      data: { tree: [{ categories: [{ id: 'c1', parts: [{ name: 'Black tea.' }] }] }] },
      asked: { trees: 1 },
    },
  ],
};
