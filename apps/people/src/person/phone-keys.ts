import { DomainError } from '@kexie/kernel';
import { say } from '../messages.ts';

/** A version of the key under which phone numbers are hashed (手机号密钥). */
export type PhoneKeyRecord = {
  /** the number of the version, as a text */
  _id: string;
  number: number;
  /** 64 hexadecimal digits; null for a retired key */
  value: string | null;
  createdAt: Date;
  retiredAt: Date | null;
  /** the persons whose number was known only under this key when it was retired; null for a live key */
  lostPersons: number | null;
};

/** Each registration computes a hash under each live key. */
const liveKeysMax = 5;
/**
 * A registration that began before the newest key was made knows only the older ones. A transaction of MongoDB lives at
 * most one minute, so after this time all of them have ended.
 */
const settledAfterMs = 5 * 60 * 1_000;

export const firstPhoneKey = (value: string, now: Date): PhoneKeyRecord => keyOf(1, value, now);

/** The next key after these. @throws QUOTA_EXCEEDED for the sixth live key. */
export function newPhoneKey(keys: readonly PhoneKeyRecord[], value: string, now: Date): PhoneKeyRecord {
  if (liveKeys(keys).length >= liveKeysMax)
    throw new DomainError('QUOTA_EXCEEDED', say`There are ${liveKeysMax} live keys. Retire one first.`);
  return keyOf(Math.max(0, ...keys.map((key) => key.number)) + 1, value, now);
}

/**
 * The retired key, without its value; a key that is retired already as it is. @throws NOT_FOUND, INVALID_TRANSITION for
 * the newest key, and within five minutes after the newest key was made.
 */
export function retireKey(keys: readonly PhoneKeyRecord[], version: number, now: Date): PhoneKeyRecord {
  const key = keys.find((candidate) => candidate.number === version);
  if (!key) throw new DomainError('NOT_FOUND', say`There is no such phone key.`, ['version']);
  if (key.retiredAt) return key;
  const newest = keys.reduce((last, candidate) => (candidate.number > last.number ? candidate : last), key);
  if (newest === key)
    throw new DomainError('INVALID_TRANSITION', say`The newest key cannot be retired. Add another one first.`, [
      'version',
    ]);
  const settledAt = new Date(newest.createdAt.getTime() + settledAfterMs);
  if (now < settledAt)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`Registrations may still run that do not know key ${newest.number}. Retire key ${version} after ${settledAt.toISOString()}.`,
      ['version'],
    );
  return { ...key, value: null, retiredAt: now };
}

/** The keys that are not retired, the oldest first. */
export function liveKeys(keys: readonly PhoneKeyRecord[]): PhoneKeyRecord[] {
  return keys.filter(({ retiredAt }) => retiredAt === null).toSorted((a, b) => a.number - b.number);
}

/** Whether two numbers are the same, as far as a common key shows. */
export function isSameNumber(a: readonly string[], b: readonly string[]): boolean {
  return a.some((hash) => b.includes(hash));
}

function keyOf(version: number, value: string, now: Date): PhoneKeyRecord {
  return { _id: String(version), number: version, value, createdAt: now, retiredAt: null, lostPersons: null };
}

/** A phone number in E.164; eleven digits from 1 are a Chinese mobile number. @throws VALIDATION_FAILED. */
export function normalizePhone(text: string): string {
  const compact = text.normalize('NFKC').replace(/[\s()-]/g, '');
  const number = /^1\d{10}$/.test(compact) ? `+86${compact}` : compact;
  if (!/^\+[1-9]\d{6,14}$/.test(number))
    throw new DomainError('VALIDATION_FAILED', say`A phone number must have the form +8613800001234 or 13800001234.`, [
      'phone',
    ]);
  return number;
}

/** The masked form of a number in E.164: three digits, four stars, four digits. */
export function maskPhone(number: string): string {
  const national = number.startsWith('+86') ? number.slice(3) : number.slice(1);
  return `${national.slice(0, national.length > 8 ? 3 : 1)}****${national.slice(-4)}`;
}
