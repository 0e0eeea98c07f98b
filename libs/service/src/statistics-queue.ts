import { DomainError } from '@kexie/kernel';

/** How much of the database statistics may take: how many run at once in this process, how many wait, and for how long one runs (milliseconds). */
export type StatisticsBounds = { atOnceMax: number; waitingMax: number; timeoutMs: number };
export const statisticsBoundsDefault: StatisticsBounds = { atOnceMax: 4, waitingMax: 100, timeoutMs: 5_000 };

/** Runs statistics, a few at once, so that lists and entities find the database free. The others wait in their order. */
export function createStatisticsQueue(initial: StatisticsBounds = statisticsBoundsDefault) {
  let bounds = initial;
  let running = 0;
  const waiting: (() => void)[] = [];
  const refused = { busy: 0, slow: 0 };

  return {
    /** Sets what the environment of the service says. */
    configure: (configured: Partial<StatisticsBounds>): void => void (bounds = { ...bounds, ...configured }),
    running: (): number => running,
    waiting: (): number => waiting.length,
    /** How many statistics were refused, because too many waited or because one took too long. */
    refused: (): Readonly<typeof refused> => refused,
    /**
     * Runs `work` when it is its turn; `work` gives the database the time that it gets.
     * @throws STATISTICS_BUSY when too many wait, STATISTICS_TOO_SLOW when the database gave the work up after `timeoutMs`.
     */
    async run<T>(work: (timeoutMs: number) => PromiseLike<T>): Promise<T> {
      if (running < bounds.atOnceMax) running += 1;
      else if (waiting.length >= bounds.waitingMax) {
        refused.busy += 1;
        throw new DomainError('STATISTICS_BUSY', 'Too many statistics are being computed. Ask again in a moment.');
        // the one that ends hands its place on, so `running` stays
      } else await new Promise<void>((resolve) => void waiting.push(resolve));
      try {
        return await work(bounds.timeoutMs);
      } catch (error) {
        if (!isTimeout(error)) throw error;
        refused.slow += 1;
        throw new DomainError(
          'STATISTICS_TOO_SLOW',
          `These statistics take longer than ${bounds.timeoutMs / 1_000} s. Ask for a smaller region, a shorter time or fewer dimensions.`,
        );
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}

/** The statistics of this process, which is one service. */
export const statistics = createStatisticsQueue();

/** MongoDB's MaxTimeMSExpired. */
const timeoutCode = 50;
const isTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === timeoutCode;
