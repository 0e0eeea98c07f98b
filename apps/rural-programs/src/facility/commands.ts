import { newId, toDay } from '@kexie/kernel';
import {
  importKeyOf,
  importRows,
  requireActiveOrganization,
  statedBy,
  type Imported,
  type ImportReport,
  type Place,
  type Viewer,
} from '@kexie/service';
import { knownOrganization, placeOf } from '../directory.ts';
import type { ImportRuralFacilitiesInput, RegisterRuralFacilityInput, RuralFacilityRow } from '../generated/graphql.ts';
import { knownIndustry } from '../industry/domain.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { checkFacility, facilityOf, factsOfInput, registeredEvent } from './domain.ts';
import type { FacilityRecord } from './store.ts';

/** Registers a facility. @returns its id; a repeated request returns the same id. */
export async function registerRuralFacility(
  { requests, directory, now, store: { facilities } }: Deps,
  viewer: Viewer,
  input: RegisterRuralFacilityInput,
): Promise<string> {
  const permit = rights.registerRuralFacility(viewer);
  const _id = newId('rfa');
  return requests.once({ viewerId: viewer.id, mutation: 'registerRuralFacility', input }, async (session) => {
    const { operatorId, supportingInstitutionId } = input;
    const operator = await knownOrganization(directory, operatorId, 'operatorId', session);
    permit({
      operatorId: placeOf(operator),
      regionCode: input,
      industryCode: null,
      supportingInstitutionId: null,
    });
    const institution = await knownOrganization(directory, supportingInstitutionId, 'supportingInstitutionId', session);
    if (operator) requireActiveOrganization(operator, 'operatorId');
    if (institution) requireActiveOrganization(institution, 'supportingInstitutionId');
    await directory.knownRegion(input.regionCode, 'regionCode', session, {
      from: input.establishedOn ?? toDay(now()),
      to: toDay(now()),
    });
    const industryCode = knownIndustry(input.industryCode, 'industryCode');
    const next = { ...facilityOf({ ...input, industryCode }, toDay(now())), _id, version: 1, importKey: null };
    return facilities.create({ next, events: [registeredEvent(_id, next)] }, session);
  });
}

/** Imports facilities. */
export async function importRuralFacilities(
  { mongo, directory, now, store: { facilities } }: Deps,
  viewer: Viewer,
  input: ImportRuralFacilitiesInput,
): Promise<ImportReport> {
  const permit = rights.importRuralFacilities(viewer);
  const today = toDay(now());
  return importRows(mongo, input, async ({ key, ...row }, session): Promise<Imported> => {
    const { operatorId, supportingInstitutionId } = row;
    const operator = await knownOrganization(directory, operatorId, 'operatorId', session);
    const places = { operatorId: placeOf(operator), industryCode: null, supportingInstitutionId: null };
    permit({ ...places, regionCode: row });
    const institution = await knownOrganization(directory, supportingInstitutionId, 'supportingInstitutionId', session);
    const facts = factsOf(row);
    return facilities.importRow(
      {
        importKey: importKeyOf(row.regionCode, key),
        authorize: (present) => void permit({ ...places, regionCode: [row, present] }),
        stated: statedBy(row, facts),
        create: () => ({
          ...facts,
          _id: newId('rfa'),
          version: 1,
          importKey: null,
          changedFrom: null,
          changedTo: null,
          active: true,
        }),
        complete: async (next, before) => {
          if (operator && before?.operatorId !== next.operatorId) requireActiveOrganization(operator, 'operatorId');
          if (institution && before?.supportingInstitutionId !== next.supportingInstitutionId)
            requireActiveOrganization(institution, 'supportingInstitutionId');
          if (before?.regionCode !== next.regionCode)
            await directory.knownRegion(next.regionCode, 'regionCode', session, { from: null, to: today });
          return checkFacility(next, today);
        },
        // a changed facility was registered before
        events: (before, after) => (before ? [] : [registeredEvent(after._id, after)]),
      },
      session,
    );
  });
}

/** The place of a facility. */
export function placeOfFacility({ operatorId, regionCode }: FacilityRecord): Place {
  return { organizationId: operatorId, regionCode };
}

function factsOf(row: Omit<RuralFacilityRow, 'key'>) {
  const { changedWithin, establishedOn, upgradedOn } = row;
  const facts = factsOfInput({
    ...row,
    changedWithin: changedWithin ? { ...changedWithin, assumed: changedWithin.assumed ?? false } : null,
    industryCode: knownIndustry(row.industryCode, 'industryCode'),
  });
  // a day decides the kind of change
  return { ...facts, change: upgradedOn ? ('UPGRADED' as const) : establishedOn ? ('NEW' as const) : facts.change };
}
