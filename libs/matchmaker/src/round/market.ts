import { DomainError } from '@kexie/kernel';
import { say } from '../messages.ts';
import { createTieBreak, type TieBreak } from './ties.ts';

/** A pair of a round. */
export type Pair = { needId: string; expertId: string };

/** The number of places of each agent: quotas of needs, capacities of experts. */
export type Places = Uint8Array | Uint16Array | Uint32Array;

/** Acceptable partners of one need: indices of experts, and the scores of both sides in millionths. */
export type ExpertList = { experts: Uint32Array; needScores: Uint32Array; expertScores: Uint32Array };

/** Acceptable partners of one expert: indices of needs, and the scores of both sides in millionths. */
export type NeedList = { needs: Uint32Array; needScores: Uint32Array; expertScores: Uint32Array };

/**
 * A market as the solver reads it. Needs and experts have the indices 0 to count − 1, in any order.
 *
 * A pair is acceptable if both sides accept it: it meets the hard constraints, and each score reaches the threshold of
 * its side. Preferences are strict: the higher score in millionths, then the smaller number of the seeded tie-break
 * (`createTieBreak`), then the id that comes first by UTF-16 code units. Preferences over several partners are
 * responsive: an agent prefers the better partner for each place.
 */
export type Market = {
  needCount: number;
  expertCount: number;
  needIds: readonly string[];
  expertIds: readonly string[];
  quotas: Places;
  capacities: Places;
  /**
   * The acceptable experts of a need in descending order of preference, after the first `from`, at most `count`.
   * Fewer than `count` are returned only at the end of the list of all acceptable experts.
   */
  candidates(need: number, from: number, count: number): ExpertList;
  /** The same for an expert; needed only when experts propose. */
  candidatesOfExpert?(expert: number, from: number, count: number): NeedList;
};

/** An acceptable pair by indices, with the scores of both sides in millionths. */
export type AcceptablePair = { need: number; expert: number; needScore: number; expertScore: number };

/** Sorts the acceptable experts of a need by its preference. Scores must be less than 2^21. */
export function sortExperts(
  need: number,
  { experts, needScores, expertScores }: ExpertList,
  tieBreak: TieBreak,
  expertIds: readonly string[],
): ExpertList {
  const order = byPreference(
    needScores,
    (position) => tieBreak(need, experts[position] ?? 0),
    (position) => expertIds[experts[position] ?? 0] ?? '',
  );
  return {
    experts: pick(experts, order),
    needScores: pick(needScores, order),
    expertScores: pick(expertScores, order),
  };
}

/** Sorts the acceptable needs of an expert by the expert's preference. Scores must be less than 2^21. */
export function sortNeeds(
  expert: number,
  { needs, needScores, expertScores }: NeedList,
  tieBreak: TieBreak,
  needIds: readonly string[],
): NeedList {
  const order = byPreference(
    expertScores,
    (position) => tieBreak(needs[position] ?? 0, expert),
    (position) => needIds[needs[position] ?? 0] ?? '',
  );
  return { needs: pick(needs, order), needScores: pick(needScores, order), expertScores: pick(expertScores, order) };
}

/**
 * A market whose acceptable pairs are all known, for tests, tools and small rounds. It takes about 40 bytes a pair. The
 * list of an agent is sorted at its first use.
 * @throws VALIDATION_FAILED for an index outside the market, a score that is not an integer from 0 to 1,000,000, and a pair listed twice
 */
export function listedMarket({
  needs,
  experts,
  pairs,
  seed,
}: {
  needs: readonly { id: string; quota: number }[];
  experts: readonly { id: string; capacity: number }[];
  pairs: readonly AcceptablePair[];
  seed: string;
}): Required<Market> {
  const needIds = needs.map(({ id }) => id);
  const expertIds = experts.map(({ id }) => id);
  const tieBreak = createTieBreak(seed, needIds, expertIds);
  const ofNeed: AcceptablePair[][] = needs.map(() => []);
  const ofExpert: AcceptablePair[][] = experts.map(() => []);
  const seen = new Set<number>();
  for (const pair of pairs) {
    const [own, other] = [ofNeed[pair.need], ofExpert[pair.expert]];
    const key = pair.need * experts.length + pair.expert;
    if (!own || !other || seen.has(key) || !isScore(pair.needScore) || !isScore(pair.expertScore))
      throw new DomainError(
        'VALIDATION_FAILED',
        say`An acceptable pair is unknown, listed twice, or has a wrong score.`,
        ['pairs'],
      );
    seen.add(key);
    own.push(pair);
    other.push(pair);
  }

  const scores = (list: readonly AcceptablePair[]) => ({
    needScores: Uint32Array.from(list, ({ needScore }) => needScore),
    expertScores: Uint32Array.from(list, ({ expertScore }) => expertScore),
  });
  const sortedOfNeed = needs.map(() => null as ExpertList | null);
  const sortedOfExpert = experts.map(() => null as NeedList | null);
  const expertsOf = (need: number): ExpertList => {
    const list = ofNeed[need] ?? [];
    const unsorted = () => ({ experts: Uint32Array.from(list, ({ expert }) => expert), ...scores(list) });
    return (sortedOfNeed[need] ??= sortExperts(need, unsorted(), tieBreak, expertIds));
  };
  const needsOf = (expert: number): NeedList => {
    const list = ofExpert[expert] ?? [];
    const unsorted = () => ({ needs: Uint32Array.from(list, ({ need }) => need), ...scores(list) });
    return (sortedOfExpert[expert] ??= sortNeeds(expert, unsorted(), tieBreak, needIds));
  };

  return {
    needCount: needs.length,
    expertCount: experts.length,
    needIds,
    expertIds,
    quotas: Uint32Array.from(needs, ({ quota }) => quota),
    capacities: Uint32Array.from(experts, ({ capacity }) => capacity),
    candidates(need, from, count) {
      const { experts: indices, needScores, expertScores } = expertsOf(need);
      return {
        experts: indices.subarray(from, from + count),
        needScores: needScores.subarray(from, from + count),
        expertScores: expertScores.subarray(from, from + count),
      };
    },
    candidatesOfExpert(expert, from, count) {
      const { needs: indices, needScores, expertScores } = needsOf(expert);
      return {
        needs: indices.subarray(from, from + count),
        needScores: needScores.subarray(from, from + count),
        expertScores: expertScores.subarray(from, from + count),
      };
    },
  };
}

/**
 * The positions of a list in descending order of preference. Score and position are packed into one number, because the
 * native sort of numbers is several times faster than one with a comparison function; runs of equal scores are then
 * sorted by the tie-break.
 */
function byPreference(
  scores: Uint32Array,
  tieOf: (position: number) => number,
  idOf: (position: number) => string,
): Uint32Array {
  const keys = new Float64Array(scores.length);
  for (let at = 0; at < keys.length; at += 1) keys[at] = (scoreEnd - 1 - (scores[at] as number)) * 2 ** 32 + at;
  keys.sort();
  const order = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at += 1) order[at] = (keys[at] as number) % 2 ** 32;
  for (let begin = 0; begin < order.length;) {
    const score = scores[order[begin] as number];
    let end = begin + 1;
    while (end < order.length && scores[order[end] as number] === score) end += 1;
    if (end - begin > 1) {
      const run = Array.from(order.subarray(begin, end), (position) => ({ position, tie: tieOf(position) }));
      run.sort((a, b) => a.tie - b.tie || (idOf(a.position) < idOf(b.position) ? -1 : 1));
      order.set(
        run.map(({ position }) => position),
        begin,
      );
    }
    begin = end;
  }
  return order;
}

function pick(values: Uint32Array, order: Uint32Array): Uint32Array {
  const picked = new Uint32Array(order.length);
  for (let at = 0; at < picked.length; at += 1) picked[at] = values[order[at] as number] as number;
  return picked;
}

const isScore = (score: number): boolean => Number.isInteger(score) && score >= 0 && score <= 1_000_000;

/** Scores below this bound and positions below 2^32 share the 53 bits of a number. */
const scoreEnd = 2 ** 21;
