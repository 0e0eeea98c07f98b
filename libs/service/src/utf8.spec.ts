import { expect, test } from '@jest/globals';
import { encodeUtf8 } from './utf8.ts';

const texts = [
  '',
  'a',
  '科协',
  '😀',
  '\u{d800}',
  'a\u{dc00}b',
  `${'x'.repeat(100_000)}é`,
  '协'.repeat(100_000),
  'short again',
  '协'.repeat(6_000_000),
];

test.each(texts.map((text) => [`${text.slice(0, 10)} (${text.length})`, text]))(
  'the encoding of %s equals that of Buffer.from',
  (_, text) => {
    expect(encodeUtf8(text).equals(Buffer.from(text))).toBe(true);
  },
);

test('the bytes of a buffer do not change when another text is encoded', () => {
  const first = encodeUtf8('协'.repeat(1_000));
  encodeUtf8('x'.repeat(3_000));
  expect(first.toString()).toBe('协'.repeat(1_000));
});
