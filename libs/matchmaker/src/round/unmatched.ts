import type { Pair } from './market.ts';
import { readStanding, type RoundFacts, type Side, type Standing } from './standing.ts';

/**
 * Why an agent has free places after a round:
 * - NO_ACCEPTABLE: there is no acceptable partner
 * - ALL_FULL_WITH_BETTER: each acceptable partner is full with partners that it prefers
 * - ALL_FULL: each acceptable partner is full, some of them with confirmed pairs, or has no places at all
 * - PARTLY: some of the places are filled, but not all
 *
 * An agent without partners and with a blocking pair gets BLOCKED. That happens only in a result that is not stable.
 */
export type UnmatchedReason = 'NO_ACCEPTABLE' | 'ALL_FULL_WITH_BETTER' | 'ALL_FULL' | 'PARTLY' | 'BLOCKED';

/**
 * What stood in the way of an acceptable pair. The partner:
 * - FULL_WITH_BETTER: prefers those who hold its places
 * - FULL_WITH_CONFIRMED: has no place left, at least one is held by a frozen pair, and it prefers those in the others
 * - NO_PLACES: has the quota or capacity 0
 * - NONE: nothing; both sides want the pair, so the result is not stable
 */
export type Obstacle = 'FULL_WITH_BETTER' | 'FULL_WITH_CONFIRMED' | 'NO_PLACES' | 'NONE';

export type Unmatched = {
  id: string;
  reason: UnmatchedReason;
  /** the quota or capacity, and how many of the places are filled */
  places: number;
  filled: number;
  /** the number of acceptable partners, those of pairs that were made included and forbidden ones not */
  acceptableCount: number;
  /** the number of partners that would be acceptable if the pair were not forbidden */
  forbiddenCount: number;
  /** how many of the acceptable partners without a pair had which obstacle */
  obstacles: Record<Obstacle, number>;
  /** The most preferred acceptable partners without a pair, at most three, with both scores in millionths. */
  best: {
    id: string;
    ownScore: number;
    partnerScore: number;
    obstacle: Obstacle;
    /** what the least preferred unfrozen partner scores for this partner; null if it has none */
    partnerLowest: number | null;
  }[];
  /** How many agents of the other side fail which constraint, the most frequent first, at most 20. Null unless NO_ACCEPTABLE, or if it is not known. */
  failedConstraints: { constraint: string; count: number }[] | null;
};

/** Counts, for one agent, how many agents of the other side fail which constraint. */
export type FailureCounts = (side: Side, agent: number) => Readonly<Record<string, number>>;

/**
 * Explains for each need and each expert with a free place why it is free, by id. The reasons are facts about the
 * supply and do not depend on the algorithm: the agents without partners and the numbers of filled places are the same
 * in all stable matchings ("rural hospitals", Roth 1986; for quotas on both sides Klijn and Yazıcı 2014).
 *
 * The time is linear in the number of acceptable pairs. `failuresOf` is asked only about agents without an acceptable partner.
 * @throws as `checkStability`
 */
export function explainUnmatched(
  facts: RoundFacts,
  pairs: readonly Pair[],
  failuresOf?: FailureCounts,
): { needs: Unmatched[]; experts: Unmatched[] } {
  const standing = readStanding(facts, pairs);
  const needs = createTally('NEED', standing);
  const experts = createTally('EXPERT', standing);
  for (let need = 0; need < facts.needIds.length; need += 1)
    standing.visit(need, (expert, needScore, expertScore, relation) => {
      needs.count(need, relation === 'FORBIDDEN');
      experts.count(expert, relation === 'FORBIDDEN');
      if (relation !== 'OPEN') return;
      needs.add(need, expert, needScore, expertScore);
      experts.add(expert, need, expertScore, needScore);
    });
  return {
    needs: needs.explain(facts.needIds, facts.expertIds, failuresOf),
    experts: experts.explain(facts.expertIds, facts.needIds, failuresOf),
  };
}

/** What is counted for the agents of one side while the acceptable pairs are visited. */
function createTally(side: Side, standing: Standing) {
  const [own, others] = side === 'NEED' ? [standing.needs, standing.experts] : [standing.experts, standing.needs];
  const otherSide = side === 'NEED' ? 'EXPERT' : 'NEED';
  const count = own.places.length;
  const acceptableCounts = new Uint32Array(count);
  const forbiddenCounts = new Uint32Array(count);
  const obstacleCounts = obstacles.map(() => new Uint32Array(count));
  /** The best partners of each agent in descending order; unused entries are −1. */
  const best = new Int32Array(count * bestMax).fill(-1);
  const bestScores = new Uint32Array(count * bestMax);
  const bestPartnerScores = new Uint32Array(count * bestMax);
  const isFree = (agent: number): boolean => (own.filled[agent] as number) < (own.places[agent] as number);

  const obstacleOf = (agent: number, partner: number, partnerScore: number): Obstacle => {
    if (others.places[partner] === 0 && others.filled[partner] === 0) return 'NO_PLACES';
    if (standing.wouldTake(otherSide, partner, agent, partnerScore)) return 'NONE';
    return others.frozen[partner] === 0 ? 'FULL_WITH_BETTER' : 'FULL_WITH_CONFIRMED';
  };
  const insert = (agent: number, partner: number, score: number, partnerScore: number): void => {
    const begin = agent * bestMax;
    let at = begin + bestMax;
    while (at > begin) {
      const before = best[at - 1] as number;
      if (before !== -1 && !standing.prefers(side, agent, partner, score, before, bestScores[at - 1] as number)) break;
      at -= 1;
    }
    if (at === begin + bestMax) return;
    for (let to = begin + bestMax - 1; to > at; to -= 1)
      for (const list of [best, bestScores, bestPartnerScores]) list[to] = list[to - 1] as number;
    best[at] = partner;
    bestScores[at] = score;
    bestPartnerScores[at] = partnerScore;
  };
  const bestOf = (agent: number, partnerIds: readonly string[]): Unmatched['best'] =>
    Array.from({ length: bestMax }, (_, rank) => agent * bestMax + rank)
      .filter((at) => best[at] !== -1)
      .map((at) => {
        const [partner, partnerScore] = [best[at] as number, bestPartnerScores[at] as number];
        return {
          id: partnerIds[partner] ?? '',
          ownScore: bestScores[at] as number,
          partnerScore,
          obstacle: obstacleOf(agent, partner, partnerScore),
          partnerLowest: others.worst[partner] === -1 ? null : Math.max(0, others.worstScore[partner] as number),
        };
      });

  return {
    count(agent: number, isForbidden: boolean): void {
      const counts = isForbidden ? forbiddenCounts : acceptableCounts;
      counts[agent] = (counts[agent] as number) + 1;
    },
    /** Adds an acceptable pair that is not made. */
    add(agent: number, partner: number, score: number, partnerScore: number): void {
      if (!isFree(agent)) return;
      const counts = obstacleCounts[obstacles.indexOf(obstacleOf(agent, partner, partnerScore))] as Uint32Array;
      counts[agent] = (counts[agent] as number) + 1;
      insert(agent, partner, score, partnerScore);
    },
    explain(ids: readonly string[], partnerIds: readonly string[], failuresOf: FailureCounts | undefined): Unmatched[] {
      const unmatched = Array.from(own.filled.keys()).filter(isFree);
      return unmatched
        .map((agent) => {
          const acceptableCount = acceptableCounts[agent] as number;
          const [better, confirmed, noPlaces, none] = obstacleCounts.map((counts) => counts[agent] as number) as [
            number,
            number,
            number,
            number,
          ];
          const filled = own.filled[agent] as number;
          const counted = {
            FULL_WITH_BETTER: better,
            FULL_WITH_CONFIRMED: confirmed,
            NO_PLACES: noPlaces,
            NONE: none,
          };
          const reason = reasonOf(filled, acceptableCount, counted);
          return {
            id: ids[agent] ?? '',
            reason,
            places: own.places[agent] as number,
            filled,
            acceptableCount,
            forbiddenCount: forbiddenCounts[agent] as number,
            obstacles: counted,
            best: bestOf(agent, partnerIds),
            failedConstraints: reason === 'NO_ACCEPTABLE' && failuresOf ? mostFrequent(failuresOf(side, agent)) : null,
          };
        })
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
}

function reasonOf(filled: number, acceptableCount: number, counted: Unmatched['obstacles']): UnmatchedReason {
  if (filled > 0) return 'PARTLY';
  if (acceptableCount === 0) return 'NO_ACCEPTABLE';
  if (counted.NONE > 0) return 'BLOCKED';
  return counted.FULL_WITH_BETTER === acceptableCount ? 'ALL_FULL_WITH_BETTER' : 'ALL_FULL';
}

const mostFrequent = (counts: Readonly<Record<string, number>>): { constraint: string; count: number }[] =>
  Object.entries(counts)
    .map(([constraint, count]) => ({ constraint, count }))
    .sort((a, b) => b.count - a.count || (a.constraint < b.constraint ? -1 : 1))
    .slice(0, constraintsMax);

const obstacles = ['FULL_WITH_BETTER', 'FULL_WITH_CONFIRMED', 'NO_PLACES', 'NONE'] as const satisfies Obstacle[];
const bestMax = 3;
const constraintsMax = 20;
