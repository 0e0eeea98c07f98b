import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLists } from './lists.ts';

const anyStep = fc.record({
  list: fc.nat({ max: 4 }),
  value: fc.nat({ max: 60 }),
  kind: fc.constantFrom('insert', 'insert', 'insert', 'remove', 'set'),
});

test('lists with any sequence of insertions, removals and replacements have the entries of sorted arrays', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 300 }), (steps) => {
      const lists = createLists();
      const model = Array.from({ length: 5 }, () => [] as number[]);
      for (let list = 0; list < 5; list += 1) lists.create();
      for (const { list, value, kind } of steps) {
        const expected = model[list] as number[];
        if (kind === 'insert' && !expected.includes(value)) {
          lists.insert(list, value);
          expected.push(value);
          expected.sort((a, b) => a - b);
        } else if (kind === 'remove') {
          lists.remove(list, value, value + 1);
          if (expected.includes(value)) expected.splice(expected.indexOf(value), 1);
        } else if (kind === 'set') {
          const values = Array.from({ length: value }, (_, index) => index * 2);
          lists.set(list, values);
          expected.splice(0, expected.length, ...values);
        }
        model.forEach((entries, other) => {
          const length = lists.length(other);
          const start = length === 0 ? 0 : lists.start(other);
          expect(length === 0 ? [] : Array.from(lists.array(other).subarray(start, start + length))).toEqual(entries);
        });
      }
    }),
    { numRuns: 200 },
  );
});
