import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse, validate, type GraphQLSchema } from 'graphql';
import type { Logger } from '@kexie/kernel';

/** A saved operation for first-time users. `token` names the kind of token it needs, if any. */
export type Example = {
  id: string;
  title: string;
  description: string[];
  variables: Record<string, unknown>;
  token?: string;
  group?: string;
  query: string;
};

/**
 * Reads the examples of a folder: files `*.graphql` that start with comments. The first line is the title, lines like `# variables: {"first": 10}`,
 * `# token: staff`, `# group: …` are settings, and the other lines are the description. A file that cannot be parsed is skipped with a warning.
 */
export async function readExamples(folder: string, log: Logger): Promise<Example[]> {
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .slice(0, examplesMax);
  const examples = await Promise.all(
    names.map(async (name) => {
      try {
        return parseExample(
          basename(name, '.graphql'),
          (await readFile(join(folder, name), 'utf8')).slice(0, charactersMax),
        );
      } catch (error) {
        log.warn({ err: error, file: name }, 'an example cannot be read and is not shown');
        return undefined;
      }
    }),
  );
  return examples.filter((example) => example !== undefined);
}

/** The examples that are valid on this schema, so that no example fails for a reason the user cannot see. */
export const fitting = (examples: readonly Example[], schema: GraphQLSchema): Example[] =>
  examples.filter(({ query }) => validate(schema, parse(query), undefined, { maxErrors: 1 }).length === 0);

/** Throws if the text is not GraphQL or has no title, or if its variables are not a JSON object. */
export function parseExample(id: string, text: string): Example {
  const lines = text.split(/\r?\n/);
  const begin = lines.findIndex((line) => !line.startsWith('#'));
  const comments = lines.slice(0, begin).map((line) => line.replace(/^#\s?/, '').trim());
  const settings = new Map<string, string>();
  const [title, ...description] = comments.filter((line) => {
    const [, name, value] = /^(variables|token|group):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) settings.set(name, value);
    return name === undefined && line !== '';
  });
  if (!title) throw new Error('The first line has no title.');
  const variables: unknown = JSON.parse(settings.get('variables') ?? '{}');
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables))
    throw new Error('The variables are not a JSON object.');
  const query = lines.slice(begin).join('\n').trim();
  parse(query);
  const token = settings.get('token');
  const group = settings.get('group');
  return {
    id,
    title,
    description,
    variables: { ...variables },
    ...(token ? { token } : {}),
    ...(group ? { group } : {}),
    query,
  };
}

const examplesMax = 200;
const charactersMax = 64 * 1024;
