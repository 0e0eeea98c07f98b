import type { Scenario, SubgraphRequest } from '../scenario.ts';

type Representation = { id: string };

/** Responds to each requested list of entities: one request may contain several, each with its own variable and response key. */
const lists =
  (answer: (representations: readonly Representation[]) => unknown, rest: object = {}) =>
  ({ query, variables = {} }: SubgraphRequest): unknown =>
    query.includes('_entities')
      ? {
          data: Object.fromEntries(
            Object.entries(variables).map(([name, value]) => [
              name.replace('representations', '_entities'),
              answer(value as Representation[]),
            ]),
          ),
          ...rest,
        }
      : undefined;

const root =
  (data: unknown) =>
  ({ query }: SubgraphRequest): unknown =>
    query.includes('_entities') ? undefined : data;

/** Subgraphs that violate their schema. The response still conforms to the schema of the gateway. */
export const misbehaviour: Scenario = {
  name: 'subgraphs that misbehave',
  subgraphs: {
    extra: {
      sdl: 'type Query { extra: Thing things: [Thing] } type Thing @key(fields: "id") { id: ID! }',
      answer: root({
        data: {
          extra: { __typename: 'Thing', id: '1', surplus: { x: 1 }, name: 'not asked' },
          things: [
            { __typename: 'Thing', id: '1' },
            { __typename: 'Thing', id: '2' },
            { __typename: 'Thing', id: '3' },
          ],
        },
        surplus: true,
        extensions: { cost: 1 },
      }),
    },
    short: {
      sdl: 'type Thing @key(fields: "id") { id: ID! few: Int }',
      answer: lists(() => [{ few: 1 }]),
    },
    nothing: {
      sdl: 'type Thing @key(fields: "id") { id: ID! none: Int noneMust: Int! }',
      answer: lists(() => null, { errors: [{ message: 'No entities today.' }] }),
    },
    partial: {
      sdl: 'type Thing @key(fields: "id") { id: ID! left: Int right: Int! name: String }',
      answer: lists((representations) =>
        representations.map(({ id }) => ({ __typename: 'Thing', left: 1, name: `n${id}`, surplus: 1 })),
      ),
    },
    types: {
      sdl: `
        type Query { int: Int int2: Int! float: Float text: String id: ID flag: Boolean enum: Colour list: [Int] list2: [Int!] object: Box boxes: [Box!] node: Node odd: Node absent: Box empty: Box lists: [[Int]] }
        enum Colour { RED GREEN }
        interface Node { id: ID }
        type Box implements Node { id: ID n: Int must: Int! }
        type Bag implements Node { id: ID m: Int }`,
      answer: root({
        data: {
          int: '5',
          int2: '6',
          float: '1.5',
          text: 5,
          id: 5,
          flag: 'yes',
          enum: 'BLUE',
          list: 5,
          list2: [1, 'x'],
          object: 'a box',
          boxes: [{ must: 1 }, 'a box'],
          node: { __typename: 'Nothing', id: '1' },
          odd: { id: '1', n: 1 },
          empty: { n: 1 },
          lists: [[1], 2, null],
        },
      }),
    },
    silent: {
      sdl: 'type Query { silent: Int loud: Int pathless: Int twice: Int }',
      answer: ({ query }) =>
        query.includes('loud')
          ? { errors: [{ message: 'No.', extensions: { code: 'NO' } }] }
          : query.includes('pathless')
            ? { data: { pathless: null, twice: 2 }, errors: [{ message: 'Somewhere.' }] }
            : { data: null },
    },
  },
  cases: [
    { name: 'unrequested data does not appear', query: '{ extra { id } }', data: { extra: { id: '1' } } },
    {
      name: 'an entity may return more fields than requested',
      query: '{ things { name id left } }',
      data: {
        things: [
          { name: 'n1', id: '1', left: 1 },
          { name: 'n2', id: '2', left: 1 },
          { name: 'n3', id: '3', left: 1 },
        ],
      },
    },
    {
      name: 'a missing non-null field nulls its object',
      query: '{ things { right } extra { left } }',
      data: { things: [null, null, null], extra: { left: 1 } },
      errors: 'optional',
    },
    {
      name: 'a list with too few entities is discarded',
      query: '{ things { id few } }',
      data: {
        things: [
          { id: '1', few: null },
          { id: '2', few: null },
          { id: '3', few: null },
        ],
      },
      errors: [
        { path: ['things', 0, 'few'], code: 'SUBGRAPH_BAD_RESPONSE' },
        { path: ['things', 1, 'few'], code: 'SUBGRAPH_BAD_RESPONSE' },
        { path: ['things', 2, 'few'], code: 'SUBGRAPH_BAD_RESPONSE' },
      ],
    },
    {
      name: 'without a list of entities every field is null',
      query: '{ things { id none } }',
      data: {
        things: [
          { id: '1', none: null },
          { id: '2', none: null },
          { id: '3', none: null },
        ],
      },
      errors: [{ path: ['things', 0, 'none'] }, { path: ['things', 1, 'none'] }, { path: ['things', 2, 'none'] }],
    },
    {
      name: 'without a list of entities a non-null field nulls its parent',
      query: '{ things { id noneMust } }',
      data: { things: [null, null, null] },
      errors: [
        { path: ['things', 0, 'noneMust'] },
        { path: ['things', 1, 'noneMust'] },
        { path: ['things', 2, 'noneMust'] },
      ],
    },
    { name: 'numbers must be numbers', query: '{ int float }', data: { int: null, float: null }, errors: 'optional' },
    {
      name: 'a string is not a number, and nulls the data in a non-null field',
      query: '{ int2 }',
      data: null,
      errors: 'optional',
    },
    { name: 'a number is not a string', query: '{ text }', data: { text: null }, errors: 'optional' },
    {
      name: 'a numeric id is sent on as a string',
      query: '{ id }',
      data: { id: '5' },
      stockIsWrong: 'an id is passed on as it came',
    },
    { name: 'a string is not a boolean', query: '{ flag }', data: { flag: null }, errors: 'optional' },
    { name: 'an unknown value of an enum', query: '{ enum }', data: { enum: null }, errors: 'optional' },
    { name: 'a string in a list of non-null numbers', query: '{ list2 }', data: { list2: null }, errors: 'optional' },
    { name: 'an object without its field', query: '{ empty { n must } }', data: { empty: null }, errors: 'optional' },
    {
      name: 'an object that is missing entirely',
      query: '{ absent { n } }',
      data: { absent: null },
      errors: 'optional',
    },
    { name: 'a type that does not exist', query: '{ node { id } }', data: { node: null }, errors: 'optional' },
    { name: 'no data and no errors', query: '{ silent }', data: { silent: null }, errors: 'optional' },
    { name: 'errors without data', query: '{ loud int2 }', data: null, errors: 'optional' },
    {
      name: 'errors without data apply to every requested field',
      query: '{ loud twice }',
      data: { loud: null, twice: null },
      errors: 'optional',
    },
    { name: 'an error without a path', query: '{ pathless twice }', data: { pathless: null, twice: 2 }, errors: [{}] },
    {
      name: 'another value instead of an object',
      query: '{ object { n } }',
      data: { object: null },
      errors: 'optional',
      stockIsWrong: 'an assertion in the gateway fails',
    },
    {
      name: 'another value instead of a list',
      query: '{ list }',
      data: { list: null },
      errors: 'optional',
      stockIsWrong: 'an assertion in the gateway fails',
    },
    {
      name: 'another value instead of an object in a list',
      query: '{ boxes { must } }',
      data: { boxes: null },
      errors: 'optional',
      stockIsWrong: 'an assertion in the gateway fails',
    },
    {
      name: 'another value instead of a list in a list',
      query: '{ lists }',
      data: { lists: [[1], null, null] },
      errors: 'optional',
      stockIsWrong: 'an assertion in the gateway fails',
    },
  ],
};
