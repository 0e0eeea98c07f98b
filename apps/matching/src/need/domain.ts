import { NeedExpired, NeedPublished, NeedResolved, NeedTransferred, NeedWithdrawn, type NewEvent } from '@kexie/events';
import {
  contains,
  DomainError,
  isRegionCode,
  optionalText,
  requireCount,
  requireText,
  toDay,
  type ImportableRecord,
  type Period,
  type Qualifier,
  type Message,
} from '@kexie/kernel';
import { inRegions, oneOf, type Decision, type Viewer } from '@kexie/service';
import {
  mainSubjectOf,
  moneyOf,
  onDay,
  requireIndustry,
  requireList,
  requireNear,
  requireSubjects,
  requireWholeShare,
  type Money,
} from '../domain.ts';
import { say } from '../messages.ts';
import { indexTokens } from '../search/tokens.ts';
import { type ServiceMode, subjectOf, type SubjectWeight, titleLevels, tokenizerVersion } from '@kexie/matchmaker';

const needStatuses = [
  'DRAFT',
  'SUBMITTED',
  'RETURNED',
  'PUBLISHED',
  'MATCHING',
  'PARTIALLY_MATCHED',
  'MATCHED',
  'IN_ENGAGEMENT',
  'RESOLVED',
  'UNRESOLVED',
  'WITHDRAWN',
  'EXPIRED',
] as const;
export type NeedStatus = (typeof needStatuses)[number];

/** The checked statements about a need. */
type NeedFacts = {
  title: string;
  description: string;
  background: string | null;
  targetOutcome: string | null;
  enterpriseId: string;
  regionCode: string;
  requiredSubjects: SubjectWeight[];
  mainSubject: string;
  industryCode: string | null;
  serviceModes: ServiceMode[];
  quota: number;
  budget: Money | null;
  deadline: string | null;
  minTitleLevel: string | null;
  onsiteRequired: boolean;
  confidentiality: 'PUBLIC' | 'MEMBERS' | 'MATCHED_ONLY';
  /** the organizations that the enterprise declared as competitors; only viewers for whom `seesAllOf` is true may learn them */
  competitorIds: string[];
  brokerId: string | null;
};

export type Need = ImportableRecord &
  NeedFacts & {
    status: NeedStatus;
    statusReason: string | null;
    publishedOn: string | null;
    /** when it was published; null before */
    period: Period | null;
    /** the enterprise association through which a user of the enterprise entered the need; null when staff or a broker entered it */
    contactId: string | null;
    /** persons to whom the need was proposed as experts; they may see it. At most 500. */
    proposedTo: string[];
    /** subjects that the text suggests, with their shares; see `startSuggestionWatch` */
    suggestedSubjects: SubjectWeight[];
    /** the day of the suggestion; null if the need has changed since */
    suggestedOn: string | null;
    /** ratings of the enterprise by its experts, 1 to 5, the latest 100 */
    enterpriseRatings: number[];
    /** proposals that the enterprise answered, and proposals that expired without its answer */
    enterpriseAnswers: { answered: number; expired: number };
    /** when the record changed last, in any field; every pool in memory follows it */
    changedAt: Date;
    enteredAt: Date;
    updatedAt: Date;
    searchTokens: string[];
    tokenizerVersion: number;
  };

/** The statements about a need in the input of a mutation or an import. */
export type NeedStatements = {
  title: string;
  description: string;
  background?: string | null | undefined;
  targetOutcome?: string | null | undefined;
  enterpriseId: string;
  regionCode: string;
  requiredSubjects: readonly { code: string; weight: string }[];
  industryCode?: string | null | undefined;
  serviceModes: readonly ServiceMode[];
  quota: number;
  budget?: { value: string; qualifier: Qualifier } | null | undefined;
  deadline?: string | null | undefined;
  minTitleLevel?: string | null | undefined;
  onsiteRequired: boolean;
  confidentiality: NeedFacts['confidentiality'];
  competitorIds?: readonly string[] | null | undefined;
  brokerId?: string | null | undefined;
};

const closed: readonly NeedStatus[] = ['RESOLVED', 'UNRESOLVED', 'WITHDRAWN', 'EXPIRED'];
const unpublished: readonly NeedStatus[] = ['DRAFT', 'SUBMITTED', 'RETURNED'];
/** The statuses in which a need waits for a first engagement, and in which its deadline ends it. */
export const seekingStatuses: readonly NeedStatus[] = ['PUBLISHED', 'MATCHING'];
/** The statuses that can still change. A dissolution withdraws needs with these statuses. */
export const openStatuses = needStatuses.filter((status) => !closed.includes(status));
/** The statuses in which viewers other than the enterprise, staff and brokers may see a need. */
export const publicStatuses = needStatuses.filter((status) => !unpublished.includes(status) && status !== 'WITHDRAWN');
export const isPublished = (status: NeedStatus): boolean => publicStatuses.includes(status);

/** Limits the number of needs that a dissolution withdraws in one transaction. */
export const openNeedsMax = 200;
const competitorsMax = 20;

/** Checks the statements about a need. An imported description may be shorter than one that a person enters. @throws VALIDATION_FAILED. */
export function checkStatements(
  statements: NeedStatements,
  { descriptionMin, today }: { descriptionMin: number; today: string | null },
): NeedFacts {
  const requiredSubjects = requireSubjects(statements.requiredSubjects, 'requiredSubjects');
  requireWholeShare(requiredSubjects, 'requiredSubjects');
  const { deadline = null, minTitleLevel = null, industryCode } = statements;
  if (today && deadline && deadline <= today)
    throw new DomainError('VALIDATION_FAILED', say`The deadline must be later than today.`, ['deadline']);
  if (today) requireNear(deadline, 'deadline', today);
  if (minTitleLevel && !Object.hasOwn(titleLevels, minTitleLevel))
    throw new DomainError('VALIDATION_FAILED', say`A title level is one of ${Object.keys(titleLevels).join(', ')}.`, [
      'minTitleLevel',
    ]);
  const competitorIds = requireList(statements.competitorIds ?? [], 'competitorIds', { max: competitorsMax });
  if (competitorIds.includes(statements.enterpriseId))
    throw new DomainError('VALIDATION_FAILED', say`An enterprise is not its own competitor.`, ['competitorIds']);
  return {
    title: requireText(statements.title, 'title', { min: 5, max: 60 }),
    description: requireText(statements.description, 'description', { min: descriptionMin, max: 5_000 }),
    background: optionalText(statements.background, 'background', { max: 5_000 }),
    targetOutcome: optionalText(statements.targetOutcome, 'targetOutcome', { max: 2_000 }),
    enterpriseId: statements.enterpriseId,
    regionCode: statements.regionCode,
    requiredSubjects,
    mainSubject: mainSubjectOf(requiredSubjects),
    industryCode: industryCode ? requireIndustry(industryCode, 'industryCode') : null,
    serviceModes: requireList(statements.serviceModes, 'serviceModes', { min: 1, max: 7 }),
    quota: requireCount(statements.quota, 'quota', { min: 1, max: 10 }),
    budget: moneyOf(statements.budget, 'budget'),
    deadline,
    minTitleLevel,
    onsiteRequired: statements.onsiteRequired,
    confidentiality: statements.confidentiality,
    competitorIds,
    brokerId: statements.brokerId ?? null,
  };
}

/** The tokens by which a search finds the need. */
export function needTokens(facts: NeedFacts): Pick<Need, 'searchTokens' | 'tokenizerVersion'> {
  const subjects = facts.requiredSubjects.map(({ code }) => subjectOf(code)?.name);
  return {
    searchTokens: indexTokens([facts.title, facts.description, facts.background, facts.targetOutcome, ...subjects]),
    tokenizerVersion,
  };
}

/**
 * Checks the publication of an imported need. What an import does not change is not checked again, because the need may
 * have been withdrawn since. @throws VALIDATION_FAILED.
 */
export function checkPublication(next: Need, before: Need | null, today: string): void {
  if (!before || before.deadline !== next.deadline || before.publishedOn !== next.publishedOn) {
    requireNear(next.deadline, 'deadline', today);
    if (next.deadline && next.publishedOn && next.deadline < next.publishedOn)
      throw new DomainError('VALIDATION_FAILED', say`The deadline lies before the publication.`, ['deadline']);
  }
  if (before && Boolean(before.period) === Boolean(next.period)) return;
  if (!isPublished(next.status) && next.period)
    throw new DomainError('VALIDATION_FAILED', say`A need that is ${next.status} has not been published yet.`, [
      'publishedOn',
    ]);
  if (isPublished(next.status) && !next.period)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`State when the need was published: the day, or the period in the words of the source.`,
      ['publishedOn'],
    );
}

/** Creates a need with the status DRAFT. */
export function draftNeed(
  facts: NeedFacts,
  { id, contactId, now }: { id: string; contactId: string | null; now: Date },
): Need {
  return {
    ...facts,
    ...needTokens(facts),
    _id: id,
    version: 1,
    importKey: null,
    synthetic: false,
    contactId,
    proposedTo: [],
    suggestedSubjects: [],
    suggestedOn: null,
    enterpriseRatings: [],
    enterpriseAnswers: { answered: 0, expired: 0 },
    changedAt: new Date(0),
    status: 'DRAFT',
    statusReason: null,
    publishedOn: null,
    period: null,
    enteredAt: now,
    updatedAt: now,
  };
}

/** DRAFT or RETURNED → SUBMITTED. @throws INVALID_TRANSITION; VALIDATION_FAILED if the deadline has passed in the meantime. */
export function submit(need: Need, now: Date): Decision<Need> {
  if (need.status !== 'DRAFT' && need.status !== 'RETURNED') throw refuse(need, say`submitted`);
  if (need.deadline && need.deadline <= toDay(now))
    throw new DomainError('VALIDATION_FAILED', say`The deadline has passed; enter the need with a later deadline.`, [
      'deadline',
    ]);
  return { next: { ...need, status: 'SUBMITTED', statusReason: null, updatedAt: now }, events: [] };
}

/** Publishes, returns or rejects a submitted need. @throws INVALID_TRANSITION; VALIDATION_FAILED when it is returned or rejected without a reason. */
export function review(
  need: Need,
  { decision, reason }: { decision: 'PUBLISH' | 'RETURN' | 'REJECT'; reason: string | null },
  now: Date,
): Decision<Need> {
  if (need.status !== 'SUBMITTED') throw refuse(need, say`reviewed`);
  if (decision === 'PUBLISH') {
    const today = toDay(now);
    const next: Need = {
      ...need,
      status: 'PUBLISHED',
      statusReason: null,
      publishedOn: today,
      period: onDay(today),
      updatedAt: now,
    };
    return { next, events: [published(next)] };
  }
  if (!reason) throw new DomainError('VALIDATION_FAILED', say`State why the need is returned or rejected.`, ['reason']);
  if (decision === 'REJECT') return withdraw(need, reason, now);
  return { next: { ...need, status: 'RETURNED', statusReason: reason, updatedAt: now }, events: [] };
}

/** Any need that is not over → WITHDRAWN. @throws INVALID_TRANSITION. */
export function withdraw(need: Need, reason: string, now: Date): Decision<Need> {
  if (!openStatuses.includes(need.status)) throw refuse(need, say`withdrawn`);
  const next: Need = { ...need, status: 'WITHDRAWN', statusReason: reason, updatedAt: now };
  return { next, events: [NeedWithdrawn({ needId: need._id, enterpriseId: need.enterpriseId, reason })] };
}

/** Gives a need that is not over to the successor of its enterprise. It is then one of those entered on behalf of the successor. @throws INVALID_TRANSITION. */
export function transferNeed(need: Need, enterpriseId: string, now: Date): Decision<Need> {
  if (!openStatuses.includes(need.status)) throw refuse(need, say`transferred`);
  const competitorIds = need.competitorIds.filter((id) => id !== enterpriseId);
  const next: Need = { ...need, enterpriseId, competitorIds, contactId: null, updatedAt: now };
  const previousEnterpriseId = need.enterpriseId;
  return { next, events: [NeedTransferred({ needId: need._id, enterpriseId, previousEnterpriseId })] };
}

/** PUBLISHED or MATCHING → EXPIRED after the last day on which the need is open; undefined for any other need. */
export function expire(need: Need, now: Date): Decision<Need> | undefined {
  if (!seekingStatuses.includes(need.status) || !need.deadline || need.deadline >= toDay(now)) return undefined;
  const next: Need = { ...need, status: 'EXPIRED', updatedAt: now };
  return { next, events: [NeedExpired({ needId: need._id, enterpriseId: need.enterpriseId })] };
}

/** The facts on which the status of a published need depends. `openProposals` is their number. */
export type NeedProgress = {
  engagements: readonly { status: string; outcome: { resolved: boolean } | null }[];
  openProposals: number;
};

/**
 * Derives the status of a need from its engagements and open proposals. A need is IN_ENGAGEMENT while an engagement is
 * agreed and not over. While all of them are negotiated, it is MATCHED or PARTIALLY_MATCHED. When all are over it is
 * RESOLVED or UNRESOLVED; when all were terminated it is MATCHING again. Without engagements it is MATCHING while
 * proposals are open, and PUBLISHED otherwise. Returns null when the status does not change.
 */
export function followProgress(need: Need, progress: NeedProgress, now: Date): Decision<Need> | null {
  const status = statusAfter(need, progress);
  if (status === need.status || !openStatuses.includes(need.status) || unpublished.includes(need.status)) return null;
  const next: Need = { ...need, status, updatedAt: now };
  const over = status === 'RESOLVED' || status === 'UNRESOLVED';
  return {
    next,
    events: over
      ? [NeedResolved({ needId: need._id, enterpriseId: need.enterpriseId, resolved: status === 'RESOLVED' })]
      : [],
  };
}

function statusAfter(need: Need, { engagements, openProposals }: NeedProgress): NeedStatus {
  const lasting = engagements.filter(({ status }) => status !== 'TERMINATED');
  const running = lasting.filter(({ status }) => status !== 'CLOSED');
  if (engagements.length === 0) {
    if (!seekingStatuses.includes(need.status)) return need.status;
    return openProposals > 0 ? 'MATCHING' : 'PUBLISHED';
  }
  if (running.some(({ status }) => status !== 'NEGOTIATING')) return 'IN_ENGAGEMENT';
  if (running.length > 0) return lasting.length >= need.quota ? 'MATCHED' : 'PARTIALLY_MATCHED';
  if (lasting.length === 0) return 'MATCHING';
  return lasting.some(({ outcome }) => outcome?.resolved) ? 'RESOLVED' : 'UNRESOLVED';
}

/** The event of a published need. */
export function published(need: Need): NewEvent {
  return NeedPublished({
    needId: need._id,
    enterpriseId: need.enterpriseId,
    regionCode: need.regionCode,
    subjectCodes: need.requiredSubjects.map(({ code }) => code),
    industryCode: need.industryCode,
    serviceModes: need.serviceModes,
    deadline: need.deadline,
    publishedOn: need.publishedOn,
  });
}

/**
 * Whether the viewer may see the need; `visibleTo` is the same rule for the database. The need is visible if it belongs to the viewer's enterprise, or to a region of staff or a broker, or
 * it was proposed to the viewer, or its confidentiality includes the viewer.
 */
export function maySee(
  viewer: Viewer,
  need: Pick<Need, 'status' | 'confidentiality' | 'enterpriseId' | 'regionCode' | 'proposedTo'>,
): boolean {
  if (seesAllOf(viewer, need)) return true;
  if (viewer.roles.includes('worker') && need.proposedTo.includes(viewer.id)) return true;
  return isPublished(need.status) && confidentialitiesFor(viewer).includes(need.confidentiality);
}

/**
 * Whether the viewer sees everything about the need, such as its competitors and all its proposals: its enterprise, staff
 * and brokers of its region, and administrators.
 */
export function seesAllOf(
  viewer: Viewer,
  { enterpriseId, regionCode }: Pick<Need, 'enterpriseId' | 'regionCode'>,
): boolean {
  if (viewer.roles.includes('administrator') || viewer.organizations.includes(enterpriseId)) return true;
  return regionsInCharge(viewer).some((region) => contains(region, regionCode));
}

/** Whether the enterprise of the need declared this organization, the employer of an expert, as a competitor. */
export function isCompetitor({ competitorIds }: Pick<Need, 'competitorIds'>, organizationId: string | null): boolean {
  return organizationId !== null && competitorIds.includes(organizationId);
}

/**
 * The rule of `maySee` as a condition for the database. All lists, totals, searches, statistics and recommendations use
 * it.
 */
export function visibleTo(viewer: Viewer): object {
  if (viewer.roles.includes('administrator')) return {};
  const regions = regionsInCharge(viewer);
  return {
    $or: [
      { ...oneOf('status', publicStatuses), ...oneOf('confidentiality', confidentialitiesFor(viewer)) },
      ...(viewer.organizations.length > 0 ? [oneOf('enterpriseId', viewer.organizations)] : []),
      ...regions.map((region) => inRegions('regionCode', [region])),
      ...(viewer.roles.includes('worker') ? [{ proposedTo: viewer.id }] : []),
    ],
  };
}

/** The regions in which the viewer, as staff or broker, sees needs of any status, and their proposals. A claim that is not a region code gives no region. */
export function regionsInCharge(viewer: Viewer): readonly string[] {
  const isInCharge = viewer.roles.includes('staff') || viewer.roles.includes('broker');
  return isInCharge ? viewer.regions.filter(isRegionCode) : [];
}

/** The confidentialities of published needs that the viewer may see. */
function confidentialitiesFor(viewer: Viewer): Need['confidentiality'][] {
  return viewer.roles.length === 0 ? ['PUBLIC'] : ['PUBLIC', 'MEMBERS'];
}

function refuse(need: Need, verb: Message): DomainError {
  return new DomainError('INVALID_TRANSITION', say`A need that is ${need.status} cannot be ${verb}.`, ['id']);
}
