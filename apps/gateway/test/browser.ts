import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumPath } from './env.ts';

/** A headless Chromium: the one of `CHROMIUM_PATH`, or the one from an npm package. It sends no requests on its own. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = chromiumPath ?? (await sparticuz.executablePath());
  return chromium.launch({ executablePath, headless: true, args: flags, timeout: 60_000 });
}

/** A window on the page, with the events that must not occur: requests to other origins, and errors on the console. */
export async function openPage(
  browser: Browser,
  url: string,
  { colorScheme = 'light' as 'light' | 'dark', width = 1360, height = 820 } = {},
) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height },
    acceptDownloads: true,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const foreign: string[] = [];
  const complaints: string[] = [];
  context.on(
    'request',
    (request) =>
      void (
        new URL(request.url()).origin !== new URL(url).origin &&
        !/^(blob|data):/.test(request.url()) &&
        foreign.push(request.url())
      ),
  );
  page.on(
    'console',
    (message) => void (['error', 'warning'].includes(message.type()) && complaints.push(message.text())),
  );
  page.on('pageerror', (error) => void complaints.push(error.message));
  await page.goto(url);
  // The first document says to wait, and opens this one.
  await page.getByRole('button', { name: /^Execute query/ }).waitFor({ timeout: 110_000 });
  await page.locator('.graphiql-query-editor .monaco-editor .view-lines').first().waitFor();
  return { page, foreign, complaints };
}

/** Replaces the text in the editor with an operation. */
export async function write(page: Page, query: string): Promise<void> {
  // The lines may be scrolled out of view to the left.
  await page
    .locator('.graphiql-query-editor .monaco-editor')
    .first()
    .click({ position: { x: 90, y: 10 } });
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(query);
  // The editor closes brackets automatically.
  await page.keyboard.press('ControlOrMeta+Shift+End');
  await page.keyboard.press('Delete');
}

export const run = (page: Page): Promise<void> => page.getByRole('button', { name: /^Execute query/ }).click();

/** The text of the response, without the spaces that the editor displays. */
export const answerOf = async (page: Page): Promise<string> =>
  (await page.locator('.result-window .view-lines').innerText()).replaceAll('\u00a0', ' ');

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];
