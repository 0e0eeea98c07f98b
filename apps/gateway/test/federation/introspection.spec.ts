import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  __Schema,
  __Type,
  getIntrospectionQuery,
  getNamedType,
  graphqlSync,
  isCompositeType,
  isNonNullType,
  parse,
  validate,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { operationOf } from '../../src/execution/operation.ts';
import { createPlanner } from '../../src/execution/planner-in-thread.ts';
import { Lifetime } from '../../src/lifetime.ts';
import type { Gateway } from './compare.ts';
import { startOurs } from './ours.ts';
import { startSubgraphs, type RunningSubgraphs } from './subgraphs.ts';

const offered = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@composeDirective", "@inaccessible"])
    @link(url: "https://example.org/audit/v1.0", import: ["@audit"]) @composeDirective(name: "@audit")
    @link(url: "https://specs.graphql.org/oneOf/v1.0", import: ["@oneOf"]) @composeDirective(name: "@oneOf")
  directive @oneOf on INPUT_OBJECT
  "Who looks." directive @audit("how closely" level: Level = LOW @deprecated(reason: "always the same"), note: String) repeatable on FIELD | QUERY | FRAGMENT_SPREAD
  "All of it." schema { query: Query mutation: Mutation }
  "The root." type Query { find("the filter" by: By): String either(one: Either): String old(a: Int @deprecated(reason: "no"), b: [Int!]! = [1, 2] @deprecated): Int @deprecated node: Node day: Day things: [[Thing!]]! self: Query! hidden: Int @inaccessible }
  type Mutation { touch: Touched! }
  type Touched { query: Query! ok: Boolean! }
  input By { "the key" id: ID name: String @deprecated(reason: "slow") size: Int! = 5 level: Level = HIGH }
  input Either @oneOf { id: ID name: String }
  "Low or high." enum Level { "little" LOW HIGH @deprecated(reason: "too much") }
  "A day." scalar Day @specifiedBy(url: "https://example.org/day")
  scalar Open
  interface Node { id: ID! label(format: String @deprecated(reason: "one format")): String }
  union Thing = Kettle | Pot
  type Kettle implements Node @key(fields: "id") { id: ID! label(format: String): String litres: Float }
  type Pot implements Node @key(fields: "id") { id: ID! label(format: String): String lid: Boolean open(value: Open = {a: [1, "x"]}, list: [Open!] = [{b: 1.5}], big: Open = 7): Open }`;

let subgraphs: RunningSubgraphs;
let ours: Gateway;
let schema: GraphQLSchema;

beforeAll(async () => {
  subgraphs = await startSubgraphs({
    name: 'introspection',
    subgraphs: {
      all: {
        sdl: offered,
        resolvers: {
          Query: { self: () => ({}), day: () => '2026-03-01' },
          Mutation: { touch: () => ({ query: {}, ok: true }) },
        },
      },
      other: {
        sdl: 'type Kettle @key(fields: "id") { id: ID! colour: String } enum Level { LOW HIGH }',
        resolvers: {},
      },
    },
  });
  ours = await startOurs(subgraphs);
  schema = createPlanner(subgraphs.supergraph).schema;
});
afterAll(async () => {
  await ours.stop();
  await subgraphs.stop();
});

const ask = async (query: string, variables: Record<string, unknown> = {}) => {
  subgraphs.asked.length = 0;
  const { status, ...answer } = await ours.ask({ query, variables });
  return { answer, asked: subgraphs.asked.map(({ request }) => request.query) };
};

test('the whole schema is returned, and no subgraph is asked', async () => {
  const { answer, asked } = await ask(
    getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),
  );
  expect(answer.errors).toBeUndefined();
  expect(asked).toEqual([]);
  const { types, description } = (
    answer.data as unknown as {
      __schema: {
        description: string;
        types: { name: string; isOneOf: boolean | null; specifiedByURL: string | null }[];
      };
    }
  ).__schema;
  expect(description).toBe('All of it.');
  expect(
    Object.fromEntries(types.filter(({ isOneOf }) => isOneOf !== null).map(({ name, isOneOf }) => [name, isOneOf])),
  ).toEqual({ By: false, Either: true });
  expect(
    types.filter(({ specifiedByURL }) => specifiedByURL).map(({ name, specifiedByURL }) => [name, specifiedByURL]),
  ).toEqual([['Day', 'https://example.org/day']]);
});

test('elements that a service deprecates are deprecated for clients: fields, arguments, input fields, values and arguments of directives', async () => {
  const { answer } = await ask(`query ($all: Boolean = true) {
    query: __type(name: "Query") { fields(includeDeprecated: $all) { name isDeprecated deprecationReason args(includeDeprecated: $all) { ...V } } }
    node: __type(name: "Node") { fields { args(includeDeprecated: $all) { ...V } } }
    by: __type(name: "By") { inputFields(includeDeprecated: $all) { ...V } few: inputFields { name } }
    level: __type(name: "Level") { enumValues(includeDeprecated: $all) { name deprecationReason } few: enumValues(includeDeprecated: false) { name } }
    __schema { directives { name args(includeDeprecated: $all) { ...V } } }
  } fragment V on __InputValue { name isDeprecated deprecationReason }`);
  const not = { isDeprecated: false, deprecationReason: null };
  const is = (reason: string) => ({ isDeprecated: true, deprecationReason: reason });
  expect(answer).toMatchObject({
    data: {
      query: {
        fields: expect.arrayContaining([
          {
            name: 'old',
            ...is('No longer supported'),
            args: [
              { name: 'a', ...is('no') },
              { name: 'b', ...is('No longer supported') },
            ],
          },
        ]),
      },
      node: { fields: [{ args: [] }, { args: [{ name: 'format', ...is('one format') }] }] },
      by: {
        inputFields: [
          { name: 'id', ...not },
          { name: 'name', ...is('slow') },
          { name: 'size', ...not },
          { name: 'level', ...not },
        ],
        few: [{ name: 'id' }, { name: 'size' }, { name: 'level' }],
      },
      level: {
        enumValues: [
          { name: 'LOW', deprecationReason: null },
          { name: 'HIGH', deprecationReason: 'too much' },
        ],
        few: [{ name: 'LOW' }],
      },
      __schema: {
        directives: expect.arrayContaining([
          {
            name: 'audit',
            args: [
              { name: 'level', ...is('always the same') },
              { name: 'note', ...not },
            ],
          },
        ]),
      },
    },
  });
});

test('a default value is reported as the schema writes it, even in a custom scalar', async () => {
  const { answer } = await ask(
    '{ pot: __type(name: "Pot") { fields { args { name defaultValue } } } query: __type(name: "Query") { fields(includeDeprecated: true) { args(includeDeprecated: true) { name defaultValue } } } by: __type(name: "By") { inputFields { name defaultValue } } skip: __schema { directives { name args(includeDeprecated: true) { defaultValue } } } }',
  );
  const { pot, by, skip } = answer.data as unknown as Record<
    'pot' | 'by',
    { fields: { args: object[] }[]; inputFields: object[] }
  > & { skip: { directives: object[] } };
  expect(pot.fields.at(-1)?.args).toEqual([
    { name: 'value', defaultValue: '{a: [1, "x"]}' },
    { name: 'list', defaultValue: '[{b: 1.5}]' },
    { name: 'big', defaultValue: '7' },
  ]);
  expect(by.inputFields).toEqual([
    { name: 'id', defaultValue: null },
    { name: 'size', defaultValue: '5' },
    { name: 'level', defaultValue: 'HIGH' },
  ]);
  expect(skip.directives).toEqual(
    expect.arrayContaining([
      { name: 'audit', args: [{ defaultValue: 'LOW' }, { defaultValue: null }] },
      { name: 'deprecated', args: [{ defaultValue: '"No longer supported"' }] },
    ]),
  );
});

test('long numbers in default values keep the digits of the supergraph', async () => {
  const { introspect } = createPlanner(subgraphs.supergraph.replace('= 7)', '= 12345678901234567890)'));
  const operation = operationOf(parse('{ __type(name: "Pot") { fields { args { defaultValue } } } }'), undefined);
  expect(
    await introspect(operation.definition.selectionSet.selections as FieldNode[], operation, {}, new Lifetime()),
  ).toContain('"12345678901234567890"');
});

test('the introspected schema is the one that validates', async () => {
  const { answer: both } = await ask('{ either(one: { id: 1, name: "x" }) }');
  expect(both.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  const { answer: hidden } = await ask('{ hidden }');
  expect(hidden.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  const { answer: one } = await ask('query ($one: Either) { either(one: $one) }', { one: { id: '1', name: 'x' } });
  expect(one.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('introspection below the root is also resolved by the gateway and not by a subgraph', async () => {
  const { answer, asked } =
    await ask(`mutation { touch { ok query { __typename day s: __schema { d: description } ...F } alone: query { __type(name: "_Service") { name } } } }
    fragment F on Query { __type(name: "Day") { __typename kind } self { ...G } } fragment G on Query { self { __type(name: "Either") { isOneOf } } }`);
  expect(answer).toEqual({
    data: {
      touch: {
        ok: true,
        query: {
          __typename: 'Query',
          day: '2026-03-01',
          s: { d: 'All of it.' },
          __type: { __typename: '__Type', kind: 'SCALAR' },
          self: { self: { __type: { isOneOf: true } } },
        },
        alone: { __type: null },
      },
    },
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]).not.toMatch(/__schema|__type\b|isOneOf/);
});

test.each([
  [
    'that is skipped entirely',
    'query ($no: Boolean!) { day __schema @include(if: $no) { description } ...F @include(if: $no) } fragment F on Query { __type(name: "Day") { name } }',
    { data: { day: '2026-03-01' } },
    1,
  ],
  ['with only skipped fields', 'query ($no: Boolean!) { __schema @include(if: $no) { description } }', { data: {} }, 0],
  [
    'with one skipped part',
    'query ($no: Boolean!) { __type(name: "Day") { name @include(if: $no) kind @skip(if: $no) ... @include(if: $no) { description } ...F @skip(if: $no) } } fragment F on __Type { u: specifiedByURL }',
    { data: { __type: { kind: 'SCALAR', u: 'https://example.org/day' } } },
    0,
  ],
  [
    'with one key at several positions',
    '{ __type(name: "Day") { name } ... { __type(name: "Day") { kind } } ...F } fragment F on Query { __type(name: "Day") { name ofType { name } } }',
    { data: { __type: { name: 'Day', kind: 'SCALAR', ofType: null } } },
    0,
  ],
  [
    'with directives of services on it',
    'query ($n: String, $l: Level = LOW) @audit { __schema @audit(note: $n) { queryType { name @audit(level: $l) } } }',
    { data: { __schema: { queryType: { name: 'Query' } } } },
    0,
  ],
  [
    'with names of inherited properties',
    '{ __proto__: __schema { constructor: queryType { __proto__: name } } }',
    { data: JSON.parse('{ "__proto__": { "constructor": { "__proto__": "Query" } } }') as object },
    0,
  ],
  [
    'in the order of the selections',
    '{ b: __typename day a: __type(name: "Day") { kind name } c: __typename }',
    { data: { b: 'Query', day: '2026-03-01', a: { kind: 'SCALAR', name: 'Day' }, c: 'Query' } },
    1,
  ],
])('introspection %s', async (_, query, wanted, requests) => {
  const { answer, asked } = await ask(query, { no: false });
  expect(JSON.stringify(answer)).toBe(JSON.stringify(wanted));
  expect(asked).toHaveLength(requests);
});

test('any selection of introspection fields is resolved as graphql-js does', async () => {
  await fc.assert(
    fc.asyncProperty(selections(), fc.boolean(), fc.boolean(), async (text, all, no) => {
      const query = `query ($all: Boolean!, $no: Boolean = true, $name: String!) { ...R } fragment R on Query { ${text} }`;
      const used = query
        .replaceAll('$name: String!', text.includes('$name') ? '$name: String!' : '')
        .replaceAll('$all: Boolean!,', text.includes('$all') ? '$all: Boolean!,' : '')
        .replaceAll('$no: Boolean = true,', text.includes('$no') ? '$no: Boolean = true,' : '')
        .replace(/query \(\W*\)/, 'query');
      // Validation limits the nesting.
      fc.pre(validate(schema, parse(used)).length === 0);
      const variables = { all, no, name: all ? 'Query' : 'By' };
      const { answer, asked } = await ask(used, variables);
      expect(asked).toEqual([]);
      expect(JSON.stringify(answer)).toBe(
        JSON.stringify(graphqlSync({ schema, source: used, variableValues: variables })),
      );
    }),
    { numRuns: 60 },
  );
});

const argumentsOf = ({ args: [arg] }: GraphQLField<unknown, unknown>, text: string): string =>
  !arg || (text.includes('null') && isNonNullType(arg.type)) ? '' : text;

/** Random selections of `__schema` and `__type`. Each field has a unique alias, so that any two can be combined. */
function selections(): fc.Arbitrary<string> {
  const of = (type: GraphQLObjectType, depth: number): fc.Arbitrary<string> => {
    const fields = Object.values(type.getFields()).filter(
      ({ name, type: of_ }) => name !== 'defaultValue' && (depth > 0 || !isCompositeType(getNamedType(of_))),
    );
    const one = fc
      .tuple(
        fc.constantFrom(...fields),
        fc.nat(999),
        fc.constantFrom('', '', '', ' @skip(if: $no)', ' @include(if: $all)', ' @include(if: true)'),
        fc.constantFrom('', '(includeDeprecated: $all)', '(includeDeprecated: true)', '(includeDeprecated: null)'),
      )
      .chain(([field, n, condition, deprecated]) => {
        const below = getNamedType(field.type);
        const head = `a${n}_${depth}_${field.name}_${deprecated.length}: ${field.name}${argumentsOf(field, deprecated)}${condition}`;
        return isCompositeType(below)
          ? of(below as GraphQLObjectType, depth - 1).map((inside) => `${head} { ${inside} }`)
          : fc.constant(head);
      });
    const wrapped = fc
      .tuple(one, fc.nat(3))
      .map(([text, how]) =>
        how === 0 ? `... on ${type.name} { ${text} }` : how === 1 ? `... @skip(if: $no) { ${text} }` : text,
      );
    return fc.array(wrapped, { minLength: 1, maxLength: 3 }).map((texts) => `__typename ${texts.join(' ')}`);
  };
  const root = fc.oneof(
    of(__Schema, 2).map((inside) => `__schema { ${inside} }`),
    fc
      .tuple(of(__Type, 3), fc.constantFrom('$name', '"Node"', '"Thing"', '"__Directive"', '"Level"', '"Nothing"'))
      .map(([inside, name]) => `t${name.replaceAll(/\W/g, '')}: __type(name: ${name}) { ${inside} }`),
  );
  return fc
    .uniqueArray(root, { minLength: 1, maxLength: 3, selector: (text) => text.split('{')[0] })
    .map((texts) => texts.join(' '));
}
