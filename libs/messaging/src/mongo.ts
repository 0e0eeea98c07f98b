import mongoose, { type ClientSession, type Connection, type Model, type QueryFilter } from 'mongoose';
import { DomainError, StartupError, type Logger } from '@kexie/kernel';
import { say } from './messages.ts';

export type Mongo = Connection;
export type Session = ClientSession;

/** The fields of every aggregate document. */
export type Versioned = { _id: string; version: number };

/** The concerns are set on the transaction, because MongoDB ignores concerns of a collection inside a transaction. */
const transactionOptions = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', j: true } } as const;

const connectionOptions = {
  serverSelectionTimeoutMS: 5_000,
  socketTimeoutMS: 30_000,
  maxPoolSize: 20,
  autoIndex: false,
  autoCreate: false,
};

/**
 * Connects to a service's own database. Filters are sanitized (an operator must be wrapped in `mongoose.trusted`), and
 * an unknown field in a filter throws instead of matching everything. With `log`, it waits for a server that does not
 * answer yet and logs this every five seconds, because the parts of a platform may start in any order. Without `log`,
 * it fails after five seconds. @throws StartupError when the address is not usable or the server refuses the user.
 */
export async function connectMongo(uri: string, { log }: { log?: Logger } = {}): Promise<Mongo> {
  mongoose.set('sanitizeFilter', true);
  mongoose.set('strictQuery', 'throw');
  const begunAt = performance.now();
  for (;;) {
    const connection = mongoose.createConnection(uri, connectionOptions);
    try {
      return await connection.asPromise();
    } catch (error) {
      await connection.destroy();
      if (!(error instanceof mongoose.Error.MongooseServerSelectionError)) throw refused(error);
      if (!log) throw error;
      const waitedS = Math.round((performance.now() - begunAt) / 1_000);
      log.warn(`waiting for the database ${hostsOf(uri)} of MONGODB_URI for ${waitedS} s: ${error.message}`);
    }
  }
}

function hostsOf(uri: string): string {
  return uri.replace(/^[^/]*\/\/(?:.*@)?([^/?]*).*$/s, '$1');
}

/** Turns the error of an invalid address or a refused user into a StartupError, because an operator can correct it. */
export function refused(error: unknown): unknown {
  const { name, code, message } = error as Error & { code?: unknown };
  if (['MongoParseError', 'MongoInvalidArgumentError', 'MongoAPIError'].includes(name)) {
    return new StartupError('INVALID_CONFIGURATION', `MONGODB_URI cannot be used: ${message}.`);
  }
  if (name.startsWith('Mongo') && refusals.includes(code)) {
    return new StartupError('DATABASE_REFUSED', `The database of MONGODB_URI refuses this user: ${message}.`);
  }
  return error;
}

/** Unauthorized, AuthenticationFailed, and the code of Atlas for the latter. */
const refusals: unknown[] = [13, 18, 8000];

/**
 * Creates the collections and indexes of all models of a connection. Idempotent; call it once, before anything is
 * served.
 * @throws StartupError when the user has no right to do this.
 */
export async function prepareCollections(mongo: Mongo): Promise<void> {
  try {
    for (const model of Object.values(mongo.models)) {
      await model.createCollection();
      await model.createIndexes();
    }
  } catch (error) {
    throw refused(error);
  }
}

/**
 * Runs `work` in one transaction and returns its result. The driver may run `work` more than once, so it must have no
 * effects except its reads and writes: no network calls, no new ids, and one operation at a time.
 */
export async function inTransaction<T>(mongo: Mongo, work: (session: Session) => Promise<T>): Promise<T> {
  return mongo.withSession((session) => session.withTransaction(() => work(session), transactionOptions));
}

/**
 * Writes `next` with the version of `current` plus one. @throws VERSION_CONFLICT when the document was changed
 * meanwhile.
 */
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
    throw new DomainError(
      'VERSION_CONFLICT',
      say`The record was changed meanwhile. Load it again and repeat the change.`,
    );
  return written;
}

/** True for the error of a unique index. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000;
}
