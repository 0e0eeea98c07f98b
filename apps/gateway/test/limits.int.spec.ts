import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { eventually } from '@kexie/testing';
import { createLimiter, type LimiterOptions } from '../src/limits/limiter.ts';
import { admissionOptions } from '../src/limits/admission.ts';
import { connectAlone, publish, startTestGateway, type Answer, type TestGateway } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

let library: TestSubgraph;
let nats: Awaited<ReturnType<typeof connectAlone>>;
const gateways: TestGateway[] = [];

beforeAll(async () => {
  library = await startTestSubgraph(
    'library',
    `
    type Query { name: String  count(ids: [Int]): Int  books(first: Int = 10): [Book!]! @listSize(slicingArguments: ["first"]) }
    type Mutation { rename(name: String!): String }
    type Book { title: String  reviews(first: Int = 5): [Review!]! @listSize(slicingArguments: ["first"]) }
    type Review { text: String }
  `,
    {
      Query: {
        name: () => 'Kexie',
        books: (_: unknown, { first }: { first: number }) =>
          Array.from({ length: Math.min(first, 3) }, () => ({ title: 'x', reviews: [] })),
      },
      Mutation: { rename: (_: unknown, { name }: { name: string }) => name },
    },
  );
  nats = await connectAlone();
  await publish(nats, library);
});
afterEach(async () => {
  library.misbehave();
  await Promise.all(gateways.splice(0).map((gateway) => gateway.stop()));
});
afterAll(async () => {
  await library.stop();
  await nats.close();
});

type Changes = Partial<Omit<LimiterOptions, 'admission'>> & { admission?: Partial<LimiterOptions['admission']> };
async function gatewayWith({ admission = {}, ...changes }: Changes = {}) {
  const limiter = createLimiter({
    budgets: { anonymous: 100, default: 200, analyst: 1_000 },
    perMinute: {},
    introspection: 'public',
    ...changes,
    admission: { ...admissionOptions, ...admission },
  });
  const gateway = await startTestGateway(nats, { limiter });
  gateways.push(gateway);
  await gateway.serves('library');
  return Object.assign(gateway, {
    limiter,
    bearer: async (...roles: string[]) => ({ authorization: `Bearer ${await gateway.userToken({ roles })}` }),
  });
}
const refusalOf = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as Answer).errors?.[0],
});
const costly = '{ books(first: 20) { title reviews(first: 10) { text } } }';

test('every response reports the cost of its operation and the budget of its viewer', async () => {
  const gateway = await gatewayWith();
  const response = await gateway.post({ query: 'query($n: Int!) { books(first: $n) { title } }', variables: { n: 7 } });
  expect([
    response.status,
    response.headers.get('x-graphql-cost'),
    response.headers.get('x-graphql-cost-budget'),
  ]).toEqual([200, '7', '100']);
});

test('an operation over budget is refused before any service is asked, with advice on how to reduce the cost', async () => {
  const gateway = await gatewayWith();
  const before = library.asked.length;
  const response = await gateway.post({ query: costly });
  expect([response.headers.get('x-graphql-cost'), response.headers.get('x-graphql-cost-budget')]).toEqual([
    '220',
    '100',
  ]);
  expect(await refusalOf(response)).toMatchObject({
    status: 400,
    message: expect.stringMatching(
      /would cost 220; you may spend 100.*books\(first: 20\)\.reviews\(first: 10\) \(200\): ask for fewer: first: 4 would cost 100.*Signed in you may spend 200/,
    ),
    extensions: {
      code: 'COST_LIMIT_EXCEEDED',
      cost: 220,
      budget: 100,
      expensive: [
        { path: 'books(first: 20).reviews(first: 10)', cost: 200 },
        { path: 'books(first: 20)', cost: 20 },
      ],
    },
  });
  expect(library.asked.length).toBe(before);
});

test('an operation that follows the advice is accepted', async () => {
  const gateway = await gatewayWith();
  expect((await gateway.post({ query: costly.replace('first: 10', 'first: 4') })).status).toBe(200);
});

test('an analyst may run an operation that is refused to an anonymous viewer', async () => {
  const gateway = await gatewayWith();
  const response = await gateway.post({ query: costly }, await gateway.bearer('analyst'));
  expect([response.status, response.headers.get('x-graphql-cost-budget')]).toEqual([200, '1000']);
});

test('the cost of the same document depends on the variables of each request', async () => {
  const gateway = await gatewayWith();
  const query = 'query($n: Int!) { books(first: $n) { title } }';
  const statuses = await Promise.all(
    [100, 101, 100].map(async (n) => (await gateway.post({ query, variables: { n } })).status),
  );
  expect(statuses).toEqual([200, 400, 200]);
});

const tooLarge: [string, string, object][] = [
  ['QUERY_TOO_DEEP', `query Q ${'{ a '.repeat(21)}${'}'.repeat(21)}`, {}],
  ['TOO_MANY_ALIASES', `query Q { ${Array.from({ length: 101 }, (_, i) => `a${i}: __typename`).join(' ')} }`, {}],
  ['PAGE_TOO_LARGE', 'query Q($n: Int) { books(first: $n) { title } }', { n: 1_001 }],
  ['PAGE_TOO_LARGE', 'query Q($n: Int = 1001) { books(first: $n) { title } }', {}],
  ['LIST_TOO_LONG', 'query Q($ids: [Int]) { count(ids: $ids) }', { ids: Array(1_001).fill(1) }],
  [
    'INTROSPECTION_TOO_DEEP',
    'query Q { __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    {},
  ],
];

test.each(tooLarge)('%s is refused with 400 each time, even if the text is known', async (code, query, variables) => {
  const gateway = await gatewayWith();
  const ask = async () => refusalOf(await gateway.post({ query, variables, operationName: 'Q' }));
  expect([await ask(), await ask()]).toMatchObject(Array(2).fill({ status: 400, extensions: { code } }));
  expect((await gateway.ask('{ name }')).data).toEqual({ name: 'Kexie' });
});

test('a client that has spent its minute waits, and other clients do not', async () => {
  const gateway = await gatewayWith({ perMinute: { anonymous: 90, analyst: 1_000 }, budgets: {} });
  const first = await gateway.post({ query: '{ books(first: 95) { title } }' });
  expect([first.status, first.headers.get('x-graphql-cost-left')]).toEqual([200, '0']);
  const refused = await gateway.post({ query: '{ name }' });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(3);
  expect(await refusalOf(refused)).toMatchObject({ status: 429, extensions: { code: 'RATE_LIMITED' } });
  expect((await gateway.post({ query: '{ name }' }, { 'x-forwarded-for': '192.0.2.7' })).status).toBe(429);
  expect((await gateway.post({ query: '{ name }' }, await gateway.bearer('analyst'))).status).toBe(200);
});

test.each([
  ['with a syntax error', '{ name'],
  ['that is not valid', '{ nmae }'],
  ['that brings nothing', '{ __typename }'],
])('an operation %s is charged: a client that sends only such operations is slowed down too', async (_, query) => {
  const gateway = await gatewayWith({ perMinute: { anonymous: 1 } });
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await gateway.post({ query })).status);
  expect(statuses.at(0)).not.toBe(429);
  expect(statuses.at(-1)).toBe(429);
});

test('requests beyond the limit wait for a slot, and those beyond the queue are refused with a retry', async () => {
  const gateway = await gatewayWith({ admission: { runningMax: 1, waitingMax: 1 } });
  const held: (() => void)[] = [];
  library.misbehave(
    (_request, response) =>
      void held.push(() =>
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"name":"late"}}'),
      ),
  );
  const first = gateway.post({ query: 'query A { name }' });
  const second = gateway.post({ query: 'query B { name }' });
  await eventually(() => expect(gateway.limiter.waiting()).toBe(1));
  const third = await gateway.post({ query: 'query C { name }' });
  expect(third.headers.get('retry-after')).toBe('1');
  expect(await refusalOf(third)).toMatchObject({ status: 503, extensions: { code: 'OVERLOADED' } });
  expect((await gateway.send({}, '/healthz')).status).toBe(200);
  library.misbehave();
  held.forEach((release) => release());
  expect([(await first).status, (await second).status]).toEqual([200, 200]);
  expect([gateway.limiter.running(), gateway.limiter.waiting()]).toEqual([0, 0]);
});

test('a request that exceeds its time gets 504, and its slot is freed', async () => {
  const gateway = await gatewayWith({ admission: { requestMsMax: 150 } });
  library.misbehave(() => {});
  expect(await refusalOf(await gateway.post({ query: '{ name }' }))).toMatchObject({
    status: 504,
    extensions: { code: 'REQUEST_TIMEOUT' },
  });
  await eventually(() => expect(gateway.limiter.running()).toBe(0));
});

test('a client that disconnects frees its slot at once', async () => {
  const gateway = await gatewayWith();
  library.misbehave(() => {});
  const hangUp = new AbortController();
  const left = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ name }"}',
    signal: hangUp.signal,
  });
  await eventually(() => expect(gateway.limiter.running()).toBe(1));
  hangUp.abort();
  await expect(left).rejects.toThrow();
  await eventually(() => expect(gateway.limiter.running()).toBe(0));
});

test('tools can read the schema, unless introspection is restricted to some roles', async () => {
  const budgets = { anonymous: 1_000, default: 1_000 };
  const [open, kept] = [await gatewayWith({ budgets }), await gatewayWith({ budgets, introspection: ['analyst'] })];
  expect((await open.ask(getIntrospectionQuery())).data).toHaveProperty('__schema');
  expect(await refusalOf(await kept.post({ query: getIntrospectionQuery() }))).toMatchObject({
    status: 403,
    extensions: { code: 'INTROSPECTION_FORBIDDEN' },
  });
  expect(
    await refusalOf(await kept.post({ query: '{ ...S } fragment S on Query { __schema { queryType { name } } }' })),
  ).toMatchObject({ status: 403 });
  expect((await kept.post({ query: getIntrospectionQuery() }, await kept.bearer('analyst'))).status).toBe(200);
  expect((await kept.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
});

const json = { 'content-type': 'application/json' };
const forged: [string, number, string, RequestInit, string?][] = [
  [
    'a batch',
    400,
    'BAD_REQUEST',
    { method: 'POST', headers: json, body: '[{"query":"{ name }"},{"query":"{ name }"}]' },
  ],
  [
    'a form',
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=%7Bname%7D' },
  ],
  [
    'a form with files',
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\n\r\n--x--' },
  ],
  [
    'plain text',
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"{ name }"}' },
  ],
  ['a mutation by GET', 405, 'BAD_REQUEST', { method: 'GET' }, '/graphql?query=mutation%7Brename(name%3A%22x%22)%7D'],
];

test.each(forged)(
  '%s is refused with %d, and no service is asked',
  async (_, status, code, init, path = '/graphql') => {
    const gateway = await gatewayWith();
    const before = library.asked.length;
    expect(await refusalOf(await gateway.send(init, path))).toMatchObject({ status, extensions: { code } });
    expect(library.asked.length).toBe(before);
  },
);

test('an unknown text is charged by its fields on the first request only', async () => {
  const gateway = await gatewayWith({ budgets: {}, perMinute: { anonymous: 1_000 } });
  const query = `{ ${Array.from({ length: 20 }, (_, i) => `r${i}: books(first: 0) { ${'title '.repeat(49)} }`).join(' ')} }`;
  const left = async (): Promise<number> => Number((await gateway.post({ query })).headers.get('x-graphql-cost-left'));
  const [first, second] = [await left(), await left()];
  expect(1_000 - first).toBeGreaterThan(400);
  expect(second).toBeGreaterThan(first - 100);
});

const many = Array.from({ length: 300 }, (_, i) => `$v${i}: Int`).join(' ');
const huge = 'n'.repeat(100_000);
const echoing: [string, string, object][] = [
  ['the name of an operation', 'NAME_TOO_LONG', { query: `query ${huge}(${many}) { name }` }],
  ['an alias', 'NAME_TOO_LONG', { query: `{ ${huge}: name }` }],
  ['the name of the operation to execute', 'BAD_REQUEST', { query: '{ name }', operationName: huge }],
  ['an enum value', 'GRAPHQL_VALIDATION_FAILED', { query: `{ count(ids: ${huge}) }` }],
  ['a string in the text', 'GRAPHQL_VALIDATION_FAILED', { query: `{ count(ids: "${huge}") }` }],
  ['a number in the text', 'GRAPHQL_VALIDATION_FAILED', { query: `{ count(ids: ${'9'.repeat(100_000)}) }` }],
  ['a syntax error', 'GRAPHQL_PARSE_FAILED', { query: `{ name } ${huge}` }],
  [
    'a string in a variable',
    'BAD_USER_INPUT',
    { query: 'query($ids: [Int]) { count(ids: $ids) }', variables: { ids: huge } },
  ],
  ['names of variables that are not used', 'GRAPHQL_VALIDATION_FAILED', { query: `query Q(${many}) { name }` }],
  [
    'fields that are not there',
    'GRAPHQL_VALIDATION_FAILED',
    { query: `{ books(first: 1) { ${Array.from({ length: 1_000 }, (_, i) => `missing${i}`).join(' ')} } }` },
  ],
  ['the text itself', 'OPERATION_TOO_LONG', { query: `{ name } #${'x'.repeat(132_000)}` }],
];

test.each(echoing)('a refusal of a request that is large by %s is small', async (_, code, body) => {
  const gateway = await gatewayWith();
  const response = await gateway.send({
    method: 'POST',
    headers: { ...json, ...(await gateway.bearer('analyst')) },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  expect([response.status, (JSON.parse(text) as Answer).errors?.[0]?.extensions['code']]).toEqual([400, code]);
  expect(text.length).toBeLessThan(15_000);
});

test('the bytes of a body are charged, whatever they contain', async () => {
  const gateway = await gatewayWith({ perMinute: { anonymous: 1_000, default: 1_000 } });
  const body = (kilobytes: number) => ({
    method: 'POST',
    headers: json,
    body: `{"query":"{ name }","z":"${'z'.repeat(kilobytes * 1_024)}"}`,
  });
  const left = async (kilobytes: number) =>
    Number((await gateway.send(body(kilobytes))).headers.get('x-graphql-cost-left'));
  expect(await left(0)).toBeGreaterThan(990);
  const after = await left(100);
  expect([after > 550, after < 650]).toEqual([true, true]);
  expect((await gateway.send(body(120))).status).toBe(200);
  // Its bytes spend the remaining budget, so nothing is left for its operation.
  expect((await gateway.send(body(120))).status).toBe(429);
  expect(await refusalOf(await gateway.send(body(0)))).toMatchObject({
    status: 429,
    extensions: { code: 'RATE_LIMITED' },
  });
});

const refusedEarly: [string, number, RequestInit, string?][] = [
  ['a body that is not JSON', 400, { method: 'POST', headers: json, body: '{' }],
  ['a body of another type', 415, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }],
  ['another method', 405, { method: 'PUT' }],
  ['a type that is not sent', 406, { headers: { accept: 'image/png' } }],
  ['another path', 404, {}, '/nothing'],
  ['an address that cannot be decoded', 400, {}, '/%zz'],
  ['an invalid token', 401, { headers: { authorization: 'Bearer x' } }],
];

test.each(refusedEarly)(
  '%s is refused with %d and charged, so that the client is slowed down like any other',
  async (_, status, init, path = '/graphql') => {
    const gateway = await gatewayWith({ perMinute: { anonymous: 5, analyst: 1_000 } });
    expect((await gateway.send(init, path)).status).toBe(status);
    expect(await refusalOf(await gateway.post({ query: '{ name }' }))).toMatchObject({
      status: 429,
      extensions: { code: 'RATE_LIMITED' },
    });
    expect((await gateway.post({ query: '{ name }' }, await gateway.bearer('analyst'))).status).toBe(200);
    expect((await gateway.send({}, '/healthz')).status).toBe(200);
  },
);
