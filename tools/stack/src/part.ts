import { setTimeout as sleep } from 'node:timers/promises';
import type { Exit } from './child.ts';
import { describeExit, lastError } from './server.ts';

/** The result of a launch: a child process or a server. */
type Running = {
  pid: number | undefined;
  exited: Promise<Exit>;
  running(): boolean;
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
};

/** One program of the stack that can be stopped and started again. */
export type Part = {
  name: string;
  pid(): number | undefined;
  running(): boolean;
  /** Resolves when it is ready; rejects with one sentence if it does not become ready. Does nothing if it runs. */
  start(): Promise<void>;
  /** Resolves when it is gone. SIGTERM is followed by SIGKILL after a while; any other signal is sent unchanged. */
  stop(signal?: NodeJS.Signals): Promise<void>;
};

export type PartOptions = {
  name: string;
  logFile: string;
  /** Stops soon after the signal, without stopping a process behind. */
  launch: (signal: AbortSignal) => Promise<Running>;
  /** Whether it is restarted after an unexpected end. */
  supervise: boolean;
  log: (line: string) => void;
};

const backoffMaxS = 30;
const stableAfterMs = 60_000;

/** A part that is not running until `start`. */
export function createPart({ name, logFile, launch, supervise, log }: PartOptions): Part {
  let current: Running | undefined;
  let wanted: AbortController | undefined; // set while the part should be up; aborted by stop
  let starting: Promise<void> = Promise.resolve();
  let restarting: Promise<void> = Promise.resolve();

  async function start(): Promise<void> {
    if (wanted) return;
    const run = new AbortController();
    wanted = run;
    starting = launchAndWatch(run, 0);
    try {
      await starting;
    } catch (error) {
      if (wanted === run) wanted = undefined;
      throw error;
    }
  }

  async function launchAndWatch(run: AbortController, failures: number): Promise<void> {
    const launched = await launch(run.signal);
    if (run.signal.aborted) return launched.stop();
    current = launched;
    const startedAt = Date.now();
    void launched.exited.then((exit) => {
      if (run.signal.aborted) return;
      if (!supervise) wanted = undefined;
      else restarting = restart(run, Date.now() - startedAt > stableAfterMs ? 0 : failures, describeEnd(exit));
    });
  }

  /** A killed process cannot write a reason, so the log does not help then. */
  function describeEnd(exit: Exit): string {
    return exit.signal ? describeExit(exit) : `${describeExit(exit)}, ${lastError(logFile)}`;
  }

  async function restart(run: AbortController, failures: number, reason: string): Promise<void> {
    const isGivenUp = (): boolean => run.signal.aborted;
    let why = reason;
    for (let attempt = failures; !isGivenUp(); attempt++) {
      const delayS = Math.min(backoffMaxS, 2 ** attempt);
      log(`${name} stopped unexpectedly: ${why.replace(/\.$/, '')}. Starting it again in ${delayS} s. Log: ${logFile}`);
      await sleep(delayS * 1000, undefined, { signal: run.signal }).catch(() => undefined);
      if (isGivenUp()) return;
      try {
        await launchAndWatch(run, attempt + 1);
        return log(`${name} is back.`);
      } catch (error) {
        why = (error as Error).message;
      }
    }
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    wanted?.abort();
    wanted = undefined;
    const stopping = current;
    current = undefined;
    if (stopping && signal === 'SIGTERM') await stopping.stop();
    else if (stopping?.running() && stopping.pid !== undefined) {
      stopping.kill(signal);
      await stopping.exited;
    }
    await Promise.allSettled([starting, restarting]); // a launch in progress stops because of the signal
  }

  return { name, pid: () => current?.pid, running: () => current?.running() ?? false, start, stop };
}
