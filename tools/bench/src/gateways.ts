import path from 'node:path';
import { binaryNames, hiveRouterEnv, type Binaries } from './binaries.ts';
import { freePort, startChild, waitUntilReady } from '@kexie/stack';
import { benchDir, projectDir } from './places.ts';
import { peersDir } from './peers.ts';

/** The gateways that are measured: ours, ours from another checkout, and those of other projects. */
export const gatewayNames = ['ours', 'before', 'stock', 'stock-undici', 'hive', 'hive-runtime', 'hive-router'] as const;
export type GatewayName = (typeof gatewayNames)[number];

/** A running gateway. A gateway on Node has a port at which it opens an inspector after SIGUSR1, so that timed turns run without one. */
export type Gateway = {
  name: GatewayName;
  url: string;
  pid: number;
  inspectPort?: number;
  logFile: string;
  stop(): Promise<void>;
};

type Start = {
  /** undefined if the gateway follows a registry, for which `env` has the settings */ supergraphFile:
    string | undefined;
  port: number;
  forward: boolean;
  /** another checkout of this project */ before: string | undefined;
  /** the binaries of gateways that are no Node programs */ binaries?: Binaries;
};
type Settings = Omit<Start, 'port'> & {
  pathVariable: string;
  /** further environment variables of the gateway */ env?: Record<string, string>;
};
/** Without `binary`, Node runs the `args`. */
type Command = { binary?: string; args: string[]; env?: Record<string, string>; cwd?: string };

const commands: Record<GatewayName, (start: Start) => Command | Promise<Command>> = {
  ours: (start) => own(projectDir, start),
  before: (start) => own(start.before ?? projectDir, start),
  stock: (start) => stock(start, 'fetch'),
  'stock-undici': (start) => stock(start, 'undici'),
  hive,
  'hive-runtime': (start) => ({ ...hive(start), args: [...hive(start).args, '--hive-router-runtime'] }),
  'hive-router': hiveRouter,
};

const own = (project: string, { supergraphFile, port }: Start): Command => ({
  args: [path.join(project, 'apps/gateway/src/main.ts')],
  cwd: project,
  env: { ...(supergraphFile === undefined ? {} : { SUPERGRAPH_FILE: supergraphFile }), PORT: `${port}` },
});

function stock({ supergraphFile, port, forward }: Start, source: 'fetch' | 'undici'): Command {
  return {
    args: [path.join(import.meta.dirname, 'stock.ts'), fileOf(supergraphFile), `${port}`, source],
    env: forwarding(forward),
  };
}

function hive({ supergraphFile, port, forward }: Start): Command {
  const bin = path.join(peersDir, 'node_modules/.bin/hive-gateway');
  return {
    args: [bin, 'supergraph', fileOf(supergraphFile), '--host', '127.0.0.1', '--port', `${port}`],
    cwd: peersDir,
    env: forwarding(forward),
  };
}

async function hiveRouter({ supergraphFile, port, forward, binaries }: Start): Promise<Command> {
  const binary = binaries?.['hive-router'];
  if (binary === undefined) throw new Error('Name the binary of Hive Router with --peer hive-router=BINARY.');
  return { binary, args: [], env: await hiveRouterEnv({ supergraphFile: fileOf(supergraphFile), port, forward }) };
}

function fileOf(supergraphFile: string | undefined): string {
  if (supergraphFile === undefined) throw new Error('Only the gateways of this project can follow its registry.');
  return supergraphFile;
}

const forwarding = (forward: boolean): Record<string, string> => (forward ? { FORWARD_AUTHORIZATION: '1' } : {});

/** True for gateways that must be installed first. */
export const isPeer = (name: GatewayName): boolean => name === 'hive' || name === 'hive-runtime';

/** True for gateways that run on Node. */
export const runsOnNode = (name: GatewayName): boolean => !binaryNames.some((binary) => binary === name);

/** True for gateways whose processes run code of this project, so that an inspector may measure them. */
export const isInstrumented = (name: GatewayName): boolean => runsOnNode(name) && !isPeer(name);

/**
 * Starts a gateway on a supergraph, as in production, and waits until it answers.
 * Rejects after a minute, or if the process ends; the log is in `.data/bench/logs`.
 */
export async function startGateway(
  name: GatewayName,
  { pathVariable, env: given, ...start }: Settings,
): Promise<Gateway> {
  const port = await freePort();
  const inspectPort = runsOnNode(name) ? await freePort() : undefined;
  const { binary, args, env, cwd } = await commands[name]({ ...start, port });
  const logFile = path.join(benchDir, 'logs', `${name}.log`);
  const child = await startChild({
    command: binary ?? process.execPath,
    args: [...(inspectPort ? [`--inspect-port=127.0.0.1:${inspectPort}`] : []), ...args],
    cwd: cwd ?? projectDir,
    env: { PATH: pathVariable, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1', ...env, ...given },
    logFile,
    rank: 'service',
  });
  const gateway = {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    pid: child.pid,
    logFile,
    stop: () => child.stop(),
    ...(inspectPort ? { inspectPort } : {}),
  };
  await waitUntilReady({ name, child, logFile, timeoutMs: startMsMax, obstacle: () => obstacle(gateway.url) });
  return gateway;
}

/** One probe of the gateway: undefined if it answers, otherwise the obstacle. */
async function obstacle(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
      signal: AbortSignal.timeout(2_000),
    });
    await answer.body?.cancel();
    return answer.status === 200 ? undefined : `${url} answers ${answer.status}`;
  } catch (error) {
    return `${url} could not be reached (${String((error as Error).cause ?? error)})`;
  }
}

const startMsMax = 60_000;
