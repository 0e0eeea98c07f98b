import type { Scenario, SubgraphRequest } from '../scenario.ts';

type Ref = { id: string };
const items = [
  { __typename: 'Book', id: '1' },
  { __typename: 'Film', id: '2' },
  { __typename: 'Film', id: '3' },
];
const failing =
  (title: string) =>
  ({ id }: Ref): string => {
    if (id === '2') throw new Error('No title.');
    return title;
  };
const titles = {
  Book: { __resolveReference: (ref: Ref) => ref, title: () => 'book' },
  Film: { __resolveReference: (ref: Ref) => ref, title: failing('film') },
};
const many = (count: number, path: readonly unknown[]) =>
  Array.from({ length: count }, (_, index) => ({ message: `No ${index}.`, path }));

/** Responds to each requested list of entities. */
const entities =
  (answer: object, errors: readonly object[]) =>
  ({ variables = {} }: SubgraphRequest): unknown => ({
    data: Object.fromEntries(
      Object.entries(variables).map(([name, list]) => [
        name.replace('representations', '_entities'),
        (list as unknown[]).map(() => answer),
      ]),
    ),
    errors,
  });

/** The paths of errors of subgraphs, and their number. */
export const errorPaths: Scenario = {
  name: 'paths of errors',
  subgraphs: {
    base: {
      sdl: `
        type Query { items: [Item!]! direct: [Direct!]! same: [Thing!]! typed: [Typed]! three: [Thing!]! }
        union Item = Book | Film type Book @key(fields: "id") { id: ID! } type Film @key(fields: "id") { id: ID! }
        union Direct = One | Two type One { id: ID! text: String! @shareable } type Two { id: ID! text: String @shareable }
        type Thing @key(fields: "id") { id: ID! }
        union Typed = A | B | C type A { thing: Thing! } type B { thing: Thing! } type C { thing: Thing! }`,
      resolvers: {
        Query: {
          items: () => items,
          direct: () => [
            { __typename: 'One', id: '1' },
            { __typename: 'Two', id: '2' },
            { __typename: 'Two', id: '3' },
          ],
          same: () => Array.from({ length: 30 }, () => ({ id: '1' })),
          three: () => ['1', '2', '3'].map((id) => ({ id })),
          typed: () => ['A', 'B', 'C'].map((__typename, index) => ({ __typename, thing: { id: String(index) } })),
        },
        One: { text: () => 'one' },
        Two: { text: failing('two') },
      },
    },
    // Both kinds of titles are nullable because of this service, so that a client may select them under one name.
    other: {
      sdl: 'type One { text: String @shareable } type Two { text: String @shareable } type Book @key(fields: "id") { id: ID! title: String @shareable }',
    },
    titles: {
      sdl: 'type Book @key(fields: "id") { id: ID! title: String! @shareable } type Film @key(fields: "id") { id: ID! title: String }',
      resolvers: titles,
    },
    odd: {
      sdl: 'type Thing @key(fields: "id") { id: ID! odd: Int }',
      answer: entities(
        { odd: 1 },
        [-1, 0.5, 3, '0', null].map((index) => ({ message: `At ${index}.`, path: ['_entities', index, 'odd'] })),
      ),
    },
    fails: {
      sdl: 'type Thing @key(fields: "id") { id: ID! fails: Int }',
      answer: entities({ fails: null }, [{ message: 'No.', path: ['_entities', 0, 'fails'] }]),
    },
    picky: {
      sdl: 'type Thing @key(fields: "id") { id: ID! n(a: Int): Int! }',
      answer: ({ query, ...rest }) => {
        // It returns nothing if several lists are requested at once, and reports that 150 times.
        if (query.includes('_entities_1')) return { data: null, errors: many(150, ['_entities_0']) };
        return query.includes('a:2')
          ? { data: null, errors: [{ message: 'Not two.', path: ['_entities', 0, 'n'] }] }
          : entities({ n: 1 }, [])({ query, ...rest });
      },
    },
  },
  cases: [
    {
      name: 'a field for which the planner creates an alias',
      query: '{ direct { ... on One { text } ... on Two { text } } }',
      data: { direct: [{ text: 'one' }, { text: null }, { text: 'two' }] },
      errors: [{ path: ['direct', 1, 'text'] }],
    },
    {
      name: 'a field for which the planner creates an alias and the client another',
      query: '{ direct { ... on One { toString: text } ... on Two { toString: text } } }',
      data: { direct: [{ toString: 'one' }, { toString: null }, { toString: 'two' }] },
      errors: [{ path: ['direct', 1, 'toString'] }],
    },
    {
      name: 'a field of an entity for which the planner creates an alias',
      query: '{ items { ... on Book { title } ... on Film { title } } }',
      data: { items: [{ title: 'book' }, { title: null }, { title: 'film' }] },
      errors: [{ path: ['items', 1, 'title'] }],
    },
    {
      name: 'errors without the index of an entity are reported without a path',
      query: '{ three { odd } }',
      data: { three: [{ odd: 1 }, { odd: 1 }, { odd: 1 }] },
      errors: [{}, {}, {}, {}, {}],
    },
    {
      name: 'an error of an entity at many paths is reported at the first ones, and the others are counted',
      query: '{ same { fails } }',
      data: { same: Array.from({ length: 30 }, () => ({ fails: null })) },
      errors: [
        ...Array.from({ length: 10 }, (_, index) => ({
          path: ['same', index, 'fails'],
          code: 'DOWNSTREAM_SERVICE_ERROR',
        })),
        { code: 'ERRORS_OMITTED' },
      ],
    },
    {
      name: 'errors for several lists are dropped when each list is requested alone',
      query:
        '{ typed { ... on A { thing { n(a: 1) } } ... on B { thing { n(a: 2) } } ... on C { thing { n(a: 3) } } } }',
      data: { typed: [{ thing: { n: 1 } }, null, { thing: { n: 1 } }] },
      errors: [{ path: ['typed', 1, 'thing', 'n'] }],
      stockIsWrong: 'every object gets the selection of the first type',
    },
  ],
};
