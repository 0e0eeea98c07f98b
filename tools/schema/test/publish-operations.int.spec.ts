import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectNats, type Nats } from '@kexie/messaging/nats';
import { watchDocuments, type TrustedDocuments } from '@kexie/registry';
import { eventually, natsUrl } from '@kexie/testing';

const silence = (): void => {};
const quiet = { debug: silence, info: silence, warn: silence, error: silence, child: () => quiet };
const client = `client-${randomUUID()}`;
const folder = mkdtempSync(path.join(tmpdir(), 'kexie-operations-'));
let nats: Nats;
let documents: TrustedDocuments;

beforeAll(async () => {
  nats = await connectNats(natsUrl(), { name: 'publish-operations-test', log: quiet });
  documents = await watchDocuments(nats, { log: quiet });
});
afterAll(async () => {
  documents.stop();
  await nats.close();
  rmSync(folder, { recursive: true });
});

/** Runs the command as `npm run operations:publish` does. */
function publish(...args: string[]): Promise<{ code: number; told: string }> {
  const file = path.resolve(import.meta.dirname, '../src/publish-operations.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { timeout: 20_000, env: { ...process.env, NATS_URL: natsUrl() } }, (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, told: stdout + stderr }));
  });
}

function manifest(operations: Record<string, string>): string {
  const file = path.join(folder, `${randomUUID()}.json`);
  writeFileSync(file, JSON.stringify(operations));
  return file;
}

test('a manifest is published, again without effect, and taken back', async () => {
  const file = manifest({ greeting: 'query Greeting { __typename }' });
  expect(await publish('--client', client, '--manifest', file)).toMatchObject({ code: 0, told: expect.stringContaining('1 of them new') });
  await eventually(() => expect(documents.find(client, 'greeting')).toBe('query Greeting { __typename }'));
  expect(await publish('--client', client, '--manifest', file)).toMatchObject({ code: 0, told: expect.stringContaining('0 of them new') });
  expect(await publish('--client', client, '--retire')).toMatchObject({ code: 0, told: expect.stringContaining('1 operations') });
  await eventually(() => expect(documents.find(client, 'greeting')).toBeUndefined());
});

test('one operation that is none keeps the whole manifest out, and is named', async () => {
  const { code, told } = await publish('--client', client, '--manifest', manifest({ good: '{ __typename }', bad: 'query {' }));
  expect(code).toBe(1);
  expect(told).toContain('bad: Syntax Error');
  expect(documents.find(client, 'good')).toBeUndefined();
});

test('a command that says too little is answered with what is missing and the usage', async () => {
  const { code, told } = await publish('--manifest', 'x.json');
  expect(code).toBe(2);
  expect(told).toMatch(/--client NAME[^]*operations:publish/);
});
