import { expect, test } from '@jest/globals';
import type { DomainError } from '@kexie/kernel';
import { copyOf, honourFacts, honoursOf, levelOfRegion, newHonour, revoke } from './domain.ts';

const today = '2026-11-27';
const stated = { title: '全国优秀科技工作者', year: 2012, conferredBy: ['中国科协'], documentNo: '科协发〔2012〕1号' };
const honour = newHonour({
  ...honourFacts(stated, today),
  _id: 'hon_1',
  personId: 'per_1',
  regionCode: '450400',
  level: 'NATIONAL',
  campaignId: null,
  grantedOn: today,
  grantedBy: 'usr_1',
});

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as DomainError).code;
  }
}

test('an honour of an award has the level of the region of the award', () => {
  expect(
    ['100000', '450000', '450400', '450400-DZ01', '450421', '450421101', '450421101001'].map(levelOfRegion),
  ).toEqual(['NATIONAL', 'PROVINCIAL', 'PREFECTURE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'TOWNSHIP']);
});

test('an honour that staff record has a document, bodies, and a year that has begun', () => {
  for (const wrong of [
    { documentNo: ' ' },
    { conferredBy: [] },
    { conferredBy: [''] },
    { conferredBy: Array.from({ length: 11 }, () => '县委') },
    { title: '' },
    { year: 2027 },
    { year: 1899 },
  ])
    expect([wrong, codeOf(() => honourFacts({ ...stated, ...wrong }, today))]).toEqual([wrong, 'VALIDATION_FAILED']);
});

test('an honour is revoked once, with a reason', () => {
  const by = { reason: '学术不端', by: 'usr_2', today };
  const revoked = revoke(honour, by);
  expect(revoked).toMatchObject({
    status: 'REVOKED',
    revokedOn: today,
    revokedBy: 'usr_2',
    revocationReason: '学术不端',
  });
  expect(codeOf(() => revoke(revoked, by))).toBe('INVALID_TRANSITION');
  expect(codeOf(() => revoke(honour, { ...by, reason: ' ' }))).toBe('VALIDATION_FAILED');
});

test('a person has the records in force and the copies without a record, each once, the oldest first', () => {
  const revoked = revoke({ ...honour, _id: 'hon_2' }, { reason: '重复', by: 'usr_2', today });
  const copy = { ...copyOf(honour), id: 'hon_3', year: 2010, campaignId: 'awd_1' };
  const shown = honoursOf({ _id: 'per_1', honours: [copyOf(honour), copy] }, [honour, revoked]);
  expect(shown.map(({ id, record }) => [id, record?.level ?? null])).toEqual([
    ['hon_3', null],
    ['hon_1', 'NATIONAL'],
  ]);
});
