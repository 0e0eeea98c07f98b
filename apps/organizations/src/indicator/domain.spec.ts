import { describe, expect, test } from '@jest/globals';
import { correct, factsOf, record, restate, type RegionIndicator, type Stated } from './domain.ts';

const now = new Date('2022-06-01T00:00:00Z');
const gdp = (change: Partial<Stated> = {}): Stated => ({
  ...factsOf({ regionCode: '450400', year: 2020, code: 'GDP', value: '108034000000', unit: 'CNY', source: '公报' }),
  ...change,
});
const recorded = (): RegionIndicator => record('ind_1', gdp(), now).next;
const revision = { value: '107800000000', qualifier: 'EXACT', source: '年鉴', reason: '最终核实' } as const;

describe('a recorded indicator', () => {
  test('has the unit of its code, and its event carries the value', () => {
    const { next, events } = record('ind_1', gdp(), now);
    expect(next).toMatchObject({ qualifier: 'EXACT', history: [], version: 1 });
    expect(events).toMatchObject([
      { type: 'organizations.region-indicator.recorded.v1', data: { code: 'GDP', value: '108034000000', unit: 'CNY' } },
    ]);
  });

  test.each<[string, Partial<Stated>, string]>([
    ['another unit', { unit: 'PERCENT' }, 'GDP is measured in CNY'],
    ['a negative value', { value: '-1' }, 'not negative'],
    ['seven decimals', { value: '1.1234567' }, '6 decimals'],
    ['21 digits', { value: '1'.repeat(21) }, '20 digits'],
    ['a part of an enterprise', { code: 'HIGH_TECH_ENTERPRISES', unit: 'COUNT', value: '1.5' }, 'whole number'],
    [
      'an intensity above 100 percent',
      { code: 'RD_INTENSITY', unit: 'PERCENT', value: '100.1' },
      'at most 100 percent',
    ],
    ['a qualifier of figures without a number', { qualifier: 'SEVERAL' }, 'cannot be SEVERAL'],
    ['a year to come', { year: 2023 }, 'between 1949 and the current year'],
    ['a year before 1949', { year: 1948 }, 'between 1949 and the current year'],
  ])('%s is refused', (_, change, message) => {
    expect(() => record('ind_1', gdp(change), now)).toThrow(message);
  });

  test('names its source', () => {
    expect(() => factsOf({ ...gdp(), source: ' ' })).toThrow('"source" must have');
  });
});

describe('a correction', () => {
  test('replaces the value, and keeps the earlier one with the reason', () => {
    expect(correct(recorded(), revision, now)?.next).toMatchObject({
      value: '107800000000',
      source: '年鉴',
      history: [{ value: '108034000000', source: '公报', reason: '最终核实', replacedAt: now }],
    });
  });

  test('that changes nothing has no effect, and one without a reason is refused', () => {
    const same = { ...revision, value: '108034000000', source: '公报' };
    expect(correct(recorded(), same, now)).toBeUndefined();
    expect(() => correct(recorded(), { ...revision, reason: '' }, now)).toThrow('"reason" must have');
  });

  test('obeys the rules of a new value', () => {
    expect(() => correct(recorded(), { ...revision, value: '-5' }, now)).toThrow('not negative');
  });

  test('keeps the latest 50 earlier values', () => {
    let indicator = recorded();
    for (let value = 1; value <= 60; value += 1)
      indicator = correct(indicator, { ...revision, value: String(value) }, now)?.next as RegionIndicator;
    expect(indicator.history).toHaveLength(50);
    expect(indicator.history.at(-1)?.value).toBe('59');
  });
});

describe('a row of an import', () => {
  test('that states another value keeps the earlier one, without a reason', () => {
    const { history } = restate({ ...recorded(), value: '107800000000' }, recorded(), now);
    expect(history).toMatchObject([{ value: '108034000000', reason: null }]);
    expect(restate(recorded(), recorded(), now).history).toEqual([]);
  });

  test.each<[string, Partial<RegionIndicator>]>([
    ['region', { regionCode: '450403' }],
    ['year', { year: 2019 }],
    ['indicator', { code: 'GDP_PER_CAPITA' }],
  ])('does not turn a record into one of another %s', (_, change) => {
    expect(() => restate({ ...recorded(), ...change }, recorded(), now)).toThrow('Use another key');
  });
});
