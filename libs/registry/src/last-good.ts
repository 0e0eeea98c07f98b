import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Nats } from '@kexie/messaging/nats';
import { acceptedSubgraph } from './subgraph.ts';

/**
 * The supergraph that all gateways serve, with its schemas. A gateway can start from it while services are unavailable.
 * A gateway that changes it must have read the previous one, so two gateways cannot write different ones at once.
 */
export type LastGood = z.infer<typeof lastGood>;

const supergraphBucket = 'supergraph';
const key = 'last-good';
const lastGood = z.object({
  sdl: z.string().min(1),
  hash: z.string().min(1),
  services: z.array(z.string()),
  composedAt: z.iso.datetime(),
  accepted: z.array(acceptedSubgraph).default([]),
  /** the registry of the revisions in `accepted`, by its date of creation; missing in records from before 2026-12 */
  registry: z.string().optional(),
});

/**
 * Reads the last good supergraph with its revision. When none is stored, the revision is 0. When the record is
 * unreadable, only its revision is returned, so that the next write repairs it. Throws when the broker is unavailable.
 */
export async function readLastGood(nats: Nats): Promise<{ revision: number; kept?: LastGood }> {
  const entry = await (await nats.bucket(supergraphBucket)).get(key);
  if (!entry) return { revision: 0 };
  const kept = parse(entry.value);
  return kept ? { revision: entry.revision, kept } : { revision: entry.revision };
}

/** Replaces the supergraph at `revision`. Returns the new revision, or undefined when another gateway was faster. */
export async function writeLastGood(
  nats: Nats,
  supergraph: Omit<LastGood, 'composedAt'>,
  revision: number,
): Promise<number | undefined> {
  const bucket = await nats.bucket(supergraphBucket);
  return bucket.update(key, pack(JSON.stringify({ ...supergraph, composedAt: new Date().toISOString() })), revision);
}

/** Calls `onChange` whenever a gateway has stored another supergraph. */
export async function watchLastGood(nats: Nats, onChange: () => void): Promise<{ stop(): void }> {
  return (await nats.bucket(supergraphBucket)).watch((entry) => {
    if (entry.key === key) onChange();
  });
}

function parse(value: string): LastGood | undefined {
  try {
    return lastGood.parse(JSON.parse(unpack(value)));
  } catch {
    return undefined;
  }
}

/** Compresses the record of a large graph, about ten to one, because the broker accepts messages of at most 1 MB. */
function pack(json: string): string {
  return json.length < plainMax ? json : gzipMark + gzipSync(json).toString('base64');
}

function unpack(value: string): string {
  return value.startsWith(gzipMark)
    ? gunzipSync(Buffer.from(value.slice(gzipMark.length), 'base64'), { maxOutputLength: unpackedBytesMax }).toString()
    : value;
}

const plainMax = 250_000;
const gzipMark = 'gzip:';
const unpackedBytesMax = 64 * 1024 * 1024;
