import type { Scenario, SubgraphRequest } from '../scenario.ts';

const entities =
  (answer: (representations: readonly Record<string, unknown>[]) => unknown) =>
  ({ query, variables = {} }: SubgraphRequest): unknown =>
    query.includes('_entities') ? answer(Object.values(variables).flat() as Record<string, unknown>[]) : undefined;
const things = [
  { __typename: 'Thing', id: '1', shown: { a: 1 } },
  { __typename: 'Thing', id: '2', shown: { a: 2 } },
  null,
  { __typename: 'Thing', id: '4', shown: null },
];
const bad = 'SUBGRAPH_BAD_RESPONSE';

/** Every null of a response was sent by a subgraph, or has an error at its path or below it. */
export const reasonsForNull: Scenario = {
  name: 'reasons for null',
  subgraphs: {
    base: {
      sdl: `
        type Query { things: [Thing] shared: Shared @shareable rows: [Row!] @shareable left: [Row!]! @shareable odd: Odd odds: [Odd!]! assets: [Asset] }
        type Thing @key(fields: "id") { id: ID! shown: Shown @shareable }
        type Shown { a: Int }
        type Shared { base: Int } type Row { key: Int @shareable a: Int }
        interface Odd { id: ID! } type Even implements Odd { id: ID! n: Int } type Uneven implements Odd { id: ID! m: Int }
        interface Asset @key(fields: "id") { id: ID! } type House implements Asset @key(fields: "id") { id: ID! rooms: Int }`,
      answer: ({ query }) => {
        if (query.includes('_entities')) return { data: { _entities: [null] } };
        const data = {
          things,
          shared: { base: 1 },
          rows: [
            { key: 1, a: 1 },
            { key: 2, a: 2 },
            { key: 3, a: 3 },
          ],
          left: [{ key: 1, a: 1 }],
          odd: { id: '1', n: 1 },
          odds: [
            { __typename: 'Even', id: '1' },
            { __typename: 'Odd', id: '2' },
          ],
          assets: [{ __typename: 'House', id: 'h1' }],
        };
        return { data: structuredClone(data) };
      },
    },
    shares: {
      sdl: 'type Query { shared: Shared @shareable rows: [Row!] @shareable left: [Row!]! @shareable } type Shared { share: Int } type Row { key: Int @shareable b: Int }',
      answer: () => ({
        data: {
          shared: null,
          rows: [
            { key: 1, b: 1 },
            { key: 2, b: 2 },
          ],
          left: [
            { key: 1, b: 1 },
            { key: 2, b: 2 },
          ],
        },
      }),
    },
    fails: {
      sdl: 'type Query { shared: Shared @shareable } type Shared { failed: Int } type Thing @key(fields: "id") { id: ID! first: Int second: Int must: Int! }',
      answer: ({ query }) =>
        query.includes('_entities')
          ? { data: null, errors: [{ message: 'No.', path: ['_entities', 1, 'must'] }] }
          : { data: null, errors: [{ message: 'No.' }] },
    },
    gaps: {
      sdl: 'type Thing @key(fields: "id") { id: ID! told: Int untold: Int list: [Int] wrong: Int extra: Int shown: Shown @shareable } type Shown { b: Int }',
      answer: ({ query, ...rest }) =>
        entities((representations) => ({
          data: {
            _entities: representations.map((_, index) =>
              index === 0
                ? { told: 1, list: [1, null, 'x'], shown: null }
                : index === 1 || query.includes('untold')
                  ? 'nonsense'
                  : null,
            ),
          },
          ...(query.includes('untold')
            ? { errors: [{ message: 'Not this.', path: ['_entities', 1, 'told'], extensions: { code: 'MINE' } }] }
            : {}),
        }))({ query, ...rest }),
    },
    unknown: {
      sdl: 'type Thing @key(fields: "id") { id: ID! key: ID known: Int }',
      answer: entities((representations) => ({
        data: { _entities: representations.map(({ id }) => (id === '1' ? { key: 'k1', known: 1 } : null)) },
        errors: [{ message: 'No such thing.', path: ['_entities', 1] }],
      })),
    },
    demanding: {
      sdl: 'type Thing @key(fields: "id") { id: ID! untold: Int @external told: Int @external free: Int demanding: Int @requires(fields: "untold") modest: Int @requires(fields: "told") }',
      resolvers: {
        Thing: {
          free: () => 5,
          demanding: ({ untold }: { untold?: number }) => untold ?? 0,
          modest: ({ told }: { told?: number }) => told ?? 0,
        },
      },
    },
    places: {
      sdl: 'type Query { lonely: Lonely } interface Lonely @key(fields: "id") { id: ID! }',
      answer: () => ({ data: { lonely: { __typename: 'Lonely', id: 'l1' } } }),
    },
    lonelyPrices: { sdl: 'type Lonely @key(fields: "id", resolvable: false) @interfaceObject { id: ID! price: Int }' },
    prices: {
      sdl: 'type Query { priced: [Asset] } type Asset @key(fields: "id") @interfaceObject { id: ID! price: Int }',
      answer: ({ query }) =>
        query.includes('_entities')
          ? { data: { _entities: [{ __typename: 'Asset', price: 9 }] } }
          : { data: { priced: [{ __typename: 'Asset', id: 'x1', price: 3 }] } },
    },
  },
  cases: [
    {
      name: 'a null that a service sent has no error',
      query: '{ things { id } shared { base } }',
      data: { things: [{ id: '1' }, { id: '2' }, null, { id: '4' }], shared: { base: 1 } },
    },
    {
      name: "a shared object that is null for one service has null in that service's fields, in any order of responses",
      query: '{ shared { base share } }',
      data: { shared: { base: 1, share: null } },
      stockIsWrong: 'the null of one service replaces the values of another',
    },
    {
      name: 'a shared object that one service fails to return has its error below, in any order of responses',
      query: '{ shared { failed base } }',
      data: { shared: { failed: null, base: 1 } },
      errors: [{ path: ['shared', 'failed'] }],
    },
    {
      name: 'a shared value of an entity that is null for one service',
      query: '{ things { shown { a b } } }',
      data: { things: [{ shown: { a: 1, b: null } }, { shown: { a: 2, b: null } }, null, { shown: null }] },
      errors: [{ path: ['things', 1, 'shown', 'b'], code: bad }],
      stockIsWrong: 'the null of one service replaces the values of another',
    },
    {
      name: 'of shared lists of different lengths the longer is kept, and fields of the other are missing',
      query: '{ rows { key a b } }',
      data: {
        rows: [
          { key: 1, a: 1, b: null },
          { key: 2, a: 2, b: null },
          { key: 3, a: 3, b: null },
        ],
      },
      errors: [0, 1, 2].map((index) => ({ path: ['rows', index, 'b'], code: bad })),
      stockIsWrong: 'a missing value is null without an error',
    },
    {
      name: 'of shared lists the longer is kept also if it comes from the other service',
      query: '{ left { a b } }',
      data: {
        left: [
          { a: null, b: 1 },
          { a: null, b: 2 },
        ],
      },
      errors: [0, 1].map((index) => ({ path: ['left', index, 'a'], code: bad })),
      stockIsWrong: 'a missing value is null without an error',
    },
    {
      name: 'an error for one entity leaves no other null unexplained',
      query: '{ things { first must } }',
      data: { things: [null, null, null, null] },
      errors: [0, 1, 3].flatMap((index) => ['first', 'must'].map((field) => ({ path: ['things', index, field] }))),
    },
    {
      name: 'a field omitted from a response, and an invalid entity',
      query: '{ things { told untold } }',
      data: { things: [{ told: 1, untold: null }, { told: null, untold: null }, null, { told: null, untold: null }] },
      errors: [
        { path: ['things', 0, 'untold'], code: bad },
        { path: ['things', 1, 'told'], code: 'MINE' },
        { path: ['things', 1, 'untold'], code: bad },
        { path: ['things', 3, 'told'], code: bad },
        { path: ['things', 3, 'untold'], code: bad },
      ],
    },
    {
      name: 'an invalid item of a list, and an invalid entity',
      query: '{ things { list } }',
      data: { things: [{ list: [1, null, null] }, { list: null }, null, { list: null }] },
      errors: [{ path: ['things', 0, 'list', 2] }, { path: ['things', 1, 'list'] }],
    },
    {
      name: 'an unknown entity is null with the error of its service, or without an error if there is none',
      query: '{ things { known } }',
      data: { things: [{ known: 1 }, { known: null }, null, { known: null }] },
      errors: [{ path: ['things', 1, 'known'] }],
    },
    {
      name: 'a field whose requirement is missing is null, whatever its service returns, and the others are answered',
      query: '{ things { free demanding } }',
      data: {
        things: [{ free: 5, demanding: null }, { free: 5, demanding: null }, null, { free: 5, demanding: null }],
      },
      errors: [
        ...[0, 1, 3].map((index) => ({ path: ['things', index, 'demanding'], code: bad })),
        { path: ['things', 1, 'told'], code: 'MINE' },
      ],
    },
    {
      name: 'a field whose requirement is null is answered',
      query: '{ things { modest } }',
      data: { things: [{ modest: 1 }, { modest: null }, null, { modest: 0 }] },
      errors: [{ path: ['things', 1, 'modest'], code: bad }],
      stockIsWrong: 'an invalid entity gives an error without a path',
    },
    {
      name: 'an object without a type name cannot have the fields of a type',
      query: '{ odd { id ... on Even { n } } }',
      data: { odd: null },
      errors: [{ path: ['odd'], code: bad }],
      stockIsWrong: 'the object lacks the fields of its type',
    },
    {
      name: 'an object whose type name is that of its interface cannot have the fields of a type',
      query: '{ odds { ... on Even { id } } }',
      data: null,
      errors: [{ path: ['odds', 1], code: bad }],
      stockIsWrong: 'the object lacks the fields of its type',
    },
    {
      name: 'an object whose type name is that of its interface has the fields of the interface',
      query: '{ odds { id } }',
      data: { odds: [{ id: '1' }, { id: '2' }] },
    },
    {
      name: 'the type name of an interface object that no service knows',
      query: '{ priced { __typename price } }',
      data: { priced: [null] },
      errors: [{ path: ['priced', 0, '__typename'], code: bad }],
      stockIsWrong: 'the response has the name of the interface, or is lost',
    },
    {
      name: 'fields of a type of an interface object that no service knows',
      query: '{ priced { price ... on House { rooms } } }',
      data: { priced: [null] },
      errors: [{ path: ['priced', 0], code: bad }],
      stockIsWrong: 'the object lacks the fields of its type',
    },
    {
      name: 'an operation that no service can resolve has no data',
      query: '{ lonely { price } }',
      data: null,
      errors: [{ path: ['lonely'], code: bad }],
      stockIsWrong: 'the null has no error',
    },
    {
      name: 'a field that no service can resolve is null beside others',
      query: '{ lonely { price } shared { base } }',
      data: { lonely: null, shared: { base: 1 } },
      errors: [{ path: ['lonely'], code: bad }],
      stockIsWrong: 'the null has no error',
    },
    {
      name: 'a field added to an interface is kept when the type is known',
      query: '{ assets { __typename price } }',
      data: { assets: [{ __typename: 'House', price: 9 }] },
      stockIsWrong: 'the name of the interface replaces the name of the type',
    },
  ],
};

/** Responds to one list of entities with the result of `answer` for each representation. */
const each = (answer: (representation: Record<string, unknown>) => unknown) =>
  entities((representations) => ({ data: { _entities: representations.map(answer) } }));

/** Values that are missing for another reason than the null beside them. */
export const reasonsInChains: Scenario = {
  name: 'reasons in chains of services',
  subgraphs: {
    base: {
      sdl: 'type Query { links: [Link!]! } type Link @key(fields: "id") { id: ID! box: Box @shareable } type Box { a: Int @shareable }',
      answer: ({ query }) =>
        query.includes('_entities')
          ? undefined
          : {
              data: {
                links: [
                  { __typename: 'Link', id: '1', box: { a: 1 } },
                  { __typename: 'Link', id: '2', box: { a: 2 } },
                ],
              },
            },
    },
    knowsNone: { sdl: 'type Link @key(fields: "id") { id: ID! beside: Int }', answer: each(() => null) },
    second: {
      sdl: 'type Link @key(fields: "id") @key(fields: "next") { id: ID! next: ID @shareable }',
      answer: each(({ id }) => ({ __typename: 'Link', next: `n${String(id)}` })),
    },
    third: {
      sdl: 'type Link @key(fields: "next") @key(fields: "last") { next: ID @shareable last: ID @shareable need: Int part: Part } type Part { n: Int }',
      answer: each(() => ({ __typename: 'Link', part: {} })),
    },
    fourth: {
      sdl: 'type Link @key(fields: "last") { last: ID @shareable end: Int }',
      answer: each(() => ({ end: 1 })),
    },
    requires: {
      sdl: 'type Link @key(fields: "id") { id: ID! need: Int @external part: Part @external whole: Int @requires(fields: "need") deep: Int @requires(fields: "part { n }") } type Part { n: Int @external }',
      answer: each(() => ({ whole: 1, deep: 1 })),
    },
    otherType: {
      sdl: 'type Link @key(fields: "id") { id: ID! box: Box @shareable } type Box { b: Int } type Other @key(fields: "id") { id: ID! box: Box @shareable }',
      answer: each(({ id }) => ({ __typename: id === '1' ? 'Other' : 'Link', box: null })),
    },
  },
  cases: [
    {
      name: 'a key omitted from a response is not explained by a null, even if another service does not know the entity',
      query: '{ links { beside end } }',
      data: {
        links: [
          { beside: null, end: null },
          { beside: null, end: null },
        ],
      },
      errors: [0, 1].map((index) => ({ path: ['links', index, 'end'], code: bad })),
      stockIsWrong: 'a missing value is null without an error',
    },
    {
      name: 'an omitted requirement is not explained by a null either',
      query: '{ links { beside whole deep } }',
      data: {
        links: [
          { beside: null, whole: null, deep: null },
          { beside: null, whole: null, deep: null },
        ],
      },
      errors: [0, 1].flatMap((index) =>
        ['whole', 'deep'].map((field) => ({ path: ['links', index, field], code: bad })),
      ),
      stockIsWrong: 'a missing value is null without an error',
    },
    {
      name: 'the null of an object of another type explains nothing',
      query: '{ links { box { a b } } }',
      data: { links: [{ box: { a: 1, b: null } }, { box: { a: 2, b: null } }] },
      errors: [{ path: ['links', 0, 'box', 'b'], code: bad }],
      stockIsWrong: 'the null of one service replaces the values of another',
    },
  ],
};
