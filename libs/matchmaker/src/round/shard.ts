import type { ExpertFacts, NeedFacts } from '../facts.ts';
import type { SharedText } from '../pool/need-query.ts';
import { createPool } from '../pool/pool.ts';
import type { TermStatistics } from '../pool/terms.ts';
import type { RoundSettings } from './frozen-round.ts';

/** The settings on which scores and acceptable pairs depend. */
export type ShardSettings = Pick<RoundSettings, 'model' | 'today' | 'minNeedScore' | 'minExpertScore'>;

/** Experts by their indices in the round. */
export type IndexedExperts = { facts: readonly ExpertFacts[]; indices: Uint32Array };

/** Consecutive needs of the round; `from` is the index of the first one. `texts` are their compiled texts, if they are known. */
export type NeedBatch = { from: number; facts: readonly NeedFacts[]; texts?: readonly SharedText[] | undefined };

/** The acceptable pairs of a batch of needs: the number of pairs of each need, and then the pairs of all of them. */
export type ScoredNeeds = {
  from: number;
  counts: Uint32Array<ArrayBuffer>;
  experts: Uint32Array<ArrayBuffer>;
  needScores: Uint32Array<ArrayBuffer>;
  expertScores: Uint32Array<ArrayBuffer>;
};

/**
 * The experts of a round that one thread scores. The statistics of all threads must be assumed after the last expert and before
 * the first score, so that scores are those of an index of all experts.
 */
export function createShard(settings: ShardSettings) {
  const pool = createPool({ isFixed: true });
  /** the index in the round of each row of the pool */
  let indexOf = new Uint32Array(1_024);
  // the pairs of a batch, in arrays that are used again
  let [experts, needScores, expertScores] = [1, 2, 3].map(() => new Uint32Array(4_096)) as Columns;
  return {
    /** Indexes experts. Their facts are not kept. */
    put({ facts, indices }: IndexedExperts): void {
      for (const [at, expert] of facts.entries()) {
        pool.put(expert);
        const row = pool.rowOf(expert.id) as number;
        if (row === indexOf.length) indexOf = doubled(indexOf);
        indexOf[row] = indices[at] as number;
      }
    },
    statistics: (): TermStatistics => pool.statistics(),
    assume: (all: TermStatistics): void => pool.assume(all),
    /** The compiled texts of needs, for all threads. */
    compile: (facts: readonly NeedFacts[]): SharedText[] => facts.map((need) => pool.compileText(need)),
    /** Scores needs with the experts of this thread. */
    score({ from, facts, texts }: NeedBatch): ScoredNeeds {
      const counts = new Uint32Array(facts.length);
      let total = 0;
      const add = (row: number, needScore: number, expertScore: number): void => {
        if (total === experts.length)
          [experts, needScores, expertScores] = [experts, needScores, expertScores].map(doubled) as Columns;
        experts[total] = indexOf[row] as number;
        needScores[total] = needScore;
        expertScores[total] = expertScore;
        total += 1;
      };
      for (const [at, need] of facts.entries()) {
        const before = total;
        pool.scan(need, settings, add, texts?.[at]);
        counts[at] = total - before;
      }
      return {
        from,
        counts,
        experts: experts.slice(0, total),
        needScores: needScores.slice(0, total),
        expertScores: expertScores.slice(0, total),
      };
    },
  };
}

type Columns = [Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>];

function doubled(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(values.length * 2);
  larger.set(values);
  return larger;
}
