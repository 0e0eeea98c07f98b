import type { Scenario } from '../scenario.ts';

/** Value types and root fields that several subgraphs resolve in part, in parallel. */
export const sharedRoots: Scenario = {
  name: 'shared roots',
  subgraphs: {
    names: {
      sdl: `
        type Query { product: Product @shareable products: [Product!]! @shareable empty: Product @shareable report(year: Int!): Report @shareable same: Int! @shareable }
        type Product @shareable { id: ID! name: Name! @shareable }
        type Name @shareable { id: ID! brand: String! model: String! }
        type Report { year: Int! @shareable tea: Int region: Region @shareable }
        type Region { code: ID! @shareable name: String! }`,
      resolvers: {
        Query: {
          product: () => ({ id: '1', name: { id: '1', brand: 'Liubao', model: 'dark' } }),
          products: () => [
            { id: '1', name: { id: '1', brand: 'Liubao', model: 'dark' } },
            { id: '2', name: { id: '2', brand: 'Silk', model: 'white' } },
          ],
          empty: () => null,
          report: (_: unknown, { year }: { year: number }) => ({
            year,
            tea: year * 2,
            region: { code: '450400', name: 'Wuzhou' },
          }),
          same: () => 7,
        },
      },
    },
    prices: {
      sdl: `
        type Query { product: Product @shareable products: [Product!]! @shareable empty: Product @shareable report(year: Int!): Report @shareable same: Int! @shareable }
        type Product @shareable { id: ID! price: Price! }
        type Price { id: ID! amount: Int! currency: String! }
        type Report { year: Int! @shareable rice: Int region: Region @shareable }
        type Region { code: ID! @shareable size: Int! }`,
      resolvers: {
        Query: {
          product: () => ({ id: '1', price: { id: 'a', amount: 10, currency: 'CNY' } }),
          products: () => [
            { id: '1', price: { id: 'a', amount: 10, currency: 'CNY' } },
            { id: '2', price: { id: 'b', amount: 20, currency: 'CNY' } },
          ],
          empty: () => null,
          report: (_: unknown, { year }: { year: number }) => ({
            year,
            rice: year * 3,
            region: { code: '450400', size: 12 },
          }),
          same: () => 7,
        },
      },
    },
    categories: {
      sdl: `
        type Query { product: Product @shareable products: [Product!]! @shareable empty: Product @shareable report(year: Int!): Report @shareable }
        type Product @shareable { id: ID! category: Category! }
        type Category { id: ID! name: String! }
        type Report { year: Int! @shareable sick: Int late: Int }`,
      resolvers: {
        Query: {
          product: () => ({ id: '1', category: { id: 'x', name: 'tea' } }),
          empty: () => null,
          products: () => [
            { id: '1', category: { id: 'x', name: 'tea' } },
            { id: '2', category: { id: 'y', name: 'rice' } },
          ],
          report: (_: unknown, { year }: { year: number }) => {
            if (year < 2000) throw new Error('No report of that time.');
            return year === 2001 ? null : { year, late: year };
          },
        },
        Report: {
          sick: () => {
            throw new Error('The figures are not there.');
          },
        },
      },
    },
  },
  cases: [
    {
      name: 'three subgraphs return parts of one object',
      query: '{ product { id name { brand model id } category { id name } price { amount currency id } } }',
      data: {
        product: {
          id: '1',
          name: { brand: 'Liubao', model: 'dark', id: '1' },
          category: { id: 'x', name: 'tea' },
          price: { amount: 10, currency: 'CNY', id: 'a' },
        },
      },
      asked: { names: 1, prices: 1, categories: 1 },
    },
    {
      name: 'three subgraphs return parts of each object of a list',
      query: '{ products { price { amount } category { name } name { brand } id } }',
      data: {
        products: [
          { price: { amount: 10 }, category: { name: 'tea' }, name: { brand: 'Liubao' }, id: '1' },
          { price: { amount: 20 }, category: { name: 'rice' }, name: { brand: 'Silk' }, id: '2' },
        ],
      },
    },
    {
      name: 'a field common to all is fetched from one',
      query: '{ product { id } same }',
      data: { product: { id: '1' }, same: 7 },
    },
    {
      name: 'parts of an object in an object',
      query: '{ report(year: 2020) { region { name size code } } }',
      data: { report: { region: { name: 'Wuzhou', size: 12, code: '450400' } } },
    },
    { name: 'null in all of them is null', query: '{ empty { name { id } price { id } } }', data: { empty: null } },
    {
      name: 'null in one of them does not affect the data of the others',
      query: '{ report(year: 2001) { tea rice late } }',
      data: { report: { tea: 4002, rice: 6003, late: null } },
      stockIsWrong: 'the answers are merged by order of arrival, and a late null wipes out what was there',
    },
    {
      name: 'a failure of one of them does not affect the data of the others, and is an error',
      query: '{ report(year: 1999) { tea rice late } }',
      data: { report: { tea: 3998, rice: 5997, late: null } },
      errors: [{ path: ['report'] }],
      stockIsWrong: 'the answers are merged by order of arrival, and a late null wipes out what was there',
    },
    {
      name: 'a failure below the shared object has its path',
      query: '{ report(year: 2020) { sick tea late } }',
      data: { report: { sick: null, tea: 4040, late: 2020 } },
      errors: [{ path: ['report', 'sick'] }],
    },
    {
      name: 'the same root field under two names with different arguments',
      query:
        'query ($other: Int!) { one: report(year: 2020) { rice tea } two: report(year: $other) { tea rice year } }',
      variables: { other: 2021 },
      data: { one: { rice: 6060, tea: 4040 }, two: { tea: 4042, rice: 6063, year: 2021 } },
    },
  ],
};
