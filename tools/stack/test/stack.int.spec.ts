import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importJWK, jwtVerify } from 'jose';
import { freePortRange, isFree } from '../src/ports.ts';
import { serviceNames } from '../src/programs.ts';
import { startStack } from '../src/stack.ts';
import type { Stack, StackOptions } from '../src/stack.ts';
import { eventually } from './eventually.ts';
import { standIns } from './standins.ts';

/** Servers are those of the test run; the programs are stand-ins, because these tests are about the stack. */
let folder: string;
let options: StackOptions;
const lines: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-stack-'));
  options = {
    dataDir: path.join(folder, 'data'),
    env: process.env,
    log: (line) => lines.push(line),
    appsDir: await standIns(folder),
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const answer = async (url: string): Promise<string> =>
  (await fetch(url, { signal: AbortSignal.timeout(2_000) })).text();

describe('a running stack', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(options);
  });
  afterAll(() => stack.stop());

  test('every service has its own database on the shared server', async () => {
    const databases = await Promise.all(
      [stack.services.people.url, stack.services['rural-programs'].url].map(
        async (url) => new URL((JSON.parse(await answer(url)) as { database: string }).database).pathname,
      ),
    );
    expect(databases).toEqual(['/kexie_people', '/kexie_rural_programs']);
  });

  test('a service that a test kills stays down until it is started again', async () => {
    await stack.stopService('people', 'SIGKILL');
    await expect(answer(stack.services.people.url)).rejects.toThrow();
    expect(stack.services.people.pid).toBeUndefined();
    await stack.startService('people');
    expect(await answer(stack.services.people.url)).toContain('"ready":true');
  });

  test('a token carries the requested claims and verifies with the key of the gateway', async () => {
    const token = await stack.token({
      roles: ['analyst'],
      regions: ['450400'],
      scopes: ['people:register:read', 'reports:export'],
    });
    const keys = JSON.parse(await readFile(path.join(options.dataDir, 'keys.json'), 'utf8'));
    const { payload } = await jwtVerify(token, await importJWK(keys.users.publicJwk, 'EdDSA'), {
      issuer: 'kexie-dev',
      audience: 'kexie-graph',
      typ: 'JWT',
    });
    expect(payload).toMatchObject({
      roles: ['analyst'],
      regions: ['450400'],
      organizations: [],
      scope: 'people:register:read reports:export',
      sub: 'dev-user',
    });
  });

  test('only the owner may read keys and env files', async () => {
    for (const file of ['keys.json', 'env/gateway.env']) {
      expect((await stat(path.join(options.dataDir, file))).mode & 0o077).toBe(0);
    }
  });

  test('a second stack on the same data is refused in one sentence', async () => {
    await expect(startStack(options)).rejects.toThrow(/A stack already runs on .* stop it first/);
  });
});

test('a stopped stack releases its ports and its claim, and its keys are kept', async () => {
  const port = await freePortRange(serviceNames.length);
  const first = await startStack({ ...options, port });
  const keys = await readFile(path.join(options.dataDir, 'keys.json'), 'utf8');
  await first.stop();
  expect(await isFree(port)).toBe(true);
  const second = await startStack({ ...options, port });
  await second.stop();
  expect(await readFile(path.join(options.dataDir, 'keys.json'), 'utf8')).toBe(keys);
});

test('a busy port is named, with the service that needs it, before any program starts', async () => {
  const port = await freePortRange(serviceNames.length);
  const other = createServer().listen(port + 2, '127.0.0.1');
  const dataDir = path.join(folder, 'never');
  try {
    await expect(startStack({ ...options, dataDir, port })).rejects.toThrow(
      `Port ${port + 2} of this machine, which people needs, is in use`,
    );
    await expect(stat(dataDir)).rejects.toThrow('ENOENT');
  } finally {
    other.close();
  }
});

test('a service that cannot start is reported with its last error, and all other programs are stopped', async () => {
  const port = await freePortRange(serviceNames.length);
  const broken = path.join(folder, 'broken');
  const started = startStack({
    ...options,
    port,
    dataDir: path.join(broken, 'data'),
    appsDir: await standIns(broken, ['outreach']),
  });
  await expect(started).rejects.toThrow(
    /^outreach stopped while starting \(exit code 1\): cannot start: no schema to publish \(log: .*outreach\.log\)\.$/,
  );
  expect(await isFree(port)).toBe(true);
});

test('a service that the caller runs is not started, and its env file exists', async () => {
  const dataDir = path.join(folder, 'without');
  const stack = await startStack({ ...options, dataDir, without: ['people'] });
  try {
    expect(stack.services.people.pid).toBeUndefined();
    expect(await readFile(path.join(dataDir, 'env', 'people.env'), 'utf8')).toContain(
      `PORT='${new URL(stack.services.people.url).port}'`,
    );
  } finally {
    await stack.stop();
  }
});

test('a supervised service that crashes is restarted, with one line that states the reason', async () => {
  const stack = await startStack({ ...options, dataDir: path.join(folder, 'supervised'), supervise: true });
  try {
    const before = stack.services.matching.pid;
    await answer(stack.services.matching.url.replace('/graphql', '/die')).catch(() => undefined);
    await eventually(async () => {
      expect(await answer(stack.services.matching.url)).toContain('"ready":true');
      expect(stack.services.matching.pid).not.toBe(before);
    });
    expect(lines.find((line) => line.startsWith('matching stopped unexpectedly'))).toMatch(
      /: exit code 3, Error: the disk is on fire\. Starting it again in 1 s/,
    );
  } finally {
    await stack.stop();
  }
});

test('a stack that is stopped while a service crashes repeatedly leaves nothing behind', async () => {
  const port = await freePortRange(serviceNames.length);
  const crashing = path.join(folder, 'crashing');
  const seen: string[] = [];
  const appsDir = await standIns(crashing);
  const stack = await startStack({
    ...options,
    port,
    dataDir: path.join(crashing, 'data'),
    appsDir,
    supervise: true,
    log: (line) => seen.push(line),
  });
  await standIns(crashing, ['matching']); // from now on it fails to start
  await answer(stack.services.matching.url.replace('/graphql', '/die')).catch(() => undefined);
  await eventually(() =>
    expect(seen.filter((line) => line.startsWith('matching stopped unexpectedly')).length).toBeGreaterThan(1),
  );
  await stack.stop();
  for (let offset = 0; offset < 6; offset++) expect(await isFree(port + offset)).toBe(true);
});
