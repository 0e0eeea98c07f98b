import { expect, test } from '@jest/globals';
import { active, city, today } from '../../test/examples.ts';
import { setStaffing, staffingOn } from './domain.ts';

const figures = {
  authorizedPosts: 1,
  fullTimeStaff: 0,
  partTimeStaff: 2,
  asOf: '2021-05-30',
  correctionReason: null as string | null,
};
const staffed = setStaffing(city, figures, today).next;

test('an organization accepts only newer staffing, and numbers that it can have', () => {
  expect(() => setStaffing(staffed, { ...figures, asOf: '2021-05-29' }, today)).toThrow('Newer figures');
  expect(() => setStaffing(staffed, { ...figures, asOf: '2021-06-02' }, today)).toThrow('in the future');
  for (const field of ['authorizedPosts', 'fullTimeStaff', 'partTimeStaff'])
    for (const count of [-1, 10_001, 2_147_483_647])
      expect(() => setStaffing(staffed, { ...figures, asOf: '2021-05-31', [field]: count }, today)).toThrow(
        expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: [field] }),
      );
});

test('figures of the same day are a correction, which has a reason and leaves the corrected ones in the history', () => {
  const wrong = { code: 'VALIDATION_FAILED', inputPath: ['correctionReason'] };
  expect(() => setStaffing(staffed, { ...figures, fullTimeStaff: 3 }, today)).toThrow(expect.objectContaining(wrong));
  const later = { ...figures, asOf: '2021-05-31', correctionReason: '漏报' };
  expect(() => setStaffing(staffed, later, today)).toThrow(expect.objectContaining(wrong));
  expect(() => setStaffing(city, later, today)).toThrow(expect.objectContaining(wrong));
  const { next, events } = setStaffing(staffed, { ...figures, fullTimeStaff: 3, correctionReason: '漏报' }, today);
  expect(next.staffing).toMatchObject({ fullTimeStaff: 3, correctionReason: '漏报' });
  expect(next.staffingHistory).toMatchObject([{ fullTimeStaff: 0, asOf: '2021-05-30', correctionReason: null }]);
  expect(events).toMatchObject([
    { type: 'organizations.organization.staffing-changed.v1', data: { fullTimeStaff: 3, asOf: '2021-05-30' } },
  ]);
  expect(staffingOn(next, '2021-05-30')?.fullTimeStaff).toBe(3);
  expect(staffingOn(next, '2021-05-29')).toBeUndefined();
});

test('a kind of organization without authorized posts (编制) has none', () => {
  expect(() => setStaffing(active(), figures, today)).toThrow(
    expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: ['authorizedPosts'] }),
  );
  expect(setStaffing(active(), { ...figures, authorizedPosts: null }, today).next.staffing?.partTimeStaff).toBe(2);
});
