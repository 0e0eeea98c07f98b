import { marketDay, type QualitySet } from './generator.ts';
import { mean, ndcgAt, precisionAt, recall } from './measures.ts';
import type { CreateRanker } from './rankers.ts';

/** Means over the needs of a set, each 0 to 1. */
export type Quality = {
  name: string;
  /** the share of label 2, the same subject of the second level, among the first five */
  precisionAt5: number;
  ndcgAt10: number;
  /** the share of the ten best of a full scan that are among 50 candidates; null for a ranker that scores everyone */
  recallAt50: number | null;
};

/** Measures a ranker on a set with labels. */
export function qualityOf(set: QualitySet, create: CreateRanker): Quality {
  const ranker = create(set.experts, marketDay);
  const rows = set.needs.map((need) => {
    const label = (expertId: string) => set.label(need.id, expertId);
    const ranked = ranker.rank(need, 10).map(({ expertId }) => expertId);
    return {
      precision: precisionAt(5, ranked, (id) => label(id) === 2),
      ndcg: ndcgAt(
        10,
        ranked,
        label,
        set.experts.map(({ id }) => label(id)),
      ),
      recall:
        ranker.candidates && ranker.scan
          ? recall(
              ranker.candidates(need, 50),
              ranker.scan(need, 10).map(({ expertId }) => expertId),
            )
          : null,
    };
  });
  const recalls = rows.flatMap(({ recall: found }) => (found === null ? [] : [found]));
  return {
    name: ranker.name,
    precisionAt5: mean(rows.map(({ precision }) => precision)),
    ndcgAt10: mean(rows.map(({ ndcg }) => ndcg)),
    recallAt50: recalls.length === 0 ? null : mean(recalls),
  };
}
