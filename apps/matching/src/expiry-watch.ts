import { toDay, type Logger } from '@kexie/kernel';
import { startWatch, type Watch } from '@kexie/service';
import { expire } from './need/domain.ts';
import { supersede } from './proposal/consequences.ts';
import { expireProposal } from './proposal/commands.ts';
import type { Deps } from './store.ts';

const everyMs = 60_000;
const batchSize = 100;
/** One round closes at most 10,000 records of each kind; the next round goes on. */
const batchesMax = 100;

/**
 * Closes overdue proposals and needs, now and every minute, until it is stopped. Several replicas may do this at once:
 * each record changes only once. A record that fails is tried again in the next round.
 */
export function startExpiryWatch(deps: Deps, log: Logger): Watch {
  const failure = 'overdue proposals and needs could not be read';
  return startWatch((signal) => expireOverdue(deps, log, signal), { everyMs, failure, log });
}

/** One round of the watch. Each record changes in a transaction of its own, and only if it is still open and overdue. */
export async function expireOverdue(deps: Deps, log: Logger, signal: AbortSignal): Promise<void> {
  const { proposals, needs } = deps.store;
  const today = toDay(deps.now());
  await forEach(
    (page) => proposals.overdue(deps.now(), page),
    (id) => expireProposal(deps, id),
    { log, signal },
  );
  await forEach(
    (page) => needs.overdue(today, page),
    (id) =>
      needs.update(
        { id },
        {
          decide: (need) => expire(need, deps.now()),
          follow: (need, session) => supersede(deps, { needId: need._id }, 'NEED_CLOSED', session),
        },
      ),
    { log, signal },
  );
}

/** Runs `change` for the ids of all pages, one after the other. A failure is logged and does not end the round. */
async function forEach(
  read: (page: { after: string; limit: number }) => Promise<string[]>,
  change: (id: string) => Promise<unknown>,
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<void> {
  let after = '';
  for (let batch = 0; batch < batchesMax; batch += 1) {
    const ids = await read({ after, limit: batchSize });
    for (const id of ids) {
      if (signal.aborted) return;
      await change(id).catch((error: unknown) =>
        log.warn({ err: error, id }, 'an overdue record could not be closed; the next round tries again'),
      );
    }
    if (ids.length < batchSize) return;
    after = ids.at(-1) as string;
  }
}
