import { afterAll, beforeAll, test } from '@jest/globals';
import { actUntilSeen, expectAllInReach, pointAt } from './reach.ts';
import { ask, columns, show, startRowsPage, tables, type RowsPage } from './rows-page.ts';

let rows: RowsPage;
beforeAll(async () => {
  rows = await startRowsPage();
}, 120_000);
afterAll(() => rows?.stop());

test.each(tables)(
  'in a window of %d × %d, a table of %d rows and %d columns can be scrolled to its ends with wheel and keyboard',
  async (width, height, count, columnCount) => {
    const page = await rows.pageOf(width, height);
    const shown = columns.slice(0, columnCount);
    await ask(page, `{ rows(count: ${count}) { ${shown.join(' ')} } }`);
    await show(page, 'Table');
    const table = page.getByRole('region', { name: `rows: ${count} rows` });
    const cell = (row: number, column: number) => table.locator(`tbody tr:nth-child(${row}) td:nth-child(${column})`);
    const header = table.locator('th').first();
    await pointAt(page, table);
    await actUntilSeen(() => page.mouse.wheel(0, 1_000_000), cell(count, 1));
    await actUntilSeen(() => page.mouse.wheel(1_000_000, 0), cell(count, columnCount));
    // A user who has scrolled far still sees the column names and the subject of the row.
    await actUntilSeen(async () => {}, header);
    await actUntilSeen(async () => {}, cell(count, 1));
    await pointAt(page, table);
    await actUntilSeen(() => page.mouse.wheel(-1_000_000, 0), cell(count, 2));
    await table.focus();
    await actUntilSeen(() => page.keyboard.press('End'), cell(count, 1));
    await actUntilSeen(
      async () => {
        for (let press = 0; press < 10; press += 1) await page.keyboard.press('ArrowRight');
      },
      cell(count, columnCount),
    );
    await actUntilSeen(() => page.keyboard.press('Home'), cell(1, columnCount));
    await expectAllInReach(page);
  },
  150_000,
);

test('a list longer than one page of the table can be paged to its end', async () => {
  const page = await rows.pageOf(390, 844);
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
