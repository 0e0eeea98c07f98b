import { expect, test } from '@jest/globals';
import { createTieBreak, murmur3 } from './ties.ts';

// Computed with the package mmh3 (PyPI), which wraps the original C++ code.
test.each([
  ['', 0, 0x00000000],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['test', 0, 0xba6bd213],
  ['test', 0x9747b28c, 0x704b81dc],
  ['Hello, world!', 0, 0xc0363e43],
  ['Hello, world!', 0x9747b28c, 0x24884cba],
  ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
  ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
  ['六堡茶', 7, 0x89ee57aa],
])('the hash of "%s" with the seed %d is the one of MurmurHash3', (text, seed, hash) => {
  expect(murmur3(text, seed)).toBe(hash);
});

test('the tie-break of a pair depends on the seed and the ids, not on their positions', () => {
  const [a, b] = [createTieBreak('s', ['n1', 'n2'], ['e1']), createTieBreak('s', ['n2'], ['e0', 'e1'])];
  expect(a(1, 0)).toBe(b(0, 1));
  expect(a(1, 0)).not.toBe(a(0, 0));
  expect(createTieBreak('t', ['n1', 'n2'], ['e1'])(1, 0)).not.toBe(a(1, 0));
  expect(createTieBreak('s', ['e1'], ['n2'])(0, 0)).not.toBe(a(1, 0));
});

test('100,000 pairs have different tie-breaks, spread evenly over the whole range', () => {
  const ids = (prefix: string) => Array.from({ length: 1_000 }, (_, index) => `${prefix}_${index}`);
  const tieBreak = createTieBreak('2026', ids('ned').slice(0, 100), ids('exp'));
  const all = new Float64Array(100_000);
  for (let at = 0; at < all.length; at += 1) all[at] = tieBreak(Math.floor(at / 1_000), at % 1_000);
  const buckets = new Uint32Array(16);
  for (const tie of all) buckets[Math.floor(tie / 2 ** 49)]! += 1;
  // 6,250 are expected in each; the standard deviation is 77.
  for (const count of buckets) expect(Math.abs(count - 6_250)).toBeLessThan(500);
  all.sort();
  expect(all.every((tie, at) => at === 0 || tie > all[at - 1]!)).toBe(true);
});
