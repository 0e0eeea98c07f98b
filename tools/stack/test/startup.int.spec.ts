import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server as Listener } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { AckPolicy } from 'nats';
import { connectNats } from '@kexie/messaging/nats';
import { brokerUrlOf } from '../src/broker-accounts.ts';
import { setUpBroker } from '../src/broker-setup.ts';
import { stackKeys } from '../src/keys.ts';
import type { Keys } from '../src/keys.ts';
import { databaseUri } from '../src/mongodb.ts';
import { startNats } from '../src/nats.ts';
import { freePort } from '../src/ports.ts';
import { root } from '../src/programs.ts';
import type { Server } from '../src/server.ts';

const silent = (): void => undefined;
const quiet = { debug: silent, info: silent, warn: silent, error: silent, child: () => quiet };
const { NATS_URL: _nats, MONGODB_URI: mongodbUri = '', ...env } = process.env;
let folder: string;
let broker: Server;
let keys: Keys;
let occupied: Listener;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-startup-'));
  keys = await stackKeys(folder);
  broker = await startNats({
    dataDir: path.join(folder, 'nats'),
    logFile: path.join(folder, 'nats.log'),
    keys,
    log: silent,
    env,
    durable: false,
  });
  await setUpBroker(broker.url, keys);
  occupied = createServer();
  await new Promise<void>((resolve) => {
    occupied.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(async () => {
  occupied.close();
  await broker.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a program that must fail early, and returns its exit code and the last line of its log. */
async function run(
  name: 'people' | 'gateway',
  settings: Record<string, string>,
): Promise<{ exit: unknown; text: string; last: { level: number; code?: string; msg: string } }> {
  const done = await execute(['src/main.ts'], path.join(root, 'apps', name), { PATH: env['PATH'], ...settings });
  return { ...done, last: JSON.parse(done.text.trim().split('\n').at(-1) ?? '') };
}

function execute(args: string[], cwd: string, settings: NodeJS.ProcessEnv): Promise<{ exit: unknown; text: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env: settings, timeout: 25_000 }, (error, stdout, stderr) => {
      resolve({ exit: error?.code ?? error?.signal ?? 0, text: `${stdout}${stderr}` });
    });
  });
}

const people = (): Record<string, string> => ({
  PORT: '0',
  NATS_URL: brokerUrlOf(broker.url, 'people', keys),
  MONGODB_URI: databaseUri(mongodbUri, `test_startup_${randomUUID().slice(0, 8)}`),
  INTERNAL_TOKEN_PUBLIC_JWK: JSON.stringify(keys.internal.publicJwk),
  LOG_LEVEL: 'silent',
});

const failures: ['people' | 'gateway', () => Record<string, string>, string, RegExp][] = [
  [
    'people',
    () => ({ ...people(), PORT: '0x10' }),
    'INVALID_CONFIGURATION',
    /^PORT must be a whole number from 0 to 65535, and is "0x10"\.$/,
  ],
  [
    'people',
    () => ({ ...people(), PORT: String((occupied.address() as AddressInfo).port) }),
    'ADDRESS_UNAVAILABLE',
    /another program has this port/,
  ],
  [
    'gateway',
    () => ({ SUPERGRAPH_FILE: path.join(root, 'package.json') }),
    'INVALID_SCHEMA',
    /package\.json of SUPERGRAPH_FILE cannot be served/,
  ],
];

test.each(failures)(
  '%s: an invalid setting, an occupied port or an invalid schema ends it with one line that has a code and no stack',
  async (name, settings, code, message) => {
    const { exit, text, last } = await run(name, settings());
    expect({ exit, last }).toMatchObject({ exit: 1, last: { level: 50, code, msg: expect.stringMatching(message) } });
    expect(text).not.toMatch(/\s+at .*:\d+:\d+/);
  },
);

test('data of a newer version end a service with an instruction, unless that version allows this one to use them', async () => {
  // the port is occupied, so that a service that accepts its data also ends
  const settings: Record<string, string> = { ...people(), PORT: String((occupied.address() as AddressInfo).port) };
  const client = new mongoose.mongo.MongoClient(settings['MONGODB_URI'] as string);
  const migrations = client.db().collection<{ _id: string; backward: string }>('migrations');
  try {
    await migrations.insertOne({ _id: '2999-01-01-from-the-future', backward: 'none' });
    const { exit, text, last } = await run('people', settings);
    expect({ exit, last }).toMatchObject({
      exit: 1,
      last: {
        code: 'NEWER_DATA',
        msg: expect.stringMatching(/\(2999-01-01-from-the-future\).*start the newer version/),
      },
    });
    expect(text).not.toMatch(/\s+at .*:\d+:\d+/);

    await migrations.updateOne({ _id: '2999-01-01-from-the-future' }, { $set: { backward: 'compatible' } });
    expect((await run('people', settings)).last.code).toBe('ADDRESS_UNAVAILABLE');
  } finally {
    await client.close();
  }
});

test('a consumer of another database ends a service with an instruction, without a stack', async () => {
  const nats = await connectNats(broker.url, { name: 'test', log: quiet });
  const { consumers } = await nats.manager();
  await consumers.add('ORGANIZATIONS', {
    durable_name: 'people-directory',
    ack_policy: AckPolicy.Explicit,
    metadata: { 'kexie-database': 'another' },
  });
  await nats.close();
  const { exit, text, last } = await run('people', { ...people(), PORT: String(await freePort()) });
  expect({ exit, last }).toMatchObject({
    exit: 1,
    last: {
      code: 'FOREIGN_DATABASE',
      msg: expect.stringMatching(/belongs to the database another.*TAKE_OVER_CONSUMERS=true/),
    },
  });
  expect(text).not.toMatch(/\s+at .*:\d+:\d+/);
});

const npmStart: [Record<string, string>, RegExp][] = [
  [
    { MONGODB_URI: 'mongodb://u:secret@127.0.0.1:1/' },
    /^The database of MONGODB_URI \(mongodb:\/\/…@127\.0\.0\.1:1\/\) cannot be used: .*ECONNREFUSED/m,
  ],
  [
    { MONGODB_URI: 'http://127.0.0.1' },
    /^MONGODB_URI must be an address of the form mongodb:\/\/HOST:PORT, and is http:/m,
  ],
  [
    { NATS_URL: 'http://u:secret@127.0.0.1:1', MONGODB_URI: mongodbUri },
    /^NATS_URL is not an address of NATS: it must be/m,
  ],
  [
    { NATS_URL: 'nats://u:secret@127.0.0.1:1', MONGODB_URI: mongodbUri },
    /^nats:\/\/127\.0\.0\.1:1 of NATS_URL does not answer: .*CONNECTION_REFUSED/m,
  ],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of silent, debug, info, warn, error, and is "loud"\.$/m],
];

test('npm start with an invalid setting or an unreachable server ends within seconds, with the reason and without a password', async () => {
  // in parallel, because two of them wait for a server
  await Promise.all(
    npmStart.map(async ([settings, message]) => {
      const data = await mkdtemp(path.join(folder, 'data-'));
      const { exit, text } = await runStack(data, {
        ...env,
        PORT: String(await freePort()),
        NATS_URL: broker.url,
        ...settings,
      });
      expect(text).toMatch(message);
      expect(exit).toBe(1);
      expect(text).not.toMatch(/secret|\s+at .*:\d+:\d+/);
    }),
  );
});

function runStack(data: string, settings: NodeJS.ProcessEnv): Promise<{ exit: unknown; text: string }> {
  return execute(['tools/stack/src/main.ts', '--data', data, '--no-seed'], root, settings);
}
