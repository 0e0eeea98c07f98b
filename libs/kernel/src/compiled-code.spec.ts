import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-compiled-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const worker = `
  import { getCompileCacheDir } from 'node:module';
  console.log(JSON.stringify({ cache: getCompileCacheDir() ?? null, env: Object.keys(process.env) }));
`;

/** What a worker thread with this environment reports, in a process with these settings. */
async function inWorker(settings: Record<string, string>): Promise<unknown> {
  const program = `
    import { Worker } from 'node:worker_threads';
    import { compiledCodeEnv } from ${JSON.stringify(path.join(import.meta.dirname, 'compiled-code.ts'))};
    new Worker(${JSON.stringify(worker)}, { eval: true, env: compiledCodeEnv() });
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    env: settings,
    timeout: 20_000,
  });
  return JSON.parse(stdout);
}

test('a thread uses the cache of compiled code of its process, and sees no other variable', async () => {
  expect(await inWorker({ NODE_COMPILE_CACHE: folder, SECRET: 'of the process' })).toEqual({
    cache: expect.stringMatching(new RegExp(`^${folder}/`)),
    env: ['NODE_COMPILE_CACHE'],
  });
});

test('a thread of a process without the cache sees no variable', async () => {
  expect(await inWorker({ SECRET: 'of the process' })).toEqual({ cache: null, env: [] });
});
