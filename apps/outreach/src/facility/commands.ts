import { newId } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importAsStaff, requireRegion, requireRegionOfPresent, type Viewer } from '@kexie/service';
import type { FacilityRow, ImportFacilitiesInput, RegisterFacilityInput } from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import { facilityEvents, importedFacility, registerFacility as register, type Facility } from './domain.ts';

export async function registerFacility(deps: Deps, viewer: Viewer, input: RegisterFacilityInput): Promise<Facility> {
  requireRegion(viewer, input.regionCode, 'staff');
  const decision = register(newId('fac'), input);
  const id = await deps.requests.once({ viewerId: viewer.id, mutation: 'registerFacility', input }, async (session) => {
    await requireReferences(deps, input, session);
    return deps.store.facilities.create(decision, session);
  });
  return deps.store.facilities.require(id);
}

export function importFacilities(deps: Deps, viewer: Viewer, input: ImportFacilitiesInput) {
  return importAsStaff(deps.mongo, viewer, input, async (row: FacilityRow, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    await requireReferences(deps, row, session);
    return deps.store.facilities.import(
      row.key,
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          return importedFacility(present?._id ?? newId('fac'), row.key, row, present);
        },
        events: facilityEvents,
      },
      session,
    );
  });
}

async function requireReferences(
  { directory }: Deps,
  { regionCode, operatorId }: Pick<FacilityRow, 'regionCode' | 'operatorId'>,
  session: Session,
): Promise<void> {
  await directory.knownRegion(regionCode, 'regionCode', session);
  await directory.activeOrganization(operatorId, 'operatorId', session);
}
