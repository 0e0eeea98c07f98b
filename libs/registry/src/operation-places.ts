import { createHash } from 'node:crypto';
import type { Bucket } from '@kexie/messaging/nats';
import { parseUnrecorded, rankOf, unrecordedKey, type RecordedOperation, type Standing } from './operations.ts';

/** How many operations of each standing are recorded. Each has its own places, so that none can take those of another. */
export const placesDefault: Readonly<Record<Standing, number>> = {
  anonymous: 1_000,
  'signed-in': 2_000,
  published: 2_000,
};

/** A recorded operation as replacement sees it: whose it is, on how many days it was sent, and the last one. */
export type Place = { standing: Standing; owner: string; days: number; lastSeen: string };

/** The pseudonym under which an owner's operations are counted: no record names a person. */
export const pseudonymOf = (owner: string): string =>
  owner ? createHash('sha256').update(owner).digest('hex').slice(0, 16) : '';

/** The place that a record holds. A record from before operations had a standing counts as anonymous until it is sent again. */
export function placeOf({ standing = 'anonymous', owner = '', days, clients }: RecordedOperation): Place {
  const seen = clients.map(({ lastSeen }) => lastSeen).sort();
  return { standing, owner, days: days ?? new Set(seen).size, lastSeen: seen.at(-1) ?? '' };
}

/** Whether an operation that was sent now has a higher standing than its record. */
export const rises = (recorded: Pick<Place, 'standing'>, sent: Pick<Place, 'standing'>): boolean =>
  rankOf(sent.standing) > rankOf(recorded.standing);

/**
 * Makes room for an operation among those of its standing, and returns what it displaces. Of the owners with the most places the operation that was
 * sent on the fewest days gives way, of these the oldest. An owner displaces no operation of an owner with fewer places, and none of its own that was
 * sent today: a flood drops itself. Undefined when nothing may give way.
 */
export function displacedBy<P extends Place>(
  newcomer: Pick<Place, 'standing' | 'owner'>,
  places: ReadonlyMap<string, P>,
  max: number,
  today: string,
): string[] | undefined {
  const others = [...places].filter(([, { standing }]) => standing === newcomer.standing);
  if (others.length < max) return [];
  const counts = new Map<string, number>();
  for (const [, { owner }] of others) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const countOf = (owner: string): number => counts.get(owner) ?? 0;
  const mine = countOf(newcomer.owner);
  const givesWay = ({ owner, lastSeen }: Place): boolean => {
    if (owner === newcomer.owner) return lastSeen < today;
    return countOf(owner) > mine + (lastSeen < today ? 0 : 1);
  };
  const [weakest] = others
    .filter(([, place]) => givesWay(place))
    .sort(
      ([, a], [, b]) => countOf(b.owner) - countOf(a.owner) || a.days - b.days || (a.lastSeen < b.lastSeen ? -1 : 1),
    );
  return weakest && [weakest[0]];
}

/** Adds to the counts of what is not recorded today, which all gateways keep together. False when others wrote at the same time, each time. */
export async function addUnrecorded(
  bucket: Bucket,
  counts: ReadonlyMap<Standing, number>,
  { today, from }: { today: string; from: string },
): Promise<boolean> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const present = await bucket.get(unrecordedKey);
    const days = parseUnrecorded(present?.value).filter(({ day }) => day >= from);
    for (const [standing, count] of counts) {
      const same = days.find((each) => each.day === today && each.standing === standing);
      if (same) same.count += count;
      else days.push({ day: today, standing, count });
    }
    if ((await bucket.update(unrecordedKey, JSON.stringify(days), present?.revision ?? 0)) !== undefined) return true;
  }
  return false;
}

const attemptsMax = 5;
