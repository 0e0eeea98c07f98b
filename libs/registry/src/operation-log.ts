import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';
import type { Bucket, Nats } from '@kexie/messaging/nats';
import { createOperationBuffer, type SeenOperation } from './operation-buffer.ts';
import {
  addUnrecorded,
  displacedBy,
  placeOf,
  placesDefault,
  pseudonymOf,
  rises,
  type Place,
} from './operation-places.ts';
import {
  dayOf,
  operationsBucket,
  parseOperation,
  rankOf,
  recordedSince,
  unrecordedKey,
  type ClientUse,
  type RecordedOperation,
  type Standing,
} from './operations.ts';
import { toRecordable, type Recordable } from './recordable.ts';

export type OperationLog = ReturnType<typeof createOperationLog>;
type Options = {
  log: Logger;
  now?: () => Date;
  flushEveryMs?: number;
  places?: Readonly<Record<Standing, number>>;
  /** Called when executed operations are not recorded, or when recorded ones are displaced. */
  onUnrecorded?: (standing: Standing, count: number) => void;
};

/**
 * Records the operations of clients for `readOperations`. `saw` costs one lookup in a map and never fails: operations
 * wait in a bounded buffer and are merged every ten seconds with the records of all gateways. They also wait there
 * while the broker is unavailable. Each standing has its own places. Operations that find no place are counted.
 */
export function createOperationLog(
  nats: () => Nats | undefined,
  { log, now = () => new Date(), flushEveryMs = flushMs, places = placesDefault, onUnrecorded = () => {} }: Options,
) {
  const unrecorded = new Map<Standing, number>();
  const miss = (standing: Standing): void => {
    unrecorded.set(standing, (unrecorded.get(standing) ?? 0) + 1);
    onUnrecorded(standing, 1);
  };
  const buffer = createOperationBuffer(miss);
  const unwritten = new Map<string, Unwritten>();
  const known: Known = { operations: new Map(), readAt: -Infinity };
  let flushing: Promise<void> | undefined;

  const gather = async (): Promise<void> => {
    for (const { document, operationName, standing, owner, uses } of buffer.take()) {
      const operation = toRecordable(document, operationName);
      if (
        operation &&
        !addUses(unwritten, { ...operation, standing, owner: pseudonymOf(owner) }, uses, {
          today: dayOf(now()),
          places,
        })
      )
        miss(standing);
      // Parsing one text takes less than a millisecond, but there may be a thousand: let requests run in between.
      await nextTurn();
    }
  };

  /** Forgets all recorded operations when the broker has lost its store. */
  const forgetWhatIsLost = async (bucket: Bucket): Promise<void> => {
    const created = await bucket.created();
    if (known.created !== undefined && known.created !== created) {
      log.warn(
        { operations: known.operations.size },
        'the broker lost the recorded operations: a change that breaks one is not refused until a client sends it again',
      );
      known.operations.clear();
    }
    known.created = created;
  };

  const write = async (bucket: Bucket): Promise<void> => {
    await forgetWhatIsLost(bucket);
    if (now().getTime() - known.readAt > rereadMs) await reread(bucket, known, now());
    // The process may have only two seconds left, so the most trusted standing comes first.
    for (const [hash, operation] of [...unwritten].sort(([, a], [, b]) => rankOf(b.standing) - rankOf(a.standing))) {
      if (!isDue(known.operations.get(hash), operation, now())) continue;
      // A search for a place takes less than a millisecond, but there may be a thousand: let requests run in between.
      await nextTurn();
      const recorded = known.operations.get(hash);
      if (!recorded || rises(recorded, operation)) {
        const displaced = displacedBy(operation, known.operations, places[operation.standing], dayOf(now()));
        for (const each of displaced ?? []) {
          await bucket.remove(each);
          known.operations.delete(each);
          miss(operation.standing);
        }
        if (!displaced && !recorded) {
          unwritten.delete(hash);
          miss(operation.standing);
          log.debug(
            { operation: operation.operationName, standing: operation.standing },
            'an operation is not recorded, because too many others are recorded',
          );
          continue;
        }
        // An operation that finds no place in a higher standing keeps its present place.
        if (!displaced && recorded) Object.assign(operation, { standing: recorded.standing, owner: recorded.owner });
      }
      unwritten.delete(hash);
      const written = await merge(bucket, hash, operation, dayOf(now())).catch((error: unknown) => {
        if (!unwritten.has(hash)) unwritten.set(hash, operation);
        throw error;
      });
      if (written) known.operations.set(hash, { ...written, writtenAt: now().getTime() });
    }
  };

  const report = async (bucket: Bucket): Promise<void> => {
    if (unrecorded.size === 0) return;
    const counts = new Map(unrecorded);
    if (!(await addUnrecorded(bucket, counts, { today: dayOf(now()), from: dayOf(recordedSince(now())) }))) return;
    log.warn(
      { counts: Object.fromEntries(counts) },
      'operations are not recorded, because too many others are recorded: a change that breaks them is not refused',
    );
    for (const [standing, count] of counts) {
      const left = (unrecorded.get(standing) ?? 0) - count;
      if (left > 0) unrecorded.set(standing, left);
      else unrecorded.delete(standing);
    }
  };

  const run = async (everything: boolean): Promise<void> => {
    await gather();
    if (everything) for (const operation of unwritten.values()) operation.urgent = true;
    const broker = nats();
    if (!broker?.isConnected() || (unwritten.size === 0 && unrecorded.size === 0)) return;
    await broker
      .bucket(operationsBucket)
      .then(async (bucket) => {
        await write(bucket);
        await report(bucket);
      })
      .catch((error: unknown) => log.warn({ err: error }, 'operations could not be recorded yet'));
  };
  const flush = (): Promise<void> => (flushing ??= run(false).finally(() => (flushing = undefined)));
  const timer = setInterval(() => void flush(), flushEveryMs).unref();

  return {
    saw: (operation: SeenOperation): void => buffer.add(operation),
    /** Writes new operations. Counts of recorded operations follow within ten minutes. */
    flush,
    /** Writes everything that waits, for at most two seconds. */
    async stop(): Promise<void> {
      clearInterval(timer);
      const patience = new Promise<void>((resolve) => void setTimeout(resolve, stopMsMax).unref());
      await Promise.race([patience, flush().then(() => run(true))]);
    },
  };
}

type Sent = Recordable & Pick<Place, 'standing' | 'owner'>;
type Unwritten = Sent & { uses: Map<string, ClientUse>; urgent?: boolean };
type Written = Place & { today: ReadonlySet<string>; writtenAt: number };
/** `created` is the creation date of the bucket (ISO 8601). */
type Known = { operations: Map<string, Written>; readAt: number; created?: string };

/** False when too many operations of this standing, or of this owner, wait to be written. */
function addUses(
  unwritten: Map<string, Unwritten>,
  operation: Sent,
  uses: readonly { client: SeenOperation['client']; count: number }[],
  { today, places }: { today: string; places: Readonly<Record<Standing, number>> },
): boolean {
  const present = unwritten.get(operation.hash);
  if (!present) {
    const waiting = [...unwritten.values()].filter(({ standing }) => standing === operation.standing);
    if (waiting.length >= places[operation.standing]) return false;
    const ownerMax = Math.ceil(places[operation.standing] * signedInShareMax);
    if (
      operation.standing === 'signed-in' &&
      waiting.filter(({ owner }) => owner === operation.owner).length >= ownerMax
    )
      return false;
  }
  const entry = present ?? { ...operation, uses: new Map<string, ClientUse>() };
  if (rises(entry, operation)) Object.assign(entry, { standing: operation.standing, owner: operation.owner });
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
  return true;
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

/** A client that was not yet recorded today is written at once. Other counts are written less often. */
function isDue(written: Written | undefined, operation: Unwritten, now: Date): boolean {
  const { uses, urgent } = operation;
  if (
    urgent ||
    !written ||
    rises(written, operation) ||
    written.lastSeen < dayOf(now) ||
    now.getTime() - written.writtenAt >= countsMs
  )
    return true;
  return [...uses.keys()].some((client) => !written.today.has(client));
}

/**
 * Merges an operation with the record that other gateways may have written meanwhile. Undefined when they were faster
 * in each attempt.
 */
async function merge(
  bucket: Bucket,
  hash: string,
  operation: Unwritten,
  today: string,
): Promise<Omit<Written, 'writtenAt'> | undefined> {
  const { document, operationName, uses } = operation;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const present = await bucket.get(hash);
    const recorded = present && parseOperation(hash, present.value);
    const before = recorded && placeOf(recorded);
    const clients = new Map<string, ClientUse>();
    for (const use of [...(recorded?.clients ?? []), ...uses.values()]) addUse(clients, use);
    // Client names are only headers. Of a flood of names, those with the most requests stay.
    const newest = [...clients.values()]
      .sort((a, b) => b.lastSeen.localeCompare(a.lastSeen) || b.count - a.count)
      .slice(0, clientsMax);
    const { standing, owner } = before && !rises(before, operation) ? before : operation;
    const days = before ? before.days + (before.lastSeen < today ? 1 : 0) : 1;
    const record: Omit<RecordedOperation, 'hash'> = {
      document,
      ...(operationName ? { operationName } : {}),
      clients: newest,
      standing,
      owner,
      days,
    };
    if ((await bucket.update(hash, JSON.stringify(record), present?.revision ?? 0)) !== undefined) {
      const lastSeen = newest[0]?.lastSeen ?? '';
      return {
        standing,
        owner,
        days,
        lastSeen,
        today: new Set(newest.filter((use) => use.lastSeen === lastSeen).map(clientKey)),
      };
    }
  }
  return undefined;
}

/** Reads the operations that all gateways have recorded, and removes those that were not sent for thirty days. */
async function reread(bucket: Bucket, known: Known, now: Date): Promise<void> {
  const from = dayOf(recordedSince(now));
  for (const [hash, { value }] of await bucket.entries()) {
    if (hash === unrecordedKey) continue;
    const operation = parseOperation(hash, value);
    const place = operation && placeOf(operation);
    if (!place || place.lastSeen < from) {
      await bucket.remove(hash);
      known.operations.delete(hash);
    } else {
      const { today, writtenAt } = known.operations.get(hash) ?? { today: new Set<string>(), writtenAt: -Infinity };
      known.operations.set(hash, { ...place, today, writtenAt });
    }
  }
  known.readAt = now.getTime();
}

const flushMs = 10_000;
const stopMsMax = 2_000;
const countsMs = 10 * 60 * 1000;
const rereadMs = 60 * 60 * 1000;
/** The share of the places for signed-in viewers that one viewer may use while operations wait for the broker. */
const signedInShareMax = 0.2;
const clientsMax = 50;
const nameLengthMax = 64;
const attemptsMax = 5;
