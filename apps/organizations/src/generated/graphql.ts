// Written by "npm run codegen" from schema.graphql; never edited.

import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Organization as OrganizationRecord, PastPlace as PastPlaceRecord, PostHolding as PostHoldingRecord, PartyInstruction } from '../organization/domain.ts';
import type { OrganizationResult } from '../organization/warnings.ts';
import type { Region as RegionRecord } from '../region/store.ts';
import type { Attention as AttentionRecord } from '../attention/domain.ts';
import type { Commitment as CommitmentRecord } from '../commitment/domain.ts';
import type { CommitmentYear as CommitmentYearRecord } from '../commitment/statistics.ts';
import type { RegionIndicator as RegionIndicatorRecord, EarlierMeasure } from '../indicator/domain.ts';
import type { ReformProject as ReformProjectRecord } from '../reform/domain.ts';
import type { Coverage as CoverageRecord } from '../coverage/statistics.ts';
import type { DossierEntry as DossierEntryRecord } from '../dossier/domain.ts';
import type { UnitGap } from '../coverage/domain.ts';
import type { TermView } from '../term/domain.ts';
import type { PartyView } from '../party/resolvers.ts';
import type { AnnualReportKey, RequestContext } from '@kexie/service';
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

export type ActsOfMonth = {
  __typename?: 'ActsOfMonth';
  acts: Scalars['Int']['output'];
  /** YYYY-MM */
  month: Scalars['String']['output'];
};

/** The annual report of a region. `regionCode` and `year` are null only when the service that answers for them is unavailable. */
export type AnnualReport = {
  __typename?: 'AnnualReport';
  organizations?: Maybe<OrganizationsSection>;
  region?: Maybe<Region>;
  regionCode?: Maybe<Scalars['ID']['output']>;
  year?: Maybe<Scalars['Int']['output']>;
};

export type AppointToPostInput = {
  /** 文号 of the appointment */
  documentNo?: InputMaybe<Scalars['String']['input']>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** a person of the register */
  personId: Scalars['ID']['input'];
  post: OrganizationPost;
  /** not in the future, and not before the founding, the present holder or the end of an earlier one */
  since: Scalars['Date']['input'];
};

export type ApproveOrganizationInput = {
  approvedOn: Scalars['Date']['input'];
  documentNo: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
};

export type AssignPartyInstructorInput = {
  /** 文号 of the assignment */
  documentNo: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  /** not in the future, and not before the founding or the end of the last Party organization or assignment */
  from: Scalars['Date']['input'];
  id: Scalars['ID']['input'];
  /** a person of the register */
  personId: Scalars['ID']['input'];
};

export type AttentionConnection = {
  __typename?: 'AttentionConnection';
  edges: Array<AttentionEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AttentionEdge = {
  __typename?: 'AttentionEdge';
  cursor: Scalars['String']['output'];
  node: LeadershipAttention;
};

export type AttentionKind =
  /** 新春慰问 */
  | 'FESTIVAL_VISIT'
  /** 调研, 走访 */
  | 'FIELD_VISIT'
  /** 新闻发布会 */
  | 'PRESS_CONFERENCE'
  /** 专题研究 */
  | 'SPECIAL_STUDY'
  /** 党委常委会听取汇报 */
  | 'STANDING_COMMITTEE_HEARING'
  /** 分管领导听取工作汇报 */
  | 'WORK_HEARING';

/** A commitment (承诺) of a region: leaders give the association a kind of attention at least so many times in each year. A region has at most one for each kind and year. */
export type Commitment = {
  __typename?: 'Commitment';
  /** the title or number of the document that states it */
  document?: Maybe<Scalars['String']['output']>;
  /** why it was ended; null while it was not ended by a decision */
  endReason?: Maybe<Scalars['String']['output']>;
  /** the first year */
  fromYear: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  kind: AttentionKind;
  /** the number of records that each year requires */
  minimumPerYear: Scalars['Int']['output'];
  region: Region;
  /** the last year; null when there is no end */
  untilYear?: Maybe<Scalars['Int']['output']>;
  version: Scalars['Int']['output'];
  /** why and when it was withdrawn; null for a commitment that applies to its years */
  withdrawal?: Maybe<Withdrawal>;
};

export type CommitmentConnection = {
  __typename?: 'CommitmentConnection';
  edges: Array<CommitmentEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type CommitmentDimension =
  | 'KIND'
  | 'REGION'
  | 'REGION_COUNTY'
  | 'YEAR';

export type CommitmentEdge = {
  __typename?: 'CommitmentEdge';
  cursor: Scalars['String']['output'];
  node: Commitment;
};

export type CommitmentFilter = {
  /** commitments that apply in this year */
  inForceIn?: InputMaybe<Scalars['Int']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  /** withdrawn commitments, too; they apply in no year */
  includeWithdrawn?: InputMaybe<Scalars['Boolean']['input']>;
  kinds?: InputMaybe<Array<AttentionKind>>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
};

export type CommitmentPayload = {
  __typename?: 'CommitmentPayload';
  commitment?: Maybe<Commitment>;
  userErrors: Array<UserError>;
};

/** A commitment to import. `key` is the client's own stable key of the row. */
export type CommitmentRow = {
  document?: InputMaybe<Scalars['String']['input']>;
  fromYear: Scalars['Int']['input'];
  key: Scalars['String']['input'];
  kind: AttentionKind;
  minimumPerYear: Scalars['Int']['input'];
  regionCode: Scalars['ID']['input'];
  untilYear?: InputMaybe<Scalars['Int']['input']>;
};

export type CommitmentStatRow = {
  __typename?: 'CommitmentStatRow';
  keys: Array<StatKey>;
  met: Scalars['Int']['output'];
  missed: Scalars['Int']['output'];
  open: Scalars['Int']['output'];
  /** the number of years of commitments: two commitments of the same year count twice */
  years: Scalars['Int']['output'];
};

export type CommitmentStatus =
  /** the year has at least the required number of records */
  | 'MET'
  /** the year is over, and fewer records say that the commitment was kept; records may be missing */
  | 'MISSED'
  /** the year is not over, and does not have the required number yet */
  | 'OPEN';

/** One year of a commitment. */
export type CommitmentYear = {
  __typename?: 'CommitmentYear';
  /** the day in the fourth quarter on which the platform announced that the year was not met yet (预警); null when it did not */
  alertedOn?: Maybe<Scalars['Date']['output']>;
  commitment: Commitment;
  /** the number of records of the region itself; those of regions below it do not count */
  held: Scalars['Int']['output'];
  /** the number of records that the year requires */
  required: Scalars['Int']['output'];
  status: CommitmentStatus;
  year: Scalars['Int']['output'];
};

export type CommitmentYearConnection = {
  __typename?: 'CommitmentYearConnection';
  edges: Array<CommitmentYearEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type CommitmentYearEdge = {
  __typename?: 'CommitmentYearEdge';
  cursor: Scalars['String']['output'];
  node: CommitmentYear;
};

export type CommitmentYearFilter = {
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  kinds?: InputMaybe<Array<AttentionKind>>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** with [MISSED] only the years that missed their commitment */
  statuses?: InputMaybe<Array<CommitmentStatus>>;
  /** default and at most the current year */
  toYear?: InputMaybe<Scalars['Int']['input']>;
};

export type CorrectCommitmentInput = {
  /** absent or null: no document */
  document?: InputMaybe<Scalars['String']['input']>;
  expectedVersion: Scalars['Int']['input'];
  fromYear: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  kind: AttentionKind;
  minimumPerYear: Scalars['Int']['input'];
  regionCode: Scalars['ID']['input'];
  /** absent or null: no end */
  untilYear?: InputMaybe<Scalars['Int']['input']>;
};

export type CorrectRegionIndicatorInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  qualifier?: Qualifier;
  reason: Scalars['String']['input'];
  source: Scalars['String']['input'];
  value: Scalars['Decimal']['input'];
};

/** A time in which a region had no association of a kind that it should have (覆盖缺口). */
export type CoverageGap = {
  __typename?: 'CoverageGap';
  /** the first day with an association again, or without the region; null while the gap lasts */
  closedOn?: Maybe<Scalars['Date']['output']>;
  kind: OrganizationKind;
  /** the first day without an association; null: since before all records */
  openedOn?: Maybe<Scalars['Date']['output']>;
  region: Region;
};

export type CoverageGapConnection = {
  __typename?: 'CoverageGapConnection';
  edges: Array<CoverageGapEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type CoverageGapEdge = {
  __typename?: 'CoverageGapEdge';
  cursor: Scalars['String']['output'];
  node: CoverageGap;
};

/** The coverage of a region; a ratio of 1 is full coverage (全覆盖). */
export type CoverageRow = {
  __typename?: 'CoverageRow';
  covered: Scalars['Int']['output'];
  /** the units without an association */
  missing: Array<Region>;
  /** covered / units; null when there are no units */
  ratio?: Maybe<Scalars['Decimal']['output']>;
  region: Region;
  /** the covered units whose association is suspended (暂停) on the day */
  suspended: Array<Region>;
  units: Scalars['Int']['output'];
};

export type DecideOrganizationInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type DissolveOrganizationInput = {
  dissolvedOn: Scalars['Date']['input'];
  /** 文号 of the decision; required for a merger when organizations are below this one, because they move to the successor */
  documentNo?: InputMaybe<Scalars['String']['input']>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  /** an active organization of the same kind, which does not lie below this one; with it the dissolution is a merger */
  successorId?: InputMaybe<Scalars['ID']['input']>;
};

export type DoctrineDimension =
  /** an entry with two tags of a facet counts once for the facet */
  | 'FACET'
  | 'REGION'
  | 'TAG';

/** The facets of the doctrine of the reform. Each has tags, whose codes begin with its own. */
export type DoctrineFacet =
  /** 三大功能: three functions */
  | 'FUNCTION'
  /** 三性: three qualities */
  | 'QUALITY'
  /** 四服务: four services */
  | 'SERVICE'
  /** 去“四化”: shed the four tendencies */
  | 'TENDENCY'
  /** 三型: three types of organization */
  | 'TYPE';

export type DoctrineStatRow = {
  __typename?: 'DoctrineStatRow';
  /** achievements with at least one tag */
  achievements: Scalars['Int']['output'];
  /** documents with at least one tag */
  documents: Scalars['Int']['output'];
  keys: Array<StatKey>;
};

/** The tags of the doctrine (职责定位). */
export type DoctrineTag =
  /** 三大功能: 反映意见 */
  | 'FUNCTION_OPINIONS'
  /** 三大功能: 维护合法权益 */
  | 'FUNCTION_RIGHTS'
  /** 三大功能: 为科学技术工作服务 */
  | 'FUNCTION_WORK'
  /** 三性: 先进性 */
  | 'QUALITY_ADVANCED'
  /** 三性: 群众性 */
  | 'QUALITY_MASS'
  /** 三性: 政治性 */
  | 'QUALITY_POLITICAL'
  /** 四服务: 服务党和政府 */
  | 'SERVICE_GOVERNMENT'
  /** 四服务: 服务创新 */
  | 'SERVICE_INNOVATION'
  /** 四服务: 服务全民 */
  | 'SERVICE_PUBLIC'
  /** 四服务: 服务科技工作者 */
  | 'SERVICE_WORKERS'
  /** 去“四化”: 行政化 */
  | 'TENDENCY_ADMINISTRATIVE'
  /** 去“四化”: 贵族化 */
  | 'TENDENCY_ARISTOCRATIC'
  /** 去“四化”: 机关化 */
  | 'TENDENCY_BUREAUCRATIC'
  /** 去“四化”: 娱乐化 */
  | 'TENDENCY_ENTERTAINMENT'
  /** 三型: 枢纽型 */
  | 'TYPE_HUB'
  /** 三型: 开放型 */
  | 'TYPE_OPEN'
  /** 三型: 平台型 */
  | 'TYPE_PLATFORM';

export type DossierEntry = {
  __typename?: 'DossierEntry';
  /** 文号 */
  documentNo?: Maybe<Scalars['String']['output']>;
  kind: DossierEntryKind;
  /** null when only the year is known */
  on?: Maybe<Scalars['Date']['output']>;
  text?: Maybe<Scalars['String']['output']>;
  year: Scalars['Int']['output'];
};

export type DossierEntryKind =
  /** 撤销: `text` is the reason */
  | 'DISSOLVED'
  /** 成立 */
  | 'FOUNDED'
  /** 荣誉: `text` is the title. Honors are recorded by the rural programmes; a new one may appear a moment later. */
  | 'HONOUR'
  /** 合并: `text` is the reason */
  | 'MERGED'
  /** 迁移 */
  | 'MOVED'
  /** 更名: `text` is the earlier name */
  | 'RENAMED'
  /** 恢复: `text` is the reason */
  | 'RESUMED'
  /** 暂停: `text` is the reason */
  | 'SUSPENDED';

/** A value of an indicator that was replaced. */
export type EarlierIndicatorValue = {
  __typename?: 'EarlierIndicatorValue';
  measure: Measure;
  /** why it was replaced; null when an import replaced it */
  reason?: Maybe<Scalars['String']['output']>;
  replacedAt: Scalars['DateTime']['output'];
  source: Scalars['String']['output'];
};

export type EndCommitmentInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  /** the last year, at least the first one */
  untilYear: Scalars['Int']['input'];
};

export type EndPartyInstructionInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** 2 to 500 characters */
  reason: Scalars['String']['input'];
  /** not in the future, and not before the first day of the assignment */
  until: Scalars['Date']['input'];
};

export type EndPartyOrganizationInput = {
  /** 文号 of the decision */
  documentNo: Scalars['String']['input'];
  /** not in the future, and not before it was established */
  endedOn: Scalars['Date']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  kind: PartyOrganizationKind;
  /** 2 to 500 characters */
  reason: Scalars['String']['input'];
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
  organizations?: Maybe<Array<Enumeration>>;
};


export type EnumerationsOrganizationsArgs = {
  names?: InputMaybe<Array<Scalars['String']['input']>>;
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

export type FileOrganizationInput = {
  expectedVersion: Scalars['Int']['input'];
  filedOn: Scalars['Date']['input'];
  id: Scalars['ID']['input'];
};

export type FoundOrganizationInput = {
  /** 章程 */
  charter: Scalars['String']['input'];
  clientMutationId: Scalars['String']['input'];
  /** required for enterprise, park, university and school associations */
  hostId?: InputMaybe<Scalars['ID']['input']>;
  /** only for a 农技协: the households (户) that found it, at least ten */
  households?: InputMaybe<Scalars['Int']['input']>;
  industryCodes?: InputMaybe<Array<Scalars['String']['input']>>;
  kind: OrganizationKind;
  name: Scalars['String']['input'];
  /** the territorial association that decides about the application */
  parentId: Scalars['ID']['input'];
  /** 筹备负责人 */
  preparatoryLead: Scalars['String']['input'];
  regionCode: Scalars['ID']['input'];
  /** at least ten sci-tech workers; one is enough for a 农技协 that states its households */
  rosterPersonIds: Array<Scalars['ID']['input']>;
  subjectCodes?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type FoundingAssemblyInput = {
  attendance: Scalars['Int']['input'];
  chairPersonId: Scalars['ID']['input'];
  charterAdopted: Scalars['Boolean']['input'];
  expectedVersion: Scalars['Int']['input'];
  heldOn: Scalars['Date']['input'];
  id: Scalars['ID']['input'];
  secretaryPersonId?: InputMaybe<Scalars['ID']['input']>;
  term: TermInput;
};

export type ImportCommitmentsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<CommitmentRow>;
};

/** Figures to import: at most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
export type ImportFiguresInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<ReportedFigureRow>;
};

export type ImportLeadershipAttentionsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<LeadershipAttentionRow>;
};

export type ImportOrganizationsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<OrganizationRow>;
};

/** The result of an import. */
export type ImportPayload = {
  __typename?: 'ImportPayload';
  report?: Maybe<ImportReport>;
  userErrors: Array<UserError>;
};

export type ImportReformProjectsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<ReformProjectRow>;
};

export type ImportRegionIndicatorsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<RegionIndicatorRow>;
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

/** A language of labels. */
export type Language =
  /** English */
  | 'EN'
  /** Chinese */
  | 'ZH';

/** A record that a leader or leading body heard a report, made a visit or held a study. */
export type LeadershipAttention = {
  __typename?: 'LeadershipAttention';
  body: Scalars['String']['output'];
  /** null when only the year is stated */
  heldOn?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  kind: AttentionKind;
  leaderTitle?: Maybe<Scalars['String']['output']>;
  region: Region;
  result?: Maybe<Scalars['String']['output']>;
  topic?: Maybe<Scalars['String']['output']>;
  version: Scalars['Int']['output'];
  /** why and when it was withdrawn; null for a record that counts */
  withdrawal?: Maybe<Withdrawal>;
  year: Scalars['Int']['output'];
};

export type LeadershipAttentionInput = {
  body: Scalars['String']['input'];
  clientMutationId: Scalars['String']['input'];
  heldOn?: InputMaybe<Scalars['Date']['input']>;
  kind: AttentionKind;
  leaderTitle?: InputMaybe<Scalars['String']['input']>;
  regionCode: Scalars['ID']['input'];
  result?: InputMaybe<Scalars['String']['input']>;
  topic?: InputMaybe<Scalars['String']['input']>;
  /** must be the year of `heldOn` when that is given */
  year: Scalars['Int']['input'];
};

export type LeadershipAttentionPayload = {
  __typename?: 'LeadershipAttentionPayload';
  attention?: Maybe<LeadershipAttention>;
  userErrors: Array<UserError>;
};

export type LeadershipAttentionRow = {
  body: Scalars['String']['input'];
  heldOn?: InputMaybe<Scalars['Date']['input']>;
  key: Scalars['String']['input'];
  kind: AttentionKind;
  leaderTitle?: InputMaybe<Scalars['String']['input']>;
  regionCode: Scalars['ID']['input'];
  result?: InputMaybe<Scalars['String']['input']>;
  topic?: InputMaybe<Scalars['String']['input']>;
  year: Scalars['Int']['input'];
};

export type LeavePostInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** the person who holds the post */
  personId: Scalars['ID']['input'];
  post: OrganizationPost;
  /** 2 to 500 characters */
  reason: Scalars['String']['input'];
  /** not in the future, and not before the person took the post */
  until: Scalars['Date']['input'];
};

/** A number as it is stated: 近20,000人 is 20000 PERSON NEARLY. A figure that is not stated has the value null, never 0. */
export type Measure = {
  __typename?: 'Measure';
  qualifier: Qualifier;
  unit: Unit;
  value?: Maybe<Scalars['Decimal']['output']>;
};

/** A move names at least one of region, parent and host. What is left out or null stays. */
export type MoveOrganizationInput = {
  /** 文号 of the decision of the superior association */
  documentNo: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  /** for the kinds that have a host, an active partner without another association */
  hostId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
  /** not in the future, and not before the founding or an earlier move; the region must exist on this day */
  movedOn: Scalars['Date']['input'];
  /** an active territorial association whose region contains that of the organization */
  parentId?: InputMaybe<Scalars['ID']['input']>;
  /** must lie in the region of the parent and contain the organizations below */
  regionCode?: InputMaybe<Scalars['ID']['input']>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Applies to found an association (申请成立). */
  applyToFoundOrganization?: Maybe<OrganizationPayload>;
  /** Appoints a person to a post of an association, outside of an election. The predecessor in a post of one person leaves it on that day. */
  appointToPost?: Maybe<OrganizationPayload>;
  /** Approves an application, with the document number of the approval (批复). */
  approveOrganization?: Maybe<OrganizationPayload>;
  /** Assigns a Party-building instructor (党建指导员) to an association without a Party organization. */
  assignPartyInstructor?: Maybe<OrganizationPayload>;
  /** Corrects a commitment that was recorded wrongly. The input states all of its facts. */
  correctCommitment?: Maybe<CommitmentPayload>;
  /** Replaces the value of an indicator, for example by a revised one. The earlier value stays in its history. */
  correctRegionIndicator?: Maybe<RegionIndicatorPayload>;
  /** Dissolves an organization (撤销), or merges it into a successor (合并). The successor takes over the organizations below it, its members, channels, funds, needs and service teams; the other services follow within seconds. */
  dissolveOrganization?: Maybe<OrganizationPayload>;
  /** Ends a commitment, or ends it earlier. */
  endCommitment?: Maybe<CommitmentPayload>;
  /** Ends the assignment of a Party-building instructor. */
  endPartyInstruction?: Maybe<OrganizationPayload>;
  /** Records that a Party organization ended. A joint branch ends at the organization that keeps its record, and with that at all partners. */
  endPartyOrganization?: Maybe<OrganizationPayload>;
  /** Records that a Party organization was established in an organization, which may have several of different kinds. A joint branch (联合党支部) is recorded at its partners too. The assignment of a Party-building instructor ends with it. */
  establishPartyOrganization?: Maybe<OrganizationPayload>;
  /** Files a founded association (备案). It becomes ACTIVE, and the persons on its roster become members. */
  fileOrganization?: Maybe<OrganizationPayload>;
  importCommitments?: Maybe<ImportPayload>;
  importLeadershipAttentions?: Maybe<ImportPayload>;
  importOrganizationFigures?: Maybe<ImportPayload>;
  /** Imports existing organizations. They are ACTIVE at once, without the steps of founding. */
  importOrganizations?: Maybe<ImportPayload>;
  importReformProjects?: Maybe<ImportPayload>;
  importRegionIndicators?: Maybe<ImportPayload>;
  /** Records that a person left a post without a successor. */
  leavePost?: Maybe<OrganizationPayload>;
  /** Moves an organization (迁移) to another region, under another parent or to another host, by the staff of its superior association. */
  moveOrganization?: Maybe<OrganizationPayload>;
  /** Records the founding assembly (成立大会). */
  recordFoundingAssembly?: Maybe<OrganizationPayload>;
  /** Records that a leader or leading body heard a report, made a visit or held a study. */
  recordLeadershipAttention?: Maybe<LeadershipAttentionPayload>;
  /** Records the value of an indicator of a region for a year. */
  recordRegionIndicator?: Maybe<RegionIndicatorPayload>;
  /** Registers a partner: an enterprise, university, government body, park … */
  registerPartner?: Maybe<OrganizationPayload>;
  /** Registers a pilot project of the reform, with its documents and achievements. */
  registerReformProject?: Maybe<ReformProjectPayload>;
  /** Rejects an application. This is final. */
  rejectOrganizationApplication?: Maybe<OrganizationPayload>;
  /** Renames an organization (更名), by the staff of its superior association. Searches find it by its old name too. */
  renameOrganization?: Maybe<OrganizationPayload>;
  /** Records the election of a new committee (换届). The earlier term goes to the history. Who is elected takes the post on the first day of the term; a post that the input does not name keeps its holder. */
  renewTerm?: Maybe<OrganizationPayload>;
  /** Submits a returned application again. */
  resubmitOrganizationApplication?: Maybe<OrganizationPayload>;
  /** Ends the suspension of an organization (恢复). It is ACTIVE again, or TERM_OVERDUE when its term has ended in the meantime. */
  resumeOrganization?: Maybe<OrganizationPayload>;
  /** Returns an application for correction. */
  returnOrganizationApplication?: Maybe<OrganizationPayload>;
  /** Replaces all facts of a pilot project: adds or corrects documents and achievements. */
  reviseReformProject?: Maybe<ReformProjectPayload>;
  /** Records a commitment (承诺) of a region: a kind of attention at least so many times in each year. */
  setCommitment?: Maybe<CommitmentPayload>;
  /** Records the numbers of authorized posts (编制) and staff of a day, or corrects those of the same day with a reason. */
  setStaffing?: Maybe<OrganizationPayload>;
  /** Suspends an organization (暂停), by the staff of its superior association. Until it is resumed it may not act: no service accepts it as an organizer, recipient, host … */
  suspendOrganization?: Maybe<OrganizationPayload>;
  /** Withdraws a commitment that was recorded wrongly, with the reason. It stays readable, never applied to any year, and its years are free for another one. */
  withdrawCommitment?: Maybe<CommitmentPayload>;
  /** Withdraws a record of attention that was wrong, with the reason. It stays readable and counts nowhere. */
  withdrawLeadershipAttention?: Maybe<LeadershipAttentionPayload>;
};


export type MutationApplyToFoundOrganizationArgs = {
  input: FoundOrganizationInput;
};


export type MutationAppointToPostArgs = {
  input: AppointToPostInput;
};


export type MutationApproveOrganizationArgs = {
  input: ApproveOrganizationInput;
};


export type MutationAssignPartyInstructorArgs = {
  input: AssignPartyInstructorInput;
};


export type MutationCorrectCommitmentArgs = {
  input: CorrectCommitmentInput;
};


export type MutationCorrectRegionIndicatorArgs = {
  input: CorrectRegionIndicatorInput;
};


export type MutationDissolveOrganizationArgs = {
  input: DissolveOrganizationInput;
};


export type MutationEndCommitmentArgs = {
  input: EndCommitmentInput;
};


export type MutationEndPartyInstructionArgs = {
  input: EndPartyInstructionInput;
};


export type MutationEndPartyOrganizationArgs = {
  input: EndPartyOrganizationInput;
};


export type MutationEstablishPartyOrganizationArgs = {
  input: PartyOrganizationInput;
};


export type MutationFileOrganizationArgs = {
  input: FileOrganizationInput;
};


export type MutationImportCommitmentsArgs = {
  input: ImportCommitmentsInput;
};


export type MutationImportLeadershipAttentionsArgs = {
  input: ImportLeadershipAttentionsInput;
};


export type MutationImportOrganizationFiguresArgs = {
  input: ImportFiguresInput;
};


export type MutationImportOrganizationsArgs = {
  input: ImportOrganizationsInput;
};


export type MutationImportReformProjectsArgs = {
  input: ImportReformProjectsInput;
};


export type MutationImportRegionIndicatorsArgs = {
  input: ImportRegionIndicatorsInput;
};


export type MutationLeavePostArgs = {
  input: LeavePostInput;
};


export type MutationMoveOrganizationArgs = {
  input: MoveOrganizationInput;
};


export type MutationRecordFoundingAssemblyArgs = {
  input: FoundingAssemblyInput;
};


export type MutationRecordLeadershipAttentionArgs = {
  input: LeadershipAttentionInput;
};


export type MutationRecordRegionIndicatorArgs = {
  input: RecordRegionIndicatorInput;
};


export type MutationRegisterPartnerArgs = {
  input: RegisterPartnerInput;
};


export type MutationRegisterReformProjectArgs = {
  input: RegisterReformProjectInput;
};


export type MutationRejectOrganizationApplicationArgs = {
  input: DecideOrganizationInput;
};


export type MutationRenameOrganizationArgs = {
  input: RenameOrganizationInput;
};


export type MutationRenewTermArgs = {
  input: RenewTermInput;
};


export type MutationResubmitOrganizationApplicationArgs = {
  input: ResubmitOrganizationInput;
};


export type MutationResumeOrganizationArgs = {
  input: ResumeOrganizationInput;
};


export type MutationReturnOrganizationApplicationArgs = {
  input: DecideOrganizationInput;
};


export type MutationReviseReformProjectArgs = {
  input: ReviseReformProjectInput;
};


export type MutationSetCommitmentArgs = {
  input: SetCommitmentInput;
};


export type MutationSetStaffingArgs = {
  input: SetStaffingInput;
};


export type MutationSuspendOrganizationArgs = {
  input: SuspendOrganizationInput;
};


export type MutationWithdrawCommitmentArgs = {
  input: WithdrawCommitmentInput;
};


export type MutationWithdrawLeadershipAttentionArgs = {
  input: WithdrawLeadershipAttentionInput;
};

/** An association (科协, 学会, 农技协 …) or one of its partners (企业, 高校 …). */
export type Organization = {
  __typename?: 'Organization';
  /** other names, with the names and short names of the past */
  aliases: Array<Scalars['String']['output']>;
  /** 批复文号 */
  approvalDocumentNo?: Maybe<Scalars['String']['output']>;
  approvedOn?: Maybe<Scalars['Date']['output']>;
  children: OrganizationConnection;
  /** 统一社会信用代码 */
  creditCode?: Maybe<Scalars['String']['output']>;
  /** 档案: the founding, names, places and suspensions of the past, the end, and the honors (荣誉), the latest first */
  dossier: Array<DossierEntry>;
  foundedOn?: Maybe<Scalars['Date']['output']>;
  /** 依托单位: the legal person in which an enterprise, park or university association is set up */
  host?: Maybe<Organization>;
  /** 户: the households that found a 农技协, when they are stated */
  households?: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  individualMemberCount: Scalars['Int']['output'];
  /** codes of industries (GB/T 4754): section letter and digits */
  industryCodes: Array<Scalars['String']['output']>;
  kind: OrganizationKind;
  /** the first day on which a source mentions it, when the founding day is not stated */
  knownFrom?: Maybe<Scalars['Date']['output']>;
  level: RegionLevel;
  name: Scalars['String']['output'];
  /** 更名: the names of the past, oldest first, at most 100 */
  nameHistory: Array<PastName>;
  /** the association above it, or the one that approved it */
  parent?: Maybe<Organization>;
  /** the present Party organization of the highest rank: 党组, 党委, 党总支, 党支部, 联合党支部, 功能型党组织; of the kind NONE for an association that may have a 党组 and has no Party organization */
  party?: Maybe<PartyOrganization>;
  /** the present and earlier Party organizations, in the order in which they were recorded, at most about 100 */
  partyHistory: Array<PartyOrganization>;
  /** 党建指导员: the Party-building instructor on a day (default: today) */
  partyInstructor?: Maybe<PartyInstructor>;
  /** the present and earlier Party-building instructors, oldest first, at most 100 */
  partyInstructors: Array<PartyInstructor>;
  /** the Party organizations on a day (default: today), at most one of a kind */
  partyOrganizations: Array<PartyOrganization>;
  /** 迁移: the places of the past, oldest first, at most 100 */
  placeHistory: Array<PastPlace>;
  /** the present and earlier holders of posts, in the order in which they were recorded, at most about 200 */
  postHistory: Array<PostHolding>;
  /** the posts that are held on a day (default: today) */
  posts: Array<PostHolding>;
  region: Region;
  shortName?: Maybe<Scalars['String']['output']>;
  /** the latest figures of posts and staff, or those that applied on a day */
  staffing?: Maybe<Staffing>;
  /** all recorded figures, oldest first, at most 101; of two for the same day the second corrects the first */
  staffingHistory: Array<Staffing>;
  status: OrganizationStatus;
  /** codes of disciplines (GB/T 13745) */
  subjectCodes: Array<Scalars['String']['output']>;
  /** 暂停: the periods in which it may not act, oldest first */
  suspensions: Array<OrganizationSuspension>;
  /** 占位: placeholder for an organization that a source counts but does not name; not for publication */
  synthetic: Scalars['Boolean']['output'];
  term?: Maybe<Term>;
  /** the present and earlier terms, oldest first, at most 101; terms of the time before the platform may be missing */
  terms: Array<Term>;
  updatedAt: Scalars['DateTime']['output'];
  version: Scalars['Int']['output'];
  /** 活力: what the organization did in the twelve months up to a day (default: today) */
  vitality: Vitality;
  /** what is unusual today and may be correct: no founding assembly in the 180 days since the approval, or no chair after one has left */
  warnings: Array<Scalars['String']['output']>;
};


/** An association (科协, 学会, 农技协 …) or one of its partners (企业, 高校 …). */
export type OrganizationChildrenArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<OrganizationKind>;
};


/** An association (科协, 学会, 农技协 …) or one of its partners (企业, 高校 …). */
export type OrganizationPartyInstructorArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** An association (科协, 学会, 农技协 …) or one of its partners (企业, 高校 …). */
export type OrganizationPartyOrganizationsArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** An association (科协, 学会, 农技协 …) or one of its partners (企业, 高校 …). */
export type OrganizationPostsArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** An association (科协, 学会, 农技协 …) or one of its partners (企业, 高校 …). */
export type OrganizationStaffingArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** An association (科协, 学会, 农技协 …) or one of its partners (企业, 高校 …). */
export type OrganizationVitalityArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};

export type OrganizationConnection = {
  __typename?: 'OrganizationConnection';
  edges: Array<OrganizationEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type OrganizationDimension =
  | 'FOUNDED_YEAR'
  /** section (GB/T 4754); an organization of two sections counts in both */
  | 'INDUSTRY'
  | 'KIND'
  | 'LEVEL'
  /** an organization with Party organizations of two kinds counts in both; NONE for one without any */
  | 'PARTY_KIND'
  | 'REGION_COUNTY'
  | 'REGION_TOWNSHIP'
  | 'STATUS'
  /** first-level discipline (GB/T 13745); an organization of two disciplines counts in both */
  | 'SUBJECT';

export type OrganizationEdge = {
  __typename?: 'OrganizationEdge';
  cursor: Scalars['String']['output'];
  /** the part that a search has found; null in other lists */
  match?: Maybe<OrganizationMatch>;
  node: Organization;
};

export type OrganizationFilter = {
  approvedFrom?: InputMaybe<Scalars['Date']['input']>;
  /** with the status APPROVED: the associations that were approved by this day and are not founded */
  approvedTo?: InputMaybe<Scalars['Date']['input']>;
  eligibleForLeadingPartyGroup?: InputMaybe<Scalars['Boolean']['input']>;
  foundedFrom?: InputMaybe<Scalars['Date']['input']>;
  foundedTo?: InputMaybe<Scalars['Date']['input']>;
  hasFullTimeStaff?: InputMaybe<Scalars['Boolean']['input']>;
  hostId?: InputMaybe<Scalars['ID']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  industryPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
  kinds?: InputMaybe<Array<OrganizationKind>>;
  levels?: InputMaybe<Array<RegionLevel>>;
  nameContains?: InputMaybe<Scalars['String']['input']>;
  parentId?: InputMaybe<Scalars['ID']['input']>;
  /** organizations in use that may have a Party organization and have none */
  partyGap?: InputMaybe<PartyGap>;
  /** organizations that have a Party organization of one of these kinds; NONE for those without any */
  partyKinds?: InputMaybe<Array<PartyOrganizationKind>>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<OrganizationStatus>>;
  subjectPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
};

export type OrganizationKind =
  /** 社区科协 */
  | 'COMMUNITY_ASSOCIATION'
  /** 企业 */
  | 'ENTERPRISE'
  /** 企业科协; the enterprise itself is its host */
  | 'ENTERPRISE_ASSOCIATION'
  /** 机关 */
  | 'GOVERNMENT_BODY'
  /** 其他合作单位 */
  | 'OTHER_PARTNER'
  /** 园区 */
  | 'PARK'
  /** 园区科协 */
  | 'PARK_ASSOCIATION'
  /** 科研院所 */
  | 'RESEARCH_INSTITUTE'
  /** 农村专业技术协会 (农技协) */
  | 'RURAL_TECH_ASSOCIATION'
  /** 农技协联合会 */
  | 'RURAL_TECH_FEDERATION'
  /** 学校科协 */
  | 'SCHOOL_ASSOCIATION'
  /** 学会, 协会, 研究会 */
  | 'SOCIETY'
  /** 地方科协 */
  | 'TERRITORIAL_ASSOCIATION'
  /** 乡镇(街道)科协 */
  | 'TOWNSHIP_ASSOCIATION'
  /** 高校 */
  | 'UNIVERSITY'
  /** 高校科协 */
  | 'UNIVERSITY_ASSOCIATION'
  /** 村科协 */
  | 'VILLAGE_ASSOCIATION';

/** The part of an organization that a search has found. `start` and `length` are its place in `text`, in UTF-16 code units, which are those of strings in JavaScript. */
export type OrganizationMatch = {
  __typename?: 'OrganizationMatch';
  field: OrganizationTextField;
  length: Scalars['Int']['output'];
  start: Scalars['Int']['output'];
  /** the whole text of the field */
  text: Scalars['String']['output'];
};

export type OrganizationPayload = {
  __typename?: 'OrganizationPayload';
  organization?: Maybe<Organization>;
  userErrors: Array<UserError>;
  /** warnings about a change that was accepted: those of the organization, and for a society that is being founded the societies of its region with the same discipline, at most 5 */
  warnings: Array<Scalars['String']['output']>;
};

/** The posts (职务) of an association. CHAIR and SECRETARY_GENERAL are posts of one person. */
export type OrganizationPost =
  /** 主席, 理事长, 会长 */
  | 'CHAIR'
  /** 秘书长 */
  | 'SECRETARY_GENERAL'
  /** 副主席, 副理事长, 副会长 */
  | 'VICE_CHAIR';

/** An existing organization to import. `key` is the client's own stable key of the row: a later import with the same key changes the same organization. */
export type OrganizationRow = {
  aliases?: InputMaybe<Array<Scalars['String']['input']>>;
  creditCode?: InputMaybe<Scalars['String']['input']>;
  eligibleForLeadingPartyGroup?: InputMaybe<Scalars['Boolean']['input']>;
  foundedOn?: InputMaybe<Scalars['Date']['input']>;
  hostId?: InputMaybe<Scalars['ID']['input']>;
  industryCodes?: InputMaybe<Array<Scalars['String']['input']>>;
  key: Scalars['String']['input'];
  kind: OrganizationKind;
  knownFrom?: InputMaybe<Scalars['Date']['input']>;
  level: RegionLevel;
  name: Scalars['String']['input'];
  parentId?: InputMaybe<Scalars['ID']['input']>;
  regionCode: Scalars['ID']['input'];
  shortName?: InputMaybe<Scalars['String']['input']>;
  subjectCodes?: InputMaybe<Array<Scalars['String']['input']>>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
};

export type OrganizationSort = {
  direction?: SortDirection;
  field: OrganizationSortField;
};

export type OrganizationSortField =
  | 'FOUNDED_ON'
  | 'KIND'
  | 'MEMBER_COUNT'
  /** in the order of pinyin */
  | 'NAME'
  | 'REGION'
  | 'TERM_ENDS_ON'
  | 'UPDATED_AT';

export type OrganizationStatRow = {
  __typename?: 'OrganizationStatRow';
  /** the sum of the stated numbers of posts */
  authorizedPosts: Scalars['Int']['output'];
  count: Scalars['Int']['output'];
  /** associations without an act in the twelve months up to the day, as `dormantOrganizations` lists them; placeholders count only with the filter `synthetic: true` */
  dormant: Scalars['Int']['output'];
  /** 具备条件设立党组 */
  eligibleForLeadingPartyGroup: Scalars['Int']['output'];
  fullTimeStaff: Scalars['Int']['output'];
  keys: Array<StatKey>;
  /** with a Party-building instructor (党建指导员) */
  withPartyInstructor: Scalars['Int']['output'];
  withPartyOrganization: Scalars['Int']['output'];
  /** organizations whose number of full-time staff is stated to be 0 */
  withoutFullTimeStaff: Scalars['Int']['output'];
  /** territorial associations that may have a 党组 and have none */
  withoutLeadingPartyGroup: Scalars['Int']['output'];
  /** associations, not partners, without any Party organization */
  withoutPartyOrganization: Scalars['Int']['output'];
};

/** The state of an organization between application and dissolution. Partners are ACTIVE from the start. */
export type OrganizationStatus =
  /** 已备案 */
  | 'ACTIVE'
  /** 申请中 */
  | 'APPLIED'
  /** 已批复 */
  | 'APPROVED'
  /** 已撤销 */
  | 'DISSOLVED'
  /** 已召开成立大会 */
  | 'FOUNDED'
  /** 已合并 */
  | 'MERGED'
  /** 不予批准 */
  | 'REJECTED'
  /** 退回修改 */
  | 'RETURNED'
  /** 已暂停: it may not act until it is resumed */
  | 'SUSPENDED'
  /** 换届逾期 */
  | 'TERM_OVERDUE';

/** A period in which an organization may not act (暂停). */
export type OrganizationSuspension = {
  __typename?: 'OrganizationSuspension';
  /** 文号 of the decision to suspend */
  documentNo: Scalars['String']['output'];
  from: Scalars['Date']['output'];
  reason: Scalars['String']['output'];
  /** 文号 of the decision to resume */
  resumeDocumentNo?: Maybe<Scalars['String']['output']>;
  /** null while the suspension lasts, and when the organization was dissolved during it */
  resumeReason?: Maybe<Scalars['String']['output']>;
  /** the day on which it was resumed or dissolved; null while the suspension lasts */
  to?: Maybe<Scalars['Date']['output']>;
};

export type OrganizationTextField =
  /** a usual abbreviation of the name: 梧州市科协 and 梧州科协 for 梧州市科学技术协会 */
  | 'ABBREVIATION'
  | 'ALIAS'
  | 'NAME'
  | 'SHORT_NAME';

/** The reported figures about the organizations of a region in a year, and the figures computed from records at the end of that year. */
export type OrganizationsSection = {
  __typename?: 'OrganizationsSection';
  /** the commitments of the region itself for the year; empty for a year to come */
  commitments: Array<CommitmentYear>;
  countsByKind: Array<OrganizationStatRow>;
  coverage: CoverageRow;
  hearings: Array<YearValue>;
  /** the indicators of the region itself for the year, by code */
  indicators: Array<RegionIndicator>;
  /** figures whose period overlaps the year, and figures without a date */
  reported: Array<ReportedFigure>;
};


/** The reported figures about the organizations of a region in a year, and the figures computed from records at the end of that year. */
export type OrganizationsSectionCoverageArgs = {
  kind: OrganizationKind;
};


/** The reported figures about the organizations of a region in a year, and the figures computed from records at the end of that year. */
export type OrganizationsSectionReportedArgs = {
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

export type PartyGap =
  /** associations, not partners, without any Party organization of their own or a joint one */
  | 'ANY'
  /** the same, and without a Party-building instructor (党建指导员) */
  | 'ANY_AND_INSTRUCTOR'
  /** territorial associations that may have a leading Party members' group (党组) and have none */
  | 'LEADING_PARTY_GROUP';

/** 党建指导员: a person who guides the building of the Party in an association without a Party organization. */
export type PartyInstructor = {
  __typename?: 'PartyInstructor';
  /** 文号 of the assignment */
  documentNo: Scalars['String']['output'];
  endReason?: Maybe<Scalars['String']['output']>;
  from: Scalars['Date']['output'];
  person: Person;
  /** the day from which the person no longer has the task; null while it lasts */
  until?: Maybe<Scalars['Date']['output']>;
};

export type PartyOrganization = {
  __typename?: 'PartyOrganization';
  /** 文号 of the decision to establish it; null when it is not stated */
  documentNo?: Maybe<Scalars['String']['output']>;
  /** 具备条件设立党组: meets the conditions for a leading Party members' group, but need not have one */
  eligibleForLeadingPartyGroup: Scalars['Boolean']['output'];
  /** 文号 of the decision to end it */
  endDocumentNo?: Maybe<Scalars['String']['output']>;
  endReason?: Maybe<Scalars['String']['output']>;
  /** the day from which it no longer exists; null while it lasts */
  endedOn?: Maybe<Scalars['Date']['output']>;
  establishedOn?: Maybe<Scalars['Date']['output']>;
  kind: PartyOrganizationKind;
  /** at a partner of a joint branch: the organization that keeps its record */
  lead?: Maybe<Organization>;
  name: Scalars['String']['output'];
  /** the organizations that share a joint branch (联合党支部) with the organization that keeps its record; empty for other kinds, and at the partners */
  partners: Array<Organization>;
};

export type PartyOrganizationInput = {
  /** 文号 of the decision */
  documentNo?: InputMaybe<Scalars['String']['input']>;
  /** not in the future, and not before the founding */
  establishedOn: Scalars['Date']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** a kind that the organization does not have at that time; LEADING_PARTY_GROUP only for a territorial association that meets the conditions */
  kind: PartyOrganizationKind;
  /** 1 to 100 characters */
  name: Scalars['String']['input'];
  /** required for JOINT_BRANCH, and only for it: 1 to 20 active organizations that share the branch */
  partnerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

export type PartyOrganizationKind =
  /** 党支部 */
  | 'BRANCH'
  /** 功能型党组织 */
  | 'FUNCTIONAL_GROUP'
  /** 党总支 */
  | 'GENERAL_BRANCH'
  /** 联合党支部 */
  | 'JOINT_BRANCH'
  /** 党组 */
  | 'LEADING_PARTY_GROUP'
  | 'NONE'
  /** 党委 */
  | 'PARTY_COMMITTEE';

/** A name that an organization had before it was renamed (更名). */
export type PastName = {
  __typename?: 'PastName';
  /** 文号 of the decision to rename */
  documentNo: Scalars['String']['output'];
  name: Scalars['String']['output'];
  shortName?: Maybe<Scalars['String']['output']>;
  /** the day from which the next name applies */
  until: Scalars['Date']['output'];
};

/** The place of an organization before it moved (迁移). */
export type PastPlace = {
  __typename?: 'PastPlace';
  /** 文号 of the decision to move */
  documentNo: Scalars['String']['output'];
  host?: Maybe<Organization>;
  parent?: Maybe<Organization>;
  region: Region;
  /** the day of the move */
  until: Scalars['Date']['output'];
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

export type Person = {
  __typename?: 'Person';
  id: Scalars['ID']['output'];
};

/** A period in which a person holds a post (任职). */
export type PostHolding = {
  __typename?: 'PostHolding';
  /** 文号 of the appointment; null after an election, or when it is not stated */
  documentNo?: Maybe<Scalars['String']['output']>;
  from: Scalars['Date']['output'];
  /** why the person left without a successor */
  leaveReason?: Maybe<Scalars['String']['output']>;
  person: Person;
  post: OrganizationPost;
  /** the day from which the person no longer holds it; null while it lasts */
  until?: Maybe<Scalars['Date']['output']>;
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
  /** The annual report of a region (年度报告), with one section for each service. A section is null, with an error, while its service is unavailable. */
  annualReport?: Maybe<AnnualReport>;
  /** How many years of commitments were met, were missed and are open, by up to three dimensions. */
  commitmentStats: Array<CommitmentStatRow>;
  /** The years of commitments up to the current one, the latest first: how many records each requires, how many there are, and whether it was met. */
  commitmentYears: CommitmentYearConnection;
  /** Commitments (承诺) of regions to give the association attention each year, by region, kind and year. */
  commitments: CommitmentConnection;
  /** Coverage (覆盖): the units of a region, and those of them that have an association of a kind. The kinds with units are territorial, township, community and village associations. An association that is suspended on the day still covers its unit; `suspended` names these units. A unit that an association has left by a move is covered until the day before the move. */
  coverage: Array<CoverageRow>;
  /** Gaps of coverage (覆盖缺口): the units of a region that have no association of a kind on a day (default: today), by region and kind. */
  coverageGaps: CoverageGapConnection;
  /** How many documents and achievements of pilot projects carry a facet or a tag of the doctrine, by up to three dimensions. */
  doctrineStats: Array<DoctrineStatRow>;
  /** Organizations in use that did nothing in the twelve months up to a day (default: today), and were founded before these months (缺乏活力): those without any counted act first, then by the day of the last act. `Vitality` says what counts as an act. Without `kinds` all kinds of associations; suspended organizations are left out, and placeholders (占位) unless `includeSynthetic` is true. */
  dormantOrganizations: OrganizationConnection;
  /** The enumerations of the schema with labels in Chinese and English, with one section for each service. A section is null, with an error, while its service is unavailable. */
  enumerations?: Maybe<Enumerations>;
  /** The number of such records in each year; null for a year without a record. */
  hearingStats: Array<YearValue>;
  /** Records of the attention of leaders (听取汇报, 慰问, 调研 …), newest first. Withdrawn records are left out unless `includeWithdrawn` is true. */
  hearings: AttentionConnection;
  organization?: Maybe<Organization>;
  /** Counts of the organizations that exist on a day (default: today), by up to three dimensions. Status (also suspension), Party organization and staff are those of that day; staff without figures by that day are unknown. Kind, level, region, disciplines, industries and eligibility are those of today. */
  organizationStats: Array<OrganizationStatRow>;
  organizations: OrganizationConnection;
  /** Pilot projects of the reform (改革试点), the latest start first. */
  reformProjects: ReformProjectConnection;
  /** The region with this code that was valid on a day (default: today). Null when no such region was valid on that day. */
  region?: Maybe<Region>;
  /** A region with the regions that it came from and those that took its place, over all changes, in the order of their last days: 450404 (蝶山区, until 2013), 450403 (万秀区). At most about 100. An error NOT_FOUND for an unknown code. */
  regionHistory: Array<Region>;
  /** Statistical indicators (指标) of regions, such as GDP: the latest year first, then by region and code. */
  regionIndicators: RegionIndicatorConnection;
  /** The regions directly below a parent, or those of a level (with a parent, only those within it), that were valid on a day (default: today). */
  regions: Array<Region>;
  /** Organizations whose name, short name, alias, name of the past or usual abbreviation (梧州科协 for 梧州市科学技术协会) contains the text, or has pinyin (wuzhou kexie) or initials (wzkx) that contain it from the beginning of a syllable. The search ignores width, case, spaces, punctuation and tones; ü is v, u or ü. First come those with the text as a whole name, then those with a name that begins with it, then those whose pinyin or initials begin with it, then the others; each group is in the order of pinyin. 1 to 100 characters, among them a letter or a digit. */
  searchOrganizations: OrganizationConnection;
};


export type QueryAnnualReportArgs = {
  region: Scalars['ID']['input'];
  year: Scalars['Int']['input'];
};


export type QueryCommitmentStatsArgs = {
  filter?: InputMaybe<CommitmentYearFilter>;
  groupBy: Array<CommitmentDimension>;
};


export type QueryCommitmentYearsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CommitmentYearFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryCommitmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CommitmentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryCoverageArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  groupBy: RegionLevel;
  kind: OrganizationKind;
  region: Scalars['ID']['input'];
};


export type QueryCoverageGapsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<OrganizationKind>;
  region: Scalars['ID']['input'];
};


export type QueryDoctrineStatsArgs = {
  filter?: InputMaybe<ReformProjectFilter>;
  groupBy: Array<DoctrineDimension>;
};


export type QueryDormantOrganizationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  includeSynthetic?: InputMaybe<Scalars['Boolean']['input']>;
  kinds?: InputMaybe<Array<OrganizationKind>>;
  region: Scalars['ID']['input'];
};


export type QueryHearingStatsArgs = {
  fromYear: Scalars['Int']['input'];
  kind?: InputMaybe<AttentionKind>;
  region: Scalars['ID']['input'];
  toYear: Scalars['Int']['input'];
};


export type QueryHearingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  includeWithdrawn?: InputMaybe<Scalars['Boolean']['input']>;
  kind?: InputMaybe<AttentionKind>;
  region: Scalars['ID']['input'];
  toYear?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryOrganizationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOrganizationStatsArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<OrganizationFilter>;
  groupBy: Array<OrganizationDimension>;
};


export type QueryOrganizationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OrganizationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<Array<OrganizationSort>>;
};


export type QueryReformProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ReformProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRegionArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  code: Scalars['ID']['input'];
};


export type QueryRegionHistoryArgs = {
  code: Scalars['ID']['input'];
};


export type QueryRegionIndicatorsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RegionIndicatorFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRegionsArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  level?: InputMaybe<RegionLevel>;
  parent?: InputMaybe<Scalars['ID']['input']>;
};


export type QuerySearchOrganizationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OrganizationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  text: Scalars['String']['input'];
};

export type RecordRegionIndicatorInput = {
  clientMutationId: Scalars['String']['input'];
  code: RegionIndicatorCode;
  qualifier?: Qualifier;
  regionCode: Scalars['ID']['input'];
  /** the publication that states the value */
  source: Scalars['String']['input'];
  /** must be the unit of the indicator, so that a value in 亿元 is not taken for one in 元 */
  unit: Unit;
  /** at most 20 digits and 6 decimals */
  value: Scalars['Decimal']['input'];
  /** from 1949 to the current year */
  year: Scalars['Int']['input'];
};

export type ReformAchievement = {
  __typename?: 'ReformAchievement';
  description?: Maybe<Scalars['String']['output']>;
  tags: Array<DoctrineTag>;
  title: Scalars['String']['output'];
  year: Scalars['Int']['output'];
};

export type ReformAchievementInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  tags: Array<DoctrineTag>;
  /** different from the titles of the other achievements of the project */
  title: Scalars['String']['input'];
  /** not before the start of the project */
  year: Scalars['Int']['input'];
};

export type ReformDocument = {
  __typename?: 'ReformDocument';
  issuedOn?: Maybe<Scalars['Date']['output']>;
  /** 文号 */
  number?: Maybe<Scalars['String']['output']>;
  tags: Array<DoctrineTag>;
  title: Scalars['String']['output'];
};

export type ReformDocumentInput = {
  issuedOn?: InputMaybe<Scalars['Date']['input']>;
  number?: InputMaybe<Scalars['String']['input']>;
  tags: Array<DoctrineTag>;
  /** different from the titles of the other documents of the project */
  title: Scalars['String']['input'];
};

/** A pilot project of the reform (改革试点). A region has at most one with the same title. */
export type ReformProject = {
  __typename?: 'ReformProject';
  /** at most 100 */
  achievements: Array<ReformAchievement>;
  /** the batch of the sponsor's pilots, e.g. 2 for 第二批 */
  batch?: Maybe<Scalars['Int']['output']>;
  /** at most 100 */
  documents: Array<ReformDocument>;
  id: Scalars['ID']['output'];
  region: Region;
  /** the body that chose the project, e.g. 中国科协 */
  sponsor?: Maybe<Scalars['String']['output']>;
  startYear: Scalars['Int']['output'];
  title: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

export type ReformProjectConnection = {
  __typename?: 'ReformProjectConnection';
  edges: Array<ReformProjectEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type ReformProjectEdge = {
  __typename?: 'ReformProjectEdge';
  cursor: Scalars['String']['output'];
  node: ReformProject;
};

export type ReformProjectFilter = {
  batch?: InputMaybe<Scalars['Int']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
};

export type ReformProjectPayload = {
  __typename?: 'ReformProjectPayload';
  project?: Maybe<ReformProject>;
  userErrors: Array<UserError>;
};

/** A pilot project to import. `key` is the client's own stable key of the row. */
export type ReformProjectRow = {
  achievements?: InputMaybe<Array<ReformAchievementInput>>;
  batch?: InputMaybe<Scalars['Int']['input']>;
  documents?: InputMaybe<Array<ReformDocumentInput>>;
  key: Scalars['String']['input'];
  regionCode: Scalars['ID']['input'];
  sponsor?: InputMaybe<Scalars['String']['input']>;
  startYear: Scalars['Int']['input'];
  title: Scalars['String']['input'];
};

/** An administrative division. Codes nest by prefix: 450400 contains 450421, which contains 450421101. */
export type Region = {
  __typename?: 'Region';
  /** earlier or other spellings */
  aliases: Array<Scalars['String']['output']>;
  children: Array<Region>;
  /** a code of GB/T 2260 down to county level (6 digits); below it, a statistical code of the National Bureau of Statistics (9 or 12 digits) */
  code: Scalars['ID']['output'];
  /** the times without an association of a kind, by kind, the earliest first; empty for a kind that this region need not have */
  coverageGaps: Array<CoverageGap>;
  /** the names from the province down, e.g. 广西壮族自治区梧州市藤县 */
  fullName: Scalars['String']['output'];
  /** the indicators of the region itself, the latest year first */
  indicators: RegionIndicatorConnection;
  kind: RegionKind;
  level: RegionLevel;
  name: Scalars['String']['output'];
  parent?: Maybe<Region>;
  /** the abolished regions whose place it took */
  predecessors: Array<Region>;
  /** the regions that took its place; empty while it exists */
  successors: Array<Region>;
  /** the first day on which the code was valid; null when it lies before all records. Where a source states only the year, the first day of that year. */
  validFrom?: Maybe<Scalars['Date']['output']>;
  /** the last day on which the code was valid; null while it is. Where a source states only the year, the last day of that year. A record of a later day is refused with REFERENCE_INACTIVE. */
  validTo?: Maybe<Scalars['Date']['output']>;
};


/** An administrative division. Codes nest by prefix: 450400 contains 450421, which contains 450421101. */
export type RegionChildrenArgs = {
  kind?: InputMaybe<RegionKind>;
};


/** An administrative division. Codes nest by prefix: 450400 contains 450421, which contains 450421101. */
export type RegionCoverageGapsArgs = {
  kind?: InputMaybe<OrganizationKind>;
};


/** An administrative division. Codes nest by prefix: 450400 contains 450421, which contains 450421101. */
export type RegionIndicatorsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  codes?: InputMaybe<Array<RegionIndicatorCode>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  toYear?: InputMaybe<Scalars['Int']['input']>;
};

/** The value of an indicator of a region for a year. A region has at most one for each indicator and year. */
export type RegionIndicator = {
  __typename?: 'RegionIndicator';
  code: RegionIndicatorCode;
  /** the values that were replaced, the latest first; at most 50 */
  history: Array<EarlierIndicatorValue>;
  id: Scalars['ID']['output'];
  measure: Measure;
  region: Region;
  /** the publication that states the value, e.g. the statistical communiqué of the year */
  source: Scalars['String']['output'];
  version: Scalars['Int']['output'];
  year: Scalars['Int']['output'];
};

/** The statistical indicators. Each has one unit; its values are not negative. */
export type RegionIndicatorCode =
  /** 地区生产总值, in CNY */
  | 'GDP'
  /** 人均地区生产总值, in CNY */
  | 'GDP_PER_CAPITA'
  /** 高新技术企业, in COUNT */
  | 'HIGH_TECH_ENTERPRISES'
  /** 常住人口 at the end of the year, in PERSON */
  | 'POPULATION'
  /** 全社会研发经费, in CNY */
  | 'RD_EXPENDITURE'
  /** 全社会研发投入强度 (R&D expenditure / GDP), in PERCENT */
  | 'RD_INTENSITY'
  /** 企业研发奖补, in CNY */
  | 'RD_SUBSIDY'
  /** 科技型中小企业, in COUNT */
  | 'TECH_SMES';

export type RegionIndicatorConnection = {
  __typename?: 'RegionIndicatorConnection';
  edges: Array<RegionIndicatorEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type RegionIndicatorEdge = {
  __typename?: 'RegionIndicatorEdge';
  cursor: Scalars['String']['output'];
  node: RegionIndicator;
};

export type RegionIndicatorFilter = {
  codes?: InputMaybe<Array<RegionIndicatorCode>>;
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  toYear?: InputMaybe<Scalars['Int']['input']>;
};

export type RegionIndicatorPayload = {
  __typename?: 'RegionIndicatorPayload';
  indicator?: Maybe<RegionIndicator>;
  userErrors: Array<UserError>;
};

/** An indicator to import. `key` is the client's own stable key of the row, and stays with its region, year and indicator. */
export type RegionIndicatorRow = {
  code: RegionIndicatorCode;
  key: Scalars['String']['input'];
  qualifier?: InputMaybe<Qualifier>;
  regionCode: Scalars['ID']['input'];
  source: Scalars['String']['input'];
  unit: Unit;
  value: Scalars['Decimal']['input'];
  year: Scalars['Int']['input'];
};

export type RegionKind =
  /** 行政村 */
  | 'ADMINISTRATIVE_VILLAGE'
  /** 自治州 */
  | 'AUTONOMOUS_PREFECTURE'
  /** 自治区 */
  | 'AUTONOMOUS_REGION'
  /** 社区居委会 */
  | 'COMMUNITY'
  | 'COUNTRY'
  /** 县 */
  | 'COUNTY'
  /** 县级市 */
  | 'COUNTY_CITY'
  /** 开发区, 试验区; not a unit of GB/T 2260 */
  | 'DEVELOPMENT_ZONE'
  /** 市辖区 */
  | 'DISTRICT'
  /** 民族乡 */
  | 'ETHNIC_TOWNSHIP'
  /** 盟 */
  | 'LEAGUE'
  /** 直辖市 */
  | 'MUNICIPALITY'
  /** 地区 */
  | 'PREFECTURE'
  /** 地级市 */
  | 'PREFECTURE_CITY'
  /** 省 */
  | 'PROVINCE'
  /** 特别行政区 */
  | 'SPECIAL_ADMINISTRATIVE_REGION'
  /** 街道 */
  | 'SUBDISTRICT'
  /** 镇 */
  | 'TOWN'
  /** 乡 */
  | 'TOWNSHIP';

/** The levels of administrative divisions (行政区划). */
export type RegionLevel =
  | 'COUNTRY'
  | 'COUNTY'
  | 'PREFECTURE'
  | 'PROVINCE'
  | 'TOWNSHIP'
  | 'VILLAGE'
  /** a development zone, which is not a level of GB/T 2260 */
  | 'ZONE';

export type RegisterPartnerInput = {
  clientMutationId: Scalars['String']['input'];
  creditCode?: InputMaybe<Scalars['String']['input']>;
  industryCodes?: InputMaybe<Array<Scalars['String']['input']>>;
  kind: OrganizationKind;
  name: Scalars['String']['input'];
  regionCode: Scalars['ID']['input'];
};

export type RegisterReformProjectInput = {
  achievements?: InputMaybe<Array<ReformAchievementInput>>;
  /** the batch of the sponsor's pilots, e.g. 2 for 第二批 */
  batch?: InputMaybe<Scalars['Int']['input']>;
  clientMutationId: Scalars['String']['input'];
  documents?: InputMaybe<Array<ReformDocumentInput>>;
  regionCode: Scalars['ID']['input'];
  /** the body that chose the project, e.g. 中国科协 */
  sponsor?: InputMaybe<Scalars['String']['input']>;
  /** at most the current year */
  startYear: Scalars['Int']['input'];
  title: Scalars['String']['input'];
};

export type RenameOrganizationInput = {
  /** 文号 of the decision of the superior association */
  documentNo: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** 2 to 100 characters; unique among the organizations of its kind and region that have not ended */
  name: Scalars['String']['input'];
  /** not in the future, and not before the founding or an earlier renaming */
  renamedOn: Scalars['Date']['input'];
  /** the short name stays when this is left out, and null removes it */
  shortName?: InputMaybe<Scalars['String']['input']>;
};

export type RenewTermInput = {
  /** the elected chair, a person of the register; absent: the present one keeps the post */
  chairPersonId?: InputMaybe<Scalars['ID']['input']>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** the elected secretary-general, a person of the register; absent: the present one keeps the post */
  secretaryPersonId?: InputMaybe<Scalars['ID']['input']>;
  /** begins after the present term */
  term: TermInput;
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

export type ResubmitOrganizationInput = {
  charter: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  /** only for a 农技协; when it is left out, the stated number stays */
  households?: InputMaybe<Scalars['Int']['input']>;
  id: Scalars['ID']['input'];
  rosterPersonIds: Array<Scalars['ID']['input']>;
};

export type ResumeOrganizationInput = {
  /** 文号 of the decision of the superior association */
  documentNo: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** 2 to 500 characters */
  reason: Scalars['String']['input'];
  /** not in the future, and not before the day of the suspension */
  resumedOn: Scalars['Date']['input'];
};

/** All facts of the project: a document or an achievement that is left out is removed. */
export type ReviseReformProjectInput = {
  achievements: Array<ReformAchievementInput>;
  batch?: InputMaybe<Scalars['Int']['input']>;
  documents: Array<ReformDocumentInput>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  regionCode: Scalars['ID']['input'];
  sponsor?: InputMaybe<Scalars['String']['input']>;
  startYear: Scalars['Int']['input'];
  title: Scalars['String']['input'];
};

/** The result of one row of an import. */
export type RowOutcome =
  | 'CREATED'
  /** see the errors of the row; other rows are not affected */
  | 'REJECTED'
  /** the same row was imported before */
  | 'UNCHANGED'
  | 'UPDATED';

export type SetCommitmentInput = {
  clientMutationId: Scalars['String']['input'];
  /** the title or number of the document that states it */
  document?: InputMaybe<Scalars['String']['input']>;
  /** the first year, from 1958 to 2100 */
  fromYear: Scalars['Int']['input'];
  kind: AttentionKind;
  minimumPerYear: Scalars['Int']['input'];
  regionCode: Scalars['ID']['input'];
  /** the last year; null when there is no end */
  untilYear?: InputMaybe<Scalars['Int']['input']>;
};

export type SetStaffingInput = {
  /** not in the future, and not before the day of the recorded figures */
  asOf: Scalars['Date']['input'];
  /** absent or null for kinds without authorized posts (编制): community and village associations, societies, enterprise associations, 农技协 and their federations, and enterprises */
  authorizedPosts?: InputMaybe<Scalars['Int']['input']>;
  /** required when figures of the same day are recorded, and only then: why they were wrong, 2 to 500 characters */
  correctionReason?: InputMaybe<Scalars['String']['input']>;
  expectedVersion: Scalars['Int']['input'];
  fullTimeStaff: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  partTimeStaff: Scalars['Int']['input'];
};

export type SortDirection =
  | 'ASC'
  | 'DESC';

export type Staffing = {
  __typename?: 'Staffing';
  asOf: Scalars['Date']['output'];
  /** 编制; null for kinds without authorized posts, or when the number is not stated */
  authorizedPosts?: Maybe<Scalars['Int']['output']>;
  /** why these figures replaced others of the same day; null when they did not */
  correctionReason?: Maybe<Scalars['String']['output']>;
  /** 专职 */
  fullTimeStaff: Scalars['Int']['output'];
  /** 兼职 */
  partTimeStaff: Scalars['Int']['output'];
};

/** One dimension of a row of statistics. */
export type StatKey = {
  __typename?: 'StatKey';
  code: Scalars['String']['output'];
  dimension: Scalars['String']['output'];
  /** the Chinese name of the code; the code itself when it has no name */
  label: Scalars['String']['output'];
};

export type SuspendOrganizationInput = {
  /** 文号 of the decision of the superior association */
  documentNo: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** 2 to 500 characters */
  reason: Scalars['String']['input'];
  /** not in the future, and not before the founding or the end of an earlier suspension */
  suspendedOn: Scalars['Date']['input'];
};

/** The term of office of a committee (届). */
export type Term = {
  __typename?: 'Term';
  /** 主席: the chair at the start of the term; null when not recorded */
  chair?: Maybe<Person>;
  endsOn: Scalars['Date']['output'];
  number: Scalars['Int']['output'];
  /** the present term has ended without an election; false for earlier terms */
  overdue: Scalars['Boolean']['output'];
  /** 秘书长: the secretary-general at the start of the term; null when not recorded */
  secretary?: Maybe<Person>;
  startedOn: Scalars['Date']['output'];
};

export type TermInput = {
  /** at most five years after the start */
  endsOn: Scalars['Date']['input'];
  number: Scalars['Int']['input'];
  startedOn: Scalars['Date']['input'];
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

/** 活力: the acts of an organization, counted from events of all services. An act counts on the day on which it was done, also when it is entered or imported later. Acts are: the founding assembly; the election of a committee (换届); a celebration that it organized; its decision on an application for membership; an activity that it organized, after the verification; output of a channel that it operates, on the last day of the period; joining a campaign; a published need, and a confirmed match for it; a service team (专家服务团) formed or changed; a training that it organized, after the verification; a funded project that passed its acceptance (验收). An act without a known day does not count, nor does one of which only a period of several months is known. */
export type Vitality = {
  __typename?: 'Vitality';
  /** acts after the same day of the year before */
  actsInTwelveMonths: Scalars['Int']['output'];
  /** the same acts by month, the earliest month first; the twelve months touch thirteen calendar months */
  byMonth: Array<ActsOfMonth>;
  /** the time of the first event that was counted for any organization: acts that were reported earlier are not known. Null before the first event. */
  countedFrom?: Maybe<Scalars['DateTime']['output']>;
  /** the day of the last act up to the day; null when none is known */
  lastActedOn?: Maybe<Scalars['Date']['output']>;
};

export type WithdrawCommitmentInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** 2 to 500 characters */
  reason: Scalars['String']['input'];
};

export type WithdrawLeadershipAttentionInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** 2 to 500 characters */
  reason: Scalars['String']['input'];
};

/** The withdrawal (撤回) of a record that was wrong. */
export type Withdrawal = {
  __typename?: 'Withdrawal';
  at: Scalars['DateTime']['output'];
  reason: Scalars['String']['output'];
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
  AnnualReport: AnnualReport;
  Commitment: Commitment;
  LeadershipAttention: LeadershipAttention;
  Organization: Organization;
  ReformProject: ReformProject;
  Region: Region;
  RegionIndicator: RegionIndicator;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AnnualReport:
    ( { __typename: 'AnnualReport' }
    & GraphQLRecursivePick<FederationTypes['AnnualReport'], {"regionCode":true,"year":true}> );
  Commitment:
    ( { __typename: 'Commitment' }
    & GraphQLRecursivePick<FederationTypes['Commitment'], {"id":true}> );
  LeadershipAttention:
    ( { __typename: 'LeadershipAttention' }
    & GraphQLRecursivePick<FederationTypes['LeadershipAttention'], {"id":true}> );
  Organization:
    ( { __typename: 'Organization' }
    & GraphQLRecursivePick<FederationTypes['Organization'], {"id":true}> );
  ReformProject:
    ( { __typename: 'ReformProject' }
    & GraphQLRecursivePick<FederationTypes['ReformProject'], {"id":true}> );
  Region:
    ( { __typename: 'Region' }
    & GraphQLRecursivePick<FederationTypes['Region'], {"code":true}> );
  RegionIndicator:
    ( { __typename: 'RegionIndicator' }
    & GraphQLRecursivePick<FederationTypes['RegionIndicator'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ActsOfMonth: ResolverTypeWrapper<Lazy<ActsOfMonth>>;
  Int: ResolverTypeWrapper<Lazy<Scalars['Int']['output']>>;
  String: ResolverTypeWrapper<Lazy<Scalars['String']['output']>>;
  AnnualReport: ResolverTypeWrapper<AnnualReportKey>;
  ID: ResolverTypeWrapper<Lazy<Scalars['ID']['output']>>;
  AppointToPostInput: ResolverTypeWrapper<Lazy<AppointToPostInput>>;
  ApproveOrganizationInput: ResolverTypeWrapper<Lazy<ApproveOrganizationInput>>;
  AssignPartyInstructorInput: ResolverTypeWrapper<Lazy<AssignPartyInstructorInput>>;
  AttentionConnection: ResolverTypeWrapper<Lazy<Omit<AttentionConnection, 'edges'> & { edges: Array<ResolversTypes['AttentionEdge']> }>>;
  AttentionEdge: ResolverTypeWrapper<Lazy<Omit<AttentionEdge, 'node'> & { node: ResolversTypes['LeadershipAttention'] }>>;
  AttentionKind: ResolverTypeWrapper<Lazy<AttentionKind>>;
  Commitment: ResolverTypeWrapper<CommitmentRecord>;
  CommitmentConnection: ResolverTypeWrapper<Lazy<Omit<CommitmentConnection, 'edges'> & { edges: Array<ResolversTypes['CommitmentEdge']> }>>;
  CommitmentDimension: ResolverTypeWrapper<Lazy<CommitmentDimension>>;
  CommitmentEdge: ResolverTypeWrapper<Lazy<Omit<CommitmentEdge, 'node'> & { node: ResolversTypes['Commitment'] }>>;
  CommitmentFilter: ResolverTypeWrapper<Lazy<CommitmentFilter>>;
  Boolean: ResolverTypeWrapper<Lazy<Scalars['Boolean']['output']>>;
  CommitmentPayload: ResolverTypeWrapper<Lazy<Omit<CommitmentPayload, 'commitment'> & { commitment?: Maybe<ResolversTypes['Commitment']> }>>;
  CommitmentRow: ResolverTypeWrapper<Lazy<CommitmentRow>>;
  CommitmentStatRow: ResolverTypeWrapper<Lazy<CommitmentStatRow>>;
  CommitmentStatus: ResolverTypeWrapper<Lazy<CommitmentStatus>>;
  CommitmentYear: ResolverTypeWrapper<CommitmentYearRecord>;
  CommitmentYearConnection: ResolverTypeWrapper<Lazy<Omit<CommitmentYearConnection, 'edges'> & { edges: Array<ResolversTypes['CommitmentYearEdge']> }>>;
  CommitmentYearEdge: ResolverTypeWrapper<Lazy<Omit<CommitmentYearEdge, 'node'> & { node: ResolversTypes['CommitmentYear'] }>>;
  CommitmentYearFilter: ResolverTypeWrapper<Lazy<CommitmentYearFilter>>;
  CorrectCommitmentInput: ResolverTypeWrapper<Lazy<CorrectCommitmentInput>>;
  CorrectRegionIndicatorInput: ResolverTypeWrapper<Lazy<CorrectRegionIndicatorInput>>;
  CoverageGap: ResolverTypeWrapper<UnitGap>;
  CoverageGapConnection: ResolverTypeWrapper<Lazy<Omit<CoverageGapConnection, 'edges'> & { edges: Array<ResolversTypes['CoverageGapEdge']> }>>;
  CoverageGapEdge: ResolverTypeWrapper<Lazy<Omit<CoverageGapEdge, 'node'> & { node: ResolversTypes['CoverageGap'] }>>;
  CoverageRow: ResolverTypeWrapper<CoverageRecord>;
  Date: ResolverTypeWrapper<Lazy<Scalars['Date']['output']>>;
  DateTime: ResolverTypeWrapper<Lazy<Scalars['DateTime']['output']>>;
  DecideOrganizationInput: ResolverTypeWrapper<Lazy<DecideOrganizationInput>>;
  Decimal: ResolverTypeWrapper<Lazy<Scalars['Decimal']['output']>>;
  DissolveOrganizationInput: ResolverTypeWrapper<Lazy<DissolveOrganizationInput>>;
  DoctrineDimension: ResolverTypeWrapper<Lazy<DoctrineDimension>>;
  DoctrineFacet: ResolverTypeWrapper<Lazy<DoctrineFacet>>;
  DoctrineStatRow: ResolverTypeWrapper<Lazy<DoctrineStatRow>>;
  DoctrineTag: ResolverTypeWrapper<Lazy<DoctrineTag>>;
  DossierEntry: ResolverTypeWrapper<DossierEntryRecord>;
  DossierEntryKind: ResolverTypeWrapper<Lazy<DossierEntryKind>>;
  EarlierIndicatorValue: ResolverTypeWrapper<EarlierMeasure>;
  EndCommitmentInput: ResolverTypeWrapper<Lazy<EndCommitmentInput>>;
  EndPartyInstructionInput: ResolverTypeWrapper<Lazy<EndPartyInstructionInput>>;
  EndPartyOrganizationInput: ResolverTypeWrapper<Lazy<EndPartyOrganizationInput>>;
  Enumeration: ResolverTypeWrapper<Lazy<Enumeration>>;
  EnumerationValue: ResolverTypeWrapper<Lazy<EnumerationValue>>;
  Enumerations: ResolverTypeWrapper<Lazy<Enumerations>>;
  FigureSource: ResolverTypeWrapper<Lazy<FigureSource>>;
  FileOrganizationInput: ResolverTypeWrapper<Lazy<FileOrganizationInput>>;
  FoundOrganizationInput: ResolverTypeWrapper<Lazy<FoundOrganizationInput>>;
  FoundingAssemblyInput: ResolverTypeWrapper<Lazy<FoundingAssemblyInput>>;
  ImportCommitmentsInput: ResolverTypeWrapper<Lazy<ImportCommitmentsInput>>;
  ImportFiguresInput: ResolverTypeWrapper<Lazy<ImportFiguresInput>>;
  ImportLeadershipAttentionsInput: ResolverTypeWrapper<Lazy<ImportLeadershipAttentionsInput>>;
  ImportOrganizationsInput: ResolverTypeWrapper<Lazy<ImportOrganizationsInput>>;
  ImportPayload: ResolverTypeWrapper<Lazy<ImportPayload>>;
  ImportReformProjectsInput: ResolverTypeWrapper<Lazy<ImportReformProjectsInput>>;
  ImportRegionIndicatorsInput: ResolverTypeWrapper<Lazy<ImportRegionIndicatorsInput>>;
  ImportReport: ResolverTypeWrapper<Lazy<ImportReport>>;
  ImportedRow: ResolverTypeWrapper<Lazy<ImportedRow>>;
  Language: ResolverTypeWrapper<Lazy<Language>>;
  LeadershipAttention: ResolverTypeWrapper<AttentionRecord>;
  LeadershipAttentionInput: ResolverTypeWrapper<Lazy<LeadershipAttentionInput>>;
  LeadershipAttentionPayload: ResolverTypeWrapper<Lazy<Omit<LeadershipAttentionPayload, 'attention'> & { attention?: Maybe<ResolversTypes['LeadershipAttention']> }>>;
  LeadershipAttentionRow: ResolverTypeWrapper<Lazy<LeadershipAttentionRow>>;
  LeavePostInput: ResolverTypeWrapper<Lazy<LeavePostInput>>;
  Measure: ResolverTypeWrapper<Lazy<Measure>>;
  MoveOrganizationInput: ResolverTypeWrapper<Lazy<MoveOrganizationInput>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Organization: ResolverTypeWrapper<OrganizationRecord>;
  OrganizationConnection: ResolverTypeWrapper<Lazy<Omit<OrganizationConnection, 'edges'> & { edges: Array<ResolversTypes['OrganizationEdge']> }>>;
  OrganizationDimension: ResolverTypeWrapper<Lazy<OrganizationDimension>>;
  OrganizationEdge: ResolverTypeWrapper<Lazy<Omit<OrganizationEdge, 'node'> & { node: ResolversTypes['Organization'] }>>;
  OrganizationFilter: ResolverTypeWrapper<Lazy<OrganizationFilter>>;
  OrganizationKind: ResolverTypeWrapper<Lazy<OrganizationKind>>;
  OrganizationMatch: ResolverTypeWrapper<Lazy<OrganizationMatch>>;
  OrganizationPayload: ResolverTypeWrapper<OrganizationResult>;
  OrganizationPost: ResolverTypeWrapper<Lazy<OrganizationPost>>;
  OrganizationRow: ResolverTypeWrapper<Lazy<OrganizationRow>>;
  OrganizationSort: ResolverTypeWrapper<Lazy<OrganizationSort>>;
  OrganizationSortField: ResolverTypeWrapper<Lazy<OrganizationSortField>>;
  OrganizationStatRow: ResolverTypeWrapper<Lazy<OrganizationStatRow>>;
  OrganizationStatus: ResolverTypeWrapper<Lazy<OrganizationStatus>>;
  OrganizationSuspension: ResolverTypeWrapper<Lazy<OrganizationSuspension>>;
  OrganizationTextField: ResolverTypeWrapper<Lazy<OrganizationTextField>>;
  OrganizationsSection: ResolverTypeWrapper<AnnualReportKey>;
  PageInfo: ResolverTypeWrapper<Lazy<PageInfo>>;
  PartyGap: ResolverTypeWrapper<Lazy<PartyGap>>;
  PartyInstructor: ResolverTypeWrapper<PartyInstruction>;
  PartyOrganization: ResolverTypeWrapper<PartyView>;
  PartyOrganizationInput: ResolverTypeWrapper<Lazy<PartyOrganizationInput>>;
  PartyOrganizationKind: ResolverTypeWrapper<Lazy<PartyOrganizationKind>>;
  PastName: ResolverTypeWrapper<Lazy<PastName>>;
  PastPlace: ResolverTypeWrapper<PastPlaceRecord>;
  Period: ResolverTypeWrapper<Lazy<Period>>;
  Person: ResolverTypeWrapper<Lazy<Person>>;
  PostHolding: ResolverTypeWrapper<PostHoldingRecord>;
  Qualifier: ResolverTypeWrapper<Lazy<Qualifier>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordRegionIndicatorInput: ResolverTypeWrapper<Lazy<RecordRegionIndicatorInput>>;
  ReformAchievement: ResolverTypeWrapper<Lazy<ReformAchievement>>;
  ReformAchievementInput: ResolverTypeWrapper<Lazy<ReformAchievementInput>>;
  ReformDocument: ResolverTypeWrapper<Lazy<ReformDocument>>;
  ReformDocumentInput: ResolverTypeWrapper<Lazy<ReformDocumentInput>>;
  ReformProject: ResolverTypeWrapper<ReformProjectRecord>;
  ReformProjectConnection: ResolverTypeWrapper<Lazy<Omit<ReformProjectConnection, 'edges'> & { edges: Array<ResolversTypes['ReformProjectEdge']> }>>;
  ReformProjectEdge: ResolverTypeWrapper<Lazy<Omit<ReformProjectEdge, 'node'> & { node: ResolversTypes['ReformProject'] }>>;
  ReformProjectFilter: ResolverTypeWrapper<Lazy<ReformProjectFilter>>;
  ReformProjectPayload: ResolverTypeWrapper<Lazy<Omit<ReformProjectPayload, 'project'> & { project?: Maybe<ResolversTypes['ReformProject']> }>>;
  ReformProjectRow: ResolverTypeWrapper<Lazy<ReformProjectRow>>;
  Region: ResolverTypeWrapper<RegionRecord>;
  RegionIndicator: ResolverTypeWrapper<RegionIndicatorRecord>;
  RegionIndicatorCode: ResolverTypeWrapper<Lazy<RegionIndicatorCode>>;
  RegionIndicatorConnection: ResolverTypeWrapper<Lazy<Omit<RegionIndicatorConnection, 'edges'> & { edges: Array<ResolversTypes['RegionIndicatorEdge']> }>>;
  RegionIndicatorEdge: ResolverTypeWrapper<Lazy<Omit<RegionIndicatorEdge, 'node'> & { node: ResolversTypes['RegionIndicator'] }>>;
  RegionIndicatorFilter: ResolverTypeWrapper<Lazy<RegionIndicatorFilter>>;
  RegionIndicatorPayload: ResolverTypeWrapper<Lazy<Omit<RegionIndicatorPayload, 'indicator'> & { indicator?: Maybe<ResolversTypes['RegionIndicator']> }>>;
  RegionIndicatorRow: ResolverTypeWrapper<Lazy<RegionIndicatorRow>>;
  RegionKind: ResolverTypeWrapper<Lazy<RegionKind>>;
  RegionLevel: ResolverTypeWrapper<Lazy<RegionLevel>>;
  RegisterPartnerInput: ResolverTypeWrapper<Lazy<RegisterPartnerInput>>;
  RegisterReformProjectInput: ResolverTypeWrapper<Lazy<RegisterReformProjectInput>>;
  RenameOrganizationInput: ResolverTypeWrapper<Lazy<RenameOrganizationInput>>;
  RenewTermInput: ResolverTypeWrapper<Lazy<RenewTermInput>>;
  ReportedFigure: ResolverTypeWrapper<Lazy<ReportedFigure>>;
  ReportedFigureRow: ResolverTypeWrapper<Lazy<ReportedFigureRow>>;
  ResubmitOrganizationInput: ResolverTypeWrapper<Lazy<ResubmitOrganizationInput>>;
  ResumeOrganizationInput: ResolverTypeWrapper<Lazy<ResumeOrganizationInput>>;
  ReviseReformProjectInput: ResolverTypeWrapper<Lazy<ReviseReformProjectInput>>;
  RowOutcome: ResolverTypeWrapper<Lazy<RowOutcome>>;
  SetCommitmentInput: ResolverTypeWrapper<Lazy<SetCommitmentInput>>;
  SetStaffingInput: ResolverTypeWrapper<Lazy<SetStaffingInput>>;
  SortDirection: ResolverTypeWrapper<Lazy<SortDirection>>;
  Staffing: ResolverTypeWrapper<Lazy<Staffing>>;
  StatKey: ResolverTypeWrapper<Lazy<StatKey>>;
  SuspendOrganizationInput: ResolverTypeWrapper<Lazy<SuspendOrganizationInput>>;
  Term: ResolverTypeWrapper<TermView>;
  TermInput: ResolverTypeWrapper<Lazy<TermInput>>;
  Unit: ResolverTypeWrapper<Lazy<Unit>>;
  UserError: ResolverTypeWrapper<Lazy<UserError>>;
  Vitality: ResolverTypeWrapper<Lazy<Vitality>>;
  WithdrawCommitmentInput: ResolverTypeWrapper<Lazy<WithdrawCommitmentInput>>;
  WithdrawLeadershipAttentionInput: ResolverTypeWrapper<Lazy<WithdrawLeadershipAttentionInput>>;
  Withdrawal: ResolverTypeWrapper<Lazy<Withdrawal>>;
  YearValue: ResolverTypeWrapper<Lazy<YearValue>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ActsOfMonth: ActsOfMonth;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  AnnualReport: AnnualReportKey;
  ID: Scalars['ID']['output'];
  AppointToPostInput: AppointToPostInput;
  ApproveOrganizationInput: ApproveOrganizationInput;
  AssignPartyInstructorInput: AssignPartyInstructorInput;
  AttentionConnection: Omit<AttentionConnection, 'edges'> & { edges: Array<ResolversParentTypes['AttentionEdge']> };
  AttentionEdge: Omit<AttentionEdge, 'node'> & { node: ResolversParentTypes['LeadershipAttention'] };
  Commitment: CommitmentRecord;
  CommitmentConnection: Omit<CommitmentConnection, 'edges'> & { edges: Array<ResolversParentTypes['CommitmentEdge']> };
  CommitmentEdge: Omit<CommitmentEdge, 'node'> & { node: ResolversParentTypes['Commitment'] };
  CommitmentFilter: CommitmentFilter;
  Boolean: Scalars['Boolean']['output'];
  CommitmentPayload: Omit<CommitmentPayload, 'commitment'> & { commitment?: Maybe<ResolversParentTypes['Commitment']> };
  CommitmentRow: CommitmentRow;
  CommitmentStatRow: CommitmentStatRow;
  CommitmentYear: CommitmentYearRecord;
  CommitmentYearConnection: Omit<CommitmentYearConnection, 'edges'> & { edges: Array<ResolversParentTypes['CommitmentYearEdge']> };
  CommitmentYearEdge: Omit<CommitmentYearEdge, 'node'> & { node: ResolversParentTypes['CommitmentYear'] };
  CommitmentYearFilter: CommitmentYearFilter;
  CorrectCommitmentInput: CorrectCommitmentInput;
  CorrectRegionIndicatorInput: CorrectRegionIndicatorInput;
  CoverageGap: UnitGap;
  CoverageGapConnection: Omit<CoverageGapConnection, 'edges'> & { edges: Array<ResolversParentTypes['CoverageGapEdge']> };
  CoverageGapEdge: Omit<CoverageGapEdge, 'node'> & { node: ResolversParentTypes['CoverageGap'] };
  CoverageRow: CoverageRecord;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DecideOrganizationInput: DecideOrganizationInput;
  Decimal: Scalars['Decimal']['output'];
  DissolveOrganizationInput: DissolveOrganizationInput;
  DoctrineStatRow: DoctrineStatRow;
  DossierEntry: DossierEntryRecord;
  EarlierIndicatorValue: EarlierMeasure;
  EndCommitmentInput: EndCommitmentInput;
  EndPartyInstructionInput: EndPartyInstructionInput;
  EndPartyOrganizationInput: EndPartyOrganizationInput;
  Enumeration: Enumeration;
  EnumerationValue: EnumerationValue;
  Enumerations: Enumerations;
  FileOrganizationInput: FileOrganizationInput;
  FoundOrganizationInput: FoundOrganizationInput;
  FoundingAssemblyInput: FoundingAssemblyInput;
  ImportCommitmentsInput: ImportCommitmentsInput;
  ImportFiguresInput: ImportFiguresInput;
  ImportLeadershipAttentionsInput: ImportLeadershipAttentionsInput;
  ImportOrganizationsInput: ImportOrganizationsInput;
  ImportPayload: ImportPayload;
  ImportReformProjectsInput: ImportReformProjectsInput;
  ImportRegionIndicatorsInput: ImportRegionIndicatorsInput;
  ImportReport: ImportReport;
  ImportedRow: ImportedRow;
  LeadershipAttention: AttentionRecord;
  LeadershipAttentionInput: LeadershipAttentionInput;
  LeadershipAttentionPayload: Omit<LeadershipAttentionPayload, 'attention'> & { attention?: Maybe<ResolversParentTypes['LeadershipAttention']> };
  LeadershipAttentionRow: LeadershipAttentionRow;
  LeavePostInput: LeavePostInput;
  Measure: Measure;
  MoveOrganizationInput: MoveOrganizationInput;
  Mutation: Record<PropertyKey, never>;
  Organization: OrganizationRecord;
  OrganizationConnection: Omit<OrganizationConnection, 'edges'> & { edges: Array<ResolversParentTypes['OrganizationEdge']> };
  OrganizationEdge: Omit<OrganizationEdge, 'node'> & { node: ResolversParentTypes['Organization'] };
  OrganizationFilter: OrganizationFilter;
  OrganizationMatch: OrganizationMatch;
  OrganizationPayload: OrganizationResult;
  OrganizationRow: OrganizationRow;
  OrganizationSort: OrganizationSort;
  OrganizationStatRow: OrganizationStatRow;
  OrganizationSuspension: OrganizationSuspension;
  OrganizationsSection: AnnualReportKey;
  PageInfo: PageInfo;
  PartyInstructor: PartyInstruction;
  PartyOrganization: PartyView;
  PartyOrganizationInput: PartyOrganizationInput;
  PastName: PastName;
  PastPlace: PastPlaceRecord;
  Period: Period;
  Person: Person;
  PostHolding: PostHoldingRecord;
  Query: Record<PropertyKey, never>;
  RecordRegionIndicatorInput: RecordRegionIndicatorInput;
  ReformAchievement: ReformAchievement;
  ReformAchievementInput: ReformAchievementInput;
  ReformDocument: ReformDocument;
  ReformDocumentInput: ReformDocumentInput;
  ReformProject: ReformProjectRecord;
  ReformProjectConnection: Omit<ReformProjectConnection, 'edges'> & { edges: Array<ResolversParentTypes['ReformProjectEdge']> };
  ReformProjectEdge: Omit<ReformProjectEdge, 'node'> & { node: ResolversParentTypes['ReformProject'] };
  ReformProjectFilter: ReformProjectFilter;
  ReformProjectPayload: Omit<ReformProjectPayload, 'project'> & { project?: Maybe<ResolversParentTypes['ReformProject']> };
  ReformProjectRow: ReformProjectRow;
  Region: RegionRecord;
  RegionIndicator: RegionIndicatorRecord;
  RegionIndicatorConnection: Omit<RegionIndicatorConnection, 'edges'> & { edges: Array<ResolversParentTypes['RegionIndicatorEdge']> };
  RegionIndicatorEdge: Omit<RegionIndicatorEdge, 'node'> & { node: ResolversParentTypes['RegionIndicator'] };
  RegionIndicatorFilter: RegionIndicatorFilter;
  RegionIndicatorPayload: Omit<RegionIndicatorPayload, 'indicator'> & { indicator?: Maybe<ResolversParentTypes['RegionIndicator']> };
  RegionIndicatorRow: RegionIndicatorRow;
  RegisterPartnerInput: RegisterPartnerInput;
  RegisterReformProjectInput: RegisterReformProjectInput;
  RenameOrganizationInput: RenameOrganizationInput;
  RenewTermInput: RenewTermInput;
  ReportedFigure: ReportedFigure;
  ReportedFigureRow: ReportedFigureRow;
  ResubmitOrganizationInput: ResubmitOrganizationInput;
  ResumeOrganizationInput: ResumeOrganizationInput;
  ReviseReformProjectInput: ReviseReformProjectInput;
  SetCommitmentInput: SetCommitmentInput;
  SetStaffingInput: SetStaffingInput;
  Staffing: Staffing;
  StatKey: StatKey;
  SuspendOrganizationInput: SuspendOrganizationInput;
  Term: TermView;
  TermInput: TermInput;
  UserError: UserError;
  Vitality: Vitality;
  WithdrawCommitmentInput: WithdrawCommitmentInput;
  WithdrawLeadershipAttentionInput: WithdrawLeadershipAttentionInput;
  Withdrawal: Withdrawal;
  YearValue: YearValue;
};

export type ActsOfMonthResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ActsOfMonth'] = ResolversParentTypes['ActsOfMonth']> = {
  acts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  month?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AnnualReportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AnnualReport'] = ResolversParentTypes['AnnualReport'], FederationReferenceType extends FederationReferenceTypes['AnnualReport'] = FederationReferenceTypes['AnnualReport']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AnnualReport']> | FederationReferenceType, FederationReferenceType, ContextType>;
  organizations?: Resolver<Maybe<ResolversTypes['OrganizationsSection']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  regionCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  year?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AttentionConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AttentionConnection'] = ResolversParentTypes['AttentionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AttentionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AttentionEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AttentionEdge'] = ResolversParentTypes['AttentionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['LeadershipAttention'], ParentType, ContextType>;
};

export type CommitmentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Commitment'] = ResolversParentTypes['Commitment'], FederationReferenceType extends FederationReferenceTypes['Commitment'] = FederationReferenceTypes['Commitment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Commitment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fromYear?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AttentionKind'], ParentType, ContextType>;
  minimumPerYear?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  untilYear?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withdrawal?: Resolver<Maybe<ResolversTypes['Withdrawal']>, ParentType, ContextType>;
};

export type CommitmentConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CommitmentConnection'] = ResolversParentTypes['CommitmentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CommitmentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CommitmentEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CommitmentEdge'] = ResolversParentTypes['CommitmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Commitment'], ParentType, ContextType>;
};

export type CommitmentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CommitmentPayload'] = ResolversParentTypes['CommitmentPayload']> = {
  commitment?: Resolver<Maybe<ResolversTypes['Commitment']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CommitmentStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CommitmentStatRow'] = ResolversParentTypes['CommitmentStatRow']> = {
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  met?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  years?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CommitmentYearResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CommitmentYear'] = ResolversParentTypes['CommitmentYear']> = {
  alertedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  commitment?: Resolver<ResolversTypes['Commitment'], ParentType, ContextType>;
  held?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CommitmentStatus'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CommitmentYearConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CommitmentYearConnection'] = ResolversParentTypes['CommitmentYearConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CommitmentYearEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CommitmentYearEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CommitmentYearEdge'] = ResolversParentTypes['CommitmentYearEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CommitmentYear'], ParentType, ContextType>;
};

export type CoverageGapResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CoverageGap'] = ResolversParentTypes['CoverageGap']> = {
  closedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['OrganizationKind'], ParentType, ContextType>;
  openedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
};

export type CoverageGapConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CoverageGapConnection'] = ResolversParentTypes['CoverageGapConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CoverageGapEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CoverageGapEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CoverageGapEdge'] = ResolversParentTypes['CoverageGapEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CoverageGap'], ParentType, ContextType>;
};

export type CoverageRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CoverageRow'] = ResolversParentTypes['CoverageRow']> = {
  covered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Region']>, ParentType, ContextType>;
  ratio?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  suspended?: Resolver<Array<ResolversTypes['Region']>, ParentType, ContextType>;
  units?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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

export type DoctrineStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DoctrineStatRow'] = ResolversParentTypes['DoctrineStatRow']> = {
  achievements?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  documents?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
};

export type DossierEntryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DossierEntry'] = ResolversParentTypes['DossierEntry']> = {
  documentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DossierEntryKind'], ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EarlierIndicatorValueResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EarlierIndicatorValue'] = ResolversParentTypes['EarlierIndicatorValue']> = {
  measure?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replacedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EnumerationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Enumeration'] = ResolversParentTypes['Enumeration']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<Array<ResolversTypes['EnumerationValue']>, ParentType, ContextType>;
};

export type EnumerationValueResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EnumerationValue'] = ResolversParentTypes['EnumerationValue']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<EnumerationValueLabelArgs>>;
};

export type EnumerationsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Enumerations'] = ResolversParentTypes['Enumerations']> = {
  organizations?: Resolver<Maybe<Array<ResolversTypes['Enumeration']>>, ParentType, ContextType, Partial<EnumerationsOrganizationsArgs>>;
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

export type LeadershipAttentionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LeadershipAttention'] = ResolversParentTypes['LeadershipAttention'], FederationReferenceType extends FederationReferenceTypes['LeadershipAttention'] = FederationReferenceTypes['LeadershipAttention']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['LeadershipAttention']> | FederationReferenceType, FederationReferenceType, ContextType>;
  body?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  heldOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AttentionKind'], ParentType, ContextType>;
  leaderTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withdrawal?: Resolver<Maybe<ResolversTypes['Withdrawal']>, ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LeadershipAttentionPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LeadershipAttentionPayload'] = ResolversParentTypes['LeadershipAttentionPayload']> = {
  attention?: Resolver<Maybe<ResolversTypes['LeadershipAttention']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MeasureResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Measure'] = ResolversParentTypes['Measure']> = {
  qualifier?: Resolver<ResolversTypes['Qualifier'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['Unit'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  applyToFoundOrganization?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationApplyToFoundOrganizationArgs, 'input'>>;
  appointToPost?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationAppointToPostArgs, 'input'>>;
  approveOrganization?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationApproveOrganizationArgs, 'input'>>;
  assignPartyInstructor?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationAssignPartyInstructorArgs, 'input'>>;
  correctCommitment?: Resolver<Maybe<ResolversTypes['CommitmentPayload']>, ParentType, ContextType, RequireFields<MutationCorrectCommitmentArgs, 'input'>>;
  correctRegionIndicator?: Resolver<Maybe<ResolversTypes['RegionIndicatorPayload']>, ParentType, ContextType, RequireFields<MutationCorrectRegionIndicatorArgs, 'input'>>;
  dissolveOrganization?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationDissolveOrganizationArgs, 'input'>>;
  endCommitment?: Resolver<Maybe<ResolversTypes['CommitmentPayload']>, ParentType, ContextType, RequireFields<MutationEndCommitmentArgs, 'input'>>;
  endPartyInstruction?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationEndPartyInstructionArgs, 'input'>>;
  endPartyOrganization?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationEndPartyOrganizationArgs, 'input'>>;
  establishPartyOrganization?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationEstablishPartyOrganizationArgs, 'input'>>;
  fileOrganization?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationFileOrganizationArgs, 'input'>>;
  importCommitments?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportCommitmentsArgs, 'input'>>;
  importLeadershipAttentions?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportLeadershipAttentionsArgs, 'input'>>;
  importOrganizationFigures?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportOrganizationFiguresArgs, 'input'>>;
  importOrganizations?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportOrganizationsArgs, 'input'>>;
  importReformProjects?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportReformProjectsArgs, 'input'>>;
  importRegionIndicators?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportRegionIndicatorsArgs, 'input'>>;
  leavePost?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationLeavePostArgs, 'input'>>;
  moveOrganization?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationMoveOrganizationArgs, 'input'>>;
  recordFoundingAssembly?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationRecordFoundingAssemblyArgs, 'input'>>;
  recordLeadershipAttention?: Resolver<Maybe<ResolversTypes['LeadershipAttentionPayload']>, ParentType, ContextType, RequireFields<MutationRecordLeadershipAttentionArgs, 'input'>>;
  recordRegionIndicator?: Resolver<Maybe<ResolversTypes['RegionIndicatorPayload']>, ParentType, ContextType, RequireFields<MutationRecordRegionIndicatorArgs, 'input'>>;
  registerPartner?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationRegisterPartnerArgs, 'input'>>;
  registerReformProject?: Resolver<Maybe<ResolversTypes['ReformProjectPayload']>, ParentType, ContextType, RequireFields<MutationRegisterReformProjectArgs, 'input'>>;
  rejectOrganizationApplication?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationRejectOrganizationApplicationArgs, 'input'>>;
  renameOrganization?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationRenameOrganizationArgs, 'input'>>;
  renewTerm?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationRenewTermArgs, 'input'>>;
  resubmitOrganizationApplication?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationResubmitOrganizationApplicationArgs, 'input'>>;
  resumeOrganization?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationResumeOrganizationArgs, 'input'>>;
  returnOrganizationApplication?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationReturnOrganizationApplicationArgs, 'input'>>;
  reviseReformProject?: Resolver<Maybe<ResolversTypes['ReformProjectPayload']>, ParentType, ContextType, RequireFields<MutationReviseReformProjectArgs, 'input'>>;
  setCommitment?: Resolver<Maybe<ResolversTypes['CommitmentPayload']>, ParentType, ContextType, RequireFields<MutationSetCommitmentArgs, 'input'>>;
  setStaffing?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationSetStaffingArgs, 'input'>>;
  suspendOrganization?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationSuspendOrganizationArgs, 'input'>>;
  withdrawCommitment?: Resolver<Maybe<ResolversTypes['CommitmentPayload']>, ParentType, ContextType, RequireFields<MutationWithdrawCommitmentArgs, 'input'>>;
  withdrawLeadershipAttention?: Resolver<Maybe<ResolversTypes['LeadershipAttentionPayload']>, ParentType, ContextType, RequireFields<MutationWithdrawLeadershipAttentionArgs, 'input'>>;
};

export type OrganizationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization'], FederationReferenceType extends FederationReferenceTypes['Organization'] = FederationReferenceTypes['Organization']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Organization']> | FederationReferenceType, FederationReferenceType, ContextType>;
  aliases?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  approvalDocumentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  approvedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  children?: Resolver<ResolversTypes['OrganizationConnection'], ParentType, ContextType, RequireFields<OrganizationChildrenArgs, 'first'>>;
  creditCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dossier?: Resolver<Array<ResolversTypes['DossierEntry']>, ParentType, ContextType>;
  foundedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  households?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  individualMemberCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  industryCodes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['OrganizationKind'], ParentType, ContextType>;
  knownFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  level?: Resolver<ResolversTypes['RegionLevel'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameHistory?: Resolver<Array<ResolversTypes['PastName']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['PartyOrganization']>, ParentType, ContextType>;
  partyHistory?: Resolver<Array<ResolversTypes['PartyOrganization']>, ParentType, ContextType>;
  partyInstructor?: Resolver<Maybe<ResolversTypes['PartyInstructor']>, ParentType, ContextType, Partial<OrganizationPartyInstructorArgs>>;
  partyInstructors?: Resolver<Array<ResolversTypes['PartyInstructor']>, ParentType, ContextType>;
  partyOrganizations?: Resolver<Array<ResolversTypes['PartyOrganization']>, ParentType, ContextType, Partial<OrganizationPartyOrganizationsArgs>>;
  placeHistory?: Resolver<Array<ResolversTypes['PastPlace']>, ParentType, ContextType>;
  postHistory?: Resolver<Array<ResolversTypes['PostHolding']>, ParentType, ContextType>;
  posts?: Resolver<Array<ResolversTypes['PostHolding']>, ParentType, ContextType, Partial<OrganizationPostsArgs>>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  shortName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  staffing?: Resolver<Maybe<ResolversTypes['Staffing']>, ParentType, ContextType, Partial<OrganizationStaffingArgs>>;
  staffingHistory?: Resolver<Array<ResolversTypes['Staffing']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrganizationStatus'], ParentType, ContextType>;
  subjectCodes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  suspensions?: Resolver<Array<ResolversTypes['OrganizationSuspension']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  term?: Resolver<Maybe<ResolversTypes['Term']>, ParentType, ContextType>;
  terms?: Resolver<Array<ResolversTypes['Term']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  vitality?: Resolver<ResolversTypes['Vitality'], ParentType, ContextType, Partial<OrganizationVitalityArgs>>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OrganizationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationConnection'] = ResolversParentTypes['OrganizationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['OrganizationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OrganizationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationEdge'] = ResolversParentTypes['OrganizationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  match?: Resolver<Maybe<ResolversTypes['OrganizationMatch']>, ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Organization'], ParentType, ContextType>;
};

export type OrganizationMatchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationMatch'] = ResolversParentTypes['OrganizationMatch']> = {
  field?: Resolver<ResolversTypes['OrganizationTextField'], ParentType, ContextType>;
  length?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OrganizationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationPayload'] = ResolversParentTypes['OrganizationPayload']> = {
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OrganizationStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationStatRow'] = ResolversParentTypes['OrganizationStatRow']> = {
  authorizedPosts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dormant?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  eligibleForLeadingPartyGroup?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fullTimeStaff?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  withPartyInstructor?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withPartyOrganization?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withoutFullTimeStaff?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withoutLeadingPartyGroup?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withoutPartyOrganization?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OrganizationSuspensionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationSuspension'] = ResolversParentTypes['OrganizationSuspension']> = {
  documentNo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resumeDocumentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resumeReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type OrganizationsSectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationsSection'] = ResolversParentTypes['OrganizationsSection']> = {
  commitments?: Resolver<Array<ResolversTypes['CommitmentYear']>, ParentType, ContextType>;
  countsByKind?: Resolver<Array<ResolversTypes['OrganizationStatRow']>, ParentType, ContextType>;
  coverage?: Resolver<ResolversTypes['CoverageRow'], ParentType, ContextType, RequireFields<OrganizationsSectionCoverageArgs, 'kind'>>;
  hearings?: Resolver<Array<ResolversTypes['YearValue']>, ParentType, ContextType>;
  indicators?: Resolver<Array<ResolversTypes['RegionIndicator']>, ParentType, ContextType>;
  reported?: Resolver<Array<ResolversTypes['ReportedFigure']>, ParentType, ContextType, Partial<OrganizationsSectionReportedArgs>>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PartyInstructorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PartyInstructor'] = ResolversParentTypes['PartyInstructor']> = {
  documentNo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type PartyOrganizationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PartyOrganization'] = ResolversParentTypes['PartyOrganization']> = {
  documentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  eligibleForLeadingPartyGroup?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endDocumentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  establishedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PartyOrganizationKind'], ParentType, ContextType>;
  lead?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partners?: Resolver<Array<ResolversTypes['Organization']>, ParentType, ContextType>;
};

export type PastNameResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PastName'] = ResolversParentTypes['PastName']> = {
  documentNo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shortName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  until?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type PastPlaceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PastPlace'] = ResolversParentTypes['PastPlace']> = {
  documentNo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  assumed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type PersonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PostHoldingResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PostHolding'] = ResolversParentTypes['PostHolding']> = {
  documentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  leaveReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  post?: Resolver<ResolversTypes['OrganizationPost'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  annualReport?: Resolver<Maybe<ResolversTypes['AnnualReport']>, ParentType, ContextType, RequireFields<QueryAnnualReportArgs, 'region' | 'year'>>;
  commitmentStats?: Resolver<Array<ResolversTypes['CommitmentStatRow']>, ParentType, ContextType, RequireFields<QueryCommitmentStatsArgs, 'groupBy'>>;
  commitmentYears?: Resolver<ResolversTypes['CommitmentYearConnection'], ParentType, ContextType, RequireFields<QueryCommitmentYearsArgs, 'first'>>;
  commitments?: Resolver<ResolversTypes['CommitmentConnection'], ParentType, ContextType, RequireFields<QueryCommitmentsArgs, 'first'>>;
  coverage?: Resolver<Array<ResolversTypes['CoverageRow']>, ParentType, ContextType, RequireFields<QueryCoverageArgs, 'groupBy' | 'kind' | 'region'>>;
  coverageGaps?: Resolver<ResolversTypes['CoverageGapConnection'], ParentType, ContextType, RequireFields<QueryCoverageGapsArgs, 'first' | 'region'>>;
  doctrineStats?: Resolver<Array<ResolversTypes['DoctrineStatRow']>, ParentType, ContextType, RequireFields<QueryDoctrineStatsArgs, 'groupBy'>>;
  dormantOrganizations?: Resolver<ResolversTypes['OrganizationConnection'], ParentType, ContextType, RequireFields<QueryDormantOrganizationsArgs, 'first' | 'includeSynthetic' | 'region'>>;
  enumerations?: Resolver<Maybe<ResolversTypes['Enumerations']>, ParentType, ContextType>;
  hearingStats?: Resolver<Array<ResolversTypes['YearValue']>, ParentType, ContextType, RequireFields<QueryHearingStatsArgs, 'fromYear' | 'kind' | 'region' | 'toYear'>>;
  hearings?: Resolver<ResolversTypes['AttentionConnection'], ParentType, ContextType, RequireFields<QueryHearingsArgs, 'first' | 'includeWithdrawn' | 'region'>>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType, RequireFields<QueryOrganizationArgs, 'id'>>;
  organizationStats?: Resolver<Array<ResolversTypes['OrganizationStatRow']>, ParentType, ContextType, RequireFields<QueryOrganizationStatsArgs, 'groupBy'>>;
  organizations?: Resolver<ResolversTypes['OrganizationConnection'], ParentType, ContextType, RequireFields<QueryOrganizationsArgs, 'first'>>;
  reformProjects?: Resolver<ResolversTypes['ReformProjectConnection'], ParentType, ContextType, RequireFields<QueryReformProjectsArgs, 'first'>>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType, RequireFields<QueryRegionArgs, 'code'>>;
  regionHistory?: Resolver<Array<ResolversTypes['Region']>, ParentType, ContextType, RequireFields<QueryRegionHistoryArgs, 'code'>>;
  regionIndicators?: Resolver<ResolversTypes['RegionIndicatorConnection'], ParentType, ContextType, RequireFields<QueryRegionIndicatorsArgs, 'first'>>;
  regions?: Resolver<Array<ResolversTypes['Region']>, ParentType, ContextType, Partial<QueryRegionsArgs>>;
  searchOrganizations?: Resolver<ResolversTypes['OrganizationConnection'], ParentType, ContextType, RequireFields<QuerySearchOrganizationsArgs, 'first' | 'text'>>;
};

export type ReformAchievementResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReformAchievement'] = ResolversParentTypes['ReformAchievement']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['DoctrineTag']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReformDocumentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReformDocument'] = ResolversParentTypes['ReformDocument']> = {
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['DoctrineTag']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReformProjectResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReformProject'] = ResolversParentTypes['ReformProject'], FederationReferenceType extends FederationReferenceTypes['ReformProject'] = FederationReferenceTypes['ReformProject']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ReformProject']> | FederationReferenceType, FederationReferenceType, ContextType>;
  achievements?: Resolver<Array<ResolversTypes['ReformAchievement']>, ParentType, ContextType>;
  batch?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  documents?: Resolver<Array<ResolversTypes['ReformDocument']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  sponsor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startYear?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReformProjectConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReformProjectConnection'] = ResolversParentTypes['ReformProjectConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ReformProjectEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReformProjectEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReformProjectEdge'] = ResolversParentTypes['ReformProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ReformProject'], ParentType, ContextType>;
};

export type ReformProjectPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReformProjectPayload'] = ResolversParentTypes['ReformProjectPayload']> = {
  project?: Resolver<Maybe<ResolversTypes['ReformProject']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RegionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Region'] = ResolversParentTypes['Region'], FederationReferenceType extends FederationReferenceTypes['Region'] = FederationReferenceTypes['Region']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Region']> | FederationReferenceType, FederationReferenceType, ContextType>;
  aliases?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  children?: Resolver<Array<ResolversTypes['Region']>, ParentType, ContextType, Partial<RegionChildrenArgs>>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  coverageGaps?: Resolver<Array<ResolversTypes['CoverageGap']>, ParentType, ContextType, Partial<RegionCoverageGapsArgs>>;
  fullName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  indicators?: Resolver<ResolversTypes['RegionIndicatorConnection'], ParentType, ContextType, RequireFields<RegionIndicatorsArgs, 'first'>>;
  kind?: Resolver<ResolversTypes['RegionKind'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['RegionLevel'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  predecessors?: Resolver<Array<ResolversTypes['Region']>, ParentType, ContextType>;
  successors?: Resolver<Array<ResolversTypes['Region']>, ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type RegionIndicatorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegionIndicator'] = ResolversParentTypes['RegionIndicator'], FederationReferenceType extends FederationReferenceTypes['RegionIndicator'] = FederationReferenceTypes['RegionIndicator']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['RegionIndicator']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['RegionIndicatorCode'], ParentType, ContextType>;
  history?: Resolver<Array<ResolversTypes['EarlierIndicatorValue']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  measure?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  region?: Resolver<ResolversTypes['Region'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RegionIndicatorConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegionIndicatorConnection'] = ResolversParentTypes['RegionIndicatorConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RegionIndicatorEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RegionIndicatorEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegionIndicatorEdge'] = ResolversParentTypes['RegionIndicatorEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RegionIndicator'], ParentType, ContextType>;
};

export type RegionIndicatorPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegionIndicatorPayload'] = ResolversParentTypes['RegionIndicatorPayload']> = {
  indicator?: Resolver<Maybe<ResolversTypes['RegionIndicator']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
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

export type StaffingResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Staffing'] = ResolversParentTypes['Staffing']> = {
  asOf?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  authorizedPosts?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  correctionReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fullTimeStaff?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  partTimeStaff?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StatKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StatKey'] = ResolversParentTypes['StatKey']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dimension?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TermResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Term'] = ResolversParentTypes['Term']> = {
  chair?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  endsOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  secretary?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  startedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type VitalityResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Vitality'] = ResolversParentTypes['Vitality']> = {
  actsInTwelveMonths?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  byMonth?: Resolver<Array<ResolversTypes['ActsOfMonth']>, ParentType, ContextType>;
  countedFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastActedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type WithdrawalResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Withdrawal'] = ResolversParentTypes['Withdrawal']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type YearValueResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['YearValue'] = ResolversParentTypes['YearValue']> = {
  measure?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  ActsOfMonth?: ActsOfMonthResolvers<ContextType>;
  AnnualReport?: AnnualReportResolvers<ContextType>;
  AttentionConnection?: AttentionConnectionResolvers<ContextType>;
  AttentionEdge?: AttentionEdgeResolvers<ContextType>;
  Commitment?: CommitmentResolvers<ContextType>;
  CommitmentConnection?: CommitmentConnectionResolvers<ContextType>;
  CommitmentEdge?: CommitmentEdgeResolvers<ContextType>;
  CommitmentPayload?: CommitmentPayloadResolvers<ContextType>;
  CommitmentStatRow?: CommitmentStatRowResolvers<ContextType>;
  CommitmentYear?: CommitmentYearResolvers<ContextType>;
  CommitmentYearConnection?: CommitmentYearConnectionResolvers<ContextType>;
  CommitmentYearEdge?: CommitmentYearEdgeResolvers<ContextType>;
  CoverageGap?: CoverageGapResolvers<ContextType>;
  CoverageGapConnection?: CoverageGapConnectionResolvers<ContextType>;
  CoverageGapEdge?: CoverageGapEdgeResolvers<ContextType>;
  CoverageRow?: CoverageRowResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DoctrineStatRow?: DoctrineStatRowResolvers<ContextType>;
  DossierEntry?: DossierEntryResolvers<ContextType>;
  EarlierIndicatorValue?: EarlierIndicatorValueResolvers<ContextType>;
  Enumeration?: EnumerationResolvers<ContextType>;
  EnumerationValue?: EnumerationValueResolvers<ContextType>;
  Enumerations?: EnumerationsResolvers<ContextType>;
  ImportPayload?: ImportPayloadResolvers<ContextType>;
  ImportReport?: ImportReportResolvers<ContextType>;
  ImportedRow?: ImportedRowResolvers<ContextType>;
  LeadershipAttention?: LeadershipAttentionResolvers<ContextType>;
  LeadershipAttentionPayload?: LeadershipAttentionPayloadResolvers<ContextType>;
  Measure?: MeasureResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  OrganizationConnection?: OrganizationConnectionResolvers<ContextType>;
  OrganizationEdge?: OrganizationEdgeResolvers<ContextType>;
  OrganizationMatch?: OrganizationMatchResolvers<ContextType>;
  OrganizationPayload?: OrganizationPayloadResolvers<ContextType>;
  OrganizationStatRow?: OrganizationStatRowResolvers<ContextType>;
  OrganizationSuspension?: OrganizationSuspensionResolvers<ContextType>;
  OrganizationsSection?: OrganizationsSectionResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PartyInstructor?: PartyInstructorResolvers<ContextType>;
  PartyOrganization?: PartyOrganizationResolvers<ContextType>;
  PastName?: PastNameResolvers<ContextType>;
  PastPlace?: PastPlaceResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PostHolding?: PostHoldingResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReformAchievement?: ReformAchievementResolvers<ContextType>;
  ReformDocument?: ReformDocumentResolvers<ContextType>;
  ReformProject?: ReformProjectResolvers<ContextType>;
  ReformProjectConnection?: ReformProjectConnectionResolvers<ContextType>;
  ReformProjectEdge?: ReformProjectEdgeResolvers<ContextType>;
  ReformProjectPayload?: ReformProjectPayloadResolvers<ContextType>;
  Region?: RegionResolvers<ContextType>;
  RegionIndicator?: RegionIndicatorResolvers<ContextType>;
  RegionIndicatorConnection?: RegionIndicatorConnectionResolvers<ContextType>;
  RegionIndicatorEdge?: RegionIndicatorEdgeResolvers<ContextType>;
  RegionIndicatorPayload?: RegionIndicatorPayloadResolvers<ContextType>;
  ReportedFigure?: ReportedFigureResolvers<ContextType>;
  Staffing?: StaffingResolvers<ContextType>;
  StatKey?: StatKeyResolvers<ContextType>;
  Term?: TermResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Vitality?: VitalityResolvers<ContextType>;
  Withdrawal?: WithdrawalResolvers<ContextType>;
  YearValue?: YearValueResolvers<ContextType>;
};

/** An object whose fields may also be promises, or functions that run only when a client asks for the field. */
export type Lazy<T> = T extends Date
  ? T
  : T extends object
    ? { [K in keyof T]: T[K] | Promise<T[K]> | ((args: never, context: RequestContext, info: GraphQLResolveInfo) => T[K] | Promise<T[K]>) }
    : T;
