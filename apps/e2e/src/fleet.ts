import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  freePort,
  freePortRange,
  operator,
  serviceEnv,
  serviceNames,
  setUpBroker,
  signUserToken,
  stackKeys,
  startMongodb,
  startNats,
  startService,
  urlWithUser,
  writeTeamsFile,
} from '@kexie/stack';
import type { Child, Server, ServiceName, TokenClaims } from '@kexie/stack';

/** One running program. `url` is its address, without a path. */
export type Instance = { name: ServiceName; url: string; exited: Child['exited']; askToGo(): void };

/** A platform whose parts start and stop separately; a program may have several instances at once. */
export type Fleet = {
  startMongodb(): Promise<void>;
  startNats(): Promise<void>;
  /** Starts one more instance, on its own port. Resolves when it is ready or, with the probe `/healthz`, when it is alive. */
  start(
    name: ServiceName,
    options?: { probe?: '/readyz' | '/healthz'; env?: Record<string, string> },
  ): Promise<Instance>;
  token(claims: TokenClaims): Promise<string>;
  stop(): Promise<void>;
};

/** Chooses the addresses of a platform without starting it. Its folder is temporary, unless `E2E_DATA_DIR` names a folder to keep. */
export async function createFleet(): Promise<Fleet> {
  const kept = process.env['E2E_DATA_DIR'];
  if (kept !== undefined) await mkdir(kept, { recursive: true });
  const folder = await mkdtemp(path.join(kept ?? tmpdir(), 'kexie-fleet-'));
  const [keys, mongodbPort, natsPort] = [await stackKeys(folder), await freePort(), await freePort()];
  const addresses = {
    mongodbUrl: `mongodb://127.0.0.1:${mongodbPort}/?directConnection=true`,
    natsUrl: urlWithUser(`127.0.0.1:${natsPort}`, operator, keys.broker),
    teamsFile: await writeTeamsFile(folder, keys),
  };
  // servers of its own, for it starts before they do
  const { MONGODB_URI: _mongodb, NATS_URL: _nats, ...env } = process.env;
  const server = (name: string, port: number) => ({
    dataDir: path.join(folder, name),
    logFile: path.join(folder, `${name}.log`),
    port,
    env,
    log: () => undefined,
    durable: false,
    signal: stopping.signal,
  });
  const stopping = new AbortController();
  const servers: Promise<Server>[] = [];
  const programs: Promise<Child>[] = [];

  return {
    startMongodb: async () => void (await remember(servers, startMongodb(server('mongodb', mongodbPort)))),
    async startNats() {
      await remember(servers, startNats({ ...server('nats', natsPort), keys }));
      await setUpBroker(addresses.natsUrl, keys);
    },
    async start(name, { probe = '/readyz', env: own = {} } = {}) {
      const values = {
        ...serviceEnv(name, { ...addresses, keys, gatewayPort: await freePortRange(serviceNames.length), env }),
        ...own,
      };
      const logFile = path.join(folder, `${name}-${values['PORT']}.log`);
      const program = startService({
        name,
        values,
        env,
        logFile,
        probe,
        folder: path.join(import.meta.dirname, '../..', name),
        signal: stopping.signal,
      });
      const { exited, kill } = await remember(programs, program);
      return { name, url: `http://127.0.0.1:${values['PORT']}`, exited, askToGo: () => kill('SIGTERM') };
    },
    token: (claims) => signUserToken(keys, claims),
    async stop() {
      stopping.abort();
      for (const parts of [programs, servers]) {
        const started = await Promise.allSettled(parts);
        await Promise.all(started.map(async (part) => (part.status === 'fulfilled' ? part.value.stop() : undefined)));
      }
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Remembers a program that is starting, so that it is stopped even if its start fails. */
function remember<Part>(parts: Promise<Part>[], part: Promise<Part>): Promise<Part> {
  parts.push(part);
  return part;
}
