/** How a cell becomes the value of an input field. */
type Kind =
  | 'text'
  | 'day'
  | 'boolean'
  | 'list'
  | 'codes'
  | 'region'
  | 'organization'
  | 'person'
  | { section: 'organizations' | 'people'; enumeration: string };

/** A column of a register: the input field, the headers under which offices keep it, the first of which names it in messages. */
export type Column = { field: string; headers: readonly [string, ...string[]]; kind: Kind; required?: true };

/**
 * A register that can be imported: the mutation, its columns, and the fields that identify a row without a key. Their texts must
 * never change, because the keys of rows that were imported before are made of them.
 */
export type Register = { mutation: string; input: string; columns: readonly Column[]; identity: readonly string[] };

const key: Column = {
  field: 'key',
  headers: ['编号', '档案编号', '会员编号', '人员编号', '组织编号', '键', 'key'],
  kind: 'text',
};
const region: Column = {
  field: 'regionCode',
  headers: [
    '地区',
    '所在地区',
    '所属地区',
    '所属区域',
    '县区',
    '区县',
    '县市区',
    '所在县区',
    '行政区划',
    '行政区划代码',
    '地区代码',
  ],
  kind: 'region',
  required: true,
};
const subjects: Column = { field: 'subjectCodes', headers: ['学科代码', '学科', '所属学科'], kind: 'codes' };

/** The registers by the name that the command takes. */
export const registers: Readonly<Record<string, Register>> = {
  people: {
    mutation: 'importPersons',
    input: 'ImportPersonsInput',
    identity: ['name', 'regionCode', 'employerId'],
    columns: [
      key,
      { field: 'name', headers: ['姓名', '名字', '科技工作者姓名'], kind: 'text', required: true },
      region,
      { field: 'gender', headers: ['性别'], kind: { section: 'people', enumeration: 'Gender' } },
      {
        field: 'titleLevel',
        headers: ['职称级别', '职称等级'],
        kind: { section: 'people', enumeration: 'TitleLevel' },
      },
      { field: 'titleName', headers: ['职称', '专业技术职称', '技术职称', '专业技术职务'], kind: 'text' },
      { field: 'position', headers: ['职务', '行政职务', '岗位'], kind: 'text' },
      { field: 'degree', headers: ['学位'], kind: 'text' },
      { field: 'employerId', headers: ['工作单位', '单位', '所在单位', '单位名称'], kind: 'organization' },
      subjects,
      { field: 'researchDirections', headers: ['研究方向', '研究领域', '专业方向'], kind: 'list' },
      { field: 'homeStatus', headers: ['入驻状态', '状态'], kind: { section: 'people', enumeration: 'HomeStatus' } },
      { field: 'registeredOn', headers: ['入驻日期', '入驻时间', '注册日期', '登记日期'], kind: 'day' },
      { field: 'channel', headers: ['入驻渠道', '登记方式'], kind: { section: 'people', enumeration: 'EntryChannel' } },
    ],
  },
  organizations: {
    mutation: 'importOrganizations',
    input: 'ImportOrganizationsInput',
    identity: ['kind', 'name', 'regionCode'],
    columns: [
      key,
      {
        field: 'name',
        headers: ['组织名称', '名称', '单位名称', '学会名称', '企业名称'],
        kind: 'text',
        required: true,
      },
      {
        field: 'kind',
        headers: ['组织类型', '类型', '类别'],
        kind: { section: 'organizations', enumeration: 'OrganizationKind' },
        required: true,
      },
      {
        field: 'level',
        headers: ['级别', '层级'],
        kind: { section: 'organizations', enumeration: 'RegionLevel' },
        required: true,
      },
      region,
      { field: 'shortName', headers: ['简称'], kind: 'text' },
      { field: 'aliases', headers: ['别名', '曾用名'], kind: 'list' },
      { field: 'creditCode', headers: ['统一社会信用代码', '社会信用代码', '信用代码'], kind: 'text' },
      { field: 'parentId', headers: ['上级组织', '上级科协', '批准单位'], kind: 'organization' },
      { field: 'hostId', headers: ['依托单位', '挂靠单位'], kind: 'organization' },
      subjects,
      { field: 'industryCodes', headers: ['行业代码', '行业', '所属行业'], kind: 'codes' },
      { field: 'foundedOn', headers: ['成立日期', '成立时间'], kind: 'day' },
      { field: 'eligibleForLeadingPartyGroup', headers: ['具备设立党组条件'], kind: 'boolean' },
    ],
  },
  memberships: {
    mutation: 'importMemberships',
    input: 'ImportMembershipsInput',
    identity: ['personId', 'organizationId'],
    columns: [
      key,
      { field: 'personId', headers: ['姓名', '会员姓名', '人员', '人员标识'], kind: 'person', required: true },
      {
        field: 'organizationId',
        headers: ['组织名称', '学会名称', '学会', '组织', '所在组织'],
        kind: 'organization',
        required: true,
      },
      {
        field: 'role',
        headers: ['会内职务', '职务', '会员类别'],
        kind: { section: 'people', enumeration: 'MemberRole' },
      },
      { field: 'joinedOn', headers: ['入会日期', '入会时间', '加入日期'], kind: 'day', required: true },
    ],
  },
};
