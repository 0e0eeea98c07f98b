import type { Tree } from '@nx/devkit';

/** The text of a file in the tree. @throws Error if the file does not exist. */
export function readText(tree: Tree, file: string): string {
  const text = tree.read(file, 'utf8');
  if (text === null) throw new Error(`${file} does not exist, but the service must be listed in it.`);
  return text;
}

/** The captured group of the first match. @throws Error that names the file and the missing part. */
export function findText(tree: Tree, file: string, pattern: RegExp, what: string): string {
  const found = pattern.exec(readText(tree, file))?.[1];
  if (found === undefined) throw new Error(missing(file, what));
  return found;
}

/** Replaces the first match of the pattern. @throws Error that names the file and the missing part. */
export function replaceText(
  tree: Tree,
  file: string,
  pattern: RegExp,
  replacement: (...match: string[]) => string,
  what: string,
): void {
  const text = readText(tree, file);
  if (!pattern.test(text)) throw new Error(missing(file, what));
  tree.write(file, text.replace(pattern, replacement));
}

/** Adds a line after the last line that matches the pattern. @throws Error that names the file and the missing part. */
export function addLineAfterLast(tree: Tree, file: string, pattern: RegExp, line: string, what: string): void {
  const lines = readText(tree, file).split('\n');
  const last = lines.findLastIndex((each) => pattern.test(each));
  if (last < 0) throw new Error(missing(file, what));
  tree.write(file, lines.toSpliced(last + 1, 0, line).join('\n'));
}

/** The items of a list with one more. A list of several lines ends in a comma. */
export function withItem(list: string | undefined, item: string): string {
  return `${(list ?? '').trimEnd().replace(/,$/, '')}, ${item}`;
}

/** Relative imports in the order of their paths, which depends on the noun. */
export function importsInOrder(...imports: readonly string[]): string {
  const pathOf = (line: string): string => /'([^']+)'/.exec(line)?.[1] ?? '';
  return imports.toSorted((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)).join('\n');
}

function missing(file: string, what: string): string {
  return `${file} has no ${what}, so the service cannot be listed there. Nothing was written. The patterns are in tools/generators/src/subgraph/registration.ts.`;
}
