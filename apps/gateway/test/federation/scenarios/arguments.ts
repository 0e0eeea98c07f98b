import { findBy, type Scenario } from '../scenario.ts';

const items = [{ id: 'i1' }, { id: 'i2' }];
type Arguments = Record<string, unknown>;
/** The received arguments as text: variables without a value are not received. */
const echo = (_: unknown, args: Arguments): string => JSON.stringify(args);

/** Arguments and variables, as they are sent to the subgraphs. */
export const argumentsAndVariables: Scenario = {
  name: 'arguments and variables',
  subgraphs: {
    a: {
      sdl: `
        type Query { echo(text: String, number: Int, float: Float, flag: Boolean, id: ID, kind: Kind, kinds: [Kind!], any: Any, filter: Filter, matrix: [[Int]], needed: String! = "kept"): String! items: [Item!]! item(id: ID!): Item count(first: Int! = 10): Int! }
        scalar Any
        enum Kind { TEA RICE }
        input Filter { name: String = "none", and: [Filter!], kind: Kind = TEA, range: Range }
        input Range { from: Int!, to: Int = 9 }
        type Item @key(fields: "id") { id: ID! own(n: Int): String! }`,
      resolvers: {
        Query: {
          echo,
          items: () => items,
          item: (_: unknown, { id }: { id: string }) => findBy(items, 'id')({ id }),
          count: (_: unknown, { first }: { first: number }) => first,
        },
        Item: { own: ({ id }: { id: string }, { n }: { n?: number }) => `${id}:${n}` },
      },
    },
    b: {
      sdl: `
        scalar Any
        enum Kind { TEA RICE }
        input Filter { name: String = "none", and: [Filter!], kind: Kind = TEA, range: Range }
        input Range { from: Int!, to: Int = 9 }
        type Item @key(fields: "id") { id: ID! far(n: Int, kind: Kind, any: Any, filter: Filter, list: [String]): String! plain: Int! }`,
      resolvers: {
        Item: { far: ({ id }: { id: string }, args: Arguments) => `${id}${JSON.stringify(args)}`, plain: () => 1 },
      },
    },
  },
  cases: [
    {
      name: 'literals of every kind are received',
      query:
        '{ echo(text: "t", number: -1, float: 1.5, flag: false, id: 7, kind: RICE, kinds: [TEA, RICE], any: { a: [1, "x", null, true], b: { c: RICE2 } }, matrix: [[1, null], null, []]) }',
      data: {
        echo: '{"text":"t","number":-1,"float":1.5,"flag":false,"id":"7","kind":"RICE","kinds":["TEA","RICE"],"any":{"a":[1,"x",null,true],"b":{"c":"RICE2"}},"matrix":[[1,null],null,[]],"needed":"kept"}',
      },
    },
    {
      name: 'variables of every kind are received',
      query:
        'query ($text: String, $number: Int, $float: Float, $id: ID, $kind: Kind, $any: Any, $matrix: [[Int]]) { echo(text: $text, number: $number, float: $float, id: $id, kind: $kind, any: $any, matrix: $matrix) }',
      variables: {
        text: '',
        number: 0,
        float: 3,
        id: 'x',
        kind: 'TEA',
        any: { deep: [{ er: [] }] },
        matrix: [[1], []],
      },
      data: {
        echo: '{"text":"","number":0,"float":3,"id":"x","kind":"TEA","any":{"deep":[{"er":[]}]},"matrix":[[1],[]],"needed":"kept"}',
      },
    },
    {
      name: 'a variable without a value is not sent, null is sent',
      query: 'query ($text: String, $number: Int, $id: ID) { echo(text: $text, number: $number, id: $id) }',
      variables: { number: null },
      data: { echo: '{"number":null,"needed":"kept"}' },
    },
    {
      name: 'the default of a variable is used without a value, not for null',
      query: 'query ($text: String = "d", $number: Int = 5) { echo(text: $text, number: $number) }',
      variables: { number: null },
      data: { echo: '{"text":"d","number":null,"needed":"kept"}' },
    },
    {
      name: 'the default of an argument is used if its variable has no value',
      query: 'query ($needed: String = "given") { count echo(needed: $needed) five: count(first: 5) }',
      data: { count: 10, echo: '{"needed":"given"}', five: 5 },
    },
    {
      name: 'objects with defaults, by literal',
      query: '{ echo(filter: { and: [{ kind: RICE }, { range: { from: 1 } }] }) }',
      data: {
        echo: '{"filter":{"name":"none","and":[{"name":"none","kind":"RICE"},{"name":"none","kind":"TEA","range":{"from":1,"to":9}}],"kind":"TEA"},"needed":"kept"}',
      },
    },
    {
      name: 'objects with defaults, by variable',
      query: 'query ($filter: Filter) { echo(filter: $filter) }',
      variables: { filter: { and: [{ kind: null }], range: { from: 2, to: null } } },
      data: {
        echo: '{"filter":{"name":"none","and":[{"name":"none","kind":null}],"kind":"TEA","range":{"from":2,"to":null}},"needed":"kept"}',
      },
    },
    {
      name: 'variables inside literals',
      query:
        'query ($from: Int!, $kind: Kind, $name: String, $x: Any) { echo(filter: { name: $name, kind: $kind, range: { from: $from } }, kinds: [TEA, RICE], any: [$x]) }',
      variables: { from: 3, x: { y: 1 } },
      data: {
        echo: '{"kinds":["TEA","RICE"],"any":[{"y":1}],"filter":{"name":"none","kind":"TEA","range":{"from":3,"to":9}},"needed":"kept"}',
      },
    },
    {
      name: 'a single value is coerced to a list',
      query: 'query ($kinds: [Kind!]) { a: echo(kinds: TEA) b: echo(kinds: $kinds) }',
      variables: { kinds: 'RICE' },
      data: { a: '{"kinds":["TEA"],"needed":"kept"}', b: '{"kinds":["RICE"],"needed":"kept"}' },
    },
    {
      name: 'variables reach a subgraph that completes an entity',
      query:
        'query ($n: Int, $kind: Kind = RICE, $filter: Filter, $list: [String]) { items { far(n: $n, kind: $kind, filter: $filter, list: $list) } }',
      variables: { n: 4, list: ['a', null, '"'] },
      data: {
        items: [
          { far: 'i1{"n":4,"kind":"RICE","list":["a",null,"\\""]}' },
          { far: 'i2{"n":4,"kind":"RICE","list":["a",null,"\\""]}' },
        ],
      },
    },
    {
      name: 'each subgraph gets the variables that it uses',
      query: 'query ($id: ID!, $n: Int, $any: Any) { item(id: $id) { far(any: $any) own(n: $n) } echo(number: $n) }',
      variables: { id: 'i2', n: 3, any: [1] },
      data: { item: { far: 'i2{"any":[1]}', own: 'i2:3' }, echo: '{"number":3,"needed":"kept"}' },
    },
    {
      name: 'a variable with the same name as one of the planner',
      query: 'query ($representations: Int) { items { far(n: $representations) } }',
      variables: { representations: 8 },
      data: { items: [{ far: 'i1{"n":8}' }, { far: 'i2{"n":8}' }] },
      stockIsWrong: 'the variable is overwritten by the representations of entities',
    },
    {
      name: 'the same field twice with different arguments, across an entity',
      query: '{ item(id: "i1") { one: far(n: 1) two: far(n: 2, kind: TEA) own zero: own(n: 0) } }',
      data: { item: { one: 'i1{"n":1}', two: 'i1{"n":2,"kind":"TEA"}', own: 'i1:undefined', zero: 'i1:0' } },
    },
    {
      name: 'the same root twice, completed by the same subgraph',
      query:
        '{ x: item(id: "i1") { far(n: 1) } y: item(id: "i2") { far(n: 2) } z: item(id: "i1") { far(n: 3) plain } none: item(id: "i9") { far(n: 4) } }',
      data: { x: { far: 'i1{"n":1}' }, y: { far: 'i2{"n":2}' }, z: { far: 'i1{"n":3}', plain: 1 }, none: null },
    },
    {
      name: 'undeclared variables are ignored',
      query: '{ count }',
      variables: { surplus: { x: 1 } },
      data: { count: 10 },
    },
  ],
};

const refused = { errors: [{ code: 'BAD_USER_INPUT' }], status: 400 } as const;
const invalid = { errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }], status: 400 } as const;

/** Requests that are refused before any subgraph is asked. */
export const wrongVariables: Scenario = {
  name: 'wrong arguments and variables',
  subgraphs: {
    a: argumentsAndVariables.subgraphs['a'] ?? { sdl: '' },
    b: argumentsAndVariables.subgraphs['b'] ?? { sdl: '' },
  },
  cases: [
    {
      name: 'a required variable without a value',
      query: 'query ($id: ID!) { item(id: $id) { id } }',
      ...refused,
      asked: {},
    },
    {
      name: 'null for a non-null variable',
      query: 'query ($id: ID!) { item(id: $id) { id } }',
      variables: { id: null },
      ...refused,
      asked: {},
    },
    {
      name: 'a string for a number',
      query: 'query ($n: Int) { echo(number: $n) }',
      variables: { n: '5' },
      ...refused,
      asked: {},
    },
    {
      name: 'a number out of range',
      query: 'query ($n: Int) { echo(number: $n) }',
      variables: { n: 2 ** 31 },
      ...refused,
      asked: {},
    },
    {
      name: 'a fraction for an integer',
      query: 'query ($n: Int) { echo(number: $n) }',
      variables: { n: 1.5 },
      ...refused,
      asked: {},
    },
    {
      name: 'a number for a string',
      query: 'query ($t: String) { echo(text: $t) }',
      variables: { t: 5 },
      ...refused,
      asked: {},
    },
    {
      name: 'an unknown value of an enum',
      query: 'query ($k: Kind) { echo(kind: $k) }',
      variables: { k: 'COFFEE' },
      ...refused,
      asked: {},
    },
    {
      name: 'an unknown nested field of an input',
      query: 'query ($f: Filter) { echo(filter: $f) }',
      variables: { f: { and: [{ and: [{ colour: 1 }] }] } },
      ...refused,
      asked: {},
    },
    {
      name: 'a missing field of an input',
      query: 'query ($f: Filter) { echo(filter: $f) }',
      variables: { f: { range: {} } },
      ...refused,
      asked: {},
    },
    {
      name: 'null in a list of non-null items',
      query: 'query ($k: [Kind!]) { echo(kinds: $k) }',
      variables: { k: ['TEA', null] },
      ...refused,
      asked: {},
    },
    {
      name: 'several errors at once',
      query: 'query ($a: Int!, $b: Int!) { a: count(first: $a) b: count(first: $b) }',
      variables: { a: 'x' },
      errors: [{ code: 'BAD_USER_INPUT' }, { code: 'BAD_USER_INPUT' }],
      status: 400,
      asked: {},
    },
    { name: 'an unknown field', query: '{ nothing }', ...invalid, asked: {} },
    { name: 'an unknown argument', query: '{ count(last: 1) }', ...invalid, asked: {} },
    { name: 'a literal of the wrong type', query: '{ echo(number: "1") }', ...invalid, asked: {} },
    {
      name: 'a variable of the wrong type',
      query: 'query ($t: Boolean) { echo(text: $t) }',
      variables: { t: true },
      ...invalid,
      asked: {},
    },
    { name: 'a variable that is not declared', query: '{ echo(text: $t) }', ...invalid, asked: {} },
    { name: 'two fields that cannot be merged', query: '{ items { far(n: 1) far(n: 2) } }', ...invalid, asked: {} },
    {
      name: 'a fragment on a type that does not exist',
      query: '{ items { ... on Nothing { id } } }',
      ...invalid,
      asked: {},
    },
    { name: 'a field that exists only in subgraphs', query: '{ _service { sdl } }', ...invalid, asked: {} },
    {
      name: 'a text that is not GraphQL',
      query: '{ items { id }',
      errors: [{ code: 'GRAPHQL_PARSE_FAILED' }],
      status: 400,
      asked: {},
    },
  ],
};
