import { DomainError } from '@kexie/kernel';
import type { Model } from '@kexie/matchmaker';
import { say } from '../messages.ts';
import type { Deps } from '../store.ts';

/** The weights of a version, or those that were adopted last. @throws VALIDATION_FAILED for an unknown version. */
export async function modelOf(
  { store: { models } }: Pick<Deps, 'store'>,
  version: string | null | undefined,
): Promise<Model> {
  const record = version ? await models.find(version) : await models.adopted();
  if (!record)
    throw new DomainError('VALIDATION_FAILED', say`There are no weights of the version ${String(version)}.`, [
      'modelVersion',
    ]);
  return { modelVersion: record._id, need: record.need, expert: record.expert };
}
