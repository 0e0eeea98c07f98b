import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { restoreDump, startMongodb, startStack } from '@kexie/stack';
import type { Stack, TokenClaims } from '@kexie/stack';
import { startCollector } from '@kexie/testing';
import type { CollectedSpan, Collector } from '@kexie/testing';

let running: { stack: Stack; collector: Collector; folder: string; temporary: boolean } | undefined;

/**
 * Starts the whole platform with its data set, once for all scenarios, in a temporary folder. With `E2E_DATA_DIR` set,
 * databases and logs stay there for inspection. A platform that fails to start leaves its folder: the error names the log in it.
 */
export async function startPlatform(): Promise<void> {
  const kept = process.env['E2E_DATA_DIR'];
  const folder = kept ?? (await mkdtemp(path.join(tmpdir(), 'kexie-e2e-')));
  await start({ folder, temporary: kept === undefined, env: process.env, seed: true });
}

/** The same with the databases of a dump instead of the data set, on separate servers. The broker starts empty, as after a restored backup. */
export async function startPlatformOn(dump: string): Promise<void> {
  const kept = process.env['E2E_DATA_DIR'];
  if (kept !== undefined) await mkdir(kept, { recursive: true });
  const folder = await mkdtemp(path.join(kept ?? tmpdir(), 'kexie-upgrade-'));
  const { MONGODB_URI: _mongodb, NATS_URL: _nats, ...env } = process.env;
  const mongodb = await startMongodb({
    dataDir: path.join(folder, 'mongodb'),
    logFile: path.join(folder, 'restore.log'),
    env,
    log: () => undefined,
  });
  try {
    await restoreDump(mongodb.url, dump);
  } finally {
    await mongodb.stop();
  }
  await start({ folder, temporary: kept === undefined, env, seed: false });
}

async function start({
  folder,
  temporary,
  env,
  seed,
}: {
  folder: string;
  temporary: boolean;
  env: NodeJS.ProcessEnv;
  seed: boolean;
}): Promise<void> {
  const collector = await startCollector();
  // only requests that a client wants to trace are recorded
  const tracing = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER_ARG: '0',
    OTEL_BSP_SCHEDULE_DELAY: '100',
  };
  const stack = await startStack({
    dataDir: folder,
    log: () => undefined,
    env: { ...env, ...tracing },
    supervise: false,
    seed,
  });
  running = { stack, collector, folder, temporary };
}

/** Stops the platform; without effect if it never started. */
export async function stopPlatform(): Promise<void> {
  if (!running) return;
  const { stack, collector, folder, temporary } = running;
  running = undefined;
  await stack.stop();
  await collector.stop();
  if (temporary) await rm(folder, { recursive: true, force: true });
}

/** The running platform, for scenarios that stop parts of it. */
export function platform(): Stack {
  if (!running) throw new Error('The platform is not running.');
  return running.stack;
}

/** The folder of its databases, streams, keys, settings and logs. */
export function dataDir(): string {
  if (!running) throw new Error('The platform is not running.');
  return running.folder;
}

/** The spans of a trace that have arrived. A client starts a trace with the header `traceparent`. */
export function spansOf(traceId: string): CollectedSpan[] {
  return running?.collector.spans.filter((span) => span.traceId === traceId) ?? [];
}

/** Restores the platform after a scenario failed half-way: every service and NATS run again. */
export async function repairPlatform(): Promise<void> {
  const { nats, services, startService } = platform();
  if (nats.pid === undefined) await nats.start();
  for (const [name, service] of Object.entries(services)) {
    if (service.pid === undefined) await startService(name as keyof typeof services);
  }
}

type GraphError = { message: string; path?: (string | number)[]; extensions?: { code?: string; service?: string } };
export type Answer<Data> = { status: number; text: string; data: Data | null; errors: GraphError[] };
type Operation = { query: string; variables?: Record<string, unknown>; operationName?: string };

export const administrator: TokenClaims = { roles: ['administrator'], sub: 'e2e-administrator' };
/** The office of the city association. */
export const staff: TokenClaims = { roles: ['staff'], regions: ['450400'], sub: 'e2e-staff' };

/** The answer of the gateway: data, errors or both. A null `viewer` sends no token. */
export async function ask<Data>(
  operation: Operation | string,
  viewer: TokenClaims | null = administrator,
): Promise<Answer<Data>> {
  const token = viewer && (await platform().token(viewer));
  return post<Data>(
    JSON.stringify(typeof operation === 'string' ? { query: operation } : operation),
    token ? { authorization: `Bearer ${token}` } : {},
  );
}

/** The data of an answer without errors. */
export async function read<Data>(
  operation: Operation | string,
  viewer: TokenClaims | null = administrator,
): Promise<Data> {
  const { data, errors, text } = await ask<Data>(operation, viewer);
  if (errors.length > 0 || data === null) throw new Error(`The gateway answered: ${text.slice(0, 2000)}`);
  return data;
}

/** Sends any body to the gateway, or to `url`. */
export async function post<Data>(
  body: string,
  headers: Record<string, string> = {},
  url = `${platform().gatewayUrl}/graphql`,
): Promise<Answer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
    body,
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  const text = await response.text();
  const { data = null, errors = [] } = JSON.parse(text) as { data?: Data | null; errors?: GraphError[] };
  return { status: response.status, text, data, errors };
}

const requestTimeoutMs = 20_000;
