import type { GatewayName } from '../gateways.ts';
import { table } from '../table.ts';
import { percentile } from '../statistics.ts';
import type { Outcome } from './attacks.ts';
import type { Waits } from './client.ts';

/** One line of the result: the waits of a client in ms during an attack, and the peak memory of the gateway in MB, where the system reports it. */
export type Row = {
  attack: string;
  gateway: GatewayName;
  p50Ms: number;
  p99Ms: number;
  longestMs: number;
  requests: number;
  faults: number;
  memoryMbMax: number | undefined;
  outcome: Outcome;
};

export function toRow(
  attack: string,
  gateway: GatewayName,
  { latenciesMs, faults }: Waits,
  outcome: Outcome,
  memoryMbMax: number | undefined,
): Row {
  const ascending = [...latenciesMs].sort((a, b) => a - b);
  const [p50Ms, p99Ms, longestMs] = [50, 99, 100].map((percent) => percentile(ascending, percent)) as [
    number,
    number,
    number,
  ];
  return { attack, gateway, p50Ms, p99Ms, longestMs, requests: ascending.length, faults, memoryMbMax, outcome };
}

/** The rows as a Markdown table, and a sentence that names the rows of `ours` that miss the target. */
export function toMarkdown(rows: readonly Row[]): string {
  const missed = rows.filter((row) => row.gateway === 'ours' && !isHarmless(row)).map(({ attack }) => attack);
  const target = `p99 below ${p99MsMax} ms, no wait over ${waitMsMax} ms, no failure`;
  return `${table(heads, rows.map(cells))}\n${missed.length === 0 ? `All are within the target (${target}).` : `Outside of the target (${target}): ${missed.join(', ')}.`}\n`;
}

/** Whether a row meets the platform's target for a client during an attack. */
export function isHarmless({ p99Ms, longestMs, faults }: Row): boolean {
  return p99Ms < p99MsMax && longestMs <= waitMsMax && faults === 0;
}

const heads = ['attack', 'gateway', 'p50 ms', 'p99 ms', 'longest ms', 'failed', 'memory MB', 'answers to the attack'];

function cells({ attack, gateway, p50Ms, p99Ms, longestMs, requests, faults, memoryMbMax, outcome }: Row): string[] {
  const answers = Object.entries(outcome)
    .map(([text, count]) => `${text}: ${count}`)
    .join(', ');
  return [
    attack,
    gateway,
    p50Ms.toFixed(0),
    p99Ms.toFixed(0),
    longestMs.toFixed(0),
    `${faults} of ${requests}`,
    memoryMbMax?.toFixed(0) ?? '–',
    answers || '–',
  ];
}

const p99MsMax = 100;
const waitMsMax = 250;
