import { z } from 'zod';
import type { Nats } from '@kexie/messaging/nats';

/** The newest supergraph that a gateway has served: a gateway can start from it while services are down. */
export type LastGood = z.infer<typeof lastGood>;

const supergraphBucket = 'supergraph';
const key = 'last-good';
const lastGood = z.object({ sdl: z.string().min(1), hash: z.string().min(1), services: z.array(z.string()), composedAt: z.iso.datetime() });

/** Reads it; undefined when none was kept yet. Throws when the broker is away or the record is unreadable. */
export async function readLastGood(nats: Nats): Promise<LastGood | undefined> {
  const entry = await (await nats.bucket(supergraphBucket)).get(key);
  return entry && lastGood.parse(JSON.parse(entry.value));
}

/** Keeps a supergraph for the next start. Gateways that agree write the same text, so only the first one of them writes. */
export async function writeLastGood(nats: Nats, supergraph: Omit<LastGood, 'composedAt'>): Promise<void> {
  const bucket = await nats.bucket(supergraphBucket);
  const present = await bucket.get(key);
  if (present && hashOf(present.value) === supergraph.hash) return;
  await bucket.put(key, JSON.stringify({ ...supergraph, composedAt: new Date().toISOString() }));
}

function hashOf(value: string): string | undefined {
  try {
    return lastGood.parse(JSON.parse(value)).hash;
  } catch {
    return undefined;
  }
}
