import { DomainError, newId, requireText, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import type { Place, Viewer } from '@kexie/service';
import { say } from '../messages.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  checkTeam,
  dissolveTeam,
  leavers,
  newcomers,
  newTeam,
  requireExpertIds,
  requireSociety,
  restateTeam,
  teamsPerSocietyMax,
  transferTeam,
  type ServiceTeam,
  type TeamStatements,
} from './domain.ts';
import { refreshTeams } from './membership.ts';

export type CreateTeam = TeamStatements & { organizationId: string; clientMutationId: string };
export type UpdateTeam = TeamStatements & { id: string; expectedVersion: number };
export type ChangeExperts = { id: string; expertIds: readonly string[]; expectedVersion?: number | null | undefined };

/**
 * Forms a service team of a society.
 * @throws UNAUTHENTICATED, FORBIDDEN, VALIDATION_FAILED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE, QUOTA_EXCEEDED for more
 * than 20 ACTIVE teams of a society, DUPLICATE.
 */
export async function createServiceTeam(deps: Deps, viewer: Viewer, input: CreateTeam): Promise<ServiceTeam | null> {
  const permit = rights.createServiceTeam(viewer);
  const id = newId('stm');
  const request = { viewerId: viewer.id, mutation: 'createServiceTeam', input };
  const teamId = await deps.requests.once(request, async (session) => {
    permit({ organizationId: await placeOf(deps, input.organizationId, session), regionCodes: null });
    const facts = checkTeam(input);
    const society = await deps.directory.activeOrganization(input.organizationId, 'organizationId', session);
    requireSociety(society);
    await requireRegions(deps, facts.regionCodes, session);
    await admit(deps, society._id, session);
    return deps.store.teams.create(newTeam(facts, society._id, id), session);
  });
  return deps.store.teams.find(teamId);
}

/** Changes the statements about a team. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, VALIDATION_FAILED, REFERENCE_UNKNOWN, INVALID_TRANSITION. */
export async function updateServiceTeam(deps: Deps, viewer: Viewer, input: UpdateTeam): Promise<ServiceTeam> {
  const permit = rights.updateServiceTeam(viewer);
  return deps.store.teams.update(input, {
    authorize: async (team, session) =>
      void permit({ id: await placeOf(deps, team.organizationId, session), regionCodes: null }),
    decide: async (team, session) => {
      const facts = checkTeam(input);
      await requireRegions(deps, facts.regionCodes, session);
      return restateTeam(team, facts);
    },
  });
}

/**
 * Adds experts to a team: all of them, or none. Experts who belong to the team already change nothing.
 * @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, and what `newcomers` throws.
 */
export async function addTeamExperts(deps: Deps, viewer: Viewer, input: ChangeExperts): Promise<ServiceTeam | null> {
  const permit = rights.addTeamExperts(viewer);
  return changeExperts(deps, input, {
    authorize: async (team, session) =>
      void permit({ id: await placeOf(deps, team.organizationId, session), expertIds: null }),
    apply: async (team, ids, session) => {
      const known = await deps.store.experts.among(ids, session);
      const entering = newcomers(team, ids, known).map(({ _id }) => _id);
      if (entering.length > 0) await deps.store.experts.enterTeam(entering, team._id, session);
      return entering.length;
    },
  });
}

/**
 * Removes experts from a team. Experts who do not belong to it change nothing.
 * @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, VALIDATION_FAILED, and what `leavers` throws.
 */
export async function removeTeamExperts(deps: Deps, viewer: Viewer, input: ChangeExperts): Promise<ServiceTeam | null> {
  const permit = rights.removeTeamExperts(viewer);
  return changeExperts(deps, input, {
    authorize: async (team, session) =>
      void permit({ id: await placeOf(deps, team.organizationId, session), expertIds: null }),
    apply: async (team, ids, session) => {
      const known = await deps.store.experts.among(ids, session);
      const leaving = leavers(team, ids, known).map(({ _id }) => _id);
      if (leaving.length > 0) await deps.store.experts.leaveTeam(leaving, team._id, session);
      return leaving.length;
    },
  });
}

/** Ends a team. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, VALIDATION_FAILED, INVALID_TRANSITION. */
export async function dissolveServiceTeam(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; reason: string; expectedVersion: number },
): Promise<ServiceTeam> {
  const permit = rights.dissolveServiceTeam(viewer);
  return deps.store.teams.update(input, {
    authorize: async (team, session) => void permit({ id: await placeOf(deps, team.organizationId, session) }),
    decide: (team) => dissolveTeam(team, requireText(input.reason, 'reason')),
    follow: ({ _id }, session) => deps.store.experts.leaveTeam('all', _id, session),
  });
}

const societyDissolved = '学会已注销 (the society was dissolved)';
const tooManyTeams = '学会已合并 (the society was merged into one that has as many service teams as it may have)';

/**
 * Ends all teams of a dissolved society, or gives those of a merged one to its successor, up to the number of teams that a
 * society may have. New ones are not admitted any more, also if the directory does not know the dissolution yet.
 */
export async function dissolveTeamsOf(
  { store: { societies, teams, experts } }: Deps,
  { organizationId, successorId }: { organizationId: string; successorId: string | null },
  session: Session,
): Promise<void> {
  await societies.close(organizationId, successorId, session);
  const ending = await teams.activeOf(organizationId, session);
  if (ending.length === 0) return;
  const successor = successorId && (await societies.presentSuccessor(successorId, session));
  if (successor) await societies.admit(successor, session);
  let room = successor ? teamsPerSocietyMax - (await teams.activeOf(successor, session)).length : 0;
  for (const team of ending) {
    if (successor && room > 0) await teams.replace(team, transferTeam(team, successor), session);
    else {
      await teams.replace(team, dissolveTeam(team, successor ? tooManyTeams : societyDissolved), session);
      await experts.leaveTeam('all', team._id, session);
    }
    room -= 1;
  }
}

/** Changes which experts belong to a team, in one transaction. `apply` returns the number of changed experts; 0 changes nothing. */
async function changeExperts(
  deps: Deps,
  { id, expertIds, expectedVersion }: ChangeExperts,
  {
    authorize,
    apply,
  }: {
    authorize: (team: ServiceTeam, session: Session) => Promise<void>;
    apply: (team: ServiceTeam, ids: readonly string[], session: Session) => Promise<number>;
  },
): Promise<ServiceTeam | null> {
  const change = { id, expectedVersion: expectedVersion ?? undefined };
  const { _id } = await deps.store.teams.update(change, {
    authorize,
    decide: async (team, session) => {
      const ids = requireExpertIds(expertIds);
      // the number of experts is checked against the team, which this transaction writes: so two requests cannot both take the last place
      return (await apply(team, ids, session)) > 0 ? { next: team, events: [] } : undefined;
    },
    follow: (team, session) => refreshTeams(deps, [team._id], session),
  });
  return deps.store.teams.find(_id);
}

/** Where a society lies, and so its teams. One that is not known yet lies nowhere, and only administrators may name it. */
async function placeOf({ directory }: Deps, organizationId: string, session: Session): Promise<Place> {
  const society = await directory.organization(organizationId, session);
  return { organizationId, regionCode: society?.regionCode };
}

async function requireRegions({ directory, now }: Deps, codes: readonly string[], session: Session): Promise<void> {
  for (const code of codes) await directory.knownRegion(code, 'regionCodes', session, toDay(now()));
}

/** @throws REFERENCE_INACTIVE, QUOTA_EXCEEDED. */
async function admit({ store: { societies, teams } }: Deps, organizationId: string, session: Session): Promise<void> {
  const { dissolved } = await societies.admit(organizationId, session);
  if (dissolved) throw new DomainError('REFERENCE_INACTIVE', say`This society was dissolved.`, ['organizationId']);
  if ((await teams.activeOf(organizationId, session)).length >= teamsPerSocietyMax)
    throw new DomainError('QUOTA_EXCEEDED', say`This society already has ${teamsPerSocietyMax} service teams.`, [
      'organizationId',
    ]);
}
