import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import path from 'node:path';
import { launchersOf } from './launchers.ts';
import { compiledCode } from './programs.ts';

/** The order in which processes are stopped: clients of services first (the data set, an installation), then services, NATS, MongoDB. */
export const ranks = ['task', 'service', 'nats', 'mongodb'] as const;
export type Rank = (typeof ranks)[number];

export type LaunchOptions = SpawnOptions & {
  rank: Rank;
  /** The time between SIGTERM and SIGKILL. Default 10 s. */
  graceMs?: number;
};

const defaultGraceMs = 10_000;

type Member = { child: ChildProcess; rank: Rank; graceMs: number; gone: Promise<void> };

const family = new Map<number, Member>();
let ending = false;

/**
 * Starts a process that does not outlive this one, however this one ends (see `leash`). It leads a process group, and every signal goes to the
 * whole group, so its own children do not outlive this process either. A Ctrl-C of the terminal does not reach it, because databases must outlive services
 * that are still finishing work. Throws while everything is being stopped. As with `spawn`, the event "error" means that the command cannot be run.
 */
export function launch(
  command: string,
  args: readonly string[],
  { rank, graceMs = defaultGraceMs, ...options }: LaunchOptions,
): ChildProcess {
  if (ending) throw new Error(`${path.basename(command)} is not started, because everything is being stopped.`);
  const holder = leash();
  const child = spawn(command, args, { ...options, detached: true });
  const pid = child.pid;
  if (pid === undefined) return child;
  holder.hold(pid, rank);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      signalGroup(pid, 'SIGKILL'); // its children that it did not stop
      family.delete(pid);
      current?.release(pid);
      resolve();
    });
  });
  family.set(pid, { child, rank, graceMs, gone });
  return child;
}

/** Sends SIGTERM to a process that was launched here, SIGKILL after its grace period, and resolves when it is gone. */
export async function stopMember(pid: number, graceMs?: number): Promise<void> {
  const member = family.get(pid);
  if (!member) return;
  signalGroup(pid, 'SIGTERM');
  const insist = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs ?? member.graceMs);
  await member.gone;
  clearTimeout(insist);
}

/** Stops every process that was launched here, also those that are still starting, in the order of their ranks. No further process can be launched. */
export async function stopFamily(): Promise<void> {
  ending = true;
  for (const rank of ranks) {
    await Promise.all([...family].filter(([, member]) => member.rank === rank).map(([pid]) => stopMember(pid)));
  }
}

/** Kills every process that was launched here at once. No further process can be launched. */
export function killFamily(): void {
  ending = true;
  for (const pid of family.keys()) signalGroup(pid, 'SIGKILL');
}

/** Sends a signal to the group of a process that leads it. False if there is no such group. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    return false;
  }
}

type Leash = { pid: number; hold(pid: number, rank: Rank): void; release(pid: number): void };

let current: Leash | undefined;

/**
 * One small process that reads a pipe from this one. When this process ends for any reason, `kill -9` included, the pipe closes and the leash
 * stops the remaining processes in order. While this process runs, the leash watches the npm or nx that started it, and sends SIGTERM here when that is gone.
 * It leads its own group, so no Ctrl-C reaches it; if it is killed, another one replaces it.
 */
export function leash(): Leash {
  if (current) return current;
  const watcher = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'leash.ts'), ...launchersOf(process.env).map(String)],
    {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { NODE_COMPILE_CACHE: compiledCode },
    },
  );
  const pipe = watcher.stdin;
  pipe.on('error', () => undefined); // the leash was killed: its successor holds all processes again
  watcher.on('error', () => undefined);
  watcher.once('exit', (_, signal) => {
    current = undefined;
    if (signal && family.size > 0) leash();
  });
  watcher.unref();
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  current = {
    pid: watcher.pid ?? 0,
    hold: (pid, rank) => void pipe.write(`hold ${pid} ${rank}\n`),
    release: (pid) => void pipe.write(`release ${pid}\n`),
  };
  for (const [pid, { rank }] of family) current.hold(pid, rank);
  return current;
}
