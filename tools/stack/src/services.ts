import { mkdir, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import { audience, issuer } from './keys.ts';
import type { Keys } from './keys.ts';
import { databaseUri } from './mongodb.ts';
import { waitUntilReady } from './server.ts';

/** The programs of `apps/`, in the order of their ports: the gateway's, then the five that follow it. */
export const serviceNames = ['gateway', 'organizations', 'people', 'outreach', 'matching', 'rural-programs'] as const;
export type ServiceName = (typeof serviceNames)[number];

export const root = path.resolve(import.meta.dirname, '../../..');
const readyTimeoutMs = 90_000;
const probeTimeoutMs = 2_000;
const servedTimeoutMs = 60_000;
const servedPollMs = 100;

export function isServiceName(name: string): name is ServiceName {
  return (serviceNames as readonly string[]).includes(name);
}

/** The gateway's port plus 0…5. */
export function portOf(name: ServiceName, gatewayPort: number): number {
  return gatewayPort + serviceNames.indexOf(name);
}

export type Surroundings = { keys: Keys; gatewayPort: number; mongodbUrl: string; natsUrl: string; env: NodeJS.ProcessEnv };

/** What a service finds in its environment, beyond what this process has in its own. */
export function serviceEnv(name: ServiceName, { keys, gatewayPort, mongodbUrl, natsUrl, env }: Surroundings): Record<string, string> {
  const port = portOf(name, gatewayPort);
  const everybody = { PORT: String(port), NATS_URL: natsUrl, LOG_LEVEL: env['LOG_LEVEL'] || 'info', APOLLO_TELEMETRY_DISABLED: '1' };
  if (name === 'gateway') {
    return {
      ...everybody,
      HOST: gatewayHost(env),
      INTERNAL_TOKEN_PRIVATE_JWK: JSON.stringify(keys.internal.privateJwk),
      AUTH_JWKS: JSON.stringify({ keys: [keys.users.publicJwk] }),
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: audience,
    };
  }
  return {
    ...everybody,
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}/graphql`,
    MONGODB_URI: databaseUri(mongodbUrl, `kexie_${name.replaceAll('-', '_')}`),
    INTERNAL_TOKEN_PUBLIC_JWK: JSON.stringify(keys.internal.publicJwk),
  };
}

/** Some shells export HOST as the machine's name: only an address counts, and only the gateway may leave this machine. */
function gatewayHost(env: NodeJS.ProcessEnv): string {
  const host = env['HOST'] ?? '';
  return isIP(host) ? host : '127.0.0.1';
}

/** Writes `<dataDir>/env/<name>.env`, with which `nx serve <name>` joins a running stack. Holds keys: for its owner only. */
export async function writeEnvFile(dataDir: string, name: ServiceName, values: Record<string, string>): Promise<void> {
  await mkdir(path.join(dataDir, 'env'), { recursive: true });
  const lines = Object.entries(values).map(([key, value]) => `${key}='${value}'`);
  await writeFile(path.join(dataDir, 'env', `${name}.env`), `${lines.join('\n')}\n`, { mode: 0o600 });
}

export type ServiceOptions = { name: ServiceName; folder: string; values: Record<string, string>; env: NodeJS.ProcessEnv; logFile: string; probe: '/readyz' | '/healthz'; signal: AbortSignal };

/** Starts a service from its source and waits until it answers the probe. Rejects with one sentence when it does not. */
export async function startService({ name, folder, values, env, logFile, probe, signal }: ServiceOptions): Promise<Child> {
  const child = await startChild({
    command: process.execPath, args: ['src/main.ts'], cwd: folder, env: { ...env, ...values }, logFile, rank: 'service',
  });
  await waitUntilReady({ name, child, logFile, timeoutMs: readyTimeoutMs, signal, isReady: () => isOk(`http://127.0.0.1:${values['PORT']}${probe}`) });
  return child;
}

/**
 * Waits until the gateway serves the schemas of all these services: it is ready with fewer, and takes a moment to compose what has just been
 * published. Rejects with one sentence that carries the gateway's own reason.
 */
export async function waitUntilServed(gatewayUrl: string, names: readonly ServiceName[]): Promise<void> {
  const deadline = Date.now() + servedTimeoutMs;
  for (;;) {
    const { supergraph, refusal } = await readReadiness(gatewayUrl);
    const missing = names.filter((name) => name !== 'gateway' && !supergraph?.subgraphs.includes(name));
    if (missing.length === 0) return;
    if (Date.now() > deadline) {
      throw new Error(`The gateway does not serve ${missing.join(', ')} yet after ${servedTimeoutMs / 1000} s${refusal ? `: ${JSON.stringify(refusal).slice(0, 500)}` : ''}.`);
    }
    await sleep(servedPollMs);
  }
}

type Readiness = { supergraph?: { subgraphs: string[] } | null; refusal?: unknown };

async function readReadiness(gatewayUrl: string): Promise<Readiness> {
  return fetch(`${gatewayUrl}/readyz`, { signal: AbortSignal.timeout(probeTimeoutMs) })
    .then(async (response) => await response.json() as Readiness, () => ({}));
}

async function isOk(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(probeTimeoutMs) }).then(async (response) => {
    await response.body?.cancel();
    return response.ok;
  }, () => false);
}
