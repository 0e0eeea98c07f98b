// Written by "npm run codegen" from schema.graphql; never edited.

import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AnnualReportKey, RequestContext } from '@kexie/service';
import type { PersonRecord, PersonChangeRecord } from '../person/domain.ts';
import type { ShownHonour } from '../honour/domain.ts';
import type { MergeOfferRecord } from '../merge/domain.ts';
import type { PhoneKeyRecord } from '../person/phone-keys.ts';
import type { MembershipRecord, ApplicationRecord } from '../membership/domain.ts';
import type { CampaignRecord, NominationRecord } from '../award/domain.ts';
import type { ReviewRecord, Ranked } from '../review/domain.ts';
import type { ObjectionRecord } from '../objection/domain.ts';
import type { CelebrationRecord, CareVisitRecord } from '../recognition/domain.ts';
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

export type AddPhoneKeyInput = {
  clientMutationId: Scalars['String']['input'];
};

export type AdvanceAwardCampaignInput = {
  /** required for COMMENDED */
  documentNo?: InputMaybe<Scalars['String']['input']>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** for PUBLIC_NOTICE: the first day of the notice, which must last at least 5 working days in China: weekdays without public holidays, and make-up working days (调休) */
  publicNoticeFrom?: InputMaybe<Scalars['Date']['input']>;
  publicNoticeTo?: InputMaybe<Scalars['Date']['input']>;
  to: AwardCampaignStatus;
};

export type AnnualReport = {
  __typename?: 'AnnualReport';
  people?: Maybe<PeopleSection>;
  regionCode?: Maybe<Scalars['ID']['output']>;
  year?: Maybe<Scalars['Int']['output']>;
};

export type ApplicationDecision =
  /** UNDER_REVIEW → APPROVED, and the membership starts */
  | 'APPROVE'
  /** UNDER_REVIEW → REJECTED, with a reason */
  | 'REJECT'
  /** UNDER_REVIEW → RETURNED, with a reason */
  | 'RETURN'
  /** SUBMITTED → UNDER_REVIEW */
  | 'START_REVIEW';

export type ApplicationDimension =
  /** the association that was applied to */
  | 'ORGANIZATION'
  /** the county of the association at present; associations at city level are UNKNOWN */
  | 'REGION_COUNTY'
  /** year of the submission in China; after a return, that of the last submission */
  | 'SUBMITTED_YEAR';

export type ApplicationFilter = {
  applicantId?: InputMaybe<Scalars['ID']['input']>;
  organizationIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** regions of the organizations, including the regions below them */
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<ApplicationStatus>>;
  submittedFrom?: InputMaybe<Scalars['DateTime']['input']>;
  submittedTo?: InputMaybe<Scalars['DateTime']['input']>;
};

/**
 * The applications of one group. An application counts once, with its last submission: the time of a returned application begins anew when it is submitted again, because until then the association cannot
 * decide. For viewers without the scope people:register:read, groups of fewer than 5 applicants are merged into one row without keys, counts are rounded to multiples of 5, rates and medians of fewer
 * than 20 decisions are null, and the age of the oldest open application is null. A row whose counts are null has too few applicants, or none.
 */
export type ApplicationStatRow = {
  __typename?: 'ApplicationStatRow';
  /** `approved` divided by `approved` and `rejected`, 0 to 1; null without a decision */
  approvalRate?: Maybe<Scalars['Decimal']['output']>;
  approved?: Maybe<Scalars['Int']['output']>;
  keys: Array<StatKey>;
  /** the median time from the submission to the approval or rejection, in days, from whole hours; null without a decision */
  medianDaysToDecision?: Maybe<Scalars['Decimal']['output']>;
  /** whole days since the submission of the oldest open application; null without an open one */
  oldestOpenDays?: Maybe<Scalars['Int']['output']>;
  /** those that can still lead to a membership: SUBMITTED, UNDER_REVIEW or RETURNED */
  open?: Maybe<Scalars['Int']['output']>;
  rejected?: Maybe<Scalars['Int']['output']>;
  /** all applications except drafts: open, approved, rejected, withdrawn and expired ones */
  submitted?: Maybe<Scalars['Int']['output']>;
  /** true for the row of merged groups, and for a row whose counts are withheld */
  suppressed: Scalars['Boolean']['output'];
};

/** Applications must meet all conditions. A list is met by any of its values. */
export type ApplicationStatsFilter = {
  /** the first year of submission, 1900 to 2100; with both years, each year has a row, unless the groups are by ORGANIZATION */
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  /** at most 100 */
  organizationIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** regions of the associations */
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** the last year of submission */
  toYear?: InputMaybe<Scalars['Int']['input']>;
};

export type ApplicationStatus =
  /** 通过 */
  | 'APPROVED'
  /** 草稿: only the applicant sees it */
  | 'DRAFT'
  /** 失效: the organization was dissolved before the decision, or the application was returned and not submitted again within 90 days */
  | 'EXPIRED'
  /** 不予通过 */
  | 'REJECTED'
  /** 退回补正 */
  | 'RETURNED'
  /** 已提交 */
  | 'SUBMITTED'
  /** 审核中 */
  | 'UNDER_REVIEW'
  /** 撤回 */
  | 'WITHDRAWN';

/** An award can have at most 5000 reviews. */
export type AssignReviewersInput = {
  campaignId: Scalars['ID']['input'];
  clientMutationId: Scalars['String']['input'];
  /** nominations of the award that are SUBMITTED, QUALIFIED or SHORTLISTED; null for all of them */
  nominationIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** ids of 1 to 50 persons in the register who are not nominated for the award */
  reviewerIds: Array<Scalars['ID']['input']>;
};

/** A file that belongs to an application. */
export type Attachment = {
  __typename?: 'Attachment';
  /** for example application/pdf */
  mediaType: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** 64 hexadecimal digits */
  sha256: Scalars['String']['output'];
  sizeBytes: Scalars['Int']['output'];
};

export type AttachmentInput = {
  /** for example application/pdf */
  mediaType: Scalars['String']['input'];
  /** 1 to 200 characters */
  name: Scalars['String']['input'];
  /** 64 hexadecimal digits in lower case */
  sha256: Scalars['String']['input'];
  /** 1 to 104857600 (100 MB) */
  sizeBytes: Scalars['Int']['input'];
};

/** One edition of an award, e.g. 最美科技工作者. */
export type AwardCampaign = {
  __typename?: 'AwardCampaign';
  /** empty until the award is DECIDED */
  awardees: Array<Person>;
  closesOn?: Maybe<Scalars['Date']['output']>;
  conferredBy: Array<Scalars['String']['output']>;
  documentNo?: Maybe<Scalars['String']['output']>;
  edition: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  /** the maximum number of nominations of one organization; null when there is no limit */
  nominationQuotaPerUnit?: Maybe<Scalars['Int']['output']>;
  /** for secretaries and staff; null with UNAUTHORIZED_FIELD for others */
  nominations?: Maybe<NominationConnection>;
  /** null when the source does not state it */
  opensOn?: Maybe<Scalars['Date']['output']>;
  /** 公示: the nominees on the public notice, to whom objections can be raised, at most 1000; empty in other steps */
  publicNotice: Array<NoticedNominee>;
  publicNoticeFrom?: Maybe<Scalars['Date']['output']>;
  publicNoticeTo?: Maybe<Scalars['Date']['output']>;
  /** the maximum number of awardees */
  quota: Scalars['Int']['output'];
  /**
   * The nominations by their mean score, the highest first, at most 500; null until EXPERT_REVIEW has ended. Equal means share a rank, the next rank is left out (1, 2, 2, 4), and the committee decides between them; they are listed
   * in the order in which they were made. Those without a mean come last and have no rank. For staff of the region; null for others.
   */
  ranking?: Maybe<Array<RankedNomination>>;
  region?: Maybe<Region>;
  status: AwardCampaignStatus;
  /** the steps of this campaign */
  steps: Array<AwardCampaignStatus>;
  synthetic: Scalars['Boolean']['output'];
  title: Scalars['String']['output'];
  version: Scalars['Int']['output'];
  year: Scalars['Int']['output'];
};


/** One edition of an award, e.g. 最美科技工作者. */
export type AwardCampaignNominationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<NominationStatus>;
};

export type AwardCampaignConnection = {
  __typename?: 'AwardCampaignConnection';
  edges: Array<AwardCampaignEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type AwardCampaignEdge = {
  __typename?: 'AwardCampaignEdge';
  cursor: Scalars['String']['output'];
  node: AwardCampaign;
};

export type AwardCampaignPayload = {
  __typename?: 'AwardCampaignPayload';
  campaign?: Maybe<AwardCampaign>;
  userErrors: Array<UserError>;
};

/** A decided award to import. A later import can add awardees, but not remove them. */
export type AwardCampaignRow = {
  /** ids of persons of the award's region, at most `quota` and at most 500 */
  awardeeIds: Array<Scalars['ID']['input']>;
  closesOn?: InputMaybe<Scalars['Date']['input']>;
  conferredBy: Array<Scalars['String']['input']>;
  documentNo?: InputMaybe<Scalars['String']['input']>;
  edition: Scalars['Int']['input'];
  key: Scalars['String']['input'];
  opensOn?: InputMaybe<Scalars['Date']['input']>;
  quota: Scalars['Int']['input'];
  regionCode: Scalars['ID']['input'];
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  title: Scalars['String']['input'];
  year: Scalars['Int']['input'];
};

/** The steps of an award, in this order. A campaign may omit EXPERT_REVIEW, JOINT_REVIEW and PUBLIC_NOTICE. */
export type AwardCampaignStatus =
  /** 归档 */
  | 'ARCHIVED'
  /** 取消 */
  | 'CANCELLED'
  /** 通报表扬 */
  | 'COMMENDED'
  /** 评审委员会审核 */
  | 'COMMITTEE_REVIEW'
  /** 公布 */
  | 'DECIDED'
  /** 拟定: before the first step; for staff of the region */
  | 'DRAFT'
  /** 专家评审 */
  | 'EXPERT_REVIEW'
  /** 联审 */
  | 'JOINT_REVIEW'
  /** 推荐 */
  | 'OPEN'
  /** 公示 */
  | 'PUBLIC_NOTICE'
  /** 资格审查 */
  | 'QUALIFICATION_CHECK';

/** A care visit to a worker (走访慰问). Each visit counts as one person. */
export type CareVisit = {
  __typename?: 'CareVisit';
  id: Scalars['ID']['output'];
  occasion: Scalars['String']['output'];
  person: Person;
  visitedOn: Scalars['Date']['output'];
  visitors: Array<Scalars['String']['output']>;
};

export type CareVisitConnection = {
  __typename?: 'CareVisitConnection';
  edges: Array<CareVisitEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type CareVisitEdge = {
  __typename?: 'CareVisitEdge';
  cursor: Scalars['String']['output'];
  node: CareVisit;
};

/** A care visit must meet all conditions. A list is met by any of its values. */
export type CareVisitFilter = {
  /** the first day, included */
  from?: InputMaybe<Scalars['Date']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  /** the exact text of the occasion */
  occasion?: InputMaybe<Scalars['String']['input']>;
  personId?: InputMaybe<Scalars['ID']['input']>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** the last day, included */
  to?: InputMaybe<Scalars['Date']['input']>;
};

export type CareVisitPayload = {
  __typename?: 'CareVisitPayload';
  userErrors: Array<UserError>;
  visit?: Maybe<CareVisit>;
};

/** A celebration or symposium, e.g. on National Sci-Tech Workers' Day (庆祝会、座谈会). */
export type Celebration = {
  __typename?: 'Celebration';
  attendance?: Maybe<Scalars['Int']['output']>;
  /** null when the source states only a period */
  heldOn?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  kind: CelebrationKind;
  organizer?: Maybe<Organization>;
  /** the period of a celebration whose day is not stated */
  period?: Maybe<Period>;
  region?: Maybe<Region>;
  synthetic: Scalars['Boolean']['output'];
  title: Scalars['String']['output'];
};

export type CelebrationConnection = {
  __typename?: 'CelebrationConnection';
  edges: Array<CelebrationEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type CelebrationEdge = {
  __typename?: 'CelebrationEdge';
  cursor: Scalars['String']['output'];
  node: Celebration;
};

export type CelebrationKind =
  /** 庆祝会 */
  | 'CELEBRATION'
  /** 座谈会 */
  | 'SYMPOSIUM'
  /** 庆祝会(座谈会): the source combines celebrations and symposiums in one category */
  | 'UNSPECIFIED';

export type CelebrationPayload = {
  __typename?: 'CelebrationPayload';
  celebration?: Maybe<Celebration>;
  userErrors: Array<UserError>;
};

/** A celebration with its day, or with the period that the source states. */
export type CelebrationRow = {
  attendance?: InputMaybe<Scalars['Int']['input']>;
  heldOn?: InputMaybe<Scalars['Date']['input']>;
  key: Scalars['String']['input'];
  kind: CelebrationKind;
  organizerId?: InputMaybe<Scalars['ID']['input']>;
  periodAssumed?: InputMaybe<Scalars['Boolean']['input']>;
  periodFrom?: InputMaybe<Scalars['Date']['input']>;
  periodLabel?: InputMaybe<Scalars['String']['input']>;
  periodTo?: InputMaybe<Scalars['Date']['input']>;
  regionCode: Scalars['ID']['input'];
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  title: Scalars['String']['input'];
};

/** A field that is left out keeps its value. An empty statement removes it. */
export type ChangeMembershipApplicationDraftInput = {
  /** at most 10; replaces the earlier ones */
  attachments?: InputMaybe<Array<AttachmentInput>>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** at most 1000 characters */
  statement?: InputMaybe<Scalars['String']['input']>;
};

export type ChangeMembershipRoleInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  role: MemberRole;
  /** from the day on which the present role began to today */
  since: Scalars['Date']['input'];
};

export type CloseHomeInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** 1 to 500 characters; required unless the worker closes their own account; shown to staff and to the person */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A field that is left out keeps its value, and null empties it. Name and region cannot be emptied. */
export type CorrectPersonInput = {
  /** from 1900 to the year 16 years ago */
  birthYear?: InputMaybe<Scalars['Int']['input']>;
  degree?: InputMaybe<Scalars['String']['input']>;
  /** an active organization */
  employerId?: InputMaybe<Scalars['ID']['input']>;
  expectedVersion: Scalars['Int']['input'];
  gender?: InputMaybe<Gender>;
  id: Scalars['ID']['input'];
  /** 中共党员; null withdraws the statement */
  isPartyMember?: InputMaybe<Scalars['Boolean']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  /** E.164 (+8613800001234) or a Chinese mobile number of 11 digits, which no other worker has; it can be replaced, but not removed */
  phone?: InputMaybe<Scalars['String']['input']>;
  position?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 500 characters; shown to staff and to the person */
  reason: Scalars['String']['input'];
  /** a region of the staff member, too */
  regionCode?: InputMaybe<Scalars['ID']['input']>;
  /** at most 10 */
  researchDirections?: InputMaybe<Array<Scalars['String']['input']>>;
  /** at most 5 */
  subjectCodes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** null is NONE */
  titleLevel?: InputMaybe<TitleLevel>;
  titleName?: InputMaybe<Scalars['String']['input']>;
};

export type DecideMembershipApplicationInput = {
  decision: ApplicationDecision;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** required for RETURN and REJECT */
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type DecideMergeInput = {
  /** true merges the records, which cannot be undone */
  accept: Scalars['Boolean']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** 1 to 500 characters */
  reason: Scalars['String']['input'];
};

export type DecideObjectionInput = {
  decision: ObjectionDecision;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** 1 to 500 characters; shown to staff and to the user who raised the objection */
  reason: Scalars['String']['input'];
};

export type DeclareConflictInput = {
  expectedVersion: Scalars['Int']['input'];
  /** id of the review */
  id: Scalars['ID']['input'];
  /** 1 to 500 characters; shown to staff and to the reviewer */
  reason: Scalars['String']['input'];
};

/** The facts of an award, as for openAwardCampaign. */
export type DraftAwardCampaignInput = {
  clientMutationId: Scalars['String']['input'];
  closesOn: Scalars['Date']['input'];
  conferredBy: Array<Scalars['String']['input']>;
  edition: Scalars['Int']['input'];
  nominationQuotaPerUnit?: InputMaybe<Scalars['Int']['input']>;
  opensOn: Scalars['Date']['input'];
  /** the optional steps (EXPERT_REVIEW, JOINT_REVIEW, PUBLIC_NOTICE) that the award includes; default all */
  optionalSteps?: InputMaybe<Array<AwardCampaignStatus>>;
  quota: Scalars['Int']['input'];
  regionCode: Scalars['ID']['input'];
  title: Scalars['String']['input'];
  year: Scalars['Int']['input'];
};

export type EndMembershipInput = {
  endedOn: Scalars['Date']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: MembershipEndReason;
};

/** The way in which a registration or application arrived. */
export type EntryChannel =
  /** 线上 */
  | 'ONLINE'
  /** 线下 */
  | 'PAPER';

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
  people?: Maybe<Array<Enumeration>>;
};


export type EnumerationsPeopleArgs = {
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

export type Gender =
  /** 女 */
  | 'FEMALE'
  /** 男 */
  | 'MALE';

export type GrantHonourInput = {
  clientMutationId: Scalars['String']['input'];
  /** 1 to 10 bodies */
  conferredBy: Array<Scalars['String']['input']>;
  /** 发文字号: the number of the document that states the honour, 1 to 100 characters */
  documentNo: Scalars['String']['input'];
  level: HonourLevel;
  personId: Scalars['ID']['input'];
  /** 1 to 100 characters */
  title: Scalars['String']['input'];
  /** from 1900 to the present year */
  year: Scalars['Int']['input'];
};

/** Registration on the online Home (入驻). */
export type HomeRegistration = {
  __typename?: 'HomeRegistration';
  channel?: Maybe<EntryChannel>;
  /** the day of the last act of the worker's own account; null when none is recorded */
  lastActiveOn?: Maybe<Scalars['Date']['output']>;
  registeredOn?: Maybe<Scalars['Date']['output']>;
  status: HomeStatus;
  verifiedOn?: Maybe<Scalars['Date']['output']>;
};

/** The state of a worker's registration on the Home of Scientific and Technological Workers (科技工作者之家). All states except NOT_REGISTERED and CLOSED count as registered. */
export type HomeStatus =
  /** 活跃: verified, with an act of the worker's own account */
  | 'ACTIVE'
  /** 已注销: by closeHome */
  | 'CLOSED'
  /** 休眠: ACTIVE before, and no own act for 365 days */
  | 'DORMANT'
  /** 未入驻 */
  | 'NOT_REGISTERED'
  /** 已入驻 */
  | 'REGISTERED'
  /** 已实名认证 */
  | 'VERIFIED';

/** An honour of a person (荣誉), granted by an award or recorded by staff from a document. */
export type Honour = {
  __typename?: 'Honour';
  /** null when staff recorded the honour */
  campaign?: Maybe<AwardCampaign>;
  /** the names of several bodies are separated by 、 */
  conferredBy: Scalars['String']['output'];
  documentNo?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** null for an honour that a replica of an earlier version granted during an upgrade */
  level?: Maybe<HonourLevel>;
  person: Person;
  /** region of the award; for an honour that staff recorded, region of the person on that day */
  region?: Maybe<Region>;
  /** why it was revoked; for staff */
  revocationReason?: Maybe<Scalars['String']['output']>;
  revokedOn?: Maybe<Scalars['Date']['output']>;
  status: HonourStatus;
  title: Scalars['String']['output'];
  /** null like `level` */
  version?: Maybe<Scalars['Int']['output']>;
  year: Scalars['Int']['output'];
};

export type HonourConnection = {
  __typename?: 'HonourConnection';
  edges: Array<HonourEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type HonourEdge = {
  __typename?: 'HonourEdge';
  cursor: Scalars['String']['output'];
  node: Honour;
};

/** An honour must meet all conditions. A list is met by any of its values. */
export type HonourFilter = {
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  /** the first year, included */
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  levels?: InputMaybe<Array<HonourLevel>>;
  personId?: InputMaybe<Scalars['ID']['input']>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  status?: InputMaybe<HonourStatus>;
  /** the whole title, without regard to case and width */
  title?: InputMaybe<Scalars['String']['input']>;
  /** the last year, included */
  toYear?: InputMaybe<Scalars['Int']['input']>;
};

/** The level of the bodies that confer an honour. */
export type HonourLevel =
  /** 县级 */
  | 'COUNTY'
  /** 国家级 */
  | 'NATIONAL'
  /** 市级 */
  | 'PREFECTURE'
  /** 省部级: also an autonomous region */
  | 'PROVINCIAL'
  /** 乡镇级 */
  | 'TOWNSHIP';

export type HonourPayload = {
  __typename?: 'HonourPayload';
  honour?: Maybe<Honour>;
  userErrors: Array<UserError>;
};

export type HonourStatus =
  /** in force */
  | 'GRANTED'
  /** 撤销 */
  | 'REVOKED';

/** At most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
export type ImportAwardCampaignsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<AwardCampaignRow>;
};

/** At most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
export type ImportCelebrationsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<CelebrationRow>;
};

/** Figures to import: at most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
export type ImportFiguresInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<ReportedFigureRow>;
};

/** At most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
export type ImportMembershipsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<MembershipRow>;
};

/** The result of an import. */
export type ImportPayload = {
  __typename?: 'ImportPayload';
  report?: Maybe<ImportReport>;
  userErrors: Array<UserError>;
};

/** At most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
export type ImportPersonsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<PersonRow>;
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

/** A number as it is stated: 近20,000人 is 20000 PERSON NEARLY. A figure that is not stated has the value null, never 0. */
export type Measure = {
  __typename?: 'Measure';
  qualifier: Qualifier;
  unit: Unit;
  value?: Maybe<Scalars['Decimal']['output']>;
};

export type MemberRole =
  /** 理事长 (主席) */
  | 'CHAIR'
  /** 理事 (委员) */
  | 'COUNCIL_MEMBER'
  /** 会员 */
  | 'MEMBER'
  /** 秘书长 */
  | 'SECRETARY_GENERAL'
  /** 常务理事 (常委) */
  | 'STANDING_COUNCIL_MEMBER'
  /** 副理事长 (副主席) */
  | 'VICE_CHAIR';

/** Membership of an association (会员关系). A person has at most one ACTIVE membership in an organization. */
export type Membership = {
  __typename?: 'Membership';
  /** the roles that the member had before (任职经历), the earliest first */
  earlierRoles: Array<MembershipRolePeriod>;
  endReason?: Maybe<MembershipEndReason>;
  endedOn?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  joinedOn: Scalars['Date']['output'];
  organization?: Maybe<Organization>;
  person: Person;
  role: MemberRole;
  /** the day since which the member has this role; the day of joining, unless the role was changed */
  roleSince: Scalars['Date']['output'];
  status: MembershipStatus;
  synthetic: Scalars['Boolean']['output'];
  version: Scalars['Int']['output'];
};

/** An application to join an association (入会申请). */
export type MembershipApplication = {
  __typename?: 'MembershipApplication';
  applicant: Person;
  /** what identifies the files that belong to the application; the platform does not keep the files */
  attachments: Array<Attachment>;
  channel: EntryChannel;
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  decisionReason?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  organization?: Maybe<Organization>;
  statement?: Maybe<Scalars['String']['output']>;
  status: ApplicationStatus;
  /** the last submission; for a DRAFT, when it was saved last */
  submittedAt: Scalars['DateTime']['output'];
  version: Scalars['Int']['output'];
};

export type MembershipApplicationConnection = {
  __typename?: 'MembershipApplicationConnection';
  edges: Array<MembershipApplicationEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type MembershipApplicationEdge = {
  __typename?: 'MembershipApplicationEdge';
  cursor: Scalars['String']['output'];
  node: MembershipApplication;
};

export type MembershipApplicationPayload = {
  __typename?: 'MembershipApplicationPayload';
  application?: Maybe<MembershipApplication>;
  userErrors: Array<UserError>;
  /** warnings about an application that was accepted: the applicant has no subject of the society */
  warnings: Array<Scalars['String']['output']>;
};

export type MembershipConnection = {
  __typename?: 'MembershipConnection';
  edges: Array<MembershipEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type MembershipEdge = {
  __typename?: 'MembershipEdge';
  cursor: Scalars['String']['output'];
  node: Membership;
};

export type MembershipEndReason =
  | 'DECEASED'
  | 'EXPELLED'
  | 'NON_RENEWAL'
  /** set by the platform when the organization is dissolved */
  | 'ORGANIZATION_DISSOLVED'
  | 'RESIGNED'
  | 'TRANSFERRED';

export type MembershipPayload = {
  __typename?: 'MembershipPayload';
  membership?: Maybe<Membership>;
  userErrors: Array<UserError>;
  /** warnings about a change that was accepted: an association that has no chair now, or several */
  warnings: Array<Scalars['String']['output']>;
};

/** A role that a member had. */
export type MembershipRolePeriod = {
  __typename?: 'MembershipRolePeriod';
  from: Scalars['Date']['output'];
  role: MemberRole;
  /** the day on which the next role began */
  until: Scalars['Date']['output'];
};

export type MembershipRow = {
  joinedOn: Scalars['Date']['input'];
  key: Scalars['String']['input'];
  organizationId: Scalars['ID']['input'];
  personId: Scalars['ID']['input'];
  role?: InputMaybe<MemberRole>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
};

export type MembershipStatus =
  | 'ACTIVE'
  /** ended for any other reason */
  | 'ENDED'
  /** 未续会: the member did not renew it (endMembership with NON_RENEWAL) */
  | 'LAPSED';

/** An offer to merge two records of one person (合并申请). */
export type MergeOffer = {
  __typename?: 'MergeOffer';
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  decisionReason?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** the other record; for a REGISTRATION its facts until the decision, and null after it was declined */
  merged?: Maybe<Person>;
  openedAt: Scalars['DateTime']['output'];
  origin: MergeOrigin;
  /** the reason of staff who opened the offer */
  reason?: Maybe<Scalars['String']['output']>;
  status: MergeStatus;
  /** the record that stays; it holds the number that both claim */
  survivor: Person;
  version: Scalars['Int']['output'];
};

export type MergeOfferConnection = {
  __typename?: 'MergeOfferConnection';
  edges: Array<MergeOfferEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type MergeOfferEdge = {
  __typename?: 'MergeOfferEdge';
  cursor: Scalars['String']['output'];
  node: MergeOffer;
};

export type MergeOfferFilter = {
  status?: InputMaybe<MergeStatus>;
};

export type MergeOfferPayload = {
  __typename?: 'MergeOfferPayload';
  offer?: Maybe<MergeOffer>;
  userErrors: Array<UserError>;
};

export type MergeOrigin =
  /** a change to the number of another worker was refused */
  | 'PROFILE'
  /** a registration with the number of another worker was refused */
  | 'REGISTRATION'
  /** staff opened the offer */
  | 'STAFF';

export type MergeStatus =
  | 'ACCEPTED'
  | 'DECLINED'
  | 'OPEN';

export type Mutation = {
  __typename?: 'Mutation';
  /** Makes the next version of the phone key. From then on all replicas hash numbers under it, too. At most five keys are live at once. By an administrator. */
  addPhoneKey?: Maybe<PhoneKeyPayload>;
  /** Moves an award to its next step, or cancels it. DECIDED makes the proposed nominees awardees and grants their honours; the users who proposed a nominee or took the step before do not take this step. By staff of the award's region. */
  advanceAwardCampaign?: Maybe<AwardCampaignPayload>;
  /**
   * Assigns reviewers (评审专家) to nominations, in QUALIFICATION_CHECK or EXPERT_REVIEW. A nominee of the award is refused as a reviewer. A reviewer with the employer of a nominee, or who belongs to the nominating
   * organization, does not score this nomination; `warnings` names these pairs. By staff of the award's region.
   */
  assignReviewers?: Maybe<ReviewsPayload>;
  /** Changes the statement and attachments of a DRAFT. By the worker. */
  changeMembershipApplicationDraft?: Maybe<MembershipApplicationPayload>;
  /** Gives an ACTIVE member another role in the association since a day (任职). By the organization's secretary or staff. */
  changeMembershipRole?: Maybe<MembershipPayload>;
  /**
   * Closes the account of a worker on the Home (注销), and deletes the phone number. By the worker, or with a reason by staff of the worker's region. A closed account is not opened again; the worker may register anew. Memberships, honours
   * and the record itself stay.
   */
  closeHome?: Maybe<PersonPayload>;
  /**
   * Corrects the record of a worker (信息更正), with a reason. By staff of the worker's region. A new region must be one of theirs, too. A field that is left out keeps its value, and null empties
   * it. When the name, the employer or the title level changes, a worker who is VERIFIED, ACTIVE or DORMANT is REGISTERED again, and another user verifies them.
   */
  correctPerson?: Maybe<PersonPayload>;
  /** Starts the review of a submitted application, and then returns, approves or rejects it. Approval starts the membership. By the organization's secretary or staff; the user who submitted an application does not approve it. */
  decideMembershipApplication?: Maybe<MembershipApplicationPayload>;
  /**
   * Accepts or declines an offer, with a reason. By staff of the regions of both records, but not by the user who opened the offer. After an acceptance the survivor stands for the merged person in all services: memberships, applications,
   * nominations, honours, care visits, the profile as an expert, and the activities and trainings of the person are the survivor's. Of two ACTIVE memberships of one association, and of two open applications to one, the older stays.
   */
  decideMerge?: Maybe<MergeOfferPayload>;
  /** Decides about an objection, with a reason. The award is not DECIDED while one is open. When the last open one is dismissed, the nominee is PROPOSED again; when one is upheld, NOT_AWARDED. By staff of the award's region, but not the user who raised it. */
  decideObjection?: Maybe<ObjectionPayload>;
  /** States a conflict of interest (回避) until the award is DECIDED. The reviewer does not score any more; a score that exists stays, and does not count. By the reviewer, or staff of the award's region. */
  declareConflict?: Maybe<ReviewPayload>;
  /** Drafts an award (拟定). Staff of its region revise it (reviseAwardCampaign) and open it (advanceAwardCampaign to OPEN); other viewers do not see it before. By staff of the region. */
  draftAwardCampaign?: Maybe<AwardCampaignPayload>;
  /** Ends a membership; with NON_RENEWAL it becomes LAPSED. By the organization's secretary or staff; a member may resign. */
  endMembership?: Maybe<MembershipPayload>;
  /** Records an honour from a document (表彰文件), for example one that another body conferred. By staff of the person's region. */
  grantHonour?: Maybe<HonourPayload>;
  /** Imports awards that were decided outside the platform, with their awardees. By staff of the award's region. */
  importAwardCampaigns?: Maybe<ImportPayload>;
  importCelebrations?: Maybe<ImportPayload>;
  /** Imports memberships of associations. By staff of the association's region. */
  importMemberships?: Maybe<ImportPayload>;
  /** Imports figures that reports state about people (上报数据). By staff of the figure's region. */
  importPeopleFigures?: Maybe<ImportPayload>;
  /** Imports persons. By staff, for their region. */
  importPersons?: Maybe<ImportPayload>;
  /** Nominates a worker of the nominating organization's region while the award is OPEN. `warnings` says when the nominee has the title already. By the organization's secretary, or staff of its region. */
  nominate?: Maybe<NominationPayload>;
  /** Raises an objection (异议) to a nominee on the public notice of an award (AwardCampaign.publicNotice), until its last day; at most 3 of a user to one award. Staff of the award's region and the user read the text. By any user who is signed in. */
  objectToNomination?: Maybe<ObjectionPayload>;
  /** Offers to merge two records of one person, with a reason. By staff of the regions of both. */
  offerMerge?: Maybe<MergeOfferPayload>;
  /** Opens an award for nominations (推荐) without a draft. By staff of the region. */
  openAwardCampaign?: Maybe<AwardCampaignPayload>;
  /** Records a care visit. By staff of the worker's region. */
  recordCareVisit?: Maybe<CareVisitPayload>;
  /** Records a celebration. By staff of the region, or the organizer's secretary. */
  recordCelebration?: Maybe<CelebrationPayload>;
  /** Registers a worker on the online Home of Scientific and Technological Workers (入驻科技工作者之家). A number that another worker has is refused with DUPLICATE, which tells nothing about them, and opens an offer to merge the two (mergeOffers). By workers, secretaries, and staff in their region. */
  registerWorker?: Maybe<PersonPayload>;
  /** Submits a returned application again. */
  resubmitMembershipApplication?: Maybe<MembershipApplicationPayload>;
  /**
   * Retires a version of the phone key: its value and its hashes are deleted, and no number matches under it again. `personsOnly` of the result counts the persons whose number was known only under it; it matches
   * again after they give it by updateMyProfile. INVALID_TRANSITION for the newest key, and within five minutes after the newest key was made. A repetition finishes an interrupted deletion. By an administrator.
   */
  retirePhoneKey?: Maybe<PhoneKeyPayload>;
  /** Decides about a nomination in the current step of the award. By staff of the award's region. */
  reviewNomination?: Maybe<NominationPayload>;
  /** Changes the facts of a DRAFT. By staff of its region. */
  reviseAwardCampaign?: Maybe<AwardCampaignPayload>;
  /** Revokes an honour (撤销荣誉), with a reason. The award keeps its list of awardees. By staff of the region of the honour. */
  revokeHonour?: Maybe<HonourPayload>;
  /** Saves a draft of an application (草稿), which only the worker sees. It can also be saved while the association takes no applications. By the worker. */
  saveMembershipApplicationDraft?: Maybe<MembershipApplicationPayload>;
  /** Scores a nomination in EXPERT_REVIEW, or changes the score until this step ends. By the assigned reviewer only. */
  scoreNomination?: Maybe<ReviewPayload>;
  /** Opens an association for applications (开放入会申请), or closes it: then new applications are refused with REFERENCE_INACTIVE, and those that were submitted go on. By the organization's secretary or staff. */
  setOpenForApplications?: Maybe<OpenForApplicationsPayload>;
  /** Applies to join an association (入会申请). By the worker, or on behalf of a worker of the association's region by the secretary or staff of the association. */
  submitMembershipApplication?: Maybe<MembershipApplicationPayload>;
  /** Submits a DRAFT. By the worker. */
  submitMembershipApplicationDraft?: Maybe<MembershipApplicationPayload>;
  /**
   * Changes what workers state about themselves (个人信息变更). By the worker, who is the subject of the token. A field that is left out keeps its value, and null empties it. Name and region
   * are corrected by staff (correctPerson). When the employer or the title level changes, a worker who is VERIFIED, ACTIVE or DORMANT is REGISTERED again, because a verification
   * confirms the name, the unit and the level of the title; the other fields have no such effect.
   */
  updateMyProfile?: Maybe<PersonPayload>;
  /** Confirms the identity of a registered worker (实名认证). By staff of the region, or the secretary of an organization in whose region the worker is recorded and of which the worker is a member, but not by a user who registered the worker or has changed the name, employer or title level since the last verification. */
  verifyWorker?: Maybe<PersonPayload>;
  withdrawMembershipApplication?: Maybe<MembershipApplicationPayload>;
};


export type MutationAddPhoneKeyArgs = {
  input: AddPhoneKeyInput;
};


export type MutationAdvanceAwardCampaignArgs = {
  input: AdvanceAwardCampaignInput;
};


export type MutationAssignReviewersArgs = {
  input: AssignReviewersInput;
};


export type MutationChangeMembershipApplicationDraftArgs = {
  input: ChangeMembershipApplicationDraftInput;
};


export type MutationChangeMembershipRoleArgs = {
  input: ChangeMembershipRoleInput;
};


export type MutationCloseHomeArgs = {
  input: CloseHomeInput;
};


export type MutationCorrectPersonArgs = {
  input: CorrectPersonInput;
};


export type MutationDecideMembershipApplicationArgs = {
  input: DecideMembershipApplicationInput;
};


export type MutationDecideMergeArgs = {
  input: DecideMergeInput;
};


export type MutationDecideObjectionArgs = {
  input: DecideObjectionInput;
};


export type MutationDeclareConflictArgs = {
  input: DeclareConflictInput;
};


export type MutationDraftAwardCampaignArgs = {
  input: DraftAwardCampaignInput;
};


export type MutationEndMembershipArgs = {
  input: EndMembershipInput;
};


export type MutationGrantHonourArgs = {
  input: GrantHonourInput;
};


export type MutationImportAwardCampaignsArgs = {
  input: ImportAwardCampaignsInput;
};


export type MutationImportCelebrationsArgs = {
  input: ImportCelebrationsInput;
};


export type MutationImportMembershipsArgs = {
  input: ImportMembershipsInput;
};


export type MutationImportPeopleFiguresArgs = {
  input: ImportFiguresInput;
};


export type MutationImportPersonsArgs = {
  input: ImportPersonsInput;
};


export type MutationNominateArgs = {
  input: NominateInput;
};


export type MutationObjectToNominationArgs = {
  input: ObjectToNominationInput;
};


export type MutationOfferMergeArgs = {
  input: OfferMergeInput;
};


export type MutationOpenAwardCampaignArgs = {
  input: OpenAwardCampaignInput;
};


export type MutationRecordCareVisitArgs = {
  input: RecordCareVisitInput;
};


export type MutationRecordCelebrationArgs = {
  input: RecordCelebrationInput;
};


export type MutationRegisterWorkerArgs = {
  input: RegisterWorkerInput;
};


export type MutationResubmitMembershipApplicationArgs = {
  input: ResubmitMembershipApplicationInput;
};


export type MutationRetirePhoneKeyArgs = {
  input: RetirePhoneKeyInput;
};


export type MutationReviewNominationArgs = {
  input: ReviewNominationInput;
};


export type MutationReviseAwardCampaignArgs = {
  input: ReviseAwardCampaignInput;
};


export type MutationRevokeHonourArgs = {
  input: RevokeHonourInput;
};


export type MutationSaveMembershipApplicationDraftArgs = {
  input: SaveMembershipApplicationDraftInput;
};


export type MutationScoreNominationArgs = {
  input: ScoreNominationInput;
};


export type MutationSetOpenForApplicationsArgs = {
  input: SetOpenForApplicationsInput;
};


export type MutationSubmitMembershipApplicationArgs = {
  input: SubmitMembershipApplicationInput;
};


export type MutationSubmitMembershipApplicationDraftArgs = {
  input: SubmitMembershipApplicationDraftInput;
};


export type MutationUpdateMyProfileArgs = {
  input: UpdateMyProfileInput;
};


export type MutationVerifyWorkerArgs = {
  input: VerifyWorkerInput;
};


export type MutationWithdrawMembershipApplicationArgs = {
  input: WithdrawMembershipApplicationInput;
};

export type NominateInput = {
  campaignId: Scalars['ID']['input'];
  clientMutationId: Scalars['String']['input'];
  nominatedById: Scalars['ID']['input'];
  /** a worker who is recorded in the region of the organization */
  nomineeId: Scalars['ID']['input'];
  /** 1 to 2000 characters */
  summary: Scalars['String']['input'];
};

export type Nomination = {
  __typename?: 'Nomination';
  campaign: AwardCampaign;
  id: Scalars['ID']['output'];
  /** the mean of at least three scores that count, 0 to 100, rounded to two decimals; null for fewer, and until EXPERT_REVIEW has ended; for staff of the award's region */
  meanScore?: Maybe<Scalars['Decimal']['output']>;
  /** null when the source does not state it */
  nominatedBy?: Maybe<Organization>;
  nominee: Person;
  /** the objections (异议), the earliest first; for staff of the award's region, null for others */
  objectionRecords?: Maybe<ObjectionConnection>;
  /** the number of objections that were raised during the public notice */
  objections: Scalars['Int']['output'];
  reason?: Maybe<Scalars['String']['output']>;
  /** the reviews; for staff of the award's region, null for others */
  reviews?: Maybe<ReviewConnection>;
  status: NominationStatus;
  summary?: Maybe<Scalars['String']['output']>;
  version: Scalars['Int']['output'];
};


export type NominationObjectionRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<ObjectionStatus>;
};


export type NominationReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type NominationConnection = {
  __typename?: 'NominationConnection';
  edges: Array<NominationEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

/** The decisions about a nomination, each with the step in which it is possible. */
export type NominationDecision =
  /** PUBLIC_NOTICE: OBJECTED → PROPOSED, because no open objection is justified; decideObjection decides about one */
  | 'DISMISS_OBJECTION'
  /** QUALIFICATION_CHECK: SUBMITTED → DISQUALIFIED, with a reason */
  | 'DISQUALIFY'
  /** PUBLIC_NOTICE: PROPOSED → OBJECTED, with the text of the objection (异议) as the reason: for an objection that reached staff on paper; others are raised by objectToNomination */
  | 'OBJECT'
  /** COMMITTEE_REVIEW, JOINT_REVIEW: QUALIFIED or SHORTLISTED → PROPOSED */
  | 'PROPOSE'
  /** QUALIFICATION_CHECK: SUBMITTED → QUALIFIED */
  | 'QUALIFY'
  /** EXPERT_REVIEW: QUALIFIED → SHORTLISTED */
  | 'SHORTLIST'
  /** PUBLIC_NOTICE: OBJECTED → NOT_AWARDED, because the open objections are justified */
  | 'UPHOLD_OBJECTION'
  /** any step before DECIDED: an open nomination → WITHDRAWN */
  | 'WITHDRAW';

export type NominationEdge = {
  __typename?: 'NominationEdge';
  cursor: Scalars['String']['output'];
  node: Nomination;
};

export type NominationPayload = {
  __typename?: 'NominationPayload';
  nomination?: Maybe<Nomination>;
  userErrors: Array<UserError>;
  /** warnings about a nomination that was accepted: the nominee has the title of the award already (原则上不再推荐) */
  warnings: Array<Scalars['String']['output']>;
};

export type NominationStatus =
  | 'AWARDED'
  | 'DISQUALIFIED'
  | 'NOT_AWARDED'
  | 'OBJECTED'
  | 'PROPOSED'
  | 'QUALIFIED'
  | 'SHORTLISTED'
  | 'SUBMITTED'
  | 'WITHDRAWN';

/** A nominee on the public notice of an award (公示). */
export type NoticedNominee = {
  __typename?: 'NoticedNominee';
  nominatedBy?: Maybe<Organization>;
  /** for objectToNomination */
  nominationId: Scalars['ID']['output'];
  nominee: Person;
};

export type ObjectToNominationInput = {
  clientMutationId: Scalars['String']['input'];
  /** id of a nomination on the public notice */
  nominationId: Scalars['ID']['input'];
  /** 1 to 2000 characters */
  text: Scalars['String']['input'];
};

/** An objection to a nominee on the public notice (异议). It is shown to staff of the award's region, and to the user who raised it. */
export type Objection = {
  __typename?: 'Objection';
  campaign: AwardCampaign;
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  decisionReason?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  nominee: Person;
  /** null when it is not known */
  raisedAt?: Maybe<Scalars['DateTime']['output']>;
  /** the id of the user who raised it, for staff; null when it is not known */
  raisedBy?: Maybe<Scalars['ID']['output']>;
  status: ObjectionStatus;
  /** null when it is not known */
  text?: Maybe<Scalars['String']['output']>;
  version: Scalars['Int']['output'];
};

export type ObjectionConnection = {
  __typename?: 'ObjectionConnection';
  edges: Array<ObjectionEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type ObjectionDecision =
  /** the objection is not justified */
  | 'DISMISS'
  /** the objection is justified: the nominee is not awarded */
  | 'UPHOLD';

export type ObjectionEdge = {
  __typename?: 'ObjectionEdge';
  cursor: Scalars['String']['output'];
  node: Objection;
};

export type ObjectionPayload = {
  __typename?: 'ObjectionPayload';
  objection?: Maybe<Objection>;
  userErrors: Array<UserError>;
};

export type ObjectionStatus =
  /** 异议不成立 */
  | 'DISMISSED'
  /** the nomination or the award ended before a decision */
  | 'LAPSED'
  | 'OPEN'
  /** 异议成立 */
  | 'UPHELD';

export type OfferMergeInput = {
  clientMutationId: Scalars['String']['input'];
  /** the record that becomes a reference to the other one */
  mergedId: Scalars['ID']['input'];
  /** 1 to 500 characters */
  reason: Scalars['String']['input'];
  /** the record that stays */
  survivorId: Scalars['ID']['input'];
};

export type OpenAwardCampaignInput = {
  clientMutationId: Scalars['String']['input'];
  closesOn: Scalars['Date']['input'];
  conferredBy: Array<Scalars['String']['input']>;
  edition: Scalars['Int']['input'];
  nominationQuotaPerUnit?: InputMaybe<Scalars['Int']['input']>;
  opensOn: Scalars['Date']['input'];
  /** the optional steps (EXPERT_REVIEW, JOINT_REVIEW, PUBLIC_NOTICE) that the award includes; default all */
  optionalSteps?: InputMaybe<Array<AwardCampaignStatus>>;
  quota: Scalars['Int']['input'];
  regionCode: Scalars['ID']['input'];
  title: Scalars['String']['input'];
  year: Scalars['Int']['input'];
};

export type OpenForApplicationsPayload = {
  __typename?: 'OpenForApplicationsPayload';
  organization?: Maybe<Organization>;
  userErrors: Array<UserError>;
};

export type Organization = {
  __typename?: 'Organization';
  id: Scalars['ID']['output'];
  /** The members (会员), in the order in which they were recorded. */
  members?: Maybe<MembershipConnection>;
  /** The number of membership applications that wait for a decision; null for viewers without the scope people:applications:read. */
  openApplicationCount?: Maybe<Scalars['Int']['output']>;
  /** Whether the association takes membership applications; false for organizations without members, and for those that may not act; null while the organization is not known here yet. */
  openForApplications?: Maybe<Scalars['Boolean']['output']>;
};


export type OrganizationMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  role?: InputMaybe<MemberRole>;
  status?: InputMaybe<MembershipStatus>;
};

/** The position of a page in its list (Relay). */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type PeopleDimension =
  /** kind of the employer */
  | 'EMPLOYER_KIND'
  | 'GENDER'
  | 'HOME_CHANNEL'
  | 'HOME_STATUS'
  /** the county, or the city for persons who are recorded at city level */
  | 'REGION_COUNTY'
  /** month of registration on the Home (2020-01); with registeredFrom and registeredTo, at most 50 years apart, each month has a row */
  | 'REGISTERED_MONTH'
  /** year of registration on the Home; with registeredFrom and registeredTo, each year has a row */
  | 'REGISTERED_YEAR'
  | 'SUBJECT'
  | 'TITLE_LEVEL';

/** The section of the annual report about people. */
export type PeopleSection = {
  __typename?: 'PeopleSection';
  /** awardees of the awards of the year; null when no award was decided */
  awardees: Measure;
  /** workers registered on the Home at the end of the year; null when no registration is recorded by that day. For viewers without the scope people:register:read, the figure is null below 5 and for regions below a county, and that of a county is rounded to a multiple of 5. */
  homeRegistrations: Measure;
  /** figures as reports state them: all, or only those with these codes */
  reported: Array<ReportedFigure>;
};


/** The section of the annual report about people. */
export type PeopleSectionReportedArgs = {
  codes?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** The counts of one group. For viewers without the scope people:register:read, groups of fewer than 5 persons are merged into one row without keys, and all counts are rounded to multiples of 5. A row whose counts are null has fewer than 5 persons, or none. */
export type PeopleStatRow = {
  __typename?: 'PeopleStatRow';
  /** registered on the Home with the status ACTIVE */
  homeActive?: Maybe<Scalars['Int']['output']>;
  /** registered on the Home, in any state except CLOSED */
  homeRegistered?: Maybe<Scalars['Int']['output']>;
  keys: Array<StatKey>;
  /** with at least one ACTIVE membership */
  members?: Maybe<Scalars['Int']['output']>;
  persons?: Maybe<Scalars['Int']['output']>;
  /** true for the row of merged groups, and for a row whose counts are withheld */
  suppressed: Scalars['Boolean']['output'];
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

/** A sci-tech worker (科技工作者). Professional data is public. Personal data is for staff of the region, administrators and the person; it is null for other viewers, with UNAUTHORIZED_FIELD when their role never sees personal data. */
export type Person = {
  __typename?: 'Person';
  /** personal */
  birthYear?: Maybe<Scalars['Int']['output']>;
  /** personal: the changes by updateMyProfile, correctPerson and closeHome, the latest first (变更记录); null for viewers who do not see personal data */
  changes?: Maybe<PersonChangeConnection>;
  /** 学位 */
  degree?: Maybe<Scalars['String']['output']>;
  /** 工作单位 */
  employer?: Maybe<Organization>;
  /** personal */
  gender?: Maybe<Gender>;
  /** for the viewers who see personal data, secretaries and brokers; null for others */
  home?: Maybe<HomeRegistration>;
  honours: Array<Honour>;
  id: Scalars['ID']['output'];
  /** personal: 中共党员 */
  isPartyMember?: Maybe<Scalars['Boolean']['output']>;
  memberships: Array<Membership>;
  name: Scalars['String']['output'];
  /** personal; always masked: 138****1234 */
  phoneMasked?: Maybe<Scalars['String']['output']>;
  /** personal: false when every key is retired under which the number was known, so that it matches no registration until the person gives it again (updateMyProfile); null without a number */
  phoneMatches?: Maybe<Scalars['Boolean']['output']>;
  /** 职务, as recorded */
  position?: Maybe<Scalars['String']['output']>;
  region?: Maybe<Region>;
  /** 研究方向 */
  researchDirections: Array<Scalars['String']['output']>;
  /** GB/T 13745 codes, 3, 5 or 7 digits */
  subjectCodes: Array<Scalars['String']['output']>;
  /** 占位: placeholder for a worker whom the source does not name; not for publication */
  synthetic: Scalars['Boolean']['output'];
  titleLevel: TitleLevel;
  /** 职称, as recorded */
  titleName?: Maybe<Scalars['String']['output']>;
  updatedAt: Scalars['DateTime']['output'];
  version: Scalars['Int']['output'];
};


/** A sci-tech worker (科技工作者). Professional data is public. Personal data is for staff of the region, administrators and the person; it is null for other viewers, with UNAUTHORIZED_FIELD when their role never sees personal data. */
export type PersonChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A sci-tech worker (科技工作者). Professional data is public. Personal data is for staff of the region, administrators and the person; it is null for other viewers, with UNAUTHORIZED_FIELD when their role never sees personal data. */
export type PersonMembershipsArgs = {
  status?: InputMaybe<MembershipStatus>;
};

/** A change of the record of a person. It names the changed fields, and has no values, because they may be personal data. */
export type PersonChange = {
  __typename?: 'PersonChange';
  changedAt: Scalars['DateTime']['output'];
  changedByRole: PersonChangeRole;
  /** true when the worker was verified before the change, and is REGISTERED since */
  endedVerification: Scalars['Boolean']['output'];
  fields: Array<PersonField>;
  id: Scalars['ID']['output'];
  /** the reason of a correction; null for a change by the person */
  reason?: Maybe<Scalars['String']['output']>;
  /** the version of the person that the change made */
  version: Scalars['Int']['output'];
};

export type PersonChangeConnection = {
  __typename?: 'PersonChangeConnection';
  edges: Array<PersonChangeEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type PersonChangeEdge = {
  __typename?: 'PersonChangeEdge';
  cursor: Scalars['String']['output'];
  node: PersonChange;
};

export type PersonChangeRole =
  /** 管理员 */
  | 'ADMINISTRATOR'
  /** 本人 */
  | 'PERSON'
  /** 科协工作人员: staff of the region */
  | 'STAFF';

export type PersonConnection = {
  __typename?: 'PersonConnection';
  edges: Array<PersonEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type PersonEdge = {
  __typename?: 'PersonEdge';
  cursor: Scalars['String']['output'];
  /** the part that a search has found; null in other lists */
  match?: Maybe<PersonMatch>;
  node: Person;
};

/** The fields of a person that a change can name. */
export type PersonField =
  /** 出生年份 */
  | 'BIRTH_YEAR'
  /** 学位 */
  | 'DEGREE'
  /** 工作单位 */
  | 'EMPLOYER'
  /** 性别 */
  | 'GENDER'
  /** 账号注销: closeHome */
  | 'HOME'
  /** 姓名 */
  | 'NAME'
  /** 中共党员 */
  | 'PARTY_MEMBERSHIP'
  /** 手机号 */
  | 'PHONE'
  /** 职务 */
  | 'POSITION'
  /** 地区 */
  | 'REGION'
  /** 研究方向 */
  | 'RESEARCH_DIRECTIONS'
  /** 学科 */
  | 'SUBJECTS'
  /** 职称级别 */
  | 'TITLE_LEVEL'
  /** 职称 */
  | 'TITLE_NAME';

/** A person must meet all conditions. A list is met by any of its values. */
export type PersonFilter = {
  employerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  homeStatuses?: InputMaybe<Array<HomeStatus>>;
  /** the exact title of an honour */
  honourTitle?: InputMaybe<Scalars['String']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  /** id of an organization of which the person is an active member */
  memberOf?: InputMaybe<Scalars['ID']['input']>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  registeredFrom?: InputMaybe<Scalars['Date']['input']>;
  registeredTo?: InputMaybe<Scalars['Date']['input']>;
  /** the first digits of GB/T 13745 codes */
  subjectPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
  titleLevels?: InputMaybe<Array<TitleLevel>>;
};

/** The part of a person that a search has found. `start` and `length` are its place in `text`, in UTF-16 code units, which are those of strings in JavaScript. */
export type PersonMatch = {
  __typename?: 'PersonMatch';
  field: PersonTextField;
  length: Scalars['Int']['output'];
  start: Scalars['Int']['output'];
  /** the whole text of the field */
  text: Scalars['String']['output'];
};

export type PersonPayload = {
  __typename?: 'PersonPayload';
  person?: Maybe<Person>;
  userErrors: Array<UserError>;
};

/** A person to import. `key` is the client's own key of the row within its county: a later import with the same key changes what the row states and the platform has not changed. A column that is left out changes nothing. */
export type PersonRow = {
  channel?: InputMaybe<EntryChannel>;
  degree?: InputMaybe<Scalars['String']['input']>;
  employerId?: InputMaybe<Scalars['ID']['input']>;
  gender?: InputMaybe<Gender>;
  /** NOT_REGISTERED for a new person without it. An import does not make a registered worker VERIFIED. */
  homeStatus?: InputMaybe<HomeStatus>;
  key: Scalars['String']['input'];
  name: Scalars['String']['input'];
  position?: InputMaybe<Scalars['String']['input']>;
  regionCode: Scalars['ID']['input'];
  /** required for a registered worker */
  registeredOn?: InputMaybe<Scalars['Date']['input']>;
  researchDirections?: InputMaybe<Array<Scalars['String']['input']>>;
  subjectCodes?: InputMaybe<Array<Scalars['String']['input']>>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  titleLevel?: InputMaybe<TitleLevel>;
  titleName?: InputMaybe<Scalars['String']['input']>;
};

export type PersonSort = {
  direction?: SortDirection;
  field: PersonSortField;
};

export type PersonSortField =
  /** in the order of pinyin; surnames with their reading as a surname */
  | 'NAME'
  | 'REGISTERED_ON'
  | 'TITLE_LEVEL'
  | 'UPDATED_AT';

export type PersonTextField =
  | 'NAME'
  | 'POSITION'
  | 'RESEARCH_DIRECTION'
  | 'TITLE';

/** A version of the key under which phone numbers are hashed. */
export type PhoneKey = {
  __typename?: 'PhoneKey';
  createdAt: Scalars['DateTime']['output'];
  /** persons whose number is known under this key; 0 for a retired key */
  persons: Scalars['Int']['output'];
  /** persons whose number is known only under this key; for a retired key, the number at its retirement */
  personsOnly: Scalars['Int']['output'];
  /** null for a live key */
  retiredAt?: Maybe<Scalars['DateTime']['output']>;
  version: Scalars['Int']['output'];
};

export type PhoneKeyPayload = {
  __typename?: 'PhoneKeyPayload';
  key?: Maybe<PhoneKey>;
  userErrors: Array<UserError>;
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
  /** The throughput of membership applications (入会申请办理情况), by at most three dimensions. Without the scope people:register:read, a filter by organizations is FORBIDDEN, and regions are counties and above. */
  applicationStats: Array<ApplicationStatRow>;
  awardCampaign?: Maybe<AwardCampaign>;
  awardCampaigns: AwardCampaignConnection;
  /** Care visits (走访慰问), the latest first. Staff see those of their regions; a visit lies in the region in which the worker was recorded on that day. */
  careVisits?: Maybe<CareVisitConnection>;
  /** Celebrations in a region and the regions below it. With years, only celebrations whose day or whole period lies in these years. */
  celebrations: CelebrationConnection;
  /** The enumerations of the schema with labels in Chinese and English, with one section for each service. A section is null, with an error, while its service is unavailable. */
  enumerations?: Maybe<Enumerations>;
  /** Membership applications (入会申请). A secretary sees the applications to their organizations, staff those in their regions, and applicants their own. */
  membershipApplications?: Maybe<MembershipApplicationConnection>;
  /** Offers to merge two records of one person (合并申请), the oldest first. Staff see those of which one record lies in their regions. */
  mergeOffers?: Maybe<MergeOfferConnection>;
  /** The objections (异议) that the viewer has raised, the earliest first. */
  myObjections?: Maybe<ObjectionConnection>;
  /** The nominations that the viewer is assigned to review (评审), in the order in which they were made. For reviewers: the subject of a worker's account is the id of the person. */
  myReviews?: Maybe<ReviewConnection>;
  /** Counts of persons by at most three dimensions. With SUBJECT, a person counts in each of their subjects. With `asOf`, the states on the Home and the memberships are those of the end of this day; persons whom the register did not know by then are left out, and all other facts are the present ones. Viewers without the scope people:register:read may filter by regions (counties and above) and homeStatuses only. GENDER is personal data: for other viewers than staff of all regions of the filter, the same rules apply. */
  peopleStats: Array<PeopleStatRow>;
  /** One worker; for the id of a record that was merged into another one, that one. For staff, secretaries and brokers, and for the worker (the subject of a worker's account is the id of the person). */
  person?: Maybe<Person>;
  /** Honours (荣誉) of persons, those of the latest year first. Revoked ones are for staff of their regions. */
  personHonours: HonourConnection;
  /** The register. For secretaries, staff and brokers. */
  persons?: Maybe<PersonConnection>;
  /** The versions of the key under which phone numbers are hashed (手机号密钥), the newest first. For administrators. */
  phoneKeys?: Maybe<Array<PhoneKey>>;
  /** Awards, celebrations and care visits in a region and the regions below it, from the first day of `fromYear` to the last day of `toYear`. */
  recognitionStats: RecognitionStats;
  /** Persons whose name, title, position or research direction contains the text, or whose name has pinyin (zeng guofan) or initials (zgf) that contain it from the beginning of a syllable. The search ignores width, case, spaces, punctuation and tones; ü is v, u or ü. First come those with the text as their name, then those whose name begins with it, then those whose pinyin or initials begin with it, then the others; each group is in the order of pinyin. 1 to 100 characters, among them a letter or a digit. For secretaries, staff and brokers. */
  searchPersons?: Maybe<PersonConnection>;
};


export type QueryAnnualReportArgs = {
  region: Scalars['ID']['input'];
  year: Scalars['Int']['input'];
};


export type QueryApplicationStatsArgs = {
  filter?: InputMaybe<ApplicationStatsFilter>;
  groupBy: Array<ApplicationDimension>;
};


export type QueryAwardCampaignArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAwardCampaignsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  region?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<AwardCampaignStatus>;
  year?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryCareVisitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CareVisitFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryCelebrationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  region: Scalars['ID']['input'];
  toYear?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryMembershipApplicationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ApplicationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryMergeOffersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MergeOfferFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryMyObjectionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryMyReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  campaignId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPeopleStatsArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<PersonFilter>;
  groupBy: Array<PeopleDimension>;
};


export type QueryPersonArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPersonHonoursArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<HonourFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPersonsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PersonFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<Array<PersonSort>>;
};


export type QueryRecognitionStatsArgs = {
  fromYear: Scalars['Int']['input'];
  region: Scalars['ID']['input'];
  toYear: Scalars['Int']['input'];
};


export type QuerySearchPersonsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PersonFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  text: Scalars['String']['input'];
};

/** A nomination with its place in the ranking. */
export type RankedNomination = {
  __typename?: 'RankedNomination';
  /** the number of scores that count */
  countedScores: Scalars['Int']['output'];
  meanScore?: Maybe<Scalars['Decimal']['output']>;
  nomination: Nomination;
  rank?: Maybe<Scalars['Int']['output']>;
};

/** The recognition of workers. A measure without any record is null and not 0, because the true value is unknown. */
export type RecognitionStats = {
  __typename?: 'RecognitionStats';
  /** the number of awardees of each year */
  awardees: Array<YearValue>;
  /**
   * The number of visited workers: the greater of two numbers, which are never added, because they may count the same visits. One is the number of recorded visits. The other is the greatest lower bound
   * that a reported figure PPL.CARE_VISIT states for this region and these years or a part of them, with its qualifier: "280多" is OVER 280. An EXACT figure of a part is AT_LEAST; NEARLY and ABOUT
   * are no lower bounds. For viewers without the scope people:register:read, the number of recorded visits is left out below 5 and for regions below a county, and that of a county is rounded to a multiple of 5.
   */
  careVisits: Measure;
  celebrations: Measure;
};

export type RecordCareVisitInput = {
  clientMutationId: Scalars['String']['input'];
  occasion: Scalars['String']['input'];
  personId: Scalars['ID']['input'];
  visitedOn: Scalars['Date']['input'];
  visitors: Array<Scalars['String']['input']>;
};

export type RecordCelebrationInput = {
  attendance?: InputMaybe<Scalars['Int']['input']>;
  clientMutationId: Scalars['String']['input'];
  heldOn: Scalars['Date']['input'];
  kind: CelebrationKind;
  organizerId: Scalars['ID']['input'];
  regionCode: Scalars['ID']['input'];
  title: Scalars['String']['input'];
};

export type Region = {
  __typename?: 'Region';
  code: Scalars['ID']['output'];
};

export type RegisterWorkerInput = {
  channel: EntryChannel;
  clientMutationId: Scalars['String']['input'];
  /** the version of the privacy notice that the worker agreed to */
  consentVersion: Scalars['String']['input'];
  employerId?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['String']['input'];
  /** E.164 (+8613800001234) or a Chinese mobile number of 11 digits; stored only as a keyed hash and in masked form */
  phone: Scalars['String']['input'];
  regionCode: Scalars['ID']['input'];
  /** at most 10 */
  researchDirections?: Array<Scalars['String']['input']>;
  /** at most 5 */
  subjectCodes: Array<Scalars['String']['input']>;
  titleLevel?: TitleLevel;
  titleName?: InputMaybe<Scalars['String']['input']>;
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

export type ResubmitMembershipApplicationInput = {
  /** at most 10; replaces the earlier ones */
  attachments?: InputMaybe<Array<AttachmentInput>>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** replaces the earlier statement */
  statement?: InputMaybe<Scalars['String']['input']>;
};

export type RetirePhoneKeyInput = {
  version: Scalars['Int']['input'];
};

/**
 * The task of one reviewer to score one nomination. Reviewers see what they score, and nothing of other reviews until EXPERT_REVIEW has ended; then they see the counted scores without names. Staff see who has scored, and the scores after that
 * step.
 */
export type Review = {
  __typename?: 'Review';
  campaign: AwardCampaign;
  /** a review with a conflict of interest does not count */
  conflict?: Maybe<ReviewConflict>;
  id: Scalars['ID']['output'];
  /** the mean of at least three of these scores, rounded to two decimals; null for fewer */
  meanScore?: Maybe<Scalars['Decimal']['output']>;
  nominee: Person;
  reviewer?: Maybe<Person>;
  /** 0 to 100; null until the reviewer has scored and, for other viewers, until EXPERT_REVIEW has ended */
  score?: Maybe<Scalars['Decimal']['output']>;
  scoredAt?: Maybe<Scalars['DateTime']['output']>;
  /** the scores of the nomination that count, the highest first; null until EXPERT_REVIEW has ended */
  scores?: Maybe<Array<Scalars['Decimal']['output']>>;
  /** what the nominating organization states about the nominee */
  summary?: Maybe<Scalars['String']['output']>;
  version: Scalars['Int']['output'];
};

/** A conflict of interest of a reviewer (回避). */
export type ReviewConflict = {
  __typename?: 'ReviewConflict';
  kind: ReviewConflictKind;
  notedOn: Scalars['Date']['output'];
  /** what the reviewer or staff stated; null for a conflict that the register shows */
  reason?: Maybe<Scalars['String']['output']>;
};

export type ReviewConflictKind =
  /** the reviewer declared it */
  | 'DECLARED'
  /** staff of the region stated it */
  | 'FOUND'
  /** the nominee has the same employer */
  | 'SAME_EMPLOYER'
  /** the reviewer works for the nominating organization, or is a member of it */
  | 'SAME_ORGANIZATION';

export type ReviewConnection = {
  __typename?: 'ReviewConnection';
  edges: Array<ReviewEdge>;
  pageInfo: PageInfo;
  /** counted only when it is selected */
  totalCount: Scalars['Int']['output'];
};

export type ReviewEdge = {
  __typename?: 'ReviewEdge';
  cursor: Scalars['String']['output'];
  node: Review;
};

export type ReviewNominationInput = {
  decision: NominationDecision;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** required for DISQUALIFY, OBJECT and UPHOLD_OBJECTION */
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type ReviewPayload = {
  __typename?: 'ReviewPayload';
  review?: Maybe<Review>;
  userErrors: Array<UserError>;
};

export type ReviewsPayload = {
  __typename?: 'ReviewsPayload';
  /** all reviews of these reviewers for the award */
  reviews?: Maybe<Array<Review>>;
  userErrors: Array<UserError>;
  /** the pairs of reviewer and nomination with a conflict of interest */
  warnings: Array<Scalars['String']['output']>;
};

/** A field that is left out keeps its value. */
export type ReviseAwardCampaignInput = {
  closesOn?: InputMaybe<Scalars['Date']['input']>;
  conferredBy?: InputMaybe<Array<Scalars['String']['input']>>;
  edition?: InputMaybe<Scalars['Int']['input']>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** null removes the limit */
  nominationQuotaPerUnit?: InputMaybe<Scalars['Int']['input']>;
  opensOn?: InputMaybe<Scalars['Date']['input']>;
  /** the optional steps that the award includes */
  optionalSteps?: InputMaybe<Array<AwardCampaignStatus>>;
  quota?: InputMaybe<Scalars['Int']['input']>;
  title?: InputMaybe<Scalars['String']['input']>;
  year?: InputMaybe<Scalars['Int']['input']>;
};

export type RevokeHonourInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** 1 to 500 characters; shown to staff */
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

export type SaveMembershipApplicationDraftInput = {
  /** at most 10 */
  attachments?: InputMaybe<Array<AttachmentInput>>;
  channel?: EntryChannel;
  clientMutationId: Scalars['String']['input'];
  organizationId: Scalars['ID']['input'];
  personId: Scalars['ID']['input'];
  /** at most 1000 characters */
  statement?: InputMaybe<Scalars['String']['input']>;
};

export type ScoreNominationInput = {
  expectedVersion: Scalars['Int']['input'];
  /** id of the review */
  id: Scalars['ID']['input'];
  /** 0 to 100, with at most two decimals */
  score: Scalars['Decimal']['input'];
};

export type SetOpenForApplicationsInput = {
  clientMutationId: Scalars['String']['input'];
  isOpen: Scalars['Boolean']['input'];
  organizationId: Scalars['ID']['input'];
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

export type SubmitMembershipApplicationDraftInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
};

export type SubmitMembershipApplicationInput = {
  /** at most 10 */
  attachments?: InputMaybe<Array<AttachmentInput>>;
  channel?: EntryChannel;
  clientMutationId: Scalars['String']['input'];
  organizationId: Scalars['ID']['input'];
  personId: Scalars['ID']['input'];
  /** at most 1000 characters */
  statement?: InputMaybe<Scalars['String']['input']>;
};

/** Level of a professional title (职称). */
export type TitleLevel =
  /** 院士: member of the Academy of Sciences or of Engineering */
  | 'ACADEMICIAN'
  /** 副高级 */
  | 'ASSOCIATE_SENIOR'
  /** 中级 */
  | 'INTERMEDIATE'
  /** 初级 */
  | 'JUNIOR'
  /** 无, or not stated */
  | 'NONE'
  /** 正高级 */
  | 'SENIOR';

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

/** A field that is left out keeps its value, and null empties it. */
export type UpdateMyProfileInput = {
  /** from 1900 to the year 16 years ago */
  birthYear?: InputMaybe<Scalars['Int']['input']>;
  degree?: InputMaybe<Scalars['String']['input']>;
  /** an active organization */
  employerId?: InputMaybe<Scalars['ID']['input']>;
  expectedVersion: Scalars['Int']['input'];
  gender?: InputMaybe<Gender>;
  /** 中共党员; null withdraws the statement */
  isPartyMember?: InputMaybe<Scalars['Boolean']['input']>;
  /** E.164 (+8613800001234) or a Chinese mobile number of 11 digits, which no other worker has; it can be replaced, but not removed */
  phone?: InputMaybe<Scalars['String']['input']>;
  position?: InputMaybe<Scalars['String']['input']>;
  /** at most 10 */
  researchDirections?: InputMaybe<Array<Scalars['String']['input']>>;
  /** at most 5 */
  subjectCodes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** null is NONE */
  titleLevel?: InputMaybe<TitleLevel>;
  titleName?: InputMaybe<Scalars['String']['input']>;
};

/** The reason why a mutation changed nothing. `code` is for programs, `message` is for people, and `path` names the input field. */
export type UserError = {
  __typename?: 'UserError';
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
  path?: Maybe<Array<Scalars['String']['output']>>;
};

export type VerificationMethod =
  /** 证书 */
  | 'CERTIFICATE'
  /** 单位确认 */
  | 'ORGANIZATION_CONFIRMED'
  /** 实名认证 */
  | 'REAL_NAME';

export type VerifyWorkerInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  method: VerificationMethod;
};

export type WithdrawMembershipApplicationInput = {
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
  AnnualReport: AnnualReport;
  AwardCampaign: AwardCampaign;
  CareVisit: CareVisit;
  Celebration: Celebration;
  Honour: Honour;
  Membership: Membership;
  MembershipApplication: MembershipApplication;
  Nomination: Nomination;
  Organization: Organization;
  Person: Person;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AnnualReport:
    ( { __typename: 'AnnualReport' }
    & GraphQLRecursivePick<FederationTypes['AnnualReport'], {"regionCode":true,"year":true}> );
  AwardCampaign:
    ( { __typename: 'AwardCampaign' }
    & GraphQLRecursivePick<FederationTypes['AwardCampaign'], {"id":true}> );
  CareVisit:
    ( { __typename: 'CareVisit' }
    & GraphQLRecursivePick<FederationTypes['CareVisit'], {"id":true}> );
  Celebration:
    ( { __typename: 'Celebration' }
    & GraphQLRecursivePick<FederationTypes['Celebration'], {"id":true}> );
  Honour:
    ( { __typename: 'Honour' }
    & GraphQLRecursivePick<FederationTypes['Honour'], {"id":true}> );
  Membership:
    ( { __typename: 'Membership' }
    & GraphQLRecursivePick<FederationTypes['Membership'], {"id":true}> );
  MembershipApplication:
    ( { __typename: 'MembershipApplication' }
    & GraphQLRecursivePick<FederationTypes['MembershipApplication'], {"id":true}> );
  Nomination:
    ( { __typename: 'Nomination' }
    & GraphQLRecursivePick<FederationTypes['Nomination'], {"id":true}> );
  Organization:
    ( { __typename: 'Organization' }
    & GraphQLRecursivePick<FederationTypes['Organization'], {"id":true}> );
  Person:
    ( { __typename: 'Person' }
    & GraphQLRecursivePick<FederationTypes['Person'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddPhoneKeyInput: ResolverTypeWrapper<Lazy<AddPhoneKeyInput>>;
  String: ResolverTypeWrapper<Lazy<Scalars['String']['output']>>;
  AdvanceAwardCampaignInput: ResolverTypeWrapper<Lazy<AdvanceAwardCampaignInput>>;
  Int: ResolverTypeWrapper<Lazy<Scalars['Int']['output']>>;
  ID: ResolverTypeWrapper<Lazy<Scalars['ID']['output']>>;
  AnnualReport: ResolverTypeWrapper<AnnualReportKey>;
  ApplicationDecision: ResolverTypeWrapper<Lazy<ApplicationDecision>>;
  ApplicationDimension: ResolverTypeWrapper<Lazy<ApplicationDimension>>;
  ApplicationFilter: ResolverTypeWrapper<Lazy<ApplicationFilter>>;
  ApplicationStatRow: ResolverTypeWrapper<Lazy<ApplicationStatRow>>;
  Boolean: ResolverTypeWrapper<Lazy<Scalars['Boolean']['output']>>;
  ApplicationStatsFilter: ResolverTypeWrapper<Lazy<ApplicationStatsFilter>>;
  ApplicationStatus: ResolverTypeWrapper<Lazy<ApplicationStatus>>;
  AssignReviewersInput: ResolverTypeWrapper<Lazy<AssignReviewersInput>>;
  Attachment: ResolverTypeWrapper<Lazy<Attachment>>;
  AttachmentInput: ResolverTypeWrapper<Lazy<AttachmentInput>>;
  AwardCampaign: ResolverTypeWrapper<CampaignRecord>;
  AwardCampaignConnection: ResolverTypeWrapper<Lazy<Omit<AwardCampaignConnection, 'edges'> & { edges: Array<ResolversTypes['AwardCampaignEdge']> }>>;
  AwardCampaignEdge: ResolverTypeWrapper<Lazy<Omit<AwardCampaignEdge, 'node'> & { node: ResolversTypes['AwardCampaign'] }>>;
  AwardCampaignPayload: ResolverTypeWrapper<Lazy<Omit<AwardCampaignPayload, 'campaign'> & { campaign?: Maybe<ResolversTypes['AwardCampaign']> }>>;
  AwardCampaignRow: ResolverTypeWrapper<Lazy<AwardCampaignRow>>;
  AwardCampaignStatus: ResolverTypeWrapper<Lazy<AwardCampaignStatus>>;
  CareVisit: ResolverTypeWrapper<CareVisitRecord>;
  CareVisitConnection: ResolverTypeWrapper<Lazy<Omit<CareVisitConnection, 'edges'> & { edges: Array<ResolversTypes['CareVisitEdge']> }>>;
  CareVisitEdge: ResolverTypeWrapper<Lazy<Omit<CareVisitEdge, 'node'> & { node: ResolversTypes['CareVisit'] }>>;
  CareVisitFilter: ResolverTypeWrapper<Lazy<CareVisitFilter>>;
  CareVisitPayload: ResolverTypeWrapper<Lazy<Omit<CareVisitPayload, 'visit'> & { visit?: Maybe<ResolversTypes['CareVisit']> }>>;
  Celebration: ResolverTypeWrapper<CelebrationRecord>;
  CelebrationConnection: ResolverTypeWrapper<Lazy<Omit<CelebrationConnection, 'edges'> & { edges: Array<ResolversTypes['CelebrationEdge']> }>>;
  CelebrationEdge: ResolverTypeWrapper<Lazy<Omit<CelebrationEdge, 'node'> & { node: ResolversTypes['Celebration'] }>>;
  CelebrationKind: ResolverTypeWrapper<Lazy<CelebrationKind>>;
  CelebrationPayload: ResolverTypeWrapper<Lazy<Omit<CelebrationPayload, 'celebration'> & { celebration?: Maybe<ResolversTypes['Celebration']> }>>;
  CelebrationRow: ResolverTypeWrapper<Lazy<CelebrationRow>>;
  ChangeMembershipApplicationDraftInput: ResolverTypeWrapper<Lazy<ChangeMembershipApplicationDraftInput>>;
  ChangeMembershipRoleInput: ResolverTypeWrapper<Lazy<ChangeMembershipRoleInput>>;
  CloseHomeInput: ResolverTypeWrapper<Lazy<CloseHomeInput>>;
  CorrectPersonInput: ResolverTypeWrapper<Lazy<CorrectPersonInput>>;
  Date: ResolverTypeWrapper<Lazy<Scalars['Date']['output']>>;
  DateTime: ResolverTypeWrapper<Lazy<Scalars['DateTime']['output']>>;
  DecideMembershipApplicationInput: ResolverTypeWrapper<Lazy<DecideMembershipApplicationInput>>;
  DecideMergeInput: ResolverTypeWrapper<Lazy<DecideMergeInput>>;
  DecideObjectionInput: ResolverTypeWrapper<Lazy<DecideObjectionInput>>;
  Decimal: ResolverTypeWrapper<Lazy<Scalars['Decimal']['output']>>;
  DeclareConflictInput: ResolverTypeWrapper<Lazy<DeclareConflictInput>>;
  DraftAwardCampaignInput: ResolverTypeWrapper<Lazy<DraftAwardCampaignInput>>;
  EndMembershipInput: ResolverTypeWrapper<Lazy<EndMembershipInput>>;
  EntryChannel: ResolverTypeWrapper<Lazy<EntryChannel>>;
  Enumeration: ResolverTypeWrapper<Lazy<Enumeration>>;
  EnumerationValue: ResolverTypeWrapper<Lazy<EnumerationValue>>;
  Enumerations: ResolverTypeWrapper<Lazy<Enumerations>>;
  FigureSource: ResolverTypeWrapper<Lazy<FigureSource>>;
  Gender: ResolverTypeWrapper<Lazy<Gender>>;
  GrantHonourInput: ResolverTypeWrapper<Lazy<GrantHonourInput>>;
  HomeRegistration: ResolverTypeWrapper<Lazy<HomeRegistration>>;
  HomeStatus: ResolverTypeWrapper<Lazy<HomeStatus>>;
  Honour: ResolverTypeWrapper<ShownHonour>;
  HonourConnection: ResolverTypeWrapper<Lazy<Omit<HonourConnection, 'edges'> & { edges: Array<ResolversTypes['HonourEdge']> }>>;
  HonourEdge: ResolverTypeWrapper<Lazy<Omit<HonourEdge, 'node'> & { node: ResolversTypes['Honour'] }>>;
  HonourFilter: ResolverTypeWrapper<Lazy<HonourFilter>>;
  HonourLevel: ResolverTypeWrapper<Lazy<HonourLevel>>;
  HonourPayload: ResolverTypeWrapper<Lazy<Omit<HonourPayload, 'honour'> & { honour?: Maybe<ResolversTypes['Honour']> }>>;
  HonourStatus: ResolverTypeWrapper<Lazy<HonourStatus>>;
  ImportAwardCampaignsInput: ResolverTypeWrapper<Lazy<ImportAwardCampaignsInput>>;
  ImportCelebrationsInput: ResolverTypeWrapper<Lazy<ImportCelebrationsInput>>;
  ImportFiguresInput: ResolverTypeWrapper<Lazy<ImportFiguresInput>>;
  ImportMembershipsInput: ResolverTypeWrapper<Lazy<ImportMembershipsInput>>;
  ImportPayload: ResolverTypeWrapper<Lazy<ImportPayload>>;
  ImportPersonsInput: ResolverTypeWrapper<Lazy<ImportPersonsInput>>;
  ImportReport: ResolverTypeWrapper<Lazy<ImportReport>>;
  ImportedRow: ResolverTypeWrapper<Lazy<ImportedRow>>;
  Language: ResolverTypeWrapper<Lazy<Language>>;
  Measure: ResolverTypeWrapper<Lazy<Measure>>;
  MemberRole: ResolverTypeWrapper<Lazy<MemberRole>>;
  Membership: ResolverTypeWrapper<MembershipRecord>;
  MembershipApplication: ResolverTypeWrapper<ApplicationRecord>;
  MembershipApplicationConnection: ResolverTypeWrapper<Lazy<Omit<MembershipApplicationConnection, 'edges'> & { edges: Array<ResolversTypes['MembershipApplicationEdge']> }>>;
  MembershipApplicationEdge: ResolverTypeWrapper<Lazy<Omit<MembershipApplicationEdge, 'node'> & { node: ResolversTypes['MembershipApplication'] }>>;
  MembershipApplicationPayload: ResolverTypeWrapper<Lazy<Omit<MembershipApplicationPayload, 'application'> & { application?: Maybe<ResolversTypes['MembershipApplication']> }>>;
  MembershipConnection: ResolverTypeWrapper<Lazy<Omit<MembershipConnection, 'edges'> & { edges: Array<ResolversTypes['MembershipEdge']> }>>;
  MembershipEdge: ResolverTypeWrapper<Lazy<Omit<MembershipEdge, 'node'> & { node: ResolversTypes['Membership'] }>>;
  MembershipEndReason: ResolverTypeWrapper<Lazy<MembershipEndReason>>;
  MembershipPayload: ResolverTypeWrapper<Lazy<Omit<MembershipPayload, 'membership'> & { membership?: Maybe<ResolversTypes['Membership']> }>>;
  MembershipRolePeriod: ResolverTypeWrapper<Lazy<MembershipRolePeriod>>;
  MembershipRow: ResolverTypeWrapper<Lazy<MembershipRow>>;
  MembershipStatus: ResolverTypeWrapper<Lazy<MembershipStatus>>;
  MergeOffer: ResolverTypeWrapper<MergeOfferRecord>;
  MergeOfferConnection: ResolverTypeWrapper<Lazy<Omit<MergeOfferConnection, 'edges'> & { edges: Array<ResolversTypes['MergeOfferEdge']> }>>;
  MergeOfferEdge: ResolverTypeWrapper<Lazy<Omit<MergeOfferEdge, 'node'> & { node: ResolversTypes['MergeOffer'] }>>;
  MergeOfferFilter: ResolverTypeWrapper<Lazy<MergeOfferFilter>>;
  MergeOfferPayload: ResolverTypeWrapper<Lazy<Omit<MergeOfferPayload, 'offer'> & { offer?: Maybe<ResolversTypes['MergeOffer']> }>>;
  MergeOrigin: ResolverTypeWrapper<Lazy<MergeOrigin>>;
  MergeStatus: ResolverTypeWrapper<Lazy<MergeStatus>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NominateInput: ResolverTypeWrapper<Lazy<NominateInput>>;
  Nomination: ResolverTypeWrapper<NominationRecord>;
  NominationConnection: ResolverTypeWrapper<Lazy<Omit<NominationConnection, 'edges'> & { edges: Array<ResolversTypes['NominationEdge']> }>>;
  NominationDecision: ResolverTypeWrapper<Lazy<NominationDecision>>;
  NominationEdge: ResolverTypeWrapper<Lazy<Omit<NominationEdge, 'node'> & { node: ResolversTypes['Nomination'] }>>;
  NominationPayload: ResolverTypeWrapper<Lazy<Omit<NominationPayload, 'nomination'> & { nomination?: Maybe<ResolversTypes['Nomination']> }>>;
  NominationStatus: ResolverTypeWrapper<Lazy<NominationStatus>>;
  NoticedNominee: ResolverTypeWrapper<NominationRecord>;
  ObjectToNominationInput: ResolverTypeWrapper<Lazy<ObjectToNominationInput>>;
  Objection: ResolverTypeWrapper<ObjectionRecord>;
  ObjectionConnection: ResolverTypeWrapper<Lazy<Omit<ObjectionConnection, 'edges'> & { edges: Array<ResolversTypes['ObjectionEdge']> }>>;
  ObjectionDecision: ResolverTypeWrapper<Lazy<ObjectionDecision>>;
  ObjectionEdge: ResolverTypeWrapper<Lazy<Omit<ObjectionEdge, 'node'> & { node: ResolversTypes['Objection'] }>>;
  ObjectionPayload: ResolverTypeWrapper<Lazy<Omit<ObjectionPayload, 'objection'> & { objection?: Maybe<ResolversTypes['Objection']> }>>;
  ObjectionStatus: ResolverTypeWrapper<Lazy<ObjectionStatus>>;
  OfferMergeInput: ResolverTypeWrapper<Lazy<OfferMergeInput>>;
  OpenAwardCampaignInput: ResolverTypeWrapper<Lazy<OpenAwardCampaignInput>>;
  OpenForApplicationsPayload: ResolverTypeWrapper<Lazy<Omit<OpenForApplicationsPayload, 'organization'> & { organization?: Maybe<ResolversTypes['Organization']> }>>;
  Organization: ResolverTypeWrapper<Lazy<Omit<Organization, 'members'> & { members?: Maybe<ResolversTypes['MembershipConnection']> }>>;
  PageInfo: ResolverTypeWrapper<Lazy<PageInfo>>;
  PeopleDimension: ResolverTypeWrapper<Lazy<PeopleDimension>>;
  PeopleSection: ResolverTypeWrapper<AnnualReportKey>;
  PeopleStatRow: ResolverTypeWrapper<Lazy<PeopleStatRow>>;
  Period: ResolverTypeWrapper<Lazy<Period>>;
  Person: ResolverTypeWrapper<PersonRecord>;
  PersonChange: ResolverTypeWrapper<PersonChangeRecord>;
  PersonChangeConnection: ResolverTypeWrapper<Lazy<Omit<PersonChangeConnection, 'edges'> & { edges: Array<ResolversTypes['PersonChangeEdge']> }>>;
  PersonChangeEdge: ResolverTypeWrapper<Lazy<Omit<PersonChangeEdge, 'node'> & { node: ResolversTypes['PersonChange'] }>>;
  PersonChangeRole: ResolverTypeWrapper<Lazy<PersonChangeRole>>;
  PersonConnection: ResolverTypeWrapper<Lazy<Omit<PersonConnection, 'edges'> & { edges: Array<ResolversTypes['PersonEdge']> }>>;
  PersonEdge: ResolverTypeWrapper<Lazy<Omit<PersonEdge, 'node'> & { node: ResolversTypes['Person'] }>>;
  PersonField: ResolverTypeWrapper<Lazy<PersonField>>;
  PersonFilter: ResolverTypeWrapper<Lazy<PersonFilter>>;
  PersonMatch: ResolverTypeWrapper<Lazy<PersonMatch>>;
  PersonPayload: ResolverTypeWrapper<Lazy<Omit<PersonPayload, 'person'> & { person?: Maybe<ResolversTypes['Person']> }>>;
  PersonRow: ResolverTypeWrapper<Lazy<PersonRow>>;
  PersonSort: ResolverTypeWrapper<Lazy<PersonSort>>;
  PersonSortField: ResolverTypeWrapper<Lazy<PersonSortField>>;
  PersonTextField: ResolverTypeWrapper<Lazy<PersonTextField>>;
  PhoneKey: ResolverTypeWrapper<PhoneKeyRecord>;
  PhoneKeyPayload: ResolverTypeWrapper<Lazy<Omit<PhoneKeyPayload, 'key'> & { key?: Maybe<ResolversTypes['PhoneKey']> }>>;
  Qualifier: ResolverTypeWrapper<Lazy<Qualifier>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RankedNomination: ResolverTypeWrapper<Ranked>;
  RecognitionStats: ResolverTypeWrapper<Lazy<RecognitionStats>>;
  RecordCareVisitInput: ResolverTypeWrapper<Lazy<RecordCareVisitInput>>;
  RecordCelebrationInput: ResolverTypeWrapper<Lazy<RecordCelebrationInput>>;
  Region: ResolverTypeWrapper<Lazy<Region>>;
  RegisterWorkerInput: ResolverTypeWrapper<Lazy<RegisterWorkerInput>>;
  ReportedFigure: ResolverTypeWrapper<Lazy<ReportedFigure>>;
  ReportedFigureRow: ResolverTypeWrapper<Lazy<ReportedFigureRow>>;
  ResubmitMembershipApplicationInput: ResolverTypeWrapper<Lazy<ResubmitMembershipApplicationInput>>;
  RetirePhoneKeyInput: ResolverTypeWrapper<Lazy<RetirePhoneKeyInput>>;
  Review: ResolverTypeWrapper<ReviewRecord>;
  ReviewConflict: ResolverTypeWrapper<Lazy<ReviewConflict>>;
  ReviewConflictKind: ResolverTypeWrapper<Lazy<ReviewConflictKind>>;
  ReviewConnection: ResolverTypeWrapper<Lazy<Omit<ReviewConnection, 'edges'> & { edges: Array<ResolversTypes['ReviewEdge']> }>>;
  ReviewEdge: ResolverTypeWrapper<Lazy<Omit<ReviewEdge, 'node'> & { node: ResolversTypes['Review'] }>>;
  ReviewNominationInput: ResolverTypeWrapper<Lazy<ReviewNominationInput>>;
  ReviewPayload: ResolverTypeWrapper<Lazy<Omit<ReviewPayload, 'review'> & { review?: Maybe<ResolversTypes['Review']> }>>;
  ReviewsPayload: ResolverTypeWrapper<Lazy<Omit<ReviewsPayload, 'reviews'> & { reviews?: Maybe<Array<ResolversTypes['Review']>> }>>;
  ReviseAwardCampaignInput: ResolverTypeWrapper<Lazy<ReviseAwardCampaignInput>>;
  RevokeHonourInput: ResolverTypeWrapper<Lazy<RevokeHonourInput>>;
  RowOutcome: ResolverTypeWrapper<Lazy<RowOutcome>>;
  SaveMembershipApplicationDraftInput: ResolverTypeWrapper<Lazy<SaveMembershipApplicationDraftInput>>;
  ScoreNominationInput: ResolverTypeWrapper<Lazy<ScoreNominationInput>>;
  SetOpenForApplicationsInput: ResolverTypeWrapper<Lazy<SetOpenForApplicationsInput>>;
  SortDirection: ResolverTypeWrapper<Lazy<SortDirection>>;
  StatKey: ResolverTypeWrapper<Lazy<StatKey>>;
  SubmitMembershipApplicationDraftInput: ResolverTypeWrapper<Lazy<SubmitMembershipApplicationDraftInput>>;
  SubmitMembershipApplicationInput: ResolverTypeWrapper<Lazy<SubmitMembershipApplicationInput>>;
  TitleLevel: ResolverTypeWrapper<Lazy<TitleLevel>>;
  Unit: ResolverTypeWrapper<Lazy<Unit>>;
  UpdateMyProfileInput: ResolverTypeWrapper<Lazy<UpdateMyProfileInput>>;
  UserError: ResolverTypeWrapper<Lazy<UserError>>;
  VerificationMethod: ResolverTypeWrapper<Lazy<VerificationMethod>>;
  VerifyWorkerInput: ResolverTypeWrapper<Lazy<VerifyWorkerInput>>;
  WithdrawMembershipApplicationInput: ResolverTypeWrapper<Lazy<WithdrawMembershipApplicationInput>>;
  YearValue: ResolverTypeWrapper<Lazy<YearValue>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddPhoneKeyInput: AddPhoneKeyInput;
  String: Scalars['String']['output'];
  AdvanceAwardCampaignInput: AdvanceAwardCampaignInput;
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  AnnualReport: AnnualReportKey;
  ApplicationFilter: ApplicationFilter;
  ApplicationStatRow: ApplicationStatRow;
  Boolean: Scalars['Boolean']['output'];
  ApplicationStatsFilter: ApplicationStatsFilter;
  AssignReviewersInput: AssignReviewersInput;
  Attachment: Attachment;
  AttachmentInput: AttachmentInput;
  AwardCampaign: CampaignRecord;
  AwardCampaignConnection: Omit<AwardCampaignConnection, 'edges'> & { edges: Array<ResolversParentTypes['AwardCampaignEdge']> };
  AwardCampaignEdge: Omit<AwardCampaignEdge, 'node'> & { node: ResolversParentTypes['AwardCampaign'] };
  AwardCampaignPayload: Omit<AwardCampaignPayload, 'campaign'> & { campaign?: Maybe<ResolversParentTypes['AwardCampaign']> };
  AwardCampaignRow: AwardCampaignRow;
  CareVisit: CareVisitRecord;
  CareVisitConnection: Omit<CareVisitConnection, 'edges'> & { edges: Array<ResolversParentTypes['CareVisitEdge']> };
  CareVisitEdge: Omit<CareVisitEdge, 'node'> & { node: ResolversParentTypes['CareVisit'] };
  CareVisitFilter: CareVisitFilter;
  CareVisitPayload: Omit<CareVisitPayload, 'visit'> & { visit?: Maybe<ResolversParentTypes['CareVisit']> };
  Celebration: CelebrationRecord;
  CelebrationConnection: Omit<CelebrationConnection, 'edges'> & { edges: Array<ResolversParentTypes['CelebrationEdge']> };
  CelebrationEdge: Omit<CelebrationEdge, 'node'> & { node: ResolversParentTypes['Celebration'] };
  CelebrationPayload: Omit<CelebrationPayload, 'celebration'> & { celebration?: Maybe<ResolversParentTypes['Celebration']> };
  CelebrationRow: CelebrationRow;
  ChangeMembershipApplicationDraftInput: ChangeMembershipApplicationDraftInput;
  ChangeMembershipRoleInput: ChangeMembershipRoleInput;
  CloseHomeInput: CloseHomeInput;
  CorrectPersonInput: CorrectPersonInput;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DecideMembershipApplicationInput: DecideMembershipApplicationInput;
  DecideMergeInput: DecideMergeInput;
  DecideObjectionInput: DecideObjectionInput;
  Decimal: Scalars['Decimal']['output'];
  DeclareConflictInput: DeclareConflictInput;
  DraftAwardCampaignInput: DraftAwardCampaignInput;
  EndMembershipInput: EndMembershipInput;
  Enumeration: Enumeration;
  EnumerationValue: EnumerationValue;
  Enumerations: Enumerations;
  GrantHonourInput: GrantHonourInput;
  HomeRegistration: HomeRegistration;
  Honour: ShownHonour;
  HonourConnection: Omit<HonourConnection, 'edges'> & { edges: Array<ResolversParentTypes['HonourEdge']> };
  HonourEdge: Omit<HonourEdge, 'node'> & { node: ResolversParentTypes['Honour'] };
  HonourFilter: HonourFilter;
  HonourPayload: Omit<HonourPayload, 'honour'> & { honour?: Maybe<ResolversParentTypes['Honour']> };
  ImportAwardCampaignsInput: ImportAwardCampaignsInput;
  ImportCelebrationsInput: ImportCelebrationsInput;
  ImportFiguresInput: ImportFiguresInput;
  ImportMembershipsInput: ImportMembershipsInput;
  ImportPayload: ImportPayload;
  ImportPersonsInput: ImportPersonsInput;
  ImportReport: ImportReport;
  ImportedRow: ImportedRow;
  Measure: Measure;
  Membership: MembershipRecord;
  MembershipApplication: ApplicationRecord;
  MembershipApplicationConnection: Omit<MembershipApplicationConnection, 'edges'> & { edges: Array<ResolversParentTypes['MembershipApplicationEdge']> };
  MembershipApplicationEdge: Omit<MembershipApplicationEdge, 'node'> & { node: ResolversParentTypes['MembershipApplication'] };
  MembershipApplicationPayload: Omit<MembershipApplicationPayload, 'application'> & { application?: Maybe<ResolversParentTypes['MembershipApplication']> };
  MembershipConnection: Omit<MembershipConnection, 'edges'> & { edges: Array<ResolversParentTypes['MembershipEdge']> };
  MembershipEdge: Omit<MembershipEdge, 'node'> & { node: ResolversParentTypes['Membership'] };
  MembershipPayload: Omit<MembershipPayload, 'membership'> & { membership?: Maybe<ResolversParentTypes['Membership']> };
  MembershipRolePeriod: MembershipRolePeriod;
  MembershipRow: MembershipRow;
  MergeOffer: MergeOfferRecord;
  MergeOfferConnection: Omit<MergeOfferConnection, 'edges'> & { edges: Array<ResolversParentTypes['MergeOfferEdge']> };
  MergeOfferEdge: Omit<MergeOfferEdge, 'node'> & { node: ResolversParentTypes['MergeOffer'] };
  MergeOfferFilter: MergeOfferFilter;
  MergeOfferPayload: Omit<MergeOfferPayload, 'offer'> & { offer?: Maybe<ResolversParentTypes['MergeOffer']> };
  Mutation: Record<PropertyKey, never>;
  NominateInput: NominateInput;
  Nomination: NominationRecord;
  NominationConnection: Omit<NominationConnection, 'edges'> & { edges: Array<ResolversParentTypes['NominationEdge']> };
  NominationEdge: Omit<NominationEdge, 'node'> & { node: ResolversParentTypes['Nomination'] };
  NominationPayload: Omit<NominationPayload, 'nomination'> & { nomination?: Maybe<ResolversParentTypes['Nomination']> };
  NoticedNominee: NominationRecord;
  ObjectToNominationInput: ObjectToNominationInput;
  Objection: ObjectionRecord;
  ObjectionConnection: Omit<ObjectionConnection, 'edges'> & { edges: Array<ResolversParentTypes['ObjectionEdge']> };
  ObjectionEdge: Omit<ObjectionEdge, 'node'> & { node: ResolversParentTypes['Objection'] };
  ObjectionPayload: Omit<ObjectionPayload, 'objection'> & { objection?: Maybe<ResolversParentTypes['Objection']> };
  OfferMergeInput: OfferMergeInput;
  OpenAwardCampaignInput: OpenAwardCampaignInput;
  OpenForApplicationsPayload: Omit<OpenForApplicationsPayload, 'organization'> & { organization?: Maybe<ResolversParentTypes['Organization']> };
  Organization: Omit<Organization, 'members'> & { members?: Maybe<ResolversParentTypes['MembershipConnection']> } | FederationReferenceTypes['Organization'];
  PageInfo: PageInfo;
  PeopleSection: AnnualReportKey;
  PeopleStatRow: PeopleStatRow;
  Period: Period;
  Person: PersonRecord;
  PersonChange: PersonChangeRecord;
  PersonChangeConnection: Omit<PersonChangeConnection, 'edges'> & { edges: Array<ResolversParentTypes['PersonChangeEdge']> };
  PersonChangeEdge: Omit<PersonChangeEdge, 'node'> & { node: ResolversParentTypes['PersonChange'] };
  PersonConnection: Omit<PersonConnection, 'edges'> & { edges: Array<ResolversParentTypes['PersonEdge']> };
  PersonEdge: Omit<PersonEdge, 'node'> & { node: ResolversParentTypes['Person'] };
  PersonFilter: PersonFilter;
  PersonMatch: PersonMatch;
  PersonPayload: Omit<PersonPayload, 'person'> & { person?: Maybe<ResolversParentTypes['Person']> };
  PersonRow: PersonRow;
  PersonSort: PersonSort;
  PhoneKey: PhoneKeyRecord;
  PhoneKeyPayload: Omit<PhoneKeyPayload, 'key'> & { key?: Maybe<ResolversParentTypes['PhoneKey']> };
  Query: Record<PropertyKey, never>;
  RankedNomination: Ranked;
  RecognitionStats: RecognitionStats;
  RecordCareVisitInput: RecordCareVisitInput;
  RecordCelebrationInput: RecordCelebrationInput;
  Region: Region;
  RegisterWorkerInput: RegisterWorkerInput;
  ReportedFigure: ReportedFigure;
  ReportedFigureRow: ReportedFigureRow;
  ResubmitMembershipApplicationInput: ResubmitMembershipApplicationInput;
  RetirePhoneKeyInput: RetirePhoneKeyInput;
  Review: ReviewRecord;
  ReviewConflict: ReviewConflict;
  ReviewConnection: Omit<ReviewConnection, 'edges'> & { edges: Array<ResolversParentTypes['ReviewEdge']> };
  ReviewEdge: Omit<ReviewEdge, 'node'> & { node: ResolversParentTypes['Review'] };
  ReviewNominationInput: ReviewNominationInput;
  ReviewPayload: Omit<ReviewPayload, 'review'> & { review?: Maybe<ResolversParentTypes['Review']> };
  ReviewsPayload: Omit<ReviewsPayload, 'reviews'> & { reviews?: Maybe<Array<ResolversParentTypes['Review']>> };
  ReviseAwardCampaignInput: ReviseAwardCampaignInput;
  RevokeHonourInput: RevokeHonourInput;
  SaveMembershipApplicationDraftInput: SaveMembershipApplicationDraftInput;
  ScoreNominationInput: ScoreNominationInput;
  SetOpenForApplicationsInput: SetOpenForApplicationsInput;
  StatKey: StatKey;
  SubmitMembershipApplicationDraftInput: SubmitMembershipApplicationDraftInput;
  SubmitMembershipApplicationInput: SubmitMembershipApplicationInput;
  UpdateMyProfileInput: UpdateMyProfileInput;
  UserError: UserError;
  VerifyWorkerInput: VerifyWorkerInput;
  WithdrawMembershipApplicationInput: WithdrawMembershipApplicationInput;
  YearValue: YearValue;
};

export type AnnualReportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AnnualReport'] = ResolversParentTypes['AnnualReport'], FederationReferenceType extends FederationReferenceTypes['AnnualReport'] = FederationReferenceTypes['AnnualReport']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AnnualReport']> | FederationReferenceType, FederationReferenceType, ContextType>;
  people?: Resolver<Maybe<ResolversTypes['PeopleSection']>, ParentType, ContextType>;
  regionCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  year?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ApplicationStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ApplicationStatRow'] = ResolversParentTypes['ApplicationStatRow']> = {
  approvalRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  approved?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  medianDaysToDecision?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  oldestOpenDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  open?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  rejected?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  submitted?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  suppressed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AttachmentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment']> = {
  mediaType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AwardCampaignResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AwardCampaign'] = ResolversParentTypes['AwardCampaign'], FederationReferenceType extends FederationReferenceTypes['AwardCampaign'] = FederationReferenceTypes['AwardCampaign']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AwardCampaign']> | FederationReferenceType, FederationReferenceType, ContextType>;
  awardees?: Resolver<Array<ResolversTypes['Person']>, ParentType, ContextType>;
  closesOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  conferredBy?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  documentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  edition?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nominationQuotaPerUnit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  nominations?: Resolver<Maybe<ResolversTypes['NominationConnection']>, ParentType, ContextType, RequireFields<AwardCampaignNominationsArgs, 'first'>>;
  opensOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  publicNotice?: Resolver<Array<ResolversTypes['NoticedNominee']>, ParentType, ContextType>;
  publicNoticeFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  publicNoticeTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  quota?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ranking?: Resolver<Maybe<Array<ResolversTypes['RankedNomination']>>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AwardCampaignStatus'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['AwardCampaignStatus']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AwardCampaignConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AwardCampaignConnection'] = ResolversParentTypes['AwardCampaignConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AwardCampaignEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AwardCampaignEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AwardCampaignEdge'] = ResolversParentTypes['AwardCampaignEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AwardCampaign'], ParentType, ContextType>;
};

export type AwardCampaignPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AwardCampaignPayload'] = ResolversParentTypes['AwardCampaignPayload']> = {
  campaign?: Resolver<Maybe<ResolversTypes['AwardCampaign']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CareVisitResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CareVisit'] = ResolversParentTypes['CareVisit'], FederationReferenceType extends FederationReferenceTypes['CareVisit'] = FederationReferenceTypes['CareVisit']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CareVisit']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occasion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  visitedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  visitors?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CareVisitConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CareVisitConnection'] = ResolversParentTypes['CareVisitConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CareVisitEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CareVisitEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CareVisitEdge'] = ResolversParentTypes['CareVisitEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CareVisit'], ParentType, ContextType>;
};

export type CareVisitPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CareVisitPayload'] = ResolversParentTypes['CareVisitPayload']> = {
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  visit?: Resolver<Maybe<ResolversTypes['CareVisit']>, ParentType, ContextType>;
};

export type CelebrationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Celebration'] = ResolversParentTypes['Celebration'], FederationReferenceType extends FederationReferenceTypes['Celebration'] = FederationReferenceTypes['Celebration']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Celebration']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attendance?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  heldOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CelebrationKind'], ParentType, ContextType>;
  organizer?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CelebrationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CelebrationConnection'] = ResolversParentTypes['CelebrationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CelebrationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CelebrationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CelebrationEdge'] = ResolversParentTypes['CelebrationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Celebration'], ParentType, ContextType>;
};

export type CelebrationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CelebrationPayload'] = ResolversParentTypes['CelebrationPayload']> = {
  celebration?: Resolver<Maybe<ResolversTypes['Celebration']>, ParentType, ContextType>;
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
  people?: Resolver<Maybe<Array<ResolversTypes['Enumeration']>>, ParentType, ContextType, Partial<EnumerationsPeopleArgs>>;
};

export type HomeRegistrationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HomeRegistration'] = ResolversParentTypes['HomeRegistration']> = {
  channel?: Resolver<Maybe<ResolversTypes['EntryChannel']>, ParentType, ContextType>;
  lastActiveOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  registeredOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HomeStatus'], ParentType, ContextType>;
  verifiedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type HonourResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Honour'] = ResolversParentTypes['Honour'], FederationReferenceType extends FederationReferenceTypes['Honour'] = FederationReferenceTypes['Honour']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Honour']> | FederationReferenceType, FederationReferenceType, ContextType>;
  campaign?: Resolver<Maybe<ResolversTypes['AwardCampaign']>, ParentType, ContextType>;
  conferredBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  documentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['HonourLevel']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  revocationReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revokedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HonourStatus'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HonourConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HonourConnection'] = ResolversParentTypes['HonourConnection']> = {
  edges?: Resolver<Array<ResolversTypes['HonourEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HonourEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HonourEdge'] = ResolversParentTypes['HonourEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Honour'], ParentType, ContextType>;
};

export type HonourPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HonourPayload'] = ResolversParentTypes['HonourPayload']> = {
  honour?: Resolver<Maybe<ResolversTypes['Honour']>, ParentType, ContextType>;
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

export type MeasureResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Measure'] = ResolversParentTypes['Measure']> = {
  qualifier?: Resolver<ResolversTypes['Qualifier'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['Unit'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type MembershipResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Membership'] = ResolversParentTypes['Membership'], FederationReferenceType extends FederationReferenceTypes['Membership'] = FederationReferenceTypes['Membership']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Membership']> | FederationReferenceType, FederationReferenceType, ContextType>;
  earlierRoles?: Resolver<Array<ResolversTypes['MembershipRolePeriod']>, ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['MembershipEndReason']>, ParentType, ContextType>;
  endedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  joinedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['MemberRole'], ParentType, ContextType>;
  roleSince?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MembershipStatus'], ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MembershipApplicationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MembershipApplication'] = ResolversParentTypes['MembershipApplication'], FederationReferenceType extends FederationReferenceTypes['MembershipApplication'] = FederationReferenceTypes['MembershipApplication']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['MembershipApplication']> | FederationReferenceType, FederationReferenceType, ContextType>;
  applicant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  attachments?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['EntryChannel'], ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decisionReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  statement?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ApplicationStatus'], ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MembershipApplicationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MembershipApplicationConnection'] = ResolversParentTypes['MembershipApplicationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MembershipApplicationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MembershipApplicationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MembershipApplicationEdge'] = ResolversParentTypes['MembershipApplicationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MembershipApplication'], ParentType, ContextType>;
};

export type MembershipApplicationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MembershipApplicationPayload'] = ResolversParentTypes['MembershipApplicationPayload']> = {
  application?: Resolver<Maybe<ResolversTypes['MembershipApplication']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MembershipConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MembershipConnection'] = ResolversParentTypes['MembershipConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MembershipEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MembershipEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MembershipEdge'] = ResolversParentTypes['MembershipEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Membership'], ParentType, ContextType>;
};

export type MembershipPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MembershipPayload'] = ResolversParentTypes['MembershipPayload']> = {
  membership?: Resolver<Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MembershipRolePeriodResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MembershipRolePeriod'] = ResolversParentTypes['MembershipRolePeriod']> = {
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['MemberRole'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type MergeOfferResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MergeOffer'] = ResolversParentTypes['MergeOffer']> = {
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decisionReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  merged?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['MergeOrigin'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MergeStatus'], ParentType, ContextType>;
  survivor?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MergeOfferConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MergeOfferConnection'] = ResolversParentTypes['MergeOfferConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MergeOfferEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MergeOfferEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MergeOfferEdge'] = ResolversParentTypes['MergeOfferEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MergeOffer'], ParentType, ContextType>;
};

export type MergeOfferPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MergeOfferPayload'] = ResolversParentTypes['MergeOfferPayload']> = {
  offer?: Resolver<Maybe<ResolversTypes['MergeOffer']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addPhoneKey?: Resolver<Maybe<ResolversTypes['PhoneKeyPayload']>, ParentType, ContextType, RequireFields<MutationAddPhoneKeyArgs, 'input'>>;
  advanceAwardCampaign?: Resolver<Maybe<ResolversTypes['AwardCampaignPayload']>, ParentType, ContextType, RequireFields<MutationAdvanceAwardCampaignArgs, 'input'>>;
  assignReviewers?: Resolver<Maybe<ResolversTypes['ReviewsPayload']>, ParentType, ContextType, RequireFields<MutationAssignReviewersArgs, 'input'>>;
  changeMembershipApplicationDraft?: Resolver<Maybe<ResolversTypes['MembershipApplicationPayload']>, ParentType, ContextType, RequireFields<MutationChangeMembershipApplicationDraftArgs, 'input'>>;
  changeMembershipRole?: Resolver<Maybe<ResolversTypes['MembershipPayload']>, ParentType, ContextType, RequireFields<MutationChangeMembershipRoleArgs, 'input'>>;
  closeHome?: Resolver<Maybe<ResolversTypes['PersonPayload']>, ParentType, ContextType, RequireFields<MutationCloseHomeArgs, 'input'>>;
  correctPerson?: Resolver<Maybe<ResolversTypes['PersonPayload']>, ParentType, ContextType, RequireFields<MutationCorrectPersonArgs, 'input'>>;
  decideMembershipApplication?: Resolver<Maybe<ResolversTypes['MembershipApplicationPayload']>, ParentType, ContextType, RequireFields<MutationDecideMembershipApplicationArgs, 'input'>>;
  decideMerge?: Resolver<Maybe<ResolversTypes['MergeOfferPayload']>, ParentType, ContextType, RequireFields<MutationDecideMergeArgs, 'input'>>;
  decideObjection?: Resolver<Maybe<ResolversTypes['ObjectionPayload']>, ParentType, ContextType, RequireFields<MutationDecideObjectionArgs, 'input'>>;
  declareConflict?: Resolver<Maybe<ResolversTypes['ReviewPayload']>, ParentType, ContextType, RequireFields<MutationDeclareConflictArgs, 'input'>>;
  draftAwardCampaign?: Resolver<Maybe<ResolversTypes['AwardCampaignPayload']>, ParentType, ContextType, RequireFields<MutationDraftAwardCampaignArgs, 'input'>>;
  endMembership?: Resolver<Maybe<ResolversTypes['MembershipPayload']>, ParentType, ContextType, RequireFields<MutationEndMembershipArgs, 'input'>>;
  grantHonour?: Resolver<Maybe<ResolversTypes['HonourPayload']>, ParentType, ContextType, RequireFields<MutationGrantHonourArgs, 'input'>>;
  importAwardCampaigns?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportAwardCampaignsArgs, 'input'>>;
  importCelebrations?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportCelebrationsArgs, 'input'>>;
  importMemberships?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportMembershipsArgs, 'input'>>;
  importPeopleFigures?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportPeopleFiguresArgs, 'input'>>;
  importPersons?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportPersonsArgs, 'input'>>;
  nominate?: Resolver<Maybe<ResolversTypes['NominationPayload']>, ParentType, ContextType, RequireFields<MutationNominateArgs, 'input'>>;
  objectToNomination?: Resolver<Maybe<ResolversTypes['ObjectionPayload']>, ParentType, ContextType, RequireFields<MutationObjectToNominationArgs, 'input'>>;
  offerMerge?: Resolver<Maybe<ResolversTypes['MergeOfferPayload']>, ParentType, ContextType, RequireFields<MutationOfferMergeArgs, 'input'>>;
  openAwardCampaign?: Resolver<Maybe<ResolversTypes['AwardCampaignPayload']>, ParentType, ContextType, RequireFields<MutationOpenAwardCampaignArgs, 'input'>>;
  recordCareVisit?: Resolver<Maybe<ResolversTypes['CareVisitPayload']>, ParentType, ContextType, RequireFields<MutationRecordCareVisitArgs, 'input'>>;
  recordCelebration?: Resolver<Maybe<ResolversTypes['CelebrationPayload']>, ParentType, ContextType, RequireFields<MutationRecordCelebrationArgs, 'input'>>;
  registerWorker?: Resolver<Maybe<ResolversTypes['PersonPayload']>, ParentType, ContextType, RequireFields<MutationRegisterWorkerArgs, 'input'>>;
  resubmitMembershipApplication?: Resolver<Maybe<ResolversTypes['MembershipApplicationPayload']>, ParentType, ContextType, RequireFields<MutationResubmitMembershipApplicationArgs, 'input'>>;
  retirePhoneKey?: Resolver<Maybe<ResolversTypes['PhoneKeyPayload']>, ParentType, ContextType, RequireFields<MutationRetirePhoneKeyArgs, 'input'>>;
  reviewNomination?: Resolver<Maybe<ResolversTypes['NominationPayload']>, ParentType, ContextType, RequireFields<MutationReviewNominationArgs, 'input'>>;
  reviseAwardCampaign?: Resolver<Maybe<ResolversTypes['AwardCampaignPayload']>, ParentType, ContextType, RequireFields<MutationReviseAwardCampaignArgs, 'input'>>;
  revokeHonour?: Resolver<Maybe<ResolversTypes['HonourPayload']>, ParentType, ContextType, RequireFields<MutationRevokeHonourArgs, 'input'>>;
  saveMembershipApplicationDraft?: Resolver<Maybe<ResolversTypes['MembershipApplicationPayload']>, ParentType, ContextType, RequireFields<MutationSaveMembershipApplicationDraftArgs, 'input'>>;
  scoreNomination?: Resolver<Maybe<ResolversTypes['ReviewPayload']>, ParentType, ContextType, RequireFields<MutationScoreNominationArgs, 'input'>>;
  setOpenForApplications?: Resolver<Maybe<ResolversTypes['OpenForApplicationsPayload']>, ParentType, ContextType, RequireFields<MutationSetOpenForApplicationsArgs, 'input'>>;
  submitMembershipApplication?: Resolver<Maybe<ResolversTypes['MembershipApplicationPayload']>, ParentType, ContextType, RequireFields<MutationSubmitMembershipApplicationArgs, 'input'>>;
  submitMembershipApplicationDraft?: Resolver<Maybe<ResolversTypes['MembershipApplicationPayload']>, ParentType, ContextType, RequireFields<MutationSubmitMembershipApplicationDraftArgs, 'input'>>;
  updateMyProfile?: Resolver<Maybe<ResolversTypes['PersonPayload']>, ParentType, ContextType, RequireFields<MutationUpdateMyProfileArgs, 'input'>>;
  verifyWorker?: Resolver<Maybe<ResolversTypes['PersonPayload']>, ParentType, ContextType, RequireFields<MutationVerifyWorkerArgs, 'input'>>;
  withdrawMembershipApplication?: Resolver<Maybe<ResolversTypes['MembershipApplicationPayload']>, ParentType, ContextType, RequireFields<MutationWithdrawMembershipApplicationArgs, 'input'>>;
};

export type NominationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Nomination'] = ResolversParentTypes['Nomination'], FederationReferenceType extends FederationReferenceTypes['Nomination'] = FederationReferenceTypes['Nomination']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Nomination']> | FederationReferenceType, FederationReferenceType, ContextType>;
  campaign?: Resolver<ResolversTypes['AwardCampaign'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  meanScore?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  nominatedBy?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  nominee?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  objectionRecords?: Resolver<Maybe<ResolversTypes['ObjectionConnection']>, ParentType, ContextType, RequireFields<NominationObjectionRecordsArgs, 'first'>>;
  objections?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reviews?: Resolver<Maybe<ResolversTypes['ReviewConnection']>, ParentType, ContextType, RequireFields<NominationReviewsArgs, 'first'>>;
  status?: Resolver<ResolversTypes['NominationStatus'], ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NominationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NominationConnection'] = ResolversParentTypes['NominationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NominationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NominationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NominationEdge'] = ResolversParentTypes['NominationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Nomination'], ParentType, ContextType>;
};

export type NominationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NominationPayload'] = ResolversParentTypes['NominationPayload']> = {
  nomination?: Resolver<Maybe<ResolversTypes['Nomination']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NoticedNomineeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NoticedNominee'] = ResolversParentTypes['NoticedNominee']> = {
  nominatedBy?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  nominationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nominee?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
};

export type ObjectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Objection'] = ResolversParentTypes['Objection']> = {
  campaign?: Resolver<ResolversTypes['AwardCampaign'], ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decisionReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nominee?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  raisedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  raisedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ObjectionStatus'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ObjectionConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ObjectionConnection'] = ResolversParentTypes['ObjectionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ObjectionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ObjectionEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ObjectionEdge'] = ResolversParentTypes['ObjectionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Objection'], ParentType, ContextType>;
};

export type ObjectionPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ObjectionPayload'] = ResolversParentTypes['ObjectionPayload']> = {
  objection?: Resolver<Maybe<ResolversTypes['Objection']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type OpenForApplicationsPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OpenForApplicationsPayload'] = ResolversParentTypes['OpenForApplicationsPayload']> = {
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type OrganizationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization'], FederationReferenceType extends FederationReferenceTypes['Organization'] = FederationReferenceTypes['Organization']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Organization']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  members?: Resolver<Maybe<ResolversTypes['MembershipConnection']>, ParentType, ContextType, RequireFields<OrganizationMembersArgs, 'first' | 'status'>>;
  openApplicationCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  openForApplications?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PeopleSectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PeopleSection'] = ResolversParentTypes['PeopleSection']> = {
  awardees?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  homeRegistrations?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  reported?: Resolver<Array<ResolversTypes['ReportedFigure']>, ParentType, ContextType, Partial<PeopleSectionReportedArgs>>;
};

export type PeopleStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PeopleStatRow'] = ResolversParentTypes['PeopleStatRow']> = {
  homeActive?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  homeRegistered?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  members?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  persons?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  suppressed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  assumed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type PersonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'], FederationReferenceType extends FederationReferenceTypes['Person'] = FederationReferenceTypes['Person']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Person']> | FederationReferenceType, FederationReferenceType, ContextType>;
  birthYear?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  changes?: Resolver<Maybe<ResolversTypes['PersonChangeConnection']>, ParentType, ContextType, RequireFields<PersonChangesArgs, 'first'>>;
  degree?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  employer?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  gender?: Resolver<Maybe<ResolversTypes['Gender']>, ParentType, ContextType>;
  home?: Resolver<Maybe<ResolversTypes['HomeRegistration']>, ParentType, ContextType>;
  honours?: Resolver<Array<ResolversTypes['Honour']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isPartyMember?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  memberships?: Resolver<Array<ResolversTypes['Membership']>, ParentType, ContextType, Partial<PersonMembershipsArgs>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phoneMasked?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phoneMatches?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  researchDirections?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  subjectCodes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  titleLevel?: Resolver<ResolversTypes['TitleLevel'], ParentType, ContextType>;
  titleName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PersonChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PersonChange'] = ResolversParentTypes['PersonChange']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changedByRole?: Resolver<ResolversTypes['PersonChangeRole'], ParentType, ContextType>;
  endedVerification?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  fields?: Resolver<Array<ResolversTypes['PersonField']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PersonChangeConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PersonChangeConnection'] = ResolversParentTypes['PersonChangeConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PersonChangeEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PersonChangeEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PersonChangeEdge'] = ResolversParentTypes['PersonChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PersonChange'], ParentType, ContextType>;
};

export type PersonConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PersonConnection'] = ResolversParentTypes['PersonConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PersonEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PersonEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PersonEdge'] = ResolversParentTypes['PersonEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  match?: Resolver<Maybe<ResolversTypes['PersonMatch']>, ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
};

export type PersonMatchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PersonMatch'] = ResolversParentTypes['PersonMatch']> = {
  field?: Resolver<ResolversTypes['PersonTextField'], ParentType, ContextType>;
  length?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PersonPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PersonPayload'] = ResolversParentTypes['PersonPayload']> = {
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PhoneKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PhoneKey'] = ResolversParentTypes['PhoneKey']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  persons?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  personsOnly?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  retiredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PhoneKeyPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PhoneKeyPayload'] = ResolversParentTypes['PhoneKeyPayload']> = {
  key?: Resolver<Maybe<ResolversTypes['PhoneKey']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  annualReport?: Resolver<Maybe<ResolversTypes['AnnualReport']>, ParentType, ContextType, RequireFields<QueryAnnualReportArgs, 'region' | 'year'>>;
  applicationStats?: Resolver<Array<ResolversTypes['ApplicationStatRow']>, ParentType, ContextType, RequireFields<QueryApplicationStatsArgs, 'groupBy'>>;
  awardCampaign?: Resolver<Maybe<ResolversTypes['AwardCampaign']>, ParentType, ContextType, RequireFields<QueryAwardCampaignArgs, 'id'>>;
  awardCampaigns?: Resolver<ResolversTypes['AwardCampaignConnection'], ParentType, ContextType, RequireFields<QueryAwardCampaignsArgs, 'first'>>;
  careVisits?: Resolver<Maybe<ResolversTypes['CareVisitConnection']>, ParentType, ContextType, RequireFields<QueryCareVisitsArgs, 'first'>>;
  celebrations?: Resolver<ResolversTypes['CelebrationConnection'], ParentType, ContextType, RequireFields<QueryCelebrationsArgs, 'first' | 'region'>>;
  enumerations?: Resolver<Maybe<ResolversTypes['Enumerations']>, ParentType, ContextType>;
  membershipApplications?: Resolver<Maybe<ResolversTypes['MembershipApplicationConnection']>, ParentType, ContextType, RequireFields<QueryMembershipApplicationsArgs, 'first'>>;
  mergeOffers?: Resolver<Maybe<ResolversTypes['MergeOfferConnection']>, ParentType, ContextType, RequireFields<QueryMergeOffersArgs, 'first'>>;
  myObjections?: Resolver<Maybe<ResolversTypes['ObjectionConnection']>, ParentType, ContextType, RequireFields<QueryMyObjectionsArgs, 'first'>>;
  myReviews?: Resolver<Maybe<ResolversTypes['ReviewConnection']>, ParentType, ContextType, RequireFields<QueryMyReviewsArgs, 'first'>>;
  peopleStats?: Resolver<Array<ResolversTypes['PeopleStatRow']>, ParentType, ContextType, RequireFields<QueryPeopleStatsArgs, 'groupBy'>>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<QueryPersonArgs, 'id'>>;
  personHonours?: Resolver<ResolversTypes['HonourConnection'], ParentType, ContextType, RequireFields<QueryPersonHonoursArgs, 'first'>>;
  persons?: Resolver<Maybe<ResolversTypes['PersonConnection']>, ParentType, ContextType, RequireFields<QueryPersonsArgs, 'first'>>;
  phoneKeys?: Resolver<Maybe<Array<ResolversTypes['PhoneKey']>>, ParentType, ContextType>;
  recognitionStats?: Resolver<ResolversTypes['RecognitionStats'], ParentType, ContextType, RequireFields<QueryRecognitionStatsArgs, 'fromYear' | 'region' | 'toYear'>>;
  searchPersons?: Resolver<Maybe<ResolversTypes['PersonConnection']>, ParentType, ContextType, RequireFields<QuerySearchPersonsArgs, 'first' | 'text'>>;
};

export type RankedNominationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RankedNomination'] = ResolversParentTypes['RankedNomination']> = {
  countedScores?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  meanScore?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  nomination?: Resolver<ResolversTypes['Nomination'], ParentType, ContextType>;
  rank?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type RecognitionStatsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RecognitionStats'] = ResolversParentTypes['RecognitionStats']> = {
  awardees?: Resolver<Array<ResolversTypes['YearValue']>, ParentType, ContextType>;
  careVisits?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  celebrations?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
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

export type ReviewResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Review'] = ResolversParentTypes['Review']> = {
  campaign?: Resolver<ResolversTypes['AwardCampaign'], ParentType, ContextType>;
  conflict?: Resolver<Maybe<ResolversTypes['ReviewConflict']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  meanScore?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  nominee?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  reviewer?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  scoredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scores?: Resolver<Maybe<Array<ResolversTypes['Decimal']>>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewConflictResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReviewConflict'] = ResolversParentTypes['ReviewConflict']> = {
  kind?: Resolver<ResolversTypes['ReviewConflictKind'], ParentType, ContextType>;
  notedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReviewConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReviewConnection'] = ResolversParentTypes['ReviewConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ReviewEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReviewEdge'] = ResolversParentTypes['ReviewEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Review'], ParentType, ContextType>;
};

export type ReviewPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReviewPayload'] = ResolversParentTypes['ReviewPayload']> = {
  review?: Resolver<Maybe<ResolversTypes['Review']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ReviewsPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReviewsPayload'] = ResolversParentTypes['ReviewsPayload']> = {
  reviews?: Resolver<Maybe<Array<ResolversTypes['Review']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
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
  AnnualReport?: AnnualReportResolvers<ContextType>;
  ApplicationStatRow?: ApplicationStatRowResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  AwardCampaign?: AwardCampaignResolvers<ContextType>;
  AwardCampaignConnection?: AwardCampaignConnectionResolvers<ContextType>;
  AwardCampaignEdge?: AwardCampaignEdgeResolvers<ContextType>;
  AwardCampaignPayload?: AwardCampaignPayloadResolvers<ContextType>;
  CareVisit?: CareVisitResolvers<ContextType>;
  CareVisitConnection?: CareVisitConnectionResolvers<ContextType>;
  CareVisitEdge?: CareVisitEdgeResolvers<ContextType>;
  CareVisitPayload?: CareVisitPayloadResolvers<ContextType>;
  Celebration?: CelebrationResolvers<ContextType>;
  CelebrationConnection?: CelebrationConnectionResolvers<ContextType>;
  CelebrationEdge?: CelebrationEdgeResolvers<ContextType>;
  CelebrationPayload?: CelebrationPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Enumeration?: EnumerationResolvers<ContextType>;
  EnumerationValue?: EnumerationValueResolvers<ContextType>;
  Enumerations?: EnumerationsResolvers<ContextType>;
  HomeRegistration?: HomeRegistrationResolvers<ContextType>;
  Honour?: HonourResolvers<ContextType>;
  HonourConnection?: HonourConnectionResolvers<ContextType>;
  HonourEdge?: HonourEdgeResolvers<ContextType>;
  HonourPayload?: HonourPayloadResolvers<ContextType>;
  ImportPayload?: ImportPayloadResolvers<ContextType>;
  ImportReport?: ImportReportResolvers<ContextType>;
  ImportedRow?: ImportedRowResolvers<ContextType>;
  Measure?: MeasureResolvers<ContextType>;
  Membership?: MembershipResolvers<ContextType>;
  MembershipApplication?: MembershipApplicationResolvers<ContextType>;
  MembershipApplicationConnection?: MembershipApplicationConnectionResolvers<ContextType>;
  MembershipApplicationEdge?: MembershipApplicationEdgeResolvers<ContextType>;
  MembershipApplicationPayload?: MembershipApplicationPayloadResolvers<ContextType>;
  MembershipConnection?: MembershipConnectionResolvers<ContextType>;
  MembershipEdge?: MembershipEdgeResolvers<ContextType>;
  MembershipPayload?: MembershipPayloadResolvers<ContextType>;
  MembershipRolePeriod?: MembershipRolePeriodResolvers<ContextType>;
  MergeOffer?: MergeOfferResolvers<ContextType>;
  MergeOfferConnection?: MergeOfferConnectionResolvers<ContextType>;
  MergeOfferEdge?: MergeOfferEdgeResolvers<ContextType>;
  MergeOfferPayload?: MergeOfferPayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Nomination?: NominationResolvers<ContextType>;
  NominationConnection?: NominationConnectionResolvers<ContextType>;
  NominationEdge?: NominationEdgeResolvers<ContextType>;
  NominationPayload?: NominationPayloadResolvers<ContextType>;
  NoticedNominee?: NoticedNomineeResolvers<ContextType>;
  Objection?: ObjectionResolvers<ContextType>;
  ObjectionConnection?: ObjectionConnectionResolvers<ContextType>;
  ObjectionEdge?: ObjectionEdgeResolvers<ContextType>;
  ObjectionPayload?: ObjectionPayloadResolvers<ContextType>;
  OpenForApplicationsPayload?: OpenForApplicationsPayloadResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PeopleSection?: PeopleSectionResolvers<ContextType>;
  PeopleStatRow?: PeopleStatRowResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PersonChange?: PersonChangeResolvers<ContextType>;
  PersonChangeConnection?: PersonChangeConnectionResolvers<ContextType>;
  PersonChangeEdge?: PersonChangeEdgeResolvers<ContextType>;
  PersonConnection?: PersonConnectionResolvers<ContextType>;
  PersonEdge?: PersonEdgeResolvers<ContextType>;
  PersonMatch?: PersonMatchResolvers<ContextType>;
  PersonPayload?: PersonPayloadResolvers<ContextType>;
  PhoneKey?: PhoneKeyResolvers<ContextType>;
  PhoneKeyPayload?: PhoneKeyPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RankedNomination?: RankedNominationResolvers<ContextType>;
  RecognitionStats?: RecognitionStatsResolvers<ContextType>;
  Region?: RegionResolvers<ContextType>;
  ReportedFigure?: ReportedFigureResolvers<ContextType>;
  Review?: ReviewResolvers<ContextType>;
  ReviewConflict?: ReviewConflictResolvers<ContextType>;
  ReviewConnection?: ReviewConnectionResolvers<ContextType>;
  ReviewEdge?: ReviewEdgeResolvers<ContextType>;
  ReviewPayload?: ReviewPayloadResolvers<ContextType>;
  ReviewsPayload?: ReviewsPayloadResolvers<ContextType>;
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
