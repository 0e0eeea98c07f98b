import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';
import type { Page } from 'playwright-core';
import { answerOf, openPage, run } from './browser.ts';
import { actUntilSeen, expectAllInReach, pointAt } from './reach.ts';
import { ask, show, sizes, startRowsPage, type RowsPage } from './rows-page.ts';

let rows: RowsPage;
beforeAll(async () => {
  rows = await startRowsPage();
}, 120_000);
afterAll(() => rows?.stop());

test.each(sizes)(
  'in a window of %d × %d every control of every view can be reached',
  async (width, height) => {
    const { page } = await openPage(rows.browser, rows.gateway.url, { width, height });
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
      await rows.gateway.userToken({
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
    const page = await rows.pageOf(1280, 800);
    await ask(page, query);
    await expectErrors(page, texts);
    await expect(page.getByText('no data to show').count()).resolves.toBe(0);
  },
  150_000,
);

test('an unreachable service is reported in every view', async () => {
  const page = await rows.pageOf(390, 844);
  rows.subgraph.misbehave((_request, response) => void response.destroy());
  await ask(page, '{ broken }').finally(() => rows.subgraph.misbehave());
  await expectErrors(page, [/SUBGRAPH_UNAVAILABLE/, /broken/]);
}, 150_000);

test('invalid variables are reported in every view, and not as a response of the gateway', async () => {
  const { page } = await openPage(rows.browser, rows.gateway.url, { width: 1280, height: 800 });
  await ask(page, '{ rows(count: 1) { c1 } }');
  await page.locator('.graphiql-editor-tool .view-lines').first().click();
  await page.keyboard.insertText('{ "count": ');
  await run(page);
  await expectErrors(page, [/Request not sent/]);
  expect(await page.getByLabel('How the request went').innerText()).toBe('');
  await page.context().close();
}, 150_000);

test('an unreadable schema is reported with the reason', async () => {
  const { page } = await openPage(rows.browser, rows.empty.url, { width: 390, height: 844 });
  await page
    .getByRole('list', { name: /^The schema cannot be read/ })
    .getByText('SUPERGRAPH_NOT_READY')
    .waitFor();
  await expectAllInReach(page);
  await page.context().close();
}, 150_000);

test('a number is shown with the digits that the gateway sent, as JSON and as a table', async () => {
  const page = await rows.pageOf(1280, 800);
  rows.subgraph.misbehave(
    (_request, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"data":{"big":0.1000000000000000055}}'),
  );
  const sent = await rows.gateway.post({ query: '{ big }' }).then((response) => response.text());
  const digits = /"big":([^}]+)/.exec(sent)?.[1] ?? '';
  await ask(page, '{ big }').finally(() => rows.subgraph.misbehave());
  await show(page, 'JSON');
  await eventually(async () => expect(await answerOf(page)).toContain(`"big": ${digits}`));
  await show(page, 'Table');
  await page.getByRole('cell', { name: digits, exact: true }).waitFor();
}, 150_000);

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
