import type { Logger } from '@kexie/kernel';
import type { Deps } from '../store.ts';
import { applicationEvents, expireReturned, returnedBefore } from './domain.ts';

/**
 * Lets applications expire that were returned 90 days ago. Several replicas may do this at once: each application still
 * changes only once. One that cannot be written is logged, and the next round tries again.
 */
export async function expireReturnedApplications(
  { store: { memberships }, now }: Pick<Deps, 'store' | 'now'>,
  log: Logger,
): Promise<void> {
  for (let after = ''; ;) {
    const overdue = await memberships.returnedUntil(returnedBefore(now()), after);
    for (const id of overdue)
      await memberships.applications
        .update(
          { id },
          {
            decide: (application) => {
              const next = expireReturned(application, now());
              return next && { next, events: applicationEvents(application, next) };
            },
          },
        )
        .catch((error: unknown) =>
          log.warn({ err: error, applicationId: id }, 'an application could not expire; the next round tries again'),
        );
    const last = overdue.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
