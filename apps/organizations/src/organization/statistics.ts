import type { PipelineStage } from 'mongoose';
import { toInt } from '@kexie/kernel';
import { countyDimension, groupStats, prefixDimension, townshipDimension } from '@kexie/service';
import type { OrganizationDimension, OrganizationFilter } from '../generated/graphql.ts';
import type { Store } from '../store.ts';
import { existsOn, plain } from './as-of.ts';
import { partnerKinds, type Organization } from './domain.ts';
import { dormantAmong } from '../vitality/statistics.ts';
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
    now,
  }: {
    filter?: OrganizationFilter | null | undefined;
    groupBy: readonly OrganizationDimension[];
    asOf: string;
    now: Date;
  },
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
  // `dormant` reads the acts of organizations, so it is counted only when it is selected
  let dormantRows: Promise<Map<string, number>> | undefined;
  const dormant = () =>
    (dormantRows ??= countRows(organizations.model, {
      stages: [...stages, ...dormantAmong(asOf, now, filter ?? {})],
      groupBy,
    }));
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
      dormant: async () => (await dormant()).get(codesOf({ keys })) ?? 0,
    }),
  );
}

/** The number of organizations in each group, by the codes of the group. */
async function countRows(
  model: Store['organizations']['model'],
  { stages, groupBy }: { stages: PipelineStage[]; groupBy: readonly OrganizationDimension[] },
): Promise<Map<string, number>> {
  const rows = await groupStats<OrganizationDimension, { count: number }, Organization>(model, {
    stages,
    groupBy,
    expressions,
    accumulate: { count: { $sum: 1 } },
  });
  return new Map(rows.map(({ keys, count = 0 }) => [codesOf({ keys }), count]));
}

const codesOf = ({ keys }: { keys: readonly { code: string }[] }): string => keys.map(({ code }) => code).join('|');

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
