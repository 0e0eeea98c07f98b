import type { AcceptablePair } from '@kexie/matchmaker';

/** A hospital-resident instance: residents have one place, hospitals have capacities, and the lists are strict and mutual. */
export type HospitalInstance = {
  residentCount: number;
  capacities: number[];
  /** for each resident, the hospitals by index in descending order of preference */
  residentLists: number[][];
  /** for each hospital, the residents that list it, by index in descending order of preference */
  hospitalLists: number[][];
};

/**
 * A random instance of the given size. Each resident lists up to 20 hospitals, of which the first ones are more popular,
 * and at most half of all. The places are about nine tenths of the residents, so that some stay unmatched.
 */
export function hospitalInstance(residentCount: number, hospitalCount: number, seed: number): HospitalInstance {
  const random = createRandom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const listLength = Math.min(20, Math.ceil(hospitalCount / 2));
  const residentLists = Array.from({ length: residentCount }, () => {
    const chosen = new Set<number>();
    while (chosen.size < listLength) chosen.add(Math.floor(random() ** 1.5 * hospitalCount));
    return [...chosen];
  });
  const hospitalLists = Array.from({ length: hospitalCount }, (_, hospital) =>
    shuffle(
      residentLists.flatMap((list, resident) => (list.includes(hospital) ? [resident] : [])),
      below,
    ),
  );
  const meanCapacity = (0.9 * residentCount) / hospitalCount;
  const capacities = hospitalLists.map(() => 1 + below(Math.max(1, Math.round(2 * (meanCapacity - 1)) + 1)));
  return { residentCount, capacities, residentLists, hospitalLists };
}

/** The pairs of an instance with scores that fall with the rank, so that there are no ties. Residents become needs, hospitals experts. */
export function pairsOf({ residentLists, hospitalLists }: HospitalInstance): AcceptablePair[] {
  const ranks = hospitalLists.map((list) => new Map(list.map((resident, rank) => [resident, rank])));
  return residentLists.flatMap((list, need) =>
    list.map((expert, rank) => ({
      need,
      expert,
      needScore: 1_000_000 - rank,
      expertScore: 1_000_000 - (ranks[expert]?.get(need) ?? 0),
    })),
  );
}

/** Fisher and Yates. */
function shuffle<T>(items: T[], below: (end: number) => number): T[] {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const chosen = below(last + 1);
    [items[last], items[chosen]] = [items[chosen] as T, items[last] as T];
  }
  return items;
}

/** Numbers from 0 to 1 by mulberry32 (Tommy Ettinger, public domain). */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
