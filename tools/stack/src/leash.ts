/**
 * Stops what its parent leaves behind. The parent writes `hold <pid> <rank>` and `release <pid>` lines to the standard
 * input; when that closes, the parent is gone, and every process still held is stopped: services, then NATS, then MongoDB.
 */
import { createInterface } from 'node:readline';
import type { Rank } from './child.ts';

const order: Rank[] = ['service', 'nats', 'mongodb'];
const graceMs = 5_000;
const pollMs = 50;

const held = new Map<number, string>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, pid, rank] = line.split(' ');
  if (verb === 'hold') held.set(Number(pid), rank ?? '');
  else held.delete(Number(pid));
}
for (const rank of order) {
  await stopAll([...held].filter(([, heldAs]) => heldAs === rank).map(([pid]) => pid));
}

async function stopAll(pids: number[]): Promise<void> {
  for (const pid of pids) signal(pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < graceMs && pids.some(alive); waitedMs += pollMs) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  for (const pid of pids) signal(pid, 'SIGKILL');
}

/** A zombie counts as alive for a moment, until init has collected it: the bound above covers that. */
function alive(pid: number): boolean {
  return signal(pid, 0);
}

function signal(pid: number, which: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, which);
  } catch {
    return false;
  }
}
