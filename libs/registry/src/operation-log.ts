import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';
import type { Bucket, Nats } from '@kexie/messaging/nats';
import {
  dayOf,
  operationsBucket,
  parseOperation,
  recordedSince,
  type ClientUse,
  type RecordedOperation,
} from './operations.ts';
import { toRecordable, type Recordable } from './recordable.ts';

/** An operation that was executed, with its text as the client sent it. */
export type SeenOperation = {
  document: string;
  operationName?: string | undefined;
  client: { name: string; version: string };
};
export type OperationLog = ReturnType<typeof createOperationLog>;
type Options = { log: Logger; now?: () => Date; flushEveryMs?: number; operationsMax?: number };

/**
 * Remembers what clients ask, for `readOperations`. `saw` costs a look into a map and never fails: what is seen waits in a bounded buffer,
 * and every ten seconds is added to what all gateways have recorded. While the broker is away (or `nats` knows none yet) it waits there.
 */
export function createOperationLog(
  nats: () => Nats | undefined,
  { log, now = () => new Date(), flushEveryMs = flushMs, operationsMax = operationsKeptMax }: Options,
) {
  let buffer = createBuffer();
  const unwritten = new Map<string, Unwritten>();
  const known: Known = { operations: new Map(), readAt: -Infinity };
  let flushing: Promise<void> | undefined;

  const gather = async (): Promise<void> => {
    const texts = buffer.take();
    buffer = createBuffer();
    for (const { document, operationName, uses } of texts) {
      const operation = toRecordable(document, operationName);
      if (operation && (unwritten.has(operation.hash) || unwritten.size < operationsMax))
        addUses(unwritten, operation, uses, dayOf(now()));
      // one text is parsed in well under a millisecond, a thousand are not: requests go first
      await nextTurn();
    }
  };

  const write = async (bucket: Bucket): Promise<void> => {
    if (now().getTime() - known.readAt > rereadMs) await reread(bucket, known, now());
    for (const [hash, operation] of unwritten) {
      if (!isDue(known.operations.get(hash), operation, now())) continue;
      if (!known.operations.has(hash) && !(await makeRoom(bucket, known, operationsMax, dayOf(now())))) {
        unwritten.delete(hash);
        log.warn(
          { operation: operation.operationName, operationsMax },
          'an operation is not recorded, because too many others are',
        );
        continue;
      }
      unwritten.delete(hash);
      const written = await merge(bucket, hash, operation).catch((error: unknown) => {
        if (!unwritten.has(hash)) unwritten.set(hash, operation);
        throw error;
      });
      if (written) known.operations.set(hash, { ...written, writtenAt: now().getTime() });
    }
  };

  const run = async (everything: boolean): Promise<void> => {
    await gather();
    if (everything) for (const operation of unwritten.values()) operation.urgent = true;
    const broker = nats();
    if (!broker?.isConnected() || unwritten.size === 0) return;
    await broker
      .bucket(operationsBucket)
      .then(write)
      .catch((error: unknown) => log.warn({ err: error }, 'operations could not be recorded yet'));
  };
  const flush = (): Promise<void> => (flushing ??= run(false).finally(() => (flushing = undefined)));
  const timer = setInterval(() => void flush(), flushEveryMs).unref();

  return {
    saw: (operation: SeenOperation): void => buffer.add(operation),
    /** Writes what is new; counts of what is recorded already follow within ten minutes. */
    flush,
    /** Writes everything, for at most two seconds. */
    async stop(): Promise<void> {
      clearInterval(timer);
      const patience = new Promise<void>((resolve) => void setTimeout(resolve, stopMsMax).unref());
      await Promise.race([patience, flush().then(() => run(true))]);
    },
  };
}

type Unwritten = Recordable & { uses: Map<string, ClientUse>; urgent?: boolean };
type Written = { lastSeen: string; today: ReadonlySet<string>; writtenAt: number };
type Known = { operations: Map<string, Written>; readAt: number };

/** What was seen since the last flush: bounded in texts, characters and clients, because a client chooses all of them. */
function createBuffer() {
  const texts = new Map<
    string,
    Map<string, { operationName: string | undefined; client: SeenOperation['client']; count: number }>
  >();
  let characters = 0;
  return {
    add({ document, operationName, client }: SeenOperation): void {
      let uses = texts.get(document);
      if (!uses) {
        if (
          document.length > documentLengthMax ||
          texts.size >= textsMax ||
          characters + document.length > charactersMax
        )
          return;
        characters += document.length;
        texts.set(document, (uses = new Map()));
      }
      const key = `${operationName ?? ''}\n${client.name}\n${client.version}`;
      const use = uses.get(key);
      if (use) use.count += 1;
      else if (uses.size < clientsMax) uses.set(key, { operationName, client, count: 1 });
    },
    take: () =>
      [...texts].flatMap(([document, uses]) =>
        [...Map.groupBy(uses.values(), ({ operationName }) => operationName)].map(([operationName, all]) => ({
          document,
          operationName,
          uses: all,
        })),
      ),
  };
}

function addUses(
  unwritten: Map<string, Unwritten>,
  operation: Recordable,
  uses: readonly { client: SeenOperation['client']; count: number }[],
  today: string,
): void {
  const entry = unwritten.get(operation.hash) ?? { ...operation, uses: new Map<string, ClientUse>() };
  unwritten.set(operation.hash, entry);
  for (const { client, count } of uses) {
    const use = {
      name: client.name.slice(0, nameLengthMax),
      version: client.version.slice(0, nameLengthMax),
      lastSeen: today,
      count,
    };
    addUse(entry.uses, use);
  }
}

function addUse(uses: Map<string, ClientUse>, use: ClientUse): void {
  const key = clientKey(use);
  const present = uses.get(key);
  uses.set(
    key,
    present
      ? {
          ...use,
          count: present.count + use.count,
          lastSeen: present.lastSeen > use.lastSeen ? present.lastSeen : use.lastSeen,
        }
      : use,
  );
}

const clientKey = ({ name, version }: { name: string; version: string }): string => `${name}\n${version}`;

/** A client that was not recorded today is written at once, mere counts only now and then. */
function isDue(written: Written | undefined, { uses, urgent }: Unwritten, now: Date): boolean {
  if (urgent || !written || written.lastSeen < dayOf(now) || now.getTime() - written.writtenAt >= countsMs) return true;
  return [...uses.keys()].some((client) => !written.today.has(client));
}

/** Adds to what other gateways may have written meanwhile. Undefined when they always were faster. */
async function merge(
  bucket: Bucket,
  hash: string,
  { document, operationName, uses }: Unwritten,
): Promise<Omit<Written, 'writtenAt'> | undefined> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const present = await bucket.get(hash);
    const clients = new Map<string, ClientUse>();
    for (const use of [...(present ? (parseOperation(hash, present.value)?.clients ?? []) : []), ...uses.values()])
      addUse(clients, use);
    const newest = [...clients.values()].sort((a, b) => (a.lastSeen > b.lastSeen ? -1 : 1)).slice(0, clientsMax);
    const record: Omit<RecordedOperation, 'hash'> = {
      document,
      ...(operationName ? { operationName } : {}),
      clients: newest,
    };
    if ((await bucket.update(hash, JSON.stringify(record), present?.revision ?? 0)) !== undefined) {
      const lastSeen = newest[0]?.lastSeen ?? '';
      return { lastSeen, today: new Set(newest.filter((use) => use.lastSeen === lastSeen).map(clientKey)) };
    }
  }
  return undefined;
}

/** Looks at what is recorded by all, and removes what nobody has asked for thirty days. */
async function reread(bucket: Bucket, known: Known, now: Date): Promise<void> {
  const from = dayOf(recordedSince(now));
  for (const [hash, { value }] of await bucket.entries()) {
    const lastSeen =
      parseOperation(hash, value)
        ?.clients.map((client) => client.lastSeen)
        .sort()
        .at(-1) ?? '';
    if (lastSeen < from) {
      await bucket.remove(hash);
      known.operations.delete(hash);
    } else if (!known.operations.has(hash))
      known.operations.set(hash, { lastSeen, today: new Set(), writtenAt: -Infinity });
  }
  known.readAt = now.getTime();
}

/** When the log is full, what was not asked for the longest time gives way, but nothing of today: a flood of new operations drops itself. */
async function makeRoom(bucket: Bucket, { operations }: Known, operationsMax: number, today: string): Promise<boolean> {
  if (operations.size < operationsMax) return true;
  const [oldest] = [...operations]
    .filter(([, { lastSeen }]) => lastSeen < today)
    .sort(([, a], [, b]) => (a.lastSeen < b.lastSeen ? -1 : 1));
  if (!oldest) return false;
  await bucket.remove(oldest[0]);
  operations.delete(oldest[0]);
  return true;
}

const flushMs = 10_000;
const stopMsMax = 2_000;
const countsMs = 10 * 60 * 1000;
const rereadMs = 60 * 60 * 1000;
const operationsKeptMax = 5_000;
const documentLengthMax = 100_000;
const textsMax = 1_000;
const charactersMax = 8_000_000;
const clientsMax = 50;
const nameLengthMax = 64;
const attemptsMax = 5;
