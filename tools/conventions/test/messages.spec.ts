/** Every message to people is available in Chinese. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../../..');

/** The gateway has patterns instead, with a test of its own. */
const catalogues = globSync('{apps,libs,tools}/*/src/messages.ts', { cwd: root })
  .filter((file) => !file.startsWith('apps/gateway/'))
  .sort();

test.each(catalogues)('%s has an entry for each message of its project, and no other', (catalogue) => {
  const keys = entriesOf(catalogue).map(([key]) => key);
  expect(keys.toSorted()).toEqual([...new Set(keys)].sort());
  expect(keys.toSorted()).toEqual(messagesOf(path.dirname(catalogue)).toSorted());
});

test.each(catalogues)('the texts of %s are Chinese and contain the values of the English ones', (catalogue) => {
  const wrong = entriesOf(catalogue).filter(
    ([english, chinese]) => placesIn(english) !== placesIn(chinese) || !/\p{Script=Han}/u.test(chinese),
  );
  expect(wrong).toEqual([]);
});

/** The entries of a catalogue: English and Chinese text. */
function entriesOf(catalogue: string): [string, string][] {
  return nodesOf(catalogue).flatMap((node): [string, string][] =>
    ts.isPropertyAssignment(node) && ts.isStringLiteral(node.initializer)
      ? [[(node.name as ts.Identifier | ts.StringLiteral).text, node.initializer.text]]
      : [],
  );
}

/** The keys of all messages that are tagged with `say` in a folder. */
function messagesOf(folder: string): string[] {
  const files = globSync(`${folder}/**/*.ts`, { cwd: root }).filter((file) => !file.endsWith('.spec.ts'));
  const keys = files.flatMap(nodesOf).flatMap((node) => {
    if (!ts.isTaggedTemplateExpression(node) || node.tag.getText() !== 'say') return [];
    const { template } = node;
    if (ts.isNoSubstitutionTemplateLiteral(template)) return [template.text];
    return [template.head.text + template.templateSpans.map(({ literal }, i) => `{${i}}${literal.text}`).join('')];
  });
  return [...new Set(keys)];
}

function nodesOf(file: string): ts.Node[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    node.forEachChild(visit);
  };
  visit(source);
  return nodes;
}

const placesIn = (text: string): string =>
  [...text.matchAll(/\{\d+\}/g)]
    .map(([place]) => place)
    .sort()
    .join();
