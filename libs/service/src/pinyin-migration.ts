import { setImmediate as nextTurn } from 'node:timers/promises';
import { dropIndex, type Migration, type MigrationWork, type Mongo } from '@kexie/messaging';

type Row = { _id: string; nameSort?: string; [field: string]: unknown };
/** The fields that are derived from the names of a record. */
type NameKeys = { nameSort: string; searchKeys?: string[] };
/** How the keys of a record are made, and the names of the indexes on names that no query uses any more. */
type Named = { keysOf: (row: never) => NameKeys; obsolete: readonly string[] };

const batchRows = 200;

/**
 * The migration that writes the keys by which names are sorted and searched. The
 * previous version would remove the keys when it replaces a record.
 */
export function namesByPinyin(collections: Readonly<Record<string, Named>>): Migration {
  return {
    id: '2026-11-28-names-by-pinyin',
    backward: 'none',
    up: async (mongo, work) => {
      for (const [collection, { keysOf, obsolete }] of Object.entries(collections)) {
        await addKeys(mongo, collection, keysOf as (row: Row) => NameKeys, work);
        for (const index of obsolete) await dropIndex(mongo, collection, index);
      }
    },
  };
}

async function addKeys(
  mongo: Mongo,
  collection: string,
  keysOf: (row: Row) => NameKeys,
  { log, signal }: MigrationWork,
): Promise<void> {
  const rows = mongo.collection<Row>(collection);
  for (let last = ''; ;) {
    signal.throwIfAborted();
    const found = await rows
      .find({ _id: { $gt: last }, nameSort: { $exists: false } })
      .sort({ _id: 1 })
      .limit(batchRows)
      .toArray();
    if (found.length === 0) return;
    await rows.bulkWrite(
      found.map((row) => ({
        updateOne: {
          filter: { _id: row._id, nameSort: { $exists: false } },
          update: { $set: keysOf(row) },
        },
      })),
      { ordered: false, writeConcern: { w: 'majority', j: true } },
    );
    await nextTurn();
    last = (found.at(-1) as Row)._id;
    log.info(`the names of ${collection} up to ${last} have their keys`);
  }
}
