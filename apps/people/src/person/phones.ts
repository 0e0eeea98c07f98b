import { createHmac } from 'node:crypto';
import { createDatabaseKey, type Mongo } from '@kexie/messaging';
import { maskPhone, normalizePhone } from './domain.ts';

/**
 * Stores phone numbers as a keyed hash, which shows whether two numbers are equal, and in masked form. The database
 * holds no complete number, and nothing can be decrypted. The key is stored in the same database, so an attacker with
 * the whole database can still try all numbers: the hash protects only a leaked collection or export.
 */
export function createPhoneStore(mongo: Mongo) {
  const key = createDatabaseKey(mongo, 'phone-key');
  return {
    /** @throws VALIDATION_FAILED for a text that is not a phone number. */
    async protect(phone: string): Promise<{ phoneHash: string; phoneMasked: string }> {
      const number = normalizePhone(phone);
      return {
        phoneHash: createHmac('sha256', await key())
          .update(number)
          .digest('hex'),
        phoneMasked: maskPhone(number),
      };
    },
  };
}
