import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '@kexie/service/process';
import { amountFor, isAnonymous, type ByRole } from './budgets.ts';

/** What is left for a client, and in how many whole seconds there will be enough. */
export type Allowance = { allowed: boolean; perMinute: number; left: number; retryAfterS: number };
/** What a refusal costs, because the request had to be read. A client that sends nothing else is slowed down too. */
export const refusalCost = 10;
export type CostRate = ReturnType<typeof createCostRate>;

/**
 * Gives each client a bucket that holds one minute's cost and fills evenly. An operation may be larger than what is left, and the client then
 * waits until the debt is paid: so a small limit never forbids an operation that the budget allows. The buckets are of this process: behind n
 * gateways a client may spend n times as much. Bounded: of too many clients, the one that was
 * away longest starts anew. Time is monotonic, so a clock that is set back makes no client wait.
 */
export function createCostRate(
  perMinuteByRole: ByRole,
  { clientsMax = 50_000, now = () => performance.now() }: { clientsMax?: number; now?: () => number } = {},
) {
  const buckets = new LRUCache<string, { left: number; at: number }>({ max: clientsMax });

  const bucketOf = (client: string, perMinute: number): { left: number; at: number } => {
    const time = now();
    const bucket = buckets.get(client);
    if (bucket) {
      bucket.left = Math.min(perMinute, bucket.left + ((time - bucket.at) * perMinute) / minuteMs);
      bucket.at = time;
      return bucket;
    }
    const full = { left: perMinute, at: time };
    buckets.set(client, full);
    return full;
  };

  return {
    /** Takes the cost of one operation from the client's bucket, unless there is nothing in it. A cost of 0 only looks. */
    spend(client: string, viewer: Viewer, cost: number): Allowance {
      const perMinute = amountFor(viewer, perMinuteByRole);
      if (!Number.isFinite(perMinute)) return { allowed: true, perMinute, left: perMinute, retryAfterS: 0 };
      const bucket = bucketOf(client, perMinute);
      const allowed = bucket.left > 0;
      if (allowed) bucket.left -= cost;
      const retryAfterS = bucket.left > 0 ? 0 : Math.max(1, Math.ceil((-bucket.left / perMinute) * (minuteMs / 1000)));
      return { allowed, perMinute, left: Math.max(0, Math.floor(bucket.left)), retryAfterS };
    },
    clients: (): number => buckets.size,
  };
}

/** Who is counted as one client: the viewer, or without a token the address, of IPv6 the network of 64 bits that one household has. */
export function clientKey(viewer: Viewer, address: string): string {
  return isAnonymous(viewer) ? `address:${isIPv6(address) ? networkOf(address) : address}` : `viewer:${viewer.id}`;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  return [...groups, ...Array<string>(Math.max(missing, 0)).fill('0'), ...(tail ?? '').split(':').filter(Boolean)]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

const minuteMs = 60_000;
