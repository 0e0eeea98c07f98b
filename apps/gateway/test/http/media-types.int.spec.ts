import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startServer } from '../../src/server.ts';
import { anonymous } from '@kexie/service/process';
import { createOperationLookup } from '../../src/persisted-operations.ts';
import { quiet } from '../support.ts';
import { got, posted, startEdgeGateway, type EdgeGateway } from './edge-gateway.ts';
import { raw, refused, type RawRequest } from './raw.ts';

const json = 'application/json; charset=utf-8';
const own = 'application/graphql-response+json; charset=utf-8';

let edge: EdgeGateway;
beforeAll(async () => {
  edge = await startEdgeGateway({
    lookup: createOperationLookup({ documents: () => undefined, safelist: 'off', freeRoles: [] }),
  });
});
afterAll(() => edge.stop());

const accepted: [string | undefined, string][] = [
  [undefined, json],
  ['', json],
  ['*/*', json],
  ['*', json],
  ['application/*', json],
  ['application/json', json],
  ['APPLICATION/JSON', json],
  ['application/json; charset=utf-8', json],
  ['application/json;q=0.1', json],
  ['application/graphql-response+json', own],
  ['application/graphql-response+json; charset=utf-8', own],
  ['application/graphql-response+json;q=0.1, text/html', own],
  ['application/graphql-response+json, application/json;q=0.9', own],
  ['application/json;q=0.9, application/graphql-response+json', own],
  ['application/json, application/graphql-response+json;q=0.9', json],
  ['application/json, application/graphql-response+json', json],
  ['application/graphql-response+json, application/json', own],
  [
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    own,
  ],
  ['multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json', own],
  ['multipart/mixed;subscriptionSpec=1.0, application/json', json],
  ['text/event-stream, application/json', json],
  ['*/*;q=0.1, application/graphql-response+json', own],
  ['application/json;q=0, */*', own],
  ['application/graphql-response+json;q=0, */*', json],
  ['application/*;q=0.2, application/json;q=0.1', own],
  ['text/html, */*;q=0.8', json],
  ['application/json, text/plain, */*', json],
  ['text/html, image/gif, *; q=.2, */*; q=.2', json],
  ['application/json;q=nonsense', json],
  ['application/graphql-response+json , , application/json', own],
];

test.each(accepted)('accept "%s" gets a response of type %s, errors included', async (accept, expected) => {
  const headers = accept === undefined ? {} : { accept };
  for (const request of [
    posted({ query: '{ name }' }, headers),
    got({ query: '{ name }' }, headers),
    posted('{', headers),
    posted({ query: '{ nmae }' }, headers),
    posted({ query: '{ name }' }, { ...headers, authorization: 'Bearer x' }),
  ]) {
    const response = await edge.ask(request);
    expect(response.headers['content-type']).toBe(expected);
    expect(response.headers['vary']).toContain('accept');
  }
});

test.each([
  'text/html',
  'image/png',
  'application/xml, text/xml',
  'text/event-stream',
  'multipart/mixed',
  'text/event-stream, multipart/mixed',
  '*/*;q=0',
  'application/json;q=0',
  'application/json;q=0, application/graphql-response+json;q=0, */*',
  'application/graphql+json',
  'nonsense',
])('accept "%s" is refused with 406, and a mutation is not made', async (accept) => {
  const before = edge.service.asked.length;
  for (const request of [
    posted({ query: 'mutation { rename(name: "x") }' }, { accept }),
    got({ query: '{ name }' }, { accept }),
  ])
    expect(refused(await edge.ask(request))).toEqual([406, 'NOT_ACCEPTABLE']);
  expect(edge.service.asked.length).toBe(before);
});

const failures: [string, RawRequest, number, number, string][] = [
  // The case, the request, its status, the status for a client that accepts only application/json, and the code.
  [
    'a token that is not valid',
    posted({ query: '{ name }' }, { authorization: 'Bearer x' }),
    401,
    401,
    'UNAUTHENTICATED',
  ],
  ['an unpublished document', posted({ documentId: 'abc' }), 503, 503, 'PERSISTED_DOCUMENTS_NOT_READY'],
  ['an unsupported method', { method: 'PUT' }, 405, 405, 'METHOD_NOT_ALLOWED'],
  ['a mutation by GET', got({ query: 'mutation { rename(name: "x") }' }), 405, 405, 'BAD_REQUEST'],
  [
    'a body that is too large',
    posted(JSON.stringify({ query: `{ name } # ${'x'.repeat(1_100_000)}` })),
    413,
    413,
    'PAYLOAD_TOO_LARGE',
  ],
  [
    'a body that expands beyond the bound',
    posted(gzipSync(`{"query":"{ name } # ${'x'.repeat(1_100_000)}"}`), { 'content-encoding': 'gzip' }),
    413,
    413,
    'PAYLOAD_TOO_LARGE',
  ],
  [
    'a form',
    { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=%7Bname%7D' },
    415,
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['an unknown encoding', posted('{}', { 'content-encoding': 'compress' }), 415, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['broken JSON', posted('{'), 400, 400, 'BAD_REQUEST'],
  ['no query', posted({}), 400, 400, 'BAD_REQUEST'],
  ['an operation that cannot be parsed', posted({ query: '{' }), 400, 200, 'GRAPHQL_PARSE_FAILED'],
  ['an operation that is not valid', posted({ query: '{ nmae }' }), 400, 200, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a variable that cannot be coerced',
    posted({ query: 'query D($n: Int!) { double(of: $n) }' }),
    400,
    200,
    'BAD_USER_INPUT',
  ],
  [
    'an operation that cannot be determined',
    posted({ query: 'query A { name } query B { name }' }),
    400,
    200,
    'OPERATION_RESOLUTION_FAILURE',
  ],
];

test.each(failures)(
  '%s has a status by the media types that the client accepts, and its code',
  async (_what, request, status, statusForJsonOnly, code) => {
    const asking = (accept: string): RawRequest => ({ ...request, headers: { ...request.headers, accept } });
    const answers = await Promise.all(
      [
        'application/graphql-response+json',
        'application/graphql-response+json, application/json;q=0.9',
        '*/*',
        'application/json, */*',
        'application/json',
      ].map((accept) => edge.ask(asking(accept))),
    );
    expect(answers.map(refused)).toEqual(
      [status, status, status, status, statusForJsonOnly].map((each) => [each, code]),
    );
    expect(answers.map(({ headers }) => headers['content-type'])).toEqual([own, own, json, json, json]);
    for (const { text } of answers) expect(JSON.parse(text)).not.toHaveProperty('data');
  },
);

test.each([
  ['a part of it fails', '{ name fails }', { name: '科协', fails: null }],
  ['all of it fails', '{ failsAll }', null],
])('a response with data has status 200 under every media type, when %s', async (_what, query, data) => {
  for (const accept of ['application/graphql-response+json', 'application/json', '*/*']) {
    const { status, text } = await edge.ask(posted({ query }, { accept }));
    expect([status, JSON.parse(text)]).toEqual([200, { data, errors: [expect.anything()] }]);
  }
});

test('an unknown hash is 404 where the status counts, and 200 for clients of application/json, as Apollo expects', async () => {
  const extensions = {
    persistedQuery: { version: 1, sha256Hash: createHash('sha256').update('{ unheard }').digest('hex') },
  };
  const answers = await Promise.all(
    ['application/graphql-response+json', 'application/json', '*/*'].map((accept) =>
      edge.ask(posted({ extensions }, { accept })),
    ),
  );
  expect(answers.map(refused)).toEqual([404, 200, 200].map((status) => [status, 'PERSISTED_QUERY_NOT_FOUND']));
});

test('before there is a supergraph the refusal has the media type too, and says when to retry', async () => {
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    supergraph: { current: () => undefined, refusal: () => undefined },
    readViewer: async () => anonymous,
    log: quiet,
  });
  const response = await raw(
    server.url,
    posted({ query: '{ name }' }, { accept: 'application/graphql-response+json' }),
  );
  await server.close();
  expect([...refused(response), response.headers['content-type'], response.headers['retry-after']]).toEqual([
    503,
    'SUPERGRAPH_NOT_READY',
    own,
    '2',
  ]);
});

test('other paths respond with JSON, whatever the client accepts', async () => {
  for (const path of ['/nothing', '/graphql/x', '/graphqlx']) {
    const response = await edge.ask({ path, headers: { accept: 'application/graphql-response+json' } });
    expect([...refused(response), response.headers['content-type']]).toEqual([404, 'NOT_FOUND', json]);
  }
});
