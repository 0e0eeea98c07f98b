import { expect, test } from '@jest/globals';
import { parseValue } from 'graphql';
import { scalars } from './scalars.ts';

test('an invalid day is refused with a message that states the expected form, as a literal and as a variable', () => {
  for (const day of [
    '2020-02-30',
    '2020-13-01',
    '20201231',
    'yesterday',
    '0000-01-01',
    '1899-12-31',
    '2101-01-01',
    '2999-01-01',
  ]) {
    expect(() => scalars.Date.parseValue(day)).toThrow(
      'A Date is a civil day such as "2020-12-31", from 1900-01-01 to 2100-12-31.',
    );
    expect(() => scalars.Date.parseLiteral(parseValue(`"${day}"`))).toThrow('A Date is a civil day');
  }
  expect(scalars.Date.parseValue('2020-02-29')).toBe('2020-02-29');
});

test('a decimal keeps every digit, and other texts are refused', () => {
  expect(scalars.Decimal.parseValue('108034000000.10')).toBe('108034000000.10');
  expect(scalars.Decimal.parseLiteral(parseValue('10.5'))).toBe('10.5');
  for (const nonsense of ['1e9', '', 'NaN', '1,000', { $gt: 1 }, null])
    expect(() => scalars.Decimal.parseValue(nonsense)).toThrow('A Decimal is a string of digits');
});
