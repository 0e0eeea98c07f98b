import { expect, test } from '@jest/globals';
import type { ExpertFacts, NeedFacts } from '@kexie/matchmaker';
import { randomOrder, subjectOnly, subjectSimilarity, textOnly } from './baselines.ts';
import { createGenerator, marketDay } from './generator.ts';

const generator = createGenerator(1, 'quality');
const expert = (id: string, changes: Partial<ExpertFacts>): ExpertFacts => ({
  ...generator.expert(0).facts,
  ...{ keywords: [], pastTitles: [], subjects: [], summary: null },
  ...changes,
  id,
});
const need = (changes: Partial<NeedFacts>): NeedFacts => ({
  ...generator.need(0).facts,
  ...{ title: '', description: '', targetOutcome: null, subjects: [] },
  ...changes,
});

test('BM25 agrees with a value worked out by hand', () => {
  const ranker = textOnly([expert('a', { summary: '污水处理' }), expert('b', { keywords: ['茶叶'] })], marketDay);
  // one of two documents has 污水, once among 3 pairs; the mean is 2: ln 2 · 2.2 / (1 + 1.2 · (0.25 + 0.75 · 3 / 2))
  const expected = (Math.log(2) * 2.2) / 2.65;
  expect(expected).toBeCloseTo(0.575_443, 6);
  const once = ranker.rank(need({ title: '污水' }), 2);
  expect(once.map(({ expertId }) => expertId)).toEqual(['a', 'b']);
  expect(once[0]?.score).toBeCloseTo(expected, 12);
  expect(once[1]?.score).toBe(0);
  expect(ranker.rank(need({ title: '污水', description: '污水' }), 1)[0]?.score).toBeCloseTo(2 * expected, 12);
});

test('pairs of characters do not reach over punctuation, and width and case make no difference', () => {
  const ranker = textOnly([expert('a', { summary: '膜,分离 ABC' }), expert('b', { summary: '膜分离' })], marketDay);
  expect(ranker.rank(need({ title: '膜分' }), 2).map(({ expertId, score }) => [expertId, score > 0])).toEqual([
    ['b', true],
    ['a', false],
  ]);
  expect(ranker.rank(need({ title: 'abc' }), 1)[0]?.expertId).toBe('a');
});

test('the similarity of subjects follows from their codes, or from the list of related subjects', () => {
  expect(subjectSimilarity('61030', '61030')).toBe(1);
  expect(subjectSimilarity('61030', '61020')).toBe(0.5);
  expect(subjectSimilarity('2302070', '23020')).toBe(0.8);
  expect(subjectSimilarity('61030', '57040')).toBe(0.5);
  expect(subjectSimilarity('61030', '21040')).toBe(0);
});

test('the order by subject weighs the subjects of both sides, and ignores texts', () => {
  const ranker = subjectOnly(
    [
      expert('sibling', { subjects: [{ code: '61020', weight: 1 }] }),
      expert('none', { summary: '环境工程学' }),
      expert('same', { subjects: [{ code: '61030', weight: 1 }] }),
      expert('weak', { subjects: [{ code: '61030', weight: 0.4 }] }),
    ],
    marketDay,
  );
  const wanted = need({
    subjects: [
      { code: '61030', weight: 0.7 },
      { code: '21040', weight: 0.3 },
    ],
  });
  const ranked = ranker.rank(wanted, 10);
  expect(ranked.map(({ expertId }) => expertId)).toEqual(['same', 'sibling', 'weak', 'none']);
  expect(ranked[0]?.score).toBeCloseTo(0.7, 12);
  expect(ranked[1]?.score).toBeCloseTo(0.35, 12);
  expect(ranked[3]?.score).toBe(0);
});

test('the random order depends on the seed and the need only', () => {
  const experts = Array.from({ length: 30 }, (_, index) => expert(`e${index + 10}`, {}));
  const order = (seed: number, id: string) =>
    randomOrder(seed)(experts, marketDay)
      .rank({ ...need({}), id }, 30)
      .map(({ expertId }) => expertId);
  expect(order(1, 'n1')).toEqual(order(1, 'n1'));
  expect(order(1, 'n1')).not.toEqual(order(2, 'n1'));
  expect(order(1, 'n1')).not.toEqual(order(1, 'n2'));
  expect(order(1, 'n1').sort()).toEqual(experts.map(({ id }) => id));
});
