import type mongoose from 'mongoose';
import type { Mongo, Session } from '@kexie/messaging';

/**
 * A path with the id of a person, or with a list of such ids, in the records of a collection. When two records of one
 * person may not have the same values in the fields of `unique`, the record of the merged person is removed if one of the
 * surviving person has them. `unique` is only for facts that both records state alike, for example one visit on one day.
 */
export type MergeReference = { collection: string; path: string; unique?: readonly string[] };

type Merged = { mergedId: string; survivorId: string };
type Row = { _id: string; [field: string]: unknown };

const batchRows = 500;

/**
 * Makes records that name a merged person name the surviving one, in the transaction of the caller. The path has an
 * index. Versions stay, because no field that a command changes differs. A repetition changes nothing. Returns the number of
 * changed and removed records.
 */
export async function repointPersons(
  mongo: Mongo,
  references: readonly MergeReference[],
  merged: Merged,
  session: Session,
): Promise<number> {
  let changed = 0;
  for (const reference of references) {
    const rows = mongo.collection<Row>(reference.collection);
    const filter = { [reference.path]: merged.mergedId } as mongoose.mongo.Filter<Row>;
    for (;;) {
      const found = await rows.find(filter, { session }).limit(batchRows).toArray();
      if (found.length === 0) break;
      for (const row of found) await repoint(rows, row, { reference, merged, session });
      changed += found.length;
    }
  }
  return changed;
}

async function repoint(
  rows: mongoose.mongo.Collection<Row>,
  row: Row,
  {
    reference: { path, unique },
    merged: { mergedId, survivorId },
    session,
  }: { reference: MergeReference; merged: Merged; session: Session },
): Promise<void> {
  const facts = unique && Object.fromEntries(unique.map((field) => [field, row[field]]));
  if (facts && (await rows.findOne({ ...facts, [path]: survivorId } as mongoose.mongo.Filter<Row>, { session }))) {
    await rows.deleteOne({ _id: row._id }, { session });
    return;
  }
  const value = row[path];
  const next = Array.isArray(value)
    ? [...new Set(value.map((id: unknown) => (id === mergedId ? survivorId : id)))]
    : survivorId;
  await rows.updateOne({ _id: row._id }, { $set: { [path]: next } }, { session });
}
