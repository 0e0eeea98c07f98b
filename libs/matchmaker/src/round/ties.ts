/** The place of a pair among pairs with equal scores: an integer from 0 to 2^53 − 1. The pair with the smaller number comes first. */
export type TieBreak = (need: number, expert: number) => number;

/**
 * The seeded tie-break of a market. The number of a pair depends only on the seed and on the two ids: not on the order
 * of the arrays, and not on the platform, because all steps are 32-bit integer arithmetic.
 *
 * The hash is MurmurHash3_x86_32 (Austin Appleby, public domain, https://github.com/aappleby/smhasher), used twice with
 * different seeds. The seed and each id are hashed as UTF-8. The hash of a pair is that of the eight bytes of the
 * expert's two hashes, with the need's hashes as seeds. Of the 64 bits, the upper 53 are kept, because a number holds
 * them exactly. The hash is not cryptographic: anyone who knows the seed and may choose an id can choose a good place.
 * @param needIds and `expertIds`: the indices in these arrays are the arguments of the result
 */
export function createTieBreak(seed: string, needIds: readonly string[], expertIds: readonly string[]): TieBreak {
  const upperSeed = murmur3(seed, 0);
  const lowerSeed = murmur3(seed, 0x9747b28c);
  const [needUpper, needLower] = hashAll(needIds, upperSeed, lowerSeed);
  // A need and an expert with the same id must not have the same hashes.
  const [expertUpper, expertLower] = hashAll(expertIds, ~upperSeed, ~lowerSeed);

  return (need, expert) => {
    const first = scramble(expertUpper[expert] as number);
    const second = scramble(expertLower[expert] as number);
    const upper = finish(absorb(absorb(needUpper[need] as number, first), second) ^ 8);
    const lower = finish(absorb(absorb(needLower[need] as number, first), second) ^ 8);
    return (upper >>> 0) * 2 ** 21 + (lower >>> 11);
  };
}

function hashAll(ids: readonly string[], upperSeed: number, lowerSeed: number): [Int32Array, Int32Array] {
  const upper = new Int32Array(ids.length);
  const lower = new Int32Array(ids.length);
  for (const [index, id] of ids.entries()) {
    const bytes = utf8(id);
    upper[index] = hashBytes(bytes, upperSeed);
    lower[index] = hashBytes(bytes, lowerSeed);
  }
  return [upper, lower];
}

/** MurmurHash3_x86_32 of the UTF-8 bytes of a text, as an unsigned 32-bit integer. */
export const murmur3 = (text: string, seed: number): number => hashBytes(utf8(text), seed);

function hashBytes(bytes: Uint8Array, seed: number): number {
  const tail = bytes.length & ~3;
  let hash = seed | 0;
  for (let at = 0; at < tail; at += 4) hash = absorb(hash, scramble(wordAt(bytes, at)));
  return finish(hash ^ scramble(wordAt(bytes, tail)) ^ bytes.length) >>> 0;
}

/** The UTF-8 bytes of a text. For the short ASCII texts that ids are, a loop is several times faster than the encoder. */
function utf8(text: string): Uint8Array {
  if (text.length > asciiMax) return encoder.encode(text);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) return encoder.encode(text);
    bytes[at] = code;
  }
  return bytes;
}

/** The four bytes from here, the first one lowest, with zeros after the end. */
const wordAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);

function scramble(word: number): number {
  const mixed = imul(word, 0xcc9e2d51);
  return imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

function absorb(hash: number, scrambled: number): number {
  const mixed = hash ^ scrambled;
  return (imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let mixed = hash;
  mixed = imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

const asciiMax = 64;
const { imul } = Math;
const encoder = new TextEncoder();
