import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectAlone, publish, startTestGateway, type TestGateway } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

let subgraph: TestSubgraph;
let gateway: TestGateway;
let end: () => Promise<void>;

beforeAll(async () => {
  subgraph = await startTestSubgraph(
    'organizations',
    'type Query { name: String  double(of: Int!): Int  fails: String }',
    {
      Query: { name: () => 'Kexie', double: (_: unknown, { of }: { of: number }) => of * 2 },
    },
  );
  const nats = await connectAlone();
  await publish(nats, subgraph);
  gateway = await startTestGateway(nats);
  await gateway.serves('organizations');
  end = async () => {
    await gateway.stop();
    await subgraph.stop();
    await nats.close();
  };
});
afterAll(() => end());

const json = { 'content-type': 'application/json' };
const badRequests: [string, number, string, RequestInit][] = [
  ['broken JSON', 400, 'BAD_REQUEST', { method: 'POST', headers: json, body: '{"query": "{ name }"' }],
  ['an empty body', 400, 'BAD_REQUEST', { method: 'POST', headers: json }],
  ['no query', 400, 'BAD_REQUEST', { method: 'POST', headers: json, body: '{}' }],
  ['a query that is not a string', 400, 'BAD_REQUEST', { method: 'POST', headers: json, body: '{"query": 7}' }],
  [
    'variables that are not an object',
    400,
    'BAD_REQUEST',
    { method: 'POST', headers: json, body: '{"query": "{ name }", "variables": "x"}' },
  ],
  ['JSON that is not an object', 400, 'BAD_REQUEST', { method: 'POST', headers: json, body: '"{ name }"' }],
  ['a batch', 400, 'BAD_REQUEST', { method: 'POST', headers: json, body: '[{"query": "{ name }"}]' }],
  [
    'another content type',
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query": "{ name }"}' },
  ],
  [
    'a body of more than 1 MB',
    413,
    'PAYLOAD_TOO_LARGE',
    { method: 'POST', headers: json, body: JSON.stringify({ query: `{ name } # ${'x'.repeat(1_100_000)}` }) },
  ],
  ['a syntax error', 400, 'GRAPHQL_PARSE_FAILED', { method: 'POST', headers: json, body: '{"query": "{ name "}' }],
  [
    'more levels than the parser can recurse',
    400,
    'QUERY_TOO_DEEP',
    {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ query: `{ ${'... { '.repeat(3_000)} name ${'}'.repeat(3_000)} }` }),
    },
  ],
  [
    'more conditions than are allowed',
    400,
    'TOO_MANY_CONDITIONS',
    {
      method: 'POST',
      headers: json,
      body: JSON.stringify({
        query: `query (${Array.from({ length: 11 }, (_, i) => `$c${i}: Boolean = true`).join(' ')}) { ${Array.from({ length: 11 }, (_, i) => `n${i}: name @include(if: $c${i})`).join(' ')} }`,
      }),
    },
  ],
  [
    'more than 10,000 tokens',
    400,
    'GRAPHQL_PARSE_FAILED',
    { method: 'POST', headers: json, body: JSON.stringify({ query: `{ ${'name '.repeat(10_001)} }` }) },
  ],
  [
    'an unknown field',
    400,
    'GRAPHQL_VALIDATION_FAILED',
    { method: 'POST', headers: json, body: '{"query": "{ nmae }"}' },
  ],
  [
    'a literal of the wrong type',
    400,
    'GRAPHQL_VALIDATION_FAILED',
    { method: 'POST', headers: json, body: '{"query": "{ double(of: \\"x\\") }"}' },
  ],
  [
    'a variable of the wrong type',
    400,
    'BAD_USER_INPUT',
    {
      method: 'POST',
      headers: json,
      body: '{"query": "query D($n: Int!) { double(of: $n) }", "variables": {"n": "x"}}',
    },
  ],
  [
    'a missing variable',
    400,
    'BAD_USER_INPUT',
    { method: 'POST', headers: json, body: '{"query": "query D($n: Int!) { double(of: $n) }"}' },
  ],
  [
    'an unknown operation name',
    400,
    'OPERATION_RESOLUTION_FAILURE',
    { method: 'POST', headers: json, body: '{"query": "query A { name }", "operationName": "B"}' },
  ],
  [
    'two operations without a choice',
    400,
    'OPERATION_RESOLUTION_FAILURE',
    { method: 'POST', headers: json, body: '{"query": "query A { name } query B { name }"}' },
  ],
  [
    'a kind of operation that the schema lacks',
    400,
    'OPERATION_RESOLUTION_FAILURE',
    { method: 'POST', headers: json, body: '{"query": "subscription { name }"}' },
  ],
  [
    'a hash that does not match the text',
    400,
    'BAD_REQUEST',
    {
      method: 'POST',
      headers: json,
      body: '{"query": "{ name }", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "abc"}}}',
    },
  ],
  [
    'a hash of another version',
    400,
    'BAD_REQUEST',
    { method: 'POST', headers: json, body: '{"extensions": {"persistedQuery": {"version": 2, "sha256Hash": "abc"}}}' },
  ],
];

test.each(badRequests)('%s gets status %d and %s, without a stack', async (what, status, code, init) => {
  const response = await gateway.send(init);
  const text = await response.text();
  expect([what, response.status, text]).toEqual([what, status, expect.any(String)]);
  expect(response.headers.get('content-type')).toContain('json');
  expect(response.headers.get('x-request-id')).toBeTruthy();
  expect(JSON.parse(text)).toMatchObject({ errors: [{ message: expect.any(String), extensions: { code } }] });
  expect(text).not.toMatch(/stack|node_modules|\.ts|\.js/);
});

test('an alias that is also a property of every object works like any other', async () => {
  for (const alias of ['__proto__', 'constructor', 'toJSON']) {
    const response = await gateway.send({
      method: 'POST',
      headers: json,
      body: JSON.stringify({ query: `{ ${alias}: name }` }),
    });
    expect(await response.text()).toContain(`{"data":{"${alias}":"Kexie"}}`);
  }
});

test('a misspelled field gets an error with the right name', async () => {
  expect((await gateway.ask('{ nmae }')).errors?.[0]?.message).toContain('Did you mean "name"');
});

test('an undecodable URL gets an error of the same shape', async () => {
  const response = await gateway.send({}, '/%');
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
});

test('an unknown path gets a GraphQL error that names the endpoint', async () => {
  const response = await gateway.send({}, `/${randomUUID()}`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});

test('the root names the endpoint', async () => {
  expect(await (await gateway.send({}, '/')).json()).toMatchObject({ graphql: '/graphql' });
  expect(await (await gateway.send({}, '/healthz')).json()).toEqual({ alive: true });
});
