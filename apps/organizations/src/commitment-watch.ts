import { toDay, type Logger } from '@kexie/kernel';
import { CommitmentUnmet } from '@kexie/events';
import { startWatch, type Watch } from '@kexie/service';
import { commitmentYears } from './commitment/statistics.ts';
import type { Deps } from './store.ts';

/** Announces unmet commitments, now and every hour. */
export function startCommitmentWatch(deps: Deps, log: Logger): Watch {
  return startWatch(() => announceUnmet(deps), { failure: 'the commitments could not be checked', log });
}

/** The first month of the fourth quarter. */
const fourthQuarter = 10;
const pageSize = 100;

/**
 * In the fourth quarter, announces each commitment for the year that is not met yet: once for a region, kind and year,
 * also when several replicas do this at once.
 */
export async function announceUnmet({ store, now }: Pick<Deps, 'store' | 'now'>): Promise<void> {
  const at = now();
  const today = toDay(at);
  if (Number(today.slice(5, 7)) < fourthQuarter) return;
  const year = Number(today.slice(0, 4));
  const filter = { fromYear: year, toYear: year, statuses: ['OPEN' as const] };
  for (let after: string | null = null; ;) {
    const { edges, pageInfo } = await commitmentYears(store, { filter, now: at, first: pageSize, after });
    const known = await store.commitments.alertsOf(edges.map(({ node }) => node._id));
    for (const [index, { node }] of edges.entries()) {
      if (known[index]) continue;
      const { commitmentId, required, held, _id: unit } = node;
      await store.commitments.alert(
        { ...unit, alertedOn: today },
        CommitmentUnmet({ ...unit, commitmentId, required, held, noticedOn: today }),
      );
    }
    if (!pageInfo.hasNextPage) return;
    after = pageInfo.endCursor;
  }
}
