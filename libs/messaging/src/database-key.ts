import { randomBytes } from 'node:crypto';
import { Schema } from 'mongoose';
import { isDuplicateKey, type Mongo } from './mongo.ts';

type SettingRow = { _id: string; value: string };

const schema = new Schema<SettingRow>(
  { _id: { type: String, required: true }, value: { type: String, required: true } },
  { collection: 'settings', versionKey: false },
);

/**
 * A random key that the first replica stores in the database, as 64 hexadecimal digits. It is for keyed hashes of values that could
 * be guessed, such as phone numbers: without the key, all numbers can be tried in minutes. The key is in the same database, so it
 * protects a leaked collection or export, and not a leaked database.
 *
 * The result is a function that reads the key at its first call. Do not call it first in a transaction.
 */
export function createDatabaseKey(mongo: Mongo, name: string): () => Promise<string> {
  const settings = mongo.model<SettingRow>('Setting', schema);
  let key: Promise<string> | undefined;
  const read = async (): Promise<string> => {
    await settings
      .updateOne({ _id: name }, { $setOnInsert: { value: randomBytes(32).toString('hex') } }, { upsert: true })
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      }); // another replica has just created it
    const row = await settings.findById(name).lean<SettingRow>();
    if (!row) throw new Error(`The key "${name}" could not be written.`);
    return row.value;
  };
  return () => {
    key ??= read().catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  };
}
