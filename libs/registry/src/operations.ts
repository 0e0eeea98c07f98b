import { z } from 'zod';
import type { Nats } from '@kexie/messaging/nats';

/** The use of an operation by a client: its name and version, the last day of use (UTC), and the total count. */
export type ClientUse = z.infer<typeof clientUse>;
/**
 * An operation that clients sent and the gateway executed, without its literals. `hash` is the SHA-256 of the document
 * (hexadecimal).
 */
export type RecordedOperation = { hash: string } & z.infer<typeof recordedOperation>;
/**
 * How far the sender of an operation can be trusted, in ascending order: `anonymous` (the client's name is only a
 * header), `signed-in` (a token names a subject), `published` (the operation is in the manifest of its client).
 */
export type Standing = (typeof standings)[number];

export const operationsBucket = 'operations-seen';

const clientUse = z.object({
  name: z.string().max(64),
  version: z.string().max(64),
  lastSeen: z.iso.date(),
  count: z.number().int().min(0),
});
const standings = ['anonymous', 'signed-in', 'published'] as const;
const recordedOperation = z.object({
  document: z.string().min(1),
  operationName: z.string().optional(),
  clients: z.array(clientUse),
  /** Records from before operations had a standing lack these three. */
  standing: z.enum(standings).optional(),
  /** The pseudonym of the subject or client that first sent it with this standing. */
  owner: z.string().max(64).optional(),
  /** The number of days on which it was sent. */
  days: z.number().int().min(1).optional(),
});
const unrecorded = z.array(
  z.object({ day: z.iso.date(), standing: z.enum(standings), count: z.number().int().min(1) }),
);

/** The rank of a standing. A higher rank means more trust. */
export const rankOf = (standing: Standing): number => standings.indexOf(standing);

/**
 * The key in `operationsBucket` of the counts of unrecorded operations. It is not a hash, so it never collides with an
 * operation.
 */
export const unrecordedKey = 'unrecorded';
/** The number of operations of a standing that were executed on a day but not recorded, or were displaced. */
export type Unrecorded = z.infer<typeof unrecorded>;

/** Reads the counts under `unrecordedKey`. Missing or unreadable counts are empty. */
export function parseUnrecorded(value: string | undefined): Unrecorded {
  try {
    return unrecorded.parse(JSON.parse(value ?? '[]'));
  } catch {
    return [];
  }
}

/**
 * The number of operations, by standing, that were not recorded or were displaced since a day. A judgement does not
 * cover these operations.
 */
export async function readUnrecorded(nats: Nats, { since }: { since: Date }): Promise<Map<Standing, number>> {
  const entry = await (await nats.bucket(operationsBucket)).get(unrecordedKey);
  const counts = new Map<Standing, number>();
  for (const { day, standing, count } of parseUnrecorded(entry?.value))
    if (day >= dayOf(since)) counts.set(standing, (counts.get(standing) ?? 0) + count);
  return counts;
}

/** Reads the record under a hash; undefined when it is unreadable, because a broken record must not stop a rollout. */
export function parseOperation(hash: string, value: string): RecordedOperation | undefined {
  try {
    return { hash, ...recordedOperation.parse(JSON.parse(value)) };
  } catch {
    return undefined;
  }
}

/** The operations that clients sent since a day, each with these clients, in the order of their hashes. */
export async function readOperations(nats: Nats, { since }: { since: Date }): Promise<RecordedOperation[]> {
  const from = dayOf(since);
  const entries = await (await nats.bucket(operationsBucket)).entries();
  const operations = [...entries].flatMap(([hash, { value }]) => {
    const operation = parseOperation(hash, value);
    const clients = operation?.clients.filter(({ lastSeen }) => lastSeen >= from) ?? [];
    return operation && clients.length > 0 ? [{ ...operation, clients }] : [];
  });
  return operations.sort((a, b) => (a.hash < b.hash ? -1 : 1));
}

/** The most frequent operations first, at most `limit`. */
export function hottest(operations: readonly RecordedOperation[], limit: number): RecordedOperation[] {
  const count = ({ clients }: RecordedOperation): number => clients.reduce((sum, client) => sum + client.count, 0);
  return [...operations].sort((a, b) => count(b) - count(a)).slice(0, limit);
}

/** The earliest time whose operations still count: 30 days before now. */
export const recordedSince = (now: Date): Date => new Date(now.getTime() - keptDays * 24 * 60 * 60 * 1000);
/** The day of an instant, in UTC. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

const keptDays = 30;
