import path from 'node:path';
import { expect, test } from '@jest/globals';
import type { ExpertFacts, NeedFacts } from '@kexie/matchmaker';
import { createGenerator, marketDay } from './generator.ts';
import { readLabelledSet } from './labelled.ts';
import { onDemand, onDemandScores } from './on-demand.ts';

const set = readLabelledSet(path.resolve(import.meta.dirname, '../labelled'));
/** Each second expert has a record, so that every factor differs between pairs. */
const pool = set.experts.map((expert, index) =>
  index % 2 === 0
    ? expert
    : {
        ...expert,
        completedCount: 4,
        resolvedCount: 3,
        activeLoad: 1,
        pastIndustries: ['N77', 'A0164'],
        remoteOk: false,
      },
);

/**
 * These values are from the service itself at commit b66241a, computed once by a script that is not kept: it called `explain` of score.ts, `needWords` and `termsOf` of
 * recommend.ts, and `indexTokens` of tokens.ts with these texts, subjects and records. All 338 pairs of this set in which both sides have a subject agreed; these are six of them.
 */
test.each([
  ['N12', 'E17', 663_429, 712_233, 686_965],
  ['N26', 'E10', 640_097, 682_789, 660_754],
  ['N09', 'E04', 436_263, 550_150, 486_632],
  ['N27', 'E05', 228_562, 358_177, 279_053],
  ['N09', 'E11', 197_524, 313_145, 242_246],
  ['N13', 'E14', 169_898, 165_957, 167_904],
])('the scores of %s and %s are those of the service', (needId, expertId, needScore, expertScore, mutualScore) => {
  const need = set.needs.find(({ id }) => id === needId) as NeedFacts;
  const expert = pool.find(({ id }) => id === expertId) as ExpertFacts;
  expect(onDemandScores({ ...need, enterpriseRatings: [5, 3] }, expert, pool)).toEqual({
    needScore,
    expertScore,
    mutualScore,
  });
});

test('the list has the scores of its pairs, in descending order', () => {
  const ranker = onDemand(pool, marketDay);
  for (const need of set.needs.slice(0, 2)) {
    const ranked = ranker.rank(need, 20);
    expect(ranked.length).toBeGreaterThan(0);
    for (const { expertId, score } of ranked) {
      const expert = pool.find(({ id }) => id === expertId) as ExpertFacts;
      expect(score).toBe(onDemandScores(need, expert, pool).mutualScore / 1_000_000);
    }
    expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).toSorted((a, b) => b - a));
  }
});

test('experts with a temporary obstacle come last, and those with a lasting one are not listed', () => {
  const [need, base] = [createGenerator(1, 'quality').need(3).facts, createGenerator(1, 'quality').expert(3).facts];
  const wanted: NeedFacts = { ...need, subjects: [{ code: '61030', weight: 1 }] };
  const expert = (id: string, changes: Partial<ExpertFacts> = {}): ExpertFacts => ({
    ...base,
    subjects: [{ code: '61030', weight: 1 }],
    ...changes,
    id,
  });
  const ranked = onDemand(
    [
      expert('full', { activeLoad: base.capacity }),
      expert('later', { availableFrom: '2026-12-01' }),
      expert('no consent', { hasConsented: false }),
      expert('paused', { isActive: false }),
      expert('employee', { institutionId: wanted.enterpriseId }),
      expert('other mode', { serviceModes: [] }),
      expert('weaker', { subjects: [{ code: '21040', weight: 1 }] }),
      expert('free'),
    ],
    marketDay,
  ).rank(wanted, 10);
  expect(ranked.map(({ expertId }) => expertId).slice(0, 2)).toEqual(['free', 'weaker']);
  expect(
    ranked
      .map(({ expertId }) => expertId)
      .slice(2)
      .sort(),
  ).toEqual(['full', 'later', 'no consent']);
});

test('a changed load counts from the next list on', () => {
  const generator = createGenerator(1, 'quality');
  const experts = Array.from({ length: 50 }, (_, index) => generator.expert(index).facts);
  const need = generator.need(0).facts;
  const ranker = onDemand(experts, marketDay);
  const [before] = ranker.rank(need, 1);
  const first = experts.find(({ id }) => id === before?.expertId) as ExpertFacts;
  ranker.update?.({ ...first, activeLoad: first.capacity });
  expect(ranker.rank(need, 1)[0]?.expertId).not.toBe(first.id);
});
