import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { requireRegion, requireRole, type Viewer } from '@kexie/service';
import type {
  CampaignRow,
  CreateCampaignInput,
  ImportCampaignsInput,
  TransitionCampaignInput,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import { change, importAsStaff, importRecord, insert, refusingDuplicates } from '../stored.ts';
import {
  campaignEvents,
  importedCampaign,
  planCampaign,
  transitionCampaign as moveOn,
  type Campaign,
} from './domain.ts';

export async function createCampaign(deps: Deps, viewer: Viewer, input: CreateCampaignInput): Promise<Campaign> {
  requireRegion(viewer, input.regionCode, 'staff');
  const { next, events } = planCampaign(newId('cmp'), input);
  const id = await refusingDuplicates(
    () =>
      deps.requests.once({ viewerId: viewer.id, mutation: 'createCampaign', input }, async (session) => {
        await requireReferences(deps, input, session);
        await deps.store.campaigns.requireFreeSlug(input.slug, session);
        return insert(deps, deps.store.campaigns.model, { next, events }, session);
      }),
    'Another campaign has this slug.',
    'slug',
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
  return change(deps, deps.store.campaigns.model, input, (campaign) => {
    requireRegion(viewer, campaign.regionCode, 'staff');
    return moveOn(campaign, input.to, today);
  });
}

export function importCampaigns(deps: Deps, viewer: Viewer, input: ImportCampaignsInput) {
  return importAsStaff(deps, viewer, input, async (row: CampaignRow, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    await requireReferences(deps, row, session);
    await deps.store.campaigns.requireFreeSlug(row.slug, session, row.key);
    return importRecord(
      deps,
      deps.store.campaigns.model,
      row.key,
      {
        next: (present) => {
          if (present) requireRegion(viewer, present.regionCode, 'staff');
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
    throw new DomainError('VALIDATION_FAILED', 'A part of a campaign has no parts of its own.', ['parentId']);
}
