import { readFileSync } from 'node:fs';
import { logStartMark } from './child.ts';
import type { Child, Exit } from './child.ts';

/** A MongoDB or NATS that answers. `pid` is missing when it is somebody else's, which `stop` then leaves alone. */
export type Server = {
  kind: string;
  url: string;
  port: number | undefined;
  pid: number | undefined;
  exited: Promise<Exit>;
  running(): boolean;
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Why it answers and yet does not write any more; undefined while it does. Missing where that cannot be found out. */
  fault?(): Promise<string | undefined>;
};

export type ServerOptions = {
  /** Where the server keeps its data; created when missing. */
  dataDir: string;
  logFile: string;
  /** A free port when not given. */
  port?: number;
  /** Called with one line that names the server and where it comes from. */
  log: (line: string) => void;
  env: NodeJS.ProcessEnv;
  /** Whether an acknowledged write survives the power cut; false for tests, which throw the data away. Default true. */
  durable?: boolean;
  /** Ends a start that is still waiting for the server to be ready. */
  signal?: AbortSignal | undefined;
};

/** An address for people to read: without its user and password. */
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

/** A server of our own, as a `Server`. */
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

const pollMs = 50;
/** How often a wait that goes on is reported. */
const waitReportMs = 5_000;

/** Reports at most every five seconds, first after five, what is waited for, and for how long already. */
export function createWaitReport(
  what: string,
  log: (line: string) => void,
  everyMs = waitReportMs,
): (obstacle: string) => void {
  const begunAt = performance.now();
  let reportedAt = begunAt;
  return (obstacle) => {
    const now = performance.now();
    if (now - reportedAt < everyMs) return;
    reportedAt = now;
    log(`Waiting for ${what} since ${Math.round((now - begunAt) / 1_000)} s: ${obstacle}.`);
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
  /** One look at the process: undefined when it is ready, otherwise what was seen instead. */
  obstacle: () => Promise<string | undefined>;
};

/**
 * Waits until there is no obstacle any more. Rejects with one sentence that names the log file and its last warning or error when the
 * process dies first or the time is over, in that case with the last obstacle, too; a process that did not get ready is stopped.
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
    report(`${seen}; the last warning or error of its log: ${lastError(logFile)}`);
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
/** Warnings count: a program that waits for another one reports it as a warning. */
const warnLevel = 40;

/** The line that most likely says what went wrong since the last start: the last warning or error of a JSON log, or the last line that reads like one. */
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
