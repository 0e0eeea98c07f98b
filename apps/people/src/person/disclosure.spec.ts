import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { viewerOf } from '@kexie/service';
import type { PeopleDimension } from '../generated/graphql.ts';
import { missingScope, requireCoarse, withhold } from './disclosure.ts';

const dimension: PeopleDimension = 'HOME_STATUS';
const row = (code: string, persons: number, homeRegistered = 0) => ({
  keys: [{ dimension, code, label: code }],
  persons,
  homeRegistered,
  homeActive: 0,
  members: 0,
});
const shown = (...sizes: number[]) =>
  withhold(
    sizes.map((size, index) => row(String(index), size)),
    [dimension],
  ).map(({ keys, persons, suppressed }) => [keys.map(({ code }) => code).join(), persons, suppressed]);

test('a small group has no keys, and is merged until the merged row has five persons', () => {
  expect(shown(12, 3, 2)).toEqual([
    ['0', 10, false],
    ['', 5, true],
  ]);
  expect(shown(40, 3, 6)).toEqual([
    ['0', 40, false],
    ['', 10, true],
  ]);
  expect(shown(1)).toEqual([['', null, true]]);
});

test('nobody and four persons look the same, so that a date cannot be found by halving', () => {
  expect(shown()).toEqual(shown(4));
  expect(shown(0)).toEqual(shown(4));
});

test('persons who count in several subjects do not fill the merged row', () => {
  const rows = Array.from({ length: 5 }, (_, index) => row(String(index), 1));
  expect(withhold(rows, ['SUBJECT'])).toMatchObject([{ keys: [], persons: null }]);
});

test('of any groups, no answer shows a count that is no multiple of five, keys of fewer than five persons, or a count that one person changes by one', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 8 }), (sizes) => {
      const answer = withhold(
        sizes.map((size, index) => row(String(index), size, Math.floor(size / 2))),
        [dimension],
      );
      for (const { keys, persons, homeRegistered } of answer) {
        for (const { code } of keys) expect(sizes[Number(code)]).toBeGreaterThanOrEqual(5);
        expect([(persons ?? 0) % 5, (homeRegistered ?? 0) % 5]).toEqual([0, 0]);
      }
      expect(answer.length).toBeGreaterThan(0);
      const hidden = sizes.filter((_, index) => !answer.some(({ keys }) => keys[0]?.code === String(index)));
      const known = hidden.reduce((total, size) => total + size, 0);
      if (answer.at(-1)?.persons !== null && hidden.length > 0) expect(known).toBeGreaterThanOrEqual(5);
    }),
  );
});

const viewer = (roles: string[], regions: string[] = []) =>
  viewerOf({ id: 'usr_1', roles, regions, organizations: [] });

test('only viewers of the register see exact counts, and those by gender only staff of all regions of the filter', () => {
  const byGender = { filter: { regions: ['450421'] }, groupBy: ['GENDER'] as const };
  expect(missingScope(viewer(['analyst']), { groupBy: [] })).toBe('people:register:read');
  expect(missingScope(viewer(['worker']), byGender)).toBe('people:register:read');
  expect(missingScope(viewer(['secretary']), { groupBy: [] })).toBeUndefined();
  expect(missingScope(viewer(['secretary']), byGender)).toBe('people:personal:read');
  expect(missingScope(viewer(['staff'], ['450422']), byGender)).toBe('people:personal:read');
  expect(missingScope(viewer(['staff'], ['450421']), { groupBy: ['GENDER'] })).toBe('people:personal:read');
  expect(missingScope(viewer(['staff'], ['450400']), byGender)).toBeUndefined();
  expect(missingScope(viewer(['administrator']), byGender)).toBeUndefined();
});

test('a filter that can name one person is refused, and the error names the scope', () => {
  for (const filter of [
    { employerIds: ['org_1'] },
    { titleLevels: ['SENIOR' as const] },
    { subjectPrefixes: ['61030'] },
    { memberOf: 'org_1' },
    { honourTitle: '奖' },
    { registeredFrom: '2021-01-01' },
    { registeredTo: '2021-01-01' },
    { regions: ['450421101'] },
    { regions: ['450400-DZ01'] },
  ])
    expect(() => requireCoarse(filter, 'people:register:read')).toThrow('people:register:read');
  expect(() => requireCoarse({ regions: ['450421'], homeStatuses: ['ACTIVE'] }, 'x')).not.toThrow();
});
