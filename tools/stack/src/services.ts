import { mkdir, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brokerUrlOf } from './broker-accounts.ts';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import { audience, issuer } from './keys.ts';
import type { Keys } from './keys.ts';
import { databaseUri } from './mongodb.ts';
import { ask } from './ports.ts';
import { compiledCode, portOf } from './programs.ts';
import type { ServiceName } from './programs.ts';
import { createWaitReport, fewArenas, waitUntilReady } from './server.ts';
import { teamsFileOf } from './teams.ts';

/**
 * Bounds of the memory of a program. One whose heap needs more ends and is started again, before the machine swaps. The space for new objects of a service may take 33 MB instead
 * of 67, which an import would fill: with 8 MB, lists took 15 % more processor time, with 17 MB 8 %. The gateway keeps the default, because
 * with 33 MB its large answers took 20 % more.
 */
const memoryFlags = {
  service: ['--max-old-space-size=256', '--max-semi-space-size=16'],
  gateway: ['--max-old-space-size=512'],
};
/** A start includes the migrations of the data, which a slow machine needs minutes for. */
const readyTimeoutMs = 300_000;
const probeTimeoutMs = 2_000;
const servedTimeoutMs = 60_000;
const servedPollMs = 100;
const reasonMax = 500;

export type Surroundings = {
  keys: Keys;
  gatewayPort: number;
  mongodbUrl: string;
  natsUrl: string;
  teamsFile: string;
  env: NodeJS.ProcessEnv;
};

/** The environment of a service, in addition to that of this process. */
export function serviceEnv(
  name: ServiceName,
  { keys, gatewayPort, mongodbUrl, natsUrl, teamsFile, env }: Surroundings,
): Record<string, string> {
  const port = portOf(name, gatewayPort);
  const common = {
    PORT: String(port),
    NATS_URL: brokerUrlOf(natsUrl, name, keys),
    LOG_LEVEL: env['LOG_LEVEL'] || 'info',
    APOLLO_TELEMETRY_DISABLED: '1',
  };
  if (name === 'gateway') {
    return {
      ...common,
      HOST: gatewayHost(env),
      KEXIE_MODE: 'development',
      TEAMS_FILE: teamsFile,
      INTERNAL_TOKEN_PRIVATE_JWK: JSON.stringify(keys.internal.privateJwk),
      AUTH_JWKS: JSON.stringify({ keys: [keys.users.publicJwk] }),
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: audience,
    };
  }
  return {
    ...common,
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}/graphql`,
    MONGODB_URI: databaseUri(mongodbUrl, databaseOf(name)),
    ...teamEnv(name, keys, natsUrl),
  };
}

/** The name of a service's database. */
export function databaseOf(service: ServiceName): string {
  return `kexie_${service.replaceAll('-', '_')}`;
}

/** Some shells export HOST as the machine's name: only an address counts, and only the gateway may be reachable from other machines. */
export function gatewayHost(env: NodeJS.ProcessEnv): string {
  const host = env['HOST'] ?? '';
  return isIP(host) ? host : '127.0.0.1';
}

/** The origin of a program for clients on this machine: for one that listens on all addresses, the loopback address. */
export function originOf(host: string, port: number | string): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (host === '::') return `http://[::1]:${port}`;
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/** The environment with which a service of any team takes part: the broker with its own user, and two keys. */
export function teamEnv(name: string, keys: Keys, natsUrl: string): Record<string, string> {
  return {
    NATS_URL: brokerUrlOf(natsUrl, name, keys),
    INTERNAL_TOKEN_PUBLIC_JWK: JSON.stringify(keys.internal.publicJwk),
    PUBLICATION_PRIVATE_JWK: JSON.stringify(keys.teams[name]?.signing.privateJwk),
  };
}

/** Writes `<folder>/teams.json`, which gateways read, and returns its path. It contains no secrets. */
export async function writeTeamsFile(folder: string, { teams }: Pick<Keys, 'teams'>): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'teams.json');
  await writeFile(file, teamsFileOf(teams));
  return file;
}

/** Writes `<dataDir>/env/<name>.env`, with which `nx serve <name>` joins a running stack. It holds keys: only its owner may read it. */
export async function writeEnvFile(dataDir: string, name: string, values: Record<string, string>): Promise<void> {
  await mkdir(path.join(dataDir, 'env'), { recursive: true });
  const lines = Object.entries(values).map(([key, value]) => `${key}='${value}'`);
  await writeFile(path.join(dataDir, 'env', `${name}.env`), `${lines.join('\n')}\n`, { mode: 0o600 });
}

export type ServiceOptions = {
  name: ServiceName;
  folder: string;
  values: Record<string, string>;
  env: NodeJS.ProcessEnv;
  logFile: string;
  probe: '/readyz' | '/healthz';
  signal: AbortSignal;
  timeoutMs?: number;
  log?: (line: string) => void;
};

/** Starts a service from its source and waits until the probe succeeds. Rejects with one sentence if it does not. */
export async function startService({
  name,
  folder,
  values,
  env,
  logFile,
  probe,
  signal,
  timeoutMs = readyTimeoutMs,
  log,
}: ServiceOptions): Promise<Child> {
  const child = await startChild({
    command: process.execPath,
    args: [...memoryFlags[name === 'gateway' ? 'gateway' : 'service'], 'src/main.ts'],
    cwd: folder,
    env: { NODE_COMPILE_CACHE: compiledCode, ...fewArenas, ...env, ...values },
    logFile,
    rank: 'service',
  });
  const url = `${originOf(values['HOST'] ?? '127.0.0.1', values['PORT'] ?? '')}${probe}`;
  await waitUntilReady({ name, child, logFile, timeoutMs, signal, log, obstacle: () => refusalOf(url) });
  return child;
}

/**
 * Waits until the gateway serves the schemas of all these services: it may be ready with fewer, and needs a moment to compose new
 * publications. Rejects with one sentence that carries the gateway's own reason, or why the gateway could not be reached.
 */
export async function waitUntilServed(
  gatewayUrl: string,
  names: readonly ServiceName[],
  { timeoutMs = servedTimeoutMs, log = () => undefined }: ServedOptions = {},
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  const report = createWaitReport('the gateway to serve all schemas', log);
  for (;;) {
    const { supergraph, refusal, obstacle } = await readReadiness(gatewayUrl);
    const missing = names.filter((name) => name !== 'gateway' && !supergraph?.subgraphs.includes(name));
    if (missing.length === 0) return;
    const reason =
      obstacle ??
      (refusal
        ? JSON.stringify(refusal).slice(0, reasonMax)
        : 'it reports no reason, so their schemas are not published');
    report(() => `${missing.join(', ')} not served yet; ${reason}`);
    if (Date.now() > deadline) {
      throw new Error(`The gateway does not serve ${missing.join(', ')} yet after ${timeoutMs / 1000} s: ${reason}.`);
    }
    await sleep(servedPollMs);
  }
}

type ServedOptions = { timeoutMs?: number; log?: (line: string) => void };
type Readiness = { supergraph?: { subgraphs: string[] } | null; refusal?: unknown; obstacle?: string };

async function readReadiness(gatewayUrl: string): Promise<Readiness> {
  const url = `${gatewayUrl}/readyz`;
  try {
    return JSON.parse((await ask(url, probeTimeoutMs)).body) as Readiness;
  } catch (error) {
    return { obstacle: unreachable(url, error) };
  }
}

/** Sends one probe: undefined if it succeeds, otherwise the answer, or why the program could not be reached. */
async function refusalOf(url: string): Promise<string | undefined> {
  try {
    const { status, body } = await ask(url, probeTimeoutMs);
    return status === 200 ? undefined : `${url} answers ${status} ${body.slice(0, reasonMax)}`.trim();
  } catch (error) {
    return unreachable(url, error);
  }
}

/** The reason of an aborted request is its cause. */
function unreachable(url: string, error: unknown): string {
  const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  return `${url} could not be reached (${cause?.message || cause?.code || message})`;
}
