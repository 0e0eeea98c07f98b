import { expect, test } from '@jest/globals';
import { readAnswer } from './answer.ts';

const read = (status: number, contentType: string | undefined, text: string) =>
  readAnswer({ status, contentType, text }, { name: 'people', host: '127.0.0.1:4002' });

const usable: [string, number, string | undefined, string, object][] = [
  ['data', 200, 'application/json; charset=utf-8', '{"data":{"name":"Kexie"}}', { data: { name: 'Kexie' } }],
  [
    'another type of JSON',
    200,
    'application/graphql-response+json',
    '{"data":{"name":null}}',
    { data: { name: null } },
  ],
  ['no content type', 200, undefined, '{"data":{"name":"Kexie"},"extensions":{"cost":1}}', { data: { name: 'Kexie' } }],
  ['an empty list of errors', 200, 'application/json', '{"data":{},"errors":[]}', { data: {} }],
  [
    'null data with an error',
    200,
    'application/json',
    '{"data":null,"errors":[{"message":"no","path":["name",0],"extensions":{"code":"NOT_FOUND"}}]}',
    {
      data: null,
      errors: [{ message: 'no', path: ['name', 0], extensions: { code: 'NOT_FOUND', service: 'people' } }],
    },
  ],
  [
    'a refusal with status 400',
    400,
    'application/json',
    '{"errors":[{"message":"no","path":null,"extensions":null}]}',
    { errors: [{ message: 'no', extensions: { service: 'people' } }] },
  ],
  ['GraphQL with status 500', 500, 'application/json', '{"data":{"name":"Kexie"}}', { data: { name: 'Kexie' } }],
  ['data with status 503', 503, 'application/json', '{"data":{"name":"Kexie"}}', { data: { name: 'Kexie' } }],
  [
    'a refusal with status 401',
    401,
    'application/json',
    '{"errors":[{"message":"Sign in.","extensions":{"code":"UNAUTHENTICATED"}}]}',
    { errors: [{ message: 'Sign in.', extensions: { code: 'UNAUTHENTICATED', service: 'people' } }] },
  ],
  ['data with status 403', 403, 'application/json', '{"data":{"name":"Kexie"}}', { data: { name: 'Kexie' } }],
  [
    'a reply after a byte order mark',
    200,
    'application/json',
    '\uFEFF{"data":{"name":"Kexie"}}',
    { data: { name: 'Kexie' } },
  ],
  [
    'errors beside data that is a string',
    200,
    'application/json',
    '{"data":"x","errors":[{"message":"no","path":["name"]}]}',
    { data: null, errors: [{ message: 'no', path: ['name'], extensions: { service: 'people' } }] },
  ],
  [
    'errors beside data that is a list',
    200,
    'application/json',
    '{"data":[],"errors":[{"message":"no"}]}',
    { data: null, errors: [{ message: 'no', extensions: { service: 'people' } }] },
  ],
  [
    'a path with numbers in a notation that JavaScript does not use',
    200,
    'application/json',
    '{"data":{},"errors":[{"message":"no","path":["names",1.0,-0]}]}',
    { data: {}, errors: [{ message: 'no', path: ['names', 1, 0], extensions: { service: 'people' } }] },
  ],
  [
    'ASCII that claims another charset',
    200,
    'application/json; charset=iso-8859-1',
    '{"data":{"name":"Kexie"}}',
    { data: { name: 'Kexie' } },
  ],
  ['UTF-8 in quotes', 200, 'application/json; charset="UTF-8"', '{"data":{"name":"科协"}}', { data: { name: '科协' } }],
  [
    'data beside errors that are not a list',
    200,
    'application/json',
    '{"data":{"name":"Kexie"},"errors":{"message":"no","path":["name"]}}',
    { data: { name: 'Kexie' }, errors: [{ message: 'no', path: ['name'], extensions: { service: 'people' } }] },
  ],
];

const unreadable = {
  message: 'The people service reported an error that cannot be read.',
  extensions: { code: 'SUBGRAPH_BAD_RESPONSE', service: 'people' },
};
const oddErrors: [string, string, object][] = [
  ['a path that is a string', '{"message":"no","path":"name"}', { message: 'no', extensions: { service: 'people' } }],
  [
    'a path with an object in it',
    '{"message":"no","path":["name",{}]}',
    { message: 'no', extensions: { service: 'people' } },
  ],
  [
    'extensions that are a string',
    '{"message":"no","path":["name"],"extensions":"x"}',
    { message: 'no', path: ['name'], extensions: { service: 'people' } },
  ],
  [
    'extensions that are a number',
    '{"message":"no","extensions":1.10}',
    { message: 'no', extensions: { service: 'people' } },
  ],
  ['a number', '1.10', unreadable],
  [
    'extensions that are a list',
    '{"message":"no","extensions":["x"]}',
    { message: 'no', extensions: { service: 'people' } },
  ],
  [
    'no message',
    '{"path":["name"],"extensions":{"code":"A"}}',
    { ...unreadable, path: ['name'], extensions: { code: 'A', service: 'people' } },
  ],
  ['a message that is null', '{"message":null,"path":["name"]}', { ...unreadable, path: ['name'] }],
  ['a message that is an object', '{"message":{"text":"x"},"path":["name"]}', { ...unreadable, path: ['name'] }],
  ['an empty message', '{"message":""}', unreadable],
  ['a text', '"text"', unreadable],
  ['null', 'null', unreadable],
  ['a list', '[]', unreadable],
];

test.each(oddErrors)(
  'data is kept beside an error with %s, and so are the readable parts of the error',
  (_, error, expected) => {
    const { data, errors } = read(
      200,
      'application/json',
      `{"data":{"name":"Kexie"},"errors":[${error},{"message":"two"}]}`,
    )();
    expect(data).toEqual({ name: 'Kexie' });
    expect(errors).toEqual([expected, { message: 'two', extensions: { service: 'people' } }]);
  },
);

test.each(usable)('%s is a valid response', (_, status, type, text, expected) => {
  expect(read(status, type, text)()).toEqual(expected);
});

test('each caller gets its own copy of the response', () => {
  const take = read(200, 'application/json', '{"data":{"name":"Kexie"}}');
  const [first, second] = [take(), take()];
  expect(first).toEqual(second);
  expect(first.data).not.toBe(second.data);
});

const unusable: [string, number, string | undefined, string][] = [
  ['HTML', 200, 'text/html', '<html></html>'],
  ['HTML without a content type', 200, undefined, '<html></html>'],
  ['JSON of another content type', 200, 'text/plain', '{"data":{"name":"Kexie"}}'],
  ['half of a document', 200, 'application/json', '{"data":{"name":"Ke'],
  ['nothing', 200, 'application/json', ''],
  ['nothing with status 204', 204, undefined, ''],
  ['a list', 200, 'application/json', '[{"data":{"name":"Kexie"}}]'],
  ['a text', 200, 'application/json', '"data"'],
  ['an object that is not GraphQL', 200, 'application/json', '{"name":"Kexie"}'],
  ['data that is a number', 200, 'application/json', '{"data":1.10}'],
  ['a number', 200, 'application/json', '1.10'],
  ['data that is a list', 200, 'application/json', '{"data":[]}'],
  ['null data without an error', 200, 'application/json', '{"data":null}'],
  ['errors that are not a list', 200, 'application/json', '{"errors":{"message":"no"}}'],
  ['another charset', 200, 'application/json; charset=iso-8859-1', '{"data":{"name":"é"}}'],
  ['data that is a string beside unreadable errors', 200, 'application/json', '{"data":"x","errors":["y"]}'],
  ['an error without a message', 200, 'application/json', '{"errors":[{"code":7}]}'],
  ['an error that is null', 200, 'application/json', '{"errors":[null]}'],
  ['status 500 with a stack', 500, 'text/plain', 'Error: E11000 at store.ts:1'],
  ['a redirect', 302, undefined, ''],
  ['a refusal that is not GraphQL', 401, 'application/json', '{"error":"the token is bad"}'],
  ['errors of another shape', 403, 'application/json', '{"errors":["the token is bad"]}'],
];

test.each(unusable)('%s is not a valid response', (_, status, type, text) => {
  expect(() => read(status, type, text)).toThrow(
    expect.objectContaining({ code: 'SUBGRAPH_BAD_RESPONSE', passing: false }),
  );
});

test("a refusal of the gateway's own token never reaches the client", () => {
  const reply = {
    status: 401,
    contentType: 'application/json',
    text: '{"errors":[{"message":"Sign in.","extensions":{"code":"UNAUTHENTICATED"}}]}',
  };
  expect(() => readAnswer(reply, { name: 'people', host: '127.0.0.1:4002', tokenIsOurs: true })).toThrow(
    expect.objectContaining({ code: 'SUBGRAPH_BAD_RESPONSE' }),
  );
});

test.each([502, 503, 504])('status %d without GraphQL means that the service is unavailable', (status) => {
  for (const body of ['<html></html>', '{"message":"upstream"}', ''])
    expect(() => read(status, 'application/json', body)).toThrow(
      expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE', passing: true, answer: undefined }),
    );
});

test.each([502, 503, 504])(
  'errors with status %d allow another attempt, and are reported if none succeeds',
  (status) => {
    const answer = { errors: [{ message: 'Too busy.', extensions: { code: 'OVERLOADED', service: 'people' } }] };
    expect(() =>
      read(status, 'application/json', '{"errors":[{"message":"Too busy.","extensions":{"code":"OVERLOADED"}}]}'),
    ).toThrow(expect.objectContaining({ passing: true, answer }));
  },
);

test('an error loses its stack, the host and oversized parts; the first hundred errors are kept and the rest are counted', () => {
  const reported = [
    {
      message: `connect to 127.0.0.1:4002 failed\n    at store.ts:12\n    at x.ts:1`,
      extensions: {
        code: 'A',
        service: 'other',
        stacktrace: ['s'],
        stack: 's',
        exception: {},
        http: {},
        serviceName: 's',
        input: ['id'],
      },
    },
    { message: 'm'.repeat(5_000), extensions: { code: 'B', request: { url: 'http://127.0.0.1:4002/graphql' } } },
    { message: 'c', extensions: { code: 'C', dump: 'x'.repeat(20_000) } },
    ...Array.from({ length: 500 }, () => ({ message: 'more' })),
  ];
  const { errors = [], errorsOmitted } = read(200, 'application/json', JSON.stringify({ errors: reported }))();
  expect(errors.slice(0, 3)).toEqual([
    { message: 'connect to people failed', extensions: { code: 'A', input: ['id'], service: 'people' } },
    { message: 'm'.repeat(1_000), extensions: { code: 'B', service: 'people' } },
    { message: 'c', extensions: { code: 'C', service: 'people' } },
  ]);
  expect(errors).toHaveLength(100);
  expect(errorsOmitted).toBe(403);
});
