import { describe, expect, test } from '@jest/globals';
import { correct, end, factsOf, set, yearsInForce } from './domain.ts';

const stated = () =>
  factsOf({ kind: 'SPECIAL_STUDY', regionCode: '450400', minimumPerYear: 1, fromYear: 2020, document: ' 实施方案 ' });
const made = (untilYear: number | null = null) => set('cmt_1', { ...stated(), untilYear }).next;
const ending = (untilYear: number) => ({ untilYear, reason: '方案到期' });

describe('a new commitment', () => {
  test('has no end unless one is stated, and its event carries the facts', () => {
    const { next, events } = set('cmt_1', stated());
    expect(next).toMatchObject({
      untilYear: null,
      endReason: null,
      document: '实施方案',
      minimumPerYear: 1,
      version: 1,
    });
    expect(events).toMatchObject([
      { type: 'organizations.commitment.set.v1', data: { commitmentId: 'cmt_1', fromYear: 2020, untilYear: null } },
    ]);
  });

  test('applies in each year from the first to the last, and without an end up to 2100', () => {
    expect(yearsInForce({ fromYear: 2020, untilYear: 2022 })).toEqual([2020, 2021, 2022]);
    expect(yearsInForce({ fromYear: 2020, untilYear: 2020 })).toEqual([2020]);
    expect(yearsInForce({ fromYear: 2098, untilYear: null })).toEqual([2098, 2099, 2100]);
  });

  test('does not end before it begins', () => {
    expect(() => made(2019)).toThrow('must not end before');
    expect(made(2020).untilYear).toBe(2020);
  });

  test.each([
    ['minimumPerYear', 0],
    ['minimumPerYear', 367],
    ['fromYear', 1957],
    ['fromYear', 2101],
    ['untilYear', 2101],
  ])('%s is refused when it is %i', (field, value) => {
    const input = { kind: 'SPECIAL_STUDY', regionCode: '450400', minimumPerYear: 1, fromYear: 2020 } as const;
    expect(() => factsOf({ ...input, [field]: value })).toThrow(`"${field}" must be a whole number`);
  });
});

describe('the end of a commitment', () => {
  test('is a year from its first one on, with a reason', () => {
    const { next, events } = end(made(), ending(2020));
    expect(next).toMatchObject({ untilYear: 2020, endReason: '方案到期' });
    expect(events).toMatchObject([
      { type: 'organizations.commitment.ended.v1', data: { untilYear: 2020, reason: '方案到期' } },
    ]);
    expect(() => end(made(), ending(2019))).toThrow('must not end before');
    expect(() => end(made(), { untilYear: 2022, reason: ' ' })).toThrow('"reason" must have');
  });

  test('can be moved to an earlier year, but not to the same or a later one', () => {
    expect(end(made(2023), ending(2022)).next.untilYear).toBe(2022);
    expect(() => end(made(2023), ending(2023))).toThrow('already ends with 2023');
    expect(() => end(made(2023), ending(2024))).toThrow('already ends with 2023');
  });
});

describe('a correction', () => {
  test('replaces all facts, and keeps the reason of the end only while the end stays', () => {
    const ended = end(made(), ending(2022)).next;
    expect(correct(ended, { ...stated(), untilYear: 2022, minimumPerYear: 2 }).next).toMatchObject({
      minimumPerYear: 2,
      endReason: '方案到期',
    });
    expect(correct(ended, stated()).next).toMatchObject({ untilYear: null, endReason: null });
  });

  test('obeys the rules of a new commitment', () => {
    expect(() => correct(made(), { ...stated(), untilYear: 2019 })).toThrow('must not end before');
  });
});
