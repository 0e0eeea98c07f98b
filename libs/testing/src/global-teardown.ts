import { rm } from 'node:fs/promises';
import { running } from './running.ts';

/** Stops what the global setup started and removes its data. Nothing in it is worth a graceful end. */
export default async function tearDown(): Promise<void> {
  for (const server of running.servers) {
    server.kill('SIGKILL');
    if (server.pid !== undefined) await server.exited;
  }
  if (running.folder) await rm(running.folder, { recursive: true, force: true });
}
