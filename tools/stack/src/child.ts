import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

/** How a process ended. */
export type Exit = { code: number | null; signal: NodeJS.Signals | null };

/** A process of the stack. `stop` asks with SIGTERM and insists with SIGKILL; it resolves when the process is gone. */
export type Child = {
  pid: number;
  exited: Promise<Exit>;
  running(): boolean;
  stop(graceMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
};

/** In which turn a process is stopped when its parent is gone: services before NATS, NATS before MongoDB. */
export type Rank = 'service' | 'nats' | 'mongodb';

export type ChildOptions = {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  rank: Rank;
};

/** Begins the line that a log gets at each start, so that an error of an earlier run is not taken for one of this. */
export const logStartMark = '── start';

const stopGraceMs = 10_000;
const logSizeMaxBytes = 10 * 1024 * 1024;

/**
 * Starts a process in a group of its own, its output appended to a log file. The own group matters: a Ctrl-C in the
 * terminal reaches the whole foreground group, and the databases must outlive the services that still finish work.
 * The leash (below) stops it when this process dies without having done so. Rejects when the command cannot be run.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const log = openLog(options.logFile);
  try {
    const child = spawn(options.command, options.args, {
      cwd: options.cwd, env: options.env, detached: true, stdio: ['ignore', log, log],
    });
    const exited = new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    return asChild(child, exited, options.rank);
  } finally {
    closeSync(log);
  }
}

function asChild(child: ChildProcess, exited: Promise<Exit>, rank: Rank): Child {
  const pid = child.pid ?? 0;
  const running = () => child.exitCode === null && child.signalCode === null;
  adopt(child, rank);
  return {
    pid,
    exited,
    running,
    kill: (signal) => void child.kill(signal),
    async stop(graceMs = stopGraceMs) {
      if (!running()) return;
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(insist);
    },
  };
}

const family = new Map<ChildProcess, Rank>();

/** Makes sure that a process does not outlive this one, whichever way this one ends. */
export function adopt(child: ChildProcess, rank: Rank): void {
  const pid = child.pid;
  if (pid === undefined) return;
  family.set(child, rank);
  leash().hold(pid, rank);
  child.once('exit', () => {
    family.delete(child);
    leash().release(pid);
  });
}

/** Stops every process that was started here, also those that are still starting: services, then NATS, then MongoDB. */
export async function stopFamily(graceMs = stopGraceMs): Promise<void> {
  for (const rank of ['service', 'nats', 'mongodb'] satisfies Rank[]) {
    const members = [...family].filter(([, memberRank]) => memberRank === rank).map(([child]) => child);
    await Promise.all(members.map(async (child) => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(insist);
    }));
  }
}

/** Ends every process that was started here at once. */
export function killFamily(): void {
  for (const child of family.keys()) child.kill('SIGKILL');
}

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logSizeMaxBytes) renameSync(file, `${file}.1`);
  const log = openSync(file, 'a');
  writeSync(log, `${logStartMark} ${new Date().toISOString()}\n`);
  return log;
}

type Leash = { pid: number; hold(pid: number, rank: Rank): void; release(pid: number): void };

let current: Leash | undefined;

/**
 * One small process that reads a pipe from this one. When this process ends for whatever reason, `kill -9` included,
 * the pipe closes and the leash stops what is left, in order. It is its own group, so no Ctrl-C reaches it.
 */
export function leash(): Leash {
  if (current) return current;
  const watcher = spawn(process.execPath, [path.join(import.meta.dirname, 'leash.ts')], {
    detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: {},
  });
  const pipe = watcher.stdin;
  pipe.on('error', () => undefined);                            // the leash was killed: the stack itself still stops in order
  watcher.on('error', () => undefined);
  watcher.unref();
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  current = {
    pid: watcher.pid ?? 0,
    hold: (pid, rank) => void pipe.write(`hold ${pid} ${rank}\n`),
    release: (pid) => void pipe.write(`release ${pid}\n`),
  };
  return current;
}
