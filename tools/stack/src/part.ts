import { setTimeout as sleep } from 'node:timers/promises';
import type { Exit } from './child.ts';
import { describeExit, lastError } from './server.ts';

/** What a launch brings up: a child process or a server. */
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
  /** Resolves when it is ready; rejects with one sentence when it does not get ready. Does nothing when it runs. */
  start(): Promise<void>;
  /** Resolves when it is gone. SIGTERM asks, and insists after a while; any other signal is sent as it is. */
  stop(signal?: NodeJS.Signals): Promise<void>;
};

export type PartOptions = {
  name: string;
  logFile: string;
  /** Gives up soon after the signal, leaving nothing running. */
  launch: (signal: AbortSignal) => Promise<Running>;
  /** Whether it is started again when it ends without having been asked. */
  supervise: boolean;
  log: (line: string) => void;
};

const backoffMaxS = 30;
const stableAfterMs = 60_000;

/** A part that is down, until `start`. */
export function createPart({ name, logFile, launch, supervise, log }: PartOptions): Part {
  let current: Running | undefined;
  let wanted: AbortController | undefined; // set while the part should be up; aborted by stop
  let arrival: Promise<void> = Promise.resolve();
  let revival: Promise<void> = Promise.resolve();

  async function start(): Promise<void> {
    if (wanted) return;
    const wish = new AbortController();
    wanted = wish;
    arrival = bringUp(wish, 0);
    try {
      await arrival;
    } catch (error) {
      if (wanted === wish) wanted = undefined;
      throw error;
    }
  }

  async function bringUp(wish: AbortController, failures: number): Promise<void> {
    const launched = await launch(wish.signal);
    if (wish.signal.aborted) return launched.stop();
    current = launched;
    const startedAt = Date.now();
    void launched.exited.then((exit) => {
      if (wish.signal.aborted) return;
      if (!supervise) wanted = undefined;
      else revival = revive(wish, Date.now() - startedAt > stableAfterMs ? 0 : failures, whyItEnded(exit));
    });
  }

  /** Who is killed by a signal has no time to say anything: then the log does not know. */
  function whyItEnded(exit: Exit): string {
    return exit.signal ? describeExit(exit) : `${describeExit(exit)}, ${lastError(logFile)}`;
  }

  async function revive(wish: AbortController, failures: number, reason: string): Promise<void> {
    const isGivenUp = (): boolean => wish.signal.aborted;
    let why = reason;
    for (let attempt = failures; !isGivenUp(); attempt++) {
      const delayS = Math.min(backoffMaxS, 2 ** attempt);
      log(`${name} stopped unexpectedly: ${why.replace(/\.$/, '')}. Starting it again in ${delayS} s. Log: ${logFile}`);
      await sleep(delayS * 1000, undefined, { signal: wish.signal }).catch(() => undefined);
      if (isGivenUp()) return;
      try {
        await bringUp(wish, attempt + 1);
        return log(`${name} is back.`);
      } catch (error) {
        why = (error as Error).message;
      }
    }
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    wanted?.abort();
    wanted = undefined;
    const leaving = current;
    current = undefined;
    if (leaving && signal === 'SIGTERM') await leaving.stop();
    else if (leaving?.running() && leaving.pid !== undefined) {
      leaving.kill(signal);
      await leaving.exited;
    }
    await Promise.allSettled([arrival, revival]); // a launch that is under way ends itself, by the signal
  }

  return { name, pid: () => current?.pid, running: () => current?.running() ?? false, start, stop };
}
