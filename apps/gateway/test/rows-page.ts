import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { admissionOptions } from '../src/limits/admission.ts';
import { createLimiter } from '../src/limits/limiter.ts';
import { openPage, run, startBrowser, write } from './browser.ts';
import { connectAlone, publish, startTestGateway, type TestGateway } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

export const columns = Array.from({ length: 12 }, (_, index) => `c${index + 1}`);
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

/** Width and height of a laptop, a large screen and a phone. */
export const sizes = [
  [1280, 800],
  [1920, 1080],
  [390, 844],
] as const;

/** Windows with results of every shape: width and height of the window, rows and columns of the result. */
export const tables = sizes.flatMap((size) =>
  [1, 20, 1_000].flatMap((count) => [3, 12].map((width) => [...size, count, width] as const)),
);

/** The page of a gateway with one service that answers rows, and of a gateway without any service (`empty`). */
export type RowsPage = {
  gateway: TestGateway;
  empty: TestGateway;
  subgraph: TestSubgraph;
  browser: Browser;
  /** One window of each size, opened once and reused. */
  pageOf: (width: number, height: number) => Promise<Page>;
  stop: () => Promise<void>;
};

export async function startRowsPage(): Promise<RowsPage> {
  const examplesDir = await mkdtemp(join(tmpdir(), 'kexie-examples-'));
  await Promise.all(
    rowsOf(30).map((_, index) =>
      writeFile(
        join(examplesDir, `${index}.graphql`),
        `# 示例 · Report ${index}\n# 年度报告的全部数据，按行列出。\n# All the figures of the annual reports.\nquery Report${index} { rows(count: ${index}) { c1 } }\n`,
      ),
    ),
  );
  const subgraph = await startTestSubgraph('rows', schema, {
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
  const gateway = await startTestGateway(nats, { examplesDir, limiter });
  const empty = await startTestGateway(other);
  await gateway.serves('rows');
  const browser = await startBrowser();
  const pages = new Map<string, Promise<Page>>();
  return {
    gateway,
    empty,
    subgraph,
    browser,
    pageOf: (width, height) => {
      const key = `${width}x${height}`;
      const page = pages.get(key) ?? openPage(browser, gateway.url, { width, height }).then((opened) => opened.page);
      pages.set(key, page);
      return page;
    },
    stop: async () => {
      await browser.close();
      await Promise.all([gateway.stop(), empty.stop(), subgraph.stop()]);
      await Promise.all([nats.close(), other.close()]);
      await rm(examplesDir, { recursive: true, force: true });
    },
  };
}

/** Sends an operation and waits until the page shows its status. */
export async function ask(page: Page, query: string): Promise<void> {
  await write(page, query);
  const answered = page.waitForResponse(
    (response) =>
      response.url().endsWith('/graphql') && response.request().postData()?.includes('IntrospectionQuery') === false,
  );
  await run(page);
  await answered;
  await page.getByLabel('How the request went').getByText(/ ms/).waitFor();
}

export async function show(page: Page, view: 'JSON' | 'Table'): Promise<void> {
  await page.getByRole('button', { name: view === 'JSON' ? 'JSON' : /^Table/, exact: view === 'JSON' }).click();
}
