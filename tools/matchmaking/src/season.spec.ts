import { expect, test } from '@jest/globals';
import type { ExpertFacts, NeedFacts } from '@kexie/matchmaker';
import { randomOrder } from './baselines.ts';
import { createGenerator, createMarket, marketDay, type QualitySet } from './generator.ts';
import type { Ranker } from './rankers.ts';
import { simulateSeason } from './season.ts';

const generator = createGenerator(1, 'quality');
const market = (
  experts: readonly Partial<ExpertFacts>[],
  needs: number,
  changes: Partial<NeedFacts> = {},
): QualitySet => ({
  experts: experts.map((each, index) => ({
    ...generator.expert(index).facts,
    capacity: 10,
    activeLoad: 0,
    ...each,
  })),
  needs: Array.from({ length: needs }, (_, index) => ({ ...generator.need(index).facts, quota: 1, ...changes })),
  label: () => 2,
});

/** Lists all experts in the order of the pool, eligible or not. */
const inOrder = ({ experts }: QualitySet): Ranker => ({
  name: 'in order',
  rank: (_, first) => experts.slice(0, first).map(({ id }, index) => ({ expertId: id, score: -index })),
});

test('an expert has at most five open proposals', () => {
  const one = market([{}], 100);
  expect(simulateSeason(one, inOrder(one), 1, { needsOfDay: 100 }).proposals).toBe(5);
});

test('an expert takes no more engagements than the capacity allows, and gets no proposal without free capacity', () => {
  const one = market([{ capacity: 2 }], 40, { quota: 3 });
  expect(simulateSeason(one, inOrder(one), 1, { needsOfDay: 10 }).accepted).toBe(2);
  const full = market([{ capacity: 1, activeLoad: 1 }], 40);
  expect(simulateSeason(full, inOrder(full), 1).proposals).toBe(0);
});

test('a need gets five proposals and no more matches than its free places', () => {
  const experts = Array.from({ length: 10 }, () => ({}));
  const one = market(experts, 1, { quota: 3, filledPlaces: 2 });
  expect(simulateSeason(one, inOrder(one), 1)).toMatchObject({ proposals: 5, accepted: 1 });
});

test('only eligible experts get proposals, whatever the ranker lists', () => {
  const wanted = { minTitleLevel: 'SENIOR', enterpriseId: 'org_1', serviceModes: ['TESTING'] } as const;
  const able = { titleLevel: 'SENIOR', serviceModes: ['TESTING'] } as const;
  const set = market(
    [
      { ...able, isActive: false },
      { ...able, hasConsented: false },
      { ...able, titleLevel: 'JUNIOR' },
      { ...able, serviceModes: ['TRAINING'] },
      { ...able, institutionId: 'org_1' },
      { ...able, availableFrom: '2026-12-01' },
      able,
    ],
    1,
    wanted,
  );
  expect(simulateSeason(set, inOrder(set), 1).proposals).toBe(1);
});

test('the spread is that of all experts who can be asked, also of those without a proposal', () => {
  const set = market([{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, { isActive: false }], 1);
  // five of ten have one proposal each
  expect(simulateSeason(set, inOrder(set), 1)).toMatchObject({ gini: 0.5, topPercentShare: 0.2 });
});

test('the same seed gives the same season, and the ranker is told of each new load and proposal', () => {
  const set = createMarket({ seed: 1, experts: 100, needs: 60 });
  const run = () => {
    const changes: ExpertFacts[] = [];
    const ranker = {
      ...randomOrder(1)(set.experts, marketDay),
      update: (expert: ExpertFacts) => void changes.push(expert),
    };
    return { exposure: simulateSeason(set, ranker, 1), changes };
  };
  const first = run();
  expect(run()).toEqual(first);
  expect(first.exposure.accepted).toBeGreaterThan(0);
  // one change for each proposal, one for the begin and one for the end of each engagement that ends within the simulation
  expect(first.changes.length).toBeGreaterThanOrEqual(first.exposure.proposals + first.exposure.accepted);
  expect(first.changes.filter(({ activeLoad }) => activeLoad < 0)).toEqual([]);
});
