import { expect, test } from '@jest/globals';
import { requireOrder, statedAmount, statedPeriod } from './domain.ts';

test('an amount keeps its qualifier and gets its unit', () => {
  expect(statedAmount({ value: '480', qualifier: 'OVER' }, 'TIME')).toEqual({
    value: '480',
    unit: 'TIME',
    qualifier: 'OVER',
  });
  expect(statedAmount({ value: '2.5' }, 'HOUR')).toEqual({ value: '2.5', unit: 'HOUR', qualifier: 'EXACT' });
});

test('an amount that is not stated is null with the qualifier SEVERAL, never 0', () => {
  expect(statedAmount({ qualifier: 'SEVERAL' }, 'COUNT')).toEqual({ value: null, unit: 'COUNT', qualifier: 'SEVERAL' });
  expect(() => statedAmount({}, 'COUNT')).toThrow('SEVERAL');
  expect(() => statedAmount({ value: '3', qualifier: 'SEVERAL' }, 'COUNT')).toThrow('cannot be SEVERAL');
});

test.each(['0', '-1', '0.00', '1e3', '1234567890123456', '1.23456'])('%s is not an amount', (value) => {
  expect(() => statedAmount({ value }, 'HOUR')).toThrow('more than 0');
});

test('only hours have fractions', () => {
  expect(() => statedAmount({ value: '1.5' }, 'COPY')).toThrow('whole numbers');
});

test('a period does not end before it begins, and its open ends stay open', () => {
  expect(statedPeriod({ label: '近3年' })).toEqual({ label: '近3年', from: null, to: null, assumed: false });
  expect(() => requireOrder('2020-02-01', '2020-01-31', 'endsOn')).toThrow('before the beginning');
  expect(() => requireOrder('2020-02-01', null, 'endsOn')).not.toThrow();
});
