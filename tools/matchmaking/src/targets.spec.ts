import { expect, test } from '@jest/globals';
import type { Quality } from './quality-of.ts';
import { articleVerdicts, labelledVerdicts, lineOf, qualityVerdicts, seasonVerdicts } from './targets.ts';

const quality = (changes: Partial<Quality> = {}): Quality => ({
  name: 'matchmaker',
  precisionAt5: 0.8,
  ndcgAt10: 0.75,
  recallAt50: 0.95,
  ...changes,
});
const baseline = {
  isBaseline: true,
  result: quality({ name: 'text only', precisionAt5: 0.1, ndcgAt10: 0.7, recallAt50: null }),
};
const missed = (matchmaker: Quality, ...baselines: (typeof baseline)[]) =>
  qualityVerdicts([{ isBaseline: false, result: matchmaker }, ...baselines])
    .filter(({ holds }) => !holds)
    .map(({ text }) => text.split(':')[0]);

test('a figure that equals its target reaches it, and one that is smaller by anything misses it', () => {
  expect(missed(quality())).toEqual([]);
  expect(missed(quality({ precisionAt5: 0.799_999 }))).toEqual(['P@5']);
  expect(missed(quality({ ndcgAt10: 0.749_999 }))).toEqual(['nDCG@10']);
  expect(missed(quality({ recallAt50: 0.949_999 }))).toEqual(['recall@50 of the candidates']);
  expect(missed(quality({ recallAt50: null }))).toEqual(['recall@50 of the candidates']);
});

test('the matchmaker must be better than the best baseline by 0.05 of nDCG@10', () => {
  expect(missed(quality({ ndcgAt10: 0.76 }), baseline)).toEqual([]);
  const stronger = { isBaseline: true, result: quality({ name: 'on-demand-1', ndcgAt10: 0.72 }) };
  expect(missed(quality({ ndcgAt10: 0.76 }), baseline, stronger)).toEqual(['nDCG@10 above on-demand-1']);
});

test('exposure, the labelled set and the article have their own targets', () => {
  const exposure = { name: 'matchmaker', proposals: 1, accepted: 1, topPercentShare: 0.1, gini: 0.6 };
  const season = (changes: object) => seasonVerdicts([{ isBaseline: false, result: { ...exposure, ...changes } }]);
  expect(season({}).every(({ holds }) => holds)).toBe(true);
  expect(season({ topPercentShare: 0.11, gini: 0.61 }).some(({ holds }) => holds)).toBe(false);

  const labelled = { name: 'matchmaker', precisionAt5: 0.2, shareOfBest: 0.6, ndcgAt10: 0.74 };
  expect(labelledVerdicts([{ isBaseline: false, result: labelled }]).map(({ holds }) => holds)).toEqual([true, false]);

  const article = (...ranks: (number | null)[]) =>
    articleVerdicts([
      {
        isBaseline: false,
        result: { name: 'matchmaker', ranks: ranks.map((rank) => ({ person: '', codesRemoved: false, rank })) },
      },
    ]).map(({ holds }) => holds);
  expect(article(1, 1, 1, 3)).toEqual([true, true]);
  expect(article(1, 1, 2, 3)).toEqual([true, false]);
  expect(article(1, 1, 1, 4)).toEqual([false, true]);
  expect(article(1, 1, 1, null)).toEqual([false, true]);
});

test('a report without the matchmaker reaches no target', () => {
  expect(qualityVerdicts([baseline]).map(lineOf)).toEqual([
    '✗ The registry holds no matchmaker: only baselines were measured.',
  ]);
});
