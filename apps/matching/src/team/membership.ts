import type { Session } from '@kexie/messaging';
import type { Expert } from '../expert/domain.ts';
import type { Deps } from '../store.ts';
import { belongs, standingOfTeam } from './domain.ts';

/**
 * Removes an expert from the teams of societies to which the expert does not belong any more. A member of a merged society
 * belongs to its successor, also before the new membership has arrived.
 */
export async function leaveForeignTeams(
  { store }: Deps,
  expert: Pick<Expert, '_id' | 'status' | 'isInvited' | 'societyIds' | 'teamIds'>,
  session: Session,
): Promise<void> {
  if (expert.teamIds.length === 0) return;
  const teams = await store.teams.among(expert.teamIds, session);
  const successors: string[] = [];
  for (const id of expert.societyIds) {
    const successor = await store.societies.presentSuccessor(id, session);
    if (successor) successors.push(successor);
  }
  const reach = { ...expert, societyIds: [...expert.societyIds, ...successors] };
  const left = teams.filter(({ organizationId }) => !belongs(reach, organizationId)).map(({ _id }) => _id);
  for (const teamId of left) await store.experts.leaveTeam([expert._id], teamId, session);
  await refreshTeams({ store }, left, session);
}

/** Updates the standing of teams, in the transaction that changed the teams or subjects of an expert. */
export async function refreshTeams(
  { store: { teams, experts } }: Pick<Deps, 'store'>,
  teamIds: readonly string[],
  session: Session,
): Promise<void> {
  for (const teamId of teamIds)
    await teams.setStanding(teamId, standingOfTeam(await experts.subjectsOfTeam(teamId, session)), session);
}
