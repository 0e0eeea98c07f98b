import { describe, expect, test } from '@jest/globals';
import {
  approved,
  assembly,
  city,
  draft,
  enterprise,
  founded,
  roster,
  surroundings,
  term,
  today,
} from '../../test/examples.ts';
import { apply, approve, file, holdAssembly, returnOrReject } from './domain.ts';
import { type Organization } from '../organization/domain.ts';

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

  test('of a 农技协 counts its households, at least ten, in place of ten persons on the roster', () => {
    const society: Organization = {
      ...draft,
      kind: 'RURAL_TECH_ASSOCIATION',
      hostId: null,
      rosterPersonIds: roster.slice(0, 1),
    };
    const around = { ...surroundings, host: null };
    const applying = (values: Partial<Organization>) => () => apply({ ...society, ...values }, around);
    expect(applying({})).toThrow('10 to 1000 persons');
    expect(applying({ households: 10 })().next.households).toBe(10);
    for (const households of [9, -1, 1_000_000])
      expect(applying({ households })).toThrow(
        expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: ['households'] }),
      );
    expect(applying({ households: 10, rosterPersonIds: [] })).toThrow('1 to 1000 persons');
    expect(applying({ kind: 'SOCIETY', subjectCodes: ['110'], households: 10 })).toThrow('Only a 农技协');
    const approvedSociety = { ...approved(), ...society, status: 'APPROVED' as const, households: 12 };
    expect(() => holdAssembly(approvedSociety, { ...assembly, attendance: 6 }, today)).toThrow('of the households');
    expect(holdAssembly(approvedSociety, { ...assembly, attendance: 7 }, today).next.status).toBe('FOUNDED');
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
