// Written by "npm run codegen" from schema.graphql; never edited.

import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Need as NeedRecord } from '../need/domain.ts';
import type { Expert as ExpertRecord } from '../expert/domain.ts';
import type { Proposal as ProposalRecord } from '../proposal/domain.ts';
import type { Round as RoundRecord, Figures as RoundFiguresRecord } from '../round/domain.ts';
import type { StoredPair, StoredChunk } from '../round/store.ts';
import type { WhyNot } from '../round/commands.ts';
import type { Partner } from '../round/resolvers.ts';
import type { Engagement as EngagementRecord } from '../engagement/domain.ts';
import type { ServiceTeam as ServiceTeamRecord } from '../team/domain.ts';
import type { PartnerContact as PartnerRecord } from '../partner/store.ts';
import type { Subject as SubjectEntry, Industry as IndustryEntry, Explanation, ScorePart as Part, SideRefit } from '@kexie/matchmaker';
import type { ModelRecord } from '../matchmaker/models.ts';
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

export type AdvanceEngagementInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  /** required for AGREED unless the start is known */
  startedOn?: InputMaybe<Scalars['Date']['input']>;
  to: EngagementStatus;
};

export type AnnualReport = {
  __typename?: 'AnnualReport';
  /** Matchmaking (双向红娘) in the year, for the region and the regions below it. */
  matching?: Maybe<MatchingSection>;
  regionCode?: Maybe<Scalars['ID']['output']>;
  year?: Maybe<Scalars['Int']['output']>;
};

/** A part of the audit of a round: at most 500 records as gzip of JSON lines. */
export type AuditChunk = {
  __typename?: 'AuditChunk';
  /** Base64, less than 700,000 characters */
  data: Scalars['String']['output'];
  index: Scalars['Int']['output'];
  /** SETTINGS, NEED, EXPERT, FROZEN, FORBIDDEN, RESULT or PAIR */
  kind: Scalars['String']['output'];
  records: Scalars['Int']['output'];
  /** of the compressed data, in hexadecimal */
  sha256: Scalars['String']['output'];
};

export type AuditChunkConnection = {
  __typename?: 'AuditChunkConnection';
  edges: Array<AuditChunkEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AuditChunkEdge = {
  __typename?: 'AuditChunkEdge';
  cursor: Scalars['String']['output'];
  node: AuditChunk;
};

export type CancelRoundInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type ChangeRoundInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
};

/** The viewers who may see a published need, in addition to its enterprise, staff and brokers, and experts to whom it was proposed. */
export type Confidentiality =
  /** no other viewers */
  | 'MATCHED_ONLY'
  /** all signed-in viewers */
  | 'MEMBERS'
  /** all viewers */
  | 'PUBLIC';

export type ConstraintCount = {
  __typename?: 'ConstraintCount';
  /** of NEED_OPEN, EXPERT_ACTIVE, CONSENT, SERVICE_MODE, CAPACITY, TITLE_LEVEL, ON_SITE, CONFLICT_OF_INTEREST, SCORE */
  constraint: Scalars['String']['output'];
  count: Scalars['Int']['output'];
};

/** The subject of a contact. */
export type CooperationKind =
  /** 成果转化与产业化 */
  | 'COMMERCIALIZATION'
  /** 科技研发与合作 */
  | 'RESEARCH'
  /** 人才培养与引进 */
  | 'TALENT';

export type DeclineReason =
  | 'BUDGET'
  | 'CONFLICT_OF_INTEREST'
  | 'LOCATION'
  | 'NOT_MY_FIELD'
  | 'NO_CAPACITY'
  | 'OTHER'
  | 'SCHEDULE';

export type DissolveServiceTeamInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

/** The work of an expert for an enterprise (对接). */
export type Engagement = {
  __typename?: 'Engagement';
  contractValue?: Maybe<Measure>;
  endedOn?: Maybe<Scalars['Date']['output']>;
  /** null when the source does not name it */
  enterprise?: Maybe<Organization>;
  expert: ExpertProfile;
  id: Scalars['ID']['output'];
  mode: ServiceMode;
  /** null when the engagement comes from outside the platform, or when the viewer may not see the need */
  need?: Maybe<Need>;
  outcome?: Maybe<Outcome>;
  /** the period of the start, also when the day is not stated; null until a start is agreed */
  period?: Maybe<Period>;
  region?: Maybe<Region>;
  /** null when the day is not stated */
  startedOn?: Maybe<Scalars['Date']['output']>;
  status: EngagementStatus;
  /** the steps taken on the platform, the oldest first */
  steps: Array<EngagementStep>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  title: Scalars['String']['output'];
  version: Scalars['Int']['output'];
  /** the number of visits to the enterprise; null when it is not stated */
  visits?: Maybe<Scalars['Int']['output']>;
};

export type EngagementConnection = {
  __typename?: 'EngagementConnection';
  edges: Array<EngagementEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type EngagementEdge = {
  __typename?: 'EngagementEdge';
  cursor: Scalars['String']['output'];
  node: Engagement;
};

export type EngagementFilter = {
  enterpriseId?: InputMaybe<Scalars['ID']['input']>;
  expertId?: InputMaybe<Scalars['ID']['input']>;
  /** only engagements whose start lies wholly on or after this day */
  from?: InputMaybe<Scalars['Date']['input']>;
  modes?: InputMaybe<Array<ServiceMode>>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<EngagementStatus>>;
  /** only engagements whose start lies wholly on or before this day */
  to?: InputMaybe<Scalars['Date']['input']>;
};

export type EngagementPayload = {
  __typename?: 'EngagementPayload';
  engagement?: Maybe<Engagement>;
  userErrors: Array<UserError>;
};

/** An engagement. A column that is left out changes nothing, and null empties it. An import records no outcome and no rating. */
export type EngagementRow = {
  contractValue?: InputMaybe<MoneyInput>;
  endedOn?: InputMaybe<Scalars['Date']['input']>;
  /** default: the enterprise of the need */
  enterpriseId?: InputMaybe<Scalars['ID']['input']>;
  expertId: Scalars['ID']['input'];
  /** the client's own stable key of the row, 1 to 100 characters: a later import with the same key and county changes the same record */
  key: Scalars['String']['input'];
  mode: ServiceMode;
  needId?: InputMaybe<Scalars['ID']['input']>;
  periodAssumed?: InputMaybe<Scalars['Boolean']['input']>;
  periodFrom?: InputMaybe<Scalars['Date']['input']>;
  /** the period of the start in the words of the source, when the day is not stated */
  periodLabel?: InputMaybe<Scalars['String']['input']>;
  periodTo?: InputMaybe<Scalars['Date']['input']>;
  regionCode: Scalars['ID']['input'];
  startedOn?: InputMaybe<Scalars['Date']['input']>;
  /** of a new engagement NEGOTIATING unless stated; it does not change an existing engagement */
  status?: InputMaybe<EngagementStatus>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  title: Scalars['String']['input'];
  /** 0 to 10000 */
  visits?: InputMaybe<Scalars['Int']['input']>;
};

export type EngagementStatus =
  /** 验收 */
  | 'ACCEPTED'
  | 'AGREED'
  | 'CLOSED'
  | 'DELIVERED'
  | 'IN_PROGRESS'
  | 'NEGOTIATING'
  | 'TERMINATED';

/** A step of an engagement. */
export type EngagementStep = {
  __typename?: 'EngagementStep';
  at: Scalars['DateTime']['output'];
  note?: Maybe<Scalars['String']['output']>;
  to: EngagementStatus;
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
  matching?: Maybe<Array<Enumeration>>;
};


export type EnumerationsMatchingArgs = {
  names?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type ExpertConnection = {
  __typename?: 'ExpertConnection';
  edges: Array<ExpertEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ExpertEdge = {
  __typename?: 'ExpertEdge';
  cursor: Scalars['String']['output'];
  node: ExpertProfile;
  /** the score of the match with the text of a search, 0 to 1; null in other lists */
  score?: Maybe<Scalars['Decimal']['output']>;
};

export type ExpertFilter = {
  hasFreeCapacity?: InputMaybe<Scalars['Boolean']['input']>;
  /** prefixes of codes in the list of industries, e.g. A01 */
  industryPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
  institutionIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  invited?: InputMaybe<Scalars['Boolean']['input']>;
  /** regions of the experts */
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  serviceModes?: InputMaybe<Array<ServiceMode>>;
  /** organizations of which the experts are active members */
  societyIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** all but WITHDRAWN unless stated */
  statuses?: InputMaybe<Array<ExpertStatus>>;
  /** prefixes of codes in the list of subjects, e.g. 610 */
  subjectPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** service teams to which the experts belong */
  teamIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** The number of ACTIVE experts with this number of engagements that are not over. */
export type ExpertLoad = {
  __typename?: 'ExpertLoad';
  /** 0 to 5 */
  engagements: Scalars['Int']['output'];
  experts: Scalars['Int']['output'];
  /** true for 5, which includes more */
  orMore: Scalars['Boolean']['output'];
};

export type ExpertLoadFilter = {
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  /** the regions of the experts */
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** experts with a subject whose code begins with one of these */
  subjectPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** The distribution of the load over the ACTIVE experts. Administrators see exact figures about proposals, other viewers rounded ones. */
export type ExpertLoadStats = {
  __typename?: 'ExpertLoadStats';
  /** the number of simultaneous engagements that these experts accept, as a sum */
  capacity: Scalars['Int']['output'];
  /** the number of ACTIVE experts */
  experts: Scalars['Int']['output'];
  /** the sum of the free capacities; an expert whose load exceeds the capacity counts 0 */
  freeCapacity: Scalars['Int']['output'];
  /**
   * The Gini coefficient of the proposals over all ACTIVE experts, also those without proposals: Σ (2i − n − 1) xᵢ / (n Σ xᵢ), where xᵢ are the proposals of the n experts in
   * ascending order, i = 1 … n. 0 when all experts received the same number, nearly 1 when one expert received all. Null without proposals.
   */
  gini?: Maybe<Scalars['Decimal']['output']>;
  /** always six rows: 0, 1, 2, 3, 4, and 5 or more engagements */
  load: Array<ExpertLoad>;
  /** the number of proposals of the last 365 days to these experts; null below 5 for viewers who are not administrators */
  proposals?: Maybe<Scalars['Int']['output']>;
  /** the share of these proposals that the 1 % of experts with most of them received, at least one expert; 0 to 1. Null without proposals. */
  topShare?: Maybe<Scalars['Decimal']['output']>;
};

export type ExpertPayload = {
  __typename?: 'ExpertPayload';
  expert?: Maybe<ExpertProfile>;
  userErrors: Array<UserError>;
};

/** The profile of an expert (专家): the services that the expert offers. */
export type ExpertProfile = {
  __typename?: 'ExpertProfile';
  /** the number of engagements that are not over */
  activeLoad: Scalars['Int']['output'];
  /** the number of verified activities at which the person spoke, as far as their events are known; at most 1000 */
  activityCount: Scalars['Int']['output'];
  /** the first day on which the expert is available */
  availableFrom?: Maybe<Scalars['Date']['output']>;
  /** the number of simultaneous engagements that the expert accepts, 0 to 10 */
  capacity: Scalars['Int']['output'];
  /** the number of CLOSED engagements */
  completedCount: Scalars['Int']['output'];
  /** true when the person consented to be recommended to enterprises */
  consented: Scalars['Boolean']['output'];
  /** name and title as they may be shown */
  displayTitle: Scalars['String']['output'];
  engagements: EngagementConnection;
  /** the number of honours of the person in force, one for each award and one for each honour that staff recorded from a document, as far as their events are known; at most 200 */
  honourCount: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  industryCodes: Array<Scalars['ID']['output']>;
  /** the person's employer */
  institution?: Maybe<Organization>;
  /** 特聘专家: an expert from outside, whom the association engages */
  isInvited: Scalars['Boolean']['output'];
  keywords: Array<Scalars['String']['output']>;
  /** the expert comes to the enterprise; only such experts are eligible for needs with `onsiteRequired` */
  onsiteOk: Scalars['Boolean']['output'];
  /** the day on which a pause ends; null when the expert has no pause, or one without a day */
  pausedUntil?: Maybe<Scalars['Date']['output']>;
  person?: Maybe<Person>;
  /** the proposals that the viewer may see, the latest first, at most 100 */
  proposals: Array<Proposal>;
  /** the region of the person */
  region?: Maybe<Region>;
  remoteOk: Scalars['Boolean']['output'];
  /** mean of the ratings by enterprises, 1 to 5; null without ratings */
  satisfaction?: Maybe<Scalars['Decimal']['output']>;
  serviceModes: Array<ServiceMode>;
  /** at most 20 */
  serviceTeams: Array<ServiceTeam>;
  /** the organizations of which the person is an active member */
  societies: Array<Organization>;
  status: ExpertStatus;
  subjects: Array<SubjectWeight>;
  summary?: Maybe<Scalars['String']['output']>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  version: Scalars['Int']['output'];
};


/** The profile of an expert (专家): the services that the expert offers. */
export type ExpertProfileEngagementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The profile of an expert (专家): the services that the expert offers. */
export type ExpertProfileProposalsArgs = {
  statuses?: InputMaybe<Array<ProposalStatus>>;
};

export type ExpertProfileInput = {
  capacity?: Scalars['Int']['input'];
  /** the version of the consent text to which the person agreed */
  consentVersion: Scalars['String']['input'];
  /** name and title as they may be shown; default the person's name and title level */
  displayTitle?: InputMaybe<Scalars['String']['input']>;
  /** required to change an existing profile */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** at most 10 */
  industryCodes?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** 特聘专家: only staff may set it */
  isInvited?: Scalars['Boolean']['input'];
  /** at most 20 */
  keywords?: InputMaybe<Array<Scalars['String']['input']>>;
  /** the expert comes to the enterprise */
  onsiteOk?: Scalars['Boolean']['input'];
  personId: Scalars['ID']['input'];
  remoteOk?: Scalars['Boolean']['input'];
  serviceModes: Array<ServiceMode>;
  /** 1 to 5 subjects, of which at least one is of the second level or finer; each weight is more than 0 and at most 1 */
  subjects: Array<SubjectWeightInput>;
  summary?: InputMaybe<Scalars['String']['input']>;
};

export type ExpertRecommendation = {
  __typename?: 'ExpertRecommendation';
  expert: ExpertProfile;
  explanation: MatchExplanation;
  /** the position in the list, from 1 */
  rank: Scalars['Int']['output'];
};

/** A profile. A column that is left out changes nothing, and null empties it. */
export type ExpertRow = {
  /** 0 to 10; of a new profile 2 unless stated */
  capacity?: InputMaybe<Scalars['Int']['input']>;
  /** without it the expert is not eligible for needs, but the profile is visible */
  consentVersion?: InputMaybe<Scalars['String']['input']>;
  /** of a new profile the person's name and title level unless stated; a blank one changes nothing */
  displayTitle?: InputMaybe<Scalars['String']['input']>;
  industryCodes?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** 特聘专家: staff may invite a person of any region who has no profile yet */
  isInvited?: InputMaybe<Scalars['Boolean']['input']>;
  /** the client's own stable key of the profile of this person: a later import with the same key changes the same profile */
  key: Scalars['String']['input'];
  keywords?: InputMaybe<Array<Scalars['String']['input']>>;
  /** of a new profile true unless stated */
  onsiteOk?: InputMaybe<Scalars['Boolean']['input']>;
  personId: Scalars['ID']['input'];
  /** of a new profile true unless stated */
  remoteOk?: InputMaybe<Scalars['Boolean']['input']>;
  serviceModes: Array<ServiceMode>;
  subjects: Array<SubjectWeightInput>;
  summary?: InputMaybe<Scalars['String']['input']>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
};

export type ExpertSort = {
  direction?: SortDirection;
  field: ExpertSortField;
};

export type ExpertSortField =
  | 'COMPLETED'
  | 'FREE_CAPACITY'
  | 'SATISFACTION';

export type ExpertStatus =
  | 'ACTIVE'
  /** takes no new engagements for the time being */
  | 'PAUSED'
  | 'PENDING'
  /** excluded by staff */
  | 'SUSPENDED'
  /** the person withdrew the consent */
  | 'WITHDRAWN';

/** The weights of the factors of how well the need fits the expert. */
export type ExpertWeights = {
  __typename?: 'ExpertWeights';
  logistics: Scalars['Decimal']['output'];
  mode: Scalars['Decimal']['output'];
  policy: Scalars['Decimal']['output'];
  reliability: Scalars['Decimal']['output'];
  subject: Scalars['Decimal']['output'];
  text: Scalars['Decimal']['output'];
};

export type ExpertWeightsInput = {
  logistics: Scalars['Decimal']['input'];
  mode: Scalars['Decimal']['input'];
  policy: Scalars['Decimal']['input'];
  reliability: Scalars['Decimal']['input'];
  subject: Scalars['Decimal']['input'];
  text: Scalars['Decimal']['input'];
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

export type ImportEngagementsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<EngagementRow>;
};

export type ImportExpertsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<ExpertRow>;
};

/** Figures to import: at most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
export type ImportFiguresInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<ReportedFigureRow>;
};

export type ImportNeedsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<NeedRow>;
};

export type ImportPartnerContactsInput = {
  dryRun?: Scalars['Boolean']['input'];
  rows: Array<PartnerContactRow>;
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

/** An industry (行业) of GB/T 4754-2017: the letter of the section, then up to four digits. */
export type Industry = {
  __typename?: 'Industry';
  code: Scalars['ID']['output'];
  /** 1 section (门类), 2 division (大类), 3 group (中类), 4 class (小类) */
  level: Scalars['Int']['output'];
  name: Scalars['String']['output'];
  parent?: Maybe<Industry>;
};

/** A language of labels. */
export type Language =
  /** English */
  | 'EN'
  /** Chinese */
  | 'ZH';

/** An explanation of how well a need and an expert fit each other. Scores are between 0 and 1. */
export type MatchExplanation = {
  __typename?: 'MatchExplanation';
  /** true when the pair violates no constraint */
  eligible: Scalars['Boolean']['output'];
  expertScore: Scalars['Decimal']['output'];
  /** the violated constraints, of NEED_OPEN, EXPERT_ACTIVE, CONSENT, SERVICE_MODE, CAPACITY, TITLE_LEVEL, ON_SITE, CONFLICT_OF_INTEREST, RECENT_DECLINE */
  failedConstraints: Array<Scalars['String']['output']>;
  /** the version of the weights */
  modelVersion: Scalars['String']['output'];
  /** the harmonic mean of both scores, which one low score makes low */
  mutualScore: Scalars['Decimal']['output'];
  needScore: Scalars['Decimal']['output'];
  parts: Array<ScorePart>;
  /** the reasons in a Chinese sentence */
  sentence: Scalars['String']['output'];
};

/** The dimensions of `matchingStats`. A count to which a dimension does not apply is null. */
export type MatchingDimension =
  | 'ENTERPRISE'
  /** the province of the expert: at present for proposals and experts, and for an engagement when it was entered */
  | 'EXPERT_REGION'
  /** the industry section of needs; a proposal has the section of its need, and so has an engagement, if the viewer may see the need */
  | 'INDUSTRY_SECTION'
  /** the present status of needs, and of the needs of proposals */
  | 'NEED_STATUS'
  /** the origin of proposals (`ProposalOrigin`); an engagement has that of its proposal, if the viewer may see the need. OUTSIDE are engagements without a proposal. */
  | 'ORIGIN'
  /** the county of needs, and of the needs of proposals, and of engagements; records at city level are UNKNOWN */
  | 'REGION_COUNTY'
  /** a need or an expert with several modes counts in each of them; a proposal counts in each mode of its need */
  | 'SERVICE_MODE'
  /** the first-level discipline of the subject with the greatest weight; a proposal has the discipline of its need, an engagement that of its expert */
  | 'SUBJECT_L1'
  | 'YEAR';

/** A version of the weights of the matchmaker. The weights of a side add up to 1. */
export type MatchingModel = {
  __typename?: 'MatchingModel';
  /** null for a version that was never adopted. The version that was adopted last applies; without one, the version that comes with the platform. */
  adoptedAt?: Maybe<Scalars['DateTime']['output']>;
  /** the version whose weights were fitted */
  basedOn?: Maybe<Scalars['ID']['output']>;
  createdAt: Scalars['DateTime']['output'];
  expert: ExpertWeights;
  /** the result of the fit; empty for other origins */
  fits: Array<ModelFit>;
  modelVersion: Scalars['ID']['output'];
  need: NeedWeights;
  note?: Maybe<Scalars['String']['output']>;
  origin: MatchingModelOrigin;
};

export type MatchingModelInput = {
  expert: ExpertWeightsInput;
  /** lower-case letters, digits and hyphens, at most 40 characters */
  modelVersion: Scalars['ID']['input'];
  /** weights between 0 and 1, which add up to 1 */
  need: NeedWeightsInput;
  note?: InputMaybe<Scalars['String']['input']>;
};

export type MatchingModelOrigin =
  /** comes with the platform */
  | 'BUILT_IN'
  /** fitted to answers */
  | 'REFITTED'
  | 'STATED';

export type MatchingModelPayload = {
  __typename?: 'MatchingModelPayload';
  model?: Maybe<MatchingModel>;
  userErrors: Array<UserError>;
};

export type MatchingModelVersionInput = {
  /** the version to adopt, or the name of the new version */
  modelVersion: Scalars['ID']['input'];
};

/** A matching round (对接会): a stable assignment of experts to needs, with the quotas of needs and the capacities of experts. */
export type MatchingRound = {
  __typename?: 'MatchingRound';
  /** how the pairs are found: deferred acceptance, in which needs or experts propose */
  algorithm: Scalars['String']['output'];
  /**
   * The frozen inputs and the result of the latest computation, `first` at most 20. `npm run matching:audit` downloads and verifies them. They contain the texts of needs, also of hidden ones, and of
   * profiles. Null as `pairs`.
   */
  auditChunks?: Maybe<AuditChunkConnection>;
  cancelledBecause?: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  /** why the latest work failed; null when it did not */
  failure?: Maybe<RoundFailure>;
  /** the figures of the latest computation; null before the first */
  figures?: Maybe<RoundFigures>;
  /** the earliest time of the computation; null when there is none */
  freezeAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  minExpertScore: Scalars['Decimal']['output'];
  /** the lowest scores that the two sides accept, 0 to 1 */
  minNeedScore: Scalars['Decimal']['output'];
  /** the version of the weights */
  modelVersion: Scalars['String']['output'];
  /** The pairs of the latest computation, by need and expert. Null for viewers who are not staff or brokers of the region, and before the computation. */
  pairs?: Maybe<RoundPairConnection>;
  /** the work that goes on; null when there is none */
  progress?: Maybe<RoundProgress>;
  /** the proposals that the round has made so far */
  proposalsMade: Scalars['Int']['output'];
  /** the side for which the result is the best of all stable ones */
  proposingSide: Side;
  publishedAt?: Maybe<Scalars['DateTime']['output']>;
  region?: Maybe<Region>;
  status: RoundStatus;
  /** the seed that decides between equal scores */
  tieSeed: Scalars['String']['output'];
  title: Scalars['String']['output'];
  /** The experts with free places. Null as `pairs`. */
  unmatchedExperts?: Maybe<UnmatchedAgentConnection>;
  /** The needs with free places. Null as `pairs`. */
  unmatchedNeeds?: Maybe<UnmatchedAgentConnection>;
  /** Changes of the progress do not raise it. */
  version: Scalars['Int']['output'];
};


/** A matching round (对接会): a stable assignment of experts to needs, with the quotas of needs and the capacities of experts. */
export type MatchingRoundAuditChunksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A matching round (对接会): a stable assignment of experts to needs, with the quotas of needs and the capacities of experts. */
export type MatchingRoundPairsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A matching round (对接会): a stable assignment of experts to needs, with the quotas of needs and the capacities of experts. */
export type MatchingRoundUnmatchedExpertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A matching round (对接会): a stable assignment of experts to needs, with the quotas of needs and the capacities of experts. */
export type MatchingRoundUnmatchedNeedsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type MatchingRoundConnection = {
  __typename?: 'MatchingRoundConnection';
  edges: Array<MatchingRoundEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type MatchingRoundEdge = {
  __typename?: 'MatchingRoundEdge';
  cursor: Scalars['String']['output'];
  node: MatchingRound;
};

export type MatchingRoundPayload = {
  __typename?: 'MatchingRoundPayload';
  round?: Maybe<MatchingRound>;
  userErrors: Array<UserError>;
};

/** The section of the annual report on experts serving enterprises (专家服务企业). */
export type MatchingSection = {
  __typename?: 'MatchingSection';
  /** The counts of records that lie wholly in the year. */
  funnel: MatchingStatRow;
  /** The figures as reported for the region itself, without the regions below it. */
  reported: Array<ReportedFigure>;
};


/** The section of the annual report on experts serving enterprises (专家服务企业). */
export type MatchingSectionReportedArgs = {
  codes?: InputMaybe<Array<Scalars['String']['input']>>;
};

/**
 * The figures of one group. For viewers who do not see all proposals of the regions of the filter, groups of fewer than 5 proposals show no figure about proposals, and other groups show
 * rounded ones. Staff and brokers see all proposals of their regions, and administrators those of all regions.
 */
export type MatchingStatRow = {
  __typename?: 'MatchingStatRow';
  /** `mutuallyAccepted` divided by the number of proposals that are over: accepted by both sides, declined, expired, withdrawn or superseded. 0 to 1; null without such proposals. */
  acceptanceRate?: Maybe<Scalars['Decimal']['output']>;
  /** the share of the engagements whose expert lay in the Greater Bay Area when the engagement was entered, 0 to 1; null without engagements */
  bayAreaEngagementShare?: Maybe<Scalars['Decimal']['output']>;
  /** the share of the proposals whose expert lies in the Guangdong–Hong Kong–Macao Greater Bay Area (东融), 0 to 1; null without proposals */
  bayAreaShare?: Maybe<Scalars['Decimal']['output']>;
  engagements?: Maybe<Scalars['Int']['output']>;
  /** the present number of ACTIVE experts in the regions of the filter; null when the filter has `from` or `to` */
  experts?: Maybe<Scalars['Int']['output']>;
  keys: Array<StatKey>;
  /** The median time from a proposal to its second answer, in days, from whole hours. A proposal that was answered once, or not at all, does not count. Null without such proposals. */
  medianDaysToAnswer?: Maybe<Scalars['Decimal']['output']>;
  /**
   * The median number of days from the day on which the need was published to the day of the mutual acceptance, over the mutually accepted proposals. A need whose day of publication is not
   * stated, or lies after the acceptance, does not count. Null without a match.
   */
  medianDaysToMatch?: Maybe<Scalars['Decimal']['output']>;
  /** the number of proposals that both sides accepted while there was a place: MUTUALLY_ACCEPTED or CONVERTED; null in a suppressed row */
  mutuallyAccepted?: Maybe<Scalars['Int']['output']>;
  /** the number of published needs that the viewer may see */
  needs?: Maybe<Scalars['Int']['output']>;
  /** the number of proposals (对接建议) for these needs, in any status; null in a suppressed row */
  proposals?: Maybe<Scalars['Int']['output']>;
  /** the number of engagements whose outcome solved the problem */
  resolved?: Maybe<Scalars['Int']['output']>;
  /** true when the viewer does not see all proposals and the group has fewer than 5 of them, or none */
  suppressed: Scalars['Boolean']['output'];
};

export type MatchingStatsFilter = {
  from?: InputMaybe<Scalars['Date']['input']>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

/** A number as it is stated: 近20,000人 is 20000 PERSON NEARLY. A figure that is not stated has the value null, never 0. */
export type Measure = {
  __typename?: 'Measure';
  qualifier: Qualifier;
  unit: Unit;
  value?: Maybe<Scalars['Decimal']['output']>;
};

/** The fit of the weights of one side, measured on the latest fifth of its answers. */
export type ModelFit = {
  __typename?: 'ModelFit';
  adopted: Scalars['Boolean']['output'];
  answers: Scalars['Int']['output'];
  logLossAfter: Scalars['Decimal']['output'];
  /** the mean negative logarithm of the probability of each answer */
  logLossBefore: Scalars['Decimal']['output'];
  ndcgAfter: Scalars['Decimal']['output'];
  ndcgBefore: Scalars['Decimal']['output'];
  side: ScoreSide;
};

/** An amount in yuan, with at most two decimals. */
export type MoneyInput = {
  qualifier?: Qualifier;
  value: Scalars['Decimal']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Enters a version of the weights of the matchmaker. It applies after `adoptMatchingModel`. By an administrator. */
  addMatchingModel?: Maybe<MatchingModelPayload>;
  /**
   * Adds experts to a service team, all of them or none. Each is ACTIVE or PAUSED, has consented, and is an active member of the society or invited. Experts who belong to the team already change
   * nothing. A team has at most 500 experts, and an expert at most 20 teams. By the secretary of the society, or staff of its region.
   */
  addTeamExperts?: Maybe<ServiceTeamPayload>;
  /** Makes a version of the weights the one by which scores are computed. Stored explanations keep theirs. By an administrator. */
  adoptMatchingModel?: Maybe<MatchingModelPayload>;
  /** NEGOTIATING → AGREED → IN_PROGRESS → DELIVERED → ACCEPTED → CLOSED, one step at a time, or TERMINATED before ACCEPTED. By either side, or staff and brokers of the region. */
  advanceEngagement?: Maybe<EngagementPayload>;
  /** COLLECTING, COMPUTED or FAILED → CANCELLED, for a round whose publication has not begun. By staff and brokers of the region. */
  cancelMatchingRound?: Maybe<MatchingRoundPayload>;
  /** PUBLISHED, COMPUTED or FAILED → CLOSED, for a round whose publication has begun. Its open proposals stay open. By staff and brokers of the region. */
  closeMatchingRound?: Maybe<MatchingRoundPayload>;
  /**
   * COLLECTING, COMPUTED or FAILED → COMPUTING, and later COMPUTED or FAILED. The payload has the round as COMPUTING: read `matchingRound` until the status changes. The inputs are frozen at the beginning of the
   * computation. By staff and brokers of the region.
   */
  computeMatchingRound?: Maybe<MatchingRoundPayload>;
  /**
   * Enters a need as DRAFT. By a user of the enterprise, while an active enterprise association (企业科协) has the enterprise as host; or by staff and brokers of
   * the region, on behalf of any active enterprise.
   */
  createNeed?: Maybe<NeedPayload>;
  /**
   * Forms a service team (专家服务团) of a society: an active organization of the kind SOCIETY, RURAL_TECH_ASSOCIATION or RURAL_TECH_FEDERATION, with at most 20 teams. By its secretary, or staff
   * of its region.
   */
  createServiceTeam?: Maybe<ServiceTeamPayload>;
  /** ACTIVE → DISSOLVED. All experts leave the team. By the secretary of the society, or staff of its region. */
  dissolveServiceTeam?: Maybe<ServiceTeamPayload>;
  /** Imports engagements by key, also those from outside the platform. The status of a row is used only when the engagement is new. */
  importEngagements?: Maybe<ImportPayload>;
  /** Imports expert profiles by key. A row changes only what it states and what the platform has not changed since the last import. At most 500 rows in one request. A repetition changes nothing. A dry run checks everything and writes nothing. */
  importExperts?: Maybe<ImportPayload>;
  /** Imports reported figures (上报数据). */
  importMatchingFigures?: Maybe<ImportPayload>;
  /** Imports needs by key. The status of a row is used only when the need is new; a later import does not change it. */
  importNeeds?: Maybe<ImportPayload>;
  /** Imports contacts with partners by key. */
  importPartnerContacts?: Maybe<ImportPayload>;
  /**
   * Opens a matching round (对接会), which collects the open needs of a region and the regions below it, or the named ones of them. Its experts are all ACTIVE experts with consent, or those of
   * the named service teams. A region has at most 20 rounds that are neither CLOSED nor CANCELLED (QUOTA_EXCEEDED). By staff and brokers of the region.
   */
  openMatchingRound?: Maybe<MatchingRoundPayload>;
  /** ACTIVE → PAUSED, or another day for an expert who is PAUSED. The expert keeps the capacity. On the day `until` the expert is ACTIVE again. By the expert, or staff. */
  pauseExpert?: Maybe<ExpertPayload>;
  /**
   * Proposes an expert for a need that looks for experts. By staff and brokers of the need's region (origin BROKER or RECOMMENDER), the enterprise of the need (ENTERPRISE) or the expert
   * (EXPERT); a side that proposes accepts by it. At most 5 proposals of an expert and 30 of a need are open. A pair that a side declined can be proposed again after 180 days.
   */
  propose?: Maybe<ProposalPayload>;
  /**
   * COMPUTED → PUBLISHING, and later PUBLISHED: makes proposals of the pairs. Refused if the independent check found a blocking pair or a violation, then or when it is repeated now on the stored result. A pair that can
   * no longer be proposed, for example because its need was closed, does not affect the others; `RoundPair.notProposed` states why. If the publication was interrupted, the round is COMPUTED again, and a
   * repetition makes the missing proposals.
   */
  publishMatchingRound?: Maybe<MatchingRoundPayload>;
  /**
   * PUBLISHED → COMPUTING, for example after declines. The round keeps the pairs whose proposals are open or accepted, and makes none again that has ended. Needs and experts are read anew. A new
   * publication makes only new proposals.
   */
  recomputeMatchingRound?: Maybe<MatchingRoundPayload>;
  /** Records the outcome (成效) of a delivered engagement. The first record states the outcome; after it, each side can only add its own rating, once. Staff of the region may record a rating from paper, which the side's own rating replaces. By either side, or staff and brokers of the region. */
  recordEngagementOutcome?: Maybe<EngagementPayload>;
  /**
   * Fits the weights to the answers to proposals of the present version and enters them as a new version. Each side needs 200 answers; NO_CAPACITY does not count. A side is adopted if, on the
   * latest fifth of the answers, the new weights have a smaller loss and no smaller nDCG@10. By an administrator.
   */
  refitMatchingModel?: Maybe<MatchingModelPayload>;
  /** SUSPENDED → ACTIVE, or PAUSED if the expert has a capacity of 0 or a pause. By the staff who may suspend the expert. */
  reinstateExpert?: Maybe<ExpertPayload>;
  /** Removes experts from a service team. Experts who do not belong to it change nothing. By the secretary of the society, or staff of its region. */
  removeTeamExperts?: Maybe<ServiceTeamPayload>;
  /**
   * Records the answer of a side, once. By a user of the side, or by staff and brokers of the region with a record of the side's consent. The second acceptance begins an engagement. If the
   * last place of the need or the last capacity of the expert was taken in the meantime, the proposal is SUPERSEDED instead, and `supersededBecause` states why.
   */
  respondToProposal?: Maybe<ProposalPayload>;
  /** PAUSED → ACTIVE. With a capacity of 0, `setExpertCapacity` does it instead. By the expert, or staff. */
  resumeExpert?: Maybe<ExpertPayload>;
  /** SUBMITTED → PUBLISHED, RETURNED or, when it is rejected, WITHDRAWN. By staff of its region. */
  reviewNeed?: Maybe<NeedPayload>;
  /**
   * Sets the number of simultaneous engagements of an expert: 0 makes an ACTIVE expert PAUSED, and more makes this expert ACTIVE again, unless `pauseExpert` paused the expert. A number up to
   * the present load is allowed: the engagements go on, and the expert is not eligible for new ones. By the expert, or staff.
   */
  setExpertCapacity?: Maybe<ExpertPayload>;
  /** DRAFT or RETURNED → SUBMITTED. By the viewers who may enter the need. */
  submitNeed?: Maybe<NeedPayload>;
  /** ACTIVE or PAUSED → SUSPENDED. By staff of the expert's region; for an invited expert, also by the staff who invited the expert. */
  suspendExpert?: Maybe<ExpertPayload>;
  /** Replaces the title, the purpose and the regions of a service team. By the secretary of its society, or staff of the society's region. */
  updateServiceTeam?: Maybe<ServiceTeamPayload>;
  /** Enters or changes the profile of a person. By the verified worker, staff of the person's region, or staff who invite a person of any region without a profile (`isInvited`). */
  upsertExpertProfile?: Maybe<ExpertPayload>;
  /**
   * Any status → WITHDRAWN: withdraws the consent of the person. The expert leaves all service teams, and the engagements go on. `upsertExpertProfile` with a new consent enters the profile again;
   * staff must still reinstate an expert whom they had suspended. By the expert, or staff.
   */
  withdrawExpert?: Maybe<ExpertPayload>;
  /** Any need that is not over → WITHDRAWN. By a user of its enterprise, or staff and brokers of its region. */
  withdrawNeed?: Maybe<NeedPayload>;
  /** Withdraws an open proposal. By staff and brokers of the region, or by the side that made it. */
  withdrawProposal?: Maybe<ProposalPayload>;
};


export type MutationAddMatchingModelArgs = {
  input: MatchingModelInput;
};


export type MutationAddTeamExpertsArgs = {
  input: TeamExpertsInput;
};


export type MutationAdoptMatchingModelArgs = {
  input: MatchingModelVersionInput;
};


export type MutationAdvanceEngagementArgs = {
  input: AdvanceEngagementInput;
};


export type MutationCancelMatchingRoundArgs = {
  input: CancelRoundInput;
};


export type MutationCloseMatchingRoundArgs = {
  input: ChangeRoundInput;
};


export type MutationComputeMatchingRoundArgs = {
  input: ChangeRoundInput;
};


export type MutationCreateNeedArgs = {
  input: NeedInput;
};


export type MutationCreateServiceTeamArgs = {
  input: ServiceTeamInput;
};


export type MutationDissolveServiceTeamArgs = {
  input: DissolveServiceTeamInput;
};


export type MutationImportEngagementsArgs = {
  input: ImportEngagementsInput;
};


export type MutationImportExpertsArgs = {
  input: ImportExpertsInput;
};


export type MutationImportMatchingFiguresArgs = {
  input: ImportFiguresInput;
};


export type MutationImportNeedsArgs = {
  input: ImportNeedsInput;
};


export type MutationImportPartnerContactsArgs = {
  input: ImportPartnerContactsInput;
};


export type MutationOpenMatchingRoundArgs = {
  input: RoundInput;
};


export type MutationPauseExpertArgs = {
  input: PauseExpertInput;
};


export type MutationProposeArgs = {
  input: ProposalInput;
};


export type MutationPublishMatchingRoundArgs = {
  input: ChangeRoundInput;
};


export type MutationRecomputeMatchingRoundArgs = {
  input: ChangeRoundInput;
};


export type MutationRecordEngagementOutcomeArgs = {
  input: OutcomeInput;
};


export type MutationRefitMatchingModelArgs = {
  input: MatchingModelVersionInput;
};


export type MutationReinstateExpertArgs = {
  input: ReinstateExpertInput;
};


export type MutationRemoveTeamExpertsArgs = {
  input: TeamExpertsInput;
};


export type MutationRespondToProposalArgs = {
  input: ProposalResponseInput;
};


export type MutationResumeExpertArgs = {
  input: ResumeExpertInput;
};


export type MutationReviewNeedArgs = {
  input: ReviewNeedInput;
};


export type MutationSetExpertCapacityArgs = {
  input: SetExpertCapacityInput;
};


export type MutationSubmitNeedArgs = {
  input: SubmitNeedInput;
};


export type MutationSuspendExpertArgs = {
  input: SuspendExpertInput;
};


export type MutationUpdateServiceTeamArgs = {
  input: UpdateServiceTeamInput;
};


export type MutationUpsertExpertProfileArgs = {
  input: ExpertProfileInput;
};


export type MutationWithdrawExpertArgs = {
  input: WithdrawExpertInput;
};


export type MutationWithdrawNeedArgs = {
  input: WithdrawNeedInput;
};


export type MutationWithdrawProposalArgs = {
  input: WithdrawProposalInput;
};

/** A technical or talent problem of an enterprise (需求). */
export type Need = {
  __typename?: 'Need';
  /** the present situation */
  background?: Maybe<Scalars['String']['output']>;
  /** the matchmaker (红娘) in charge */
  broker?: Maybe<Person>;
  budget?: Maybe<Measure>;
  /** the organizations that the enterprise declared as competitors, whose employees are not eligible; null unless the viewer is the enterprise, staff or a broker of the need's region, or an administrator */
  competitors?: Maybe<Array<Organization>>;
  confidentiality: Confidentiality;
  deadline?: Maybe<Scalars['Date']['output']>;
  description: Scalars['String']['output'];
  /** the latest start first, at most 100 */
  engagements: Array<Engagement>;
  enterprise?: Maybe<Organization>;
  id: Scalars['ID']['output'];
  industryCode?: Maybe<Scalars['ID']['output']>;
  /** the lowest acceptable title level: JUNIOR, INTERMEDIATE, ASSOCIATE_SENIOR, SENIOR or ACADEMICIAN */
  minTitleLevel?: Maybe<Scalars['String']['output']>;
  onsiteRequired: Scalars['Boolean']['output'];
  /** the period of the publication; null before the publication */
  period?: Maybe<Period>;
  /** the proposals that the viewer may see, the latest first, at most 100 */
  proposals: Array<Proposal>;
  /** null when the need is not published, or when only the period is known */
  publishedOn?: Maybe<Scalars['Date']['output']>;
  /** the number of experts that the enterprise looks for */
  quota: Scalars['Int']['output'];
  region?: Maybe<Region>;
  requiredSubjects: Array<SubjectWeight>;
  serviceModes: Array<ServiceMode>;
  status: NeedStatus;
  /** the reason why the need was returned, rejected or withdrawn */
  statusReason?: Maybe<Scalars['String']['output']>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  /** the desired result */
  targetOutcome?: Maybe<Scalars['String']['output']>;
  title: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};


/** A technical or talent problem of an enterprise (需求). */
export type NeedProposalsArgs = {
  statuses?: InputMaybe<Array<ProposalStatus>>;
};

export type NeedConnection = {
  __typename?: 'NeedConnection';
  edges: Array<NeedEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type NeedDecision =
  | 'PUBLISH'
  /** rejects the need for good; needs a reason */
  | 'REJECT'
  /** returns the need to the enterprise; needs a reason */
  | 'RETURN';

export type NeedEdge = {
  __typename?: 'NeedEdge';
  cursor: Scalars['String']['output'];
  node: Need;
  /** the score of the match with the text of a search, 0 to 1; null in other lists */
  score?: Maybe<Scalars['Decimal']['output']>;
};

export type NeedFilter = {
  deadlineBefore?: InputMaybe<Scalars['Date']['input']>;
  enterpriseIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  includeDescendants?: InputMaybe<Scalars['Boolean']['input']>;
  /** prefixes of codes in the list of industries, e.g. A01 */
  industryPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
  publishedFrom?: InputMaybe<Scalars['Date']['input']>;
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  serviceModes?: InputMaybe<Array<ServiceMode>>;
  statuses?: InputMaybe<Array<NeedStatus>>;
  /** prefixes of codes in the list of subjects, e.g. 610 */
  subjectPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type NeedInput = {
  background?: InputMaybe<Scalars['String']['input']>;
  brokerId?: InputMaybe<Scalars['ID']['input']>;
  budget?: InputMaybe<MoneyInput>;
  /** a repeated request with the same id and input returns the same need */
  clientMutationId: Scalars['String']['input'];
  /** the organizations that the enterprise declares as competitors, at most 20; their employees are not eligible, and only the enterprise, staff and brokers can read them */
  competitorIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  confidentiality?: Confidentiality;
  /** later than today, and at most ten years ahead */
  deadline?: InputMaybe<Scalars['Date']['input']>;
  /** 50 to 5000 characters */
  description: Scalars['String']['input'];
  enterpriseId: Scalars['ID']['input'];
  industryCode?: InputMaybe<Scalars['ID']['input']>;
  minTitleLevel?: InputMaybe<Scalars['String']['input']>;
  onsiteRequired?: Scalars['Boolean']['input'];
  /** 1 to 10 */
  quota?: Scalars['Int']['input'];
  regionCode: Scalars['ID']['input'];
  /** 1 to 5 subjects, whose weights add up to 1 */
  requiredSubjects: Array<SubjectWeightInput>;
  serviceModes: Array<ServiceMode>;
  targetOutcome?: InputMaybe<Scalars['String']['input']>;
  /** 5 to 60 characters */
  title: Scalars['String']['input'];
};

export type NeedPayload = {
  __typename?: 'NeedPayload';
  need?: Maybe<Need>;
  userErrors: Array<UserError>;
};

export type NeedRecommendation = {
  __typename?: 'NeedRecommendation';
  explanation: MatchExplanation;
  need: Need;
  /** the position in the list, from 1 */
  rank: Scalars['Int']['output'];
};

/** A need as in `NeedInput`, but the description may be shorter. A column that is left out changes nothing, and null empties it. */
export type NeedRow = {
  background?: InputMaybe<Scalars['String']['input']>;
  brokerId?: InputMaybe<Scalars['ID']['input']>;
  budget?: InputMaybe<MoneyInput>;
  /** at most 20 */
  competitorIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** of a new need MEMBERS unless stated */
  confidentiality?: InputMaybe<Confidentiality>;
  deadline?: InputMaybe<Scalars['Date']['input']>;
  description: Scalars['String']['input'];
  enterpriseId: Scalars['ID']['input'];
  industryCode?: InputMaybe<Scalars['ID']['input']>;
  /** the client's own stable key of the row, 1 to 100 characters: a later import with the same key and county changes the same record */
  key: Scalars['String']['input'];
  minTitleLevel?: InputMaybe<Scalars['String']['input']>;
  onsiteRequired?: InputMaybe<Scalars['Boolean']['input']>;
  periodAssumed?: InputMaybe<Scalars['Boolean']['input']>;
  periodFrom?: InputMaybe<Scalars['Date']['input']>;
  /** the period of the publication in the words of the source, when the day is not stated */
  periodLabel?: InputMaybe<Scalars['String']['input']>;
  periodTo?: InputMaybe<Scalars['Date']['input']>;
  /** not in the future */
  publishedOn?: InputMaybe<Scalars['Date']['input']>;
  /** 1 to 10; of a new need 1 unless stated */
  quota?: InputMaybe<Scalars['Int']['input']>;
  regionCode: Scalars['ID']['input'];
  requiredSubjects: Array<SubjectWeightInput>;
  serviceModes: Array<ServiceMode>;
  /** of a new need PUBLISHED unless stated; it does not change an existing need */
  status?: InputMaybe<NeedStatus>;
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
  targetOutcome?: InputMaybe<Scalars['String']['input']>;
  title: Scalars['String']['input'];
};

export type NeedSort = {
  direction?: SortDirection;
  field: NeedSortField;
};

export type NeedSortField =
  | 'BUDGET'
  | 'DEADLINE'
  | 'PUBLISHED_ON'
  | 'UPDATED_AT';

export type NeedStatus =
  | 'DRAFT'
  /** its deadline passed while it was PUBLISHED or MATCHING */
  | 'EXPIRED'
  /** at least one engagement is agreed and not over */
  | 'IN_ENGAGEMENT'
  /** engagements are in negotiation, as many as `quota` */
  | 'MATCHED'
  /** has open proposals, or looks for experts again after all engagements were terminated */
  | 'MATCHING'
  /** engagements are in negotiation, but fewer than `quota` */
  | 'PARTIALLY_MATCHED'
  | 'PUBLISHED'
  | 'RESOLVED'
  /** returned to the enterprise, with a reason */
  | 'RETURNED'
  | 'SUBMITTED'
  | 'UNRESOLVED'
  | 'WITHDRAWN';

/** The weights of the factors of how well the expert fits the need. */
export type NeedWeights = {
  __typename?: 'NeedWeights';
  experience: Scalars['Decimal']['output'];
  load: Scalars['Decimal']['output'];
  logistics: Scalars['Decimal']['output'];
  quality: Scalars['Decimal']['output'];
  subject: Scalars['Decimal']['output'];
  text: Scalars['Decimal']['output'];
};

export type NeedWeightsInput = {
  experience: Scalars['Decimal']['input'];
  load: Scalars['Decimal']['input'];
  logistics: Scalars['Decimal']['input'];
  quality: Scalars['Decimal']['input'];
  subject: Scalars['Decimal']['input'];
  text: Scalars['Decimal']['input'];
};

export type Organization = {
  __typename?: 'Organization';
  /** True when the users of this enterprise may enter needs, because an active enterprise association has it as host and neither is suspended. Null when the organization is not an enterprise. */
  acceptsNeeds?: Maybe<Scalars['Boolean']['output']>;
  /** Engagements at the enterprise, the latest start first. */
  engagements?: Maybe<EngagementConnection>;
  id: Scalars['ID']['output'];
  /** Needs of the enterprise that the viewer may see, the latest publication first. */
  needs?: Maybe<NeedConnection>;
  /** The active service teams of the society, in the order of their formation. */
  serviceTeams?: Maybe<ServiceTeamConnection>;
};


export type OrganizationEngagementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type OrganizationNeedsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<NeedStatus>>;
};


export type OrganizationServiceTeamsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The outcome of an engagement (成效). */
export type Outcome = {
  __typename?: 'Outcome';
  economicBenefit?: Maybe<Measure>;
  /** rating of the expert by the enterprise, 1 to 5 */
  enterpriseRating?: Maybe<Scalars['Int']['output']>;
  /** true while the rating by the enterprise is one that staff recorded from paper; the enterprise's own rating replaces it */
  enterpriseRatingOnPaper: Scalars['Boolean']['output'];
  /** rating of the enterprise by the expert, 1 to 5 */
  expertRating?: Maybe<Scalars['Int']['output']>;
  /** true while the rating by the expert is one that staff recorded from paper; the expert's own rating replaces it */
  expertRatingOnPaper: Scalars['Boolean']['output'];
  /** papers, patents, products, standards … */
  outputs: Array<Scalars['String']['output']>;
  recordedOn: Scalars['Date']['output'];
  resolved: Scalars['Boolean']['output'];
};

export type OutcomeInput = {
  economicBenefit?: InputMaybe<MoneyInput>;
  /** 1 to 5 */
  enterpriseRating?: InputMaybe<Scalars['Int']['input']>;
  expectedVersion: Scalars['Int']['input'];
  /** 1 to 5 */
  expertRating?: InputMaybe<Scalars['Int']['input']>;
  id: Scalars['ID']['input'];
  /** at most 20 */
  outputs: Array<Scalars['String']['input']>;
  /** not in the future */
  recordedOn: Scalars['Date']['input'];
  resolved: Scalars['Boolean']['input'];
};

/** The position of a page in its list (Relay). */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A contact of an association with a partner (对接单位). */
export type PartnerContact = {
  __typename?: 'PartnerContact';
  cooperationKinds: Array<CooperationKind>;
  id: Scalars['ID']['output'];
  note?: Maybe<Scalars['String']['output']>;
  organization?: Maybe<Organization>;
  period?: Maybe<Period>;
  policyTags: Array<PolicyTag>;
  /** the region of the association that maintains the contact */
  region?: Maybe<Region>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  version: Scalars['Int']['output'];
};

export type PartnerContactConnection = {
  __typename?: 'PartnerContactConnection';
  edges: Array<PartnerContactEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type PartnerContactEdge = {
  __typename?: 'PartnerContactEdge';
  cursor: Scalars['String']['output'];
  node: PartnerContact;
};

/** A contact. A column that is left out changes nothing, and null empties it. */
export type PartnerContactRow = {
  cooperationKinds: Array<CooperationKind>;
  /** the client's own stable key of the row, 1 to 100 characters: a later import with the same key and county changes the same record */
  key: Scalars['String']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  organizationId: Scalars['ID']['input'];
  periodAssumed?: InputMaybe<Scalars['Boolean']['input']>;
  periodFrom?: InputMaybe<Scalars['Date']['input']>;
  periodLabel?: InputMaybe<Scalars['String']['input']>;
  periodTo?: InputMaybe<Scalars['Date']['input']>;
  policyTags?: InputMaybe<Array<PolicyTag>>;
  regionCode: Scalars['ID']['input'];
  synthetic?: InputMaybe<Scalars['Boolean']['input']>;
};

export type PauseExpertInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  /** the day on which the expert is available again: later than today, and at most ten years ahead; without it the expert is paused until `resumeExpert` */
  until?: InputMaybe<Scalars['Date']['input']>;
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
  expertProfile?: Maybe<ExpertProfile>;
  id: Scalars['ID']['output'];
};

/** The policy that a contact serves. */
export type PolicyTag =
  /** 东融: towards the Guangdong–Hong Kong–Macao Greater Bay Area */
  | 'EASTWARD_INTEGRATION'
  /** 珠江—西江经济带 */
  | 'PEARL_RIVER_XIJIANG_BELT'
  /** 乡村振兴 */
  | 'RURAL_REVITALIZATION';

/** A proposal (对接建议) of an expert for a need, to which both sides must agree. */
export type Proposal = {
  __typename?: 'Proposal';
  /** at most one of each side */
  answers: Array<ProposalAnswer>;
  /** the sides that have not answered; empty when the proposal is closed */
  awaits: Array<Side>;
  createdAt: Scalars['DateTime']['output'];
  declineReason?: Maybe<DeclineReason>;
  declinedBy?: Maybe<Side>;
  /** the engagement that began with the second acceptance */
  engagement?: Maybe<Engagement>;
  expert: ExpertProfile;
  /**
   * 24:00 in Asia/Shanghai of the fifth working day after the day of the proposal. From 2020 to 2026 the public holidays and make-up working days (调休) of China count as 国务院办公厅
   * announced them; in later years only weekends are days off.
   */
  expiresAt: Scalars['DateTime']['output'];
  /** the explanation when the proposal was made */
  explanation?: Maybe<MatchExplanation>;
  /** the whole hours until the proposal expires; null when it is closed */
  hoursLeft?: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  /** the mutual score when the proposal was made */
  mutualScore?: Maybe<Scalars['Decimal']['output']>;
  need?: Maybe<Need>;
  note?: Maybe<Scalars['String']['output']>;
  origin: ProposalOrigin;
  /** the round that made the proposal; null for other origins */
  roundId?: Maybe<Scalars['ID']['output']>;
  status: ProposalStatus;
  supersededBecause?: Maybe<SupersededBecause>;
  version: Scalars['Int']['output'];
  withdrawnBecause?: Maybe<Scalars['String']['output']>;
};

/** The answer of a side to a proposal. */
export type ProposalAnswer = {
  __typename?: 'ProposalAnswer';
  accepted: Scalars['Boolean']['output'];
  at: Scalars['DateTime']['output'];
  /** true when staff or a broker recorded the answer with the consent of the side */
  byBroker: Scalars['Boolean']['output'];
  comment?: Maybe<Scalars['String']['output']>;
  /** null when the side accepted */
  reason?: Maybe<DeclineReason>;
  /** how the side consented; null when the side answered */
  recordedConsent?: Maybe<Scalars['String']['output']>;
  side: Side;
};

export type ProposalConnection = {
  __typename?: 'ProposalConnection';
  edges: Array<ProposalEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ProposalEdge = {
  __typename?: 'ProposalEdge';
  cursor: Scalars['String']['output'];
  node: Proposal;
};

export type ProposalFilter = {
  enterpriseId?: InputMaybe<Scalars['ID']['input']>;
  expertId?: InputMaybe<Scalars['ID']['input']>;
  /** only open proposals that expire before this instant */
  expiringBefore?: InputMaybe<Scalars['DateTime']['input']>;
  needId?: InputMaybe<Scalars['ID']['input']>;
  origin?: InputMaybe<ProposalOrigin>;
  /** regions of the needs */
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  roundId?: InputMaybe<Scalars['ID']['input']>;
  /** an overdue proposal is EXPIRED */
  statuses?: InputMaybe<Array<ProposalStatus>>;
};

export type ProposalInput = {
  /** a repeated request with the same id and input returns the same proposal */
  clientMutationId: Scalars['String']['input'];
  expertId: Scalars['ID']['input'];
  needId: Scalars['ID']['input'];
  /** at most 1000 characters */
  note?: InputMaybe<Scalars['String']['input']>;
  /** BROKER or RECOMMENDER by staff and brokers, ENTERPRISE by the enterprise of the need, EXPERT by the expert */
  origin: ProposalOrigin;
};

/** The origin of a proposal. */
export type ProposalOrigin =
  /** staff or a broker */
  | 'BROKER'
  | 'ENTERPRISE'
  | 'EXPERT'
  /** staff or a broker, who followed `recommendExperts` */
  | 'RECOMMENDER'
  /** a matching round (对接会); clients cannot state it */
  | 'ROUND';

export type ProposalPayload = {
  __typename?: 'ProposalPayload';
  /** the engagement that began with the second acceptance */
  engagement?: Maybe<Engagement>;
  proposal?: Maybe<Proposal>;
  userErrors: Array<UserError>;
};

export type ProposalResponseInput = {
  accept: Scalars['Boolean']['input'];
  /** at most 1000 characters */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** how the side consented; required when staff or a broker records the answer, and only then */
  consentRecord?: InputMaybe<Scalars['String']['input']>;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** required for a decline */
  reason?: InputMaybe<DeclineReason>;
  /** the side that answers */
  side: Side;
};

export type ProposalSort = {
  direction?: SortDirection;
  field: ProposalSortField;
};

export type ProposalSortField =
  | 'CREATED_AT'
  | 'EXPIRES_AT'
  | 'MUTUAL_SCORE';

export type ProposalStatus =
  /** the engagement was agreed */
  | 'CONVERTED'
  | 'DECLINED'
  /** waits for the answer of the expert */
  | 'ENTERPRISE_ACCEPTED'
  /** waits for the answer of the enterprise */
  | 'EXPERT_ACCEPTED'
  /** five working days passed without both answers */
  | 'EXPIRED'
  /** the engagement is in negotiation, or was terminated before it was agreed */
  | 'MUTUALLY_ACCEPTED'
  | 'PROPOSED'
  /** could no longer be accepted; `supersededBecause` states why */
  | 'SUPERSEDED'
  | 'WITHDRAWN';

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
  /** The proposals of a region and the regions below it that a side can still answer, the earliest expiry first. By staff and brokers of the region. */
  brokerBoard: ProposalConnection;
  /** An engagement by id, or null. */
  engagement?: Maybe<Engagement>;
  /** Engagements, the latest start first. Engagements whose day is not stated come last. */
  engagements: EngagementConnection;
  /** The enumerations of the schema with labels in Chinese and English, with one section for each service. A section is null, with an error, while its service is unavailable. */
  enumerations?: Maybe<Enumerations>;
  /** An expert profile by id, or null. */
  expert?: Maybe<ExpertProfile>;
  /** How the load is distributed over the ACTIVE experts, at present, and the proposals of the last 365 days. Only proposals for needs that the viewer may see count. */
  expertLoadStats: ExpertLoadStats;
  /** The expert pool (专家库), by default the experts with the most completed engagements first. Withdrawn profiles are listed only if the filter names their status. */
  experts: ExpertConnection;
  /** Explains how well a need and an expert fit each other. RECENT_DECLINE and the evidence from answers to proposals are only in the response to viewers who may see a proposal of the pair. */
  explainMatch: MatchExplanation;
  /** Industries (行业, GB/T 4754-2017) that are directly below `parent` and match the text by name or the beginning of the code. Without arguments, the sections. */
  industries: Array<Industry>;
  /** The versions of the weights of the matchmaker, the latest first. */
  matchingModels: Array<MatchingModel>;
  /** A matching round (对接会) by id. Null when it does not exist, or has not been published and the viewer is not staff or broker of its region. */
  matchingRound?: Maybe<MatchingRound>;
  /** Matching rounds that the viewer may see, the latest first. All viewers see those that have been published. */
  matchingRounds: MatchingRoundConnection;
  /**
   * The funnel from needs to results: needs → proposals → mutuallyAccepted → engagements → resolved, by up to three dimensions. Only needs that the viewer may see count, and proposals for
   * them. Needs count by the day of publication, proposals by the day on which they were made, engagements by their start. A record whose day is not stated counts when its period lies
   * wholly within `from` and `to`. Its YEAR is UNKNOWN unless its period lies within one year.
   */
  matchingStats: Array<MatchingStatRow>;
  /** The needs of the enterprises for which the signed-in user acts, in any status, the latest publication first. UNAUTHENTICATED without a token. */
  myNeeds: NeedConnection;
  /** The proposals to the signed-in expert, the latest first. UNAUTHENTICATED without a token. */
  myProposals: ProposalConnection;
  /** A need (需求) by id. Null when it does not exist or the viewer may not see it. */
  need?: Maybe<Need>;
  /** Needs that the viewer may see, by default the latest publication first. */
  needs: NeedConnection;
  /** Contacts of associations with partners (对接单位), in a region and the regions below it. */
  partnerContacts: PartnerContactConnection;
  /** A proposal (对接建议) by id. Null when it does not exist or the viewer may not see it. */
  proposal?: Maybe<Proposal>;
  /** Proposals that the viewer may see, by default the latest first. The enterprise of the need, the expert's person, and staff and brokers of the need's region see a proposal. */
  proposals: ProposalConnection;
  /**
   * Experts who may fit a need, the best mutual score first (双向红娘). Experts who lack only free capacity or consent come last and are not `eligible`. If the need is no longer
   * open, no expert is `eligible`. `first` is at most 100. `excludeProposed` leaves out experts with an open or accepted proposal for the need, and experts of pairs that a side declined in the
   * last 180 days are always left out; both only if the viewer may see the proposal. With `teamIds`, the experts are those of these ACTIVE service teams (专家服务团), at most 20. `modelVersion` selects earlier weights; the default is the version that was adopted last.
   */
  recommendExperts: Array<ExpertRecommendation>;
  /** Open needs that may fit an expert and that the viewer may see, the best mutual score first. Pairs that a side declined in the last 180 days are left out if the viewer may see the proposal. */
  recommendNeeds: Array<NeedRecommendation>;
  /** Experts whose name, title, employer, subjects, keywords, summary or engagements match the text, the best match first. 1 to 200 characters. Withdrawn profiles are found only if the filter names their status. */
  searchExperts: ExpertConnection;
  /** Needs whose words match the text, the best match first. 1 to 200 characters. */
  searchNeeds: NeedConnection;
  /** A service team (专家服务团) by id, or null. */
  serviceTeam?: Maybe<ServiceTeam>;
  /** Service teams of societies, in the order of their formation. */
  serviceTeams: ServiceTeamConnection;
  /** Subjects (学科, GB/T 13745-2009) that are directly below `parent`, have this level (1 to 3), and match the text by name or the beginning of the code. Without arguments, the first level. */
  subjects: Array<Subject>;
  /** The subjects that a text of 1 to 5000 characters suggests, because similar profiles have them or because it names a field; the strongest first, at most three. */
  suggestSubjects: Array<SuggestedSubject>;
  /**
   * Why a need or an expert has a free place after a round. Null when it has none, or did not take part. Name exactly one of the two. By the enterprise of the need and by the expert, after the publication;
   * by staff and brokers of the round's region, after the computation.
   */
  whyNotMatched?: Maybe<UnmatchedAgent>;
};


export type QueryAnnualReportArgs = {
  region: Scalars['ID']['input'];
  year: Scalars['Int']['input'];
};


export type QueryBrokerBoardArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  region: Scalars['ID']['input'];
};


export type QueryEngagementArgs = {
  id: Scalars['ID']['input'];
};


export type QueryEngagementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EngagementFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryExpertArgs = {
  id: Scalars['ID']['input'];
};


export type QueryExpertLoadStatsArgs = {
  filter?: InputMaybe<ExpertLoadFilter>;
};


export type QueryExpertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExpertFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<Array<ExpertSort>>;
};


export type QueryExplainMatchArgs = {
  expertId: Scalars['ID']['input'];
  modelVersion?: InputMaybe<Scalars['String']['input']>;
  needId: Scalars['ID']['input'];
};


export type QueryIndustriesArgs = {
  parent?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};


export type QueryMatchingRoundArgs = {
  id: Scalars['ID']['input'];
};


export type QueryMatchingRoundsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RoundFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryMatchingStatsArgs = {
  filter?: InputMaybe<MatchingStatsFilter>;
  groupBy: Array<MatchingDimension>;
};


export type QueryMyNeedsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<NeedStatus>>;
};


export type QueryMyProposalsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<ProposalStatus>>;
};


export type QueryNeedArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNeedsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NeedFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<Array<NeedSort>>;
};


export type QueryPartnerContactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  region?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryProposalArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProposalsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProposalFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<Array<ProposalSort>>;
};


export type QueryRecommendExpertsArgs = {
  excludeProposed?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  minScore?: InputMaybe<Scalars['Decimal']['input']>;
  modelVersion?: InputMaybe<Scalars['String']['input']>;
  needId: Scalars['ID']['input'];
  teamIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};


export type QueryRecommendNeedsArgs = {
  expertId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  modelVersion?: InputMaybe<Scalars['String']['input']>;
};


export type QuerySearchExpertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExpertFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  text: Scalars['String']['input'];
};


export type QuerySearchNeedsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NeedFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  text: Scalars['String']['input'];
};


export type QueryServiceTeamArgs = {
  id: Scalars['ID']['input'];
};


export type QueryServiceTeamsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ServiceTeamFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySubjectsArgs = {
  level?: InputMaybe<Scalars['Int']['input']>;
  parent?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};


export type QuerySuggestSubjectsArgs = {
  text: Scalars['String']['input'];
};


export type QueryWhyNotMatchedArgs = {
  expertId?: InputMaybe<Scalars['ID']['input']>;
  needId?: InputMaybe<Scalars['ID']['input']>;
  roundId: Scalars['ID']['input'];
};

export type Region = {
  __typename?: 'Region';
  code: Scalars['ID']['output'];
};

export type ReinstateExpertInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
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

export type ResumeExpertInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
};

export type ReviewNeedInput = {
  decision: NeedDecision;
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** required for RETURN and REJECT */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Why work on a round failed, or why a pair was not proposed. */
export type RoundFailure = {
  __typename?: 'RoundFailure';
  /** the code of a user error, or TIME_LIMIT, MEMORY_LIMIT, STOPPED, INTERRUPTED or INTERNAL */
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
};

/** The figures of a computation. */
export type RoundFigures = {
  __typename?: 'RoundFigures';
  /** the pairs that meet all constraints and both lowest scores */
  acceptablePairs: Scalars['Int']['output'];
  /** acceptable pairs that both sides would prefer to what they have, by an independent check over all acceptable pairs */
  blockingPairs: Scalars['Int']['output'];
  capacityViolations: Scalars['Int']['output'];
  computeSeconds: Scalars['Decimal']['output'];
  computedAt: Scalars['DateTime']['output'];
  experts: Scalars['Int']['output'];
  /** pairs that were kept from earlier publications; their places are not given up, so the check counts no blocking pairs for them */
  frozenPairs: Scalars['Int']['output'];
  /** SHA-256 of the frozen inputs and of the pairs, in hexadecimal: the same inputs always give the same pairs */
  inputHash: Scalars['String']['output'];
  matchedPairs: Scalars['Int']['output'];
  needs: Scalars['Int']['output'];
  /** pairs that are unacceptable, unknown or made twice, and kept pairs that are missing */
  otherFaults: Scalars['Int']['output'];
  outputHash: Scalars['String']['output'];
  /** the places of all needs in the round: the quotas without engagements and open proposals from elsewhere */
  places: Scalars['Int']['output'];
  quotaViolations: Scalars['Int']['output'];
};

export type RoundFilter = {
  /** regions of the rounds, with the regions below them */
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<RoundStatus>>;
};

export type RoundInput = {
  /** a repeated request with the same id and input returns the same round */
  clientMutationId: Scalars['String']['input'];
  /** the earliest time of the computation: later than now, and at most ten years ahead; without it the round can be computed at once */
  freezeAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** 0 to 1 */
  minExpertScore: Scalars['Decimal']['input'];
  /** 0 to 1 */
  minNeedScore: Scalars['Decimal']['input'];
  /** the version of the weights; the adopted one unless stated */
  modelVersion?: InputMaybe<Scalars['String']['input']>;
  /** at most 500 needs in the region; all of its open needs unless stated */
  needIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** the side for which the result is the best of all stable ones */
  proposingSide?: Side;
  regionCode: Scalars['ID']['input'];
  /** at most 20 service teams, whose experts take part; all experts unless stated */
  serviceTeamIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** at most 100 characters; random unless stated */
  tieSeed?: InputMaybe<Scalars['String']['input']>;
  /** 2 to 60 characters */
  title: Scalars['String']['input'];
};

/** A pair of a round. */
export type RoundPair = {
  __typename?: 'RoundPair';
  expert: ExpertProfile;
  /** how well the need fits the expert; null for a confirmed pair that is no longer acceptable */
  expertScore?: Maybe<Scalars['Decimal']['output']>;
  /** true when the pair was kept from an earlier publication */
  isConfirmed: Scalars['Boolean']['output'];
  need?: Maybe<Need>;
  /** how well the expert fits the need; null for a confirmed pair that is no longer acceptable */
  needScore?: Maybe<Scalars['Decimal']['output']>;
  /** why the publication could not propose the pair; null when it could, and before */
  notProposed?: Maybe<RoundFailure>;
  /** null before the publication */
  proposal?: Maybe<Proposal>;
};

export type RoundPairConnection = {
  __typename?: 'RoundPairConnection';
  edges: Array<RoundPairEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type RoundPairEdge = {
  __typename?: 'RoundPairEdge';
  cursor: Scalars['String']['output'];
  node: RoundPair;
};

export type RoundPhase =
  /** the independent check of stability */
  | 'CHECKING'
  /** the reasons for free places */
  | 'EXPLAINING'
  /** needs and experts are read */
  | 'FREEZING'
  /** proposals are made */
  | 'PROPOSING'
  | 'SCORING'
  | 'SOLVING'
  | 'STARTING'
  | 'STORING';

export type RoundProgress = {
  __typename?: 'RoundProgress';
  phase: RoundPhase;
  /** the part of the phase that is done, 0 to 1 */
  share: Scalars['Decimal']['output'];
};

export type RoundStatus =
  | 'CANCELLED'
  | 'CLOSED'
  /** needs and experts may still change */
  | 'COLLECTING'
  | 'COMPUTED'
  /** the inputs are frozen, and a replica computes the pairs */
  | 'COMPUTING'
  /** the computation failed; `failure` states why, and it can be begun again */
  | 'FAILED'
  | 'PUBLISHED'
  /** proposals are being made */
  | 'PUBLISHING';

/** The result of one row of an import. */
export type RowOutcome =
  | 'CREATED'
  /** see the errors of the row; other rows are not affected */
  | 'REJECTED'
  /** the same row was imported before */
  | 'UNCHANGED'
  | 'UPDATED';

/** One factor of a score. The contributions of a side add up to its score. */
export type ScorePart = {
  __typename?: 'ScorePart';
  /** weight × value */
  contribution: Scalars['Decimal']['output'];
  /** the reasons for the value: codes, words, places */
  evidence: Array<Scalars['String']['output']>;
  /** subject, text, experience, quality, logistics, load and exploration; mode, reliability and policy */
  factor: Scalars['String']['output'];
  side: ScoreSide;
  /** 0 to 1 */
  value: Scalars['Decimal']['output'];
  weight: Scalars['Decimal']['output'];
};

/** The side to whose score a part belongs. */
export type ScoreSide =
  /** how well the need fits the expert */
  | 'EXPERT'
  /** how well the expert fits the need */
  | 'NEED';

/** The way in which an expert serves an enterprise. */
export type ServiceMode =
  /** 咨询 */
  | 'CONSULTING'
  /** 联合研发 */
  | 'JOINT_RD'
  /** 人才合作 */
  | 'TALENT_COOPERATION'
  /** 技术指导 */
  | 'TECHNICAL_GUIDANCE'
  /** 成果转化 */
  | 'TECHNOLOGY_TRANSFER'
  /** 检测 */
  | 'TESTING'
  /** 培训 */
  | 'TRAINING';

/** A service team (专家服务团): the experts whom a society sends to enterprises. */
export type ServiceTeam = {
  __typename?: 'ServiceTeam';
  expertCount: Scalars['Int']['output'];
  /** in the order in which their profiles were entered */
  experts: ExpertConnection;
  id: Scalars['ID']['output'];
  /** the society that owns the team */
  organization?: Maybe<Organization>;
  purpose?: Maybe<Scalars['String']['output']>;
  /** the regions that the team serves, 1 to 20 */
  regions: Array<Region>;
  status: ServiceTeamStatus;
  /** the five subjects that most experts of the team have */
  subjects: Array<TeamSubject>;
  /** placeholder data (占位), not for publication */
  synthetic: Scalars['Boolean']['output'];
  title: Scalars['String']['output'];
  /** changes of the profiles and memberships of experts do not raise it */
  version: Scalars['Int']['output'];
};


/** A service team (专家服务团): the experts whom a society sends to enterprises. */
export type ServiceTeamExpertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ServiceTeamConnection = {
  __typename?: 'ServiceTeamConnection';
  edges: Array<ServiceTeamEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ServiceTeamEdge = {
  __typename?: 'ServiceTeamEdge';
  cursor: Scalars['String']['output'];
  node: ServiceTeam;
};

export type ServiceTeamFilter = {
  /** societies that own the teams */
  organizationIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** teams that serve one of these regions, a region below it, or one that contains it */
  regions?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** ACTIVE unless stated */
  statuses?: InputMaybe<Array<ServiceTeamStatus>>;
  /** prefixes of codes in the list of subjects, e.g. 610: one of the five subjects of the team has it */
  subjectPrefixes?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type ServiceTeamInput = {
  /** a repeated request with the same id and input returns the same team */
  clientMutationId: Scalars['String']['input'];
  /** the society */
  organizationId: Scalars['ID']['input'];
  /** at most 1000 characters */
  purpose?: InputMaybe<Scalars['String']['input']>;
  /** the regions that the team serves, 1 to 20 */
  regionCodes: Array<Scalars['ID']['input']>;
  /** 2 to 60 characters */
  title: Scalars['String']['input'];
};

export type ServiceTeamPayload = {
  __typename?: 'ServiceTeamPayload';
  serviceTeam?: Maybe<ServiceTeam>;
  userErrors: Array<UserError>;
};

export type ServiceTeamStatus =
  | 'ACTIVE'
  | 'DISSOLVED';

export type SetExpertCapacityInput = {
  availableFrom?: InputMaybe<Scalars['Date']['input']>;
  /** 0 to 10; up to the present load, the expert is not eligible for new needs */
  capacity: Scalars['Int']['input'];
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
};

/** A side of a proposal. */
export type Side =
  | 'ENTERPRISE'
  | 'EXPERT';

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

/** A subject (学科) of GB/T 13745-2009: 3, 5 or 7 digits. */
export type Subject = {
  __typename?: 'Subject';
  children: Array<Subject>;
  code: Scalars['ID']['output'];
  /** 1 to 3 */
  level: Scalars['Int']['output'];
  name: Scalars['String']['output'];
  parent?: Maybe<Subject>;
  /** subjects of other branches that are related in practice */
  related: Array<Subject>;
};

/** A subject with its weight. The weights of a need add up to 1. The weight of an expert's subject is the expert's strength in it (more than 0, at most 1). */
export type SubjectWeight = {
  __typename?: 'SubjectWeight';
  code: Scalars['ID']['output'];
  weight: Scalars['Decimal']['output'];
};

export type SubjectWeightInput = {
  code: Scalars['ID']['input'];
  weight: Scalars['Decimal']['input'];
};

export type SubmitNeedInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
};

/** A subject that a text suggests. */
export type SuggestedSubject = {
  __typename?: 'SuggestedSubject';
  /** its share of the evidence, 0 to 1 */
  share: Scalars['Decimal']['output'];
  subject: Subject;
};

export type SupersededBecause =
  /** the expert has no free capacity */
  | 'EXPERT_FULL'
  /** the expert was suspended, or is otherwise not available */
  | 'EXPERT_UNAVAILABLE'
  /** the need was withdrawn, expired or ended */
  | 'NEED_CLOSED'
  /** all places of the need are taken */
  | 'NEED_FILLED';

export type SuspendExpertInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type TeamExpertsInput = {
  /** without it the change applies to any version */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 100 */
  expertIds: Array<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};

/** A subject of a service team. */
export type TeamSubject = {
  __typename?: 'TeamSubject';
  code: Scalars['ID']['output'];
  /** the number of experts of the team who have the subject */
  experts: Scalars['Int']['output'];
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

/** A need or an expert with a free place after a round. The numbers of filled places are the same in every stable result, so this is a fact about supply and demand. */
export type UnmatchedAgent = {
  __typename?: 'UnmatchedAgent';
  /** the number of acceptable partners; null for an expert who asks, because some needs may be hidden from the expert */
  acceptable?: Maybe<Scalars['Int']['output']>;
  /** the most preferred acceptable partners without a pair, at most three, without needs that the viewer may not see */
  best: Array<UnmatchedPartner>;
  /** null for a need */
  expert?: Maybe<ExpertProfile>;
  /**
   * For the reason NO_ACCEPTABLE: how many agents of the other side violate which constraint, the most frequent first. SCORE counts those that violate none: they share no field with the agent, or a score is
   * below the lowest one. Null for other reasons, for an expert who asks, and for rounds that an earlier version computed.
   */
  failedConstraints?: Maybe<Array<ConstraintCount>>;
  filled: Scalars['Int']['output'];
  /** null for an expert */
  need?: Maybe<Need>;
  /** its places in the round, and how many of them are filled */
  places: Scalars['Int']['output'];
  reason: UnmatchedReason;
  /** the reason in a Chinese sentence */
  sentence: Scalars['String']['output'];
};

export type UnmatchedAgentConnection = {
  __typename?: 'UnmatchedAgentConnection';
  edges: Array<UnmatchedAgentEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type UnmatchedAgentEdge = {
  __typename?: 'UnmatchedAgentEdge';
  cursor: Scalars['String']['output'];
  node: UnmatchedAgent;
};

export type UnmatchedObstacle =
  | 'FULL_WITH_BETTER'
  | 'FULL_WITH_CONFIRMED'
  /** nothing; the result is not stable */
  | 'NONE'
  | 'NO_PLACES';

export type UnmatchedPartner = {
  __typename?: 'UnmatchedPartner';
  /** null for a need */
  expert?: Maybe<ExpertProfile>;
  /** null for an expert */
  need?: Maybe<Need>;
  obstacle: UnmatchedObstacle;
  /** the score of the partner for the need or expert with the free place */
  ownScore: Scalars['Decimal']['output'];
  /** the score of the need or expert with the free place for the partner */
  partnerScore: Scalars['Decimal']['output'];
};

export type UnmatchedReason =
  /** all acceptable partners are full, some with confirmed pairs, or have no places */
  | 'ALL_FULL'
  /** all acceptable partners are full with partners that they prefer */
  | 'ALL_FULL_WITH_BETTER'
  /** a blocking pair exists: the result is not stable and cannot be published */
  | 'BLOCKED'
  /** no partner meets the constraints and both lowest scores */
  | 'NO_ACCEPTABLE'
  /** some of the places are filled */
  | 'PARTLY';

export type UpdateServiceTeamInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  /** at most 1000 characters; without it the team has none */
  purpose?: InputMaybe<Scalars['String']['input']>;
  /** the regions that the team serves, 1 to 20 */
  regionCodes: Array<Scalars['ID']['input']>;
  /** 2 to 60 characters */
  title: Scalars['String']['input'];
};

/** The reason why a mutation changed nothing. `code` is for programs, `message` is for people, and `path` names the input field. */
export type UserError = {
  __typename?: 'UserError';
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
  path?: Maybe<Array<Scalars['String']['output']>>;
};

export type WithdrawExpertInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type WithdrawNeedInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type WithdrawProposalInput = {
  expectedVersion: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
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
  Engagement: Engagement;
  ExpertProfile: ExpertProfile;
  Industry: Industry;
  MatchingRound: MatchingRound;
  Need: Need;
  Organization: Organization;
  PartnerContact: PartnerContact;
  Person: Person;
  Proposal: Proposal;
  ServiceTeam: ServiceTeam;
  Subject: Subject;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AnnualReport:
    ( { __typename: 'AnnualReport' }
    & GraphQLRecursivePick<FederationTypes['AnnualReport'], {"regionCode":true,"year":true}> );
  Engagement:
    ( { __typename: 'Engagement' }
    & GraphQLRecursivePick<FederationTypes['Engagement'], {"id":true}> );
  ExpertProfile:
    ( { __typename: 'ExpertProfile' }
    & GraphQLRecursivePick<FederationTypes['ExpertProfile'], {"id":true}> );
  Industry:
    ( { __typename: 'Industry' }
    & GraphQLRecursivePick<FederationTypes['Industry'], {"code":true}> );
  MatchingRound:
    ( { __typename: 'MatchingRound' }
    & GraphQLRecursivePick<FederationTypes['MatchingRound'], {"id":true}> );
  Need:
    ( { __typename: 'Need' }
    & GraphQLRecursivePick<FederationTypes['Need'], {"id":true}> );
  Organization:
    ( { __typename: 'Organization' }
    & GraphQLRecursivePick<FederationTypes['Organization'], {"id":true}> );
  PartnerContact:
    ( { __typename: 'PartnerContact' }
    & GraphQLRecursivePick<FederationTypes['PartnerContact'], {"id":true}> );
  Person:
    ( { __typename: 'Person' }
    & GraphQLRecursivePick<FederationTypes['Person'], {"id":true}> );
  Proposal:
    ( { __typename: 'Proposal' }
    & GraphQLRecursivePick<FederationTypes['Proposal'], {"id":true}> );
  ServiceTeam:
    ( { __typename: 'ServiceTeam' }
    & GraphQLRecursivePick<FederationTypes['ServiceTeam'], {"id":true}> );
  Subject:
    ( { __typename: 'Subject' }
    & GraphQLRecursivePick<FederationTypes['Subject'], {"code":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AdvanceEngagementInput: ResolverTypeWrapper<Lazy<AdvanceEngagementInput>>;
  Int: ResolverTypeWrapper<Lazy<Scalars['Int']['output']>>;
  ID: ResolverTypeWrapper<Lazy<Scalars['ID']['output']>>;
  String: ResolverTypeWrapper<Lazy<Scalars['String']['output']>>;
  AnnualReport: ResolverTypeWrapper<AnnualReportKey>;
  AuditChunk: ResolverTypeWrapper<StoredChunk>;
  AuditChunkConnection: ResolverTypeWrapper<Lazy<Omit<AuditChunkConnection, 'edges'> & { edges: Array<ResolversTypes['AuditChunkEdge']> }>>;
  AuditChunkEdge: ResolverTypeWrapper<Lazy<Omit<AuditChunkEdge, 'node'> & { node: ResolversTypes['AuditChunk'] }>>;
  CancelRoundInput: ResolverTypeWrapper<Lazy<CancelRoundInput>>;
  ChangeRoundInput: ResolverTypeWrapper<Lazy<ChangeRoundInput>>;
  Confidentiality: ResolverTypeWrapper<Lazy<Confidentiality>>;
  ConstraintCount: ResolverTypeWrapper<Lazy<ConstraintCount>>;
  CooperationKind: ResolverTypeWrapper<Lazy<CooperationKind>>;
  Date: ResolverTypeWrapper<Lazy<Scalars['Date']['output']>>;
  DateTime: ResolverTypeWrapper<Lazy<Scalars['DateTime']['output']>>;
  Decimal: ResolverTypeWrapper<Lazy<Scalars['Decimal']['output']>>;
  DeclineReason: ResolverTypeWrapper<Lazy<DeclineReason>>;
  DissolveServiceTeamInput: ResolverTypeWrapper<Lazy<DissolveServiceTeamInput>>;
  Engagement: ResolverTypeWrapper<EngagementRecord>;
  Boolean: ResolverTypeWrapper<Lazy<Scalars['Boolean']['output']>>;
  EngagementConnection: ResolverTypeWrapper<Lazy<Omit<EngagementConnection, 'edges'> & { edges: Array<ResolversTypes['EngagementEdge']> }>>;
  EngagementEdge: ResolverTypeWrapper<Lazy<Omit<EngagementEdge, 'node'> & { node: ResolversTypes['Engagement'] }>>;
  EngagementFilter: ResolverTypeWrapper<Lazy<EngagementFilter>>;
  EngagementPayload: ResolverTypeWrapper<Lazy<Omit<EngagementPayload, 'engagement'> & { engagement?: Maybe<ResolversTypes['Engagement']> }>>;
  EngagementRow: ResolverTypeWrapper<Lazy<EngagementRow>>;
  EngagementStatus: ResolverTypeWrapper<Lazy<EngagementStatus>>;
  EngagementStep: ResolverTypeWrapper<Lazy<EngagementStep>>;
  Enumeration: ResolverTypeWrapper<Lazy<Enumeration>>;
  EnumerationValue: ResolverTypeWrapper<Lazy<EnumerationValue>>;
  Enumerations: ResolverTypeWrapper<Lazy<Enumerations>>;
  ExpertConnection: ResolverTypeWrapper<Lazy<Omit<ExpertConnection, 'edges'> & { edges: Array<ResolversTypes['ExpertEdge']> }>>;
  ExpertEdge: ResolverTypeWrapper<Lazy<Omit<ExpertEdge, 'node'> & { node: ResolversTypes['ExpertProfile'] }>>;
  ExpertFilter: ResolverTypeWrapper<Lazy<ExpertFilter>>;
  ExpertLoad: ResolverTypeWrapper<Lazy<ExpertLoad>>;
  ExpertLoadFilter: ResolverTypeWrapper<Lazy<ExpertLoadFilter>>;
  ExpertLoadStats: ResolverTypeWrapper<Lazy<ExpertLoadStats>>;
  ExpertPayload: ResolverTypeWrapper<Lazy<Omit<ExpertPayload, 'expert'> & { expert?: Maybe<ResolversTypes['ExpertProfile']> }>>;
  ExpertProfile: ResolverTypeWrapper<ExpertRecord>;
  ExpertProfileInput: ResolverTypeWrapper<Lazy<ExpertProfileInput>>;
  ExpertRecommendation: ResolverTypeWrapper<Lazy<Omit<ExpertRecommendation, 'expert' | 'explanation'> & { expert: ResolversTypes['ExpertProfile'], explanation: ResolversTypes['MatchExplanation'] }>>;
  ExpertRow: ResolverTypeWrapper<Lazy<ExpertRow>>;
  ExpertSort: ResolverTypeWrapper<Lazy<ExpertSort>>;
  ExpertSortField: ResolverTypeWrapper<Lazy<ExpertSortField>>;
  ExpertStatus: ResolverTypeWrapper<Lazy<ExpertStatus>>;
  ExpertWeights: ResolverTypeWrapper<Lazy<ExpertWeights>>;
  ExpertWeightsInput: ResolverTypeWrapper<Lazy<ExpertWeightsInput>>;
  FigureSource: ResolverTypeWrapper<Lazy<FigureSource>>;
  ImportEngagementsInput: ResolverTypeWrapper<Lazy<ImportEngagementsInput>>;
  ImportExpertsInput: ResolverTypeWrapper<Lazy<ImportExpertsInput>>;
  ImportFiguresInput: ResolverTypeWrapper<Lazy<ImportFiguresInput>>;
  ImportNeedsInput: ResolverTypeWrapper<Lazy<ImportNeedsInput>>;
  ImportPartnerContactsInput: ResolverTypeWrapper<Lazy<ImportPartnerContactsInput>>;
  ImportPayload: ResolverTypeWrapper<Lazy<ImportPayload>>;
  ImportReport: ResolverTypeWrapper<Lazy<ImportReport>>;
  ImportedRow: ResolverTypeWrapper<Lazy<ImportedRow>>;
  Industry: ResolverTypeWrapper<IndustryEntry>;
  Language: ResolverTypeWrapper<Lazy<Language>>;
  MatchExplanation: ResolverTypeWrapper<Explanation>;
  MatchingDimension: ResolverTypeWrapper<Lazy<MatchingDimension>>;
  MatchingModel: ResolverTypeWrapper<ModelRecord>;
  MatchingModelInput: ResolverTypeWrapper<Lazy<MatchingModelInput>>;
  MatchingModelOrigin: ResolverTypeWrapper<Lazy<MatchingModelOrigin>>;
  MatchingModelPayload: ResolverTypeWrapper<Lazy<Omit<MatchingModelPayload, 'model'> & { model?: Maybe<ResolversTypes['MatchingModel']> }>>;
  MatchingModelVersionInput: ResolverTypeWrapper<Lazy<MatchingModelVersionInput>>;
  MatchingRound: ResolverTypeWrapper<RoundRecord>;
  MatchingRoundConnection: ResolverTypeWrapper<Lazy<Omit<MatchingRoundConnection, 'edges'> & { edges: Array<ResolversTypes['MatchingRoundEdge']> }>>;
  MatchingRoundEdge: ResolverTypeWrapper<Lazy<Omit<MatchingRoundEdge, 'node'> & { node: ResolversTypes['MatchingRound'] }>>;
  MatchingRoundPayload: ResolverTypeWrapper<Lazy<Omit<MatchingRoundPayload, 'round'> & { round?: Maybe<ResolversTypes['MatchingRound']> }>>;
  MatchingSection: ResolverTypeWrapper<AnnualReportKey>;
  MatchingStatRow: ResolverTypeWrapper<Lazy<MatchingStatRow>>;
  MatchingStatsFilter: ResolverTypeWrapper<Lazy<MatchingStatsFilter>>;
  Measure: ResolverTypeWrapper<Lazy<Measure>>;
  ModelFit: ResolverTypeWrapper<SideRefit>;
  MoneyInput: ResolverTypeWrapper<Lazy<MoneyInput>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Need: ResolverTypeWrapper<NeedRecord>;
  NeedConnection: ResolverTypeWrapper<Lazy<Omit<NeedConnection, 'edges'> & { edges: Array<ResolversTypes['NeedEdge']> }>>;
  NeedDecision: ResolverTypeWrapper<Lazy<NeedDecision>>;
  NeedEdge: ResolverTypeWrapper<Lazy<Omit<NeedEdge, 'node'> & { node: ResolversTypes['Need'] }>>;
  NeedFilter: ResolverTypeWrapper<Lazy<NeedFilter>>;
  NeedInput: ResolverTypeWrapper<Lazy<NeedInput>>;
  NeedPayload: ResolverTypeWrapper<Lazy<Omit<NeedPayload, 'need'> & { need?: Maybe<ResolversTypes['Need']> }>>;
  NeedRecommendation: ResolverTypeWrapper<Lazy<Omit<NeedRecommendation, 'explanation' | 'need'> & { explanation: ResolversTypes['MatchExplanation'], need: ResolversTypes['Need'] }>>;
  NeedRow: ResolverTypeWrapper<Lazy<NeedRow>>;
  NeedSort: ResolverTypeWrapper<Lazy<NeedSort>>;
  NeedSortField: ResolverTypeWrapper<Lazy<NeedSortField>>;
  NeedStatus: ResolverTypeWrapper<Lazy<NeedStatus>>;
  NeedWeights: ResolverTypeWrapper<Lazy<NeedWeights>>;
  NeedWeightsInput: ResolverTypeWrapper<Lazy<NeedWeightsInput>>;
  Organization: ResolverTypeWrapper<Lazy<Omit<Organization, 'engagements' | 'needs' | 'serviceTeams'> & { engagements?: Maybe<ResolversTypes['EngagementConnection']>, needs?: Maybe<ResolversTypes['NeedConnection']>, serviceTeams?: Maybe<ResolversTypes['ServiceTeamConnection']> }>>;
  Outcome: ResolverTypeWrapper<Lazy<Outcome>>;
  OutcomeInput: ResolverTypeWrapper<Lazy<OutcomeInput>>;
  PageInfo: ResolverTypeWrapper<Lazy<PageInfo>>;
  PartnerContact: ResolverTypeWrapper<PartnerRecord>;
  PartnerContactConnection: ResolverTypeWrapper<Lazy<Omit<PartnerContactConnection, 'edges'> & { edges: Array<ResolversTypes['PartnerContactEdge']> }>>;
  PartnerContactEdge: ResolverTypeWrapper<Lazy<Omit<PartnerContactEdge, 'node'> & { node: ResolversTypes['PartnerContact'] }>>;
  PartnerContactRow: ResolverTypeWrapper<Lazy<PartnerContactRow>>;
  PauseExpertInput: ResolverTypeWrapper<Lazy<PauseExpertInput>>;
  Period: ResolverTypeWrapper<Lazy<Period>>;
  Person: ResolverTypeWrapper<Lazy<Omit<Person, 'expertProfile'> & { expertProfile?: Maybe<ResolversTypes['ExpertProfile']> }>>;
  PolicyTag: ResolverTypeWrapper<Lazy<PolicyTag>>;
  Proposal: ResolverTypeWrapper<ProposalRecord>;
  ProposalAnswer: ResolverTypeWrapper<Lazy<ProposalAnswer>>;
  ProposalConnection: ResolverTypeWrapper<Lazy<Omit<ProposalConnection, 'edges'> & { edges: Array<ResolversTypes['ProposalEdge']> }>>;
  ProposalEdge: ResolverTypeWrapper<Lazy<Omit<ProposalEdge, 'node'> & { node: ResolversTypes['Proposal'] }>>;
  ProposalFilter: ResolverTypeWrapper<Lazy<ProposalFilter>>;
  ProposalInput: ResolverTypeWrapper<Lazy<ProposalInput>>;
  ProposalOrigin: ResolverTypeWrapper<Lazy<ProposalOrigin>>;
  ProposalPayload: ResolverTypeWrapper<Lazy<Omit<ProposalPayload, 'engagement' | 'proposal'> & { engagement?: Maybe<ResolversTypes['Engagement']>, proposal?: Maybe<ResolversTypes['Proposal']> }>>;
  ProposalResponseInput: ResolverTypeWrapper<Lazy<ProposalResponseInput>>;
  ProposalSort: ResolverTypeWrapper<Lazy<ProposalSort>>;
  ProposalSortField: ResolverTypeWrapper<Lazy<ProposalSortField>>;
  ProposalStatus: ResolverTypeWrapper<Lazy<ProposalStatus>>;
  Qualifier: ResolverTypeWrapper<Lazy<Qualifier>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Region: ResolverTypeWrapper<Lazy<Region>>;
  ReinstateExpertInput: ResolverTypeWrapper<Lazy<ReinstateExpertInput>>;
  ReportedFigure: ResolverTypeWrapper<Lazy<ReportedFigure>>;
  ReportedFigureRow: ResolverTypeWrapper<Lazy<ReportedFigureRow>>;
  ResumeExpertInput: ResolverTypeWrapper<Lazy<ResumeExpertInput>>;
  ReviewNeedInput: ResolverTypeWrapper<Lazy<ReviewNeedInput>>;
  RoundFailure: ResolverTypeWrapper<Lazy<RoundFailure>>;
  RoundFigures: ResolverTypeWrapper<RoundFiguresRecord>;
  RoundFilter: ResolverTypeWrapper<Lazy<RoundFilter>>;
  RoundInput: ResolverTypeWrapper<Lazy<RoundInput>>;
  RoundPair: ResolverTypeWrapper<StoredPair>;
  RoundPairConnection: ResolverTypeWrapper<Lazy<Omit<RoundPairConnection, 'edges'> & { edges: Array<ResolversTypes['RoundPairEdge']> }>>;
  RoundPairEdge: ResolverTypeWrapper<Lazy<Omit<RoundPairEdge, 'node'> & { node: ResolversTypes['RoundPair'] }>>;
  RoundPhase: ResolverTypeWrapper<Lazy<RoundPhase>>;
  RoundProgress: ResolverTypeWrapper<Lazy<RoundProgress>>;
  RoundStatus: ResolverTypeWrapper<Lazy<RoundStatus>>;
  RowOutcome: ResolverTypeWrapper<Lazy<RowOutcome>>;
  ScorePart: ResolverTypeWrapper<Part>;
  ScoreSide: ResolverTypeWrapper<Lazy<ScoreSide>>;
  ServiceMode: ResolverTypeWrapper<Lazy<ServiceMode>>;
  ServiceTeam: ResolverTypeWrapper<ServiceTeamRecord>;
  ServiceTeamConnection: ResolverTypeWrapper<Lazy<Omit<ServiceTeamConnection, 'edges'> & { edges: Array<ResolversTypes['ServiceTeamEdge']> }>>;
  ServiceTeamEdge: ResolverTypeWrapper<Lazy<Omit<ServiceTeamEdge, 'node'> & { node: ResolversTypes['ServiceTeam'] }>>;
  ServiceTeamFilter: ResolverTypeWrapper<Lazy<ServiceTeamFilter>>;
  ServiceTeamInput: ResolverTypeWrapper<Lazy<ServiceTeamInput>>;
  ServiceTeamPayload: ResolverTypeWrapper<Lazy<Omit<ServiceTeamPayload, 'serviceTeam'> & { serviceTeam?: Maybe<ResolversTypes['ServiceTeam']> }>>;
  ServiceTeamStatus: ResolverTypeWrapper<Lazy<ServiceTeamStatus>>;
  SetExpertCapacityInput: ResolverTypeWrapper<Lazy<SetExpertCapacityInput>>;
  Side: ResolverTypeWrapper<Lazy<Side>>;
  SortDirection: ResolverTypeWrapper<Lazy<SortDirection>>;
  StatKey: ResolverTypeWrapper<Lazy<StatKey>>;
  Subject: ResolverTypeWrapper<SubjectEntry>;
  SubjectWeight: ResolverTypeWrapper<Lazy<SubjectWeight>>;
  SubjectWeightInput: ResolverTypeWrapper<Lazy<SubjectWeightInput>>;
  SubmitNeedInput: ResolverTypeWrapper<Lazy<SubmitNeedInput>>;
  SuggestedSubject: ResolverTypeWrapper<Lazy<Omit<SuggestedSubject, 'subject'> & { subject: ResolversTypes['Subject'] }>>;
  SupersededBecause: ResolverTypeWrapper<Lazy<SupersededBecause>>;
  SuspendExpertInput: ResolverTypeWrapper<Lazy<SuspendExpertInput>>;
  TeamExpertsInput: ResolverTypeWrapper<Lazy<TeamExpertsInput>>;
  TeamSubject: ResolverTypeWrapper<Lazy<TeamSubject>>;
  Unit: ResolverTypeWrapper<Lazy<Unit>>;
  UnmatchedAgent: ResolverTypeWrapper<WhyNot>;
  UnmatchedAgentConnection: ResolverTypeWrapper<Lazy<Omit<UnmatchedAgentConnection, 'edges'> & { edges: Array<ResolversTypes['UnmatchedAgentEdge']> }>>;
  UnmatchedAgentEdge: ResolverTypeWrapper<Lazy<Omit<UnmatchedAgentEdge, 'node'> & { node: ResolversTypes['UnmatchedAgent'] }>>;
  UnmatchedObstacle: ResolverTypeWrapper<Lazy<UnmatchedObstacle>>;
  UnmatchedPartner: ResolverTypeWrapper<Partner>;
  UnmatchedReason: ResolverTypeWrapper<Lazy<UnmatchedReason>>;
  UpdateServiceTeamInput: ResolverTypeWrapper<Lazy<UpdateServiceTeamInput>>;
  UserError: ResolverTypeWrapper<Lazy<UserError>>;
  WithdrawExpertInput: ResolverTypeWrapper<Lazy<WithdrawExpertInput>>;
  WithdrawNeedInput: ResolverTypeWrapper<Lazy<WithdrawNeedInput>>;
  WithdrawProposalInput: ResolverTypeWrapper<Lazy<WithdrawProposalInput>>;
  YearValue: ResolverTypeWrapper<Lazy<YearValue>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AdvanceEngagementInput: AdvanceEngagementInput;
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  AnnualReport: AnnualReportKey;
  AuditChunk: StoredChunk;
  AuditChunkConnection: Omit<AuditChunkConnection, 'edges'> & { edges: Array<ResolversParentTypes['AuditChunkEdge']> };
  AuditChunkEdge: Omit<AuditChunkEdge, 'node'> & { node: ResolversParentTypes['AuditChunk'] };
  CancelRoundInput: CancelRoundInput;
  ChangeRoundInput: ChangeRoundInput;
  ConstraintCount: ConstraintCount;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DissolveServiceTeamInput: DissolveServiceTeamInput;
  Engagement: EngagementRecord;
  Boolean: Scalars['Boolean']['output'];
  EngagementConnection: Omit<EngagementConnection, 'edges'> & { edges: Array<ResolversParentTypes['EngagementEdge']> };
  EngagementEdge: Omit<EngagementEdge, 'node'> & { node: ResolversParentTypes['Engagement'] };
  EngagementFilter: EngagementFilter;
  EngagementPayload: Omit<EngagementPayload, 'engagement'> & { engagement?: Maybe<ResolversParentTypes['Engagement']> };
  EngagementRow: EngagementRow;
  EngagementStep: EngagementStep;
  Enumeration: Enumeration;
  EnumerationValue: EnumerationValue;
  Enumerations: Enumerations;
  ExpertConnection: Omit<ExpertConnection, 'edges'> & { edges: Array<ResolversParentTypes['ExpertEdge']> };
  ExpertEdge: Omit<ExpertEdge, 'node'> & { node: ResolversParentTypes['ExpertProfile'] };
  ExpertFilter: ExpertFilter;
  ExpertLoad: ExpertLoad;
  ExpertLoadFilter: ExpertLoadFilter;
  ExpertLoadStats: ExpertLoadStats;
  ExpertPayload: Omit<ExpertPayload, 'expert'> & { expert?: Maybe<ResolversParentTypes['ExpertProfile']> };
  ExpertProfile: ExpertRecord;
  ExpertProfileInput: ExpertProfileInput;
  ExpertRecommendation: Omit<ExpertRecommendation, 'expert' | 'explanation'> & { expert: ResolversParentTypes['ExpertProfile'], explanation: ResolversParentTypes['MatchExplanation'] };
  ExpertRow: ExpertRow;
  ExpertSort: ExpertSort;
  ExpertWeights: ExpertWeights;
  ExpertWeightsInput: ExpertWeightsInput;
  ImportEngagementsInput: ImportEngagementsInput;
  ImportExpertsInput: ImportExpertsInput;
  ImportFiguresInput: ImportFiguresInput;
  ImportNeedsInput: ImportNeedsInput;
  ImportPartnerContactsInput: ImportPartnerContactsInput;
  ImportPayload: ImportPayload;
  ImportReport: ImportReport;
  ImportedRow: ImportedRow;
  Industry: IndustryEntry;
  MatchExplanation: Explanation;
  MatchingModel: ModelRecord;
  MatchingModelInput: MatchingModelInput;
  MatchingModelPayload: Omit<MatchingModelPayload, 'model'> & { model?: Maybe<ResolversParentTypes['MatchingModel']> };
  MatchingModelVersionInput: MatchingModelVersionInput;
  MatchingRound: RoundRecord;
  MatchingRoundConnection: Omit<MatchingRoundConnection, 'edges'> & { edges: Array<ResolversParentTypes['MatchingRoundEdge']> };
  MatchingRoundEdge: Omit<MatchingRoundEdge, 'node'> & { node: ResolversParentTypes['MatchingRound'] };
  MatchingRoundPayload: Omit<MatchingRoundPayload, 'round'> & { round?: Maybe<ResolversParentTypes['MatchingRound']> };
  MatchingSection: AnnualReportKey;
  MatchingStatRow: MatchingStatRow;
  MatchingStatsFilter: MatchingStatsFilter;
  Measure: Measure;
  ModelFit: SideRefit;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  Need: NeedRecord;
  NeedConnection: Omit<NeedConnection, 'edges'> & { edges: Array<ResolversParentTypes['NeedEdge']> };
  NeedEdge: Omit<NeedEdge, 'node'> & { node: ResolversParentTypes['Need'] };
  NeedFilter: NeedFilter;
  NeedInput: NeedInput;
  NeedPayload: Omit<NeedPayload, 'need'> & { need?: Maybe<ResolversParentTypes['Need']> };
  NeedRecommendation: Omit<NeedRecommendation, 'explanation' | 'need'> & { explanation: ResolversParentTypes['MatchExplanation'], need: ResolversParentTypes['Need'] };
  NeedRow: NeedRow;
  NeedSort: NeedSort;
  NeedWeights: NeedWeights;
  NeedWeightsInput: NeedWeightsInput;
  Organization: Omit<Organization, 'engagements' | 'needs' | 'serviceTeams'> & { engagements?: Maybe<ResolversParentTypes['EngagementConnection']>, needs?: Maybe<ResolversParentTypes['NeedConnection']>, serviceTeams?: Maybe<ResolversParentTypes['ServiceTeamConnection']> } | FederationReferenceTypes['Organization'];
  Outcome: Outcome;
  OutcomeInput: OutcomeInput;
  PageInfo: PageInfo;
  PartnerContact: PartnerRecord;
  PartnerContactConnection: Omit<PartnerContactConnection, 'edges'> & { edges: Array<ResolversParentTypes['PartnerContactEdge']> };
  PartnerContactEdge: Omit<PartnerContactEdge, 'node'> & { node: ResolversParentTypes['PartnerContact'] };
  PartnerContactRow: PartnerContactRow;
  PauseExpertInput: PauseExpertInput;
  Period: Period;
  Person: Omit<Person, 'expertProfile'> & { expertProfile?: Maybe<ResolversParentTypes['ExpertProfile']> } | FederationReferenceTypes['Person'];
  Proposal: ProposalRecord;
  ProposalAnswer: ProposalAnswer;
  ProposalConnection: Omit<ProposalConnection, 'edges'> & { edges: Array<ResolversParentTypes['ProposalEdge']> };
  ProposalEdge: Omit<ProposalEdge, 'node'> & { node: ResolversParentTypes['Proposal'] };
  ProposalFilter: ProposalFilter;
  ProposalInput: ProposalInput;
  ProposalPayload: Omit<ProposalPayload, 'engagement' | 'proposal'> & { engagement?: Maybe<ResolversParentTypes['Engagement']>, proposal?: Maybe<ResolversParentTypes['Proposal']> };
  ProposalResponseInput: ProposalResponseInput;
  ProposalSort: ProposalSort;
  Query: Record<PropertyKey, never>;
  Region: Region;
  ReinstateExpertInput: ReinstateExpertInput;
  ReportedFigure: ReportedFigure;
  ReportedFigureRow: ReportedFigureRow;
  ResumeExpertInput: ResumeExpertInput;
  ReviewNeedInput: ReviewNeedInput;
  RoundFailure: RoundFailure;
  RoundFigures: RoundFiguresRecord;
  RoundFilter: RoundFilter;
  RoundInput: RoundInput;
  RoundPair: StoredPair;
  RoundPairConnection: Omit<RoundPairConnection, 'edges'> & { edges: Array<ResolversParentTypes['RoundPairEdge']> };
  RoundPairEdge: Omit<RoundPairEdge, 'node'> & { node: ResolversParentTypes['RoundPair'] };
  RoundProgress: RoundProgress;
  ScorePart: Part;
  ServiceTeam: ServiceTeamRecord;
  ServiceTeamConnection: Omit<ServiceTeamConnection, 'edges'> & { edges: Array<ResolversParentTypes['ServiceTeamEdge']> };
  ServiceTeamEdge: Omit<ServiceTeamEdge, 'node'> & { node: ResolversParentTypes['ServiceTeam'] };
  ServiceTeamFilter: ServiceTeamFilter;
  ServiceTeamInput: ServiceTeamInput;
  ServiceTeamPayload: Omit<ServiceTeamPayload, 'serviceTeam'> & { serviceTeam?: Maybe<ResolversParentTypes['ServiceTeam']> };
  SetExpertCapacityInput: SetExpertCapacityInput;
  StatKey: StatKey;
  Subject: SubjectEntry;
  SubjectWeight: SubjectWeight;
  SubjectWeightInput: SubjectWeightInput;
  SubmitNeedInput: SubmitNeedInput;
  SuggestedSubject: Omit<SuggestedSubject, 'subject'> & { subject: ResolversParentTypes['Subject'] };
  SuspendExpertInput: SuspendExpertInput;
  TeamExpertsInput: TeamExpertsInput;
  TeamSubject: TeamSubject;
  UnmatchedAgent: WhyNot;
  UnmatchedAgentConnection: Omit<UnmatchedAgentConnection, 'edges'> & { edges: Array<ResolversParentTypes['UnmatchedAgentEdge']> };
  UnmatchedAgentEdge: Omit<UnmatchedAgentEdge, 'node'> & { node: ResolversParentTypes['UnmatchedAgent'] };
  UnmatchedPartner: Partner;
  UpdateServiceTeamInput: UpdateServiceTeamInput;
  UserError: UserError;
  WithdrawExpertInput: WithdrawExpertInput;
  WithdrawNeedInput: WithdrawNeedInput;
  WithdrawProposalInput: WithdrawProposalInput;
  YearValue: YearValue;
};

export type AnnualReportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AnnualReport'] = ResolversParentTypes['AnnualReport'], FederationReferenceType extends FederationReferenceTypes['AnnualReport'] = FederationReferenceTypes['AnnualReport']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AnnualReport']> | FederationReferenceType, FederationReferenceType, ContextType>;
  matching?: Resolver<Maybe<ResolversTypes['MatchingSection']>, ParentType, ContextType>;
  regionCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  year?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AuditChunkResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AuditChunk'] = ResolversParentTypes['AuditChunk']> = {
  data?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  records?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditChunkConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AuditChunkConnection'] = ResolversParentTypes['AuditChunkConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AuditChunkEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditChunkEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AuditChunkEdge'] = ResolversParentTypes['AuditChunkEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditChunk'], ParentType, ContextType>;
};

export type ConstraintCountResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ConstraintCount'] = ResolversParentTypes['ConstraintCount']> = {
  constraint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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

export type EngagementResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Engagement'] = ResolversParentTypes['Engagement'], FederationReferenceType extends FederationReferenceTypes['Engagement'] = FederationReferenceTypes['Engagement']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Engagement']> | FederationReferenceType, FederationReferenceType, ContextType>;
  contractValue?: Resolver<Maybe<ResolversTypes['Measure']>, ParentType, ContextType>;
  endedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  enterprise?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  expert?: Resolver<ResolversTypes['ExpertProfile'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['ServiceMode'], ParentType, ContextType>;
  need?: Resolver<Maybe<ResolversTypes['Need']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['Outcome']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  startedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['EngagementStatus'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['EngagementStep']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  visits?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EngagementConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EngagementConnection'] = ResolversParentTypes['EngagementConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EngagementEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EngagementEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EngagementEdge'] = ResolversParentTypes['EngagementEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Engagement'], ParentType, ContextType>;
};

export type EngagementPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EngagementPayload'] = ResolversParentTypes['EngagementPayload']> = {
  engagement?: Resolver<Maybe<ResolversTypes['Engagement']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EngagementStepResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EngagementStep'] = ResolversParentTypes['EngagementStep']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['EngagementStatus'], ParentType, ContextType>;
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
  matching?: Resolver<Maybe<Array<ResolversTypes['Enumeration']>>, ParentType, ContextType, Partial<EnumerationsMatchingArgs>>;
};

export type ExpertConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExpertConnection'] = ResolversParentTypes['ExpertConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ExpertEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExpertEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExpertEdge'] = ResolversParentTypes['ExpertEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ExpertProfile'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ExpertLoadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExpertLoad'] = ResolversParentTypes['ExpertLoad']> = {
  engagements?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  experts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  orMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ExpertLoadStatsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExpertLoadStats'] = ResolversParentTypes['ExpertLoadStats']> = {
  capacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  experts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  freeCapacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  gini?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  load?: Resolver<Array<ResolversTypes['ExpertLoad']>, ParentType, ContextType>;
  proposals?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  topShare?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ExpertPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExpertPayload'] = ResolversParentTypes['ExpertPayload']> = {
  expert?: Resolver<Maybe<ResolversTypes['ExpertProfile']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ExpertProfileResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExpertProfile'] = ResolversParentTypes['ExpertProfile'], FederationReferenceType extends FederationReferenceTypes['ExpertProfile'] = FederationReferenceTypes['ExpertProfile']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ExpertProfile']> | FederationReferenceType, FederationReferenceType, ContextType>;
  activeLoad?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  activityCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  availableFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  capacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  completedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  consented?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  displayTitle?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  engagements?: Resolver<ResolversTypes['EngagementConnection'], ParentType, ContextType, RequireFields<ExpertProfileEngagementsArgs, 'first'>>;
  honourCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industryCodes?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  institution?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  isInvited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  keywords?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  onsiteOk?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pausedUntil?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  proposals?: Resolver<Array<ResolversTypes['Proposal']>, ParentType, ContextType, Partial<ExpertProfileProposalsArgs>>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  remoteOk?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  satisfaction?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  serviceModes?: Resolver<Array<ResolversTypes['ServiceMode']>, ParentType, ContextType>;
  serviceTeams?: Resolver<Array<ResolversTypes['ServiceTeam']>, ParentType, ContextType>;
  societies?: Resolver<Array<ResolversTypes['Organization']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ExpertStatus'], ParentType, ContextType>;
  subjects?: Resolver<Array<ResolversTypes['SubjectWeight']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExpertRecommendationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExpertRecommendation'] = ResolversParentTypes['ExpertRecommendation']> = {
  expert?: Resolver<ResolversTypes['ExpertProfile'], ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['MatchExplanation'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExpertWeightsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExpertWeights'] = ResolversParentTypes['ExpertWeights']> = {
  logistics?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  reliability?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
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

export type IndustryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Industry'] = ResolversParentTypes['Industry'], FederationReferenceType extends FederationReferenceTypes['Industry'] = FederationReferenceTypes['Industry']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Industry']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Industry']>, ParentType, ContextType>;
};

export type MatchExplanationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MatchExplanation'] = ResolversParentTypes['MatchExplanation']> = {
  eligible?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  expertScore?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  failedConstraints?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  modelVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mutualScore?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  needScore?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  parts?: Resolver<Array<ResolversTypes['ScorePart']>, ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MatchingModelResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MatchingModel'] = ResolversParentTypes['MatchingModel']> = {
  adoptedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  basedOn?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expert?: Resolver<ResolversTypes['ExpertWeights'], ParentType, ContextType>;
  fits?: Resolver<Array<ResolversTypes['ModelFit']>, ParentType, ContextType>;
  modelVersion?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  need?: Resolver<ResolversTypes['NeedWeights'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['MatchingModelOrigin'], ParentType, ContextType>;
};

export type MatchingModelPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MatchingModelPayload'] = ResolversParentTypes['MatchingModelPayload']> = {
  model?: Resolver<Maybe<ResolversTypes['MatchingModel']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MatchingRoundResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MatchingRound'] = ResolversParentTypes['MatchingRound'], FederationReferenceType extends FederationReferenceTypes['MatchingRound'] = FederationReferenceTypes['MatchingRound']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['MatchingRound']> | FederationReferenceType, FederationReferenceType, ContextType>;
  algorithm?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  auditChunks?: Resolver<Maybe<ResolversTypes['AuditChunkConnection']>, ParentType, ContextType, RequireFields<MatchingRoundAuditChunksArgs, 'first'>>;
  cancelledBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['RoundFailure']>, ParentType, ContextType>;
  figures?: Resolver<Maybe<ResolversTypes['RoundFigures']>, ParentType, ContextType>;
  freezeAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  minExpertScore?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  minNeedScore?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  modelVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pairs?: Resolver<Maybe<ResolversTypes['RoundPairConnection']>, ParentType, ContextType, RequireFields<MatchingRoundPairsArgs, 'first'>>;
  progress?: Resolver<Maybe<ResolversTypes['RoundProgress']>, ParentType, ContextType>;
  proposalsMade?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  proposingSide?: Resolver<ResolversTypes['Side'], ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RoundStatus'], ParentType, ContextType>;
  tieSeed?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unmatchedExperts?: Resolver<Maybe<ResolversTypes['UnmatchedAgentConnection']>, ParentType, ContextType, RequireFields<MatchingRoundUnmatchedExpertsArgs, 'first'>>;
  unmatchedNeeds?: Resolver<Maybe<ResolversTypes['UnmatchedAgentConnection']>, ParentType, ContextType, RequireFields<MatchingRoundUnmatchedNeedsArgs, 'first'>>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MatchingRoundConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MatchingRoundConnection'] = ResolversParentTypes['MatchingRoundConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MatchingRoundEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MatchingRoundEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MatchingRoundEdge'] = ResolversParentTypes['MatchingRoundEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MatchingRound'], ParentType, ContextType>;
};

export type MatchingRoundPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MatchingRoundPayload'] = ResolversParentTypes['MatchingRoundPayload']> = {
  round?: Resolver<Maybe<ResolversTypes['MatchingRound']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MatchingSectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MatchingSection'] = ResolversParentTypes['MatchingSection']> = {
  funnel?: Resolver<ResolversTypes['MatchingStatRow'], ParentType, ContextType>;
  reported?: Resolver<Array<ResolversTypes['ReportedFigure']>, ParentType, ContextType, Partial<MatchingSectionReportedArgs>>;
};

export type MatchingStatRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MatchingStatRow'] = ResolversParentTypes['MatchingStatRow']> = {
  acceptanceRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  bayAreaEngagementShare?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  bayAreaShare?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  engagements?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  experts?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['StatKey']>, ParentType, ContextType>;
  medianDaysToAnswer?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  medianDaysToMatch?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  mutuallyAccepted?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  needs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  proposals?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  resolved?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  suppressed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MeasureResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Measure'] = ResolversParentTypes['Measure']> = {
  qualifier?: Resolver<ResolversTypes['Qualifier'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['Unit'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ModelFitResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ModelFit'] = ResolversParentTypes['ModelFit']> = {
  adopted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  answers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  logLossAfter?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  logLossBefore?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  ndcgAfter?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  ndcgBefore?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  side?: Resolver<ResolversTypes['ScoreSide'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addMatchingModel?: Resolver<Maybe<ResolversTypes['MatchingModelPayload']>, ParentType, ContextType, RequireFields<MutationAddMatchingModelArgs, 'input'>>;
  addTeamExperts?: Resolver<Maybe<ResolversTypes['ServiceTeamPayload']>, ParentType, ContextType, RequireFields<MutationAddTeamExpertsArgs, 'input'>>;
  adoptMatchingModel?: Resolver<Maybe<ResolversTypes['MatchingModelPayload']>, ParentType, ContextType, RequireFields<MutationAdoptMatchingModelArgs, 'input'>>;
  advanceEngagement?: Resolver<Maybe<ResolversTypes['EngagementPayload']>, ParentType, ContextType, RequireFields<MutationAdvanceEngagementArgs, 'input'>>;
  cancelMatchingRound?: Resolver<Maybe<ResolversTypes['MatchingRoundPayload']>, ParentType, ContextType, RequireFields<MutationCancelMatchingRoundArgs, 'input'>>;
  closeMatchingRound?: Resolver<Maybe<ResolversTypes['MatchingRoundPayload']>, ParentType, ContextType, RequireFields<MutationCloseMatchingRoundArgs, 'input'>>;
  computeMatchingRound?: Resolver<Maybe<ResolversTypes['MatchingRoundPayload']>, ParentType, ContextType, RequireFields<MutationComputeMatchingRoundArgs, 'input'>>;
  createNeed?: Resolver<Maybe<ResolversTypes['NeedPayload']>, ParentType, ContextType, RequireFields<MutationCreateNeedArgs, 'input'>>;
  createServiceTeam?: Resolver<Maybe<ResolversTypes['ServiceTeamPayload']>, ParentType, ContextType, RequireFields<MutationCreateServiceTeamArgs, 'input'>>;
  dissolveServiceTeam?: Resolver<Maybe<ResolversTypes['ServiceTeamPayload']>, ParentType, ContextType, RequireFields<MutationDissolveServiceTeamArgs, 'input'>>;
  importEngagements?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportEngagementsArgs, 'input'>>;
  importExperts?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportExpertsArgs, 'input'>>;
  importMatchingFigures?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportMatchingFiguresArgs, 'input'>>;
  importNeeds?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportNeedsArgs, 'input'>>;
  importPartnerContacts?: Resolver<Maybe<ResolversTypes['ImportPayload']>, ParentType, ContextType, RequireFields<MutationImportPartnerContactsArgs, 'input'>>;
  openMatchingRound?: Resolver<Maybe<ResolversTypes['MatchingRoundPayload']>, ParentType, ContextType, RequireFields<MutationOpenMatchingRoundArgs, 'input'>>;
  pauseExpert?: Resolver<Maybe<ResolversTypes['ExpertPayload']>, ParentType, ContextType, RequireFields<MutationPauseExpertArgs, 'input'>>;
  propose?: Resolver<Maybe<ResolversTypes['ProposalPayload']>, ParentType, ContextType, RequireFields<MutationProposeArgs, 'input'>>;
  publishMatchingRound?: Resolver<Maybe<ResolversTypes['MatchingRoundPayload']>, ParentType, ContextType, RequireFields<MutationPublishMatchingRoundArgs, 'input'>>;
  recomputeMatchingRound?: Resolver<Maybe<ResolversTypes['MatchingRoundPayload']>, ParentType, ContextType, RequireFields<MutationRecomputeMatchingRoundArgs, 'input'>>;
  recordEngagementOutcome?: Resolver<Maybe<ResolversTypes['EngagementPayload']>, ParentType, ContextType, RequireFields<MutationRecordEngagementOutcomeArgs, 'input'>>;
  refitMatchingModel?: Resolver<Maybe<ResolversTypes['MatchingModelPayload']>, ParentType, ContextType, RequireFields<MutationRefitMatchingModelArgs, 'input'>>;
  reinstateExpert?: Resolver<Maybe<ResolversTypes['ExpertPayload']>, ParentType, ContextType, RequireFields<MutationReinstateExpertArgs, 'input'>>;
  removeTeamExperts?: Resolver<Maybe<ResolversTypes['ServiceTeamPayload']>, ParentType, ContextType, RequireFields<MutationRemoveTeamExpertsArgs, 'input'>>;
  respondToProposal?: Resolver<Maybe<ResolversTypes['ProposalPayload']>, ParentType, ContextType, RequireFields<MutationRespondToProposalArgs, 'input'>>;
  resumeExpert?: Resolver<Maybe<ResolversTypes['ExpertPayload']>, ParentType, ContextType, RequireFields<MutationResumeExpertArgs, 'input'>>;
  reviewNeed?: Resolver<Maybe<ResolversTypes['NeedPayload']>, ParentType, ContextType, RequireFields<MutationReviewNeedArgs, 'input'>>;
  setExpertCapacity?: Resolver<Maybe<ResolversTypes['ExpertPayload']>, ParentType, ContextType, RequireFields<MutationSetExpertCapacityArgs, 'input'>>;
  submitNeed?: Resolver<Maybe<ResolversTypes['NeedPayload']>, ParentType, ContextType, RequireFields<MutationSubmitNeedArgs, 'input'>>;
  suspendExpert?: Resolver<Maybe<ResolversTypes['ExpertPayload']>, ParentType, ContextType, RequireFields<MutationSuspendExpertArgs, 'input'>>;
  updateServiceTeam?: Resolver<Maybe<ResolversTypes['ServiceTeamPayload']>, ParentType, ContextType, RequireFields<MutationUpdateServiceTeamArgs, 'input'>>;
  upsertExpertProfile?: Resolver<Maybe<ResolversTypes['ExpertPayload']>, ParentType, ContextType, RequireFields<MutationUpsertExpertProfileArgs, 'input'>>;
  withdrawExpert?: Resolver<Maybe<ResolversTypes['ExpertPayload']>, ParentType, ContextType, RequireFields<MutationWithdrawExpertArgs, 'input'>>;
  withdrawNeed?: Resolver<Maybe<ResolversTypes['NeedPayload']>, ParentType, ContextType, RequireFields<MutationWithdrawNeedArgs, 'input'>>;
  withdrawProposal?: Resolver<Maybe<ResolversTypes['ProposalPayload']>, ParentType, ContextType, RequireFields<MutationWithdrawProposalArgs, 'input'>>;
};

export type NeedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Need'] = ResolversParentTypes['Need'], FederationReferenceType extends FederationReferenceTypes['Need'] = FederationReferenceTypes['Need']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Need']> | FederationReferenceType, FederationReferenceType, ContextType>;
  background?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  broker?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  budget?: Resolver<Maybe<ResolversTypes['Measure']>, ParentType, ContextType>;
  competitors?: Resolver<Maybe<Array<ResolversTypes['Organization']>>, ParentType, ContextType>;
  confidentiality?: Resolver<ResolversTypes['Confidentiality'], ParentType, ContextType>;
  deadline?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  engagements?: Resolver<Array<ResolversTypes['Engagement']>, ParentType, ContextType>;
  enterprise?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industryCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  minTitleLevel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onsiteRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  proposals?: Resolver<Array<ResolversTypes['Proposal']>, ParentType, ContextType, Partial<NeedProposalsArgs>>;
  publishedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  quota?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  requiredSubjects?: Resolver<Array<ResolversTypes['SubjectWeight']>, ParentType, ContextType>;
  serviceModes?: Resolver<Array<ResolversTypes['ServiceMode']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['NeedStatus'], ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  targetOutcome?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NeedConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NeedConnection'] = ResolversParentTypes['NeedConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NeedEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NeedEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NeedEdge'] = ResolversParentTypes['NeedEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Need'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type NeedPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NeedPayload'] = ResolversParentTypes['NeedPayload']> = {
  need?: Resolver<Maybe<ResolversTypes['Need']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type NeedRecommendationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NeedRecommendation'] = ResolversParentTypes['NeedRecommendation']> = {
  explanation?: Resolver<ResolversTypes['MatchExplanation'], ParentType, ContextType>;
  need?: Resolver<ResolversTypes['Need'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NeedWeightsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NeedWeights'] = ResolversParentTypes['NeedWeights']> = {
  experience?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  load?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  logistics?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  quality?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type OrganizationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization'], FederationReferenceType extends FederationReferenceTypes['Organization'] = FederationReferenceTypes['Organization']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Organization']> | FederationReferenceType, FederationReferenceType, ContextType>;
  acceptsNeeds?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  engagements?: Resolver<Maybe<ResolversTypes['EngagementConnection']>, ParentType, ContextType, RequireFields<OrganizationEngagementsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  needs?: Resolver<Maybe<ResolversTypes['NeedConnection']>, ParentType, ContextType, RequireFields<OrganizationNeedsArgs, 'first'>>;
  serviceTeams?: Resolver<Maybe<ResolversTypes['ServiceTeamConnection']>, ParentType, ContextType, RequireFields<OrganizationServiceTeamsArgs, 'first'>>;
};

export type OutcomeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Outcome'] = ResolversParentTypes['Outcome']> = {
  economicBenefit?: Resolver<Maybe<ResolversTypes['Measure']>, ParentType, ContextType>;
  enterpriseRating?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  enterpriseRatingOnPaper?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  expertRating?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  expertRatingOnPaper?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  outputs?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  recordedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  resolved?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PartnerContactResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PartnerContact'] = ResolversParentTypes['PartnerContact'], FederationReferenceType extends FederationReferenceTypes['PartnerContact'] = FederationReferenceTypes['PartnerContact']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PartnerContact']> | FederationReferenceType, FederationReferenceType, ContextType>;
  cooperationKinds?: Resolver<Array<ResolversTypes['CooperationKind']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  policyTags?: Resolver<Array<ResolversTypes['PolicyTag']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PartnerContactConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PartnerContactConnection'] = ResolversParentTypes['PartnerContactConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PartnerContactEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PartnerContactEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PartnerContactEdge'] = ResolversParentTypes['PartnerContactEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PartnerContact'], ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  assumed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type PersonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'], FederationReferenceType extends FederationReferenceTypes['Person'] = FederationReferenceTypes['Person']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Person']> | FederationReferenceType, FederationReferenceType, ContextType>;
  expertProfile?: Resolver<Maybe<ResolversTypes['ExpertProfile']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ProposalResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Proposal'] = ResolversParentTypes['Proposal'], FederationReferenceType extends FederationReferenceTypes['Proposal'] = FederationReferenceTypes['Proposal']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Proposal']> | FederationReferenceType, FederationReferenceType, ContextType>;
  answers?: Resolver<Array<ResolversTypes['ProposalAnswer']>, ParentType, ContextType>;
  awaits?: Resolver<Array<ResolversTypes['Side']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  declineReason?: Resolver<Maybe<ResolversTypes['DeclineReason']>, ParentType, ContextType>;
  declinedBy?: Resolver<Maybe<ResolversTypes['Side']>, ParentType, ContextType>;
  engagement?: Resolver<Maybe<ResolversTypes['Engagement']>, ParentType, ContextType>;
  expert?: Resolver<ResolversTypes['ExpertProfile'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  explanation?: Resolver<Maybe<ResolversTypes['MatchExplanation']>, ParentType, ContextType>;
  hoursLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mutualScore?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  need?: Resolver<Maybe<ResolversTypes['Need']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['ProposalOrigin'], ParentType, ContextType>;
  roundId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ProposalStatus'], ParentType, ContextType>;
  supersededBecause?: Resolver<Maybe<ResolversTypes['SupersededBecause']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withdrawnBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProposalAnswerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProposalAnswer'] = ResolversParentTypes['ProposalAnswer']> = {
  accepted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  byBroker?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['DeclineReason']>, ParentType, ContextType>;
  recordedConsent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  side?: Resolver<ResolversTypes['Side'], ParentType, ContextType>;
};

export type ProposalConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProposalConnection'] = ResolversParentTypes['ProposalConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ProposalEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProposalEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProposalEdge'] = ResolversParentTypes['ProposalEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Proposal'], ParentType, ContextType>;
};

export type ProposalPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProposalPayload'] = ResolversParentTypes['ProposalPayload']> = {
  engagement?: Resolver<Maybe<ResolversTypes['Engagement']>, ParentType, ContextType>;
  proposal?: Resolver<Maybe<ResolversTypes['Proposal']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  annualReport?: Resolver<Maybe<ResolversTypes['AnnualReport']>, ParentType, ContextType, RequireFields<QueryAnnualReportArgs, 'region' | 'year'>>;
  brokerBoard?: Resolver<ResolversTypes['ProposalConnection'], ParentType, ContextType, RequireFields<QueryBrokerBoardArgs, 'first' | 'region'>>;
  engagement?: Resolver<Maybe<ResolversTypes['Engagement']>, ParentType, ContextType, RequireFields<QueryEngagementArgs, 'id'>>;
  engagements?: Resolver<ResolversTypes['EngagementConnection'], ParentType, ContextType, RequireFields<QueryEngagementsArgs, 'first'>>;
  enumerations?: Resolver<Maybe<ResolversTypes['Enumerations']>, ParentType, ContextType>;
  expert?: Resolver<Maybe<ResolversTypes['ExpertProfile']>, ParentType, ContextType, RequireFields<QueryExpertArgs, 'id'>>;
  expertLoadStats?: Resolver<ResolversTypes['ExpertLoadStats'], ParentType, ContextType, Partial<QueryExpertLoadStatsArgs>>;
  experts?: Resolver<ResolversTypes['ExpertConnection'], ParentType, ContextType, RequireFields<QueryExpertsArgs, 'first'>>;
  explainMatch?: Resolver<ResolversTypes['MatchExplanation'], ParentType, ContextType, RequireFields<QueryExplainMatchArgs, 'expertId' | 'needId'>>;
  industries?: Resolver<Array<ResolversTypes['Industry']>, ParentType, ContextType, Partial<QueryIndustriesArgs>>;
  matchingModels?: Resolver<Array<ResolversTypes['MatchingModel']>, ParentType, ContextType>;
  matchingRound?: Resolver<Maybe<ResolversTypes['MatchingRound']>, ParentType, ContextType, RequireFields<QueryMatchingRoundArgs, 'id'>>;
  matchingRounds?: Resolver<ResolversTypes['MatchingRoundConnection'], ParentType, ContextType, RequireFields<QueryMatchingRoundsArgs, 'first'>>;
  matchingStats?: Resolver<Array<ResolversTypes['MatchingStatRow']>, ParentType, ContextType, RequireFields<QueryMatchingStatsArgs, 'groupBy'>>;
  myNeeds?: Resolver<ResolversTypes['NeedConnection'], ParentType, ContextType, RequireFields<QueryMyNeedsArgs, 'first'>>;
  myProposals?: Resolver<ResolversTypes['ProposalConnection'], ParentType, ContextType, RequireFields<QueryMyProposalsArgs, 'first'>>;
  need?: Resolver<Maybe<ResolversTypes['Need']>, ParentType, ContextType, RequireFields<QueryNeedArgs, 'id'>>;
  needs?: Resolver<ResolversTypes['NeedConnection'], ParentType, ContextType, RequireFields<QueryNeedsArgs, 'first'>>;
  partnerContacts?: Resolver<ResolversTypes['PartnerContactConnection'], ParentType, ContextType, RequireFields<QueryPartnerContactsArgs, 'first'>>;
  proposal?: Resolver<Maybe<ResolversTypes['Proposal']>, ParentType, ContextType, RequireFields<QueryProposalArgs, 'id'>>;
  proposals?: Resolver<ResolversTypes['ProposalConnection'], ParentType, ContextType, RequireFields<QueryProposalsArgs, 'first'>>;
  recommendExperts?: Resolver<Array<ResolversTypes['ExpertRecommendation']>, ParentType, ContextType, RequireFields<QueryRecommendExpertsArgs, 'excludeProposed' | 'first' | 'needId'>>;
  recommendNeeds?: Resolver<Array<ResolversTypes['NeedRecommendation']>, ParentType, ContextType, RequireFields<QueryRecommendNeedsArgs, 'expertId' | 'first'>>;
  searchExperts?: Resolver<ResolversTypes['ExpertConnection'], ParentType, ContextType, RequireFields<QuerySearchExpertsArgs, 'first' | 'text'>>;
  searchNeeds?: Resolver<ResolversTypes['NeedConnection'], ParentType, ContextType, RequireFields<QuerySearchNeedsArgs, 'first' | 'text'>>;
  serviceTeam?: Resolver<Maybe<ResolversTypes['ServiceTeam']>, ParentType, ContextType, RequireFields<QueryServiceTeamArgs, 'id'>>;
  serviceTeams?: Resolver<ResolversTypes['ServiceTeamConnection'], ParentType, ContextType, RequireFields<QueryServiceTeamsArgs, 'first'>>;
  subjects?: Resolver<Array<ResolversTypes['Subject']>, ParentType, ContextType, Partial<QuerySubjectsArgs>>;
  suggestSubjects?: Resolver<Array<ResolversTypes['SuggestedSubject']>, ParentType, ContextType, RequireFields<QuerySuggestSubjectsArgs, 'text'>>;
  whyNotMatched?: Resolver<Maybe<ResolversTypes['UnmatchedAgent']>, ParentType, ContextType, RequireFields<QueryWhyNotMatchedArgs, 'roundId'>>;
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

export type RoundFailureResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RoundFailure'] = ResolversParentTypes['RoundFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RoundFiguresResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RoundFigures'] = ResolversParentTypes['RoundFigures']> = {
  acceptablePairs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  blockingPairs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  capacityViolations?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  computeSeconds?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  computedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  experts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  frozenPairs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inputHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  matchedPairs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  needs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  otherFaults?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outputHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  places?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  quotaViolations?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RoundPairResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RoundPair'] = ResolversParentTypes['RoundPair']> = {
  expert?: Resolver<ResolversTypes['ExpertProfile'], ParentType, ContextType>;
  expertScore?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  isConfirmed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  need?: Resolver<Maybe<ResolversTypes['Need']>, ParentType, ContextType>;
  needScore?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  notProposed?: Resolver<Maybe<ResolversTypes['RoundFailure']>, ParentType, ContextType>;
  proposal?: Resolver<Maybe<ResolversTypes['Proposal']>, ParentType, ContextType>;
};

export type RoundPairConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RoundPairConnection'] = ResolversParentTypes['RoundPairConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RoundPairEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RoundPairEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RoundPairEdge'] = ResolversParentTypes['RoundPairEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RoundPair'], ParentType, ContextType>;
};

export type RoundProgressResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RoundProgress'] = ResolversParentTypes['RoundProgress']> = {
  phase?: Resolver<ResolversTypes['RoundPhase'], ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type ScorePartResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ScorePart'] = ResolversParentTypes['ScorePart']> = {
  contribution?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  factor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  side?: Resolver<ResolversTypes['ScoreSide'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type ServiceTeamResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ServiceTeam'] = ResolversParentTypes['ServiceTeam'], FederationReferenceType extends FederationReferenceTypes['ServiceTeam'] = FederationReferenceTypes['ServiceTeam']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ServiceTeam']> | FederationReferenceType, FederationReferenceType, ContextType>;
  expertCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  experts?: Resolver<ResolversTypes['ExpertConnection'], ParentType, ContextType, RequireFields<ServiceTeamExpertsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  regions?: Resolver<Array<ResolversTypes['Region']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ServiceTeamStatus'], ParentType, ContextType>;
  subjects?: Resolver<Array<ResolversTypes['TeamSubject']>, ParentType, ContextType>;
  synthetic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ServiceTeamConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ServiceTeamConnection'] = ResolversParentTypes['ServiceTeamConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ServiceTeamEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ServiceTeamEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ServiceTeamEdge'] = ResolversParentTypes['ServiceTeamEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ServiceTeam'], ParentType, ContextType>;
};

export type ServiceTeamPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ServiceTeamPayload'] = ResolversParentTypes['ServiceTeamPayload']> = {
  serviceTeam?: Resolver<Maybe<ResolversTypes['ServiceTeam']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type StatKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StatKey'] = ResolversParentTypes['StatKey']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dimension?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SubjectResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subject'] = ResolversParentTypes['Subject'], FederationReferenceType extends FederationReferenceTypes['Subject'] = FederationReferenceTypes['Subject']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Subject']> | FederationReferenceType, FederationReferenceType, ContextType>;
  children?: Resolver<Array<ResolversTypes['Subject']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Subject']>, ParentType, ContextType>;
  related?: Resolver<Array<ResolversTypes['Subject']>, ParentType, ContextType>;
};

export type SubjectWeightResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SubjectWeight'] = ResolversParentTypes['SubjectWeight']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type SuggestedSubjectResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SuggestedSubject'] = ResolversParentTypes['SuggestedSubject']> = {
  share?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['Subject'], ParentType, ContextType>;
};

export type TeamSubjectResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TeamSubject'] = ResolversParentTypes['TeamSubject']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  experts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UnmatchedAgentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UnmatchedAgent'] = ResolversParentTypes['UnmatchedAgent']> = {
  acceptable?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  best?: Resolver<Array<ResolversTypes['UnmatchedPartner']>, ParentType, ContextType>;
  expert?: Resolver<Maybe<ResolversTypes['ExpertProfile']>, ParentType, ContextType>;
  failedConstraints?: Resolver<Maybe<Array<ResolversTypes['ConstraintCount']>>, ParentType, ContextType>;
  filled?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  need?: Resolver<Maybe<ResolversTypes['Need']>, ParentType, ContextType>;
  places?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['UnmatchedReason'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UnmatchedAgentConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UnmatchedAgentConnection'] = ResolversParentTypes['UnmatchedAgentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['UnmatchedAgentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UnmatchedAgentEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UnmatchedAgentEdge'] = ResolversParentTypes['UnmatchedAgentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['UnmatchedAgent'], ParentType, ContextType>;
};

export type UnmatchedPartnerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UnmatchedPartner'] = ResolversParentTypes['UnmatchedPartner']> = {
  expert?: Resolver<Maybe<ResolversTypes['ExpertProfile']>, ParentType, ContextType>;
  need?: Resolver<Maybe<ResolversTypes['Need']>, ParentType, ContextType>;
  obstacle?: Resolver<ResolversTypes['UnmatchedObstacle'], ParentType, ContextType>;
  ownScore?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  partnerScore?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
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
  AuditChunk?: AuditChunkResolvers<ContextType>;
  AuditChunkConnection?: AuditChunkConnectionResolvers<ContextType>;
  AuditChunkEdge?: AuditChunkEdgeResolvers<ContextType>;
  ConstraintCount?: ConstraintCountResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Engagement?: EngagementResolvers<ContextType>;
  EngagementConnection?: EngagementConnectionResolvers<ContextType>;
  EngagementEdge?: EngagementEdgeResolvers<ContextType>;
  EngagementPayload?: EngagementPayloadResolvers<ContextType>;
  EngagementStep?: EngagementStepResolvers<ContextType>;
  Enumeration?: EnumerationResolvers<ContextType>;
  EnumerationValue?: EnumerationValueResolvers<ContextType>;
  Enumerations?: EnumerationsResolvers<ContextType>;
  ExpertConnection?: ExpertConnectionResolvers<ContextType>;
  ExpertEdge?: ExpertEdgeResolvers<ContextType>;
  ExpertLoad?: ExpertLoadResolvers<ContextType>;
  ExpertLoadStats?: ExpertLoadStatsResolvers<ContextType>;
  ExpertPayload?: ExpertPayloadResolvers<ContextType>;
  ExpertProfile?: ExpertProfileResolvers<ContextType>;
  ExpertRecommendation?: ExpertRecommendationResolvers<ContextType>;
  ExpertWeights?: ExpertWeightsResolvers<ContextType>;
  ImportPayload?: ImportPayloadResolvers<ContextType>;
  ImportReport?: ImportReportResolvers<ContextType>;
  ImportedRow?: ImportedRowResolvers<ContextType>;
  Industry?: IndustryResolvers<ContextType>;
  MatchExplanation?: MatchExplanationResolvers<ContextType>;
  MatchingModel?: MatchingModelResolvers<ContextType>;
  MatchingModelPayload?: MatchingModelPayloadResolvers<ContextType>;
  MatchingRound?: MatchingRoundResolvers<ContextType>;
  MatchingRoundConnection?: MatchingRoundConnectionResolvers<ContextType>;
  MatchingRoundEdge?: MatchingRoundEdgeResolvers<ContextType>;
  MatchingRoundPayload?: MatchingRoundPayloadResolvers<ContextType>;
  MatchingSection?: MatchingSectionResolvers<ContextType>;
  MatchingStatRow?: MatchingStatRowResolvers<ContextType>;
  Measure?: MeasureResolvers<ContextType>;
  ModelFit?: ModelFitResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Need?: NeedResolvers<ContextType>;
  NeedConnection?: NeedConnectionResolvers<ContextType>;
  NeedEdge?: NeedEdgeResolvers<ContextType>;
  NeedPayload?: NeedPayloadResolvers<ContextType>;
  NeedRecommendation?: NeedRecommendationResolvers<ContextType>;
  NeedWeights?: NeedWeightsResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  Outcome?: OutcomeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PartnerContact?: PartnerContactResolvers<ContextType>;
  PartnerContactConnection?: PartnerContactConnectionResolvers<ContextType>;
  PartnerContactEdge?: PartnerContactEdgeResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  Proposal?: ProposalResolvers<ContextType>;
  ProposalAnswer?: ProposalAnswerResolvers<ContextType>;
  ProposalConnection?: ProposalConnectionResolvers<ContextType>;
  ProposalEdge?: ProposalEdgeResolvers<ContextType>;
  ProposalPayload?: ProposalPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Region?: RegionResolvers<ContextType>;
  ReportedFigure?: ReportedFigureResolvers<ContextType>;
  RoundFailure?: RoundFailureResolvers<ContextType>;
  RoundFigures?: RoundFiguresResolvers<ContextType>;
  RoundPair?: RoundPairResolvers<ContextType>;
  RoundPairConnection?: RoundPairConnectionResolvers<ContextType>;
  RoundPairEdge?: RoundPairEdgeResolvers<ContextType>;
  RoundProgress?: RoundProgressResolvers<ContextType>;
  ScorePart?: ScorePartResolvers<ContextType>;
  ServiceTeam?: ServiceTeamResolvers<ContextType>;
  ServiceTeamConnection?: ServiceTeamConnectionResolvers<ContextType>;
  ServiceTeamEdge?: ServiceTeamEdgeResolvers<ContextType>;
  ServiceTeamPayload?: ServiceTeamPayloadResolvers<ContextType>;
  StatKey?: StatKeyResolvers<ContextType>;
  Subject?: SubjectResolvers<ContextType>;
  SubjectWeight?: SubjectWeightResolvers<ContextType>;
  SuggestedSubject?: SuggestedSubjectResolvers<ContextType>;
  TeamSubject?: TeamSubjectResolvers<ContextType>;
  UnmatchedAgent?: UnmatchedAgentResolvers<ContextType>;
  UnmatchedAgentConnection?: UnmatchedAgentConnectionResolvers<ContextType>;
  UnmatchedAgentEdge?: UnmatchedAgentEdgeResolvers<ContextType>;
  UnmatchedPartner?: UnmatchedPartnerResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  YearValue?: YearValueResolvers<ContextType>;
};

/** An object whose fields may also be promises, or functions that run only when a client asks for the field. */
export type Lazy<T> = T extends Date
  ? T
  : T extends object
    ? { [K in keyof T]: T[K] | Promise<T[K]> | ((args: never, context: RequestContext, info: GraphQLResolveInfo) => T[K] | Promise<T[K]>) }
    : T;
