import { expect, test } from '@jest/globals';
import type { NewEvent } from '@kexie/events';
import * as events from '@kexie/events';
import { countedEvents, monthsUpTo, vitalityOf, yearBefore, type Act } from './domain.ts';

const organizationId = 'org_1';
const engagement = { proposalId: 'prp_1', needId: 'ned_1', expertId: 'exp_1', enterpriseId: organizationId };
const team = { teamId: 'tea_1', organizationId, title: '团', regionCodes: [] };
const application = { applicationId: 'app_1', organizationId, applicantId: 'per_1' };
const activity = {
  activityId: 'act_1',
  kind: 'LECTURE',
  organizerId: organizationId,
  regionCode: '450403',
  attendance: 10,
  speakerIds: [],
};
const need = {
  needId: 'ned_1',
  enterpriseId: organizationId,
  regionCode: '450403',
  subjectCodes: [],
  industryCode: null,
  serviceModes: [],
  deadline: null,
};
const training = {
  trainingId: 'trn_1',
  regionCode: '450403',
  organizerId: organizationId,
  industryCode: null,
  year: 2020,
  trainerIds: [],
  trained: 10,
  qualifier: 'EXACT',
};
const registered = {
  organizationId,
  name: '学会',
  kind: 'SOCIETY',
  level: 'COUNTY',
  regionCode: '450403',
  parentId: null,
  hostId: null,
  creditCode: null,
  subjectCodes: [],
  industryCodes: [],
  synthetic: false,
};

/** The day of the act in an event that is entered on 2026-11-20; undefined when it does not count. */
function dayOf(event: NewEvent, version = 1): string | undefined {
  const entry = countedEvents.find(({ definition }) => definition.type === event.type);
  const act = entry?.actOf({
    id: 'evt_1',
    type: event.type,
    aggregateId: 'any_1',
    aggregateVersion: version,
    occurredAt: new Date('2026-11-20T04:00:00Z'),
    data: event.data,
  });
  if (act) expect(act).toEqual({ organizationId, day: act.day } satisfies Act);
  return act?.day;
}

const listed: [event: NewEvent, day: string][] = [
  [
    events.OrganizationActivated({
      ...registered,
      rosterPersonIds: [],
      chairPersonId: null,
      secretaryPersonId: null,
      foundedOn: '2020-05-01',
    }),
    '2020-05-01',
  ],
  [
    events.OrganizationTermRenewed({ organizationId, number: 2, startedOn: '2020-05-02', endsOn: '2025-05-01' }),
    '2020-05-02',
  ],
  [
    events.CelebrationHeld({
      celebrationId: 'cel_1',
      regionCode: '450403',
      heldOn: '2020-05-03',
      organizerId: organizationId,
    }),
    '2020-05-03',
  ],
  [events.MembershipApplicationDecided({ ...application, status: 'APPROVED', decidedOn: '2020-05-04' }), '2020-05-04'],
  [events.ActivityVerified({ ...activity, heldFrom: '2020-05-04', heldTo: '2020-05-05' }), '2020-05-05'],
  [
    events.OutputLogged({
      outputId: 'out_1',
      channelId: 'chn_1',
      campaignId: null,
      metric: 'PUSHES',
      value: '1',
      unit: 'TIME',
      qualifier: 'EXACT',
      periodFrom: '2020-01-01',
      periodTo: '2020-05-06',
      operatorId: organizationId,
    }),
    '2020-05-06',
  ],
  [
    events.CampaignJoined({
      participationId: 'par_1',
      campaignId: 'cmp_1',
      participantKind: 'SOCIETY',
      organizationId,
      facilityId: null,
      joinedOn: '2020-05-07',
    }),
    '2020-05-07',
  ],
  [events.NeedPublished({ ...need, publishedOn: '2020-05-08' }), '2020-05-08'],
  [events.MatchConfirmed({ ...engagement, engagementId: 'eng_1' }), '2026-11-20'],
  [events.ServiceTeamCreated(team), '2026-11-20'],
  [events.ServiceTeamChanged(team), '2026-11-20'],
  [events.TrainingVerified({ ...training, heldOn: '2020-05-09' }), '2020-05-09'],
  [
    events.FundedProjectAccepted({
      allocationId: 'alc_1',
      programId: 'fnd_1',
      recipientId: organizationId,
      facilityId: null,
      purpose: 'UPGRADE',
      amountFen: '100',
      acceptedOn: '2020-05-10',
    }),
    '2020-05-10',
  ],
];

test('every listed event counts for its organization on the day of the act, however late it is entered', () => {
  expect(listed.map(([event]) => event.type).sort()).toEqual(
    countedEvents.map(({ definition }) => definition.type).sort(),
  );
  for (const [event, day] of listed) expect([event.type, dayOf(event)]).toEqual([event.type, day]);
});

test('an act whose day or organization is not known does not count', () => {
  expect(
    dayOf(
      events.OrganizationActivated({
        ...registered,
        rosterPersonIds: [],
        chairPersonId: null,
        secretaryPersonId: null,
        foundedOn: null,
      }),
    ),
  ).toBeUndefined();
  expect(
    dayOf(events.CelebrationHeld({ celebrationId: 'cel_1', regionCode: '450403', heldOn: '2020-05-03' })),
  ).toBeUndefined();
  expect(dayOf(events.NeedPublished({ ...need, publishedOn: null }))).toBeUndefined();
  expect(
    dayOf(events.ActivityVerified({ ...activity, heldFrom: '2017-01-01', heldTo: '2020-12-31' }), 3),
  ).toBeUndefined();
  expect(dayOf(events.ActivityVerified({ ...activity, heldFrom: null, heldTo: null }), 3)).toBeUndefined();
});

test('an application that its applicant withdrew or that expired is no act of the organization', () => {
  for (const status of ['WITHDRAWN', 'EXPIRED'])
    expect(dayOf(events.MembershipApplicationDecided({ ...application, status, decidedOn: '2020-05-04' }))).toBe(
      undefined,
    );
});

test('an event of an earlier version counts on the day of its entry, unless an import may have caused it', () => {
  expect(dayOf(events.MembershipApplicationDecided({ ...application, status: 'APPROVED' }), 2)).toBe('2026-11-20');
  expect(dayOf(events.ActivityVerified(activity), 3)).toBe('2026-11-20');
  expect(dayOf(events.ActivityVerified(activity), 1)).toBeUndefined();
  expect(dayOf(events.NeedPublished(need), 3)).toBe('2026-11-20');
  expect(dayOf(events.NeedPublished(need), 1)).toBeUndefined();
  expect(dayOf(events.TrainingVerified(training), 4)).toBe('2020-12-31');
  expect(dayOf(events.TrainingVerified(training), 2)).toBeUndefined();
});

test('an act never counts on a day after its entry', () => {
  expect(dayOf(events.TrainingVerified({ ...training, heldOn: '2027-01-01' }))).toBe('2026-11-20');
});

test('the twelve months up to a day begin after the same day of the year before', () => {
  expect(yearBefore('2021-05-20')).toBe('2020-05-20');
  expect(yearBefore('2024-02-29')).toBe('2023-02-28');
  expect(monthsUpTo('2021-01-31')).toEqual([
    '2020-01',
    '2020-02',
    '2020-03',
    '2020-04',
    '2020-05',
    '2020-06',
    '2020-07',
    '2020-08',
    '2020-09',
    '2020-10',
    '2020-11',
    '2020-12',
    '2021-01',
  ]);
});

test('the acts of the months add up to those of the twelve months', () => {
  const days = [
    { day: '2020-05-21', acts: 1 },
    { day: '2021-05-01', acts: 2 },
    { day: '2021-05-20', acts: 3 },
  ];
  const { byMonth, ...rest } = vitalityOf(days, '2021-05-20', '2021-05-20');
  expect(rest).toEqual({ lastActedOn: '2021-05-20', actsInTwelveMonths: 6 });
  expect(byMonth.filter(({ acts }) => acts > 0)).toEqual([
    { month: '2020-05', acts: 1 },
    { month: '2021-05', acts: 5 },
  ]);
});
