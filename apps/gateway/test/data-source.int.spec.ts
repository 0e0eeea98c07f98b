import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import { anonymous, createLogger } from '@kexie/service/process';
import { eventually } from '@kexie/testing';
import type { RequestContext } from '../src/context.ts';
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
    timeoutMs: 2_000,
    internalToken: async (viewer) => `token-of-${viewer.id}`,
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
    signal: new AbortController().signal,
    forwarded: {},
    ...overrides,
  };
}

/** A misbehaviour that holds every answer back until it is let go. */
function held(text = '{"data":{"name":"Kexie"}}') {
  const responses: ServerResponse[] = [];
  subgraph.misbehave((_, response) => void responses.push(response));
  return {
    responses,
    letGo: () => responses.forEach((response) => response.setHeader('content-type', 'application/json').end(text)),
  };
}

const failure = (code: string) => ({ extensions: { code, service: 'people' } });

test('a subgraph is told who asks, which request it is and what is forwarded, and nothing else', async () => {
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

test('without tokens of our own, what is forwarded says who asks', async () => {
  await open({ internalToken: undefined }).ask(query, caller({ forwarded: { authorization: 'Bearer of the client' } }));
  expect(subgraph.asked[0]?.headers.authorization).toBe('Bearer of the client');
});

test('the same query of the same viewer in flight is asked once, and each caller gets an answer of its own', async () => {
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

test('nothing is kept: the same query after the answer is asked again', async () => {
  const source = open();
  await source.ask(query, caller());
  await source.ask(query, caller());
  expect(subgraph.asked).toHaveLength(2);
});

const others: [string, Partial<RequestContext>, Partial<RequestContext>][] = [
  ['who is anonymous and who signed in', { viewer: anonymous }, { viewer: signedIn }],
  ['two persons with the same rights', { viewer: signedIn }, { viewer: { ...signedIn, id: 'per_2' } }],
  ['one person with and without a role', { viewer: signedIn }, { viewer: { ...signedIn, roles: [] } }],
  ['one person in two regions', { viewer: signedIn }, { viewer: { ...signedIn, regions: ['450100'] } }],
  ['one person for two organizations', { viewer: signedIn }, { viewer: { ...signedIn, organizations: ['org_2'] } }],
  [
    'two whose claims only look alike when joined',
    { viewer: { ...signedIn, roles: ['a', 'b'] } },
    { viewer: { ...signedIn, roles: ['a","b'] } },
  ],
  [
    'two with different forwarded authorization',
    { forwarded: { authorization: 'Bearer 1' } },
    { forwarded: { authorization: 'Bearer 2' } },
  ],
  ['one with and one without forwarded authorization', { forwarded: { authorization: 'Bearer 1' } }, {}],
  [
    'two for whom another header differs',
    { forwarded: { 'accept-language': 'zh' } },
    { forwarded: { 'accept-language': 'en' } },
  ],
];

test.each(others)('%s never share an answer', async (_, one, other) => {
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

test('who made a change and asks again is not told what was read before it', async () => {
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

test('who leaves ends only the own waiting; the others get the answer', async () => {
  const { responses, letGo } = held();
  const [source, leaving] = [open(), new AbortController()];
  const left = source.ask(query, caller({ signal: leaving.signal }));
  const stays = source.ask(query, caller());
  await eventually(() => expect(responses).toHaveLength(1));
  leaving.abort();
  await expect(left).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  letGo();
  expect(await stays).toEqual({ data: { name: 'Kexie' } });
});

test('when all have left, the subgraph is told by a closed connection, and who comes next asks anew', async () => {
  const { responses } = held();
  const [source, leaving] = [open(), new AbortController()];
  const left = [1, 2].map(() => source.ask(query, caller({ signal: leaving.signal })));
  await eventually(() => expect(responses).toHaveLength(1));
  const closed = once(responses[0] as ServerResponse, 'close');
  leaving.abort();
  for (const each of left) await expect(each).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  await closed;
  subgraph.misbehave();
  expect(await source.ask(query, caller())).toEqual({ data: { name: 'Kexie' } });
  expect(source.breaker()).toBe('closed');
});

test('what nobody waits for any more is not even sent', async () => {
  await expect(open().ask(query, caller({ signal: AbortSignal.abort() }))).rejects.toMatchObject(
    failure('SUBGRAPH_TIMEOUT'),
  );
  expect(subgraph.asked).toHaveLength(0);
});

test('a mutation that was sent is not cut off when its client leaves', async () => {
  const { responses, letGo } = held('{"data":{"rename":"renamed"}}');
  const [source, leaving] = [open(), new AbortController()];
  const left = source.ask(mutation, caller({ signal: leaving.signal }));
  await eventually(() => expect(responses).toHaveLength(1));
  leaving.abort();
  await expect(left).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  letGo();
  await eventually(() => expect(fetched).toMatchObject([{ kind: 'mutation', outcome: 'answered' }]));
});

test('a mutation that still waits for a connection when its client leaves is never sent', async () => {
  const { responses, letGo } = held();
  const [source, leaving] = [open({ limits: { connections: 1 } }), new AbortController()];
  const running = source.ask(query, caller());
  await eventually(() => expect(responses).toHaveLength(1));
  const left = source.ask(mutation, caller({ signal: leaving.signal }));
  await eventually(() => expect(source.busy()).toBe(2));
  leaving.abort();
  await expect(left).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  letGo();
  await running;
  await eventually(() => expect(source.busy()).toBe(0));
  expect(subgraph.asked.map(({ body }) => body)).toEqual([query.body]);
});

type Trouble = (request: IncomingMessage, response: ServerResponse) => void;
const passing: [string, Trouble][] = [
  ['breaks off before the answer', (request) => void request.socket.destroy()],
  [
    'breaks off within the answer',
    (_, response) =>
      void response.writeHead(200, { 'content-length': '100' }).write('{"data":', () => response.destroy()),
  ],
  ['says 502', (_, response) => void response.writeHead(502).end('<html>')],
  ['says 503', (_, response) => void response.writeHead(503).end()],
  ['says 504', (_, response) => void response.writeHead(504).end()],
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

test('an answer whose bytes are no UTF-8 is no answer, because its characters would be others', async () => {
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

test('a service in trouble gets at most ten requests more, and a fifth', async () => {
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
])('%s that gets no answer ends with its time and is not sent again', async (_, request) => {
  held();
  await expect(open({ timeoutMs: 200 }).ask(request, caller())).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  expect(subgraph.asked).toHaveLength(1);
});

test('an answer that only drips ends with its time', async () => {
  const timers: NodeJS.Timeout[] = [];
  subgraph.misbehave((_, response) => void timers.push(setInterval(() => response.write(' '), 20)));
  await expect(open({ timeoutMs: 200 }).ask(query, caller())).rejects.toMatchObject(failure('SUBGRAPH_TIMEOUT'));
  timers.forEach(clearInterval);
});

test('a service that fails again and again is left alone, and is back within moments when it has recovered', async () => {
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

test('errors that a subgraph reports as GraphQL are no reason to leave it alone', async () => {
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
test.each(refusals)('%s for one client closes the service to no other', async (_, status, type, text) => {
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

test('errors that come as GraphQL with 503 are passed on, and after five of them the service is left alone', async () => {
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
  'a client that a service asks to wait, as %s, is not sent there again meanwhile; the others are',
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

test('a service whose clock is wrong is reported, and answers all the same', async () => {
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

test('when too many wait for a connection the next is refused at once', async () => {
  const { responses, letGo } = held();
  const source = open({ limits: { connections: 1, waiting: 1 } });
  const two = [source.ask(mutation, caller()), source.ask(mutation, caller())];
  await eventually(() => expect(responses).toHaveLength(1));
  await expect(source.ask(mutation, caller())).rejects.toMatchObject(failure('SUBGRAPH_UNAVAILABLE'));
  letGo();
  subgraph.misbehave();
  await Promise.all(two);
});

test('a reply that announces too much is not read', async () => {
  subgraph.misbehave(
    (_, response) => void response.writeHead(200, { 'content-length': String(50 * megabyte) }).write('{'),
  );
  await expect(open().ask(query, caller())).rejects.toMatchObject(failure('SUBGRAPH_BAD_RESPONSE'));
});

test('who asks for too much does not close the service to the others', async () => {
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
])('%s is no answer, and the client learns nothing of it', async (_, type, text) => {
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

test('closing waits for what runs', async () => {
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

/** Sends as many megabytes as the other side takes; resolves with how many it took. */
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
