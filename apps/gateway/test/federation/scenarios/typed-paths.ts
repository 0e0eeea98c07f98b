import { findBy, type Scenario } from '../scenario.ts';

const persons = [
  { id: '1', nick: 'lin', friend: '3' },
  { id: '2', nick: 'wei', friend: '3' },
  { id: '3', nick: 'ana', friend: '1' },
];
const items = [
  { __typename: 'Book', id: 'b1', maker: { id: '1' }, box: { owner: { id: '1' } }, rows: [[{ id: '1' }], []] },
  { __typename: 'Film', id: 'f1', maker: { id: '1' }, box: { owner: { id: '1' } }, rows: [[{ id: '2' }, { id: '1' }]] },
  { __typename: 'Game', id: 'g1', maker: { id: '2' }, box: { owner: { id: '2' } }, rows: [] },
];
type Ref = { id: string };
const sdlOf = (name: string, rest: string): string => `type ${name} implements Item & Made${rest}`;

/** One path of the response that occurs under several types, each of which selects something else of the same entity type. */
export const typedPaths: Scenario = {
  name: 'one path under several types',
  subgraphs: {
    catalogue: {
      sdl: `
        type Query { items: [Item!]! grid: [[Item]!]! item(id: ID!): Item any: [Any!]! made: [Made!]! }
        interface Item { id: ID! maker: Person! box: Box! }
        interface Made { maker: Person! rows: [[Person!]!]! }
        union Any = Book | Film | Person
        type Box { owner: Person! }
        ${['Book', 'Film', 'Game'].map((name) => sdlOf(name, ' { id: ID! maker: Person! box: Box! rows: [[Person!]!]! }')).join('\n')}
        type Person @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          items: () => items,
          grid: () => [[items[0], null], [], [items[1], items[2]]],
          item: (_: unknown, { id }: Ref) => findBy(items, 'id')({ id }),
          any: () => [items[0], items[1], { __typename: 'Person', id: '2' }],
          made: () => items,
        },
      },
    },
    people: {
      sdl: 'type Person @key(fields: "id") { id: ID! name(style: String): String nick: String friend: Person! }',
      resolvers: {
        Person: {
          __resolveReference: ({ id }: Ref) => findBy(persons, 'id')({ id }),
          name: ({ id }: Ref, { style }: { style?: string }) => {
            if (style === 'broken') throw new Error(`No name of ${id}.`);
            return `${style ?? 'plain'}-${id}`;
          },
          friend: ({ friend }: { friend: string }) => ({ id: friend }),
        },
      },
    },
    ages: {
      sdl: 'type Person @key(fields: "id") { id: ID! age(unit: String): String }',
      resolvers: { Person: { age: ({ id }: Ref, { unit }: { unit?: string }) => `${id}0 ${unit ?? 'years'}` } },
    },
  },
  cases: [
    {
      name: 'each type has its own arguments',
      query:
        '{ items { ... on Book { maker { name(style: "long") } } ... on Film { maker { name(style: "short") } } } }',
      data: { items: [{ maker: { name: 'long-1' } }, { maker: { name: 'short-1' } }, {}] },
      stockIsWrong: 'every object gets the selection of the first type',
    },
    {
      name: 'each type has its own field under one alias',
      query:
        '{ items { ... on Book { maker { label: name } } ... on Film { maker { label: nick } } ... on Game { maker { label: age } } } }',
      data: { items: [{ maker: { label: 'plain-1' } }, { maker: { label: 'lin' } }, { maker: { label: '20 years' } }] },
      stockIsWrong: 'every object gets the selection of the first type',
    },
    {
      name: 'objects without selected fields are not fetched',
      query: '{ item(id: "g1") { id ... on Book { maker { name } } } }',
      data: { item: { id: 'g1' } },
      asked: { catalogue: 1 },
    },
    {
      name: 'fetches for several types are one request',
      query:
        '{ items { ... on Book { maker { name(style: "a") } } ... on Film { maker { name(style: "b") } } ... on Game { maker { nick } } } }',
      data: { items: [{ maker: { name: 'a-1' } }, { maker: { name: 'b-1' } }, { maker: { nick: 'wei' } }] },
      asked: { catalogue: 1, people: 1 },
      stockIsWrong: 'every object gets the selection of the first type',
    },
    {
      name: 'two services away, equal entities under different types stay separate',
      query:
        '{ items { ... on Book { maker { friend { age(unit: "y") } } } ... on Film { maker { friend { age(unit: "m") } } } } }',
      data: { items: [{ maker: { friend: { age: '30 y' } } }, { maker: { friend: { age: '30 m' } } }, {}] },
      stockIsWrong: 'every object gets the selection of the first type',
    },
    {
      name: 'fields selected by all types and by one type are combined',
      query:
        '{ items { maker { friend { id } } ... on Book { maker { friend { age(unit: "y") } } } ... on Film { maker { friend { age(unit: "m") } } } } }',
      data: {
        items: [
          { maker: { friend: { id: '3', age: '30 y' } } },
          { maker: { friend: { id: '3', age: '30 m' } } },
          { maker: { friend: { id: '3' } } },
        ],
      },
      stockIsWrong: 'every object gets the selection of the first type',
    },
    {
      name: 'below a value type',
      query: '{ items { ... on Book { box { owner { n: name } } } ... on Game { box { owner { n: nick } } } } }',
      data: { items: [{ box: { owner: { n: 'plain-1' } } }, {}, { box: { owner: { n: 'wei' } } }] },
      stockIsWrong: 'every object gets the selection of the first type',
    },
    {
      name: 'through lists of lists',
      query:
        '{ made { ... on Book { rows { name(style: "a") } } ... on Film { rows { name(style: "b") } } } grid { ... on Book { maker { nick } } ... on Game { maker { nick: age } } } }',
      data: {
        made: [{ rows: [[{ name: 'a-1' }], []] }, { rows: [[{ name: 'b-2' }, { name: 'b-1' }]] }, {}],
        grid: [[{ maker: { nick: 'lin' } }, null], [], [{}, { maker: { nick: '20 years' } }]],
      },
      stockIsWrong: 'every object gets the selection of the first type',
    },
    {
      name: 'through named fragments and nested abstract types',
      query:
        '{ any { ...M ... on Person { name(style: "self") } } } fragment M on Made { ... on Item { ...B ... on Film { maker { name(style: "film") } } } } fragment B on Book { maker { name(style: "book") } }',
      data: { any: [{ maker: { name: 'book-1' } }, { maker: { name: 'film-1' } }, { name: 'self-2' }] },
      stockIsWrong: 'every object gets the selection of the first type',
    },
    {
      name: 'with conditions on the fragments and on the fields',
      query:
        'query ($yes: Boolean!, $no: Boolean!, $style: String) { items { ... on Book @include(if: $yes) { maker { name(style: $style) } } ... on Film { maker { name(style: "x") @skip(if: $yes) nick } } ... on Game @include(if: $no) { maker { nick } } } }',
      variables: { yes: true, no: false, style: 'var' },
      data: { items: [{ maker: { name: 'var-1' } }, { maker: { nick: 'lin' } }, {}] },
      stockIsWrong: 'every object gets the selection of the first type',
    },
    {
      name: 'an error has only the paths of its own type',
      query: '{ items { ... on Book { maker { name(style: "broken") } } ... on Film { maker { name } } } }',
      data: { items: [{ maker: { name: null } }, { maker: { name: 'plain-1' } }, {}] },
      errors: [{ path: ['items', 0, 'maker', 'name'] }],
      stockIsWrong: 'every object gets the selection of the first type',
    },
    {
      name: 'the same object at several paths of the response, each under its own types',
      query:
        '{ a: items { ... on Book { maker { name(style: "a") } } } b: items { ... on Book { maker { name(style: "b") } } ... on Film { maker { name(style: "c") } } } }',
      data: {
        a: [{ maker: { name: 'a-1' } }, {}, {}],
        b: [{ maker: { name: 'b-1' } }, { maker: { name: 'c-1' } }, {}],
      },
      stockIsWrong: 'every object gets the selection of the first type',
    },
  ],
};
