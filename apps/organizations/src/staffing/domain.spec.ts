import { expect, test } from '@jest/globals';
import { active, today } from '../../test/examples.ts';
import { setStaffing } from './domain.ts';

test('an active association accepts only newer staffing, and numbers that an organization can have', () => {
  const staffed = setStaffing(
    active(),
    { authorizedPosts: 1, fullTimeStaff: 0, partTimeStaff: 2, asOf: '2021-05-31' },
    today,
  ).next;
  expect(() =>
    setStaffing(staffed, { authorizedPosts: 1, fullTimeStaff: 0, partTimeStaff: 2, asOf: '2021-05-30' }, today),
  ).toThrow('Newer figures');
  const numbers = { authorizedPosts: 1, fullTimeStaff: 0, partTimeStaff: 2, asOf: '2021-05-31' };
  for (const field of ['authorizedPosts', 'fullTimeStaff', 'partTimeStaff'])
    for (const count of [-1, 10_001, 2_147_483_647])
      expect(() => setStaffing(staffed, { ...numbers, [field]: count }, today)).toThrow(
        expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: [field] }),
      );
});
