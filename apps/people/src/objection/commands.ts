import { newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import type { Viewer } from '@kexie/service';
import { objectedNomination, settledNomination, type NominationRecord } from '../award/domain.ts';
import type { DecideObjectionInput, ObjectToNominationInput } from '../generated/graphql.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { decided, lapsed, newObjection, requireNotice, type ObjectionRecord } from './domain.ts';

/** Raises an objection to a nominee on the public notice of an award; any user who is signed in. */
export async function objectToNomination(
  { store: { awards, objections }, requests, now }: Deps,
  viewer: Viewer,
  input: ObjectToNominationInput,
): Promise<ObjectionRecord> {
  const permit = rights.objectToNomination(viewer);
  const objectionId = newId('obj');
  const id = await requests.once({ viewerId: viewer.id, mutation: 'objectToNomination', input }, async (session) => {
    const { nominationId, text } = input;
    const nomination = await awards.nominations.require(nominationId, { path: 'nominationId', session });
    const { campaignId } = nomination;
    const campaign = await awards.require(campaignId, { session });
    permit({ nominationId: campaign });
    // The change of the award makes simultaneous objections conflict, so that the second one sees the first.
    await awards.noteNominationChange(campaignId, session);
    const ofUser = await objections.countOfUser(campaignId, viewer.id, session);
    requireNotice(campaign, nomination, { ofUser, today: toDay(now()) });
    const objection = newObjection(nomination, { _id: objectionId, text, by: viewer.id, now: now() });
    await awards.nominations.replace(nomination, { next: objectedNomination(nomination), events: [] }, session);
    return objections.create({ next: objection, events: [] }, session);
  });
  return objections.require(id);
}

/**
 * Decides about an objection; staff of the award's region, but not the user who raised it. The nominee is proposed again
 * when the last open objection is dismissed, and not awarded when one is upheld.
 */
export async function decideObjection(
  deps: Deps,
  viewer: Viewer,
  input: DecideObjectionInput,
): Promise<ObjectionRecord> {
  const permit = rights.decideObjection(viewer);
  const {
    store: { awards, objections },
    now,
  } = deps;
  const { decision, reason } = input;
  return objections.update(input, {
    authorize: async ({ campaignId }, session) => void permit({ id: await awards.require(campaignId, { session }) }),
    decide: (objection) => {
      const status = decision === 'UPHOLD' ? 'UPHELD' : 'DISMISSED';
      return { next: decided(objection, status, { reason, by: viewer.id, now: now() }), events: [] };
    },
    follow: async (objection, session) => {
      const { campaignId, nominationId } = objection;
      const campaign = await awards.require(campaignId, { session });
      const nomination = await awards.nominations.require(nominationId, { session });
      const others = await objections.openOfNomination(nominationId, session);
      await awards.noteNominationChange(campaignId, session);
      const next = settledNomination(campaign, nomination, {
        upheld: decision === 'UPHOLD' ? objection.decisionReason : null,
        stillOpen: others.length,
        by: viewer.id,
      });
      if (next !== nomination) await awards.nominations.replace(nomination, { next, events: [] }, session);
      if (decision === 'UPHOLD') await lapse(deps, others, viewer.id, session);
    },
  });
}

/**
 * Writes what a decision of `reviewNomination` means for the objections to the nomination, in the transaction of the
 * caller: OBJECT raises one in the name of the user, the decisions about objections decide all open ones, and a nomination
 * that is withdrawn has no open ones.
 */
export async function followReview(
  deps: Deps,
  nomination: NominationRecord,
  { decision, reason, by, objectionId }: { decision: string; reason: string | null; by: string; objectionId: string },
  session: Session,
): Promise<void> {
  const {
    store: { objections },
    now,
  } = deps;
  if (decision === 'OBJECT') {
    const facts = { _id: objectionId, text: reason ?? '', path: 'reason', by, now: now() };
    await objections.create({ next: newObjection(nomination, facts), events: [] }, session);
    return;
  }
  const open = await objections.openOfNomination(nomination._id, session);
  if (decision === 'WITHDRAW') return lapse(deps, open, by, session);
  const status = ({ DISMISS_OBJECTION: 'DISMISSED', UPHOLD_OBJECTION: 'UPHELD' } as const)[decision];
  if (status === undefined) return;
  for (const objection of open) {
    const next = decided(objection, status, { reason, by, now: now() });
    await objections.replace(objection, { next, events: [] }, session);
  }
}

/** Ends these objections without a decision, in the transaction of the caller. */
export async function lapse(
  { store: { objections }, now }: Deps,
  open: readonly ObjectionRecord[],
  by: string,
  session: Session,
): Promise<void> {
  for (const objection of open)
    await objections.replace(objection, { next: lapsed(objection, { by, now: now() }), events: [] }, session);
}
