import { expect, test } from '@jest/globals';
import {
  activityFacts,
  blankActivity,
  completeActivity,
  reportActivity,
  scheduleActivity,
  searchable,
  searchWords,
  verifyActivity,
  type Activity,
  type ImportedActivity,
} from './domain.ts';

const circumstances = {
  organizer: { _id: 'org_1', kind: 'SOCIETY' },
  regionCode: '450421',
  facility: null,
  campaign: null,
};
const schedule = { title: '科普Ｅ站讲座', kind: 'LECTURE', startsAt: new Date('2020-12-31T16:00:00Z') } as const;
const activity = (changes: Partial<Activity> = {}): Activity => ({
  ...scheduleActivity('act_1', schedule, circumstances).next,
  ...changes,
});
const imported = (row: ImportedActivity, before: Activity | null = null) =>
  completeActivity({ ...(before ?? blankActivity('act_1', circumstances)), ...activityFacts(row) }, circumstances, {
    before,
    today: '2021-12-01',
    viewerId: 'staff-1',
  });
const after = { viewerId: 'staff-1', now: new Date('2021-01-02T00:00:00Z') };

test('the day of an activity is the calendar day in China', () => {
  expect(activity()).toMatchObject({
    status: 'SCHEDULED',
    heldFrom: '2021-01-01',
    heldTo: '2021-01-01',
    sessions: { value: '1', unit: 'SESSION', qualifier: 'EXACT' },
  });
  expect(() =>
    scheduleActivity('act_1', { ...schedule, endsAt: new Date('2020-12-31T15:00:00Z') }, circumstances),
  ).toThrow('before it begins');
});

test('a series of activities keeps the qualifier of its number and its period, and has no day', () => {
  const period = { label: '2017年以来', from: '2017-01-01', to: '2021-11-30', assumed: true };
  const row = {
    title: '科普学术活动',
    kind: 'OTHER',
    status: 'REPORTED',
    sessions: '560',
    sessionsQualifier: 'OVER',
    period,
  } as const;
  const series = imported(row);
  expect(series).toMatchObject({
    sessions: { value: '560', unit: 'SESSION', qualifier: 'OVER' },
    startsAt: null,
    heldFrom: '2017-01-01',
    heldTo: '2021-11-30',
    attendance: null,
    reportedBy: 'staff-1',
  });
  expect(() => imported({ ...row, startsAt: new Date() })).toThrow('either');
});

test('an activity is reported only after its start, and with a valid attendance', () => {
  const report = { attendance: 80, summary: '听众踊跃' };
  expect(reportActivity(activity(), report, after).next).toMatchObject({
    status: 'REPORTED',
    attendance: 80,
    onlineAttendance: null,
    reportedBy: 'staff-1',
  });
  expect(() => reportActivity(activity(), report, { ...after, now: new Date('2020-12-31T00:00:00Z') })).toThrow(
    'not begun',
  );
  expect(() => reportActivity(activity(), { ...report, attendance: -1 }, after)).toThrow('attendance');
  for (const status of ['REPORTED', 'VERIFIED', 'CANCELLED'] as const)
    expect(() => reportActivity(activity({ status }), report, after)).toThrow(status);
});

test('a report is verified by another viewer than its author, and its verification has an event', () => {
  const reported = activity({ status: 'REPORTED', reportedBy: 'staff-1', attendance: 80, speakerIds: ['per_1'] });
  expect(() => verifyActivity(reported, 'staff-1')).toThrow('author');
  const { next, events } = verifyActivity(reported, 'staff-2');
  expect(next.status).toBe('VERIFIED');
  expect(events).toEqual([
    {
      type: 'outreach.activity.verified.v1',
      data: {
        activityId: 'act_1',
        kind: 'LECTURE',
        organizerId: 'org_1',
        regionCode: '450421',
        attendance: 80,
        speakerIds: ['per_1'],
        heldFrom: '2021-01-01',
        heldTo: '2021-01-01',
      },
    },
  ]);
  expect(() => verifyActivity(activity(), 'staff-2')).toThrow('SCHEDULED');
});

test('search ignores case and character width', () => {
  expect(searchable('科普Ｅ站')).toBe(searchable('科普e站'));
  expect(searchWords(' E站  讲座 ')).toEqual(['e站', '讲座']);
  expect(() => searchWords('a b c d e f')).toThrow('5 words');
  expect(() => searchWords('  ')).toThrow('1 to 100');
});

test('an import never turns an activity back, and its author does not verify the report by a second import', () => {
  const row = { ...schedule, status: 'REPORTED' as const };
  const reported = imported(row);
  expect(reported.reportedBy).toBe('staff-1');
  expect(() => imported({ ...row, status: 'SCHEDULED' }, reported)).toThrow('cannot become SCHEDULED');
  expect(() => imported({ ...row, status: 'VERIFIED' }, reported)).toThrow('author');
  expect(() => imported({ ...row, status: 'VERIFIED' }, imported({ ...row, status: 'HELD' }))).toThrow('another user');
  expect(imported({ ...row, status: 'VERIFIED' }, { ...reported, reportedBy: 'staff-2' }).reportedBy).toBe('staff-2');
  expect(() => imported({ ...row, startsAt: new Date('2021-12-02T00:00:00Z') })).toThrow('has begun');
});
