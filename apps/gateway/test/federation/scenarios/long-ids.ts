import type { Scenario } from '../scenario.ts';

const [long, longer] = ['9007199254740993', '9007199254740995'];
const owners: Record<string, string> = { [long]: 'Ann', '9007199254740992': 'Bob' };
type Ref = { id: unknown };
const ownerOf = ({ id }: Ref): string => owners[String(id)] ?? `nobody of ${typeof id} ${String(id)}`;
const sentWrong = 'two ids become one where a number is sent that the service rounds';

/** Ids beyond 2^53, with services that parse numbers as doubles, as most do. */
export const longIds: Scenario = {
  name: 'long ids',
  subgraphs: {
    ledger: {
      sdl: `
        type Query { accounts: [[Account!]!]! boxes: [Box!]! things: [Thing!]! }
        type Account @key(fields: "id") { id: ID! }
        type Box @key(fields: "inner { id } tags") { inner: Inner! tags: [ID!]! }
        type Inner { id: ID! @shareable }
        interface Thing @key(fields: "id") { id: ID! }
        type House implements Thing @key(fields: "id") { id: ID! }`,
      answer: () =>
        `{"data":{"accounts":[[{"__typename":"Account","id":${long}}],[],[{"__typename":"Account","id":9007199254740992}]],"boxes":[{"__typename":"Box","inner":{"id":${long}},"tags":[${long},7,"x"]}],"things":[{"__typename":"House","id":${long}}]}}`,
    },
    owners: {
      sdl: 'type Account @key(fields: "id") { id: ID! owner: String }',
      resolvers: { Account: { __resolveReference: (ref: Ref) => ref, owner: ownerOf } },
    },
    labels: {
      sdl: 'type Box @key(fields: "inner { id } tags") { inner: Inner! tags: [ID!]! label: String } type Inner { id: ID! @shareable }',
      resolvers: {
        Box: {
          __resolveReference: (box: unknown) => box,
          label: ({ inner, tags }: { inner: Ref; tags: unknown }) => JSON.stringify([inner.id, tags]),
        },
      },
    },
    prices: {
      sdl: 'type Thing @key(fields: "id") @interfaceObject { id: ID! price: String }',
      resolvers: { Thing: { __resolveReference: (ref: Ref) => ref, price: ownerOf } },
    },
    echo: {
      sdl: 'type Query { id(id: ID): String ids(ids: [ID!]): [String] grid(ids: [[ID]]): String by(by: By): String float(float: [Float]): String int(int: [Int!]): String } input By { id: ID ids: [ID!] by: By }',
      resolvers: {
        Query: {
          id: (_: unknown, { id }: Ref) => id,
          ids: (_: unknown, { ids }: { ids: unknown }) => ids,
          grid: (_: unknown, { ids }: { ids: unknown }) => JSON.stringify(ids),
          by: (_: unknown, { by }: { by: unknown }) => JSON.stringify(by),
          float: (_: unknown, { float }: { float: unknown }) => JSON.stringify(float),
          int: (_: unknown, { int }: { int: unknown }) => JSON.stringify(int),
        },
      },
    },
  },
  cases: [
    {
      name: 'numbers as keys, in lists of lists',
      query: '{ accounts { id owner } }',
      data: { accounts: [[{ id: long, owner: 'Ann' }], [], [{ id: '9007199254740992', owner: 'Bob' }]] },
      stockIsWrong: sentWrong,
    },
    {
      name: 'numbers in objects and lists of a key',
      query: '{ boxes { label } }',
      data: { boxes: [{ label: JSON.stringify([long, [long, 7, 'x']]) }] },
      stockIsWrong: sentWrong,
    },
    {
      name: 'a number as the key of an interface object',
      query: '{ things { price } }',
      data: { things: [{ price: 'Ann' }] },
      stockIsWrong: sentWrong,
    },
    { name: 'a literal', query: `{ id(id: ${long}) }`, data: { id: long } },
    {
      name: 'literals in a list and in fragments',
      query: `{ ...F } fragment F on Query { ids(ids: [${long}, 1, "x"]) other: id(id: ${longer}) }`,
      data: { ids: [long, '1', 'x'], other: longer },
    },
    {
      name: 'a literal where a list is expected',
      query: `{ ids(ids: ${long}) a: grid(ids: ${long}) b: grid(ids: [${long}, [1]]) }`,
      data: { ids: [long], a: JSON.stringify([[long]]), b: JSON.stringify([[long], ['1']]) },
    },
    {
      name: 'literals in input objects',
      query: `{ by(by: { id: ${long}, ids: ${longer}, by: { ids: [${long}] } }) }`,
      data: { by: JSON.stringify({ id: long, ids: [longer], by: { ids: [long] } }) },
    },
    {
      name: 'literals beside variables',
      query: `query ($id: ID!) { ids(ids: [$id, ${longer}]) by(by: { id: $id, by: { ids: [${longer}, $id] } }) }`,
      variables: { id: long },
      data: { ids: [long, longer], by: JSON.stringify({ id: long, by: { ids: [longer, long] } }) },
    },
    {
      name: 'a default value',
      query: `query ($id: ID = ${long}, $ids: [ID!] = [${long}, 2], $one: [ID!] = ${long}) { id(id: $id) ids(ids: $ids) one: ids(ids: $one) }`,
      data: { id: long, ids: [long, '2'], one: [long] },
    },
    {
      name: 'a default value that is an input object',
      query: `query ($by: By = { id: ${long}, ids: [${longer}], by: { ids: ${long} } }) { by(by: $by) }`,
      data: { by: JSON.stringify({ id: long, ids: [longer], by: { ids: [long] } }) },
    },
    {
      name: 'a default value of a variable with the same name as one of the planner',
      query: `query ($representations: ID = ${long}) { id(id: $representations) }`,
      data: { id: long },
    },
    {
      name: 'null overrides a default value',
      query: `query ($id: ID = ${long}) { id(id: $id) }`,
      variables: { id: null },
      data: { id: null },
    },
    {
      name: 'decimals and integers in a notation that JavaScript does not use',
      query: '{ float(float: 0.1000000000000000055511) int(int: [-0, 7]) }',
      data: { float: '[0.1]', int: '[0,7]' },
    },
  ],
};
