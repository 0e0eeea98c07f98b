import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkBinaries, hiveRouterConfig, hiveRouterVersion, readBinaries } from '../src/binaries.ts';
import { startGateway } from '../src/gateways.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'kexie-bench-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a binary gets its configuration file, is ready when it answers, and is stopped', async () => {
  const binary = path.join(folder, 'router');
  await writeFile(binary, router, { mode: 0o755 });
  const gateway = await startGateway('hive-router', {
    supergraphFile: '/graph.graphql',
    forward: true,
    before: undefined,
    pathVariable: process.env['PATH'] ?? '',
    binaries: { 'hive-router': binary },
  });
  try {
    const answer = await fetch(gateway.url, { method: 'POST', body: '{}' });
    expect(await answer.json()).toEqual(
      hiveRouterConfig({ supergraphFile: '/graph.graphql', port: Number(new URL(gateway.url).port), forward: true }),
    );
    expect(gateway.inspectPort).toBeUndefined();
  } finally {
    await gateway.stop();
  }
  await expect(fetch(gateway.url)).rejects.toThrow('fetch failed');
});

test('a binary that is missing or not executable is reported by name', async () => {
  const text = path.join(folder, 'text');
  await writeFile(text, '', { mode: 0o644 });
  for (const binary of [text, path.join(folder, 'nothing')])
    await expect(checkBinaries(readBinaries([`hive-router=${binary}`]))).rejects.toThrow(
      `--peer hive-router: ${binary} is not an executable file.`,
    );
  await expect(checkBinaries({ 'hive-router': process.execPath })).resolves.toBeUndefined();
});

test('Hive Router forwards authorization unless it is told not to, and its version is that of its last start', () => {
  const start = { supergraphFile: '/graph.graphql', port: 4_100 };
  expect(hiveRouterConfig({ ...start, forward: true })).toEqual({
    supergraph: { source: 'file', path: '/graph.graphql' },
    http: { host: '127.0.0.1', port: 4_100 },
    log: { filter: 'info,router::request=off' },
    headers: { all: { request: [{ propagate: { named: 'authorization' } }] } },
  });
  expect(hiveRouterConfig({ ...start, forward: false })).not.toHaveProperty('headers');
  const line = (version: string) => `{"level":"INFO","message":"hive-router starting...","version":"${version}"}\n`;
  expect(hiveRouterVersion(`${line('0.2.6')}{"message":"router stopped"}\n${line('0.2.7')}`)).toBe('0.2.7');
  expect(hiveRouterVersion('{"message":"listening"}')).toBeUndefined();
});

/** A program with the interface of Hive Router: it answers each request with its configuration. */
const router = `#!${process.execPath}
const { http, ...rest } = JSON.parse(require('node:fs').readFileSync(process.env.ROUTER_CONFIG_FILE_PATH, 'utf8'));
require('node:http')
  .createServer((request, response) => response.end(JSON.stringify({ http, ...rest })))
  .listen(http.port, http.host);
`;
