import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startChild } from './child.ts';
import { findMongod } from './mongod.ts';
import { freePort, silence } from './ports.ts';
import { pythonEnv } from './python-env.ts';
import { fewArenas, foreignServer, ownServer, waitUntilReady, withoutPassword } from './server.ts';
import type { Server, ServerOptions } from './server.ts';

const readyTimeoutMs = 60_000;
const reachTimeoutMs = 5_000;
const mongodStopGraceMs = 15_000;
/** SecantusDB sometimes spins forever on SIGTERM; every commit is on the disk already, so an early SIGKILL loses nothing. */
const secantusStopGraceMs = 3_000;
const replicaSet = 'kexie';

/**
 * A MongoDB with transactions: `MONGODB_URI`, else `mongod` (PATH, `MONGOMS_SYSTEM_BINARY` or a download) as a
 * one-node replica set, else SecantusDB from PyPI. Listens on 127.0.0.1 only. `url` names no database: see `databaseUri`.
 * Rejects with one sentence that names the four ways.
 */
export async function startMongodb(options: ServerOptions): Promise<Server> {
  const given = options.env['MONGODB_URI'];
  if (given) {
    await reach(given);
    options.log(`MongoDB: the server of MONGODB_URI (${withoutPassword(given)})`);
    return foreignServer('MONGODB_URI', given);
  }
  const mongod = await findMongod(options.env, options.log);
  return mongod.binary ? startMongod(options, mongod.binary, mongod.kind) : startSecantus(options, mongod.kind);
}

/** Waits for the server of MONGODB_URI. Rejects with one sentence if it does not answer within five seconds, or refuses the user. */
async function reach(uri: string): Promise<void> {
  const MongoClient = await loadClient();
  let client: InstanceType<typeof MongoClient>;
  try {
    client = new MongoClient(uri, { serverSelectionTimeoutMS: reachTimeoutMs });
  } catch (error) {
    throw new Error(
      `MONGODB_URI must be an address of the form mongodb://HOST:PORT, and is ${withoutPassword(uri)}: ${(error as Error).message}.`,
    );
  }
  try {
    await client.db('admin').command({ ping: 1 });
  } catch (error) {
    throw new Error(
      `The database of MONGODB_URI (${withoutPassword(uri)}) cannot be used: ${(error as Error).message}.`,
    );
  } finally {
    await client.close();
  }
}

/** The client of MongoDB. It takes 30 MB and is not needed with SecantusDB, so it is loaded late. */
const loadClient = async () => (await import('mongoose')).default.mongo.MongoClient;

/** The URI of one database on the server of `uri`: the path is replaced, hosts and options stay. */
export function databaseUri(uri: string, database: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri);
  if (!parts) throw new Error('A MongoDB URI must look like mongodb://host:port/?options.');
  return `${parts[1]}/${database}${parts[2] ?? ''}`;
}

async function startMongod(options: ServerOptions, binary: string, kind: string): Promise<Server> {
  const port = options.port ?? (await freePort());
  const dataDir = path.join(options.dataDir, 'mongod');
  await mkdir(dataDir, { recursive: true });
  const child = await startChild({
    command: binary,
    args: [
      '--replSet',
      replicaSet,
      '--bind_ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--dbpath',
      dataDir,
      '--wiredTigerCacheSizeGB',
      '0.5',
    ],
    cwd: dataDir,
    env: options.env,
    logFile: options.logFile,
    rank: 'mongodb',
    graceMs: mongodStopGraceMs,
  });
  await waitUntilReady({
    ...options,
    name: 'MongoDB',
    child,
    timeoutMs: readyTimeoutMs,
    signal: options.signal,
    obstacle: () => silence(port),
  });
  await initiate(port).catch(async (error: Error) => {
    await child.stop();
    throw new Error(`MongoDB could not become a replica set: ${error.message} (log: ${options.logFile}).`);
  });
  options.log(`MongoDB: ${kind} on port ${port}, data in ${dataDir}`);
  return ownServer(kind, localUri(port), port, child);
}

/** A replica set with one member, because transactions need one. Data of an earlier run may have the member with another port. */
async function initiate(port: number): Promise<void> {
  const MongoClient = await loadClient();
  const client = new MongoClient(localUri(port), {
    serverSelectionTimeoutMS: 10_000,
    socketTimeoutMS: readyTimeoutMs,
  });
  const host = `127.0.0.1:${port}`;
  try {
    const admin = client.db('admin');
    const known = await admin.command({ replSetGetConfig: 1 }).catch((error: { codeName?: string }) => {
      if (error.codeName === 'NotYetInitialized') return undefined;
      throw error;
    });
    if (!known) await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } });
    else if (known['config'].members[0].host !== host) {
      const config = {
        ...known['config'],
        version: known['config'].version + 1,
        members: [{ ...known['config'].members[0], host }],
      };
      await admin.command({ replSetReconfig: config, force: true });
    }
    const deadline = Date.now() + readyTimeoutMs;
    for (;;) {
      const { isWritablePrimary, info } = await admin.command({ hello: 1 });
      if (isWritablePrimary) return;
      if (Date.now() > deadline)
        throw new Error(`it was not primary after ${readyTimeoutMs / 1000} s${info ? `: ${info}` : ''}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await client.close();
  }
}

async function startSecantus(options: ServerOptions, whyNoMongod: string): Promise<Server> {
  const { python, folder } = await pythonEnv(options.env, options.log).catch((error: Error) => {
    throw new Error(
      'No MongoDB was found. Any of these four ways works: set MONGODB_URI to a running one (a replica set); install mongod on the ' +
        `PATH or name it in MONGOMS_SYSTEM_BINARY; allow its download (${whyNoMongod}); or let pip install SecantusDB, which did not work here: ${error.message}.`,
    );
  });
  const port = options.port ?? (await freePort());
  const dataDir = path.join(options.dataDir, 'secantusdb');
  await mkdir(dataDir, { recursive: true });
  const configFile = path.join(options.dataDir, 'secantusdb.toml');
  await writeFile(
    configFile,
    '# Intentionally empty: without this file SecantusDB would read the one in the home folder.\n',
  );
  const child = await startChild({
    command: python,
    args: [
      '-c',
      'import sys; from secantus.cli import main; sys.exit(main())',
      '--config',
      configFile,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--storage-path',
      dataDir,
      '--cache-size',
      '512M',
      '--log-level',
      'WARNING',
      ...durability(options),
    ],
    cwd: options.dataDir,
    env: { ...fewArenas, ...options.env },
    logFile: options.logFile,
    rank: 'mongodb',
    graceMs: secantusStopGraceMs,
  });
  await waitUntilReady({
    ...options,
    name: 'SecantusDB',
    child,
    timeoutMs: readyTimeoutMs,
    signal: options.signal,
    obstacle: () => silence(port),
  });
  options.log(`MongoDB: SecantusDB 0.7 from PyPI on port ${port}, data in ${dataDir} (${whyNoMongod})`);
  return ownServer(`SecantusDB (${folder})`, localUri(port), port, child);
}

/**
 * Without `--sync-on-commit` a `kill -9` lost about 3 % of the transactions that were acknowledged with `j: true` in the last second
 * (80 of 2922 in four kills); with it 0 of 2420. The price was 0.2 ms a transaction (1.97 → 2.22 ms, one after another).
 */
function durability({ durable = true }: ServerOptions): string[] {
  return durable ? ['--sync-on-commit'] : [];
}

/** `directConnection`, so that the driver ignores the host name that the replica set reports. */
function localUri(port: number): string {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}
