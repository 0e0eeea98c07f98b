import { expect, test } from '@jest/globals';
import { createQualitySet } from './generator.ts';
import { qualityOf } from './quality-of.ts';
import type { Ranker } from './rankers.ts';

const set = createQualitySet({ seed: 1, experts: 600, needs: 10 });
const byLabel = (direction: 1 | -1): Ranker => ({
  name: 'by label',
  rank: ({ id }, first) =>
    set.experts
      .map((expert) => ({ expertId: expert.id, score: direction * set.label(id, expert.id) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, first),
});

test('an order by the hidden labels is perfect, and its reverse finds nothing', () => {
  expect(qualityOf(set, () => byLabel(1))).toEqual({
    name: 'by label',
    precisionAt5: 1,
    ndcgAt10: 1,
    recallAt50: null,
  });
  expect(qualityOf(set, () => byLabel(-1))).toMatchObject({ precisionAt5: 0, ndcgAt10: 0 });
});

test('recall compares 50 candidates with the ten best of a full scan', () => {
  const ids = set.experts.map(({ id }) => id);
  const half = (): Ranker => ({
    ...byLabel(1),
    candidates: (_, count) => ids.slice(5, 5 + count),
    scan: (_, first) => ids.slice(0, first).map((expertId) => ({ expertId, score: 0 })),
  });
  expect(qualityOf(set, half).recallAt50).toBe(0.5);
});
