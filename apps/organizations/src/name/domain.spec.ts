import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { draft, today } from '../../test/examples.ts';
import { abbreviationsOf, aliasesOf, nameKey, rename } from './domain.ts';
import { type Organization } from '../organization/domain.ts';

describe('a renaming', () => {
  const renaming = { name: '新企业科协', documentNo: '梧科协〔2021〕15号', renamedOn: '2021-05-28' };
  const active: Organization = {
    ...draft,
    status: 'ACTIVE',
    foundedOn: '2021-05-20',
    shortName: '企科协',
    aliases: ['旧称'],
  };

  test('keeps the earlier names with their last day and document, and they become aliases', () => {
    const { next, events } = rename(active, renaming, today);
    expect(next).toMatchObject({
      name: '新企业科协',
      shortName: '企科协',
      aliases: ['旧称'],
      nameHistory: [{ name: '某企业科协', shortName: '企科协', until: '2021-05-28', documentNo: renaming.documentNo }],
    });
    expect(aliasesOf(next)).toEqual(['旧称', '某企业科协']);
    expect(events).toMatchObject([
      { type: 'organizations.organization.changed.v1', data: { name: '新企业科协', before: { name: '某企业科协' } } },
    ]);
    const back = rename(next, { ...renaming, name: '某企业科协', shortName: null, renamedOn: today }, today).next;
    expect(aliasesOf(back)).toEqual(['旧称', '企科协', '新企业科协']);
  });

  test.each<[string, Partial<typeof renaming>, string]>([
    ['the same name', { name: '某企业科协' }, 'name'],
    ['a name that is too short', { name: '科' }, 'name'],
    ['a name of punctuation', { name: '《》' }, 'name'],
    ['no document', { documentNo: ' ' }, 'documentNo'],
    ['a day in the future', { renamedOn: '2021-06-02' }, 'renamedOn'],
    ['a day before the founding', { renamedOn: '2021-05-19' }, 'renamedOn'],
  ])('with %s is refused', (_, change, field) => {
    expect(() => rename(active, { ...renaming, ...change }, today)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: [field] }),
    );
  });

  test('applies only to an organization in use, and only after the renaming before it', () => {
    for (const status of ['APPLIED', 'RETURNED', 'APPROVED', 'FOUNDED', 'DISSOLVED', 'MERGED', 'REJECTED'] as const)
      expect(() => rename({ ...active, status }, renaming, today)).toThrow(
        expect.objectContaining({ code: 'INVALID_TRANSITION' }),
      );
    const renamed = rename(active, renaming, today).next;
    expect(() => rename(renamed, { ...renaming, name: '再更名科协', renamedOn: '2021-05-27' }, today)).toThrow(
      'before 2021-05-28',
    );
  });
});

test('the comparison of names ignores width, case, white space and punctuation', () => {
  expect(nameKey('科普E站 “一”')).toBe(nameKey('科普e站"一"'));
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(nameKey(nameKey(name))).toBe(nameKey(name));
    }),
  );
});

test('the usual abbreviations of an association leave out the level of its place, unless the place has one character', () => {
  expect(abbreviationsOf('梧州市科学技术协会')).toEqual(['梧州市科协', '梧州科协']);
  expect(abbreviationsOf('藤县科学技术协会')).toEqual(['藤县科协']);
  expect(abbreviationsOf('水汶镇科协')).toEqual(['水汶科协']);
  expect(abbreviationsOf('梧州市蜂业学会')).toEqual([]);
});
