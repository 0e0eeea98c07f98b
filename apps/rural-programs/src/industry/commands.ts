import { DomainError, newId } from '@kexie/kernel';
import { importRows, requireRegion, requireRole, type ImportReport, type Viewer } from '@kexie/service';
import { requireRegionOfPresent } from '../authority.ts';
import type { Deps } from '../deps.ts';
import type {
  ImportIndustryObservationsInput,
  ImportSpecialtyIndustriesInput,
  RecordIndustryObservationInput,
} from '../generated/graphql.ts';
import { industryOf, knownIndustry, observe } from './domain.ts';

const leadOrganizationsMax = 20;

/** Records what was observed about an industry. Staff of the region. @returns its id, the same again for a repetition. */
export async function recordIndustryObservation(
  { requests, directory, industries }: Deps,
  viewer: Viewer,
  input: RecordIndustryObservationInput,
): Promise<string> {
  requireRegion(viewer, input.regionCode, 'staff');
  const observation = observe({ ...input, qualifier: input.qualifier ?? 'EXACT' });
  const _id = newId('obs');
  return requests.once({ viewerId: viewer.id, mutation: 'recordIndustryObservation', input }, async (session) => {
    await directory.knownRegion(observation.regionCode, 'regionCode', session);
    await industries.record({ ...observation, _id, version: 1, importKey: null }, session);
    return _id;
  });
}

/** Imports observations. Staff, each row in their region. */
export function importIndustryObservations(
  { mongo, directory, industries }: Deps,
  viewer: Viewer,
  { rows, dryRun }: ImportIndustryObservationsInput,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(mongo, { rows, dryRun }, async (row, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    const observation = observe({ ...row, qualifier: row.qualifier ?? 'EXACT', synthetic: row.synthetic ?? false });
    await directory.knownRegion(row.regionCode, 'regionCode', session);
    return industries.importObservation(
      row.key,
      newId('obs'),
      (present) => {
        requireRegionOfPresent(viewer, present);
        return observation;
      },
      session,
    );
  });
}

/** Imports who leads the industries of the reference list. Staff of the industry's region. */
export function importSpecialtyIndustries(
  { mongo, directory, industries }: Deps,
  viewer: Viewer,
  { rows, dryRun }: ImportSpecialtyIndustriesInput,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(mongo, { rows, dryRun }, async ({ code, leadOrganizationIds }, session) => {
    knownIndustry(code, 'code');
    requireRegion(viewer, industryOf(code)?.regionCode ?? '', 'staff');
    const ids = [...new Set(leadOrganizationIds)];
    if (ids.length > leadOrganizationsMax)
      throw new DomainError('VALIDATION_FAILED', `At most ${leadOrganizationsMax} organizations lead an industry.`, [
        'leadOrganizationIds',
      ]);
    for (const id of ids) await directory.activeOrganization(id, 'leadOrganizationIds', session);
    return industries.importIndustry(code, ids, session);
  });
}
