/** A stream of pseudo-random numbers; equal seeds give equal streams on every platform. */
export type Random = {
  /** a number of at least 0 and less than 1 */
  next(): number;
  /** a whole number from `min` to `max`, both included */
  integer(min: number, max: number): number;
  /** true with this probability, 0 to 1 */
  chance(probability: number): boolean;
  /** an item; the list must not be empty */
  pick<Item>(items: readonly Item[]): Item;
  /** an item with a probability in proportion to its weight; the weights must be positive */
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item;
  /** a new list of at most `count` different positions of the items, in random order */
  sample<Item>(items: readonly Item[], count: number): Item[];
};

/**
 * A stream for the parts of a seed, for example `(7, 'expert', 12)`. Each record has its own stream, so that it does not depend on the number of the others.
 * The generator is sfc32 of PractRand (Chris Doty-Humphrey, public domain). The seed is the FNV-1a hash (32 bit) of the
 * parts, and the first 15 numbers are dropped, as PractRand does with sfc32.
 */
export function createRandom(...parts: readonly (string | number)[]): Random {
  const text = parts.join('\u0000');
  let a = fnv1a(text, 0x811c9dc5);
  let b = fnv1a(text, a ^ 0x9e3779b9);
  let c = fnv1a(text, b ^ 0x85ebca6b);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i += 1) next();
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <Item>(items: readonly Item[]): Item => items[integer(0, items.length - 1)] as Item;
  return {
    next,
    integer,
    pick,
    chance: (probability) => next() < probability,
    weighted: (items) => {
      let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        rest -= weight;
        if (rest < 0) return item;
      }
      return (items.at(-1) as (typeof items)[number])[0]; // rounding may leave a tiny rest
    },
    sample: (items, count) => {
      const left = [...items];
      for (let i = 0; i < Math.min(count, left.length); i += 1) {
        const j = integer(i, left.length - 1);
        [left[i], left[j]] = [left[j] as (typeof left)[number], left[i] as (typeof left)[number]];
      }
      return left.slice(0, count);
    },
  };
}

function fnv1a(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
