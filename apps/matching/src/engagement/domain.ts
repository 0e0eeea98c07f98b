import { EngagementStarted, EngagementStatusChanged, type NewEvent } from '@kexie/events';
import { DomainError, toDay, type ImportableRecord, type Period } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { onDay, type Money, type ServiceMode } from '../domain.ts';

export type EngagementStatus =
  'NEGOTIATING' | 'AGREED' | 'IN_PROGRESS' | 'DELIVERED' | 'ACCEPTED' | 'CLOSED' | 'TERMINATED';

export type Outcome = {
  resolved: boolean;
  enterpriseRating: number | null;
  expertRating: number | null;
  economicBenefit: Money | null;
  outputs: string[];
  recordedOn: string;
};
export type Step = { to: EngagementStatus; at: Date; note: string | null };

export type Engagement = ImportableRecord & {
  title: string;
  needId: string | null;
  expertId: string;
  /** null when the source does not name it */
  enterpriseId: string | null;
  regionCode: string;
  mode: ServiceMode;
  status: EngagementStatus;
  startedOn: string | null;
  endedOn: string | null;
  /** when it began; null until a start is agreed */
  period: Period | null;
  contractValue: Money | null;
  /** null when the source does not state the number */
  visits: number | null;
  outcome: Outcome | null;
  steps: Step[];
  /** dimensions of the statistics, with their values at the time when the engagement was entered */
  subjectCode: string;
  expertRegionCode: string;
  industryCode: string | null;
};

/** The next step after each status. */
const nextStep: Partial<Record<EngagementStatus, EngagementStatus>> = {
  NEGOTIATING: 'AGREED',
  AGREED: 'IN_PROGRESS',
  IN_PROGRESS: 'DELIVERED',
  DELIVERED: 'ACCEPTED',
  ACCEPTED: 'CLOSED',
};
const terminable: readonly EngagementStatus[] = ['NEGOTIATING', 'AGREED', 'IN_PROGRESS', 'DELIVERED'];
const rateable: readonly EngagementStatus[] = ['DELIVERED', 'ACCEPTED', 'CLOSED'];

/**
 * Takes the next step of an engagement, or terminates it before acceptance.
 * @throws INVALID_TRANSITION; VALIDATION_FAILED for AGREED without a start and for ACCEPTED without an outcome.
 */
export function advance(
  engagement: Engagement,
  { to, startedOn, note }: { to: EngagementStatus; startedOn: string | null; note: string | null },
  now: Date,
): Decision<Engagement> {
  const { status } = engagement;
  const allowed = to === 'TERMINATED' ? terminable.includes(status) : nextStep[status] === to;
  if (!allowed)
    throw new DomainError('INVALID_TRANSITION', `An engagement that is ${status} cannot become ${to}.`, ['to']);
  if (startedOn && to !== 'AGREED')
    throw new DomainError('VALIDATION_FAILED', 'The start is set when the engagement is agreed.', ['startedOn']);
  const start = startedOn ?? engagement.startedOn;
  if (to === 'AGREED' && !start)
    throw new DomainError('VALIDATION_FAILED', 'State the day on which the engagement starts.', ['startedOn']);
  if (to === 'ACCEPTED' && !engagement.outcome)
    throw new DomainError('VALIDATION_FAILED', 'Record the outcome before the engagement is accepted.', ['to']);
  const next: Engagement = {
    ...engagement,
    status: to,
    startedOn: start,
    period: startedOn ? onDay(startedOn) : engagement.period,
    endedOn: to === 'CLOSED' || to === 'TERMINATED' ? toDay(now) : engagement.endedOn,
    steps: [...engagement.steps, { to, at: now, note }],
  };
  return { next, events: [EngagementStatusChanged(facts(next))] };
}

/**
 * Records the outcome of a delivered engagement. The first record states the outcome. After it, each side can only add its missing rating.
 * @throws INVALID_TRANSITION before delivery, DUPLICATE for a second rating of one side, VALIDATION_FAILED.
 */
export function recordOutcome(engagement: Engagement, stated: Outcome, now: Date): Decision<Engagement> {
  if (!rateable.includes(engagement.status))
    throw new DomainError('INVALID_TRANSITION', `An engagement that is ${engagement.status} has no outcome yet.`, [
      'id',
    ]);
  if (stated.recordedOn > toDay(now))
    throw new DomainError('VALIDATION_FAILED', 'The day of the record cannot be in the future.', ['recordedOn']);
  for (const side of ['enterpriseRating', 'expertRating'] as const)
    checkRating(side, stated[side], engagement.outcome?.[side] ?? null);
  const { outcome: before } = engagement;
  if (before && stated.enterpriseRating === null && stated.expertRating === null)
    throw new DomainError('DUPLICATE', 'The outcome is recorded already; only a rating can be added.', ['id']);
  const outcome: Outcome = before
    ? {
        ...before,
        enterpriseRating: before.enterpriseRating ?? stated.enterpriseRating,
        expertRating: before.expertRating ?? stated.expertRating,
      }
    : stated;
  return { next: { ...engagement, outcome }, events: [] };
}

function checkRating(side: 'enterpriseRating' | 'expertRating', rating: number | null, given: number | null): void {
  if (rating === null) return;
  if (!Number.isInteger(rating) || rating < 1 || rating > 5)
    throw new DomainError('VALIDATION_FAILED', 'A rating is a whole number from 1 to 5.', [side]);
  if (given !== null) throw new DomainError('DUPLICATE', 'This side has already given its rating.', [side]);
}

/** @throws VALIDATION_FAILED unless the days of an imported engagement are in order and fit its status. */
export function checkDays(
  { status, startedOn, endedOn }: Pick<Engagement, 'status' | 'startedOn' | 'endedOn'>,
  period: Period | null,
): void {
  if (startedOn && endedOn && endedOn < startedOn)
    throw new DomainError('VALIDATION_FAILED', 'The engagement ends before it starts.', ['endedOn']);
  if (endedOn && status !== 'CLOSED' && status !== 'TERMINATED')
    throw new DomainError('VALIDATION_FAILED', `An engagement that is ${status} has not ended.`, ['endedOn']);
  if (status !== 'NEGOTIATING' && status !== 'TERMINATED' && !period)
    throw new DomainError(
      'VALIDATION_FAILED',
      'State when the engagement began: the day, or the period in the words of the source.',
      ['startedOn'],
    );
}

/** The event of a new engagement. */
export function started(engagement: Engagement): NewEvent[] {
  return [EngagementStarted(facts(engagement))];
}

function facts({ _id, needId, expertId, enterpriseId, mode, status }: Engagement) {
  return { engagementId: _id, needId, expertId, enterpriseId, mode, status };
}
