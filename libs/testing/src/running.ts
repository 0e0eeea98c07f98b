import type { Server } from '@kexie/stack';

/**
 * The servers that the global setup starts and the global teardown stops. Both run in jest's main process, but load
 * their modules separately.
 */
export const running = held();

type Running = { servers: Server[]; folder: string | undefined };

function held(): Running {
  const place = globalThis as { kexieTestServers?: Running };
  place.kexieTestServers ??= { servers: [], folder: undefined };
  return place.kexieTestServers;
}
