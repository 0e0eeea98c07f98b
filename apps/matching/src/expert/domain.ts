import { ExpertActivated, ExpertCapacityChanged, ExpertSuspended, type NewEvent } from '@kexie/events';
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
import { indexTokens, tokenizerVersion } from '../search/tokens.ts';
import { type ServiceMode, subjectOf, type SubjectWeight, titleLevels } from '@kexie/matchmaker';

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
    suspendedBecause: string | null;
    /** from the proposals to the expert; their changes do not raise the version */
    notMyField: string[];
    proposalCount: number;
    openProposals: number;
  };

export type ExpertStatements = {
  displayTitle?: string | null | undefined;
  subjects: readonly { code: string; weight: string }[];
  industryCodes?: readonly string[] | null | undefined;
  keywords?: readonly string[] | null | undefined;
  summary?: string | null | undefined;
  serviceModes: readonly ServiceMode[];
  capacity: number;
  remoteOk: boolean;
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
  'isInvited',
  'consentVersion',
  'synthetic',
] as const;

const country = '100000';
const verifiedStatuses = ['VERIFIED', 'ACTIVE', 'DORMANT'];
const capacityMax = 10;

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
    isInvited: statements.isInvited,
    consentVersion: optionalText(statements.consentVersion, 'consentVersion', { max: 100 }),
  };
}

/** @throws VALIDATION_FAILED unless the person is verified on the Home of Scientific and Technological Workers, or invited by staff. */
export function requireQualified(person: PersonFacts, isInvited: boolean): void {
  if (isInvited || verifiedStatuses.includes(person.homeStatus)) return;
  throw new DomainError(
    'VALIDATION_FAILED',
    `${person.name} is neither verified on the Home of Scientific and Technological Workers nor invited.`,
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
  const standing = standingOf(facts, person, { institution: null, engagements: [] });
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
    suspendedBecause: null,
    notMyField: [],
    proposalCount: 0,
    openProposals: 0,
  };
  return { next, events: activation(next) };
}

/** Replaces the statements about an expert. An expert who is SUSPENDED or WITHDRAWN keeps this status. */
export function restate(expert: Expert, facts: ExpertFacts): Decision<Expert> {
  const next = withCapacity({ ...expert, ...facts }, facts.capacity);
  return { next, events: changes(expert, next) };
}

/** The events of a change of statements. */
export function changes(before: Expert, next: Expert): NewEvent[] {
  return [
    ...(next.capacity === before.capacity ? [] : [capacityChanged(next)]),
    ...(next.status === before.status ? [] : activation(next)),
  ];
}

/**
 * Sets the number of simultaneous engagements: 0 pauses an ACTIVE expert, and more makes a PAUSED expert ACTIVE.
 * @throws VALIDATION_FAILED; INVALID_TRANSITION for an expert who is suspended or withdrawn.
 */
export function setCapacity(
  expert: Expert,
  capacity: number,
  availableFrom: string | null,
  today: string,
): Decision<Expert> {
  if (expert.status !== 'ACTIVE' && expert.status !== 'PAUSED')
    throw new DomainError('INVALID_TRANSITION', `An expert who is ${expert.status} takes no engagements.`, ['id']);
  requireNear(availableFrom, 'availableFrom', today);
  const next = withCapacity(
    { ...expert, availableFrom },
    requireCount(capacity, 'capacity', { min: 0, max: capacityMax }),
  );
  return { next, events: [capacityChanged(next), ...(next.status === expert.status ? [] : activation(next))] };
}

/** ACTIVE or PAUSED → SUSPENDED. @throws INVALID_TRANSITION. */
export function suspend(expert: Expert, reason: string): Decision<Expert> {
  if (expert.status !== 'ACTIVE' && expert.status !== 'PAUSED')
    throw new DomainError('INVALID_TRANSITION', `An expert who is ${expert.status} cannot be suspended.`, ['id']);
  return {
    next: { ...expert, status: 'SUSPENDED', suspendedBecause: reason },
    events: [ExpertSuspended({ expertId: expert._id, personId: expert.personId })],
  };
}

type PastEngagement = {
  title: string;
  status: string;
  outcome: { resolved: boolean; enterpriseRating: number | null } | null;
};

/** Computes the standing of an expert from the person, the person's employer and the engagements. */
export function standingOf(
  facts: ExpertFacts,
  person: PersonFacts,
  { institution, engagements }: { institution: string | null; engagements: readonly PastEngagement[] },
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

/** The event of an expert who is now ACTIVE; no event for any other status. */
export function activation(expert: Expert): NewEvent[] {
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

/** The profile with this capacity: 0 pauses an ACTIVE expert, and more resumes a PAUSED one. */
export function withCapacity(expert: Expert, capacity: number): Expert {
  const paused = capacity === 0 && expert.status === 'ACTIVE' ? 'PAUSED' : expert.status;
  const status = capacity > 0 && expert.status === 'PAUSED' ? 'ACTIVE' : paused;
  return { ...expert, capacity, freeCapacity: capacity - expert.activeLoad, status };
}

function capacityChanged(expert: Expert): NewEvent {
  return ExpertCapacityChanged({
    expertId: expert._id,
    personId: expert.personId,
    capacity: expert.capacity,
    freeCapacity: expert.freeCapacity,
  });
}
