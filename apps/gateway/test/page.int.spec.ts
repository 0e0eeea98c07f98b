import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';
import type { Browser } from 'playwright-core';
import { answerOf, openPage, run, startBrowser, write } from './browser.ts';
import { connectAlone, publish, startTestGateway, type TestGateway } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

const schema = `
  type Query { societies(first: Int): [Society!]! secret: String @authenticated }
  type Society @key(fields: "id") { id: ID! name: String! region: Region! hours: Measure }
  type Region @shareable { code: String! name: String! }
  type Measure @shareable { value: String unit: String! qualifier: String! }
`;
const societies = [
  {
    id: 's1',
    name: '梧州市养蜂协会',
    region: { code: '450400', name: '梧州市' },
    hours: { value: '480', unit: 'HOUR', qualifier: 'MORE_THAN' },
  },
  { id: 's2', name: '=HYPERLINK("http://example.com")', region: { code: '450422', name: '藤县' }, hours: null },
];
const fits = `# 学会 · Societies
# 所有学会与其服务时数。
# What societies there are.
# variables: {"first": 10}
query Societies($first: Int) { societies(first: $first) { id name region { code name } hours { value unit qualifier } } }
`;
const isOfAnotherSchema = '# 别的 · Something else\nquery Other { bees { honey } }\n';

let subgraph: TestSubgraph;
let gateway: TestGateway;
let browser: Browser;
let examplesDir: string;
let close: () => Promise<unknown>;

beforeAll(async () => {
  examplesDir = await mkdtemp(join(tmpdir(), 'kexie-examples-'));
  await writeFile(join(examplesDir, '1.graphql'), fits);
  await writeFile(join(examplesDir, '2.graphql'), isOfAnotherSchema);
  subgraph = await startTestSubgraph('societies', schema, {
    Query: { societies: () => societies, secret: () => '只给登录者' },
  });
  const nats = await connectAlone();
  await publish(nats, subgraph);
  gateway = await startTestGateway(nats, { examplesDir });
  close = () => nats.close();
  await gateway.serves('societies');
  browser = await startBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await gateway?.stop();
  await subgraph?.stop();
  await close?.();
  await rm(examplesDir, { recursive: true, force: true });
});

test('the page uses no other origin and logs no errors while an example runs and its response is shown', async () => {
  const { page, foreign, complaints } = await openPage(browser, gateway.url);
  expect(await page.title()).toBe('Kexie Graph 科协');
  await page.getByRole('button', { name: /Societies/ }).click();
  await run(page);
  await eventually(async () => expect(await answerOf(page)).toContain('梧州市养蜂协会'));
  expect(await page.getByLabel('How the request went').innerText()).toMatch(/^200 · \d+ ms/);
  expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  await page.context().close();
}, 150_000);

test('an example that is invalid on the served schema is not shown', async () => {
  const examples = (await (await gateway.send({}, '/page/examples.json')).json()) as {
    title: string;
    variables: object;
  }[];
  expect(examples).toMatchObject([{ title: '学会 · Societies', variables: { first: 10 } }]);
  expect(examples).toHaveLength(1);
});

test('the table shows the rows, and the CSV holds them without any formula', async () => {
  const { page } = await openPage(browser, gateway.url);
  await page.getByRole('button', { name: /Societies/ }).click();
  await run(page);
  await page.getByRole('button', { name: /^Table/ }).click();
  const table = page.getByRole('table');
  await eventually(async () =>
    expect(await table.getByRole('row').allInnerTexts()).toEqual([
      'id\tname\tregion.code\tregion.name\thours',
      's1\t梧州市养蜂协会\t450400\t梧州市\t480 HOUR (MORE_THAN)',
      's2\t=HYPERLINK("http://example.com")\t450422\t藤县\t',
    ]),
  );
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^CSV/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('societies.csv');
  expect(await readFile(await download.path(), 'utf8')).toBe(
    [
      '\uFEFFid,name,region.code,region.name,hours,hours.unit,hours.qualifier',
      's1,梧州市养蜂协会,450400,梧州市,480,HOUR,MORE_THAN',
      `s2,"'=HYPERLINK(""http://example.com"")",450422,藤县,,,`,
      '',
    ].join('\r\n'),
  );
  await page.context().close();
}, 150_000);

test('the token changes the response, shows its subject and expiry, and is gone with its browser tab', async () => {
  const { page } = await openPage(browser, gateway.url);
  await write(page, '{ secret }');
  await run(page);
  await eventually(async () => expect(await answerOf(page)).toContain('UNAUTHORIZED_FIELD'));
  await page
    .getByLabel('Token 令牌')
    .fill(await gateway.userToken({ sub: 'per_彭', exp: Math.floor(Date.now() / 1000) + 3600 }));
  await page.getByRole('button', { name: 'Use', exact: true }).click();
  const who = page.getByRole('region', { name: 'Who is asking' });
  expect(await who.innerText()).toMatch(/per_彭\s+analyst\s+ends in 5\d min/);
  await run(page);
  await eventually(async () => expect(await answerOf(page)).toContain('只给登录者'));
  await page.reload();
  await eventually(async () => expect(await who.innerText()).toContain('per_彭'));
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('eyJ');
  await who.getByRole('button', { name: 'Forget the token' }).click();
  await eventually(async () => expect(await who.innerText()).toContain('Anonymous'));
  await page.context().close();
}, 150_000);

test.each([
  ['no token at all', async () => 'hello', /not a token/],
  ['an expired token', () => gateway.userToken({ exp: 1_600_000_000 }), /has expired/],
  [
    'a token with a forged signature',
    async () => (await gateway.userToken()).replace(/[^.]{20}$/, 'AAAAAAAAAAAAAAAAAAAA'),
    /token/i,
  ],
])(
  '%s is reported at the field',
  async (_what, token, message) => {
    const { page } = await openPage(browser, gateway.url);
    await page.getByLabel('Token 令牌').fill(await token());
    await page.getByRole('button', { name: 'Use', exact: true }).click();
    await eventually(async () =>
      expect(await page.getByRole('region', { name: 'Who is asking' }).getByRole('alert').innerText()).toMatch(message),
    );
    await page.context().close();
  },
  150_000,
);

test('an invalid query shows the error', async () => {
  const { page } = await openPage(browser, gateway.url);
  await write(page, '{ nothingLikeThis }');
  await run(page);
  await eventually(async () => expect(await answerOf(page)).toContain('Cannot query field'));
  expect(await page.getByLabel('How the request went').innerText()).toContain('1 error');
  await page.context().close();
}, 150_000);

test('its files are compressed, cached forever by their names, and requested once', async () => {
  const index = await gateway.send({ headers: { accept: 'text/html' } }, '/');
  expect(index.headers.get('content-security-policy')).toContain("default-src 'self'");
  const script = /src="([^"]+\.js)"/.exec(await index.text())?.[1] ?? '';
  const first = await gateway.send({ headers: { 'accept-encoding': 'br' } }, script);
  expect(
    Object.fromEntries(
      ['cache-control', 'content-encoding', 'content-type'].map((name) => [name, first.headers.get(name)]),
    ),
  ).toEqual({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
  });
  await first.arrayBuffer();
  const again = await gateway.send(
    { headers: { 'accept-encoding': 'br', 'if-none-match': first.headers.get('etag') ?? '' } },
    script,
  );
  expect(again.status).toBe(304);
  expect((await gateway.send({}, '/page/..%2F..%2Fpackage.json')).status).toBe(404);
});
