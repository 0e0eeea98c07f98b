import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';
import type { Nats } from '@kexie/messaging/nats';
import { objectionToSignature, signPublication, type TeamKey } from './signature.ts';
import { parseSubgraph, subgraphsBucket, type PublishedSubgraph, type Subgraph } from './subgraph.ts';

type Options = { log?: Logger; signal?: AbortSignal; key?: TeamKey | undefined };

/**
 * Publishes the schema of a service and returns its revision; publishing the same again changes nothing. While the broker is away it tries
 * again until it succeeds, for a service must not fail for want of a registry; `signal` gives up. `key`, the team's private one, signs it. Throws when the
 * record itself is invalid.
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
      log?.warn({ err: error, attempt }, 'the schema could not be published; trying again');
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

/** The record is dated after the one before it, even when the clock was set back: gateways take an older one for a replay. */
function recordOf(
  { name, sdl, url, version, allowBreaking = false }: Subgraph,
  before: PublishedSubgraph | undefined,
  key: TeamKey | undefined,
): string {
  const publishedAt = new Date(Math.max(Date.now(), before ? Date.parse(before.publishedAt) + 1 : 0)).toISOString();
  const record = { name, sdl, url, version, allowBreaking, publishedAt };
  return JSON.stringify(key ? { ...record, signature: signPublication(record, key) } : record);
}

/** `created`: when the broker made the registry (ISO 8601). `revision`: of the last write of the record, also by `retireSubgraph`; 0 when there is none. */
export type PublicationState = { created: string; revision: number; readable: boolean };

/**
 * What a service looks at to know whether its publication is still there. After a loss of the broker's store the registry is a newer one; after a loss of
 * its end the revision is lower than that of the publication. A record that `retireSubgraph` took away counts as readable.
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
 * Takes the schema of a service out of the registry: the gateways let go of it when the others compose without. Until then a service that
 * left keeps its place.
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

/** Undefined for an unreadable record: publishing is how it is repaired. */
function readable(name: string, value: string): PublishedSubgraph | undefined {
  try {
    return parseSubgraph(name, value);
  } catch {
    return undefined;
  }
}

const retryMsMin = 250;
const retryMsMax = 10_000;
