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
  sessions?: string | undefined;
  sessionsQualifier?: Qualifier | undefined;
  startsAt?: Date | null | undefined;
  endsAt?: Date | null | undefined;
  period?: PeriodFacts | null | undefined;
  attendance?: number | null | undefined;
  onlineAttendance?: number | null | undefined;
  summary?: string | null | undefined;
  speakerIds?: readonly string[] | undefined;
  synthetic?: boolean | undefined;
};

/** Statuses of activities that took place. Statistics count these unless the filter names other statuses. */
export const tookPlace: readonly ActivityStatus[] = ['HELD', 'REPORTED', 'VERIFIED'];

const speakersMax = 50;
const attendanceMax = 10_000_000;
const summaryMax = 5_000;
const searchWordsMax = 5;

/** Creates an activity that is planned for a day. @throws VALIDATION_FAILED. */
export function scheduleActivity(_id: string, schedule: Schedule, circumstances: Circumstances): Decision<Activity> {
  const next: Activity = {
    _id,
    ...firstVersion,
    ...placed(circumstances),
    ...timed(schedule, circumstances.campaign),
    ...described(schedule),
    status: 'SCHEDULED',
    sessions: statedAmount({ value: '1', qualifier: 'EXACT' }, 'SESSION'),
    attendance: null,
    onlineAttendance: null,
    summary: null,
    reportedBy: null,
  };
  return { next, events: [] };
}

/** Creates the activity, or the series, that a row of an import describes. @throws VALIDATION_FAILED. */
export function importedActivity(
  _id: string,
  importKey: string,
  row: ImportedActivity,
  { present, viewerId, ...circumstances }: Circumstances & { present: Activity | null; viewerId: string },
): Activity {
  const reported = row.status === 'REPORTED' || row.status === 'VERIFIED';
  return {
    _id,
    version: present?.version ?? 1,
    importKey,
    synthetic: row.synthetic ?? false,
    ...placed(circumstances),
    ...timed(row, circumstances.campaign),
    ...described(row),
    status: row.status,
    sessions: statedAmount({ value: row.sessions ?? '1', qualifier: row.sessionsQualifier }, 'SESSION', 'sessions'),
    attendance: headcount(row.attendance, 'attendance'),
    onlineAttendance: headcount(row.onlineAttendance, 'onlineAttendance'),
    summary: optionalText(row.summary, 'summary', { max: summaryMax }),
    reportedBy: reported ? (present?.reportedBy ?? viewerId) : null,
  };
}

/** Adds the report to an activity. @throws INVALID_TRANSITION unless the activity is SCHEDULED or HELD and has begun; VALIDATION_FAILED. */
export function reportActivity(
  activity: Activity,
  report: { attendance: number; onlineAttendance?: number | null | undefined; summary: string },
  { viewerId, now }: { viewerId: string; now: Date },
): Decision<Activity> {
  if (activity.status !== 'SCHEDULED' && activity.status !== 'HELD')
    throw new DomainError('INVALID_TRANSITION', `An activity that is ${activity.status} cannot be reported.`);
  if (activity.startsAt !== null && activity.startsAt > now)
    throw new DomainError('INVALID_TRANSITION', 'The activity has not begun.');
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
    throw new DomainError('INVALID_TRANSITION', `An activity that is ${activity.status} cannot be verified.`);
  if (activity.reportedBy === viewerId) throw new DomainError('FORBIDDEN', 'The author of a report cannot verify it.');
  const next: Activity = { ...activity, status: 'VERIFIED' };
  return { next, events: activityEvents(activity, next) };
}

/** The events of the step from one state to the next: one event when the report was verified. */
export function activityEvents(before: Activity | null, after: Activity): NewEvent[] {
  if (after.status !== 'VERIFIED' || before?.status === 'VERIFIED') return [];
  const { _id: activityId, kind, organizerId, regionCode, attendance, speakerIds } = after;
  return [ActivityVerified({ activityId, kind, organizerId, regionCode, attendance, speakerIds })];
}

/** Normalizes a text for search, so that compatibility forms, width and case make no difference (科普Ｅ站 = 科普e站). */
export function searchable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The normalized words of a search. @throws VALIDATION_FAILED for no word, for more than 5 words, or for more than 100 characters. */
export function searchWords(text: string): string[] {
  const words = searchable(requireText(text, 'text', { max: 100 })).split(/\s+/);
  if (words.length > searchWordsMax)
    throw new DomainError('VALIDATION_FAILED', `Search for at most ${searchWordsMax} words at once.`, ['text']);
  return words;
}

function placed({ organizer, regionCode, facility, campaign }: Circumstances) {
  return {
    campaignId: campaign?._id ?? null,
    organizerId: organizer._id,
    organizerKind: organizer.kind,
    regionCode,
    facilityId: facility?._id ?? null,
    facilityKind: facility?.kind ?? null,
  };
}

function described({
  title,
  kind,
  speakerIds = [],
  ...row
}: {
  title: string;
  kind: ActivityKind;
  speakerIds?: readonly string[] | undefined;
  summary?: string | null | undefined;
}) {
  if (speakerIds.length > speakersMax)
    throw new DomainError('VALIDATION_FAILED', `An activity has at most ${speakersMax} speakers.`, ['speakerIds']);
  const clean = requireText(title, 'title', { max: 200 });
  return {
    title: clean,
    kind,
    speakerIds: [...new Set(speakerIds)],
    searchText: searchable(`${clean} ${row.summary ?? ''}`),
  };
}

function timed(
  { startsAt, endsAt, period }: Pick<ImportedActivity, 'startsAt' | 'endsAt' | 'period'>,
  campaign: Campaign | null,
) {
  if (Boolean(startsAt) === Boolean(period))
    throw new DomainError('VALIDATION_FAILED', 'Give either startsAt or a period.', ['startsAt']);
  if (endsAt && (!startsAt || endsAt < startsAt))
    throw new DomainError('VALIDATION_FAILED', 'The activity ends before it begins.', ['endsAt']);
  const stated = period ? statedPeriod(period) : null;
  const heldFrom = startsAt ? toDay(startsAt) : (stated?.from ?? null);
  const heldTo = startsAt ? toDay(endsAt ?? startsAt) : (stated?.to ?? null);
  if (campaign && heldFrom !== null && heldTo !== null)
    requireWithinCampaign(campaign, heldFrom, heldTo, startsAt ? 'startsAt' : 'period');
  return { startsAt: startsAt ?? null, endsAt: endsAt ?? null, period: stated, heldFrom, heldTo };
}

function headcount(value: number | null | undefined, path: string): number | null {
  if (value === null || value === undefined) return null;
  if (!Number.isInteger(value) || value < 0 || value > attendanceMax)
    throw new DomainError('VALIDATION_FAILED', `"${path}" must be between 0 and ${attendanceMax}.`, [path]);
  return value;
}
