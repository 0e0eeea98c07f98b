import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, startNats, type Server } from '@kexie/stack';

/**
 * A NATS server that only one test uses, so that the test may stop it, start it and remove its store. It keeps its
 * address.
 */
export type OwnNats = {
  url: string;
  /** Kills the server; `start` starts it again: with its store, without it, or after `cutMessages`. */
  kill(): Promise<void>;
  start(options?: { store?: 'kept' | 'removed' | 'cut' }): Promise<void>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
};

export async function startOwnNats(): Promise<OwnNats> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kexie-nats-'));
  const dataDir = path.join(folder, 'nats');
  const store = path.join(dataDir, 'jetstream');
  const port = await freePort();
  const { NATS_URL: _, ...env } = process.env;
  const open = (): Promise<Server> =>
    startNats({ env, dataDir, logFile: path.join(folder, 'nats.log'), durable: false, port, log: () => {} });
  let server = await open();
  const kill = async () => {
    server.kill('SIGKILL');
    await server.exited;
  };
  return {
    url: server.url,
    kill,
    start: async ({ store: state = 'kept' } = {}) => {
      if (state === 'removed') await rm(store, { recursive: true, force: true });
      if (state === 'cut') await cutMessages(store);
      server = await open();
    },
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Cuts the end of each file of messages in the store of a stopped broker, as a crash of the machine does that loses what
 * was not yet on the disk.
 */
export async function cutMessages(store: string): Promise<void> {
  const files = (await readdir(store, { recursive: true })).filter((file) => file.endsWith('.blk'));
  for (const file of files.map((name) => path.join(store, name)))
    await truncate(file, Math.max(0, (await stat(file)).size - cutBytes));
}

/** Less than one message, which is then invalid as a whole. */
const cutBytes = 100;
