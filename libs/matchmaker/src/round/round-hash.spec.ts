import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, hashInput, hashOutput, type RoundInput } from './round-hash.ts';

const input: RoundInput = {
  settings: { seed: 'a', modelVersion: '2', thresholds: { need: 0.3, expert: 1e21 } },
  needs: [{ id: 'n2', quota: 1 } as { id: string }, { id: 'n1', quota: 2 } as { id: string }],
  experts: [{ id: 'e1' }],
  frozen: [
    { needId: 'n1', expertId: 'e2' },
    { needId: 'n1', expertId: 'e1' },
  ],
  forbidden: [],
};

test('the hash of the inputs is the SHA-256 of one canonical JSON text, so that anyone can verify it', () => {
  const text =
    '{"experts":[{"id":"e1"}],"forbidden":[],"frozen":[{"expertId":"e1","needId":"n1"},{"expertId":"e2","needId":"n1"}],' +
    '"needs":[{"id":"n1","quota":2},{"id":"n2","quota":1}],' +
    '"settings":{"modelVersion":"2","seed":"a","thresholds":{"expert":1e+21,"need":0.3}}}';
  expect(hashInput(input)).toBe(createHash('sha256').update(text).digest('hex'));
  expect(hashOutput([])).toBe(createHash('sha256').update('{"pairs":[]}').digest('hex'));
});

test('the order of records, pairs and keys does not change the hashes', () => {
  const reversed: RoundInput = {
    forbidden: [],
    frozen: input.frozen.toReversed(),
    experts: input.experts,
    needs: input.needs.toReversed(),
    settings: Object.fromEntries(Object.entries(input.settings).toReversed()),
  };
  expect(hashInput(reversed)).toBe(hashInput(input));
  expect(hashOutput(input.frozen.toReversed())).toBe(hashOutput(input.frozen));
});

test('a change of a setting, a fact or a pair changes the hash', () => {
  const changed: RoundInput[] = [
    { ...input, settings: { ...input.settings, seed: 'b' } },
    { ...input, needs: [{ id: 'n1' }, { id: 'n2' }] },
    { ...input, frozen: [], forbidden: input.frozen },
    { ...input, frozen: input.frozen.slice(1) },
  ];
  expect(new Set([input, ...changed].map(hashInput)).size).toBe(5);
  expect(hashOutput(input.frozen)).not.toBe(hashOutput(input.frozen.slice(1)));
});

test('canonical JSON keeps every value that JSON can hold', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

test('keys are in the order of their UTF-16 code units', () => {
  // The example of RFC 8785, section 3.2.3.
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
  const ordered = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
  expect(Object.keys(JSON.parse(canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))) as object)).toEqual(
    // JSON.parse moves integer keys to the front
    ['1', ...ordered.filter((key) => key !== '1')],
  );
  expect(canonicalJson({ '\u20ac': 0, '\ufb33': 0, '\ud83d\ude00': 0, a: undefined })).toBe(
    '{"\u20ac":0,"\ud83d\ude00":0,"\ufb33":0}',
  );
});

test.each([
  ['NaN', Number.NaN],
  ['an infinite number', Infinity],
  ['a big integer', 1n],
  ['undefined in a list', [undefined]],
  ['a date', { at: new Date(0) }],
  ['a map', new Map()],
  ['a function', () => 1],
])('%s has no canonical JSON', (_, value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});

test('an object that contains itself has no canonical JSON', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  expect(() => canonicalJson(circle)).toThrow(TypeError);
});
