import { ServiceTeamChanged, ServiceTeamCreated, ServiceTeamDissolved } from '@kexie/events';
import { DomainError, optionalText, requireText, type ImportableRecord } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import type { SubjectWeight } from '@kexie/matchmaker';
import { requireList } from '../domain.ts';
import type { Expert } from '../expert/domain.ts';
import { say } from '../messages.ts';

type TeamFacts = {
  title: string;
  purpose: string | null;
  /** the regions that the team serves, 1 to 20 */
  regionCodes: string[];
};

/** The fields that are computed from the experts of the team. Their changes do not raise the version. */
export type TeamStanding = {
  expertCount: number;
  /** the five subjects that most experts of the team have */
  subjects: TeamSubject[];
};

/** A subject, and the number of experts of the team who have it. */
export type TeamSubject = { code: string; experts: number };

/** A service team (专家服务团): the experts whom a society sends to enterprises. The experts store the ids of their teams. */
export type ServiceTeam = ImportableRecord &
  TeamFacts &
  TeamStanding & {
    /** the society that owns the team */
    organizationId: string;
    status: 'ACTIVE' | 'DISSOLVED';
    dissolvedBecause: string | null;
  };

export type TeamStatements = {
  title: string;
  purpose?: string | null | undefined;
  regionCodes: readonly string[];
};

/** The kinds of organizations that may own a service team: 学会, 农技协 and 农技协联合会. */
const societyKinds: readonly string[] = ['SOCIETY', 'RURAL_TECH_ASSOCIATION', 'RURAL_TECH_FEDERATION'];
/** Limits the number of teams that a dissolution ends in one transaction. */
export const teamsPerSocietyMax = 20;
/** The teams to which a round or a list of recommendations may be limited. */
export const teamIdsMax = 20;
const teamsPerExpertMax = 20;
const expertsMax = 500;
const expertsPerChangeMax = 100;
const subjectsShown = 5;

/** Checks the statements about a team. @throws VALIDATION_FAILED. */
export function checkTeam(statements: TeamStatements): TeamFacts {
  return {
    title: requireText(statements.title, 'title', { min: 2, max: 60 }),
    purpose: optionalText(statements.purpose, 'purpose', { max: 1_000 }),
    regionCodes: requireList(statements.regionCodes, 'regionCodes', { min: 1, max: 20 }),
  };
}

/** @throws VALIDATION_FAILED unless the organization is of a kind that may own service teams. */
export function requireSociety({ kind, name }: { kind: string; name: string }): void {
  if (!societyKinds.includes(kind))
    throw new DomainError('VALIDATION_FAILED', say`${name} is not a society.`, ['organizationId']);
}

/** A new team, which has no experts. */
export function newTeam(facts: TeamFacts, organizationId: string, id: string): Decision<ServiceTeam> {
  const next: ServiceTeam = {
    ...facts,
    _id: id,
    version: 1,
    importKey: null,
    synthetic: false,
    organizationId,
    expertCount: 0,
    subjects: [],
    status: 'ACTIVE',
    dissolvedBecause: null,
  };
  return { next, events: [ServiceTeamCreated(factsOf(next))] };
}

/** Replaces the statements about a team. Returns undefined if nothing changes. @throws INVALID_TRANSITION for a team that is DISSOLVED. */
export function restateTeam(team: ServiceTeam, facts: TeamFacts): Decision<ServiceTeam> | undefined {
  requireActive(team);
  const next = { ...team, ...facts };
  if (JSON.stringify(next) === JSON.stringify(team)) return undefined;
  return { next, events: [ServiceTeamChanged(factsOf(next))] };
}

/** ACTIVE → DISSOLVED. The experts leave the team. @throws INVALID_TRANSITION for a team that is DISSOLVED. */
export function dissolveTeam(team: ServiceTeam, reason: string): Decision<ServiceTeam> {
  requireActive(team);
  const { _id: teamId, organizationId } = team;
  return {
    next: { ...team, expertCount: 0, subjects: [], status: 'DISSOLVED', dissolvedBecause: reason },
    events: [ServiceTeamDissolved({ teamId, organizationId, reason })],
  };
}

/** Gives a team to the successor of its society. The experts stay, because their memberships go to the successor as well. */
export function transferTeam(team: ServiceTeam, organizationId: string): Decision<ServiceTeam> {
  requireActive(team);
  const next = { ...team, organizationId };
  return { next, events: [ServiceTeamChanged(factsOf(next))] };
}

/** The experts whom a request names, each once. @throws VALIDATION_FAILED unless there are 1 to 100. */
export function requireExpertIds(ids: readonly string[]): string[] {
  return requireList(ids, 'expertIds', { min: 1, max: expertsPerChangeMax });
}

/**
 * Those of these experts who do not belong to the team yet. Either all of them may enter it or the request is refused.
 * @throws INVALID_TRANSITION for a team that is DISSOLVED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE, CONSENT_MISSING,
 * VALIDATION_FAILED for an expert who is neither a member of the society nor invited, QUOTA_EXCEEDED for more than 500
 * experts in the team or 20 teams of an expert.
 */
export function newcomers(team: ServiceTeam, ids: readonly string[], known: readonly Expert[]): Expert[] {
  requireKnown(team, ids, known);
  const entering = known.filter(({ teamIds }) => !teamIds.includes(team._id));
  for (const expert of entering) requireFit(expert, team);
  if (team.expertCount + entering.length > expertsMax)
    throw new DomainError('QUOTA_EXCEEDED', say`A service team has at most ${expertsMax} experts.`, ['expertIds']);
  return entering;
}

/**
 * Those of these experts who belong to the team.
 * @throws INVALID_TRANSITION for a team that is DISSOLVED, REFERENCE_UNKNOWN.
 */
export function leavers(team: ServiceTeam, ids: readonly string[], known: readonly Expert[]): Expert[] {
  requireKnown(team, ids, known);
  return known.filter(({ teamIds }) => teamIds.includes(team._id));
}

function requireKnown(team: ServiceTeam, ids: readonly string[], known: readonly Expert[]): void {
  requireActive(team);
  if (known.length < ids.length)
    throw new DomainError('REFERENCE_UNKNOWN', say`There is no such expert.`, ['expertIds']);
}

function requireFit(expert: Expert, { organizationId }: ServiceTeam): void {
  const { displayTitle, status, consentVersion, teamIds } = expert;
  const path = ['expertIds'];
  if (status !== 'ACTIVE' && status !== 'PAUSED')
    throw new DomainError('REFERENCE_INACTIVE', say`${displayTitle} is ${status}.`, path);
  if (consentVersion === null)
    throw new DomainError('CONSENT_MISSING', say`${displayTitle} has not consented to recommendations.`, path);
  if (!belongs(expert, organizationId))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`${displayTitle} is neither a member of the society nor invited. A new membership may not be known yet.`,
      path,
    );
  if (teamIds.length >= teamsPerExpertMax)
    throw new DomainError(
      'QUOTA_EXCEEDED',
      say`${displayTitle} belongs to ${teamsPerExpertMax} service teams already.`,
      path,
    );
}

/**
 * Whether an expert may stay in the teams of a society: invited experts (特聘专家) may, and active members of the society,
 * unless the profile is withdrawn. A suspended expert stays, and gets no new engagements.
 */
export function belongs(
  { status, isInvited, societyIds }: Pick<Expert, 'status' | 'isInvited' | 'societyIds'>,
  organizationId: string,
): boolean {
  return status !== 'WITHDRAWN' && (isInvited || societyIds.includes(organizationId));
}

/** @throws INVALID_TRANSITION for a team that is DISSOLVED. */
function requireActive({ status, title }: ServiceTeam): void {
  if (status !== 'ACTIVE') throw new DomainError('INVALID_TRANSITION', say`${title} is dissolved.`, ['id']);
}

/** The standing of a team from the subjects of its experts. Of subjects that equally many have, the one with the greater weights comes first. */
export function standingOfTeam(experts: readonly { subjects: readonly SubjectWeight[] }[]): TeamStanding {
  const totals = new Map<string, { experts: number; weight: number }>();
  for (const { code, weight } of experts.flatMap(({ subjects }) => subjects)) {
    const total = totals.get(code) ?? { experts: 0, weight: 0 };
    totals.set(code, { experts: total.experts + 1, weight: total.weight + weight });
  }
  const subjects = [...totals].sort(
    ([code, a], [other, b]) => b.experts - a.experts || b.weight - a.weight || (code < other ? -1 : 1),
  );
  return {
    expertCount: experts.length,
    subjects: subjects.slice(0, subjectsShown).map(([code, total]) => ({ code, experts: total.experts })),
  };
}

function factsOf({ _id, organizationId, title, regionCodes }: ServiceTeam) {
  return { teamId: _id, organizationId, title, regionCodes };
}
