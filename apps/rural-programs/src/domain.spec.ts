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
  checkRestated,
  workingDaysBetween,
  type Allocation,
  type AllocationStatus,
  type Program,
  type Recorder,
} from './funding/domain.ts';
import { industriesIn, latest, observe, industryOf } from './industry/domain.ts';
import type { Industry } from './industry/reference.ts';
import { fenOf, yuanOf } from './money.ts';
import {
  achievement,
  move,
  plan,
  checkPast,
  pastFacts,
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
const by = (userId: string, day = today): Recorder => ({
  userId,
  at: new Date(`${day}T04:00:00Z`),
  mayBackdate: false,
});
const staff = by('usr_staff');
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
const entered = (to: AllocationStatus, decidedOn: string, recordedBy: string | null = null) => ({
  to,
  decidedOn,
  reason: null,
  recordedBy,
  recordedAt: recordedBy === null ? null : new Date(`${decidedOn}T04:00:00Z`),
});
const allocation = (status: AllocationStatus, changes: Partial<Allocation> = {}): Allocation => ({
  ...apply(
    { programId: 'fnd_1', recipientId: 'org_1', purpose: 'UPGRADE', requested: '200000', plan: '更新设备' },
    by('usr_secretary', '2024-06-01'),
  ),
  status,
  steps: [entered('APPLIED', '2024-06-01'), entered(status, '2024-06-03')],
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
  const held = move(move(training(), 'OPEN', today), 'HELD', today);
  expect(refusal(() => move(held, 'CANCELLED', today))).toBe('INVALID_TRANSITION');
  const reported = report(held, result, 'reporter', today);
  expect(trainedMeasure(reported)).toEqual(measure(38, 'PERSON'));
  expect(verify(reported, 'somebody else', today).status).toBe('VERIFIED');
  expect(refusal(() => report(reported, result, 'a', today))).toBe('INVALID_TRANSITION');
});

test('the author of a report cannot verify it', () => {
  expect(refusal(() => verify(training({ status: 'REPORTED', reportedBy: 'me' }), 'me', today))).toBe('FORBIDDEN');
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

test('a verified training keeps its figures when it is imported, and who changes the figures of a report is its author', () => {
  const facts = pastFacts({
    title: '培训',
    year: 2020,
    regionCode: '450400',
    organizerId,
    trained: 20_000,
    trainedQualifier: 'NEARLY',
  });
  const reported = checkPast(recordPast(facts, 'a'), null, 'a', today);
  expect(verify(reported, 'b', today).status).toBe('VERIFIED');
  expect(checkPast({ ...reported, title: '农民培训' }, reported, 'b', today).reportedBy).toBe('a');
  const changed = checkPast({ ...reported, trained: 1 }, reported, 'b', today);
  expect(refusal(() => verify(changed, 'b', today))).toBe('FORBIDDEN');
  const verified: Training = { ...reported, status: 'VERIFIED' };
  expect(checkPast({ ...verified, title: '农民培训' }, verified, 'b', today).title).toBe('农民培训');
  expect(refusal(() => checkPast({ ...verified, trained: 1 }, verified, 'b', today))).toBe('INVALID_TRANSITION');
});

test('the figures of a training are bounded, and a past training lies in the past', () => {
  const row = { title: '培训', year: 2024, regionCode: '450400', organizerId, trained: 100_000 };
  const imported = (changes: object) => () =>
    checkPast(recordPast(pastFacts({ ...row, ...changes }), 'a'), null, 'a', today);
  expect(refusal(imported({}))).toBe('accepted');
  for (const wrong of [
    { trained: 100_001 },
    { plannedPersons: 100_001 },
    { year: 2025 },
    { heldOn: '2024-06-29' },
    { heldOn: '2023-06-20' },
    { trained: 1, personDays: '367' },
    { personDays: '-1' },
    { title: '\u200b' },
    { title: '字'.repeat(501) },
    { trainerIds: ['🚀'] },
  ])
    expect([wrong, refusal(imported(wrong))]).toEqual([wrong, 'VALIDATION_FAILED']);
});

test('a training is not held before its day', () => {
  const open = training({ status: 'OPEN', heldOn: '2024-06-29' });
  expect(refusal(() => move(open, 'HELD', today))).toBe('INVALID_TRANSITION');
  expect(move(open, 'HELD', '2024-06-29').status).toBe('HELD');
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
    allocation('APPLIED', { steps: [entered('APPLIED', '2024-06-01')] }),
    program(),
    { to: 'REVIEWED', decidedOn: '2024-06-03' },
    staff,
  );
  expect(refusal(() => decide(reviewed.allocation, reviewed.program, { to: 'APPROVED', amount: '1' }, staff))).toBe(
    'INVALID_TRANSITION',
  );
  const noticed = decide(
    reviewed.allocation,
    reviewed.program,
    { to: 'PUBLIC_NOTICE', decidedOn: '2024-06-07' },
    by('usr_staff', '2024-06-07'),
  );
  expect(
    refusal(() =>
      decide(noticed.allocation, noticed.program, { to: 'APPROVED', amount: '100000', decidedOn: '2024-06-13' }, staff),
    ),
  ).toBe('INVALID_TRANSITION');
  const approved = decide(
    noticed.allocation,
    noticed.program,
    { to: 'APPROVED', amount: '100000', decidedOn: '2024-06-14' },
    staff,
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
      decide(noticed, fund, { to: 'APPROVED', amount }, staff);
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
  const first = pay(approved, program(), { amount: '60', paidOn: '2024-06-10', voucherNo: 'v1' }, staff);
  expect([first.allocation.status, first.allocation.paidFen, first.program.disbursedFen]).toEqual([
    'PARTIALLY_DISBURSED',
    6_000,
    6_000,
  ]);
  expect(
    refusal(() =>
      pay(first.allocation, first.program, { amount: '40.01', paidOn: '2024-06-11', voucherNo: 'v2' }, staff),
    ),
  ).toBe('BUDGET_EXCEEDED');
  expect(
    pay(first.allocation, first.program, { amount: '40', paidOn: '2024-06-11', voucherNo: 'v2' }, staff).allocation
      .status,
  ).toBe('DISBURSED');
  expect(refusal(() => pay(approved, program(), { amount: '1', paidOn: '2024-06-02', voucherNo: 'v' }, staff))).toBe(
    'VALIDATION_FAILED',
  ); // before the approval
});

test('a failed project stays IN_USE with a reason, or its money is recovered and returns to the budget', () => {
  const inUse = allocation('IN_USE', { amountFen: 10_000, paidFen: 10_000 });
  const fund = program({ approvedFen: 15_000, disbursedFen: 10_000 });
  expect(accept(inUse, fund, { passed: true, recover: false }, staff).allocation.status).toBe('ACCEPTED');
  expect(refusal(() => accept(inUse, fund, { passed: false, recover: false }, staff))).toBe('VALIDATION_FAILED');
  expect(accept(inUse, fund, { passed: false, recover: false, note: '设备未到位' }, staff).allocation.status).toBe(
    'IN_USE',
  );
  const recovered = accept(inUse, fund, { passed: false, recover: true, note: '挪用' }, staff);
  expect([recovered.allocation.status, recovered.program.approvedFen]).toEqual(['RECOVERED', 5_000]);
  expect(refusal(() => accept(allocation('APPROVED'), fund, { passed: true, recover: false }, staff))).toBe(
    'INVALID_TRANSITION',
  );
});

test('a dissolution rejects open applications, stops payments of approved ones, and changes nothing when it is repeated', () => {
  expect(endForDissolution(allocation('REVIEWED'), today)?.status).toBe('REJECTED');
  const stopped = endForDissolution(allocation('APPROVED', { amountFen: 10_000 }), today) as Allocation;
  expect([stopped.status, stopped.paymentsStoppedOn]).toEqual(['APPROVED', today]);
  expect(endForDissolution(stopped, today)).toBeUndefined();
  expect(endForDissolution(allocation('ACCEPTED'), today)).toBeUndefined();
  expect(refusal(() => pay(stopped, program(), { amount: '1', paidOn: today, voucherNo: 'v' }, staff))).toBe(
    'REFERENCE_INACTIVE',
  );
});

test('an import sets no budget below the approved amount, and a program with applications stays the same program', () => {
  const before = program({ approvedFen: 10_000 });
  expect(refusal(() => checkRestated({ ...before, budgetFen: 9_999 }, before, false))).toBe('BUDGET_EXCEEDED');
  expect(refusal(() => checkRestated({ ...before, budgetFen: 10_000 }, before, true))).toBe('accepted');
  expect(refusal(() => checkRestated({ ...before, year: 2023 }, before, false))).toBe('accepted');
  for (const changes of [{ year: 2023 }, { sources: [] }, { kind: 'OTHER' as const }, { regionCode: '450421' }])
    expect(refusal(() => checkRestated({ ...before, ...changes }, before, true))).toBe('INVALID_TRANSITION');
});

test('the days of a step lie between the step before and today, at most 30 days ago, and who may backdate enters any past day after the step before', () => {
  const applied = allocation('APPLIED', { steps: [entered('APPLIED', '2024-05-01', 'usr_secretary')] });
  const review = (decidedOn: string, mayBackdate = false) =>
    refusal(() => decide(applied, program(), { to: 'REVIEWED', decidedOn }, { ...staff, mayBackdate }));
  expect([review('2024-06-28'), review('2024-05-29'), review('2024-05-28'), review('2024-06-29')]).toEqual([
    'accepted',
    'accepted',
    'VALIDATION_FAILED',
    'VALIDATION_FAILED',
  ]);
  expect([review('2001-01-01', true), review('2024-06-29', true)]).toEqual(['accepted', 'VALIDATION_FAILED']);
  const young = allocation('APPLIED', { steps: [entered('APPLIED', '2024-06-20', 'usr_secretary')] });
  expect(refusal(() => decide(young, program(), { to: 'REVIEWED', decidedOn: '2024-06-19' }, staff))).toBe(
    'VALIDATION_FAILED',
  );
  const { steps } = decide(young, program(), { to: 'REVIEWED' }, staff).allocation;
  expect(steps.at(-1)).toMatchObject({ decidedOn: today, recordedBy: 'usr_staff', recordedAt: staff.at });
});

test('a public notice lasts five working days from its entry, whatever day it states; who may backdate needs only the stated days', () => {
  const noticed = (recordedOn: string | null) =>
    allocation('PUBLIC_NOTICE', {
      steps: [
        entered('REVIEWED', '2024-06-03'),
        {
          ...entered('PUBLIC_NOTICE', '2024-06-07'),
          recordedAt: recordedOn === null ? null : new Date(`${recordedOn}T04:00:00Z`),
        },
      ],
    });
  const approve = (recordedOn: string | null, by: Recorder) =>
    refusal(() => decide(noticed(recordedOn), program(), { to: 'APPROVED', amount: '1', decidedOn: '2024-06-20' }, by));
  expect([approve('2024-06-24', staff), approve('2024-06-21', staff), approve(null, staff)]).toEqual([
    'INVALID_TRANSITION',
    'accepted',
    'accepted',
  ]);
  expect(approve(today, { ...staff, mayBackdate: true })).toBe('accepted');
});

test('who approved an application neither pays nor accepts it; an approval of an earlier version names nobody', () => {
  const state = (status: AllocationStatus, approvedBy: string | null) =>
    allocation(status, { amountFen: 10_000, steps: [entered('APPROVED', '2024-06-10', approvedBy)] });
  const payment = { amount: '1', paidOn: today, voucherNo: 'v' };
  const paying = (approvedBy: string | null) =>
    refusal(() => pay(state('APPROVED', approvedBy), program(), payment, staff));
  const accepting = (approvedBy: string | null) =>
    refusal(() => accept(state('IN_USE', approvedBy), program(), { passed: true, recover: false }, staff));
  for (const act of [paying, accepting])
    expect([act('usr_staff'), act('usr_other'), act(null)]).toEqual(['FORBIDDEN', 'accepted', 'accepted']);
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
    observe(
      {
        industryCode: 'BEEKEEPING',
        regionCode,
        year,
        metric: 'HOUSEHOLDS',
        value,
        unit: 'HOUSEHOLD',
        qualifier: 'OVER',
      },
      today,
    );
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
  expect(refusal(() => observe({ ...facts, unit: 'PERSON' }, today))).toBe('VALIDATION_FAILED');
  for (const value of ['1.5', '-1', '1'.repeat(16)])
    expect(refusal(() => observe({ ...facts, value }, today))).toBe('VALIDATION_FAILED');
  const growth = { ...facts, metric: 'INCOME_GROWTH' as const, unit: 'PERCENT' as const };
  for (const value of ['-100.1', '100001', '1.12345'])
    expect(refusal(() => observe({ ...growth, value }, today))).toBe('VALIDATION_FAILED');
  expect(refusal(() => observe({ ...facts, year: 2025 }, today))).toBe('VALIDATION_FAILED');
  expect(refusal(() => observe({ ...facts, industryCode: 'RICE' }, today))).toBe('REFERENCE_UNKNOWN');
});
