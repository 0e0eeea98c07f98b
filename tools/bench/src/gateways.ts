import path from 'node:path';
import { freePort, startChild, waitUntilReady } from '@kexie/stack';
import { benchDir, projectDir } from './places.ts';
import { peersDir } from './peers.ts';

/** The gateways that are measured: ours, ours from another checkout, and those of other projects. */
export const gatewayNames = ['ours', 'before', 'stock', 'stock-undici', 'hive', 'hive-router'] as const;
export type GatewayName = (typeof gatewayNames)[number];

export type Gateway = { name: GatewayName; url: string; pid: number; inspectPort?: number; stop(): Promise<void> };

type Start = {
  /** undefined if the gateway follows a registry, for which `env` has the settings */ supergraphFile:
    string | undefined;
  port: number;
  forward: boolean;
  /** another checkout of this project */ before: string | undefined;
};
type Settings = Omit<Start, 'port'> & {
  pathVariable: string;
  inspect: boolean;
  /** further environment variables of the gateway */ env?: Record<string, string>;
};
type Command = { args: string[]; env?: Record<string, string>; cwd?: string };

const commands: Record<GatewayName, (start: Start) => Command> = {
  ours: (start) => own(projectDir, start),
  before: (start) => own(start.before ?? projectDir, start),
  stock: (start) => stock(start, 'fetch'),
  'stock-undici': (start) => stock(start, 'undici'),
  hive,
  'hive-router': (start) => ({ ...hive(start), args: [...hive(start).args, '--hive-router-runtime'] }),
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

function fileOf(supergraphFile: string | undefined): string {
  if (supergraphFile === undefined) throw new Error('Only the gateways of this project can follow its registry.');
  return supergraphFile;
}

const forwarding = (forward: boolean): Record<string, string> => (forward ? { FORWARD_AUTHORIZATION: '1' } : {});

/** True for gateways that must be installed first. */
export const isPeer = (name: GatewayName): boolean => name.startsWith('hive');

/**
 * Starts a gateway on a supergraph, as in production, and waits until it answers. With `inspect`, a profiler can attach to it.
 * Rejects after a minute, or if the process ends; the log is in `.data/bench/logs`.
 */
export async function startGateway(
  name: GatewayName,
  { supergraphFile, forward, before, pathVariable, inspect, env: given }: Settings,
): Promise<Gateway> {
  const port = await freePort();
  const inspectPort = inspect ? await freePort() : undefined;
  const { args, env, cwd } = commands[name]({ supergraphFile, port, forward, before });
  const logFile = path.join(benchDir, 'logs', `${name}.log`);
  const child = await startChild({
    command: process.execPath,
    args: [...(inspectPort ? [`--inspect=127.0.0.1:${inspectPort}`] : []), ...args],
    cwd: cwd ?? projectDir,
    env: { PATH: pathVariable, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1', ...env, ...given },
    logFile,
    rank: 'service',
  });
  const gateway = {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    pid: child.pid,
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
