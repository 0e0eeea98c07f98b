/** Entries in one segment; a list has at most as many. */
const segmentSize = 2 ** 20;
const segmentBits = 20;
const smallestBits = 1;

/**
 * Many lists of unsigned 32-bit integers in a few large arrays: 4 bytes for an entry, and 9 for a list. A list grows by
 * moving into a block of twice the size; a free block is used again for another list.
 */
export function createLists() {
  const segments: Uint32Array[] = [];
  const free: number[][] = Array.from({ length: segmentBits + 1 }, () => []);
  let end = 0; // the first entry that no block has used yet
  let count = 0;
  let blocks = new Uint32Array(1_024);
  let lengths = new Uint32Array(1_024);
  let sizes = new Uint8Array(1_024);

  const segmentOf = (block: number): Uint32Array => segments[block >>> segmentBits] as Uint32Array;
  const offsetOf = (block: number): number => block & (segmentSize - 1);

  const take = (bits: number): number => {
    const reused = free[bits]?.pop();
    if (reused !== undefined) return reused;
    const size = 2 ** bits;
    // a block lies within one segment
    if ((end & (segmentSize - 1)) + size > segmentSize) end = Math.ceil(end / segmentSize) * segmentSize;
    if (end >= segments.length * segmentSize) segments.push(new Uint32Array(segmentSize));
    const block = end;
    end += size;
    return block;
  };
  const give = (block: number, bits: number): void => {
    free[bits]?.push(block);
  };
  /** Gives the list room for `length` entries. The entries stay. */
  const resize = (list: number, length: number): void => {
    const bits = sizes[list] as number;
    if (bits > 0 && length <= 2 ** bits && (bits === smallestBits || length > 2 ** (bits - 2))) return;
    const wanted = Math.max(smallestBits, Math.ceil(Math.log2(Math.max(1, length))));
    if (wanted === bits) return;
    if (wanted > segmentBits) throw new RangeError(`A list has at most ${segmentSize} entries.`);
    const block = take(wanted);
    if (bits > 0) {
      const old = blocks[list] as number;
      const kept = Math.min(lengths[list] as number, length);
      segmentOf(block).set(segmentOf(old).subarray(offsetOf(old), offsetOf(old) + kept), offsetOf(block));
      give(old, bits);
    }
    blocks[list] = block;
    sizes[list] = wanted;
  };
  /** The position of the first entry that is not less than `value`. */
  const positionOf = (list: number, value: number): number => {
    const entries = segmentOf(blocks[list] as number);
    const start = offsetOf(blocks[list] as number);
    let low = 0;
    let high = lengths[list] as number;
    // new entries mostly come last
    if (high > 0 && (entries[start + high - 1] as number) < value) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((entries[start + middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    /** Creates an empty list and returns its number. Numbers count from 0. */
    create(): number {
      if (count === blocks.length) {
        blocks = grown(blocks, new Uint32Array(count * 2));
        lengths = grown(lengths, new Uint32Array(count * 2));
        sizes = grown(sizes, new Uint8Array(count * 2));
      }
      count += 1;
      return count - 1;
    },
    length: (list: number): number => lengths[list] as number,
    /** The array that contains the list, from `start(list)` on. It is valid until the next change of any list. */
    array: (list: number): Uint32Array => segmentOf(blocks[list] as number),
    start: (list: number): number => offsetOf(blocks[list] as number),
    /** Replaces all entries. */
    set(list: number, values: ArrayLike<number>): void {
      lengths[list] = Math.min(lengths[list] as number, values.length);
      resize(list, values.length);
      segmentOf(blocks[list] as number).set(values, offsetOf(blocks[list] as number));
      lengths[list] = values.length;
    },
    /** Inserts a value into a list in ascending order. */
    insert(list: number, value: number): void {
      const length = lengths[list] as number;
      resize(list, length + 1);
      const entries = segmentOf(blocks[list] as number);
      const start = offsetOf(blocks[list] as number);
      const at = start + positionOf(list, value);
      if (at < start + length) entries.copyWithin(at + 1, at, start + length);
      entries[at] = value;
      lengths[list] = length + 1;
    },
    /** Removes the first value that is not less than `value` from a list in ascending order, if it is less than `before`. */
    remove(list: number, value: number, before: number): void {
      const length = lengths[list] as number;
      if (length === 0) return;
      const entries = segmentOf(blocks[list] as number);
      const start = offsetOf(blocks[list] as number);
      const at = start + positionOf(list, value);
      if (at >= start + length || (entries[at] as number) >= before) return;
      entries.copyWithin(at, at + 1, start + length);
      lengths[list] = length - 1;
      resize(list, length - 1);
    },
    /** The bytes of all arrays. */
    bytes: (): number => segments.length * segmentSize * 4 + blocks.byteLength + lengths.byteLength + sizes.byteLength,
  };
}

/** Copies an array into a larger one. */
export function grown<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  old: T,
  larger: T,
): T {
  larger.set(old as never);
  return larger;
}
