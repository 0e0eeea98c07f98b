import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { measure, newId } from '@kexie/kernel';
import { afterProject, facilityOf, type FacilityFacts } from './facility/domain.ts';
import {
  accept,
  apply,
  decide,
  endForDissolution,
  openProgram,
  pay,
  restateProgram,
  workingDaysBetween,
  type Allocation,
  type AllocationStatus,
  type Program,
} from './funding/domain.ts';
import { industriesIn, latest, observe, industryOf } from './industry/domain.ts';
import type { Industry } from './industry/reference.ts';
import { fenOf, yuanOf } from './money.ts';
import {
  achievement,
  move,
  plan,
  recordPast,
  report,
  targetOf,
  targetWarnings,
  trainedMeasure,
  verify,
  warningsOf,
  type Training,
} from './training/domain.ts';

const today = '2024-06-28';
const organizerId = newId('org');
const training = (changes: Partial<Training> = {}): Training => ({
  ...plan({
    title: '六堡茶采摘技术',
    year: 2024,
    regionCode: '450421',
    organizerId,
    mode: 'FIELD',
    plannedPersons: 40,
  }),
  ...changes,
});
const program = (changes: Partial<Program> = {}): Program => ({
  ...openProgram({
    kind: 'GRASSROOTS_SCIENCE_ACTION',
    title: '基层科普行动计划',
    year: 2024,
    regionCode: '450400',
    budget: '300000',
    qualifier: 'OVER',
    sources: ['CITY'],
  }),
  ...changes,
});
const allocation = (status: AllocationStatus, changes: Partial<Allocation> = {}): Allocation => ({
  ...apply(
    { programId: 'fnd_1', recipientId: 'org_1', purpose: 'UPGRADE', requested: '200000', plan: '更新设备' },
    '2024-06-01',
  ),
  status,
  steps: [
    { to: 'APPLIED', decidedOn: '2024-06-01', reason: null },
    { to: status, decidedOn: '2024-06-03', reason: null },
  ],
  ...changes,
});
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'accepted';
};

test('yuan are converted to fen and back without loss, and a third decimal is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000_000 }), (fen) =>
      expect(fenOf(yuanOf(fen), 'amount')).toBe(fen),
    ),
  );
  expect([
    fenOf('200000', 'a'),
    fenOf('0.01', 'a'),
    fenOf('10.5', 'a'),
    yuanOf(1_050),
    yuanOf('-1'),
    yuanOf(500_000_000n),
  ]).toEqual([20_000_000, 1, 1_050, '10.5', '-0.01', '5000000']);
  for (const wrong of ['0', '-1', '1.001', '10000000000.01', 'x'])
    expect(refusal(() => fenOf(wrong, 'amount'))).toBe('VALIDATION_FAILED');
});

test('a training makes only the transitions of its lifecycle', () => {
  const result = { heldOn: '2024-06-20', trainedPersons: 38, qualifier: 'EXACT' as const };
  expect(refusal(() => report(training(), result, 'a', today))).toBe('INVALID_TRANSITION');
  const held = move(move(training(), 'OPEN'), 'HELD');
  expect(refusal(() => move(held, 'CANCELLED'))).toBe('INVALID_TRANSITION');
  const reported = report(held, result, 'reporter', today);
  expect(trainedMeasure(reported)).toEqual(measure(38, 'PERSON'));
  expect(verify(reported, 'somebody else').status).toBe('VERIFIED');
  expect(refusal(() => report(reported, result, 'a', today))).toBe('INVALID_TRANSITION');
});

test('the author of a report cannot verify it', () => {
  expect(refusal(() => verify(training({ status: 'REPORTED', reportedBy: 'me' }), 'me'))).toBe('FORBIDDEN');
});

test('a report needs a number, and a day in the year of the training that is not in the future', () => {
  const held = training({ status: 'HELD' });
  const result = { heldOn: '2024-06-20', trainedPersons: 10, qualifier: 'EXACT' as const };
  expect(refusal(() => report(held, { ...result, heldOn: '2024-06-29' }, 'a', today))).toBe('VALIDATION_FAILED');
  expect(refusal(() => report(held, { ...result, heldOn: '2023-06-29' }, 'a', today))).toBe('VALIDATION_FAILED');
  expect(refusal(() => report(held, { ...result, trainedPersons: -1 }, 'a', today))).toBe('VALIDATION_FAILED');
  expect(refusal(() => report(held, { ...result, qualifier: 'SEVERAL' }, 'a', today))).toBe('VALIDATION_FAILED');
});

test('a report of more than three times the planned persons, or with a list of persons used before, is accepted with a warning', () => {
  expect(warningsOf(training({ trained: 120 }), false)).toEqual([]);
  expect(warningsOf(training({ trained: 121 }), true)).toHaveLength(2);
});

test('a verified training keeps its figures when it is imported again', () => {
  const row = {
    title: '培训',
    year: 2020,
    regionCode: '450400',
    organizerId,
    trainedPersons: 20_000,
    qualifier: 'NEARLY' as const,
    synthetic: false,
  };
  const verified: Training = { ...recordPast(row, null, 'a', today), status: 'VERIFIED' };
  expect(recordPast(row, verified, 'b', today)).toEqual(verified);
  expect(refusal(() => recordPast({ ...row, trainedPersons: 1 }, verified, 'b', today))).toBe('INVALID_TRANSITION');
});

test('a query has a target only if each of its regions, years and industries has one', () => {
  const target = (regionCode: string, year: number, persons: number) => ({
    regionCode,
    year,
    industryCode: null,
    persons,
  });
  const targets = [target('450400', 2020, 15_000), target('450421', 2020, 4_000), target('450400', 2021, 5_000)];
  expect(targetOf(targets, { regionCodes: ['450400'], years: [2020, 2021], industryCodes: [null] })).toEqual(
    measure(20_000, 'PERSON'),
  );
  for (const scope of [
    { regionCodes: ['450400'], years: [2020, 2022] },
    { regionCodes: ['450422'], years: [2020] },
    { regionCodes: [], years: [2020] },
  ]) {
    expect(targetOf(targets, { ...scope, industryCodes: [null] })).toBeNull();
  }
  expect(targetOf(targets, { regionCodes: ['450400'], years: [2020], industryCodes: ['CASSIA'] })).toBeNull();
});

test('achievement is a percentage of the target, and null without a target or a figure', () => {
  expect(achievement(measure(20_000, 'PERSON', 'NEARLY'), measure(15_000, 'PERSON'))).toBe('133.33');
  expect(achievement(measure(1, 'PERSON'), measure(200, 'PERSON'))).toBe('0.50');
  expect([achievement(measure(1, 'PERSON'), null), achievement(measure(null, 'PERSON'), measure(1, 'PERSON'))]).toEqual(
    [null, null],
  );
});

test('a warning states that the targets of counties do not add up to the target of their city', () => {
  expect([targetWarnings(10, [4, 6]), targetWarnings(null, [4]), targetWarnings(10, [])]).toEqual([[], [], []]);
  expect(targetWarnings(10, [4, 7])).toHaveLength(1);
});

test('an application is approved only after a review and five working days of public notice', () => {
  const reviewed = decide(
    allocation('APPLIED', { steps: [{ to: 'APPLIED', decidedOn: '2024-06-01', reason: null }] }),
    program(),
    { to: 'REVIEWED', decidedOn: '2024-06-03' },
    today,
  );
  expect(refusal(() => decide(reviewed.allocation, reviewed.program, { to: 'APPROVED', amount: '1' }, today))).toBe(
    'INVALID_TRANSITION',
  );
  const noticed = decide(
    reviewed.allocation,
    reviewed.program,
    { to: 'PUBLIC_NOTICE', decidedOn: '2024-06-07' },
    today,
  );
  expect(
    refusal(() =>
      decide(noticed.allocation, noticed.program, { to: 'APPROVED', amount: '100000', decidedOn: '2024-06-13' }, today),
    ),
  ).toBe('INVALID_TRANSITION');
  const approved = decide(
    noticed.allocation,
    noticed.program,
    { to: 'APPROVED', amount: '100000', decidedOn: '2024-06-14' },
    today,
  );
  expect([approved.allocation.status, approved.allocation.amountFen, approved.program.approvedFen]).toEqual([
    'APPROVED',
    10_000_000,
    10_000_000,
  ]);
});

test('working days are Monday to Friday', () => {
  expect([
    workingDaysBetween('2024-06-07', '2024-06-10'),
    workingDaysBetween('2024-06-07', '2024-06-14'),
    workingDaysBetween('2024-06-08', '2024-06-09'),
    workingDaysBetween('2024-06-14', '2024-06-07'),
  ]).toEqual([1, 5, 0, 0]);
});

test('an approval stays within the requested amount, and the ceiling and the budget of its program, also if the budget has the qualifier OVER', () => {
  const noticed = allocation('PUBLIC_NOTICE', { requestedFen: 30_000_000 });
  const approve =
    (amount: string, fund = program()) =>
    () =>
      decide(noticed, fund, { to: 'APPROVED', amount }, today);
  expect(refusal(approve('300000.01'))).toBe('VALIDATION_FAILED');
  expect(refusal(approve('200000.01'))).toBe('QUOTA_EXCEEDED');
  expect(refusal(approve('200000', program({ approvedFen: 10_000_001 })))).toBe('BUDGET_EXCEEDED');
  expect(refusal(approve('200000', program({ approvedFen: 10_000_000 })))).toBe('accepted');
  expect(
    openProgram({
      kind: 'OTHER',
      title: 'x',
      year: 2024,
      regionCode: '450400',
      budget: '1',
      qualifier: 'EXACT',
      sources: [],
    }).allocationCeilingFen,
  ).toBeNull();
});

test('payments together never exceed the approved amount, and an allocation that is paid in full is DISBURSED', () => {
  const approved = allocation('APPROVED', { amountFen: 10_000 });
  const first = pay(approved, program(), { amount: '60', paidOn: '2024-06-10', voucherNo: 'v1' }, today);
  expect([first.allocation.status, first.allocation.paidFen, first.program.disbursedFen]).toEqual([
    'PARTIALLY_DISBURSED',
    6_000,
    6_000,
  ]);
  expect(
    refusal(() =>
      pay(first.allocation, first.program, { amount: '40.01', paidOn: '2024-06-11', voucherNo: 'v2' }, today),
    ),
  ).toBe('BUDGET_EXCEEDED');
  expect(
    pay(first.allocation, first.program, { amount: '40', paidOn: '2024-06-11', voucherNo: 'v2' }, today).allocation
      .status,
  ).toBe('DISBURSED');
  expect(refusal(() => pay(approved, program(), { amount: '1', paidOn: '2024-06-02', voucherNo: 'v' }, today))).toBe(
    'VALIDATION_FAILED',
  ); // before the approval
});

test('a failed project stays IN_USE with a reason, or its money is recovered and returns to the budget', () => {
  const inUse = allocation('IN_USE', { amountFen: 10_000, paidFen: 10_000 });
  const fund = program({ approvedFen: 15_000, disbursedFen: 10_000 });
  expect(accept(inUse, fund, { passed: true, recover: false }, today).allocation.status).toBe('ACCEPTED');
  expect(refusal(() => accept(inUse, fund, { passed: false, recover: false }, today))).toBe('VALIDATION_FAILED');
  expect(accept(inUse, fund, { passed: false, recover: false, note: '设备未到位' }, today).allocation.status).toBe(
    'IN_USE',
  );
  const recovered = accept(inUse, fund, { passed: false, recover: true, note: '挪用' }, today);
  expect([recovered.allocation.status, recovered.program.approvedFen]).toEqual(['RECOVERED', 5_000]);
  expect(refusal(() => accept(allocation('APPROVED'), fund, { passed: true, recover: false }, today))).toBe(
    'INVALID_TRANSITION',
  );
});

test('a dissolution rejects open applications, stops payments of approved ones, and changes nothing when it is repeated', () => {
  expect(endForDissolution(allocation('REVIEWED'), today)?.status).toBe('REJECTED');
  const stopped = endForDissolution(allocation('APPROVED', { amountFen: 10_000 }), today) as Allocation;
  expect([stopped.status, stopped.paymentsStoppedOn]).toEqual(['APPROVED', today]);
  expect(endForDissolution(stopped, today)).toBeUndefined();
  expect(endForDissolution(allocation('ACCEPTED'), today)).toBeUndefined();
  expect(refusal(() => pay(stopped, program(), { amount: '1', paidOn: today, voucherNo: 'v' }, today))).toBe(
    'REFERENCE_INACTIVE',
  );
});

test('a budget cannot be set below the approved amount', () => {
  const row = {
    kind: 'GRASSROOTS_SCIENCE_ACTION' as const,
    title: 'x',
    year: 2024,
    regionCode: '450400',
    qualifier: 'EXACT' as const,
    sources: [],
    synthetic: false,
  };
  expect(refusal(() => restateProgram({ ...row, budget: '99' }, program({ approvedFen: 10_000 })))).toBe(
    'BUDGET_EXCEEDED',
  );
  expect(restateProgram({ ...row, budget: '100' }, program({ approvedFen: 10_000 })).approvedFen).toBe(10_000);
});

test('a facility that was built or upgraded within a period has neither a day nor a kind of change', () => {
  const facts: FacilityFacts = {
    kind: 'SCIENCE_DEMONSTRATION_BASE',
    name: '科普示范基地(占位)001',
    regionCode: '450400',
    changedWithin: { label: '近3年', from: '2018-01-01', to: '2020-12-31', assumed: true },
    synthetic: true,
  };
  expect(facilityOf(facts, today)).toMatchObject({
    establishedOn: null,
    upgradedOn: null,
    change: null,
    changedFrom: '2018-01-01',
    changedTo: '2020-12-31',
  });
  expect(refusal(() => facilityOf({ ...facts, establishedOn: '2019-05-01' }, today))).toBe('VALIDATION_FAILED');
  expect(refusal(() => facilityOf({ ...facts, supportingInstitutionId: organizerId }, today))).toBe(
    'VALIDATION_FAILED',
  );
});

test('the acceptance of a project sets the day on which its facility was built or upgraded', () => {
  const facility = facilityOf({ kind: 'SCIENCE_TECH_BACKYARD', name: '科技小院', regionCode: '450421' }, today);
  expect(afterProject(facility, 'NEW_BUILD', today)).toMatchObject({
    establishedOn: today,
    change: 'NEW',
    changedTo: today,
  });
  expect(afterProject({ ...facility, establishedOn: '2010-01-01' }, 'UPGRADE', today)).toMatchObject({
    upgradedOn: today,
    change: 'UPGRADED',
    changedFrom: today,
  });
  expect(afterProject(facility, 'AWARD', today)).toBeUndefined();
});

test('the list has six industries, and the industries of a region include those of the regions below it', () => {
  expect([
    industriesIn(null).length,
    industriesIn('450000').length,
    industriesIn('450400').length,
    industriesIn('450300').length,
  ]).toEqual([6, 6, 6, 0]);
});

test('an observation has the unit of its metric, and an industry shows the latest observation for its own region', () => {
  const bees = industryOf('BEEKEEPING') as Industry;
  const seen = (regionCode: string, year: number | null, value: string) =>
    observe({
      industryCode: 'BEEKEEPING',
      regionCode,
      year,
      metric: 'HOUSEHOLDS',
      value,
      unit: 'HOUSEHOLD',
      qualifier: 'OVER',
    });
  expect(
    latest(bees, 'HOUSEHOLDS', [
      seen('450421', 2022, '300'),
      seen('450400', 2021, '12000'),
      seen('450400', null, '11000'),
    ])?.value,
  ).toBe('12000');
  expect(latest(bees, 'INCOME_GROWTH', [seen('450400', null, '11000')])).toBeUndefined();
  const facts = {
    industryCode: 'BEEKEEPING',
    regionCode: '450400',
    metric: 'HOUSEHOLDS' as const,
    value: '1',
    unit: 'HOUSEHOLD' as const,
    qualifier: 'EXACT' as const,
  };
  expect(refusal(() => observe({ ...facts, unit: 'PERSON' }))).toBe('VALIDATION_FAILED');
  expect(refusal(() => observe({ ...facts, value: '1.5' }))).toBe('VALIDATION_FAILED');
  expect(refusal(() => observe({ ...facts, industryCode: 'RICE' }))).toBe('REFERENCE_UNKNOWN');
});
