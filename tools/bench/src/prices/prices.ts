import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isObjectType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { benchDir } from '../places.ts';
import { toPriceTable, type Measured } from './table.ts';
import { operationsOf, type IdOf } from './operations.ts';

export const pricesHelp = `Usage: GATEWAY_URL=http://127.0.0.1:4000 BENCH_TOKEN=$(npm run -s token -- --role administrator) npm run bench -- prices [options]

Requests each root field of a running platform, and compares its estimated cost with its time. Writes .data/bench/prices.md.

  --rounds N           measurements of each field, default 5; their median counts
  --only TEXT          only fields whose name contains TEXT
`;
export type PricesOptions = { url: string; token: string; rounds: number; only: string };

/** The options after "prices", or undefined for --help. Throws one sentence about the first fault. */
export function readPricesOptions(
  args: string[],
  { GATEWAY_URL: url = 'http://127.0.0.1:4000', BENCH_TOKEN: token = '' }: NodeJS.ProcessEnv,
): PricesOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100)
    throw new Error('--rounds is a whole number from 1 to 100.');
  return { url, token, rounds, only: values.only };
}

type Answer = {
  data: Record<string, unknown>;
  errors?: { message: string; extensions: { code: string } }[];
  cost: number;
  ms: number;
};

/** Measures the root fields in rounds, so that a busy moment does not affect a single field only. */
export async function prices({ url, token, rounds, only }: PricesOptions, say: (text: string) => void): Promise<void> {
  const ask = async (query: string): Promise<Answer> => {
    const begun = performance.now();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'graphql-client-name': 'bench',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(requestMsMax),
    });
    const { data, errors } = (await response.json()) as Answer;
    return {
      data,
      ...(errors ? { errors } : {}),
      cost: Number(response.headers.get('x-graphql-cost')),
      ms: performance.now() - begun,
    };
  };
  const { data } = await ask(getIntrospectionQuery());
  const schema = buildClientSchema(data as unknown as IntrospectionQuery);
  const operations = operationsOf(schema, await findIds(schema, async (query) => (await ask(query)).data)).filter(
    ({ name }) => name.includes(only),
  );
  const measured: Measured[] = [];
  for (const { name, query } of operations) {
    const { errors, cost } = await ask(query);
    if (errors) say(`${name} is left out: ${errors[0]?.extensions.code} ${errors[0]?.message}`);
    else measured.push({ name, cost, ms: [], baseMs: [], query });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const each of measured) {
      each.baseMs.push((await ask('{ __typename }')).ms);
      each.ms.push((await ask(each.query)).ms);
    }
    say(`round ${round + 1} of ${rounds}`);
  }
  const table = toPriceTable(measured);
  await mkdir(benchDir, { recursive: true });
  await writeFile(path.join(benchDir, 'prices.md'), table);
  say(table);
}

/** One id of each type that a list of the schema returns. */
async function findIds(schema: GraphQLSchema, ask: (query: string) => Promise<Record<string, unknown>>): Promise<IdOf> {
  const ids = new Map<string, string>();
  for (const { name, type, args } of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const connection = getNamedType(type);
    if (
      !connection.name.endsWith('Connection') ||
      !isObjectType(connection) ||
      args.some(({ type: of }) => String(of).endsWith('!'))
    )
      continue;
    const found =
      (await ask(`{ found: ${name}(first: 1) { edges { node { __typename ... on Node { id } } } } }`).catch(
        () => undefined,
      )) ?? (await ask(`{ found: ${name}(first: 1) { edges { node { __typename id } } } }`).catch(() => undefined));
    const { edges = [] } = (found?.['found'] ?? {}) as { edges?: { node: { __typename: string; id?: string } }[] };
    for (const { node } of edges) if (node.id) ids.set(node.__typename, node.id);
  }
  return (type) => ids.get(type);
}

const requestMsMax = 30_000;
