import type { NewEvent } from '@kexie/events';
import { DomainError, newId, requireCount, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  daysOfYear,
  type Imported,
  type ImportInput,
  importKeyOf,
  type ImportReport,
  importRows,
  type Place,
  statedBy,
  type Viewer,
} from '@kexie/service';
import type {
  AdvanceAwardCampaignInput,
  AwardCampaignRow,
  DraftAwardCampaignInput,
  NominateInput,
  OpenAwardCampaignInput,
  ReviewNominationInput,
  ReviseAwardCampaignInput,
} from '../generated/graphql.ts';
import { grantAwardHonours } from '../honour/commands.ts';
import { say } from '../messages.ts';
import { followReview, lapse } from '../objection/commands.ts';
import type { PersonRecord } from '../person/domain.ts';
import { placeOf } from '../places.ts';
import { noteLateConflicts } from '../review/commands.ts';
import { isReviewClosed } from '../review/domain.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  advanceCampaign,
  awardDecided,
  campaignOpened,
  campaignTexts,
  checkImportedCampaign,
  newCampaign,
  nominate as makeNomination,
  reviewNomination as review,
  reviseDraft,
  stepsWith,
  type CampaignRecord,
  type NominationRecord,
  type NominationStatus,
  type Step,
} from './domain.ts';

/** Drafts an award, which staff of the region revise before they open it; staff of the region. */
export async function draftAwardCampaign(
  deps: Deps,
  viewer: Viewer,
  input: DraftAwardCampaignInput,
): Promise<CampaignRecord> {
  rights.draftAwardCampaign(viewer)({ regionCode: input });
  return createCampaign(deps, viewer, input, { mutation: 'draftAwardCampaign', status: 'DRAFT' });
}

/** Changes the facts of a draft; staff of its region. */
export async function reviseAwardCampaign(
  { store: { awards } }: Deps,
  viewer: Viewer,
  input: ReviseAwardCampaignInput,
): Promise<CampaignRecord> {
  const permit = rights.reviseAwardCampaign(viewer);
  const { id: _, expectedVersion: __, ...revision } = input;
  return awards.update(input, {
    authorize: (campaign) => void permit({ id: campaign }),
    decide: async (campaign, session) => {
      const next = reviseDraft(campaign, revision);
      await awards.requireNewEdition(next, session);
      return { next, events: [] };
    },
  });
}

/** Opens an award for nominations, without a draft; staff of the region. */
export async function openAwardCampaign(
  deps: Deps,
  viewer: Viewer,
  input: OpenAwardCampaignInput,
): Promise<CampaignRecord> {
  rights.openAwardCampaign(viewer)({ regionCode: input });
  return createCampaign(deps, viewer, input, { mutation: 'openAwardCampaign', status: 'OPEN' });
}

async function createCampaign(
  { store: { awards }, directory, requests, now }: Deps,
  viewer: Viewer,
  input: OpenAwardCampaignInput,
  { mutation, status }: { mutation: string; status: 'DRAFT' | 'OPEN' },
): Promise<CampaignRecord> {
  const { clientMutationId: _, optionalSteps, nominationQuotaPerUnit, ...facts } = input;
  const campaign = newCampaign({
    ...facts,
    status,
    _id: newId('awd'),
    steppedOn: toDay(now()),
    steppedBy: viewer.id,
    nominationQuotaPerUnit: nominationQuotaPerUnit ?? null,
    steps: stepsWith(optionalSteps),
  });
  const id = await awards.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation, input }, async (session) => {
      await directory.knownRegion(campaign.regionCode, 'regionCode', session, {
        from: campaign.opensOn,
        to: campaign.closesOn,
      });
      await awards.requireNewEdition(campaign, session);
      return awards.create({ next: campaign, events: status === 'OPEN' ? [campaignOpened(campaign)] : [] }, session);
    }),
  );
  return awards.require(id);
}

/** Nominates a worker of the nominating organization's region. The organization's secretary, or staff of its region. */
export async function nominate(
  { store: { awards, persons }, directory, requests, now }: Deps,
  viewer: Viewer,
  input: NominateInput,
): Promise<NominationRecord> {
  const permit = rights.nominate(viewer);
  const newNominationId = newId('nom');
  const id = await awards.nominations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'nominate', input }, async (session) => {
      const { campaignId, nomineeId, nominatedById, summary } = input;
      const campaign = await awards.require(campaignId, { path: 'campaignId', session });
      permit({
        nominatedById: placeOf(await directory.organization(nominatedById, session)),
        campaignId: campaign,
        nomineeId: placeOfPerson(await persons.find(nomineeId, session)),
      });
      const unit = await directory.activeOrganization(nominatedById, 'nominatedById', session);
      const nominee = await persons.known(nomineeId, 'nomineeId', session);
      await awards.requireNotNominated(campaignId, nomineeId, session);
      const fromUnit = await awards.countFrom(campaignId, nominatedById, session);
      const nomination = makeNomination(
        campaign,
        { _id: newNominationId, nomineeId, nominatedById, summary },
        { today: toDay(now()), fromUnit, unitRegion: unit.regionCode, nomineeRegion: nominee.regionCode },
      );
      await awards.noteNominationChange(campaignId, session);
      return awards.nominations.create({ next: nomination, events: [] }, session);
    }),
  );
  return awards.nominations.require(id);
}

/** Decides about a nomination in the current step of the award; staff of the award's region. */
export async function reviewNomination(
  deps: Deps,
  viewer: Viewer,
  input: ReviewNominationInput,
): Promise<NominationRecord> {
  const permit = rights.reviewNomination(viewer);
  const { awards } = deps.store;
  const objectionId = newId('obj');
  const campaignOf = ({ campaignId }: NominationRecord, session: Session) => awards.require(campaignId, { session });
  return awards.nominations.update(input, {
    authorize: async (nomination, session) => void permit({ id: await campaignOf(nomination, session) }),
    decide: async (nomination, session) => {
      const campaign = await campaignOf(nomination, session);
      await awards.noteNominationChange(campaign._id, session);
      const next = review(campaign, nomination, input.decision, { reason: input.reason ?? null, by: viewer.id });
      return { next, events: [] };
    },
    follow: (nomination, session) =>
      followReview(
        deps,
        nomination,
        { decision: input.decision, reason: input.reason ?? null, by: viewer.id, objectionId },
        session,
      ),
  });
}

/** Moves an award to its next step, or cancels it; staff of the award's region. */
export async function advanceAwardCampaign(
  deps: Deps,
  viewer: Viewer,
  input: AdvanceAwardCampaignInput,
): Promise<CampaignRecord> {
  const permit = rights.advanceAwardCampaign(viewer);
  const {
    store: { awards, objections },
    now,
  } = deps;
  return awards.update(input, {
    authorize: (campaign) => void permit({ id: campaign }),
    decide: async (campaign, session) => {
      const open = await objections.openOfCampaign(campaign._id, session);
      const nominations = await awards.ofCampaign(campaign._id, session);
      const next = advanceCampaign(campaign, input, {
        nominations,
        openObjections: open.length,
        by: viewer.id,
        today: toDay(now()),
      });
      if (next.status === 'CANCELLED') await lapse(deps, open, viewer.id, session);
      if (campaign.status === 'EXPERT_REVIEW' && isReviewClosed(next))
        await noteLateConflicts(deps, campaign._id, nominations, session);
      return { next, events: stepEvents(next) };
    },
    follow: async (campaign, session) => {
      if (campaign.status !== 'DECIDED') return;
      await closeNominations(deps, await awards.ofCampaign(campaign._id, session), session);
      await grantAwardHonours(deps, campaign, { personIds: campaign.awardeeIds, by: viewer.id }, session);
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
  const permit = rights.importAwardCampaigns(viewer);
  const {
    store: { awards, persons },
    directory,
    now,
  } = deps;
  return importRows(deps.mongo, input, async ({ key, ...row }: AwardCampaignRow, session): Promise<Imported> => {
    requireCount(row.awardeeIds.length, 'awardeeIds', { max: awardeesMax });
    const found = await persons.among(row.awardeeIds, session);
    const awardeeIds = found.map((person) => placeOfPerson(person));
    permit({ regionCode: row, awardeeIds });
    const facts = {
      ...row,
      ...campaignTexts(row),
      opensOn: row.opensOn ?? null,
      closesOn: row.closesOn ?? null,
      synthetic: row.synthetic ?? false,
      awardeeIds: [...row.awardeeIds].sort(),
    };
    await directory.knownRegion(row.regionCode, 'regionCode', session, daysOfYear(row.year));
    const { id, outcome, before, record } = await awards.importRow(
      {
        importKey: importKeyOf(row.regionCode, key),
        authorize: (present) => void permit({ regionCode: present, awardeeIds }),
        stated: statedBy(row, facts),
        create: () => newCampaign({ ...facts, _id: newId('awd'), status: 'COMMENDED', steps: importedSteps }),
        complete: async (next, present) => {
          checkImportedCampaign(next, present, toDay(now()));
          await awards.requireNewEdition(next, session);
          const unknown = facts.awardeeIds.find((awardee) => !found.some(({ _id }) => _id === awardee));
          if (unknown !== undefined)
            throw new DomainError('REFERENCE_UNKNOWN', say`${unknown} is not in the register.`, ['awardeeIds']);
          return next;
        },
        events: (present, after) => (addedIds(present, after).length > 0 ? [awardDecided(after)] : []),
      },
      session,
    );
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
      proposedBy: [],
    });
    await awards.nominations.createAll(
      added.map((nomineeId) => ({ next: awarded(nomineeId), events: [] })),
      session,
    );
    await grantAwardHonours(deps, record, { personIds: added, by: viewer.id }, session);
    return { id, outcome };
  });
}

/** The events of a step. */
function stepEvents(campaign: CampaignRecord): NewEvent[] {
  if (campaign.status === 'OPEN') return [campaignOpened(campaign)];
  return campaign.status === 'DECIDED' ? [awardDecided(campaign)] : [];
}

/** The number of persons that one row can name. */
const awardeesMax = 500;

/** The steps of an imported award. The platform does not know the steps before the decision. */
const importedSteps: Step[] = ['DECIDED', 'COMMENDED', 'ARCHIVED'];

function placeOfPerson(person: PersonRecord): Place;
function placeOfPerson(person: PersonRecord | null): Place | null;
function placeOfPerson(person: PersonRecord | null): Place | null {
  return person && { personId: person._id, regionCode: person.regionCode };
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
