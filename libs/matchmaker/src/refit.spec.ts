import { expect, test } from '@jest/globals';
import { expertFactors, firstModel, needFactors, requireWeights } from './model.ts';
import { refit, type Answer } from './refit.ts';

/** Pseudorandom numbers from 0 to 1 (mulberry32, public domain, by Tommy Ettinger). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Answers of one side whose chance depends on one factor only. */
function answersBy(side: Answer['side'], deciding: string, count: number, seed = 1): Answer[] {
  const random = createRandom(seed);
  const factors: readonly string[] = side === 'NEED' ? needFactors : expertFactors;
  return Array.from({ length: count }, (_, index) => {
    const values = Object.fromEntries(factors.map((factor) => [factor, random()]));
    const chance = 1 / (1 + Math.exp(-8 * ((values[deciding] as number) - 0.5)));
    return {
      side,
      listId: `list-${index % 40}`,
      answeredAt: new Date(1_700_000_000_000 + index * 1_000),
      accepted: random() < chance,
      values,
    };
  });
}

test('the factor that decides the answers gains weight, and the new weights are valid', async () => {
  const { weights, sides } = await refit(firstModel, [
    ...answersBy('NEED', 'quality', 600),
    ...answersBy('EXPERT', 'logistics', 600),
  ]);
  expect(sides.map(({ side, adopted }) => [side, adopted])).toEqual([
    ['NEED', true],
    ['EXPERT', true],
  ]);
  expect(weights.need.quality).toBeGreaterThan(0.4);
  expect(weights.expert.logistics).toBeGreaterThan(0.4);
  expect(requireWeights(weights)).toBe(weights);
});

test('weights that do not predict later answers better are not adopted', async () => {
  const contrary = answersBy('NEED', 'quality', 400).map((answer, index) =>
    index < 320 ? answer : { ...answer, accepted: !answer.accepted },
  );
  const { weights, sides } = await refit(firstModel, contrary);
  expect(sides).toMatchObject([{ adopted: false }]);
  expect(weights.need).toEqual(firstModel.need);
});

test('a side with fewer than 200 answers keeps its weights', async () => {
  expect(await refit(firstModel, answersBy('NEED', 'quality', 199))).toEqual({
    weights: { need: firstModel.need, expert: firstModel.expert },
    sides: [],
  });
});

test('the order in which answers are read makes no difference', async () => {
  const answers = answersBy('NEED', 'text', 300);
  expect(await refit(firstModel, answers.toReversed())).toEqual(await refit(firstModel, answers));
});

test('other work goes on during a fit', async () => {
  let turns = 0;
  let isFitted = false;
  const count = (): void => {
    turns += 1;
    if (!isFitted) setImmediate(count);
  };
  setImmediate(count);
  await refit(firstModel, answersBy('NEED', 'quality', 300));
  isFitted = true;
  expect(turns).toBeGreaterThan(5);
});

test.each([
  ['a sum above 1', { ...firstModel.need, subject: 0.5 }],
  ['a negative weight', { ...firstModel.need, subject: -0.1, text: 0.75 }],
  ['a missing weight', { subject: 0.35, text: 0.65 }],
  ['a weight that is not a number', { ...firstModel.need, subject: Number.NaN }],
])('%s is refused', (_, need) => {
  expect(() => requireWeights({ need: need as never, expert: firstModel.expert })).toThrow(/[Ww]eight/);
});
