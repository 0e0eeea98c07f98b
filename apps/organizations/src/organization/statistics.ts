import mongoose, { type PipelineStage } from 'mongoose';
import { codeRange, DomainError, toInt } from '@kexie/kernel';
import { countyDimension, groupStats, prefixDimension, statistics, townshipDimension } from '@kexie/service';
import type { OrganizationDimension, OrganizationFilter, OrganizationKind } from '../generated/graphql.ts';
import type { Region, RegionLevel } from '../region/store.ts';
import type { Store } from '../store.ts';
import { inUse, partnerKinds, unitKinds, type Organization } from './domain.ts';
import { filterOf } from './store.ts';

type Counts = {
  count: number;
  authorizedPosts: number;
  fullTimeStaff: number;
  withPartyOrganization: number;
  withPartyInstructor: number;
  withoutPartyOrganization: number;
  withoutLeadingPartyGroup: number;
  withoutFullTimeStaff: number;
  eligibleForLeadingPartyGroup: number;
};

const countIf = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } });

const isAssociation = { $not: [{ $in: ['$kind', partnerKinds] }] };
const hasNoParty = { $in: ['NONE', '$partyKinds'] };

const expressions: Record<OrganizationDimension, unknown> = {
  REGION_COUNTY: countyDimension('$regionCode'),
  REGION_TOWNSHIP: townshipDimension('$regionCode'),
  KIND: '$kind',
  LEVEL: '$level',
  STATUS: '$status',
  FOUNDED_YEAR: prefixDimension('$foundedOn', 4),
  PARTY_KIND: '$partyKind',
  SUBJECT: prefixDimension('$subject', 3),
  INDUSTRY: prefixDimension('$industry', 1),
};

/** Counts the organizations that exist on a day, by up to three dimensions. */
export async function organizationStats(
  { organizations, regions }: Store,
  {
    filter,
    groupBy,
    asOf,
  }: { filter?: OrganizationFilter | null | undefined; groupBy: readonly OrganizationDimension[]; asOf: string },
) {
  const { statuses, partyKinds, partyGap, hasFullTimeStaff, ...undated } = filter ?? {};
  const stages: PipelineStage[] = [
    { $match: plain({ $and: [filterOf(undated), existsOn(asOf)] }) },
    { $addFields: recordsOn(asOf) },
    { $addFields: stateOn(asOf) },
    { $addFields: { partyKinds: { $cond: [{ $eq: ['$partyKinds', []] }, ['NONE'], '$partyKinds'] } } },
    { $match: plain(filterOf({ statuses, partyKinds, partyGap, hasFullTimeStaff })) },
    // an organization of two disciplines counts in both, and so does one with two Party organizations
    ...(groupBy.includes('PARTY_KIND')
      ? [{ $addFields: { partyKind: '$partyKinds' } }, { $unwind: '$partyKind' }]
      : []),
    ...(groupBy.includes('SUBJECT')
      ? [
          { $addFields: { subject: '$subjectCodes' } },
          { $unwind: { path: '$subject', preserveNullAndEmptyArrays: true } },
        ]
      : []),
    ...(groupBy.includes('INDUSTRY')
      ? [
          { $addFields: { industry: '$industryCodes' } },
          { $unwind: { path: '$industry', preserveNullAndEmptyArrays: true } },
        ]
      : []),
  ];
  const rows = await groupStats<OrganizationDimension, Counts, Organization>(organizations.model, {
    stages,
    groupBy,
    expressions,
    accumulate: {
      count: { $sum: 1 },
      authorizedPosts: { $sum: '$staffing.authorizedPosts' },
      fullTimeStaff: { $sum: '$staffing.fullTimeStaff' },
      withPartyOrganization: countIf({ $not: [hasNoParty] }),
      withPartyInstructor: countIf({ $ne: [{ $ifNull: ['$partyInstructorId', null] }, null] }),
      withoutPartyOrganization: countIf({ $and: [isAssociation, hasNoParty] }),
      withoutLeadingPartyGroup: countIf({
        $and: [
          { $eq: ['$kind', 'TERRITORIAL_ASSOCIATION'] },
          '$eligibleForLeadingPartyGroup',
          { $not: [{ $in: ['LEADING_PARTY_GROUP', '$partyKinds'] }] },
        ],
      }),
      withoutFullTimeStaff: countIf({ $eq: [{ $ifNull: ['$staffing.fullTimeStaff', null] }, 0] }),
      eligibleForLeadingPartyGroup: countIf('$eligibleForLeadingPartyGroup'),
    },
    labels: async (dimension, codes) =>
      dimension.startsWith('REGION_')
        ? new Map((await regions.byCodes(codes)).map(({ _id, name }) => [_id, name]))
        : labels,
  });
  return rows.map(
    ({
      keys,
      count = 0,
      authorizedPosts = 0,
      fullTimeStaff = 0,
      withPartyOrganization = 0,
      withPartyInstructor = 0,
      withoutPartyOrganization = 0,
      withoutLeadingPartyGroup = 0,
      withoutFullTimeStaff = 0,
      eligibleForLeadingPartyGroup = 0,
    }) => ({
      keys,
      count,
      authorizedPosts: toInt(authorizedPosts),
      fullTimeStaff: toInt(fullTimeStaff),
      withPartyOrganization,
      withPartyInstructor,
      withoutPartyOrganization,
      withoutLeadingPartyGroup,
      withoutFullTimeStaff,
      eligibleForLeadingPartyGroup,
    }),
  );
}

/** The latest term that had started by a day, and the latest staff of which figures were recorded by then. */
function recordsOn(day: string) {
  const latest = (values: string, present: string, date: string) => ({
    $last: {
      $filter: {
        input: { $concatArrays: [{ $ifNull: [values, []] }, [present]] },
        as: 'each',
        cond: { $and: [{ $ne: [{ $ifNull: ['$$each', null] }, null] }, { $lte: [{ $ifNull: [date, ''] }, day] }] },
      },
    },
  });
  return {
    termThen: latest('$termHistory', '$term', '$$each.startedOn'),
    staffing: latest('$staffingHistory', '$staffing', '$$each.asOf'),
  };
}

/**
 * The status, the Party organizations and the instructor on a day. A suspension outweighs an overdue term. Before the first
 * term that is recorded an organization counts as ACTIVE.
 */
function stateOn(
  day: string,
): Record<'status' | 'partyKinds' | 'partyInstructorId', PipelineStage.AddFields['$addFields'][string]> {
  const ofDay = (periods: string, value: string, { from, until }: { from: string; until: string }) => ({
    $map: {
      input: {
        $filter: {
          input: { $ifNull: [periods, []] },
          as: 'each',
          cond: {
            $and: [
              { $lte: [{ $ifNull: [from, ''] }, day] },
              { $or: [{ $eq: [{ $ifNull: [until, null] }, null] }, { $gt: [until, day] }] },
            ],
          },
        },
      },
      as: 'each',
      in: value,
    },
  });
  const isOverdue = {
    $and: [{ $ne: [{ $ifNull: ['$termThen', null] }, null] }, { $lt: ['$termThen.endsOn', day] }],
  };
  const isSuspended = {
    $anyElementTrue: {
      $map: {
        input: { $ifNull: ['$suspensions', []] },
        as: 'each',
        in: {
          $and: [
            { $lte: ['$$each.from', day] },
            { $or: [{ $eq: [{ $ifNull: ['$$each.to', null] }, null] }, { $gt: ['$$each.to', day] }] },
          ],
        },
      },
    },
  };
  return {
    status: { $cond: [isSuspended, 'SUSPENDED', { $cond: [isOverdue, 'TERM_OVERDUE', 'ACTIVE'] }] },
    partyKinds: ofDay('$parties', '$$each.kind', { from: '$$each.establishedOn', until: '$$each.endedOn' }),
    partyInstructorId: {
      $last: ofDay('$partyInstructions', '$$each.personId', { from: '$$each.from', until: '$$each.until' }),
    },
  };
}

/**
 * The condition that an organization exists on a day. An organization without any stated day counts until it is dissolved.
 */
function existsOn(day: string): object {
  return {
    $and: [
      { status: mongoose.trusted({ $in: [...inUse, 'DISSOLVED', 'MERGED'] }) },
      {
        $or: [
          { foundedOn: mongoose.trusted({ $ne: null, $lte: day }) },
          { foundedOn: null, knownFrom: mongoose.trusted({ $ne: null, $lte: day }) },
          { foundedOn: null, knownFrom: null },
        ],
      },
      { $or: [{ dissolvedOn: null }, { dissolvedOn: mongoose.trusted({ $gt: day }) }] },
    ],
  };
}

/** The condition that no suspension lasts on a day. */
function notSuspendedOn(day: string): object {
  const lasts = { from: { $lte: day }, $or: [{ to: null }, { to: { $gt: day } }] };
  return { suspensions: mongoose.trusted({ $not: { $elemMatch: lasts } }) };
}

/** Removes the marks of `mongoose.trusted`, which only queries understand and aggregations do not. */
function plain<T>(filter: T): T {
  return JSON.parse(JSON.stringify(filter)) as T;
}

export type Coverage = { region: Region; units: number; covered: number; ratio: string | null; missing: Region[] };

/**
 * Lists which units of a region have an association of a kind that is not suspended: one row for each region of a level. @throws
 * VALIDATION_FAILED, NOT_FOUND.
 */
export async function coverage(
  { organizations, regions }: Store,
  { region, kind, groupBy, asOf }: { region: string; kind: OrganizationKind; groupBy?: RegionLevel; asOf: string },
): Promise<Coverage[]> {
  const kinds = unitKinds[kind];
  if (!kinds)
    throw new DomainError('VALIDATION_FAILED', `Coverage is defined for ${Object.keys(unitKinds).join(', ')}.`, [
      'kind',
    ]);
  const whole = await regions.require(region);
  const units = await regions.within(region, { kinds }, asOf);
  const { from, to } = codeRange(region);
  const covering = await statistics.run((maxTimeMS) =>
    organizations.model
      .find(
        {
          $and: [{ kind, regionCode: mongoose.trusted({ $gte: from, $lt: to }) }, existsOn(asOf), notSuspendedOn(asOf)],
        } as never,
        {
          regionCode: 1,
        },
      )
      .limit(units.length + 10_000)
      .maxTimeMS(maxTimeMS)
      .lean<Organization[]>()
      .exec(),
  );
  const covered = new Set(covering.map(({ regionCode }) => regionCode));
  const groups =
    groupBy && groupBy !== whole.level
      ? await regions.within(
          region,
          groupBy === 'COUNTY' ? { kinds: unitKinds.TERRITORIAL_ASSOCIATION ?? [] } : { level: groupBy },
          asOf,
        )
      : [whole];
  return groups.map((group) => {
    const range = codeRange(group._id);
    const own = units.filter(({ _id }) => _id >= range.from && _id < range.to);
    const missing = own.filter(({ _id }) => !covered.has(_id));
    return {
      region: group,
      units: own.length,
      covered: own.length - missing.length,
      ratio: own.length === 0 ? null : ratio(own.length - missing.length, own.length),
      missing,
    };
  });
}

/** Four decimals at most, without trailing zeros: 1, 0.5, 0.6667. */
function ratio(part: number, whole: number): string {
  return String(Math.round((part / whole) * 10_000) / 10_000);
}

/** The Chinese names of the codes in rows of statistics. A code without a name is its own label. */
const labels: ReadonlyMap<string, string> = new Map(
  Object.entries({
    TERRITORIAL_ASSOCIATION: '地方科协',
    TOWNSHIP_ASSOCIATION: '乡镇(街道)科协',
    COMMUNITY_ASSOCIATION: '社区科协',
    VILLAGE_ASSOCIATION: '村科协',
    SOCIETY: '学会',
    ENTERPRISE_ASSOCIATION: '企业科协',
    PARK_ASSOCIATION: '园区科协',
    UNIVERSITY_ASSOCIATION: '高校科协',
    SCHOOL_ASSOCIATION: '学校科协',
    RURAL_TECH_ASSOCIATION: '农技协',
    RURAL_TECH_FEDERATION: '农技协联合会',
    ENTERPRISE: '企业',
    UNIVERSITY: '高校',
    RESEARCH_INSTITUTE: '科研院所',
    GOVERNMENT_BODY: '机关',
    PARK: '园区',
    OTHER_PARTNER: '其他合作单位',
    COUNTRY: '全国',
    PROVINCE: '省级',
    PREFECTURE: '地级',
    COUNTY: '县级',
    TOWNSHIP: '乡级',
    VILLAGE: '村级',
    ZONE: '开发区',
    ACTIVE: '已备案',
    TERM_OVERDUE: '换届逾期',
    SUSPENDED: '已暂停',
    DISSOLVED: '已撤销',
    MERGED: '已合并',
    LEADING_PARTY_GROUP: '党组',
    PARTY_COMMITTEE: '党委',
    GENERAL_BRANCH: '党总支',
    BRANCH: '党支部',
    JOINT_BRANCH: '联合党支部',
    FUNCTIONAL_GROUP: '功能型党组织',
    NONE: '无',
    UNKNOWN: '未注明',
  }),
);
