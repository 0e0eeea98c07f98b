import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { StartupError, type Logger } from '@kexie/kernel';
import { isDuplicateKey, refused, type Mongo } from './mongo.ts';

/**
 * A change of the stored data. It **must be repeatable**: a replica that is killed leaves the work partly done, and the
 * next one starts from the beginning. Select the documents that still have the old shape by a filter, as
 * `updateInBatches` does.
 *
 * A migration does not use the models of the service, because later versions change them again. Use
 * `mongo.collection(name)` instead.
 */
export type Migration = {
  /**
   * The day and the purpose, for example `2026-12-01-names-are-trimmed`. It never changes, and a migration is never
   * removed from its list.
   */
  id: string;
  /**
   * Whether the previous version can work with the migrated data. `compatible`: the previous version starts, so a
   * rollback is possible, and its replicas may continue during the migration. `none`: the previous version is refused
   * as soon as the migration begins; its replicas must be stopped before.
   */
  backward: 'compatible' | 'none';
  /** An error ends the program; the next start repeats the migration. */
  up(mongo: Mongo, work: MigrationWork): Promise<void>;
};

/** `signal` is aborted when another replica has taken over: then no further write may follow. */
export type MigrationWork = { log: Logger; signal: AbortSignal };

/** `appliedAt` and `tookMs` are null until the migration ends. In a database that was empty, `tookMs` is 0. */
export type MigrationRecord = {
  _id: string;
  backward: Migration['backward'];
  begunAt: Date;
  appliedAt: Date | null;
  tookMs: number | null;
};

type LeaseRow = { _id: 'lease'; owner: string; expiresAt: Date };

/** The duration of a lease. The clocks of two replicas must differ by less than this. */
const leaseMsDefault = 30_000;
const renewalsPerLease = 5;
const looksPerLease = 60;
const reportEveryMs = 5_000;
const batchRows = 500;
const durable = { writeConcern: { w: 'majority', j: true } } as const;

/**
 * Brings a database to the current version: runs the missing migrations of the list in order, and records them in the
 * collection `migrations`. Call it before collections are created and before anything is read. One replica runs
 * migrations at a time; the others wait and log this every five seconds. The lease of a replica that was killed ends
 * after 30 s, and the next replica repeats its migration. In an empty database all migrations are recorded and none
 * runs.
 * @throws StartupError NEWER_DATA when a newer version has changed the data in a way that this version cannot read.
 * @throws StartupError DATABASE_REFUSED when the user may not read the database.
 * @throws Error that names a failed migration and has its error as the cause; the lease is released before.
 */
export async function runMigrations(
  mongo: Mongo,
  migrations: readonly Migration[],
  { log, leaseMs = leaseMsDefault }: { log: Logger; leaseMs?: number },
): Promise<void> {
  checkOrder(migrations);
  if ((await pendingOf(mongo, migrations)).length === 0) return;
  const lease = await takeLease(mongo, { log, leaseMs });
  try {
    const pending = await pendingOf(mongo, migrations); // another replica may have run them meanwhile
    if (pending.length > 0 && (await isEmpty(mongo))) await recordAll(mongo, pending);
    else for (const migration of pending) await runOne(mongo, migration, { log, lease });
  } finally {
    await lease.giveBack();
  }
}

/** Reports a wrong order or form of ids at the first start, and not only after a merge in production. */
function checkOrder(migrations: readonly Migration[]): void {
  const ids = migrations.map(({ id }) => id);
  const misplaced = ids.find(
    (id, index) => !/^\d{4}-\d{2}-\d{2}-[a-z0-9-]+$/.test(id) || (index > 0 && id <= (ids[index - 1] as string)),
  );
  if (misplaced !== undefined)
    throw new Error(
      `The migration "${misplaced}" has a wrong name or position: ids have the form 2026-12-01-what-it-does, and each id is greater than the one before it.`,
    );
}

/**
 * The migrations that the database does not have yet. @throws StartupError when it has an incompatible migration that
 * this version does not know.
 */
async function pendingOf(mongo: Mongo, migrations: readonly Migration[]): Promise<Migration[]> {
  const records = await recordsOf(mongo)
    .find()
    .toArray()
    .catch((error: unknown) => {
      throw refused(error);
    });
  const known = new Set(migrations.map(({ id }) => id));
  const foreign = records
    .filter(({ _id, backward }) => !known.has(_id) && backward !== 'compatible')
    .map(({ _id }) => _id);
  if (foreign.length > 0) {
    throw new StartupError(
      'NEWER_DATA',
      `A newer version of this service has changed the database (${foreign.join(', ')}), and this version cannot work with the changed data: start the newer version, or restore a backup from before the change.`,
    );
  }
  const applied = new Set(records.filter(({ appliedAt }) => appliedAt !== null).map(({ _id }) => _id));
  return migrations.filter(({ id }) => !applied.has(id));
}

/** True when the database has no collection of the service. The collections of the migrations do not count. */
async function isEmpty(mongo: Mongo): Promise<boolean> {
  const present = new Set((await mongo.listCollections()).map(({ name }) => name));
  return !Object.values(mongo.models).some((model) => present.has(model.collection.collectionName));
}

/** Records all migrations of an empty database, whose data has the current shape from the first write. */
async function recordAll(mongo: Mongo, migrations: readonly Migration[]): Promise<void> {
  const now = new Date();
  for (const { id, backward } of migrations)
    await write(mongo, { _id: id, backward, begunAt: now, appliedAt: now, tookMs: 0 });
}

async function runOne(
  mongo: Mongo,
  { id, backward, up }: Migration,
  { log, lease }: { log: Logger; lease: Lease },
): Promise<void> {
  await lease.renew();
  // The record is written first, because an older version must not start on partly migrated data either.
  const begun = { _id: id, backward, begunAt: new Date(), appliedAt: null, tookMs: null };
  await write(mongo, begun);
  log.info({ migration: id }, `the migration ${id} starts`);
  const begunAt = performance.now();
  try {
    await up(mongo, { log: log.child({ migration: id }), signal: lease.signal });
    await lease.renew();
  } catch (error) {
    throw new Error(`The migration ${id} failed. It is repeated at the next start.`, { cause: error });
  }
  const tookMs = Math.round(performance.now() - begunAt);
  await write(mongo, { ...begun, appliedAt: new Date(), tookMs });
  log.info({ migration: id, tookMs }, `the migration ${id} ended after ${(tookMs / 1_000).toFixed(1)} s`);
}

async function write(mongo: Mongo, { _id, ...record }: MigrationRecord): Promise<void> {
  await recordsOf(mongo).updateOne({ _id }, { $set: record }, { upsert: true, ...durable });
}

function recordsOf(mongo: Mongo) {
  return mongo.collection<MigrationRecord>('migrations');
}

type Lease = Awaited<ReturnType<typeof takeLease>>;

/** Waits until no other replica holds the lease, takes it, and renews it until it is released. */
async function takeLease(mongo: Mongo, { log, leaseMs }: { log: Logger; leaseMs: number }) {
  const leases = mongo.collection<LeaseRow>('migrationLease');
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const expiry = (): Date => new Date(Date.now() + leaseMs);
  await waitForTurn();

  const lost = new AbortController();
  let goodUntil = performance.now() + leaseMs;
  const renew = async (): Promise<void> => {
    lost.signal.throwIfAborted();
    const asked = performance.now();
    const { matchedCount } = await leases.updateOne(
      { _id: 'lease', owner },
      { $set: { expiresAt: expiry() } },
      durable,
    );
    if (matchedCount === 1) goodUntil = asked + leaseMs;
    else
      lost.abort(
        new Error(
          'Another replica has taken over the migrations, because this replica did not renew its lease in time.',
        ),
      );
    lost.signal.throwIfAborted();
  };
  const timer = setInterval(
    () =>
      void renew().catch((error: Error) => {
        log.warn(`the lease for the migrations was not renewed: ${error.message}`);
        if (performance.now() >= goodUntil) lost.abort(error);
      }),
    leaseMs / renewalsPerLease,
  );
  timer.unref();

  return {
    signal: lost.signal,
    renew,
    async giveBack(): Promise<void> {
      clearInterval(timer);
      // A lease that is not released ends by itself. An error here would hide the first error.
      await leases
        .deleteOne({ _id: 'lease', owner })
        .catch((error: Error) => log.warn(`the lease for the migrations was not released: ${error.message}`));
    },
  };

  async function waitForTurn(): Promise<void> {
    const begunAt = performance.now();
    for (let reportedAt = -Infinity; !(await isMine());) {
      if (performance.now() - reportedAt >= reportEveryMs) {
        reportedAt = performance.now();
        const holder = await leases.findOne({ _id: 'lease' });
        if (holder)
          log.warn(
            `waiting for ${holder.owner} to finish its migrations for ${Math.round((reportedAt - begunAt) / 1_000)} s; if it was killed, its lease ends at ${holder.expiresAt.toISOString()}`,
          );
      }
      await sleep(leaseMs / looksPerLease);
    }
  }

  async function isMine(): Promise<boolean> {
    try {
      const { acknowledged } = await leases.updateOne(
        { _id: 'lease', expiresAt: { $lte: new Date() } },
        { $set: { owner, expiresAt: expiry() } },
        { upsert: true, ...durable },
      );
      return acknowledged;
    } catch (error) {
      // The lease exists and has not ended.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

/**
 * Changes the documents of a collection that match `filter`, in ranges of 500 ids (which must be texts), and logs the
 * progress. The filter must match only the old shape, so that a repetition skips the changed documents:
 * `updateInBatches(mongo, 'persons', { nameKey: { $exists: false } }, [{ $set: { nameKey: { $toLower: '$name' } } }],
 * work)`. Versions do not change, and no events are written. Returns the number of changed documents. @throws the
 * reason of the signal when another replica has taken over.
 */
export async function updateInBatches(
  mongo: Mongo,
  collection: string,
  filter: mongoose.mongo.Filter<TextDocument>,
  change: mongoose.mongo.Document[],
  { log, signal }: MigrationWork,
): Promise<number> {
  const rows = mongo.collection<TextDocument>(collection);
  const total = await rows.estimatedDocumentCount();
  let [seen, changed, reportedAt] = [0, 0, performance.now()];
  for (let last = ''; ;) {
    signal.throwIfAborted();
    const ids = await rows
      .find({ _id: { $gt: last } }, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(batchRows)
      .toArray();
    const to = ids.at(-1)?._id;
    if (to === undefined) return changed;
    const { modifiedCount } = await rows.updateMany(
      { $and: [filter, { _id: { $gt: last, $lte: to } }] },
      change,
      durable,
    );
    last = to;
    seen += ids.length;
    changed += modifiedCount;
    if (performance.now() - reportedAt >= reportEveryMs) {
      reportedAt = performance.now();
      log.info(`${seen} of about ${total} documents of ${collection} checked, ${changed} changed`);
    }
  }
}

type TextDocument = { _id: string; [field: string]: unknown };

/**
 * Removes an index, if it exists. Use it also to change an index: MongoDB refuses to create an index whose name or keys
 * exist with other options, so a migration removes the old index, and the service creates the new one
 * (`prepareCollections`) right after the migrations. If a unique index must not be missing for a moment, give the new
 * index another name, and remove the old one in the next version.
 */
export async function dropIndex(mongo: Mongo, collection: string, name: string): Promise<void> {
  try {
    await mongo.collection(collection).dropIndex(name);
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoServerError && notFoundCodes.includes(error.code))) throw error;
  }
}

/** NamespaceNotFound and IndexNotFound. */
const notFoundCodes: unknown[] = [26, 27];
