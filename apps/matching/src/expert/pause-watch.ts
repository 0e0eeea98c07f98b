import { toDay, type Logger } from '@kexie/kernel';
import { startWatch, type Watch } from '@kexie/service';
import type { Deps } from '../store.ts';
import { endPause } from './domain.ts';

/**
 * Ends the pauses whose day has come, now and every hour, at most 500 in a round. Several replicas may do this at once:
 * each expert still changes only once.
 */
export function startPauseWatch(deps: Deps, log: Logger): Watch {
  return startWatch(() => endPauses(deps, log), { failure: 'the pauses could not be read', log });
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
