import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { got, posted, startEdgeGateway, type EdgeGateway } from './edge-gateway.ts';

let edge: EdgeGateway;
beforeAll(async () => {
  edge = await startEdgeGateway();
});
afterAll(() => edge.stop());

/** Names that every JavaScript object has by its prototype, and `__proto__` itself. */
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'toJSON',
  'then',
  '__defineGetter__',
];

/** JSON text of an object with one key: a literal in code would set the prototype. */
const keyed = (name: string, value: unknown): string => `{${JSON.stringify(name)}:${JSON.stringify(value)}}`;

test.each(names)('a value may have a key %s at any depth, by POST and by GET', async (name) => {
  const query = 'query Echo($value: Json) { echo(value: $value) }';
  const value = `{"deep":[${keyed(name, { inner: 1 })}],${keyed(name, 'top').slice(1)}`;
  const variables = `{"value":${value}}`;
  for (const request of [
    posted(`{"query":${JSON.stringify(query)},"variables":${variables}}`),
    got({ query, variables }),
  ]) {
    expect((await edge.ask(request)).text).toBe(`{"data":{"echo":${value}}}`);
  }
});

test.each(names)('a variable may be named %s, and has no value if none is given', async (name) => {
  const ask = async (query: string, variables: string): Promise<unknown> =>
    JSON.parse((await edge.ask(posted(`{"query":${JSON.stringify(query)},"variables":${variables}}`))).text);
  expect(await ask(`query Double($${name}: Int!) { double(of: $${name}) }`, keyed(name, 21))).toEqual({
    data: { double: 42 },
  });
  expect(await ask(`query Double($${name}: Int!) { double(of: $${name}) }`, '{}')).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  });
  expect(await ask(`query Say($${name}: Json) { echo(value: $${name}) }`, '{}')).toEqual({ data: { echo: null } });
  expect(await ask(`query Double($${name}: Int = 4) { double(of: $${name}) }`, '{}')).toEqual({ data: { double: 8 } });
  expect(await ask(`query Name($${name}: Boolean = true) { name @include(if: $${name}) }`, '{}')).toEqual({
    data: { name: '科协' },
  });
  expect(
    await ask(`query Name($${name}: Boolean!) { name @skip(if: $${name}) double(of: 1) }`, keyed(name, true)),
  ).toEqual({ data: { double: 2 } });
});

test.each(names)('an extension may be named %s', async (name) => {
  for (const request of [
    posted(`{"query":"{ name }","extensions":${keyed(name, { sha256Hash: 'x' })}}`),
    got({ query: '{ name }', extensions: keyed(name, 1) }),
  ]) {
    expect(JSON.parse((await edge.ask(request)).text)).toEqual({ data: { name: '科协' } });
  }
});

test.each(names)('an unknown parameter named %s is ignored', async (name) => {
  expect(
    JSON.parse((await edge.ask(posted(`{"query":"{ name }",${keyed(name, { query: '{ fails }' }).slice(1)}`))).text),
  ).toEqual({ data: { name: '科协' } });
  expect(JSON.parse((await edge.ask(got({ query: '{ name }', [name]: 'x' }))).text)).toEqual({
    data: { name: '科协' },
  });
});

test('an input object has only the fields that the client gave it, in variables and in literals', async () => {
  // The service's own handling is not under test, so it returns the same value for everything.
  edge.service.misbehave(
    (_request, response) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"odd":null}}'),
  );
  const sent = async (request: object): Promise<unknown> => {
    const { text } = await edge.ask(posted(request));
    const { variables = {} } = JSON.parse(edge.service.asked.at(-1)?.body ?? '') as { variables?: object };
    return [text, variables];
  };
  const query = 'query Odd($input: Odd!) { odd(input: $input) }';
  for (const input of [{ plain: 1 }, {}, { constructor: 'x', toString: 2 }, { toString: null }])
    expect(await sent({ query, variables: { input } })).toEqual(['{"data":{"odd":null}}', { input }]);
  expect(await sent({ query: '{ odd(input: { plain: 1 }) }' })).toEqual(['{"data":{"odd":null}}', {}]);
  expect(await sent({ query, variables: { input: { valueOf: 1 } } })).toEqual([
    expect.stringContaining('BAD_USER_INPUT'),
    expect.anything(),
  ]);
  edge.service.misbehave();
});
