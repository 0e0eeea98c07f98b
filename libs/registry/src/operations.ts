import { z } from 'zod';
import type { Nats } from '@kexie/messaging/nats';

/** Who asked: a program by its name and version, the last day on which it did (UTC), and how often in all. */
export type ClientUse = z.infer<typeof clientUse>;
/** An operation that clients sent and the gateway executed, without its literals. `hash` is the SHA-256 of the document (hexadecimal). */
export type RecordedOperation = {
  hash: string;
  document: string;
  operationName?: string | undefined;
  clients: ClientUse[];
};

export const operationsBucket = 'operations-seen';

const clientUse = z.object({
  name: z.string().max(64),
  version: z.string().max(64),
  lastSeen: z.iso.date(),
  count: z.number().int().min(0),
});
const recordedOperation = z.object({
  document: z.string().min(1),
  operationName: z.string().optional(),
  clients: z.array(clientUse),
});

/** Reads the record under a hash; undefined when it is unreadable, for a broken record must not stop a rollout. */
export function parseOperation(hash: string, value: string): RecordedOperation | undefined {
  try {
    return { hash, ...recordedOperation.parse(JSON.parse(value)) };
  } catch {
    return undefined;
  }
}

/** The operations that clients sent since a day, each with the clients that did, in the order of their hashes. */
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

/** The most asked operations first, at most `limit`. */
export function hottest(operations: readonly RecordedOperation[], limit: number): RecordedOperation[] {
  const count = ({ clients }: RecordedOperation): number => clients.reduce((sum, client) => sum + client.count, 0);
  return [...operations].sort((a, b) => count(b) - count(a)).slice(0, limit);
}

/** The first instant whose operations still count: 30 days before now. */
export const recordedSince = (now: Date): Date => new Date(now.getTime() - keptDays * 24 * 60 * 60 * 1000);
/** The day of an instant, in UTC. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

const keptDays = 30;
