import { expect, test } from '@jest/globals';
import { checkChange } from './check-change.ts';
import { composeSupergraph } from './compose.ts';
import type { RecordedOperation } from './operations.ts';

const schema = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])
  scalar Date
  scalar Decimal
  type Query {
    person(id: ID!): Person
    persons(filter: PersonFilter, first: Int = 20, order: Order): [Person!]!
    bornOn(day: Date): [Person]
    node: Node
    thing: Thing
  }
  type Mutation { enroll(input: EnrollInput!): Person }
  interface Node { id: ID! }
  union Thing = Person | Group
  type Person implements Node @key(fields: "id") { id: ID!  name: String!  nick: String  tags: [String!]  friends(first: Int): [Person]  status: Status! }
  type Group { id: ID!  title: String }
  enum Status { ACTIVE RETIRED }
  enum Order { NAME AGE }
  input PersonFilter { name: String  status: Status  and: [PersonFilter!]  born: BornFilter }
  input BornFilter { year: Int }
  input EnrollInput { name: String!  nick: String }
`;

const roster = '{ persons(first: 5) { name nick } }';

/** The change of the schema, the operation, and the places where it breaks (empty: the operation still works). */
const cases: [string, [string | RegExp, string][], string, string[]][] = [
  ['a field that is used is removed', [['  nick: String  tags', '  tags']], roster, ['Person.nick']],
  ['a field that no operation uses is removed', [['  tags: [String!]', '']], roster, []],
  ['a field is renamed', [['nick: String  tags', 'alias: String  tags']], roster, ['Person.nick']],
  [
    'a field becomes inaccessible',
    [['nick: String  tags', 'nick: String @inaccessible  tags']],
    roster,
    ['Person.nick'],
  ],
  ['a field is added', [['nick: String  tags', 'nick: String  age: Int  tags']], roster, []],
  ['a field is deprecated', [['nick: String  tags', 'nick: String @deprecated  tags']], roster, []],
  ['a non-null field becomes nullable', [['name: String!  nick', 'name: String  nick']], roster, ['Person.name']],
  ['a nullable field becomes non-null', [['nick: String  tags', 'nick: String!  tags']], roster, []],
  ['a field gets another type', [['nick: String  tags', 'nick: Int  tags']], roster, ['Person.nick']],
  ['a field becomes a list', [['nick: String  tags', 'nick: [String]  tags']], roster, ['Person.nick']],
  [
    'a list becomes a single value',
    [['tags: [String!]', 'tags: String']],
    '{ person(id: 1) { tags } }',
    ['Person.tags'],
  ],
  [
    'the items of a list become nullable',
    [['tags: [String!]', 'tags: [String]']],
    '{ person(id: 1) { tags } }',
    ['Person.tags'],
  ],
  [
    'a field returns an object of another type',
    [['person(id: ID!): Person', 'person(id: ID!): Group']],
    '{ person(id: 1) { id } }',
    ['Query.person'],
  ],
  ['a root field is removed', [[/ {4}node: Node\n/, '']], '{ node { id } }', ['Query.node']],
  [
    'an argument that is used is removed',
    [['friends(first: Int)', 'friends']],
    '{ person(id: 1) { friends(first: 2) { id } } }',
    ['Person.friends(first:)'],
  ],
  [
    'an argument that is not used is removed',
    [['friends(first: Int)', 'friends']],
    '{ person(id: 1) { friends { id } } }',
    [],
  ],
  [
    'an optional argument is added',
    [['friends(first: Int)', 'friends(first: Int, after: ID)']],
    '{ person(id: 1) { friends(first: 2) { id } } }',
    [],
  ],
  [
    'a required argument is added',
    [['friends(first: Int)', 'friends(first: Int, of: ID!)']],
    '{ person(id: 1) { friends(first: 2) { id } } }',
    ['Person.friends'],
  ],
  [
    'an omitted argument becomes required',
    [['bornOn(day: Date)', 'bornOn(day: Date!)']],
    '{ bornOn { id } }',
    ['Query.bornOn'],
  ],
  [
    'an argument with a literal value gets another type',
    [['friends(first: Int)', 'friends(first: Boolean)']],
    '{ person(id: 1) { friends(first: 2) { id } } }',
    ['Person.friends(first:)'],
  ],
  [
    'an argument with a variable gets another type',
    [['friends(first: Int)', 'friends(first: Boolean)']],
    'query Q($n: Int) { person(id: 1) { friends(first: $n) { id } } }',
    ['Person.friends(first:)'],
  ],
  [
    'an argument with a nullable variable becomes required',
    [['friends(first: Int)', 'friends(first: Int!)']],
    'query Q($n: Int) { person(id: 1) { friends(first: $n) { id } } }',
    ['Person.friends(first:)'],
  ],
  [
    'an argument with a non-null variable becomes required',
    [['friends(first: Int)', 'friends(first: Int!)']],
    'query Q($n: Int!) { person(id: 1) { friends(first: $n) { id } } }',
    [],
  ],
  [
    'an argument gets another custom scalar type',
    [['bornOn(day: Date)', 'bornOn(day: Decimal)']],
    '{ bornOn(day: "") { id } }',
    ['Query.bornOn(day:)'],
  ],
  [
    'an enum loses a value that the operation contains',
    [['enum Order { NAME AGE }', 'enum Order { NAME }']],
    '{ persons(order: AGE) { id } }',
    ['Order.AGE'],
  ],
  [
    'an enum loses a value that the operation does not contain',
    [['enum Order { NAME AGE }', 'enum Order { NAME }']],
    '{ persons(order: NAME) { id } }',
    [],
  ],
  [
    'an enum loses a value that a variable may have',
    [['enum Order { NAME AGE }', 'enum Order { NAME }']],
    'query Q($o: Order) { persons(order: $o) { id } }',
    ['Order.AGE'],
  ],
  [
    'an enum gains a value',
    [
      ['enum Order { NAME AGE }', 'enum Order { NAME AGE SIZE }'],
      ['enum Status { ACTIVE RETIRED }', 'enum Status { ACTIVE RETIRED NEW }'],
    ],
    'query Q($o: Order) { persons(order: $o) { status } }',
    [],
  ],
  [
    'an enum that is only an output type loses a value',
    [['enum Status { ACTIVE RETIRED }', 'enum Status { ACTIVE }']],
    '{ persons(first: 1) { status } }',
    [],
  ],
  [
    'an input field that the operation contains is removed',
    [['{ name: String  status', '{ status']],
    '{ persons(filter: { name: "" }) { id } }',
    ['PersonFilter.name'],
  ],
  [
    'a nested input field that a variable may have is removed',
    [['input BornFilter { year: Int }', 'input BornFilter { month: Int }']],
    'query Q($f: PersonFilter) { persons(filter: $f) { id } }',
    ['BornFilter.year'],
  ],
  [
    'an input field that a variable may have gets another type',
    [['EnrollInput { name: String!', 'EnrollInput { name: ID!']],
    'mutation E($i: EnrollInput!) { enroll(input: $i) { id } }',
    ['EnrollInput.name'],
  ],
  [
    'an input field becomes required',
    [['nick: String }', 'nick: String! }']],
    'mutation E($i: EnrollInput!) { enroll(input: $i) { id } }',
    ['EnrollInput.nick'],
  ],
  [
    'an input field is no longer required',
    [['EnrollInput { name: String!', 'EnrollInput { name: String']],
    'mutation E($i: EnrollInput!) { enroll(input: $i) { id } }',
    [],
  ],
  [
    'a required input field is added',
    [['nick: String }', 'nick: String  day: Date! }']],
    'mutation E($i: EnrollInput!) { enroll(input: $i) { id } }',
    ['EnrollInput.day'],
  ],
  [
    'an optional input field is added',
    [['nick: String }', 'nick: String  day: Date }']],
    'mutation E($i: EnrollInput!) { enroll(input: $i) { id } }',
    [],
  ],
  [
    'the type of a variable is removed',
    [
      [/input EnrollInput/, 'input Enrolment'],
      ['input: EnrollInput!', 'input: Enrolment!'],
    ],
    'mutation E($i: EnrollInput!) { enroll(input: $i) { id } }',
    ['EnrollInput', 'Mutation.enroll(input:)'],
  ],
  [
    'a type of a union is removed',
    [
      ['union Thing = Person | Group', 'union Thing = Person'],
      [/ {2}type Group .*\n/, ''],
    ],
    '{ thing { ... on Group { title } } }',
    ['Group'],
  ],
  [
    'a type leaves a union',
    [
      ['union Thing = Person | Group', 'union Thing = Person'],
      ['thing: Thing', 'thing: Thing  group: Group'],
    ],
    '{ thing { ... on Group { title } } }',
    ['Query.thing'],
  ],
  [
    'a union gains a type',
    [['union Thing = Person | Group', 'union Thing = Person | Group | Box\n  type Box { id: ID }']],
    '{ thing { ... on Group { title } } }',
    [],
  ],
  [
    'a type no longer implements an interface',
    [
      ['type Person implements Node', 'type Person'],
      ['type Group {', 'type Group implements Node {'],
    ],
    '{ node { ... on Person { name } } }',
    ['Query.node'],
  ],
  [
    'a field that a fragment uses is removed',
    [['  nick: String  tags', '  tags']],
    'query Q { person(id: 1) { ...P } } fragment P on Person { nick }',
    ['Person.nick'],
  ],
];

test.each(cases)('%s', (_, edits, document, places) => {
  const breaks = checkChange(compose(schema), compose(edited(edits)), [recorded(document)]);
  for (const { coordinate } of breaks) expect(places).toContain(coordinate);
  expect(breaks.length > 0).toBe(places.length > 0);
  expect(breaks.map(({ coordinate }) => coordinate)).toEqual(expect.arrayContaining(places.slice(0, 1)));
});

test('a break names the operation, its clients and the reason', () => {
  const operation = { ...recorded('query Roster { persons { nick } }'), operationName: 'Roster' };
  expect(checkChange(compose(schema), compose(edited([['  nick: String  tags', '  tags']])), [operation])).toEqual([
    {
      coordinate: 'Person.nick',
      operation: 'Roster',
      hash: operation.hash,
      clients: operation.clients,
      why: 'Cannot query field "nick" on type "Person".',
    },
  ]);
});

test('an operation that was invalid before does not count as broken, and a text that cannot be parsed is ignored', () => {
  const next = compose(edited([['  nick: String  tags', '  tags']]));
  expect(
    checkChange(compose(schema), next, [recorded('{ persons { nick nothing } }'), recorded('{ persons {')]),
  ).toEqual([]);
});

test('a thousand operations are checked in seconds', () => {
  const operations = Array.from({ length: 1_000 }, (_, index) =>
    recorded(`query Q${index} { persons { name nick tags friends(first: 3) { id name status } } }`),
  );
  const begun = performance.now();
  expect(
    checkChange(compose(schema), compose(edited([['tags: [String!]', 'tags: [String!]  age: Int']])), operations),
  ).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(5_000);
});

function compose(sdl: string): string {
  const composition = composeSupergraph([{ name: 'people', url: 'http://people/graphql', sdl }]);
  if ('errors' in composition) throw new Error(JSON.stringify(composition.errors));
  return composition.supergraphSdl;
}

function edited(edits: readonly [string | RegExp, string][]): string {
  return edits.reduce((sdl, [from, to]) => {
    const next = sdl.replace(from, to);
    if (next === sdl) throw new Error(`The schema has no ${String(from)}.`);
    return next;
  }, schema);
}

function recorded(document: string): RecordedOperation {
  return { hash: document, document, clients: [{ name: 'portal', version: '3.1', lastSeen: '2026-03-01', count: 7 }] };
}
