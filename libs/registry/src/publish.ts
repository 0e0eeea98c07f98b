import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';
import type { Nats } from '@kexie/messaging/nats';
import { parseSubgraph, subgraphsBucket, type Subgraph } from './subgraph.ts';

type Options = { log?: Logger; signal?: AbortSignal };

/**
 * Publishes the schema of a service and returns its revision; publishing the same again changes nothing. While the broker is away it tries
 * again until it succeeds, for a service must not fail for want of a registry; `signal` gives up. Throws when the record itself is invalid.
 */
export async function publishSubgraph(nats: Nats, subgraph: Subgraph, { log, signal }: Options = {}): Promise<number> {
  const { name, sdl, url, version, allowBreaking = false } = subgraph;
  const value = JSON.stringify({ name, sdl, url, version, allowBreaking, publishedAt: new Date().toISOString() });
  parseSubgraph(name, value);
  for (let attempt = 0; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await putWhenDifferent(nats, subgraph, value);
    } catch (error) {
      log?.warn({ err: error, attempt }, 'the schema could not be published; trying again');
      await sleep(Math.min(retryMsMin * 2 ** attempt, retryMsMax), undefined, signal ? { signal } : {});
    }
  }
}

async function putWhenDifferent(nats: Nats, subgraph: Subgraph, value: string): Promise<number> {
  const bucket = await nats.bucket(subgraphsBucket);
  const present = await bucket.get(subgraph.name);
  if (present && isSame(subgraph, present.value)) return present.revision;
  return bucket.put(subgraph.name, value);
}

/**
 * When the broker made the registry (ISO 8601), and whether the record of a service can be read. A record that is not there because the service was retired counts as readable;
 * after a loss of the broker's store the registry is a newer one.
 */
export async function publicationState(nats: Nats, name: string): Promise<{ created: string; readable: boolean }> {
  const bucket = await nats.bucket(subgraphsBucket);
  const created = await bucket.created();
  const present = await bucket.get(name);
  return { created, readable: present === undefined || isReadable(name, present.value) };
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

/** An unreadable record counts as different: publishing is how it is repaired. */
function isSame(subgraph: Subgraph, value: string): boolean {
  try {
    const { sdl, url, version, allowBreaking } = parseSubgraph(subgraph.name, value);
    return sdl === subgraph.sdl && url === subgraph.url && version === subgraph.version && allowBreaking === (subgraph.allowBreaking ?? false);
  } catch {
    return false;
  }
}

const retryMsMin = 250;
const retryMsMax = 10_000;
