import type { Pair } from './market.ts';
import { readStanding, type Irregularity, type RoundFacts, type SidePlaces } from './standing.ts';

export type Fault = Irregularity | 'BLOCKING' | 'OVER_QUOTA' | 'OVER_CAPACITY';

export type StabilityReport = {
  /** true if all counts are 0 */
  isSound: boolean;
  /**
   * The number of faults of each kind. OVER_QUOTA counts needs, and OVER_CAPACITY counts experts; the other kinds count
   * pairs. UNKNOWN is a pair with an id that the round does not have, and FROZEN_MISSING is a frozen pair that is not made.
   */
  counts: Record<Fault, number>;
  /** at most 20; a need over its quota has no `expertId`, and an expert over its capacity has no `needId` */
  examples: { fault: Fault; needId: string | null; expertId: string | null }[];
};

/**
 * Checks the pairs of a round against the definition of a stable matching. It shares no code with the solver, apart from
 * the hash of the tie-break.
 *
 * An acceptable pair that is not made **blocks** if both sides want it: each side has a free place, or prefers the
 * other to the least preferred partner in its unfrozen places. Frozen pairs are not given up. So an agent whose places
 * are all frozen is in no blocking pair, even if it prefers others to its frozen partners. A forbidden pair is not
 * acceptable. A frozen pair need not be acceptable.
 *
 * An agent is over its quota or capacity if it has more partners than places, and an unfrozen one among them, because
 * frozen pairs alone may exceed a capacity that was lowered later. Pairs that are listed twice use one place. A partner
 * that is not acceptable uses a place, and any acceptable partner is preferred to it.
 *
 * The time is linear in the number of acceptable pairs. The memory is linear in the numbers of agents and of made pairs.
 * @throws REFERENCE_UNKNOWN for frozen and forbidden pairs of unknown ids, VALIDATION_FAILED for ids that occur twice.
 * An `Error` is thrown if the oracle names an unknown expert.
 */
export function checkStability(facts: RoundFacts, pairs: readonly Pair[]): StabilityReport {
  const { needIds, expertIds } = facts;
  const counts: StabilityReport['counts'] = {
    BLOCKING: 0,
    OVER_QUOTA: 0,
    OVER_CAPACITY: 0,
    UNACCEPTABLE: 0,
    DUPLICATE: 0,
    UNKNOWN: 0,
    FROZEN_MISSING: 0,
  };
  const examples: StabilityReport['examples'] = [];
  const report = (fault: Fault, needId: string | null, expertId: string | null): void => {
    counts[fault] += 1;
    if (examples.length < examplesMax) examples.push({ fault, needId, expertId });
  };

  const standing = readStanding(facts, pairs, (fault, { needId, expertId }) => report(fault, needId, expertId));
  for (const need of agentsOver(standing.needs)) report('OVER_QUOTA', needIds[need] ?? null, null);
  for (const expert of agentsOver(standing.experts)) report('OVER_CAPACITY', null, expertIds[expert] ?? null);
  for (const [need, needId] of needIds.entries()) {
    if (!canChange(standing.needs, need)) continue;
    standing.visit(need, (expert, needScore, expertScore, relation) => {
      if (
        relation === 'OPEN' &&
        standing.wouldTake('NEED', need, expert, needScore) &&
        standing.wouldTake('EXPERT', expert, need, expertScore)
      )
        report('BLOCKING', needId, expertIds[expert] ?? null);
    });
  }
  return { isSound: Object.values(counts).every((count) => count === 0), counts, examples };
}

/** The agents with more partners than places, and an unfrozen one among them. */
const agentsOver = ({ places, filled, frozen }: SidePlaces): number[] =>
  Array.from(filled.keys()).filter(
    (agent) =>
      (filled[agent] as number) > (places[agent] as number) && (filled[agent] as number) > (frozen[agent] as number),
  );

/** Whether an agent has a free place or an unfrozen partner. Without both it is in no blocking pair. */
const canChange = ({ places, filled, worst }: SidePlaces, agent: number): boolean =>
  (filled[agent] as number) < (places[agent] as number) || worst[agent] !== -1;

const examplesMax = 20;
