import { DomainError, newId, toDay } from '@kexie/kernel';
import { inTransaction, replaceGuarded, type Session } from '@kexie/messaging';
import {
  importRows,
  requireRegion,
  requireRole,
  saveImported,
  type ImportInput,
  type ImportReport,
  type Imported,
  type Viewer,
} from '@kexie/service';
import { requireVersion } from '../authorise.ts';
import type {
  AdvanceAwardCampaignInput,
  AwardCampaignRow,
  NominateInput,
  OpenAwardCampaignInput,
  ReviewNominationInput,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import {
  advanceCampaign,
  awardDecided,
  newCampaign,
  nominate as makeNomination,
  reviewNomination as review,
  stepsWith,
  type CampaignRecord,
  type NominationRecord,
  type NominationStatus,
  type Step,
} from './domain.ts';

/** Opens an award for nominations; staff of the region. @returns the campaign's id. */
export async function openAwardCampaign(
  { store, directory, requests }: Deps,
  viewer: Viewer,
  input: OpenAwardCampaignInput,
): Promise<string> {
  requireRegion(viewer, input.regionCode, 'staff');
  const { clientMutationId: _, optionalSteps, nominationQuotaPerUnit, ...facts } = input;
  const campaign = newCampaign({
    ...facts,
    _id: newId('awd'),
    nominationQuotaPerUnit: nominationQuotaPerUnit ?? null,
    steps: stepsWith(optionalSteps),
  });
  return requests.once({ viewerId: viewer.id, mutation: 'openAwardCampaign', input }, async (session) => {
    await directory.knownRegion(campaign.regionCode, 'regionCode', session);
    await requireNewEdition(store, campaign, session);
    await store.awards.model.insertMany([campaign], { session });
    return campaign._id;
  });
}

/** Nominates a worker. The nominating organization's secretary, or staff of the award's region. @returns the nomination's id. */
export async function nominate(
  { store, directory, requests, now }: Deps,
  viewer: Viewer,
  input: NominateInput,
): Promise<string> {
  requireRole(viewer, 'secretary', 'staff');
  const id = newId('nom');
  return requests.once({ viewerId: viewer.id, mutation: 'nominate', input }, async (session) => {
    const { campaignId, nomineeId, nominatedById, summary } = input;
    const campaign = await store.awards.require(campaignId, 'campaignId', session);
    const secretary = viewer.roles.includes('secretary') && viewer.organizations.includes(nominatedById);
    if (!secretary) requireRegion(viewer, campaign.regionCode, 'staff');
    await directory.activeOrganization(nominatedById, 'nominatedById', session);
    await store.persons.known(nomineeId, 'nomineeId', session);
    if (await store.awards.nominated(campaignId, nomineeId, session))
      throw new DomainError('DUPLICATE', 'This person is nominated already.', ['nomineeId']);
    const fromUnit = await store.awards.countFrom(campaignId, nominatedById, session);
    const nomination = makeNomination(
      campaign,
      { _id: id, nomineeId, nominatedById, summary },
      { today: toDay(now()), fromUnit },
    );
    await store.awards.nominations.insertMany([nomination], { session });
    await touch(store, campaign, session);
    return id;
  });
}

/** Moves a nomination on within the award's present step; staff of the award's region. */
export async function reviewNomination(
  { mongo, store }: Deps,
  viewer: Viewer,
  { id, decision, reason, expectedVersion }: ReviewNominationInput,
): Promise<NominationRecord> {
  requireRole(viewer, 'staff');
  return inTransaction(mongo, async (session) => {
    const nomination = await store.awards.requireNomination(id, session);
    const campaign = await store.awards.require(nomination.campaignId, 'id', session);
    requireRegion(viewer, campaign.regionCode, 'staff');
    requireVersion(nomination, expectedVersion);
    const next = await replaceGuarded(
      store.awards.nominations,
      nomination,
      review(campaign, nomination, decision, reason ?? null),
      session,
    );
    await touch(store, campaign, session);
    return next;
  });
}

/** Takes an award to its next step, or cancels it; staff of the award's region. */
export async function advanceAwardCampaign(
  deps: Deps,
  viewer: Viewer,
  input: AdvanceAwardCampaignInput,
): Promise<CampaignRecord> {
  requireRole(viewer, 'staff');
  const { mongo, store, outbox, now } = deps;
  return inTransaction(mongo, async (session) => {
    const campaign = await store.awards.require(input.id, 'id', session);
    requireRegion(viewer, campaign.regionCode, 'staff');
    requireVersion(campaign, input.expectedVersion);
    const nominations = await store.awards.ofCampaign(campaign._id, session);
    const counts = Object.fromEntries(
      [...Map.groupBy(nominations, ({ status }) => status)].map(([status, some]) => [status, some.length]),
    ) as Partial<Record<NominationStatus, number>>;
    const proposedIds = nominations.filter(({ status }) => status === 'PROPOSED').map(({ nomineeId }) => nomineeId);
    const next = await replaceGuarded(
      store.awards.model,
      campaign,
      advanceCampaign(campaign, input, { nominations: counts, proposedIds, today: toDay(now()) }),
      session,
    );
    if (next.status === 'DECIDED') {
      await closeNominations(store, nominations, session);
      await grantHonours(deps, next, next.awardeeIds, session);
      await outbox.append([awardDecided(next)], { aggregateId: next._id, version: next.version }, session);
    }
    return next;
  });
}

/** Loads awards that were decided elsewhere; staff in the award's region. Awardees can be added by a later import, never taken away. */
export async function importAwardCampaigns(
  deps: Deps,
  viewer: Viewer,
  input: ImportInput<AwardCampaignRow>,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  input.rows.forEach(({ regionCode }) => requireRegion(viewer, regionCode, 'staff'));
  return importRows(deps.mongo, input, (row, session) => importAward(deps, viewer, row, session));
}

/** How an award that was decided elsewhere came about is not known here. */
const importedSteps: Step[] = ['DECIDED', 'COMMENDED', 'ARCHIVED'];

async function importAward(
  deps: Deps,
  viewer: Viewer,
  { key, ...row }: AwardCampaignRow,
  session: Session,
): Promise<Imported> {
  const { store, directory, outbox } = deps;
  await directory.knownRegion(row.regionCode, 'regionCode', session);
  const present = await store.awards.model.findOne({ importKey: key }, null, { session }).lean<CampaignRecord>();
  if (present) requireRegion(viewer, present.regionCode, 'staff');
  const wanted = newCampaign({
    ...row,
    _id: present?._id ?? newId('awd'),
    version: present?.version ?? 1,
    importKey: key,
    opensOn: row.opensOn ?? null,
    closesOn: row.closesOn ?? null,
    documentNo: row.documentNo ?? null,
    synthetic: row.synthetic ?? false,
    awardeeIds: [...row.awardeeIds].sort(),
    status: 'COMMENDED',
    steps: importedSteps,
    nominationChanges: present?.nominationChanges ?? 0,
  });
  await requireNewEdition(store, wanted, session);
  const known = await store.persons.existing(wanted.awardeeIds, session);
  const unknown = wanted.awardeeIds.find((id) => !known.has(id));
  if (unknown) throw new DomainError('REFERENCE_UNKNOWN', `${unknown} is not in the register.`, ['awardeeIds']);
  const earlier = new Set(present?.awardeeIds);
  if ([...earlier].some((id) => !wanted.awardeeIds.includes(id)))
    throw new DomainError('VALIDATION_FAILED', 'An import does not take an award away from anybody.', ['awardeeIds']);

  const { id, outcome, record } = await saveImported(store.awards.model, key, () => wanted, session);
  const added = record.awardeeIds.filter((awardee) => !earlier.has(awardee));
  if (added.length > 0) {
    const awarded = (nomineeId: string): NominationRecord => ({
      _id: newId('nom'),
      version: 1,
      campaignId: id,
      nomineeId,
      nominatedById: null,
      summary: null,
      status: 'AWARDED',
      objections: 0,
      reason: null,
    });
    await store.awards.nominations.insertMany(added.map(awarded), { session });
    await grantHonours(deps, record, added, session);
    await outbox.append([awardDecided(record)], { aggregateId: id, version: record.version }, session);
  }
  return { id, outcome };
}

async function requireNewEdition({ awards }: Deps['store'], campaign: CampaignRecord, session: Session): Promise<void> {
  if (await awards.sameEdition(campaign, session))
    throw new DomainError('DUPLICATE', `Edition ${campaign.edition} of this award exists already.`, ['edition']);
}

/** Makes a change of a nomination conflict with a step of its campaign in the same moment. The campaign's version stays: it looks the same to its editors. */
async function touch({ awards }: Deps['store'], { _id }: CampaignRecord, session: Session): Promise<void> {
  await awards.model.updateOne({ _id }, { $inc: { nominationChanges: 1 } }, { session });
}

/** Everybody who was still in the running was awarded or not. */
async function closeNominations(
  { awards }: Deps['store'],
  nominations: readonly NominationRecord[],
  session: Session,
): Promise<void> {
  const results: Partial<Record<NominationStatus, NominationStatus>> = {
    PROPOSED: 'AWARDED',
    SUBMITTED: 'NOT_AWARDED',
    QUALIFIED: 'NOT_AWARDED',
    SHORTLISTED: 'NOT_AWARDED',
  };
  for (const nomination of nominations) {
    const status = results[nomination.status];
    if (status) await replaceGuarded(awards.nominations, nomination, { ...nomination, status }, session);
  }
}

async function grantHonours(
  { store, now }: Deps,
  { _id, title, year, conferredBy, documentNo }: CampaignRecord,
  personIds: readonly string[],
  session: Session,
): Promise<void> {
  for (const personId of personIds)
    await store.persons.grant(
      personId,
      { id: newId('hon'), title, year, conferredBy: conferredBy.join('、'), campaignId: _id, documentNo },
      now(),
      session,
    );
}
