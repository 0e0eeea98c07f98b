import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { connect } from 'nats';
import { operator } from '../src/broker-accounts.ts';
import { databaseUri, startMongodb } from '../src/mongodb.ts';
import { startNats } from '../src/nats.ts';
import { silence } from '../src/ports.ts';
import { lastError } from '../src/server.ts';

let folder: string;
const lines: string[] = [];
const log = (line: string) => void lines.push(line);
const { MONGODB_URI: _mongodb, NATS_URL: _nats, ...env } = process.env; // new servers, not those of the test run

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-servers-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const place = (name: string) => ({ dataDir: path.join(folder, name), logFile: path.join(folder, `${name}.log`), log });

async function inDatabase<Result>(
  url: string,
  work: (notes: mongoose.mongo.Collection<{ _id: string }>) => Promise<Result>,
): Promise<Result> {
  const client = new mongoose.mongo.MongoClient(databaseUri(url, 'notes'), { serverSelectionTimeoutMS: 5_000 });
  try {
    return await work(client.db().collection('notes'));
  } finally {
    await client.close();
  }
}

test('an acknowledged write survives a kill of MongoDB', async () => {
  const first = await startMongodb({ ...place('mongodb'), env });
  await inDatabase(first.url, (notes) =>
    notes.insertOne({ _id: 'kept' }, { writeConcern: { w: 'majority', j: true } }),
  );
  first.kill('SIGKILL');
  await first.exited;
  const second = await startMongodb({ ...place('mongodb'), env });
  try {
    expect(await inDatabase(second.url, (notes) => notes.findOne({}))).toEqual({ _id: 'kept' });
  } finally {
    await second.stop();
  }
  expect(await silence(second.port ?? 0)).toContain('ECONNREFUSED');
});

test('NATS stops on request and restarts on its port, with one line that names its origin', async () => {
  const first = await startNats({ ...place('nats'), env });
  await first.stop();
  const second = await startNats({ ...place('nats'), env, ...(first.port ? { port: first.port } : {}) });
  await second.stop();
  expect(second.url).toBe(first.url);
  expect(lines.filter((line) => line.startsWith('NATS:'))).toHaveLength(2);
});

test('events that a broker without users stored are kept by one with users', async () => {
  const dataDir = path.join(folder, 'older');
  const first = await startNats({ ...place('older'), env });
  const before = await connect({
    servers: `127.0.0.1:${first.port}`,
    user: operator,
    pass: new URL(first.url).password,
  });
  await (await before.jetstreamManager()).streams.add({ name: 'PEOPLE', subjects: ['people.>'] });
  await before.jetstream().publish('people.thing.happened.v1', 'kept');
  await before.close();
  await first.stop();
  await rename(path.join(dataDir, 'jetstream/jetstream/PLATFORM'), path.join(dataDir, 'jetstream/jetstream/$G')); // the folder of older versions
  const second = await startNats({ ...place('older'), env });
  const after = await connect({
    servers: `127.0.0.1:${second.port}`,
    user: operator,
    pass: new URL(second.url).password,
  });
  try {
    expect((await (await after.jetstreamManager()).streams.getMessage('PEOPLE', { seq: 1 })).string()).toBe('kept');
  } finally {
    await after.close();
    await second.stop();
  }
});

test('a server that is given by URL is used and never stopped', async () => {
  const { MONGODB_URI: url = '' } = process.env;
  const server = await startMongodb({ ...place('given'), env: { MONGODB_URI: url } });
  await server.stop();
  expect(server).toMatchObject({ url, pid: undefined });
});

test('without any server and without Python one sentence names every way to get one', async () => {
  const bare = { PATH: path.join(folder, 'nothing'), XDG_CACHE_HOME: path.join(folder, 'cache') };
  await mkdir(path.join(bare.XDG_CACHE_HOME, 'kexie-graph', 'mongod'), { recursive: true });
  await writeFile(
    path.join(bare.XDG_CACHE_HOME, 'kexie-graph', 'mongod', 'download-refused.json'),
    JSON.stringify({ at: new Date().toISOString() }),
  );
  await expect(startMongodb({ ...place('bare'), env: bare })).rejects.toThrow(
    /four ways.*MONGODB_URI.*mongod on the PATH.*MONGOMS_SYSTEM_BINARY.*download.*SecantusDB.*no Python on the PATH/,
  );
  await expect(startNats({ ...place('bare'), env: bare })).rejects.toThrow(
    /three ways.*NATS_URL.*PATH.*pip.*no Python on the PATH/,
  );
});

test('the version of a Python that is too old is named', async () => {
  const bin = path.join(folder, 'old-python');
  await mkdir(bin, { recursive: true });
  await writeFile(path.join(bin, 'python3'), '#!/bin/sh\necho 3.8\n');
  await chmod(path.join(bin, 'python3'), 0o755);
  await expect(
    startNats({ ...place('old'), env: { PATH: bin, XDG_CACHE_HOME: path.join(folder, 'cache-old') } }),
  ).rejects.toThrow('Python 3.10 or newer is needed for pip, and python3 is 3.8');
});

test('a failed installation states the reason and leaves nothing incomplete behind', async () => {
  const bin = path.join(folder, 'broken-python');
  const cache = path.join(folder, 'cache-broken');
  await mkdir(bin, { recursive: true });
  await writeFile(
    path.join(bin, 'python3'),
    '#!/bin/sh\nif [ "$1" = -c ]; then echo 3.12; exit 0; fi\n/bin/mkdir -p "$3/bin"; echo "ERROR: no room on the disk" >&2; exit 1\n',
  );
  await chmod(path.join(bin, 'python3'), 0o755);
  await expect(startNats({ ...place('broken'), env: { PATH: bin, XDG_CACHE_HOME: cache } })).rejects.toThrow(
    'ERROR: no room on the disk',
  );
  expect(await readdir(path.join(cache, 'kexie-graph', 'python'))).toEqual([]);
});

test('a database name replaces the path of a URI and keeps its hosts and options', () => {
  expect(databaseUri('mongodb://a:1,b:2/old?replicaSet=rs', 'people')).toBe('mongodb://a:1,b:2/people?replicaSet=rs');
  expect(databaseUri('mongodb://a:1', 'people')).toBe('mongodb://a:1/people');
});

test('the error of a log is the last line of this run that looks like one', async () => {
  const file = path.join(folder, 'crash.log');
  await writeFile(file, 'listening\nTypeError: x is not a function\n    at main (main.ts:1:1)\n\nNode.js v24.21.0\n');
  expect(lastError(file)).toBe('TypeError: x is not a function');
  await writeFile(file, '── start 1\nError: of an earlier run\n── start 2\nlistening\n');
  expect(lastError(file)).toBe('listening');
  expect(lastError(path.join(folder, 'missing.log'))).toBe('it wrote no log');
});

test('the servers of a killed program end with it', async () => {
  const program = path.join(folder, 'program.ts');
  await writeFile(
    program,
    `
    import { startNats } from ${JSON.stringify(path.resolve(import.meta.dirname, '../src/nats.ts'))};
    const server = await startNats({ dataDir: ${JSON.stringify(path.join(folder, 'orphan'))}, logFile: ${JSON.stringify(path.join(folder, 'orphan.log'))}, log: () => undefined, env: process.env });
    console.log(server.port);
    setInterval(() => undefined, 1000);
  `,
  );
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line)));
    child.once('exit', () => reject(new Error('the program ended early')));
  });
  child.kill('SIGKILL');
  const deadline = Date.now() + 10_000;
  while ((await silence(port)) === undefined) {
    if (Date.now() > deadline) throw new Error('NATS outlived the program that started it');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});
