import mongoose, { type ClientSession, type Connection, type Model, type QueryFilter } from 'mongoose';
import { DomainError, type Logger } from '@kexie/kernel';

export type Mongo = Connection;
export type Session = ClientSession;

/** What every aggregate document carries. */
export type Versioned = { _id: string; version: number };

/** Majority and journalled, on the transaction itself: concerns set on a collection are ignored inside one. */
const transactionOptions = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', j: true } } as const;

const connectionOptions = {
  serverSelectionTimeoutMS: 5_000,
  socketTimeoutMS: 30_000,
  maxPoolSize: 20,
  autoIndex: false,
  autoCreate: false,
};

/**
 * Connects to a service's own database. Filters are sanitised (an operator must be wrapped in `mongoose.trusted`) and unknown
 * fields in a filter throw instead of matching everything. A program that passes its log waits for a server that is not there yet and
 * says so, for the parts of a platform may start in any order; without one it fails after five seconds.
 */
export async function connectMongo(uri: string, { log }: { log?: Logger } = {}): Promise<Mongo> {
  mongoose.set('sanitizeFilter', true);
  mongoose.set('strictQuery', 'throw');
  for (;;) {
    const connection = mongoose.createConnection(uri, connectionOptions);
    try {
      return await connection.asPromise();
    } catch (error) {
      await connection.destroy();
      if (!log || !(error instanceof mongoose.Error.MongooseServerSelectionError)) throw error;
      log.warn({ err: error.message }, 'the database does not answer yet; trying again');
    }
  }
}

/** Creates the collections and indexes of all models of a connection. Idempotent; call it once, before anything is served. */
export async function prepareCollections(mongo: Mongo): Promise<void> {
  for (const model of Object.values(mongo.models)) {
    await model.createCollection();
    await model.createIndexes();
  }
}

/**
 * Runs `work` in one transaction and returns its result. The driver may run it more than once, so it must be pure apart from its
 * reads and writes: no network, ids made outside, one operation after the other.
 */
export async function inTransaction<T>(mongo: Mongo, work: (session: Session) => Promise<T>): Promise<T> {
  return mongo.withSession((session) => session.withTransaction(() => work(session), transactionOptions));
}

/** Writes `next` with the version after `current`'s. @throws VERSION_CONFLICT when somebody else changed the document meanwhile. */
export async function replaceGuarded<T extends Versioned>(
  model: Model<T>,
  current: T,
  next: T,
  session: Session,
): Promise<T> {
  const written = { ...next, version: current.version + 1 };
  const { matchedCount } = await model.replaceOne(
    { _id: current._id, version: current.version } as QueryFilter<T>,
    written,
    { session },
  );
  if (matchedCount === 0)
    throw new DomainError('VERSION_CONFLICT', 'Somebody else changed this meanwhile. Load it again and repeat.');
  return written;
}

/** True for the answer of a unique index. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000;
}
