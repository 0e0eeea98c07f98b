/** Every value of an enumeration has a label. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Kind, parse } from 'graphql';

const root = path.resolve(import.meta.dirname, '../../..');
type Labels = Record<string, Record<string, string | [string, string]>>;

const catalogues = [
  { schema: 'libs/service/src/shared.graphql', file: 'libs/service/src/shared-labels.ts', name: 'sharedLabels' },
  ...globSync('apps/*/src/schema.graphql', { cwd: root }).map((schema) => ({
    schema,
    file: schema.replace('schema.graphql', 'labels.ts'),
    name: 'labels',
  })),
];

test.each(catalogues)(
  '$file has a label for each value of the enumerations of its schema, and no other',
  async (each) => {
    expect(valuesOf(await labelsOf(each))).toEqual(enumerationsOf(each.schema));
  },
);

test.each(catalogues)('the labels of $file are Chinese', async (each) => {
  const chinese = Object.values(await labelsOf(each)).flatMap((values) =>
    Object.values(values).map((label) => (typeof label === 'string' ? label : label[0])),
  );
  expect(chinese.filter((label) => !/\p{Script=Han}|^%$/u.test(label))).toEqual([]);
});

async function labelsOf({ file, name }: { file: string; name: string }): Promise<Labels> {
  return ((await import(path.join(root, file))) as Record<string, Labels>)[name] as Labels;
}

const valuesOf = (labels: Labels): Record<string, string[]> =>
  Object.fromEntries(Object.entries(labels).map(([name, values]) => [name, Object.keys(values).sort()]));

function enumerationsOf(schema: string): Record<string, string[]> {
  return Object.fromEntries(
    parse(readFileSync(path.join(root, schema), 'utf8')).definitions.flatMap((definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION
        ? [[definition.name.value, (definition.values ?? []).map(({ name }) => name.value).sort()]]
        : [],
    ),
  );
}
