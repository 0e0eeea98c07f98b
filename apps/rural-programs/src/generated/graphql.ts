// Written by "npm run codegen" from schema.graphql; never edited.

import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AnnualReportKey, RequestContext } from '@kexie/service';
import type { TrainingRecord, TargetRecord } from '../training/store.ts';
import type { ProgramRecord, AllocationRecord } from '../funding/store.ts';
import type { EarlierRecipient as EarlierRecipientRecord } from '../funding/domain.ts';
import type { FacilityRecord } from '../facility/store.ts';
import type { Industry } from '../industry/reference.ts';
import type { ObservationRecord } from '../industry/store.ts';
import type { HonourRecord } from '../honour/store.ts';
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

export type AcceptFundedProjectInput = {
  /** default today, and at most 30 days ago; administrators may enter past days */
  acceptedOn?: InputMaybe<Scalars['Date']['input']>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  passed: Scalars['Boolean']['input'];
  /** true recovers the money of a project that failed */
  recover?: Scalars['Boolean']['input'];
};

/** An application for the money of a program, with its decisions and payments (资金安排). */
export type Allocation = {
  __typename?: 'Allocation';
  /** null before it is approved */
  amount?: Maybe<Measure>;
  /** the steps of the allocation, the oldest first */
  decisions: Array<AllocationDecision>;
  /** the sum of the payments; null before the first */
  disbursedTotal: Measure;
  documentNo?: Maybe<Scalars['String']['output']>;
  /** the recipients that were merged into another organization, which took over the allocation; oldest first */
  earlierRecipients: Array<EarlierRecipient>;
  facility?: Maybe<RuralFacility>;
  id: Scalars['ID']['output'];
  payments: Array<Payment>;
  /** the day on which the recipient was dissolved without a successor, after which there are no payments; otherwise null */
  paymentsStoppedOn?: Maybe<Scalars['Date']['output']>;
  plan: Scalars['String']['output'];
  program: FundingProgram;
  purpose: AllocationPurpose;
  recipient?: Maybe<Organization>;
  requested: Measure;
  status: AllocationStatus;
  version: Scalars['Int']['output'];
};

export type AllocationConnection = {
  __typename?: 'AllocationConnection';
  edges: Array<AllocationEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AllocationDecision = {
  __typename?: 'AllocationDecision';
  decidedOn: Scalars['Date']['output'];
  reason?: Maybe<Scalars['String']['output']>;
  /** when the step was entered; null for steps of earlier versions and of the platform itself */
  recordedAt?: Maybe<Scalars['DateTime']['output']>;
  to: AllocationStatus;
};

export type AllocationEdge = {
  __typename?: 'AllocationEdge';
  cursor: Scalars['String']['output'];
  node: Allocation;
};

/** `statuses` and `recipientIds` select only allocations; the other conditions also select programs. `regions` are the regions of recipients, and for budgets those of programs. */
export type AllocationFilter = {
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<Array<FundingProgramKind>>;
  programIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  recipientIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<AllocationStatus>>;
  toYear?: InputMaybe<Scalars['Int']['input']>;
};

export type AllocationPayload = {
  __typename?: 'AllocationPayload';
  allocation?: Maybe<Allocation>;
  userErrors: Array<UserError>;
};

export type AllocationPurpose =
  /** 以奖代补: money follows recognized performance */
  | 'AWARD'
  /** 新建 */
  | 'NEW_BUILD'
  /** 补助 */
  | 'SUBSIDY'
  /** 培训 */
  | 'TRAINING'
  /** 升级 */
  | 'UPGRADE';

/** 逐级申报、评选、公示: APPLIED → REVIEWED → PUBLIC_NOTICE → APPROVED → PARTIALLY_DISBURSED → DISBURSED → IN_USE → ACCEPTED. */
export type AllocationStatus =
  /** 验收 */
  | 'ACCEPTED'
  /** 申报 */
  | 'APPLIED'
  /** 批准 */
  | 'APPROVED'
  /** 已拨付 */
  | 'DISBURSED'
  /** 使用中 */
  | 'IN_USE'
  | 'PARTIALLY_DISBURSED'
  /** 公示 */
  | 'PUBLIC_NOTICE'
  /** 收回 */
  | 'RECOVERED'
  | 'REJECTED'
  /** 评选 */
  | 'REVIEWED';

export type AnnualReport = {
  __typename?: 'AnnualReport';
  regionCode?: Maybe<Scalars['ID']['output']>;
  /** 乡村: training, funding and facilities in the region and the regions below it */
  rural?: Maybe<RuralSection>;
  year?: Maybe<Scalars['Int']['output']>;
};

export type ApplyForFundingInput = {
  clientMutationId: Scalars['String']['input'];
  facilityId?: InputMaybe<Scalars['ID']['input']>;
  plan: Scalars['String']['input'];
  programId: Scalars['ID']['input'];
  purpose: AllocationPurpose;
  recipientId: Scalars['ID']['input'];
  /** in yuan, with at most two decimals */
  requested: Scalars['Decimal']['input'];
};

export type DecideAllocationInput = {
  /** in yuan; required for APPROVED, and not allowed otherwise */
  amount?: InputMaybe<Scalars['Decimal']['input']>;
  /** default today, and at most 30 days ago; an approval is possible only after five working days of public notice, counted from the day on which the notice began and from its entry. Administrators may enter past days. */
  decidedOn?: InputMaybe<Scalars['Date']['input']>;
  documentNo?: InputMaybe<Scalars['String']['input']>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** required for REJECTED */
  reason?: InputMaybe<Scalars['String']['input']>;
  to: AllocationStatus;
};

export type DisburseInput = {
  /** in yuan, with at most two decimals */
  amount: Scalars['Decimal']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** at most 30 days ago; administrators may enter past days */
  paidOn: Scalars['Date']['input'];
  voucherNo: Scalars['String']['input'];
};

export type EarlierRecipient = {
  __typename?: 'EarlierRecipient';
  recipient?: Maybe<Organization>;
  /** the day of the merger */
  until: Scalars['Date']['output'];
};

export type EarlierTarget = {
  __typename?: 'EarlierTarget';
  documentNo?: Maybe<Scalars['String']['output']>;
  persons: Measure;
  replacedAt: Scalars['DateTime']['output'];
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
  rural?: Maybe<Array<Enumeration>>;
};


export type EnumerationsRuralArgs = {
  names?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type FacilityChange =
  /** 新建 */
  | 'NEW'
  /** 升级 */
  | 'UPGRADED';

export type FacilityPeriodInput = {
  /** true when the source does not state these days */
  assumed?: Scalars['Boolean']['input'];
  from: Scalars['Date']['input'];
  /** the words of the source, e.g. 近3年 */
  label: Scalars['String']['input'];
  to: Scalars['Date']['input'];
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

export type FundSource =
  /** 自治区 */
  | 'AUTONOMOUS_REGION'
  /** 中央 */
  | 'CENTRAL'
  /** 市 */
  | 'CITY'
  /** 县 */
  | 'COUNTY'
  /** 社会 */
  | 'SOCIAL';

/** The money of a region for one purpose in one year (资金项目). */
export type FundingProgram = {
  __typename?: 'FundingProgram';
  /** the approved amounts; null while no approval is recorded on the platform */
  allocated: Measure;
  /** the maximum amount of one allocation, in yuan; null when there is no maximum */
  allocationCeiling?: Maybe<Scalars['Decimal']['output']>;
  allocations: AllocationConnection;
  /** in yuan; the stated value is the ceiling, also when the qualifier is OVER */
  budget: Measure;
  /** the paid amounts; null while no payment is recorded on the platform */
  disbursed: Measure;
  id: Scalars['ID']['output'];
  kind: FundingProgramKind;
  region?: Maybe<Region>;
  /** the part of the budget that is not approved yet */
  remaining: Measure;
  /** empty when the sources are not known */
  sources: Array<FundSource>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  title: Scalars['String']['output'];
  version: Scalars['Int']['output'];
  year: Scalars['Int']['output'];
};


/** The money of a region for one purpose in one year (资金项目). */
export type FundingProgramAllocationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type FundingProgramKind =
  /** 社区科普益民计划 */
  | 'COMMUNITY_SCIENCE'
  /** 基层科普行动计划 */
  | 'GRASSROOTS_SCIENCE_ACTION'
  | 'OTHER'
  /** 乡村振兴培训 */
  | 'RURAL_REVITALIZATION_TRAINING'
  /** 科普惠农兴村计划 */
  | 'SCIENCE_BENEFITS_AGRICULTURE';

export type FundingProgramPayload = {
  __typename?: 'FundingProgramPayload';
  program?: Maybe<FundingProgram>;
  userErrors: Array<UserError>;
};

export type FundingProgramRow = {
  /** as in OpenFundingProgramInput; null is the default of the kind */
  allocationCeiling?: InputMaybe<Scalars['Decimal']['input']>;
  /** in yuan, with at most two decimals */
  budget: Scalars['Decimal']['input'];
  key: Scalars['String']['input'];
  kind: FundingProgramKind;
  /** EXACT unless stated */
  qualifier?: InputMaybe<Qualifier>;
  regionCode: Scalars['ID']['input'];
  /** empty when the sources are not known */
  sources: Array<FundSource>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  title: Scalars['String']['input'];
  year: Scalars['Int']['input'];
};

export type FundingStatRow = {
  __typename?: 'FundingStatRow';
  allocations: Scalars['Int']['output'];
  /** the amounts of allocations that were approved, except those that were RECOVERED */
  approved: Measure;
  /** the budgets of the programs; null when no program belongs to the row */
  budget?: Maybe<Measure>;
  /** all payments, including those of allocations that were RECOVERED later */
  disbursed: Measure;
  keys: Array<StatKey>;
  /** the number of different recipients */
  recipients: Scalars['Int']['output'];
};

/** Figures to import: at most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
export type ImportFiguresInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<ReportedFigureRow>;
};

export type ImportFundingProgramsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<FundingProgramRow>;
};

export type ImportIndustryObservationsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<IndustryObservationRow>;
};

export type ImportOrganizationHonoursInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<OrganizationHonourRow>;
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

export type ImportRuralFacilitiesInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<RuralFacilityRow>;
};

export type ImportSpecialtyIndustriesInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<SpecialtyIndustryRow>;
};

/** At most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
export type ImportTrainingsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<TrainingRow>;
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

export type IndustryMetric =
  /** 联动农户, in HOUSEHOLD */
  | 'HOUSEHOLDS'
  /** 年增收, in PERCENT */
  | 'INCOME_GROWTH'
  /** 产值, in CNY */
  | 'OUTPUT_VALUE'
  /** 从业人员, in PERSON */
  | 'WORKERS';

/** A number that was observed about an industry in a region. */
export type IndustryObservation = {
  __typename?: 'IndustryObservation';
  id: Scalars['ID']['output'];
  industry: SpecialtyIndustry;
  measure: Measure;
  metric: IndustryMetric;
  /** the period in the words of the source, e.g. 每年(未注明年份) */
  periodLabel?: Maybe<Scalars['String']['output']>;
  region?: Maybe<Region>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  /** null when the source does not state it */
  year?: Maybe<Scalars['Int']['output']>;
};

export type IndustryObservationPayload = {
  __typename?: 'IndustryObservationPayload';
  observation?: Maybe<IndustryObservation>;
  userErrors: Array<UserError>;
};

export type IndustryObservationRow = {
  industryCode: Scalars['ID']['input'];
  key: Scalars['String']['input'];
  metric: IndustryMetric;
  periodLabel?: InputMaybe<Scalars['String']['input']>;
  /** EXACT unless stated */
  qualifier?: InputMaybe<Qualifier>;
  regionCode: Scalars['ID']['input'];
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  unit: Unit;
  value: Scalars['Decimal']['input'];
  /** omitted when the source does not state it */
  year?: InputMaybe<Scalars['Int']['input']>;
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

export type Mutation = {
  __typename?: 'Mutation';
  /** 验收: a project that passed becomes ACCEPTED, and its facility counts as built or upgraded on that day. A project that failed stays IN_USE, or its money is RECOVERED. By staff of the program's region, but not by the person who approved the application. */
  acceptFundedProject?: Maybe<AllocationPayload>;
  /** 逐级申报: applies for the money of a program. A recipient has at most one open application to a program. By staff of the recipient's region, or a secretary of the recipient. */
  applyForFunding?: Maybe<AllocationPayload>;
  /** SCHEDULED or OPEN → CANCELLED. By staff of the region, or a secretary of the organizer. */
  cancelTraining?: Maybe<TrainingPayload>;
  /** APPLIED → REVIEWED → PUBLIC_NOTICE → APPROVED, or REJECTED before APPROVED; DISBURSED → IN_USE. By staff of the program's region. */
  decideAllocation?: Maybe<AllocationPayload>;
  /** Records a payment. All payments of an allocation together stay within the approved amount. A voucher number is used once. By staff of the program's region, but not by the person who approved the application. */
  disburse?: Maybe<AllocationPayload>;
  /** OPEN → HELD: the training took place, and its report is due. By staff of the region, or a secretary of the organizer. */
  holdTraining?: Maybe<TrainingPayload>;
  importFundingPrograms?: Maybe<ImportPayload>;
  importIndustryObservations?: Maybe<ImportPayload>;
  importOrganizationHonours?: Maybe<ImportPayload>;
  importRuralFacilities?: Maybe<ImportPayload>;
  importRuralFigures?: Maybe<ImportPayload>;
  /** Imports the lead organizations of industries in the reference list. The list with its codes is part of the service and does not change. By staff of the region of the industry. */
  importSpecialtyIndustries?: Maybe<ImportPayload>;
  /** Imports reported trainings by key. Imports are for staff of the region of each row and of the organizations that it names. */
  importTrainings?: Maybe<ImportPayload>;
  /** Opens a program, at most one for a kind, year and region. By staff of the region. */
  openFundingProgram?: Maybe<FundingProgramPayload>;
  /** SCHEDULED → OPEN: farmers can register. By staff of the region, or a secretary of the organizer. */
  openTraining?: Maybe<TrainingPayload>;
  /** Records an observation about an industry. By staff of the region. */
  recordIndustryObservation?: Maybe<IndustryObservationPayload>;
  /** Registers a facility. By staff of the region, or a secretary of the operator. */
  registerRuralFacility?: Maybe<RuralFacilityPayload>;
  /** OPEN or HELD → REPORTED, with the result of the training. By staff of the region, or a secretary of the organizer. */
  reportTraining?: Maybe<TrainingPayload>;
  /** Schedules a training. By staff of the region, or a secretary of the organizer. */
  scheduleTraining?: Maybe<TrainingPayload>;
  /** Sets or changes a target. Earlier values are kept. By staff of the region. */
  setTrainingTarget?: Maybe<TrainingTargetPayload>;
  /** REPORTED → VERIFIED. By staff of the region, but not by the author of the report. */
  verifyTraining?: Maybe<TrainingPayload>;
};


export type MutationAcceptFundedProjectArgs = {
  input: AcceptFundedProjectInput;
};


export type MutationApplyForFundingArgs = {
  input: ApplyForFundingInput;
};


export type MutationCancelTrainingArgs = {
  input: TrainingStepInput;
};


export type MutationDecideAllocationArgs = {
  input: DecideAllocationInput;
};


export type MutationDisburseArgs = {
  input: DisburseInput;
};


export type MutationHoldTrainingArgs = {
  input: TrainingStepInput;
};


export type MutationImportFundingProgramsArgs = {
  input: ImportFundingProgramsInput;
};


export type MutationImportIndustryObservationsArgs = {
  input: ImportIndustryObservationsInput;
};


export type MutationImportOrganizationHonoursArgs = {
  input: ImportOrganizationHonoursInput;
};


export type MutationImportRuralFacilitiesArgs = {
  input: ImportRuralFacilitiesInput;
};


export type MutationImportRuralFiguresArgs = {
  input: ImportFiguresInput;
};


export type MutationImportSpecialtyIndustriesArgs = {
  input: ImportSpecialtyIndustriesInput;
};


export type MutationImportTrainingsArgs = {
  input: ImportTrainingsInput;
};


export type MutationOpenFundingProgramArgs = {
  input: OpenFundingProgramInput;
};


export type MutationOpenTrainingArgs = {
  input: TrainingStepInput;
};


export type MutationRecordIndustryObservationArgs = {
  input: RecordIndustryObservationInput;
};


export type MutationRegisterRuralFacilityArgs = {
  input: RegisterRuralFacilityInput;
};


export type MutationReportTrainingArgs = {
  input: ReportTrainingInput;
};


export type MutationScheduleTrainingArgs = {
  input: ScheduleTrainingInput;
};


export type MutationSetTrainingTargetArgs = {
  input: SetTrainingTargetInput;
};


export type MutationVerifyTrainingArgs = {
  input: TrainingStepInput;
};

export type OpenFundingProgramInput = {
  /** in yuan; default 200000 (the national standard from 2015) for the three kinds of popularization programs, and no ceiling for the others */
  allocationCeiling?: InputMaybe<Scalars['Decimal']['input']>;
  /** in yuan, with at most two decimals */
  budget: Scalars['Decimal']['input'];
  clientMutationId: Scalars['String']['input'];
  kind: FundingProgramKind;
  qualifier?: Qualifier;
  regionCode: Scalars['ID']['input'];
  sources: Array<FundSource>;
  title: Scalars['String']['input'];
  year: Scalars['Int']['input'];
};

export type Organization = {
  __typename?: 'Organization';
  /** Applications of the organization and money that was granted to it, the newest first, at most 200. */
  allocations?: Maybe<Array<Allocation>>;
  /** Honors of the organization (荣誉), the newest first, at most 200. */
  honours?: Maybe<Array<OrganizationHonour>>;
  id: Scalars['ID']['output'];
  /** Facilities that the organization operates, by name, at most 200. */
  ruralFacilities?: Maybe<Array<RuralFacility>>;
  /** Trainings that the organization organized, the newest first, at most 200. */
  trainingSessions?: Maybe<Array<TrainingSession>>;
};


export type OrganizationAllocationsArgs = {
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  toYear?: InputMaybe<Scalars['Int']['input']>;
};


export type OrganizationTrainingSessionsArgs = {
  year?: InputMaybe<Scalars['Int']['input']>;
};

/** An honor of an organization (荣誉). */
export type OrganizationHonour = {
  __typename?: 'OrganizationHonour';
  conferredBy?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  note?: Maybe<Scalars['String']['output']>;
  organization?: Maybe<Organization>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  title: Scalars['String']['output'];
  year: Scalars['Int']['output'];
};

export type OrganizationHonourRow = {
  conferredBy?: InputMaybe<Scalars['String']['input']>;
  key: Scalars['String']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  organizationId: Scalars['ID']['input'];
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  title: Scalars['String']['input'];
  year: Scalars['Int']['input'];
};

/** The position of a page in its list (Relay). */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type Payment = {
  __typename?: 'Payment';
  amount: Measure;
  paidOn: Scalars['Date']['output'];
  /** when the payment was entered; null for payments of earlier versions */
  recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** 凭证号 */
  voucherNo: Scalars['String']['output'];
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
  /** Trainings that the person taught, the newest first, at most 200. */
  taughtTrainings?: Maybe<Array<TrainingSession>>;
};


export type PersonTaughtTrainingsArgs = {
  year?: InputMaybe<Scalars['Int']['input']>;
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
  allocations: AllocationConnection;
  /** The annual report of a region (年度报告), with one section for each service. A section is null, with an error, while its service is unavailable. */
  annualReport?: Maybe<AnnualReport>;
  /** The enumerations of the schema with labels in Chinese and English, with one section for each service. A section is null, with an error, while its service is unavailable. */
  enumerations?: Maybe<Enumerations>;
  fundingProgram?: Maybe<FundingProgram>;
  /** Programs, the newest first, at most 200. */
  fundingPrograms: Array<FundingProgram>;
  /**
   * Sums of money. Dimensions: YEAR, REGION_COUNTY, REGION_TOWNSHIP, PROGRAM_KIND, FUND_SOURCE, PURPOSE, FACILITY_KIND, RECIPIENT_KIND. A budget belongs to a whole program.
   * With a dimension that only allocations have (PURPOSE, FACILITY_KIND, RECIPIENT_KIND), it is in the row UNKNOWN, so that it is counted once.
   */
  fundingStats: Array<FundingStatRow>;
  /** Honors of the organizations in this region and the regions below it, the newest first, at most 500. */
  honours: Array<OrganizationHonour>;
  ruralFacilities: RuralFacilityConnection;
  ruralFacility?: Maybe<RuralFacility>;
  /** Counts of facilities. Dimensions: FACILITY_KIND, CHANGE, YEAR (of the change), REGION_COUNTY, REGION_TOWNSHIP, INDUSTRY. */
  ruralFacilityStats: Array<RuralFacilityStatRow>;
  /** The specialty agricultural industries (特色农业产业) of this region and the regions below it; without a region, all of them. */
  specialtyIndustries: Array<SpecialtyIndustry>;
  specialtyIndustry?: Maybe<SpecialtyIndustry>;
  /** A training of farmers (农民培训) by id, or null. */
  trainingSession?: Maybe<TrainingSession>;
  trainingSessions: TrainingSessionConnection;
  /** Counts of trainings; without `statuses` only trainings that took place (HELD, REPORTED, VERIFIED). Dimensions: YEAR, REGION_COUNTY, REGION_TOWNSHIP, INDUSTRY, MODE. */
  trainingStats: Array<TrainingStatRow>;
  /** The targets of this region and year (培训任务), without the regions below it, at most 100. */
  trainingTargets: Array<TrainingTarget>;
};


export type QueryAllocationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AllocationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryAnnualReportArgs = {
  region: Scalars['ID']['input'];
  year: Scalars['Int']['input'];
};


export type QueryFundingProgramArgs = {
  id: Scalars['ID']['input'];
};


export type QueryFundingProgramsArgs = {
  kind?: InputMaybe<FundingProgramKind>;
  year?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryFundingStatsArgs = {
  filter?: InputMaybe<AllocationFilter>;
  groupBy: Array<RuralDimension>;
};


export type QueryHonoursArgs = {
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  region: Scalars['ID']['input'];
  toYear?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRuralFacilitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RuralFacilityFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRuralFacilityArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRuralFacilityStatsArgs = {
  filter?: InputMaybe<RuralFacilityFilter>;
  groupBy: Array<RuralDimension>;
};


export type QuerySpecialtyIndustriesArgs = {
  region?: InputMaybe<Scalars['ID']['input']>;
};


export type QuerySpecialtyIndustryArgs = {
  code: Scalars['ID']['input'];
};


export type QueryTrainingSessionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTrainingSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TrainingFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<Array<TrainingSort>>;
};


export type QueryTrainingStatsArgs = {
  filter?: InputMaybe<TrainingFilter>;
  groupBy: Array<RuralDimension>;
};


export type QueryTrainingTargetsArgs = {
  region: Scalars['ID']['input'];
  year: Scalars['Int']['input'];
};

export type RecordIndustryObservationInput = {
  clientMutationId: Scalars['String']['input'];
  /** code of a specialty industry */
  industryCode: Scalars['ID']['input'];
  metric: IndustryMetric;
  qualifier?: Qualifier;
  regionCode: Scalars['ID']['input'];
  unit: Unit;
  value: Scalars['Decimal']['input'];
  year: Scalars['Int']['input'];
};

export type Region = {
  __typename?: 'Region';
  code: Scalars['ID']['output'];
};

export type RegisterRuralFacilityInput = {
  clientMutationId: Scalars['String']['input'];
  establishedOn?: InputMaybe<Scalars['Date']['input']>;
  /** code of a specialty industry */
  industryCode?: InputMaybe<Scalars['ID']['input']>;
  kind: RuralFacilityKind;
  level?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  operatorId?: InputMaybe<Scalars['ID']['input']>;
  regionCode: Scalars['ID']['input'];
  supportingInstitutionId?: InputMaybe<Scalars['ID']['input']>;
};

export type ReportTrainingInput = {
  expectedVersion: Scalars['Int']['input'];
  heldOn: Scalars['Date']['input'];
  id: Scalars['ID']['input'];
  personDays?: InputMaybe<Scalars['Decimal']['input']>;
  qualifier?: Qualifier;
  /** a hash of the list of persons, used to detect a training that is reported twice */
  rosterHash?: InputMaybe<Scalars['String']['input']>;
  trainedPersons: Scalars['Int']['input'];
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

/** The result of one row of an import. */
export type RowOutcome =
  | 'CREATED'
  /** see the errors of the row; other rows are not affected */
  | 'REJECTED'
  /** the same row was imported before */
  | 'UNCHANGED'
  | 'UPDATED';

/** The dimensions of statistics, of which a query may use at most three. A record without a value in a dimension has the code UNKNOWN. */
export type RuralDimension =
  | 'CHANGE'
  | 'FACILITY_KIND'
  /** several sources of one program are one code, such as CENTRAL+CITY, because their shares are not known */
  | 'FUND_SOURCE'
  /** code of the specialty industry */
  | 'INDUSTRY'
  | 'MODE'
  | 'PROGRAM_KIND'
  | 'PURPOSE'
  | 'RECIPIENT_KIND'
  | 'REGION_COUNTY'
  | 'REGION_TOWNSHIP'
  | 'YEAR';

/** A place of rural science popularization (农村科普设施). */
export type RuralFacility = {
  __typename?: 'RuralFacility';
  active: Scalars['Boolean']['output'];
  /** the kind of the last change; null when the source does not distinguish between building and upgrade (新建升级) */
  change?: Maybe<FacilityChange>;
  /** the period in which the facility was built or upgraded, when the day is not known, e.g. 近3年 */
  changedWithin?: Maybe<Period>;
  establishedOn?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  industry?: Maybe<SpecialtyIndustry>;
  kind: RuralFacilityKind;
  /** the level at which the facility was recognized, e.g. 自治区级 */
  level?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  operator?: Maybe<Organization>;
  region?: Maybe<Region>;
  /** the university of a backyard (科技小院) */
  supportingInstitution?: Maybe<Organization>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  upgradedOn?: Maybe<Scalars['Date']['output']>;
  version: Scalars['Int']['output'];
};

export type RuralFacilityConnection = {
  __typename?: 'RuralFacilityConnection';
  edges: Array<RuralFacilityEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type RuralFacilityEdge = {
  __typename?: 'RuralFacilityEdge';
  cursor: Scalars['String']['output'];
  node: RuralFacility;
};

export type RuralFacilityFilter = {
  active?: InputMaybe<Scalars['Boolean']['input']>;
  /** known to exist on this day */
  asOf?: InputMaybe<Scalars['Date']['input']>;
  change?: InputMaybe<FacilityChange>;
  /** built or upgraded in these years, which must contain the day or the whole period */
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  industryCodes?: InputMaybe<Array<Scalars['ID']['input']>>;
  kinds?: InputMaybe<Array<RuralFacilityKind>>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  toYear?: InputMaybe<Scalars['Int']['input']>;
};

export type RuralFacilityKind =
  /** 农技协 */
  | 'RURAL_TECH_ASSOCIATION_SITE'
  /** 科普示范基地; not a science education base (科普教育基地), which is a `Facility` */
  | 'SCIENCE_DEMONSTRATION_BASE'
  /** 科普示范村 */
  | 'SCIENCE_DEMONSTRATION_VILLAGE'
  /** 科技小院: teachers and students of a university live and work in the village */
  | 'SCIENCE_TECH_BACKYARD';

export type RuralFacilityPayload = {
  __typename?: 'RuralFacilityPayload';
  facility?: Maybe<RuralFacility>;
  userErrors: Array<UserError>;
};

export type RuralFacilityRow = {
  /** omitted when the source does not state the kind of change */
  change?: InputMaybe<FacilityChange>;
  /** the period in which the facility was built or upgraded, when the day is not known */
  changedWithin?: InputMaybe<FacilityPeriodInput>;
  establishedOn?: InputMaybe<Scalars['Date']['input']>;
  industryCode?: InputMaybe<Scalars['ID']['input']>;
  key: Scalars['String']['input'];
  kind: RuralFacilityKind;
  level?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  operatorId?: InputMaybe<Scalars['ID']['input']>;
  regionCode: Scalars['ID']['input'];
  supportingInstitutionId?: InputMaybe<Scalars['ID']['input']>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  upgradedOn?: InputMaybe<Scalars['Date']['input']>;
};

export type RuralFacilityStatRow = {
  __typename?: 'RuralFacilityStatRow';
  facilities: Measure;
  keys: Array<StatKey>;
};

export type RuralSection = {
  __typename?: 'RuralSection';
  /** the facilities that are known to exist on 31 December of the year, by kind */
  facilities: Array<RuralFacilityStatRow>;
  /** the programs and allocations of the year */
  funding: FundingStatRow;
  /** The figures as reports state them; without codes, all figures of this service. */
  reported: Array<ReportedFigure>;
  /** the trainings of the year */
  training: TrainingStatRow;
};


export type RuralSectionReportedArgs = {
  codes?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type ScheduleTrainingInput = {
  clientMutationId: Scalars['String']['input'];
  heldOn?: InputMaybe<Scalars['Date']['input']>;
  industryCode?: InputMaybe<Scalars['ID']['input']>;
  mode: TrainingMode;
  organizerId: Scalars['ID']['input'];
  plannedPersons?: InputMaybe<Scalars['Int']['input']>;
  programme?: InputMaybe<Scalars['String']['input']>;
  regionCode: Scalars['ID']['input'];
  title: Scalars['String']['input'];
  trainerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** must be the year of `heldOn` when that is given */
  year: Scalars['Int']['input'];
};

export type SetTrainingTargetInput = {
  documentNo?: InputMaybe<Scalars['String']['input']>;
  /** the version of the target to change; omitted for a new target */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  industryCode?: InputMaybe<Scalars['ID']['input']>;
  persons: Scalars['Int']['input'];
  regionCode: Scalars['ID']['input'];
  year: Scalars['Int']['input'];
};

export type SortDirection =
  | 'ASC'
  | 'DESC';

/** A specialty agricultural industry (特色农业产业). The list with its codes is part of the service. */
export type SpecialtyIndustry = {
  __typename?: 'SpecialtyIndustry';
  /** e.g. BEEKEEPING */
  code: Scalars['ID']['output'];
  /** Facilities of the industry by name, at most 200. */
  facilities: Array<RuralFacility>;
  /** 户: the latest observation for the industry's own region; an undated one only when no dated one is known */
  households?: Maybe<Measure>;
  /** 年增收, in PERCENT: the latest observation for the industry's own region; an undated one only when no dated one is known */
  incomeGrowth?: Maybe<Measure>;
  /** code of the industry in GB/T 4754-2017 */
  industryCode?: Maybe<Scalars['ID']['output']>;
  leadOrganizations: Array<Maybe<Organization>>;
  name: Scalars['String']['output'];
  /** Observations, the newest first and undated ones last, at most 200. A range of years excludes undated observations. */
  observations: Array<IndustryObservation>;
  region?: Maybe<Region>;
  /** codes of disciplines in GB/T 13745-2009 */
  subjectCodes: Array<Scalars['ID']['output']>;
};


/** A specialty agricultural industry (特色农业产业). The list with its codes is part of the service. */
export type SpecialtyIndustryFacilitiesArgs = {
  kind?: InputMaybe<RuralFacilityKind>;
};


/** A specialty agricultural industry (特色农业产业). The list with its codes is part of the service. */
export type SpecialtyIndustryObservationsArgs = {
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  toYear?: InputMaybe<Scalars['Int']['input']>;
};

export type SpecialtyIndustryRow = {
  /** a code of the reference list */
  code: Scalars['ID']['input'];
  /** identifies the row in its file; an industry has one record, which its code identifies */
  key: Scalars['String']['input'];
  leadOrganizationIds: Array<Scalars['ID']['input']>;
};

/** One dimension of a row of statistics. */
export type StatKey = {
  __typename?: 'StatKey';
  code: Scalars['String']['output'];
  dimension: Scalars['String']['output'];
  /** the Chinese name of the code; the code itself when it has no name */
  label: Scalars['String']['output'];
};

export type TrainingFilter = {
  fromYear?: InputMaybe<Scalars['Int']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  /** codes of specialty industries */
  industryCodes?: InputMaybe<Array<Scalars['ID']['input']>>;
  modes?: InputMaybe<Array<TrainingMode>>;
  organizerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<TrainingStatus>>;
  toYear?: InputMaybe<Scalars['Int']['input']>;
};

export type TrainingMode =
  /** 课堂 */
  | 'CLASSROOM'
  /** 田间 */
  | 'FIELD'
  /** 混合 */
  | 'MIXED'
  /** 线上 */
  | 'ONLINE';

export type TrainingPayload = {
  __typename?: 'TrainingPayload';
  session?: Maybe<TrainingSession>;
  userErrors: Array<UserError>;
  /** warnings about input that was accepted but is probably an error */
  warnings: Array<Scalars['String']['output']>;
};

/**
 * `key` is the client's own stable key of the row, here and in all other imports: a later import with the same key changes the same record. Each county has
 * its own keys. A column that is left out changes nothing, and null empties it. What the platform has changed since the last import is not changed.
 */
export type TrainingRow = {
  /** omitted when the day is not known */
  heldOn?: InputMaybe<Scalars['Date']['input']>;
  industryCode?: InputMaybe<Scalars['ID']['input']>;
  key: Scalars['String']['input'];
  mode?: InputMaybe<TrainingMode>;
  organizerId: Scalars['ID']['input'];
  personDays?: InputMaybe<Scalars['Decimal']['input']>;
  plannedPersons?: InputMaybe<Scalars['Int']['input']>;
  programme?: InputMaybe<Scalars['String']['input']>;
  /** EXACT unless stated */
  qualifier?: InputMaybe<Qualifier>;
  regionCode: Scalars['ID']['input'];
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  title: Scalars['String']['input'];
  trainedPersons: Scalars['Int']['input'];
  trainerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  year: Scalars['Int']['input'];
};

/** A training of farmers (农民培训). One record may stand for a whole project whose single sessions are not known. */
export type TrainingSession = {
  __typename?: 'TrainingSession';
  /** null when only the year is known */
  heldOn?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  industry?: Maybe<SpecialtyIndustry>;
  /** null when it is not known */
  mode?: Maybe<TrainingMode>;
  organizer?: Maybe<Organization>;
  /** persons times days */
  personDays?: Maybe<Scalars['Decimal']['output']>;
  plannedPersons?: Maybe<Scalars['Int']['output']>;
  /** the project of which the training is a part, e.g. 科普服务乡村振兴助力精准扶贫工程 */
  programme?: Maybe<Scalars['String']['output']>;
  region?: Maybe<Region>;
  status: TrainingStatus;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  title: Scalars['String']['output'];
  /** 培训农民: the number of persons trained; null before the report */
  trainedPersons?: Maybe<Measure>;
  trainers: Array<Maybe<Person>>;
  version: Scalars['Int']['output'];
  year: Scalars['Int']['output'];
};

export type TrainingSessionConnection = {
  __typename?: 'TrainingSessionConnection';
  edges: Array<TrainingSessionEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type TrainingSessionEdge = {
  __typename?: 'TrainingSessionEdge';
  cursor: Scalars['String']['output'];
  node: TrainingSession;
};

export type TrainingSort = {
  direction?: SortDirection;
  field: TrainingSortField;
};

export type TrainingSortField =
  | 'HELD_ON'
  | 'REGION'
  | 'TRAINED';

export type TrainingStatRow = {
  __typename?: 'TrainingStatRow';
  /** `trained` as a percentage of `target`, with two decimals; null without a target or a figure */
  achievement?: Maybe<Scalars['Decimal']['output']>;
  keys: Array<StatKey>;
  /** the number of records; one record may stand for a whole project */
  sessions: Scalars['Int']['output'];
  /** the target for exactly these regions, years and industries; null when one of them has none */
  target?: Maybe<Measure>;
  trained: Measure;
};

/** SCHEDULED → OPEN → HELD → REPORTED → VERIFIED. A training that does not take place is CANCELLED. */
export type TrainingStatus =
  | 'CANCELLED'
  | 'HELD'
  /** 开放报名 */
  | 'OPEN'
  /** 已上报 */
  | 'REPORTED'
  | 'SCHEDULED'
  /** 已核实 */
  | 'VERIFIED';

export type TrainingStepInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
};

/** The number of farmers that a region must train in a year (培训任务), in total or in one industry. */
export type TrainingTarget = {
  __typename?: 'TrainingTarget';
  documentNo?: Maybe<Scalars['String']['output']>;
  /** the earlier values, the oldest first */
  history: Array<EarlierTarget>;
  id: Scalars['ID']['output'];
  industry?: Maybe<SpecialtyIndustry>;
  persons: Measure;
  region?: Maybe<Region>;
  version: Scalars['Int']['output'];
  year: Scalars['Int']['output'];
};

export type TrainingTargetPayload = {
  __typename?: 'TrainingTargetPayload';
  target?: Maybe<TrainingTarget>;
  userErrors: Array<UserError>;
  /** warnings about input that was accepted but is probably an error */
  warnings: Array<Scalars['String']['output']>;
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
  Allocation: Allocation;
  AnnualReport: AnnualReport;
  FundingProgram: FundingProgram;
  Organization: Organization;
  Person: Person;
  RuralFacility: RuralFacility;
  SpecialtyIndustry: SpecialtyIndustry;
  TrainingSession: TrainingSession;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Allocation:
    ( { __typename: 'Allocation' }
    & GraphQLRecursivePick<FederationTypes['Allocation'], {"id":true}> );
  AnnualReport:
    ( { __typename: 'AnnualReport' }
    & GraphQLRecursivePick<FederationTypes['AnnualReport'], {"regionCode":true,"year":true}> );
  FundingProgram:
    ( { __typename: 'FundingProgram' }
    & GraphQLRecursivePick<FederationTypes['FundingProgram'], {"id":true}> );
  Organization:
    ( { __typename: 'Organization' }
    & GraphQLRecursivePick<FederationTypes['Organization'], {"id":true}> );
  Person:
    ( { __typename: 'Person' }
    & GraphQLRecursivePick<FederationTypes['Person'], {"id":true}> );
  RuralFacility:
    ( { __typename: 'RuralFacility' }
    & GraphQLRecursivePick<FederationTypes['RuralFacility'], {"id":true}> );
  SpecialtyIndustry:
    ( { __typename: 'SpecialtyIndustry' }
    & GraphQLRecursivePick<FederationTypes['SpecialtyIndustry'], {"code":true}> );
  TrainingSession:
    ( { __typename: 'TrainingSession' }
    & GraphQLRecursivePick<FederationTypes['TrainingSession'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptFundedProjectInput: ResolverTypeWrapper<Lazy<AcceptFundedProjectInput>>;
  Int: ResolverTypeWrapper<Lazy<Scalars['Int']['output']>>;
  ID: ResolverTypeWrapper<Lazy<Scalars['ID']['output']>>;
  String: ResolverTypeWrapper<Lazy<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Lazy<Scalars['Boolean']['output']>>;
  Allocation: ResolverTypeWrapper<AllocationRecord>;
  AllocationConnection: ResolverTypeWrapper<Lazy<Omit<AllocationConnection, 'edges'> & { edges: Array<ResolversTypes['AllocationEdge']> }>>;
  AllocationDecision: ResolverTypeWrapper<Lazy<AllocationDecision>>;
  AllocationEdge: ResolverTypeWrapper<Lazy<Omit<AllocationEdge, 'node'> & { node: ResolversTypes['Allocation'] }>>;
  AllocationFilter: ResolverTypeWrapper<Lazy<AllocationFilter>>;
  AllocationPayload: ResolverTypeWrapper<Lazy<Omit<AllocationPayload, 'allocation'> & { allocation?: Maybe<ResolversTypes['Allocation']> }>>;
  AllocationPurpose: ResolverTypeWrapper<Lazy<AllocationPurpose>>;
  AllocationStatus: ResolverTypeWrapper<Lazy<AllocationStatus>>;
  AnnualReport: ResolverTypeWrapper<AnnualReportKey>;
  ApplyForFundingInput: ResolverTypeWrapper<Lazy<ApplyForFundingInput>>;
  Date: ResolverTypeWrapper<Lazy<Scalars['Date']['output']>>;
  DateTime: ResolverTypeWrapper<Lazy<Scalars['DateTime']['output']>>;
  DecideAllocationInput: ResolverTypeWrapper<Lazy<DecideAllocationInput>>;
  Decimal: ResolverTypeWrapper<Lazy<Scalars['Decimal']['output']>>;
  DisburseInput: ResolverTypeWrapper<Lazy<DisburseInput>>;
  EarlierRecipient: ResolverTypeWrapper<EarlierRecipientRecord>;
  EarlierTarget: ResolverTypeWrapper<Lazy<EarlierTarget>>;
  Enumeration: ResolverTypeWrapper<Lazy<Enumeration>>;
  EnumerationValue: ResolverTypeWrapper<Lazy<EnumerationValue>>;
  Enumerations: ResolverTypeWrapper<Lazy<Enumerations>>;
  FacilityChange: ResolverTypeWrapper<Lazy<FacilityChange>>;
  FacilityPeriodInput: ResolverTypeWrapper<Lazy<FacilityPeriodInput>>;
  FigureSource: ResolverTypeWrapper<Lazy<FigureSource>>;
  FundSource: ResolverTypeWrapper<Lazy<FundSource>>;
  FundingProgram: ResolverTypeWrapper<ProgramRecord>;
  FundingProgramKind: ResolverTypeWrapper<Lazy<FundingProgramKind>>;
  FundingProgramPayload: ResolverTypeWrapper<Lazy<Omit<FundingProgramPayload, 'program'> & { program?: Maybe<ResolversTypes['FundingProgram']> }>>;
  FundingProgramRow: ResolverTypeWrapper<Lazy<FundingProgramRow>>;
  FundingStatRow: ResolverTypeWrapper<Lazy<FundingStatRow>>;
  ImportFiguresInput: ResolverTypeWrapper<Lazy<ImportFiguresInput>>;
  ImportFundingProgramsInput: ResolverTypeWrapper<Lazy<ImportFundingProgramsInput>>;
  ImportIndustryObservationsInput: ResolverTypeWrapper<Lazy<ImportIndustryObservationsInput>>;
  ImportOrganizationHonoursInput: ResolverTypeWrapper<Lazy<ImportOrganizationHonoursInput>>;
  ImportPayload: ResolverTypeWrapper<Lazy<ImportPayload>>;
  ImportReport: ResolverTypeWrapper<Lazy<ImportReport>>;
  ImportRuralFacilitiesInput: ResolverTypeWrapper<Lazy<ImportRuralFacilitiesInput>>;
  ImportSpecialtyIndustriesInput: ResolverTypeWrapper<Lazy<ImportSpecialtyIndustriesInput>>;
  ImportTrainingsInput: ResolverTypeWrapper<Lazy<ImportTrainingsInput>>;
  ImportedRow: ResolverTypeWrapper<Lazy<ImportedRow>>;
  IndustryMetric: ResolverTypeWrapper<Lazy<IndustryMetric>>;
  IndustryObservation: ResolverTypeWrapper<ObservationRecord>;
  IndustryObservationPayload: ResolverTypeWrapper<Lazy<Omit<IndustryObservationPayload, 'observation'> & { observation?: Maybe<ResolversTypes['IndustryObservation']> }>>;
  IndustryObservationRow: ResolverTypeWrapper<Lazy<IndustryObservationRow>>;
  Language: ResolverTypeWrapper<Lazy<Language>>;
  Measure: ResolverTypeWrapper<Lazy<Measure>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OpenFundingProgramInput: ResolverTypeWrapper<Lazy<OpenFundingProgramInput>>;
  Organization: ResolverTypeWrapper<Lazy<Omit<Organization, 'allocations' | 'honours' | 'ruralFacilities' | 'trainingSessions'> & { allocations?: Maybe<Array<ResolversTypes['Allocation']>>, honours?: Maybe<Array<ResolversTypes['OrganizationHonour']>>, ruralFacilities?: Maybe<Array<ResolversTypes['RuralFacility']>>, trainingSessions?: Maybe<Array<ResolversTypes['TrainingSession']>> }>>;
  OrganizationHonour: ResolverTypeWrapper<HonourRecord>;
  OrganizationHonourRow: ResolverTypeWrapper<Lazy<OrganizationHonourRow>>;
  PageInfo: ResolverTypeWrapper<Lazy<PageInfo>>;
  Payment: ResolverTypeWrapper<Lazy<Payment>>;
  Period: ResolverTypeWrapper<Lazy<Period>>;
  Person: ResolverTypeWrapper<Lazy<Omit<Person, 'taughtTrainings'> & { taughtTrainings?: Maybe<Array<ResolversTypes['TrainingSession']>> }>>;
  Qualifier: ResolverTypeWrapper<Lazy<Qualifier>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordIndustryObservationInput: ResolverTypeWrapper<Lazy<RecordIndustryObservationInput>>;
  Region: ResolverTypeWrapper<Lazy<Region>>;
  RegisterRuralFacilityInput: ResolverTypeWrapper<Lazy<RegisterRuralFacilityInput>>;
  ReportTrainingInput: ResolverTypeWrapper<Lazy<ReportTrainingInput>>;
  ReportedFigure: ResolverTypeWrapper<Lazy<ReportedFigure>>;
  ReportedFigureRow: ResolverTypeWrapper<Lazy<ReportedFigureRow>>;
  RowOutcome: ResolverTypeWrapper<Lazy<RowOutcome>>;
  RuralDimension: ResolverTypeWrapper<Lazy<RuralDimension>>;
  RuralFacility: ResolverTypeWrapper<FacilityRecord>;
  RuralFacilityConnection: ResolverTypeWrapper<Lazy<Omit<RuralFacilityConnection, 'edges'> & { edges: Array<ResolversTypes['RuralFacilityEdge']> }>>;
  RuralFacilityEdge: ResolverTypeWrapper<Lazy<Omit<RuralFacilityEdge, 'node'> & { node: ResolversTypes['RuralFacility'] }>>;
  RuralFacilityFilter: ResolverTypeWrapper<Lazy<RuralFacilityFilter>>;
  RuralFacilityKind: ResolverTypeWrapper<Lazy<RuralFacilityKind>>;
  RuralFacilityPayload: ResolverTypeWrapper<Lazy<Omit<RuralFacilityPayload, 'facility'> & { facility?: Maybe<ResolversTypes['RuralFacility']> }>>;
  RuralFacilityRow: ResolverTypeWrapper<Lazy<RuralFacilityRow>>;
  RuralFacilityStatRow: ResolverTypeWrapper<Lazy<RuralFacilityStatRow>>;
  RuralSection: ResolverTypeWrapper<AnnualReportKey>;
  ScheduleTrainingInput: ResolverTypeWrapper<Lazy<ScheduleTrainingInput>>;
  SetTrainingTargetInput: ResolverTypeWrapper<Lazy<SetTrainingTargetInput>>;
  SortDirection: ResolverTypeWrapper<Lazy<SortDirection>>;
  SpecialtyIndustry: ResolverTypeWrapper<Industry>;
  SpecialtyIndustryRow: ResolverTypeWrapper<Lazy<SpecialtyIndustryRow>>;
  StatKey: ResolverTypeWrapper<Lazy<StatKey>>;
  TrainingFilter: ResolverTypeWrapper<Lazy<TrainingFilter>>;
  TrainingMode: ResolverTypeWrapper<Lazy<TrainingMode>>;
  TrainingPayload: ResolverTypeWrapper<Lazy<Omit<TrainingPayload, 'session'> & { session?: Maybe<ResolversTypes['TrainingSession']> }>>;
  TrainingRow: ResolverTypeWrapper<Lazy<TrainingRow>>;
  TrainingSession: ResolverTypeWrapper<TrainingRecord>;
  TrainingSessionConnection: ResolverTypeWrapper<Lazy<Omit<TrainingSessionConnection, 'edges'> & { edges: Array<ResolversTypes['TrainingSessionEdge']> }>>;
  TrainingSessionEdge: ResolverTypeWrapper<Lazy<Omit<TrainingSessionEdge, 'node'> & { node: ResolversTypes['TrainingSession'] }>>;
  TrainingSort: ResolverTypeWrapper<Lazy<TrainingSort>>;
  TrainingSortField: ResolverTypeWrapper<Lazy<TrainingSortField>>;
  TrainingStatRow: ResolverTypeWrapper<Lazy<TrainingStatRow>>;
  TrainingStatus: ResolverTypeWrapper<Lazy<TrainingStatus>>;
  TrainingStepInput: ResolverTypeWrapper<Lazy<TrainingStepInput>>;
  TrainingTarget: ResolverTypeWrapper<TargetRecord>;
  TrainingTargetPayload: ResolverTypeWrapper<Lazy<Omit<TrainingTargetPayload, 'target'> & { target?: Maybe<ResolversTypes['TrainingTarget']> }>>;
  Unit: ResolverTypeWrapper<Lazy<Unit>>;
  UserError: ResolverTypeWrapper<Lazy<UserError>>;
  YearValue: ResolverTypeWrapper<Lazy<YearValue>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptFundedProjectInput: AcceptFundedProjectInput;
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  Allocation: AllocationRecord;
  AllocationConnection: Omit<AllocationConnection, 'edges'> & { edges: Array<ResolversParentTypes['AllocationEdge']> };
  AllocationDecision: AllocationDecision;
  AllocationEdge: Omit<AllocationEdge, 'node'> & { node: ResolversParentTypes['Allocation'] };
  AllocationFilter: AllocationFilter;
  AllocationPayload: Omit<AllocationPayload, 'allocation'> & { allocation?: Maybe<ResolversParentTypes['Allocation']> };
  AnnualReport: AnnualReportKey;
  ApplyForFundingInput: ApplyForFundingInput;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DecideAllocationInput: DecideAllocationInput;
  Decimal: Scalars['Decimal']['output'];
  DisburseInput: DisburseInput;
  EarlierRecipient: EarlierRecipientRecord;
  EarlierTarget: EarlierTarget;
  Enumeration: Enumeration;
  EnumerationValue: EnumerationValue;
  Enumerations: Enumerations;
  FacilityPeriodInput: FacilityPeriodInput;
  FundingProgram: ProgramRecord;
  FundingProgramPayload: Omit<FundingProgramPayload, 'program'> & { program?: Maybe<ResolversParentTypes['FundingProgram']> };
  FundingProgramRow: FundingProgramRow;
  FundingStatRow: FundingStatRow;
  ImportFiguresInput: ImportFiguresInput;
  ImportFundingProgramsInput: ImportFundingProgramsInput;
  ImportIndustryObservationsInput: ImportIndustryObservationsInput;
  ImportOrganizationHonoursInput: ImportOrganizationHonoursInput;
  ImportPayload: ImportPayload;
  ImportReport: ImportReport;
  ImportRuralFacilitiesInput: ImportRuralFacilitiesInput;
  ImportSpecialtyIndustriesInput: ImportSpecialtyIndustriesInput;
  ImportTrainingsInput: ImportTrainingsInput;
  ImportedRow: ImportedRow;
  IndustryObservation: ObservationRecord;
  IndustryObservationPayload: Omit<IndustryObservationPayload, 'observation'> & { observation?: Maybe<ResolversParentTypes['IndustryObservation']> };
  IndustryObservationRow: IndustryObservationRow;
  Measure: Measure;
  Mutation: Record<PropertyKey, never>;
  OpenFundingProgramInput: OpenFundingProgramInput;
  Organization: Omit<Organization, 'allocations' | 'honours' | 'ruralFacilities' | 'trainingSessions'> & { allocations?: Maybe<Array<ResolversParentTypes['Allocation']>>, honours?: Maybe<Array<ResolversParentTypes['OrganizationHonour']>>, ruralFacilities?: Maybe<Array<ResolversParentTypes['RuralFacility']>>, trainingSessions?: Maybe<Array<ResolversParentTypes['TrainingSession']>> } | FederationReferenceTypes['Organization'];
  OrganizationHonour: HonourRecord;
  OrganizationHonourRow: OrganizationHonourRow;
  PageInfo: PageInfo;
  Payment: Payment;
  Period: Period;
  Person: Omit<Person, 'taughtTrainings'> & { taughtTrainings?: Maybe<Array<ResolversParentTypes['TrainingSession']>> } | FederationReferenceTypes['Person'];
  Query: Record<PropertyKey, never>;
  RecordIndustryObservationInput: RecordIndustryObservationInput;
  Region: Region;
  RegisterRuralFacilityInput: RegisterRuralFacilityInput;
  ReportTrainingInput: ReportTrainingInput;
  ReportedFigure: ReportedFigure;
  ReportedFigureRow: ReportedFigureRow;
  RuralFacility: FacilityRecord;
  RuralFacilityConnection: Omit<RuralFacilityConnection, 'edges'> & { edges: Array<ResolversParentTypes['RuralFacilityEdge']> };
  RuralFacilityEdge: Omit<RuralFacilityEdge, 'node'> & { node: ResolversParentTypes['RuralFacility'] };
  RuralFacilityFilter: RuralFacilityFilter;
  RuralFacilityPayload: Omit<RuralFacilityPayload, 'facility'> & { facility?: Maybe<ResolversParentTypes['RuralFacility']> };
  RuralFacilityRow: RuralFacilityRow;
  RuralFacilityStatRow: RuralFacilityStatRow;
  RuralSection: AnnualReportKey;
  ScheduleTrainingInput: ScheduleTrainingInput;
  SetTrainingTargetInput: SetTrainingTargetInput;
  SpecialtyIndustry: Industry;
  SpecialtyIndustryRow: SpecialtyIndustryRow;
  StatKey: StatKey;
  TrainingFilter: TrainingFilter;
  TrainingPayload: Omit<TrainingPayload, 'session'> & { session?: Maybe<ResolversParentTypes['TrainingSession']> };
  TrainingRow: TrainingRow;
  TrainingSession: TrainingRecord;
  TrainingSessionConnection: Omit<TrainingSessionConnection, 'edges'> & { edges: Array<ResolversParentTypes['TrainingSessionEdge']> };
  TrainingSessionEdge: Omit<TrainingSessionEdge, 'node'> & { node: ResolversParentTypes['TrainingSession'] };
  TrainingSort: TrainingSort;
  TrainingStatRow: TrainingStatRow;
  TrainingStepInput: TrainingStepInput;
  TrainingTarget: TargetRecord;
  TrainingTargetPayload: Omit<TrainingTargetPayload, 'target'> & { target?: Maybe<ResolversParentTypes['TrainingTarget']> };
  UserError: UserError;
  YearValue: YearValue;
};

export type AllocationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Allocation'] = ResolversParentTypes['Allocation'], FederationReferenceType extends FederationReferenceTypes['Allocation'] = FederationReferenceTypes['Allocation']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Allocation']> | FederationReferenceType, FederationReferenceType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Measure']>, ParentType, ContextType>;
  decisions?: Resolver<Array<ResolversTypes['AllocationDecision']>, ParentType, ContextType>;
  disbursedTotal?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  documentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  earlierRecipients?: Resolver<Array<ResolversTypes['EarlierRecipient']>, ParentType, ContextType>;
  facility?: Resolver<Maybe<ResolversTypes['RuralFacility']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  payments?: Resolver<Array<ResolversTypes['Payment']>, ParentType, ContextType>;
  paymentsStoppedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  program?: Resolver<ResolversTypes['FundingProgram'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['AllocationPurpose'], ParentType, ContextType>;
  recipient?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  requested?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AllocationStatus'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AllocationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AllocationConnection'] = ResolversParentTypes['AllocationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AllocationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AllocationDecisionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AllocationDecision'] = ResolversParentTypes['AllocationDecision']> = {
  decidedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['AllocationStatus'], ParentType, ContextType>;
};

export type AllocationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AllocationEdge'] = ResolversParentTypes['AllocationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Allocation'], ParentType, ContextType>;
};

export type AllocationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AllocationPayload'] = ResolversParentTypes['AllocationPayload']> = {
  allocation?: Resolver<Maybe<ResolversTypes['Allocation']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AnnualReportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AnnualReport'] = ResolversParentTypes['AnnualReport'], FederationReferenceType extends FederationReferenceTypes['AnnualReport'] = FederationReferenceTypes['AnnualReport']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AnnualReport']> | FederationReferenceType, FederationReferenceType, ContextType>;
  regionCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  rural?: Resolver<Maybe<ResolversTypes['RuralSection']>, ParentType, ContextType>;
  year?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
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

export type EarlierRecipientResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EarlierRecipient'] = ResolversParentTypes['EarlierRecipient']> = {
  recipient?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  until?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type EarlierTargetResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EarlierTarget'] = ResolversParentTypes['EarlierTarget']> = {
  documentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  persons?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  replacedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
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
  rural?: Resolver<Maybe<Array<ResolversTypes['Enumeration']>>, ParentType, ContextType, Partial<EnumerationsRuralArgs>>;
};

export type FundingProgramResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FundingProgram'] = ResolversParentTypes['FundingProgram'], FederationReferenceType extends FederationReferenceTypes['FundingProgram'] = FederationReferenceTypes['FundingProgram']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['FundingProgram']> | FederationReferenceType, FederationReferenceType, ContextType>;
  allocated?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  allocationCeiling?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  allocations?: Resolver<ResolversTypes['AllocationConnection'], ParentType, ContextType, RequireFields<FundingProgramAllocationsArgs, 'first'>>;
  budget?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  disbursed?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['FundingProgramKind'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  sources?: Resolver<Array<ResolversTypes['FundSource']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FundingProgramPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FundingProgramPayload'] = ResolversParentTypes['FundingProgramPayload']> = {
  program?: Resolver<Maybe<ResolversTypes['FundingProgram']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type FundingStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FundingStatRow'] = ResolversParentTypes['FundingStatRow']> = {
  allocations?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  approved?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  budget?: Resolver<Maybe<ResolversTypes['Measure']>, ParentType, ContextType>;
  disbursed?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  recipients?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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

export type IndustryObservationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IndustryObservation'] = ResolversParentTypes['IndustryObservation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industry?: Resolver<ResolversTypes['SpecialtyIndustry'], ParentType, ContextType>;
  measure?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  metric?: Resolver<ResolversTypes['IndustryMetric'], ParentType, ContextType>;
  periodLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  year?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type IndustryObservationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IndustryObservationPayload'] = ResolversParentTypes['IndustryObservationPayload']> = {
  observation?: Resolver<Maybe<ResolversTypes['IndustryObservation']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MeasureResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Measure'] = ResolversParentTypes['Measure']> = {
  qualifier?: Resolver<ResolversTypes['Qualifier'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['Unit'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptFundedProject?: Resolver<Maybe<ResolversTypes['AllocationPayload']>, ParentType, ContextType, RequireFields<MutationAcceptFundedProjectArgs, 'input'>>;
  applyForFunding?: Resolver<Maybe<ResolversTypes['AllocationPayload']>, ParentType, ContextType, RequireFields<MutationApplyForFundingArgs, 'input'>>;
  cancelTraining?: Resolver<Maybe<ResolversTypes['TrainingPayload']>, ParentType, ContextType, RequireFields<MutationCancelTrainingArgs, 'input'>>;
  decideAllocation?: Resolver<Maybe<ResolversTypes['AllocationPayload']>, ParentType, ContextType, RequireFields<MutationDecideAllocationArgs, 'input'>>;
  disburse?: Resolver<Maybe<ResolversTypes['AllocationPayload']>, ParentType, ContextType, RequireFields<MutationDisburseArgs, 'input'>>;
  holdTraining?: Resolver<Maybe<ResolversTypes['TrainingPayload']>, ParentType, ContextType, RequireFields<MutationHoldTrainingArgs, 'input'>>;
  importFundingPrograms?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportFundingProgramsArgs, 'input'>>;
  importIndustryObservations?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportIndustryObservationsArgs, 'input'>>;
  importOrganizationHonours?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportOrganizationHonoursArgs, 'input'>>;
  importRuralFacilities?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportRuralFacilitiesArgs, 'input'>>;
  importRuralFigures?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportRuralFiguresArgs, 'input'>>;
  importSpecialtyIndustries?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportSpecialtyIndustriesArgs, 'input'>>;
  importTrainings?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportTrainingsArgs, 'input'>>;
  openFundingProgram?: Resolver<Maybe<ResolversTypes['FundingProgramPayload']>, ParentType, ContextType, RequireFields<MutationOpenFundingProgramArgs, 'input'>>;
  openTraining?: Resolver<Maybe<ResolversTypes['TrainingPayload']>, ParentType, ContextType, RequireFields<MutationOpenTrainingArgs, 'input'>>;
  recordIndustryObservation?: Resolver<Maybe<ResolversTypes['IndustryObservationPayload']>, ParentType, ContextType, RequireFields<MutationRecordIndustryObservationArgs, 'input'>>;
  registerRuralFacility?: Resolver<Maybe<ResolversTypes['RuralFacilityPayload']>, ParentType, ContextType, RequireFields<MutationRegisterRuralFacilityArgs, 'input'>>;
  reportTraining?: Resolver<Maybe<ResolversTypes['TrainingPayload']>, ParentType, ContextType, RequireFields<MutationReportTrainingArgs, 'input'>>;
  scheduleTraining?: Resolver<Maybe<ResolversTypes['TrainingPayload']>, ParentType, ContextType, RequireFields<MutationScheduleTrainingArgs, 'input'>>;
  setTrainingTarget?: Resolver<Maybe<ResolversTypes['TrainingTargetPayload']>, ParentType, ContextType, RequireFields<MutationSetTrainingTargetArgs, 'input'>>;
  verifyTraining?: Resolver<Maybe<ResolversTypes['TrainingPayload']>, ParentType, ContextType, RequireFields<MutationVerifyTrainingArgs, 'input'>>;
};

export type OrganizationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization'], FederationReferenceType extends FederationReferenceTypes['Organization'] = FederationReferenceTypes['Organization']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Organization']> | FederationReferenceType, FederationReferenceType, ContextType>;
  allocations?: Resolver<Maybe<Array<ResolversTypes['Allocation']>>, ParentType, ContextType, Partial<OrganizationAllocationsArgs>>;
  honours?: Resolver<Maybe<Array<ResolversTypes['OrganizationHonour']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ruralFacilities?: Resolver<Maybe<Array<ResolversTypes['RuralFacility']>>, ParentType, ContextType>;
  trainingSessions?: Resolver<Maybe<Array<ResolversTypes['TrainingSession']>>, ParentType, ContextType, Partial<OrganizationTrainingSessionsArgs>>;
};

export type OrganizationHonourResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationHonour'] = ResolversParentTypes['OrganizationHonour']> = {
  conferredBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  amount?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  paidOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  voucherNo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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
  taughtTrainings?: Resolver<Maybe<Array<ResolversTypes['TrainingSession']>>, ParentType, ContextType, Partial<PersonTaughtTrainingsArgs>>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  allocations?: Resolver<ResolversTypes['AllocationConnection'], ParentType, ContextType, RequireFields<QueryAllocationsArgs, 'first'>>;
  annualReport?: Resolver<Maybe<ResolversTypes['AnnualReport']>, ParentType, ContextType, RequireFields<QueryAnnualReportArgs, 'region' | 'year'>>;
  enumerations?: Resolver<Maybe<ResolversTypes['Enumerations']>, ParentType, ContextType>;
  fundingProgram?: Resolver<Maybe<ResolversTypes['FundingProgram']>, ParentType, ContextType, RequireFields<QueryFundingProgramArgs, 'id'>>;
  fundingPrograms?: Resolver<Array<ResolversTypes['FundingProgram']>, ParentType, ContextType, Partial<QueryFundingProgramsArgs>>;
  fundingStats?: Resolver<Array<ResolversTypes['FundingStatRow']>, ParentType, ContextType, RequireFields<QueryFundingStatsArgs, 'groupBy'>>;
  honours?: Resolver<Array<ResolversTypes['OrganizationHonour']>, ParentType, ContextType, RequireFields<QueryHonoursArgs, 'region'>>;
  ruralFacilities?: Resolver<ResolversTypes['RuralFacilityConnection'], ParentType, ContextType, RequireFields<QueryRuralFacilitiesArgs, 'first'>>;
  ruralFacility?: Resolver<Maybe<ResolversTypes['RuralFacility']>, ParentType, ContextType, RequireFields<QueryRuralFacilityArgs, 'id'>>;
  ruralFacilityStats?: Resolver<Array<ResolversTypes['RuralFacilityStatRow']>, ParentType, ContextType, RequireFields<QueryRuralFacilityStatsArgs, 'groupBy'>>;
  specialtyIndustries?: Resolver<Array<ResolversTypes['SpecialtyIndustry']>, ParentType, ContextType, Partial<QuerySpecialtyIndustriesArgs>>;
  specialtyIndustry?: Resolver<Maybe<ResolversTypes['SpecialtyIndustry']>, ParentType, ContextType, RequireFields<QuerySpecialtyIndustryArgs, 'code'>>;
  trainingSession?: Resolver<Maybe<ResolversTypes['TrainingSession']>, ParentType, ContextType, RequireFields<QueryTrainingSessionArgs, 'id'>>;
  trainingSessions?: Resolver<ResolversTypes['TrainingSessionConnection'], ParentType, ContextType, RequireFields<QueryTrainingSessionsArgs, 'first'>>;
  trainingStats?: Resolver<Array<ResolversTypes['TrainingStatRow']>, ParentType, ContextType, RequireFields<QueryTrainingStatsArgs, 'groupBy'>>;
  trainingTargets?: Resolver<Array<ResolversTypes['TrainingTarget']>, ParentType, ContextType, RequireFields<QueryTrainingTargetsArgs, 'region' | 'year'>>;
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

export type RuralFacilityResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RuralFacility'] = ResolversParentTypes['RuralFacility'], FederationReferenceType extends FederationReferenceTypes['RuralFacility'] = FederationReferenceTypes['RuralFacility']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['RuralFacility']> | FederationReferenceType, FederationReferenceType, ContextType>;
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  change?: Resolver<Maybe<ResolversTypes['FacilityChange']>, ParentType, ContextType>;
  changedWithin?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  establishedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['SpecialtyIndustry']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RuralFacilityKind'], ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operator?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  supportingInstitution?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upgradedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RuralFacilityConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RuralFacilityConnection'] = ResolversParentTypes['RuralFacilityConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RuralFacilityEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RuralFacilityEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RuralFacilityEdge'] = ResolversParentTypes['RuralFacilityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RuralFacility'], ParentType, ContextType>;
};

export type RuralFacilityPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RuralFacilityPayload'] = ResolversParentTypes['RuralFacilityPayload']> = {
  facility?: Resolver<Maybe<ResolversTypes['RuralFacility']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RuralFacilityStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RuralFacilityStatRow'] = ResolversParentTypes['RuralFacilityStatRow']> = {
  facilities?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
};

export type RuralSectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RuralSection'] = ResolversParentTypes['RuralSection']> = {
  facilities?: Resolver<Array<ResolversTypes['RuralFacilityStatRow']>, ParentType, ContextType>;
  funding?: Resolver<ResolversTypes['FundingStatRow'], ParentType, ContextType>;
  reported?: Resolver<Array<ResolversTypes['ReportedFigure']>, ParentType, ContextType, Partial<RuralSectionReportedArgs>>;
  training?: Resolver<ResolversTypes['TrainingStatRow'], ParentType, ContextType>;
};

export type SpecialtyIndustryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SpecialtyIndustry'] = ResolversParentTypes['SpecialtyIndustry'], FederationReferenceType extends FederationReferenceTypes['SpecialtyIndustry'] = FederationReferenceTypes['SpecialtyIndustry']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SpecialtyIndustry']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  facilities?: Resolver<Array<ResolversTypes['RuralFacility']>, ParentType, ContextType, Partial<SpecialtyIndustryFacilitiesArgs>>;
  households?: Resolver<Maybe<ResolversTypes['Measure']>, ParentType, ContextType>;
  incomeGrowth?: Resolver<Maybe<ResolversTypes['Measure']>, ParentType, ContextType>;
  industryCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  leadOrganizations?: Resolver<Array<Maybe<ResolversTypes['Organization']>>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  observations?: Resolver<Array<ResolversTypes['IndustryObservation']>, ParentType, ContextType, Partial<SpecialtyIndustryObservationsArgs>>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  subjectCodes?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type StatKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StatKey'] = ResolversParentTypes['StatKey']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dimension?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TrainingPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrainingPayload'] = ResolversParentTypes['TrainingPayload']> = {
  session?: Resolver<Maybe<ResolversTypes['TrainingSession']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TrainingSessionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrainingSession'] = ResolversParentTypes['TrainingSession'], FederationReferenceType extends FederationReferenceTypes['TrainingSession'] = FederationReferenceTypes['TrainingSession']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['TrainingSession']> | FederationReferenceType, FederationReferenceType, ContextType>;
  heldOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['SpecialtyIndustry']>, ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['TrainingMode']>, ParentType, ContextType>;
  organizer?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  personDays?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  plannedPersons?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  programme?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TrainingStatus'], ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  trainedPersons?: Resolver<Maybe<ResolversTypes['Measure']>, ParentType, ContextType>;
  trainers?: Resolver<Array<Maybe<ResolversTypes['Person']>>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TrainingSessionConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrainingSessionConnection'] = ResolversParentTypes['TrainingSessionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['TrainingSessionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TrainingSessionEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrainingSessionEdge'] = ResolversParentTypes['TrainingSessionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TrainingSession'], ParentType, ContextType>;
};

export type TrainingStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrainingStatRow'] = ResolversParentTypes['TrainingStatRow']> = {
  achievement?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  sessions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['Measure']>, ParentType, ContextType>;
  trained?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
};

export type TrainingTargetResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrainingTarget'] = ResolversParentTypes['TrainingTarget']> = {
  documentNo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  history?: Resolver<Array<ResolversTypes['EarlierTarget']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['SpecialtyIndustry']>, ParentType, ContextType>;
  persons?: Resolver<ResolversTypes['Measure'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TrainingTargetPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrainingTargetPayload'] = ResolversParentTypes['TrainingTargetPayload']> = {
  target?: Resolver<Maybe<ResolversTypes['TrainingTarget']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
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
  Allocation?: AllocationResolvers<ContextType>;
  AllocationConnection?: AllocationConnectionResolvers<ContextType>;
  AllocationDecision?: AllocationDecisionResolvers<ContextType>;
  AllocationEdge?: AllocationEdgeResolvers<ContextType>;
  AllocationPayload?: AllocationPayloadResolvers<ContextType>;
  AnnualReport?: AnnualReportResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  EarlierRecipient?: EarlierRecipientResolvers<ContextType>;
  EarlierTarget?: EarlierTargetResolvers<ContextType>;
  Enumeration?: EnumerationResolvers<ContextType>;
  EnumerationValue?: EnumerationValueResolvers<ContextType>;
  Enumerations?: EnumerationsResolvers<ContextType>;
  FundingProgram?: FundingProgramResolvers<ContextType>;
  FundingProgramPayload?: FundingProgramPayloadResolvers<ContextType>;
  FundingStatRow?: FundingStatRowResolvers<ContextType>;
  ImportPayload?: ImportPayloadResolvers<ContextType>;
  ImportReport?: ImportReportResolvers<ContextType>;
  ImportedRow?: ImportedRowResolvers<ContextType>;
  IndustryObservation?: IndustryObservationResolvers<ContextType>;
  IndustryObservationPayload?: IndustryObservationPayloadResolvers<ContextType>;
  Measure?: MeasureResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  OrganizationHonour?: OrganizationHonourResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Region?: RegionResolvers<ContextType>;
  ReportedFigure?: ReportedFigureResolvers<ContextType>;
  RuralFacility?: RuralFacilityResolvers<ContextType>;
  RuralFacilityConnection?: RuralFacilityConnectionResolvers<ContextType>;
  RuralFacilityEdge?: RuralFacilityEdgeResolvers<ContextType>;
  RuralFacilityPayload?: RuralFacilityPayloadResolvers<ContextType>;
  RuralFacilityStatRow?: RuralFacilityStatRowResolvers<ContextType>;
  RuralSection?: RuralSectionResolvers<ContextType>;
  SpecialtyIndustry?: SpecialtyIndustryResolvers<ContextType>;
  StatKey?: StatKeyResolvers<ContextType>;
  TrainingPayload?: TrainingPayloadResolvers<ContextType>;
  TrainingSession?: TrainingSessionResolvers<ContextType>;
  TrainingSessionConnection?: TrainingSessionConnectionResolvers<ContextType>;
  TrainingSessionEdge?: TrainingSessionEdgeResolvers<ContextType>;
  TrainingStatRow?: TrainingStatRowResolvers<ContextType>;
  TrainingTarget?: TrainingTargetResolvers<ContextType>;
  TrainingTargetPayload?: TrainingTargetPayloadResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  YearValue?: YearValueResolvers<ContextType>;
};

/** An object whose fields may also be promises, or functions that run only when a client asks for the field. */
export type Lazy<T> = T extends Date
  ? T
  : T extends object
    ? { [K in keyof T]: T[K] | Promise<T[K]> | ((args: never, context: RequestContext, info: GraphQLResolveInfo) => T[K] | Promise<T[K]>) }
    : T;
