import { describe, expect, test } from '@jest/globals';
import {
  isIndustryCode,
  isSubjectCode,
  requireCreditCode,
  requireIndustryCodes,
  requireSubjectCodes,
} from './codes.ts';

describe('a subject code', () => {
  test.each(['110', '61030', '2302070', '910'])('%s has the form of GB/T 13745', (code) =>
    expect(isSubjectCode(code)).toBe(true),
  );
  test.each(['', '111', '1101', '000', '110101010', '🚀', '110\n', '１１０'])('%j is refused', (code) => {
    expect(isSubjectCode(code)).toBe(false);
    expect(() => requireSubjectCodes([code], 'subjectCodes')).toThrow('GB/T 13745');
  });
});

describe('an industry code', () => {
  test.each(['A', 'A03', 'A039', 'A0392', 'N77', 'T97'])('%s has the form of GB/T 4754', (code) =>
    expect(isIndustryCode(code)).toBe(true),
  );
  test.each(['', 'U', 'A0', 'A06', 'B01', 'A03921', 'a03', '🚀', '03'])('%j is refused', (code) => {
    expect(isIndustryCode(code)).toBe(false);
    expect(() => requireIndustryCodes([code], 'industryCodes')).toThrow('GB/T 4754');
  });
});

test('codes are kept once each, at most 20, and an absent list has none', () => {
  expect(requireSubjectCodes(['110', '110', '120'], 'subjectCodes')).toEqual(['110', '120']);
  expect(requireSubjectCodes(null, 'subjectCodes')).toEqual([]);
  const many = Array.from({ length: 21 }, (_, index) => `110${String(index).padStart(2, '0')}`);
  expect(() => requireSubjectCodes(many, 'subjectCodes')).toThrow('at most 20');
});

test('a credit code has 18 characters and its check character, and is stored in capitals', () => {
  expect(requireCreditCode(' 91350100m000100y43 ', 'creditCode')).toBe('91350100M000100Y43');
  for (const wrong of ['91350100M000100Y44', '91350100M000100Y4', '91350100I000100Y43', '', '1'.repeat(950_000)])
    expect(() => requireCreditCode(wrong, 'creditCode')).toThrow('check character');
});
