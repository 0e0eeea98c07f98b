import cluster, { type Worker } from 'node:cluster';
import { Counter, Gauge } from 'prom-client';
import type { Logger } from '@kexie/kernel';
import { createRegistry, onShutdown } from '@kexie/service/process';
import { createCostRate, type Spent } from '../limits/rate.ts';
import type { MetricValues } from '../telemetry/metrics.ts';
import { openMetricsPort } from '../telemetry/metrics-port.ts';
import type { FromMember, StopSignal, ToMember } from './messages.ts';
import { lasting, sumOf } from './metrics.ts';

type Options = {
  /** The number of processes that serve. */
  count: number;
  host: string;
  metricsPort: number | undefined;
  version: string;
  /** The time in which a process ends after a signal. One that takes longer is killed. */
  stopMsMax: number;
  log: Logger;
};

/**
 * The first process of several. It serves no GraphQL: it starts the processes that serve, hands them the connections of the one port in turn, replaces
 * one that has ended, passes on signals, relays what clients have spent, and adds up the metrics. The second process starts when the first
 * one that serves has started, so a setting that does not work is one log line. The program ends with exit code 1 if a process cannot start, or if processes
 * end too often. The promise never resolves, because this process only leads.
 */
export async function leadProcesses({ count, host, metricsPort, version, stopMsMax, log }: Options): Promise<never> {
  // The system's own choice favours few processes, and a process that is busy for long would keep the connections in its queue.
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const running = new Set<Worker>();
  const started = new Set<number>();
  const ready = new Set<number>();
  /** The times of unexpected ends in the last minute. */
  const ends: number[] = [];
  const stopped = Promise.withResolvers<void>();
  let everStarted = false;
  let allReady = false;
  let stopping = false;
  let exitCode = 0;
  const spending = createRelay();
  const metrics = createCollector({ running, version, log });

  const start = (): void => {
    const worker = cluster.fork();
    const passOn = watchPassedConnections(worker);
    running.add(worker);
    worker.on('message', (message: FromMember) => receive(worker, message));
    worker.on('error', (error: Error) => {
      // A failed message to a process that is ending is no end of its own.
      if (worker.process.pid === undefined) ended(worker, null, error.message);
      else log.warn({ err: error, process: worker.process.pid }, 'a message to a process of the gateway was lost');
    });
    worker.once('exit', (code: number | null, signal: string | null) => {
      const end = (): void => {
        passOn();
        ended(worker, code, signal);
      };
      if (!worker.process.channel) return end();
      // The last messages may arrive after the end of the process.
      worker.once('disconnect', end);
      setTimeout(end, lastMessagesMs);
    });
    if (allReady) post(worker, { kind: 'all-ready' });
    spending.add(worker);
  };
  const startMissing = (): void => {
    const missing = count - running.size;
    for (let index = 0; index < missing && !stopping; index += 1) start();
  };

  const receive = (worker: Worker, message: FromMember): void => {
    switch (message.kind) {
      case 'started':
        started.add(worker.id);
        everStarted ||= started.size === count;
        startMissing();
        break;
      case 'ready':
        ready.add(worker.id);
        if (allReady || ready.size < count) break;
        allReady = true;
        for (const each of running) post(each, { kind: 'all-ready' });
        break;
      case 'spent':
        spending.relay(worker, message.spent);
        break;
      case 'measured':
        metrics.measured(worker, message);
        break;
      case 'collect':
        metrics.text().then(
          (text) => post(worker, { kind: 'collected', id: message.id, text }),
          (error: unknown) => log.error({ err: error }, 'the metrics could not be added up'),
        );
        break;
    }
  };

  const ended = (worker: Worker, code: number | null, reason: string | null): void => {
    if (!running.delete(worker)) return;
    const hadStarted = started.delete(worker.id);
    ready.delete(worker.id);
    spending.remove(worker);
    metrics.ended(worker);
    const facts = { process: worker.process.pid, code, reason };
    if (stopping) {
      if (code !== 0) exitCode = 1;
      if (running.size === 0) stopped.resolve();
      return;
    }
    if (!everStarted && !hadStarted) {
      // The process has logged why, unless it was killed.
      if (code === null) log.error(facts, 'a process of the gateway ended while it started');
      void stop('SIGINT').then(() => process.exit(1));
      return;
    }
    metrics.countEnd();
    const now = performance.now();
    ends.push(now);
    while ((ends[0] ?? now) < now - endsMs) ends.shift();
    if (ends.length > endsMax) {
      log.error({ ...facts, ends: ends.length }, 'the processes of the gateway end too often, so the gateway ends');
      void stop('SIGINT').then(() => process.exit(1));
      return;
    }
    const delayMs = Math.min(delayMsMax, delayMsMin * 2 ** (ends.length - 2));
    log.error({ ...facts, delayMs }, 'a process of the gateway has ended; another one replaces it');
    setTimeout(startMissing, ends.length === 1 ? 0 : delayMs);
  };

  const pass = (signal: StopSignal): void => {
    stopping = true;
    for (const worker of running) post(worker, { kind: 'stop', signal });
  };
  /** Resolves when no process is left. */
  const stop = async (signal: StopSignal): Promise<void> => {
    if (!stopping) pass(signal);
    if (running.size === 0) return;
    const kill = setTimeout(() => running.forEach(({ process }) => process.kill('SIGKILL')), stopMsMax);
    await stopped.promise;
    clearTimeout(kill);
  };

  if (metricsPort !== undefined) await openMetricsPort(metrics, { host, port: metricsPort, log });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => pass(signal));
  const close = async (): Promise<void> => {
    await stop('SIGINT');
    if (exitCode !== 0) throw new Error('A process of the gateway did not end in order.');
  };
  onShutdown(log, [close], { drainTimeoutMs: stopMsMax + killMs });
  log.info({ processes: count }, 'the gateway starts several processes');
  start();
  return new Promise<never>(() => {});
}

/** Relays what clients spend to all other processes, and knows what a new process has to begin with. */
function createRelay() {
  const known = createCostRate({});
  const waiting = new Map<Worker, Spent[]>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    for (const [worker, spent] of waiting)
      if (spent.length > 0) post(worker, { kind: 'spent', spent: spent.splice(0) });
  };
  return {
    add(worker: Worker): void {
      waiting.set(worker, []);
      const spent = known.outstanding();
      if (spent.length > 0) post(worker, { kind: 'spent', spent });
    },
    remove: (worker: Worker): void => void waiting.delete(worker),
    relay(from: Worker, spent: Spent[]): void {
      known.absorb(spent);
      for (const [worker, others] of waiting) if (worker !== from) others.push(...spent);
      timer ??= setTimeout(flush, relayMs);
    },
  };
}

/** Collects the metrics of all processes, and adds those of ended ones and of this process. */
function createCollector({ running, version, log }: { running: ReadonlySet<Worker>; version: string; log: Logger }) {
  const registry = createRegistry('gateway', version);
  const registers = [registry];
  new Gauge({
    name: 'gateway_processes',
    help: 'Processes that share the port of the gateway.',
    registers,
    collect() {
      this.set(running.size);
    },
  });
  const ends = new Counter({
    name: 'gateway_process_ends_total',
    help: 'Processes that ended unexpectedly and were replaced.',
    registers,
  });
  /** The last values of each process. */
  const last = new Map<number, MetricValues>();
  const asked = new Map<number, { missing: Set<number>; done: () => void }>();
  let questionId = 0;
  /** Values are added one after another, because adding is asynchronous. */
  let past: Promise<MetricValues> = Promise.resolve([]);

  const received = (workerId: number, id: number): void => {
    const question = asked.get(id);
    if (question?.missing.delete(workerId) && question.missing.size === 0) question.done();
  };
  /** Asks every process that has sent values before. One that does not answer in time is counted with its last values. */
  const refresh = async (): Promise<void> => {
    const able = [...running].filter(({ id }) => last.has(id));
    if (able.length === 0) return;
    questionId += 1;
    const id = questionId;
    const { promise, resolve } = Promise.withResolvers<void>();
    asked.set(id, { missing: new Set(able.map((worker) => worker.id)), done: resolve });
    const late = setTimeout(() => {
      log.warn({ missing: asked.get(id)?.missing.size }, 'a process of the gateway is late with its metrics');
      resolve();
    }, measureMsMax);
    for (const worker of able) post(worker, { kind: 'measure', id });
    await promise;
    clearTimeout(late);
    asked.delete(id);
  };

  return {
    contentType: registry.contentType,
    async text(): Promise<string> {
      await refresh();
      const [ended, own] = await Promise.all([past, registry.getMetricsAsJSON()]);
      return sumOf([own, ended, ...last.values()]).text();
    },
    measured(worker: Worker, { id, values }: { id: number; values: MetricValues }): void {
      last.set(worker.id, values);
      received(worker.id, id);
    },
    /** Keeps what the process has counted. */
    ended(worker: Worker): void {
      const values = last.get(worker.id);
      if (values) past = past.then((ended) => sumOf([ended, lasting(values)]).values());
      last.delete(worker.id);
      for (const id of asked.keys()) received(worker.id, id);
    },
    countEnd: (): void => ends.inc(),
  };
}

/** Sends a message. A process that is ending may have closed its channel, and then needs none. */
function post(worker: Worker, message: ToMember): void {
  if (worker.isConnected()) worker.send(message, undefined, () => {});
}

/**
 * Node 24 forgets a connection that it has passed to a process which is killed before it confirms: the client would wait for its own time limit. This function keeps
 * the number of the connection that was passed last. After the end of the process the returned function answers in its place that it did not
 * accept the connection, and Node passes it to another process. These messages are internal to Node; if they change, the client waits again.
 */
function watchPassedConnections(worker: Worker): () => void {
  const child = worker.process;
  const send = child.send.bind(child) as (...values: unknown[]) => boolean;
  let last: number | undefined;
  child.send = (message: { act?: string; seq?: number }, ...others: unknown[]): boolean => {
    if (message.act === 'newconn') last = message.seq;
    return send(message, ...others);
  };
  return () => void child.emit('internalMessage', { cmd: 'NODE_CLUSTER', ack: last, accepted: false });
}

/** Unexpected ends within this time, of all processes, that end the gateway. */
const endsMax = 10;
const endsMs = 60_000;
/** The delay of a replacement, which doubles with each further end in the last minute. */
const delayMsMin = 250;
const delayMsMax = 10_000;
/** Reports of several processes are relayed together. */
const relayMs = 10;
const lastMessagesMs = 100;
const measureMsMax = 2_000;
const killMs = 5_000;
