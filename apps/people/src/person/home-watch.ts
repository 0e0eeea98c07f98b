import type { Logger } from '@kexie/kernel';
import type { Deps } from '../store.ts';
import { workerChanged } from './domain.ts';
import { fallAsleep, idleBefore } from './home.ts';

/**
 * Makes ACTIVE workers DORMANT who have not acted for 365 days. Several replicas may do this at once: each worker still
 * changes only once. A worker who cannot be written is logged, and the next round tries again.
 */
export async function letIdleHomesSleep(
  { store: { persons }, now }: Pick<Deps, 'store' | 'now'>,
  log: Logger,
): Promise<void> {
  for (let after = ''; ;) {
    const idle = await persons.idle(idleBefore(now()), after);
    for (const id of idle)
      await persons
        .update(
          { id },
          {
            decide: (person) => {
              const next = fallAsleep(person, now());
              return next && { next, events: workerChanged(person, next) };
            },
          },
        )
        .catch((error: unknown) =>
          log.warn({ err: error, personId: id }, 'a Home could not be made dormant; the next round tries again'),
        );
    const last = idle.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
