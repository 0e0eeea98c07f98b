import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '@kexie/kernel';
import {
  draftApplication,
  endMembership,
  startMembership,
  submitApplication,
  type ApplicationRecord,
  type MembershipRecord,
} from '../membership/domain.ts';
import { newPerson, type PersonRecord } from '../person/domain.ts';
import { decideMerge, mergeApplications, mergeMemberships, mergePersons, openMerge, personMerged } from './domain.ts';

const now = new Date('2021-11-30T02:00:00Z');
const today = '2021-11-30';
const person = (id: string, changes: Partial<PersonRecord> = {}): PersonRecord =>
  newPerson(
    id,
    {
      ...{ name: '张工', regionCode: '450422', titleLevel: 'NONE', subjectCodes: [], researchDirections: [] },
      ...changes,
    },
    now,
  );
const home = (status: PersonRecord['home']['status']) => ({
  ...{ status, registeredOn: '2021-01-01', verifiedOn: null, verifiedBy: null, channel: 'ONLINE' as const },
});

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

test('an offer is decided once, with a reason, and by another user than the one who opened it', () => {
  const records = { survivor: person('per_1'), merged: person('per_2') };
  const offer = openMerge({ _id: 'mrg_1', origin: 'STAFF', openedBy: 'usr_1', reason: '同一人' }, records, now);
  const decide = (by: string, reason: string, of = offer) => decideMerge(of, { accept: true, reason, by, now });
  expect(refusal(() => decide('usr_1', '核实'))).toBe('FORBIDDEN');
  expect(refusal(() => decide('usr_2', ' '))).toBe('VALIDATION_FAILED');
  expect(refusal(() => decide('usr_2', 'x'.repeat(501)))).toBe('VALIDATION_FAILED');
  const accepted = decide('usr_2', '核实');
  expect(accepted).toMatchObject({ status: 'ACCEPTED', openKey: null, candidate: null });
  expect(refusal(() => decide('usr_3', '核实', accepted))).toBe('INVALID_TRANSITION');
  const same = { survivor: person('per_1'), merged: person('per_1') };
  expect(refusal(() => openMerge({ _id: 'mrg_2', origin: 'STAFF', openedBy: 'usr_1', reason: 'x' }, same, now))).toBe(
    'VALIDATION_FAILED',
  );
});

test('the survivor keeps its facts, takes what it lacks, and the merged record gives up its number and its state', () => {
  const survivor = person('per_1', { position: '所长', phoneHashes: ['1:a'], phoneMasked: '138****0001' });
  const other = person('per_2', {
    ...{ position: '科员', degree: '博士', titleLevel: 'SENIOR', subjectCodes: ['610'], home: home('REGISTERED') },
    ...{ phoneHashes: ['1:b'], phoneMasked: '138****0002' },
  });
  const { survivor: kept, merged } = mergePersons(survivor, other, now);
  expect(kept).toMatchObject({
    ...{ position: '所长', degree: '博士', titleLevel: 'SENIOR', subjectCodes: ['610'], phoneHashes: ['1:a'] },
    home: { status: 'REGISTERED' },
  });
  expect(merged).toMatchObject({ mergedInto: 'per_1', phoneHashes: [], phoneMasked: null, home: { status: 'CLOSED' } });
  expect(personMerged(other, merged)).toMatchObject([
    { type: 'people.person.merged.v1', data: { mergedId: 'per_2', survivorId: 'per_1' } },
    { type: 'people.home.status-changed.v1', data: { from: 'REGISTERED', to: 'CLOSED' } },
  ]);
  const verified = mergePersons(person('per_1', { home: home('VERIFIED') }), other, now).survivor;
  expect(verified.home.status).toBe('VERIFIED');
});

const organizations = ['org_1', 'org_2', 'org_3'];
/** The memberships of a person: at most one ACTIVE in each association, and some that have ended. */
const membershipsOf = (personId: string) =>
  fc
    .array(
      fc.record({
        organizationId: fc.constantFrom(...organizations),
        joinedOn: fc.constantFrom('2019-01-01', '2020-01-01', '2021-01-01'),
        isActive: fc.boolean(),
      }),
      { maxLength: 6 },
    )
    .map((stated) =>
      stated.map(({ isActive, ...facts }, index): MembershipRecord => {
        const started = startMembership({ _id: `mem_${personId}_${index}`, personId, role: 'MEMBER', ...facts });
        const isFirst = !stated
          .slice(0, index)
          .some((other) => other.isActive && other.organizationId === facts.organizationId);
        return isActive && isFirst ? started : endMembership(started, { reason: 'RESIGNED', endedOn: today, today });
      }),
    );

test('after a merge of any two persons there is one ACTIVE membership for each association of either, and each that ended has its event', () => {
  fc.assert(
    fc.property(membershipsOf('per_1'), membershipsOf('per_2'), (own, others) => {
      const changes = mergeMemberships({ own, others, survivorId: 'per_1' }, today);
      let stored = [...own, ...others];
      for (const { current, next, events } of changes) {
        stored = stored.map((membership) => (membership._id === current._id ? next : membership));
        const keys = stored.filter(isActive).map(({ personId, organizationId }) => `${personId} ${organizationId}`);
        expect(new Set(keys).size).toBe(keys.length); // the unique index holds after each write
        const hasEnded = isActive(current) && !isActive(next);
        expect(events.map(({ type }) => type)).toEqual(hasEnded ? ['people.membership.ended.v1'] : []);
      }
      expect(stored.every(({ personId }) => personId === 'per_1')).toBe(true);
      const before = new Set([...own, ...others].filter(isActive).map(({ organizationId }) => organizationId));
      expect(new Set(stored.filter(isActive).map(({ organizationId }) => organizationId))).toEqual(before);
      for (const { organizationId, joinedOn } of stored.filter(isActive)) {
        const days = [...own, ...others]
          .filter((each) => isActive(each) && each.organizationId === organizationId)
          .map((each) => each.joinedOn);
        expect(joinedOn).toBe(days.toSorted()[0]);
      }
    }),
  );
});

const isActive = ({ status }: MembershipRecord): boolean => status === 'ACTIVE';

test('after a merge there is one open application for each association, and a draft gives way to a submitted one', () => {
  const facts = { regionCode: '450422', regionVersion: 1, channel: 'ONLINE' as const, submittedBy: 'usr_1' };
  const application = (applicantId: string, organizationId: string, isDraft: boolean, day: number): ApplicationRecord =>
    (isDraft ? draftApplication : submitApplication)(
      { ...facts, _id: `app_${applicantId}_${organizationId}`, applicantId, organizationId },
      new Date(now.getTime() + day * 1_000),
    );
  const applicationsOf = (applicantId: string) =>
    fc
      .array(fc.record({ isDraft: fc.boolean(), day: fc.integer({ min: 0, max: 3 }) }), { maxLength: 3 })
      .map((stated) =>
        stated.map(({ isDraft, day }, index) => application(applicantId, organizations[index] as string, isDraft, day)),
      );
  fc.assert(
    fc.property(applicationsOf('per_1'), applicationsOf('per_2'), (own, others) => {
      let stored = [...own, ...others];
      for (const { current, next } of mergeApplications({ own, others, survivorId: 'per_1' }, now)) {
        stored = stored.map((each) => (each._id === current._id ? next : each));
        const keys = stored.filter(({ open }) => open).map((each) => `${each.applicantId} ${each.organizationId}`);
        expect(new Set(keys).size).toBe(keys.length);
      }
      expect(stored.every(({ applicantId }) => applicantId === 'per_1')).toBe(true);
      for (const organizationId of organizations) {
        const all = [...own, ...others].filter((each) => each.organizationId === organizationId);
        const [open] = stored.filter((each) => each.open && each.organizationId === organizationId);
        expect(open === undefined).toBe(all.length === 0);
        if (all.some(({ status }) => status === 'SUBMITTED')) expect(open?.status).toBe('SUBMITTED');
      }
    }),
  );
});
