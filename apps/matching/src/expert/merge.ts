import type { Session } from '@kexie/messaging';
import { repointPersons } from '@kexie/service';
import { mergeReferences } from '../merge-references.ts';
import { supersede } from '../proposal/consequences.ts';
import type { Deps } from '../store.ts';
import { leaveForeignTeams } from '../team/membership.ts';
import { refreshStanding } from './commands.ts';
import { withdraw, type Expert } from './domain.ts';

const becauseMerged = '人员合并 (two records of this person were merged)';

/**
 * Makes all records of a merged person those of the survivor. When both have a profile, the one with more engagements
 * stays, and that of the survivor if they are equal. The other is WITHDRAWN and keeps the merged person, because a person
 * has one profile.
 */
export async function mergeExperts(
  deps: Deps,
  merged: { mergedId: string; survivorId: string },
  session: Session,
): Promise<void> {
  const { evidence, experts, needs, persons } = deps.store;
  const { mergedId, survivorId } = merged;
  await persons.noteMerge(merged, session);
  await evidence.merge(merged, session);
  await needs.noteProposedTo(mergedId, session);
  await repointPersons(deps.mongo, mergeReferences, merged, session);

  const own = await experts.ofPerson(survivorId, session);
  const other = await experts.ofPerson(mergedId, session);
  if (own && other) {
    const [kept, left] = engagementsOf(other) > engagementsOf(own) ? [other, own] : [own, other];
    await retire(deps, left, session);
    if (kept === other) await exchange(deps, { kept: other._id, left: own._id }, merged, session);
  } else if (other) await experts.replace(other, { next: { ...other, personId: survivorId }, events: [] }, session);
  const present = await experts.ofPerson(survivorId, session);
  if (present) await refreshStanding(deps, present._id, session);
}

const engagementsOf = ({ activeLoad, completedCount }: Expert): number => activeLoad + completedCount;

async function retire(deps: Deps, expert: Expert, session: Session): Promise<void> {
  if (expert.status === 'WITHDRAWN') return;
  const written = await deps.store.experts.replace(expert, withdraw(expert, becauseMerged), session);
  await leaveForeignTeams(deps, written, session);
  await supersede(deps, { expertId: written._id }, 'EXPERT_UNAVAILABLE', session);
}

/** Gives the kept profile to the survivor, and the other one to the merged person. The unique index allows no two of one person in between. */
async function exchange(
  { store: { experts } }: Deps,
  { kept, left }: { kept: string; left: string },
  { mergedId, survivorId }: { mergedId: string; survivorId: string },
  session: Session,
): Promise<void> {
  await experts.model.updateOne({ _id: left }, { $set: { personId: `${mergedId} ${left}` } }, { session });
  const profile = await experts.require(kept, { session });
  await experts.replace(profile, { next: { ...profile, personId: survivorId }, events: [] }, session);
  const other = await experts.require(left, { session });
  await experts.replace(other, { next: { ...other, personId: mergedId }, events: [] }, session);
}
