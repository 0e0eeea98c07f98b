import { gatewayNames } from './gateways.ts';
import type { Alive } from './instruments.ts';
import type { Alone, Turn } from './measure.ts';
import { figure, percentile, ratio, withRange, type Figure } from './statistics.ts';
import { table } from './table.ts';

/** The circumstances of a measurement, as lines of a table: the machine, the versions and the settings. */
export type Facts = Record<string, string>;

/** One line of the result: a gateway with one operation in one variant. Each figure is that of the rounds. "Per operation" means per request of a client. */
export type Row = {
  operation: string;
  variant: string;
  gateway: string;
  requestsPerSecond: Figure;
  /** Requests per second relative to the base in the same round; undefined without a base. */
  ratio: Figure | undefined;
  p50Ms: Figure;
  p99Ms: Figure;
  /** Processor time of all threads; undefined if the system does not report it, as the figures below. */
  cpuMsPerOperation: Figure | undefined;
  /** Processor time of the main thread. */
  mainCpuMsPerOperation: Figure | undefined;
  /** How many times less processor time than the base in the same round it takes. */
  cpuRatio: Figure | undefined;
  peakMb: Figure | undefined;
  memoryMb: Figure | undefined;
  /** undefined for gateways that are not measured by an inspector */
  allocatedKbPerOperation: number | undefined;
  subgraphRequests: { alone: number; underLoad: number };
  representations: { alone: number; underLoad: number };
  loadBusy: number;
  subgraphsBusy: number;
};

/** What a gateway allocates per request, measured in a turn of its own. */
export type Allocation = { gateway: string; operation: string; variant: string; kbPerOperation: number };

/** The gateway that the others are compared with: `stock`, or `before` if `stock` is not measured. */
export function baseOf(gateways: readonly string[]): 'stock' | 'before' | undefined {
  return (['stock', 'before'] as const).find((name) => gateways.includes(name));
}

/** Combines the turns of all rounds, in the order of operations, variants and names of gateways. */
export function summarize(
  turns: readonly Turn[],
  alone: readonly Alone[],
  allocations: readonly Allocation[] = [],
): Row[] {
  const base = baseOf(turns.map(({ gateway }) => gateway));
  return [...Map.groupBy(turns, ({ operation, variant }) => `${operation}\n${variant}`).values()].flatMap(
    (compared) => {
      const byGateway = Map.groupBy(compared, ({ gateway }) => gateway);
      const names = gatewayNames.filter((name) => byGateway.has(name));
      return names.map((name) =>
        row(byGateway.get(name) ?? [], (base && byGateway.get(base)) ?? [], alone, allocations),
      );
    },
  );
}

function row(
  turns: readonly Turn[],
  base: readonly Turn[],
  alone: readonly Alone[],
  allocations: readonly Allocation[],
): Row {
  const { operation, variant, gateway } = turns[0] as Turn;
  const isThis = (one: { gateway: string; operation: string }) =>
    one.gateway === gateway && one.operation === operation;
  const one = alone.find(isThis);
  const sum = (of: (turn: Turn) => number) => turns.reduce((total, turn) => total + of(turn), 0);
  const requests = sum(({ latenciesMs }) => latenciesMs.length);
  const over = (of: (turn: Turn) => number | undefined) => figure(turns.map(of));
  const percentileOf = (percent: number) => (turn: Turn) => percentile(turn.latenciesMs.toSorted(), percent);
  const byRound = (some: readonly Turn[], of: (turn: Turn) => number | undefined) =>
    new Map(some.map((turn) => [turn.round, of(turn)]));
  return {
    operation,
    variant,
    gateway,
    requestsPerSecond: over(rate) as Figure,
    ratio: ratio(byRound(turns, rate), byRound(base, rate)),
    p50Ms: over(percentileOf(50)) as Figure,
    p99Ms: over(percentileOf(99)) as Figure,
    cpuMsPerOperation: over(cpuMs),
    mainCpuMsPerOperation: over(({ usage, latenciesMs }) => usage && usage.mainCpuMs / latenciesMs.length),
    cpuRatio: ratio(byRound(base, cpuMs), byRound(turns, cpuMs)),
    peakMb: over(({ usage }) => usage?.peakMb),
    memoryMb: over(({ usage }) => usage?.memoryMb),
    allocatedKbPerOperation: allocations.find((found) => isThis(found) && found.variant === variant)?.kbPerOperation,
    subgraphRequests: {
      alone: one?.subgraphRequests ?? Number.NaN,
      underLoad: sum(({ subgraphRequests }) => subgraphRequests) / requests,
    },
    representations: {
      alone: one?.representations ?? Number.NaN,
      underLoad: sum(({ representations }) => representations) / requests,
    },
    loadBusy: Math.max(...turns.map(({ loadBusy }) => loadBusy)),
    subgraphsBusy: Math.max(...turns.map(({ subgraphsBusy }) => subgraphsBusy)),
  };
}

const rate = ({ latenciesMs, seconds }: Turn): number => latenciesMs.length / seconds;
const cpuMs = ({ usage, latenciesMs }: Turn): number | undefined => usage && usage.cpuMs / latenciesMs.length;

/** The whole report as Markdown: the circumstances, an overview of the ratios, a table per operation and variant, memory and subgraph requests, and what is alive in flight. */
export function toReport(facts: Facts, rows: readonly Row[], alive: readonly Alive[] = []): string {
  const gateways = [...new Set(rows.map(({ gateway }) => gateway))];
  const base = baseOf(gateways);
  return [
    `${Object.entries(facts)
      .map(([name, fact]) => `- ${name}: ${fact}`)
      .join('\n')}\n`,
    ...(base && gateways.length > 1 ? [overview(rows, gateways, base)] : []),
    toMarkdown(rows, base),
    memoryTable(rows),
    ...(alive.length > 0 ? [aliveTable(alive)] : []),
  ].join('\n');
}

function overview(rows: readonly Row[], gateways: readonly string[], base: string): string {
  const groups = Map.groupBy(rows, ({ operation, variant }) => `${operation}, ${variant}`);
  const lines = [...groups].map(([title, group]) => [
    title,
    ...gateways.map((gateway) => {
      const found = group.find((one) => one.gateway === gateway);
      return `${fixed(found?.ratio?.median, 2)} (${fixed(found?.cpuRatio?.median, 2)})`;
    }),
  ]);
  const introduction = `Requests per second as a multiple of \`${base}\`, and in brackets how many times less processor time a request takes than with \`${base}\` (medians):`;
  return `${introduction}\n\n${table(['operation, variant', ...gateways], lines)}`;
}

/** The speed and the processor time of the rows as Markdown, one table per operation and variant. */
export function toMarkdown(rows: readonly Row[], base: string | undefined): string {
  const groups = Map.groupBy(
    rows,
    ({ operation, variant }) =>
      `### ${operation}, ${variant === 'own' ? 'a different authorization each' : 'identical requests'}`,
  );
  return [...groups].map(([title, group]) => `${title}\n\n${speedTable(group, base)}${limits(group)}`).join('\n');
}

function speedTable(rows: readonly Row[], base: string | undefined): string {
  const columns: [title: string, cell: (row: Row) => string][] = [
    ['gateway', ({ gateway }) => gateway],
    ['requests/s', ({ requestsPerSecond }) => withRange(requestsPerSecond, 0)],
    [`ratio to ${base}`, (row) => withRange(row.ratio, 2)],
    ['p50 ms', ({ p50Ms }) => withRange(p50Ms, 1)],
    ['p99 ms', ({ p99Ms }) => withRange(p99Ms, 1)],
    ['cpu ms/op', ({ cpuMsPerOperation }) => withRange(cpuMsPerOperation, 2)],
    ['main thread ms/op', ({ mainCpuMsPerOperation }) => withRange(mainCpuMsPerOperation, 2)],
    [`cpu ratio to ${base}`, ({ cpuRatio }) => withRange(cpuRatio, 2)],
  ];
  const shown = columns.filter(([title]) => base !== undefined || !title.includes('ratio'));
  return table(
    shown.map(([title]) => title),
    rows.map((row) => shown.map(([, cell]) => cell(row))),
  );
}

function memoryTable(rows: readonly Row[]): string {
  const head = [
    'operation, variant',
    'gateway',
    'allocated kB/op',
    'peak MB',
    'memory MB',
    'subgraph requests/op',
    'representations/op',
  ];
  const lines = rows.map((row) => [
    `${row.operation}, ${row.variant}`,
    row.gateway,
    fixed(row.allocatedKbPerOperation, 0),
    withRange(row.peakMb, 0),
    withRange(row.memoryMb, 0),
    perOperation(row.subgraphRequests),
    perOperation(row.representations),
  ]);
  return `### Memory and subgraph requests\n\n${table(head, lines)}`;
}

function aliveTable(alive: readonly Alive[]): string {
  const compared = [...Map.groupBy(alive, ({ operation, variant }) => `${operation}\n${variant}`).values()].flat();
  const groups = Map.groupBy(compared, ({ operation, variant, gateway }) => `${operation}\n${variant}\n${gateway}`);
  const connections = [...new Set(alive.map((one) => one.connections))];
  const lines = [...groups.values()].map((group) => {
    const { operation, variant, gateway, idleMb } = group[0] as Alive;
    const at = (count: number) => group.find((one) => one.connections === count)?.kbPerRequest;
    return [
      `${operation}, ${variant}`,
      gateway,
      ...connections.map((count) => withRange(at(count), 0)),
      idleMb.toFixed(0),
    ];
  });
  const head = [
    'operation, variant',
    'gateway',
    ...connections.map((count) => `kB at ${count} in flight`),
    'idle heap MB',
  ];
  return `### Alive per request in flight\n\n${table(head, lines)}`;
}

const fixed = (value: number | undefined, digits: number): string =>
  value === undefined ? '–' : value.toFixed(digits);
const perOperation = ({ alone, underLoad }: { alone: number; underLoad: number }): string =>
  `${alone} → ${underLoad.toFixed(1)}`;

/** A sentence about the gateways that the load generator or the subgraphs limited. */
function limits(rows: readonly Row[]): string {
  const limited = (part: string, of: (row: Row) => number) => {
    const names = rows.filter((one) => of(one) > busyMax).map(({ gateway }) => gateway);
    return names.length > 0 ? [`The ${part} limited ${names.join(', ')}, which may be faster than shown.`] : [];
  };
  const sentences = [
    ...limited('load generator', ({ loadBusy }) => loadBusy),
    ...limited('subgraphs', ({ subgraphsBusy }) => subgraphsBusy),
  ];
  return sentences.length > 0 ? `\n${sentences.join(' ')}\n` : '';
}

const busyMax = 0.9;
