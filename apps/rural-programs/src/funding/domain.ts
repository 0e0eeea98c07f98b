import {
  AllocationApproved,
  AllocationRejected,
  AllocationStopped,
  AllocationTransferred,
  FundedProjectAccepted,
  FundsDisbursed,
  FundsRecovered,
  type NewEvent,
} from '@kexie/events';
import { DomainError, optionalText, requireText, toDay, type Qualifier } from '@kexie/kernel';
import { requirePast, requireYear } from '../domain.ts';
import { say } from '../messages.ts';
import { fenOf } from '../money.ts';

export type ProgramKind =
  | 'GRASSROOTS_SCIENCE_ACTION'
  | 'SCIENCE_BENEFITS_AGRICULTURE'
  | 'COMMUNITY_SCIENCE'
  | 'RURAL_REVITALIZATION_TRAINING'
  | 'OTHER';
export type FundSource = 'CENTRAL' | 'AUTONOMOUS_REGION' | 'CITY' | 'COUNTY' | 'SOCIAL';
export type AllocationStatus =
  | 'APPLIED'
  | 'REVIEWED'
  | 'PUBLIC_NOTICE'
  | 'APPROVED'
  | 'REJECTED'
  | 'PARTIALLY_DISBURSED'
  | 'DISBURSED'
  | 'IN_USE'
  | 'ACCEPTED'
  | 'RECOVERED';
type AllocationPurpose = 'NEW_BUILD' | 'UPGRADE' | 'AWARD' | 'SUBSIDY' | 'TRAINING';

/**
 * A program; all money is integer fen. The program stores `approvedFen` and `disbursedFen`, so that concurrent
 * approvals and payments write the same document and conflict.
 */
export type Program = {
  kind: ProgramKind;
  title: string;
  year: number;
  regionCode: string;
  budgetFen: number;
  budgetQualifier: Qualifier;
  sources: FundSource[];
  allocationCeilingFen: number | null;
  approvedFen: number;
  disbursedFen: number;
  synthetic: boolean;
};

/** Who entered a step or a payment, and when; null for those of earlier versions and of the platform itself. */
type Recorded = { recordedBy: string | null; recordedAt: Date | null };
export type Payment = Recorded & { amountFen: number; paidOn: string; voucherNo: string };
export type Step = Recorded & { to: AllocationStatus; decidedOn: string; reason: string | null };

/** The person who enters a step, and the time. With `mayBackdate` the day of the step may be any day of the past. */
export type Recorder = { userId: string; at: Date; mayBackdate: boolean };

export type Allocation = {
  programId: string;
  recipientId: string;
  facilityId: string | null;
  purpose: AllocationPurpose;
  plan: string;
  requestedFen: number;
  amountFen: number | null;
  status: AllocationStatus;
  documentNo: string | null;
  payments: Payment[];
  /** The sum of the payments; null before the first. */
  paidFen: number | null;
  steps: Step[];
  paymentsStoppedOn: string | null;
  /** the recipients that were merged, oldest first; absent when there was none */
  earlierRecipients?: EarlierRecipient[];
};

/** A recipient of the past, until the day before `until`, on which it was merged into the next one. */
export type EarlierRecipient = { recipientId: string; until: string };

/** Statuses in which an allocation counts against the budget of its program. */
export const approvedStatuses: readonly AllocationStatus[] = [
  'APPROVED',
  'PARTIALLY_DISBURSED',
  'DISBURSED',
  'IN_USE',
  'ACCEPTED',
];
/** Statuses of an application without a final decision. */
export const openStatuses: readonly AllocationStatus[] = ['APPLIED', 'REVIEWED', 'PUBLIC_NOTICE'];

/** Statuses in which the recipient still has something to do: an application, payments, or the acceptance of the project. */
export const unfinishedStatuses: readonly AllocationStatus[] = [
  ...openStatuses,
  'APPROVED',
  'PARTIALLY_DISBURSED',
  'DISBURSED',
  'IN_USE',
];

/** 200,000 yuan for each unit (农技协, base, community): the national standard of 基层科普行动计划 from 2015. */
const nationalCeilingFen = 20_000_000;
const kindsWithNationalCeiling: readonly ProgramKind[] = [
  'GRASSROOTS_SCIENCE_ACTION',
  'SCIENCE_BENEFITS_AGRICULTURE',
  'COMMUNITY_SCIENCE',
];
const budgetQualifiers: readonly Qualifier[] = ['EXACT', 'OVER', 'NEARLY', 'ABOUT', 'AT_LEAST'];
const noticeWorkingDays = 5;
/** The number of days that a step may be entered late. */
const lateDaysMax = 30;
const paymentsMax = 100;

export type ProgramPlan = {
  kind: ProgramKind;
  title: string;
  year: number;
  regionCode: string;
  budget: string;
  qualifier: Qualifier;
  sources: readonly FundSource[];
  allocationCeiling?: string | null | undefined;
};

/** Creates a program. @throws VALIDATION_FAILED. */
export function openProgram(input: ProgramPlan): Program {
  return { ...programFacts(input), approvedFen: 0, disbursedFen: 0 };
}

/** The facts of a program that an input states. @throws VALIDATION_FAILED. */
export function programFacts(input: ProgramPlan & { synthetic?: boolean | null | undefined }) {
  if (!budgetQualifiers.includes(input.qualifier))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The qualifier of a budget is one of ${budgetQualifiers.join(', ')}.`,
      ['qualifier'],
    );
  return {
    kind: input.kind,
    title: requireText(input.title, 'title'),
    year: requireYear(input.year),
    regionCode: input.regionCode,
    budgetFen: fenOf(input.budget, 'budget'),
    budgetQualifier: input.qualifier,
    sources: [...new Set(input.sources)],
    allocationCeilingFen: input.allocationCeiling
      ? fenOf(input.allocationCeiling, 'allocationCeiling')
      : kindsWithNationalCeiling.includes(input.kind)
        ? nationalCeilingFen
        : null,
    synthetic: input.synthetic ?? false,
  };
}

/** The facts of a program that its applications have copied. */
const copiedFacts = ['kind', 'year', 'regionCode', 'sources'] as const;

/**
 * Checks a program that an import changes.
 * @throws BUDGET_EXCEEDED if more than the new budget is approved; INVALID_TRANSITION if it has applications and becomes another program.
 */
export function checkRestated(next: Program, before: Program, hasApplications: boolean): void {
  if (next.approvedFen > next.budgetFen)
    throw new DomainError('BUDGET_EXCEEDED', say`More than this budget is already approved.`, ['budget']);
  const changed = copiedFacts.find((fact) => String(next[fact]) !== String(before[fact]));
  if (changed && hasApplications)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`A program with applications keeps its kind, year, region and sources.`,
      [changed],
    );
}

export type Application = {
  programId: string;
  recipientId: string;
  facilityId?: string | null | undefined;
  purpose: AllocationPurpose;
  requested: string;
  plan: string;
};

/** Creates an application for money. @throws VALIDATION_FAILED. */
export function apply(input: Application, by: Recorder): Allocation {
  return {
    programId: input.programId,
    recipientId: input.recipientId,
    facilityId: input.facilityId ?? null,
    purpose: input.purpose,
    plan: requireText(input.plan, 'plan', { max: 5_000 }),
    requestedFen: fenOf(input.requested, 'requested'),
    amountFen: null,
    status: 'APPLIED',
    documentNo: null,
    payments: [],
    paidFen: null,
    steps: [{ to: 'APPLIED', decidedOn: toDay(by.at), reason: null, ...recordedBy(by) }],
    paymentsStoppedOn: null,
  };
}

const decisions: Partial<Record<AllocationStatus, readonly AllocationStatus[]>> = {
  REVIEWED: ['APPLIED'],
  PUBLIC_NOTICE: ['REVIEWED'],
  APPROVED: ['PUBLIC_NOTICE'],
  REJECTED: openStatuses,
  IN_USE: ['DISBURSED'],
};

export type DecisionInput = {
  to: AllocationStatus;
  amount?: string | null | undefined;
  reason?: string | null | undefined;
  documentNo?: string | null | undefined;
  decidedOn?: string | null | undefined;
};

/**
 * Decides the next step of an application. An approval counts against the budget, so the function also returns the program, and both must be saved together.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED, QUOTA_EXCEEDED above the ceiling of one allocation, BUDGET_EXCEEDED.
 */
export function decide<A extends Allocation, P extends Program>(
  allocation: A,
  program: P,
  input: DecisionInput,
  by: Recorder,
): { allocation: A; program: P } {
  const { to } = input;
  if (!decisions[to]?.includes(allocation.status))
    throw new DomainError(
      'INVALID_TRANSITION',
      say`An allocation that is ${allocation.status} cannot become ${to} by a decision.`,
      ['to'],
    );
  const decidedOn = dayOf(allocation, input.decidedOn, by, 'decidedOn');
  const reason = optionalText(input.reason, 'reason', { max: 2_000 });
  if (to === 'REJECTED' && reason === null)
    throw new DomainError('VALIDATION_FAILED', say`State why the application is rejected.`, ['reason']);
  if ((input.amount ?? null) !== null && to !== 'APPROVED')
    throw new DomainError('VALIDATION_FAILED', say`An amount belongs to an approval only.`, ['amount']);
  const next = {
    ...step(allocation, to, decidedOn, reason, by),
    documentNo: optionalText(input.documentNo, 'documentNo', { max: 100 }) ?? allocation.documentNo,
  };
  if (to !== 'APPROVED') return { allocation: next, program };

  const amountFen = fenOf(input.amount ?? '0', 'amount');
  requireNotice(allocation, decidedOn, by);
  requireWithin(amountFen, allocation, program);
  return { allocation: { ...next, amountFen }, program: { ...program, approvedFen: program.approvedFen + amountFen } };
}

/**
 * Records a payment.
 * @throws FORBIDDEN for the person who approved the application, INVALID_TRANSITION, REFERENCE_INACTIVE, VALIDATION_FAILED,
 * BUDGET_EXCEEDED beyond the approved amount.
 */
export function pay<A extends Allocation, P extends Program>(
  allocation: A,
  program: P,
  input: { amount: string; paidOn: string; voucherNo: string },
  by: Recorder,
): { allocation: A; program: P; payment: Payment } {
  const { status, amountFen } = allocation;
  if (amountFen === null || (status !== 'APPROVED' && status !== 'PARTIALLY_DISBURSED'))
    throw new DomainError('INVALID_TRANSITION', say`An allocation that is ${status} cannot be paid.`);
  requireSecondPerson(allocation, by);
  if (allocation.paymentsStoppedOn !== null)
    throw new DomainError('REFERENCE_INACTIVE', say`The recipient was dissolved, so there are no more payments.`);
  if (allocation.payments.length >= paymentsMax)
    throw new DomainError('VALIDATION_FAILED', say`An allocation has at most ${paymentsMax} payments.`);
  const payment = {
    amountFen: fenOf(input.amount, 'amount'),
    paidOn: dayOf(allocation, input.paidOn, by, 'paidOn'),
    voucherNo: requireText(input.voucherNo, 'voucherNo', { max: 100 }),
    ...recordedBy(by),
  };
  const paidFen = (allocation.paidFen ?? 0) + payment.amountFen;
  if (paidFen > amountFen)
    throw new DomainError(
      'BUDGET_EXCEEDED',
      say`Together with the earlier payments, this exceeds the approved amount.`,
      ['amount'],
    );
  const paid = { ...allocation, payments: [...allocation.payments, payment], paidFen };
  const to = paidFen === amountFen ? 'DISBURSED' : 'PARTIALLY_DISBURSED';
  return {
    payment,
    program: { ...program, disbursedFen: program.disbursedFen + payment.amountFen },
    allocation: status === to ? paid : step(paid, to, payment.paidOn, null, by),
  };
}

export type Acceptance = {
  passed: boolean;
  recover: boolean;
  note?: string | null | undefined;
  acceptedOn?: string | null | undefined;
};

/**
 * Accepts a funded project. A project that failed stays IN_USE until it is corrected, or its money is recovered and returns to the budget of the program.
 * @throws FORBIDDEN for the person who approved the application, INVALID_TRANSITION, VALIDATION_FAILED.
 */
export function accept<A extends Allocation, P extends Program>(
  allocation: A,
  program: P,
  input: Acceptance,
  by: Recorder,
): { allocation: A; program: P; on: string } {
  if (input.passed && input.recover)
    throw new DomainError('VALIDATION_FAILED', say`Money is recovered only from a project that failed.`, ['recover']);
  const from: readonly AllocationStatus[] = input.recover ? ['DISBURSED', 'IN_USE'] : ['IN_USE'];
  if (!from.includes(allocation.status))
    throw new DomainError(
      'INVALID_TRANSITION',
      say`A project that is ${allocation.status} is not ready for acceptance.`,
    );
  requireSecondPerson(allocation, by);
  const on = dayOf(allocation, input.acceptedOn, by, 'acceptedOn');
  const note = optionalText(input.note, 'note', { max: 2_000 });
  if (!input.passed && note === null)
    throw new DomainError('VALIDATION_FAILED', say`State why the project failed.`, ['note']);
  const next = step(allocation, input.passed ? 'ACCEPTED' : input.recover ? 'RECOVERED' : 'IN_USE', on, note, by);
  return {
    on,
    allocation: next,
    program: input.recover ? { ...program, approvedFen: program.approvedFen - (allocation.amountFen ?? 0) } : program,
  };
}

/** Applies the dissolution of the recipient: an open application is rejected, and an approved one gets no more payments. Undefined if nothing changes. */
export function endForDissolution<A extends Allocation>(allocation: A, dissolvedOn: string): A | undefined {
  const last = allocation.steps.at(-1)?.decidedOn ?? dissolvedOn;
  if (openStatuses.includes(allocation.status))
    return step(allocation, 'REJECTED', last > dissolvedOn ? last : dissolvedOn, dissolutionReason);
  const payable = allocation.status === 'APPROVED' || allocation.status === 'PARTIALLY_DISBURSED';
  return payable && allocation.paymentsStoppedOn === null
    ? { ...allocation, paymentsStoppedOn: dissolvedOn }
    : undefined;
}

/**
 * Gives the allocation of a merged recipient to its successor. Undefined for one that is over or whose payments were stopped:
 * it stays with the recipient that had the money.
 */
export function transferAllocation<A extends Allocation>(
  allocation: A,
  recipientId: string,
  until: string,
): A | undefined {
  if (!unfinishedStatuses.includes(allocation.status) || allocation.paymentsStoppedOn !== null) return undefined;
  const earlier = { recipientId: allocation.recipientId, until };
  return { ...allocation, recipientId, earlierRecipients: [...(allocation.earlierRecipients ?? []), earlier] };
}

const dissolutionReason = '受助组织已撤销 (the recipient was dissolved)';

/** The events of a step. An application, its review and its public notice have no event. */
export function eventsOf(allocationId: string, allocation: Allocation): NewEvent[] {
  const facts = factsOf(allocationId, allocation);
  const last = allocation.steps.at(-1) as Step;
  switch (allocation.status) {
    case 'APPROVED':
      return [AllocationApproved(facts)];
    case 'REJECTED':
      return [AllocationRejected({ ...facts, reason: last.reason ?? '' })];
    case 'ACCEPTED':
      return [FundedProjectAccepted({ ...facts, acceptedOn: last.decidedOn })];
    case 'RECOVERED':
      return [FundsRecovered({ ...facts, recoveredOn: last.decidedOn })];
    default:
      return [];
  }
}

export function paidEvent(allocationId: string, allocation: Allocation, { amountFen, paidOn }: Payment): NewEvent {
  return FundsDisbursed({ ...factsOf(allocationId, allocation), paidFen: String(amountFen), paidOn });
}

/** The event of an allocation that went to the successor of its recipient. */
export function transferredEvent(allocationId: string, allocation: Allocation): NewEvent {
  const last = allocation.earlierRecipients?.at(-1) as EarlierRecipient;
  const facts = factsOf(allocationId, allocation);
  return AllocationTransferred({ ...facts, previousRecipientId: last.recipientId, transferredOn: last.until });
}

export function stoppedEvent(allocationId: string, allocation: Allocation): NewEvent {
  return AllocationStopped({ ...factsOf(allocationId, allocation), stoppedOn: allocation.paymentsStoppedOn as string });
}

const dayMs = 24 * 60 * 60 * 1000;

/** Working days (Monday to Friday) after `from` up to and including `to`. The service does not know public holidays. */
export function workingDaysBetween(from: string, to: string): number {
  const days = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / dayMs));
  const first = new Date(from).getUTCDay();
  const rest = Array.from({ length: days % 7 }, (_, index) => (first + 1 + index) % 7);
  return Math.floor(days / 7) * 5 + rest.filter((weekday) => weekday !== 0 && weekday !== 6).length;
}

function step<A extends Allocation>(
  allocation: A,
  to: AllocationStatus,
  decidedOn: string,
  reason: string | null,
  by: Recorder | null = null,
): A {
  return { ...allocation, status: to, steps: [...allocation.steps, { to, decidedOn, reason, ...recordedBy(by) }] };
}

function recordedBy(by: Recorder | null): Recorded {
  return { recordedBy: by?.userId ?? null, recordedAt: by?.at ?? null };
}

/**
 * The day of a step, today unless stated. It lies between the previous step or payment and today, and at most 30 days before
 * today. Who may backdate enters any day that is not before the previous decision; the day of the application does not count,
 * because the platform sets it.
 */
function dayOf(allocation: Allocation, stated: string | null | undefined, by: Recorder, path: string): string {
  const today = toDay(by.at);
  const day = stated ?? today;
  requirePast(day, today, path);
  const before = allocation.steps.findLast(({ to }) => to !== 'APPLIED' || !by.mayBackdate);
  if (before && day < before.decidedOn)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`This is before the previous step (${before.to} on ${before.decidedOn}).`,
      [path],
    );
  const lastPaidOn = allocation.payments.at(-1)?.paidOn;
  if (lastPaidOn && day < lastPaidOn)
    throw new DomainError('VALIDATION_FAILED', say`This is before the previous payment (${lastPaidOn}).`, [path]);
  if (!by.mayBackdate && day < toDay(new Date(by.at.getTime() - lateDaysMax * dayMs)))
    throw new DomainError('VALIDATION_FAILED', say`A step is entered at most ${lateDaysMax} days after its day.`, [
      path,
    ]);
  return day;
}

/** The notice must have lasted by the stated days, and, unless the viewer may backdate, also by the days on which both steps were entered. */
function requireNotice(allocation: Allocation, decidedOn: string, { at, mayBackdate }: Recorder): void {
  const noticed = allocation.steps.findLast(({ to }) => to === 'PUBLIC_NOTICE') as Step;
  const enteredOn = noticed.recordedAt && !mayBackdate ? toDay(noticed.recordedAt) : null;
  const days = workingDaysBetween(noticed.decidedOn, decidedOn);
  if (days < noticeWorkingDays || (enteredOn && workingDaysBetween(enteredOn, toDay(at)) < noticeWorkingDays))
    throw new DomainError(
      'INVALID_TRANSITION',
      enteredOn
        ? say`A public notice lasts at least ${noticeWorkingDays} working days; it began on ${noticed.decidedOn} and was entered on ${enteredOn}.`
        : say`A public notice lasts at least ${noticeWorkingDays} working days; it began on ${noticed.decidedOn}.`,
      ['decidedOn'],
    );
}

/** @throws FORBIDDEN for the person who approved the application. The approvals of earlier versions name nobody. */
function requireSecondPerson({ steps }: Allocation, { userId }: Recorder): void {
  if (steps.findLast(({ to }) => to === 'APPROVED')?.recordedBy === userId)
    throw new DomainError('FORBIDDEN', say`A second person is needed: you approved this application.`, ['id']);
}

function requireWithin(amountFen: number, allocation: Allocation, program: Program): void {
  if (amountFen > allocation.requestedFen)
    throw new DomainError('VALIDATION_FAILED', say`The approved amount cannot exceed the requested amount.`, [
      'amount',
    ]);
  if (program.allocationCeilingFen !== null && amountFen > program.allocationCeilingFen)
    throw new DomainError('QUOTA_EXCEEDED', say`This exceeds the ceiling of one allocation of the program.`, [
      'amount',
    ]);
  if (program.approvedFen + amountFen > program.budgetFen)
    throw new DomainError(
      'BUDGET_EXCEEDED',
      say`Together with the earlier approvals, this exceeds the budget of the program.`,
      ['amount'],
    );
}

function factsOf(allocationId: string, { programId, recipientId, facilityId, purpose, amountFen }: Allocation) {
  return {
    allocationId,
    programId,
    recipientId,
    facilityId,
    purpose,
    amountFen: amountFen === null ? null : String(amountFen),
  };
}
