import { DomainError } from '@kexie/kernel';
import { say } from '../messages.ts';
import { listAcceptable, type Acceptable } from './acceptable.ts';
import { checkStability, type StabilityReport } from './check-stability.ts';
import { solve } from './deferred-acceptance.ts';
import { createFailureCounts } from './failure-counts.ts';
import type { FrozenRound, ResultPair } from './frozen-round.ts';
import { sortExperts, sortNeeds, type ExpertList, type Market, type NeedList, type Pair } from './market.ts';
import { hashInput, hashOutput } from './round-hash.ts';
import type { RoundFacts } from './standing.ts';
import { createTieBreak, type TieBreak } from './ties.ts';
import { explainUnmatched, type Unmatched } from './unmatched.ts';

/** The parts of a computation, in their order, and the share of the present one that is done, 0 to 1. */
export type RoundPhase = 'SCORING' | 'SOLVING' | 'CHECKING' | 'EXPLAINING';
export type OnProgress = (phase: RoundPhase, share: number) => void;

export type RoundResult = {
  /** all pairs, the frozen ones included, by need id and then expert id */
  pairs: ResultPair[];
  /** the needs and the experts with a free place */
  unmatched: { needs: Unmatched[]; experts: Unmatched[] };
  report: StabilityReport;
  /** pairs that meet the constraints and both thresholds, without the forbidden ones */
  acceptablePairs: number;
  /** proposals of the algorithm, which are not those of the platform */
  proposals: number;
  outputHash: string;
};

export type OpenedRound = {
  inputHash: string;
  /** Solves the round, checks the result over all acceptable pairs, and explains the free places. */
  compute(): RoundResult;
  /** Checks any pairs over all acceptable pairs. It shares no code with the solver. */
  check(pairs: readonly Pair[]): StabilityReport;
};

/**
 * Scores a round from its frozen inputs. The same inputs give the same hashes and the same pairs in every process, in any order
 * of the records.
 *
 * A pair is acceptable if it violates no constraint of the matchmaker and both scores reach the thresholds. Pairs that
 * share no subject, discipline or token are not acceptable, because they are not scored.
 *
 * Frozen pairs are kept: they use places of both sides and are not given up. So they may leave justified envy, and
 * blocking pairs are counted only among places that are not frozen (see `checkStability`).
 *
 * All work blocks the thread: a service does it in a worker thread, which starts another one for a large round (see
 * `listAcceptable`). `threads` is their number, by default one or two.
 * @throws VALIDATION_FAILED for ids that occur twice, and for more than 20 million acceptable pairs; REFERENCE_UNKNOWN for a
 * frozen or forbidden pair of unknown ids; TypeError for facts of a wrong shape.
 */
export async function openRound(
  frozen: FrozenRound,
  { onProgress = () => {}, threads }: { onProgress?: OnProgress; threads?: number } = {},
): Promise<OpenedRound> {
  const { settings } = frozen;
  const needs = frozen.needs.toSorted(byId);
  const experts = frozen.experts.toSorted(byId);
  const needIds = needs.map(({ id }) => id);
  const expertIds = experts.map(({ id }) => id);
  requireDistinct(needIds, 'needs');
  requireDistinct(expertIds, 'experts');
  const quotas = Uint32Array.from(needs, ({ places }) => places);
  const capacities = Uint32Array.from(experts, ({ places }) => places);
  const tieBreak = createTieBreak(settings.tieSeed, needIds, expertIds);
  const indices = new Map(expertIds.map((id, index) => [id, index]));
  const lists = await listAcceptable(needs, experts, settings, {
    threads,
    onProgress: (share) => onProgress('SCORING', share),
  });

  const facts = (phase: RoundPhase): RoundFacts => ({
    needIds,
    expertIds,
    quotas,
    capacities,
    seed: settings.tieSeed,
    acceptable: (need) => {
      if (need % reportEach === 0) onProgress(phase, need / needs.length);
      return pairsIn(lists.of(need));
    },
    frozen: frozen.frozen,
    forbidden: frozen.forbidden,
  });

  const compute = (): RoundResult => {
    const forbidden = countForbidden(frozen.forbidden, needIds, indices, lists.of);
    onProgress('SOLVING', 0);
    const needsPropose = settings.proposing === 'NEED';
    const market: Market = {
      needCount: needs.length,
      expertCount: experts.length,
      needIds,
      expertIds,
      quotas,
      capacities,
      candidates: createCandidates(lists.of, needs.length, tieBreak, expertIds),
      ...(!needsPropose && {
        candidatesOfExpert: createCandidatesOfExpert(lists, { needIds, expertCount: experts.length, tieBreak }),
      }),
    };
    const { pairs, proposals } = solve(market, {
      seed: settings.tieSeed,
      proposing: settings.proposing,
      step,
      frozen: frozen.frozen,
      forbidden: frozen.forbidden,
    });
    return {
      pairs: withScores(pairs, frozen.frozen, { needIds, indices, of: lists.of }),
      report: checkStability(facts('CHECKING'), pairs),
      unmatched: explainUnmatched(facts('EXPLAINING'), pairs, createFailureCounts(needs, experts, settings.today)),
      acceptablePairs: lists.total - forbidden,
      proposals,
      outputHash: hashOutput(pairs),
    };
  };

  return {
    inputHash: hashInput({ ...frozen, settings }),
    compute,
    check: (pairs) => checkStability(facts('CHECKING'), pairs),
  };
}

/**
 * The lists of the needs, as far as they are read: at first the best 16 experts of a need, and four times as many whenever a
 * list is exhausted.
 */
function createCandidates(
  of: (need: number) => ExpertList,
  needCount: number,
  tieBreak: TieBreak,
  expertIds: readonly string[],
): Market['candidates'] {
  const tops: (ExpertList | undefined)[] = Array.from({ length: needCount });
  return (need, from, count) => {
    let top = tops[need];
    let size = Math.max(step, top?.experts.length ?? 0);
    while (!top || (top.experts.length < from + count && top.experts.length >= size)) {
      if (top) size *= extension;
      top = bestOf(need, of(need), size, tieBreak, expertIds);
      tops[need] = top;
    }
    return sliceOf(top, from, from + count);
  };
}

/** The `size` best experts of a need in descending order, by its preference. The time is linear in the length of the list, apart from few sorts of 4 × `size` entries. */
function bestOf(
  need: number,
  all: ExpertList,
  size: number,
  tieBreak: TieBreak,
  expertIds: readonly string[],
): ExpertList {
  const { experts, needScores } = all;
  const room = size * 4;
  const positions = new Uint32Array(Math.min(room, experts.length));
  let count = 0;
  let least = 0;
  const sorted = (): ExpertList =>
    firstOf(sortExperts(need, picked(all, positions.subarray(0, count)), tieBreak, expertIds), size);
  /** Keeps the positions of the best `size`. The sort works on experts, so the positions are found by expert. */
  const compact = (): void => {
    const best = sorted();
    const among = new Set(best.experts);
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const position = positions[at] as number;
      if (!among.has(experts[position] as number)) continue;
      positions[kept] = position;
      kept += 1;
    }
    count = kept;
    least = best.needScores[size - 1] as number;
  };
  for (let position = 0; position < experts.length; position += 1) {
    // an equal score may win by the tie-break
    if ((needScores[position] as number) < least) continue;
    if (count === room) compact();
    positions[count] = position;
    count += 1;
  }
  return sorted();
}

/** The lists of the experts. They take as much memory as those of the needs. */
function createCandidatesOfExpert(
  { of, total }: Acceptable,
  { needIds, expertCount, tieBreak }: { needIds: readonly string[]; expertCount: number; tieBreak: TieBreak },
): NonNullable<Market['candidatesOfExpert']> {
  const begins = new Uint32Array(expertCount + 1);
  for (let need = 0; need < needIds.length; need += 1)
    for (const expert of of(need).experts) begins[expert + 1] = (begins[expert + 1] as number) + 1;
  for (let expert = 0; expert < expertCount; expert += 1)
    begins[expert + 1] = (begins[expert + 1] as number) + (begins[expert] as number);
  const ends = begins.slice(0, expertCount);
  const all: NeedList = {
    needs: new Uint32Array(total),
    needScores: new Uint32Array(total),
    expertScores: new Uint32Array(total),
  };
  for (let need = 0; need < needIds.length; need += 1) {
    const { experts, needScores, expertScores } = of(need);
    for (let at = 0; at < experts.length; at += 1) {
      const expert = experts[at] as number;
      const to = ends[expert] as number;
      all.needs[to] = need;
      all.needScores[to] = needScores[at] as number;
      all.expertScores[to] = expertScores[at] as number;
      ends[expert] = to + 1;
    }
  }
  const sorted: (NeedList | undefined)[] = [];
  const within = (begin: number, end: number, { needs, needScores, expertScores }: NeedList): NeedList => ({
    needs: needs.subarray(begin, end),
    needScores: needScores.subarray(begin, end),
    expertScores: expertScores.subarray(begin, end),
  });
  return (expert, from, count) => {
    const list = (sorted[expert] ??= sortNeeds(
      expert,
      within(begins[expert] as number, begins[expert + 1] as number, all),
      tieBreak,
      needIds,
    ));
    return within(from, from + count, list);
  };
}

/** The acceptable pairs of a list. The object is reused for the next pair. */
function* pairsIn({ experts, needScores, expertScores }: ExpertList) {
  const pair = { expert: 0, needScore: 0, expertScore: 0 };
  for (let at = 0; at < experts.length; at += 1) {
    pair.expert = experts[at] as number;
    pair.needScore = needScores[at] as number;
    pair.expertScore = expertScores[at] as number;
    yield pair;
  }
}

function withScores(pairs: readonly Pair[], frozen: readonly Pair[], { needIds, indices, of }: Known): ResultPair[] {
  const kept = new Set(frozen.map(keyOf));
  const needIndices = new Map(needIds.map((id, index) => [id, index]));
  return pairs.map((pair) => {
    const list = of(needIndices.get(pair.needId) as number);
    const at = list.experts.indexOf(indices.get(pair.expertId) as number);
    return {
      ...pair,
      needScore: at === -1 ? null : (list.needScores[at] as number),
      expertScore: at === -1 ? null : (list.expertScores[at] as number),
      isFrozen: kept.has(keyOf(pair)),
    };
  });
}

type Known = {
  needIds: readonly string[];
  indices: ReadonlyMap<string, number>;
  of: (need: number) => ExpertList;
};

/** The number of forbidden pairs that would be acceptable. */
function countForbidden(
  forbidden: readonly Pair[],
  needIds: readonly string[],
  indices: ReadonlyMap<string, number>,
  of: (need: number) => ExpertList,
): number {
  const byNeed = Map.groupBy(forbidden, ({ needId }) => needId);
  let count = 0;
  for (const [need, id] of needIds.entries()) {
    const own = byNeed.get(id);
    if (!own) continue;
    const experts = new Set(of(need).experts);
    count += own.filter(({ expertId }) => experts.has(indices.get(expertId) ?? -1)).length;
  }
  return count;
}

function picked({ experts, needScores, expertScores }: ExpertList, positions: Uint32Array): ExpertList {
  return {
    experts: positions.map((position) => experts[position] as number),
    needScores: positions.map((position) => needScores[position] as number),
    expertScores: positions.map((position) => expertScores[position] as number),
  };
}

/** A copy, because a list of a need is kept, and what it is cut from is larger. */
function firstOf({ experts, needScores, expertScores }: ExpertList, count: number): ExpertList {
  return {
    experts: experts.slice(0, count),
    needScores: needScores.slice(0, count),
    expertScores: expertScores.slice(0, count),
  };
}

function sliceOf({ experts, needScores, expertScores }: ExpertList, from: number, to: number): ExpertList {
  return {
    experts: experts.subarray(from, to),
    needScores: needScores.subarray(from, to),
    expertScores: expertScores.subarray(from, to),
  };
}

/** @throws VALIDATION_FAILED for an id that occurs twice. The ids are sorted. */
function requireDistinct(ids: readonly string[], path: string): void {
  if (ids.some((id, at) => id === ids[at + 1]))
    throw new DomainError('VALIDATION_FAILED', say`An id occurs twice in the round.`, [path]);
}

const keyOf = ({ needId, expertId }: Pair): string => `${needId} ${expertId}`;
const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** How many candidates the solver reads at a time. */
const step = 16;
const extension = 4;
const reportEach = 64;
