import { performance } from 'node:perf_hooks';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { Client } from 'undici';
import { createCheck, type Check } from './check.ts';
import type { Variant } from './options.ts';

/** One turn of load. `expected` is the right `data` of every answer; viewers alternate between `authorizations`, by default a different text for each request. */
export type Load = {
  url: string;
  body: string;
  expected: unknown;
  variant: Variant;
  seconds: number;
  connections: number;
  authorizations?: readonly string[] | undefined;
  /** How long an answer may take; by default 10 s. */
  timeoutMs?: number | undefined;
};
/** The result of a turn. `faults` are wrong answers and failed requests; `busy` is the share of the time in which the generator itself was working. */
export type Outcome = { latenciesMs: Float64Array; seconds: number; faults: number; firstFault?: string; busy: number };

/** Keeps `connections` requests in flight for a number of seconds, or until `signal` aborts, each on its own connection, from a dedicated thread. */
export function applyLoad(load: Load, signal?: AbortSignal): Promise<Outcome> {
  const worker = new Worker(new URL(import.meta.url), { workerData: load });
  signal?.addEventListener('abort', () => worker.postMessage('stop'));
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function run(load: Load): Promise<Outcome> {
  const began = performance.now();
  const check = createCheck(load.expected);
  const state: State = { until: began + load.seconds * 1_000, latencies: [], faults: 0, sent: 0, check };
  parentPort?.once('message', () => void (state.until = 0)).unref();
  await Promise.all(Array.from({ length: load.connections }, () => keepAsking(load, state)));
  const seconds = (performance.now() - began) / 1_000;
  const { utilization: busy } = performance.eventLoopUtilization();
  return {
    latenciesMs: Float64Array.from(state.latencies),
    seconds,
    faults: state.faults,
    busy,
    ...(state.firstFault ? { firstFault: state.firstFault } : {}),
  };
}

type State = { until: number; latencies: number[]; faults: number; firstFault?: string; sent: number; check: Check };

async function keepAsking(
  { url, body, variant, authorizations, timeoutMs = timeoutMsDefault }: Load,
  state: State,
): Promise<void> {
  const { origin, pathname: path } = new URL(url);
  const client = new Client(origin, { headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  while (performance.now() < state.until && state.faults < faultsMax) {
    const viewer = variant === 'own' ? ++state.sent : 0;
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: authorizations?.[viewer % authorizations.length] ?? `Bearer viewer-${viewer}`,
    };
    const asked = performance.now();
    const fault = await ask(client, { path, method: 'POST', headers, body }, state.check);
    state.latencies.push(performance.now() - asked);
    if (fault === undefined) continue;
    state.faults++;
    state.firstFault ??= fault;
  }
  await client.close();
}

async function ask(
  client: Client,
  request: Parameters<Client['request']>[0],
  check: Check,
): Promise<string | undefined> {
  try {
    const { statusCode, body } = await client.request(request);
    return check(statusCode, Buffer.from(await body.arrayBuffer()));
  } catch (error) {
    return `no answer: ${String(error)}`;
  }
}

const timeoutMsDefault = 10_000;
/** The turn ends after this many faults. */
const faultsMax = 20;

// in the thread, and last, because `run` needs the constants above
if (!isMainThread && parentPort) parentPort.postMessage(await run(workerData as Load));
