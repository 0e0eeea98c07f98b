import { newId } from '@kexie/kernel';
import { importKeyOf, importRows, statedBy, type ImportReport, type RecordDays, type Viewer } from '@kexie/service';
import type {
  CommitmentRow,
  CorrectCommitmentInput,
  EndCommitmentInput,
  ImportCommitmentsInput,
  SetCommitmentInput,
  WithdrawCommitmentInput,
} from '../generated/graphql.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { requirePresent } from '../withdrawal.ts';
import * as domain from './domain.ts';

/**
 * Records a commitment of a region. @throws VALIDATION_FAILED, REFERENCE_UNKNOWN; DUPLICATE when the region has one of
 * this kind for one of these years.
 */
export async function setCommitment(
  { store: { commitments, regions }, requests }: Deps,
  viewer: Viewer,
  input: SetCommitmentInput,
): Promise<domain.Commitment> {
  rights.setCommitment(viewer)({ regionCode: input });
  const decision = domain.set(newId('cmt'), domain.factsOf(input));
  const id = await commitments.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'setCommitment', input }, async (session) => {
      await regions.knownRegion(input.regionCode, 'regionCode', session, daysOf(input));
      return commitments.create(decision, session);
    }),
  );
  return commitments.require(id);
}

/** Corrects a commitment that was recorded wrongly. @throws as `setCommitment`; NOT_FOUND, VERSION_CONFLICT. */
export async function correctCommitment(
  { store: { commitments, regions } }: Deps,
  viewer: Viewer,
  input: CorrectCommitmentInput,
): Promise<domain.Commitment> {
  const permit = rights.correctCommitment(viewer);
  return commitments.update(input, {
    authorize: (current) => void permit({ id: current, regionCode: input }),
    decide: async (current, session) => {
      await regions.knownRegion(input.regionCode, 'regionCode', session, daysOf(input));
      return domain.correct(current, domain.factsOf(input));
    },
  });
}

/** Ends a commitment. @throws VALIDATION_FAILED, INVALID_TRANSITION, NOT_FOUND, VERSION_CONFLICT. */
export async function endCommitment(
  { store: { commitments } }: Deps,
  viewer: Viewer,
  input: EndCommitmentInput,
): Promise<domain.Commitment> {
  const permit = rights.endCommitment(viewer);
  return commitments.update(input, {
    authorize: (current) => void permit({ id: current }),
    decide: (current) => domain.end(current, input),
  });
}

/** Withdraws a commitment that was recorded wrongly. @throws VALIDATION_FAILED, INVALID_TRANSITION, NOT_FOUND, VERSION_CONFLICT. */
export async function withdrawCommitment(
  { store: { commitments }, now }: Deps,
  viewer: Viewer,
  input: WithdrawCommitmentInput,
): Promise<domain.Commitment> {
  const permit = rights.withdrawCommitment(viewer);
  const at = now();
  return commitments.update(input, {
    authorize: (current) => void permit({ id: current }),
    decide: (current) => domain.withdraw(current, { reason: input.reason, by: viewer.id, at }),
  });
}

/** Imports commitments. A repeated row changes what the row states and nothing has happened to since. */
export async function importCommitments(
  { store: { commitments, regions }, mongo }: Deps,
  viewer: Viewer,
  input: ImportCommitmentsInput,
): Promise<ImportReport> {
  const permit = rights.importCommitments(viewer);
  return importRows(mongo, input, async ({ key, ...row }: CommitmentRow, session) => {
    permit({ regionCode: row });
    const facts = domain.factsOf(row);
    await regions.knownRegion(row.regionCode, 'regionCode', session, daysOf(row));
    return commitments.importRow(
      {
        importKey: importKeyOf(row.regionCode, key),
        authorize: (present) => void permit({ regionCode: [row, present] }),
        stated: statedBy(row, facts),
        create: () => ({ ...facts, _id: newId('cmt'), version: 1, importKey: null, endReason: null, years: [] }),
        complete: async (next, before) => {
          requirePresent(next, 'key');
          domain.checkYears(next);
          await commitments.requireFreeYears(next, session);
          return before && next.untilYear !== before.untilYear ? { ...next, endReason: null } : next;
        },
        events: (_, after) => [domain.setEvent(after)],
      },
      session,
    );
  });
}

type Years = { fromYear: number; untilYear?: number | null | undefined };

function daysOf({ fromYear, untilYear }: Years): RecordDays {
  return { from: `${fromYear}-01-01`, to: untilYear ? `${untilYear}-12-31` : null };
}
