import { expect, test } from '@jest/globals';
import { optionalText, requireText } from './text.ts';

test('a text is trimmed and converted to NFC', () => {
  expect(requireText('  e\u0301 ', 'title')).toBe('\u00e9');
});

test.each([
  ['a zero-width space', '梧州\u200b科协'],
  ['a byte order mark', '\ufeff梧州科协'],
  ['a bidirectional override', '梧州\u202e科协\u202c'],
  ['a soft hyphen', '梧州\u00ad科协'],
  ['a null character', '梧州\u0000科协'],
  ['an escape character', '\u001b梧州科协'],
])('%s is not stored, so that equal names stay equal', (_, text) => {
  expect(requireText(text, 'name')).toBe('梧州科协');
});

test('lines are separated by \\n, and a tab stays', () => {
  expect(requireText('a\r\nb\rc\u2028d\te', 'note')).toBe('a\nb\nc\nd\te');
});

test('half of a surrogate pair is refused', () => {
  for (const text of ['\ud800', 'a\udfff', '\udc00\ud800'])
    expect(() => requireText(text, 'name')).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: ['name'] }),
    );
  expect(requireText('🚀', 'name')).toBe('🚀');
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

test.each([undefined, null, '', ' \t', '\u200b \u0000'])('an optional text that is %j is null', (text) => {
  expect(optionalText(text, 'note')).toBeNull();
});

test('the bounds also apply to an optional text', () => {
  expect(optionalText(' a ', 'note')).toBe('a');
  expect(() => optionalText('abc', 'note', { max: 2 })).toThrow('1 to 2');
});
