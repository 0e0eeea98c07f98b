import type { Logger } from '@kexie/kernel';
import { startWatch, watchAll, type Watch } from '@kexie/service';
import { expireReturnedApplications } from './membership/expiry-watch.ts';
import { letIdleHomesSleep } from './person/home-watch.ts';
import type { Deps } from './store.ts';

/** What time alone changes, now and every hour. Several replicas may do this at once: each record still changes only once. */
export function startWatches(deps: Deps, log: Logger): Watch {
  return watchAll(
    startWatch(() => letIdleHomesSleep(deps, log), { failure: 'the Homes could not be read', log }),
    startWatch(() => expireReturnedApplications(deps, log), {
      failure: 'returned applications could not be read',
      log,
    }),
  );
}
