import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startOurs } from './federation/ours.ts';
import { compose } from './federation/subgraphs.ts';

let answer = '';
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
});
let ours: Awaited<ReturnType<typeof startOurs>>;
const unusable = (path: string[], message = 'The store service gave an answer that cannot be used.') => ({
  path,
  message,
  extensions: { code: 'SUBGRAPH_BAD_RESPONSE', service: 'store' },
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const supergraph = compose(
    'large replies',
    {
      store: {
        sdl: 'scalar Any type Query { any: Any name: String items: [Item] } type Item { name: String size: Any }',
      },
    },
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  ours = await startOurs({ supergraph });
});
beforeEach(() => void (answer = ''));
afterAll(async () => {
  await ours.stop();
  server.close();
});

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const junk = (megabytes: number): string => `[${'{"a":1.10,"b":[1,2,3]},'.repeat(megabytes * 45_000)}1]`;

test.each([300, 100_000, 1_000_000])(
  'a value of %i levels is null at its path with the name of the service, and the values beside it are kept',
  async (levels) => {
    answer = `{"data":{"name":"Kexie","any":{"x":${nested(levels)}},"items":[{"name":"one","size":1.10},{"name":"two","size":${nested(levels)}}]}}`;
    const { data, errors } = await ours.ask({ query: '{ name any items { name size } }' });
    expect(data).toEqual({
      name: 'Kexie',
      any: null,
      items: [
        { name: 'one', size: 1.1 },
        { name: 'two', size: null },
      ],
    });
    const message = 'The store service gave a value of more than 200 levels.';
    expect(errors).toEqual([unusable(['any'], message), unusable(['items', 1, 'size'] as string[], message)]);
  },
);

test('unrequested data does no harm, however deep or large', async () => {
  answer = `{"data":{"name":"Kexie","x":${nested(100_000)},"y":${junk(3)},"any":[9007199254740993,-0]}}`;
  expect(await ours.ask({ query: '{ name any }' })).toEqual({
    status: 200,
    data: { name: 'Kexie', any: [9007199254740993n, -0].map(Number) },
  });
});

test('a deep list in place of a string or an object is an invalid value, and the values beside it are kept', async () => {
  answer = `{"data":{"name":${nested(100_000)},"items":[{"name":"a","extra":${nested(100_000)}},${nested(100_000)}]}}`;
  const { data, errors = [] } = await ours.ask({ query: '{ name items { name } }' });
  expect(data).toMatchObject({ name: null });
  expect(errors.map(({ path, extensions }) => [path?.[0], extensions?.['code']])).toEqual(
    expect.arrayContaining([
      ['name', 'SUBGRAPH_BAD_RESPONSE'],
      ['items', 'SUBGRAPH_BAD_RESPONSE'],
    ]),
  );
});

test('a large reply that was requested is returned in full', async () => {
  const items = Array.from({ length: 20_000 }, (_, index) => ({
    name: `item ${index}`,
    size: { index, text: 'x'.repeat(20) },
  }));
  answer = JSON.stringify({ data: { items } });
  expect(answer.length).toBeGreaterThan(500_000);
  expect((await ours.ask({ query: '{ items { name size } }' })).data).toEqual({ items });
});

test('a reply above the bound, or a large one that is not JSON, is null at its path with the name of the service', async () => {
  for (const text of [
    `{"data":{"name":"Kexie","y":${junk(6)}}}`,
    `{"data":{"name":"Kexie","y":${junk(1)}`,
    `${nested(300_000)}`,
  ]) {
    answer = text;
    expect(await ours.ask({ query: '{ name }' })).toEqual({
      status: 200,
      data: { name: null },
      errors: [unusable(['name'])],
    });
  }
});

test('an error with a path of a million steps is reported without a path', async () => {
  answer = `{"data":{"name":null},"errors":[{"message":"no","path":[${'1,'.repeat(1_000_000)}1]},{"message":"no","path":["name","${'x'.repeat(10_000)}"]},{"message":"deep","extensions":{"x":${nested(10_000)}}}]}`;
  const { data, errors = [] } = await ours.ask({ query: '{ name }' });
  expect(data).toEqual({ name: null });
  expect(JSON.stringify(errors).length).toBeLessThan(2_000);
});
