import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { composeSupergraph } from '@kexie/registry';
import { createPlanner } from './planner-in-thread.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
const indexes = Array.from({ length: 24 }, (_, index) => index);
const fields = 'f0: String @shareable f1: String @shareable next: Item @shareable';
const everything = (name: string): string => `${link}
  interface Item { id: ID! ${fields.replaceAll(' @shareable', '')} }
  ${indexes.map((index) => `type T${index} implements Item @key(fields: "id") { id: ID! own${index}${name}: String ${fields} }`).join('\n')}`;

const fewHere = plannerOf({
  a: `${link} type Query { items: [Item] } interface Item { id: ID! } ${indexes.map((index) => `type T${index} implements Item @key(fields: "id") { id: ID! }`).join('\n')}`,
  b: everything('b'),
  c: everything('c'),
});
const shared = plannerOf(
  Object.fromEntries(
    ['a', 'b', 'c'].map((name) => [name, `${everything(name)} type Query { items: [Item] @shareable }`]),
  ),
);
const perType = (ask: (index: number) => string): string =>
  indexes.map((index) => `... on T${index} { ${ask(index)} }`).join(' ');

// Each has more than 16 million combinations of services; a planner that tries them all does not finish.
test.each([
  ['a field of an interface that its service does not have', fewHere, '{ items { id f0 } }'],
  ['several', fewHere, '{ items { id f0 f1 a: f0 b: f1 } }'],
  ['a field that leads to the interface again', fewHere, '{ items { next { f0 } } }'],
  ['in a fragment', fewHere, '{ items { ...F } } fragment F on Item { f1 next { id } }'],
  ['fields that all services share', shared, '{ items { f0 f1 next { f0 } } }'],
  [
    'fields of the object types in different services',
    shared,
    `{ items { f0 ${perType((index) => `own${index}a own${index}b f1`)} } }`,
  ],
])('query paths through 24 object types are added, not multiplied: %s', async (_, planner, operation) => {
  expect((await planner.plan(parse(operation), undefined)).node).toBeDefined();
});

test('a document that would become too large is refused with a code', async () => {
  await expect(fewHere.plan(parse('{ items { next { next { next { f0 } } } } }'), undefined)).rejects.toEqual(
    expect.objectContaining({ extensions: expect.objectContaining({ code: 'TOO_MANY_FIELDS' }) }),
  );
});

function plannerOf(subgraphs: Record<string, string>) {
  const composition = composeSupergraph(
    Object.entries(subgraphs).map(([name, sdl]) => ({ name, sdl, url: `http://${name}/` })),
  );
  if ('errors' in composition) throw new Error(JSON.stringify(composition.errors));
  return createPlanner(composition.supergraphSdl);
}
