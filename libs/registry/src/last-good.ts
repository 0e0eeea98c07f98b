import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Nats } from '@kexie/messaging/nats';
import { acceptedSubgraph } from './subgraph.ts';

/**
 * The supergraph that all gateways serve, with the schemas it was composed of. A gateway starts from it while services are down, and who
 * changes it must have seen the one before: so two gateways cannot disagree.
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
  /** to which registry the revisions of `accepted` belong: its date of creation; records of before 2026-12 do not say it */
  registry: z.string().optional(),
});

/**
 * Reads it with its revision; without a supergraph (revision 0, or that of a record that cannot be read, which is how it is repaired) when
 * none was kept yet. Throws when the broker is away.
 */
export async function readLastGood(nats: Nats): Promise<{ revision: number; kept?: LastGood }> {
  const entry = await (await nats.bucket(supergraphBucket)).get(key);
  if (!entry) return { revision: 0 };
  const kept = parse(entry.value);
  return kept ? { revision: entry.revision, kept } : { revision: entry.revision };
}

/** Keeps another supergraph instead of the one at `revision`. Returns its revision; undefined when another gateway was faster. */
export async function writeLastGood(
  nats: Nats,
  supergraph: Omit<LastGood, 'composedAt'>,
  revision: number,
): Promise<number | undefined> {
  const bucket = await nats.bucket(supergraphBucket);
  return bucket.update(key, pack(JSON.stringify({ ...supergraph, composedAt: new Date().toISOString() })), revision);
}

/** Calls `onChange` whenever a gateway has kept another supergraph. */
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

/** The broker takes messages of 1 MB: the record of a large graph is compressed, about ten to one. */
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
