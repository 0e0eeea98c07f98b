import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-threads-'));
  // fills the heap of the thread with as many MB as its data state
  await writeFile(
    path.join(folder, 'thread.mjs'),
    `import { workerData } from 'node:worker_threads';
     const kept = [];
     for (let mb = 0; mb < workerData; mb += 1) kept.push(Array.from({ length: 131_072 }, (_, index) => index + 0.5));
     console.log('filled', kept.length);`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a thread with this bound reports, if it fills its heap, in a process with a bound of 64 MB. */
async function filled(memoryMbMax: number, mb: number): Promise<string> {
  const program = `
    import { isOutOfMemory, startThread } from ${JSON.stringify(path.join(import.meta.dirname, 'threads.ts'))};
    const module = new URL(${JSON.stringify(pathToFileURL(path.join(folder, 'thread.mjs')).href)});
    startThread(module, { memoryMbMax: ${memoryMbMax}, workerData: ${mb} }).on('error', (error) =>
      console.log(isOutOfMemory(error) ? 'out of memory' : error),
    );
  `;
  const main = path.join(folder, 'main.mjs');
  await writeFile(main, program);
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=64', main], {
    timeout: 60_000,
  });
  return stdout.trim();
}

test('a thread may use more memory than its process, up to the bound that is stated for it', async () => {
  expect(await filled(512, 200)).toBe('filled 200');
  expect(await filled(32, 500)).toBe('out of memory');
});
