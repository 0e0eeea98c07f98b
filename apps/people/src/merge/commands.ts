import { newId, toDay } from '@kexie/kernel';
import { inTransaction, isDuplicateKey, type Session } from '@kexie/messaging';
import { repointPersons, type Place, type Viewer } from '@kexie/service';
import type { DecideMergeInput, OfferMergeInput } from '../generated/graphql.ts';
import { mergeReferences } from '../merge-references.ts';
import { workerChanged, type PersonRecord } from '../person/domain.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  decideMerge as decided,
  mergeApplications,
  mergeMemberships,
  mergePersons,
  mergeReason,
  openMerge,
  personMerged,
  requireNotMerged,
  type MergeOfferRecord,
} from './domain.ts';

/**
 * Opens an offer after a number was refused that another worker has; a repetition opens no other one. `claimant` is the person who stated the number: a record, or the
 * facts of a registration.
 */
export async function openOfferForPhone(
  { mongo, store: { merges, persons, phones }, now }: Deps,
  viewer: Viewer,
  { phone, claimant, origin }: { phone: string; claimant: PersonRecord; origin: 'REGISTRATION' | 'PROFILE' },
): Promise<void> {
  const _id = newId('mrg');
  try {
    await inTransaction(mongo, async (session) => {
      const { phoneHashes } = await phones.protect(phone, session);
      const survivor = await persons.holderOfPhone({ _id: claimant._id, phoneHashes }, session);
      if (!survivor || (await merges.isCrowded(survivor._id, session))) return;
      const facts = { _id, origin, openedBy: viewer.id, reason: null };
      const next = openMerge(facts, { survivor, merged: claimant }, now());
      if (await merges.model.exists({ openKey: next.openKey }).session(session)) return;
      await merges.create({ next, events: [] }, session);
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error; // the same request at the same time has opened it
  }
}

/** Offers to merge two records. Staff of the regions of both. */
export async function offerMerge(
  { store: { merges, persons }, requests, now }: Deps,
  viewer: Viewer,
  input: OfferMergeInput,
): Promise<MergeOfferRecord> {
  const permit = rights.offerMerge(viewer);
  const _id = newId('mrg');
  const id = await merges.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'offerMerge', input }, async (session) => {
      const [own, other] = [await persons.find(input.survivorId, session), await persons.find(input.mergedId, session)];
      permit({ survivorId: own && placeOf(own), mergedId: other && placeOf(other) });
      const survivor = await persons.known(input.survivorId, 'survivorId', session);
      const merged = await persons.known(input.mergedId, 'mergedId', session);
      const facts = { _id, origin: 'STAFF', openedBy: viewer.id, reason: mergeReason(input.reason) } as const;
      const next = openMerge(facts, { survivor, merged }, now());
      if (await merges.model.exists({ openKey: next.openKey }).session(session)) throw merges.duplicate('openKey_1');
      return merges.create({ next, events: [] }, session);
    }),
  );
  return merges.require(id);
}

/** Accepts or declines an offer. Staff of the regions of both records, but not the user who opened it. */
export async function decideMerge(deps: Deps, viewer: Viewer, input: DecideMergeInput): Promise<MergeOfferRecord> {
  const { accept, reason } = input;
  const { merges } = deps.store;
  const permit = rights.decideMerge(viewer);
  let candidate: PersonRecord | null = null;
  return merges.update(input, {
    authorize: async (offer, session) => {
      // A declined registration has no record any more.
      const merged = offer.candidate ?? (await deps.store.persons.find(offer.mergedId, session));
      const survivor = await deps.store.persons.require(offer.survivorId, { session });
      permit({ id: [placeOf(survivor), ...(merged ? [placeOf(merged)] : [])] });
    },
    decide: (offer) => {
      candidate = offer.candidate;
      return { next: decided(offer, { accept, reason, by: viewer.id, now: deps.now() }), events: [] };
    },
    follow: async (offer, session) => {
      if (offer.status === 'ACCEPTED') await merge(deps, { ...offer, candidate }, session);
    },
  });
}

const placeOf = ({ _id: personId, regionCode }: PersonRecord): Place => ({ personId, regionCode });

async function recordsOf(
  { store: { persons } }: Deps,
  { survivorId, mergedId, candidate }: MergeOfferRecord,
  session: Session,
): Promise<{ survivor: PersonRecord; merged: PersonRecord }> {
  const survivor = await persons.require(survivorId, { session });
  return { survivor, merged: candidate ?? (await persons.require(mergedId, { session })) };
}

/** Merges the records of an accepted offer, and all that names the merged person in this service. */
async function merge(deps: Deps, offer: MergeOfferRecord, session: Session): Promise<void> {
  const { persons, memberships } = deps.store;
  const { survivorId, mergedId } = offer;
  const now = deps.now();
  const before = await recordsOf(deps, offer, session);
  requireNotMerged(before.survivor);
  requireNotMerged(before.merged);
  const after = mergePersons(before.survivor, before.merged, now);
  // The merged record gives its number up before the survivor takes it.
  const gone = { next: after.merged, events: personMerged(before.merged, after.merged) };
  if (offer.candidate) await persons.create(gone, session);
  else await persons.replace(before.merged, gone, session);
  await persons.replace(
    before.survivor,
    { next: after.survivor, events: workerChanged(before.survivor, after.survivor) },
    session,
  );
  await persons.followMerge(mergedId, survivorId, session);

  const ofBoth = {
    survivorId,
    own: await memberships.ofPerson(survivorId, session),
    others: await memberships.ofPerson(mergedId, session),
  };
  for (const { current, next, events } of mergeMemberships(ofBoth, toDay(now)))
    await memberships.replace(current, { next, events }, session);
  const applied = {
    survivorId,
    own: await memberships.applicationsOf(survivorId, session),
    others: await memberships.applicationsOf(mergedId, session),
  };
  for (const { current, next, events } of mergeApplications(applied, now))
    await memberships.applications.replace(current, { next, events }, session);
  await mergeNominations(deps, { survivorId, mergedId }, session);
  await repointPersons(deps.mongo, mergeReferences, { mergedId, survivorId }, session);
  await closeOtherOffers(deps, mergedId, session);
}

/**
 * Nominations follow. When both are nominated for one award, that of the survivor stays, and the other one keeps the
 * merged person and is WITHDRAWN unless it is decided.
 */
async function mergeNominations(
  { store: { awards } }: Deps,
  { survivorId, mergedId }: { survivorId: string; mergedId: string },
  session: Session,
): Promise<void> {
  const own = new Set((await awards.ofNominee(survivorId, session)).map(({ campaignId }) => campaignId));
  for (const nomination of await awards.ofNominee(mergedId, session)) {
    if (!own.has(nomination.campaignId))
      await awards.nominations.replace(
        nomination,
        { next: { ...nomination, nomineeId: survivorId }, events: [] },
        session,
      );
    else if (!decidedNominations.includes(nomination.status)) {
      const next = { ...nomination, status: 'WITHDRAWN', reason: 'The person is nominated twice.' } as const;
      await awards.nominations.replace(nomination, { next, events: [] }, session);
      await awards.noteNominationChange(nomination.campaignId, session);
    }
  }
}

const decidedNominations: readonly string[] = ['AWARDED', 'NOT_AWARDED', 'DISQUALIFIED', 'WITHDRAWN'];

/** Other offers about the merged record end, because it is none any more. */
async function closeOtherOffers({ store: { merges }, now }: Deps, mergedId: string, session: Session): Promise<void> {
  for (const offer of await merges.openOf([mergedId], session)) {
    const ended = { status: 'DECLINED', decisionReason: 'One of the records was merged.', decidedAt: now() } as const;
    await merges.replace(offer, { next: { ...offer, ...ended, candidate: null, openKey: null }, events: [] }, session);
  }
}
