import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMongodb, startNats } from '@kexie/stack';
import { running } from './running.ts';

/**
 * Starts one MongoDB and one NATS for a jest run and sets `MONGODB_URI` and `NATS_URL` for the tests. When these are
 * already set, it uses those servers. Only projects with an `*.int.spec.ts` use it in jest.config.js. The data is
 * temporary, so writes do not wait for the disk.
 */
export default async function setUp(): Promise<void> {
  if (process.env['MONGODB_URI'] && process.env['NATS_URL']) return;
  const folder = await mkdtemp(path.join(tmpdir(), 'kexie-test-'));
  running.folder = folder;
  const shared = {
    log: (line: string) => void process.stderr.write(`${line}\n`),
    env: { ...process.env },
    durable: false,
  };
  const [mongodb, nats] = await Promise.all([
    startMongodb({ ...shared, dataDir: path.join(folder, 'mongodb'), logFile: path.join(folder, 'mongodb.log') }),
    startNats({ ...shared, dataDir: path.join(folder, 'nats'), logFile: path.join(folder, 'nats.log') }),
  ]);
  running.servers = [nats, mongodb];
  process.env['MONGODB_URI'] = mongodb.url;
  process.env['NATS_URL'] = nats.url;
}
