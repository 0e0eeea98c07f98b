import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectNats, type Nats } from '@kexie/messaging/nats';
import {
  createOperationLog,
  judgeAside,
  publishSubgraph,
  readLastGood,
  readSubgraphs,
  writeLastGood,
} from '@kexie/registry';
import { startNats, type Server } from '@kexie/stack';
import { inWorkspace, readSubgraphSdl, subgraphNames } from '../src/subgraphs.ts';

const silence = (): void => {};
const log = { debug: silence, info: silence, warn: silence, error: silence, child: () => log };
const roster = 'query Roster($id: ID!) { organization(id: $id) { name } }';
let folder: string;
let broker: Server;
let nats: Nats;

/** A registry as gateways leave it: the services are served, and one operation of a client is recorded. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-schema-'));
  broker = await startNats({
    dataDir: path.join(folder, 'nats'),
    logFile: path.join(folder, 'nats.log'),
    log: silence,
    env: { ...process.env, NATS_URL: '' },
    durable: false,
  });
  nats = await connectNats(broker.url, { name: 'schema-test', log });
  for (const name of subgraphNames)
    await publishSubgraph(nats, { name, sdl: readSubgraphSdl(name), url: `http://${name}/graphql`, version: '1' });
  const { accepted, supergraph } = await judgeAside({
    accepted: [],
    publications: await readSubgraphs(nats),
    operations: [],
  });
  await writeLastGood(
    nats,
    { sdl: supergraph?.sdl ?? '', hash: supergraph?.hash ?? '', services: accepted.map(({ name }) => name), accepted },
    0,
  );
  const operations = createOperationLog(() => nats, { log });
  operations.saw({ document: roster, client: { name: 'portal', version: '3.1' } });
  await operations.stop();
}, 120_000);
afterAll(async () => {
  await nats.close();
  await broker.stop();
  await rm(folder, { recursive: true, force: true });
});

const schemaOf = (service: string): string => inWorkspace(`apps/${service}/src/schema.graphql`);

async function run(
  tool: 'check-change' | 'retire' | 'publish-operations',
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const { NATS_URL: _other, ...env } = process.env;
  return new Promise((resolve) => {
    execFile(
      'node',
      [inWorkspace(`tools/schema/src/${tool}.ts`), ...args],
      { env, timeout: 60_000 },
      (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

async function changed(service: 'organizations', from: RegExp, to: string): Promise<string> {
  const file = path.join(folder, `${service}.graphql`);
  const sdl = readSubgraphSdl(service);
  if (!from.test(sdl)) throw new Error(`The schema has no ${from}.`);
  await writeFile(file, sdl.replace(from, to));
  return file;
}

const registry = (): string[] => ['--nats', broker.url];

test('a schema that equals the one in its service is accepted: 0', async () => {
  expect(await run('check-change', '--service', 'people', '--sdl', schemaOf('people'), ...registry())).toEqual({
    code: 0,
    out: 'people: this schema would be accepted.\n',
    err: '',
  });
}, 90_000);

test('a change that breaks an operation of a client is refused: 1, with field, operation, client and day', async () => {
  const file = await changed('organizations', /\borganization\(/, 'oneOrganization(');
  const check = ['--service', 'organizations', '--sdl', file, ...registry()];
  const { code, err } = await run('check-change', ...check);
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/Query\.organization[^]*operation Roster[^]*portal 3\.1, last seen \d{4}-\d\d-\d\d/),
  ]);
  expect((await run('check-change', ...check, '--allow-breaking')).code).toBe(0);
}, 90_000);

test('a schema that does not compose is refused: 1', async () => {
  const file = path.join(folder, 'broken.graphql');
  await writeFile(file, 'type Query { organization: Missing }');
  expect(await run('check-change', '--service', 'matching', '--sdl', file, ...registry())).toMatchObject({
    code: 1,
    err: expect.stringContaining('Missing'),
  });
}, 90_000);

test('a schema with an unsupported feature is refused: 1, with the name of the feature', async () => {
  const file = path.join(folder, 'locked.graphql');
  await writeFile(
    file,
    `${readSubgraphSdl('matching')}\nextend schema @link(url: "https://example.org/lock/v1.0", for: SECURITY)`,
  );
  expect(await run('check-change', '--service', 'matching', '--sdl', file, ...registry())).toMatchObject({
    code: 1,
    err: expect.stringMatching(/UNSUPPORTED_FEATURE[^]*https:\/\/example\.org\/lock\/v1\.0/),
  });
}, 90_000);

test('invalid usage and an unreachable registry give 2', async () => {
  expect((await run('check-change', '--service', 'people')).code).toBe(2);
  expect((await run('check-change', '--sdl', schemaOf('people'))).code).toBe(2);
  expect((await run('check-change', '--nonsense')).code).toBe(2);
  expect(
    await run('check-change', '--service', 'people', '--sdl', schemaOf('people'), '--nats', 'nats://127.0.0.1:9'),
  ).toMatchObject({ code: 2, err: expect.stringContaining('does not answer') });
  expect(await run('check-change', '--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('--service NAME'),
  });
}, 90_000);

test('a service whose fields clients use is retired only by force, and an unused one at once', async () => {
  const { code, err } = await run('retire', '--service', 'organizations', ...registry());
  expect([code, err]).toEqual([1, expect.stringMatching(/Query\.organization[^]*portal 3\.1/)]);
  expect((await readSubgraphs(nats)).map(({ name }) => name)).toContain('organizations');
  expect(await run('retire', '--service', 'rural-programs', ...registry())).toMatchObject({
    code: 0,
    out: 'rural-programs is retired.\n',
  });
  expect((await readSubgraphs(nats)).map(({ name }) => name)).not.toContain('rural-programs');
  expect(await run('retire', '--service', 'nobody', ...registry())).toMatchObject({
    code: 2,
    err: expect.stringContaining('known are'),
  });
  expect((await readLastGood(nats)).kept?.services).toHaveLength(subgraphNames.length);
}, 90_000);

async function manifest(operations: Record<string, string>): Promise<string> {
  const file = path.join(folder, `${Object.keys(operations).join('-')}.json`);
  await writeFile(file, JSON.stringify(operations));
  return file;
}

test('the operations of a client are published, published again without effect, and withdrawn', async () => {
  const web = ['--nats', broker.url, '--client', 'web', '--manifest', await manifest({ roster })];
  expect(await run('publish-operations', ...web)).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 of them new'),
  });
  expect(await run('publish-operations', ...web)).toMatchObject({
    code: 0,
    out: expect.stringContaining('0 of them new'),
  });
  expect(await run('publish-operations', '--nats', broker.url, '--client', 'web', '--retire')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 operations'),
  });
  expect(await run('publish-operations', ...web)).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 of them new'),
  });
});

test('if the served schema does not allow one operation, the whole manifest is refused and the operation is named', async () => {
  const file = await manifest({ good: '{ __typename }', bad: 'query Bad { nobodyHasThis }' });
  expect(await run('publish-operations', '--nats', broker.url, '--client', 'kiosk', '--manifest', file)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/Bad: Cannot query field "nobodyHasThis"/),
  });
  expect(
    await run(
      'publish-operations',
      '--nats',
      broker.url,
      '--client',
      'kiosk',
      '--manifest',
      await manifest({ good: '{ __typename }' }),
    ),
  ).toMatchObject({ out: expect.stringContaining('1 of them new') });
});

test('an incomplete command prints the missing option and the usage', async () => {
  expect(await run('publish-operations', '--manifest', 'x.json')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/--client NAME[^]*operations:publish/),
  });
});

test('after a flood of anonymous operations, a breaking change is still refused, and an accepted check reports the number of operations that it does not cover', async () => {
  const operations = createOperationLog(() => nats, { log, places: { anonymous: 50, 'signed-in': 50, published: 50 } });
  const client = { name: 'portal', version: '3.1' };
  for (let index = 0; index < 5_000; index += 1) operations.saw({ document: `{ flood${index} }`, client });
  operations.saw({
    document: 'query Kinds($id: ID!) { organization(id: $id) { kind } }',
    client,
    standing: 'signed-in',
    owner: 'li',
  });
  await operations.flush();
  await operations.stop();
  const file = await changed('organizations', /\borganization\(/, 'oneOrganization(');
  const { code, err } = await run('check-change', '--service', 'organizations', '--sdl', file, ...registry());
  expect([code, err]).toEqual([1, expect.stringMatching(/operation Kinds/)]);
  const passed = await run('check-change', '--service', 'people', '--sdl', schemaOf('people'), ...registry());
  expect(passed).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /operations of clients without a token were not recorded 49\d\d times[^]*This check does not cover them/,
    ),
  });
}, 90_000);
