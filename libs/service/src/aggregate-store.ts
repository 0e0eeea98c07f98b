import mongoose, { type Model, type QueryFilter, type Schema } from 'mongoose';
import type { NewEvent } from '@kexie/events';
import { DomainError, type Message } from '@kexie/kernel';
import {
  inTransaction,
  isDuplicateKey,
  replaceGuarded,
  type Mongo,
  type Outbox,
  type Session,
  type Versioned,
} from '@kexie/messaging';
import type { Imported } from './import.ts';
import { say } from './messages.ts';
import { isSame, nextSnapshot, restated, snapshotOf, type Snapshot, type Stated } from './restate.ts';

/** The decision of a rule about a record: its next state, and the events of this step. */
export type Decision<T> = { next: T; events: readonly NewEvent[] };

/** A change that a client requests. Without `expectedVersion` the change applies to any version. */
export type Change = { id: string; expectedVersion?: number | undefined };

/** A function that only reads and writes with the session, because a transaction may run more than once. */
type Read<T, Result> = (current: T, session: Session) => Promise<Result> | Result;

type Steps<T> = {
  /**
   * Throws when the viewer may not change this record. It runs before the version is compared, so that a viewer without
   * the right does not learn the version.
   */
  authorize?: Read<T, void>;
  /** The change; undefined when there is nothing to change. */
  decide: Read<T, Decision<T> | undefined>;
  /** Writes the consequences for other records, in the same transaction. */
  follow?: (written: T, session: Session) => Promise<void>;
};

/** How a row of an import becomes a record. */
type RowSteps<T> = {
  /** The key of the record (see `importKeyOf`). */
  importKey: string;
  /** Throws when the viewer may not change the record that has this key. */
  authorize: (present: T) => void;
  /** The facts that the row states; `restated` says how they change a record. */
  stated: Stated;
  /** The new record, when no record has this key. */
  create: () => T;
  /** Checks the resulting record by the rules of the commands, and completes derived fields. It throws before anything is written. */
  complete?: (next: T, before: T | null) => T | Promise<T>;
  /** The events of the change. An unchanged record has none. */
  events: (before: T | null, after: T) => readonly NewEvent[];
};

type Options<T> = {
  /** The name of the mongoose model. */
  name: string;
  schema: Schema<T>;
  /** The noun for the record in error messages, such as "There is no such need." */
  noun: Message;
  /** The error for each unique index, by the name of the index: the message and the argument at fault. */
  duplicates?: Readonly<Record<string, readonly [message: Message, path: string]>>;
  /** Adds derived fields to a record before each write, for unique indexes and for searching. */
  derive?: (record: T) => T;
  /** The paths that only commands change after the creation, such as the status. An import of a record without a snapshot does not change them. */
  lifecycle?: readonly string[];
  /** Writes the consequences of every write of a record for other records, in the same transaction. */
  afterWrite?: (before: T | null, after: T, session: Session) => Promise<void>;
};

export type AggregateStore<T extends Versioned> = ReturnType<typeof createAggregateStore<T>>;

/**
 * The store of one kind of aggregate. Each write commits the record and its events in one transaction, and increments
 * the version. When two writers change the same version, one of them gets VERSION_CONFLICT.
 */
export function createAggregateStore<T extends Versioned>(
  mongo: Mongo,
  outbox: Outbox,
  { name, schema, noun, duplicates = {}, derive = (record) => record, lifecycle = [], afterWrite }: Options<T>,
) {
  (schema as Schema).add({ imported: String });
  const model: Model<T> = mongo.model<T>(name, schema);

  /** The record with this id. @throws NOT_FOUND at `path`. */
  const require = async (
    id: string,
    { path = 'id', session }: { path?: string; session?: Session } = {},
  ): Promise<T> => {
    const record = await find(id, session);
    if (!record) throw new DomainError('NOT_FOUND', say`There is no such ${noun}.`, [path]);
    return record;
  };
  const find = (id: string, session?: Session): Promise<T | null> =>
    model
      .findById(id, null, session ? { session } : {})
      .lean<T>()
      .exec();

  /**
   * Replaces the record that the caller has read in this session, in the transaction of the caller. @throws
   * VERSION_CONFLICT.
   */
  const replace = async (
    current: T,
    { next, events }: Decision<T>,
    session: Session,
    correlationId?: string,
  ): Promise<T> => {
    const written = await replaceGuarded(
      model,
      current,
      { ...snapshotIn(current as T & Snapshot), ...derive(next) },
      session,
    );
    await outbox.append(events, { aggregateId: written._id, version: written.version, correlationId }, session);
    await afterWrite?.(current, written, session);
    return written;
  };

  /** Writes new records with their events, in the transaction of the caller. */
  const createAll = async (
    decisions: readonly Decision<T>[],
    session: Session,
    correlationId?: string,
  ): Promise<void> => {
    if (decisions.length === 0) return;
    await model.insertMany(
      decisions.map(({ next }) => derive(next)),
      { session },
    );
    await outbox.appendEach(
      decisions.map(({ next, events }) => ({
        events,
        aggregate: { aggregateId: next._id, version: next.version, correlationId },
      })),
      session,
    );
    for (const { next } of decisions) await afterWrite?.(null, next, session);
  };

  const asDuplicate = (error: unknown): unknown => {
    const index = isDuplicateKey(error) ? indexOf(error as Error) : '';
    return Object.hasOwn(duplicates, index) ? duplicate(index) : error;
  };

  /** The DUPLICATE error for a unique index, for commands that check before they write. */
  const duplicate = (index: string): DomainError => {
    const [message, path] = duplicates[index] ?? [];
    if (message === undefined || path === undefined)
      throw new Error(`The index ${index} of ${name} has no error message.`);
    return new DomainError('DUPLICATE', message, [path]);
  };

  return {
    model,
    find,
    require,
    /** The records with these ids, in any order, without those that do not exist. */
    byIds: (ids: readonly string[]): Promise<T[]> =>
      model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) } as QueryFilter<T>)
        .limit(ids.length)
        .lean<T[]>()
        .exec(),
    /** The ids that exist. */
    async existing(ids: readonly string[], session: Session): Promise<Set<string>> {
      if (ids.length === 0) return new Set();
      const found = await model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) } as QueryFilter<T>, { _id: 1 }, { session })
        .lean<{ _id: string }[]>();
      return new Set(found.map(({ _id }) => _id));
    },
    /** Writes a new record with its events, in the transaction of the caller, and returns its id. */
    async create(decision: Decision<T>, session: Session): Promise<string> {
      await createAll([decision], session);
      return decision.next._id;
    },
    createAll,
    replace,
    /**
     * Changes a record in a transaction of its own: reads it, checks the right and the version, decides, and writes.
     * Returns the written record.
     * @throws NOT_FOUND, VERSION_CONFLICT, DUPLICATE for a unique index, and the errors of the steps.
     */
    async update({ id, expectedVersion }: Change, { authorize, decide, follow }: Steps<T>): Promise<T> {
      return refusingDuplicates(() =>
        inTransaction(mongo, async (session) => {
          const current = await require(id, { session });
          await authorize?.(current, session);
          if (expectedVersion !== undefined) requireVersion(current, expectedVersion);
          const decision = await decide(current, session);
          if (!decision) return current;
          const written = await replace(current, decision, session);
          await follow?.(written, session);
          return written;
        }),
      );
    },
    /**
     * Creates or changes the record of a row, in the transaction of the caller.
     * @throws VERSION_CONFLICT for a fact that the platform has changed since the last import, and what the steps throw.
     */
    async importRow(
      { importKey, authorize, stated, create, complete = (next) => next, events }: RowSteps<T>,
      session: Session,
    ): Promise<Imported & { record: T; before: T | null }> {
      const before = await model.findOne({ importKey } as QueryFilter<T>, null, { session }).lean<T>();
      if (!before) {
        const created = derive(await complete({ ...create(), importKey, version: 1 }, null));
        const record = { ...created, imported: snapshotOf(model, created) };
        await model.insertMany([record], { session });
        await outbox.append(events(null, record), { aggregateId: record._id, version: 1 }, session);
        await afterWrite?.(null, record, session);
        return { id: record._id, outcome: 'CREATED', record, before };
      }
      authorize(before);
      const merged = restated(model, before, stated, lifecycle);
      if (isSame(model, before, merged)) return { id: before._id, outcome: 'UNCHANGED', record: before, before };
      const next = derive(await complete(merged, before));
      const imported = nextSnapshot(model, before, next, stated);
      const record = await replaceGuarded(model, before, { ...next, imported }, session);
      await outbox.append(events(before, record), { aggregateId: record._id, version: record.version }, session);
      await afterWrite?.(before, record, session);
      return { id: record._id, outcome: 'UPDATED', record, before };
    },
    duplicate,
    refusingDuplicates,
  };

  /**
   * Runs `write` and turns the error of a unique index into the DUPLICATE of this store. It must enclose a transaction
   * and not run inside one, because the request log needs the original error of its own index.
   */
  async function refusingDuplicates<Result>(write: () => Promise<Result>): Promise<Result> {
    try {
      return await write();
    } catch (error) {
      throw asDuplicate(error);
    }
  }
}

/** The snapshot of the last import, which a change by a command keeps. */
function snapshotIn({ imported }: Snapshot): Snapshot {
  return imported === undefined ? {} : { imported };
}

/** @throws VERSION_CONFLICT unless the record has the version that the client has seen. */
export function requireVersion(record: { version: number }, expectedVersion: number, path = 'expectedVersion'): void {
  if (record.version !== expectedVersion)
    throw new DomainError(
      'VERSION_CONFLICT',
      say`The record now has version ${record.version}. Load it again and repeat the change.`,
      [path],
    );
}

/**
 * The name of the violated index, from the message of MongoDB: "E11000 duplicate key error collection: db.things index:
 * name_1 dup key: { … }".
 */
function indexOf({ message }: Error): string {
  return / index: (\S+)/.exec(message)?.[1] ?? '';
}
