import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { StartupError, type Logger } from '@kexie/kernel';
import { isDuplicateKey, refused, type Mongo } from './mongo.ts';

/**
 * A change of what a database holds. It **must be repeatable**: a replica that is killed half-way leaves a part of the work done, and the next one begins from the
 * beginning. Choose by a filter what is still in the old shape, as `updateInBatches` does.
 *
 * It does not use the models of the service: they have the present shape, and a later version changes them again. `mongo.collection(name)` has no such shape.
 */
export type Migration = {
  /** The day and the purpose, for example `2026-12-01-names-are-trimmed`. It never changes, and a migration is never removed from its list. */
  id: string;
  /**
   * Whether the version before this migration can work on what it leaves behind. `compatible`: that version starts, so that going back is possible, and its replicas may
   * go on while this one runs. `none`: it is refused from the moment the migration begins; its replicas must be stopped before.
   */
  backward: 'compatible' | 'none';
  /** An error ends the start; the next start repeats the migration. */
  up(mongo: Mongo, work: MigrationWork): Promise<void>;
};

/** `signal` is aborted when another replica has taken the work over: then no further write may follow. */
export type MigrationWork = { log: Logger; signal: AbortSignal };

/** `appliedAt` and `tookMs` are null from the beginning of the work to its end. A database that was empty has 0 ms. */
export type MigrationRecord = {
  _id: string;
  backward: Migration['backward'];
  begunAt: Date;
  appliedAt: Date | null;
  tookMs: number | null;
};

type LeaseRow = { _id: 'lease'; owner: string; expiresAt: Date };

/** The clocks of two replicas may differ by less than this. */
const leaseMsDefault = 30_000;
const renewalsPerLease = 5;
const looksPerLease = 60;
const sayEveryMs = 5_000;
const batchRows = 500;
const durable = { writeConcern: { w: 'majority', j: true } } as const;

/**
 * Brings a database to the present version: runs the migrations of the list that it does not have yet, in their order, and records them in the collection `migrations`.
 * Call it before collections are created and before anything is read. One replica works at a time; the others wait and say so in the log every five seconds. The lease of a
 * replica that was killed ends after 30 s, and the next one begins its migration again. An empty database gets all records and nothing runs.
 * @throws StartupError NEWER_DATA when a later version has changed the data so that this one cannot read them.
 * @throws StartupError DATABASE_REFUSED when the user may not read the database.
 * @throws the error of a migration that failed, as the cause of one that names it; the lease is given back before.
 */
export async function runMigrations(
  mongo: Mongo,
  migrations: readonly Migration[],
  { log, leaseMs = leaseMsDefault }: { log: Logger; leaseMs?: number },
): Promise<void> {
  refuseDisorder(migrations);
  if ((await pendingOf(mongo, migrations)).length === 0) return;
  const lease = await takeLease(mongo, { log, leaseMs });
  try {
    const pending = await pendingOf(mongo, migrations); // another replica may have done it meanwhile
    if (pending.length > 0 && (await isEmpty(mongo))) await recordAll(mongo, pending);
    else for (const migration of pending) await runOne(mongo, migration, { log, lease });
  } finally {
    await lease.giveBack();
  }
}

/** A mistake of a programmer, found at the first start and not when two branches have met in production. */
function refuseDisorder(migrations: readonly Migration[]): void {
  const ids = migrations.map(({ id }) => id);
  const odd = ids.find(
    (id, index) => !/^\d{4}-\d{2}-\d{2}-[a-z0-9-]+$/.test(id) || (index > 0 && id <= (ids[index - 1] as string)),
  );
  if (odd !== undefined)
    throw new Error(
      `The migration "${odd}" is named or placed wrongly: ids have the form 2026-12-01-what-it-does, and each is greater than the one before it.`,
    );
}

/** The migrations that the database does not have. @throws StartupError when it has one that this version does not know and cannot work with. */
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
      `A newer version of this service has changed the database (${foreign.join(', ')}), and this version cannot work with the result: start the newer version, or restore the backup from before the change.`,
    );
  }
  const applied = new Set(records.filter(({ appliedAt }) => appliedAt !== null).map(({ _id }) => _id));
  return migrations.filter(({ id }) => !applied.has(id));
}

/** True when not one collection of the service exists. The migrations' own do not count. */
async function isEmpty(mongo: Mongo): Promise<boolean> {
  const present = new Set((await mongo.listCollections()).map(({ name }) => name));
  return !Object.values(mongo.models).some((model) => present.has(model.collection.collectionName));
}

/** What an empty database gets is in the present shape from the first write. */
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
  // written first: an older version must not start on a half of it either
  const begun = { _id: id, backward, begunAt: new Date(), appliedAt: null, tookMs: null };
  await write(mongo, begun);
  log.info({ migration: id }, `the migration ${id} begins`);
  const begunAt = performance.now();
  try {
    await up(mongo, { log: log.child({ migration: id }), signal: lease.signal });
    await lease.renew();
  } catch (error) {
    throw new Error(`The migration ${id} failed. It is repeated at the next start.`, { cause: error });
  }
  const tookMs = Math.round(performance.now() - begunAt);
  await write(mongo, { ...begun, appliedAt: new Date(), tookMs });
  log.info({ migration: id, tookMs }, `the migration ${id} is done after ${(tookMs / 1_000).toFixed(1)} s`);
}

async function write(mongo: Mongo, { _id, ...record }: MigrationRecord): Promise<void> {
  await recordsOf(mongo).updateOne({ _id }, { $set: record }, { upsert: true, ...durable });
}

function recordsOf(mongo: Mongo) {
  return mongo.collection<MigrationRecord>('migrations');
}

type Lease = Awaited<ReturnType<typeof takeLease>>;

/** Waits until no other replica works. The lease is renewed until it is given back. */
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
        new Error('Another replica has taken the migrations over, because this one did not renew its lease in time.'),
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
      // otherwise it ends by itself, and an error here would hide the first one
      await leases
        .deleteOne({ _id: 'lease', owner })
        .catch((error: Error) => log.warn(`the lease for the migrations was not given back: ${error.message}`));
    },
  };

  async function waitForTurn(): Promise<void> {
    const begunAt = performance.now();
    for (let saidAt = -Infinity; !(await isMine());) {
      if (performance.now() - saidAt >= sayEveryMs) {
        saidAt = performance.now();
        const holder = await leases.findOne({ _id: 'lease' });
        if (holder)
          log.warn(
            `waiting for ${holder.owner} to finish its migrations for ${Math.round((saidAt - begunAt) / 1_000)} s; if it has died, its lease ends at ${holder.expiresAt.toISOString()}`,
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
      // the lease is there and has not ended
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

/**
 * Changes the documents of a collection that fit `filter`, in ranges of 500 ids (which are texts), with the progress in the log. The filter fits the old shape only, so that
 * a repetition passes over what is done: `updateInBatches(mongo, 'persons', { nameKey: { $exists: false } }, [{ $set: { nameKey: { $toLower: '$name' } } }], work)`.
 * Versions and events stay as they are. Returns how many documents were changed. @throws the reason of the signal when another replica works.
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
  let [seen, changed, saidAt] = [0, 0, performance.now()];
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
    if (performance.now() - saidAt >= sayEveryMs) {
      saidAt = performance.now();
      log.info(`${seen} of about ${total} documents of ${collection} are looked at, ${changed} changed`);
    }
  }
}

type TextDocument = { _id: string; [field: string]: unknown };

/**
 * Removes an index, if it is there. It also serves to change one: MongoDB refuses to create an index whose name or keys exist with other options, so a migration removes the
 * old one, and the service creates the new one (`prepareCollections`) right after the migrations. Where a unique index must not be missing for a moment, the new one gets another name and the
 * old one is removed by the version after.
 */
export async function dropIndex(mongo: Mongo, collection: string, name: string): Promise<void> {
  try {
    await mongo.collection(collection).dropIndex(name);
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoServerError && nothingThere.includes(error.code))) throw error;
  }
}

/** NamespaceNotFound and IndexNotFound. */
const nothingThere: unknown[] = [26, 27];
