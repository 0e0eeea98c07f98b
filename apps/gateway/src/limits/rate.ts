import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '@kexie/service/process';
import { amountFor, isAnonymous, type ByRole } from './budgets.ts';

/** The cost left for a client, and the whole seconds until there is enough. */
export type Allowance = { allowed: boolean; perMinute: number; left: number; retryAfterS: number };
/** The cost of a refusal, because the request had to be read. It also slows down a client that sends nothing else. */
export const refusalCost = 10;
export type CostRate = ReturnType<typeof createCostRate>;

/**
 * Gives each client a token bucket that holds one minute's cost and refills evenly. An operation may exceed what is left, and the client then waits until
 * the debt is refilled, so a small limit never forbids an operation that the budget allows. The buckets are per process: behind n
 * gateways a client may spend n times as much. At most `clientsMax` buckets are kept; beyond that the least recently used one is dropped.
 * Time is monotonic, so setting the clock back makes no client wait.
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
    /** Deducts the cost of one operation from the client's bucket, unless the bucket is empty. A cost of 0 only checks it. */
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

/** The key of a client: the viewer, or without a token the address. For IPv6 it is the /64 network, which one household usually has. */
export function clientKey(viewer: Viewer, address: string): string {
  if (!isAnonymous(viewer)) return `viewer:${viewer.id}`;
  const known = keysOfAddresses.get(address);
  if (known !== undefined) return known;
  if (keysOfAddresses.size >= addressesMax) keysOfAddresses.clear();
  const key = `address:${isIPv6(address) ? networkOf(address) : address}`;
  keysOfAddresses.set(address, key);
  return key;
}

/** A request needs the key of its address several times, so keys are cached. */
const keysOfAddresses = new Map<string, string>();
const addressesMax = 10_000;

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
