// Written by "npm run codegen" from schema.graphql; never edited.

import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AnnualReportKey, RequestContext } from '@kexie/service';
import type { Campaign as CampaignRecord } from '../campaign/domain.ts';
import type { Channel as ChannelRecord } from '../channel/domain.ts';
import type { OutputRecord as Output } from '../output/domain.ts';
import type { Material } from '../material/domain.ts';
import type { Participation as ParticipationRecord } from '../participation/domain.ts';
import type { Facility as FacilityRecord } from '../facility/domain.ts';
import type { Activity as ActivityRecord } from '../activity/domain.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: Exclude<T[P], undefined> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A civil day (YYYY-MM-DD) in Asia/Shanghai. */
  Date: { input: string; output: string; }
  /** An instant in UTC (ISO 8601). */
  DateTime: { input: Date; output: Date | string; }
  /** A decimal number as a string, which is not rounded and may exceed the limits of Int: "108034000000". */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** An activity (科普学术活动), or a series of activities of which the source states only the number: see `sessions`. */
export type Activity = {
  __typename?: 'Activity';
  /** persons on site; null before the report, or when the number is not stated */
  attendance?: Maybe<Scalars['Int']['output']>;
  campaign?: Maybe<Campaign>;
  endsAt?: Maybe<Scalars['DateTime']['output']>;
  facility?: Maybe<Facility>;
  id: Scalars['ID']['output'];
  kind: ActivityKind;
  onlineAttendance?: Maybe<Scalars['Int']['output']>;
  organizer?: Maybe<Organization>;
  /** null when the day is stated */
  period?: Maybe<Period>;
  region?: Maybe<Region>;
  /** the number of activities: 1 EXACT for one activity; 560多场次 is 560 OVER */
  sessions: Measure;
  speakers: Array<Maybe<Person>>;
  /** null when the source does not state the day; see `period` */
  startsAt?: Maybe<Scalars['DateTime']['output']>;
  status: ActivityStatus;
  summary?: Maybe<Scalars['String']['output']>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  title: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

export type ActivityConnection = {
  __typename?: 'ActivityConnection';
  edges: Array<ActivityEdge>;
  pageInfo: PageInfo;
  /** the number of records; a series is one record */
  totalCount: Scalars['Int']['output'];
};

export type ActivityEdge = {
  __typename?: 'ActivityEdge';
  cursor: Scalars['String']['output'];
  node: Activity;
};

/** `from` and `to` select activities that lie wholly between these days. Without one of them, that side is open. */
export type ActivityFilter = {
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  from?: InputMaybe<Scalars['Date']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  kinds?: InputMaybe<Array<ActivityKind>>;
  organizerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<ActivityStatus>>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

export type ActivityKind =
  /** 学术交流 */
  | 'ACADEMIC_EXCHANGE'
  /** 咨询 */
  | 'CONSULTATION'
  /** 竞赛 */
  | 'CONTEST'
  /** 展览 */
  | 'EXHIBITION'
  /** 讲座 */
  | 'LECTURE'
  /** 开放日 */
  | 'OPEN_DAY'
  | 'OTHER'
  /** 科普活动 */
  | 'SCIENCE_POPULARIZATION';

export type ActivityPayload = {
  __typename?: 'ActivityPayload';
  activity?: Maybe<Activity>;
  userErrors: Array<UserError>;
};

/** Needs either `startsAt` or `period`. */
export type ActivityRow = {
  attendance?: InputMaybe<Scalars['Int']['input']>;
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  facilityId?: InputMaybe<Scalars['ID']['input']>;
  key: Scalars['String']['input'];
  kind: ActivityKind;
  onlineAttendance?: InputMaybe<Scalars['Int']['input']>;
  organizerId: Scalars['ID']['input'];
  period?: InputMaybe<PeriodInput>;
  regionCode: Scalars['ID']['input'];
  sessions?: InputMaybe<Scalars['Decimal']['input']>;
  sessionsQualifier?: InputMaybe<Qualifier>;
  speakerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  status: ActivityStatus;
  summary?: InputMaybe<Scalars['String']['input']>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  title: Scalars['String']['input'];
};

export type ActivityStatRow = {
  __typename?: 'ActivityStatRow';
  activities: Measure;
  /** persons on site */
  attendance: Measure;
  keys: Array<StatKey>;
  onlineAttendance: Measure;
};

export type ActivityStatus =
  | 'CANCELLED'
  /** took place, but is not reported yet */
  | 'HELD'
  | 'REPORTED'
  | 'SCHEDULED'
  /** staff verified the report */
  | 'VERIFIED';

export type AnnualReport = {
  __typename?: 'AnnualReport';
  /** Science popularization in the year, for the region and the regions below it. */
  outreach?: Maybe<OutreachSection>;
  regionCode?: Maybe<Scalars['ID']['output']>;
  year?: Maybe<Scalars['Int']['output']>;
};

/** A campaign (专项活动): outputs, materials, participants and activities under one theme. */
export type Campaign = {
  __typename?: 'Campaign';
  /** Channels with output for the campaign, at most 500, by name. `channels(filter: {campaignId})` returns all of them in pages. */
  channels: Array<Channel>;
  /** null while the end is not known */
  endsOn?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  leadOrganization?: Maybe<Organization>;
  /** By MATERIAL_KIND. There is no total of different kinds. */
  materialTotals: Array<MaterialStatRow>;
  /** `channelStats` of this campaign. */
  outputTotals: Array<OutputStatRow>;
  /** the campaign of which this campaign is a part */
  parent?: Maybe<Campaign>;
  /** By PARTICIPANT_KIND. */
  participantTotals: Array<ParticipationStatRow>;
  participations: ParticipationConnection;
  region?: Maybe<Region>;
  /** The reported figures of the campaign's region with these codes, e.g. OUT.COVID.PUSH. */
  reported: Array<ReportedFigure>;
  /** a readable name for URLs: 3 to 60 characters, which are a-z, 0-9 or - */
  slug: Scalars['String']['output'];
  startsOn: Scalars['Date']['output'];
  status: CampaignStatus;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  theme: CampaignTheme;
  title: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};


/** A campaign (专项活动): outputs, materials, participants and activities under one theme. */
export type CampaignChannelsArgs = {
  kinds?: InputMaybe<Array<ChannelKind>>;
};


/** A campaign (专项活动): outputs, materials, participants and activities under one theme. */
export type CampaignOutputTotalsArgs = {
  groupBy: Array<OutreachDimension>;
};


/** A campaign (专项活动): outputs, materials, participants and activities under one theme. */
export type CampaignParticipationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<Array<ParticipantKind>>;
};


/** A campaign (专项活动): outputs, materials, participants and activities under one theme. */
export type CampaignReportedArgs = {
  codes: Array<Scalars['String']['input']>;
};

export type CampaignConnection = {
  __typename?: 'CampaignConnection';
  edges: Array<CampaignEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type CampaignEdge = {
  __typename?: 'CampaignEdge';
  cursor: Scalars['String']['output'];
  node: Campaign;
};

export type CampaignFilter = {
  /** these regions and the regions below them */
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<CampaignStatus>>;
  themes?: InputMaybe<Array<CampaignTheme>>;
  /** campaigns that run on at least one day of this year */
  year?: InputMaybe<Scalars['Int']['input']>;
};

export type CampaignPayload = {
  __typename?: 'CampaignPayload';
  campaign?: Maybe<Campaign>;
  userErrors: Array<UserError>;
};

/** `key` is the client's own stable key of the row, here and in all other imports: a later import with the same key changes the same record. */
export type CampaignRow = {
  endsOn?: InputMaybe<Scalars['Date']['input']>;
  key: Scalars['String']['input'];
  leadOrganizationId: Scalars['ID']['input'];
  parentId?: InputMaybe<Scalars['ID']['input']>;
  regionCode: Scalars['ID']['input'];
  slug: Scalars['String']['input'];
  startsOn: Scalars['Date']['input'];
  status: CampaignStatus;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  theme: CampaignTheme;
  title: Scalars['String']['input'];
};

export type CampaignStatus =
  | 'ACTIVE'
  | 'CANCELLED'
  /** has ended; outputs may be logged for another 60 days */
  | 'CLOSED'
  | 'PLANNED'
  /** the figures of the campaign were reported; only staff may correct them */
  | 'REPORTED';

export type CampaignTheme =
  /** 突发事件 */
  | 'EMERGENCY'
  /** 健康 */
  | 'HEALTH'
  | 'OTHER'
  /** 疫情 */
  | 'PANDEMIC'
  /** 乡村振兴 */
  | 'RURAL_REVITALIZATION'
  /** 全国科普日 */
  | 'SCIENCE_DAY'
  /** 科技活动周 */
  | 'SCIENCE_WEEK'
  /** 全国科技工作者日 (30 May) */
  | 'WORKERS_DAY'
  /** 青少年 */
  | 'YOUTH';

/** A channel of popularization (传播渠道). One record may stand for a set of devices; `unitCount` and `unitQualifier` give their number. */
export type Channel = {
  __typename?: 'Channel';
  /** the facility of an e-station, which can be both a channel and a facility */
  facility?: Maybe<Facility>;
  id: Scalars['ID']['output'];
  installedOn?: Maybe<Scalars['Date']['output']>;
  kind: ChannelKind;
  /** the time at which the last output was logged */
  lastOutputAt?: Maybe<Scalars['DateTime']['output']>;
  /** the location in words */
  location?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  operator?: Maybe<Organization>;
  /** Output records whose period lies wholly in the range, the latest period first, at most 200. Corrected records are included. */
  outputs: Array<OutputRecord>;
  region?: Maybe<Region>;
  status: ChannelStatus;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  /** the number of devices for which the record stands, at least 1 */
  unitCount: Scalars['Int']['output'];
  /** the qualifier of `unitCount`: 30多个 is 30 OVER */
  unitQualifier: Qualifier;
  version: Scalars['Int']['output'];
};


/** A channel of popularization (传播渠道). One record may stand for a set of devices; `unitCount` and `unitQualifier` give their number. */
export type ChannelOutputsArgs = {
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  from?: InputMaybe<Scalars['Date']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

export type ChannelConnection = {
  __typename?: 'ChannelConnection';
  edges: Array<ChannelEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ChannelEdge = {
  __typename?: 'ChannelEdge';
  cursor: Scalars['String']['output'];
  node: Channel;
};

export type ChannelFilter = {
  /** channels with output for this campaign */
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  kinds?: InputMaybe<Array<ChannelKind>>;
  operatorIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<ChannelStatus>>;
};

export type ChannelKind =
  /** 客户端 */
  | 'APP'
  /** 宣传栏 */
  | 'BULLETIN_BOARD'
  /** 科普e站 */
  | 'E_STATION'
  /** LED大屏 */
  | 'LED_SCREEN'
  /** QQ群 */
  | 'QQ_GROUP'
  /** 广播 */
  | 'RADIO'
  /** 电视 */
  | 'TV'
  /** 气象大喇叭 */
  | 'WEATHER_LOUDSPEAKER'
  /** 网站 */
  | 'WEBSITE'
  /** 微信群 */
  | 'WECHAT_GROUP'
  /** 微信公众号 */
  | 'WECHAT_OFFICIAL_ACCOUNT';

export type ChannelPayload = {
  __typename?: 'ChannelPayload';
  channel?: Maybe<Channel>;
  userErrors: Array<UserError>;
};

export type ChannelRow = {
  facilityId?: InputMaybe<Scalars['ID']['input']>;
  installedOn?: InputMaybe<Scalars['Date']['input']>;
  key: Scalars['String']['input'];
  kind: ChannelKind;
  location?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  operatorId: Scalars['ID']['input'];
  regionCode: Scalars['ID']['input'];
  status?: InputMaybe<ChannelStatus>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  unitCount?: InputMaybe<Scalars['Int']['input']>;
  unitQualifier?: InputMaybe<Qualifier>;
};

export type ChannelSort = {
  direction?: SortDirection;
  field: ChannelSortField;
};

export type ChannelSortField =
  | 'INSTALLED_ON'
  | 'KIND'
  /** in the order of pinyin */
  | 'NAME'
  | 'REGION'
  | 'UNIT_COUNT';

export type ChannelStatus =
  | 'ACTIVE'
  | 'MAINTENANCE'
  | 'REGISTERED'
  | 'RETIRED';

export type CorrectOutputInput = {
  clientMutationId: Scalars['String']['input'];
  /** the wrong record; if it was corrected before, the id of its correction */
  originalId: Scalars['ID']['input'];
  /** default: as in the original */
  periodFrom?: InputMaybe<Scalars['Date']['input']>;
  periodTo?: InputMaybe<Scalars['Date']['input']>;
  qualifier?: Qualifier;
  reason: Scalars['String']['input'];
  value: Scalars['Decimal']['input'];
};

export type CreateCampaignInput = {
  clientMutationId: Scalars['String']['input'];
  endsOn?: InputMaybe<Scalars['Date']['input']>;
  /** an active organization */
  leadOrganizationId: Scalars['ID']['input'];
  parentId?: InputMaybe<Scalars['ID']['input']>;
  regionCode: Scalars['ID']['input'];
  slug: Scalars['String']['input'];
  startsOn: Scalars['Date']['input'];
  theme: CampaignTheme;
  title: Scalars['String']['input'];
};

export type DistributeMaterialInput = {
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  clientMutationId: Scalars['String']['input'];
  distributedOn: Scalars['Date']['input'];
  kind: MaterialKind;
  organizationId: Scalars['ID']['input'];
  qualifier?: Qualifier;
  /** more than 0 */
  value: Scalars['Decimal']['input'];
};

/** An enumeration of the schema with the labels of its values, so that a client needs no list of its own. */
export type Enumeration = {
  __typename?: 'Enumeration';
  /** the name of the type, for example OrganizationKind */
  name: Scalars['String']['output'];
  values: Array<EnumerationValue>;
};

/** A value of an enumeration. */
export type EnumerationValue = {
  __typename?: 'EnumerationValue';
  code: Scalars['String']['output'];
  /** The label in this language, by default that of the header accept-language. */
  label: Scalars['String']['output'];
};


/** A value of an enumeration. */
export type EnumerationValueLabelArgs = {
  lang?: InputMaybe<Language>;
};

export type Enumerations = {
  __typename?: 'Enumerations';
  /** The enumerations of this service, and those that all services share; only these, if `names` is given. */
  outreach?: Maybe<Array<Enumeration>>;
};


export type EnumerationsOutreachArgs = {
  names?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** A place of popularization (科普场所). */
export type Facility = {
  __typename?: 'Facility';
  active: Scalars['Boolean']['output'];
  designatedOn?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  kind: FacilityKind;
  /** null when the facility is not designated (命名), or when the level is not stated */
  level?: Maybe<FacilityLevel>;
  name: Scalars['String']['output'];
  operator?: Maybe<Organization>;
  region?: Maybe<Region>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  themes: Array<Scalars['String']['output']>;
  version: Scalars['Int']['output'];
};

export type FacilityConnection = {
  __typename?: 'FacilityConnection';
  edges: Array<FacilityEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type FacilityEdge = {
  __typename?: 'FacilityEdge';
  cursor: Scalars['String']['output'];
  node: Facility;
};

export type FacilityFilter = {
  active?: InputMaybe<Scalars['Boolean']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  kinds?: InputMaybe<Array<FacilityKind>>;
  levels?: InputMaybe<Array<FacilityLevel>>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
};

export type FacilityKind =
  /** 社区科普室 */
  | 'COMMUNITY_SCIENCE_ROOM'
  /** 科普e站 */
  | 'E_STATION'
  /** 科普教育基地; not a demonstration base (科普示范基地), which is a rural facility */
  | 'SCIENCE_EDUCATION_BASE'
  /** 科技馆 */
  | 'SCIENCE_MUSEUM'
  /** 科普学校(科技特色学校) */
  | 'SCIENCE_SCHOOL';

export type FacilityLevel =
  /** 自治区级 */
  | 'AUTONOMOUS_REGION'
  /** 市级 */
  | 'CITY'
  /** 县级 */
  | 'COUNTY'
  /** 国家级 */
  | 'NATIONAL';

export type FacilityPayload = {
  __typename?: 'FacilityPayload';
  facility?: Maybe<Facility>;
  userErrors: Array<UserError>;
};

export type FacilityRow = {
  active?: InputMaybe<Scalars['Boolean']['input']>;
  designatedOn?: InputMaybe<Scalars['Date']['input']>;
  key: Scalars['String']['input'];
  kind: FacilityKind;
  level?: InputMaybe<FacilityLevel>;
  name: Scalars['String']['input'];
  operatorId: Scalars['ID']['input'];
  regionCode: Scalars['ID']['input'];
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  themes?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** The source of a figure. */
export type FigureSource =
  /** computed from records */
  | 'COMPUTED'
  /** a public source outside the association */
  | 'EXTERNAL'
  /** reported by staff */
  | 'REPORTED'
  /** the first data set: the article on the reform of the city of Wuzhou */
  | 'SEED';

export type ImportActivitiesInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<ActivityRow>;
};

export type ImportCampaignsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<CampaignRow>;
};

export type ImportChannelsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<ChannelRow>;
};

export type ImportFacilitiesInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<FacilityRow>;
};

/** Figures to import: at most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
export type ImportFiguresInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<ReportedFigureRow>;
};

export type ImportMaterialsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<MaterialRow>;
};

export type ImportOutputsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<OutputRow>;
};

export type ImportParticipationsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<ParticipationRow>;
};

/** The result of an import. */
export type ImportPayload = {
  __typename?: 'ImportPayload';
  report?: Maybe<ImportReport>;
  userErrors: Array<UserError>;
};

/** The changes that an import made or, as a dry run, would make. */
export type ImportReport = {
  __typename?: 'ImportReport';
  created: Scalars['Int']['output'];
  dryRun: Scalars['Boolean']['output'];
  rejected: Scalars['Int']['output'];
  rows: Array<ImportedRow>;
  unchanged: Scalars['Int']['output'];
  updated: Scalars['Int']['output'];
};

/** The result of one row of an import. The results are in the order of the rows. */
export type ImportedRow = {
  __typename?: 'ImportedRow';
  errors: Array<UserError>;
  /** the id of the new or existing record; null for a rejected row */
  id?: Maybe<Scalars['ID']['output']>;
  outcome: RowOutcome;
  /** counted from 0 */
  row: Scalars['Int']['output'];
};

/** Needs exactly one of `organizationId` and `facilityId`. */
export type JoinCampaignInput = {
  campaignId: Scalars['ID']['input'];
  clientMutationId: Scalars['String']['input'];
  facilityId?: InputMaybe<Scalars['ID']['input']>;
  organizationId?: InputMaybe<Scalars['ID']['input']>;
  role?: InputMaybe<Scalars['String']['input']>;
};

/** A language of labels. */
export type Language =
  /** English */
  | 'EN'
  /** Chinese */
  | 'ZH';

export type LogOutputInput = {
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  channelId: Scalars['ID']['input'];
  clientMutationId: Scalars['String']['input'];
  metric: OutputMetric;
  periodFrom: Scalars['Date']['input'];
  periodTo: Scalars['Date']['input'];
  qualifier?: Qualifier;
  /** more than 0 */
  value: Scalars['Decimal']['input'];
};

/** Material handed out, posted or made (资料发放). */
export type MaterialDistribution = {
  __typename?: 'MaterialDistribution';
  campaign?: Maybe<Campaign>;
  /** null when the source does not state the day; see `period` */
  distributedOn?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  kind: MaterialKind;
  measure: Measure;
  organization?: Maybe<Organization>;
  /** null when the day is stated */
  period?: Maybe<Period>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
};

/** `from` and `to` select distributions whose day or period lies wholly between these days. */
export type MaterialFilter = {
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  from?: InputMaybe<Scalars['Date']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  kinds?: InputMaybe<Array<MaterialKind>>;
  organizationIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** regions of the organizations */
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

export type MaterialKind =
  /** 图书, 册 (COPY) */
  | 'BOOK'
  /** 光盘, 张 (COPY) */
  | 'DISC'
  /** 板报, 面/幅 (SHEET) */
  | 'DISPLAY_BOARD'
  /** 资料, 份 (COPY) */
  | 'LEAFLET'
  /** 其他, 个 (COUNT) */
  | 'OTHER'
  /** 标语, 条/张 (SHEET) */
  | 'POSTER_SLOGAN';

export type MaterialPayload = {
  __typename?: 'MaterialPayload';
  material?: Maybe<MaterialDistribution>;
  userErrors: Array<UserError>;
};

/** Needs either `distributedOn` or `period`. */
export type MaterialRow = {
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  distributedOn?: InputMaybe<Scalars['Date']['input']>;
  key: Scalars['String']['input'];
  kind: MaterialKind;
  organizationId: Scalars['ID']['input'];
  period?: InputMaybe<PeriodInput>;
  qualifier?: InputMaybe<Qualifier>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  value: Scalars['Decimal']['input'];
};

export type MaterialStatRow = {
  __typename?: 'MaterialStatRow';
  keys: Array<StatKey>;
  measure: Measure;
};

/** A number as it is stated: 近20,000人 is 20000 PERSON NEARLY. A figure that is not stated has the value null, never 0. */
export type Measure = {
  __typename?: 'Measure';
  qualifier: Qualifier;
  unit: Unit;
  value?: Maybe<Scalars['Decimal']['output']>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Adds a record that replaces a wrong one. The original stays visible but counts in no sum. By the channel's operator, or staff of its region; after the campaign is REPORTED, only by staff. */
  correctOutput?: Maybe<OutputPayload>;
  /** Plans a campaign. By staff of its region. */
  createCampaign?: Maybe<CampaignPayload>;
  /** Records leaflets, slogans, boards … that an organization handed out or put up (发放资料). By this organization, or staff of its region. */
  distributeMaterial?: Maybe<MaterialPayload>;
  /** Imports activities by key, also series of activities whose days are not stated. */
  importActivities?: Maybe<ImportPayload>;
  /** Imports campaigns by key. Each row needs staff of its region. At most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
  importCampaigns?: Maybe<ImportPayload>;
  /** Imports channels by key. Kind, operator and region of a channel never change. */
  importChannels?: Maybe<ImportPayload>;
  /** Imports facilities by key. */
  importFacilities?: Maybe<ImportPayload>;
  /** Imports distributions of materials by key. */
  importMaterials?: Maybe<ImportPayload>;
  /** Imports outputs by key, also those of campaigns that are over. An import never changes an existing record: use `correctOutput`. */
  importOutputs?: Maybe<ImportPayload>;
  /** Imports reported figures (上报数据). */
  importOutreachFigures?: Maybe<ImportPayload>;
  /** Imports participations by key, also totals of participants without names. */
  importParticipations?: Maybe<ImportPayload>;
  /** Adds an organization or a facility to a campaign that is PLANNED or ACTIVE. By the organization, the facility's operator, or staff of the participant's region. */
  joinCampaign?: Maybe<ParticipationPayload>;
  /** Logs the output of a channel (记录传播量). By its operator, or staff of its region. */
  logOutput?: Maybe<OutputPayload>;
  /** Registers a channel, which is ACTIVE at once. By its operator, within the operator's own region, or by staff of the channel's region. */
  registerChannel?: Maybe<ChannelPayload>;
  /** Registers a facility. By staff of its region. */
  registerFacility?: Maybe<FacilityPayload>;
  /** Reports an activity that has begun. By its organizer, or staff of its region. */
  reportActivity?: Maybe<ActivityPayload>;
  /** Takes a channel out of service for good. By its operator, or staff of its region. */
  retireChannel?: Maybe<ChannelPayload>;
  /** Schedules an activity. By its organizer, or staff of its region. */
  scheduleActivity?: Maybe<ActivityPayload>;
  /** Changes the status of a campaign: PLANNED → ACTIVE → CLOSED → REPORTED, or CANCELLED from PLANNED or ACTIVE. CLOSED sets `endsOn` to today if it is null or later. By staff of its region. */
  transitionCampaign?: Maybe<CampaignPayload>;
  /** Verifies the report of an activity. By staff of its region, but not by the author of the report. */
  verifyActivity?: Maybe<ActivityPayload>;
};


export type MutationCorrectOutputArgs = {
  input: CorrectOutputInput;
};


export type MutationCreateCampaignArgs = {
  input: CreateCampaignInput;
};


export type MutationDistributeMaterialArgs = {
  input: DistributeMaterialInput;
};


export type MutationImportActivitiesArgs = {
  input: ImportActivitiesInput;
};


export type MutationImportCampaignsArgs = {
  input: ImportCampaignsInput;
};


export type MutationImportChannelsArgs = {
  input: ImportChannelsInput;
};


export type MutationImportFacilitiesArgs = {
  input: ImportFacilitiesInput;
};


export type MutationImportMaterialsArgs = {
  input: ImportMaterialsInput;
};


export type MutationImportOutputsArgs = {
  input: ImportOutputsInput;
};


export type MutationImportOutreachFiguresArgs = {
  input: ImportFiguresInput;
};


export type MutationImportParticipationsArgs = {
  input: ImportParticipationsInput;
};


export type MutationJoinCampaignArgs = {
  input: JoinCampaignInput;
};


export type MutationLogOutputArgs = {
  input: LogOutputInput;
};


export type MutationRegisterChannelArgs = {
  input: RegisterChannelInput;
};


export type MutationRegisterFacilityArgs = {
  input: RegisterFacilityInput;
};


export type MutationReportActivityArgs = {
  input: ReportActivityInput;
};


export type MutationRetireChannelArgs = {
  input: RetireChannelInput;
};


export type MutationScheduleActivityArgs = {
  input: ScheduleActivityInput;
};


export type MutationTransitionCampaignArgs = {
  input: TransitionCampaignInput;
};


export type MutationVerifyActivityArgs = {
  input: VerifyActivityInput;
};

export type Organization = {
  __typename?: 'Organization';
  /** Campaigns the organization took part in, the latest first. */
  campaignParticipations?: Maybe<ParticipationConnection>;
  id: Scalars['ID']['output'];
  /** Channels the organization operates, at most 500, by name. */
  operatedChannels?: Maybe<Array<Channel>>;
};


export type OrganizationCampaignParticipationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type OrganizationOperatedChannelsArgs = {
  kind?: InputMaybe<ChannelKind>;
};

/** `from` and `to` select records whose period lies wholly between these days. */
export type OutputFilter = {
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  channelKinds?: InputMaybe<Array<ChannelKind>>;
  from?: InputMaybe<Scalars['Date']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  metrics?: InputMaybe<Array<OutputMetric>>;
  /** regions of the channels */
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

/** The metric of an output. Each metric has a unit and applies to some kinds of channel. */
export type OutputMetric =
  /** 播发天数, counted in days (COUNT): weather loudspeaker */
  | 'BROADCAST_DAYS'
  /** 开机时长, in HOUR: e-station, TV, radio */
  | 'HOURS_ON'
  /** 播出时长, in HOUR: LED screen, TV */
  | 'HOURS_PLAYED'
  /** 推送次数, in TIME: groups, official account, website, app */
  | 'PUSHES'
  /** 阅读量, in TIME: official account, website, app */
  | 'READS'
  /** 播出视频, in ITEM: LED screen, TV */
  | 'VIDEOS';

export type OutputPayload = {
  __typename?: 'OutputPayload';
  record?: Maybe<OutputRecord>;
  userErrors: Array<UserError>;
};

/** A record of output (传播记录). Records never change. A correction is a new record that names the corrected record. */
export type OutputRecord = {
  __typename?: 'OutputRecord';
  campaign?: Maybe<Campaign>;
  channel?: Maybe<Channel>;
  /** the record that corrects this record; a corrected record counts in no sum */
  correctedBy?: Maybe<Scalars['ID']['output']>;
  /** the record that this record corrects */
  correctionOf?: Maybe<Scalars['ID']['output']>;
  id: Scalars['ID']['output'];
  /** the value is null when the source mentions the output but states no amount */
  measure: Measure;
  metric: OutputMetric;
  periodFrom: Scalars['Date']['output'];
  periodTo: Scalars['Date']['output'];
  /** the reason of the correction */
  reason?: Maybe<Scalars['String']['output']>;
  recordedAt: Scalars['DateTime']['output'];
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
};

export type OutputRow = {
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  channelId: Scalars['ID']['input'];
  key: Scalars['String']['input'];
  metric: OutputMetric;
  periodFrom: Scalars['Date']['input'];
  periodTo: Scalars['Date']['input'];
  qualifier?: InputMaybe<Qualifier>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  /** omitted when the source does not state it; the qualifier must then be SEVERAL */
  value?: InputMaybe<Scalars['Decimal']['input']>;
};

/** The output of one group. */
export type OutputStatRow = {
  __typename?: 'OutputStatRow';
  /** the number of channel records with output */
  channels: Scalars['Int']['output'];
  keys: Array<StatKey>;
  measure: Measure;
  /** `units` with its qualifier, e.g. 30 OVER */
  unitCount: Measure;
  /** the number of devices for which these records stand */
  units: Scalars['Int']['output'];
};

/** The dimensions of statistics, of which a query may use at most three. A record without a code in a dimension is UNKNOWN: a city has no county, and a period of two years has no year. */
export type OutreachDimension =
  | 'ACTIVITY_KIND'
  | 'CAMPAIGN'
  | 'CHANNEL_KIND'
  | 'FACILITY_KIND'
  | 'MATERIAL_KIND'
  | 'METRIC'
  | 'MONTH'
  /** the kind of the operator, distributor or organizer */
  | 'OPERATOR_KIND'
  | 'PARTICIPANT_KIND'
  | 'REGION_COUNTY'
  | 'YEAR';

/** The section of the annual report on science popularization (科学普及). */
export type OutreachSection = {
  __typename?: 'OutreachSection';
  /** Activities that took place wholly in the year, in SESSION. The value is null when no activity is recorded. */
  activities: Measure;
  /** Outputs that lie wholly in the year, by CHANNEL_KIND and METRIC. */
  outputs: Array<OutputStatRow>;
  /** The figures as reported for the region itself, without the regions below it. */
  reported: Array<ReportedFigure>;
};


/** The section of the annual report on science popularization (科学普及). */
export type OutreachSectionReportedArgs = {
  codes?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** The position of a page in its list (Relay). */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type Participant = Facility | Organization;

export type ParticipantKind =
  /** 社区科协 */
  | 'COMMUNITY_ASSOCIATION'
  /** 企业科协 */
  | 'ENTERPRISE_ASSOCIATION'
  /** 科普e站 */
  | 'E_STATION'
  /** 园区科协 */
  | 'PARK_ASSOCIATION'
  /** 农技协 */
  | 'RURAL_TECH_ASSOCIATION'
  /** 科普教育基地 */
  | 'SCIENCE_EDUCATION_BASE'
  /** 科普学校(科技特色学校) */
  | 'SCIENCE_SCHOOL'
  /** 学会 */
  | 'SOCIETY'
  /** 地方科协, of a county, township or city */
  | 'TERRITORIAL_ASSOCIATION';

/** Participation in a campaign (参加) by one organization or facility, or a total of several participants that the source does not name. */
export type Participation = {
  __typename?: 'Participation';
  campaign?: Maybe<Campaign>;
  /** 1 EXACT for one participant; 100多个 is 100 OVER */
  count: Measure;
  id: Scalars['ID']['output'];
  joinedOn?: Maybe<Scalars['Date']['output']>;
  /** determined by the kind of the participant */
  kind: ParticipantKind;
  /** null for a total without names */
  participant?: Maybe<Participant>;
  role?: Maybe<Scalars['String']['output']>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
};

export type ParticipationConnection = {
  __typename?: 'ParticipationConnection';
  edges: Array<ParticipationEdge>;
  pageInfo: PageInfo;
  /** the number of records; a total without names is one record */
  totalCount: Scalars['Int']['output'];
};

export type ParticipationEdge = {
  __typename?: 'ParticipationEdge';
  cursor: Scalars['String']['output'];
  node: Participation;
};

export type ParticipationPayload = {
  __typename?: 'ParticipationPayload';
  participation?: Maybe<Participation>;
  userErrors: Array<UserError>;
};

/** Needs either one participant (`organizationId` or `facilityId`) or a total (`kind` and `count`). */
export type ParticipationRow = {
  campaignId: Scalars['ID']['input'];
  count?: InputMaybe<Scalars['Decimal']['input']>;
  countQualifier?: InputMaybe<Qualifier>;
  facilityId?: InputMaybe<Scalars['ID']['input']>;
  joinedOn?: InputMaybe<Scalars['Date']['input']>;
  key: Scalars['String']['input'];
  kind?: InputMaybe<ParticipantKind>;
  organizationId?: InputMaybe<Scalars['ID']['input']>;
  role?: InputMaybe<Scalars['String']['input']>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
};

export type ParticipationStatRow = {
  __typename?: 'ParticipationStatRow';
  keys: Array<StatKey>;
  participants: Measure;
};

/** The period of a figure. An open end is null. `assumed` is true when the source does not state the days. */
export type Period = {
  __typename?: 'Period';
  assumed: Scalars['Boolean']['output'];
  from?: Maybe<Scalars['Date']['output']>;
  /** the words of the source, e.g. 近3年 */
  label: Scalars['String']['output'];
  to?: Maybe<Scalars['Date']['output']>;
};

/** A period in the words of the source. */
export type PeriodInput = {
  /** true when the source does not state these days */
  assumed?: Scalars['Boolean']['input'];
  from?: InputMaybe<Scalars['Date']['input']>;
  label: Scalars['String']['input'];
  to?: InputMaybe<Scalars['Date']['input']>;
};

export type Person = {
  __typename?: 'Person';
  id: Scalars['ID']['output'];
  /** Activities at which the person spoke, the latest first. */
  outreachActivities?: Maybe<ActivityConnection>;
};


export type PersonOutreachActivitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** How a report states a number. The sum of figures is never more precise than its terms. */
export type Qualifier =
  /** the result of arithmetic on lower and upper bounds */
  | 'ABOUT'
  /** 全: all of them */
  | 'ALL'
  /** 至少, …等: the value or more */
  | 'AT_LEAST'
  /** as stated */
  | 'EXACT'
  /** 绝大部分: more than half, no number stated */
  | 'MOST'
  /** 近: less than the value, close to it */
  | 'NEARLY'
  /** 多: more than the value */
  | 'OVER'
  /** 多家, 数百: several, no number stated */
  | 'SEVERAL';

export type Query = {
  __typename?: 'Query';
  /** Activities, the earliest first. Activities whose day is not stated come before all others. */
  activities: ActivityConnection;
  /** An activity (科普学术活动) by id, or null. */
  activity?: Maybe<Activity>;
  /** Counts of activities; without `statuses` only activities that took place. Dimensions: REGION_COUNTY, MONTH, YEAR, CAMPAIGN, ACTIVITY_KIND, OPERATOR_KIND (of the organizer), FACILITY_KIND. */
  activityStats: Array<ActivityStatRow>;
  /** The annual report of a region (年度报告), with one section for each service. A section is null, with an error, while its service is unavailable. */
  annualReport?: Maybe<AnnualReport>;
  /** A campaign (专项活动) by id, or null. */
  campaign?: Maybe<Campaign>;
  /** A campaign by its slug, or null. */
  campaignBySlug?: Maybe<Campaign>;
  /** Campaigns, the latest start first. */
  campaigns: CampaignConnection;
  /** A channel (传播渠道) by id, or null. */
  channel?: Maybe<Channel>;
  /**
   * The output of channels, without corrected records. Dimensions: REGION_COUNTY, CHANNEL_KIND, METRIC, MONTH, YEAR, CAMPAIGN, OPERATOR_KIND.
   * Amounts of different metrics are not added, except HOURS_ON and HOURS_PLAYED: group by METRIC, or select metrics that can be added.
   */
  channelStats: Array<OutputStatRow>;
  /** Channels, by default in order of name. */
  channels: ChannelConnection;
  /** The enumerations of the schema with labels in Chinese and English, with one section for each service. A section is null, with an error, while its service is unavailable. */
  enumerations?: Maybe<Enumerations>;
  /** Facilities in order of name. */
  facilities: FacilityConnection;
  /** A facility (科普场所) by id, or null. */
  facility?: Maybe<Facility>;
  /** Amounts of materials, always by MATERIAL_KIND, because sheets and copies are not added. Further dimensions: REGION_COUNTY, MONTH, YEAR, CAMPAIGN, OPERATOR_KIND. */
  materialStats: Array<MaterialStatRow>;
  /** Counts of the participants of a campaign, of these kinds or of all kinds. Dimensions: PARTICIPANT_KIND, REGION_COUNTY. */
  participationStats: Array<ParticipationStatRow>;
  /** Activities whose title and summary contain every word of the text. The search ignores case and width (E站 = e站). 1 to 100 characters, at most 5 words. */
  searchOutreach: ActivityConnection;
};


export type QueryActivitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ActivityFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryActivityArgs = {
  id: Scalars['ID']['input'];
};


export type QueryActivityStatsArgs = {
  filter?: InputMaybe<ActivityFilter>;
  groupBy: Array<OutreachDimension>;
};


export type QueryAnnualReportArgs = {
  region: Scalars['ID']['input'];
  year: Scalars['Int']['input'];
};


export type QueryCampaignArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCampaignBySlugArgs = {
  slug: Scalars['String']['input'];
};


export type QueryCampaignsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CampaignFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryChannelArgs = {
  id: Scalars['ID']['input'];
};


export type QueryChannelStatsArgs = {
  filter: OutputFilter;
  groupBy: Array<OutreachDimension>;
};


export type QueryChannelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ChannelFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<Array<ChannelSort>>;
};


export type QueryFacilitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FacilityFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryFacilityArgs = {
  id: Scalars['ID']['input'];
};


export type QueryMaterialStatsArgs = {
  filter: MaterialFilter;
  groupBy: Array<OutreachDimension>;
};


export type QueryParticipationStatsArgs = {
  campaignId: Scalars['ID']['input'];
  groupBy: Array<OutreachDimension>;
  kinds?: InputMaybe<Array<ParticipantKind>>;
};


export type QuerySearchOutreachArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  text: Scalars['String']['input'];
};

export type Region = {
  __typename?: 'Region';
  code: Scalars['ID']['output'];
};

export type RegisterChannelInput = {
  clientMutationId: Scalars['String']['input'];
  facilityId?: InputMaybe<Scalars['ID']['input']>;
  installedOn?: InputMaybe<Scalars['Date']['input']>;
  kind: ChannelKind;
  location?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  /** an active organization */
  operatorId: Scalars['ID']['input'];
  regionCode: Scalars['ID']['input'];
  unitCount?: Scalars['Int']['input'];
  unitQualifier?: Qualifier;
};

export type RegisterFacilityInput = {
  clientMutationId: Scalars['String']['input'];
  designatedOn?: InputMaybe<Scalars['Date']['input']>;
  kind: FacilityKind;
  /** without it the facility is not designated */
  level?: InputMaybe<FacilityLevel>;
  name: Scalars['String']['input'];
  /** an active organization */
  operatorId: Scalars['ID']['input'];
  regionCode: Scalars['ID']['input'];
  themes?: Array<Scalars['String']['input']>;
};

export type ReportActivityInput = {
  attendance: Scalars['Int']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  onlineAttendance?: InputMaybe<Scalars['Int']['input']>;
  summary: Scalars['String']['input'];
};

/** A figure as a report states it, with the words of the report (上报数据). */
export type ReportedFigure = {
  __typename?: 'ReportedFigure';
  /** e.g. RUR.TRAINING.FARMERS.2020 */
  code: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** 据不完全统计: from incomplete statistics */
  incomplete: Scalars['Boolean']['output'];
  /** the Chinese name of the figure */
  label: Scalars['String']['output'];
  measure: Measure;
  period: Period;
  /** the words of the source, verbatim */
  phrase: Scalars['String']['output'];
  regionCode: Scalars['ID']['output'];
  source: FigureSource;
};

/** A reported figure to import. `code`, `regionCode` and the period identify it: a later import with the same values changes this figure. */
export type ReportedFigureRow = {
  code: Scalars['String']['input'];
  incomplete?: Scalars['Boolean']['input'];
  label: Scalars['String']['input'];
  periodAssumed?: Scalars['Boolean']['input'];
  periodFrom?: InputMaybe<Scalars['Date']['input']>;
  periodLabel: Scalars['String']['input'];
  periodTo?: InputMaybe<Scalars['Date']['input']>;
  phrase: Scalars['String']['input'];
  qualifier: Qualifier;
  regionCode: Scalars['ID']['input'];
  source: FigureSource;
  unit: Unit;
  value?: InputMaybe<Scalars['Decimal']['input']>;
};

export type RetireChannelInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

/** The result of one row of an import. */
export type RowOutcome =
  | 'CREATED'
  /** see the errors of the row; other rows are not affected */
  | 'REJECTED'
  /** the same row was imported before */
  | 'UNCHANGED'
  | 'UPDATED';

export type ScheduleActivityInput = {
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  clientMutationId: Scalars['String']['input'];
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** an active facility */
  facilityId?: InputMaybe<Scalars['ID']['input']>;
  kind: ActivityKind;
  /** an active organization */
  organizerId: Scalars['ID']['input'];
  regionCode: Scalars['ID']['input'];
  speakerIds?: Array<Scalars['ID']['input']>;
  startsAt: Scalars['DateTime']['input'];
  title: Scalars['String']['input'];
};

export type SortDirection =
  | 'ASC'
  | 'DESC';

/** One dimension of a row of statistics. */
export type StatKey = {
  __typename?: 'StatKey';
  code: Scalars['String']['output'];
  dimension: Scalars['String']['output'];
  /** the Chinese name of the code; the code itself when it has no name */
  label: Scalars['String']['output'];
};

export type TransitionCampaignInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  to: CampaignStatus;
};

/** The unit of a measure, with its Chinese classifier. Measures of different units are never added. */
export type Unit =
  /** 元 */
  | 'CNY'
  /** 份 */
  | 'COPY'
  /** 个, 所 */
  | 'COUNT'
  /** 小时 */
  | 'HOUR'
  /** 户 */
  | 'HOUSEHOLD'
  /** 部 */
  | 'ITEM'
  /** 米 */
  | 'METRE'
  /** % */
  | 'PERCENT'
  /** 人, 名 */
  | 'PERSON'
  /** 场, 场次 */
  | 'SESSION'
  /** 条(张), 面(幅) */
  | 'SHEET'
  /** 次 */
  | 'TIME';

/** The reason why a mutation changed nothing. `code` is for programs, `message` is for people, and `path` names the input field. */
export type UserError = {
  __typename?: 'UserError';
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
  path?: Maybe<Array<Scalars['String']['output']>>;
};

export type VerifyActivityInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
};

/** A measure of one calendar year. */
export type YearValue = {
  __typename?: 'YearValue';
  measure: Measure;
  year: Scalars['Int']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Activity: Activity;
  AnnualReport: AnnualReport;
  Campaign: Campaign;
  Channel: Channel;
  Facility: Facility;
  Organization: Organization;
  Person: Person;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Activity:
    ( { __typename: 'Activity' }
    & GraphQLRecursivePick<FederationTypes['Activity'], {"id":true}> );
  AnnualReport:
    ( { __typename: 'AnnualReport' }
    & GraphQLRecursivePick<FederationTypes['AnnualReport'], {"regionCode":true,"year":true}> );
  Campaign:
    ( { __typename: 'Campaign' }
    & ( GraphQLRecursivePick<FederationTypes['Campaign'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Campaign'], {"slug":true}> ) );
  Channel:
    ( { __typename: 'Channel' }
    & GraphQLRecursivePick<FederationTypes['Channel'], {"id":true}> );
  Facility:
    ( { __typename: 'Facility' }
    & GraphQLRecursivePick<FederationTypes['Facility'], {"id":true}> );
  Organization:
    ( { __typename: 'Organization' }
    & GraphQLRecursivePick<FederationTypes['Organization'], {"id":true}> );
  Person:
    ( { __typename: 'Person' }
    & GraphQLRecursivePick<FederationTypes['Person'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  Participant:
    | ( FacilityRecord )
    | ( Lazy<Omit<Organization, 'campaignParticipations' | 'operatedChannels'> & { campaignParticipations?: Maybe<_RefType['ParticipationConnection']>, operatedChannels?: Maybe<Array<_RefType['Channel']>> }> )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Activity: ResolverTypeWrapper<ActivityRecord>;
  Int: ResolverTypeWrapper<Lazy<Scalars['Int']['output']>>;
  ID: ResolverTypeWrapper<Lazy<Scalars['ID']['output']>>;
  String: ResolverTypeWrapper<Lazy<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Lazy<Scalars['Boolean']['output']>>;
  ActivityConnection: ResolverTypeWrapper<Lazy<Omit<ActivityConnection, 'edges'> & { edges: Array<ResolversTypes['ActivityEdge']> }>>;
  ActivityEdge: ResolverTypeWrapper<Lazy<Omit<ActivityEdge, 'node'> & { node: ResolversTypes['Activity'] }>>;
  ActivityFilter: ResolverTypeWrapper<Lazy<ActivityFilter>>;
  ActivityKind: ResolverTypeWrapper<Lazy<ActivityKind>>;
  ActivityPayload: ResolverTypeWrapper<Lazy<Omit<ActivityPayload, 'activity'> & { activity?: Maybe<ResolversTypes['Activity']> }>>;
  ActivityRow: ResolverTypeWrapper<Lazy<ActivityRow>>;
  ActivityStatRow: ResolverTypeWrapper<Lazy<Omit<ActivityStatRow, 'activities' | 'attendance' | 'keys' | 'onlineAttendance'> & { activities: ResolversTypes['Measure'], attendance: ResolversTypes['Measure'], keys: Array<ResolversTypes['StatKey']>, onlineAttendance: ResolversTypes['Measure'] }>>;
  ActivityStatus: ResolverTypeWrapper<Lazy<ActivityStatus>>;
  AnnualReport: ResolverTypeWrapper<AnnualReportKey>;
  Campaign: ResolverTypeWrapper<CampaignRecord>;
  CampaignConnection: ResolverTypeWrapper<Lazy<Omit<CampaignConnection, 'edges'> & { edges: Array<ResolversTypes['CampaignEdge']> }>>;
  CampaignEdge: ResolverTypeWrapper<Lazy<Omit<CampaignEdge, 'node'> & { node: ResolversTypes['Campaign'] }>>;
  CampaignFilter: ResolverTypeWrapper<Lazy<CampaignFilter>>;
  CampaignPayload: ResolverTypeWrapper<Lazy<Omit<CampaignPayload, 'campaign'> & { campaign?: Maybe<ResolversTypes['Campaign']> }>>;
  CampaignRow: ResolverTypeWrapper<Lazy<CampaignRow>>;
  CampaignStatus: ResolverTypeWrapper<Lazy<CampaignStatus>>;
  CampaignTheme: ResolverTypeWrapper<Lazy<CampaignTheme>>;
  Channel: ResolverTypeWrapper<ChannelRecord>;
  ChannelConnection: ResolverTypeWrapper<Lazy<Omit<ChannelConnection, 'edges'> & { edges: Array<ResolversTypes['ChannelEdge']> }>>;
  ChannelEdge: ResolverTypeWrapper<Lazy<Omit<ChannelEdge, 'node'> & { node: ResolversTypes['Channel'] }>>;
  ChannelFilter: ResolverTypeWrapper<Lazy<ChannelFilter>>;
  ChannelKind: ResolverTypeWrapper<Lazy<ChannelKind>>;
  ChannelPayload: ResolverTypeWrapper<Lazy<Omit<ChannelPayload, 'channel'> & { channel?: Maybe<ResolversTypes['Channel']> }>>;
  ChannelRow: ResolverTypeWrapper<Lazy<ChannelRow>>;
  ChannelSort: ResolverTypeWrapper<Lazy<ChannelSort>>;
  ChannelSortField: ResolverTypeWrapper<Lazy<ChannelSortField>>;
  ChannelStatus: ResolverTypeWrapper<Lazy<ChannelStatus>>;
  CorrectOutputInput: ResolverTypeWrapper<Lazy<CorrectOutputInput>>;
  CreateCampaignInput: ResolverTypeWrapper<Lazy<CreateCampaignInput>>;
  Date: ResolverTypeWrapper<Lazy<Scalars['Date']['output']>>;
  DateTime: ResolverTypeWrapper<Lazy<Scalars['DateTime']['output']>>;
  Decimal: ResolverTypeWrapper<Lazy<Scalars['Decimal']['output']>>;
  DistributeMaterialInput: ResolverTypeWrapper<Lazy<DistributeMaterialInput>>;
  Enumeration: ResolverTypeWrapper<Lazy<Enumeration>>;
  EnumerationValue: ResolverTypeWrapper<Lazy<EnumerationValue>>;
  Enumerations: ResolverTypeWrapper<Lazy<Enumerations>>;
  Facility: ResolverTypeWrapper<FacilityRecord>;
  FacilityConnection: ResolverTypeWrapper<Lazy<Omit<FacilityConnection, 'edges'> & { edges: Array<ResolversTypes['FacilityEdge']> }>>;
  FacilityEdge: ResolverTypeWrapper<Lazy<Omit<FacilityEdge, 'node'> & { node: ResolversTypes['Facility'] }>>;
  FacilityFilter: ResolverTypeWrapper<Lazy<FacilityFilter>>;
  FacilityKind: ResolverTypeWrapper<Lazy<FacilityKind>>;
  FacilityLevel: ResolverTypeWrapper<Lazy<FacilityLevel>>;
  FacilityPayload: ResolverTypeWrapper<Lazy<Omit<FacilityPayload, 'facility'> & { facility?: Maybe<ResolversTypes['Facility']> }>>;
  FacilityRow: ResolverTypeWrapper<Lazy<FacilityRow>>;
  FigureSource: ResolverTypeWrapper<Lazy<FigureSource>>;
  ImportActivitiesInput: ResolverTypeWrapper<Lazy<ImportActivitiesInput>>;
  ImportCampaignsInput: ResolverTypeWrapper<Lazy<ImportCampaignsInput>>;
  ImportChannelsInput: ResolverTypeWrapper<Lazy<ImportChannelsInput>>;
  ImportFacilitiesInput: ResolverTypeWrapper<Lazy<ImportFacilitiesInput>>;
  ImportFiguresInput: ResolverTypeWrapper<Lazy<ImportFiguresInput>>;
  ImportMaterialsInput: ResolverTypeWrapper<Lazy<ImportMaterialsInput>>;
  ImportOutputsInput: ResolverTypeWrapper<Lazy<ImportOutputsInput>>;
  ImportParticipationsInput: ResolverTypeWrapper<Lazy<ImportParticipationsInput>>;
  ImportPayload: ResolverTypeWrapper<Lazy<ImportPayload>>;
  ImportReport: ResolverTypeWrapper<Lazy<ImportReport>>;
  ImportedRow: ResolverTypeWrapper<Lazy<ImportedRow>>;
  JoinCampaignInput: ResolverTypeWrapper<Lazy<JoinCampaignInput>>;
  Language: ResolverTypeWrapper<Lazy<Language>>;
  LogOutputInput: ResolverTypeWrapper<Lazy<LogOutputInput>>;
  MaterialDistribution: ResolverTypeWrapper<Material>;
  MaterialFilter: ResolverTypeWrapper<Lazy<MaterialFilter>>;
  MaterialKind: ResolverTypeWrapper<Lazy<MaterialKind>>;
  MaterialPayload: ResolverTypeWrapper<Lazy<Omit<MaterialPayload, 'material'> & { material?: Maybe<ResolversTypes['MaterialDistribution']> }>>;
  MaterialRow: ResolverTypeWrapper<Lazy<MaterialRow>>;
  MaterialStatRow: ResolverTypeWrapper<Lazy<Omit<MaterialStatRow, 'keys' | 'measure'> & { keys: Array<ResolversTypes['StatKey']>, measure: ResolversTypes['Measure'] }>>;
  Measure: ResolverTypeWrapper<Lazy<Measure>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Organization: ResolverTypeWrapper<Lazy<Omit<Organization, 'campaignParticipations' | 'operatedChannels'> & { campaignParticipations?: Maybe<ResolversTypes['ParticipationConnection']>, operatedChannels?: Maybe<Array<ResolversTypes['Channel']>> }>>;
  OutputFilter: ResolverTypeWrapper<Lazy<OutputFilter>>;
  OutputMetric: ResolverTypeWrapper<Lazy<OutputMetric>>;
  OutputPayload: ResolverTypeWrapper<Lazy<Omit<OutputPayload, 'record'> & { record?: Maybe<ResolversTypes['OutputRecord']> }>>;
  OutputRecord: ResolverTypeWrapper<Output>;
  OutputRow: ResolverTypeWrapper<Lazy<OutputRow>>;
  OutputStatRow: ResolverTypeWrapper<Lazy<Omit<OutputStatRow, 'keys' | 'measure' | 'unitCount'> & { keys: Array<ResolversTypes['StatKey']>, measure: ResolversTypes['Measure'], unitCount: ResolversTypes['Measure'] }>>;
  OutreachDimension: ResolverTypeWrapper<Lazy<OutreachDimension>>;
  OutreachSection: ResolverTypeWrapper<AnnualReportKey>;
  PageInfo: ResolverTypeWrapper<Lazy<PageInfo>>;
  Participant: Lazy<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['Participant']>>;
  ParticipantKind: ResolverTypeWrapper<Lazy<ParticipantKind>>;
  Participation: ResolverTypeWrapper<ParticipationRecord>;
  ParticipationConnection: ResolverTypeWrapper<Lazy<Omit<ParticipationConnection, 'edges'> & { edges: Array<ResolversTypes['ParticipationEdge']> }>>;
  ParticipationEdge: ResolverTypeWrapper<Lazy<Omit<ParticipationEdge, 'node'> & { node: ResolversTypes['Participation'] }>>;
  ParticipationPayload: ResolverTypeWrapper<Lazy<Omit<ParticipationPayload, 'participation'> & { participation?: Maybe<ResolversTypes['Participation']> }>>;
  ParticipationRow: ResolverTypeWrapper<Lazy<ParticipationRow>>;
  ParticipationStatRow: ResolverTypeWrapper<Lazy<Omit<ParticipationStatRow, 'keys' | 'participants'> & { keys: Array<ResolversTypes['StatKey']>, participants: ResolversTypes['Measure'] }>>;
  Period: ResolverTypeWrapper<Lazy<Period>>;
  PeriodInput: ResolverTypeWrapper<Lazy<PeriodInput>>;
  Person: ResolverTypeWrapper<Lazy<Omit<Person, 'outreachActivities'> & { outreachActivities?: Maybe<ResolversTypes['ActivityConnection']> }>>;
  Qualifier: ResolverTypeWrapper<Lazy<Qualifier>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Region: ResolverTypeWrapper<Lazy<Region>>;
  RegisterChannelInput: ResolverTypeWrapper<Lazy<RegisterChannelInput>>;
  RegisterFacilityInput: ResolverTypeWrapper<Lazy<RegisterFacilityInput>>;
  ReportActivityInput: ResolverTypeWrapper<Lazy<ReportActivityInput>>;
  ReportedFigure: ResolverTypeWrapper<Lazy<Omit<ReportedFigure, 'measure'> & { measure: ResolversTypes['Measure'] }>>;
  ReportedFigureRow: ResolverTypeWrapper<Lazy<ReportedFigureRow>>;
  RetireChannelInput: ResolverTypeWrapper<Lazy<RetireChannelInput>>;
  RowOutcome: ResolverTypeWrapper<Lazy<RowOutcome>>;
  ScheduleActivityInput: ResolverTypeWrapper<Lazy<ScheduleActivityInput>>;
  SortDirection: ResolverTypeWrapper<Lazy<SortDirection>>;
  StatKey: ResolverTypeWrapper<Lazy<StatKey>>;
  TransitionCampaignInput: ResolverTypeWrapper<Lazy<TransitionCampaignInput>>;
  Unit: ResolverTypeWrapper<Lazy<Unit>>;
  UserError: ResolverTypeWrapper<Lazy<UserError>>;
  VerifyActivityInput: ResolverTypeWrapper<Lazy<VerifyActivityInput>>;
  YearValue: ResolverTypeWrapper<Lazy<Omit<YearValue, 'measure'> & { measure: ResolversTypes['Measure'] }>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Activity: ActivityRecord;
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  ActivityConnection: Omit<ActivityConnection, 'edges'> & { edges: Array<ResolversParentTypes['ActivityEdge']> };
  ActivityEdge: Omit<ActivityEdge, 'node'> & { node: ResolversParentTypes['Activity'] };
  ActivityFilter: ActivityFilter;
  ActivityPayload: Omit<ActivityPayload, 'activity'> & { activity?: Maybe<ResolversParentTypes['Activity']> };
  ActivityRow: ActivityRow;
  ActivityStatRow: Omit<ActivityStatRow, 'activities' | 'attendance' | 'keys' | 'onlineAttendance'> & { activities: ResolversParentTypes['Measure'], attendance: ResolversParentTypes['Measure'], keys: Array<ResolversParentTypes['StatKey']>, onlineAttendance: ResolversParentTypes['Measure'] };
  AnnualReport: AnnualReportKey;
  Campaign: CampaignRecord;
  CampaignConnection: Omit<CampaignConnection, 'edges'> & { edges: Array<ResolversParentTypes['CampaignEdge']> };
  CampaignEdge: Omit<CampaignEdge, 'node'> & { node: ResolversParentTypes['Campaign'] };
  CampaignFilter: CampaignFilter;
  CampaignPayload: Omit<CampaignPayload, 'campaign'> & { campaign?: Maybe<ResolversParentTypes['Campaign']> };
  CampaignRow: CampaignRow;
  Channel: ChannelRecord;
  ChannelConnection: Omit<ChannelConnection, 'edges'> & { edges: Array<ResolversParentTypes['ChannelEdge']> };
  ChannelEdge: Omit<ChannelEdge, 'node'> & { node: ResolversParentTypes['Channel'] };
  ChannelFilter: ChannelFilter;
  ChannelPayload: Omit<ChannelPayload, 'channel'> & { channel?: Maybe<ResolversParentTypes['Channel']> };
  ChannelRow: ChannelRow;
  ChannelSort: ChannelSort;
  CorrectOutputInput: CorrectOutputInput;
  CreateCampaignInput: CreateCampaignInput;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DistributeMaterialInput: DistributeMaterialInput;
  Enumeration: Enumeration;
  EnumerationValue: EnumerationValue;
  Enumerations: Enumerations;
  Facility: FacilityRecord;
  FacilityConnection: Omit<FacilityConnection, 'edges'> & { edges: Array<ResolversParentTypes['FacilityEdge']> };
  FacilityEdge: Omit<FacilityEdge, 'node'> & { node: ResolversParentTypes['Facility'] };
  FacilityFilter: FacilityFilter;
  FacilityPayload: Omit<FacilityPayload, 'facility'> & { facility?: Maybe<ResolversParentTypes['Facility']> };
  FacilityRow: FacilityRow;
  ImportActivitiesInput: ImportActivitiesInput;
  ImportCampaignsInput: ImportCampaignsInput;
  ImportChannelsInput: ImportChannelsInput;
  ImportFacilitiesInput: ImportFacilitiesInput;
  ImportFiguresInput: ImportFiguresInput;
  ImportMaterialsInput: ImportMaterialsInput;
  ImportOutputsInput: ImportOutputsInput;
  ImportParticipationsInput: ImportParticipationsInput;
  ImportPayload: ImportPayload;
  ImportReport: ImportReport;
  ImportedRow: ImportedRow;
  JoinCampaignInput: JoinCampaignInput;
  LogOutputInput: LogOutputInput;
  MaterialDistribution: Material;
  MaterialFilter: MaterialFilter;
  MaterialPayload: Omit<MaterialPayload, 'material'> & { material?: Maybe<ResolversParentTypes['MaterialDistribution']> };
  MaterialRow: MaterialRow;
  MaterialStatRow: Omit<MaterialStatRow, 'keys' | 'measure'> & { keys: Array<ResolversParentTypes['StatKey']>, measure: ResolversParentTypes['Measure'] };
  Measure: Measure;
  Mutation: Record<PropertyKey, never>;
  Organization: Omit<Organization, 'campaignParticipations' | 'operatedChannels'> & { campaignParticipations?: Maybe<ResolversParentTypes['ParticipationConnection']>, operatedChannels?: Maybe<Array<ResolversParentTypes['Channel']>> } | FederationReferenceTypes['Organization'];
  OutputFilter: OutputFilter;
  OutputPayload: Omit<OutputPayload, 'record'> & { record?: Maybe<ResolversParentTypes['OutputRecord']> };
  OutputRecord: Output;
  OutputRow: OutputRow;
  OutputStatRow: Omit<OutputStatRow, 'keys' | 'measure' | 'unitCount'> & { keys: Array<ResolversParentTypes['StatKey']>, measure: ResolversParentTypes['Measure'], unitCount: ResolversParentTypes['Measure'] };
  OutreachSection: AnnualReportKey;
  PageInfo: PageInfo;
  Participant: ResolversUnionTypes<ResolversParentTypes>['Participant'];
  Participation: ParticipationRecord;
  ParticipationConnection: Omit<ParticipationConnection, 'edges'> & { edges: Array<ResolversParentTypes['ParticipationEdge']> };
  ParticipationEdge: Omit<ParticipationEdge, 'node'> & { node: ResolversParentTypes['Participation'] };
  ParticipationPayload: Omit<ParticipationPayload, 'participation'> & { participation?: Maybe<ResolversParentTypes['Participation']> };
  ParticipationRow: ParticipationRow;
  ParticipationStatRow: Omit<ParticipationStatRow, 'keys' | 'participants'> & { keys: Array<ResolversParentTypes['StatKey']>, participants: ResolversParentTypes['Measure'] };
  Period: Period;
  PeriodInput: PeriodInput;
  Person: Omit<Person, 'outreachActivities'> & { outreachActivities?: Maybe<ResolversParentTypes['ActivityConnection']> } | FederationReferenceTypes['Person'];
  Query: Record<PropertyKey, never>;
  Region: Region;
  RegisterChannelInput: RegisterChannelInput;
  RegisterFacilityInput: RegisterFacilityInput;
  ReportActivityInput: ReportActivityInput;
  ReportedFigure: Omit<ReportedFigure, 'measure'> & { measure: ResolversParentTypes['Measure'] };
  ReportedFigureRow: ReportedFigureRow;
  RetireChannelInput: RetireChannelInput;
  ScheduleActivityInput: ScheduleActivityInput;
  StatKey: StatKey;
  TransitionCampaignInput: TransitionCampaignInput;
  UserError: UserError;
  VerifyActivityInput: VerifyActivityInput;
  YearValue: Omit<YearValue, 'measure'> & { measure: ResolversParentTypes['Measure'] };
};

export type ActivityResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Activity'] = ResolversParentTypes['Activity'], FederationReferenceType extends FederationReferenceTypes['Activity'] = FederationReferenceTypes['Activity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Activity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attendance?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  campaign?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType>;
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  facility?: Resolver<Maybe<ResolversTypes['Facility']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ActivityKind'], ParentType, ContextType>;
  onlineAttendance?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  organizer?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  sessions?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  speakers?: Resolver<Array<Maybe<ResolversTypes['Person']>>, ParentType, ContextType>;
  startsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ActivityStatus'], ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ActivityConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ActivityConnection'] = ResolversParentTypes['ActivityConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ActivityEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ActivityEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ActivityEdge'] = ResolversParentTypes['ActivityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Activity'], ParentType, ContextType>;
};

export type ActivityPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ActivityPayload'] = ResolversParentTypes['ActivityPayload']> = {
  activity?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ActivityStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ActivityStatRow'] = ResolversParentTypes['ActivityStatRow']> = {
  activities?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  attendance?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  onlineAttendance?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
};

export type AnnualReportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AnnualReport'] = ResolversParentTypes['AnnualReport'], FederationReferenceType extends FederationReferenceTypes['AnnualReport'] = FederationReferenceTypes['AnnualReport']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AnnualReport']> | FederationReferenceType, FederationReferenceType, ContextType>;
  outreach?: Resolver<Maybe<ResolversTypes['OutreachSection']>, ParentType, ContextType>;
  regionCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  year?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CampaignResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Campaign'] = ResolversParentTypes['Campaign'], FederationReferenceType extends FederationReferenceTypes['Campaign'] = FederationReferenceTypes['Campaign']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Campaign']> | FederationReferenceType, FederationReferenceType, ContextType>;
  channels?: Resolver<Array<ResolversTypes['Channel']>, ParentType, ContextType, Partial<CampaignChannelsArgs>>;
  endsOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  leadOrganization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  materialTotals?: Resolver<Array<ResolversTypes['MaterialStatRow']>, ParentType, ContextType>;
  outputTotals?: Resolver<Array<ResolversTypes['OutputStatRow']>, ParentType, ContextType, RequireFields<CampaignOutputTotalsArgs, 'groupBy'>>;
  parent?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType>;
  participantTotals?: Resolver<Array<ResolversTypes['ParticipationStatRow']>, ParentType, ContextType>;
  participations?: Resolver<ResolversTypes['ParticipationConnection'], ParentType, ContextType, RequireFields<CampaignParticipationsArgs, 'first'>>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  reported?: Resolver<Array<ResolversTypes['ReportedFigure']>, ParentType, ContextType, RequireFields<CampaignReportedArgs, 'codes'>>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startsOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CampaignStatus'], ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  theme?: Resolver<ResolversTypes['CampaignTheme'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CampaignConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CampaignConnection'] = ResolversParentTypes['CampaignConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CampaignEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CampaignEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CampaignEdge'] = ResolversParentTypes['CampaignEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Campaign'], ParentType, ContextType>;
};

export type CampaignPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CampaignPayload'] = ResolversParentTypes['CampaignPayload']> = {
  campaign?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ChannelResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Channel'] = ResolversParentTypes['Channel'], FederationReferenceType extends FederationReferenceTypes['Channel'] = FederationReferenceTypes['Channel']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Channel']> | FederationReferenceType, FederationReferenceType, ContextType>;
  facility?: Resolver<Maybe<ResolversTypes['Facility']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  installedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChannelKind'], ParentType, ContextType>;
  lastOutputAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operator?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  outputs?: Resolver<Array<ResolversTypes['OutputRecord']>, ParentType, ContextType, Partial<ChannelOutputsArgs>>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ChannelStatus'], ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  unitCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unitQualifier?: Resolver<ResolversTypes['Qualifier'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChannelConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ChannelConnection'] = ResolversParentTypes['ChannelConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ChannelEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChannelEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ChannelEdge'] = ResolversParentTypes['ChannelEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Channel'], ParentType, ContextType>;
};

export type ChannelPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ChannelPayload'] = ResolversParentTypes['ChannelPayload']> = {
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type EnumerationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Enumeration'] = ResolversParentTypes['Enumeration']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<Array<ResolversTypes['EnumerationValue']>, ParentType, ContextType>;
};

export type EnumerationValueResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EnumerationValue'] = ResolversParentTypes['EnumerationValue']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<EnumerationValueLabelArgs>>;
};

export type EnumerationsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Enumerations'] = ResolversParentTypes['Enumerations']> = {
  outreach?: Resolver<Maybe<Array<ResolversTypes['Enumeration']>>, ParentType, ContextType, Partial<EnumerationsOutreachArgs>>;
};

export type FacilityResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Facility'] = ResolversParentTypes['Facility'], FederationReferenceType extends FederationReferenceTypes['Facility'] = FederationReferenceTypes['Facility']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Facility']> | FederationReferenceType, FederationReferenceType, ContextType>;
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  designatedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['FacilityKind'], ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['FacilityLevel']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operator?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  themes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FacilityConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FacilityConnection'] = ResolversParentTypes['FacilityConnection']> = {
  edges?: Resolver<Array<ResolversTypes['FacilityEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FacilityEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FacilityEdge'] = ResolversParentTypes['FacilityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Facility'], ParentType, ContextType>;
};

export type FacilityPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FacilityPayload'] = ResolversParentTypes['FacilityPayload']> = {
  facility?: Resolver<Maybe<ResolversTypes['Facility']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ImportPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ImportPayload'] = ResolversParentTypes['ImportPayload']> = {
  report?: Resolver<Maybe<ResolversTypes['ImportReport']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ImportReportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ImportReport'] = ResolversParentTypes['ImportReport']> = {
  created?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['ImportedRow']>, ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ImportedRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ImportedRow'] = ResolversParentTypes['ImportedRow']> = {
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['RowOutcome'], ParentType, ContextType>;
  row?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MaterialDistributionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MaterialDistribution'] = ResolversParentTypes['MaterialDistribution']> = {
  campaign?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType>;
  distributedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['MaterialKind'], ParentType, ContextType>;
  measure?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MaterialPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MaterialPayload'] = ResolversParentTypes['MaterialPayload']> = {
  material?: Resolver<Maybe<ResolversTypes['MaterialDistribution']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MaterialStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MaterialStatRow'] = ResolversParentTypes['MaterialStatRow']> = {
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  measure?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
};

export type MeasureResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Measure'] = ResolversParentTypes['Measure']> = {
  qualifier?: Resolver<ResolversTypes['Qualifier'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['Unit'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  correctOutput?: Resolver<Maybe<ResolversTypes['OutputPayload']>, ParentType, ContextType, RequireFields<MutationCorrectOutputArgs, 'input'>>;
  createCampaign?: Resolver<Maybe<ResolversTypes['CampaignPayload']>, ParentType, ContextType, RequireFields<MutationCreateCampaignArgs, 'input'>>;
  distributeMaterial?: Resolver<Maybe<ResolversTypes['MaterialPayload']>, ParentType, ContextType, RequireFields<MutationDistributeMaterialArgs, 'input'>>;
  importActivities?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportActivitiesArgs, 'input'>>;
  importCampaigns?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportCampaignsArgs, 'input'>>;
  importChannels?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportChannelsArgs, 'input'>>;
  importFacilities?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportFacilitiesArgs, 'input'>>;
  importMaterials?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportMaterialsArgs, 'input'>>;
  importOutputs?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportOutputsArgs, 'input'>>;
  importOutreachFigures?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportOutreachFiguresArgs, 'input'>>;
  importParticipations?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportParticipationsArgs, 'input'>>;
  joinCampaign?: Resolver<Maybe<ResolversTypes['ParticipationPayload']>, ParentType, ContextType, RequireFields<MutationJoinCampaignArgs, 'input'>>;
  logOutput?: Resolver<Maybe<ResolversTypes['OutputPayload']>, ParentType, ContextType, RequireFields<MutationLogOutputArgs, 'input'>>;
  registerChannel?: Resolver<Maybe<ResolversTypes['ChannelPayload']>, ParentType, ContextType, RequireFields<MutationRegisterChannelArgs, 'input'>>;
  registerFacility?: Resolver<Maybe<ResolversTypes['FacilityPayload']>, ParentType, ContextType, RequireFields<MutationRegisterFacilityArgs, 'input'>>;
  reportActivity?: Resolver<Maybe<ResolversTypes['ActivityPayload']>, ParentType, ContextType, RequireFields<MutationReportActivityArgs, 'input'>>;
  retireChannel?: Resolver<Maybe<ResolversTypes['ChannelPayload']>, ParentType, ContextType, RequireFields<MutationRetireChannelArgs, 'input'>>;
  scheduleActivity?: Resolver<Maybe<ResolversTypes['ActivityPayload']>, ParentType, ContextType, RequireFields<MutationScheduleActivityArgs, 'input'>>;
  transitionCampaign?: Resolver<Maybe<ResolversTypes['CampaignPayload']>, ParentType, ContextType, RequireFields<MutationTransitionCampaignArgs, 'input'>>;
  verifyActivity?: Resolver<Maybe<ResolversTypes['ActivityPayload']>, ParentType, ContextType, RequireFields<MutationVerifyActivityArgs, 'input'>>;
};

export type OrganizationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization'], FederationReferenceType extends FederationReferenceTypes['Organization'] = FederationReferenceTypes['Organization']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Organization']> | FederationReferenceType, FederationReferenceType, ContextType>;
  campaignParticipations?: Resolver<Maybe<ResolversTypes['ParticipationConnection']>, ParentType, ContextType, RequireFields<OrganizationCampaignParticipationsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  operatedChannels?: Resolver<Maybe<Array<ResolversTypes['Channel']>>, ParentType, ContextType, Partial<OrganizationOperatedChannelsArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OutputPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OutputPayload'] = ResolversParentTypes['OutputPayload']> = {
  record?: Resolver<Maybe<ResolversTypes['OutputRecord']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type OutputRecordResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OutputRecord'] = ResolversParentTypes['OutputRecord']> = {
  campaign?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>;
  correctedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  correctionOf?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  measure?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  metric?: Resolver<ResolversTypes['OutputMetric'], ParentType, ContextType>;
  periodFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  periodTo?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type OutputStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OutputStatRow'] = ResolversParentTypes['OutputStatRow']> = {
  channels?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  measure?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  unitCount?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  units?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OutreachSectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OutreachSection'] = ResolversParentTypes['OutreachSection']> = {
  activities?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  outputs?: Resolver<Array<ResolversTypes['OutputStatRow']>, ParentType, ContextType>;
  reported?: Resolver<Array<ResolversTypes['ReportedFigure']>, ParentType, ContextType, Partial<OutreachSectionReportedArgs>>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ParticipantResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Participant'] = ResolversParentTypes['Participant']> = {
  __resolveType: TypeResolveFn<'Facility' | 'Organization', ParentType, ContextType>;
};

export type ParticipationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Participation'] = ResolversParentTypes['Participation']> = {
  campaign?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  joinedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ParticipantKind'], ParentType, ContextType>;
  participant?: Resolver<Maybe<ResolversTypes['Participant']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ParticipationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ParticipationConnection'] = ResolversParentTypes['ParticipationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ParticipationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ParticipationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ParticipationEdge'] = ResolversParentTypes['ParticipationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Participation'], ParentType, ContextType>;
};

export type ParticipationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ParticipationPayload'] = ResolversParentTypes['ParticipationPayload']> = {
  participation?: Resolver<Maybe<ResolversTypes['Participation']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ParticipationStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ParticipationStatRow'] = ResolversParentTypes['ParticipationStatRow']> = {
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  participants?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  assumed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type PersonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'], FederationReferenceType extends FederationReferenceTypes['Person'] = FederationReferenceTypes['Person']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Person']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  outreachActivities?: Resolver<Maybe<ResolversTypes['ActivityConnection']>, ParentType, ContextType, RequireFields<PersonOutreachActivitiesArgs, 'first'>>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  activities?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<QueryActivitiesArgs, 'first'>>;
  activity?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType, RequireFields<QueryActivityArgs, 'id'>>;
  activityStats?: Resolver<Array<ResolversTypes['ActivityStatRow']>, ParentType, ContextType, RequireFields<QueryActivityStatsArgs, 'groupBy'>>;
  annualReport?: Resolver<Maybe<ResolversTypes['AnnualReport']>, ParentType, ContextType, RequireFields<QueryAnnualReportArgs, 'region' | 'year'>>;
  campaign?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType, RequireFields<QueryCampaignArgs, 'id'>>;
  campaignBySlug?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType, RequireFields<QueryCampaignBySlugArgs, 'slug'>>;
  campaigns?: Resolver<ResolversTypes['CampaignConnection'], ParentType, ContextType, RequireFields<QueryCampaignsArgs, 'first'>>;
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType, RequireFields<QueryChannelArgs, 'id'>>;
  channelStats?: Resolver<Array<ResolversTypes['OutputStatRow']>, ParentType, ContextType, RequireFields<QueryChannelStatsArgs, 'filter' | 'groupBy'>>;
  channels?: Resolver<ResolversTypes['ChannelConnection'], ParentType, ContextType, RequireFields<QueryChannelsArgs, 'first'>>;
  enumerations?: Resolver<Maybe<ResolversTypes['Enumerations']>, ParentType, ContextType>;
  facilities?: Resolver<ResolversTypes['FacilityConnection'], ParentType, ContextType, RequireFields<QueryFacilitiesArgs, 'first'>>;
  facility?: Resolver<Maybe<ResolversTypes['Facility']>, ParentType, ContextType, RequireFields<QueryFacilityArgs, 'id'>>;
  materialStats?: Resolver<Array<ResolversTypes['MaterialStatRow']>, ParentType, ContextType, RequireFields<QueryMaterialStatsArgs, 'filter' | 'groupBy'>>;
  participationStats?: Resolver<Array<ResolversTypes['ParticipationStatRow']>, ParentType, ContextType, RequireFields<QueryParticipationStatsArgs, 'campaignId' | 'groupBy'>>;
  searchOutreach?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<QuerySearchOutreachArgs, 'first' | 'text'>>;
};

export type RegionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Region'] = ResolversParentTypes['Region']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ReportedFigureResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportedFigure'] = ResolversParentTypes['ReportedFigure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incomplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  measure?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['Period'], ParentType, ContextType>;
  phrase?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  regionCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['FigureSource'], ParentType, ContextType>;
};

export type StatKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StatKey'] = ResolversParentTypes['StatKey']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dimension?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type YearValueResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['YearValue'] = ResolversParentTypes['YearValue']> = {
  measure?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  Activity?: ActivityResolvers<ContextType>;
  ActivityConnection?: ActivityConnectionResolvers<ContextType>;
  ActivityEdge?: ActivityEdgeResolvers<ContextType>;
  ActivityPayload?: ActivityPayloadResolvers<ContextType>;
  ActivityStatRow?: ActivityStatRowResolvers<ContextType>;
  AnnualReport?: AnnualReportResolvers<ContextType>;
  Campaign?: CampaignResolvers<ContextType>;
  CampaignConnection?: CampaignConnectionResolvers<ContextType>;
  CampaignEdge?: CampaignEdgeResolvers<ContextType>;
  CampaignPayload?: CampaignPayloadResolvers<ContextType>;
  Channel?: ChannelResolvers<ContextType>;
  ChannelConnection?: ChannelConnectionResolvers<ContextType>;
  ChannelEdge?: ChannelEdgeResolvers<ContextType>;
  ChannelPayload?: ChannelPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Enumeration?: EnumerationResolvers<ContextType>;
  EnumerationValue?: EnumerationValueResolvers<ContextType>;
  Enumerations?: EnumerationsResolvers<ContextType>;
  Facility?: FacilityResolvers<ContextType>;
  FacilityConnection?: FacilityConnectionResolvers<ContextType>;
  FacilityEdge?: FacilityEdgeResolvers<ContextType>;
  FacilityPayload?: FacilityPayloadResolvers<ContextType>;
  ImportPayload?: ImportPayloadResolvers<ContextType>;
  ImportReport?: ImportReportResolvers<ContextType>;
  ImportedRow?: ImportedRowResolvers<ContextType>;
  MaterialDistribution?: MaterialDistributionResolvers<ContextType>;
  MaterialPayload?: MaterialPayloadResolvers<ContextType>;
  MaterialStatRow?: MaterialStatRowResolvers<ContextType>;
  Measure?: MeasureResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  OutputPayload?: OutputPayloadResolvers<ContextType>;
  OutputRecord?: OutputRecordResolvers<ContextType>;
  OutputStatRow?: OutputStatRowResolvers<ContextType>;
  OutreachSection?: OutreachSectionResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Participant?: ParticipantResolvers<ContextType>;
  Participation?: ParticipationResolvers<ContextType>;
  ParticipationConnection?: ParticipationConnectionResolvers<ContextType>;
  ParticipationEdge?: ParticipationEdgeResolvers<ContextType>;
  ParticipationPayload?: ParticipationPayloadResolvers<ContextType>;
  ParticipationStatRow?: ParticipationStatRowResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Region?: RegionResolvers<ContextType>;
  ReportedFigure?: ReportedFigureResolvers<ContextType>;
  StatKey?: StatKeyResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  YearValue?: YearValueResolvers<ContextType>;
};

/** An object whose fields may also be promises, or functions that run only when a client asks for the field. */
export type Lazy<T> = T extends Date
  ? T
  : T extends object
    ? { [K in keyof T]: T[K] | Promise<T[K]> | ((args: never, context: RequestContext, info: GraphQLResolveInfo) => T[K] | Promise<T[K]>) }
    : T;
