import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { launch, signalGroup, stopMember } from './family.ts';
import type { Rank } from './family.ts';

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

export type ChildOptions = {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  rank: Rank;
  /** How long `stop` waits before it insists. Default 10 s. */
  graceMs?: number;
};

/** Begins the line that a log gets at each start, so that an error of an earlier run is not taken for one of this. */
export const logStartMark = '── start';

const logSizeMaxBytes = 10 * 1024 * 1024;

/** Starts a process whose output is appended to a log file and which does not outlive this one. Rejects when the command cannot be run. */
export async function startChild({ command, args, logFile, ...options }: ChildOptions): Promise<Child> {
  const log = openLog(logFile);
  try {
    const child = launch(command, args, { ...options, stdio: ['ignore', log, log] });
    const exited = new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    const pid = child.pid ?? 0;
    return {
      pid,
      exited,
      running: () => child.exitCode === null && child.signalCode === null,
      kill: (signal) => void signalGroup(pid, signal),
      stop: (graceMs) => stopMember(pid, graceMs),
    };
  } finally {
    closeSync(log);
  }
}

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logSizeMaxBytes) renameSync(file, `${file}.1`);
  const log = openSync(file, 'a');
  writeSync(log, `${logStartMark} ${new Date().toISOString()}\n`);
  return log;
}
