import type { Alone, Turn } from './measure.ts';

/** One line of the result: a gateway with one operation in one variant, over all rounds. "Per operation" means per request of a client. */
export type Row = {
  operation: string;
  variant: string;
  gateway: string;
  requestsPerSecond: number;
  /** To `stock` in the same round, the median of all rounds; undefined if `stock` was not measured. */
  ratio: number | undefined;
  /** How many times less processor time than `stock` it takes; undefined if the system does not report it. */
  cpuRatio: number | undefined;
  /** Requests per second in each round: a wide spread means that the other numbers are unreliable. */
  rounds: number[];
  p50Ms: number;
  p99Ms: number;
  cpuMsPerOperation: number | undefined;
  memoryMb: number | undefined;
  subgraphRequests: { alone: number; underLoad: number };
  representations: { alone: number; underLoad: number };
  loadBusy: number;
  subgraphsBusy: number;
};

/** Combines the turns of all rounds, in the order of their first turns. */
export function summarize(turns: readonly Turn[], alone: readonly Alone[]): Row[] {
  const groups = Map.groupBy(turns, ({ operation, variant, gateway }) => `${operation}\n${variant}\n${gateway}`);
  const rows = [...groups.values()].map((group) => row(group, alone));
  return rows.map((one) => {
    const stock = rows.find(
      ({ gateway, operation, variant }) =>
        gateway === 'stock' && operation === one.operation && variant === one.variant,
    );
    if (!stock) return one;
    const ratio = median(one.rounds.map((rate, round) => rate / (stock.rounds[round] ?? Number.NaN)));
    const cpuRatio =
      one.cpuMsPerOperation && stock.cpuMsPerOperation && stock.cpuMsPerOperation / one.cpuMsPerOperation;
    return { ...one, ratio, cpuRatio };
  });
}

function row(turns: readonly Turn[], alone: readonly Alone[]): Row {
  const { operation, variant, gateway } = turns[0] as Turn;
  const sum = (of: (turn: Turn) => number) => turns.reduce((total, turn) => total + of(turn), 0);
  const latencies = Float64Array.from(turns.flatMap((turn) => [...turn.latenciesMs])).sort();
  const requests = latencies.length;
  const one = alone.find((found) => found.gateway === gateway && found.operation === operation);
  const measured = turns.every(({ cpuMs }) => cpuMs !== undefined);
  return {
    operation,
    variant,
    gateway,
    requestsPerSecond: requests / sum(({ seconds }) => seconds),
    ratio: undefined,
    cpuRatio: undefined,
    rounds: turns.map((turn) => turn.latenciesMs.length / turn.seconds),
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
    cpuMsPerOperation: measured ? sum(({ cpuMs = 0 }) => cpuMs) / requests : undefined,
    memoryMb: measured ? Math.max(...turns.map(({ memoryMb = 0 }) => memoryMb)) : undefined,
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

/** The smallest of the ascending values that at least `percent` of them do not exceed (nearest rank). NaN without values. */
export function percentile(ascending: ArrayLike<number>, percent: number): number {
  return ascending[Math.max(0, Math.ceil((percent / 100) * ascending.length) - 1)] ?? Number.NaN;
}

const median = (values: readonly number[]): number => {
  const ascending = [...values].sort((a, b) => a - b);
  return (
    ((ascending[(ascending.length - 1) >> 1] ?? Number.NaN) + (ascending[ascending.length >> 1] ?? Number.NaN)) / 2
  );
};

/** The rows as Markdown, one table per operation and variant. */
export function toMarkdown(rows: readonly Row[]): string {
  const tables = Map.groupBy(
    rows,
    ({ operation, variant }) =>
      `### ${operation}, ${variant === 'own' ? 'a different authorization each' : 'identical requests'}`,
  );
  return [...tables].map(([title, group]) => `${title}\n\n${table(heads, group.map(cells))}`).join('\n');
}

const heads = [
  'gateway',
  'requests/s',
  'ratio',
  'p50 ms',
  'p99 ms',
  'cpu ms/op',
  'cpu ratio',
  'memory MB',
  'subgraph requests/op',
  'representations/op',
  'rounds',
];

function cells(row: Row): string[] {
  return [
    row.gateway,
    row.requestsPerSecond.toFixed(0),
    fixed(row.ratio, 2),
    row.p50Ms.toFixed(1),
    row.p99Ms.toFixed(1),
    fixed(row.cpuMsPerOperation, 2),
    fixed(row.cpuRatio, 2),
    fixed(row.memoryMb, 0),
    perOperation(row.subgraphRequests),
    perOperation(row.representations),
    row.rounds.map((round) => round.toFixed(0)).join(' ') + limits(row),
  ];
}

const fixed = (value: number | undefined, digits: number): string =>
  value === undefined ? '–' : value.toFixed(digits);
const perOperation = ({ alone, underLoad }: { alone: number; underLoad: number }): string =>
  `${alone} → ${underLoad.toFixed(1)}`;

/** Names the load generator or the subgraphs if they were the limit. */
function limits({ loadBusy, subgraphsBusy }: Row): string {
  const saturated = [loadBusy > busyMax ? 'load generator' : '', subgraphsBusy > busyMax ? 'subgraphs' : ''].filter(
    Boolean,
  );
  return saturated.length > 0 ? ` (limit: ${saturated.join(', ')})` : '';
}

/** A Markdown table with columns of equal width; all but the first are aligned to the right. */
export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...body.map((line) => (line[column] ?? '').length)),
  );
  const line = (texts: readonly string[]) =>
    `| ${widths.map((width, column) => (column === 0 ? (texts[column] ?? '').padEnd(width) : (texts[column] ?? '').padStart(width))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return `${[line(head), rule, ...body.map(line)].join('\n')}\n`;
}

const busyMax = 0.9;
