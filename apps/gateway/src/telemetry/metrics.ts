import { Gauge, type Registry } from 'prom-client';
import { addConnectionMetrics, createRegistry, secondsBuckets, type Connections } from '@kexie/service/process';
import type { Measurements } from '../context.ts';
import { createCounter, createHistogram } from './tallies.ts';
import { measureSource } from './measurements.ts';
import type { Fetched, SubgraphDataSource } from '../subgraphs/data-source.ts';

export type Metrics = ReturnType<typeof createMetrics>;
/** The values of all metrics of a process. */
export type MetricValues = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;
/** One answered operation. `outcome`: complete, partial, only errors, or refused before execution. */
export type Answered = {
  type: 'query' | 'mutation' | 'subscription' | 'none';
  outcome: 'ok' | 'partial' | 'failed' | 'refused';
  client: string;
  seconds: number;
  codes: readonly string[];
  cost: number | undefined;
  measurements: Measurements;
};
/** The state being served, read on each scrape. */
export type Served = {
  current(): { hash: string; plans(): { size: number; threads: number; waiting: number } } | undefined;
  /** The services whose newest schema is refused. */
  refused(): readonly string[];
  /** Seconds since the keys of the users' tokens were fetched; undefined if they are configured inline. */
  keysAgeS(): number | undefined;
  /** Requests that wait for a slot, and pieces of work that wait for a later iteration of the event loop. */
  waits?: { waiting(): number; postponed(): number } | undefined;
};
type WithBreaker = SubgraphDataSource & { breaker(): 'closed' | 'open' | 'half-open'; busy(): number };

/** The gateway's metrics for Prometheus. Every label has few values, whatever clients send. */
export function createMetrics({
  version,
  served,
  connections,
}: {
  version: string;
  served: Served;
  connections: Connections | undefined;
}) {
  const registry = createRegistry('gateway', version);
  const registers = [registry];
  const requests = createCounter(registers, {
    name: 'graphql_requests_total',
    help: 'Operations answered, by type, outcome and client.',
    labelNames: ['type', 'outcome', 'client'],
  });
  const errors = createCounter(registers, {
    name: 'graphql_errors_total',
    help: 'Errors in responses, by code.',
    labelNames: ['code'],
  });
  const seconds = createHistogram(registers, {
    name: 'graphql_request_seconds',
    help: 'Time from the operation to its response, by type.',
    labelNames: ['type'],
    buckets: secondsBuckets,
  });
  let running = 0;
  gauge(registers, 'graphql_requests_running', 'Operations that are running.', (set) => set({}, running));
  const cost = createHistogram(registers, {
    name: 'graphql_request_cost',
    help: 'Estimated cost of operations.',
    buckets: costBuckets,
  });
  const unrecorded = createCounter(registers, {
    name: 'gateway_operations_unrecorded_total',
    help: 'Operations that were executed and not recorded, or displaced, by standing of the sender.',
    labelNames: ['standing'],
  });
  const plans = createCounter(registers, {
    name: 'graphql_plan_lookups_total',
    help: 'Operations whose plan was cached (hit) or had to be made (miss).',
    labelNames: ['result'],
  });
  const planSeconds = createHistogram(registers, {
    name: 'graphql_plan_seconds',
    help: 'Time that requests wait for a plan that is not cached.',
    buckets: secondsBuckets,
  });
  const subgraphs = createSubgraphMetrics(registers);
  addServedGauges(registers, served);
  if (connections) addConnectionMetrics(registers, connections);
  const clients = createBoundedNames(clientsMax);
  const codes = createBoundedNames(codesMax);

  return {
    contentType: registry.contentType,
    text: (): Promise<string> => registry.metrics(),
    values: (): Promise<MetricValues> => registry.getMetricsAsJSON(),
    ...subgraphs,
    began: (): void => void (running += 1),
    ended: (): void => void (running -= 1),
    /** A request that was refused before its operation was parsed. */
    refused: (code: string): void => void (errors.of(codes(code)).value += 1),
    unrecorded: (standing: string, count: number): void => void (unrecorded.of(standing).value += count),
    answered(answer: Answered): void {
      requests.of(answer.type, answer.outcome, clients(answer.client)).value += 1;
      seconds.of(answer.type).observe(answer.seconds);
      for (const code of answer.codes) errors.of(codes(code)).value += 1;
      if (answer.cost !== undefined) cost.of().observe(answer.cost);
      if (answer.outcome === 'refused') return;
      const { planMs } = answer.measurements;
      plans.of(planMs === undefined ? 'hit' : 'miss').value += 1;
      if (planMs !== undefined) planSeconds.of().observe(planMs / 1_000);
    },
  };
}

function createSubgraphMetrics(registers: Registry[]) {
  const labelNames = ['service'];
  const sources = new Map<string, WithBreaker>();
  const asked = createCounter(registers, {
    name: 'subgraph_asked_total',
    help: 'Fetches of executed plans.',
    labelNames,
  });
  const shared = createCounter(registers, {
    name: 'subgraph_shared_total',
    help: 'Fetches that joined an identical one of the same viewer in flight, and so needed no request.',
    labelNames,
  });
  const representations = createCounter(registers, {
    name: 'subgraph_representations_total',
    help: 'Entities requested from subgraphs.',
    labelNames,
  });
  const requests = createCounter(registers, {
    name: 'subgraph_requests_total',
    help: 'Requests to subgraphs, by outcome.',
    labelNames: ['service', 'kind', 'outcome'],
  });
  const seconds = createHistogram(registers, {
    name: 'subgraph_request_seconds',
    help: 'Time of a request to a subgraph, all its attempts together.',
    labelNames,
    buckets: secondsBuckets,
  });
  const retries = createCounter(registers, {
    name: 'subgraph_retries_total',
    help: 'Requests that were sent again.',
    labelNames,
  });
  gauge(registers, 'subgraph_breaker', 'Breaker of a subgraph: 0 closed, 0.5 half-open, 1 open.', (set) => {
    for (const [service, source] of sources) set({ service }, breakerValues[source.breaker()]);
  });
  gauge(registers, 'subgraph_requests_running', 'Requests to a subgraph that run or wait for a connection.', (set) => {
    for (const [service, source] of sources) set({ service }, source.busy());
  });
  return {
    fetched: ({ service, kind, outcome, durationMs, tries }: Fetched): void => {
      requests.of(service, kind, outcome).value += 1;
      seconds.of(service).observe(durationMs / 1_000);
      if (tries > 1) retries.of(service).value += tries - 1;
    },
    shared: (service: string): void => void (shared.of(service).value += 1),
    /** Counts the requests to a data source, and reports its breaker until the source is closed or replaced. */
    measureSource<Source extends WithBreaker>(source: Source): Source {
      const [fetches, entities] = [asked.of(source.name), representations.of(source.name)];
      sources.set(source.name, source);
      const measured = measureSource(source, (count) => {
        fetches.value += 1;
        entities.value += count;
      });
      const close = async (): Promise<void> => {
        if (sources.get(source.name) === source) sources.delete(source.name);
        await source.close();
      };
      return { ...measured, close };
    },
  };
}

function addServedGauges(registers: Registry[], served: Served): void {
  gauge(registers, 'supergraph_info', 'The supergraph that is served, by the start of its hash; always 1.', (set) => {
    const graph = served.current();
    if (graph) set({ hash: graph.hash.slice(0, hashLength) }, 1);
  });
  gauge(registers, 'graphql_plan_cache_size', 'Plans in the cache.', (set) =>
    set({}, served.current()?.plans().size ?? 0),
  );
  gauge(
    registers,
    'auth_keys_age_seconds',
    "Time since the keys of the users' tokens were fetched from their issuer.",
    (set) => {
      const age = served.keysAgeS();
      if (age !== undefined) set({}, age);
    },
  );
  gauge(registers, 'graphql_requests_waiting', 'Operations that wait for a slot.', (set) =>
    set({}, served.waits?.waiting() ?? 0),
  );
  gauge(
    registers,
    'graphql_work_postponed',
    'Requests, operations and long answers that wait for the next iteration of the event loop.',
    (set) => set({}, served.waits?.postponed() ?? 0),
  );
  gauge(registers, 'graphql_planning_threads', 'Threads that plan operations.', (set) =>
    set({}, served.current()?.plans().threads ?? 0),
  );
  gauge(registers, 'graphql_plans_waiting', 'Operations that wait for a planning thread.', (set) =>
    set({}, served.current()?.plans().waiting ?? 0),
  );
  gauge(
    registers,
    'schema_refused',
    'Services whose newest schema is refused; /readyz says why. The previous one is served.',
    (set) => {
      for (const service of served.refused()) set({ service }, 1);
    },
  );
}

type SetValue = (labels: Record<string, string>, value: number) => void;

/** A gauge that is computed on each scrape, without values from the previous one. */
function gauge(registers: Registry[], name: string, help: string, read: (set: SetValue) => void): void {
  new Gauge({
    name,
    help,
    registers,
    labelNames: ['service', 'hash'],
    collect() {
      this.reset();
      read((labels, value) => this.set(labels, value));
    },
  });
}

/** Keeps the first `max` names and maps the rest to `other`, because clients choose names and each label value uses memory forever. */
function createBoundedNames(max: number): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.has(name)) return name;
    if (known.size >= max || name.length > nameLengthMax) return 'other';
    known.add(name);
    return name;
  };
}

const breakerValues = { closed: 0, 'half-open': 0.5, open: 1 };
const costBuckets = [1, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000];
const clientsMax = 50;
const codesMax = 100;
const nameLengthMax = 64;
const hashLength = 12;
