import mongoose, { type QueryFilter } from 'mongoose';
import type { Frequency } from '@kexie/kernel';
import { every, inRegions, statistics, type Viewer } from '@kexie/service';
import type { Expert } from '../expert/domain.ts';
import { underSubjects } from '../fields.ts';
import type { ExpertLoadFilter, ExpertLoadStats } from '../generated/graphql.ts';
import { visibleTo, type Need } from '../need/domain.ts';
import type { Deps, Store } from '../store.ts';
import { giniOf, isShown, precisionFor, shownCount, shownRatio, sumOfTop } from './domain.ts';
import { eachProposal } from './joined.ts';

/** The last row of the distribution includes greater loads. */
const loadMax = 5;
const recentMs = 365 * 24 * 60 * 60 * 1_000;

type Load = { _id: number; experts: number; capacity: number; free: number };

/**
 * The distribution of the load over the ACTIVE experts of these regions and subjects, and of the proposals of the last
 * 365 days. If few experts receive most proposals, many of these cannot be accepted, because the capacity of an expert
 * is at most 10.
 * @throws VALIDATION_FAILED, STATISTICS_BUSY, STATISTICS_TOO_SLOW.
 */
export async function expertLoadStats(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  viewer: Viewer,
  filter: ExpertLoadFilter | null | undefined,
): Promise<ExpertLoadStats> {
  const { regions, includeDescendants, subjectPrefixes } = filter ?? {};
  const pool = every<Expert>(
    { status: 'ACTIVE' },
    inRegions('regionCode', regions, includeDescendants ?? true),
    underSubjects('subjects.code', subjectPrefixes),
  );
  const [loads, received] = await Promise.all([
    loadsOf(store, pool),
    receivedBy(store, pool, viewer, new Date(now().getTime() - recentMs)),
  ]);
  const sum = (field: 'experts' | 'capacity' | 'free') => loads.reduce((total, row) => total + row[field], 0);
  const experts = sum('experts');
  return {
    experts,
    load: Array.from({ length: loadMax + 1 }, (_, engagements) => ({
      engagements,
      orMore: engagements === loadMax,
      experts: loads.find(({ _id }) => _id === engagements)?.experts ?? 0,
    })),
    capacity: sum('capacity'),
    freeCapacity: sum('free'),
    ...exposure(received, experts, viewer),
  };
}

/** How the proposals are distributed over all these experts. The proposals lie in any region, so only administrators see all of them. */
function exposure(
  received: readonly Frequency[],
  experts: number,
  viewer: Viewer,
): Pick<ExpertLoadStats, 'proposals' | 'topShare' | 'gini'> {
  const precision = precisionFor(viewer, null);
  const proposals = received.reduce((total, { value, count }) => total + value * count, 0);
  const receivers = received.reduce((total, { count }) => total + count, 0);
  // an expert may have entered the pool between the two queries
  const all = [...received, { value: 0, count: Math.max(experts - receivers, 0) }];
  const records = Math.min(proposals, experts);
  const { part, whole } = giniOf(all);
  return {
    proposals: isShown(proposals, precision) ? shownCount(proposals, precision) : null,
    topShare: shownRatio(sumOfTop(all), proposals, precision, records),
    gini: shownRatio(part, whole, precision, records),
  };
}

function loadsOf({ experts }: Store, pool: QueryFilter<Expert>): Promise<Load[]> {
  return statistics.run((maxTimeMS) =>
    experts.model
      .aggregate<Load>([
        { $match: pool },
        {
          $group: {
            _id: { $min: ['$activeLoad', loadMax] },
            experts: { $sum: 1 },
            capacity: { $sum: '$capacity' },
            free: { $sum: { $max: ['$freeCapacity', 0] } },
          },
        },
      ])
      .option({ maxTimeMS }),
  );
}

/** How many of the experts received how many proposals since this instant; those who received none are left out. */
async function receivedBy(store: Store, pool: QueryFilter<Expert>, viewer: Viewer, since: Date): Promise<Frequency[]> {
  const received = new Map<string, number>();
  const where = {
    proposals: { createdAt: mongoose.trusted({ $gte: since }) },
    needs: every<Need>(visibleTo(viewer)),
    experts: pool,
  };
  await eachProposal(store, where, ({ expertId }) => received.set(expertId, (received.get(expertId) ?? 0) + 1));
  return [...received.values()].map((value) => ({ value, count: 1 }));
}
