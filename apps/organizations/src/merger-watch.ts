import type { Logger } from '@kexie/kernel';
import { startWatch, type Watch } from '@kexie/service';
import { moveRemainingChildren } from './dissolution/merger.ts';
import type { Deps } from './store.ts';

const everyMs = 60_000;
/** For this long after a merger the watch looks for organizations below it: a command that began before it may end after it. */
const lateMs = 10 * 60_000;

/**
 * Moves organizations that are still below a merged one to its successor, now and every minute. Several replicas may do this
 * at once: each organization moves once.
 */
export function startMergerWatch(deps: Deps, log: Logger): Watch {
  return startWatch(() => settleMergers(deps, log), { everyMs, failure: 'the mergers could not be looked at', log });
}

/** Looks once at all mergers that may have organizations below them. */
export async function settleMergers(deps: Deps, log: Logger): Promise<void> {
  const { organizations } = deps.store;
  const settledBefore = new Date(deps.now().getTime() - lateMs);
  for (let after = ''; ;) {
    const found = await organizations.unsettledMergers(after);
    for (const { _id, updatedAt } of found) {
      after = _id;
      try {
        const isMoved = await moveRemainingChildren(deps, _id);
        if (!isMoved) log.warn({ organizationId: _id }, 'a merged organization has no successor for those below it');
        else if (updatedAt < settledBefore) await organizations.settleMerger(_id);
      } catch (error) {
        log.warn(
          { err: error, organizationId: _id },
          'organizations below a merged one could not be moved; the next round tries again',
        );
      }
    }
    if (found.length === 0) return;
  }
}
