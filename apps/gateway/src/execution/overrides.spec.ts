import { expect, test } from '@jest/globals';
import { createOverrideChoice, type OverrideRules } from './overrides.ts';

/** How often each label is on while `chance` passes once through `steps` equal parts. */
function sharesOf(labels: readonly string[], rules: OverrideRules = {}, steps = 100_000): Record<string, number> {
  const counts = Object.fromEntries(labels.map((label) => [label, 0]));
  for (const label of labels) {
    let step = 0;
    const { draw } = createOverrideChoice(rules, () => step / steps);
    for (; step < steps; step += 1) counts[label] = (counts[label] ?? 0) + (draw([label])[label] ? 1 : 0);
  }
  return counts;
}

test('a percentage is exact, down to the smallest and at both ends', () => {
  expect(
    sharesOf([
      'percent(0)',
      'percent(0.1)',
      'percent(0.001)',
      'percent(12.5)',
      'percent(50)',
      'percent(99.9)',
      'percent(100)',
    ]),
  ).toEqual({
    'percent(0)': 0,
    'percent(0.1)': 100,
    'percent(0.001)': 1,
    'percent(12.5)': 12_500,
    'percent(50)': 50_000,
    'percent(99.9)': 99_900,
    'percent(100)': 100_000,
  });
});

test('any other label is off unless the operator has a rule, which takes precedence over the label', () => {
  expect(sharesOf(['moved', 'percent', 'percent(101)', 'percent(-1)', 'toString', '__proto__'], {}, 100)).toEqual(
    Object.fromEntries(
      ['moved', 'percent', 'percent(101)', 'percent(-1)', 'toString', '__proto__'].map((label) => [label, 0]),
    ),
  );
  expect(
    sharesOf(
      ['on', 'off', 'some', 'all', 'none', 'percent(50)'],
      { on: true, off: false, some: 12.5, all: 100, none: 0, 'percent(50)': 10 },
      1_000,
    ),
  ).toEqual({ on: 1_000, off: 0, some: 125, all: 1_000, none: 0, 'percent(50)': 100 });
});

test('labels are independent: each combination has the product of their probabilities', () => {
  const random = randomFrom(7);
  const { draw } = createOverrideChoice({ a: 50, b: 50, c: 20 }, random);
  const counts = new Map<string, number>();
  for (let i = 0; i < 80_000; i += 1) {
    const key = JSON.stringify(draw(['a', 'b', 'c']));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const a of [true, false])
    for (const b of [true, false])
      for (const c of [true, false])
        expect((counts.get(JSON.stringify({ a, b, c })) ?? 0) / 80_000).toBeCloseTo(0.25 * (c ? 0.2 : 0.8), 2);
});

test('many labels of one operation keep their percentages and have a bounded number of combinations', () => {
  const labels = Array.from({ length: 20 }, (_, index) => `label${String(index).padStart(2, '0')}`);
  const rules = Object.fromEntries(labels.map((label, index) => [label, (index + 1) * 4]));
  const { draw } = createOverrideChoice(rules, randomFrom(3));
  const seen = new Set<string>();
  const on = Object.fromEntries(labels.map((label) => [label, 0]));
  for (let i = 0; i < 40_000; i += 1) {
    const made = draw(labels);
    seen.add(JSON.stringify(made));
    for (const label of labels) if (made[label]) on[label] = (on[label] ?? 0) + 1;
  }
  expect(seen.size).toBeLessThanOrEqual(32 * 16);
  for (const label of labels) expect((on[label] ?? 0) / 400).toBeCloseTo(rules[label] ?? 0, -0.5);
});

test('the likeliest decisions come first, and fixed labels keep their value', () => {
  const { likeliest } = createOverrideChoice({ on: true, off: false, often: 90, rare: 1 });
  expect(likeliest(['off', 'often', 'on', 'rare'], 3)).toEqual([
    { off: false, often: true, on: true, rare: false },
    { off: false, often: false, on: true, rare: false },
    { off: false, often: true, on: true, rare: true },
  ]);
  expect(likeliest([], 4)).toEqual([{}]);
});

test('a decision made on another supergraph is kept for the labels that are still open', () => {
  const { adapt } = createOverrideChoice({ on: true, often: 90, half: 50 });
  expect(adapt(['half', 'often', 'on'], { half: true, gone: true, on: false })).toEqual({
    half: true,
    often: true,
    on: true,
  });
});

/** A pseudo-random sequence that is the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
