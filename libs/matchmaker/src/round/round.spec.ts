import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  checkStability,
  createTieBreak,
  explainUnmatched,
  hashOutput,
  listedMarket,
  solve,
  type AcceptablePair,
  type Pair,
  type ProposingSide,
  type RoundFacts,
} from '../index.ts';

type Instance = {
  needs: { id: string; quota: number }[];
  experts: { id: string; capacity: number }[];
  pairs: AcceptablePair[];
  seed: string;
};

const factsOf = (
  { needs, experts, pairs, seed }: Instance,
  closed: { frozen?: Pair[]; forbidden?: Pair[] } = {},
): RoundFacts => ({
  needIds: needs.map(({ id }) => id),
  expertIds: experts.map(({ id }) => id),
  quotas: Uint8Array.from(needs, ({ quota }) => quota),
  capacities: Uint8Array.from(experts, ({ capacity }) => capacity),
  seed,
  acceptable: (need) => pairs.filter((pair) => pair.need === need),
  ...closed,
});

const pairOf = ({ needs, experts }: Instance, { need, expert }: { need: number; expert: number }): Pair => ({
  needId: needs[need]!.id,
  expertId: experts[expert]!.id,
});

/**
 * A market in which up to 12 pairs are acceptable, so that all subsets can be tried. Scores have four levels, so that
 * most markets have ties, or a hundred. In a third of the markets the sides have opposite preferences, so that several
 * matchings are stable.
 */
const instance: fc.Arbitrary<Instance> = fc
  .record({
    needs: fc.array(placesArbitrary(), { minLength: 1, maxLength: 5, size: 'max' }),
    experts: fc.array(placesArbitrary(), { minLength: 1, maxLength: 5, size: 'max' }),
    seed: fc.string({ maxLength: 4 }),
    levels: fc.constantFrom(4, 100),
    opposed: fc.constantFrom(true, false, false),
  })
  .chain(({ needs, experts, seed, levels, opposed }) => {
    const all = needs.flatMap((_, need) => experts.map((__, expert) => ({ need, expert })));
    const score = fc.nat(levels - 1).map((level) => level * 10_000);
    return fc
      .shuffledSubarray(all, { minLength: Math.min(6, all.length), maxLength: Math.min(12, all.length) })
      .chain((chosen) =>
        fc.record({
          needs: fc.constant(needs.map((quota, index) => ({ id: `ned_${index}`, quota }))),
          experts: fc.constant(experts.map((capacity, index) => ({ id: `exp_${index}`, capacity }))),
          pairs: fc
            .array(fc.tuple(score, score), { minLength: chosen.length, maxLength: chosen.length })
            .map((scores) =>
              chosen.map((pair, at) => {
                const [needScore, expertScore] = scores[at]!;
                return { ...pair, needScore, expertScore: opposed ? 1_000_000 - needScore : expertScore };
              }),
            ),
          seed: fc.constant(seed),
        }),
      );
  });

function placesArbitrary(): fc.Arbitrary<number> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 2, arbitrary: fc.integer({ min: 2, max: 3 }) });
}

/**
 * The definitions by exhaustion: a matching is a set of bits, one for each acceptable pair. It shares no code with the
 * solver and the checker, apart from the hash of the tie-break.
 */
function bruteForce(market: Instance) {
  const { needs, experts, pairs } = market;
  const tieBreak = createTieBreak(
    market.seed,
    needs.map(({ id }) => id),
    experts.map(({ id }) => id),
  );
  const ties = pairs.map(({ need, expert }) => tieBreak(need, expert));
  const bits = (isIn: (pair: AcceptablePair, index: number) => boolean): number =>
    pairs.reduce((mask, pair, index) => (isIn(pair, index) ? mask | (1 << index) : mask), 0);
  const better = (side: 'needScore' | 'expertScore', a: number, b: number): boolean =>
    pairs[a]![side] > pairs[b]![side] || (pairs[a]![side] === pairs[b]![side] && ties[a]! < ties[b]!);
  const ofNeed = needs.map((_, need) => bits((pair) => pair.need === need));
  const ofExpert = experts.map((_, expert) => bits((pair) => pair.expert === expert));
  /** For each pair, the pairs of the same agent that are worse for this agent. */
  const worseForNeed = pairs.map(({ need }, a) => bits((pair, b) => pair.need === need && better('needScore', a, b)));
  const worseForExpert = pairs.map(({ expert }, a) =>
    bits((pair, b) => pair.expert === expert && better('expertScore', a, b)),
  );
  const size = (mask: number): number => bitCounts[mask]!;
  const over = (matching: number, masks: number[], limits: number[]): number[] =>
    masks.flatMap((mask, agent) => (size(matching & mask) > limits[agent]! ? [agent] : []));
  const quotas = needs.map(({ quota }) => quota);
  const capacities = experts.map(({ capacity }) => capacity);
  const blocks = (matching: number, index: number): boolean => {
    const { need, expert } = pairs[index]!;
    return (
      (matching & (1 << index)) === 0 &&
      (size(matching & ofNeed[need]!) < quotas[need]! || (matching & worseForNeed[index]!) !== 0) &&
      (size(matching & ofExpert[expert]!) < capacities[expert]! || (matching & worseForExpert[index]!) !== 0)
    );
  };
  const isStable = (matching: number): boolean => {
    for (let need = 0; need < quotas.length; need += 1)
      if (size(matching & ofNeed[need]!) > quotas[need]!) return false;
    for (let expert = 0; expert < capacities.length; expert += 1)
      if (size(matching & ofExpert[expert]!) > capacities[expert]!) return false;
    for (let index = 0; index < pairs.length; index += 1) if (blocks(matching, index)) return false;
    return true;
  };
  return {
    ofNeed,
    ofExpert,
    needsOver: (matching: number) => over(matching, ofNeed, quotas),
    expertsOver: (matching: number) => over(matching, ofExpert, capacities),
    blocking: (matching: number) => pairs.filter((_, index) => blocks(matching, index)).length,
    stable: (): number[] => {
      const found: number[] = [];
      for (let matching = 0; matching < 2 ** pairs.length; matching += 1) if (isStable(matching)) found.push(matching);
      return found;
    },
    size,
    maskOf: (made: readonly Pair[]): number => {
      const keys = new Set(made.map(({ needId, expertId }) => `${needId} ${expertId}`));
      return bits((pair) => {
        const { needId, expertId } = pairOf(market, pair);
        return keys.has(`${needId} ${expertId}`);
      });
    },
    /** The best pairs of an agent, so many, out of a set of its pairs. */
    best: (offered: number, places: number, side: 'needScore' | 'expertScore'): number =>
      pairs
        .map((_, index) => index)
        .filter((index) => (offered & (1 << index)) !== 0)
        .sort((a, b) => (better(side, a, b) ? -1 : 1))
        .slice(0, places)
        .reduce((mask, index) => mask | (1 << index), 0),
  };
}

/** The number of bits in each number of 12 bits. */
const bitCounts = Array.from(
  { length: 2 ** 12 },
  (_, mask) => [...mask.toString(2)].filter((bit) => bit === '1').length,
);

const sides: ProposingSide[] = ['NEED', 'EXPERT'];

test('in 10,000 random markets the result is stable, the best of all stable ones for each proposer, and each agent fills as many places as in any stable matching', () => {
  let withChoice = 0;
  fc.assert(
    fc.property(fc.noBias(instance), fc.constantFrom(...sides), (market, proposing) => {
      const { pairs } = solve(listedMarket(market), { seed: market.seed, proposing });
      const brute = bruteForce(market);
      const result = brute.maskOf(pairs);
      const stable = brute.stable();
      if (stable.length > 1) withChoice += 1;
      const agents = [...brute.ofNeed, ...brute.ofExpert];
      const [proposers, side] =
        proposing === 'NEED' ? ([brute.ofNeed, 'needScore'] as const) : ([brute.ofExpert, 'expertScore'] as const);
      // One assertion for each market, because an assertion takes longer than the search for the stable matchings.
      expect({
        isStable: stable.includes(result) && brute.size(result) === pairs.length,
        filledOtherwise: stable.filter((other) =>
          agents.some((mask) => brute.size(other & mask) !== brute.size(result & mask)),
        ),
        // The best partners out of both matchings are those of the result. Both have the same number.
        betterForProposer: stable.filter((other) =>
          proposers.some(
            (mask) => brute.best((result | other) & mask, brute.size(result & mask), side) !== (result & mask),
          ),
        ),
      }).toEqual({ isStable: true, filledOtherwise: [], betterForProposer: [] });
    }),
    { numRuns: 10_000 },
  );
  // Optimality would say nothing if each market had a single stable matching.
  expect(withChoice).toBeGreaterThan(100);
});

test('the order of the input and the step of the lists do not change the pairs, their order, the hash or the number of proposals', () => {
  const shuffled = instance.chain((market) =>
    fc.record({
      market: fc.constant(market),
      needOrder: fc.shuffledSubarray([...market.needs.keys()], { minLength: market.needs.length }),
      expertOrder: fc.shuffledSubarray([...market.experts.keys()], { minLength: market.experts.length }),
      pairOrder: fc.shuffledSubarray(market.pairs, { minLength: market.pairs.length }),
      proposing: fc.constantFrom(...sides),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ market, needOrder, expertOrder, pairOrder, proposing }) => {
      const other: Instance = {
        needs: needOrder.map((need) => market.needs[need]!),
        experts: expertOrder.map((expert) => market.experts[expert]!),
        pairs: pairOrder.map((pair) => ({
          ...pair,
          need: needOrder.indexOf(pair.need),
          expert: expertOrder.indexOf(pair.expert),
        })),
        seed: market.seed,
      };
      const { seed } = market;
      const [first, ...others] = [1, 2, 50].map((step) => solve(listedMarket(market), { seed, proposing, step }));
      for (const solution of [...others, solve(listedMarket(other), { seed, proposing })]) {
        expect(solution.pairs).toEqual(first!.pairs);
        expect(hashOutput(solution.pairs)).toBe(hashOutput(first!.pairs));
      }
      expect(others.map(({ proposals }) => proposals)).toEqual([first!.proposals, first!.proposals]);
    }),
    { numRuns: 1_000 },
  );
});

test('the checker counts the faults of any set of pairs as the definitions do', () => {
  const matching = instance.chain((market) =>
    fc.record({ market: fc.constant(market), made: fc.subarray(market.pairs) }),
  );
  fc.assert(
    fc.property(matching, ({ market, made }) => {
      const pairs = made.map((pair) => pairOf(market, pair));
      const brute = bruteForce(market);
      const mask = brute.maskOf(pairs);
      expect(checkStability(factsOf(market), pairs).counts).toEqual({
        BLOCKING: brute.blocking(mask),
        OVER_QUOTA: brute.needsOver(mask).length,
        OVER_CAPACITY: brute.expertsOver(mask).length,
        UNACCEPTABLE: 0,
        DUPLICATE: 0,
        UNKNOWN: 0,
        FROZEN_MISSING: 0,
      });
    }),
    { numRuns: 2_000 },
  );
});

test('the checker finds no fault in the results of the solver, and a blocking pair as soon as one pair is left out', () => {
  fc.assert(
    fc.property(instance, fc.constantFrom(...sides), fc.nat(), (market, proposing, chosen) => {
      const { pairs } = solve(listedMarket(market), { seed: market.seed, proposing });
      expect(checkStability(factsOf(market), pairs)).toMatchObject({ isSound: true, examples: [] });
      if (pairs.length === 0) return;
      const missing = pairs[chosen % pairs.length]!;
      const report = checkStability(
        factsOf(market),
        pairs.filter((pair) => pair !== missing),
      );
      expect(report.isSound).toBe(false);
      expect(report.examples).toContainEqual({ fault: 'BLOCKING', ...missing });
    }),
    { numRuns: 1_000 },
  );
});

/** Frozen and forbidden pairs of a market. A frozen pair need not be acceptable; no agent has more of them than places. */
const withClosedPairs = instance.chain((market) => {
  const all = market.needs.flatMap((_, need) => market.experts.map((_, expert) => ({ need, expert })));
  return fc
    .shuffledSubarray(all, { maxLength: Math.min(6, all.length) })
    .chain((closed) => fc.record({ closed: fc.constant(closed), frozenCount: fc.nat(closed.length) }))
    .map(({ closed, frozenCount }) => {
      const room = { need: market.needs.map(({ quota }) => quota), expert: market.experts.map((e) => e.capacity) };
      const frozen = closed.slice(0, frozenCount).filter(({ need, expert }) => {
        if (room.need[need] === 0 || room.expert[expert] === 0) return false;
        room.need[need]! -= 1;
        room.expert[expert]! -= 1;
        return true;
      });
      return { market, frozen, forbidden: closed.slice(frozenCount), room };
    });
});

test('frozen pairs are kept, forbidden pairs are not made, and the rest is the stable matching of the remaining places', () => {
  fc.assert(
    fc.property(withClosedPairs, fc.constantFrom(...sides), ({ market, room, ...indices }, proposing) => {
      const frozen = indices.frozen.map((pair) => pairOf(market, pair));
      const forbidden = indices.forbidden.map((pair) => pairOf(market, pair));
      const { pairs } = solve(listedMarket(market), { seed: market.seed, proposing, frozen, forbidden });
      expect(pairs).toEqual(expect.arrayContaining(frozen));

      const closed = [...indices.frozen, ...indices.forbidden];
      const rest: Instance = {
        ...market,
        needs: market.needs.map(({ id }, need) => ({ id, quota: room.need[need]! })),
        experts: market.experts.map(({ id }, expert) => ({ id, capacity: room.expert[expert]! })),
        pairs: market.pairs.filter((pair) => !closed.some((c) => c.need === pair.need && c.expert === pair.expert)),
      };
      const others = pairs.filter((pair) => !frozen.some((kept) => hashOutput([kept]) === hashOutput([pair])));
      expect(others).toEqual(solve(listedMarket(rest), { seed: market.seed, proposing }).pairs);
      expect(bruteForce(rest).blocking(bruteForce(rest).maskOf(others))).toBe(0);
      expect(checkStability(factsOf(market, { frozen, forbidden }), pairs)).toMatchObject({ isSound: true });
    }),
    { numRuns: 1_000 },
  );
});

test('the explanations name exactly the agents with free places and count their acceptable partners', () => {
  fc.assert(
    fc.property(withClosedPairs, fc.constantFrom(...sides), ({ market, ...indices }, proposing) => {
      const frozen = indices.frozen.map((pair) => pairOf(market, pair));
      const forbidden = indices.forbidden.map((pair) => pairOf(market, pair));
      const { pairs } = solve(listedMarket(market), { seed: market.seed, proposing, frozen, forbidden });
      const { needs, experts } = explainUnmatched(factsOf(market, { frozen, forbidden }), pairs);
      const filledBy = (key: keyof Pair, id: string) => pairs.filter((pair) => pair[key] === id).length;
      expect(needs.map(({ id, filled }) => [id, filled])).toEqual(
        market.needs
          .map(({ id, quota }) => ({ id, quota, filled: filledBy('needId', id) }))
          .filter(({ quota, filled }) => filled < quota)
          .map(({ id, filled }) => [id, filled]),
      );
      expect(experts.map(({ id, filled }) => [id, filled])).toEqual(
        market.experts
          .map(({ id, capacity }) => ({ id, capacity, filled: filledBy('expertId', id) }))
          .filter(({ capacity, filled }) => filled < capacity)
          .map(({ id, filled }) => [id, filled]),
      );
      expect(needs.map(({ acceptableCount, forbiddenCount }) => acceptableCount + forbiddenCount)).toEqual(
        needs.map(({ id }) => market.pairs.filter(({ need }) => market.needs[need]!.id === id).length),
      );
      const wrong = [...needs, ...experts].filter(({ reason, obstacles, filled, acceptableCount, best }) => {
        const inTheWay = Object.values(obstacles).reduce((sum, count) => sum + count, 0);
        const isCounted = filled > 0 || inTheWay === acceptableCount;
        const isExplained =
          frozen.length > 0 ||
          filled > 0 ||
          reason === (acceptableCount === 0 ? 'NO_ACCEPTABLE' : 'ALL_FULL_WITH_BETTER');
        return obstacles.NONE > 0 || best.length !== Math.min(3, inTheWay) || !isCounted || !isExplained;
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

/** Three needs and two experts; n1 and n2 get e1 (capacity 2), n3 gets e2, and n3 prefers e1, which prefers the others. */
const small: Instance = {
  needs: [
    { id: 'n1', quota: 1 },
    { id: 'n2', quota: 1 },
    { id: 'n3', quota: 2 },
  ],
  experts: [
    { id: 'e1', capacity: 2 },
    { id: 'e2', capacity: 1 },
  ],
  pairs: [
    { need: 0, expert: 0, needScore: 900_000, expertScore: 900_000 },
    { need: 1, expert: 0, needScore: 800_000, expertScore: 800_000 },
    { need: 2, expert: 0, needScore: 900_000, expertScore: 700_000 },
    { need: 2, expert: 1, needScore: 500_000, expertScore: 500_000 },
  ],
  seed: '2026',
};
const stablePairs: Pair[] = [
  { needId: 'n1', expertId: 'e1' },
  { needId: 'n2', expertId: 'e1' },
  { needId: 'n3', expertId: 'e2' },
];

test('the small market has the worked-out result', () => {
  expect(solve(listedMarket(small), { seed: small.seed })).toEqual({ pairs: stablePairs, proposals: 4, extensions: 0 });
});

test.each([
  ['a blocking pair', 'BLOCKING', [stablePairs[0]!, stablePairs[1]!], { needId: 'n3', expertId: 'e2' }],
  [
    'a need over its quota',
    'OVER_QUOTA',
    [...stablePairs, { needId: 'n1', expertId: 'e2' }],
    { needId: 'n1', expertId: null },
  ],
  [
    'an expert over its capacity',
    'OVER_CAPACITY',
    [...stablePairs, { needId: 'n3', expertId: 'e1' }],
    { needId: null, expertId: 'e1' },
  ],
  [
    'a pair that is not acceptable',
    'UNACCEPTABLE',
    [stablePairs[0]!, { needId: 'n2', expertId: 'e2' }],
    { needId: 'n2', expertId: 'e2' },
  ],
  ['a pair that is listed twice', 'DUPLICATE', [...stablePairs, stablePairs[1]!], stablePairs[1]!],
  [
    'a pair of an unknown expert',
    'UNKNOWN',
    [...stablePairs, { needId: 'n3', expertId: 'e9' }],
    { needId: 'n3', expertId: 'e9' },
  ],
] as const)('the checker finds %s', (_, fault, pairs, example) => {
  const report = checkStability(factsOf(small), pairs);
  expect(report.isSound).toBe(false);
  expect(report.counts[fault]).toBe(1);
  expect(report.examples).toContainEqual({ fault, ...example });
});

test('the checker finds a frozen pair that is missing and a forbidden pair that is made', () => {
  const frozen = [{ needId: 'n3', expertId: 'e1' }];
  expect(checkStability(factsOf(small, { frozen }), stablePairs).counts.FROZEN_MISSING).toBe(1);
  expect(checkStability(factsOf(small, { forbidden: [stablePairs[0]!] }), stablePairs).counts.UNACCEPTABLE).toBe(1);
});

test('the checker gives at most 20 examples and counts all faults', () => {
  const needs = Array.from({ length: 30 }, (_, index) => ({ id: `n${index}`, quota: 1 }));
  const pairs = needs.map((_, need) => ({ need, expert: 0, needScore: 1, expertScore: 1 }));
  const report = checkStability(factsOf({ needs, experts: [{ id: 'e', capacity: 30 }], pairs, seed: '' }), []);
  expect(report.counts.BLOCKING).toBe(30);
  expect(report.examples).toHaveLength(20);
});

test('an expert whose capacity was lowered below the frozen pairs keeps them, gets no other, and is not a fault', () => {
  const lowered = { ...small, experts: [{ id: 'e1', capacity: 1 }, small.experts[1]!] };
  const frozen = [
    { needId: 'n2', expertId: 'e1' },
    { needId: 'n3', expertId: 'e1' },
  ];
  const { pairs } = solve(listedMarket(lowered), { seed: small.seed, frozen });
  expect(pairs).toEqual([...frozen, { needId: 'n3', expertId: 'e2' }]);
  expect(checkStability(factsOf(lowered, { frozen }), pairs).isSound).toBe(true);
  expect(checkStability(factsOf(lowered, { frozen }), [...pairs, stablePairs[0]!]).counts.OVER_CAPACITY).toBe(1);
});

test('an agent prefers others to its frozen partner without a blocking pair', () => {
  const frozen = [{ needId: 'n3', expertId: 'e1' }];
  const { pairs } = solve(listedMarket(small), { seed: small.seed, frozen });
  expect(pairs).toEqual([stablePairs[0], frozen[0], stablePairs[2]]);
  expect(checkStability(factsOf(small, { frozen }), pairs).isSound).toBe(true);
  // n2 is preferred to the frozen n3, so without the freeze it blocks.
  expect(checkStability(factsOf(small), pairs).counts.BLOCKING).toBe(1);
});

test('a need with a free place reads why: full with better, full with confirmed pairs, no places, nobody acceptable', () => {
  const market: Instance = {
    ...small,
    needs: [...small.needs, { id: 'n4', quota: 1 }, { id: 'n5', quota: 1 }, { id: 'n6', quota: 1 }],
    experts: [...small.experts, { id: 'e3', capacity: 0 }, { id: 'e4', capacity: 1 }],
    pairs: [
      ...small.pairs,
      { need: 3, expert: 0, needScore: 600_000, expertScore: 100_000 },
      { need: 4, expert: 2, needScore: 700_000, expertScore: 700_000 },
      { need: 4, expert: 1, needScore: 800_000, expertScore: 400_000 },
    ],
  };
  const frozen = [stablePairs[2]!];
  const { pairs } = solve(listedMarket(market), { seed: market.seed, frozen });
  const { needs, experts } = explainUnmatched(factsOf(market, { frozen }), pairs, (side) =>
    side === 'NEED' ? { MODE: 3, TITLE: 1, DISTANCE: 3 } : {},
  );
  const none = { FULL_WITH_BETTER: 0, FULL_WITH_CONFIRMED: 0, NO_PLACES: 0, NONE: 0 };
  expect(needs).toEqual([
    {
      id: 'n3',
      reason: 'PARTLY',
      places: 2,
      filled: 1,
      acceptableCount: 2,
      forbiddenCount: 0,
      obstacles: { ...none, FULL_WITH_BETTER: 1 },
      best: [
        { id: 'e1', ownScore: 900_000, partnerScore: 700_000, obstacle: 'FULL_WITH_BETTER', partnerLowest: 800_000 },
      ],
      failedConstraints: null,
    },
    {
      id: 'n4',
      reason: 'ALL_FULL_WITH_BETTER',
      places: 1,
      filled: 0,
      acceptableCount: 1,
      forbiddenCount: 0,
      obstacles: { ...none, FULL_WITH_BETTER: 1 },
      best: [
        { id: 'e1', ownScore: 600_000, partnerScore: 100_000, obstacle: 'FULL_WITH_BETTER', partnerLowest: 800_000 },
      ],
      failedConstraints: null,
    },
    {
      id: 'n5',
      reason: 'ALL_FULL',
      places: 1,
      filled: 0,
      acceptableCount: 2,
      forbiddenCount: 0,
      obstacles: { ...none, FULL_WITH_CONFIRMED: 1, NO_PLACES: 1 },
      best: [
        { id: 'e2', ownScore: 800_000, partnerScore: 400_000, obstacle: 'FULL_WITH_CONFIRMED', partnerLowest: null },
        { id: 'e3', ownScore: 700_000, partnerScore: 700_000, obstacle: 'NO_PLACES', partnerLowest: null },
      ],
      failedConstraints: null,
    },
    {
      id: 'n6',
      reason: 'NO_ACCEPTABLE',
      places: 1,
      filled: 0,
      acceptableCount: 0,
      forbiddenCount: 0,
      obstacles: none,
      best: [],
      failedConstraints: [
        { constraint: 'DISTANCE', count: 3 },
        { constraint: 'MODE', count: 3 },
        { constraint: 'TITLE', count: 1 },
      ],
    },
  ]);
  expect(experts.map(({ id, reason }) => [id, reason])).toEqual([['e4', 'NO_ACCEPTABLE']]);
});

test('the explanation of a result that is not stable says that a pair blocks', () => {
  const { needs } = explainUnmatched(factsOf(small), [stablePairs[0]!, stablePairs[2]!]);
  expect(needs.find(({ id }) => id === 'n2')).toMatchObject({ reason: 'BLOCKED', best: [{ obstacle: 'NONE' }] });
});

test.each(sides)(
  'a market without needs, without experts, without pairs or without places has no pairs when %s proposes',
  (proposing) => {
    const noPlaces = { needs: small.needs, experts: small.experts.map(({ id }) => ({ id, capacity: 0 })) };
    for (const market of [
      { ...small, needs: [], pairs: [] },
      { ...small, experts: [], pairs: [] },
      { ...small, pairs: [] },
      { ...small, ...noPlaces },
      { ...small, needs: small.needs.map(({ id }) => ({ id, quota: 0 })) },
    ]) {
      const { pairs } = solve(listedMarket(market), { seed: market.seed, proposing });
      expect(pairs).toEqual([]);
      expect(checkStability(factsOf(market), pairs).isSound).toBe(true);
      expect(explainUnmatched(factsOf(market), pairs).needs).toHaveLength(
        market.needs.filter(({ quota }) => quota > 0).length,
      );
    }
  },
);

test.each([
  ['a step of 0', 'VALIDATION_FAILED', { step: 0 }],
  ['a step of 10,001', 'VALIDATION_FAILED', { step: 10_001 }],
  ['a broken step', 'VALIDATION_FAILED', { step: 1.5 }],
  ['a frozen pair of an unknown need', 'REFERENCE_UNKNOWN', { frozen: [{ needId: 'n9', expertId: 'e1' }] }],
  ['a forbidden pair of an unknown expert', 'REFERENCE_UNKNOWN', { forbidden: [{ needId: 'n1', expertId: 'e9' }] }],
  ['a pair that is frozen twice', 'VALIDATION_FAILED', { frozen: [stablePairs[0]!, stablePairs[0]!] }],
  [
    'a pair that is frozen and forbidden',
    'VALIDATION_FAILED',
    { frozen: [stablePairs[0]!], forbidden: [stablePairs[0]!] },
  ],
] as const)('the solver refuses %s', (_, code, options) => {
  expect(() => solve(listedMarket(small), { seed: small.seed, ...options })).toThrow(expect.objectContaining({ code }));
});

test('the solver refuses ids that occur twice, missing places, and more places than it has memory for', () => {
  const market = listedMarket(small);
  const refused = expect.objectContaining({ code: 'VALIDATION_FAILED' });
  const options = { seed: small.seed };
  expect(() => solve({ ...market, needIds: ['n1', 'n1', 'n3'] }, options)).toThrow(refused);
  expect(() => solve({ ...market, quotas: Uint8Array.of(1) }, options)).toThrow(refused);
  const { candidatesOfExpert: _, ...oneSided } = market;
  expect(() => solve(oneSided, { ...options, proposing: 'EXPERT' })).toThrow(refused);
  const count = 5_000;
  const ids = Array.from({ length: count }, (_, index) => `${index}`);
  const empty = { experts: new Uint32Array(), needScores: new Uint32Array(), expertScores: new Uint32Array() };
  const places = new Uint32Array(count).fill(count);
  const huge = {
    needCount: count,
    expertCount: count,
    needIds: ids,
    expertIds: ids,
    quotas: places,
    capacities: places,
  };
  expect(() => solve({ ...huge, candidates: () => empty }, options)).toThrow(refused);
});

test('the solver refuses lists that are not in the order of the preferences, and unknown partners', () => {
  const tied = { ...small, pairs: small.pairs.map((pair) => ({ ...pair, needScore: 5 })), seed: 'a' };
  const market = listedMarket(tied);
  expect(() => solve(market, { seed: 'a', step: 1 })).not.toThrow();
  const list = (...experts: number[]) => ({
    experts: Uint32Array.from(experts),
    needScores: Uint32Array.from(experts, () => 5),
    expertScores: Uint32Array.from(experts, () => 5),
  });
  const twice = { ...market, candidates: () => list(0, 0) };
  expect(() => solve(twice, { seed: 'a' })).toThrow('descending');
  const rising = { ...market, candidates: () => ({ ...list(0, 1), needScores: Uint32Array.of(5, 6) }) };
  expect(() => solve(rising, { seed: 'a' })).toThrow('descending');
  const endless = { ...market, candidates: () => list(0) };
  expect(() => solve(endless, { seed: 'a', step: 1 })).toThrow('descending');
  expect(() => solve({ ...market, candidates: () => list(7) }, { seed: 'a' })).toThrow('unknown partner');
});

test.each([
  ['an unknown expert', { need: 0, expert: 9, needScore: 1, expertScore: 1 }],
  ['a pair twice', small.pairs[0]!],
  ['a score above a million', { need: 1, expert: 1, needScore: 1_000_001, expertScore: 1 }],
  ['a broken score', { need: 1, expert: 1, needScore: 1, expertScore: 0.5 }],
])('a listed market refuses %s', (_, pair) => {
  expect(() => listedMarket({ ...small, pairs: [...small.pairs, pair] })).toThrow(
    expect.objectContaining({ code: 'VALIDATION_FAILED' }),
  );
});
