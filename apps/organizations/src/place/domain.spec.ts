import { describe, expect, test } from '@jest/globals';
import { city, draft, enterprise, today } from '../../test/examples.ts';
import { type Organization } from '../organization/domain.ts';
import { move, superiorRegionOf } from './domain.ts';

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

test('the superior of an association is its parent; a partner without one lies under its region, and an association without one has none', () => {
  expect(superiorRegionOf(draft, city)).toBe('450400');
  expect(superiorRegionOf(enterprise, null)).toBe('450403');
  expect(superiorRegionOf(city, null)).toBeUndefined();
});
