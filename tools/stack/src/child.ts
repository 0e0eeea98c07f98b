import { closeSync, copyFileSync, mkdirSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';
import path from 'node:path';
import { launch, signalGroup, stopMember } from './family.ts';
import type { Rank } from './family.ts';

/** How a process ended. */
export type Exit = { code: number | null; signal: NodeJS.Signals | null };

/** A process of the stack. `stop` sends SIGTERM and later SIGKILL; it resolves when the process is gone. */
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
  /** How long `stop` waits before SIGKILL. Default 10 s. */
  graceMs?: number;
  /** The size in bytes at which the log is rotated. Default 10 MB. */
  logBytesMax?: number;
};

/** Begins the line that each start writes to a log, so that an error of an earlier run is not reported for this one. */
export const logStartMark = '── start';

const logBytesMaxDefault = 10 * 1024 * 1024;
const logLookMs = 1_000;

/**
 * Starts a process whose output is appended to a log file and which does not outlive this one. A log that is too large is rotated: it continues empty, and its content
 * replaces `<file>.1`. Rejects if the command cannot be run.
 */
export async function startChild({
  command,
  args,
  logFile,
  logBytesMax = logBytesMaxDefault,
  ...options
}: ChildOptions): Promise<Child> {
  turnLog(logFile, logBytesMax);
  const log = openLog(logFile);
  try {
    const child = launch(command, args, { ...options, stdio: ['ignore', log, log] });
    const exited = new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    const pid = child.pid ?? 0;
    const looking = setInterval(() => turnLog(logFile, logBytesMax), logLookMs).unref();
    void exited.then(() => clearInterval(looking));
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

/** Copies a log that is too large, and empties it. The process has opened the file to append, so it writes on at the new end. A full disk must not end the process. */
function turnLog(file: string, bytesMax: number): void {
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= bytesMax) return;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  } catch (error) {
    if (!('code' in (error as Error))) throw error;
  }
}

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  const log = openSync(file, 'a');
  writeSync(log, `${logStartMark} ${new Date().toISOString()}\n`);
  return log;
}
