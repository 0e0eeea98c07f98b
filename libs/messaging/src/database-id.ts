import { randomUUID } from 'node:crypto';
import { Schema } from 'mongoose';
import { isDuplicateKey, type Mongo } from './mongo.ts';

type IdentityRow = { _id: 'database'; databaseId: string };

const schema = new Schema<IdentityRow>(
  { _id: { type: String, required: true }, databaseId: { type: String, required: true } },
  { collection: 'identity', versionKey: false },
);

/**
 * The identity of a database: a random value that is created at the first start and stored in the database. A backup
 * therefore has the same identity, and another database of the same name has another one.
 */
export async function databaseIdOf(mongo: Mongo): Promise<string> {
  const rows = mongo.model<IdentityRow>('Identity', schema);
  await rows
    .updateOne({ _id: 'database' }, { $setOnInsert: { databaseId: randomUUID() } }, { upsert: true })
    .catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    }); // another replica has just created it
  const row = await rows.findById('database').lean<IdentityRow>();
  if (!row) throw new Error('The identity of the database could not be written.');
  return row.databaseId;
}
