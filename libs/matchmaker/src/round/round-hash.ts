import { createHash } from 'node:crypto';
import type { Pair } from './market.ts';

/** A record with an id and anything else that JSON can hold. */
type Identified = { readonly id: string };

/** The inputs of a round. The order of `needs`, `experts`, `frozen` and `forbidden` has no effect on the hash; the order of nested lists has. */
export type RoundInput = {
  /** all settings that change the result: model version, seed, proposing side, thresholds */
  settings: Readonly<Record<string, unknown>>;
  needs: readonly Identified[];
  experts: readonly Identified[];
  frozen: readonly Pair[];
  forbidden: readonly Pair[];
};

/**
 * The SHA-256 hash, in hexadecimal, of the canonical JSON of the inputs, with needs and experts by id and pairs by
 * need id and expert id. The text is hashed record by record, so memory does not depend on the number of records.
 * @throws TypeError for values that JSON cannot hold
 */
export function hashInput({ settings, needs, experts, frozen, forbidden }: RoundInput): string {
  return hashObject({
    experts: experts.toSorted((a, b) => compare(a.id, b.id)),
    forbidden: sortPairs(forbidden),
    frozen: sortPairs(frozen),
    needs: needs.toSorted((a, b) => compare(a.id, b.id)),
    settings,
  });
}

/** The SHA-256 hash, in hexadecimal, of the canonical JSON of the pairs, by need id and expert id. */
export const hashOutput = (pairs: readonly Pair[]): string => hashObject({ pairs: sortPairs(pairs) });

/**
 * The canonical JSON text of a value after RFC 8785: no white space, the keys of objects in the order of their UTF-16
 * code units, numbers and strings as ECMAScript serializes them. Properties that are undefined are left out, as in JSON.
 * @throws TypeError for values that JSON cannot hold (numbers that are not finite, bigint, functions, symbols, undefined
 * outside a property, objects that are not plain) and for more than 64 nested levels, so also for circles
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > depthMax) throw new TypeError(`A value with more than ${depthMax} nested levels has no canonical JSON.`);
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  // the text is joined piece by piece, because lists of pieces take twice the time for the records of a round
  let text = '';
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) text += `${at === 0 ? '' : ','}${canonicalJson(value[at], depth + 1)}`;
    return `[${text}]`;
  }
  if (isPlain(value)) {
    // without a comparison, texts are sorted by their UTF-16 code units
    for (const key of Object.keys(value).sort()) {
      if (value[key] === undefined) continue;
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value[key], depth + 1)}`;
    }
    return `{${text}}`;
  }
  throw new TypeError(`A value of the type ${typeof value} has no canonical JSON.`);
}

/** Hashes the canonical JSON of an object. Its keys must be in order already. Lists are hashed item by item. */
function hashObject(members: Readonly<Record<string, unknown>>): string {
  const hash = createHash('sha256');
  for (const [at, [key, value]] of Object.entries(members).entries()) {
    hash.update(`${at === 0 ? '{' : ','}${JSON.stringify(key)}:`);
    if (!Array.isArray(value)) hash.update(canonicalJson(value));
    else {
      for (const [index, item] of value.entries()) hash.update(`${index === 0 ? '[' : ','}${canonicalJson(item)}`);
      hash.update(value.length === 0 ? '[]' : ']');
    }
  }
  return hash.update('}').digest('hex');
}

/** Only the two ids are hashed, whatever else a pair carries. */
const sortPairs = (pairs: readonly Pair[]): Pair[] =>
  pairs
    .map(({ needId, expertId }) => ({ needId, expertId }))
    .sort((a, b) => compare(a.needId, b.needId) || compare(a.expertId, b.expertId));

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const depthMax = 64;
