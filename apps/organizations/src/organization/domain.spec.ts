import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  apply,
  approve,
  blank,
  checkTermOf,
  dissolve,
  establishParty,
  file,
  holdAssembly,
  nameKey,
  renewTerm,
  resume,
  returnOrReject,
  setStaffing,
  superiorRegionOf,
  suspend,
  type Organization,
} from './domain.ts';

const now = new Date('2021-06-01T00:00:00Z');
const today = '2021-06-01';
const roster = Array.from({ length: 10 }, (_, index) => `per_${index}`);
const term = { number: 1, startedOn: '2021-05-20', endsOn: '2026-05-20' };

const city: Organization = {
  ...blank('org_city', now),
  kind: 'TERRITORIAL_ASSOCIATION',
  name: '梧州市科学技术协会',
  regionCode: '450400',
  level: 'PREFECTURE',
};
const enterprise: Organization = {
  ...blank('org_host', now),
  kind: 'ENTERPRISE',
  name: '某企业',
  regionCode: '450403',
  level: 'COUNTY',
};
const draft: Organization = {
  ...blank('org_new', now),
  kind: 'ENTERPRISE_ASSOCIATION',
  name: '某企业科协',
  regionCode: '450403',
  status: 'APPLIED',
  parentId: city._id,
  hostId: enterprise._id,
  charter: '章程',
  preparatoryLead: '筹备组',
  rosterPersonIds: roster,
};
const surroundings = { parent: city, host: enterprise, region: { kind: 'DISTRICT' }, unknownPersonIds: [] };
const approved = () => approve(draft, { documentNo: '梧科协〔2021〕1号', approvedOn: '2021-05-01' }, today).next;
const assembly = {
  heldOn: '2021-05-20',
  attendance: 6,
  charterAdopted: true,
  chairPersonId: 'per_0',
  secretaryPersonId: null,
  term,
};
const founded = () => holdAssembly(approved(), assembly, today).next;

describe('founding an association', () => {
  test('an association that was approved, founded and filed is active, and its event carries the roster', () => {
    const { next, events } = file(founded(), '2021-05-25', today);
    expect(next).toMatchObject({
      status: 'ACTIVE',
      foundedOn: '2021-05-20',
      filedOn: '2021-05-25',
      chairPersonId: 'per_0',
    });
    expect(events).toMatchObject([
      {
        type: 'organizations.organization.activated.v1',
        data: { rosterPersonIds: roster, hostId: 'org_host', chairPersonId: 'per_0' },
      },
    ]);
  });

  test.each<[string, Partial<Organization>, object, string]>([
    ['a roster of fewer than ten persons', { rosterPersonIds: roster.slice(1) }, {}, 'VALIDATION_FAILED'],
    ['a person twice on the roster', { rosterPersonIds: [...roster.slice(1), 'per_1'] }, {}, 'VALIDATION_FAILED'],
    ['persons who are not in the register', {}, { unknownPersonIds: ['per_9'] }, 'REFERENCE_UNKNOWN'],
    ['a missing parent', {}, { parent: null }, 'REFERENCE_UNKNOWN'],
    ['a parent that is not responsible for the region', { regionCode: '450300' }, {}, 'VALIDATION_FAILED'],
    ['a dissolved parent', {}, { parent: { ...city, status: 'DISSOLVED' } }, 'REFERENCE_INACTIVE'],
    ['a missing host', {}, { host: null }, 'REFERENCE_UNKNOWN'],
    ['a host of another kind', {}, { host: { ...enterprise, kind: 'UNIVERSITY' } }, 'VALIDATION_FAILED'],
    ['a partner kind', { kind: 'ENTERPRISE' }, {}, 'VALIDATION_FAILED'],
  ])('is refused with %s', (_, change, around, code) => {
    expect(() => apply({ ...draft, ...change }, { ...surroundings, ...around })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('a community association belongs to a community', () => {
    const community: Organization = {
      ...draft,
      kind: 'COMMUNITY_ASSOCIATION',
      hostId: null,
      regionCode: '450403005001',
    };
    expect(() => apply(community, { ...surroundings, host: null, region: { kind: 'ADMINISTRATIVE_VILLAGE' } })).toThrow(
      'cannot be founded in a region of this kind',
    );
    expect(apply(community, { ...surroundings, host: null, region: { kind: 'COMMUNITY' } }).next.status).toBe(
      'APPLIED',
    );
  });

  test('no step can be skipped or repeated', () => {
    const steps = [
      () => file(approved(), '2021-05-25', today),
      () => holdAssembly(draft, assembly, today),
      () => approve(approved(), { documentNo: 'x', approvedOn: '2021-05-01' }, today),
      () => returnOrReject(founded(), 'REJECTED', '理由充分'),
    ];
    for (const step of steps) expect(step).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
  });

  test.each<[string, Partial<typeof assembly>]>([
    ['only half of the roster present', { attendance: 5 }],
    ['a day before the approval', { heldOn: '2021-04-30' }],
    ['a day in the future', { heldOn: '2021-06-02' }],
    ['a chair from outside', { chairPersonId: 'per_99' }],
    ['a charter that was not adopted', { charterAdopted: false }],
    ['a term over five years', { term: { ...term, endsOn: '2026-05-21' } }],
  ])('an assembly with %s founds nothing', (_, change) => {
    expect(() => holdAssembly(approved(), { ...assembly, ...change }, today)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED' }),
    );
  });
});

describe('an active association', () => {
  const active = () => file(founded(), '2021-05-25', today).next;

  test('is overdue from the day after its term until the next election', () => {
    expect(checkTermOf(active(), '2026-05-20')).toBeUndefined();
    const overdue = checkTermOf(active(), '2026-05-21');
    expect(overdue?.next.status).toBe('TERM_OVERDUE');
    const [second, day] = [{ number: 2, startedOn: '2026-06-01', endsOn: '2031-06-01' }, '2026-06-01'];
    const renewed = renewTerm(overdue?.next as Organization, second, day);
    expect(renewed.next.status).toBe('ACTIVE');
    expect(() => renewTerm(active(), { ...second, number: 3 }, day)).toThrow('number 2');
    expect(() => renewTerm(active(), { ...second, startedOn: '2025-11-19', endsOn: '2030-06-01' }, day)).toThrow(
      'six months',
    );
    expect(() => renewTerm(active(), second, '2026-05-31')).toThrow('in the future');
  });

  test('accepts only newer staffing, and numbers that an organization can have', () => {
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

  test("has a leading Party members' group only when it is territorial and meets the conditions", () => {
    const party = { kind: 'LEADING_PARTY_GROUP' as const, name: '党组', establishedOn: '2021-05-30' };
    expect(() => establishParty(active(), party, today)).toThrow('党组');
    expect(() => establishParty(city, party, today)).toThrow('党组');
    expect(establishParty({ ...city, eligibleForLeadingPartyGroup: true }, party, today).next.party).toEqual(party);
    const later = { ...party, kind: 'BRANCH' as const, establishedOn: '2021-06-02' };
    expect(() => establishParty(active(), later, today)).toThrow('in the future');
  });

  test('cannot be dissolved while active organizations depend on it', () => {
    const request = {
      reason: '企业注销',
      dissolvedOn: '2021-05-30',
      successor: null,
      wantsSuccessor: false,
      childrenInUse: 0,
      hostedInUse: 0,
    };
    expect(() => dissolve(active(), { ...request, childrenInUse: 2 }, today)).toThrow(
      '2 active or suspended organizations',
    );
    expect(() => dissolve(active(), { ...request, hostedInUse: 1 }, today)).toThrow('hosts 1 active or suspended');
    const { next, events } = dissolve(active(), request, today);
    expect(next.status).toBe('DISSOLVED');
    expect(events).toMatchObject([{ type: 'organizations.organization.dissolved.v1', data: { hostId: 'org_host' } }]);
  });

  test('can be merged only into an active organization of its kind', () => {
    const request = {
      reason: '合并办公',
      dissolvedOn: '2021-05-30',
      wantsSuccessor: true,
      childrenInUse: 0,
      hostedInUse: 0,
    };
    expect(() => dissolve(active(), { ...request, successor: city }, today)).toThrow('same kind');
    expect(dissolve(active(), { ...request, successor: { ...active(), _id: 'org_other' } }, today).next).toMatchObject({
      status: 'MERGED',
      successorId: 'org_other',
    });
  });
});

describe('a suspension', () => {
  const active = () => file(founded(), '2021-05-25', today).next;
  const decision = { reason: '长期不开展活动', documentNo: '梧科协〔2021〕9号', suspendedOn: '2021-05-28' };
  const resumption = { reason: '整改完成', documentNo: '梧科协〔2021〕12号', resumedOn: '2021-05-31' };
  const suspended = () => suspend(active(), decision, today).next;

  test('starts from ACTIVE or TERM_OVERDUE only, and ends only where one lasts', () => {
    for (const status of ['ACTIVE', 'TERM_OVERDUE'] as const)
      expect(suspend({ ...active(), status }, decision, today).next.status).toBe('SUSPENDED');
    const others = [
      'APPLIED',
      'RETURNED',
      'APPROVED',
      'FOUNDED',
      'SUSPENDED',
      'DISSOLVED',
      'MERGED',
      'REJECTED',
    ] as const;
    for (const status of others)
      expect(() => suspend({ ...active(), status }, decision, today)).toThrow(
        expect.objectContaining({ code: 'INVALID_TRANSITION' }),
      );
    expect(() => resume(active(), resumption, today)).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
  });

  test('is kept with its days, reasons and documents, and each step has its event', () => {
    const { next, events } = resume(suspended(), resumption, today);
    expect(next).toMatchObject({
      status: 'ACTIVE',
      suspensions: [{ from: '2021-05-28', to: '2021-05-31', reason: decision.reason, resumeReason: resumption.reason }],
    });
    expect(events.map(({ type }) => type)).toEqual(['organizations.organization.resumed.v1']);
    expect(suspend(active(), decision, today).events).toMatchObject([
      { type: 'organizations.organization.suspended.v1', data: { documentNo: decision.documentNo } },
    ]);
    expect(suspend(next, { ...decision, suspendedOn: '2021-06-01' }, today).next.suspensions).toHaveLength(2);
  });

  test('does not stop the term: the watch ignores a suspended association, which is overdue as soon as it is resumed', () => {
    expect(checkTermOf(suspended(), '2026-05-21')).toBeUndefined();
    const { next, events } = resume(suspended(), { ...resumption, resumedOn: '2026-05-21' }, '2026-05-21');
    expect(next.status).toBe('TERM_OVERDUE');
    expect(events).toMatchObject([
      { type: 'organizations.organization.resumed.v1', data: { status: 'TERM_OVERDUE' } },
      { type: 'organizations.organization.term-overdue.v1', data: { endsOn: '2026-05-20' } },
    ]);
    expect(() => renewTerm(suspended(), { ...term, number: 2 }, today)).toThrow('SUSPENDED');
  });

  test.each<[string, () => unknown, string]>([
    ['a day in the future', () => suspend(active(), { ...decision, suspendedOn: '2021-06-02' }, today), 'suspendedOn'],
    [
      'a day before the founding',
      () => suspend(active(), { ...decision, suspendedOn: '2021-05-19' }, today),
      'suspendedOn',
    ],
    [
      'a day within an earlier suspension',
      () => suspend(resume(suspended(), resumption, today).next, { ...decision, suspendedOn: '2021-05-30' }, today),
      'suspendedOn',
    ],
    ['no reason', () => suspend(active(), { ...decision, reason: ' ' }, today), 'reason'],
    ['no document', () => suspend(active(), { ...decision, documentNo: '' }, today), 'documentNo'],
    [
      'an end before its start',
      () => resume(suspended(), { ...resumption, resumedOn: '2021-05-27' }, today),
      'resumedOn',
    ],
    ['an end in the future', () => resume(suspended(), { ...resumption, resumedOn: '2021-06-02' }, today), 'resumedOn'],
  ])('with %s is refused', (_, act, field) => {
    expect(act).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: [field] }));
  });

  test('ends with the organization, which can be dissolved during it, but not before it', () => {
    const request = {
      reason: '企业注销',
      dissolvedOn: '2021-05-30',
      successor: null,
      wantsSuccessor: false,
      childrenInUse: 0,
      hostedInUse: 0,
    };
    const { next } = dissolve(suspended(), request, today);
    expect(next).toMatchObject({ status: 'DISSOLVED', suspensions: [{ from: '2021-05-28', to: '2021-05-30' }] });
    expect(() => dissolve(suspended(), { ...request, dissolvedOn: '2021-05-27' }, today)).toThrow('2021-05-28');
  });

  test('keeps an association from being the parent of a new one', () => {
    const suspendedCity: Organization = { ...city, status: 'SUSPENDED' };
    expect(() => apply(draft, { ...surroundings, parent: suspendedCity })).toThrow(
      expect.objectContaining({ code: 'REFERENCE_INACTIVE' }),
    );
  });
});

test('the superior of an association is its parent; a partner without one lies under its region, and an association without one has none', () => {
  expect(superiorRegionOf(draft, city)).toBe('450400');
  expect(superiorRegionOf(enterprise, null)).toBe('450403');
  expect(superiorRegionOf(city, null)).toBeUndefined();
});

test('the comparison of names ignores width, case, white space and punctuation', () => {
  expect(nameKey('科普E站 “一”')).toBe(nameKey('科普e站"一"'));
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(nameKey(nameKey(name))).toBe(nameKey(name));
    }),
  );
});
