import { createHmac, randomBytes } from 'node:crypto';
import { Schema } from 'mongoose';
import type { Mongo } from '@kexie/messaging';
import { maskPhone, normalizePhone } from './domain.ts';

type Setting = { _id: string; value: string };

const schema = new Schema<Setting>(
  { _id: { type: String, required: true }, value: { type: String, required: true } },
  { collection: 'settings', versionKey: false },
);

/**
 * Stores phone numbers as a keyed hash, which shows whether two numbers are equal, and in masked form. The database
 * holds no complete number, and nothing can be decrypted. The key is stored in the same database, so an attacker with
 * the whole database can still try all numbers: the hash protects only a leaked collection or export.
 */
export function createPhoneStore(mongo: Mongo) {
  const settings = mongo.model<Setting>('Setting', schema);
  let key: Promise<string> | undefined;
  return {
    /** @throws VALIDATION_FAILED for a text that is not a phone number. */
    async protect(phone: string): Promise<{ phoneHash: string; phoneMasked: string }> {
      const number = normalizePhone(phone);
      key ??= readKey();
      return {
        phoneHash: createHmac('sha256', await key)
          .update(number)
          .digest('hex'),
        phoneMasked: maskPhone(number),
      };
    },
  };

  /** The key of this database, which the first replica creates. */
  async function readKey(): Promise<string> {
    const found = await settings
      .findOneAndUpdate(
        { _id: 'phone-key' },
        { $setOnInsert: { value: randomBytes(32).toString('hex') } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<Setting>()
      .catch((error: unknown) => {
        key = undefined;
        throw error;
      });
    return found.value;
  }
}
