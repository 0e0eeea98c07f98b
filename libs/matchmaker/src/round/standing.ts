import { DomainError } from '@kexie/kernel';
import { say } from '../messages.ts';
import type { AcceptablePair, Pair, Places } from './market.ts';
import { createTieBreak } from './ties.ts';

/** What is known about a round apart from its pairs. It comes from the inputs of the round, not from the solver. */
export type RoundFacts = {
  needIds: readonly string[];
  expertIds: readonly string[];
  quotas: Places;
  capacities: Places;
  /** the seed of the tie-break */
  seed: string;
  /**
   * All acceptable pairs of a need, each once and in any order, as indices of experts and scores in millionths. It is
   * asked at most twice for each need and must give the same pairs each time. The object may be reused for the next pair.
   */
  acceptable(need: number): Iterable<Omit<AcceptablePair, 'need'>>;
  frozen?: readonly Pair[];
  forbidden?: readonly Pair[];
};

export type Side = 'NEED' | 'EXPERT';

/** What an acceptable pair is in a result. A pair that is forbidden and made is FORBIDDEN. */
type Relation = 'OPEN' | 'MADE' | 'FROZEN' | 'FORBIDDEN';

/** The places of one side, each array by the index of the agent. */
export type SidePlaces = {
  places: Places;
  /** the number of partners, frozen ones included */
  filled: Uint32Array;
  frozen: Uint32Array;
  /** The least preferred unfrozen partner and its score. Without one, the index is −1; a partner that is not acceptable has the score −1. */
  worst: Int32Array;
  worstScore: Int32Array;
};

/** The places of a round and their holders. */
export type Standing = {
  needs: SidePlaces;
  experts: SidePlaces;
  /** Whether an agent would take this partner, whose score for the agent is given: it has a free place, or prefers the partner to its least preferred unfrozen one. */
  wouldTake(side: Side, agent: number, partner: number, score: number): boolean;
  /** Whether an agent prefers one partner to another: the higher score, then the smaller tie-break, then the id that comes first. */
  prefers(side: Side, agent: number, a: number, scoreA: number, b: number, scoreB: number): boolean;
  /** Visits all acceptable pairs of a need. */
  visit(
    need: number,
    visitor: (expert: number, needScore: number, expertScore: number, relation: Relation) => void,
  ): void;
};

export type Irregularity = 'UNACCEPTABLE' | 'DUPLICATE' | 'UNKNOWN' | 'FROZEN_MISSING';

/**
 * Reads who holds which places from the pairs of a result. It shares only the hash of the tie-break with the solver.
 * `report` receives each pair that is unknown, listed twice, not acceptable, or frozen and missing.
 * @throws REFERENCE_UNKNOWN for frozen and forbidden pairs of unknown ids, VALIDATION_FAILED for ids that occur twice.
 * An `Error` is thrown if the oracle names an unknown expert.
 */
export function readStanding(
  facts: RoundFacts,
  pairs: readonly Pair[],
  report: (irregularity: Irregularity, pair: Pair) => void = () => {},
): Standing {
  const { needIds, expertIds, quotas, capacities } = facts;
  const needIndex = indexOf(needIds);
  const expertIndex = indexOf(expertIds);
  const tieBreak = createTieBreak(facts.seed, needIds, expertIds);
  const needs = emptyPlaces(quotas);
  const experts = emptyPlaces(capacities);
  const frozen = byNeed(facts.frozen ?? [], needIndex, expertIndex);
  const forbidden = byNeed(facts.forbidden ?? [], needIndex, expertIndex);
  const partners = new Map<number, Set<number>>();

  for (const pair of pairs) {
    const [need, expert] = [needIndex.get(pair.needId), expertIndex.get(pair.expertId)];
    if (need === undefined || expert === undefined) {
      report('UNKNOWN', pair);
      continue;
    }
    const own = partners.get(need) ?? new Set();
    partners.set(need, own);
    if (own.has(expert)) {
      report('DUPLICATE', pair);
      continue;
    }
    own.add(expert);
    increase(needs.filled, need);
    increase(experts.filled, expert);
  }
  for (const [need, all] of frozen)
    for (const expert of all) {
      increase(needs.frozen, need);
      increase(experts.frozen, expert);
      if (!partners.get(need)?.has(expert)) report('FROZEN_MISSING', idsOf(need, expert));
    }

  /** The relations of the need that is being visited, by expert. */
  const relations = new Uint8Array(expertIds.length);
  const mark = (need: number): void => {
    for (const expert of partners.get(need) ?? []) relations[expert] = made;
    for (const expert of frozen.get(need) ?? []) relations[expert] = kept;
    for (const expert of forbidden.get(need) ?? []) relations[expert] = banned;
  };
  const clear = (need: number): void => {
    for (const all of [partners, frozen, forbidden]) for (const expert of all.get(need) ?? []) relations[expert] = 0;
  };

  const prefers: Standing['prefers'] = (side, agent, a, scoreA, b, scoreB) => {
    if (scoreA !== scoreB) return scoreA > scoreB;
    const [tieA, tieB] =
      side === 'NEED' ? [tieBreak(agent, a), tieBreak(agent, b)] : [tieBreak(a, agent), tieBreak(b, agent)];
    if (tieA !== tieB) return tieA < tieB;
    const ids = side === 'NEED' ? expertIds : needIds;
    return (ids[a] ?? '') < (ids[b] ?? '');
  };
  const lower = (side: Side, agent: number, partner: number, score: number): void => {
    const own = side === 'NEED' ? needs : experts;
    const worst = own.worst[agent] as number;
    if (worst !== -1 && !prefers(side, agent, worst, own.worstScore[agent] as number, partner, score)) return;
    own.worst[agent] = partner;
    own.worstScore[agent] = score;
  };

  for (const [need, own] of partners) {
    mark(need);
    const unseen = new Set(own);
    for (const expert of frozen.get(need) ?? []) unseen.delete(expert);
    if (unseen.size > 0)
      for (const { expert, needScore, expertScore } of facts.acceptable(need)) {
        if (relations[expert] !== made) continue;
        lower('NEED', need, expert, needScore);
        lower('EXPERT', expert, need, expertScore);
        unseen.delete(expert);
        if (unseen.size === 0) break;
      }
    for (const expert of unseen) {
      report('UNACCEPTABLE', idsOf(need, expert));
      lower('NEED', need, expert, -1);
      lower('EXPERT', expert, need, -1);
    }
    clear(need);
  }

  return {
    needs,
    experts,
    prefers,
    wouldTake(side, agent, partner, score) {
      const own = side === 'NEED' ? needs : experts;
      if ((own.filled[agent] as number) < (own.places[agent] as number)) return true;
      const worst = own.worst[agent] as number;
      return worst !== -1 && prefers(side, agent, partner, score, worst, own.worstScore[agent] as number);
    },
    visit(need, visitor) {
      mark(need);
      for (const { expert, needScore, expertScore } of facts.acceptable(need)) {
        const relation = relations[expert];
        if (relation === undefined) throw new Error(`The oracle names the unknown expert ${expert}.`);
        visitor(expert, needScore, expertScore, relationNames[relation] ?? 'OPEN');
      }
      clear(need);
    },
  };

  function idsOf(need: number, expert: number): Pair {
    return { needId: needIds[need] ?? '', expertId: expertIds[expert] ?? '' };
  }
}

function emptyPlaces(places: Places): SidePlaces {
  const count = places.length;
  return {
    places,
    filled: new Uint32Array(count),
    frozen: new Uint32Array(count),
    worst: new Int32Array(count).fill(-1),
    worstScore: new Int32Array(count).fill(-1),
  };
}

function indexOf(ids: readonly string[]): Map<string, number> {
  const indices = new Map(ids.map((id, index) => [id, index]));
  if (indices.size < ids.length) throw new DomainError('VALIDATION_FAILED', say`An id occurs twice in the round.`);
  return indices;
}

function byNeed(
  pairs: readonly Pair[],
  needIndex: ReadonlyMap<string, number>,
  expertIndex: ReadonlyMap<string, number>,
): Map<number, Set<number>> {
  const all = new Map<number, Set<number>>();
  for (const { needId, expertId } of pairs) {
    const [need, expert] = [needIndex.get(needId), expertIndex.get(expertId)];
    if (need === undefined || expert === undefined)
      throw new DomainError('REFERENCE_UNKNOWN', say`The round does not contain both sides of a pair.`);
    const own = all.get(need) ?? new Set();
    all.set(need, own.add(expert));
  }
  return all;
}

function increase(counts: Uint32Array, index: number): void {
  counts[index] = (counts[index] as number) + 1;
}

const relationNames = ['OPEN', 'MADE', 'FROZEN', 'FORBIDDEN'] as const;
const made = relationNames.indexOf('MADE');
const kept = relationNames.indexOf('FROZEN');
const banned = relationNames.indexOf('FORBIDDEN');
