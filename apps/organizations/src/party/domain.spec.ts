import { describe, expect, test } from '@jest/globals';
import { active as activeAssociation, city, enterprise, today } from '../../test/examples.ts';
import { dissolve } from '../dissolution/domain.ts';
import type { Organization } from '../organization/domain.ts';
import {
  assignInstructor,
  endInstruction,
  endParty,
  establishParty,
  instructionOn,
  joinBranch,
  leaveBranch,
  partiesOn,
  partyKindsOf,
  principalParty,
} from './domain.ts';

const active = activeAssociation();
const partner: Organization = { ...active, _id: 'org_partner', name: '另一企业科协' };
const branch = {
  kind: 'BRANCH' as const,
  name: '党支部',
  establishedOn: '2021-05-25',
  documentNo: '1号',
  partnerIds: [] as string[],
};
const joint = { ...branch, kind: 'JOINT_BRANCH' as const, name: '联合党支部', partnerIds: [partner._id] };
const alone = { partners: [], today };
const end = { kind: 'BRANCH' as const, endedOn: '2021-05-28', reason: '组织调整', documentNo: '2号' };
const withBranch = () => establishParty(active, branch, alone).next;

describe('a Party organization', () => {
  test("may be a leading Party members' group only in a territorial association that meets the conditions", () => {
    const group = { ...branch, kind: 'LEADING_PARTY_GROUP' as const, name: '党组' };
    for (const organization of [active, city, { ...active, eligibleForLeadingPartyGroup: true }])
      expect(() => establishParty(organization, group, alone)).toThrow('党组');
    const { next } = establishParty({ ...city, eligibleForLeadingPartyGroup: true }, group, alone);
    expect(next.parties).toMatchObject([{ kind: 'LEADING_PARTY_GROUP', documentNo: '1号', endedOn: null }]);
  });

  test('may stand beside others of other kinds, but never beside one of the same kind, not even in the past', () => {
    const both = establishParty(withBranch(), { ...branch, kind: 'PARTY_COMMITTEE' }, alone).next;
    expect(partyKindsOf(both)).toEqual(['BRANCH', 'PARTY_COMMITTEE']);
    expect(principalParty(both)?.kind).toBe('PARTY_COMMITTEE');
    expect(() => establishParty(both, branch, alone)).toThrow(expect.objectContaining({ code: 'DUPLICATE' }));
    const ended = endParty(withBranch(), end, today).next;
    expect(() => establishParty(ended, { ...branch, establishedOn: '2021-05-27' }, alone)).toThrow(
      expect.objectContaining({ code: 'DUPLICATE', inputPath: ['kind'] }),
    );
    const again = establishParty(ended, { ...branch, establishedOn: '2021-05-28' }, alone).next;
    expect(again.parties).toHaveLength(2);
    expect(['2021-05-24', '2021-05-27', '2021-05-28', '2021-05-29'].map((day) => partiesOn(again, day).length)).toEqual(
      [0, 1, 1, 1],
    );
  });

  test('is kept with its days, reason and documents, and each step has its event', () => {
    const { next, events } = endParty(withBranch(), end, today);
    expect(next.parties).toMatchObject([
      { establishedOn: '2021-05-25', endedOn: '2021-05-28', endReason: '组织调整', endDocumentNo: '2号' },
    ]);
    expect(partyKindsOf(next)).toEqual(['NONE']);
    expect(events).toMatchObject([{ type: 'organizations.organization.party-ended.v1', data: { kind: 'BRANCH' } }]);
    expect(establishParty(active, branch, alone).events).toMatchObject([
      { type: 'organizations.organization.party-established.v1', data: { kind: 'BRANCH', leadId: null } },
    ]);
    expect(() => endParty(next, end, today)).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
  });

  test('ends with its organization, and so does the task of the instructor', () => {
    const request = { reason: '注销', dissolvedOn: '2021-05-30', successor: null, wantsSuccessor: false };
    const none = { childrenInUse: 0, childrenAlive: 0, documentNo: null, isSuccessorBelow: false, hostedInUse: 0 };
    expect(dissolve(withBranch(), { ...request, ...none }, today).next.parties).toMatchObject([
      { endedOn: '2021-05-30' },
    ]);
    const instructed = assignInstructor(active, instruction, { isKnown: true, today }).next;
    expect(dissolve(instructed, { ...request, ...none }, today).next.partyInstructions).toMatchObject([
      { until: '2021-05-30' },
    ]);
  });

  test.each<[string, Partial<typeof branch>, string]>([
    ['no kind', { kind: 'NONE' as 'BRANCH' }, 'kind'],
    ['no name', { name: ' ' }, 'name'],
    ['a day in the future', { establishedOn: '2021-06-02' }, 'establishedOn'],
    ['a day before the founding', { establishedOn: '2021-05-19' }, 'establishedOn'],
    ['an empty document number', { documentNo: ' ' }, 'documentNo'],
    ['partners, although it is no joint branch', { partnerIds: ['org_partner'] }, 'partnerIds'],
  ])('with %s is refused', (_, change, field) => {
    expect(() => establishParty(active, { ...branch, ...change }, { partners: [partner], today })).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: [field] }),
    );
  });
});

describe('a joint branch', () => {
  test.each<[string, string[], (Organization | null)[], string]>([
    ['without a partner', [], [], 'VALIDATION_FAILED'],
    ['with the organization itself', [active._id], [active], 'VALIDATION_FAILED'],
    ['with a partner twice', [partner._id, partner._id], [partner, partner], 'VALIDATION_FAILED'],
    ['with an unknown partner', ['org_x'], [null], 'REFERENCE_UNKNOWN'],
    ['with a suspended partner', [partner._id], [{ ...partner, status: 'SUSPENDED' }], 'REFERENCE_INACTIVE'],
  ])('%s is refused', (_, partnerIds, partners, code) => {
    expect(() => establishParty(active, { ...joint, partnerIds }, { partners, today })).toThrow(
      expect.objectContaining({ code, inputPath: ['partnerIds'] }),
    );
  });

  test('is on the record of each partner, and ends there with the organization that keeps it', () => {
    const lead = establishParty(active, joint, { partners: [partner], today }).next;
    const [kept] = lead.parties;
    if (!kept) throw new Error('The joint branch is missing.');
    const joined = joinBranch(partner, lead, kept).next;
    expect(joined.parties).toMatchObject([{ kind: 'JOINT_BRANCH', leadId: active._id, partnerIds: [] }]);
    expect(() => joinBranch(joined, lead, kept)).toThrow(expect.objectContaining({ code: 'DUPLICATE' }));
    expect(() => endParty(joined, { ...end, kind: 'JOINT_BRANCH' }, today)).toThrow('end it there');
    expect(leaveBranch(joined, lead._id, kept)).toBeUndefined();
    const [ended] = endParty(lead, { ...end, kind: 'JOINT_BRANCH' }, today).next.parties;
    const left = ended && leaveBranch(joined, lead._id, ended)?.next;
    expect(left?.parties).toMatchObject([{ endedOn: '2021-05-28', endReason: '组织调整' }]);
    expect(left && ended && leaveBranch(left, lead._id, ended)).toBeUndefined();
  });
});

const instruction = { personId: 'per_7', from: '2021-05-26', documentNo: '3号' };

describe('a Party-building instructor', () => {
  const assigned = () => assignInstructor(active, instruction, { isKnown: true, today }).next;

  test('guides an association without a Party organization, one at a time, until a Party organization is established', () => {
    expect(instructionOn(assigned(), '2021-05-25')).toBeUndefined();
    expect(instructionOn(assigned(), '2021-05-26')).toMatchObject({ personId: 'per_7', until: null });
    const lasting = { isKnown: true, today };
    expect(() => assignInstructor(assigned(), instruction, lasting)).toThrow('end that assignment first');
    expect(() => assignInstructor(withBranch(), instruction, lasting)).toThrow('needs no instructor');
    const established = establishParty(assigned(), { ...branch, establishedOn: '2021-05-30' }, alone).next;
    expect(established.partyInstructions).toMatchObject([{ from: '2021-05-26', until: '2021-05-30' }]);
  });

  test('is followed by another from the day on which the task ended', () => {
    const ended = endInstruction(assigned(), { until: '2021-05-28', reason: '工作调动' }, today).next;
    expect(ended.partyInstructions).toMatchObject([{ until: '2021-05-28', endReason: '工作调动' }]);
    const next = (from: string) =>
      assignInstructor(ended, { ...instruction, personId: 'per_8', from }, { isKnown: true, today }).next;
    expect(() => next('2021-05-27')).toThrow('before 2021-05-28');
    expect(instructionOn(next('2021-05-28'))?.personId).toBe('per_8');
    expect(() => endInstruction(ended, { until: '2021-05-28', reason: '工作调动' }, today)).toThrow(
      'has no instructor',
    );
    expect(() => endInstruction(assigned(), { until: '2021-05-25', reason: '工作调动' }, today)).toThrow('2021-05-26');
  });

  test('is a known person, and a partner has none', () => {
    expect(() => assignInstructor(active, instruction, { isKnown: false, today })).toThrow(
      expect.objectContaining({ code: 'REFERENCE_UNKNOWN', inputPath: ['personId'] }),
    );
    expect(() => assignInstructor(enterprise, instruction, { isKnown: true, today })).toThrow('Only an association');
  });
});
