import path from 'node:path';
import { expect, test } from '@jest/globals';
import type { Tree } from '@nx/devkit';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { serviceNames } from '@kexie/stack';
import { namesOf } from '../src/subgraph/names.ts';
import { importsInOrder, withItem } from '../src/subgraph/text.ts';

const root = path.resolve(import.meta.dirname, '../../..');
/** The tree of the project. Names are only derived, so no test writes. */
const tree = {
  root,
  exists: (file: string) => existsSync(path.join(root, file)),
  read: (file: string) => (existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : null),
  children: (folder: string) => readdirSync(path.join(root, folder)),
} as unknown as Tree;

test('all names derive from the name and the noun', () => {
  expect(namesOf(tree, { name: 'sample-service', noun: 'SampleRequest' })).toEqual({
    name: 'sample-service',
    port: 4000 + serviceNames.length,
    noun: 'SampleRequest',
    section: 'sampleService',
    Plural: 'SampleRequests',
    camel: 'sampleRequest',
    plural: 'sampleRequests',
    kebab: 'sample-request',
    collection: 'sample_requests',
    words: 'sample request',
    pluralWords: 'sample requests',
    PluralWords: 'Sample requests',
    article: 'a',
    Article: 'A',
    prefix: 'smp',
  });
  expect(namesOf(tree, { name: 'sample', noun: 'UnusualSample' })).toMatchObject({
    plural: 'unusualSamples',
    article: 'an',
    prefix: 'uns',
  });
  expect(namesOf(tree, { name: 'sample', noun: 'SampleCategory', prefix: 'zzz' })).toMatchObject({
    Plural: 'SampleCategories',
    plural: 'sampleCategories',
    prefix: 'zzz',
  });
});

test.each([
  [{ name: 'Sample' }, 'lower-case words with hyphens'],
  [{ name: 'sample-' }, 'lower-case words with hyphens'],
  [{ name: '../sample' }, 'lower-case words with hyphens'],
  [{ name: 'dead-letters' }, 'the broker uses this name itself'],
  [{ name: 'people' }, 'a project "people" already, in apps/people'],
  [{ name: 'events' }, 'a project "events" already, in libs/events'],
  [{ name: 'sample', noun: 'sampleLoan' }, 'begin with a capital'],
  [{ name: 'sample', noun: 'Map' }, 'choose another --noun'],
  [{ name: 'sample', noun: 'Class' }, 'choose another --noun'],
  [{ name: 'sample', noun: 'Facility' }, 'a type Facility already'],
  [{ name: 'sample', noun: 'SampleLoan', prefix: 'LN' }, 'three lower-case letters'],
  [{ name: 'sample', noun: 'SampleLoan', prefix: 'org' }, 'begin with "org" already'],
])('%j is refused with a reason', (options, reason) => {
  expect(() => namesOf(tree, options)).toThrow(reason);
});

test('a list that is not in its place gives an error that names the file', () => {
  const changed = {
    ...tree,
    read: (file: string) => (file.endsWith('programs.ts') ? 'export const names = [];' : tree.read(file, 'utf8')),
  } as unknown as Tree;
  expect(() => namesOf(changed, { name: 'sample' })).toThrow('tools/stack/src/programs.ts has no list serviceNames');
});

test('a list gets one more item, also when it is formatted in several lines', () => {
  expect(withItem("'a', 'b'", "'c'")).toBe("'a', 'b', 'c'");
  expect(withItem("\n  'a',\n  'b',\n", "'c'")).toBe("\n  'a',\n  'b', 'c'");
});

test('imports are in the order of their paths', () => {
  expect(importsInOrder("import { a } from './z/a.ts';", "import type { B } from './b.ts';")).toBe(
    "import type { B } from './b.ts';\nimport { a } from './z/a.ts';",
  );
});
