import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importKeyOf, type ImportReport, importRows, type RecordDays, statedBy, type Viewer } from '@kexie/service';
import type {
  CampaignRow,
  CreateCampaignInput,
  ImportCampaignsInput,
  TransitionCampaignInput,
} from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { placeOfOrganization, rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  campaignEvents,
  campaignFacts,
  completeCampaign,
  planCampaign,
  transitionCampaign as transition,
  type Campaign,
} from './domain.ts';

export async function createCampaign(deps: Deps, viewer: Viewer, input: CreateCampaignInput): Promise<Campaign> {
  const permit = rights.createCampaign(viewer);
  const { next, events } = planCampaign(newId('cmp'), input, toDay(deps.now()));
  const id = await deps.store.campaigns.refusingDuplicates(() =>
    deps.requests.once({ viewerId: viewer.id, mutation: 'createCampaign', input }, async (session) => {
      const references = await referencesOf(deps, input, session);
      permit(references.places);
      await deps.directory.activeOrganization(input.leadOrganizationId, 'leadOrganizationId', session);
      requireWhole(references.parent);
      await deps.directory.knownRegion(input.regionCode, 'regionCode', session, daysOf(next));
      await deps.store.campaigns.requireFreeSlug(next, session);
      return deps.store.campaigns.create({ next, events }, session);
    }),
  );
  return deps.store.campaigns.require(id);
}

export async function transitionCampaign(
  deps: Deps,
  viewer: Viewer,
  input: TransitionCampaignInput,
): Promise<Campaign> {
  const permit = rights.transitionCampaign(viewer);
  const today = toDay(deps.now());
  return deps.store.campaigns.update(input, {
    authorize: (campaign) => void permit({ id: campaign }),
    decide: (campaign) => transition(campaign, input.to, today),
  });
}

export async function importCampaigns(deps: Deps, viewer: Viewer, input: ImportCampaignsInput): Promise<ImportReport> {
  const permit = rights.importCampaigns(viewer);
  return importRows(deps.mongo, input, async (row: CampaignRow, session) => {
    const { places } = await referencesOf(deps, row, session);
    permit(places);
    const facts = { ...campaignFacts(row), status: row.status, synthetic: row.synthetic ?? false };
    await deps.directory.knownRegion(row.regionCode, 'regionCode', session, daysOf(facts));
    return deps.store.campaigns.importRow(
      {
        importKey: importKeyOf(row.regionCode, row.key),
        authorize: (present) => void permit({ ...places, regionCode: [row, present] }),
        stated: statedBy(row, facts),
        create: () => ({ _id: newId('cmp'), version: 1, importKey: null, ...facts, closedOn: null }),
        complete: async (next, before) => {
          await deps.store.campaigns.requireFreeSlug(next, session);
          await deps.directory.activeOrganization(next.leadOrganizationId, 'leadOrganizationId', session);
          requireWhole(await deps.store.campaigns.referredTo(next.parentId, 'parentId', session));
          return completeCampaign(next, { before, today: toDay(deps.now()) });
        },
        events: campaignEvents,
      },
      session,
    );
  });
}

/** The records that a campaign names, and their places. @throws REFERENCE_UNKNOWN, NOT_FOUND. */
async function referencesOf(
  { directory, store }: Deps,
  { regionCode, leadOrganizationId, parentId }: Pick<CampaignRow, 'regionCode' | 'leadOrganizationId' | 'parentId'>,
  session: Session,
) {
  const lead = await directory.knownOrganization(leadOrganizationId, 'leadOrganizationId', session);
  const parent = await store.campaigns.referredTo(parentId, 'parentId', session);
  const places = { regionCode: { regionCode }, leadOrganizationId: placeOfOrganization(lead), parentId: parent };
  return { parent, places };
}

/** @throws VALIDATION_FAILED for a parent that is itself part of a campaign. */
function requireWhole(parent: Campaign | null): void {
  if (parent?.parentId)
    throw new DomainError('VALIDATION_FAILED', say`A campaign that is part of another campaign cannot be a parent.`, [
      'parentId',
    ]);
}

function daysOf({ startsOn, endsOn }: Pick<Campaign, 'startsOn' | 'endsOn'>): RecordDays {
  return { from: startsOn, to: endsOn };
}
