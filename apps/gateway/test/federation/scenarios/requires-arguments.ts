import { argumentsMixed, findBy, type Scenario } from '../scenario.ts';

const products = [{ upc: 'p1', name: 'tea', cost: 11 }, { upc: 'p2', name: 'rice', cost: 22 }];
const rates: Record<string, number> = { CNY: 10, VND: 30 };
type Money = { upc?: string; price?: number; weight?: number };

/** Requirements that carry arguments. */
export const requiresArguments: Scenario = {
  name: '@requires with arguments',
  subgraphs: {
    shop: {
      sdl: `
        type Query { products: [Product!]! }
        type Product @key(fields: "upc") { upc: ID! name: String! weight: Int! price(currency: String!, options: Options): Int! history(last: Int = 2): [Int!]! }
        input Options { net: Boolean = true, factors: [Int!] }`,
      resolvers: {
        Query: { products: () => products },
        Product: {
          __resolveReference: findBy(products, 'upc'),
          weight: ({ upc }: { upc: string }) => (upc === 'p1' ? 1 : 2),
          price: ({ cost }: { cost: number }, { currency, options }: { currency: string; options?: { net: boolean; factors?: number[] } }) =>
            cost * (rates[currency] ?? 1) * (options?.factors ?? []).reduce((product, factor) => product * factor, 1) + (options && !options.net ? 1 : 0),
          history: ({ cost }: { cost: number }, { last }: { last: number }) => Array.from({ length: last }, (_, index) => cost + index),
        },
      },
    },
    freight: {
      sdl: `
        type Product @key(fields: "upc") {
          upc: ID! weight: Int! @external price(currency: String!, options: Options): Int! @external history(last: Int = 2): [Int!]! @external
          freight(fast: Boolean): Int! @requires(fields: "price(currency: \\"CNY\\") weight")
          gross: Int! @requires(fields: "price(currency: \\"VND\\", options: { net: false, factors: [2, 3] })")
          trend: String! @requires(fields: "history(last: 3)")
        }
        input Options { net: Boolean = true, factors: [Int!] }`,
      resolvers: {
        Product: {
          freight: ({ price = NaN, weight = NaN }: Money, { fast }: { fast?: boolean }) => price * weight + (fast ? 1 : 0),
          gross: ({ price }: Money) => price,
          trend: ({ history }: { history: number[] }) => history.join('<'),
        },
      },
    },
  },
  cases: [
    { name: 'the argument of a requirement is sent', query: '{ products { freight } }', data: { products: [{ freight: 110 }, { freight: 440 }] } },
    {
      name: 'the operation may ask for the same field with another argument',
      query: '{ products { freight price(currency: "VND") weight } }',
      data: { products: [{ freight: 110, price: 330, weight: 1 }, { freight: 440, price: 660, weight: 2 }] },
      stockIsWrong: argumentsMixed,
    },
    {
      name: 'the operation may ask for the same field with the same argument',
      query: '{ products { price(currency: "CNY") freight(fast: true) } }',
      data: { products: [{ price: 110, freight: 111 }, { price: 220, freight: 441 }] },
    },
    {
      name: 'the operation may ask with a variable, under any name',
      query: 'query ($in: String!) { products { upc: price(currency: $in) freight cost: price(currency: "CNY") } }',
      variables: { in: 'VND' },
      data: { products: [{ upc: 330, freight: 110, cost: 110 }, { upc: 660, freight: 440, cost: 220 }] },
      stockIsWrong: argumentsMixed,
    },
    { name: 'objects and lists in the argument of a requirement', query: '{ products { gross } }', data: { products: [{ gross: 1981 }, { gross: 3961 }] } },
    {
      name: 'the same field required with different arguments by two fields is not mixed up',
      query: '{ products { freight gross name } }',
      data: { products: [{ freight: 110, gross: 1981, name: 'tea' }, { freight: 440, gross: 3961, name: 'rice' }] },
      stockIsWrong: argumentsMixed,
    },
    {
      name: 'a list required with an argument, beside the same list with its default',
      query: '{ products { history trend } }',
      data: { products: [{ history: [11, 12], trend: '11<12<13' }, { history: [22, 23], trend: '22<23<24' }] },
      stockIsWrong: argumentsMixed,
    },
  ],
};
