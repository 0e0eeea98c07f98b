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
 * Phone numbers as they are kept: a keyed hash that tells whether two are the same, and the masked form. The database holds no number that can be called, and nothing in it
 * can be decrypted. The key lies beside the hashes, so that a thief of the whole database can still try all numbers: it protects a leaked collection or export.
 */
export function createPhones(mongo: Mongo) {
  const settings = mongo.model<Setting>('Setting', schema);
  let key: Promise<string> | undefined;
  return {
    /** @throws VALIDATION_FAILED for what is not a phone number. */
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

  /** The key of this database. The first replica makes it. */
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
