import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { currentTrail } from '@kexie/kernel';
import type { Nats } from '@kexie/messaging';
import { importTokenKey, signInternalToken } from '../src/internal-token.ts';
import { createLogger } from '../src/logger.ts';
import { startSubgraph, type Subgraph } from '../src/subgraph.ts';
import { viewerOf } from '../src/viewer.ts';

const pair = generateKeyPairSync('ed25519');
const { x = '' } = pair.publicKey.export({ format: 'jwk' });
const privateKey = importTokenKey(pair.privateKey.export({ format: 'jwk' }));
const viewer = viewerOf({ id: 'usr_1', roles: ['staff'], regions: ['450400'], organizations: [] });
const state = { database: true, broker: true };
let subgraph: Subgraph;

beforeAll(async () => {
  // The registry is not tested here: its bucket accepts everything.
  const nats = {
    isConnected: () => state.broker,
    bucket: async () => ({ put: async () => 1, get: async () => undefined }),
  } as unknown as Nats;
  subgraph = await startSubgraph({
    name: 'tester',
    nats,
    env: {
      PORT: 0,
      HOST: '127.0.0.1',
      MONGODB_URI: 'mongodb://127.0.0.1/none',
      NATS_URL: 'none',
      INTERNAL_TOKEN_PUBLIC_JWK: { kty: 'OKP', crv: 'Ed25519', x },
      LOG_LEVEL: 'silent',
      VERSION: 'test',
      OTEL_TRACES_SAMPLER_ARG: 1,
      OTEL_BSP_SCHEDULE_DELAY: 5_000,
      OTEL_EXPORTER_OTLP_TIMEOUT: 5_000,
      SHUTDOWN_DELAY_MS: 0,
      PARKED_EVENTS_MAX: 1,
      STATISTICS_AT_ONCE_MAX: 4,
      STATISTICS_TIMEOUT_MS: 5_000,
      DEAD_LETTERS_BYTES_MAX: 1_000_000,
    },
    sdl: 'type Query { me: String! fault: String! trail: [String!]! }',
    resolvers: {
      Query: {
        trail,
        me: (_: unknown, __: unknown, context: { viewer: { id: string } }) => context.viewer.id,
        fault: () => {
          throw new Error('secret');
        },
      },
    },
    createLoaders: () => ({}),
    checks: { mongo: () => state.database },
    gauges: {
      backlog: async () => 3,
      lag: async () => ({ 'tester-one': 1, 'tester-two': 2 }),
      broken: async () => {
        throw new Error('away');
      },
      late: () => new Promise<number>(() => {}),
    },
    counters: { tasks_total: { help: 'Tasks by outcome.', label: 'outcome', read: () => ({ done: 2, failed: 1 }) } },
    log: createLogger('tester', 'silent'),
  });
});

afterAll(() => subgraph.close());

/** The request id and the parent span that code without access to the request has after an await. */
async function trail(): Promise<string[]> {
  await new Promise(setImmediate);
  return [String(currentTrail()?.requestId), String(currentTrail()?.span.traceparent)];
}

async function post(body: string, authorization?: string, headers: Record<string, string> = {}) {
  const response = await fetch(subgraph.url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers, ...(authorization && { authorization }) },
    signal: AbortSignal.timeout(5_000),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    json: JSON.parse(text) as { data?: { me: string }; errors?: { message: string; extensions?: { code?: string } }[] },
  };
}

const get = (path: string) => fetch(new URL(path, subgraph.url), { signal: AbortSignal.timeout(5_000) });
const ask = async (query: string) =>
  post(JSON.stringify({ query }), `Bearer ${signInternalToken(privateKey, viewer, 'tester')}`);

test('a request with a token of the gateway has the viewer that the token names', async () => {
  expect((await ask('{ me }')).json).toEqual({ data: { me: 'usr_1' } });
});

test.each([
  ['without a token', undefined],
  ['with an invalid token', 'Bearer nonsense'],
  ['with another scheme', 'Basic dXNyOnB3'],
])('a request %s gets no answer, not even about the schema', async (_, authorization) => {
  for (const query of ['{ me }', '{ __schema { types { name } } }', '{ _service { sdl } }']) {
    const { status, json } = await post(JSON.stringify({ query }), authorization);
    expect([status, json.data, json.errors?.[0]?.extensions]).toEqual([401, undefined, { code: 'UNAUTHENTICATED' }]);
  }
});

test('a token that the gateway signed for another service is refused', async () => {
  const { status, json } = await post(
    JSON.stringify({ query: '{ me }' }),
    `Bearer ${signInternalToken(privateKey, viewer, 'people')}`,
  );
  expect([status, json.errors?.[0]?.extensions]).toEqual([401, { code: 'UNAUTHENTICATED' }]);
});

test('an unknown field, a syntax error and invalid JSON are reported with a code and without a stack', async () => {
  const broken = await post('{"query": ', `Bearer ${signInternalToken(privateKey, viewer, 'tester')}`);
  const answers = [await ask('{ nothing }'), await ask('{ me'), broken];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  expect(answers.slice(0, 2).map(({ json }) => json.errors?.[0]?.extensions?.code)).toEqual([
    'GRAPHQL_VALIDATION_FAILED',
    'GRAPHQL_PARSE_FAILED',
  ]);
  for (const { text } of answers) expect(text).not.toMatch(/stacktrace|node_modules|\.ts:/);
});

test('an internal fault reveals no details', async () => {
  const { json, text } = await ask('{ fault }');
  expect(json.errors?.[0]).toMatchObject({ message: 'Internal error', extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  expect(text).not.toContain('secret');
});

test('a service is ready without the broker, because events wait in the outbox, but not without the database', async () => {
  state.broker = false;
  const degraded = await get('/readyz');
  state.database = false;
  const unready = await get('/readyz');
  Object.assign(state, { broker: true, database: true });
  expect([degraded.status, unready.status, (await get('/readyz')).status, (await get('/healthz')).status]).toEqual([
    200, 503, 200, 200,
  ]);
  expect(await unready.json()).toMatchObject({ ready: false, checks: { mongo: false, nats: false } });
});

test('code that runs for a request has the request id and the trace that the gateway sent', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const token = `Bearer ${signInternalToken(privateKey, viewer, 'tester')}`;
  // A body that arrives in several chunks must not lose them.
  const body = JSON.stringify({ query: '{ trail }', extensions: { filler: 'x'.repeat(500_000) } });
  expect((await post(body, token, { traceparent, 'x-request-id': 'request-1' })).json).toEqual({
    data: { trail: ['request-1', traceparent] },
  });
  expect((await post(body, token, { traceparent: 'nonsense', 'x-request-id': 'request-2' })).json).toEqual({
    data: { trail: ['request-2', 'undefined'] },
  });
});

test('metrics have the gauges and counters of the service, and omit gauges that fail or are late', async () => {
  const text = await (await get('/metrics')).text();
  expect(text).toMatch(/^backlog 3$/m);
  expect(text).toMatch(/^lag\{consumer="tester-one"\} 1$/m);
  expect(text).not.toMatch(/^(broken|late)\b/m);
  expect(text).toMatch(
    /^# TYPE tasks_total counter\ntasks_total\{outcome="done"\} 2\ntasks_total\{outcome="failed"\} 1$/m,
  );
  expect(text).toMatch(/^build_info\{service="tester",version="test",node="v\d+\.\d+\.\d+"\} 1$/m);
  expect(text).toMatch(/^graphql_request_seconds_count\{operation="query"\} \d+$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
});

test('a request without a token is refused before its body is read', async () => {
  const sent = request(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': 8_000_000 },
  });
  sent.on('error', () => {}).write('{');
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  sent.destroy();
  expect(answer.statusCode).toBe(401);
});

test('the metrics include the bytes of unread responses', async () => {
  expect(await (await get('/metrics')).text()).toMatch(
    /http_answers_unsent_bytes \d+[^]*http_answers_cut_total\{reason="stalled"/,
  );
});

test.each(['@', '[', 'a b'])(
  'the invalid host "%s" is refused with 400 and does not count as an error of the service',
  async (host) => {
    const sent = request(subgraph.url, {
      method: 'POST',
      headers: {
        host,
        'content-type': 'application/json',
        authorization: `Bearer ${signInternalToken(privateKey, viewer, 'tester')}`,
      },
    });
    sent.end('{"query":"{ me }"}');
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect([answer.statusCode, await json(answer)]).toEqual([
      400,
      { errors: [{ message: expect.stringContaining('host'), extensions: { code: 'BAD_REQUEST' } }] },
    ]);
  },
);
