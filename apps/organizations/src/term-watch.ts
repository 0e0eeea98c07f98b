import { toDay, type Logger } from '@kexie/kernel';
import { checkTermOf } from './term/domain.ts';
import type { Deps } from './store.ts';

const everyMs = 60 * 60 * 1_000;

/**
 * Marks associations whose term has ended (换届逾期), now and every hour. Several replicas may do this at once: each
 * organization still changes only once.
 */
export function startTermWatch({ store: { organizations }, now }: Deps, log: Logger): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const look = () => {
    running = running
      .then(async () => {
        const today = toDay(now());
        for (const { _id } of await organizations.overdue(today)) {
          await organizations
            .update({ id: _id }, { decide: (current) => checkTermOf(current, today) })
            .catch((error: unknown) =>
              log.warn({ err: error, organizationId: _id }, 'a term could not be checked; the next round tries again'),
            );
        }
      })
      .catch((error: unknown) =>
        log.warn({ err: error }, 'the terms could not be checked; the next round tries again'),
      );
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
