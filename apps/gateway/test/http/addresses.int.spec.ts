import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { friendlyOrigin } from '../support.ts';
import { got, posted, startEdgeGateway, type EdgeGateway } from './edge-gateway.ts';
import { refused, type RawRequest } from './raw.ts';

let edge: EdgeGateway;
beforeAll(async () => {
  edge = await startEdgeGateway();
});
afterAll(() => edge.stop());

const named = { data: { name: '科协' } };

const queries: [string, RawRequest, unknown][] = [
  ['no header at all', { path: '/graphql?query=%7Bname%7D' }, named],
  [
    'a foreign origin as its sender',
    got(
      { query: '{ name }' },
      { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    ),
    named,
  ],
  ['a content type, which a GET does not need', got({ query: '{ name }' }, { 'content-type': 'text/plain' }), named],
  ['plus signs for spaces', { path: '/graphql?query=query+A+%7B+name+%7D' }, named],
  ['encoded Chinese characters', got({ query: '{ say(text: "梧州市") }' }), { data: { say: '梧州市' } }],
  ['an intended replacement character', got({ query: '{ say(text: "\ufffd") }' }), { data: { say: '\ufffd' } }],
  ['a percent sign without a code', { path: '/graphql?query={say(text:%22100%%22)}' }, { data: { say: '100%' } }],
  ['a second question mark', { path: '/graphql?query={say(text:%22?%22)}' }, { data: { say: '?' } }],
  [
    'empty parameters, which count as absent',
    { path: '/graphql?query={name}&operationName=&variables=&extensions=&documentId=' },
    named,
  ],
  ['null as JSON', { path: '/graphql?query={name}&variables=null&extensions=null' }, named],
  [
    'an operation named null',
    got({ query: 'query null { name } query B { double(of: 1) }', operationName: 'null' }),
    named,
  ],
  [
    'variables',
    got({ query: 'query D($n: Int!) { double(of: $n) }', variables: '{"n":21}' }),
    { data: { double: 42 } },
  ],
  ['unknown parameters, even repeated', { path: '/graphql?utm=1&utm=2&query={name}&__proto__=x' }, named],
  ['an address that ends in &', { path: '/graphql?query={name}&' }, named],
];

test.each(queries)('a query by GET is answered with %s', async (_what, request, expected) => {
  const response = await edge.ask(request);
  expect([response.status, JSON.parse(response.text)]).toEqual([200, expected]);
  expect(response.headers['cache-control']).toBe('no-store');
});

const refusals: [string, number, string, RawRequest][] = [
  ['no parameters', 400, 'BAD_REQUEST', {}],
  ['a trailing question mark', 400, 'BAD_REQUEST', { path: '/graphql?' }],
  ['an empty query', 400, 'BAD_REQUEST', { path: '/graphql?query=' }],
  ['a misspelled parameter', 400, 'BAD_REQUEST', { path: '/graphql?qeury={name}' }],
  ['two queries', 400, 'BAD_REQUEST', { path: '/graphql?query={name}&query={double(of:1)}' }],
  ['two equal queries', 400, 'BAD_REQUEST', { path: '/graphql?query={name}&query={name}' }],
  ['two lists of variables', 400, 'BAD_REQUEST', { path: '/graphql?query={name}&variables={}&variables={}' }],
  ['variables that are not JSON', 400, 'BAD_REQUEST', { path: '/graphql?query={name}&variables={n:1}' }],
  ['variables that are a list', 400, 'BAD_REQUEST', { path: '/graphql?query={name}&variables=[1]' }],
  ['variables that are a string', 400, 'BAD_REQUEST', got({ query: '{ name }', variables: '"{}"' })],
  ['extensions that are not JSON', 400, 'BAD_REQUEST', { path: '/graphql?query={name}&extensions=x' }],
  ['encoded bytes that are not UTF-8', 400, 'BAD_REQUEST', { path: '/graphql?query={say(text:%22%CE%E0%D6%DD%22)}' }],
  [
    'characters that have to be encoded',
    400,
    'BAD_REQUEST',
    { path: Buffer.from('/graphql?query={say(text:%22梧州市%22)}').toString('latin1') },
  ],
  [
    'a body',
    400,
    'BAD_REQUEST',
    {
      path: '/graphql?query={name}',
      headers: { 'content-type': 'application/json', 'content-length': 20 },
      body: '{"query":"{ name }"}',
    },
  ],
  [
    'a body in chunks',
    400,
    'BAD_REQUEST',
    { path: '/graphql?query={name}', headers: { 'transfer-encoding': 'chunked' }, body: 'x' },
  ],
  ['a mutation', 405, 'BAD_REQUEST', got({ query: 'mutation { rename(name: "x") }' })],
  [
    'a mutation by its name among queries',
    405,
    'BAD_REQUEST',
    got({ query: 'query A { name } mutation B { rename(name: "x") }', operationName: 'B' }),
  ],
  [
    'a mutation with the header that a foreign page cannot send',
    405,
    'BAD_REQUEST',
    got(
      { query: 'mutation { rename(name: "x") }' },
      { 'apollo-require-preflight': '1', 'content-type': 'application/json' },
    ),
  ],
  ['a subscription', 405, 'BAD_REQUEST', got({ query: 'subscription { name }' })],
];

test.each(refusals)(
  'a GET with %s is refused with %d and %s, and no service is asked',
  async (_what, status, code, request) => {
    const before = edge.service.asked.length;
    expect(refused(await edge.ask(request))).toEqual([status, code]);
    expect(edge.service.asked.length).toBe(before);
  },
);

test('a mutation by GET is refused with the advice to use POST', async () => {
  expect((await edge.ask(got({ query: 'mutation { rename(name: "x") }' }))).headers['allow']).toBe('POST');
});

test('a hash by GET is registered and found as by POST', async () => {
  const query = '{ name double(of: 4) }';
  const extensions = JSON.stringify({
    persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
  });
  expect(refused(await edge.ask(got({ extensions })))[1]).toBe('PERSISTED_QUERY_NOT_FOUND');
  for (const request of [
    got({ query, extensions }),
    got({ extensions }),
    posted({ extensions: JSON.parse(extensions) as object }),
  ])
    expect(JSON.parse((await edge.ask(request)).text)).toEqual({ data: { name: '科协', double: 8 } });
});

test('HEAD is a GET without a body', async () => {
  const { status, headers, body } = await edge.ask({ ...got({ query: '{ name }' }), method: 'HEAD' });
  expect([status, headers['content-type'], Number(headers['content-length']), body.length]).toEqual([
    200,
    'application/json; charset=utf-8',
    Buffer.byteLength(JSON.stringify(named)),
    0,
  ]);
  expect((await edge.ask({ ...got({ query: 'mutation { rename(name: "x") }' }), method: 'HEAD' })).status).toBe(405);
});

test.each(['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'SEARCH', 'QUERY', 'LOCK'])(
  '%s is refused with 405 and the allowed methods, whatever the request contains',
  async (method) => {
    for (const headers of [
      {},
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/json' },
      { accept: 'text/html' },
    ]) {
      const response = await edge.ask({
        method,
        path: '/graphql?query={name}',
        headers: { ...headers, 'content-length': 2 },
        body: '{x',
      });
      expect([...refused(response), response.headers['allow']]).toEqual([
        405,
        'METHOD_NOT_ALLOWED',
        'GET, HEAD, POST, OPTIONS',
      ]);
    }
  },
);

test('OPTIONS lists the allowed methods', async () => {
  const { status, headers, text } = await edge.ask({ method: 'OPTIONS' });
  expect([status, headers['allow'], text]).toEqual([204, 'GET, HEAD, POST, OPTIONS', '']);
});

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8' };

test.each(['/graphql', '/graphql?', '/graphql?query=', '/graphql?from=mail'])(
  '%s opened in a browser redirects to the page',
  async (path) => {
    const { status, headers } = await edge.ask({ path, headers: browser });
    expect([status, headers['location'], headers['vary']]).toEqual([303, '/', expect.stringContaining('accept')]);
    expect((await edge.ask({ path: headers['location'] ?? '', headers: browser })).headers['content-type']).toContain(
      'text/html',
    );
  },
);

test('a query opened in a browser is answered, and a program that sends no operation gets an error that says what to send', async () => {
  const answered = await edge.ask(got({ query: '{ name }' }, browser));
  expect([answered.status, answered.headers['content-type'], JSON.parse(answered.text)]).toEqual([
    200,
    'application/json; charset=utf-8',
    named,
  ]);
  for (const accept of ['application/json', '*/*', 'application/json, text/html'])
    expect(refused(await edge.ask({ headers: { accept } }))).toEqual([400, 'BAD_REQUEST']);
  expect(
    refused(await edge.ask({ ...posted({}), headers: { ...browser, 'content-type': 'application/json' } })),
  ).toEqual([400, 'BAD_REQUEST']);
});

const preflight = (origin: string, path = '/graphql'): RawRequest => ({
  method: 'OPTIONS',
  path,
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  },
});

test('a page of an allowed origin may send requests with a token, and read the cost and every refusal', async () => {
  const { status, headers } = await edge.ask(preflight(friendlyOrigin));
  expect([status, headers['access-control-allow-origin']]).toEqual([204, friendlyOrigin]);
  expect(headers['access-control-allow-headers']).toContain('authorization');
  for (const request of [
    posted({ query: '{ name }' }, { origin: friendlyOrigin }),
    posted('{', { origin: friendlyOrigin }),
    posted({ query: '{ name }' }, { origin: friendlyOrigin, authorization: 'Bearer x' }),
    { method: 'PUT', headers: { origin: friendlyOrigin } },
    got({ query: '{ name }' }, { origin: friendlyOrigin, accept: 'image/png' }),
  ]) {
    const response = await edge.ask(request);
    expect(response.headers['access-control-allow-origin']).toBe(friendlyOrigin);
    expect(response.headers['access-control-expose-headers']).toContain('x-graphql-cost');
    expect(response.headers['vary']?.toLowerCase()).toContain('origin');
  }
});

test.each(['https://elsewhere.example', 'null', `${friendlyOrigin}.evil.example`, 'http://pages.example'])(
  'a refusal of a page of %s names the setting that would allow it',
  async (origin) => {
    const response = await edge.ask(preflight(origin));
    expect(refused(response)).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    expect(response.text).toContain('CORS_ORIGINS');
    expect(response.text).toContain(origin);
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
    expect(
      (await edge.ask(posted({ query: '{ name }' }, { origin }))).headers['access-control-allow-origin'],
    ).toBeUndefined();
  },
);

/** Writes bytes to the gateway's port, and reads the response until the connection ends. */
async function bytes(text: string): Promise<string> {
  const { hostname, port } = new URL(edge.gateway.url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.on('data', (chunk) => {
    received += String(chunk);
  });
  socket.write(text);
  await once(socket, 'close');
  return received;
}

test('bytes that cannot be parsed as HTTP get a GraphQL error', async () => {
  const long = await bytes(`GET /graphql?query=${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`);
  expect(long).toMatch(/^HTTP\/1\.1 431 /);
  expect(JSON.parse(long.split('\r\n\r\n')[1] ?? '')).toMatchObject({
    errors: [{ message: expect.stringContaining('POST'), extensions: { code: 'HEADERS_TOO_LARGE' } }],
  });
  const unencoded = await bytes('GET /graphql?query={say(text:"梧州市")} HTTP/1.1\r\nhost: x\r\n\r\n');
  expect(unencoded).toMatch(/^HTTP\/1\.1 400 [^]*--data-urlencode/);
  const garbage = await bytes('hello\r\n\r\n');
  expect(JSON.parse(garbage.split('\r\n\r\n')[1] ?? '')).toMatchObject({
    errors: [{ extensions: { code: 'BAD_REQUEST' } }],
  });
});

test.each(['@', '[', 'user@host', 'host:99999', 'host/path', ''])(
  'an invalid host "%s" is refused with 400 and not reported as an internal error',
  async (host) => {
    for (const version of ['1.0', '1.1']) {
      const answer = await bytes(
        `GET /graphql?query={name} HTTP/${version}\r\nhost: ${host}\r\nconnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
        errors: [{ message: expect.stringContaining('host'), extensions: { code: 'BAD_REQUEST' } }],
      });
    }
  },
);

test('a request without a host is refused with 400 in either version of HTTP, and probes need none', async () => {
  for (const version of ['1.0', '1.1']) {
    expect(await bytes(`GET /graphql?query={name} HTTP/${version}\r\nconnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 [^]*The header host/,
    );
    expect(await bytes(`GET /healthz HTTP/${version}\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  }
});
