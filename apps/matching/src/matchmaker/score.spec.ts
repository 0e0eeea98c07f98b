import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkStatements as checkExpert, newExpert, type Expert } from '../expert/domain.ts';
import { checkStatements as checkNeed, draftNeed, type Need } from '../need/domain.ts';
import { findSubjects, type ServiceMode, serviceModes, titleLevels } from '@kexie/matchmaker';
import { model } from './model.ts';
import { explain, similarity, type PairFacts } from './score.ts';

const today = '2021-06-01';

function need(changes: Partial<Need> = {}): Need {
  const facts = checkNeed(
    {
      title: '陶瓷污水材料研发',
      description: '陶瓷污水材料研发',
      enterpriseId: 'org_1',
      regionCode: '450422',
      requiredSubjects: [
        { code: '61030', weight: '0.6' },
        { code: '43045', weight: '0.4' },
      ],
      serviceModes: ['TECHNICAL_GUIDANCE'],
      industryCode: 'N77',
      quota: 1,
      onsiteRequired: false,
      confidentiality: 'PUBLIC',
    },
    { descriptionMin: 1, today },
  );
  return {
    ...draftNeed(facts, { id: 'ned_1', contactId: null, now: new Date('2021-05-01T00:00:00Z') }),
    status: 'PUBLISHED',
    ...changes,
  };
}

function expert(changes: Partial<Expert> = {}): Expert {
  const person = {
    _id: 'per_1',
    name: '王工',
    titleLevel: 'SENIOR',
    employerId: null,
    regionCode: '110000',
    homeStatus: 'VERIFIED',
  };
  const facts = checkExpert(
    {
      subjects: [{ code: '61030', weight: '1' }],
      keywords: ['陶瓷污水'],
      serviceModes: ['TECHNICAL_GUIDANCE'],
      capacity: 2,
      remoteOk: true,
      isInvited: false,
      consentVersion: '1',
    },
    person,
  );
  return { ...newExpert(facts, person, 'exp_1').next, ...changes };
}

const pair = (changes: Partial<PairFacts> = {}): PairFacts => ({
  need: need(),
  expert: expert(),
  terms: [
    ['陶瓷', 6],
    ['污水', 4],
    ['研发', 10],
  ].map(([token, weight]) => ({ token: String(token), weight: Number(weight), isWord: true })),
  workedIn: [],
  enterpriseRatings: [],
  today,
  ...changes,
});

const valueOf = (facts: PairFacts, factor: string) =>
  explain(facts).parts.find((part) => part.factor === factor)?.value;

test('the weights of each side add up to 1', () => {
  for (const weights of [model.need, model.expert])
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
});

test('the similarity of subjects follows from their codes, or from the list of related subjects', () => {
  expect(similarity('61030', '61030')).toBe(1);
  expect(similarity('61030', '61020')).toBe(0.5);
  expect(similarity('2302070', '23020')).toBe(0.8);
  expect(similarity('61030', '57040')).toBe(0.5);
  expect(similarity('61030', '21040')).toBe(0);
});

test('the contributions add up to the scores exactly, and every score is between 0 and 1', () => {
  const codes = findSubjects({ level: 2 }).map(({ code }) => code);
  const arbitraryPair = fc.record({
    wanted: fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 5 }),
    own: fc.array(
      fc.record({ code: fc.constantFrom(...codes), weight: fc.double({ min: 0.01, max: 1, noNaN: true }) }),
      { minLength: 1, maxLength: 5 },
    ),
    words: fc.array(
      fc.record({
        token: fc.constantFrom('陶瓷', '污水', '材料', '茶'),
        weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
        isWord: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    modes: fc.uniqueArray(fc.constantFrom(...(Object.keys(serviceModes) as ServiceMode[])), { minLength: 1 }),
    titleLevel: fc.constantFrom(...Object.keys(titleLevels)),
    capacity: fc.integer({ min: 0, max: 10 }),
    activeLoad: fc.integer({ min: 0, max: 20 }),
    completedCount: fc.integer({ min: 0, max: 50 }),
    regionCode: fc.constantFrom('450400', '450100', '440300', '110000'),
    workedIn: fc.array(fc.constantFrom('N77', 'A0392', 'C30')),
    enterpriseRatings: fc.array(fc.integer({ min: 1, max: 5 })),
  });
  fc.assert(
    fc.property(
      arbitraryPair,
      ({ wanted, own, words, modes, capacity, activeLoad, workedIn, enterpriseRatings, ...standing }) => {
        const explanation = explain(
          pair({
            need: need({
              requiredSubjects: wanted.map((code) => ({ code, weight: 1 / wanted.length })),
              serviceModes: modes,
            }),
            expert: expert({
              ...standing,
              subjects: own,
              capacity,
              activeLoad,
              freeCapacity: capacity - activeLoad,
              resolvedCount: Math.floor(standing.completedCount / 2),
            }),
            terms: words,
            workedIn,
            enterpriseRatings,
          }),
        );
        const sum = (side: string) =>
          explanation.parts
            .filter((part) => part.side === side)
            .reduce((total, { contribution }) => total + contribution, 0);
        expect([sum('NEED'), sum('EXPERT')]).toEqual([explanation.needScore, explanation.expertScore]);
        for (const score of [explanation.needScore, explanation.expertScore, explanation.mutualScore]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1_000_000);
        }
        for (const { value } of explanation.parts) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('each violated constraint is reported by its own name, even if the pair fits well', () => {
  const failed = (changes: Partial<PairFacts>) => explain(pair(changes)).failedConstraints;
  expect(failed({})).toEqual([]);
  expect(failed({ need: need({ status: 'IN_ENGAGEMENT' }) })).toEqual(['NEED_OPEN']);
  expect(failed({ need: need({ deadline: '2021-05-31' }) })).toEqual(['NEED_OPEN']);
  expect(failed({ expert: expert({ status: 'PAUSED' }) })).toEqual(['EXPERT_ACTIVE']);
  expect(failed({ expert: expert({ consentVersion: null }) })).toEqual(['CONSENT']);
  expect(failed({ expert: expert({ serviceModes: ['TRAINING'] }) })).toEqual(['SERVICE_MODE']);
  expect(failed({ expert: expert({ freeCapacity: 0 }) })).toEqual(['CAPACITY']);
  expect(failed({ expert: expert({ availableFrom: '2021-06-02' }) })).toEqual(['CAPACITY']);
  expect(failed({ need: need({ minTitleLevel: 'ACADEMICIAN' }) })).toEqual(['TITLE_LEVEL']);
  expect(failed({ expert: expert({ institutionId: 'org_1' }) })).toEqual(['CONFLICT_OF_INTEREST']);
});

test('a shared rare word counts more than a frequent one, and the words with the greatest weights are the evidence', () => {
  expect(valueOf(pair(), 'text')).toBe(0.5);
  expect(explain(pair()).parts.find(({ factor }) => factor === 'text')?.evidence).toEqual(['陶瓷', '污水']);
  expect(valueOf(pair({ terms: [] }), 'text')).toBe(0);
  expect(
    explain(pair({ terms: [{ token: '瓷污', weight: 1, isWord: false }] })).parts.find(
      ({ factor }) => factor === 'text',
    ),
  ).toMatchObject({ value: 1, evidence: [] });
});

test('a new expert has a success rate of three in four, and title and success rate together give the quality', () => {
  const plain = { titleLevel: 'NONE', completedCount: 0, resolvedCount: 0 };
  expect(valueOf(pair({ expert: expert(plain) }), 'quality')).toBeCloseTo(0.7 * 0.75, 6);
  expect(valueOf(pair({ expert: expert({ ...plain, titleLevel: 'ACADEMICIAN' }) }), 'quality')).toBeCloseTo(
    0.7 * 0.75 + 0.3,
    6,
  );
  expect(valueOf(pair({ expert: expert({ ...plain, completedCount: 4, resolvedCount: 4 }) }), 'quality')).toBeCloseTo(
    (0.7 * 7) / 8,
    6,
  );
});

test('the score for logistics decreases with distance, and remote work counts only if no visit is required', () => {
  const from = (regionCode: string, onsiteRequired = false) =>
    valueOf(pair({ need: need({ onsiteRequired }), expert: expert({ regionCode }) }), 'logistics');
  expect([from('450400'), from('450100'), from('440300'), from('110000'), from('110000', true)]).toEqual([
    1, 0.8, 0.8, 0.7, 0.4,
  ]);
});

test('the score for experience depends on the closeness of the industry codes', () => {
  const fit = (wanted: string | null, own: string) =>
    valueOf(pair({ need: need({ industryCode: wanted }), workedIn: [own] }), 'experience');
  expect([
    fit('A0392', 'A0392'),
    fit('A0392', 'A0399'),
    fit('A0392', 'A0164'),
    fit('A0392', 'N77'),
    fit(null, 'N77'),
  ]).toEqual([1, 0.5, 0.2, 0, 0]);
});

test('a low score of one side makes the mutual score lower than the mean of both', () => {
  const { needScore, expertScore, mutualScore } = explain(
    pair({ expert: expert({ subjects: [{ code: '21040', weight: 1 }], serviceModes: ['TRAINING'] }) }),
  );
  expect(mutualScore).toBeLessThan((needScore + expertScore) / 2);
});

test('the sentence states the reasons in Chinese', () => {
  expect(explain(pair({ need: need({ requiredSubjects: [{ code: '61030', weight: 1 }] }) })).sentence).toBe(
    '学科完全匹配(61030 环境工程学);共同关键词:陶瓷、污水;尚可承接2项。',
  );
  expect(
    explain(
      pair({
        expert: expert({
          subjects: [{ code: '21040', weight: 1 }],
          searchTokens: [],
          freeCapacity: 0,
          completedCount: 2,
        }),
      }),
    ).sentence,
  ).toBe('学科不匹配;已完成服务2次;暂无余力。');
});
