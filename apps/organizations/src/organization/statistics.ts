import type { PipelineStage } from 'mongoose';
import { toInt } from '@kexie/kernel';
import { countyDimension, groupStats, prefixDimension, townshipDimension } from '@kexie/service';
import type { OrganizationDimension, OrganizationFilter } from '../generated/graphql.ts';
import type { Store } from '../store.ts';
import { existsOn, plain } from './as-of.ts';
import type { Organization } from './domain.ts';
import { dormantAmong } from '../vitality/statistics.ts';
import { filterOf } from './store.ts';

type Counts = {
  count: number;
  authorizedPosts: number;
  fullTimeStaff: number;
  withPartyOrganization: number;
  withoutFullTimeStaff: number;
  eligibleForLeadingPartyGroup: number;
};

const countIf = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } });

const expressions: Record<OrganizationDimension, unknown> = {
  REGION_COUNTY: countyDimension('$regionCode'),
  REGION_TOWNSHIP: townshipDimension('$regionCode'),
  KIND: '$kind',
  LEVEL: '$level',
  STATUS: '$status',
  FOUNDED_YEAR: prefixDimension('$foundedOn', 4),
  PARTY_KIND: { $ifNull: ['$party.kind', 'NONE'] },
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
  const { statuses, partyKinds, hasFullTimeStaff, ...undated } = filter ?? {};
  const stages: PipelineStage[] = [
    { $match: plain({ $and: [filterOf(undated), existsOn(asOf)] }) },
    { $addFields: stateOn(asOf) },
    { $match: plain(filterOf({ statuses, partyKinds, hasFullTimeStaff })) },
    // an organization of two disciplines counts in both
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
      withPartyOrganization: countIf({ $ne: [{ $ifNull: ['$party', null] }, null] }),
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
      withoutFullTimeStaff = 0,
      eligibleForLeadingPartyGroup = 0,
    }) => ({
      keys,
      count,
      authorizedPosts: toInt(authorizedPosts),
      fullTimeStaff: toInt(fullTimeStaff),
      withPartyOrganization,
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

/**
 * The status, the Party organization and the staff on a day. A suspension outweighs an overdue term. Staff of which no figures were recorded by that day are
 * unknown. Earlier terms are not kept, so an organization counts as ACTIVE before its present term.
 */
function stateOn(day: string): Record<'status' | 'party' | 'staffing', PipelineStage.AddFields['$addFields'][string]> {
  const latest = (values: string, present: string, date: string) => ({
    $last: {
      $filter: {
        input: { $concatArrays: [{ $ifNull: [values, []] }, [present]] },
        as: 'each',
        cond: { $and: [{ $ne: [{ $ifNull: ['$$each', null] }, null] }, { $lte: [{ $ifNull: [date, ''] }, day] }] },
      },
    },
  });
  const isOverdue = {
    $and: [
      { $ne: [{ $ifNull: ['$term', null] }, null] },
      { $lte: ['$term.startedOn', day] },
      { $lt: ['$term.endsOn', day] },
    ],
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
    party: latest('$partyHistory', '$party', '$$each.establishedOn'),
    staffing: latest('$staffingHistory', '$staffing', '$$each.asOf'),
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
