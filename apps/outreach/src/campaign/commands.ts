import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importAsStaff, requireRegion, requireRegionOfPresent, requireRole, type Viewer } from '@kexie/service';
import type {
  CampaignRow,
  CreateCampaignInput,
  ImportCampaignsInput,
  TransitionCampaignInput,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import {
  campaignEvents,
  importedCampaign,
  planCampaign,
  transitionCampaign as transition,
  type Campaign,
} from './domain.ts';

export async function createCampaign(deps: Deps, viewer: Viewer, input: CreateCampaignInput): Promise<Campaign> {
  requireRegion(viewer, input.regionCode, 'staff');
  const { next, events } = planCampaign(newId('cmp'), input);
  const id = await deps.store.campaigns.refusingDuplicates(() =>
    deps.requests.once({ viewerId: viewer.id, mutation: 'createCampaign', input }, async (session) => {
      await requireReferences(deps, input, session);
      await deps.store.campaigns.requireFreeSlug(input.slug, session);
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
  requireRole(viewer, 'staff');
  const today = toDay(deps.now());
  return deps.store.campaigns.update(input, {
    authorize: (campaign) => requireRegion(viewer, campaign.regionCode, 'staff'),
    decide: (campaign) => transition(campaign, input.to, today),
  });
}

export function importCampaigns(deps: Deps, viewer: Viewer, input: ImportCampaignsInput) {
  return importAsStaff(deps.mongo, viewer, input, async (row: CampaignRow, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    await requireReferences(deps, row, session);
    await deps.store.campaigns.requireFreeSlug(row.slug, session, row.key);
    return deps.store.campaigns.import(
      row.key,
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          return importedCampaign(present?._id ?? newId('cmp'), row.key, row, present);
        },
        events: campaignEvents,
      },
      session,
    );
  });
}

async function requireReferences(
  { directory, store }: Deps,
  { regionCode, leadOrganizationId, parentId }: Pick<CampaignRow, 'regionCode' | 'leadOrganizationId' | 'parentId'>,
  session: Session,
): Promise<void> {
  await directory.knownRegion(regionCode, 'regionCode', session);
  await directory.activeOrganization(leadOrganizationId, 'leadOrganizationId', session);
  const parent = await store.campaigns.referredTo(parentId, 'parentId', session);
  if (parent?.parentId)
    throw new DomainError('VALIDATION_FAILED', 'A campaign that is part of another campaign cannot be a parent.', [
      'parentId',
    ]);
}
