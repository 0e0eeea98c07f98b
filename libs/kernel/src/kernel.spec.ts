import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ancestorsOf,
  codeRange,
  combineQualifiers,
  contains,
  countyOf,
  decodeCursor,
  encodeCursor,
  isId,
  isRegionCode,
  measure,
  newEventId,
  newId,
  pageSize,
  sumMeasures,
  type Qualifier,
  type Unit,
  toDay,
  yearOf,
} from './index.ts';

test('entity ids have the prefix of their noun, are unique and sort by time of creation', () => {
  const [early, late] = [newId('org', 1_000), newId('org', 2_000)];
  expect(isId('org', early)).toBe(true);
  expect(isId('per', early)).toBe(false);
  expect(early < late).toBe(true);
  expect(new Set(Array.from({ length: 1_000 }, () => newId('per', 1))).size).toBe(1_000);
});

test('event ids are version 7 UUIDs', () => {
  for (let i = 0; i < 100; i += 1)
    expect(newEventId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('event ids sort in the order of creation, even within one millisecond and when the clock is set back', () => {
  const ids = [...Array.from({ length: 5_000 }, () => newEventId(1_000)), newEventId(500), newEventId(2_000_000)];
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
});

test('the civil day and year are those of Asia/Shanghai', () => {
  expect(toDay(new Date('2020-12-31T15:59:59Z'))).toBe('2020-12-31');
  expect(yearOf(new Date('2020-12-31T16:00:00Z'))).toBe(2021);
});

test('a page has 0 to 100 items, and 20 by default', () => {
  expect([pageSize(undefined), pageSize(0), pageSize(100)]).toEqual([20, 0, 100]);
  for (const size of [-1, 101, 1.5]) expect(() => pageSize(size)).toThrow('"first" must be between 0 and 100');
});

test('a cursor can be decoded, and an invalid cursor is refused', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null))), (values) => {
      expect(decodeCursor('persons', encodeCursor('persons', values), values.length)).toEqual(values);
    }),
  );
  for (const nonsense of [
    '',
    'x',
    encodeCursor('persons', ['a']),
    encodeCursor('awards', ['a', 'b']),
    Buffer.from('{"$gt":1}').toString('base64url'),
  ]) {
    expect(() => decodeCursor('persons', nonsense, 2)).toThrow('not a cursor of this list');
  }
});

test('codes nest by prefix: a region contains itself and the regions below it, and no others', () => {
  expect(contains('450400', '450421101201')).toBe(true);
  expect(contains('450400', '450400')).toBe(true);
  expect(contains('450400', '450400-DZ01')).toBe(true);
  expect(contains('450421', '450422100')).toBe(false);
  expect(contains('450000', '440300')).toBe(false);
  const { from, to } = codeRange('450400');
  expect(['450400', '450421112', '450481', '450400-DZ01'].every((code) => code >= from && code < to)).toBe(true);
  expect(['450300', '450500', '450321'].some((code) => code >= from && code < to)).toBe(false);
});

test('the country contains every region, and no region contains the country', () => {
  const { from, to } = codeRange('100000');
  for (const code of ['100000', '110000', '450421112201', '450400-DZ01', '820000']) {
    expect([code, contains('100000', code), code >= from && code < to]).toEqual([code, true, true]);
  }
  expect(['110000', '450400'].some((code) => contains(code, '100000'))).toBe(false);
});

test('a text that is not a region code contains nothing: a claim of "450" is no right over 4504', () => {
  for (const text of ['', '4', '45', '450', '4504', '45042', '4504211', '45042110', '450421-', '100', 'x'])
    for (const code of ['450000', '450400', '450421', '450421101', '450400-DZ01'])
      expect([text, code, contains(text, code)]).toEqual([text, code, false]);
});

test('the regions above a region follow from its code', () => {
  expect(ancestorsOf('450421112201')).toEqual(['450421112', '450421', '450400', '450000', '100000']);
  expect(ancestorsOf('450400')).toEqual(['450000', '100000']);
  expect(ancestorsOf('450400-DZ01')).toEqual(['450400', '450000', '100000']);
  expect(ancestorsOf('100000')).toEqual([]);
  expect([countyOf('450421112'), countyOf('450400')]).toEqual(['450421', undefined]);
  expect(['450400', '450421112', '450400-DZ01'].every(isRegionCode)).toBe(true);
  expect(['4504', 'x', '45040', ''].some(isRegionCode)).toBe(false);
});

test('the sum of qualified figures is not more precise than its terms', () => {
  expect(combineQualifiers({ stated: ['EXACT', 'EXACT'] })).toBe('EXACT');
  expect(combineQualifiers({ stated: ['OVER', 'EXACT'] })).toBe('OVER');
  expect(combineQualifiers({ stated: ['AT_LEAST', 'OVER'] })).toBe('OVER');
  expect(combineQualifiers({ stated: ['NEARLY', 'NEARLY'] })).toBe('NEARLY');
  expect(combineQualifiers({ stated: ['OVER', 'NEARLY'] })).toBe('ABOUT');
});

test('a sum with an unstated part is at least its known part', () => {
  expect(combineQualifiers({ stated: ['EXACT'], unstated: ['EXACT'] })).toBe('AT_LEAST');
  expect(combineQualifiers({ stated: ['AT_LEAST'], unstated: ['EXACT'] })).toBe('AT_LEAST');
  expect(combineQualifiers({ stated: ['OVER'], unstated: ['EXACT'] })).toBe('OVER');
  expect(combineQualifiers({ stated: ['NEARLY'], unstated: ['EXACT'] })).toBe('ABOUT');
  expect(combineQualifiers({ stated: ['EXACT'], unstated: ['SEVERAL'] })).toBe('OVER');
  expect(combineQualifiers({ stated: [], unstated: ['SEVERAL', 'EXACT'] })).toBe('SEVERAL');
});

const qualifier = fc.constantFrom<Qualifier>('EXACT', 'OVER', 'NEARLY', 'ABOUT', 'AT_LEAST');
const term = fc.oneof(
  fc.record({ value: fc.nat().map(String), unit: fc.constant<Unit>('PERSON'), qualifier }),
  fc.record({
    value: fc.constant(null),
    unit: fc.constant<Unit>('PERSON'),
    qualifier: fc.constantFrom<Qualifier>('EXACT', 'SEVERAL'),
  }),
);

test('a sum depends neither on the order nor on the grouping of its terms', () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 6 }), fc.array(term, { minLength: 1, maxLength: 6 }), (left, right) => {
      const sum = sumMeasures([...left, ...right], 'PERSON');
      expect(sumMeasures([...right, ...left], 'PERSON')).toEqual(sum);
      const parts = [left, right].filter((terms) => terms.length > 0).map((terms) => sumMeasures(terms, 'PERSON'));
      expect(sumMeasures(parts, 'PERSON')).toEqual(sum);
    }),
  );
});

test('a sum is EXACT only when all of its terms have a value and are EXACT', () => {
  fc.assert(
    fc.property(fc.array(term, { minLength: 1, maxLength: 6 }), (terms) => {
      const sum = sumMeasures(terms, 'PERSON');
      if (sum.value !== null && sum.qualifier === 'EXACT')
        expect(terms.every(({ value, qualifier: own }) => value !== null && own === 'EXACT')).toBe(true);
    }),
  );
});

test('sums are exact for numbers of any size, and a missing figure is never 0', () => {
  expect(sumMeasures([measure('108034000000.10', 'CNY'), measure('0.90', 'CNY', 'OVER')], 'CNY')).toEqual(
    measure('108034000001', 'CNY', 'OVER'),
  );
  expect(sumMeasures([measure(null, 'HOUR')], 'HOUR').value).toBeNull();
  expect(sumMeasures([], 'HOUR').value).toBeNull();
  expect(sumMeasures([measure('-0.5', 'HOUR'), measure('0.25', 'HOUR')], 'HOUR').value).toBe('-0.25');
});
