import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '@kexie/service/process';
import { amountFor, isAnonymous, type ByRole } from './budgets.ts';

/** The cost left for a client, and the whole seconds until there is enough. */
export type Allowance = { allowed: boolean; perMinute: number; left: number; retryAfterS: number };
/** The cost of a refusal, because the request had to be read. It also slows down a client that sends nothing else. */
export const refusalCost = 10;
export type CostRate = ReturnType<typeof createCostRate>;
/** What a client has spent: its key, the cost, and the cost that it may spend per minute. */
export type Spent = readonly [client: string, cost: number, perMinute: number];
export type OnSpent = (...spent: Spent) => void;

/**
 * Gives each client a token bucket that holds one minute's cost and refills evenly. An operation may exceed what is left, and the client then waits until
 * the debt is refilled, so a small limit never forbids an operation that the budget allows. The buckets are per gateway: behind n
 * gateways a client may spend n times as much. The processes of one gateway report to each other what was spent (`onSpent`, `absorb`). At most `clientsMax` buckets are kept; beyond that the least recently used one is dropped.
 * Time is monotonic, so setting the clock back makes no client wait.
 */
export function createCostRate(
  perMinuteByRole: ByRole,
  {
    clientsMax = 50_000,
    now = () => performance.now(),
    onSpent,
  }: { clientsMax?: number; now?: () => number; onSpent?: OnSpent | undefined } = {},
) {
  const buckets = new LRUCache<string, Bucket>({ max: clientsMax });

  const refill = (bucket: Bucket, perMinute: number): void => {
    const time = now();
    bucket.left = Math.min(perMinute, bucket.left + ((time - bucket.at) * perMinute) / minuteMs);
    bucket.perMinute = perMinute;
    bucket.at = time;
  };
  const bucketOf = (client: string, perMinute: number): Bucket => {
    const bucket = buckets.get(client);
    if (bucket) {
      refill(bucket, perMinute);
      return bucket;
    }
    const full = { left: perMinute, perMinute, at: now() };
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
      if (allowed && cost > 0) {
        bucket.left -= cost;
        onSpent?.(client, cost, perMinute);
      }
      const retryAfterS = bucket.left > 0 ? 0 : Math.max(1, Math.ceil((-bucket.left / perMinute) * (minuteMs / 1000)));
      return { allowed, perMinute, left: Math.max(0, Math.floor(bucket.left)), retryAfterS };
    },
    /** Deducts what clients have spent in other processes. */
    absorb(spent: readonly Spent[]): void {
      for (const [client, cost, perMinute] of spent) bucketOf(client, perMinute).left -= cost;
    },
    /** What each client lacks of a full bucket, as an expense with which a new process begins. */
    outstanding(): Spent[] {
      const spent: Spent[] = [];
      for (const [client, bucket] of buckets) {
        refill(bucket, bucket.perMinute);
        if (bucket.left < bucket.perMinute) spent.push([client, bucket.perMinute - bucket.left, bucket.perMinute]);
      }
      return spent;
    },
    clients: (): number => buckets.size,
  };
}

type Bucket = { left: number; perMinute: number; at: number };

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
