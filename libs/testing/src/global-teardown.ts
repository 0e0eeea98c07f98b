import { rm } from 'node:fs/promises';
import { running } from './running.ts';

/** Kills the servers of the global setup and removes their data, which is temporary. */
export default async function tearDown(): Promise<void> {
  for (const server of running.servers) {
    server.kill('SIGKILL');
    if (server.pid !== undefined) await server.exited;
  }
  if (running.folder) await rm(running.folder, { recursive: true, force: true });
}
