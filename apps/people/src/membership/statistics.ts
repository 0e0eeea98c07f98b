import mongoose, { type PipelineStage } from 'mongoose';
import { DomainError, medianOf, quotient, requireCount, type Frequency } from '@kexie/kernel';
import {
  countyDimension,
  every,
  groupStats,
  inRegions,
  oneOf,
  type Directory,
  type StatRow,
  type Viewer,
} from '@kexie/service';
import type { ApplicationDimension, ApplicationStatsFilter, QueryApplicationStatsArgs } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { missingScope, mergeSmall, requireCoarse, round } from '../person/disclosure.ts';
import type { Deps } from '../store.ts';
import type { ApplicationRecord } from './domain.ts';
import type { MembershipStore } from './store.ts';

const hoursPerDay = 24;
const hourMs = 60 * 60 * 1_000;
const chinaOffset = '+08:00';
const organizationsMax = 100;
const [yearMin, yearMax] = [1900, 2100];
/** A rate or a median of fewer decisions could tell how and when one of them was taken. */
const decisionsMin = 20;
/** An applicant can count in several of the merged groups. */
const mergedMin = 25;
const [exactDigits, coarseDigits] = [
  { rate: 4, days: 2 },
  { rate: 2, days: 0 },
];

const expressions: Record<ApplicationDimension, unknown> = {
  ORGANIZATION: '$organizationId',
  REGION_COUNTY: countyDimension('$regionCode'),
  SUBMITTED_YEAR: { $dateToString: { date: '$submittedAt', format: '%Y', timezone: chinaOffset } },
};

/** The figures of a group. `hours` are the whole hours from the submission to the decision, by value. */
type Group = {
  submitted: number;
  open: number;
  approved: number;
  rejected: number;
  oldest: Date | null;
  hours: readonly Frequency[];
};
type Row = StatRow<ApplicationDimension, Group>;

/**
 * The throughput of membership applications, as far as the viewer may see it.
 * @throws FORBIDDEN for a filter that is too fine, VALIDATION_FAILED, STATISTICS_BUSY, STATISTICS_TOO_SLOW.
 */
export async function applicationStats(
  { store: { memberships }, directory, now }: Pick<Deps, 'store' | 'directory' | 'now'>,
  viewer: Viewer,
  { filter, groupBy }: QueryApplicationStatsArgs,
) {
  const scope = missingScope(viewer, { groupBy: [] });
  if (scope) requireCoarse(filter, scope, coarseFields);
  const question = { memberships, directory, groupBy, where: conditions(filter ?? {}), years: yearsOf(filter ?? {}) };
  const rows = await countApplications(question);
  if (!scope) return rows.map((row) => ({ keys: row.keys, ...exact(row, now()) }));

  const applicants = await countApplicants(question);
  const { shown, merged, isWithheld } = mergeSmall(rows, (row) => applicants.get(codesOf(row)) ?? 0, mergedMin);
  return [
    ...shown.map((row) => ({ keys: row.keys, ...coarse(row) })),
    ...(merged ? [{ keys: [], ...(isWithheld ? nothing : coarse(sum(merged))), suppressed: true }] : []),
  ];
}

const coarseFields: ReadonlySet<string> = new Set<keyof ApplicationStatsFilter>([
  'regions',
  'includeDescendants',
  'fromYear',
  'toYear',
]);

type Question = {
  memberships: MembershipStore;
  directory: Directory;
  groupBy: readonly ApplicationDimension[];
  where: object;
  years: string[] | undefined;
};

/** Applications with the same duration are counted first, so that a group has one entry for each hour, and not one for each application. */
async function countApplications({ memberships, directory, groupBy, where, years }: Question): Promise<Row[]> {
  const isDecided = { $in: ['$status', ['APPROVED', 'REJECTED']] };
  const hours = {
    $cond: [isDecided, { $floor: { $divide: [{ $subtract: ['$decidedAt', '$submittedAt'] }, hourMs] } }, null],
  };
  const countIf = (status: string) => ({ $sum: { $cond: [{ $eq: ['$_id.status', status] }, '$submitted', 0] } });
  const groups = await groupStats<ApplicationDimension, Group, ApplicationRecord>(memberships.applications.model, {
    stages: [
      { $match: where },
      {
        $group: {
          _id: { ...keyOf(groupBy), status: '$status', hours },
          submitted: { $sum: 1 },
          open: { $sum: { $cond: ['$open', 1, 0] } },
          oldest: { $min: { $cond: ['$open', '$submittedAt', null] } },
        },
      },
    ] as PipelineStage[],
    groupBy,
    expressions: counted,
    accumulate: {
      submitted: { $sum: '$submitted' },
      open: { $sum: '$open' },
      approved: countIf('APPROVED'),
      rejected: countIf('REJECTED'),
      oldest: { $min: '$oldest' },
      hours: { $push: { value: '$_id.hours', count: '$submitted' } },
    },
    labels: (dimension, codes) => labelsOf(dimension, codes, directory),
    // Of each organization there are only the years in which it has applications.
    complete: years && !groupBy.includes('ORGANIZATION') ? { SUBMITTED_YEAR: years } : {},
  });
  return groups.map(({ keys, hours: durations = [], ...group }) => ({
    ...{ submitted: 0, open: 0, approved: 0, rejected: 0, oldest: null },
    ...group,
    keys,
    hours: durations.filter(({ value }) => (value as number | null) !== null),
  }));
}

/** The number of applicants of each group, by its codes. A person who has applied several times is one applicant. */
async function countApplicants({ memberships, groupBy, where }: Question): Promise<Map<string, number>> {
  const groups = await groupStats<ApplicationDimension, { applicants: number }, ApplicationRecord>(
    memberships.applications.model,
    {
      stages: [
        { $match: where },
        { $group: { _id: { ...keyOf(groupBy), applicantId: '$applicantId' } } },
      ] as PipelineStage[],
      groupBy,
      expressions: counted,
      accumulate: { applicants: { $sum: 1 } },
    },
  );
  return new Map(groups.map((group) => [codesOf(group), group.applicants ?? 0]));
}

const keyOf = (groupBy: readonly ApplicationDimension[]): object =>
  Object.fromEntries(groupBy.map((dimension) => [dimension, { $ifNull: [expressions[dimension], null] }]));

/** The dimensions of the groups that the first stage has made. */
const counted: Record<ApplicationDimension, string> = {
  ORGANIZATION: '$_id.ORGANIZATION',
  REGION_COUNTY: '$_id.REGION_COUNTY',
  SUBMITTED_YEAR: '$_id.SUBMITTED_YEAR',
};

const codesOf = ({ keys }: Pick<Row, 'keys'>): string => keys.map(({ code }) => code).join('\u0000');

function exact({ submitted, open, approved, rejected, oldest, hours }: Group, now: Date) {
  return {
    ...{ submitted, open, approved, rejected },
    ...rates({ approved, rejected, hours }, exactDigits),
    oldestOpenDays: oldest && Math.floor((now.getTime() - oldest.getTime()) / (hoursPerDay * hourMs)),
    suppressed: false,
  };
}

/** The age of the oldest application is that of a single one, so it is never shown here. */
function coarse({ submitted, open, approved, rejected, hours }: Group) {
  return {
    ...{ submitted: round(submitted), open: round(open), approved: round(approved), rejected: round(rejected) },
    ...(approved + rejected < decisionsMin ? noRates : rates({ approved, rejected, hours }, coarseDigits)),
    oldestOpenDays: null,
    suppressed: false,
  };
}

const noRates = { approvalRate: null, medianDaysToDecision: null };
const nothing = { submitted: null, open: null, approved: null, rejected: null, ...noRates, oldestOpenDays: null };

function rates(
  { approved, rejected, hours }: Pick<Group, 'approved' | 'rejected' | 'hours'>,
  digits: { rate: number; days: number },
) {
  const [decided, median] = [approved + rejected, medianOf(hours)];
  return {
    approvalRate: decided === 0 ? null : quotient(approved, decided, digits.rate),
    medianDaysToDecision: median === null ? null : quotient(median, hoursPerDay, digits.days),
  };
}

function sum(groups: readonly Group[]): Group {
  const total = (figure: 'submitted' | 'open' | 'approved' | 'rejected') =>
    groups.reduce((all, group) => all + group[figure], 0);
  return {
    ...{ submitted: total('submitted'), open: total('open'), approved: total('approved'), rejected: total('rejected') },
    oldest: null,
    hours: groups.flatMap(({ hours }) => hours),
  };
}

function conditions({
  regions,
  includeDescendants,
  organizationIds,
  fromYear,
  toYear,
}: ApplicationStatsFilter): object {
  for (const [field, year] of Object.entries({ fromYear, toYear }))
    if (typeof year === 'number') requireCount(year, field, { min: yearMin, max: yearMax });
  if (fromYear && toYear && fromYear > toYear)
    throw new DomainError('VALIDATION_FAILED', say`"toYear" must not come before "fromYear".`, ['toYear']);
  const begin = (year: number) => new Date(`${year}-01-01T00:00:00${chinaOffset}`);
  const bounds = { ...(fromYear && { $gte: begin(fromYear) }), ...(toYear && { $lt: begin(toYear + 1) }) };
  return every<ApplicationRecord>(
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('organizationId', organizationIds, { max: organizationsMax, path: 'organizationIds' }),
    { status: mongoose.trusted({ $ne: 'DRAFT' }) },
    Object.keys(bounds).length > 0 ? { submittedAt: mongoose.trusted(bounds) } : {},
  );
}

/** The years of a filter with both bounds, which have a row each, also without an application. */
function yearsOf({ fromYear, toYear }: ApplicationStatsFilter): string[] | undefined {
  if (!fromYear || !toYear) return undefined;
  return Array.from({ length: toYear - fromYear + 1 }, (_, index) => String(fromYear + index));
}

async function labelsOf(
  dimension: ApplicationDimension,
  codes: readonly string[],
  directory: Directory,
): Promise<Map<string, string>> {
  const names: Map<string, string> =
    dimension === 'ORGANIZATION'
      ? new Map([...(await directory.organizations(codes))].map(([id, { name }]) => [id, name]))
      : dimension === 'REGION_COUNTY'
        ? await directory.regionNames(codes)
        : new Map();
  return names.set('UNKNOWN', '未填写');
}
