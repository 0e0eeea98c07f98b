/** The documentation agrees with the files that it names, and the two READMEs with each other. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../../..');

const readmeLinesMax = 150;
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const pages = globSync(['*.md', 'docs/**/*.md', '{apps,libs,tools}/*/README.md', 'tools/seed/data/README.md'], {
  cwd: root,
}).sort();

test('the README has at most 150 lines', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(readmeLinesMax);
});

test('the READMEs list the same commands, and each npm script among them exists', () => {
  const commands = commandsOf('README.md');
  expect(commandsOf('README.zh-CN.md')).toEqual(commands);
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const listed = commands.map((command) => /^npm (?:run )?(\S+)$/.exec(command)?.[1] ?? '').filter(Boolean);
  expect(listed.toSorted()).toEqual(
    Object.keys(scripts)
      .filter((name) => !/^pre/.test(name))
      .toSorted(),
  );
});

test.each(pages)('every relative link of %s points to an existing file and heading', (page) => {
  expect(linksOf(page).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

test('every file and folder that a page of docs names exists', () => {
  const named = pages
    .filter((page) => page.startsWith('docs/'))
    .flatMap((page) => filesNamedIn(page).map((file) => ({ page, file })));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ file }) => !existsSync(path.join(root, file)))).toEqual([]);
});

test('every decision is listed once and has a unique number', () => {
  const files = globSync('[0-9]*.md', { cwd: path.join(root, 'docs/decisions') }).sort();
  expect(linksOf('docs/decisions/README.md').toSorted()).toEqual(files);
  expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
  const parts = ['## Status', '## Context', '## Decision', '## Consequences'];
  expect(files.filter((file) => headingsOf(`docs/decisions/${file}`).join() !== parts.join())).toEqual([]);
});

test('the CI job with its own servers tests every project', () => {
  const listed = /npm test -- (events|bench)[\w -]*/.exec(read('.github/workflows/ci.yml'))?.[0].split(' ').slice(3);
  const tested = globSync('{apps,libs,tools}/*/{src,test}/**/*.spec.ts', { cwd: root }).map(
    (file) => file.split(path.sep)[1],
  );
  expect(listed).toEqual([...new Set(tested)].filter((name) => name !== 'e2e').toSorted());
});

/** The first column of the table below the heading of the commands. */
function commandsOf(page: string): string[] {
  const section =
    read(page)
      .split(/^## /m)
      .find((text) => /^(Commands|命令)\n/.test(text)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] as string);
}

/** Markdown without its code, which may contain brackets. */
const textOf = (page: string): string =>
  read(page)
    .replaceAll(/^```[^]*?^```/gm, '')
    .replaceAll(/`[^`\n]*`(?!\])/g, '');

function linksOf(page: string): string[] {
  return [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] as string)
    .filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.join(path.dirname(page), decodeURI(file));
  if (!existsSync(path.join(root, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(decodeURIComponent(anchor));
}

/** As on GitHub: lower-case letters, digits and hyphens of a heading, with spaces as hyphens. */
function anchorsOf(page: string): string[] {
  return [
    ...read(page)
      .replaceAll(/^```[^]*?^```/gm, '')
      .matchAll(/^#{1,6} (.+)$/gm),
  ].map((match) =>
    (match[1] as string)
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

function headingsOf(page: string): string[] {
  return [...read(page).matchAll(/^## .+$/gm)].map(([heading]) => heading);
}

/** Paths in code spans below the folders of the project, without patterns. */
function filesNamedIn(page: string): string[] {
  return [
    ...read(page).matchAll(
      /`((?:apps|libs|tools|docs|\.github)\/[\w./-]+|docker-compose\.yml|eslint\.config\.js|package\.json)`/g,
    ),
  ].map((match) => match[1] as string);
}
