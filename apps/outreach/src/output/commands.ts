import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importKeyOf, importRows, type Decision, type Imported, type ImportReport, type Viewer } from '@kexie/service';
import type { CorrectOutputInput, ImportOutputsInput, LogOutputInput, OutputRow } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { placeOfOperated, rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { correctOutput as correct, importedOutput, logOutput as log, repeats, type OutputRecord } from './domain.ts';

export async function logOutput(deps: Deps, viewer: Viewer, input: LogOutputInput): Promise<OutputRecord> {
  const permit = rights.logOutput(viewer);
  const circumstances = stampOf(deps);
  const id = await deps.requests.once({ viewerId: viewer.id, mutation: 'logOutput', input }, async (session) => {
    const channel = await deps.store.channels.require(input.channelId, { path: 'channelId', session });
    const campaign = await deps.store.campaigns.referredTo(input.campaignId, 'campaignId', session);
    permit({ channelId: placeOfOperated(channel), campaignId: campaign });
    return add(deps, log(input, { ...circumstances, channel, campaign }), session);
  });
  return deps.store.outputs.require(id);
}

export async function correctOutput(deps: Deps, viewer: Viewer, input: CorrectOutputInput): Promise<OutputRecord> {
  const permit = rights.correctOutput(viewer);
  const circumstances = stampOf(deps);
  const id = await deps.requests.once({ viewerId: viewer.id, mutation: 'correctOutput', input }, async (session) => {
    const original = await deps.store.outputs.require(input.originalId, { path: 'originalId', session });
    const channel = await deps.store.channels.require(original.channelId, { path: 'originalId', session });
    const campaign = await deps.store.campaigns.referredTo(original.campaignId, 'originalId', session);
    const roles = permit({ originalId: placeOfOperated(channel) });
    if (campaign?.status === 'REPORTED' && !roles.some((role) => role === 'staff' || role === 'administrator'))
      throw new DomainError('FORBIDDEN', say`The figures of a REPORTED campaign are final for its operators.`, [
        'originalId',
      ]);
    const decision = correct(original, input, { ...circumstances, channel, campaign });
    const correctionId = await add(deps, decision, session);
    await deps.store.outputs.markCorrected(original, correctionId, session);
    return correctionId;
  });
  return deps.store.outputs.require(id);
}

export async function importOutputs(deps: Deps, viewer: Viewer, input: ImportOutputsInput): Promise<ImportReport> {
  const permit = rights.importOutputs(viewer);
  return importRows(deps.mongo, input, async (row: OutputRow, session): Promise<Imported> => {
    const channel = await deps.store.channels.require(row.channelId, { path: 'channelId', session });
    const campaign = await deps.store.campaigns.referredTo(row.campaignId, 'campaignId', session);
    permit({ channelId: placeOfOperated(channel), campaignId: campaign });
    const importKey = importKeyOf(channel.regionCode, row.key);
    const present = await deps.store.outputs.byImportKey(importKey, session);
    // before the checks, because the channel and the campaign may have ended since
    if (present && repeats(present, row)) return { id: present._id, outcome: 'UNCHANGED' };
    const decision = importedOutput(importKey, row, { ...stampOf(deps), channel, campaign });
    if (!present) return { id: await add(deps, decision, session), outcome: 'CREATED' };
    throw new DomainError(
      'DUPLICATE',
      say`A different record was imported with this key. Records are never changed: correct it instead.`,
      ['key'],
    );
  });
}

/** Adds a record unless another record covers its days. It also writes the channel, so that of two concurrent additions one waits and checks again. */
async function add({ store }: Deps, decision: Decision<OutputRecord>, session: Session): Promise<string> {
  const { next } = decision;
  await store.outputs.requireNoOverlap(next, session);
  await store.channels.noteOutput(next.channelId, { campaignId: next.campaignId, at: next.recordedAt }, session);
  return store.outputs.create(decision, session);
}

/** The id and the time of a new record. */
function stampOf({ now }: Deps) {
  const instant = now();
  return { id: newId('out'), now: instant, today: toDay(instant) };
}
