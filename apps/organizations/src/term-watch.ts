import { toDay, type Logger } from '@kexie/kernel';
import { startWatch, type Watch } from '@kexie/service';
import { checkTermOf } from './term/domain.ts';
import type { Deps } from './store.ts';

/**
 * Marks associations whose term has ended (换届逾期), now and every hour. Several replicas may do this at once: each
 * organization still changes only once.
 */
export function startTermWatch({ store: { organizations }, now }: Deps, log: Logger): Watch {
  const look = async () => {
    const today = toDay(now());
    for (const { _id } of await organizations.overdue(today)) {
      await organizations
        .update({ id: _id }, { decide: (current) => checkTermOf(current, today) })
        .catch((error: unknown) =>
          log.warn({ err: error, organizationId: _id }, 'a term could not be checked; the next round tries again'),
        );
    }
  };
  return startWatch(look, { failure: 'the terms could not be checked', log });
}
