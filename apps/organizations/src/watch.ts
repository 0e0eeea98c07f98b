import type { Logger } from '@kexie/kernel';

const everyMs = 60 * 60 * 1_000;

/**
 * Does work now and every hour, one run after the other. A run that fails is logged, and the next one tries again. The
 * work must be harmless when several replicas do it at once.
 */
export function startHourly(work: () => Promise<void>, failure: string, log: Logger): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const look = () => {
    running = running
      .then(work)
      .catch((error: unknown) => log.warn({ err: error }, `${failure}; the next round tries again`));
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
