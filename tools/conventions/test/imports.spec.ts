import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * The source files of the project, each with the project files that it imports by a relative path, types included. Generated types are left out: they
 * name the records of the stores, and the stores import the generated inputs.
 */
function imports(): Map<string, string[]> {
  const files = globSync('{apps,libs,tools}/**/*.{ts,tsx,mjs}', { cwd: root }).filter(
    (file) => !/\/(node_modules|generated)\//.test(file),
  );
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map(([, target]) =>
        path.join(path.dirname(file), target ?? ''),
      );
      return [file, targets.filter((target) => known.has(target))];
    }),
  );
}

/** The first import cycle that is found, as the files along it; undefined if there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of graph.get(file) ?? []) {
      const circle = visit(target, [...way, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}

test('no file imports itself through other files, not even for types', () => {
  const graph = imports();
  expect(graph.size).toBeGreaterThan(500);
  expect(circleIn(graph)).toBeUndefined();
});

test('a cycle is found in any position', () => {
  expect(
    circleIn(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['d']],
        ['d', ['b']],
      ]),
    ),
  ).toEqual(['b', 'c', 'd', 'b']);
});
