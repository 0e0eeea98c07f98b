import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectDir } from './places.ts';

/** The page of the documentation that contains the measured tables. */
export const pageFile = path.join(projectDir, 'docs/performance.md');

/** Replaces the measured tables of the documentation. Rejects if the page has no place for them, before anything is written. */
export async function writeDocs(report: string): Promise<void> {
  await writeFile(pageFile, withReport(await readFile(pageFile, 'utf8'), report));
}

/** Rejects if the page has no place for the tables. */
export async function checkDocs(): Promise<void> {
  withReport(await readFile(pageFile, 'utf8'), '');
}

/** The page with `report` between its two markers. Throws if it does not have both, in this order. */
export function withReport(page: string, report: string): string {
  const [begin, end] = [page.indexOf(beginMark), page.indexOf(endMark)];
  if (begin < 0 || end < begin)
    throw new Error(`docs/performance.md has no place for the tables: the lines "${beginMark}" and "${endMark}".`);
  return `${page.slice(0, begin + beginMark.length)}\n\n${report.trim()}\n\n${page.slice(end)}`;
}

const beginMark = '<!-- measured: begin -->';
const endMark = '<!-- measured: end -->';
