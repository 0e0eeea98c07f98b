/**
 * Ties the programs of a stack to the program that started them, and that program to the npm or nx that started it.
 *
 * Its parent writes `hold <pid> <rank>` and `release <pid>` lines to the standard input; when that closes, the parent is gone, and every process
 * still held is stopped with its group, in the order of the ranks. Its arguments are the process ids of the parent's launchers: when one of them is
 * gone, the parent gets SIGTERM, and SIGKILL if it does not stop.
 */
import { createInterface } from 'node:readline';
import { ranks, signalGroup } from './family.ts';
import { stillLaunched } from './launchers.ts';

const graceMs = 5_000;
const pollMs = 50;
const launcherPollMs = 500;
/** Longer than an orderly stop of a whole stack takes. */
const parentGraceMs = 45_000;

const parent = process.ppid;
const launchers = process.argv.slice(2).map(Number);
const held = new Map<number, string>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
const watch = setInterval(watchLaunchers, launcherPollMs);
let insist: NodeJS.Timeout | undefined;

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, pid, rank] = line.split(' ');
  if (verb === 'hold') held.set(Number(pid), rank ?? '');
  else held.delete(Number(pid));
}
clearInterval(watch);
clearTimeout(insist);
for (const rank of ranks) {
  await stopAll([...held].filter(([, heldAs]) => heldAs === rank).map(([pid]) => pid));
}

function watchLaunchers(): void {
  if (process.ppid !== parent || stillLaunched(parent, launchers)) return;
  clearInterval(watch);
  signalParent('SIGTERM');
  insist = setTimeout(() => signalParent('SIGKILL'), parentGraceMs);
}

function signalParent(signal: NodeJS.Signals): void {
  try {
    process.kill(parent, signal);
  } catch {
    // the process ended in the meantime, and the pipe closes
  }
}

async function stopAll(pids: number[]): Promise<void> {
  for (const pid of pids) signalGroup(pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < graceMs && pids.some(alive); waitedMs += pollMs) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  for (const pid of pids) signalGroup(pid, 'SIGKILL');
}

/** A zombie counts as alive until init has collected it, which takes a moment: the limit above covers that. */
function alive(pid: number): boolean {
  return signalGroup(pid, 0);
}
