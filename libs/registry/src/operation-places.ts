import { createHash } from 'node:crypto';
import type { Bucket } from '@kexie/messaging/nats';
import { parseUnrecorded, rankOf, unrecordedKey, type RecordedOperation, type Standing } from './operations.ts';

/**
 * The number of recorded operations of each standing. Each standing has its own places, so that none can use up those
 * of another.
 */
export const placesDefault: Readonly<Record<Standing, number>> = {
  anonymous: 1_000,
  'signed-in': 2_000,
  published: 2_000,
};

/**
 * The properties of a recorded operation that decide about its replacement: its owner, the number of days on which it
 * was sent, and the last one.
 */
export type Place = { standing: Standing; owner: string; days: number; lastSeen: string };

/** The pseudonym under which the operations of an owner are counted, so that no record names a person. */
export const pseudonymOf = (owner: string): string =>
  owner ? createHash('sha256').update(owner).digest('hex').slice(0, 16) : '';

/**
 * The place that a record holds. A record from before operations had a standing counts as anonymous until it is sent
 * again.
 */
export function placeOf({ standing = 'anonymous', owner = '', days, clients }: RecordedOperation): Place {
  const seen = clients.map(({ lastSeen }) => lastSeen).sort();
  return { standing, owner, days: days ?? new Set(seen).size, lastSeen: seen.at(-1) ?? '' };
}

/** Whether the operation was now sent with a higher standing than that of its record. */
export const rises = (recorded: Pick<Place, 'standing'>, sent: Pick<Place, 'standing'>): boolean =>
  rankOf(sent.standing) > rankOf(recorded.standing);

/**
 * Returns the operation of the same standing that a new operation displaces. Among the owners with the most places,
 * this is the operation that was sent on the fewest days, and among several the oldest one. An owner displaces no
 * operation of an owner with fewer places, and none of its own that was sent today, so a flood displaces only its own
 * operations. Undefined when no operation may be displaced.
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

/**
 * Adds to today's counts of unrecorded operations, which all gateways share. False when other gateways were faster in
 * each attempt.
 */
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
