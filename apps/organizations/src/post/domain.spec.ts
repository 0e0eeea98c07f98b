import { describe, expect, test } from '@jest/globals';
import { active, enterprise, founded, today } from '../../test/examples.ts';
import { dissolve } from '../dissolution/domain.ts';
import type { Organization } from '../organization/domain.ts';
import { appoint, holderOf, holdingsOf, leave, postsOn } from './domain.ts';

const known = { isKnown: true, today };
const appointment = {
  post: 'CHAIR' as const,
  personId: 'per_5',
  since: '2021-05-28',
  documentNo: '梧科协〔2021〕20号',
};

describe('a post', () => {
  test('is held by the persons of the founding, also in a record of an earlier version, which has no posts', () => {
    const chair = [{ post: 'CHAIR', personId: 'per_0', from: '2021-05-20', until: null }];
    expect(postsOn(founded())).toMatchObject(chair);
    const { posts: _, ...earlier } = active();
    expect(holdingsOf(earlier)).toMatchObject(chair);
    expect(holdingsOf(enterprise)).toEqual([]);
  });

  test('of one person passes to the successor on the day of the appointment, and several persons are vice chairs', () => {
    const appointed = appoint(active(), appointment, known).next;
    expect(
      ['2021-05-19', '2021-05-20', '2021-05-27', '2021-05-28'].map((day) => postsOn(appointed, day)),
    ).toMatchObject([[], [{ personId: 'per_0' }], [{ personId: 'per_0' }], [{ personId: 'per_5' }]]);
    const vice = (current: Organization, personId: string) =>
      appoint(current, { ...appointment, post: 'VICE_CHAIR', personId }, known).next;
    const two = vice(vice(appointed, 'per_6'), 'per_7');
    expect(postsOn(two).map(({ personId }) => personId)).toEqual(['per_5', 'per_6', 'per_7']);
    expect(() => vice(two, 'per_6')).toThrow('holds the post already');
  });

  test('stays without a holder after its holder has left it, until somebody is appointed', () => {
    const stated = { post: 'CHAIR' as const, personId: 'per_0', until: '2021-05-28', reason: '工作调动' };
    const left = leave(active(), stated, today).next;
    expect(holderOf(left, 'CHAIR')).toBeNull();
    expect(left.posts).toMatchObject([{ until: '2021-05-28', leaveReason: '工作调动' }]);
    expect(() => leave(left, stated, today)).toThrow('does not hold the post');
    expect(() => appoint(left, { ...appointment, since: '2021-05-27' }, known)).toThrow('2021-05-28');
    expect(holderOf(appoint(left, appointment, known).next, 'CHAIR')).toBe('per_5');
  });

  test('is left on the day on which the association ends', () => {
    const request = { reason: '注销', dissolvedOn: '2021-05-30', successor: null, wantsSuccessor: false };
    const { next } = dissolve(
      active(),
      { ...request, childrenInUse: 0, childrenAlive: 0, documentNo: null, isSuccessorBelow: false, hostedInUse: 0 },
      today,
    );
    expect(holdingsOf(next)).toMatchObject([{ personId: 'per_0', until: '2021-05-30' }]);
  });

  test.each<[string, Partial<typeof appointment>, boolean, string, string]>([
    ['a person who is not known', {}, false, 'REFERENCE_UNKNOWN', 'personId'],
    ['a day before the present holder', { since: '2021-05-19' }, true, 'VALIDATION_FAILED', 'since'],
    ['a day in the future', { since: '2021-06-02' }, true, 'VALIDATION_FAILED', 'since'],
    ['an empty document number', { documentNo: '' }, true, 'VALIDATION_FAILED', 'documentNo'],
    ['the present holder', { personId: 'per_0' }, true, 'VALIDATION_FAILED', 'personId'],
  ])('is not given to %s', (_, change, isKnown, code, field) => {
    expect(() => appoint(active(), { ...appointment, ...change }, { isKnown, today })).toThrow(
      expect.objectContaining({ code, inputPath: [field] }),
    );
  });

  test('exists in active associations only', () => {
    expect(() => appoint(enterprise, appointment, known)).toThrow('Only an association');
    expect(() => appoint(founded(), appointment, known)).toThrow('FOUNDED');
  });
});
