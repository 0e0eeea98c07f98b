import { DomainError } from '@kexie/kernel';
import { say } from './messages.ts';

/**
 * The bounds of statistics in this process: the number that run at once, the number that wait, and the time of one in
 * milliseconds.
 */
export type StatisticsBounds = { atOnceMax: number; waitingMax: number; timeoutMs: number };
export const statisticsBoundsDefault: StatisticsBounds = { atOnceMax: 4, waitingMax: 100, timeoutMs: 5_000 };

/**
 * Runs a bounded number of statistics at once, so that lists and entities are not delayed by them. The others wait in
 * order.
 */
export function createStatisticsQueue(initial: StatisticsBounds = statisticsBoundsDefault) {
  let bounds = initial;
  let running = 0;
  const waiting: (() => void)[] = [];
  const refused = { busy: 0, slow: 0 };

  return {
    /** Sets the bounds from the environment of the service. */
    configure: (configured: Partial<StatisticsBounds>): void => void (bounds = { ...bounds, ...configured }),
    running: (): number => running,
    waiting: (): number => waiting.length,
    /** The numbers of refused statistics: because too many waited, or because one took too long. */
    refused: (): Readonly<typeof refused> => refused,
    /**
     * Runs `work` when a place is free. `work` must pass `timeoutMs` to the database.
     * @throws STATISTICS_BUSY when too many wait, STATISTICS_TOO_SLOW when the database aborted the work after
     * `timeoutMs`.
     */
    async run<T>(work: (timeoutMs: number) => PromiseLike<T>): Promise<T> {
      if (running < bounds.atOnceMax) running += 1;
      else if (waiting.length >= bounds.waitingMax) {
        refused.busy += 1;
        throw new DomainError('STATISTICS_BUSY', say`Too many statistics are being computed. Try again in a moment.`);
        // The statistic that ends passes on its place, so `running` does not change.
      } else await new Promise<void>((resolve) => void waiting.push(resolve));
      try {
        return await work(bounds.timeoutMs);
      } catch (error) {
        if (!isTimeout(error)) throw error;
        refused.slow += 1;
        throw new DomainError(
          'STATISTICS_TOO_SLOW',
          say`These statistics take longer than ${bounds.timeoutMs / 1_000} s. Request a smaller region, a shorter period or fewer dimensions.`,
        );
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}

/** The queue of this process, which is one service. */
export const statistics = createStatisticsQueue();

/** MongoDB's MaxTimeMSExpired. */
const timeoutCode = 50;
const isTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === timeoutCode;
