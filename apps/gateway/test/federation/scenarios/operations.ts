import type { Scenario } from '../scenario.ts';

const access = `directive @access(scope: Scope! = PUBLIC, note: String) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT | QUERY
  enum Scope { PUBLIC PRIVATE }`;

/** The choice of the operation of a document, custom directives, and introspection beside data. */
export const operations: Scenario = {
  name: 'operations, directives, introspection',
  subgraphs: {
    a: {
      sdl: `
        ${access}
        "All there is."
        type Query { a: String! old: Int @deprecated(reason: "use a") thing: Thing! }
        type Thing @key(fields: "id") { id: ID! name: String! }
        type Mutation { set: Int! }`,
      resolvers: {
        Query: { a: () => 'a', old: () => 1, thing: () => ({ id: 't1', name: 'kettle' }) },
        Mutation: { set: () => 1 },
      },
    },
    b: {
      sdl: `${access} type Query { b: String! } type Thing @key(fields: "id") { id: ID! size: Int! }`,
      resolvers: { Query: { b: () => 'b' }, Thing: { size: () => 3 } },
    },
  },
  cases: [
    {
      name: 'the named operation',
      query: 'query One { a } query Two { b } mutation Three { set }',
      operationName: 'Two',
      data: { b: 'b' },
      asked: { b: 1 },
    },
    {
      name: 'a mutation among queries',
      query: 'query One { a } mutation Three { set }',
      operationName: 'Three',
      data: { set: 1 },
    },
    {
      name: 'fragments of other operations are ignored',
      query:
        'query One { thing { ...F } } query Two { thing { ...G } } fragment F on Thing { size } fragment G on Thing { name }',
      operationName: 'One',
      data: { thing: { size: 3 } },
    },
    {
      name: 'variables of other operations are ignored',
      query: 'query One { a } query Two($x: Boolean!) { b @include(if: $x) }',
      operationName: 'One',
      data: { a: 'a' },
    },
    {
      name: 'several operations without a name',
      query: 'query One { a } query Two { b }',
      errors: [{ code: 'OPERATION_RESOLUTION_FAILURE' }],
      status: 400,
      asked: {},
    },
    {
      name: 'an unknown operation name',
      query: 'query One { a }',
      operationName: 'Other',
      errors: [{ code: 'OPERATION_RESOLUTION_FAILURE' }],
      status: 400,
      asked: {},
    },
    { name: 'one operation without a name', query: '{ b a }', data: { b: 'b', a: 'a' } },
    {
      name: 'a custom directive is allowed on fields',
      query: '{ a @access(scope: PRIVATE, note: "n") b @access thing { size @access name @access(note: null) } }',
      data: { a: 'a', b: 'b', thing: { size: 3, name: 'kettle' } },
    },
    {
      name: 'a custom directive is allowed on an operation and a spread, with a variable',
      query:
        'query ($s: Scope! = PUBLIC) @access { thing { ...F @access(scope: $s) } } fragment F on Thing { id @access(scope: $s) size }',
      data: { thing: { id: 't1', size: 3 } },
    },
    {
      name: 'aliases that look like introspection',
      query: '{ __type: thing { __typename: name constructor: size of: __typename } __schema: b __typename }',
      stockIsWrong: 'the type name replaces the aliased field',
      data: { __type: { __typename: 'kettle', constructor: 3, of: 'Thing' }, __schema: 'b', __typename: 'Query' },
    },
    { name: 'a deprecated field is answered', query: '{ old }', data: { old: 1 } },
    {
      name: 'introspection beside data',
      query: '{ a __type(name: "Thing") { fields { name } } b }',
      data: { a: 'a', __type: { fields: [{ name: 'id' }, { name: 'name' }, { name: 'size' }] }, b: 'b' },
    },
    {
      name: 'introspection alone asks no service',
      query: '{ __schema { queryType { name } mutationType { n: name } subscriptionType { name } } }',
      data: { __schema: { queryType: { name: 'Query' }, mutationType: { n: 'Mutation' }, subscriptionType: null } },
      asked: {},
    },
    {
      name: 'a type name by variable, and aliases',
      query:
        'query ($name: String!, $all: Boolean = true) { x: __type(name: $name) { ...T } none: __type(name: "Nothing") { name } } fragment T on __Type { k: kind fields(includeDeprecated: $all) { n: name isDeprecated deprecationReason } }',
      variables: { name: 'Query' },
      data: {
        x: {
          k: 'OBJECT',
          fields: [
            { n: 'a', isDeprecated: false, deprecationReason: null },
            { n: 'old', isDeprecated: true, deprecationReason: 'use a' },
            { n: 'thing', isDeprecated: false, deprecationReason: null },
            { n: 'b', isDeprecated: false, deprecationReason: null },
          ],
        },
        none: null,
      },
    },
    {
      name: 'descriptions',
      query: '{ __type(name: "Query") { description } }',
      data: { __type: { description: 'All there is.' } },
    },
    {
      name: 'a directive for clients appears in introspection',
      query: '{ __schema { directives { name } } }',
      data: {
        __schema: {
          directives: [
            { name: 'access' },
            { name: 'include' },
            { name: 'skip' },
            { name: 'deprecated' },
            { name: 'specifiedBy' },
            { name: 'oneOf' },
          ],
        },
      },
    },
    {
      name: 'introspection in a mutation',
      query: 'mutation { set __typename }',
      data: { set: 1, __typename: 'Mutation' },
    },
    {
      name: 'the types of federation are hidden',
      query:
        '{ any: __type(name: "_Any") { name } entity: __type(name: "_Entity") { name } join: __type(name: "join__Graph") { name } field: __type(name: "join__FieldSet") { name } link: __type(name: "link__Import") { name } }',
      data: { any: null, entity: null, join: null, field: null, link: null },
    },
  ],
};

const composed = (defaults: string): string => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@composeDirective"]) @link(url: "https://example.org/audit/v1.0", import: ["@audit"]) @composeDirective(name: "@audit")
  directive @audit(level: Level!${defaults}) on FIELD
  enum Level { LOW HIGH }`;

/** A directive for clients that services add by `@composeDirective`. */
export const composedDirectives: Scenario = {
  name: 'composed directives for clients',
  subgraphs: {
    a: { sdl: `${composed('')} type Query { a: String }`, resolvers: { Query: { a: () => 'a' } } },
    b: {
      sdl: `${composed('')} type Query { b: String level: Level }`,
      resolvers: { Query: { b: () => 'b', level: () => 'LOW' } },
    },
  },
  cases: [
    {
      name: 'a composed directive is allowed',
      query: '{ a @audit(level: LOW) b @audit(level: HIGH) level }',
      data: { a: 'a', b: 'b', level: 'LOW' },
      stockIsWrong: 'the directive is unknown',
    },
    {
      name: 'a composed directive with a variable',
      query: 'query ($level: Level!) { a @audit(level: $level) }',
      variables: { level: 'HIGH' },
      data: { a: 'a' },
      stockIsWrong: 'the directive is unknown',
    },
    {
      name: 'a composed directive without its arguments is refused',
      query: '{ a @audit }',
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      status: 400,
      asked: {},
    },
  ],
};
