import { ActivityVerified, type NewEvent } from '@kexie/events';
import {
  DomainError,
  firstVersion,
  optionalText,
  requireText,
  toDay,
  type ImportableRecord,
  type Measure,
  type Period,
  type Qualifier,
} from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { requireWithinCampaign, type Campaign } from '../campaign/domain.ts';
import { statedAmount, statedPeriod, type PeriodFacts } from '../domain.ts';
import { say } from '../messages.ts';

type ActivityKind =
  | 'LECTURE'
  | 'EXHIBITION'
  | 'SCIENCE_POPULARIZATION'
  | 'ACADEMIC_EXCHANGE'
  | 'CONSULTATION'
  | 'CONTEST'
  | 'OPEN_DAY'
  | 'OTHER';
export type ActivityStatus = 'SCHEDULED' | 'HELD' | 'REPORTED' | 'VERIFIED' | 'CANCELLED';

/**
 * An activity, or a series of activities of which the source states only the number (`sessions` is more than 1, with a period instead of a day).
 * `heldFrom` and `heldTo` are the calendar days of the activity, or the ends of the period; filters by day use them. `searchText` contains the
 * title and the summary, normalized by `searchable`.
 */
export type Activity = ImportableRecord & {
  title: string;
  kind: ActivityKind;
  status: ActivityStatus;
  campaignId: string | null;
  organizerId: string;
  organizerKind: string;
  regionCode: string;
  facilityId: string | null;
  facilityKind: string | null;
  sessions: Measure;
  startsAt: Date | null;
  endsAt: Date | null;
  period: Period | null;
  heldFrom: string | null;
  heldTo: string | null;
  attendance: number | null;
  onlineAttendance: number | null;
  summary: string | null;
  speakerIds: string[];
  searchText: string;
  reportedBy: string | null;
};

type Schedule = {
  title: string;
  kind: ActivityKind;
  startsAt: Date;
  endsAt?: Date | null | undefined;
  speakerIds?: readonly string[] | undefined;
};
type Circumstances = {
  organizer: { _id: string; kind: string };
  regionCode: string;
  facility: { _id: string; kind: string } | null;
  campaign: Campaign | null;
};

export type ImportedActivity = {
  title: string;
  kind: ActivityKind;
  status: ActivityStatus;
  sessions?: string | null | undefined;
  sessionsQualifier?: Qualifier | null | undefined;
  startsAt?: Date | null | undefined;
  endsAt?: Date | null | undefined;
  period?: PeriodFacts | null | undefined;
  attendance?: number | null | undefined;
  onlineAttendance?: number | null | undefined;
  summary?: string | null | undefined;
  speakerIds?: readonly string[] | null | undefined;
};

/** Statuses of activities that took place. Statistics count these unless the filter names other statuses. */
export const tookPlace: readonly ActivityStatus[] = ['HELD', 'REPORTED', 'VERIFIED'];

const speakersMax = 50;
const attendanceMax = 10_000_000;
const summaryMax = 5_000;
const searchWordsMax = 5;

/** Creates an activity that is planned for a day. @throws VALIDATION_FAILED. */
export function scheduleActivity(_id: string, schedule: Schedule, circumstances: Circumstances): Decision<Activity> {
  const facts = activityFacts({ ...schedule, status: 'SCHEDULED' });
  return { next: completeActivity({ ...blankActivity(_id, circumstances), ...facts }, circumstances), events: [] };
}

/** An activity without facts of its own. */
export function blankActivity(_id: string, { organizer, regionCode, facility, campaign }: Circumstances) {
  return {
    _id,
    ...firstVersion,
    campaignId: campaign?._id ?? null,
    organizerId: organizer._id,
    organizerKind: organizer.kind,
    regionCode,
    facilityId: facility?._id ?? null,
    facilityKind: facility?.kind ?? null,
    heldFrom: null,
    heldTo: null,
    searchText: '',
    reportedBy: null,
  };
}

/** The stated facts as they are stored. @throws VALIDATION_FAILED. */
export function activityFacts(row: ImportedActivity) {
  const speakerIds = [...new Set(row.speakerIds ?? [])];
  if (speakerIds.length > speakersMax)
    throw new DomainError('VALIDATION_FAILED', say`An activity has at most ${speakersMax} speakers.`, ['speakerIds']);
  return {
    title: requireText(row.title, 'title', { max: 200 }),
    kind: row.kind,
    status: row.status,
    sessions: statedAmount({ value: row.sessions ?? '1', qualifier: row.sessionsQualifier }, 'SESSION', 'sessions'),
    startsAt: row.startsAt ?? null,
    endsAt: row.endsAt ?? null,
    period: row.period ? statedPeriod(row.period) : null,
    attendance: headcount(row.attendance, 'attendance'),
    onlineAttendance: headcount(row.onlineAttendance, 'onlineAttendance'),
    summary: optionalText(row.summary, 'summary', { max: summaryMax }),
    speakerIds,
  };
}

/** What an import also needs to know: the state before it, today, and the user who imports. */
type ImportContext = { before: Activity | null; today: string; viewerId: string };

/**
 * Checks the facts of an activity with each other, and with those before an import, and derives the other fields. The
 * user who imports a report is its author. @throws VALIDATION_FAILED; INVALID_TRANSITION if the import turns it back.
 */
export function completeActivity(
  next: Activity,
  { organizer, facility, campaign }: Omit<Circumstances, 'regionCode'>,
  imported?: ImportContext,
): Activity {
  const { startsAt, endsAt, period, status, title, summary } = next;
  if ((startsAt === null) === (period === null))
    throw new DomainError('VALIDATION_FAILED', say`Give either startsAt or a period.`, ['startsAt']);
  if (endsAt && (!startsAt || endsAt < startsAt))
    throw new DomainError('VALIDATION_FAILED', say`The activity ends before it begins.`, ['endsAt']);
  const heldFrom = startsAt ? toDay(startsAt) : (period?.from ?? null);
  const heldTo = startsAt ? toDay(endsAt ?? startsAt) : (period?.to ?? null);
  if (campaign && heldFrom !== null && heldTo !== null)
    requireWithinCampaign(campaign, heldFrom, heldTo, startsAt ? 'startsAt' : 'period');
  if (imported) requireImportable(next, heldFrom, imported);
  const isReported = status === 'REPORTED' || status === 'VERIFIED';
  return {
    ...next,
    organizerKind: organizer.kind,
    facilityKind: facility?.kind ?? null,
    heldFrom,
    heldTo,
    searchText: searchable(`${title} ${summary ?? ''}`),
    reportedBy: isReported ? (next.reportedBy ?? imported?.viewerId ?? null) : null,
  };
}

/** The order of the steps of an activity. */
const order: readonly ActivityStatus[] = ['SCHEDULED', 'HELD', 'REPORTED', 'VERIFIED'];

function requireImportable(
  { status }: Activity,
  heldFrom: string | null,
  { before, today, viewerId }: ImportContext,
): void {
  if (tookPlace.includes(status) && heldFrom !== null && heldFrom > today)
    throw new DomainError('VALIDATION_FAILED', say`An activity that is ${status} has begun.`, ['startsAt']);
  if (!before || before.status === status) return;
  if (before.status === 'CANCELLED' || (status !== 'CANCELLED' && order.indexOf(status) < order.indexOf(before.status)))
    throw new DomainError('INVALID_TRANSITION', say`An activity that is ${before.status} cannot become ${status}.`, [
      'status',
    ]);
  if (status !== 'VERIFIED') return;
  if (before.status !== 'REPORTED')
    throw new DomainError('INVALID_TRANSITION', say`An activity is verified after its report, by another user.`, [
      'status',
    ]);
  requireOtherThanAuthor(before, viewerId);
}

/** Adds the report to an activity. @throws INVALID_TRANSITION unless the activity is SCHEDULED or HELD and has begun; VALIDATION_FAILED. */
export function reportActivity(
  activity: Activity,
  report: { attendance: number; onlineAttendance?: number | null | undefined; summary: string },
  { viewerId, now }: { viewerId: string; now: Date },
): Decision<Activity> {
  if (activity.status !== 'SCHEDULED' && activity.status !== 'HELD')
    throw new DomainError('INVALID_TRANSITION', say`An activity that is ${activity.status} cannot be reported.`);
  if (activity.startsAt !== null && activity.startsAt > now)
    throw new DomainError('INVALID_TRANSITION', say`The activity has not begun.`);
  const summary = requireText(report.summary, 'summary', { max: summaryMax });
  const next: Activity = {
    ...activity,
    status: 'REPORTED',
    attendance: headcount(report.attendance, 'attendance'),
    onlineAttendance: headcount(report.onlineAttendance, 'onlineAttendance'),
    summary,
    searchText: searchable(`${activity.title} ${summary}`),
    reportedBy: viewerId,
  };
  return { next, events: [] };
}

/** Verifies a report. @throws INVALID_TRANSITION unless the activity is REPORTED; FORBIDDEN for the author of the report. */
export function verifyActivity(activity: Activity, viewerId: string): Decision<Activity> {
  if (activity.status !== 'REPORTED')
    throw new DomainError('INVALID_TRANSITION', say`An activity that is ${activity.status} cannot be verified.`);
  requireOtherThanAuthor(activity, viewerId);
  const next: Activity = { ...activity, status: 'VERIFIED' };
  return { next, events: activityEvents(activity, next) };
}

function requireOtherThanAuthor({ reportedBy }: Activity, viewerId: string): void {
  if (reportedBy === viewerId) throw new DomainError('FORBIDDEN', say`The author of a report cannot verify it.`);
}

/** The events of the step from one state to the next: one event when the report was verified. */
export function activityEvents(before: Activity | null, after: Activity): NewEvent[] {
  if (after.status !== 'VERIFIED' || before?.status === 'VERIFIED') return [];
  const { _id: activityId, kind, organizerId, regionCode, attendance, speakerIds, heldFrom, heldTo } = after;
  return [ActivityVerified({ activityId, kind, organizerId, regionCode, attendance, speakerIds, heldFrom, heldTo })];
}

/** Normalizes a text for search, so that compatibility forms, width and case make no difference (科普Ｅ站 = 科普e站). */
export function searchable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The normalized words of a search. @throws VALIDATION_FAILED for no word, for more than 5 words, or for more than 100 characters. */
export function searchWords(text: string): string[] {
  const words = searchable(requireText(text, 'text', { max: 100 })).split(/\s+/);
  if (words.length > searchWordsMax)
    throw new DomainError('VALIDATION_FAILED', say`Search for at most ${searchWordsMax} words at once.`, ['text']);
  return words;
}

function headcount(value: number | null | undefined, path: string): number | null {
  if (value === null || value === undefined) return null;
  if (!Number.isInteger(value) || value < 0 || value > attendanceMax)
    throw new DomainError('VALIDATION_FAILED', say`"${path}" must be between 0 and ${attendanceMax}.`, [path]);
  return value;
}
