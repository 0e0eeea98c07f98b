import { expect, test } from '@jest/globals';
import { facilityEvents, registerFacility, requireActiveFacility } from './domain.ts';

const facts = {
  kind: 'SCIENCE_MUSEUM',
  name: '梧州市甜蜜家蜜蜂文化科技馆',
  operatorId: 'org_1',
  regionCode: '450400',
} as const;

test('a facility has an event when it is designated, not when it is registered without a level', () => {
  const { next, events } = registerFacility('fac_1', facts, '2021-06-01');
  expect(next).toMatchObject({ level: null, active: true, themes: [] });
  expect(events).toEqual([]);
  const designated = registerFacility('fac_1', { ...facts, level: 'CITY', designatedOn: '2020-05-01' }, '2021-06-01');
  expect(designated.events.map(({ type }) => type)).toEqual(['outreach.facility.designated.v1']);
  expect(facilityEvents(next, designated.next)).toHaveLength(1);
  expect(facilityEvents(designated.next, designated.next)).toEqual([]);
});

test('a designation needs a level', () => {
  expect(() => registerFacility('fac_1', { ...facts, designatedOn: '2020-05-01' }, '2021-06-01')).toThrow('level');
  expect(() =>
    registerFacility('fac_1', { ...facts, level: 'CITY', designatedOn: '2021-06-02' }, '2021-06-01'),
  ).toThrow('in the future');
});

test('a closed facility gets no new activities', () => {
  const { next } = registerFacility('fac_1', facts, '2021-06-01');
  expect(() => requireActiveFacility({ ...next, active: false })).toThrow('not open');
});
