import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { composeSupergraph } from '@kexie/registry';
import { eventually, freePort } from '@kexie/testing';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

let subgraph: TestSubgraph;
let folder: string;
let gateway: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-gateway-'));
  subgraph = await startTestSubgraph('organizations', 'type Query { name: String }', {
    Query: { name: () => '梧州市科协' },
  });
});
afterAll(async () => {
  gateway?.kill('SIGKILL');
  await subgraph.stop();
  await rm(folder, { recursive: true, force: true });
});

test('on SIGTERM a gateway reports not ready, still accepts requests, finishes the running ones, and exits with 0', async () => {
  const { url, exit } = await startGateway();
  const ask = async () =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ name }"}',
      signal: AbortSignal.timeout(20_000),
    });
  const answered = { data: { name: '梧州市科协' } };
  expect(await (await ask()).json()).toEqual(answered);

  let release = (): void => {};
  subgraph.misbehave(
    (_, response) =>
      void (release = () =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered))),
  );
  const slow = ask();
  await eventually(() => expect(release.name).toBe('release'));
  subgraph.misbehave();
  gateway?.kill('SIGTERM');

  await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(503));
  const late = await ask();
  expect([late.status, late.headers.get('connection'), await late.json()]).toEqual([200, 'close', answered]);
  await eventually(() => expect(ask()).rejects.toThrow());
  release();
  expect(await (await slow).json()).toEqual(answered);
  expect(await exit).toEqual([0, null]);
}, 60_000);

/** `main.ts` in a process of its own, with a supergraph from a file. */
async function startGateway() {
  const file = path.join(folder, 'supergraph.graphql');
  const composition = composeSupergraph([subgraph]);
  if ('errors' in composition) throw new Error(JSON.stringify(composition.errors));
  await writeFile(file, composition.supergraphSdl);
  const port = await freePort();
  const env = { SUPERGRAPH_FILE: file, PORT: String(port), LOG_LEVEL: 'warn', SHUTDOWN_DELAY_MS: '700' };
  gateway = spawn(process.execPath, [path.join(import.meta.dirname, '../src/main.ts')], { env, stdio: 'inherit' });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), { timeoutMs: 30_000 });
  return { url, exit: once(gateway, 'exit') };
}
