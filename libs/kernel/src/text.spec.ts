import { expect, test } from '@jest/globals';
import { optionalText, requireText } from './text.ts';

test('a text is trimmed and converted to NFC', () => {
  expect(requireText('  e\u0301 ', 'title')).toBe('\u00e9');
});

test('the bounds apply to characters, not to code units', () => {
  expect(requireText('𠮷𠮷', 'name', { min: 2, max: 2 })).toBe('𠮷𠮷');
  for (const [text, bounds] of [
    ['   ', {}],
    ['xxx', { max: 2 }],
    ['𠮷', { min: 2 }],
  ] as const) {
    expect(() => requireText(text, 'name', bounds)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: ['name'] }),
    );
  }
});

test.each([undefined, null, '', ' \t'])('an optional text that is %j is null', (text) => {
  expect(optionalText(text, 'note')).toBeNull();
});

test('the bounds also apply to an optional text', () => {
  expect(optionalText(' a ', 'note')).toBe('a');
  expect(() => optionalText('abc', 'note', { max: 2 })).toThrow('1 to 2');
});
