import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '@kexie/kernel';
import {
  applicationEvents,
  changeDraft,
  changeRole,
  decideApplication,
  dissolveMembership,
  draftApplication,
  endMembership,
  expireApplication,
  expireReturned,
  resubmitApplication,
  roleSinceOf,
  rolesAfterElection,
  startMembership,
  subjectWarnings,
  submitApplication,
  submitDraft,
  withdrawApplication,
  type ApplicationRecord,
  type MemberRole,
  type MembershipRecord,
} from './domain.ts';

const now = new Date('2021-11-30T02:00:00Z');
const dayMs = 24 * 60 * 60 * 1_000;
const after = (days: number, from = now) => new Date(from.getTime() + days * dayMs);
const facts = {
  ...{ _id: 'app_1', applicantId: 'per_1', organizationId: 'org_1', regionCode: '450422', regionVersion: 1 },
  ...{ channel: 'ONLINE' as const, submittedBy: 'per_1' },
};
const file = { name: '推荐表.pdf', mediaType: 'application/pdf', sizeBytes: 1_024, sha256: 'ab'.repeat(32) };
const review = { reason: '说明', by: 'usr_secretary', now };
const member = (personId: string, role: MemberRole = 'MEMBER', joinedOn = '2020-01-01'): MembershipRecord =>
  startMembership({ _id: `mem_${personId}`, personId, organizationId: 'org_1', role, joinedOn });

/** The code of the refusal, or undefined. */
function refusal(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

test('a draft is changed until it is submitted, keeps what is not stated, and an empty statement removes it', () => {
  const draft = draftApplication({ ...facts, statement: '申请', attachments: [file] }, now);
  expect(draft).toMatchObject({ status: 'DRAFT', open: true, statement: '申请', attachments: [file] });
  expect(changeDraft(draft, {}, after(1))).toMatchObject({
    statement: '申请',
    attachments: [file],
    submittedAt: after(1),
  });
  expect(changeDraft(draft, { statement: '', attachments: [] }, now)).toMatchObject({
    statement: null,
    attachments: [],
  });
  const submitted = submitDraft(draft, { by: 'per_1', now: after(2) });
  expect(submitted).toMatchObject({ status: 'SUBMITTED', submittedAt: after(2) });
  expect(refusal(() => changeDraft(submitted, { statement: 'x' }, now))).toBe('INVALID_TRANSITION');
  expect(refusal(() => submitDraft(submitted, { by: 'per_1', now }))).toBe('INVALID_TRANSITION');
  expect(refusal(() => decideApplication(draft, 'START_REVIEW', review))).toBe('INVALID_TRANSITION');
});

test('a draft has no event, and neither has its end, because no one else knew it', () => {
  const draft = draftApplication(facts, now);
  expect(applicationEvents(null, draft)).toEqual([]);
  expect(applicationEvents(draft, withdrawApplication(draft, now))).toEqual([]);
  expect(applicationEvents(draft, expireApplication(draft, now))).toEqual([]);
  expect(applicationEvents(draft, submitDraft(draft, { by: 'per_1', now }))).toMatchObject([
    { type: 'people.membership-application.submitted.v1' },
  ]);
});

test('attachments are at most ten different files, each with a name, a media type, a size and a SHA-256', () => {
  const files = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...file, sha256: index.toString(16).padStart(64, '0') }));
  expect(submitApplication({ ...facts, attachments: files(10) }, now).attachments).toHaveLength(10);
  for (const attachments of [
    files(11),
    [file, file],
    [{ ...file, name: ' ' }],
    [{ ...file, mediaType: 'pdf' }],
    [{ ...file, mediaType: 'text/html; charset=x' }],
    [{ ...file, sizeBytes: 0 }],
    [{ ...file, sizeBytes: 104_857_601 }],
    [{ ...file, sizeBytes: 1.5 }],
    [{ ...file, sha256: 'AB'.repeat(32) }],
    [{ ...file, sha256: 'ab' }],
  ])
    expect(refusal(() => submitApplication({ ...facts, attachments }, now))).toBe('VALIDATION_FAILED');
});

test('a returned application expires 90 days after its return, and no other does', () => {
  const submitted = submitApplication(facts, now);
  const returned = decideApplication(decideApplication(submitted, 'START_REVIEW', review), 'RETURN', review);
  expect(expireReturned(returned, new Date(after(90).getTime() - 1))).toBeUndefined();
  expect(expireReturned(returned, after(90))).toMatchObject({ status: 'EXPIRED', open: false, decidedAt: after(90) });
  const again = resubmitApplication(returned, { by: 'per_1', now: after(10) });
  expect(expireReturned(again, after(400))).toBeUndefined();
  expect(expireReturned(submitted, after(400))).toBeUndefined();
});

test('a society warns about an applicant without one of its subjects, and accepts them', () => {
  const society = { kind: 'SOCIETY', subjectCodes: ['2302070', '610'] };
  expect(subjectWarnings(society, { subjectCodes: ['23020'] })).toEqual([]);
  expect(subjectWarnings(society, { subjectCodes: ['510'] })).toHaveLength(1);
  expect(subjectWarnings(society, { subjectCodes: [] })).toHaveLength(1);
  expect(subjectWarnings({ ...society, subjectCodes: [] }, { subjectCodes: [] })).toEqual([]);
  expect(subjectWarnings({ ...society, kind: 'ENTERPRISE_ASSOCIATION' }, { subjectCodes: [] })).toEqual([]);
});

test('a membership that is not renewed lapses, and one that lapsed does not end again', () => {
  const lapsed = endMembership(member('per_1'), { reason: 'NON_RENEWAL', endedOn: '2021-11-30', today: '2021-11-30' });
  expect(lapsed).toMatchObject({ status: 'LAPSED', endReason: 'NON_RENEWAL', endedOn: '2021-11-30' });
  expect(refusal(() => endMembership(lapsed, { reason: 'RESIGNED', endedOn: '2021-11-30', today: '2021-11-30' }))).toBe(
    'INVALID_TRANSITION',
  );
});

test('a renewed term makes its chair CHAIR and the earlier chairs council members, with the periods of both', () => {
  const [old, elected] = [member('per_1', 'CHAIR'), member('per_2', 'VICE_CHAIR')];
  const roles = (startedOn: string, members = [old, elected]) =>
    rolesAfterElection(members, { chairPersonId: 'per_2', startedOn, today: '2021-11-30' }).map(({ next }) => [
      next.personId,
      next.role,
      next.roleSince,
    ]);
  expect(roles('2021-06-01')).toEqual([
    ['per_1', 'COUNCIL_MEMBER', '2021-06-01'],
    ['per_2', 'CHAIR', '2021-06-01'],
  ]);
  // not before the present role, and not in the future
  expect(roles('2019-01-01')).toEqual([
    ['per_1', 'COUNCIL_MEMBER', '2020-01-01'],
    ['per_2', 'CHAIR', '2020-01-01'],
  ]);
  expect(roles('2022-01-01').map(([, , since]) => since)).toEqual(['2021-11-30', '2021-11-30']);
  expect(roles('2021-06-01', [member('per_2', 'CHAIR')])).toEqual([]);
});

type Status = ApplicationRecord['status'];
const arrows: Readonly<Record<Status, readonly Status[]>> = {
  DRAFT: ['DRAFT', 'SUBMITTED', 'WITHDRAWN', 'EXPIRED'],
  SUBMITTED: ['UNDER_REVIEW', 'WITHDRAWN', 'EXPIRED'],
  UNDER_REVIEW: ['APPROVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'EXPIRED'],
  RETURNED: ['SUBMITTED', 'WITHDRAWN', 'EXPIRED'],
  APPROVED: [],
  REJECTED: [],
  WITHDRAWN: [],
  EXPIRED: [],
};
const ends: readonly Status[] = ['APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED'];

const applicationCommands: Readonly<
  Record<string, (current: ApplicationRecord, at: Date) => ApplicationRecord | undefined>
> = {
  change: (current, at) => changeDraft(current, { statement: '改' }, at),
  submit: (current, at) => submitDraft(current, { by: 'per_1', now: at }),
  start: (current, at) => decideApplication(current, 'START_REVIEW', { ...review, now: at }),
  back: (current, at) => decideApplication(current, 'RETURN', { ...review, now: at }),
  approve: (current, at) => decideApplication(current, 'APPROVE', { ...review, now: at }),
  reject: (current, at) => decideApplication(current, 'REJECT', { ...review, now: at }),
  again: (current, at) => resubmitApplication(current, { by: 'per_1', now: at }),
  withdraw: withdrawApplication,
  dissolve: expireApplication,
  watch: expireReturned,
};

test('no sequence of commands takes an application out of the diagram or loses an event', () => {
  const steps = fc.array(
    fc.record({
      command: fc.constantFrom(...Object.keys(applicationCommands)),
      days: fc.integer({ min: 0, max: 120 }),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(fc.boolean(), steps, (isDraft, sequence) => {
      let current = isDraft ? draftApplication(facts, now) : submitApplication(facts, now);
      let at = now;
      let wasSubmitted = !isDraft;
      for (const { command, days } of sequence) {
        at = after(days, at);
        let next: ApplicationRecord | undefined;
        try {
          next = applicationCommands[command]?.(current, at);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
        if (!next) continue;
        expect(arrows[current.status]).toContain(next.status);
        const types = applicationEvents(current, next).map(({ type }) => type);
        wasSubmitted ||= next.status === 'SUBMITTED';
        const isTold = wasSubmitted && next.status !== 'UNDER_REVIEW';
        expect(types).toEqual(
          isTold ? [`people.membership-application.${next.status === 'SUBMITTED' ? 'submitted' : 'decided'}.v1`] : [],
        );
        expect(next.open).toBe(!ends.includes(next.status));
        current = next;
      }
    }),
  );
});

test('no sequence of commands breaks the periods of a membership, gives it a role after its end, or ends it twice', () => {
  const roles: MemberRole[] = ['MEMBER', 'COUNCIL_MEMBER', 'VICE_CHAIR', 'CHAIR'];
  const step = fc.record({
    command: fc.constantFrom('role', 'end', 'lapse', 'dissolve', 'elect'),
    role: fc.constantFrom(...roles),
    day: fc.integer({ min: 0, max: 700 }),
  });
  const dayOf = (day: number) => after(day, new Date('2020-01-01T02:00:00Z')).toISOString().slice(0, 10);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (sequence) => {
      let current = member('per_1');
      for (const { command, role, day } of sequence) {
        const before = current;
        const [on, today] = [dayOf(day), '2021-11-30'];
        const wasActive = before.status === 'ACTIVE';
        const refused = refusal(() => {
          if (command === 'role') current = changeRole(before, { role, since: on, today });
          else if (command === 'end') current = endMembership(before, { reason: 'RESIGNED', endedOn: on, today });
          else if (command === 'lapse') current = endMembership(before, { reason: 'NON_RENEWAL', endedOn: on, today });
          else if (command === 'elect' && wasActive)
            current = rolesAfterElection([before], { chairPersonId: 'per_1', startedOn: on, today })[0]?.next ?? before;
          else if (command === 'dissolve' && wasActive) current = dissolveMembership(before, on);
        });
        if (refused) expect(current).toBe(before);
        if (!wasActive) expect(current).toBe(before);
        const periods = current.earlierRoles ?? [];
        const days = periods.flatMap(({ from, until }) => [from, until]);
        expect(days).toEqual(days.toSorted());
        for (const [index, { until }] of periods.entries())
          expect(until).toBe(periods[index + 1]?.from ?? roleSinceOf(current));
        expect((current.endedOn ?? '9999') >= roleSinceOf(current)).toBe(true);
        expect(current.status === 'LAPSED').toBe(current.endReason === 'NON_RENEWAL');
        expect(current.endedOn === null).toBe(current.status === 'ACTIVE');
      }
    }),
  );
});
