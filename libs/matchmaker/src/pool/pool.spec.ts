import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExpertFacts, NeedFacts, ServiceMode } from '../facts.ts';
import { firstModel } from '../model.ts';
import { failuresOf } from './failures.ts';
import { createPool, type Pool } from './pool.ts';

const today = '2026-03-02';
const circumstances = { model: firstModel, today };

const expert = (changes: Partial<ExpertFacts> = {}): ExpertFacts => ({
  id: 'E1',
  institutionId: null,
  regionCode: '450400',
  titleLevel: 'SENIOR',
  subjects: [{ code: '61030', weight: 1 }],
  suggestedSubjects: [],
  industryCodes: [],
  keywords: ['污水处理'],
  summary: '研究陶瓷污水处理与过滤材料',
  pastTitles: [],
  pastIndustries: [],
  serviceModes: ['TECHNICAL_GUIDANCE'],
  capacity: 2,
  activeLoad: 0,
  availableFrom: null,
  remoteOk: true,
  onsiteOk: true,
  isActive: true,
  hasConsented: true,
  completedCount: 0,
  resolvedCount: 0,
  honourCount: 0,
  proposalCount: 5,
  notMyField: [],
  ...changes,
});

const need = (changes: Partial<NeedFacts> = {}): NeedFacts => ({
  id: 'N1',
  enterpriseId: 'org_1',
  competitorIds: [],
  regionCode: '450422',
  title: '陶瓷污水过滤材料',
  description: '生产线排出的陶瓷污水不能稳定达标，希望找到可以重复使用的过滤材料。',
  targetOutcome: null,
  subjects: [{ code: '61030', weight: 1 }],
  suggestedSubjects: [],
  industryCode: null,
  serviceModes: ['TECHNICAL_GUIDANCE'],
  quota: 1,
  filledPlaces: 0,
  minTitleLevel: null,
  onsiteRequired: false,
  isOpen: true,
  deadline: null,
  enterpriseRatings: [],
  enterpriseAnswers: { answered: 0, expired: 0 },
  ...changes,
});

function poolOf(...experts: readonly ExpertFacts[]): Pool {
  const pool = createPool();
  for (const facts of experts) pool.put(facts);
  return pool;
}

const texts = [
  '陶瓷污水处理与过滤材料',
  '养蜂与蜂蜜加工',
  '六堡茶渥堆发酵',
  '柑橘黄龙病防控',
  '污泥脱水',
  'PLC 控制与 COD 监测',
  '',
];
const codes = ['610', '61030', '57040', '43045', '2302070', '21040', '21045', '55020'];
const anyText = fc.constantFrom(...texts);
const anySubjects = fc.uniqueArray(
  fc.record({ code: fc.constantFrom(...codes), weight: fc.constantFrom(0.3, 0.7, 1) }),
  {
    maxLength: 3,
    selector: ({ code }) => code,
  },
);
const anyExpert: fc.Arbitrary<ExpertFacts> = fc
  .record({
    id: fc.integer({ min: 1, max: 8 }).map((number) => `E${number}`),
    institutionId: fc.constantFrom(null, 'org_1', 'org_2'),
    regionCode: fc.constantFrom('450422', '450100', '440100', '110000'),
    titleLevel: fc.constantFrom('NONE', 'SENIOR', 'ACADEMICIAN'),
    subjects: anySubjects,
    suggestedSubjects: anySubjects,
    industryCodes: fc.constantFrom([], ['A0392'], ['C30']),
    keywords: fc.array(anyText, { maxLength: 3 }),
    summary: fc.option(anyText),
    pastTitles: fc.array(anyText, { maxLength: 2 }),
    serviceModes: fc.constantFrom<ServiceMode[]>(['TRAINING'], ['TECHNICAL_GUIDANCE', 'TESTING']),
    capacity: fc.nat({ max: 3 }),
    activeLoad: fc.nat({ max: 3 }),
    remoteOk: fc.boolean(),
    onsiteOk: fc.boolean(),
    isActive: fc.boolean(),
    hasConsented: fc.boolean(),
    completedCount: fc.nat({ max: 3 }),
    honourCount: fc.nat({ max: 2 }),
    proposalCount: fc.nat({ max: 5 }),
    notMyField: fc.constantFrom([], ['61030']),
  })
  .map((changes) => expert(changes));
const anyNeed: fc.Arbitrary<NeedFacts> = fc
  .record({
    id: fc.integer({ min: 1, max: 5 }).map((number) => `N${number}`),
    title: anyText,
    description: anyText,
    subjects: anySubjects,
    suggestedSubjects: anySubjects,
    industryCode: fc.constantFrom(null, 'A0392', 'C30'),
    serviceModes: fc.constantFrom<ServiceMode[]>(['TRAINING'], ['TECHNICAL_GUIDANCE']),
    onsiteRequired: fc.boolean(),
    isOpen: fc.boolean(),
    enterpriseRatings: fc.constantFrom([], [5, 3]),
  })
  .map((changes) => need(changes));
const anyChange = fc.oneof(
  { weight: 4, arbitrary: fc.record({ put: anyExpert }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.integer({ min: 1, max: 8 }).map((number) => `E${number}`) }) },
);

test('a pool after any sequence of changes answers the same as a pool that is built from the final records in another order', () => {
  fc.assert(
    fc.property(
      fc.array(anyChange, { maxLength: 40 }),
      fc.array(anyNeed, { minLength: 1, maxLength: 6 }),
      (changes, needs) => {
        const changed = createPool();
        const records = new Map<string, ExpertFacts>();
        for (const change of changes) {
          if ('put' in change) {
            changed.put(change.put);
            records.set(change.put.id, change.put);
          } else {
            changed.remove(change.remove);
            records.delete(change.remove);
          }
        }
        const built = poolOf(...[...records.values()].reverse());
        for (const facts of [...needs, ...needs.toReversed()]) changed.putNeed(facts);
        for (const facts of needs) built.putNeed(facts);
        const last = new Map([...needs, ...needs.toReversed()].map((facts) => [facts.id, facts]));
        for (const facts of last.values()) built.putNeed(facts);
        for (const facts of needs) {
          expect(changed.rankExperts(facts, { ...circumstances, first: 20 })).toEqual(
            built.rankExperts(facts, { ...circumstances, first: 20 }),
          );
          expect(changed.suggestSubjects(facts.description)).toEqual(built.suggestSubjects(facts.description));
        }
        for (const id of records.keys())
          expect(changed.rankNeeds(id, { ...circumstances, first: 20, admit: () => true })).toEqual(
            built.rankNeeds(id, { ...circumstances, first: 20, admit: () => true }),
          );
      },
    ),
    { numRuns: 100 },
  );
});

test('the contributions of an explanation add up to its scores, which are those of the list', () => {
  fc.assert(
    fc.property(fc.array(anyExpert, { minLength: 1, maxLength: 8 }), anyNeed, (experts, facts) => {
      const pool = poolOf(...experts);
      pool.putNeed(facts);
      for (const { expertId, eligible, ...scores } of pool.rankExperts(facts, { ...circumstances, first: 20 })) {
        const explanation = pool.explain(facts, expertId, circumstances);
        expect(explanation).toMatchObject({ ...scores, eligible });
        const sum = (side: string) =>
          explanation?.parts
            .filter((part) => part.side === side)
            .reduce((total, { contribution }) => total + contribution, 0);
        expect([sum('NEED'), sum('EXPERT')]).toEqual([scores.needScore, scores.expertScore]);
        const [ranked] = pool.rankNeeds(expertId, { ...circumstances, first: 1, admit: () => true });
        expect(ranked).toEqual({ needId: facts.id, eligible, ...scores });
      }
    }),
    { numRuns: 100 },
  );
});

test('the bounds of scores exclude no expert: a short list begins the long one, and a scan finds each pair that reaches both thresholds', () => {
  const experts = fc.uniqueArray(anyExpert, { maxLength: 8, selector: ({ id }) => id });
  const anyScore = fc.integer({ min: 0, max: 900_000 });
  fc.assert(
    fc.property(experts, anyNeed, anyScore, anyScore, (all, facts, minNeedScore, minExpertScore) => {
      const pool = poolOf(...all);
      const ranked = pool.rankExperts(facts, { ...circumstances, first: 20 });
      expect(pool.rankExperts(facts, { ...circumstances, first: 2 })).toEqual(ranked.slice(0, 2));
      const minScore = minNeedScore;
      expect(pool.rankExperts(facts, { ...circumstances, first: 20, minScore })).toEqual(
        ranked.filter(({ mutualScore }) => mutualScore >= minScore),
      );
      const found: [number, number, number][] = [];
      pool.scan(facts, { ...circumstances, minNeedScore, minExpertScore }, (...pair) => found.push(pair));
      const acceptable = all.flatMap(({ id }): [number, number, number][] => {
        const explanation = pool.explain(facts, id, circumstances);
        const sharesSomething = explanation?.parts.some(
          ({ side, factor, value }) => side === 'NEED' && ['subject', 'text'].includes(factor) && value > 0,
        );
        if (!explanation?.eligible || !sharesSomething) return [];
        const { needScore, expertScore } = explanation;
        if (needScore < minNeedScore || expertScore < minExpertScore) return [];
        return [[pool.rowOf(id) as number, needScore, expertScore]];
      });
      expect(found.toSorted(([a], [b]) => a - b)).toEqual(acceptable.toSorted(([a], [b]) => a - b));
    }),
    { numRuns: 500 },
  );
});

test('experts without any text are found by their subjects', () => {
  const pool = poolOf(expert({ keywords: [], summary: null }));
  const found: number[] = [];
  pool.scan(need(), { ...circumstances, minNeedScore: 300_000, minExpertScore: 300_000 }, (row) => found.push(row));
  expect(found).toEqual([pool.rowOf('E1')]);
  expect(pool.rankExperts(need(), { ...circumstances, first: 1 })).toMatchObject([{ expertId: 'E1' }]);
});

test('the facts alone violate the same constraints as the columns of the pool', () => {
  fc.assert(
    fc.property(anyExpert, anyNeed, (facts, wanted) => {
      expect(failuresOf(wanted, facts, today)).toEqual(
        poolOf(facts).explain(wanted, facts.id, circumstances)?.failedConstraints,
      );
    }),
  );
});

test('values of factors are between 0 and 1, and so are scores', () => {
  fc.assert(
    fc.property(anyExpert, anyNeed, (facts, wanted) => {
      const explanation = poolOf(facts).explain(wanted, facts.id, circumstances);
      for (const { value } of explanation?.parts ?? []) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
      for (const score of [explanation?.needScore, explanation?.expertScore, explanation?.mutualScore])
        expect(score).toBeLessThanOrEqual(1_000_000);
    }),
  );
});

const failures = (facts: Partial<ExpertFacts>, wanted: Partial<NeedFacts> = {}) =>
  poolOf(expert(facts)).explain(need(wanted), 'E1', circumstances)?.failedConstraints;

test.each<[string, Partial<ExpertFacts>, Partial<NeedFacts>]>([
  ['NEED_OPEN', {}, { isOpen: false }],
  ['NEED_OPEN', {}, { deadline: '2026-03-01' }],
  ['EXPERT_ACTIVE', { isActive: false }, {}],
  ['CONSENT', { hasConsented: false }, {}],
  ['SERVICE_MODE', { serviceModes: ['TRAINING'] }, {}],
  ['CAPACITY', { activeLoad: 2 }, {}],
  ['CAPACITY', { availableFrom: '2026-03-03' }, {}],
  ['TITLE_LEVEL', { titleLevel: 'JUNIOR' }, { minTitleLevel: 'SENIOR' }],
  ['ON_SITE', { onsiteOk: false }, { onsiteRequired: true }],
  ['CONFLICT_OF_INTEREST', { institutionId: 'org_1' }, {}],
  ['CONFLICT_OF_INTEREST', { institutionId: 'org_2' }, { competitorIds: ['org_2'] }],
])('%s is violated by %j with %j, and by nothing else', (constraint, facts, wanted) => {
  expect(failures(facts, wanted)).toEqual([constraint]);
});

test('an expert who violates nothing is eligible on the last day of the need and on the first day of availability', () => {
  expect(failures({ availableFrom: today }, { deadline: today })).toEqual([]);
});

test('experts with a lasting violation are not listed, and those with a temporary one come last', () => {
  const pool = poolOf(
    expert({ id: 'far', regionCode: '110000', summary: '污水', keywords: [] }),
    expert({ id: 'full', activeLoad: 2 }),
    expert({ id: 'trainer', serviceModes: ['TRAINING'] }),
  );
  expect(pool.rankExperts(need(), { ...circumstances, first: 10 }).map(({ expertId }) => expertId)).toEqual([
    'far',
    'full',
  ]);
});

test('a decline as NOT_MY_FIELD lowers subject and text for needs of this field only', () => {
  const value = (notMyField: string[], factor: string) =>
    poolOf(expert({ notMyField }))
      .explain(need(), 'E1', circumstances)
      ?.parts.find((part) => part.factor === factor)?.value;
  expect(value(['61030'], 'subject')).toBe(0.5);
  expect(value(['61030'], 'text')).toBeLessThan(value([], 'text') as number);
  expect(value(['21040'], 'subject')).toBe(1);
});

test('a new expert has the success rate of three in four and a bonus until the third proposal', () => {
  const parts = (facts: Partial<ExpertFacts>) =>
    poolOf(expert({ titleLevel: 'NONE', ...facts })).explain(need(), 'E1', circumstances)?.parts ?? [];
  expect(parts({}).find(({ factor }) => factor === 'quality')?.value).toBe(0.525); // 0.7 × 3/4
  expect(parts({ proposalCount: 2 }).find(({ factor }) => factor === 'exploration')?.contribution).toBe(30_000);
  expect(parts({ proposalCount: 3 }).find(({ factor }) => factor === 'exploration')).toBeUndefined();
});

test('the subject of a text is suggested by the nearest profiles, without the profile itself, and by words that name a field', () => {
  const pool = poolOf(
    ...Array.from({ length: 3 }, (_, index) => expert({ id: `water${index}` })),
    expert({ id: 'bees', subjects: [{ code: '2302070', weight: 1 }], summary: '养蜂与蜂蜜加工', keywords: ['养蜂'] }),
  );
  expect(pool.suggestSubjects('巢脾更替')).toEqual([]);
  pool.put(expert({ id: 'comb', subjects: [{ code: '2302070', weight: 1 }], summary: '巢脾更新', keywords: [] }));
  expect(pool.suggestSubjects('巢脾更替')).toEqual([{ code: '2302070', weight: 1 }]);
  expect(pool.suggestSubjects('巢脾更替', 'comb')).toEqual([]);
  expect(
    createPool()
      .suggestSubjects('蜂蜜的酿造')
      .map(({ code }) => code),
  ).toEqual(['2302070', '55020']);
  expect(pool.suggestSubjects('')).toEqual([]);
});

test('a stated subject that the text of the profile does not support counts for less, and one that only the text suggests for more than nothing', () => {
  const subject = (facts: Partial<ExpertFacts>) =>
    poolOf(expert(facts))
      .explain(need(), 'E1', circumstances)
      ?.parts.find(({ factor }) => factor === 'subject')?.value;
  const water = [{ code: '61030', weight: 1 }];
  const tea = [{ code: '21040', weight: 1 }];
  expect(subject({ subjects: water, suggestedSubjects: water })).toBe(1);
  expect(subject({ subjects: water, suggestedSubjects: tea })).toBe(0.5);
  expect(subject({ subjects: tea, suggestedSubjects: water })).toBe(0.8);
  expect(subject({ subjects: [], suggestedSubjects: water })).toBe(0.8);
});

test('the text of a need has half of the weight of its subjects, also when none is stated', () => {
  const subject = (wanted: Partial<NeedFacts>) =>
    poolOf(expert())
      .explain(need(wanted), 'E1', circumstances)
      ?.parts.find(({ factor }) => factor === 'subject')?.value;
  const tea = [{ code: '21040', weight: 1 }];
  expect(subject({ suggestedSubjects: tea })).toBe(0.5);
  expect(subject({ subjects: tea, suggestedSubjects: [{ code: '61030', weight: 1 }] })).toBe(0.5);
  expect(subject({ subjects: [], suggestedSubjects: [{ code: '61030', weight: 1 }] })).toBe(0.5);
});

test('an explanation names the shared words, without words that are part of another, and says it in Chinese', () => {
  const explanation = poolOf(expert(), expert({ id: 'E2', summary: '养蜂', keywords: [] })).explain(
    need(),
    'E1',
    circumstances,
  );
  expect(explanation?.sentence).toMatch(/^学科完全匹配（61030 环境工程学）；共同关键词：.*陶瓷.*；尚可承接2项。$/);
});
