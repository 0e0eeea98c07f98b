import mongoose, { type PipelineStage } from 'mongoose';
import { DomainError, type Measure } from '@kexie/kernel';
import {
  countyDimension,
  every,
  groupStats,
  inRegions,
  prefixDimension,
  statistics,
  type AnnualReportKey,
  type Directory,
  type Viewer,
} from '@kexie/service';
import type { HomeStatus, PeopleDimension, PersonFilter, QueryPeopleStatsArgs } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { Store } from '../store.ts';
import { missingScope, personsIn, requireCoarse, withhold, type Counts } from './disclosure.ts';
import { registeredStatuses, type PersonRecord } from './domain.ts';
import { filterOf } from './store.ts';

const expressions: Record<PeopleDimension, unknown> = {
  REGION_COUNTY: countyDimension('$regionCode'),
  TITLE_LEVEL: '$titleLevel',
  SUBJECT: '$subjectCodes',
  HOME_STATUS: '$home.status',
  HOME_CHANNEL: '$home.channel',
  // The records of the employers are joined only for this dimension.
  EMPLOYER_KIND: '$employer.kind',
  REGISTERED_YEAR: prefixDimension('$home.registeredOn', 4),
  REGISTERED_MONTH: prefixDimension('$home.registeredOn', 7),
  GENDER: '$gender',
};

const accumulate = {
  persons: { $sum: 1 },
  homeRegistered: { $sum: { $cond: [{ $in: ['$home.status', registeredStatuses] }, 1, 0] } },
  homeActive: { $sum: { $cond: [{ $eq: ['$home.status', 'ACTIVE'] }, 1, 0] } },
  members: { $sum: { $cond: [{ $gt: [{ $size: { $ifNull: ['$organizationIds', []] } }, 0] }, 1, 0] } },
};

/** Counts persons by these dimensions, as far as the viewer may see the counts. @throws FORBIDDEN for a filter that is too fine. */
export async function peopleStats(store: Store, directory: Directory, viewer: Viewer, question: QueryPeopleStatsArgs) {
  const scope = missingScope(viewer, question);
  if (scope) requireCoarse(question.filter, scope);
  const rows = await countPersons(store, directory, question);
  return scope ? withhold(rows, question.groupBy) : rows;
}

async function countPersons({ persons }: Store, directory: Directory, { filter, groupBy, asOf }: QueryPeopleStatsArgs) {
  const stages = [
    ...(asOf ? stateOn(asOf, filter ?? {}) : [{ $match: filterOf(filter ?? {}) }]),
    ...(groupBy.includes('SUBJECT') ? [{ $unwind: { path: '$subjectCodes', preserveNullAndEmptyArrays: true } }] : []),
  ] as PipelineStage[];
  const grouping = {
    stages,
    groupBy,
    expressions,
    accumulate,
    labels: (dimension: PeopleDimension, codes: string[]) => labelsOf(dimension, codes, directory),
    complete: periodsOf(filter ?? {}),
  };
  const rows = await groupStats<PeopleDimension, Counts, PersonRecord>(
    persons.model,
    groupBy.includes('EMPLOYER_KIND') ? byEmployerFirst(grouping) : grouping,
  );
  // The database returns no group when there are no persons at all, so the counts default to 0.
  return rows.map((row) => ({
    keys: row.keys,
    persons: row.persons ?? 0,
    homeRegistered: row.homeRegistered ?? 0,
    homeActive: row.homeActive ?? 0,
    members: row.members ?? 0,
    suppressed: false,
  }));
}

/** The persons whom the register knew by a day, with their states and memberships at its end, and those of them who fit the filter. */
function stateOn(day: string, { homeStatuses, memberOf, ...undated }: PersonFilter): object[] {
  const wasMember = {
    $and: [
      { $lte: ['$$each.joinedOn', day] },
      { $or: [{ $eq: [{ $ifNull: ['$$each.endedOn', null] }, null] }, { $gt: ['$$each.endedOn', day] }] },
    ],
  };
  const organizationIds = {
    $map: {
      input: { $filter: { input: '$memberships', as: 'each', cond: wasMember } },
      as: 'each',
      in: '$$each.organizationId',
    },
  };
  return [
    { $match: filterOf(undated) },
    { $addFields: { 'home.status': statusOn(day) } },
    { $match: filterOf({ homeStatuses: homeStatuses?.length ? homeStatuses : homeStates }) },
    { $lookup: { from: 'memberships', localField: '_id', foreignField: 'personId', as: 'memberships' } },
    { $addFields: { organizationIds } },
    ...(memberOf ? [{ $match: filterOf({ memberOf }) }] : []),
  ];
}

const homeStates: HomeStatus[] = ['NOT_REGISTERED', ...registeredStatuses, 'CLOSED'];

const statusOn = (day: string): object => {
  const states = { $filter: { input: '$homeHistory', as: 'each', cond: { $lte: ['$$each.on', day] } } };
  return { $last: { $map: { input: states, as: 'each', in: '$$each.status' } } };
};

/** The years and months of a filter with both bounds, which have a row each, also without a registration. @throws VALIDATION_FAILED. */
function periodsOf({ registeredFrom, registeredTo }: PersonFilter): Partial<Record<PeopleDimension, string[]>> {
  if (!registeredFrom || !registeredTo || registeredFrom > registeredTo) return {};
  const months: string[] = [];
  for (let [year = 0, month = 1] = registeredFrom.split('-').map(Number); ; month += 1) {
    if (month > monthsPerYear) [year, month] = [year + 1, 1];
    const code = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    if (code > registeredTo.slice(0, code.length)) break;
    months.push(code);
    if (months.length > monthsMax)
      throw new DomainError('VALIDATION_FAILED', say`The days of registration lie more than 50 years apart.`, [
        'registeredTo',
      ]);
  }
  return {
    REGISTERED_MONTH: months,
    REGISTERED_YEAR: [...new Set(months.map((month) => month.slice(0, 4)))],
  };
}

const monthsPerYear = 12;
const monthsMax = 600;

/** The number of workers of a region and below who are registered on the Home at the end of a year. */
export async function homeRegistrations(
  { persons }: Store,
  { regionCode, year }: AnnualReportKey,
  viewer: Viewer,
): Promise<Measure> {
  const day = `${year}-12-31`;
  const [counted] = await statistics.run((maxTimeMS) =>
    persons.model
      .aggregate<{ persons: number }>([
        {
          $match: every<PersonRecord>(inRegions('regionCode', [regionCode]), {
            mergedInto: null,
            'home.registeredOn': mongoose.trusted({ $ne: null, $lte: day }),
          }),
        },
        { $addFields: { 'home.status': statusOn(day) } },
        { $match: { 'home.status': { $in: [...registeredStatuses] } } },
        { $count: 'persons' },
      ])
      .option({ maxTimeMS }),
  );
  return personsIn(regionCode, counted?.persons ?? 0, viewer);
}

type PeopleGrouping = Pick<
  Parameters<typeof groupStats<PeopleDimension, Counts>>[1],
  'stages' | 'groupBy' | 'expressions' | 'accumulate' | 'labels' | 'complete'
>;

/**
 * Counts the persons of each employer before the employers are joined: one join for each employer instead of one for
 * each person.
 */
function byEmployerFirst({ stages, groupBy, ...grouping }: PeopleGrouping): PeopleGrouping {
  const others = groupBy.filter((dimension) => dimension !== 'EMPLOYER_KIND');
  const key = Object.fromEntries(others.map((dimension) => [dimension, { $ifNull: [expressions[dimension], null] }]));
  return {
    ...grouping,
    groupBy,
    stages: [
      ...stages,
      { $group: { _id: { ...key, employerId: { $ifNull: ['$employerId', null] } }, ...accumulate } },
      { $lookup: { from: 'organizations_view', localField: '_id.employerId', foreignField: '_id', as: 'employers' } },
      { $addFields: { employer: { $first: '$employers' } } },
    ] as PipelineStage[],
    expressions: { ...expressions, ...Object.fromEntries(others.map((dimension) => [dimension, `$_id.${dimension}`])) },
    accumulate: Object.fromEntries(Object.keys(accumulate).map((count) => [count, { $sum: `$${count}` }])),
  };
}

const chinese: Partial<Record<PeopleDimension, Record<string, string>>> = {
  TITLE_LEVEL: {
    NONE: '无',
    JUNIOR: '初级',
    INTERMEDIATE: '中级',
    ASSOCIATE_SENIOR: '副高级',
    SENIOR: '正高级',
    ACADEMICIAN: '院士',
  },
  HOME_STATUS: {
    NOT_REGISTERED: '未入驻',
    REGISTERED: '已入驻',
    VERIFIED: '已实名认证',
    ACTIVE: '活跃',
    DORMANT: '休眠',
    CLOSED: '已注销',
  },
  HOME_CHANNEL: { ONLINE: '线上', PAPER: '线下' },
  EMPLOYER_KIND: {
    ENTERPRISE: '企业',
    UNIVERSITY: '高校',
    RESEARCH_INSTITUTE: '科研院所',
    GOVERNMENT_BODY: '政府部门',
    PARK: '园区',
    OTHER_PARTNER: '其他单位',
  },
  GENDER: { MALE: '男', FEMALE: '女' },
};

async function labelsOf(
  dimension: PeopleDimension,
  codes: readonly string[],
  directory: Directory,
): Promise<Map<string, string>> {
  const names =
    dimension === 'REGION_COUNTY'
      ? await directory.regionNames(codes)
      : new Map(Object.entries(chinese[dimension] ?? {}));
  return names.set('UNKNOWN', '未填写');
}
