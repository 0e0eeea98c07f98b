import { argumentsMixed, findBy, type Scenario } from '../scenario.ts';

const products = [
  { upc: 'p1', name: 'tea', cost: 11 },
  { upc: 'p2', name: 'rice', cost: 22 },
];
const rates: Record<string, number> = { CNY: 10, VND: 30 };
type Category = { average: number; label: string };
type Money = { upc?: string; price?: number; weight?: number };

/** Requirements with arguments. */
export const requiresArguments: Scenario = {
  name: '@requires with arguments',
  subgraphs: {
    shop: {
      sdl: `
        type Query { products: [Product!]! }
        type Product @key(fields: "upc") { upc: ID! name: String! weight: Int! price(currency: String!, options: Options): Int! history(last: Int = 2): [Int!]! category: Category! broken(why: String): Int }
        type Category @key(fields: "id") { id: ID! average(currency: String!): Int! label: String! }
        input Options { net: Boolean = true, factors: [Int!] }`,
      resolvers: {
        Query: { products: () => products },
        Product: {
          __resolveReference: findBy(products, 'upc'),
          category: () => ({ id: 'c1' }),
          broken: (_: unknown, { why }: { why?: string }) => {
            throw new Error(`broken: ${why}`);
          },
          weight: ({ upc }: { upc: string }) => (upc === 'p1' ? 1 : 2),
          price: (
            { cost }: { cost: number },
            { currency, options }: { currency: string; options?: { net: boolean; factors?: number[] } },
          ) =>
            cost * (rates[currency] ?? 1) * (options?.factors ?? []).reduce((product, factor) => product * factor, 1) +
            (options && !options.net ? 1 : 0),
          history: ({ cost }: { cost: number }, { last }: { last: number }) =>
            Array.from({ length: last }, (_, index) => cost + index),
        },
        Category: {
          average: (_: unknown, { currency }: { currency: string }) => 2 * (rates[currency] ?? 1),
          label: () => 'drinks',
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
          category: Category! @external broken(why: String): Int @external
          dear: Boolean! @requires(fields: "category { average(currency: \\"CNY\\") }")
          farDear: String! @requires(fields: "category { label average(currency: \\"VND\\") } price(currency: \\"CNY\\")")
          late: String @requires(fields: "broken(why: \\"late\\")")
        }
        type Category @key(fields: "id") { id: ID! average(currency: String!): Int! @external label: String! @external }
        input Options { net: Boolean = true, factors: [Int!] }`,
      resolvers: {
        Product: {
          freight: ({ price = NaN, weight = NaN }: Money, { fast }: { fast?: boolean }) =>
            price * weight + (fast ? 1 : 0),
          gross: ({ price }: Money) => price,
          dear: ({ category }: { category: Category }) => category.average > 30,
          farDear: ({ category, price }: { category: Category; price: number }) =>
            `${category.label} ${category.average} ${price}`,
          late: ({ broken }: { broken?: number | null }) => String(broken),
          trend: ({ history }: { history: number[] }) => history.join('<'),
        },
      },
    },
  },
  cases: [
    {
      name: 'the argument of a requirement is sent',
      query: '{ products { freight } }',
      data: { products: [{ freight: 110 }, { freight: 440 }] },
    },
    {
      name: 'the operation may select the same field with another argument',
      query: '{ products { freight price(currency: "VND") weight } }',
      data: {
        products: [
          { freight: 110, price: 330, weight: 1 },
          { freight: 440, price: 660, weight: 2 },
        ],
      },
      stockIsWrong: argumentsMixed,
    },
    {
      name: 'the operation may select the same field with the same argument',
      query: '{ products { price(currency: "CNY") freight(fast: true) } }',
      data: {
        products: [
          { price: 110, freight: 111 },
          { price: 220, freight: 441 },
        ],
      },
    },
    {
      name: 'the operation may select it with a variable of any name',
      query: 'query ($in: String!) { products { upc: price(currency: $in) freight cost: price(currency: "CNY") } }',
      variables: { in: 'VND' },
      data: {
        products: [
          { upc: 330, freight: 110, cost: 110 },
          { upc: 660, freight: 440, cost: 220 },
        ],
      },
      stockIsWrong: argumentsMixed,
    },
    {
      name: 'objects and lists in the argument of a requirement',
      query: '{ products { gross } }',
      data: { products: [{ gross: 1981 }, { gross: 3961 }] },
    },
    {
      name: 'the same field required with different arguments by two fields is not confused',
      query: '{ products { freight gross name } }',
      data: {
        products: [
          { freight: 110, gross: 1981, name: 'tea' },
          { freight: 440, gross: 3961, name: 'rice' },
        ],
      },
      stockIsWrong: argumentsMixed,
    },
    {
      name: 'an argument deep inside a requirement',
      query: '{ products { dear } }',
      data: { products: [{ dear: false }, { dear: false }] },
    },
    {
      name: 'different arguments deep inside two requirements, and in the operation',
      query:
        '{ products { farDear dear category { average(currency: "VND") yuan: average(currency: "CNY") label } freight } }',
      data: {
        products: [
          { farDear: 'drinks 60 110', dear: false, category: { average: 60, yuan: 20, label: 'drinks' }, freight: 110 },
          { farDear: 'drinks 60 220', dear: false, category: { average: 60, yuan: 20, label: 'drinks' }, freight: 440 },
        ],
      },
      stockIsWrong: argumentsMixed,
    },
    {
      name: 'all fields with such requirements, with variables of their own',
      query:
        'query ($fast: Boolean, $last: Int) { products { gross freight(fast: $fast) farDear trend dear history(last: $last) } }',
      variables: { fast: true, last: 1 },
      data: {
        products: [
          { gross: 1981, freight: 111, farDear: 'drinks 60 110', trend: '11<12<13', dear: false, history: [11] },
          { gross: 3961, freight: 441, farDear: 'drinks 60 220', trend: '22<23<24', dear: false, history: [22] },
        ],
      },
      stockIsWrong: argumentsMixed,
    },
    {
      name: "the error of a required field has the field's own name",
      query: '{ products { late } }',
      data: { products: [{ late: 'null' }, { late: 'null' }] },
      errors: [{ path: ['products', 0, 'broken'] }, { path: ['products', 1, 'broken'] }],
    },
    {
      name: 'a list required with an argument, beside the same list with its default',
      query: '{ products { history trend } }',
      data: {
        products: [
          { history: [11, 12], trend: '11<12<13' },
          { history: [22, 23], trend: '22<23<24' },
        ],
      },
      stockIsWrong: argumentsMixed,
    },
  ],
};
