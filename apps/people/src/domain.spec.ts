import { expect, test } from '@jest/globals';
import { DomainError, measure, type ErrorCode, type Qualifier } from '@kexie/kernel';
import {
  advanceCampaign,
  allSteps,
  newCampaign,
  nominate,
  reviewNomination,
  reviseDraft,
  stepsWith,
  type CampaignRecord,
  type CampaignStatus,
  type NominationRecord,
} from './award/domain.ts';
import {
  chairWarnings,
  changeRole,
  checkImportedMembership,
  concernsTheChair,
  decideApplication,
  dissolveMembership,
  endMembership,
  expireApplication,
  resubmitApplication,
  rosterRoles,
  startMembership,
  submitApplication,
  withdrawApplication,
} from './membership/domain.ts';
import {
  changePerson,
  currentConsentVersion,
  fold,
  newPerson,
  profileFacts,
  requireConsent,
  requireOpenAccount,
  restatePerson,
  verifyPerson,
  workerChanged,
  type PersonRecord,
} from './person/domain.ts';
import { maskPhone, normalizePhone } from './person/phone-keys.ts';
import { checkCelebration, checkedVisit, visitsOf } from './recognition/domain.ts';

const now = new Date('2021-11-30T02:00:00Z');
const facts = {
  name: '彭永臻',
  regionCode: '110000',
  titleLevel: 'SENIOR',
  subjectCodes: ['61030'],
  researchDirections: [],
} as const;
const person = newPerson('per_1', { ...facts, subjectCodes: ['61030'], researchDirections: [] }, now);
const registered = changePerson(
  person,
  { home: { status: 'REGISTERED', registeredOn: '2021-11-30', verifiedOn: null, verifiedBy: null, channel: 'ONLINE' } },
  now,
);
const membership = startMembership({
  _id: 'mem_1',
  personId: 'per_1',
  organizationId: 'org_1',
  role: 'MEMBER',
  joinedOn: '2021-03-01',
});
const application = submitApplication(
  {
    _id: 'app_1',
    applicantId: 'per_1',
    organizationId: 'org_1',
    regionCode: '450422',
    regionVersion: 1,
    channel: 'ONLINE',
    submittedBy: 'usr_secretary',
    statement: null,
  },
  now,
);

/** The error code of a refusal. */
function codeOf(run: () => unknown): ErrorCode | 'nothing refused' {
  try {
    run();
    return 'nothing refused';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

test('a person with a name of one character, a sixth subject, a repeated subject or an invalid subject code is refused', () => {
  const withFacts = (change: object) => codeOf(() => changePerson(person, change, now));
  expect(withFacts({ name: ' 李 ' })).toBe('VALIDATION_FAILED');
  expect(withFacts({ subjectCodes: ['110', '120', '130', '140', '150', '160'] })).toBe('VALIDATION_FAILED');
  expect(withFacts({ subjectCodes: ['110', '110'] })).toBe('VALIDATION_FAILED');
  expect(withFacts({ subjectCodes: ['1101'] })).toBe('VALIDATION_FAILED');
  expect(withFacts({ subjectCodes: ['110', '11014', '1101410'] })).toBe('nothing refused');
});

test('a registered worker must have a day of registration', () => {
  expect(
    codeOf(() =>
      newPerson(
        'per_2',
        { ...facts, subjectCodes: [], researchDirections: [], home: { ...person.home, status: 'REGISTERED' } },
        now,
      ),
    ),
  ).toBe('VALIDATION_FAILED');
});

test('only a registered worker can be verified, and only once', () => {
  const verified = verifyPerson(registered, { method: 'REAL_NAME', by: 'usr_second', now });
  expect(verified.home).toMatchObject({ status: 'VERIFIED', verifiedOn: '2021-11-30', registeredOn: '2021-11-30' });
  expect(codeOf(() => verifyPerson(verified, { method: 'REAL_NAME', by: 'usr_second', now }))).toBe(
    'INVALID_TRANSITION',
  );
  const verifiedBy = (by: string) =>
    codeOf(() => verifyPerson({ ...registered, registeredBy: 'usr_clerk' }, { method: 'REAL_NAME', by, now }));
  expect([verifiedBy('usr_clerk'), verifiedBy('per_1'), verifiedBy('usr_second')]).toEqual([
    'FORBIDDEN',
    'FORBIDDEN',
    'nothing refused',
  ]);
  expect(codeOf(() => verifyPerson(person, { method: 'REAL_NAME', by: 'usr_second', now }))).toBe('INVALID_TRANSITION');
});

test('a change of name, employer or title level ends a verification, and no other change does', () => {
  const verified = verifyPerson(registered, { method: 'REAL_NAME', by: 'usr_second', now });
  const after = (status: 'VERIFIED' | 'ACTIVE' | 'DORMANT', facts: Partial<PersonRecord>) =>
    restatePerson({ ...verified, home: { ...verified.home, status } }, facts, { by: 'usr_clerk', now });
  for (const facts of [{ name: '彭永真' }, { employerId: 'org_1' }, { titleLevel: 'ACADEMICIAN' as const }])
    for (const status of ['VERIFIED', 'ACTIVE', 'DORMANT'] as const) {
      const restated = after(status, facts);
      expect([restated?.endedVerification, restated?.next.home]).toMatchObject([
        true,
        { status: 'REGISTERED', registeredOn: '2021-11-30', verifiedOn: null, verifiedBy: null, channel: 'ONLINE' },
      ]);
    }
  const others: Partial<PersonRecord> = {
    gender: 'MALE',
    birthYear: 1949,
    phoneHashes: ['1:x'],
    titleName: '教授',
    position: '首席教授',
    degree: '博士',
    regionCode: '450400',
    subjectCodes: ['110'],
    researchDirections: ['污水处理'],
    isPartyMember: true,
  };
  const kept = after('VERIFIED', others);
  expect([kept?.endedVerification, kept?.next.home]).toEqual([false, verified.home]);
  expect(kept?.fields).toHaveLength(Object.keys(others).length);
});

test('a user who changed what a verification confirms does not verify it, also after a second change by another user', () => {
  const verified = verifyPerson(registered, { method: 'REAL_NAME', by: 'usr_second', now });
  const first = restatePerson(verified, { name: '甲某' }, { by: 'usr_clerk', now })?.next as PersonRecord;
  const both = restatePerson(first, { employerId: 'org_1' }, { by: 'usr_other', now })?.next as PersonRecord;
  const verifiedBy = (by: string) => codeOf(() => verifyPerson(both, { method: 'CERTIFICATE', by, now }));
  expect(['usr_clerk', 'usr_other', 'usr_second'].map(verifiedBy)).toEqual([
    'FORBIDDEN',
    'FORBIDDEN',
    'nothing refused',
  ]);
  const again = verifyPerson(both, { method: 'CERTIFICATE', by: 'usr_second', now });
  const later = restatePerson(again, { name: '乙某' }, { by: 'usr_other', now })?.next as PersonRecord;
  expect(codeOf(() => verifyPerson(later, { method: 'REAL_NAME', by: 'usr_clerk', now }))).toBe('nothing refused');
});

test('a field that is left out keeps its value, null empties it, and a repetition changes nothing', () => {
  const full = changePerson(person, { position: '教授', birthYear: 1949, isPartyMember: false }, now);
  const restated = (stated: Parameters<typeof profileFacts>[0]) =>
    restatePerson(full, profileFacts(stated, now), { by: 'per_1', now });
  expect(restated({ position: undefined })).toBeUndefined();
  expect(restated({ position: ' 教授 ', birthYear: 1949, isPartyMember: false, titleLevel: 'SENIOR' })).toBeUndefined();
  expect(restated({ birthYear: null, isPartyMember: null, titleLevel: null, subjectCodes: null })).toMatchObject({
    next: { position: '教授', birthYear: null, isPartyMember: null, titleLevel: 'NONE', subjectCodes: [] },
    fields: ['BIRTH_YEAR', 'TITLE_LEVEL', 'SUBJECTS', 'PARTY_MEMBERSHIP'],
  });
});

test('a name and a region are never empty, and a year of birth is from 1900 to 16 years ago', () => {
  const stated = (facts: Parameters<typeof profileFacts>[0]) => codeOf(() => profileFacts(facts, now));
  expect([{ name: null }, { regionCode: null }, { birthYear: 1899 }, { birthYear: 2006 }].map(stated)).toEqual(
    Array(4).fill('VALIDATION_FAILED'),
  );
  expect([{ birthYear: 1900 }, { birthYear: 2005 }, { birthYear: null }].map(stated)).toEqual(
    Array(3).fill('nothing refused'),
  );
});

test('a worker whose account is closed does not change the profile', () => {
  const closed = changePerson(registered, { home: { ...registered.home, status: 'CLOSED' } }, now);
  expect([closed, registered].map((worker) => codeOf(() => requireOpenAccount(worker)))).toEqual([
    'INVALID_TRANSITION',
    'nothing refused',
  ]);
});

test('a changed person has an event only when public facts changed, and no event contains a phone number', () => {
  expect(
    workerChanged(
      person,
      changePerson(person, { birthYear: 1949, phoneMasked: '138****1234', phoneHashes: ['1:x'] }, now),
    ),
  ).toEqual([]);
  const [event] = workerChanged(person, registered);
  expect(event).toMatchObject({
    type: 'people.worker.profile-changed.v1',
    data: { personId: 'per_1', homeStatus: 'REGISTERED' },
  });
  expect(JSON.stringify(event)).not.toMatch(/phone/i);
});

test('all notations of a phone number count as the same number, and it is shown masked', () => {
  expect(normalizePhone('138 0000-1234')).toBe('+8613800001234');
  expect(normalizePhone('+86 13800001234')).toBe('+8613800001234');
  expect(normalizePhone('１３８００００１２３４')).toBe('+8613800001234');
  expect(maskPhone('+8613800001234')).toBe('138****1234');
  expect(codeOf(() => normalizePhone('0774-12'))).toBe('VALIDATION_FAILED');
});

test('consent to an older privacy notice is not sufficient', () => {
  expect(codeOf(() => requireConsent(currentConsentVersion))).toBe('nothing refused');
  expect(codeOf(() => requireConsent('2020-01'))).toBe('CONSENT_MISSING');
});

test('a search ignores case and the difference between full width and half width', () => {
  expect(fold('科普Ｅ站')).toBe(fold('科普e站'));
});

test('an application is approved only under review, and returned or rejected only with a reason', () => {
  const review = decideApplication(application, 'START_REVIEW', { reason: null, by: 'usr_second', now });
  expect(codeOf(() => decideApplication(application, 'APPROVE', { reason: null, by: 'usr_second', now }))).toBe(
    'INVALID_TRANSITION',
  );
  expect(codeOf(() => decideApplication(review, 'RETURN', { reason: ' ', by: 'usr_second', now }))).toBe(
    'VALIDATION_FAILED',
  );
  expect(codeOf(() => decideApplication(review, 'REJECT', { reason: null, by: 'usr_second', now }))).toBe(
    'VALIDATION_FAILED',
  );
  const approved = decideApplication(review, 'APPROVE', { reason: null, by: 'usr_second', now });
  expect(approved).toMatchObject({ status: 'APPROVED', open: false, decidedAt: now });
  expect(codeOf(() => withdrawApplication(approved, now))).toBe('INVALID_TRANSITION');
});

test('a returned application stays open and can be submitted again; an application that has ended cannot', () => {
  const review = decideApplication(application, 'START_REVIEW', { reason: null, by: 'usr_second', now });
  const returned = decideApplication(review, 'RETURN', { reason: '请补充材料', by: 'usr_second', now });
  expect(returned).toMatchObject({ status: 'RETURNED', open: true });
  expect(resubmitApplication(returned, { statement: '已补充', by: 'per_1', now })).toMatchObject({
    status: 'SUBMITTED',
    statement: '已补充',
    decidedAt: null,
  });
  expect(codeOf(() => resubmitApplication(application, { statement: null, by: 'per_1', now }))).toBe(
    'INVALID_TRANSITION',
  );
  expect(
    codeOf(() => resubmitApplication(expireApplication(application, now), { statement: null, by: 'per_1', now })),
  ).toBe('INVALID_TRANSITION');
});

test('a membership ends once, and not before it began or in the future', () => {
  const ended = (endedOn: string) => endMembership(membership, { reason: 'RESIGNED', endedOn, today: '2021-11-30' });
  expect(codeOf(() => ended('2021-02-28'))).toBe('VALIDATION_FAILED');
  expect(codeOf(() => ended('2021-12-01'))).toBe('VALIDATION_FAILED');
  expect(ended('2021-11-30')).toMatchObject({ status: 'ENDED', endReason: 'RESIGNED' });
  expect(
    codeOf(() =>
      endMembership(ended('2021-11-30'), { reason: 'RESIGNED', endedOn: '2021-11-30', today: '2021-11-30' }),
    ),
  ).toBe('INVALID_TRANSITION');
});

test('a change of role leaves the earlier role with its days, and a role of no day leaves none', () => {
  const chair = changeRole(membership, { role: 'CHAIR', since: '2021-03-01', today: '2021-11-30' });
  expect(chair).toMatchObject({ role: 'CHAIR', roleSince: '2021-03-01', earlierRoles: [] });
  const member = changeRole(chair, { role: 'MEMBER', since: '2021-06-01', today: '2021-11-30' });
  const again = changeRole(member, { role: 'VICE_CHAIR', since: '2021-11-30', today: '2021-11-30' });
  expect(again).toMatchObject({
    role: 'VICE_CHAIR',
    roleSince: '2021-11-30',
    earlierRoles: [
      { role: 'CHAIR', from: '2021-03-01', until: '2021-06-01' },
      { role: 'MEMBER', from: '2021-06-01', until: '2021-11-30' },
    ],
  });
});

test('only an ACTIVE member gets another role, from the day of the present role to today, and at most 50 are kept', () => {
  const chair = changeRole(membership, { role: 'CHAIR', since: '2021-06-01', today: '2021-11-30' });
  const changed = (record: typeof chair, role: 'CHAIR' | 'MEMBER', since: string) =>
    codeOf(() => changeRole(record, { role, since, today: '2021-11-30' }));
  expect(changed(chair, 'CHAIR', '2021-07-01')).toBe('VALIDATION_FAILED');
  expect(changed(chair, 'MEMBER', '2021-05-31')).toBe('VALIDATION_FAILED');
  expect(changed(chair, 'MEMBER', '2021-12-01')).toBe('VALIDATION_FAILED');
  expect(changed({ ...chair, status: 'ENDED' }, 'MEMBER', '2021-07-01')).toBe('INVALID_TRANSITION');
  const period = { role: 'MEMBER', from: '2021-03-01', until: '2021-06-01' } as const;
  expect(changed({ ...chair, earlierRoles: Array.from({ length: 50 }, () => period) }, 'MEMBER', '2021-07-01')).toBe(
    'QUOTA_EXCEEDED',
  );
});

test('a membership does not end before its last role began, also when its organization is dissolved', () => {
  const chair = changeRole(membership, { role: 'CHAIR', since: '2021-06-01', today: '2021-11-30' });
  const ended = (endedOn: string) => endMembership(chair, { reason: 'RESIGNED', endedOn, today: '2021-11-30' });
  expect(codeOf(() => ended('2021-05-31'))).toBe('VALIDATION_FAILED');
  expect(ended('2021-06-01').role).toBe('CHAIR');
  expect(dissolveMembership(chair, '2021-05-01').endedOn).toBe('2021-06-01');
});

test('an import does not change a role or a day of joining after the platform has changed the role', () => {
  const chair = changeRole(membership, { role: 'CHAIR', since: '2021-06-01', today: '2021-11-30' });
  const imported = (next: typeof chair, before = chair) =>
    codeOf(() => checkImportedMembership(next, before, '2021-11-30'));
  expect(imported({ ...chair, role: 'MEMBER' })).toBe('VERSION_CONFLICT');
  expect(imported({ ...chair, joinedOn: '2021-07-01' })).toBe('VERSION_CONFLICT');
  expect(imported({ ...chair, synthetic: true })).toBe('nothing refused');
  expect(imported({ ...membership, role: 'CHAIR' }, membership)).toBe('nothing refused');
});

test('a change warns when the association has no chair after it, or several', () => {
  const chair = changeRole(membership, { role: 'CHAIR', since: '2021-06-01', today: '2021-11-30' });
  const former = changeRole(chair, { role: 'MEMBER', since: '2021-07-01', today: '2021-11-30' });
  const later = changeRole(former, { role: 'VICE_CHAIR', since: '2021-08-01', today: '2021-11-30' });
  expect([membership, chair, former, later].map(concernsTheChair)).toEqual([false, true, true, false]);
  expect([0, 1, 2].map((chairs) => chairWarnings(chairs).length)).toEqual([1, 0, 1]);
});

test('a membership never ends before it began, even if the day of dissolution is earlier', () => {
  expect(dissolveMembership(membership, '2021-01-01').endedOn).toBe('2021-03-01');
});

test('each person on a roster has one role, and the chair and the secretary are members even if the roster does not list them', () => {
  const roles = rosterRoles({ rosterPersonIds: ['a', 'b', 'b'], chairPersonId: 'c', secretaryPersonId: 'b' });
  expect(Object.fromEntries(roles)).toEqual({ a: 'MEMBER', b: 'SECRETARY_GENERAL', c: 'CHAIR' });
  expect(rosterRoles({ rosterPersonIds: [], chairPersonId: 'c', secretaryPersonId: 'c' }).get('c')).toBe('CHAIR');
});

const campaign = newCampaign({
  _id: 'awd_1',
  title: '最美科技工作者',
  year: 2021,
  regionCode: '450400',
  edition: 1,
  conferredBy: ['梧州市委'],
  quota: 1,
  opensOn: '2021-03-01',
  closesOn: '2021-03-31',
  nominationQuotaPerUnit: 2,
});
const inStep = (status: CampaignStatus): CampaignRecord => ({ ...campaign, status });
const nomination: NominationRecord = {
  _id: 'nom_1',
  version: 1,
  campaignId: 'awd_1',
  nomineeId: 'per_1',
  nominatedById: 'org_1',
  summary: '事迹',
  status: 'SUBMITTED',
  objections: 0,
  reason: null,
  proposedBy: [],
};
const noNominations = { nominations: [], openObjections: 0, by: 'usr_second', today: '2021-06-01' };
/** Nominations, one of each status. */
const nominations = (...statuses: NominationRecord['status'][]) =>
  statuses.map((status, index) => ({
    ...nomination,
    nomineeId: `per_${index + 1}`,
    status,
    proposedBy: ['usr_chair'],
  }));

test('an award must close after it opens and have a quota and an edition of at least 1', () => {
  const opened = (change: Partial<CampaignRecord>) => codeOf(() => newCampaign({ ...campaign, ...change }));
  expect(opened({ closesOn: '2021-03-01' })).toBe('VALIDATION_FAILED');
  expect(opened({ quota: 0 })).toBe('VALIDATION_FAILED');
  expect(opened({ edition: 0 })).toBe('VALIDATION_FAILED');
  for (const change of [
    { edition: 2 ** 31 - 1 },
    { quota: 2 ** 31 - 1 },
    { year: -1 },
    { nominationQuotaPerUnit: 2 ** 31 - 1 },
  ])
    expect(opened(change)).toBe('VALIDATION_FAILED');
  for (const title of ['章'.repeat(100_000), '\u200b \u202e', '\ud800'])
    expect([opened({ title }), opened({ conferredBy: [title] })]).toEqual(['VALIDATION_FAILED', 'VALIDATION_FAILED']);
  expect(opened({ awardeeIds: ['a', 'b'] })).toBe('QUOTA_EXCEEDED');
});

const inCounty = { unitRegion: '450421', nomineeRegion: '450421' };

test('an organization nominates persons of its own region and below, also for the award of its city', () => {
  const nominated = (unitRegion: string, nomineeRegion: string) =>
    codeOf(() =>
      nominate(
        campaign,
        { _id: 'nom_1', nomineeId: 'per_1', nominatedById: 'org_1', summary: '事迹' },
        { today: '2021-03-31', fromUnit: 0, unitRegion, nomineeRegion },
      ),
    );
  expect([nominated('450400', '450421'), nominated('450421', '450421101')]).toEqual([
    'nothing refused',
    'nothing refused',
  ]);
  expect([nominated('450421', '450400'), nominated('450421', '450422')]).toEqual([
    'VALIDATION_FAILED',
    'VALIDATION_FAILED',
  ]);
});

test('a draft is revised until it is opened, and its first step is OPEN', () => {
  const draft = newCampaign({ ...campaign, status: 'DRAFT' });
  const revised = reviseDraft(draft, { quota: 7, nominationQuotaPerUnit: null, optionalSteps: [], title: null });
  expect(revised).toMatchObject({ quota: 7, nominationQuotaPerUnit: null, title: draft.title, status: 'DRAFT' });
  expect(revised.steps).not.toContain('PUBLIC_NOTICE');
  expect(codeOf(() => reviseDraft(draft, { quota: 0 }))).toBe('VALIDATION_FAILED');
  expect(codeOf(() => reviseDraft(draft, { closesOn: draft.opensOn }))).toBe('VALIDATION_FAILED');
  expect(codeOf(() => advanceCampaign(draft, { to: 'QUALIFICATION_CHECK' }, noNominations))).toBe('INVALID_TRANSITION');
  const opened = advanceCampaign(revised, { to: 'OPEN' }, noNominations);
  expect(opened.status).toBe('OPEN');
  expect(codeOf(() => reviseDraft(opened, { quota: 8 }))).toBe('INVALID_TRANSITION');
  expect(advanceCampaign(draft, { to: 'CANCELLED' }, noNominations).status).toBe('CANCELLED');
});

test('nominations are accepted only while the award is open, in its period and within the quota of the unit', () => {
  const given = { _id: 'nom_1', nomineeId: 'per_1', nominatedById: 'org_1', summary: '事迹' };
  expect(nominate(campaign, given, { ...inCounty, today: '2021-03-31', fromUnit: 1 }).status).toBe('SUBMITTED');
  expect(codeOf(() => nominate(campaign, given, { ...inCounty, today: '2021-03-31', fromUnit: 2 }))).toBe(
    'QUOTA_EXCEEDED',
  );
  expect(codeOf(() => nominate(campaign, given, { ...inCounty, today: '2021-04-01', fromUnit: 0 }))).toBe(
    'VALIDATION_FAILED',
  );
  expect(
    codeOf(() => nominate(inStep('EXPERT_REVIEW'), given, { ...inCounty, today: '2021-03-31', fromUnit: 0 })),
  ).toBe('INVALID_TRANSITION');
});

test('a decision about a nomination is possible only in its own step of the award', () => {
  expect(codeOf(() => reviewNomination(campaign, nomination, 'QUALIFY', { reason: null, by: 'usr_chair' }))).toBe(
    'INVALID_TRANSITION',
  );
  expect(
    reviewNomination(inStep('QUALIFICATION_CHECK'), nomination, 'QUALIFY', { reason: null, by: 'usr_chair' }).status,
  ).toBe('QUALIFIED');
  expect(
    codeOf(() =>
      reviewNomination(inStep('QUALIFICATION_CHECK'), nomination, 'DISQUALIFY', { reason: null, by: 'usr_chair' }),
    ),
  ).toBe('VALIDATION_FAILED');
  const objected = reviewNomination(inStep('PUBLIC_NOTICE'), { ...nomination, status: 'PROPOSED' }, 'OBJECT', {
    reason: '有异议',
    by: 'usr_chair',
  });
  expect(objected).toMatchObject({ status: 'OBJECTED', objections: 1 });
  expect(
    reviewNomination(inStep('PUBLIC_NOTICE'), objected, 'DISMISS_OBJECTION', { reason: null, by: 'usr_chair' }),
  ).toMatchObject({
    status: 'PROPOSED',
    objections: 1,
  });
});

test('an award goes through its steps in order and skips only the omitted optional steps', () => {
  expect(codeOf(() => advanceCampaign(campaign, { to: 'COMMITTEE_REVIEW' }, noNominations))).toBe('INVALID_TRANSITION');
  const short = { ...campaign, steps: stepsWith([]) };
  expect(short.steps).toEqual(['OPEN', 'QUALIFICATION_CHECK', 'COMMITTEE_REVIEW', 'DECIDED', 'COMMENDED', 'ARCHIVED']);
  expect(
    advanceCampaign({ ...short, status: 'QUALIFICATION_CHECK' }, { to: 'COMMITTEE_REVIEW' }, noNominations).status,
  ).toBe('COMMITTEE_REVIEW');
  expect(stepsWith(null)).toEqual(allSteps);
  expect(codeOf(() => stepsWith(['DECIDED']))).toBe('VALIDATION_FAILED');
  expect(codeOf(() => advanceCampaign(inStep('DECIDED'), { to: 'CANCELLED' }, noNominations))).toBe(
    'INVALID_TRANSITION',
  );
});

test('the expert review needs more candidates than can be awarded', () => {
  const check = inStep('QUALIFICATION_CHECK');
  expect(
    codeOf(() =>
      advanceCampaign(check, { to: 'EXPERT_REVIEW' }, { ...noNominations, nominations: nominations('QUALIFIED') }),
    ),
  ).toBe('INVALID_TRANSITION');
  expect(
    advanceCampaign(
      check,
      { to: 'EXPERT_REVIEW' },
      { ...noNominations, nominations: nominations('QUALIFIED', 'QUALIFIED') },
    ).status,
  ).toBe('EXPERT_REVIEW');
});

test('a public holiday does not count as a working day of a public notice, and a make-up working day does', () => {
  const notice = (publicNoticeTo: string) => () =>
    advanceCampaign(
      { ...inStep('JOINT_REVIEW'), steppedOn: '2021-04-30' },
      { to: 'PUBLIC_NOTICE', publicNoticeFrom: '2021-04-30', publicNoticeTo },
      { ...noNominations, by: 'usr_chair', today: '2021-04-30' },
    );
  // 1 to 5 May are the Labor Day, and Saturday, 8 May, is worked
  expect(codeOf(notice('2021-05-09'))).toBe('VALIDATION_FAILED');
  expect(notice('2021-05-10')().publicNoticeTo).toBe('2021-05-10');
});

test('a public notice lasts at least five working days, and an award is not decided during it or while an objection is open', () => {
  const notice = (publicNoticeTo: string) => () =>
    advanceCampaign(
      inStep('JOINT_REVIEW'),
      { to: 'PUBLIC_NOTICE', publicNoticeFrom: '2021-05-24', publicNoticeTo },
      { ...noNominations, by: 'usr_chair', today: '2021-05-24' },
    );
  expect(codeOf(notice('2021-05-27'))).toBe('VALIDATION_FAILED');
  const noticed = notice('2021-05-28')();
  const decide = (change: object) => () =>
    advanceCampaign(noticed, { to: 'DECIDED' }, { ...noNominations, nominations: nominations('PROPOSED'), ...change });
  expect(codeOf(decide({ today: '2021-05-28' }))).toBe('INVALID_TRANSITION');
  expect(codeOf(decide({ nominations: nominations('PROPOSED', 'OBJECTED') }))).toBe('INVALID_TRANSITION');
  expect(codeOf(decide({ nominations: [] }))).toBe('INVALID_TRANSITION');
  expect(codeOf(decide({ nominations: nominations('PROPOSED', 'PROPOSED') }))).toBe('QUOTA_EXCEEDED');
  expect(decide({})()).toMatchObject({ status: 'DECIDED', awardeeIds: ['per_1'] });
  expect(codeOf(() => advanceCampaign(inStep('DECIDED'), { to: 'COMMENDED' }, noNominations))).toBe(
    'VALIDATION_FAILED',
  );
});

test('a public notice begins between the day of the step before and today, so that days of the past skip nothing', () => {
  const joint = { ...inStep('JOINT_REVIEW'), steppedOn: '2021-05-24', steppedBy: 'usr_chair' };
  const notice = (publicNoticeFrom: string, publicNoticeTo: string) =>
    codeOf(() => advanceCampaign(joint, { to: 'PUBLIC_NOTICE', publicNoticeFrom, publicNoticeTo }, noNominations));
  expect(notice('2001-01-01', '2001-02-01')).toBe('VALIDATION_FAILED');
  expect(notice('2021-05-23', '2021-06-30')).toBe('VALIDATION_FAILED');
  expect(notice('2021-06-02', '2021-06-30')).toBe('VALIDATION_FAILED');
  expect(notice('2021-06-01', '2100-06-30')).toBe('VALIDATION_FAILED');
  expect(notice('2021-05-24', '2021-05-28')).toBe('nothing refused');
  expect(notice('2021-06-01', '2021-06-30')).toBe('nothing refused');
});

test('who proposed a nominee or took the step before does not decide the award, and the withdrawal of an objection changes nothing in that', () => {
  const noticed = { ...inStep('COMMITTEE_REVIEW'), steps: stepsWith([]), steppedBy: 'usr_step' };
  const decide = (by: string) =>
    codeOf(() =>
      advanceCampaign(noticed, { to: 'DECIDED' }, { ...noNominations, by, nominations: nominations('PROPOSED') }),
    );
  expect(decide('usr_step')).toBe('FORBIDDEN');
  expect(decide('usr_chair')).toBe('FORBIDDEN');
  expect(decide('usr_second')).toBe('nothing refused');
  const by = (who: string) => ({ reason: '有异议', by: who });
  const proposed = reviewNomination(inStep('JOINT_REVIEW'), { ...nomination, status: 'QUALIFIED' }, 'PROPOSE', by('a'));
  const objected = reviewNomination(inStep('PUBLIC_NOTICE'), proposed, 'OBJECT', by('b'));
  expect(reviewNomination(inStep('PUBLIC_NOTICE'), objected, 'DISMISS_OBJECTION', by('c')).proposedBy).toEqual([
    'a',
    'c',
  ]);
});

test('a celebration has either a day or a period, and neither lies in the future', () => {
  const period = { label: '2017年以来', from: '2017-01-01', to: '2021-11-30', assumed: true };
  const checked = (change: object) =>
    codeOf(() => checkCelebration({ heldOn: null, period: null, attendance: null, ...change }, '2021-11-30'));
  expect(checked({ period })).toBe('nothing refused');
  expect(checked({ heldOn: '2021-05-30' })).toBe('nothing refused');
  expect(checked({})).toBe('VALIDATION_FAILED');
  expect(checked({ heldOn: '2021-05-30', period })).toBe('VALIDATION_FAILED');
  expect(checked({ heldOn: '2021-12-01' })).toBe('VALIDATION_FAILED');
  expect(checked({ period: { ...period, to: '2021-12-01' } })).toBe('VALIDATION_FAILED');
});

test('a visit names its visitors and does not lie in the future', () => {
  expect(
    codeOf(() => checkedVisit({ visitedOn: '2021-12-01', visitors: ['王五'], occasion: '春节慰问' }, '2021-11-30')),
  ).toBe('VALIDATION_FAILED');
  expect(
    codeOf(() => checkedVisit({ visitedOn: '2021-02-01', visitors: [], occasion: '春节慰问' }, '2021-11-30')),
  ).toBe('VALIDATION_FAILED');
  expect(
    codeOf(() => checkedVisit({ visitedOn: '2021-02-01', visitors: ['王五'], occasion: '春节慰问' }, '2021-11-30')),
  ).toBe('nothing refused');
});

/** The visits of a count and of reported figures of the whole region and time, or of a part. */
const visits = (counted: number | null, ...figures: [string | null, Qualifier, 'whole' | 'part'][]) => {
  const { value, qualifier } = visitsOf(
    measure(counted, 'PERSON'),
    figures.map(([stated, how, extent]) => ({ measure: measure(stated, 'PERSON', how), isWhole: extent === 'whole' })),
  );
  return [value, qualifier];
};

test('care visits are at least the greater of the records and of what a report states, and never their sum', () => {
  expect(visits(null, ['280', 'OVER', 'part'])).toEqual(['280', 'OVER']);
  expect(visits(7, ['280', 'OVER', 'part'])).toEqual(['280', 'OVER']);
  expect(visits(280, ['280', 'OVER', 'part'])).toEqual(['280', 'OVER']);
  expect(visits(281, ['280', 'OVER', 'part'])).toEqual(['281', 'EXACT']);
  expect(visits(7, ['100', 'OVER', 'part'], ['280', 'AT_LEAST', 'part'], ['90', 'EXACT', 'part'])).toEqual([
    '280',
    'AT_LEAST',
  ]);
  expect(visits(null)).toEqual([null, 'EXACT']);
});

test('an exact report of a part of the region or time is a lower bound of the whole', () => {
  expect(visits(7, ['12', 'EXACT', 'whole'])).toEqual(['12', 'EXACT']);
  expect(visits(7, ['12', 'EXACT', 'part'])).toEqual(['12', 'AT_LEAST']);
  expect(visits(12, ['12', 'EXACT', 'part'])).toEqual(['12', 'AT_LEAST']);
});

test('a report that states no lower bound, or another unit, says nothing about care visits', () => {
  expect(visits(7, ['280', 'NEARLY', 'whole'], ['280', 'ABOUT', 'whole'], [null, 'SEVERAL', 'whole'])).toEqual([
    '7',
    'EXACT',
  ]);
  const times = { measure: measure('280', 'TIME', 'OVER'), isWhole: true };
  expect(visitsOf(measure(7, 'PERSON'), [times])).toEqual(measure(7, 'PERSON'));
});
