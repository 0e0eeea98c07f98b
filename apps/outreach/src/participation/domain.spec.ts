import { firstVersion } from '@kexie/kernel';
import { expect, test } from '@jest/globals';
import {
  participationEvents,
  participationOf,
  requireOneParticipant,
  totalParticipation,
  type Participation,
} from './domain.ts';

const facts = { campaignId: 'cmp_1', joinedOn: '2020-02-01' };
const organization = (kind: string) => ({ type: 'organization', id: 'org_1', kind, regionCode: '450421' }) as const;

test('the kind of a participation follows from the participant', () => {
  expect(participationOf(organization('TOWNSHIP_ASSOCIATION'), facts)).toMatchObject({
    kind: 'TERRITORIAL_ASSOCIATION',
    organizationId: 'org_1',
    facilityId: null,
    participantId: 'org_1',
    count: { value: '1', unit: 'COUNT', qualifier: 'EXACT' },
  });
  expect(
    participationOf({ type: 'facility', id: 'fac_1', kind: 'E_STATION', regionCode: '450400' }, facts),
  ).toMatchObject({ kind: 'E_STATION', facilityId: 'fac_1', organizationId: null });
  expect(() => participationOf(organization('ENTERPRISE'), facts)).toThrow('does not take part');
  expect(() =>
    participationOf({ type: 'facility', id: 'fac_1', kind: 'SCIENCE_MUSEUM', regionCode: '450400' }, facts),
  ).toThrow('does not take part');
});

test('a total names no participant, keeps its qualifier and has no event', () => {
  const total = totalParticipation(
    { kind: 'COMMUNITY_ASSOCIATION', count: '100', countQualifier: 'OVER' },
    { _id: 'cmp_1', regionCode: '450400' },
  );
  expect(total).toMatchObject({
    participantId: null,
    count: { value: '100', qualifier: 'OVER' },
    regionCode: '450400',
  });
  expect(participationEvents(null, { _id: 'par_1', ...firstVersion, ...total })).toEqual([]);
  expect(() => totalParticipation({ count: '100' }, { _id: 'cmp_1', regionCode: '450400' })).toThrow('kind and count');
});

test('a new participant has one event', () => {
  const joined: Participation = { _id: 'par_1', ...firstVersion, ...participationOf(organization('SOCIETY'), facts) };
  expect(participationEvents(null, joined)).toEqual([
    {
      type: 'outreach.participation.joined.v1',
      data: {
        participationId: 'par_1',
        campaignId: 'cmp_1',
        participantKind: 'SOCIETY',
        organizationId: 'org_1',
        facilityId: null,
        joinedOn: '2020-02-01',
      },
    },
  ]);
  expect(participationEvents(joined, { ...joined, role: '宣传' })).toEqual([]);
});

test('exactly one participant joins at a time', () => {
  expect(() => requireOneParticipant({})).toThrow('exactly one');
  expect(() => requireOneParticipant({ organizationId: 'org_1', facilityId: 'fac_1' })).toThrow('exactly one');
  expect(() => requireOneParticipant({ facilityId: 'fac_1' })).not.toThrow();
});
