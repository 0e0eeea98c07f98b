import { expect, test } from '@jest/globals';
import { DomainError } from '@kexie/kernel';
import { defineRights } from './rights.ts';
import { anonymous, viewerOf, type Viewer } from './viewer.ts';

const rights = defineRights({
  schedule: {
    roles: ['secretary', 'staff'],
    within: { regionCode: 'region', organizerId: 'organization', campaignId: 'line', speakerIds: 'anywhere' },
  },
  apply: {
    roles: ['worker', 'staff'],
    within: { personId: 'person', organizationId: { staff: 'region', worker: 'anywhere' } },
  },
  decide: { roles: ['staff'], within: { id: 'superior' } },
  joinFor: { roles: ['worker', 'staff'], within: { id: { staff: 'region' } } },
});
const [own, foreign, city] = ['450421', '450422', '450400'];
const viewer = (role: string, claims: Partial<Viewer> = {}) =>
  viewerOf({ id: 'per_1', roles: [role], regions: [], organizations: [], ...claims });
const staff = viewer('staff', { regions: [own] });
const secretary = viewer('secretary', { organizations: ['org_1'] });
const organizer = { organizationId: 'org_1', regionCode: own };
const inOwn = { regionCode: { regionCode: own }, organizerId: organizer, campaignId: null, speakerIds: null };

/** The code and the field of the refusal, or the roles in which the viewer may act. */
function outcome(run: () => readonly string[]): readonly string[] {
  try {
    return run();
  } catch (error) {
    if (error instanceof DomainError) return [error.code, ...(error.inputPath ?? [])];
    throw error;
  }
}

test('a viewer without one of the roles is refused before any record is read', () => {
  expect(outcome(() => rights.schedule(anonymous)(inOwn))).toEqual(['UNAUTHENTICATED']);
  expect(outcome(() => rights.schedule(viewer('broker', { regions: [own] }))(inOwn))).toEqual(['FORBIDDEN']);
});

test('each record that the input names must lie in the region of staff, and the refusal names its field', () => {
  const permit = rights.schedule(staff);
  expect(permit(inOwn)).toEqual(['staff']);
  expect(outcome(() => permit({ ...inOwn, regionCode: { regionCode: foreign } }))).toEqual(['FORBIDDEN', 'regionCode']);
  expect(outcome(() => permit({ ...inOwn, organizerId: { ...organizer, regionCode: foreign } }))).toEqual([
    'FORBIDDEN',
    'organizerId',
  ]);
});

test('a secretary acts for the organizations of the token, in their regions', () => {
  const permit = rights.schedule(secretary);
  expect(permit(inOwn)).toEqual(['secretary']);
  expect(outcome(() => permit({ ...inOwn, organizerId: { organizationId: 'org_2', regionCode: own } }))).toEqual([
    'FORBIDDEN',
    'organizerId',
  ]);
  expect(outcome(() => permit({ ...inOwn, regionCode: { regionCode: foreign } }))).toEqual(['FORBIDDEN', 'regionCode']);
});

test('a record on the line of regions may lie above the viewer, or in the region, but not beside it', () => {
  const permit = rights.schedule(staff);
  for (const regionCode of [city, own, '450421101'])
    expect(permit({ ...inOwn, campaignId: { regionCode } })).toEqual(['staff']);
  expect(outcome(() => permit({ ...inOwn, campaignId: { regionCode: foreign } }))).toEqual(['FORBIDDEN', 'campaignId']);
});

test('the staff of the superior association decide about a record, and those of its own region do not', () => {
  const record = { regionCode: own, superiorRegionCode: city };
  expect(rights.decide(viewer('staff', { regions: [city] }))({ id: record })).toEqual(['staff']);
  expect(rights.decide(viewer('staff', { regions: ['450000'] }))({ id: record })).toEqual(['staff']);
  for (const region of [own, foreign, '450300'])
    expect(outcome(() => rights.decide(viewer('staff', { regions: [region] }))({ id: record }))).toEqual([
      'FORBIDDEN',
      'id',
    ]);
});

test('only administrators decide about a record without a superior association', () => {
  const record = { regionCode: city };
  expect(outcome(() => rights.decide(viewer('staff', { regions: ['100000'] }))({ id: record }))).toEqual([
    'FORBIDDEN',
    'id',
  ]);
  expect(rights.decide(viewer('administrator'))({ id: record })).toEqual(['administrator']);
});

test('one foreign record among several is refused, and a record without a region belongs to administrators only', () => {
  const permit = rights.schedule(staff);
  expect(outcome(() => permit({ ...inOwn, campaignId: [{ regionCode: own }, { regionCode: foreign }] }))).toEqual([
    'FORBIDDEN',
    'campaignId',
  ]);
  expect(outcome(() => permit({ ...inOwn, campaignId: {} }))).toEqual(['FORBIDDEN', 'campaignId']);
  expect(rights.schedule(viewer('administrator'))({ ...inOwn, campaignId: {} })).toEqual(['administrator']);
});

test('a worker acts for himself only, and a rule may differ by role', () => {
  const there = { regionCode: foreign, organizationId: 'org_9' };
  const mine = { personId: { personId: 'per_1', regionCode: own }, organizationId: there };
  expect(rights.apply(viewer('worker'))(mine)).toEqual(['worker']);
  expect(
    outcome(() => rights.apply(viewer('worker'))({ ...mine, personId: { personId: 'per_2', regionCode: own } })),
  ).toEqual(['FORBIDDEN', 'personId']);
  expect(outcome(() => rights.apply(staff)(mine))).toEqual(['FORBIDDEN', 'organizationId']);
});

test('a role without a rule for a field may not name a record there', () => {
  expect(outcome(() => rights.joinFor(viewer('worker'))({ id: { personId: 'per_1' } }))).toEqual(['FORBIDDEN', 'id']);
});

test('a viewer with two roles needs one of them for all records', () => {
  const both = viewerOf({ id: 'per_1', roles: ['worker', 'staff'], regions: [own], organizations: [] });
  const named = { personId: { personId: 'per_1', regionCode: foreign }, organizationId: { regionCode: foreign } };
  expect(rights.apply(both)(named)).toEqual(['worker']);
  expect(outcome(() => rights.apply(both)({ ...named, personId: { personId: 'per_2', regionCode: foreign } }))).toEqual(
    ['FORBIDDEN', 'personId'],
  );
});
