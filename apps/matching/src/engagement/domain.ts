import { type ServiceMode } from '@kexie/matchmaker';
import { EngagementStarted, EngagementStatusChanged, type NewEvent } from '@kexie/events';
import { DomainError, requireCount, toDay, type ImportableRecord, type Period } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { onDay, requireNear, requirePast, type Money } from '../domain.ts';
import type { Expert } from '../expert/domain.ts';
import { say } from '../messages.ts';
import type { Need } from '../need/domain.ts';

export type EngagementStatus =
  'NEGOTIATING' | 'AGREED' | 'IN_PROGRESS' | 'DELIVERED' | 'ACCEPTED' | 'CLOSED' | 'TERMINATED';

/** The user who recorded a rating, and whether it was staff who recorded it from paper. */
export type RatedBy = { userId: string; onPaper: boolean };

/** `…RatedBy` is null without a rating, and for one that an earlier version recorded. */
export type Outcome = {
  resolved: boolean;
  enterpriseRating: number | null;
  enterpriseRatedBy: RatedBy | null;
  expertRating: number | null;
  expertRatedBy: RatedBy | null;
  economicBenefit: Money | null;
  outputs: string[];
  recordedOn: string;
};

type StatedOutcome = Omit<Outcome, 'enterpriseRatedBy' | 'expertRatedBy'>;
export type Side = 'enterprise' | 'expert';

/** Who records an outcome: a user for their own sides, or staff for both sides from paper. */
export type Recorder = { userId: string; sides: readonly Side[]; isStaff: boolean };
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
    throw new DomainError('INVALID_TRANSITION', say`An engagement that is ${status} cannot become ${to}.`, ['to']);
  if (startedOn && to !== 'AGREED')
    throw new DomainError('VALIDATION_FAILED', say`The start is set when the engagement is agreed.`, ['startedOn']);
  const start = startedOn ?? engagement.startedOn;
  if (to === 'AGREED' && !start)
    throw new DomainError('VALIDATION_FAILED', say`State the day on which the engagement starts.`, ['startedOn']);
  if (to === 'ACCEPTED' && !engagement.outcome)
    throw new DomainError('VALIDATION_FAILED', say`Record the outcome before the engagement is accepted.`, ['to']);
  requireNear(startedOn, 'startedOn', toDay(now));
  if (to !== 'AGREED' && to !== 'TERMINATED' && start && start > toDay(now))
    throw new DomainError('VALIDATION_FAILED', say`The engagement begins only on ${start}.`, ['to']);
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
 * Records the outcome of a delivered engagement. The first record states the outcome. After it, each side can only add
 * its own rating. Staff may record the rating of a side from paper; the rating by the side itself replaces it, and one
 * of which an earlier version did not record the author.
 * @throws INVALID_TRANSITION before delivery, FORBIDDEN for the rating of another side, DUPLICATE for a second rating of
 * one side, VALIDATION_FAILED.
 */
export function recordOutcome(
  engagement: Engagement,
  stated: StatedOutcome,
  by: Recorder,
  now: Date,
): Decision<Engagement> {
  if (!rateable.includes(engagement.status))
    throw new DomainError('INVALID_TRANSITION', say`An engagement that is ${engagement.status} has no outcome yet.`, [
      'id',
    ]);
  requirePast(stated.recordedOn, 'recordedOn', toDay(now));
  if (engagement.startedOn && stated.recordedOn < engagement.startedOn)
    throw new DomainError('VALIDATION_FAILED', say`The outcome is recorded before the engagement begins.`, [
      'recordedOn',
    ]);
  const { outcome: before } = engagement;
  if (before && stated.enterpriseRating === null && stated.expertRating === null)
    throw new DomainError('DUPLICATE', say`The outcome is recorded already; only a rating can be added.`, ['id']);
  const outcome: Outcome = {
    ...(before ?? { ...stated, enterpriseRatedBy: null, expertRatedBy: null }),
    ...rating('enterprise', stated, before, by),
    ...rating('expert', stated, before, by),
  };
  return { next: { ...engagement, outcome }, events: [] };
}

type Ratings = Pick<Outcome, 'enterpriseRating' | 'enterpriseRatedBy' | 'expertRating' | 'expertRatedBy'>;

/** The rating of a side after this record, with its author. */
function rating(
  side: Side,
  stated: StatedOutcome,
  before: Outcome | null,
  { userId, sides, isStaff }: Recorder,
): Partial<Ratings> {
  const [field, author] = [`${side}Rating`, `${side}RatedBy`] as const;
  const given = before?.[field] ?? null;
  const value = stated[field];
  if (value === null) return { [field]: given, [author]: before?.[author] ?? null };
  requireCount(value, field, { min: 1, max: 5 });
  const isOwn = sides.includes(side);
  if (!isOwn && (!isStaff || sides.length > 0))
    throw new DomainError('FORBIDDEN', say`Only the ${side} gives this rating.`, [field]);
  const isOnPaper = before?.[author]?.onPaper ?? true;
  if (given !== null && !(isOwn && isOnPaper))
    throw new DomainError('DUPLICATE', say`This side has already given its rating.`, [field]);
  return { [field]: value, [author]: { userId, onPaper: !isOwn } };
}

/** @throws VALIDATION_FAILED unless the days of an imported engagement are in order, fit its status and do not lie in the future. */
export function checkDays({ status, startedOn, endedOn, period }: Engagement, today: string): void {
  if (startedOn && endedOn && endedOn < startedOn)
    throw new DomainError('VALIDATION_FAILED', say`The engagement ends before it starts.`, ['endedOn']);
  if (endedOn && status !== 'CLOSED' && status !== 'TERMINATED')
    throw new DomainError('VALIDATION_FAILED', say`An engagement that is ${status} has not ended.`, ['endedOn']);
  if (status !== 'NEGOTIATING' && status !== 'TERMINATED' && !period)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`State when the engagement began: the day, or the period in the words of the source.`,
      ['startedOn'],
    );
  requirePast(endedOn, 'endedOn', today);
  const isPlanned = status === 'NEGOTIATING' || status === 'AGREED' || status === 'TERMINATED';
  const path = startedOn ? 'startedOn' : 'periodFrom';
  if (isPlanned) requireNear(period?.from, path, today);
  else requirePast(period?.from, path, today);
}

/** The engagement that begins when both sides accept a proposal. It has the first mode that both sides offer. */
export function negotiated(need: Need, expert: Expert, id: string): Engagement {
  const { title, enterpriseId, regionCode, industryCode } = need;
  return {
    _id: id,
    version: 1,
    importKey: null,
    synthetic: need.synthetic || expert.synthetic,
    title,
    needId: need._id,
    expertId: expert._id,
    enterpriseId,
    regionCode,
    // a side may have changed its modes since the proposal
    mode: need.serviceModes.find((mode) => expert.serviceModes.includes(mode)) ?? (need.serviceModes[0] as ServiceMode),
    status: 'NEGOTIATING',
    startedOn: null,
    endedOn: null,
    period: null,
    contractValue: null,
    visits: null,
    outcome: null,
    steps: [],
    subjectCode: expert.mainSubject,
    expertRegionCode: expert.regionCode,
    industryCode,
  };
}

/** The event of a new engagement. */
export function started(engagement: Engagement): NewEvent[] {
  return [EngagementStarted(facts(engagement))];
}

function facts({ _id, needId, expertId, enterpriseId, mode, status }: Engagement) {
  return { engagementId: _id, needId, expertId, enterpriseId, mode, status };
}
