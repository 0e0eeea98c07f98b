import { newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importAsStaff,
  requireActingFor,
  requireRegion,
  requireRegionOfPresent,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import type { ImportRuralFacilitiesInput, RegisterRuralFacilityInput } from '../generated/graphql.ts';
import { knownIndustry } from '../industry/domain.ts';
import type { Deps } from '../store.ts';
import { facilityOf, registeredEvent, type Facility } from './domain.ts';

/** Registers a facility. By staff of the region, or a secretary of the operator. @returns its id; a repeated request returns the same id. */
export async function registerRuralFacility(
  { requests, directory, now, store: { facilities } }: Deps,
  viewer: Viewer,
  input: RegisterRuralFacilityInput,
): Promise<string> {
  requireActingFor(viewer, { id: input.operatorId ?? null, regionCode: input.regionCode });
  const facility = facilityOf(
    { ...input, industryCode: knownIndustry(input.industryCode, 'industryCode') },
    toDay(now()),
  );
  const _id = newId('rfa');
  return requests.once({ viewerId: viewer.id, mutation: 'registerRuralFacility', input }, async (session) => {
    await requireReferences(directory, facility, session);
    const next = { ...facility, _id, version: 1, importKey: null };
    return facilities.create({ next, events: [registeredEvent(_id, next)] }, session);
  });
}

/** Imports facilities. By staff of the region of each row. */
export function importRuralFacilities(
  { mongo, directory, now, store: { facilities } }: Deps,
  viewer: Viewer,
  input: ImportRuralFacilitiesInput,
): Promise<ImportReport> {
  const today = toDay(now());
  return importAsStaff(mongo, viewer, input, async ({ changedWithin, ...row }, session) => {
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
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          return { ...facility, _id: present?._id ?? newId('rfa'), version: 1, importKey: row.key };
        },
        events: (_, after) => [registeredEvent(after._id, after)],
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
