import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';
import type { Browser, Page } from 'playwright-core';
import { admissionOptions } from '../src/limits/admission.ts';
import { createLimiter } from '../src/limits/limiter.ts';
import { answerOf, openPage, run, startBrowser, write } from './browser.ts';
import { actUntilSeen, expectAllInReach, pointAt } from './reach.ts';
import { connectAlone, publish, startTestGateway, type TestGateway } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

const columns = Array.from({ length: 12 }, (_, index) => `c${index + 1}`);
const schema = `
  type Query { rows(count: Int!): [Row]! @listSize(slicingArguments: ["count"]) broken: String many: [Row] big: Float }
  type Row { ${columns.map((name) => `"第${name}列 A column of the annual report, described at a length that takes several lines." ${name}: String`).join(' ')} fails: String }
`;
const rowOf = (index: number) => ({
  ...Object.fromEntries(columns.map((name) => [name, `${name}x${index + 1} 梧州市农村专业技术协会`])),
  fails: () => {
    throw new Error(`Row ${index + 1} has not reported. 尚未上报`);
  },
});
const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => rowOf(index));

const sizes = [
  [1280, 800],
  [1920, 1080],
  [390, 844],
] as const;
const shapes = [1, 20, 1_000].flatMap((rows) => [3, 12].map((width) => [rows, width] as const));
const tables = sizes.flatMap((size) => shapes.map((shape) => [...size, ...shape] as const));

let subgraph: TestSubgraph;
let gateway: TestGateway;
let empty: TestGateway;
let browser: Browser;
let examplesDir: string;
let close: () => Promise<unknown>;
const pages = new Map<string, Promise<Page>>();

/** One window of each size, opened once and reused. */
function pageOf(width: number, height: number): Promise<Page> {
  const key = `${width}x${height}`;
  const page = pages.get(key) ?? openPage(browser, gateway.url, { width, height }).then((opened) => opened.page);
  pages.set(key, page);
  return page;
}

beforeAll(async () => {
  examplesDir = await mkdtemp(join(tmpdir(), 'kexie-examples-'));
  await Promise.all(
    rowsOf(30).map((_, index) =>
      writeFile(
        join(examplesDir, `${index}.graphql`),
        `# 示例 · Report ${index}\n# 年度报告的全部数据，按行列出。\n# All the figures of the annual reports.\nquery Report${index} { rows(count: ${index}) { c1 } }\n`,
      ),
    ),
  );
  subgraph = await startTestSubgraph('rows', schema, {
    Query: {
      rows: (_: unknown, { count }: { count: number }) => rowsOf(count),
      broken: () => {
        throw new Error('The report cannot be read. 无法读取');
      },
      many: () => rowsOf(2_500),
    },
  });
  const [nats, other] = await Promise.all([connectAlone(), connectAlone()]);
  await publish(nats, subgraph);
  const limiter = createLimiter({
    budgets: { anonymous: 5_000, default: 5_000 },
    perMinute: {},
    introspection: 'public',
    admission: admissionOptions,
  });
  gateway = await startTestGateway(nats, { examplesDir, limiter });
  empty = await startTestGateway(other);
  close = () => Promise.all([nats.close(), other.close()]);
  await gateway.serves('rows');
  browser = await startBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([gateway?.stop(), empty?.stop(), subgraph?.stop()]);
  await close?.();
  await rm(examplesDir, { recursive: true, force: true });
});

test.each(tables)(
  'in a window of %d × %d, %d rows of %d columns can be scrolled to their ends with wheel and keyboard, as a table and as JSON',
  async (width, height, rows, columnCount) => {
    const page = await pageOf(width, height);
    const shown = columns.slice(0, columnCount);
    await ask(page, `{ rows(count: ${rows}) { ${shown.join(' ')} } }`);

    await show(page, 'JSON');
    const answer = page.locator('.result-window');
    const lastLine = answer.locator('.view-line', { hasText: new RegExp(`"${shown.at(-1)}x${rows}\\b`) });
    const firstLine = answer.locator('.view-line', { hasText: /"c1x1\b/ });
    const press = async (key: string): Promise<void> => {
      await pointAt(page, answer);
      await page.mouse.down();
      await page.mouse.up();
      await page.keyboard.press(key);
    };
    // This editor scrolls two and a half lines at a time, however far the wheel is turned.
    const turn = async (delta: number): Promise<void> => {
      await pointAt(page, answer);
      for (let count = 0; count < 30; count += 1) await page.mouse.wheel(0, delta);
    };
    await actUntilSeen(() => press('Control+Home'), firstLine.first());
    await actUntilSeen(() => press('Control+End'), lastLine.first());
    await turn(-100);
    await actUntilSeen(() => turn(100), lastLine.first());
    await expectAllInReach(page);

    await show(page, 'Table');
    const table = page.getByRole('region', { name: `rows: ${rows} rows` });
    const cell = (row: number, column: number) => table.locator(`tbody tr:nth-child(${row}) td:nth-child(${column})`);
    const header = table.locator('th').first();
    await pointAt(page, table);
    await actUntilSeen(() => page.mouse.wheel(0, 1_000_000), cell(rows, 1));
    await actUntilSeen(() => page.mouse.wheel(1_000_000, 0), cell(rows, columnCount));
    // A user who has scrolled far still sees the column names and the subject of the row.
    await actUntilSeen(async () => {}, header);
    await actUntilSeen(async () => {}, cell(rows, 1));
    await pointAt(page, table);
    await actUntilSeen(() => page.mouse.wheel(-1_000_000, 0), cell(rows, 2));
    await table.focus();
    await actUntilSeen(() => page.keyboard.press('End'), cell(rows, 1));
    await actUntilSeen(
      async () => {
        for (let press = 0; press < 10; press += 1) await page.keyboard.press('ArrowRight');
      },
      cell(rows, columnCount),
    );
    await actUntilSeen(() => page.keyboard.press('Home'), cell(1, columnCount));
    await expectAllInReach(page);
  },
  150_000,
);

test.each(sizes)(
  'in a window of %d × %d every control of every view can be reached',
  async (width, height) => {
    const { page } = await openPage(browser, gateway.url, { width, height });
    await page.getByRole('button', { name: /Report 29/ }).waitFor();
    await expectAllInReach(page);
    await page.getByRole('button', { name: /Report 29/ }).click();
    for (let count = 0; count < 4; count += 1)
      await ask(page, `query Report${count} { rows(count: ${count}) { c1 c2 c3 } }`);
    await page.getByRole('button', { name: /History$/ }).click();
    await page.locator('.graphiql-history-item').first().waitFor();
    await expectAllInReach(page);
    await page.getByRole('button', { name: /Documentation/ }).click();
    for (const name of ['Query', 'Row'])
      await page.locator('.graphiql-plugin').getByRole('link', { name, exact: true }).first().click();
    await page.getByText('described at a length').last().waitFor();
    await expectAllInReach(page);
    for (const dialog of [/short keys/, /settings/]) {
      await page.getByRole('button', { name: dialog }).click();
      await page.getByRole('dialog').waitFor();
      await expectAllInReach(page, '[role="dialog"]');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await useToken(page, 'hello');
    await page.getByRole('alert').filter({ hasText: 'This is not a token' }).waitFor();
    await expectAllInReach(page, '.bar');
    await useToken(
      page,
      await gateway.userToken({
        sub: 'per_a-very-long-name-of-a-person-who-has-several-offices',
        roles: ['analyst', 'staff', 'administrator'],
        regions: ['450400', '450421', '450422'],
      }),
    );
    await page.getByRole('button', { name: 'Forget the token' }).waitFor();
    await expectAllInReach(page);
    await page.context().close();
  },
  150_000,
);

test('a list longer than one page of the table can be paged to its end', async () => {
  const page = await pageOf(390, 844);
  await ask(page, '{ many { c1 c2 } }');
  await show(page, 'Table');
  for (const text of ['Rows 1 to 1,000 of 2,500', 'Rows 1,001 to 2,000 of 2,500', 'Rows 2,001 to 2,500 of 2,500']) {
    await page.getByText(text).waitFor();
    await page.getByRole('button', { name: /^Next/ }).click({ trial: text.startsWith('Rows 2,001'), force: true });
  }
  const table = page.getByRole('region', { name: 'many: 2500 rows' });
  await pointAt(page, table);
  await actUntilSeen(() => page.mouse.wheel(0, 1_000_000), table.getByText('c1x2500 '));
  await expectAllInReach(page);
}, 150_000);

const errors: [string, string, RegExp[]][] = [
  ['an operation that costs too much', '{ rows(count: 6000) { c1 } }', [/would cost/, /COST_LIMIT_EXCEEDED/]],
  [
    'an operation that is not valid',
    '{ nothing }',
    [/Cannot query field/, /GRAPHQL_VALIDATION_FAILED/, /line 1, column 3/],
  ],
  ['an operation that cannot be read', '{ rows( }', [/Syntax Error/, /GRAPHQL_PARSE_FAILED/]],
  [
    'a field that failed beside data',
    '{ rows(count: 20) { c1 c2 } broken }',
    [/Internal error/, /INTERNAL_SERVER_ERROR/, /broken/],
  ],
  [
    'fields that failed inside a list',
    '{ rows(count: 30) { c1 fails } }',
    [/Internal error/, /INTERNAL_SERVER_ERROR/, /rows\.29\.fails/],
  ],
];

test.each(errors)(
  '%s is shown with message, code and path in every view',
  async (_what, query, texts) => {
    const page = await pageOf(1280, 800);
    await ask(page, query);
    await expectErrors(page, texts);
    await expect(page.getByText('no data to show').count()).resolves.toBe(0);
  },
  150_000,
);

test('an unreachable service is reported in every view', async () => {
  const page = await pageOf(390, 844);
  subgraph.misbehave((_request, response) => void response.destroy());
  await ask(page, '{ broken }').finally(() => subgraph.misbehave());
  await expectErrors(page, [/SUBGRAPH_UNAVAILABLE/, /broken/]);
}, 150_000);

test('invalid variables are reported in every view, and not as a response of the gateway', async () => {
  const { page } = await openPage(browser, gateway.url, { width: 1280, height: 800 });
  await ask(page, '{ rows(count: 1) { c1 } }');
  await page.locator('.graphiql-editor-tool .view-lines').first().click();
  await page.keyboard.insertText('{ "count": ');
  await run(page);
  await expectErrors(page, [/Request not sent/]);
  expect(await page.getByLabel('How the request went').innerText()).toBe('');
  await page.context().close();
}, 150_000);

test('an unreadable schema is reported with the reason', async () => {
  const { page } = await openPage(browser, empty.url, { width: 390, height: 844 });
  await page
    .getByRole('list', { name: /^The schema cannot be read/ })
    .getByText('SUPERGRAPH_NOT_READY')
    .waitFor();
  await expectAllInReach(page);
  await page.context().close();
}, 150_000);

test('a number is shown with the digits that the gateway sent, as JSON and as a table', async () => {
  const page = await pageOf(1280, 800);
  subgraph.misbehave(
    (_request, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"data":{"big":0.1000000000000000055}}'),
  );
  const sent = await gateway.post({ query: '{ big }' }).then((response) => response.text());
  const digits = /"big":([^}]+)/.exec(sent)?.[1] ?? '';
  await ask(page, '{ big }').finally(() => subgraph.misbehave());
  await show(page, 'JSON');
  await eventually(async () => expect(await answerOf(page)).toContain(`"big": ${digits}`));
  await show(page, 'Table');
  await page.getByRole('cell', { name: digits, exact: true }).waitFor();
}, 150_000);

/** Sends an operation and waits until the page shows its status. */
async function ask(page: Page, query: string): Promise<void> {
  await write(page, query);
  const answered = page.waitForResponse(
    (response) =>
      response.url().endsWith('/graphql') && response.request().postData()?.includes('IntrospectionQuery') === false,
  );
  await run(page);
  await answered;
  await page.getByLabel('How the request went').getByText(/ ms/).waitFor();
}

async function show(page: Page, view: 'JSON' | 'Table'): Promise<void> {
  await page.getByRole('button', { name: view === 'JSON' ? 'JSON' : /^Table/, exact: view === 'JSON' }).click();
}

async function useToken(page: Page, token: string): Promise<void> {
  await page.getByLabel('Token 令牌').fill(token);
  await page.getByRole('button', { name: 'Use', exact: true }).click();
}

async function expectErrors(page: Page, texts: readonly RegExp[]): Promise<void> {
  for (const view of ['JSON', 'Table'] as const) {
    await show(page, view);
    const list = page.getByRole('list', { name: /^\d+ errors?;/ });
    for (const text of texts) {
      await pointAt(page, list);
      await actUntilSeen(() => page.mouse.wheel(0, 100_000), list.getByText(text).last());
    }
    await expectAllInReach(page);
  }
}
