/** The work on rounds of this process since its start, for its metrics. */
export type RoundCounts = ReturnType<typeof createRoundCounts>;

export function createRoundCounts() {
  const computations: Record<string, number> = {};
  const seconds: Record<string, number> = {};
  const pairs: Record<string, number> = {};
  return {
    /** Counts a computation that has ended: COMPUTED, or the code of its failure. */
    computation(outcome: string, ms: number): void {
      add(computations, outcome, 1);
      add(seconds, outcome, ms / 1_000);
    },
    /** Counts pairs of a publication: PROPOSED, or the code for which they were refused. */
    pairs: (outcome: string, count: number): void => add(pairs, outcome, count),
    counters: {
      matching_round_computations_total: {
        help: 'Computations of rounds that have ended, by outcome: COMPUTED, or the code of the failure.',
        label: 'outcome',
        read: () => computations,
      },
      matching_round_computation_seconds_total: {
        help: 'Seconds that these computations took, with the time in which they waited for others.',
        label: 'outcome',
        read: () => seconds,
      },
      matching_round_pairs_total: {
        help: 'Pairs of publications of rounds, by outcome: PROPOSED, or the code for which they were refused.',
        label: 'outcome',
        read: () => pairs,
      },
    },
  };
}

function add(tally: Record<string, number>, key: string, count: number): void {
  tally[key] = (tally[key] ?? 0) + count;
}
