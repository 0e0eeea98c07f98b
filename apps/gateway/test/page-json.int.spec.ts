import { afterAll, beforeAll, test } from '@jest/globals';
import { actUntilSeen, expectAllInReach, pointAt } from './reach.ts';
import { ask, columns, show, startRowsPage, tables, type RowsPage } from './rows-page.ts';

let rows: RowsPage;
beforeAll(async () => {
  rows = await startRowsPage();
}, 120_000);
afterAll(() => rows?.stop());

test.each(tables)(
  'in a window of %d × %d, %d rows of %d columns as JSON can be scrolled to their ends with wheel and keyboard',
  async (width, height, count, columnCount) => {
    const page = await rows.pageOf(width, height);
    const shown = columns.slice(0, columnCount);
    await ask(page, `{ rows(count: ${count}) { ${shown.join(' ')} } }`);
    await show(page, 'JSON');
    const answer = page.locator('.result-window');
    const lastLine = answer.locator('.view-line', { hasText: new RegExp(`"${shown.at(-1)}x${count}\\b`) });
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
  },
  150_000,
);
