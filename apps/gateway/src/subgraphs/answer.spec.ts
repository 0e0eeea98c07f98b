import { expect, test } from '@jest/globals';
import { readAnswer } from './answer.ts';

const read = (status: number, contentType: string | undefined, text: string) => readAnswer({ status, contentType, text }, { name: 'people', host: '127.0.0.1:4002' });

const usable: [string, number, string | undefined, string, object][] = [
  ['data', 200, 'application/json; charset=utf-8', '{"data":{"name":"Kexie"}}', { data: { name: 'Kexie' } }],
  ['another type of JSON', 200, 'application/graphql-response+json', '{"data":{"name":null}}', { data: { name: null } }],
  ['no content type', 200, undefined, '{"data":{"name":"Kexie"},"extensions":{"cost":1}}', { data: { name: 'Kexie' } }],
  ['an empty list of errors', 200, 'application/json', '{"data":{},"errors":[]}', { data: {} }],
  ['null data with an error', 200, 'application/json', '{"data":null,"errors":[{"message":"no","path":["name",0],"extensions":{"code":"NOT_FOUND"}}]}',
    { data: null, errors: [{ message: 'no', path: ['name', 0], extensions: { code: 'NOT_FOUND', service: 'people' } }] }],
  ['a refusal with status 400', 400, 'application/json', '{"errors":[{"message":"no","path":null,"extensions":null}]}', { errors: [{ message: 'no', extensions: { service: 'people' } }] }],
  ['GraphQL with status 500', 500, 'application/json', '{"data":{"name":"Kexie"}}', { data: { name: 'Kexie' } }],
];

test.each(usable)('%s is an answer', (_, status, type, text, expected) => {
  expect(read(status, type, text)()).toEqual(expected);
});

test('each caller gets an answer of its own', () => {
  const take = read(200, 'application/json', '{"data":{"name":"Kexie"}}');
  const [first, second] = [take(), take()];
  expect(first).toEqual(second);
  expect(first.data).not.toBe(second.data);
});

const unusable: [string, number, string | undefined, string][] = [
  ['HTML', 200, 'text/html', '<html></html>'],
  ['HTML that claims nothing', 200, undefined, '<html></html>'],
  ['JSON of another content type', 200, 'text/plain', '{"data":{"name":"Kexie"}}'],
  ['half of a document', 200, 'application/json', '{"data":{"name":"Ke'],
  ['nothing', 200, 'application/json', ''],
  ['nothing with status 204', 204, undefined, ''],
  ['a list', 200, 'application/json', '[{"data":{"name":"Kexie"}}]'],
  ['a text', 200, 'application/json', '"data"'],
  ['an object that is no GraphQL', 200, 'application/json', '{"name":"Kexie"}'],
  ['data that is a list', 200, 'application/json', '{"data":[]}'],
  ['null data without an error', 200, 'application/json', '{"data":null}'],
  ['errors that are no list', 200, 'application/json', '{"errors":{"message":"no"}}'],
  ['an error without a message', 200, 'application/json', '{"errors":[{"code":7}]}'],
  ['an error that is null', 200, 'application/json', '{"errors":[null]}'],
  ['status 500 with a stack', 500, 'text/plain', 'Error: E11000 at store.ts:1'],
  ['a redirect', 302, undefined, ''],
  ['a refusal of our token', 401, 'application/json', '{"errors":[{"message":"the token is bad"}]}'],
  ['a refusal of our rights', 403, 'application/json', '{"data":{"name":"Kexie"}}'],
];

test.each(unusable)('%s is no answer', (_, status, type, text) => {
  expect(() => read(status, type, text)).toThrow(expect.objectContaining({ code: 'SUBGRAPH_BAD_RESPONSE', passing: false }));
});

test.each([502, 503, 504])('status %d says that nobody is there at the moment, whatever the body', (status) => {
  expect(() => read(status, 'application/json', '{"data":{}}')).toThrow(expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE', passing: true }));
});

test('an error loses its stack, the host and what is endless; of many the first hundred are told', () => {
  const told = [
    { message: `connect to 127.0.0.1:4002 failed\n    at store.ts:12\n    at x.ts:1`, extensions: { code: 'A', service: 'other', stacktrace: ['s'], stack: 's', exception: {}, http: {}, serviceName: 's', input: ['id'] } },
    { message: 'm'.repeat(5_000), extensions: { code: 'B', request: { url: 'http://127.0.0.1:4002/graphql' } } },
    { message: 'c', extensions: { code: 'C', dump: 'x'.repeat(20_000) } },
    ...Array.from({ length: 500 }, () => ({ message: 'more' })),
  ];
  const { errors = [] } = read(200, 'application/json', JSON.stringify({ errors: told }))();
  expect(errors.slice(0, 3)).toEqual([
    { message: 'connect to people failed', extensions: { code: 'A', input: ['id'], service: 'people' } },
    { message: 'm'.repeat(1_000), extensions: { code: 'B', service: 'people' } },
    { message: 'c', extensions: { code: 'C', service: 'people' } },
  ]);
  expect(errors).toHaveLength(100);
});
