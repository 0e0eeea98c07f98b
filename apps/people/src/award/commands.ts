import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importAsStaff,
  requireActingFor,
  requireRegion,
  requireRegionOfPresent,
  requireRole,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
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

/** Opens an award for nominations; staff of the region. */
export async function openAwardCampaign(
  { store: { awards }, directory, requests }: Deps,
  viewer: Viewer,
  input: OpenAwardCampaignInput,
): Promise<CampaignRecord> {
  requireRegion(viewer, input.regionCode, 'staff');
  const { clientMutationId: _, optionalSteps, nominationQuotaPerUnit, ...facts } = input;
  const campaign = newCampaign({
    ...facts,
    _id: newId('awd'),
    nominationQuotaPerUnit: nominationQuotaPerUnit ?? null,
    steps: stepsWith(optionalSteps),
  });
  const id = await awards.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'openAwardCampaign', input }, async (session) => {
      await directory.knownRegion(campaign.regionCode, 'regionCode', session);
      await awards.requireNewEdition(campaign, session);
      return awards.create({ next: campaign, events: [] }, session);
    }),
  );
  return awards.require(id);
}

/** Nominates a worker. The nominating organization's secretary, or staff of the award's region. */
export async function nominate(
  { store: { awards, persons }, directory, requests, now }: Deps,
  viewer: Viewer,
  input: NominateInput,
): Promise<NominationRecord> {
  requireRole(viewer, 'secretary', 'staff');
  const newNominationId = newId('nom');
  const id = await awards.nominations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'nominate', input }, async (session) => {
      const { campaignId, nomineeId, nominatedById, summary } = input;
      const campaign = await awards.require(campaignId, { path: 'campaignId', session });
      requireActingFor(viewer, { id: nominatedById, regionCode: campaign.regionCode });
      await directory.activeOrganization(nominatedById, 'nominatedById', session);
      await persons.known(nomineeId, 'nomineeId', session);
      await awards.requireNotNominated(campaignId, nomineeId, session);
      const fromUnit = await awards.countFrom(campaignId, nominatedById, session);
      const nomination = makeNomination(
        campaign,
        { _id: newNominationId, nomineeId, nominatedById, summary },
        { today: toDay(now()), fromUnit },
      );
      await awards.noteNominationChange(campaignId, session);
      return awards.nominations.create({ next: nomination, events: [] }, session);
    }),
  );
  return awards.nominations.require(id);
}

/** Decides about a nomination in the current step of the award; staff of the award's region. */
export async function reviewNomination(
  { store: { awards } }: Deps,
  viewer: Viewer,
  input: ReviewNominationInput,
): Promise<NominationRecord> {
  requireRole(viewer, 'staff');
  const campaignOf = ({ campaignId }: NominationRecord, session: Session) => awards.require(campaignId, { session });
  return awards.nominations.update(input, {
    authorize: async (nomination, session) =>
      requireRegion(viewer, (await campaignOf(nomination, session)).regionCode, 'staff'),
    decide: async (nomination, session) => {
      const campaign = await campaignOf(nomination, session);
      await awards.noteNominationChange(campaign._id, session);
      return { next: review(campaign, nomination, input.decision, input.reason ?? null), events: [] };
    },
  });
}

/** Moves an award to its next step, or cancels it; staff of the award's region. */
export async function advanceAwardCampaign(
  deps: Deps,
  viewer: Viewer,
  input: AdvanceAwardCampaignInput,
): Promise<CampaignRecord> {
  requireRole(viewer, 'staff');
  const {
    store: { awards },
    now,
  } = deps;
  return awards.update(input, {
    authorize: ({ regionCode }) => requireRegion(viewer, regionCode, 'staff'),
    decide: async (campaign, session) => {
      const nominations = await awards.ofCampaign(campaign._id, session);
      const counts = Object.fromEntries(
        [...Map.groupBy(nominations, ({ status }) => status)].map(([status, some]) => [status, some.length]),
      ) as Partial<Record<NominationStatus, number>>;
      const proposedIds = nominations.filter(({ status }) => status === 'PROPOSED').map(({ nomineeId }) => nomineeId);
      const next = advanceCampaign(campaign, input, { nominations: counts, proposedIds, today: toDay(now()) });
      return { next, events: next.status === 'DECIDED' ? [awardDecided(next)] : [] };
    },
    follow: async (campaign, session) => {
      if (campaign.status !== 'DECIDED') return;
      await closeNominations(deps, await awards.ofCampaign(campaign._id, session), session);
      await grantHonours(deps, campaign, campaign.awardeeIds, session);
    },
  });
}

/**
 * Imports awards that were decided outside the platform; staff of the award's region. A later import can add awardees,
 * but not remove them.
 */
export async function importAwardCampaigns(
  deps: Deps,
  viewer: Viewer,
  input: ImportInput<AwardCampaignRow>,
): Promise<ImportReport> {
  input.rows.forEach(({ regionCode }) => requireRegion(viewer, regionCode, 'staff'));
  return importAsStaff(deps.mongo, viewer, input, (row, session) => importAward(deps, viewer, row, session));
}

/** The steps of an imported award. The platform does not know the steps before the decision. */
const importedSteps: Step[] = ['DECIDED', 'COMMENDED', 'ARCHIVED'];

async function importAward(
  deps: Deps,
  viewer: Viewer,
  { key, ...row }: AwardCampaignRow,
  session: Session,
): Promise<Imported> {
  const {
    store: { awards, persons },
    directory,
  } = deps;
  await directory.knownRegion(row.regionCode, 'regionCode', session);
  const next = async (present: CampaignRecord | null): Promise<CampaignRecord> => {
    requireRegionOfPresent(viewer, present);
    const wanted = newCampaign({
      ...row,
      _id: present?._id ?? newId('awd'),
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
    await awards.requireNewEdition(wanted, session);
    const known = await persons.existing(wanted.awardeeIds, session);
    const unknown = wanted.awardeeIds.find((id) => !known.has(id));
    if (unknown) throw new DomainError('REFERENCE_UNKNOWN', `${unknown} is not in the register.`, ['awardeeIds']);
    if (present?.awardeeIds.some((id) => !wanted.awardeeIds.includes(id)))
      throw new DomainError('VALIDATION_FAILED', 'An import cannot remove an awardee.', ['awardeeIds']);
    return wanted;
  };
  const events = (before: CampaignRecord | null, after: CampaignRecord) =>
    addedIds(before, after).length > 0 ? [awardDecided(after)] : [];
  const { id, outcome, before, record } = await awards.import(key, { next, events }, session);
  const added = addedIds(before, record);
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
  await awards.nominations.createAll(
    added.map((nomineeId) => ({ next: awarded(nomineeId), events: [] })),
    session,
  );
  await grantHonours(deps, record, added, session);
  return { id, outcome };
}

function addedIds(before: CampaignRecord | null, after: CampaignRecord): string[] {
  return after.awardeeIds.filter((id) => !before?.awardeeIds.includes(id));
}

/** Closes the open nominations: proposed persons become AWARDED, the others NOT_AWARDED. */
async function closeNominations(
  { store: { awards } }: Deps,
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
    if (status) await awards.nominations.replace(nomination, { next: { ...nomination, status }, events: [] }, session);
  }
}

async function grantHonours(
  { store: { persons }, now }: Deps,
  { _id, title, year, conferredBy, documentNo }: CampaignRecord,
  personIds: readonly string[],
  session: Session,
): Promise<void> {
  for (const personId of personIds)
    await persons.grant(
      personId,
      { id: newId('hon'), title, year, conferredBy: conferredBy.join('、'), campaignId: _id, documentNo },
      now(),
      session,
    );
}
