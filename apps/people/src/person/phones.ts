import { createHmac, randomBytes } from 'node:crypto';
import { Schema } from 'mongoose';
import { inTransaction, isDuplicateKey, type Mongo, type Session } from '@kexie/messaging';
import { date, dateOrNull, number, numberOrNull, textOrNull } from '@kexie/service';
import { firstPhoneKey, liveKeys, maskPhone, newPhoneKey, retireKey, type PhoneKeyRecord } from './phone-keys.ts';

const schema = new Schema<PhoneKeyRecord>(
  {
    _id: { type: String, required: true },
    number,
    value: textOrNull,
    createdAt: date,
    retiredAt: dateOrNull,
    lostPersons: numberOrNull,
  },
  { collection: 'phone_keys', versionKey: false },
);

export type ProtectedPhone = { phoneHashes: string[]; phoneMasked: string };

const keysMax = 1_000;
const batchPersons = 500;
const queryTimeoutMs = 10_000;

/**
 * Stores phone numbers as keyed hashes, which show whether two numbers are equal, and in masked form. The database holds
 * no complete number, and nothing can be decrypted. The keys are stored in the same database, so an attacker with the
 * whole database can still try all numbers: the hashes protect only a leaked collection or export.
 *
 * Each transaction reads the keys, so a new or retired key counts at once in all replicas.
 */
export function createPhoneStore(mongo: Mongo) {
  const keys = mongo.model<PhoneKeyRecord>('PhoneKey', schema);
  const all = (session?: Session): Promise<PhoneKeyRecord[]> =>
    keys
      .find({}, null, session ? { session } : {})
      .sort({ _id: 1 })
      .limit(keysMax)
      .lean<PhoneKeyRecord[]>()
      .exec();
  const persons = () => mongo.collection<{ _id: string; phoneHashes: string[] }>('persons');
  return {
    all,
    /** Creates the first key, unless there is one. Another replica may do the same. */
    async prepare(now: Date): Promise<void> {
      const first = firstPhoneKey(randomBytes(32).toString('hex'), now);
      if (await keys.exists({ _id: first._id })) return;
      await keys.create(first).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    },
    /**
     * The stored form of a number in E.164, with a hash under each live key. Two transactions that know one live key in
     * common therefore conflict in the unique index.
     */
    async protect(number: string, session: Session): Promise<ProtectedPhone> {
      const live = liveKeys(await all(session));
      if (live.length === 0) throw new Error('The database has no phone key.');
      return { phoneHashes: live.map((key) => hashUnder(key, number)), phoneMasked: maskPhone(number) };
    },
    /** Adds the next key, in the transaction of the caller. @throws QUOTA_EXCEEDED. */
    async add(now: Date, session: Session): Promise<PhoneKeyRecord> {
      const key = newPhoneKey(await all(session), randomBytes(32).toString('hex'), now);
      await keys.insertMany([key], { session });
      return key;
    },
    /**
     * Retires a key: deletes its value, so that nothing can be compared under it again, and then its hashes, in batches.
     * A repetition finishes the deletion. @throws NOT_FOUND, INVALID_TRANSITION.
     */
    async retire(version: number, now: Date): Promise<PhoneKeyRecord> {
      const lostPersons = await knownOnlyUnder(version);
      const key = await inTransaction(mongo, async (session) => {
        const known = await all(session);
        const retired = retireKey(known, version, now);
        if (known.includes(retired)) return retired;
        const written = { ...retired, lostPersons };
        await keys.replaceOne({ _id: written._id }, written, { session });
        return written;
      });
      await deleteHashes(version);
      return key;
    },
    knownUnder: (version: number): Promise<number> =>
      persons().countDocuments({ phoneHashes: under(version) }, { maxTimeMS: queryTimeoutMs }),
    knownOnlyUnder,
  };

  /** A number has one hash under each key that knows it, so a number with one hash is known under one key only. */
  function knownOnlyUnder(version: number): Promise<number> {
    return persons().countDocuments(
      { $and: [{ phoneHashes: under(version) }, { phoneHashes: { $size: 1 } }] },
      { maxTimeMS: queryTimeoutMs },
    );
  }

  async function deleteHashes(version: number): Promise<void> {
    for (let last = ''; ;) {
      const found = await persons()
        .find({ _id: { $gt: last }, phoneHashes: under(version) }, { projection: { _id: 1, phoneHashes: 1 } })
        .sort({ _id: 1 })
        .limit(batchPersons)
        .toArray();
      if (found.length === 0) return;
      await persons().bulkWrite(
        found.map(({ _id, phoneHashes }) => {
          const [phoneHash] = phoneHashes.filter((hash) => hash.startsWith(prefixOf(version)));
          return { updateOne: { filter: { _id }, update: { $pull: { phoneHashes: phoneHash as string } } } };
        }),
      );
      last = found.at(-1)?._id ?? last;
    }
  }
}

const prefixOf = (version: number): string => `${version}:`;
const under = (version: number) => ({ $regex: `^${prefixOf(version)}` });

function hashUnder({ number: version, value }: PhoneKeyRecord, phone: string): string {
  const hash = createHmac('sha256', value as string)
    .update(phone)
    .digest('hex');
  return `${prefixOf(version)}${hash}`;
}
