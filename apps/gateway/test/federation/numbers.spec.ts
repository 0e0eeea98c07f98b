import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startOurs } from './ours.ts';
import { startSubgraphs, type Asked } from './subgraphs.ts';

const long = '9007199254740993';
const odd = [
  '9007199254740993',
  '18446744073709551615',
  '0.1000000000000000055511',
  '1.10',
  '-0',
  '-0.0',
  '1e400',
  '5e-400',
  '1E5',
  '12345678901234567890.5',
];
const box = `{"n":${odd[0]},"deep":[{"list":[${odd.join(',')}]}],"text":"1.10, -0 and 9007199254740993","__proto__":1.10,"constructor":1.0}`;

/** The ledger's response as text: each field by its name, so that an operation can select it. */
const answers: Record<string, string> = {
  any: `"any":${box}`,
  total: `"total":${odd[1]}`,
  list: `"list":[${odd.join(',')}]`,
  id: `"id":${long}`,
  ids: `"ids":[${long},9007199254740992,1,1.0,2.50e1,"x"]`,
  float: '"float":0.1000000000000000055511',
  tiny: '"tiny":5e-400',
  floats: '"floats":[1.5,-0.0,1e2,9007199254740993,1]',
  whole: '"whole":[1,1.0,1e2,-0]',
};
const bad: Record<string, string> = {
  bigInt: '2147483648',
  smallInt: '-2147483649',
  half: '1.5',
  hugeInt: '9007199254740993',
  barelyInt: '1.00000000000000000001',
  infinite: '1e400',
  textInt: '"1"',
  idHalf: '1.5',
  idHuge: '1e500',
  textNumber: '7',
  flag: '1',
  must: '1e999',
};
const accounts = `"accounts":[{"__typename":"Account","id":${long},"size":{"amount":${odd[2]}}},{"__typename":"Account","id":9007199254740992,"size":{"amount":1.10}}]`;

const subgraphs = {
  ledger: {
    sdl: `
      scalar Any
      scalar Long
      type Query {
        any: Any total: Long list: [Long] id: ID ids: [ID] float: Float tiny: Float floats: [Float!] whole: [Int!] accounts: [Account!]! echo(any: Any, long: Long, longs: [Long!], id: ID, ids: [ID!], float: Float, int: Int, in: In, anys: [Any], floats: [Float]): String
        bigInt: Int smallInt: Int half: Int hugeInt: Int barelyInt: Int infinite: Float textInt: Int idHalf: ID idHuge: ID textNumber: String flag: Boolean must: Float! item(long: Long): Account
      }
      input In { long: Long ids: [ID!] nested: In any: Any }
      type Account @key(fields: "id") { id: ID! size: Size }
      type Size @shareable { amount: Long }`,
    answer: ({ query }: { query: string }) => {
      const names = [...query.matchAll(/[a-zA-Z]+/g)].map(([name]) => name);
      const found = [
        ...Object.entries(answers),
        ...Object.entries(bad).map(([name, value]) => [name, `"${name}":${value}`] as const),
        ['accounts', accounts] as const,
        ['item', `"item":{"__typename":"Account","id":${long}}`] as const,
      ].filter(([name]) => names.includes(name));
      const errors = names.includes('refused')
        ? `,"errors":[{"message":"No.","path":["echo"],"extensions":{"code":"NO","limit":${odd[1]},"price":1.10}}]`
        : '';
      return `{"data":{${[...found.map(([, text]) => text), ...(names.includes('echo') ? ['"echo":null'] : [])].join(',')}}${errors}}`;
    },
  },
  owners: {
    sdl: 'scalar Long type Account @key(fields: "id") { id: ID! size: Size @external owner(of: Long): String rank: Long @requires(fields: "size { amount }") } type Size @shareable { amount: Long }',
    answer: ({ variables }: { variables?: Record<string, unknown> }) =>
      `{"data":{"_entities":[${(variables?.['representations'] as unknown[]).map((_, index) => `{"owner":"owner ${index}","rank":${index}.10}`).join(',')}]}}`,
  },
};

let url: string;
let asked: Asked;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const running = await startSubgraphs({ name: 'numbers', subgraphs });
  stops.push(running.stop);
  const ours = await startOurs(running);
  stops.unshift(ours.stop);
  url = ours.url;
  asked = running.asked;
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

/** Sends the text of a body and returns the text of the response, with the texts of the requests to subgraphs. */
async function send(body: string): Promise<{ text: string; sent: string[] }> {
  asked.length = 0;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  return { text, sent: asked.map(({ text: sent }) => sent) };
}
const ask = (query: string, variables = '{}') => send(`{"query":${JSON.stringify(query)},"variables":${variables}}`);

describe('from a subgraph to the client', () => {
  test.each([
    ['a custom scalar with all kinds of values', 'any', box],
    ['a custom scalar', 'total', odd[1]],
    ['a list of custom scalars', 'list', `[${odd.join(',')}]`],
    ['an id', 'id', `"${long}"`],
    ['ids, as strings of their digits', 'ids', `["${long}","9007199254740992","1","1","25","x"]`],
    ['a float', 'float', '0.1000000000000000055511'],
    ['a float close to zero', 'tiny', '5e-400'],
    ['floats', 'floats', '[1.5,-0.0,1e2,9007199254740993,1]'],
    ['integers of an Int in any notation', 'whole', '[1,1,100,0]'],
  ])('%s keeps every digit', async (_, field, expected) => {
    expect((await ask(`{ ${field} }`)).text).toBe(`{"data":{"${field}":${expected}}}`);
  });

  test.each(Object.keys(bad).filter((name) => name !== 'must'))(
    'a value that a built-in scalar does not allow is an error at its path: %s',
    async (field) => {
      const { data, errors } = JSON.parse((await ask(`{ ${field} }`)).text) as {
        data: unknown;
        errors: { path: unknown }[];
      };
      expect(data).toEqual({ [field]: null });
      expect(errors.map(({ path }) => path)).toEqual([[field]]);
    },
  );

  test('a disallowed value in a non-null field nulls its parent', async () => {
    expect(JSON.parse((await ask('{ must id }')).text)).toMatchObject({ data: null, errors: [{ path: ['must'] }] });
  });

  test('extensions of errors keep every digit', async () => {
    expect((await ask('query refused { echo id }')).text).toContain(`"limit":${odd[1]},"price":1.10`);
  });
});

describe('from a subgraph to a subgraph', () => {
  test('two ids that are equal as doubles are two keys', async () => {
    const { text, sent } = await ask('{ accounts { id owner } }');
    expect(text).toBe(
      `{"data":{"accounts":[{"id":"${long}","owner":"owner 0"},{"id":"9007199254740992","owner":"owner 1"}]}}`,
    );
    expect(sent[1]).toContain(`"id":"${long}"`);
  });

  test('a required field keeps every digit', async () => {
    const { text, sent } = await ask('{ accounts { rank } }');
    expect(sent[1]).toContain(`"amount":${odd[2]}`);
    expect(sent[1]).toContain('"amount":1.10');
    expect(text).toBe('{"data":{"accounts":[{"rank":0.10},{"rank":1.10}]}}');
  });
});

describe('from the client to a subgraph', () => {
  test.each([
    ['Long', 'long', odd[1]],
    ['Long', 'long', '1.10'],
    ['Long', 'long', '-0'],
    ['Any', 'any', box],
    ['[Long!]', 'longs', `[${odd.join(',')}]`],
    ['Float', 'float', '0.1000000000000000055511'],
    ['In', 'in', `{"long":${long},"nested":{"any":{"x":[1.10]}}}`],
  ])('a variable of type %s: %s', async (type, argument, value) => {
    expect((await ask(`query ($v: ${type}) { echo(${argument}: $v) }`, `{"v":${value}}`)).sent[0]).toContain(
      `"variables":{"v":${value}}`,
    );
  });

  test('ids are sent as strings, and an Int in plain digits', async () => {
    const { sent } = await ask(
      'query ($i: ID, $l: [ID!], $in: In, $n: Int) { echo(id: $i, ids: $l, in: $in, int: $n) }',
      `{"i":${long},"l":[${long},1.0],"in":{"ids":[${long}]},"n":1e1}`,
    );
    expect(sent[0]).toContain(`"variables":{"i":"${long}","l":["${long}","1"],"in":{"ids":["${long}"]},"n":10}`);
  });

  test.each([
    ['Int', '2147483648'],
    ['Int', '1.5'],
    ['Float', '1e400'],
    ['ID', '1.5'],
    ['Int', '1.00000000000000000001'],
    ['ID', `${long}.5`],
  ])('a variable that a built-in scalar does not allow is refused: %s %s', async (type, value) => {
    const { text, sent } = await ask(`query ($v: ${type}) { echo(${type.toLowerCase()}: $v) }`, `{"v":${value}}`);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(sent).toEqual([]);
  });

  const literals: [string, string, string][] = [
    ['a custom scalar', `echo(long: ${odd[1]})`, odd[1] ?? ''],
    ['a decimal', 'echo(long: 1.10)', '1.10'],
    ['a list', `echo(longs: [${long}, 1, 5e-400])`, long],
    ['an input object', `echo(in: { long: ${long}, ids: [${long}], nested: { long: 1e400 } })`, '1e400'],
    [
      'an object in a custom scalar',
      `echo(any: { a: [${long}, { b: -0 }], c: "1.10", d: RED, e: null, f: true })`,
      `{"a":[${long},{"b":-0}],"c":"1.10","d":"RED","e":null,"f":true}`,
    ],
    ['an id', `echo(id: ${long})`, long],
    ['a float', 'echo(float: 0.1000000000000000055511)', '0.1000000000000000055511'],
    ['a custom scalar where a list is expected', `echo(longs: ${long})`, long],
    ['an object in a custom scalar where a list is expected', 'echo(anys: { a: 1.10 })', '{"a":1.10}'],
    ['a float where a list is expected', 'echo(floats: 0.1000000000000000055511)', '0.1000000000000000055511'],
    ['a fragment', `...F } fragment F on Query { echo(long: ${long})`, long],
  ];
  test.each(literals)('a literal in %s keeps every digit', async (_, selection, expected) => {
    const { sent } = await ask(`{ ${selection} }`, '{"_exact_0":7,"_exact_1":7}');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain(expected);
    expect(sent[0]).not.toContain('7}');
  });

  test('a literal beside a variable in a custom scalar keeps every digit', async () => {
    const { sent } = await ask(
      `query ($v: Any, $_exact_0: Any) { echo(any: { a: ${long}, b: $v, c: $_exact_0 }) }`,
      '{"v":1.10,"_exact_0":"mine"}',
    );
    expect(sent[0]).toContain(long);
    expect(sent[0]).toContain('1.10');
    expect(sent[0]).toContain('"mine"');
  });

  test('a literal beside a variable in a custom scalar keeps every digit where a list is expected', async () => {
    const { sent } = await ask('query ($v: Int) { echo(anys: { a: $v, b: [1.10, $v] }) }', '{"v":3}');
    expect(sent[0]).toContain('"_exact_0":1.10');
    expect(sent[0]).toContain('$_exact_0:Any)');
  });

  test('a default value keeps every digit, unless the client gives another value', async () => {
    const query = `query ($v: Long = ${long}) { echo(long: $v) }`;
    expect((await ask(query)).sent[0]).toContain(`"variables":{"v":${long}}`);
    expect((await ask(query, '{"v":1.10}')).sent[0]).toContain('"variables":{"v":1.10}');
    expect((await ask(query, '{"v":null}')).sent[0]).toContain('"variables":{"v":null}');
  });

  test('a literal of an entity field keeps every digit', async () => {
    const { text, sent } = await ask(`{ item(long: ${long}) { owner(of: ${odd[1]}) } }`);
    expect(text).toBe('{"data":{"item":{"owner":"owner 0"}}}');
    expect(sent[0]).toContain(long);
    expect(sent[1]).toContain(odd[1]);
  });

  test('a literal in the URL of a GET keeps every digit', async () => {
    asked.length = 0;
    const response = await fetch(
      `${url}/graphql?query=${encodeURIComponent('query ($v: Long) { echo(long: $v) }')}&variables=${encodeURIComponent(`{"v":${long}}`)}`,
    );
    expect(response.status).toBe(200);
    expect(asked[0]?.text).toContain(`"v":${long}`);
  });
});
