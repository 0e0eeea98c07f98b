import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { createPlanner } from '../execution/planner-in-thread.ts';
import { fitting, parseExample, readExamples } from './examples.ts';

const folder = fileURLToPath(new URL('./examples/', import.meta.url));
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => quiet };

test('the built-in examples are valid on the schema of this product', async () => {
  const { schema } = createPlanner(
    readFileSync(new URL('../../../../tools/schema/supergraph.graphql', import.meta.url), 'utf8'),
  );
  const examples = await readExamples(folder, quiet);
  expect(examples).toHaveLength(readdirSync(folder).length);
  expect(fitting(examples, schema).map(({ id }) => id)).toEqual(examples.map(({ id }) => id));
});

test('an example consists of title, description, settings and operation', () => {
  const text =
    '# 标题 · Title\n# 说明\n# What it is for.\n# token: staff\n# variables: {"a": 1}\nquery Q($a: Int) { f(a: $a) }\n';
  expect(parseExample('q', text)).toEqual({
    id: 'q',
    title: '标题 · Title',
    description: ['说明', 'What it is for.'],
    token: 'staff',
    variables: { a: 1 },
    query: 'query Q($a: Int) { f(a: $a) }',
  });
});

test.each([
  ['no title', '{ f }'],
  ['variables that are not an object', '# T\n# variables: [1]\n{ f }'],
  ['a text that is not GraphQL', '# T\nfind everything'],
])('a file with %s is not an example', (_what, text) => {
  expect(() => parseExample('q', text)).toThrow();
});

test('on another schema no built-in example is shown', async () => {
  expect(fitting(await readExamples(folder, quiet), buildSchema('type Query { bees: Int }'))).toEqual([]);
});
