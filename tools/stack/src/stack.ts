import { mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { operator } from './broker-accounts.ts';
import { keepBrokerWriting } from './broker-health.ts';
import { setUpBroker } from './broker-setup.ts';
import { compileAhead } from './compile-ahead.ts';
import { claimDataDir } from './data-dir.ts';
import { signUserToken, stackKeys } from './keys.ts';
import type { Keys, TokenClaims } from './keys.ts';
import { startMongodb } from './mongodb.ts';
import { startNats } from './nats.ts';
import { createPart } from './part.ts';
import type { Part } from './part.ts';
import { refuseUnusablePorts } from './port-range.ts';
import { freePort, freePortRange } from './ports.ts';
import { runSeed } from './seed.ts';
import type { Server, ServerOptions } from './server.ts';
import { portOf, root, serviceNames } from './programs.ts';
import {
  gatewayHost,
  originOf,
  serviceEnv,
  startService,
  teamEnv,
  waitUntilServed,
  writeEnvFile,
  writeTeamsFile,
} from './services.ts';
import type { ServiceName } from './programs.ts';
import type { Surroundings } from './services.ts';

export type StackOptions = {
  /** The folder of databases, streams, keys, logs and `env/*.env`; a second start uses them again. */
  dataDir: string;
  /** The gateway's port; the services take those after it. Default: free ports. */
  port?: number;
  log: (line: string) => void;
  env: NodeJS.ProcessEnv;
  /** Services that the caller runs, for example with `nx serve people`. */
  without?: readonly ServiceName[];
  /** Whether a program that ends unexpectedly is restarted. Default false, because tests kill programs. */
  supervise?: boolean;
  /** Loads the data set without output before the stack is returned. Default false. */
  seed?: boolean;
  /** The folder of the programs, with `NAME/src/main.ts`. Default: the project's `apps`. */
  appsDir?: string;
};

/** The whole platform on this machine. Every method resolves when it has finished and rejects with one sentence. */
export type Stack = {
  gatewayUrl: string;
  /** `url` is the address of the GraphQL endpoint; `pid` is undefined while the service is down. */
  services: Record<ServiceName, { url: string; readonly pid: number | undefined }>;
  mongodb: { url: string; readonly pid: number | undefined };
  /** NATS can be stopped and started again, with the same port and the same data. */
  nats: {
    url: string;
    readonly pid: number | undefined;
    stop(signal?: NodeJS.Signals): Promise<void>;
    start(): Promise<void>;
  };
  /** A token of a development user, valid for 8 hours. */
  token(claims: TokenClaims): Promise<string>;
  stopService(name: ServiceName, signal?: NodeJS.Signals): Promise<void>;
  startService(name: ServiceName): Promise<void>;
  /** Loads the missing parts of the data set through the gateway. With `shown` it draws on this terminal. */
  seed(options?: { shown?: boolean }): Promise<void>;
  /** Stops the loading of the data set first, then the services, then NATS, then MongoDB. */
  stop(): Promise<void>;
};

/** Starts MongoDB, NATS, the services and the gateway, all services at once. If one fails, everything is stopped again. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const gatewayPort = options.port ?? (await freePortRange(serviceNames.length));
  const without = options.without ?? [];
  await refuseUnusablePorts(gatewayPort, without, options.env);
  await mkdir(path.join(options.dataDir, 'logs'), { recursive: true });
  const release = await claimDataDir(options.dataDir, gatewayPort);
  const parts: Parts = { services: new Map() };
  try {
    const keys = await stackKeys(options.dataDir);
    const { mongodbUrl, natsUrl } = await startServers(options, parts, keys);
    await setUpBroker(natsUrl, keys, options.log);
    const teamsFile = await writeTeamsFile(path.join(options.dataDir, 'teams'), keys);
    const surroundings = { keys, gatewayPort, mongodbUrl, natsUrl, teamsFile, env: options.env };
    await writeEnvFile(options.dataDir, operator, { NATS_URL: natsUrl });
    // the port of the broker may differ from that of the last start
    for (const team of Object.keys(keys.teams)) await writeEnvFile(options.dataDir, team, teamEnv(team, keys, natsUrl));
    await startServices(options, parts, surroundings);
    const stack = asStack(options, parts, surroundings, release);
    if (options.seed) await stack.seed();
    return stack;
  } catch (error) {
    await stopParts(parts);
    await release();
    throw error;
  }
}

type Parts = { mongodb?: Part; nats?: Part; brokerWatch?: { stop(): Promise<void> }; services: Map<ServiceName, Part> };

/** In parallel: on a first run both may wait for a download. */
async function startServers(
  options: StackOptions,
  parts: Parts,
  keys: Keys,
): Promise<{ mongodbUrl: string; natsUrl: string }> {
  const mongodb = serverPart('mongodb', startMongodb, options);
  const nats = serverPart('nats', (server) => startNats({ ...server, keys }), options);
  parts.mongodb = mongodb.part;
  parts.nats = nats.part;
  await Promise.all([mongodb.part.start(), nats.part.start(), options.appsDir ?? compileAhead()]);
  if (options.supervise && nats.canWatch()) {
    const freeBytes = async (): Promise<number> => statfs(options.dataDir).then(({ bavail, bsize }) => bavail * bsize);
    parts.brokerWatch = keepBrokerWriting({ part: nats.part, fault: nats.fault, freeBytes, log: options.log });
  }
  return { mongodbUrl: mongodb.url(), natsUrl: nats.url() };
}

/** A server that keeps its port for as long as the stack runs, so that services reconnect after a restart. */
function serverPart(
  name: 'mongodb' | 'nats',
  startServer: (options: ServerOptions) => Promise<Server>,
  { dataDir, env, log, supervise = false }: StackOptions,
) {
  const logFile = path.join(dataDir, 'logs', `${name}.log`);
  let server: Server | undefined;
  let port: number | undefined;
  const part = createPart({
    name,
    logFile,
    supervise,
    log,
    launch: async (signal) => {
      port ??= await freePort();
      const first = server === undefined;
      server = await startServer({
        dataDir: path.join(dataDir, name),
        logFile,
        port,
        env,
        signal,
        log: first ? log : () => undefined,
      });
      return server;
    },
  });
  return {
    part,
    url: () => server?.url ?? '',
    canWatch: () => server?.fault !== undefined,
    fault: async () => server?.fault?.(),
  };
}

async function startServices(options: StackOptions, parts: Parts, surroundings: Surroundings): Promise<void> {
  const { dataDir, env, log, without = [], supervise = false, appsDir = path.join(root, 'apps') } = options;
  for (const name of serviceNames) {
    const values = serviceEnv(name, surroundings);
    await writeEnvFile(dataDir, name, values);
    const logFile = path.join(dataDir, 'logs', `${name}.log`);
    // if a service is missing, the first supergraph may have to wait for it: the gateway then only has to be alive
    const probe = name === 'gateway' && without.length > 0 ? '/healthz' : '/readyz';
    parts.services.set(
      name,
      createPart({
        name,
        logFile,
        supervise,
        log,
        launch: (signal) =>
          startService({ name, folder: path.join(appsDir, name), values, env, logFile, probe, signal, log }),
      }),
    );
  }
  const chosen = [...parts.services].filter(([name]) => !without.includes(name));
  await Promise.all(
    chosen.map(async ([name, part]) => {
      await part.start();
      log(`${name} is ready on port ${portOf(name, surroundings.gatewayPort)}`);
    }),
  );
  // a schema may not compose without the services that the caller still has to start
  if (without.length === 0)
    await waitUntilServed(originOf(gatewayHost(env), surroundings.gatewayPort), serviceNames, { log });
}

function asStack(
  options: StackOptions,
  parts: Parts,
  { keys, gatewayPort, mongodbUrl, natsUrl }: Surroundings,
  release: () => Promise<void>,
): Stack {
  const part = (name: ServiceName) => parts.services.get(name) as Part;
  const gatewayUrl = originOf(gatewayHost(options.env), gatewayPort);
  const seeding = new AbortController();
  const services = Object.fromEntries(
    serviceNames.map((name) => [
      name,
      {
        url: `http://127.0.0.1:${portOf(name, gatewayPort)}/graphql`,
        get pid() {
          return part(name).pid();
        },
      },
    ]),
  ) as Stack['services'];
  return {
    gatewayUrl,
    services,
    mongodb: {
      url: mongodbUrl,
      get pid() {
        return parts.mongodb?.pid();
      },
    },
    nats: {
      url: natsUrl,
      get pid() {
        return parts.nats?.pid();
      },
      stop: async (signal) => parts.nats?.stop(signal),
      start: async () => parts.nats?.start(),
    },
    token: (claims) => signUserToken(keys, claims),
    stopService: (name, signal) => part(name).stop(signal),
    startService: (name) => part(name).start(),
    seed: async ({ shown = false } = {}) =>
      runSeed({
        gatewayUrl,
        token: await seedToken(keys),
        env: options.env,
        logFile: path.join(options.dataDir, 'logs', 'seed.log'),
        shown,
        signal: seeding.signal,
      }),
    async stop() {
      seeding.abort();
      await stopParts(parts);
      await release();
    },
  };
}

async function seedToken(keys: Keys): Promise<string> {
  return signUserToken(keys, { roles: ['administrator'], sub: 'seed', hours: 2 });
}

async function stopParts({ mongodb, nats, brokerWatch, services }: Parts): Promise<void> {
  await brokerWatch?.stop();
  await Promise.all([...services.values()].map((part) => part.stop()));
  await nats?.stop();
  await mongodb?.stop();
}
