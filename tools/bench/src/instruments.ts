import { setTimeout as sleep } from 'node:timers/promises';
import { allocated, allocationsDuring } from './allocations.ts';
import type { Gateway } from './gateways.ts';
import type { Inspector } from './inspector.ts';
import { underLoad, type TurnOptions } from './measure.ts';
import type { Operation } from './operations.ts';
import type { Variant } from './options.ts';
import { figure, type Figure } from './statistics.ts';

/** What a gateway allocates per request on the heap of its main thread, in kB, with memory that is collected meanwhile. */
export async function allocationPerRequest(
  inspector: Inspector,
  gateway: Gateway,
  operation: Operation,
  variant: Variant,
  options: TurnOptions,
): Promise<number> {
  const { result, profile } = await allocationsDuring(inspector, () => underLoad(gateway, operation, variant, options));
  const bytes = allocated(profile).reduce((total, [, size]) => total + size, 0);
  return bytes / bytesPerKb / result.latenciesMs.length;
}

/** The memory that stays alive while requests are in flight. */
export type Alive = {
  gateway: string;
  operation: string;
  variant: string;
  connections: number;
  /** Per request in flight, with its connection: the heap and its buffers after a full collection under load, less the same without load; undefined if no sample was taken in time. */
  kbPerRequest: Figure | undefined;
  /** The heap and its buffers without load, after a full collection. */
  idleMb: number;
};

/** Measures what is alive under steady load with a number of requests in flight. Throws if an answer is wrong. */
export async function aliveInFlight(
  inspector: Inspector,
  gateway: Gateway,
  operation: Operation,
  variant: Variant,
  connections: number,
  options: TurnOptions,
): Promise<Alive> {
  const enough = new AbortController();
  const settings = { ...options, connections, seconds: loadSecondsMax, timeoutMs: answerMsMax };
  const load = underLoad(gateway, operation, variant, settings, enough.signal);
  load.catch(() => undefined); // awaited below, after the samples
  const until = performance.now() + loadSecondsMax * 1_000;
  await sleep(rampMs);
  await aliveBytes(inspector); // the first collection also frees what earlier turns left, so it is no sample
  const samples: number[] = [];
  while (samples.length < samplesMax) {
    const bytes = await aliveBytes(inspector);
    if (performance.now() > until) break; // the load may have ended before this sample
    samples.push(bytes);
    await sleep(pauseMs);
  }
  enough.abort();
  await load;
  await sleep(settleMs);
  await aliveBytes(inspector); // finalizers run between two collections
  const idle = await aliveBytes(inspector);
  return {
    gateway: gateway.name,
    operation: operation.name,
    variant,
    connections,
    kbPerRequest: figure(samples.map((bytes) => (bytes - idle) / bytesPerKb / connections)),
    idleMb: idle / bytesPerKb / bytesPerKb,
  };
}

/** The bytes of the heap and of its buffers after a full collection. */
async function aliveBytes(inspector: Inspector): Promise<number> {
  // both messages are sent at once, so that the gateway handles no request between them
  const [, usage] = await Promise.all([
    inspector.call('HeapProfiler.collectGarbage'),
    inspector.call('Runtime.getHeapUsage'),
  ]);
  const { usedSize, backingStorageSize } = usage as { usedSize: number; backingStorageSize: number };
  return usedSize + backingStorageSize;
}

/** The numbers of requests in flight at which the memory is measured. */
export const aliveConnections = [20, 200] as const;
/** A collection under load takes up to some seconds on a busy machine. */
const loadSecondsMax = 30;
const samplesMax = 7;
const rampMs = 1_500;
const pauseMs = 150;
const settleMs = 500;
/** Stock takes many seconds for an answer when 200 large ones are in flight. */
const answerMsMax = 60_000;
const bytesPerKb = 1_024;
