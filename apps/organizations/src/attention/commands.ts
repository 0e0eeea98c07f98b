import { newId } from '@kexie/kernel';
import {
  daysOfYear,
  importKeyOf,
  importRows,
  statedBy,
  type ImportReport,
  type RecordDays,
  type Viewer,
} from '@kexie/service';
import type {
  ImportLeadershipAttentionsInput,
  LeadershipAttentionInput,
  LeadershipAttentionRow,
  WithdrawLeadershipAttentionInput,
} from '../generated/graphql.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { requirePresent } from '../withdrawal.ts';
import { checked, recordedEvent, withdraw, type Attention, type Stated } from './domain.ts';

/** Records the attention of a leader. @throws VALIDATION_FAILED, REFERENCE_UNKNOWN, DUPLICATE. */
export async function recordLeadershipAttention(
  { store: { attentions, regions }, requests, now }: Deps,
  viewer: Viewer,
  input: LeadershipAttentionInput,
): Promise<Attention> {
  rights.recordLeadershipAttention(viewer)({ regionCode: input });
  const next = { ...checked(input, now()), _id: newId('att'), version: 1, importKey: null };
  const id = await attentions.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'recordLeadershipAttention', input }, async (session) => {
      await regions.knownRegion(input.regionCode, 'regionCode', session, daysOf(next));
      return attentions.create({ next, events: [recordedEvent(next)] }, session);
    }),
  );
  return attentions.require(id);
}

/** Withdraws a record that was wrong. @throws VALIDATION_FAILED, INVALID_TRANSITION, NOT_FOUND, VERSION_CONFLICT. */
export async function withdrawLeadershipAttention(
  { store: { attentions }, now }: Deps,
  viewer: Viewer,
  input: WithdrawLeadershipAttentionInput,
): Promise<Attention> {
  const permit = rights.withdrawLeadershipAttention(viewer);
  const at = now();
  return attentions.update(input, {
    authorize: (current) => void permit({ id: current }),
    decide: (current) => withdraw(current, { reason: input.reason, by: viewer.id, at }),
  });
}

/** Imports records of attention. A repeated row changes what the row states and nothing has happened to since. */
export async function importLeadershipAttentions(
  { store: { attentions, regions }, mongo, now }: Deps,
  viewer: Viewer,
  input: ImportLeadershipAttentionsInput,
): Promise<ImportReport> {
  const permit = rights.importLeadershipAttentions(viewer);
  return importRows(mongo, input, async ({ key, ...row }: LeadershipAttentionRow, session) => {
    permit({ regionCode: row });
    // Each row has its own import key, so two hearings without a day in the same year stay two records.
    const { uniqueKey: _, ...facts } = checked(row, now());
    await regions.knownRegion(row.regionCode, 'regionCode', session, daysOf(facts));
    return attentions.importRow(
      {
        importKey: importKeyOf(row.regionCode, key),
        authorize: (present) => void permit({ regionCode: [row, present] }),
        stated: statedBy(row, facts),
        create: () => ({ ...facts, _id: newId('att'), version: 1, importKey: null }),
        complete: (next) => {
          requirePresent(next, 'key');
          return next;
        },
        events: (_, after) => [recordedEvent(after)],
      },
      session,
    );
  });
}

function daysOf({ heldOn, year }: Pick<Stated, 'heldOn' | 'year'>): RecordDays {
  return heldOn ?? daysOfYear(year);
}
