import { newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importKeyOf, importRows, statedBy, type ImportReport, type Viewer } from '@kexie/service';
import type { FacilityRow, ImportFacilitiesInput, RegisterFacilityInput } from '../generated/graphql.ts';
import { placeOfOrganization, rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  completeFacility,
  facilityEvents,
  facilityFacts,
  registerFacility as register,
  type Facility,
} from './domain.ts';

export async function registerFacility(deps: Deps, viewer: Viewer, input: RegisterFacilityInput): Promise<Facility> {
  const permit = rights.registerFacility(viewer);
  const today = toDay(deps.now());
  const decision = register(newId('fac'), input, today);
  const id = await deps.requests.once({ viewerId: viewer.id, mutation: 'registerFacility', input }, async (session) => {
    permit(await placesOf(deps, input, session));
    await deps.directory.activeOrganization(input.operatorId, 'operatorId', session);
    await deps.directory.knownRegion(input.regionCode, 'regionCode', session, {
      from: input.designatedOn ?? today,
      to: today,
    });
    return deps.store.facilities.create(decision, session);
  });
  return deps.store.facilities.require(id);
}

export async function importFacilities(
  deps: Deps,
  viewer: Viewer,
  input: ImportFacilitiesInput,
): Promise<ImportReport> {
  const permit = rights.importFacilities(viewer);
  const today = toDay(deps.now());
  return importRows(deps.mongo, input, async (row: FacilityRow, session) => {
    const places = await placesOf(deps, row, session);
    permit(places);
    await deps.directory.knownRegion(row.regionCode, 'regionCode', session, {
      from: row.designatedOn ?? null,
      to: today,
    });
    const facts = { ...facilityFacts(row), active: row.active ?? true, synthetic: row.synthetic ?? false };
    return deps.store.facilities.importRow(
      {
        importKey: importKeyOf(row.regionCode, row.key),
        authorize: (present) => void permit({ ...places, regionCode: [row, present] }),
        stated: statedBy(row, facts),
        create: () => ({ _id: newId('fac'), version: 1, importKey: null, ...facts }),
        complete: async (next) => {
          await deps.directory.activeOrganization(next.operatorId, 'operatorId', session);
          return completeFacility(next, today);
        },
        events: facilityEvents,
      },
      session,
    );
  });
}

async function placesOf(
  { directory }: Deps,
  { regionCode, operatorId }: Pick<FacilityRow, 'regionCode' | 'operatorId'>,
  session: Session,
) {
  const operator = await directory.knownOrganization(operatorId, 'operatorId', session);
  return { regionCode: { regionCode }, operatorId: placeOfOrganization(operator) };
}
