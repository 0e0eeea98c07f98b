import { rm } from 'node:fs/promises';
import path from 'node:path';
import { connectNats } from '@kexie/messaging/nats';
import { publishSubgraph } from '@kexie/registry';
import { createLogger } from '@kexie/service/process';
import { serviceEnv, signUserToken, stackKeys, startNats } from '@kexie/stack';
import { benchDir } from './places.ts';

type Subgraph = { name: string; sdl: string; url: string };
export type Registry = Awaited<ReturnType<typeof startRegistry>>;

/**
 * A registry that holds the schemas of some services, as on the platform, and the settings with which a gateway follows it. It uses the broker of `NATS_URL`
 * if that is set, and otherwise starts an empty one. Rejects if the broker does not start.
 */
export async function startRegistry(subgraphs: readonly Subgraph[]) {
  const dataDir = path.join(benchDir, 'nats');
  await rm(dataDir, { recursive: true, force: true });
  const keys = await stackKeys(dataDir);
  const server = await startNats({
    dataDir,
    keys,
    logFile: path.join(benchDir, 'logs', 'nats.log'),
    log: () => {},
    env: process.env,
    durable: false,
  });
  const log = createLogger('bench', 'error');
  const nats = await connectNats(server.url, { name: 'bench', log });
  const publish = async (subgraph: Subgraph): Promise<void> =>
    void (await publishSubgraph(nats, { ...subgraph, version: 'bench' }, { log }));
  for (const subgraph of subgraphs) await publish(subgraph);
  const {
    PORT: _port,
    TEAMS_FILE: _teams,
    ...gatewayEnv
  } = serviceEnv('gateway', { keys, gatewayPort: 0, mongodbUrl: '', natsUrl: server.url, teamsFile: '', env: {} });
  return {
    gatewayEnv,
    publish,
    /** `authorization` headers of a number of signed-in viewers. */
    authorizations: (count: number): Promise<string[]> =>
      Promise.all(
        Array.from(
          { length: count },
          async (_, index) => `Bearer ${await signUserToken(keys, { sub: `per_${index}`, roles: ['administrator'] })}`,
        ),
      ),
    async stop(): Promise<void> {
      await nats.close();
      await server.stop();
    },
  };
}
