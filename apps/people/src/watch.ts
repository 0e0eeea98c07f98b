import type { Logger } from '@kexie/kernel';
import { expireReturnedApplications } from './membership/expiry-watch.ts';
import { letIdleHomesSleep } from './person/home-watch.ts';
import type { Deps } from './store.ts';

const everyMs = 60 * 60 * 1_000;

/** What time alone changes, now and every hour. Several replicas may do this at once: each record still changes only once. */
export function startWatch(deps: Deps, log: Logger): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const look = () => {
    for (const work of [letIdleHomesSleep, expireReturnedApplications])
      running = running
        .then(() => work(deps, log))
        .catch((error: unknown) =>
          log.warn({ err: error }, 'overdue records could not be read; the next round tries again'),
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
