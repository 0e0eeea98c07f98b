import { describe, expect, test } from '@jest/globals';
import { DomainError } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import fc from 'fast-check';
import {
  abbreviationsOf,
  aliasesOf,
  apply,
  approve,
  blank,
  checkTermOf,
  dissolve,
  establishParty,
  file,
  holdAssembly,
  isAlive,
  move,
  nameKey,
  rename,
  renewTerm,
  resubmit,
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

describe('a renaming', () => {
  const renaming = { name: '新企业科协', documentNo: '梧科协〔2021〕15号', renamedOn: '2021-05-28' };
  const active: Organization = {
    ...draft,
    status: 'ACTIVE',
    foundedOn: '2021-05-20',
    shortName: '企科协',
    aliases: ['旧称'],
  };

  test('keeps the earlier names with their last day and document, and they become aliases', () => {
    const { next, events } = rename(active, renaming, today);
    expect(next).toMatchObject({
      name: '新企业科协',
      shortName: '企科协',
      aliases: ['旧称'],
      nameHistory: [{ name: '某企业科协', shortName: '企科协', until: '2021-05-28', documentNo: renaming.documentNo }],
    });
    expect(aliasesOf(next)).toEqual(['旧称', '某企业科协']);
    expect(events).toMatchObject([
      { type: 'organizations.organization.changed.v1', data: { name: '新企业科协', before: { name: '某企业科协' } } },
    ]);
    const back = rename(next, { ...renaming, name: '某企业科协', shortName: null, renamedOn: today }, today).next;
    expect(aliasesOf(back)).toEqual(['旧称', '企科协', '新企业科协']);
  });

  test.each<[string, Partial<typeof renaming>, string]>([
    ['the same name', { name: '某企业科协' }, 'name'],
    ['a name that is too short', { name: '科' }, 'name'],
    ['a name of punctuation', { name: '《》' }, 'name'],
    ['no document', { documentNo: ' ' }, 'documentNo'],
    ['a day in the future', { renamedOn: '2021-06-02' }, 'renamedOn'],
    ['a day before the founding', { renamedOn: '2021-05-19' }, 'renamedOn'],
  ])('with %s is refused', (_, change, field) => {
    expect(() => rename(active, { ...renaming, ...change }, today)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: [field] }),
    );
  });

  test('applies only to an organization in use, and only after the renaming before it', () => {
    for (const status of ['APPLIED', 'RETURNED', 'APPROVED', 'FOUNDED', 'DISSOLVED', 'MERGED', 'REJECTED'] as const)
      expect(() => rename({ ...active, status }, renaming, today)).toThrow(
        expect.objectContaining({ code: 'INVALID_TRANSITION' }),
      );
    const renamed = rename(active, renaming, today).next;
    expect(() => rename(renamed, { ...renaming, name: '再更名科协', renamedOn: '2021-05-27' }, today)).toThrow(
      'before 2021-05-28',
    );
  });
});

describe('a move', () => {
  const active: Organization = { ...draft, status: 'ACTIVE', foundedOn: '2021-05-20' };
  const papers = { documentNo: '梧科协〔2021〕16号', movedOn: '2021-05-28' };
  const county: Organization = {
    ...city,
    _id: 'org_county',
    name: '长洲区科协',
    regionCode: '450405',
    level: 'COUNTY',
  };
  const host: Organization = { ...enterprise, _id: 'org_host2', regionCode: '450405' };
  const region = { kind: 'DISTRICT', level: 'COUNTY' as const };
  const around = { parent: city, host: enterprise, region, childrenOutside: 0 };
  const whole = { ...papers, regionCode: '450405', parentId: county._id, hostId: host._id };

  test('keeps the earlier place, takes the level of the new region, and its event has both places', () => {
    const { next, events } = move({ ...active, level: 'TOWNSHIP' }, whole, { ...around, parent: county, host }, today);
    const [before, after] = [
      { regionCode: '450403', parentId: 'org_city', hostId: 'org_host' },
      { regionCode: '450405', parentId: 'org_county', hostId: 'org_host2' },
    ];
    expect(next).toMatchObject({
      ...after,
      level: 'COUNTY',
      placeHistory: [{ ...before, until: '2021-05-28', documentNo: papers.documentNo }],
    });
    expect(events).toMatchObject([
      { type: 'organizations.organization.changed.v1', data: { ...after, before: { ...before, name: active.name } } },
    ]);
  });

  test('changes only the parts of the place that it names', () => {
    expect(move(active, { ...papers, parentId: 'org_c', regionCode: null }, { ...around }, today).next).toMatchObject({
      regionCode: '450403',
      parentId: 'org_c',
      hostId: 'org_host',
    });
  });

  test.each<[string, object, object, string, string]>([
    ['nothing new', { regionCode: '450403', hostId: null }, {}, 'VALIDATION_FAILED', 'regionCode'],
    [
      'a region that its parent is not responsible for',
      { regionCode: '450300' },
      {},
      'VALIDATION_FAILED',
      'regionCode',
    ],
    ['itself as parent', { parentId: active._id }, {}, 'VALIDATION_FAILED', 'parentId'],
    [
      'a parent that is no territorial association',
      { parentId: 'x' },
      { parent: enterprise },
      'VALIDATION_FAILED',
      'parentId',
    ],
    [
      'a suspended parent',
      { parentId: 'x' },
      { parent: { ...city, status: 'SUSPENDED' } },
      'REFERENCE_INACTIVE',
      'parentId',
    ],
    ['a parent of another region', { parentId: 'x' }, { parent: county }, 'VALIDATION_FAILED', 'regionCode'],
    ['a host of another kind', { hostId: 'x' }, { host: { ...host, kind: 'PARK' } }, 'VALIDATION_FAILED', 'hostId'],
    ['a dissolved host', { hostId: 'x' }, { host: { ...host, status: 'DISSOLVED' } }, 'REFERENCE_INACTIVE', 'hostId'],
    ['organizations left behind', { regionCode: '450405' }, { childrenOutside: 1 }, 'INVALID_TRANSITION', 'regionCode'],
    ['a day in the future', { ...whole, movedOn: '2021-06-02' }, {}, 'VALIDATION_FAILED', 'movedOn'],
    ['a day before the founding', { ...whole, movedOn: '2021-05-19' }, {}, 'VALIDATION_FAILED', 'movedOn'],
    ['no document', { ...whole, documentNo: '' }, {}, 'VALIDATION_FAILED', 'documentNo'],
  ])('with %s is refused', (_, change, surrounding, code, field) => {
    expect(() => move(active, { ...papers, ...change }, { ...around, ...surrounding }, today)).toThrow(
      expect.objectContaining({ code, inputPath: [field] }),
    );
  });

  test('does not give a host to a kind without one, nor a community association a region that is no community', () => {
    const society: Organization = { ...active, kind: 'SOCIETY', hostId: null };
    expect(() => move(society, { ...papers, hostId: host._id }, { ...around, host }, today)).toThrow('has no host');
    const community: Organization = { ...active, kind: 'COMMUNITY_ASSOCIATION', hostId: null };
    const target = { ...around, host: null };
    expect(() => move(community, { ...papers, regionCode: '450405' }, target, today)).toThrow('region of this kind');
  });

  test('applies only to an organization in use', () => {
    for (const status of ['APPLIED', 'RETURNED', 'APPROVED', 'FOUNDED', 'DISSOLVED', 'MERGED', 'REJECTED'] as const)
      expect(() => move({ ...active, status }, whole, { ...around, parent: county, host }, today)).toThrow(
        expect.objectContaining({ code: 'INVALID_TRANSITION' }),
      );
  });
});

/** The diagram of the life cycle: the statuses that a command may lead to, by the status before it. */
const diagram: Record<Organization['status'], readonly Organization['status'][]> = {
  APPLIED: ['APPROVED', 'RETURNED', 'REJECTED'],
  RETURNED: ['APPLIED'],
  APPROVED: ['FOUNDED'],
  FOUNDED: ['ACTIVE'],
  ACTIVE: ['TERM_OVERDUE', 'SUSPENDED', 'DISSOLVED', 'MERGED'],
  TERM_OVERDUE: ['ACTIVE', 'SUSPENDED', 'DISSOLVED', 'MERGED'],
  SUSPENDED: ['ACTIVE', 'TERM_OVERDUE', 'DISSOLVED', 'MERGED'],
  DISSOLVED: [],
  MERGED: [],
  REJECTED: [],
};

test('no sequence of commands leaves the diagram, and each change of a status, name or place in use has its event', () => {
  const end = { reason: '企业注销', childrenInUse: 0, hostedInUse: 0 };
  const decided = { reason: '按规定', documentNo: '1号' };
  const place = {
    parent: city,
    host: enterprise,
    region: { kind: 'DISTRICT', level: 'COUNTY' as const },
  };
  type Command = (current: Organization, day: string) => Decision<Organization> | undefined;
  const commands: Record<string, Command> = {
    approve: (current, day) => approve(current, { documentNo: '1号', approvedOn: day }, day),
    sendBack: (current) => returnOrReject(current, 'RETURNED', '补充材料'),
    reject: (current) => returnOrReject(current, 'REJECTED', '不符合条件'),
    resubmit: (current) => resubmit(current, { charter: '章程', rosterPersonIds: roster }, []),
    found: (current, day) =>
      holdAssembly(
        current,
        {
          ...assembly,
          heldOn: day,
          term: { number: 1, startedOn: day, endsOn: `${Number(day.slice(0, 4)) + 2}-01-01` },
        },
        day,
      ),
    file: (current, day) => file(current, day, day),
    watch: (current, day) => checkTermOf(current, day),
    renew: (current, day) =>
      renewTerm(
        current,
        { number: (current.term?.number ?? 0) + 1, startedOn: day, endsOn: `${Number(day.slice(0, 4)) + 2}-01-01` },
        day,
      ),
    suspend: (current, day) => suspend(current, { ...decided, suspendedOn: day }, day),
    resume: (current, day) => resume(current, { ...decided, resumedOn: day }, day),
    rename: (current, day) => rename(current, { name: `${day}科协`, documentNo: '1号', renamedOn: day }, day),
    move: (current, day) =>
      move(
        current,
        { regionCode: current.regionCode === '450403' ? '450405' : '450403', documentNo: '1号', movedOn: day },
        { ...place, childrenOutside: 0 },
        day,
      ),
    dissolve: (current, day) =>
      dissolve(current, { ...end, dissolvedOn: day, successor: null, wantsSuccessor: false }, day),
    merge: (current, day) =>
      dissolve(
        current,
        {
          ...end,
          dissolvedOn: day,
          successor: { ...current, _id: 'org_other', status: 'ACTIVE' },
          wantsSuccessor: true,
        },
        day,
      ),
  };
  const founding: readonly Organization['status'][] = ['APPLIED', 'RETURNED', 'APPROVED', 'FOUNDED', 'REJECTED'];
  const ends = new Set(['reject', 'dissolve', 'merge']);
  const names = Object.keys(commands).map((value) => ({
    arbitrary: fc.constant(value),
    weight: ends.has(value) ? 1 : 8,
  }));
  const step = fc.tuple(fc.oneof(...names), fc.integer({ min: 0, max: 500 }));
  const start = fc.constantFrom<Organization>(draft, { ...draft, status: 'ACTIVE', term, foundedOn: '2021-05-20' });
  fc.assert(
    fc.property(start, fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (first, steps) => {
      let [current, time] = [first, Date.parse(today)];
      for (const [name, days] of steps) {
        time += days * 86_400_000;
        const decision = attempted(() => commands[name]?.(current, new Date(time).toISOString().slice(0, 10)));
        if (!decision) continue;
        const { next, events } = decision;
        const isMoved = next.name !== current.name || next.regionCode !== current.regionCode;
        expect(isAlive(current)).toBe(true);
        if (next.status !== current.status) expect(diagram[current.status]).toContain(next.status);
        if (!founding.includes(next.status) && (isMoved || next.status !== current.status))
          expect(events.length).toBeGreaterThan(0);
        const lasting = (next.suspensions ?? []).filter(({ to }) => to === null);
        expect(lasting).toHaveLength(next.status === 'SUSPENDED' ? 1 : 0);
        for (const { from, to } of next.suspensions ?? []) expect(to === null || from <= to).toBe(true);
        current = next;
      }
    }),
    { numRuns: 300 },
  );
});

/** The decision of a rule, or undefined when it refuses. */
function attempted(decide: () => Decision<Organization> | undefined): Decision<Organization> | undefined {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

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

test('the usual abbreviations of an association leave out the level of its place, unless the place has one character', () => {
  expect(abbreviationsOf('梧州市科学技术协会')).toEqual(['梧州市科协', '梧州科协']);
  expect(abbreviationsOf('藤县科学技术协会')).toEqual(['藤县科协']);
  expect(abbreviationsOf('水汶镇科协')).toEqual(['水汶科协']);
  expect(abbreviationsOf('梧州市蜂业学会')).toEqual([]);
});
