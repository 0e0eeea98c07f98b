import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { acceptanceOf } from '../../src/edge/compression.ts';
import { got, posted, startEdgeGateway, type EdgeGateway } from './edge-gateway.ts';
import { refused } from './raw.ts';

let edge: EdgeGateway;
beforeAll(async () => {
  edge = await startEdgeGateway();
});
afterAll(() => edge.stop());

const rows = (count: number, headers: Record<string, string> = {}) =>
  posted({ query: 'query Rows($count: Int!) { rows(count: $count) { id label } }', variables: { count } }, headers);

/** The header of a client, the encoding of a large response, and whether a small one may be plain. */
const acceptances: [string | undefined, string | undefined, boolean][] = [
  [undefined, undefined, true],
  ['', undefined, true],
  ['identity', undefined, true],
  ['compress, deflate', undefined, true],
  ['gzip;q=0', undefined, true],
  ['gzip;q=0, br;q=0, zstd;q=0', undefined, true],
  ['gzip', 'gzip', true],
  ['GZIP', 'gzip', true],
  ['x-gzip', 'gzip', true],
  ['br', 'br', true],
  ['zstd', 'zstd', true],
  ['gzip, deflate', 'gzip', true],
  ['gzip, deflate, br', 'br', true],
  ['gzip, deflate, br, zstd', 'zstd', true],
  ['gzip;q=0.5', 'gzip', true],
  ['gzip;q=1.0, br;q=0.5', 'gzip', true],
  ['br;q=0.1, gzip;q=0.2, zstd;q=0.3', 'zstd', true],
  ['zstd;q=0, br;q=0.001', 'br', true],
  ['br ; q=0.8 , gzip ; q=0.9', 'gzip', true],
  ['*', 'zstd', true],
  ['*;q=0.1', 'zstd', true],
  ['gzip, *;q=0.1', 'gzip', true],
  ['zstd;q=0, *', 'br', true],
  ['gzip, *;q=0', 'gzip', false],
  ['identity;q=0, gzip', 'gzip', false],
  ['identity;q=0, *', 'zstd', false],
  ['identity, gzip;q=0.5', undefined, true],
  ['identity;q=0.5, gzip;q=0.5', 'gzip', true],
  ['identity;q=0.5, gzip;q=0.6', 'gzip', true],
  ['identity;q=0.5, *;q=0', undefined, true],
];

test.each(acceptances)('with accept-encoding "%s" a large response is sent as %s', async (accept, encoding, small) => {
  const headers: Record<string, string> = accept === undefined ? {} : { 'accept-encoding': accept };
  const large = await edge.ask(rows(200, headers));
  expect([large.headers['content-encoding'], large.headers['content-length']]).toEqual([
    encoding,
    String(large.body.length),
  ]);
  expect(large.headers['vary']).toContain('accept-encoding');
  expect((JSON.parse(large.text) as { data: { rows: unknown[] } }).data.rows[199]).toEqual({
    id: 'row_199',
    label: '第199行',
  });
  const few = await edge.ask(rows(1, headers));
  expect(few.headers['content-encoding']).toBe(small ? undefined : encoding);
  expect(JSON.parse(few.text)).toEqual({ data: { rows: [{ id: 'row_0', label: '第0行' }] } });
});

test.each(['identity;q=0', '*;q=0', 'identity;q=0, compress', 'gzip;q=0, *;q=0', 'br;q=0, identity;q=0'])(
  'accept-encoding "%s" is refused with 406, because no encoding is acceptable',
  async (accept) => {
    const before = edge.service.asked.length;
    expect(refused(await edge.ask(rows(1, { 'accept-encoding': accept })))).toEqual([406, 'NOT_ACCEPTABLE']);
    expect(edge.service.asked.length).toBe(before);
  },
);

test('a response is compressed from the first byte above 1 kB, counted in UTF-8', async () => {
  const say = async (text: string) =>
    (
      await edge.ask(
        posted(
          { query: 'query Say($text: String!) { say(text: $text) }', variables: { text } },
          { 'accept-encoding': 'gzip' },
        ),
      )
    ).headers['content-encoding'];
  const around = '{"data":{"say":""}}'.length;
  expect(await say('x'.repeat(1_024 - around))).toBeUndefined();
  expect(await say('x'.repeat(1_025 - around))).toBe('gzip');
  expect(await say('梧'.repeat(Math.floor((1_024 - around) / 3)))).toBeUndefined();
  expect(await say('梧'.repeat(Math.floor((1_024 - around) / 3) + 1))).toBe('gzip');
});

test.each(['zstd', 'br', 'gzip'])(
  'introspection as %s takes less than a third of its size and decodes to the same text',
  async (encoding) => {
    const query = getIntrospectionQuery();
    const [plain, compressed] = [
      await edge.ask(posted({ query })),
      await edge.ask(got({ query }, { 'accept-encoding': encoding })),
    ];
    expect(compressed.text).toBe(plain.text);
    expect(compressed.body.length).toBeLessThan(plain.body.length / 3);
  },
);

test('errors are compressed like data, and HEAD reports the length of the GET response', async () => {
  const wrong = await edge.ask(
    posted(
      { query: `{ ${Array.from({ length: 40 }, (_, i) => `wrong${i}`).join(' ')} }` },
      { 'accept-encoding': 'br' },
    ),
  );
  expect([wrong.status, wrong.headers['content-encoding'], refused(wrong)[1]]).toEqual([
    400,
    'br',
    'GRAPHQL_VALIDATION_FAILED',
  ]);
  const asked = got({ query: '{ rows(count: 99) { id label } }' }, { 'accept-encoding': 'gzip' });
  const [get, head] = [await edge.ask(asked), await edge.ask({ ...asked, method: 'HEAD' })];
  expect([head.headers['content-encoding'], head.headers['content-length'], head.body.length]).toEqual([
    'gzip',
    String(get.body.length),
    0,
  ]);
});

test('many large responses at once are all complete', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      edge.ask(rows(500 + i, { 'accept-encoding': ['br', 'gzip', 'zstd', ''][i % 4] ?? '' })),
    ),
  );
  expect(answers.map(({ text }) => (JSON.parse(text) as { data: { rows: unknown[] } }).data.rows.length)).toEqual(
    answers.map((_, i) => 500 + i),
  );
});

test('cached results for headers equal those of the first parse', () => {
  for (let i = 0; i < 3; i += 1)
    for (const [accept, encoding, plain] of acceptances)
      expect(acceptanceOf(accept)).toEqual({ best: encoding, plain });
});
