import { describe, expect, test } from '@jest/globals';
import { DomainError } from '@kexie/kernel';
import { firstModel } from '../model.ts';
import { createPool } from '../pool/pool.ts';
import { expert, need } from './support.ts';
import { openRound } from './compute-round.ts';
import { packChunks, packRound, roundFormat, unpackRound, type FrozenRound } from './frozen-round.ts';
import { solve } from './deferred-acceptance.ts';
import { listedMarket, type AcceptablePair } from './market.ts';

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
    async (proposing) => {
      const inputs = round({}, { proposing });
      const { market, pairs } = listed(inputs);
      const expected = solve(market, { seed: 'seed', proposing }).pairs;
      const result = (await openRound(inputs)).compute();
      expect(result.pairs.map(({ needId, expertId }) => ({ needId, expertId }))).toEqual(expected);
      expect(result.acceptablePairs).toBe(pairs.length);
      expect(result.report.isSound).toBe(true);
    },
  );

  test('a list of many equal scores is extended until the places are filled', async () => {
    // 300 experts with equal scores, and all but the last ones hold no place
    const experts = Array.from({ length: 300 }, (_, index) => ({ ...expert(0), id: `exp_${1_000 + index}` })).map(
      (one, index) => ({ ...one, places: index < 290 ? 0 : 1, facts: { ...one.facts, id: one.id } }),
    );
    const inputs = round({ needs: [{ ...need(0), places: 10 }], experts });
    const { pairs, report } = (await openRound(inputs)).compute();
    expect(pairs).toHaveLength(10);
    expect(report.isSound).toBe(true);
  });

  test.each(['NEED', 'EXPERT'] as const)(
    'two threads give the same result as one, when %sS propose',
    async (proposing) => {
      const needs = round().needs.map((one) => ({ ...one, facts: { ...one.facts, suggestedSubjects: [] } }));
      const inputs = round({ needs }, { proposing });
      const [one, two] = [await openRound(inputs, { threads: 1 }), await openRound(inputs, { threads: 2 })];
      const result = one.compute();
      expect(two.compute()).toEqual(result);
      expect(result.pairs.length).toBeGreaterThan(0);
      expect(two.check(result.pairs)).toEqual(one.check(result.pairs));
    },
  );

  test('an agent without an acceptable partner learns which constraints stand in the way', async () => {
    const needs = [need(0, { serviceModes: ['TESTING'] }), need(1)];
    const experts = [expert(0), expert(1), expert(2, { serviceModes: ['TESTING'], hasConsented: false })];
    const { unmatched } = (await openRound(round({ needs, experts }))).compute();
    expect(unmatched.needs.find(({ id }) => id === 'ned_000')?.failedConstraints).toEqual([
      { constraint: 'SERVICE_MODE', count: 2 },
      { constraint: 'CONSENT', count: 1 },
    ]);
  });

  test.each(['needs', 'experts'] as const)('an id that occurs twice among the %s is refused', async (side) => {
    const records = round()[side];
    await expect(openRound(round({ [side]: [...records, records[0]] }))).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      inputPath: [side],
    });
  });

  test('a fault of a thread ends the computation', async () => {
    const broken = { ...expert(9), facts: { ...expert(9).facts, subjects: null as never } };
    await expect(openRound(round({ experts: [expert(0), broken] }), { threads: 2 })).rejects.toThrow(TypeError);
  });

  test('the order of the records changes neither the pairs nor the hashes', async () => {
    const inputs = round();
    const reversed = round({ needs: inputs.needs.toReversed(), experts: inputs.experts.toReversed() });
    const [a, b] = [await openRound(inputs), await openRound(reversed)];
    expect(b.inputHash).toBe(a.inputHash);
    expect(b.compute()).toEqual(a.compute());
  });

  test('a frozen pair is kept although it is not acceptable, and a forbidden one is not made', async () => {
    const free = (await openRound(round())).compute();
    const [first] = free.pairs;
    const kept = { needId: 'ned_000', expertId: 'exp_399' };
    const experts = round().experts.map((one) =>
      one.facts.id === kept.expertId ? { ...one, facts: { ...one.facts, isActive: false } } : one,
    );
    const forbidden = [{ needId: first?.needId ?? '', expertId: first?.expertId ?? '' }];
    const { pairs, report } = (await openRound(round({ experts, frozen: [kept], forbidden }))).compute();
    // the pair is not acceptable, so it has no scores
    expect(pairs).toContainEqual({ ...kept, needScore: null, expertScore: null, isFrozen: true });
    expect(pairs.map(({ needId, expertId }) => ({ needId, expertId }))).not.toContainEqual(forbidden[0]);
    expect(report.isSound).toBe(true);
  });

  test('the check finds the pair that a changed result lacks', async () => {
    const opened = await openRound(round());
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
