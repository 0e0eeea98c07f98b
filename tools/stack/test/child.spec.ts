import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { startChild } from '../src/child.ts';
import { eventually } from './eventually.ts';

test('a log that is too large is rotated while its program runs, and the program continues to write', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'kexie-log-'));
  const logFile = path.join(folder, 'noisy.log');
  const noisy = "setInterval(() => process.stdout.write('x'.repeat(100) + '\\n'), 1)";
  const child = await startChild({
    command: process.execPath,
    args: ['-e', noisy],
    cwd: folder,
    env: process.env,
    logFile,
    rank: 'service',
    logBytesMax: 20_000,
  });
  try {
    await eventually(() => expect(existsSync(`${logFile}.1`)).toBe(true));
    const turned = readFileSync(`${logFile}.1`, 'utf8');
    expect(turned.length).toBeGreaterThan(20_000);
    expect(turned).toMatch(/^── start .*\nx{100}\n/);
    await eventually(() => expect(statSync(logFile).size).toBeGreaterThan(0));
    expect(readFileSync(logFile, 'utf8')).toMatch(/^x+\n/);
  } finally {
    await child.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
