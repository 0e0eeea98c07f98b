import { toDay, type Logger } from '@kexie/kernel';
import type { Deps } from '../store.ts';
import { endPause } from './domain.ts';

const everyMs = 60 * 60 * 1_000;

/**
 * Ends the pauses whose day has come, now and every hour, at most 500 in a round. Several replicas may do this at once:
 * each expert still changes only once.
 */
export function startPauseWatch(deps: Deps, log: Logger): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const look = () => {
    running = running
      .then(() => endPauses(deps, log))
      .catch((error: unknown) => log.warn({ err: error }, 'the pauses could not be read; the next round tries again'));
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

/** One round of the watch. An expert who cannot be changed is logged, and the others continue. */
export async function endPauses({ store: { experts }, now }: Deps, log: Logger): Promise<void> {
  const today = toDay(now());
  for (const { _id } of await experts.pausedUntil(today)) {
    await experts
      .update({ id: _id }, { decide: (expert) => endPause(expert, today) })
      .catch((error: unknown) =>
        log.warn({ err: error, expertId: _id }, 'a pause could not be ended; the next round tries again'),
      );
  }
}
