import { newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importRows, requireRegion, requireRole, type ImportReport, type Viewer } from '@kexie/service';
import { requireRegionOfPresent, requireStaffOrSecretary } from '../authority.ts';
import type { Deps } from '../deps.ts';
import type { ImportRuralFacilitiesInput, RegisterRuralFacilityInput } from '../generated/graphql.ts';
import { knownIndustry } from '../industry/domain.ts';
import { facilityOf, type Facility } from './domain.ts';

/** Registers a facility. Staff of the region, or a secretary of the operator. @returns its id, the same again for a repetition. */
export async function registerRuralFacility(
  { requests, directory, facilities, now }: Deps,
  viewer: Viewer,
  input: RegisterRuralFacilityInput,
): Promise<string> {
  requireStaffOrSecretary(viewer, input.regionCode, input.operatorId ?? null);
  const facility = facilityOf(
    { ...input, industryCode: knownIndustry(input.industryCode, 'industryCode') },
    toDay(now()),
  );
  const _id = newId('rfa');
  return requests.once({ viewerId: viewer.id, mutation: 'registerRuralFacility', input }, async (session) => {
    await requireReferences(directory, facility, session);
    await facilities.register({ ...facility, _id, version: 1, importKey: null }, session);
    return _id;
  });
}

/** Imports facilities. Staff, each row in their region. */
export function importRuralFacilities(
  { mongo, directory, facilities, now }: Deps,
  viewer: Viewer,
  { rows, dryRun }: ImportRuralFacilitiesInput,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  const today = toDay(now());
  return importRows(mongo, { rows, dryRun }, async ({ changedWithin, ...row }, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    const period = changedWithin ? { ...changedWithin, assumed: changedWithin.assumed ?? false } : null;
    const facility = facilityOf(
      {
        ...row,
        changedWithin: period,
        synthetic: row.synthetic ?? false,
        industryCode: knownIndustry(row.industryCode, 'industryCode'),
      },
      today,
    );
    await requireReferences(directory, facility, session);
    return facilities.import(
      row.key,
      newId('rfa'),
      (present) => {
        requireRegionOfPresent(viewer, present);
        return facility;
      },
      session,
    );
  });
}

async function requireReferences(directory: Deps['directory'], facility: Facility, session: Session): Promise<void> {
  await directory.knownRegion(facility.regionCode, 'regionCode', session);
  if (facility.operatorId) await directory.activeOrganization(facility.operatorId, 'operatorId', session);
  if (facility.supportingInstitutionId)
    await directory.activeOrganization(facility.supportingInstitutionId, 'supportingInstitutionId', session);
}
