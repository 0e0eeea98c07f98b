import type { ApolloServerPlugin } from '@apollo/server';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Connections } from './connections.ts';
import { statistics } from './statistics-queue.ts';

export type Metrics = ReturnType<typeof createMetrics>;
/**
 * Functions that are called at a scrape, by the name of the metric. Each returns one number, or one for each consumer.
 */
export type Gauges = Record<string, () => Promise<number | Record<string, number>>>;
/** A counter that is read at a scrape: one number for each value of its label. */
type ReadCounter = { help: string; label: string; read: () => Readonly<Record<string, number>> };
/** Counters by the name of the metric. */
export type Counters = Record<string, ReadCounter>;

/**
 * Prometheus metrics of a subgraph: its requests and errors, its process, and the given gauges and counters. A gauge that
 * fails or is late is omitted.
 */
export function createMetrics(
  service: string,
  version: string,
  { gauges, counters, connections }: { gauges: Gauges; counters: Counters; connections: Connections },
) {
  const registry = createRegistry(service, version);
  const registers = [registry];
  const seconds = new Histogram({
    name: 'graphql_request_seconds',
    help: 'Duration of GraphQL requests, by kind of operation.',
    labelNames: ['operation'],
    buckets: secondsBuckets,
    registers,
  });
  const errors = new Counter({
    name: 'graphql_errors_total',
    help: 'Errors in GraphQL responses, by code.',
    labelNames: ['code'],
    registers,
  });
  addConnectionMetrics(registers, connections);
  addStatisticsMetrics(registers);
  for (const [name, counter] of Object.entries(counters)) addCounter(registers, name, counter);
  for (const [name, read] of Object.entries(gauges)) addGauge(registry, name, atMostEvery(gaugeMsCached, read));
  const plugin: ApolloServerPlugin = {
    requestDidStart: async () => {
      const stop = seconds.startTimer();
      return {
        willSendResponse: async ({ operation, response }) => {
          stop({ operation: operation?.operation ?? 'none' });
          if (response.body.kind !== 'single') return;
          for (const error of response.body.singleResult.errors ?? [])
            errors.inc({ code: String(error.extensions?.['code'] ?? 'unknown') });
        },
      };
    },
  };
  return { plugin, contentType: registry.contentType, text: () => registry.metrics() };
}

/** A registry with the metrics of the process: memory, CPU, event loop lag, garbage collection, and the version. */
export function createRegistry(service: string, version: string): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'build_info',
    help: 'Name and version of the running program; always 1.',
    labelNames: ['service', 'version', 'node'],
    registers: [registry],
  }).set({ service, version, node: process.version }, 1);
  return registry;
}

/**
 * Metrics of the connections of a server: open and refused connections, and responses that wait to be read or were
 * dropped.
 */
export function addConnectionMetrics(registers: Registry[], connections: Connections): void {
  new Gauge({
    name: 'http_answers_unsent_bytes',
    help: 'Bytes of responses that clients have not yet read.',
    registers,
    collect() {
      this.set(connections.unsentBytes());
    },
  });
  new Gauge({
    name: 'http_connections',
    help: 'Open connections of clients.',
    registers,
    collect() {
      this.set(connections.open());
    },
  });
  addCounter(registers, 'http_connections_refused_total', {
    help: 'Connections that were closed before their requests were read, by reason: full, address or pipelined.',
    label: 'reason',
    read: connections.refusals,
  });
  addCounter(registers, 'http_answers_cut_total', {
    help: 'Unread responses whose connection was closed, by reason: stalled, slow or crowded.',
    label: 'reason',
    read: connections.cuts,
  });
}

function addCounter(registers: Registry[], name: string, { help, label, read }: ReadCounter): void {
  new Counter({
    name,
    help,
    registers,
    labelNames: [label],
    collect() {
      this.reset();
      for (const [value, count] of Object.entries(read())) this.inc({ [label]: value }, count);
    },
  });
}

/** Metrics of statistics: how many run or wait, and how many were refused. */
function addStatisticsMetrics(registers: Registry[]): void {
  new Gauge({
    name: 'statistics_active',
    help: 'Statistics that are being computed (running) or wait (waiting).',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'running' }, statistics.running());
      this.set({ state: 'waiting' }, statistics.waiting());
    },
  });
  addCounter(registers, 'statistics_refused_total', {
    help: 'Refused statistics: too many waited (busy), or one took too long (slow).',
    label: 'reason',
    read: statistics.refused,
  });
}

/** Upper bounds of the histogram buckets for durations, in seconds. */
export const secondsBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

function addGauge(
  registry: Registry,
  name: string,
  read: () => Promise<number | Record<string, number> | undefined>,
): void {
  new Gauge({
    name,
    help: name.replaceAll('_', ' '),
    labelNames: ['consumer'],
    registers: [registry],
    async collect() {
      const value = await read();
      // A value that is unknown now must not be reported with an old value.
      this.reset();
      if (typeof value === 'number') return this.set(value);
      for (const [consumer, each] of Object.entries(value ?? {})) this.set({ consumer }, each);
    },
  });
}

/**
 * Reads at most once in an interval, even with many scrapes, and limits the time of a read. The value of a failed read
 * is undefined.
 */
function atMostEvery<T>(ms: number, read: () => Promise<T>): () => Promise<T | undefined> {
  let known: Promise<T | undefined> | undefined;
  let until = 0;
  return () => {
    if (known && performance.now() < until) return known;
    until = performance.now() + ms;
    const late = new Promise<undefined>((resolve) => void setTimeout(() => resolve(undefined), gaugeMsMax).unref());
    known = Promise.race([
      Promise.resolve()
        .then(read)
        .catch(() => undefined),
      late,
    ]);
    return known;
  };
}

const gaugeMsMax = 2_000;
const gaugeMsCached = 2_000;
