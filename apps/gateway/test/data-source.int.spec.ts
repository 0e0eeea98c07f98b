import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import { anonymous, createLogger } from '@kexie/service/process';
import { eventually } from '@kexie/testing';
import type { RequestContext } from '../src/context.ts';
import { Lifetime } from '../src/lifetime.ts';
import { createSubgraphDataSource, type Fetched } from '../src/subgraphs/data-source.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

type Options = Partial<Parameters<typeof createSubgraphDataSource>[0]>;

let subgraph: TestSubgraph;
let fetched: Fetched[];
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  subgraph = await startTestSubgraph('people', 'type Query { name: String } type Mutation { rename: String }', {
    Query: { name: () => 'Kexie' },
    Mutation: { rename: () => 'renamed' },
  });
});
beforeEach(() => {
  subgraph.misbehave();
  subgraph.asked.length = 0;
  fetched = [];
});
afterEach(() => Promise.all(opened.splice(0).map((source) => source.close())));
afterAll(() => subgraph.stop());

const query = { body: '{"query":"{ name }"}', kind: 'query' } as const;
const mutation = { body: '{"query":"mutation { rename }"}', kind: 'mutation' } as const;
const signedIn = { ...anonymous, id: 'per_1', roles: ['staff'], regions: ['450400'], organizations: ['org_1'] };

function open(options: Options = {}) {
  const source = createSubgraphDataSource({
    name: 'people',
    url: subgraph.url,
    timeoutMs: 10_000,
    internalToken: (viewer) => `token-of-${viewer.id}`,
    log: createLogger('test', 'silent'),
    onFetched: (each) => fetched.push(each),
    ...options,
  });
  opened.push(source);
  return source;
}

function caller(overrides: Partial<RequestContext> = {}): RequestContext {
  return {
    requestId: 'request-1',
    viewer: anonymous,
    client: { name: 'unknown', version: 'unknown' },
    language: 'en',
    lifetime: new Lifetime(),
    forwarded: {},
    notes: {},
    ...overrides,
  };
}

/** A misbehavior that holds every response back until the test releases it. */
function held(text = '{"data":{"name":"Kexie"}}') {
  const responses: ServerResponse[] = [];
  subgraph.misbehave((_, response) => void responses.push(response));
  return {
    responses,
    letGo: () => responses.forEach((response) => response.setHeader('content-type', 'application/json').end(text)),
  };
}

const failure = (code: string) => ({ extensions: { code, service: 'people' } });

test('a subgraph gets the viewer, the request id and the forwarded headers, and nothing else', async () => {
  await open().ask(
    query,
    caller({ viewer: signedIn, forwarded: { traceparent: '00-a-b-01', authorization: 'Bearer of the client' } }),
  );
  const { host: _host, ...headers } = subgraph.asked[0]?.headers ?? {};
  expect(headers).toEqual({
    accept: 'application/json',
    authorization: 'Bearer token-of-per_1',
    connection: 'keep-alive',
    'content-length': '20',
    'content-type': 'application/json',
    traceparent: '00-a-b-01',
    'x-request-id': 'request-1',
  });
});

test('without our own tokens the forwarded headers identify the viewer', async () => {
  await open({ internalToken: undefined }).ask(query, caller({ forwarded: { authorization: 'Bearer of the client' } }));
  expect(subgraph.asked[0]?.headers.authorization).toBe('Bearer of the client');
});

test('identical queries of the same viewer in flight are sent once, and each caller gets its own copy of the response', async () => {
  const { responses, letGo } = held();
  const source = open();
  const answers = [1, 2, 3].map((id) =>
    source.ask(
      query,
      caller({ viewer: { ...signedIn }, requestId: `request-${id}`, forwarded: { traceparent: `trace-${id}` } }),
    ),
  );
  await eventually(() => expect(responses).toHaveLength(1));
  letGo();
  const [first, second, third] = await Promise.all(answers);
  expect([first, second, third]).toEqual(Array(3).fill({ data: { name: 'Kexie' } }));
  if (first?.data) first.data['name'] = 'changed by the first';
  expect(second).toEqual({ data: { name: 'Kexie' } });
  expect(second).not.toBe(third);
  expect(subgraph.asked.map(({ headers }) => headers['traceparent'])).toEqual(['trace-1']);
  expect(fetched).toMatchObject([{ service: 'people', outcome: 'answered', tries: 1 }]);
});

test('responses are not cached: the same query after the response is sent again', async () => {
  const source = open();
  await source.ask(query, caller());
  await source.ask(query, caller());
  expect(subgraph.asked).toHaveLength(2);
});

const others: [string, Partial<RequestContext>, Partial<RequestContext>][] = [
  ['an anonymous and a signed-in viewer', { viewer: anonymous }, { viewer: signedIn }],
  ['two people with the same rights', { viewer: signedIn }, { viewer: { ...signedIn, id: 'per_2' } }],
  ['one person with and without a role', { viewer: signedIn }, { viewer: { ...signedIn, roles: [] } }],
  ['one person in two regions', { viewer: signedIn }, { viewer: { ...signedIn, regions: ['450100'] } }],
  ['one person for two organizations', { viewer: signedIn }, { viewer: { ...signedIn, organizations: ['org_2'] } }],
  [
    'two viewers whose claims are equal only when concatenated',
    { viewer: { ...signedIn, roles: ['a', 'b'] } },
    { viewer: { ...signedIn, roles: ['a","b'] } },
  ],
  [
    'two requests with different forwarded authorization',
    { forwarded: { authorization: 'Bearer 1' } },
    { forwarded: { authorization: 'Bearer 2' } },
  ],
  ['requests with and without forwarded authorization', { forwarded: { authorization: 'Bearer 1' } }, {}],
  [
    'two requests that differ in another header',
    { forwarded: { 'accept-language': 'zh' } },
    { forwarded: { 'accept-language': 'en' } },
  ],
];

test.each(others)('%s never share a response', async (_, one, other) => {
  const responses: ServerResponse[] = [];
  subgraph.misbehave((_request, response) => void responses.push(response));
  const source = open();
  const answers = Promise.all([
    source.ask(query, caller(one)),
    source.ask(query, caller(other)),
    source.ask(query, caller(one)),
  ]);
  await eventually(() => expect(responses).toHaveLength(2));
  responses.forEach((response, index) => response.end(`{"data":{"name":"${index}"}}`));
  const names = (await answers).map(({ data }) => data?.['name']);
  expect(names[0]).toBe(names[2]);
  expect(names[0]).not.toBe(names[1]);
});

test('mutations are never shared', async () => {
  const source = open();
  await Promise.all([source.ask(mutation, caller()), source.ask(mutation, caller())]);
  expect(subgraph.asked).toHaveLength(2);
});

test('a query after a mutation of the same client does not return data read before it', async () => {
  const { responses, letGo } = held('{"data":{"name":"before"}}');
  const source = open();
  const early = source.ask(query, caller());
  await eventually(() => expect(responses).toHaveLength(1));
  subgraph.misbehave();
  await source.ask(mutation, caller());
  expect(await source.ask(query, caller())).toEqual({ data: { name: 'Kexie' } });
  letGo();
  expect(await early).toEqual({ data: { name: 'before' } });
});

test('a caller that disconnects ends only its own waiting; the others get the response', async () => {
  const { responses, letGo } = held();
  const [source, leaving] = [open(), new Lifetime()];
  const left = source.ask(query, caller({ lifetime: leaving }));
  const stays = source.ask(query, caller());
  await eventually(() => expect(responses).toHaveLength(1));
  leaving.end(new Error('the client has gone'));
  await expect(left).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  letGo();
  expect(await stays).toEqual({ data: { name: 'Kexie' } });
});

test('when all callers have disconnected the connection to the subgraph is closed, and the next caller sends a new request', async () => {
  const { responses } = held();
  const [source, leaving] = [open(), new Lifetime()];
  const left = [1, 2].map(() => source.ask(query, caller({ lifetime: leaving })));
  await eventually(() => expect(responses).toHaveLength(1));
  const closed = once(responses[0] as ServerResponse, 'close');
  leaving.end(new Error('the client has gone'));
  for (const each of left) await expect(each).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  await closed;
  subgraph.misbehave();
  expect(await source.ask(query, caller())).toEqual({ data: { name: 'Kexie' } });
  expect(source.breaker()).toBe('closed');
});

test('an abandoned request in the queue is never sent', async () => {
  const over = new Lifetime();
  over.end(new Error('the client has gone'));
  await expect(open().ask(query, caller({ lifetime: over }))).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  expect(subgraph.asked).toHaveLength(0);
});

test('a mutation that was sent is not aborted when its client disconnects', async () => {
  const { responses, letGo } = held('{"data":{"rename":"renamed"}}');
  const [source, leaving] = [open(), new Lifetime()];
  const left = source.ask(mutation, caller({ lifetime: leaving }));
  await eventually(() => expect(responses).toHaveLength(1));
  leaving.end(new Error('the client has gone'));
  await expect(left).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  letGo();
  await eventually(() => expect(fetched).toMatchObject([{ kind: 'mutation', outcome: 'answered' }]));
});

test('a mutation that still waits for a connection when its client disconnects is never sent', async () => {
  const { responses, letGo } = held();
  const [source, leaving] = [open({ limits: { connections: 1 } }), new Lifetime()];
  const running = source.ask(query, caller());
  await eventually(() => expect(responses).toHaveLength(1));
  const left = source.ask(mutation, caller({ lifetime: leaving }));
  await eventually(() => expect(source.busy()).toBe(2));
  leaving.end(new Error('the client has gone'));
  await expect(left).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  letGo();
  await running;
  await eventually(() => expect(source.busy()).toBe(0));
  expect(subgraph.asked.map(({ body }) => body)).toEqual([query.body]);
});

type Trouble = (request: IncomingMessage, response: ServerResponse) => void;
const passing: [string, Trouble][] = [
  ['disconnects before the response', (request) => void request.socket.destroy()],
  [
    'disconnects within the response',
    (_, response) =>
      void response.writeHead(200, { 'content-length': '100' }).write('{"data":', () => response.destroy()),
  ],
  ['responds with 502', (_, response) => void response.writeHead(502).end('<html>')],
  ['responds with 503', (_, response) => void response.writeHead(503).end()],
  ['responds with 504', (_, response) => void response.writeHead(504).end()],
];

test.each(passing)('when the subgraph %s a query is tried once more', async (_, trouble) => {
  subgraph.misbehave((request, response) => {
    subgraph.misbehave();
    trouble(request, response);
  });
  expect(await open().ask(query, caller())).toEqual({ data: { name: 'Kexie' } });
  expect(fetched).toMatchObject([{ outcome: 'answered', tries: 2 }]);
});

test('errors that come with 503 twice keep every digit of their extensions', async () => {
  subgraph.misbehave(
    (_, response) =>
      void response
        .writeHead(503, { 'content-type': 'application/json' })
        .end(
          '{"errors":[{"message":"Busy.","extensions":{"code":"BUSY","limit":9007199254740993,"prices":[{"one":1.10}]}}]}',
        ),
  );
  expect(JSON.stringify(await open().ask(query, caller()))).toBe(
    '{"errors":[{"message":"Busy.","extensions":{"code":"BUSY","limit":9007199254740993,"prices":[{"one":1.10}],"service":"people"}}]}',
  );
});

test('a response whose bytes are not UTF-8 is refused, because decoding would change its characters', async () => {
  subgraph.misbehave(
    (_, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(Buffer.from('{"data":{"name":"caf\xe9"}}', 'latin1')),
  );
  await expect(open().ask(query, caller())).rejects.toMatchObject(failure('SUBGRAPH_BAD_RESPONSE'));
});

test.each(passing)('when the subgraph %s a mutation is not sent again', async (_, trouble) => {
  subgraph.misbehave(trouble);
  await expect(open().ask(mutation, caller())).rejects.toMatchObject(failure('SUBGRAPH_UNAVAILABLE'));
  expect(subgraph.asked).toHaveLength(1);
});

test('a mutation that could not be sent at all is tried once more, within the same time', async () => {
  const down = open({ url: 'http://127.0.0.1:9/graphql' });
  await expect(down.ask(mutation, caller())).rejects.toMatchObject(failure('SUBGRAPH_UNAVAILABLE'));
  expect(fetched).toMatchObject([{ kind: 'mutation', tries: 2 }]);
});

test('a failing service gets at most ten retries, plus a fifth of its requests', async () => {
  subgraph.misbehave((_, response) => void response.writeHead(503).end());
  const source = open({ breakerLimits: { failuresMin: 1_000 } });
  const asks = Array.from({ length: 100 }, (_, index) =>
    source.ask({ ...query, body: `{"query":"{ n${index}: name }"}` }, caller()),
  );
  await Promise.allSettled(asks);
  expect(subgraph.asked.length).toBeGreaterThan(100);
  expect(subgraph.asked.length).toBeLessThanOrEqual(130);
});

test.each([
  ['a query', query],
  ['a mutation', mutation],
])('%s without a response ends with its timeout and is not sent again', async (_, request) => {
  held();
  await expect(open({ timeoutMs: 200 }).ask(request, caller())).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  expect(subgraph.asked).toHaveLength(1);
});

test('a response that arrives too slowly ends with its timeout', async () => {
  const timers: NodeJS.Timeout[] = [];
  subgraph.misbehave((_, response) => void timers.push(setInterval(() => response.write(' '), 20)));
  await expect(open({ timeoutMs: 200 }).ask(query, caller())).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  timers.forEach(clearInterval);
});

test('a service that fails repeatedly gets no requests, and is used again moments after it recovers', async () => {
  subgraph.misbehave((_, response) => void response.writeHead(500).end('broken'));
  const states: string[] = [];
  const source = open({
    breakerLimits: { openMsMin: 100 },
    onBreakerChange: (service, state) => states.push(`${service} ${state}`),
  });
  for (let i = 0; i < 8; i += 1)
    await expect(source.ask(query, caller())).rejects.toMatchObject(
      failure(i < 5 ? 'SUBGRAPH_BAD_RESPONSE' : 'SUBGRAPH_UNAVAILABLE'),
    );
  expect([subgraph.asked.length, source.breaker()]).toEqual([5, 'open']);
  subgraph.misbehave();
  await eventually(async () => expect(await source.ask(query, caller())).toEqual({ data: { name: 'Kexie' } }));
  expect(states).toEqual(['people open', 'people half-open', 'people closed']);
});

test('GraphQL errors of a subgraph do not open its breaker', async () => {
  subgraph.misbehave((_, response) => void response.writeHead(500).end('{"errors":[{"message":"no"}]}'));
  const source = open();
  for (let i = 0; i < 10; i += 1)
    expect(await source.ask(query, caller())).toEqual({
      errors: [{ message: 'no', extensions: { service: 'people' } }],
    });
  expect(source.breaker()).toBe('closed');
});

const refusals: [string, number, string, string][] = [
  ...[400, 401, 403, 404, 409, 413, 422, 429].map((status): [string, number, string, string] => [
    `status ${status} as text`,
    status,
    'text/plain',
    'refused',
  ]),
  ['an HTML page with status 401', 401, 'text/html', '<html>Log in</html>'],
  ['an HTML page with status 200', 200, 'text/html', '<html>Log in</html>'],
  ['GraphQL errors with status 429', 429, 'application/json', '{"errors":[{"message":"slower"}]}'],
];
test.each(refusals)('%s for one client does not close the service to others', async (_, status, type, text) => {
  subgraph.misbehave((request, response) =>
    request.headers['x-who'] === 'other'
      ? void response.end('{"data":{"name":"Kexie"}}')
      : void response.writeHead(status, { 'content-type': type }).end(text),
  );
  const source = open();
  for (let i = 0; i < 20; i += 1) await source.ask(query, caller()).catch(() => undefined);
  expect(subgraph.asked.length).toBe(20);
  expect(await source.ask(query, caller({ forwarded: { 'x-who': 'other' } }))).toEqual({ data: { name: 'Kexie' } });
  expect(source.breaker()).toBe('closed');
});

test('GraphQL errors with 503 are passed on, and after five of them the breaker opens', async () => {
  subgraph.misbehave(
    (_, response) =>
      void response.writeHead(503, { 'content-type': 'application/json' }).end('{"errors":[{"message":"starting"}]}'),
  );
  const source = open();
  for (let i = 0; i < 5; i += 1)
    expect(await source.ask(query, caller())).toMatchObject({ errors: [{ message: 'starting' }] });
  await expect(source.ask(query, caller())).rejects.toMatchObject(failure('SUBGRAPH_UNAVAILABLE'));
});

test.each([
  ['text', 'text/plain', 'slower', { code: 'SUBGRAPH_RATE_LIMITED', service: 'people', retryAfterS: 60 }],
  ['GraphQL', 'application/json', '{"errors":[{"message":"slower"}]}', { service: 'people' }],
])(
  'a client that a service asks to wait, as %s, sends it no request in the meantime; other clients do',
  async (_, type, text, extensions) => {
    subgraph.misbehave(
      (_request, response) => void response.writeHead(429, { 'content-type': type, 'retry-after': '3600' }).end(text),
    );
    const source = open();
    const first = await source.ask(query, caller()).then(
      ({ errors }) => errors?.[0],
      (error: unknown) => error,
    );
    expect(first).toMatchObject({ extensions });
    await expect(source.ask(mutation, caller())).rejects.toMatchObject({
      extensions: { code: 'SUBGRAPH_RATE_LIMITED', service: 'people', retryAfterS: 60 },
    });
    expect(subgraph.asked.length).toBe(1);
    subgraph.misbehave();
    expect(await source.ask(query, caller({ forwarded: { 'x-who': 'other' } }))).toEqual({ data: { name: 'Kexie' } });
  },
);

test('a service with a wrong clock is reported, and its responses are still used', async () => {
  const logged: string[] = [];
  const log: Logger = {
    ...createLogger('test', 'silent'),
    warn: (_: unknown, message?: string) => void logged.push(message ?? ''),
  };
  subgraph.misbehave(
    (_, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/json', date: new Date(Date.now() - 65_000).toUTCString() })
        .end('{"data":{"name":"Kexie"}}'),
  );
  const source = open({ log });
  for (let n = 0; n < 3; n += 1) expect(await source.ask(query, caller())).toEqual({ data: { name: 'Kexie' } });
  expect(logged).toEqual([expect.stringMatching(/^The clock of the people service is 6[567] s behind this one\./)]);
});

test('if too many requests wait for a connection the next is refused at once', async () => {
  const { responses, letGo } = held();
  const source = open({ limits: { connections: 1, waiting: 1 } });
  const two = [source.ask(mutation, caller()), source.ask(mutation, caller())];
  await eventually(() => expect(responses).toHaveLength(1));
  await expect(source.ask(mutation, caller())).rejects.toMatchObject(failure('SUBGRAPH_UNAVAILABLE'));
  letGo();
  subgraph.misbehave();
  await Promise.all(two);
});

test('a reply with an excessive content-length is not read', async () => {
  subgraph.misbehave(
    (_, response) => void response.writeHead(200, { 'content-length': String(50 * megabyte) }).write('{'),
  );
  await expect(open().ask(query, caller())).rejects.toMatchObject(failure('SUBGRAPH_BAD_RESPONSE'));
});

test('an oversized reply to one client does not close the service to others', async () => {
  const source = open();
  subgraph.misbehave(
    (_, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': String(50 * 1024 * 1024) })
        .write(' '),
  );
  for (let i = 0; i < 20; i += 1)
    await expect(source.ask(query, caller())).rejects.toMatchObject(failure('SUBGRAPH_BAD_RESPONSE'));
  expect(source.breaker()).toBe('closed');
});

test('a reply that is too large is cut off at the bound: the subgraph cannot send the rest', async () => {
  const sent = flood(50);
  await expect(open().ask(query, caller())).rejects.toMatchObject(failure('SUBGRAPH_BAD_RESPONSE'));
  expect(await sent).toBeLessThan(40);
});

test('replies that are too large together are refused, however small each is', async () => {
  const { responses } = held();
  const source = open({ limits: { allRepliesBytes: 3 * megabyte } });
  const answers = [1, 2, 3, 4].map((index) =>
    source.ask({ ...query, body: `{"query":"{ n${index}: name }"}` }, caller()).then(
      () => 'answered',
      (error: unknown) => error,
    ),
  );
  await eventually(() => expect(responses).toHaveLength(4));
  responses.forEach((response) => response.writeHead(200).write(' '.repeat(megabyte)));
  const first = await Promise.race(answers);
  expect(first).toMatchObject(failure('SUBGRAPH_UNAVAILABLE'));
  responses.forEach((response) => response.end('{"data":{"name":"Kexie"}}'));
  expect((await Promise.all(answers)).filter((answer) => answer === 'answered').length).toBeGreaterThan(0);
});

test.each([
  ['HTML', 'text/html', '<html>http://127.0.0.1/</html>'],
  ['half of a document', 'application/json', '{"data":{"name":"Ke'],
])('%s is not a valid response, and the client learns no details', async (_, type, text) => {
  subgraph.misbehave((_request, response) => void response.writeHead(200, { 'content-type': type }).end(text));
  const error: unknown = await open()
    .ask(query, caller())
    .catch((reason: unknown) => reason);
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    message: 'The people service gave an answer that cannot be used.',
    extensions: { code: 'SUBGRAPH_BAD_RESPONSE', service: 'people' },
  });
  expect(error).not.toHaveProperty('cause');
});

test('closing waits for running requests', async () => {
  const { responses, letGo } = held();
  const source = open();
  const answer = source.ask(query, caller());
  await eventually(() => expect(responses).toHaveLength(1));
  const closed = source.close();
  letGo();
  expect(await answer).toEqual({ data: { name: 'Kexie' } });
  await closed;
});

const megabyte = 1024 * 1024;

/** Sends as many megabytes as the receiver accepts; resolves with their number. */
function flood(megabytes: number): Promise<number> {
  return new Promise((resolve) =>
    subgraph.misbehave((_, response) => {
      let sent = 0;
      const send = (): void =>
        void (sent < megabytes
          ? response.write(Buffer.alloc(megabyte, 0x20), (error) => (error ? undefined : ((sent += 1), send())))
          : response.end());
      response.once('close', () => resolve(sent));
      send();
    }),
  );
}
