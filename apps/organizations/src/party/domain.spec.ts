import { expect, test } from '@jest/globals';
import { active, city, today } from '../../test/examples.ts';
import { establishParty } from './domain.ts';

test("an association has a leading Party members' group only when it is territorial and meets the conditions", () => {
  const party = { kind: 'LEADING_PARTY_GROUP' as const, name: '党组', establishedOn: '2021-05-30' };
  expect(() => establishParty(active(), party, today)).toThrow('党组');
  expect(() => establishParty(city, party, today)).toThrow('党组');
  expect(establishParty({ ...city, eligibleForLeadingPartyGroup: true }, party, today).next.party).toEqual(party);
  const later = { ...party, kind: 'BRANCH' as const, establishedOn: '2021-06-02' };
  expect(() => establishParty(active(), later, today)).toThrow('in the future');
});
