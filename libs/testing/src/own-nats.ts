import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, startNats, type Server } from '@kexie/stack';

/**
 * A NATS server that only one test uses, so that the test may stop it, start it and remove its store. It keeps its
 * address.
 */
export type OwnNats = {
  url: string;
  /** Kills the server; `start` starts it again with or without its store. */
  kill(): Promise<void>;
  start(options?: { withoutStore?: boolean }): Promise<void>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
};

export async function startOwnNats(): Promise<OwnNats> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kexie-nats-'));
  const dataDir = path.join(folder, 'nats');
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
    start: async ({ withoutStore = false } = {}) => {
      if (withoutStore) await rm(path.join(dataDir, 'jetstream'), { recursive: true, force: true });
      server = await open();
    },
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
