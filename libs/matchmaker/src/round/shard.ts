import type { ExpertFacts, NeedFacts } from '../facts.ts';
import { createPool } from '../pool/pool.ts';
import type { TermStatistics } from '../pool/terms.ts';
import type { RoundSettings } from './frozen-round.ts';

/** Experts of a round that one thread scores. `first` is the index of the first one in the round. */
export type ShardTask = {
  experts: readonly ExpertFacts[];
  first: number;
  needs: readonly NeedFacts[];
  settings: Pick<RoundSettings, 'model' | 'today' | 'minNeedScore' | 'minExpertScore'>;
};

/** The acceptable pairs of consecutive needs: the number of pairs of each need, and then the pairs of all of them. */
export type ScoredNeeds = {
  from: number;
  counts: Uint32Array<ArrayBuffer>;
  experts: Uint32Array<ArrayBuffer>;
  needScores: Uint32Array<ArrayBuffer>;
  expertScores: Uint32Array<ArrayBuffer>;
};

/** Needs in one batch of scores. */
const batchNeeds = 64;

/**
 * Indexes the experts of one thread. The statistics of all threads must be assumed before the first score, so that scores are
 * those of an index of all experts.
 */
export function createShard({ experts, first, needs, settings }: ShardTask) {
  const pool = createPool();
  const indices = new Uint32Array(experts.length);
  // experts of one field get adjacent rows, because a need reads the columns of those of its field
  const fields = experts.map(
    ({ subjects: [stated], suggestedSubjects: [suggested] }) => (stated ?? suggested)?.code ?? '',
  );
  const order = Array.from(experts.keys()).sort(
    (a, b) => compareTexts(fields[a] as string, fields[b] as string) || a - b,
  );
  for (const index of order) {
    const facts = experts[index] as ExpertFacts;
    pool.put(facts);
    indices[pool.rowOf(facts.id) as number] = first + index;
  }
  return {
    statistics: (): TermStatistics => pool.statistics(),
    assume: (all: TermStatistics): void => pool.assume(all),
    /** Scores all needs with the experts of this thread, a batch of needs at a time. */
    *score(): Generator<ScoredNeeds> {
      let [own, needScores, expertScores] = [1, 2, 3].map(() => new Uint32Array(4_096)) as Columns;
      for (let from = 0; from < needs.length; from += batchNeeds) {
        const batch = needs.slice(from, from + batchNeeds);
        const counts = new Uint32Array(batch.length);
        let total = 0;
        for (const [index, facts] of batch.entries()) {
          const before = total;
          pool.scan(facts, settings, (row, needScore, expertScore) => {
            if (total === own.length)
              [own, needScores, expertScores] = [own, needScores, expertScores].map(doubled) as Columns;
            own[total] = indices[row] as number;
            needScores[total] = needScore;
            expertScores[total] = expertScore;
            total += 1;
          });
          counts[index] = total - before;
        }
        yield {
          from,
          counts,
          experts: own.slice(0, total),
          needScores: needScores.slice(0, total),
          expertScores: expertScores.slice(0, total),
        };
      }
    },
  };
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Columns = [Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>];

function doubled(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(values.length * 2);
  larger.set(values);
  return larger;
}
