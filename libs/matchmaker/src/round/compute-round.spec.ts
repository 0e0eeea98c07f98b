import { describe, expect, test } from '@jest/globals';
import { DomainError } from '@kexie/kernel';
import type { ExpertFacts, NeedFacts } from '../facts.ts';
import { firstModel } from '../model.ts';
import { createPool } from '../pool/pool.ts';
import { openRound } from './compute-round.ts';
import { packChunks, packRound, roundFormat, unpackRound, type FrozenRound } from './frozen-round.ts';
import { solve } from './deferred-acceptance.ts';
import { listedMarket, type AcceptablePair } from './market.ts';

const fields = ['61030', '43045', '55060', '21040'];
const words = ['陶瓷废水', '六堡茶加工', '蜂蜜检测', '桑蚕养殖', '过滤材料', '再生资源'];
const pick = <T>(values: readonly T[], at: number): T => values[at % values.length] as T;

function need(index: number, changes: Partial<NeedFacts> = {}): FrozenRound['needs'][number] {
  const id = `ned_${String(index).padStart(3, '0')}`;
  const facts: NeedFacts = {
    id,
    enterpriseId: `org_${index}`,
    competitorIds: [],
    regionCode: '450422',
    title: pick(words, index),
    description: `${pick(words, index * 7)},${pick(words, index * 3 + 1)}`,
    targetOutcome: null,
    subjects: [{ code: pick(fields, index), weight: 1 }],
    suggestedSubjects: null,
    industryCode: null,
    serviceModes: ['CONSULTING'],
    quota: 3,
    filledPlaces: 0,
    minTitleLevel: null,
    onsiteRequired: false,
    isOpen: true,
    deadline: null,
    enterpriseRatings: [],
    enterpriseAnswers: { answered: 0, expired: 0 },
    ...changes,
  };
  return { id, places: 1 + (index % 3), facts };
}

function expert(index: number, changes: Partial<ExpertFacts> = {}): FrozenRound['experts'][number] {
  const id = `exp_${String(index).padStart(3, '0')}`;
  const facts: ExpertFacts = {
    id,
    institutionId: null,
    regionCode: index % 2 === 0 ? '450400' : '440100',
    titleLevel: 'SENIOR',
    subjects: [{ code: pick(fields, index * 5), weight: 1 }],
    suggestedSubjects: [],
    industryCodes: [],
    keywords: [pick(words, index)],
    summary: `${pick(words, index * 2)},${pick(words, index + 3)}`,
    pastTitles: [],
    pastIndustries: [],
    serviceModes: ['CONSULTING'],
    capacity: 2,
    activeLoad: 0,
    availableFrom: null,
    remoteOk: true,
    onsiteOk: true,
    isActive: true,
    hasConsented: true,
    completedCount: index % 4,
    resolvedCount: 0,
    honourCount: 0,
    proposalCount: 0,
    notMyField: [],
    ...changes,
  };
  return { id, places: 1 + (index % 2), facts };
}

function round(changes: Partial<FrozenRound> = {}, settings: Partial<FrozenRound['settings']> = {}): FrozenRound {
  return {
    settings: {
      format: roundFormat,
      model: firstModel,
      today: '2021-06-01',
      tieSeed: 'seed',
      proposing: 'NEED',
      minNeedScore: 200_000,
      minExpertScore: 200_000,
      ...settings,
    },
    needs: Array.from({ length: 30 }, (_, index) => need(index)),
    experts: Array.from({ length: 400 }, (_, index) => expert(index)),
    frozen: [],
    forbidden: [],
    ...changes,
  };
}

/** The same round with all acceptable pairs listed and sorted beforehand. */
function listed({ settings, needs, experts }: FrozenRound) {
  const pool = createPool();
  for (const { facts } of experts) pool.put(facts);
  const pairs: AcceptablePair[] = [];
  for (const [index, { facts }] of needs.entries())
    pool.scan(facts, settings, (row, needScore, expertScore) => {
      pairs.push({
        need: index,
        expert: experts.findIndex(({ id }) => pool.rowOf(id) === row),
        needScore,
        expertScore,
      });
    });
  return {
    pairs,
    market: listedMarket({
      needs: needs.map(({ id, places }) => ({ id, quota: places })),
      experts: experts.map(({ id, places }) => ({ id, capacity: places })),
      pairs,
      seed: settings.tieSeed,
    }),
  };
}

describe('openRound', () => {
  test.each(['NEED', 'EXPERT'] as const)(
    'lists that are extended on demand give the same pairs as complete lists, when %sS propose',
    (proposing) => {
      const inputs = round({}, { proposing });
      const { market, pairs } = listed(inputs);
      const expected = solve(market, { seed: 'seed', proposing }).pairs;
      const result = openRound(inputs).compute();
      expect(result.pairs.map(({ needId, expertId }) => ({ needId, expertId }))).toEqual(expected);
      expect(result.acceptablePairs).toBe(pairs.length);
      expect(result.report.isSound).toBe(true);
    },
  );

  test('a list of many equal scores is extended until the places are filled', () => {
    // 300 experts with equal scores, and all but the last ones hold no place
    const experts = Array.from({ length: 300 }, (_, index) => ({ ...expert(0), id: `exp_${1_000 + index}` })).map(
      (one, index) => ({ ...one, places: index < 290 ? 0 : 1, facts: { ...one.facts, id: one.id } }),
    );
    const inputs = round({ needs: [{ ...need(0), places: 10 }], experts });
    const { pairs, report } = openRound(inputs).compute();
    expect(pairs).toHaveLength(10);
    expect(report.isSound).toBe(true);
  });

  test('the order of the records changes neither the pairs nor the hashes', () => {
    const inputs = round();
    const reversed = round({ needs: inputs.needs.toReversed(), experts: inputs.experts.toReversed() });
    const [a, b] = [openRound(inputs), openRound(reversed)];
    expect(b.inputHash).toBe(a.inputHash);
    expect(b.compute()).toEqual(a.compute());
  });

  test('a frozen pair is kept although it is not acceptable, and a forbidden one is not made', () => {
    const free = openRound(round()).compute();
    const [first] = free.pairs;
    const kept = { needId: 'ned_000', expertId: 'exp_399' };
    const experts = round().experts.map((one) =>
      one.facts.id === kept.expertId ? { ...one, facts: { ...one.facts, isActive: false } } : one,
    );
    const forbidden = [{ needId: first?.needId ?? '', expertId: first?.expertId ?? '' }];
    const { pairs, report } = openRound(round({ experts, frozen: [kept], forbidden })).compute();
    // the pair is not acceptable, so it has no scores
    expect(pairs).toContainEqual({ ...kept, needScore: null, expertScore: null, isFrozen: true });
    expect(pairs.map(({ needId, expertId }) => ({ needId, expertId }))).not.toContainEqual(forbidden[0]);
    expect(report.isSound).toBe(true);
  });

  test('the check finds the pair that a changed result lacks', () => {
    const opened = openRound(round());
    const { pairs } = opened.compute();
    expect(opened.check(pairs).isSound).toBe(true);
    expect(opened.check(pairs.slice(1)).counts.BLOCKING).toBeGreaterThan(0);
  });
});

describe('chunks', () => {
  const chunks = [...packRound(round({ forbidden: [{ needId: 'ned_000', expertId: 'exp_000' }] }))];

  test('a round that was packed is read as it was', () => {
    const { round: read, result, pairs } = unpackRound(chunks);
    expect(read).toEqual(round({ forbidden: [{ needId: 'ned_000', expertId: 'exp_000' }] }));
    expect([result, pairs]).toEqual([null, null]);
  });

  test('a chunk has at most 500 records, and less than 512 kB also of long texts', () => {
    const long = Array.from({ length: 1_200 }, (_, index) =>
      expert(index, {
        summary: Array.from({ length: 900 }, (_, at) => ((index * 31 + at * 17) % 65_000).toString(36)).join(' '),
      }),
    );
    const packed = [...packChunks('EXPERT', long)];
    expect(packed.reduce((sum, { records }) => sum + records, 0)).toBe(1_200);
    for (const { records, data } of packed) {
      expect(records).toBeLessThanOrEqual(500);
      expect(data.length).toBeLessThan(512_000);
    }
  });

  test.each(chunks.map(({ kind }, index) => [kind, index] as const))(
    'one changed byte in a chunk of the kind %s is found (chunk %i)',
    (_, index) => {
      const damaged = chunks.map((chunk, at) => {
        const data = Buffer.from(chunk.data);
        if (at === index) data[data.length - 1] = (data.at(-1) as number) ^ 1;
        return { ...chunk, data };
      });
      expect(() => unpackRound(damaged)).toThrow(DomainError);
    },
  );

  test('an unknown format, missing settings and settings that occur twice are refused', () => {
    const settingsOf = (format: number) => [...packChunks('SETTINGS', [{ ...round().settings, format }])];
    for (const wrong of [settingsOf(2), [], [...settingsOf(1), ...settingsOf(1)]])
      expect(() => unpackRound(wrong)).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
  });
});
