import { newId } from '@kexie/kernel';
import { importAsStaff, requireRegion, requireRegionOfPresent, type ImportReport, type Viewer } from '@kexie/service';
import type {
  ImportLeadershipAttentionsInput,
  LeadershipAttentionInput,
  LeadershipAttentionRow,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import { checked, recordedEvent, type Attention } from './domain.ts';

/** Records the attention of a leader. @throws VALIDATION_FAILED, REFERENCE_UNKNOWN, DUPLICATE. */
export async function recordLeadershipAttention(
  { store: { attentions, regions }, requests, now }: Deps,
  viewer: Viewer,
  input: LeadershipAttentionInput,
): Promise<Attention> {
  requireRegion(viewer, input.regionCode, 'staff');
  const next = { ...checked(input, now()), _id: newId('att'), version: 1, importKey: null };
  const id = await attentions.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'recordLeadershipAttention', input }, async (session) => {
      await regions.knownRegion(input.regionCode, 'regionCode', session);
      return attentions.create({ next, events: [recordedEvent(next)] }, session);
    }),
  );
  return attentions.require(id);
}

/** Imports records of attention. Only staff may do this, and each row must lie in their region. */
export function importLeadershipAttentions(
  { store: { attentions, regions }, mongo, now }: Deps,
  viewer: Viewer,
  input: ImportLeadershipAttentionsInput,
): Promise<ImportReport> {
  return importAsStaff(mongo, viewer, input, async ({ key, ...row }: LeadershipAttentionRow, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    // Each row has its own import key, so two hearings without a day in the same year stay two records.
    const { uniqueKey: _, ...stated } = checked(row, now());
    await regions.knownRegion(row.regionCode, 'regionCode', session);
    return attentions.import(
      key,
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          return { ...stated, _id: present?._id ?? newId('att'), version: 1, importKey: key };
        },
        events: (_before, after) => [recordedEvent(after)],
      },
      session,
    );
  });
}
