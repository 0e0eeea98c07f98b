import { randomBytes, randomUUID } from 'node:crypto';

/** The prefix of an id, which stands for its noun: `org_01J…` is an organization. */
export type IdPrefix =
  | 'org'
  | 'att'
  | 'cmt'
  | 'ind'
  | 'rfp'
  | 'per'
  | 'chg'
  | 'mrg'
  | 'mem'
  | 'app'
  | 'awd'
  | 'nom'
  | 'hon'
  | 'rvw'
  | 'obj'
  | 'vis'
  | 'cel'
  | 'cmp'
  | 'chn'
  | 'out'
  | 'mat'
  | 'par'
  | 'fac'
  | 'act'
  | 'ned'
  | 'exp'
  | 'prp'
  | 'eng'
  | 'rnd'
  | 'pct'
  | 'stm'
  | 'trn'
  | 'tgt'
  | 'fnd'
  | 'alc'
  | 'rfa'
  | 'obs'
  | 'fig';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A new entity id: prefix, underscore, ULID (48 bits of milliseconds, 80 random bits, Crockford base 32). Sorts by time
 * of creation.
 */
export function newId(prefix: IdPrefix, nowMs: number = Date.now()): string {
  let value = (BigInt(nowMs) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  let ulid = '';
  for (let i = 0; i < 26; i += 1) {
    ulid = crockford[Number(value & 31n)] + ulid;
    value >>= 5n;
  }
  return `${prefix}_${ulid}`;
}

/** True for an id with this prefix in the form of `newId`. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text.slice(prefix.length + 1));
}

let lastMs = 0;
let counter = 0;

/**
 * A new event id: UUID version 7 (RFC 9562). Ids of one process sort in the order of creation, even within a
 * millisecond: the 12 bits after the time are a counter (section 6.2, method 1).
 */
export function newEventId(nowMs: number = Date.now()): string {
  counter = nowMs > lastMs ? 0 : counter + 1;
  lastMs = Math.max(nowMs, lastMs) + (counter > 0xfff ? 1 : 0);
  counter %= 0x1000;
  const time = lastMs.toString(16).padStart(12, '0');
  const random = randomUUID().replaceAll('-', '');
  const variant = ((Number.parseInt(random.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${random.slice(17, 20)}-${random.slice(20)}`;
}
