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
  NominateInput,
  OpenAwardCampaignInput,
  ReviewNominationInput,
} from '../generated/graphql.ts';
import type { PersonRecord } from '../person/domain.ts';
import { placeOf } from '../places.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  advanceCampaign,
  awardDecided,
  campaignTexts,
  checkImportedCampaign,
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
  { store: { awards }, directory, requests, now }: Deps,
  viewer: Viewer,
  input: OpenAwardCampaignInput,
): Promise<CampaignRecord> {
  rights.openAwardCampaign(viewer)({ regionCode: input });
  const { clientMutationId: _, optionalSteps, nominationQuotaPerUnit, ...facts } = input;
  const campaign = newCampaign({
    ...facts,
    _id: newId('awd'),
    steppedOn: toDay(now()),
    steppedBy: viewer.id,
    nominationQuotaPerUnit: nominationQuotaPerUnit ?? null,
    steps: stepsWith(optionalSteps),
  });
  const id = await awards.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'openAwardCampaign', input }, async (session) => {
      await directory.knownRegion(campaign.regionCode, 'regionCode', session, {
        from: campaign.opensOn,
        to: campaign.closesOn,
      });
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
  const permit = rights.reviewNomination(viewer);
  const campaignOf = ({ campaignId }: NominationRecord, session: Session) => awards.require(campaignId, { session });
  return awards.nominations.update(input, {
    authorize: async (nomination, session) => void permit({ id: await campaignOf(nomination, session) }),
    decide: async (nomination, session) => {
      const campaign = await campaignOf(nomination, session);
      await awards.noteNominationChange(campaign._id, session);
      const next = review(campaign, nomination, input.decision, { reason: input.reason ?? null, by: viewer.id });
      return { next, events: [] };
    },
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
    store: { awards },
    now,
  } = deps;
  return awards.update(input, {
    authorize: (campaign) => void permit({ id: campaign }),
    decide: async (campaign, session) => {
      const nominations = await awards.ofCampaign(campaign._id, session);
      const next = advanceCampaign(campaign, input, { nominations, by: viewer.id, today: toDay(now()) });
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
            throw new DomainError('REFERENCE_UNKNOWN', `${unknown} is not in the register.`, ['awardeeIds']);
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
    await grantHonours(deps, record, added, session);
    return { id, outcome };
  });
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
