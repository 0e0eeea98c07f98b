import { newId, toDay } from '@kexie/kernel';
import { importAsStaff, requireRegion, requireRegionOfPresent, type Viewer } from '@kexie/service';
import { requireOperatorOrStaff, requireOutreachRole } from '../authorization.ts';
import type { DistributeMaterialInput, ImportMaterialsInput, MaterialRow } from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import { distributeMaterial as distribute, importedMaterial, type Material } from './domain.ts';

export async function distributeMaterial(
  deps: Deps,
  viewer: Viewer,
  input: DistributeMaterialInput,
): Promise<Material> {
  requireOutreachRole(viewer);
  const newMaterialId = newId('mat');
  const today = toDay(deps.now());
  const id = await deps.requests.once(
    { viewerId: viewer.id, mutation: 'distributeMaterial', input },
    async (session) => {
      const organization = await deps.directory.activeOrganization(input.organizationId, 'organizationId', session);
      requireOperatorOrStaff(viewer, organization._id, organization.regionCode);
      const campaign = await deps.store.campaigns.referredTo(input.campaignId, 'campaignId', session);
      return deps.store.materials.create(
        { next: distribute(newMaterialId, input, { organization, campaign, today }), events: [] },
        session,
      );
    },
  );
  return deps.store.materials.require(id);
}

export function importMaterials(deps: Deps, viewer: Viewer, input: ImportMaterialsInput) {
  const today = toDay(deps.now());
  return importAsStaff(deps.mongo, viewer, input, async (row: MaterialRow, session) => {
    const organization = await deps.directory.activeOrganization(row.organizationId, 'organizationId', session);
    requireRegion(viewer, organization.regionCode, 'staff');
    const campaign = await deps.store.campaigns.referredTo(row.campaignId, 'campaignId', session);
    return deps.store.materials.import(
      row.key,
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          return importedMaterial(present?._id ?? newId('mat'), row.key, row, {
            organization,
            campaign,
            today,
            present,
          });
        },
        events: () => [],
      },
      session,
    );
  });
}
