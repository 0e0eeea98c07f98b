import {
  ExpertActivated,
  ExpertCapacityChanged,
  ExpertPaused,
  ExpertSuspended,
  ExpertWithdrawn,
  type NewEvent,
} from '@kexie/events';
import { contains, DomainError, optionalText, requireCount, requireText, type ImportableRecord } from '@kexie/kernel';
import type { Decision, Place, Viewer } from '@kexie/service';
import {
  mainSubjectOf,
  requireFineSubject,
  requireIndustry,
  requireList,
  requireNear,
  requireSubjects,
} from '../domain.ts';
import { say } from '../messages.ts';
import { indexTokens } from '../search/tokens.ts';
import { type ServiceMode, subjectOf, type SubjectWeight, titleLevels, tokenizerVersion } from '@kexie/matchmaker';
import { societiesOf, type PersonEvidence } from './evidence.ts';

type ExpertStatus = 'PENDING' | 'ACTIVE' | 'PAUSED' | 'SUSPENDED' | 'WITHDRAWN';

/** The public facts of a person, from the latest event of `people`. */
export type PersonFacts = {
  _id: string;
  name: string;
  titleLevel: string;
  employerId: string | null;
  regionCode: string;
  homeStatus: string;
};

/** The checked statements about an expert. */
type ExpertFacts = {
  displayTitle: string;
  subjects: SubjectWeight[];
  mainSubject: string;
  industryCodes: string[];
  keywords: string[];
  summary: string | null;
  serviceModes: ServiceMode[];
  capacity: number;
  remoteOk: boolean;
  /** the expert comes to the enterprise */
  onsiteOk: boolean;
  isInvited: boolean;
  consentVersion: string | null;
};

/** The fields that are computed from other records. They are stored for filters and sorting, and their changes do not raise the version. */
export type ExpertStanding = {
  institutionId: string | null;
  regionCode: string;
  titleLevel: string;
  activeLoad: number;
  freeCapacity: number;
  completedCount: number;
  /** CLOSED engagements whose outcome solved the problem */
  resolvedCount: number;
  /** mean of the ratings by enterprises, 1 to 5 */
  satisfaction: number | null;
  /** honours in force of the person, at most 200 */
  honourCount: number;
  /** verified activities at which the person spoke, at most 1000 */
  activityCount: number;
  /** the organizations of which the person is an active member */
  societyIds: string[];
  /** titles of the latest 20 engagements, the latest start first */
  pastTitles: string[];
  /** industries of the latest 20 engagements for PUBLIC needs, the latest start first, each once */
  pastIndustries: string[];
  searchTokens: string[];
  tokenizerVersion: number;
};

export type Expert = ImportableRecord &
  ExpertFacts &
  ExpertStanding & {
    personId: string;
    /** the region whose staff invited the expert, also when the invitation has ended; null for other experts, and for those that an earlier version invited */
    invitedBy: string | null;
    status: ExpertStatus;
    availableFrom: string | null;
    /** the pause by `pauseExpert`; null for other experts, also for one who is PAUSED because the capacity is 0 */
    pause: Pause | null;
    /** null unless the expert is SUSPENDED, or was SUSPENDED when the profile was withdrawn */
    suspendedBecause: string | null;
    /** from the proposals to the expert; their changes do not raise the version */
    /** subjects that the texts of the profile suggest, with their shares, and the day of the suggestion; see `startSuggestionWatch` */
    suggestedSubjects: SubjectWeight[];
    suggestedOn: string | null;
    /** when the record changed last, in any field; every pool in memory follows it */
    changedAt: Date;
    notMyField: string[];
    proposalCount: number;
    openProposals: number;
    reinstatedBecause: string | null;
    withdrawnBecause: string | null;
    /** the service teams to which the expert belongs, at most 20 */
    teamIds: string[];
  };

/** A pause ends at the beginning of the day `until` in Shanghai; null when no day is known. */
export type Pause = { until: string | null; reason: string };

export type ExpertStatements = {
  displayTitle?: string | null | undefined;
  subjects: readonly { code: string; weight: string }[];
  industryCodes?: readonly string[] | null | undefined;
  keywords?: readonly string[] | null | undefined;
  summary?: string | null | undefined;
  serviceModes: readonly ServiceMode[];
  capacity: number;
  remoteOk: boolean;
  onsiteOk: boolean;
  isInvited: boolean;
  consentVersion?: string | null | undefined;
};

/** The fields with statements that the expert or staff make, as columns of an import and in the record. */
export const statementFields = [
  'displayTitle',
  'subjects',
  'industryCodes',
  'keywords',
  'summary',
  'serviceModes',
  'capacity',
  'remoteOk',
  'onsiteOk',
  'isInvited',
  'consentVersion',
  'synthetic',
] as const;

const country = '100000';
const verifiedStatuses = ['VERIFIED', 'ACTIVE', 'DORMANT'];
const capacityMax = 10;
const pastMax = 20;

/** Checks statements about a person. @throws VALIDATION_FAILED. */
export function checkStatements(statements: ExpertStatements, person: PersonFacts): ExpertFacts {
  const subjects = requireSubjects(statements.subjects, 'subjects');
  requireFineSubject(subjects, 'subjects');
  return {
    displayTitle:
      optionalText(statements.displayTitle, 'displayTitle', { max: 100 }) ??
      `${person.name} ${titleLevels[person.titleLevel] ?? ''}`.trim(),
    subjects,
    mainSubject: mainSubjectOf(subjects),
    industryCodes: requireList(statements.industryCodes ?? [], 'industryCodes', { max: 10 }).map((code) =>
      requireIndustry(code, 'industryCodes'),
    ),
    keywords: requireList(
      (statements.keywords ?? []).map((keyword) => requireText(keyword, 'keywords', { max: 40 })),
      'keywords',
      { max: 20 },
    ),
    summary: optionalText(statements.summary, 'summary', { max: 5_000 }),
    serviceModes: requireList(statements.serviceModes, 'serviceModes', { min: 1, max: 7 }),
    capacity: requireCount(statements.capacity, 'capacity', { min: 0, max: capacityMax }),
    remoteOk: statements.remoteOk,
    onsiteOk: statements.onsiteOk,
    isInvited: statements.isInvited,
    consentVersion: optionalText(statements.consentVersion, 'consentVersion', { max: 100 }),
  };
}

/** @throws VALIDATION_FAILED unless the person is verified on the Home of Scientific and Technological Workers, or invited by staff. */
export function requireQualified(person: PersonFacts, isInvited: boolean): void {
  if (isInvited || verifiedStatuses.includes(person.homeStatus)) return;
  throw new DomainError(
    'VALIDATION_FAILED',
    say`${person.name} is neither verified on the Home of Scientific and Technological Workers nor invited.`,
    ['personId'],
  );
}

/**
 * Where the profile lies for this viewer: in the region of the person, or in the region that invited the expert. An
 * expert whom an earlier version invited lies anywhere, because it did not record by whom.
 */
export function placeOfExpert(
  { personId, regionCode, isInvited, invitedBy }: Pick<Expert, 'personId' | 'regionCode' | 'isInvited' | 'invitedBy'>,
  viewer: Viewer,
): Place {
  const home = invitedBy ?? (isInvited ? viewer.regions[0] : undefined);
  const isHost = home !== undefined && viewer.regions.some((region) => contains(region, home));
  return { personId, regionCode: isHost ? home : regionCode };
}

/** The region that invites an expert: that of the staff, or the country for an administrator without a region. */
export function invitedBy(viewer: Viewer): string {
  return viewer.regions[0] ?? country;
}

/** Creates a profile, which is in the pool at once; with a capacity of 0 it is PAUSED. */
export function newExpert(facts: ExpertFacts, person: PersonFacts, id: string): Decision<Expert> {
  const standing = standingOf(facts, person, {
    institution: null,
    engagements: [],
    publicNeedIds: new Set(),
    evidence: noEvidence,
  });
  const next: Expert = {
    ...facts,
    ...standing,
    _id: id,
    version: 1,
    importKey: null,
    synthetic: false,
    personId: person._id,
    status: facts.capacity === 0 ? 'PAUSED' : 'ACTIVE',
    invitedBy: null,
    availableFrom: null,
    pause: null,
    suspendedBecause: null,
    suggestedSubjects: [],
    suggestedOn: null,
    changedAt: new Date(0),
    notMyField: [],
    proposalCount: 0,
    openProposals: 0,
    reinstatedBecause: null,
    withdrawnBecause: null,
    teamIds: [],
  };
  return { next, events: arrival(next) };
}

/**
 * Replaces the statements about an expert. An expert who is SUSPENDED keeps this status. One who is WITHDRAWN enters the
 * pool again, because the statements contain a new consent; if staff had suspended the expert, the suspension holds.
 */
export function restate(expert: Expert, facts: ExpertFacts): Decision<Expert> {
  const next = withCapacity({ ...reentered(expert), ...facts }, facts.capacity);
  return { next, events: changes(expert, next) };
}

function reentered(expert: Expert): Expert {
  if (expert.status !== 'WITHDRAWN') return expert;
  return { ...expert, status: expert.suspendedBecause === null ? 'ACTIVE' : 'SUSPENDED', withdrawnBecause: null };
}

/** The events of a change of statements. */
export function changes(before: Expert, next: Expert): NewEvent[] {
  return [
    ...(next.capacity === before.capacity ? [] : [capacityChanged(next)]),
    ...(next.status === before.status ? [] : arrival(next)),
  ];
}

/**
 * Sets the number of simultaneous engagements: 0 pauses an ACTIVE expert, and more makes an expert ACTIVE who was PAUSED
 * by a capacity of 0. A pause by `pauseExpert` holds. A number up to the present load is allowed: the engagements go on,
 * and the expert gets no new ones.
 * @throws VALIDATION_FAILED; INVALID_TRANSITION for an expert who is suspended or withdrawn.
 */
export function setCapacity(
  expert: Expert,
  capacity: number,
  availableFrom: string | null,
  today: string,
): Decision<Expert> {
  if (expert.status !== 'ACTIVE' && expert.status !== 'PAUSED')
    throw new DomainError('INVALID_TRANSITION', say`An expert who is ${expert.status} takes no engagements.`, ['id']);
  requireNear(availableFrom, 'availableFrom', today);
  const next = withCapacity(
    { ...expert, availableFrom },
    requireCount(capacity, 'capacity', { min: 0, max: capacityMax }),
  );
  return { next, events: [capacityChanged(next), ...(next.status === expert.status ? [] : arrival(next))] };
}

/** ACTIVE or PAUSED → SUSPENDED. @throws INVALID_TRANSITION. */
export function suspend(expert: Expert, reason: string): Decision<Expert> {
  if (expert.status !== 'ACTIVE' && expert.status !== 'PAUSED')
    throw new DomainError('INVALID_TRANSITION', say`An expert who is ${expert.status} cannot be suspended.`, ['id']);
  return {
    next: { ...expert, status: 'SUSPENDED', suspendedBecause: reason },
    events: [ExpertSuspended({ expertId: expert._id, personId: expert.personId })],
  };
}

/** SUSPENDED → ACTIVE, or PAUSED with a capacity of 0 or during a pause. @throws INVALID_TRANSITION. */
export function reinstate(expert: Expert, reason: string, today: string): Decision<Expert> {
  if (expert.status !== 'SUSPENDED')
    throw new DomainError('INVALID_TRANSITION', say`An expert who is ${expert.status} cannot be reinstated.`, ['id']);
  const pause = expert.pause && isOver(expert.pause, today) ? null : expert.pause;
  const next = inPool({ ...expert, status: 'ACTIVE', pause, suspendedBecause: null, reinstatedBecause: reason });
  return { next, events: arrival(next) };
}

/**
 * ACTIVE → PAUSED, or another day and reason for an expert who is PAUSED. The capacity stays.
 * @throws INVALID_TRANSITION; VALIDATION_FAILED unless the day is later than today and at most ten years ahead.
 */
export function pauseExpert(expert: Expert, pause: Pause, today: string): Decision<Expert> {
  if (expert.status !== 'ACTIVE' && expert.status !== 'PAUSED')
    throw new DomainError('INVALID_TRANSITION', say`An expert who is ${expert.status} cannot pause.`, ['id']);
  if (pause.until !== null && isOver(pause, today))
    throw new DomainError('VALIDATION_FAILED', say`A pause ends later than today.`, ['until']);
  requireNear(pause.until, 'until', today);
  const next = inPool({ ...expert, pause });
  return { next, events: [paused(next)] };
}

/** PAUSED → ACTIVE. @throws INVALID_TRANSITION, also for an expert whose capacity is 0: a greater capacity makes this expert ACTIVE. */
export function resume(expert: Expert): Decision<Expert> {
  if (expert.status !== 'PAUSED')
    throw new DomainError('INVALID_TRANSITION', say`An expert who is ${expert.status} cannot resume.`, ['id']);
  if (expert.capacity === 0)
    throw new DomainError('INVALID_TRANSITION', say`The capacity of this expert is 0. Set a greater one.`, ['id']);
  const next = inPool({ ...expert, pause: null });
  return { next, events: arrival(next) };
}

/**
 * Ends a pause whose day has come. With a capacity of 0 the expert stays PAUSED. Returns undefined when there is nothing
 * to end.
 */
export function endPause(expert: Expert, today: string): Decision<Expert> | undefined {
  if (expert.status !== 'PAUSED' || !expert.pause || !isOver(expert.pause, today)) return undefined;
  const next = inPool({ ...expert, pause: null });
  return { next, events: next.status === 'ACTIVE' ? arrival(next) : [] };
}

/**
 * Any status → WITHDRAWN: the person withdraws the consent. The engagements go on, and the profile stays readable where
 * they name it. @throws INVALID_TRANSITION for an expert who is WITHDRAWN.
 */
export function withdraw(expert: Expert, reason: string): Decision<Expert> {
  if (expert.status === 'WITHDRAWN')
    throw new DomainError('INVALID_TRANSITION', say`This profile is withdrawn already.`, ['id']);
  return {
    next: { ...expert, status: 'WITHDRAWN', consentVersion: null, pause: null, withdrawnBecause: reason },
    events: [ExpertWithdrawn({ expertId: expert._id, personId: expert.personId })],
  };
}

function isOver({ until }: Pause, today: string): boolean {
  return until !== null && until <= today;
}

/** A past engagement, as far as a standing depends on it. */
type PastEngagement = {
  title: string;
  status: string;
  startedOn: string | null;
  needId: string | null;
  industryCode: string | null;
  outcome: { resolved: boolean; enterpriseRating: number | null } | null;
};

/** The records on which a standing depends. `publicNeedIds` has the needs among those of the engagements that all viewers may see. */
type StandingSources = {
  institution: string | null;
  engagements: readonly PastEngagement[];
  publicNeedIds: ReadonlySet<string>;
  evidence: Pick<PersonEvidence, 'memberships' | 'honours' | 'activities'>;
};

const noEvidence: StandingSources['evidence'] = { memberships: [], honours: [], activities: [] };

/** Computes the standing of an expert from the person, the person's employer, the engagements and the evidence of other services. */
export function standingOf(
  facts: ExpertFacts,
  person: PersonFacts,
  { institution, engagements, publicNeedIds, evidence }: StandingSources,
): ExpertStanding {
  const over = ['CLOSED', 'TERMINATED'];
  const activeLoad = engagements.filter(({ status }) => !over.includes(status)).length;
  const completed = engagements.filter(({ status }) => status === 'CLOSED');
  const ratings = engagements.flatMap(({ outcome }) => outcome?.enterpriseRating ?? []);
  const subjects = facts.subjects.map(({ code }) => subjectOf(code)?.name);
  return {
    institutionId: person.employerId,
    regionCode: person.regionCode,
    titleLevel: person.titleLevel,
    activeLoad,
    freeCapacity: facts.capacity - activeLoad,
    completedCount: completed.length,
    resolvedCount: completed.filter(({ outcome }) => outcome?.resolved).length,
    satisfaction: ratings.length === 0 ? null : ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length,
    honourCount: evidence.honours.length,
    activityCount: evidence.activities.length,
    societyIds: societiesOf(evidence),
    ...pastOf(engagements, publicNeedIds),
    searchTokens: indexTokens([
      person.name,
      facts.displayTitle,
      institution,
      facts.summary,
      ...facts.keywords,
      ...subjects,
      ...engagements.map(({ title }) => title),
    ]),
    tokenizerVersion,
  };
}

/** The titles and industries of the latest 20 engagements, the latest start first. A need that not all viewers may see gives no industry. */
function pastOf(
  engagements: readonly PastEngagement[],
  publicNeedIds: ReadonlySet<string>,
): Pick<ExpertStanding, 'pastTitles' | 'pastIndustries'> {
  const latest = engagements.toSorted((a, b) => compare(b.startedOn ?? '', a.startedOn ?? ''));
  const industries = latest.flatMap(({ needId, industryCode }) =>
    needId !== null && publicNeedIds.has(needId) ? (industryCode ?? []) : [],
  );
  return {
    pastTitles: latest.slice(0, pastMax).map(({ title }) => title),
    pastIndustries: [...new Set(industries.slice(0, pastMax))],
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The event of an expert who has become ACTIVE or PAUSED; none for any other status. */
export function arrival(expert: Expert): NewEvent[] {
  if (expert.status === 'PAUSED') return [paused(expert)];
  if (expert.status !== 'ACTIVE') return [];
  return [
    ExpertActivated({
      expertId: expert._id,
      personId: expert.personId,
      subjectCodes: expert.subjects.map(({ code }) => code),
      freeCapacity: expert.freeCapacity,
    }),
  ];
}

/** The profile with this capacity: 0 pauses an ACTIVE expert, and more resumes one who is PAUSED for no other reason. */
export function withCapacity(expert: Expert, capacity: number): Expert {
  return inPool({ ...expert, capacity, freeCapacity: capacity - expert.activeLoad });
}

/** The profile with the status that follows from capacity and pause. SUSPENDED and WITHDRAWN hold. */
function inPool(expert: Expert): Expert {
  if (expert.status !== 'ACTIVE' && expert.status !== 'PAUSED') return expert;
  return { ...expert, status: expert.capacity === 0 || expert.pause !== null ? 'PAUSED' : 'ACTIVE' };
}

function paused(expert: Expert): NewEvent {
  return ExpertPaused({
    expertId: expert._id,
    personId: expert.personId,
    until: expert.pause?.until ?? null,
  });
}

function capacityChanged(expert: Expert): NewEvent {
  return ExpertCapacityChanged({
    expertId: expert._id,
    personId: expert.personId,
    capacity: expert.capacity,
    freeCapacity: expert.freeCapacity,
  });
}
