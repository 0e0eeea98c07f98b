import { readFileSync } from 'node:fs';
import { logStartMark } from './child.ts';
import type { Child, Exit } from './child.ts';

/** A running MongoDB or NATS. `pid` is missing for a server that the stack did not start; `stop` does not affect such a server. */
export type Server = {
  kind: string;
  url: string;
  port: number | undefined;
  pid: number | undefined;
  exited: Promise<Exit>;
  running(): boolean;
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Why it answers but cannot write; undefined while it can. Missing if this cannot be determined. */
  fault?(): Promise<string | undefined>;
};

export type ServerOptions = {
  /** The data folder of the server; created if missing. */
  dataDir: string;
  logFile: string;
  /** Default: a free port. */
  port?: number;
  /** Called with one line that names the server and its origin. */
  log: (line: string) => void;
  env: NodeJS.ProcessEnv;
  /** Whether an acknowledged write survives a power cut; false for tests, which discard the data. Default true. */
  durable?: boolean;
  /** Ends a start that is still waiting for the server to be ready. */
  signal?: AbortSignal | undefined;
};

/** An address for log messages, without its user and password. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/, '//…@');
}

/** A server that was given by URL: used, never stopped. */
export function foreignServer(kind: string, url: string): Server {
  return {
    kind,
    url,
    port: undefined,
    pid: undefined,
    exited: new Promise(() => undefined),
    running: () => true,
    stop: async () => undefined,
    kill: () => undefined,
  };
}

/** A server that the stack started, as a `Server`. */
export function ownServer(kind: string, url: string, port: number, child: Child): Server {
  return {
    kind,
    url,
    port,
    pid: child.pid,
    exited: child.exited,
    running: child.running,
    stop: () => child.stop(),
    kill: child.kill,
  };
}

/** On Linux, malloc keeps freed memory for each thread that has asked for some, up to eight times the number of cores. Programs with many threads need only a few of these. */
export const fewArenas = { MALLOC_ARENA_MAX: '2' };

const pollMs = 100;
/** How often a long wait is reported. */
const waitReportMs = 5_000;

/** Reports the reason and the duration of a wait, first after five seconds, then at most every five. */
export function createWaitReport(
  what: string,
  log: (line: string) => void,
  everyMs = waitReportMs,
): (obstacle: () => string) => void {
  const begunAt = performance.now();
  let reportedAt = begunAt;
  return (obstacle) => {
    const now = performance.now();
    if (now - reportedAt < everyMs) return;
    reportedAt = now;
    log(`Waiting for ${what} since ${Math.round((now - begunAt) / 1_000)} s: ${obstacle()}.`);
  };
}

export type Waiting = {
  name: string;
  child: Child;
  logFile: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Called with one line every few seconds. */
  log?: ((line: string) => void) | undefined;
  /** One check of the process: undefined if it is ready, otherwise the obstacle. */
  obstacle: () => Promise<string | undefined>;
};

/**
 * Waits until there is no obstacle. Rejects with one sentence that names the log file and its last warning or error if the
 * process ends first or the time is over, in that case also with the last obstacle; a process that did not become ready is stopped.
 */
export async function waitUntilReady({
  name,
  child,
  logFile,
  timeoutMs,
  signal,
  log = () => undefined,
  obstacle,
}: Waiting): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  const report = createWaitReport(name, log);
  while (child.running()) {
    const seen = await obstacle();
    if (seen === undefined) return;
    if (signal?.aborted) {
      await child.stop();
      throw new Error(`${name} was stopped while it was starting.`);
    }
    if (Date.now() > deadline) {
      await child.stop();
      throw new Error(
        `${name} was not ready after ${timeoutMs / 1000} s: ${seen}; the last error of its log: ${lastError(logFile)} (log: ${logFile}).`,
      );
    }
    report(() => `${seen}; the last warning or error of its log: ${lastError(logFile)}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw new Error(
    `${name} stopped while starting (${describeExit(await child.exited)}): ${lastError(logFile)} (log: ${logFile}).`,
  );
}

export function describeExit({ code, signal }: Exit): string {
  return signal ? `signal ${signal}` : `exit code ${code}`;
}

const tailBytes = 64 * 1024;
/** Warnings count, because a program that waits for another one logs a warning. */
const warnLevel = 40;

/** The line that most likely states the failure since the last start: the last warning or error of a JSON log, or the last line that looks like one. */
export function lastError(logFile: string): string {
  let text: string;
  try {
    text = readFileSync(logFile, 'utf8').slice(-tailBytes);
  } catch {
    return 'it wrote no log';
  }
  const sinceStart = text.slice(Math.max(0, text.lastIndexOf(logStartMark)));
  const lines = sinceStart
    .split('\n')
    .filter((line) => !line.startsWith(logStartMark))
    .map(readable)
    .filter((line) => line.text !== '');
  const worst = lines.findLast((line) => line.isError) ?? lines.findLast((line) => line.isWarning) ?? lines.at(-1);
  return worst ? worst.text.slice(0, 300) : 'it wrote no log';
}

function readable(line: string): { text: string; isError: boolean; isWarning?: boolean } {
  if (line.startsWith('{')) {
    try {
      const entry = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
      const text = [entry.msg, entry.err?.message].filter(Boolean).join(': ');
      return { text, isError: (entry.level ?? 0) >= 50, isWarning: (entry.level ?? 0) >= warnLevel };
    } catch {
      return { text: line.trim(), isError: false };
    }
  }
  return { text: line.trim(), isError: /\b\w*error\b|\[FTL\]|\[ERR\]|fatal/i.test(line) && !/^\s+at /.test(line) };
}
