import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { cacheExchange, Client, fetchExchange } from '@urql/core';
import { createLimiter } from '../../src/limits/limiter.ts';
import { admissionOptions } from '../../src/limits/admission.ts';
import { startEdgeGateway, type EdgeGateway } from './edge-gateway.ts';

let edge: EdgeGateway;
let url: string;
let folder: string;
beforeAll(async () => {
  edge = await startEdgeGateway({
    limiter: createLimiter({
      budgets: { anonymous: 1_000 },
      perMinute: {},
      introspection: 'public',
      admission: admissionOptions,
    }),
  });
  url = `${edge.gateway.url}/graphql`;
});
afterAll(() => edge.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kexie-clients-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Records the method of each request that a client sends. */
function watched(): { methods: string[]; fetch: typeof fetch } {
  const methods: string[] = [];
  return {
    methods,
    fetch: (input, init) => {
      methods.push(init?.method ?? 'GET');
      return fetch(input, init);
    },
  };
}

const urql = (headers: Record<string, string> = {}) => {
  const { methods, fetch } = watched();
  return {
    methods,
    client: new Client({ url, exchanges: [cacheExchange, fetchExchange], fetch, fetchOptions: { headers } }),
  };
};

test('urql with its defaults sends queries by GET and mutations by POST', async () => {
  const { client, methods } = urql();
  expect((await client.query('query Double($of: Int!) { double(of: $of) name }', { of: 21 })).data).toEqual({
    double: 42,
    name: '科协',
  });
  expect(
    (await client.mutation('mutation Rename($name: String!) { rename(name: $name) }', { name: '梧州' })).data,
  ).toEqual({ rename: '梧州' });
  expect(methods).toEqual(['GET', 'POST']);
});

test('urql sends a query that is too long for a URL by POST', async () => {
  const { client, methods } = urql();
  const { data } = await client.query('query Say($text: String!) { say(text: $text) }', { text: '长'.repeat(2_000) });
  expect([data, methods]).toEqual([{ say: '长'.repeat(2_000) }, ['POST']]);
});

test.each([
  [
    'a token that is not valid',
    '{ name }',
    { authorization: 'Bearer x' },
    'UNAUTHENTICATED',
    /access token is not valid/,
  ],
  ['an operation that is not valid', '{ nmae }', {}, 'GRAPHQL_VALIDATION_FAILED', /Did you mean "name"/],
  [
    'an operation that costs too much',
    '{ a: rows(count: 900) { id } b: rows(count: 900) { id } }',
    {},
    'COST_LIMIT_EXCEEDED',
    /would cost 1,800; you may spend 1,000/,
  ],
  ['a service that fails', '{ fails name }', {}, 'INTERNAL_SERVER_ERROR', /Internal error/],
])('urql and Apollo Client show our message and code for %s', async (_what, query, headers, code, message) => {
  const reported = (await urql(headers).client.query(query, {})).error?.graphQLErrors ?? [];
  const client = new ApolloClient({ link: new HttpLink({ uri: url, headers }), cache: new InMemoryCache() });
  const { error } = await client.query({ query: gql(query), errorPolicy: 'all' });
  expect(CombinedGraphQLErrors.is(error)).toBe(true);
  for (const errors of [reported, (error as CombinedGraphQLErrors).errors]) {
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.extensions?.['code']).toBe(code);
  }
});

test('Apollo Client sends queries, and registers a query by its hash', async () => {
  const { methods, fetch } = watched();
  const { PersistedQueryLink } = await import('@apollo/client/link/persisted-queries');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const client = new ApolloClient({
    link: new PersistedQueryLink({ sha256, useGETForHashedQueries: true }).concat(new HttpLink({ uri: url, fetch })),
    cache: new InMemoryCache(),
  });
  const query = gql('query Triple { a: double(of: 1) b: double(of: 2) c: double(of: 3) }');
  const ask = async () => (await client.query({ query, fetchPolicy: 'network-only' })).data;
  expect([await ask(), await ask()]).toEqual([
    { a: 2, b: 4, c: 6 },
    { a: 2, b: 4, c: 6 },
  ]);
  // The unknown hash; hash and text; the hash again.
  expect(methods).toEqual(['GET', 'POST', 'GET']);
  expect((await client.mutate({ mutation: gql('mutation { rename(name: "x") }') })).data).toEqual({ rename: 'x' });
});

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../../', import.meta.url));

test('gql.tada generates the schema from the endpoint', async () => {
  const output = join(folder, 'schema.graphql');
  await run(
    process.execPath,
    [join(root, 'node_modules/gql.tada/bin/cli.js'), 'generate-schema', url, '--output', output],
    { cwd: folder },
  );
  expect(await readFile(output, 'utf8')).toContain('double(of: Int!): Int');
}, 60_000);

test('graphql-codegen introspects the endpoint', async () => {
  const [config, output] = [join(folder, 'codegen.json'), join(folder, 'types.ts')];
  await writeFile(config, JSON.stringify({ schema: url, generates: { [output]: { plugins: ['typescript'] } } }));
  await run(process.execPath, [join(root, 'node_modules/@graphql-codegen/cli/cjs/bin.js'), '--config', config], {
    cwd: root,
  });
  expect(await readFile(output, 'utf8')).toContain('export type Row = {');
}, 60_000);

test.each([
  ['a plain GET', (address: string) => fetch(address)],
  [
    'a GET with the header of a program that reads JSON',
    (address: string) => fetch(address, { headers: { accept: 'application/json' } }),
  ],
  [
    'a GET of a page on another origin',
    (address: string) => fetch(address, { headers: { origin: 'https://elsewhere.example' } }),
  ],
])('%s reads the schema from the endpoint', async (_what, get) => {
  const response = await get(`${url}?${new URLSearchParams({ query: '{ rows(count: 2) { id label } }' }).toString()}`);
  expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
    200,
    'application/json; charset=utf-8',
    {
      data: {
        rows: [
          { id: 'row_0', label: '第0行' },
          { id: 'row_1', label: '第1行' },
        ],
      },
    },
  ]);
});
