import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { got, posted, startEdgeGateway, type EdgeGateway } from './edge-gateway.ts';
import { raw, refused } from './raw.ts';

let edge: EdgeGateway;
beforeAll(async () => {
  edge = await startEdgeGateway();
});
afterAll(() => edge.stop());

const text = JSON.stringify({
  query: 'query Say($text: String!) { say(text: $text) }',
  variables: { text: '梧州市科学技术协会' },
});
const answer = { data: { say: '梧州市科学技术协会' } };
const plain = Buffer.from(text);

const encoded: [string, string, Buffer][] = [
  ['no encoding', '', plain],
  ['identity', 'identity', plain],
  ['gzip', 'gzip', gzipSync(plain)],
  ['gzip in capitals', 'GZIP', gzipSync(plain)],
  ['the old name of gzip', 'x-gzip', gzipSync(plain)],
  ['gzip in two members', 'gzip', Buffer.concat([gzipSync(plain.subarray(0, 20)), gzipSync(plain.subarray(20))])],
  ['brotli', 'br', brotliCompressSync(plain)],
  ['deflate', 'deflate', deflateSync(plain)],
  ['deflate without its header', 'deflate', deflateRawSync(plain)],
  ['zstd', 'zstd', zstdCompressSync(plain)],
  ['two encodings, decoded in reverse order', 'gzip, br', brotliCompressSync(gzipSync(plain))],
  ['two encodings with identity between', 'deflate,identity , gzip', gzipSync(deflateSync(plain))],
];

test.each(encoded)('a body with %s is read', async (_what, encoding, body) => {
  const response = await edge.ask(posted(body, encoding ? { 'content-encoding': encoding } : {}));
  expect([response.status, JSON.parse(response.text)]).toEqual([200, answer]);
});

const gzipped = gzipSync(plain);
const unreadable: [string, number, string, string, Buffer][] = [
  ['an unknown encoding', 415, 'UNSUPPORTED_MEDIA_TYPE', 'compress', plain],
  ['an encoding named like an inherited property', 415, 'UNSUPPORTED_MEDIA_TYPE', '__proto__', plain],
  ['an encoding named like a method of objects', 415, 'UNSUPPORTED_MEDIA_TYPE', 'constructor', plain],
  ['one unknown encoding among two', 415, 'UNSUPPORTED_MEDIA_TYPE', 'gzip, aes128gcm', gzipped],
  [
    'more encodings than are supported',
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    'gzip, gzip, gzip, gzip',
    gzipSync(gzipSync(gzipSync(gzipped))),
  ],
  ['gzip that is cut off', 400, 'BAD_REQUEST', 'gzip', gzipped.subarray(0, -4)],
  ['brotli that is cut off', 400, 'BAD_REQUEST', 'br', brotliCompressSync(plain).subarray(0, -4)],
  ['zstd that is cut off', 400, 'BAD_REQUEST', 'zstd', zstdCompressSync(plain).subarray(0, -4)],
  ['deflate that is cut off', 400, 'BAD_REQUEST', 'deflate', deflateSync(plain).subarray(0, -6)],
  [
    'gzip with a wrong checksum',
    400,
    'BAD_REQUEST',
    'gzip',
    Buffer.concat([gzipped.subarray(0, -8), Buffer.alloc(4, 1), gzipped.subarray(-4)]),
  ],
  ['plain JSON labeled as gzip', 400, 'BAD_REQUEST', 'gzip', plain],
  ['gzip labeled as brotli', 400, 'BAD_REQUEST', 'br', gzipped],
  [
    'gzip with trailing bytes',
    400,
    'BAD_REQUEST',
    'gzip',
    Buffer.concat([gzipped, Buffer.from('{"query":"{ name }"}')]),
  ],
  [
    'brotli with trailing bytes',
    400,
    'BAD_REQUEST',
    'br',
    Buffer.concat([brotliCompressSync(plain), Buffer.from('x')]),
  ],
  ['deflate with trailing bytes', 400, 'BAD_REQUEST', 'deflate', Buffer.concat([deflateSync(plain), Buffer.from('x')])],
  ['zstd with trailing bytes', 400, 'BAD_REQUEST', 'zstd', Buffer.concat([zstdCompressSync(plain), Buffer.from('x')])],
  ['gzip of invalid JSON', 400, 'BAD_REQUEST', 'gzip', gzipSync('{"query": ')],
  ['gzip of an empty body', 400, 'BAD_REQUEST', 'gzip', gzipSync('')],
  ['an empty body labeled as gzip', 400, 'BAD_REQUEST', 'gzip', Buffer.alloc(0)],
];

test.each(unreadable)('%s is refused with %d and %s', async (_what, status, code, encoding, body) => {
  const before = edge.service.asked.length;
  const response = await edge.ask(posted(body, { 'content-encoding': encoding }));
  expect(refused(response)).toEqual([status, code]);
  if (status === 415) expect(response.headers['accept-encoding']).toBe('gzip, deflate, br, zstd');
  expect(edge.service.asked.length).toBe(before);
});

const bomb = Buffer.concat([
  Buffer.from('{"query":"{ name } #'),
  Buffer.alloc(200 * 1024 * 1024, 'x'),
  Buffer.from('"}'),
]);
test.each([
  ['gzip', gzipSync(bomb.subarray(0, 50 * 1024 * 1024))],
  ['br', brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ['zstd', zstdCompressSync(bomb)],
  ['deflate', deflateSync(bomb.subarray(0, 50 * 1024 * 1024))],
  ['gzip, gzip', gzipSync(gzipSync(bomb.subarray(0, 50 * 1024 * 1024)))],
])('a small body of %s that expands beyond the bound is refused with 413', async (encoding, body) => {
  expect(body.length).toBeLessThan(1024 * 1024);
  expect(refused(await edge.ask(posted(body, { 'content-encoding': encoding })))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
});

test('a body of exactly 1 MB is accepted with a token and one of 128 kB without, compressed or not, and one byte more is refused', async () => {
  const sized = (bytes: number): Buffer => Buffer.from(`{"query":"{ name }"${' '.repeat(bytes - 20)}}`);
  const authorization = `Bearer ${await edge.gateway.userToken()}`;
  for (const [bytesMax, headers] of [
    [1024 * 1024, { authorization }],
    [128 * 1024, {}],
  ] as const) {
    const statuses = await Promise.all(
      [sized(bytesMax), sized(bytesMax + 1)].flatMap((body) => [
        edge.ask(posted(body, headers)),
        edge.ask(posted(gzipSync(body), { ...headers, 'content-encoding': 'gzip' })),
        edge.ask(posted(body, { ...headers, 'transfer-encoding': 'chunked' })),
      ]),
    );
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 413, 413, 413]);
  }
});

test('JSON that is too deep or holds too many values is refused before it is parsed, in a body and in a URL', async () => {
  for (const request of [
    posted(`{"query":"{ name }","z":${'['.repeat(50_000)}`),
    got({ query: '{ name }', variables: `{"z":${'['.repeat(40)}${']'.repeat(40)}}` }),
  ]) {
    expect(refused(await edge.ask(request))).toEqual([400, 'INPUT_TOO_DEEP']);
  }
  expect(refused(await edge.ask(posted(`{"query":"{ name }","z":[${'1,'.repeat(60_000)}1]}`)))).toEqual([
    400,
    'TOO_MANY_VALUES',
  ]);
});

test.each([
  ['application/json'],
  ['application/json; charset=utf-8'],
  ['application/json;charset="UTF-8"'],
  ['Application/JSON ; Charset=utf8'],
  ['application/json; charset=us-ascii'],
  ['application/json; profile="x"'],
])('the content type %s is accepted', async (type) => {
  const response = await edge.ask({ method: 'POST', headers: { 'content-type': type }, body: text });
  expect([response.status, JSON.parse(response.text)]).toEqual([200, answer]);
});

test.each([
  ['application/json; charset=utf-16le', Buffer.from(text, 'utf16le')],
  ['application/json; charset=gbk', plain],
  ['application/json; charset="iso-8859-1"', plain],
  ['application/graphql', Buffer.from('{ name }')],
  ['application/graphql-response+json', plain],
  ['application/jsonp', plain],
  ['text/plain', plain],
  ['text/plain; application/json', plain],
  ['text/plain;charset=UTF-8', plain],
  [
    'multipart/form-data; boundary=x',
    Buffer.from('--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ name }"}\r\n--x--\r\n'),
  ],
  ['application/x-www-form-urlencoded', Buffer.from('query=%7Bname%7D')],
  ['', plain],
])('the content type "%s" is refused with 415, and the response names the accepted type', async (type, body) => {
  const before = edge.service.asked.length;
  const headers = {
    'content-length': body.length,
    'apollo-require-preflight': '1',
    ...(type ? { 'content-type': type } : {}),
  };
  const response = await edge.ask({ method: 'POST', headers, body });
  expect(refused(response)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  expect(response.text).toMatch(/application\/json|UTF-8/);
  expect(edge.service.asked.length).toBe(before);
});

test('content types that a form of a foreign page could send are refused with that reason', async () => {
  const response = await edge.ask({ method: 'POST', headers: { 'content-type': 'text/plain' }, body: text });
  expect(response.text).toContain('CSRF');
  expect(response.headers['accept-post']).toBe('application/json');
});

test('a byte order mark before the JSON is ignored, compressed or not', async () => {
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]);
  for (const request of [posted(marked), posted(gzipSync(marked), { 'content-encoding': 'gzip' })])
    expect(JSON.parse((await edge.ask(request)).text)).toEqual(answer);
  expect(refused(await edge.ask(posted(Buffer.from([0xef, 0xbb, 0xbf]))))).toEqual([400, 'BAD_REQUEST']);
});

test('bytes that are not UTF-8 are refused and not decoded as another text', async () => {
  const body = Buffer.concat([
    Buffer.from('{"query":"{ say(text: \\"'),
    Buffer.from([0xce, 0xe0, 0xd6, 0xdd]),
    Buffer.from('\\") }"}'),
  ]);
  const response = await edge.ask(posted(body));
  expect(refused(response)).toEqual([400, 'BAD_REQUEST']);
  expect(response.text).toContain('UTF-8');
});

test.each([
  ['no body', ''],
  ['null', 'null'],
  ['a number', '7'],
  ['text', '"{ name }"'],
  ['a list', '[]'],
  ['a batch', '[{"query":"{ name }"}]'],
  ['an empty object', '{}'],
  ['no query', '{"variables":{}}'],
  ['an empty query', '{"query":""}'],
  ['null for the query', '{"query":null}'],
  ['a document tree', '{"query":{"kind":"Document"}}'],
  ['variables as text', '{"query":"{ name }","variables":"{}"}'],
  ['variables as a list', '{"query":"{ name }","variables":[]}'],
  ['variables as a number', '{"query":"{ name }","variables":1.10}'],
  ['a number of many digits', '9007199254740993'],
  ['extensions as a string', '{"query":"{ name }","extensions":"{}"}'],
  ['a number as the name', '{"query":"{ name }","operationName":7}'],
  ['a number as the id', '{"documentId":7}'],
  ['a query in its prototype', '{"__proto__":{"query":"{ name }"}}'],
])('a body with %s is refused with 400 and the reason', async (_what, body) => {
  expect(refused(await edge.ask(posted(body)))).toEqual([400, 'BAD_REQUEST']);
});

test('null counts as an absent parameter, and unknown parameters are ignored', async () => {
  const response = await edge.ask(
    posted({
      query: '{ name }',
      operationName: null,
      variables: null,
      extensions: null,
      documentId: null,
      id: 7,
      constructor: { prototype: 1 },
    }),
  );
  expect(JSON.parse(response.text)).toEqual({ data: { name: '科协' } });
});

test('a body that ends before its announced length is not processed', async () => {
  const { hostname, port } = new URL(edge.gateway.url);
  const response = await raw(`http://${hostname}:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    body: '{"query":"{ na',
  });
  expect(refused(response)).toEqual([400, 'BAD_REQUEST']);
});
