import type { Logger } from '@kexie/kernel';

const hourMs = 60 * 60 * 1_000;

/** Background work that repeats. `stop` resolves when the running round has ended. */
export type Watch = { stop(): Promise<void> };

/**
 * Does work now and at intervals, by default every hour, for what time alone changes. A round that lasts longer than the
 * interval is not begun again beside itself. A round that fails is logged with `failure`, and the next one tries again. The
 * work must be harmless when several replicas do it at once; `signal` is aborted by `stop`.
 */
export function startWatch(
  work: (signal: AbortSignal) => Promise<void>,
  { failure, log, everyMs = hourMs }: { failure: string; log: Logger; everyMs?: number },
): Watch {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const look = (): void => {
    running ??= work(stopping.signal)
      .catch((error: unknown) => log.warn({ err: error }, `${failure}; the next round tries again`))
      .finally(() => (running = undefined));
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}

/** Several watches as one. */
export function watchAll(...watches: readonly Watch[]): Watch {
  return { stop: async () => void (await Promise.all(watches.map((watch) => watch.stop()))) };
}
