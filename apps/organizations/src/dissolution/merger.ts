import type { Session } from '@kexie/messaging';
import type { Organization } from '../organization/domain.ts';
import type { Deps } from '../store.ts';
import { moveToSuccessor } from './domain.ts';

/** The organizations below a merged one that move to its successor in the transaction of the merger. A watch moves the rest. */
const movedAtOnceMax = 100;
/** The mergers that lead from one organization to the present successor. */
const hopsMax = 50;

/** Moves organizations below a merged one to its successor, in the transaction of the merger. */
export async function moveFirstChildren(
  { store: { organizations } }: Pick<Deps, 'store'>,
  merged: Organization,
  session: Session,
): Promise<void> {
  if (merged.successorId === null) return;
  // of two mergers that touch the successor at the same time, one waits and reads again
  await organizations.touch(merged.successorId, session);
  for (const child of await organizations.childrenAlive(merged._id, movedAtOnceMax, session))
    await organizations.replace(child, moveToSuccessor(child, merged, merged.successorId), session);
}

/**
 * Moves the organizations that are still below a merged one, each in a transaction of its own, to the present successor: a
 * successor that was merged in the meantime is followed. Several replicas may do this at once: each organization moves once.
 * If the successor is merged at the same time, the mark of that merger leads the watch to what has moved there. Returns false
 * when the merger has no present successor, so that nothing can be moved.
 */
export async function moveRemainingChildren({ store }: Pick<Deps, 'store'>, mergedId: string): Promise<boolean> {
  const { organizations } = store;
  for (;;) {
    const children = await organizations.childrenAlive(mergedId, movedAtOnceMax);
    if (children.length === 0) return true;
    for (const { _id } of children) {
      const child = await organizations.update(
        { id: _id },
        {
          decide: async (present, session) => {
            if (present.parentId !== mergedId) return undefined;
            const merged = await organizations.require(mergedId, { session });
            const successor = await presentSuccessor(organizations, merged, session);
            return successor ? moveToSuccessor(present, merged, successor._id) : undefined;
          },
        },
      );
      if (child.parentId === mergedId) return false;
    }
  }
}

/** The organization into which an organization was merged, or into which that one was merged since; null when it has ended otherwise. */
async function presentSuccessor(
  organizations: Deps['store']['organizations'],
  merged: Organization,
  session: Session,
): Promise<Organization | null> {
  let current: Organization | null = merged;
  for (let hops = 0; current?.status === 'MERGED' && hops < hopsMax; hops += 1)
    current = current.successorId === null ? null : await organizations.find(current.successorId, session);
  return current && current.status !== 'MERGED' && current.status !== 'DISSOLVED' ? current : null;
}
