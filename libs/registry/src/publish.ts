import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';
import type { Nats } from '@kexie/messaging/nats';
import { objectionToSignature, signPublication, type TeamKey } from './signature.ts';
import { parseSubgraph, subgraphsBucket, type PublishedSubgraph, type Subgraph } from './subgraph.ts';

type Options = { log?: Logger; signal?: AbortSignal; key?: TeamKey | undefined };

/**
 * Publishes the schema of a service and returns its revision. A repetition changes nothing. While the broker is
 * unavailable, it retries until it succeeds, because a service must not fail without a registry; `signal` ends the
 * attempts. `key` is the team's private key, which signs the record. Throws when the record is invalid.
 */
export async function publishSubgraph(
  nats: Nats,
  subgraph: Subgraph,
  { log, signal, key }: Options = {},
): Promise<number> {
  parseSubgraph(subgraph.name, recordOf(subgraph, undefined, key));
  for (let attempt = 0; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await putWhenDifferent(nats, subgraph, key);
    } catch (error) {
      log?.warn({ err: error, attempt }, 'the schema could not be published; the publication is retried');
      await sleep(Math.min(retryMsMin * 2 ** attempt, retryMsMax), undefined, signal ? { signal } : {});
    }
  }
}

async function putWhenDifferent(nats: Nats, subgraph: Subgraph, key: TeamKey | undefined): Promise<number> {
  const bucket = await nats.bucket(subgraphsBucket);
  const entry = await bucket.get(subgraph.name);
  const present = entry && readable(subgraph.name, entry.value);
  if (entry && present && isSame(subgraph, present, key)) return entry.revision;
  return bucket.put(subgraph.name, recordOf(subgraph, present, key));
}

/**
 * The time of a record is always later than that of the previous one, even when the clock was set back, because
 * gateways treat an older record as a replay.
 */
function recordOf(
  { name, sdl, url, version, allowBreaking = false }: Subgraph,
  before: PublishedSubgraph | undefined,
  key: TeamKey | undefined,
): string {
  const publishedAt = new Date(Math.max(Date.now(), before ? Date.parse(before.publishedAt) + 1 : 0)).toISOString();
  const record = { name, sdl, url, version, allowBreaking, publishedAt };
  return JSON.stringify(key ? { ...record, signature: signPublication(record, key) } : record);
}

/**
 * `created`: the time at which the broker created the registry (ISO 8601). `revision`: the last write of the record,
 * also by `retireSubgraph`; 0 without a record.
 */
export type PublicationState = { created: string; revision: number; readable: boolean };

/**
 * The state by which a service checks whether its publication still exists. When the broker has lost its store, the
 * registry is newer; when it has lost its last writes, the revision is lower than that of the publication. A record
 * that `retireSubgraph` removed counts as readable.
 */
export async function publicationState(nats: Nats, name: string): Promise<PublicationState> {
  const bucket = await nats.bucket(subgraphsBucket);
  const created = await bucket.created();
  const last = await bucket.last(name);
  return {
    created,
    revision: last?.revision ?? 0,
    readable: last?.value === undefined || isReadable(name, last.value),
  };
}

function isReadable(name: string, value: string): boolean {
  try {
    parseSubgraph(name, value);
    return true;
  } catch {
    return false;
  }
}

/**
 * Removes the schema of a service from the registry. The gateways drop it when the other schemas compose without it.
 * Until then they still serve its schema.
 */
export async function retireSubgraph(nats: Nats, name: string): Promise<void> {
  await (await nats.bucket(subgraphsBucket)).remove(name);
}

function isSame(subgraph: Subgraph, present: PublishedSubgraph, key: TeamKey | undefined): boolean {
  const { sdl, url, version, allowBreaking } = present;
  return (
    sdl === subgraph.sdl &&
    url === subgraph.url &&
    version === subgraph.version &&
    allowBreaking === (subgraph.allowBreaking ?? false) &&
    (!key || objectionToSignature(present, [key]) === undefined)
  );
}

/** Undefined for an unreadable record, which the next publication repairs. */
function readable(name: string, value: string): PublishedSubgraph | undefined {
  try {
    return parseSubgraph(name, value);
  } catch {
    return undefined;
  }
}

const retryMsMin = 250;
const retryMsMax = 10_000;
