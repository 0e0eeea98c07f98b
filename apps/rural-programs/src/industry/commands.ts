import { DomainError, newId } from '@kexie/kernel';
import { importAsStaff, requireRegion, requireRegionOfPresent, type ImportReport, type Viewer } from '@kexie/service';
import type {
  ImportIndustryObservationsInput,
  ImportSpecialtyIndustriesInput,
  RecordIndustryObservationInput,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import { industryOf, knownIndustry, observe, observedEvent } from './domain.ts';

const leadOrganizationsMax = 20;

/** Records an observation about an industry. By staff of the region. @returns its id; a repeated request returns the same id. */
export async function recordIndustryObservation(
  { requests, directory, store: { industries } }: Deps,
  viewer: Viewer,
  input: RecordIndustryObservationInput,
): Promise<string> {
  requireRegion(viewer, input.regionCode, 'staff');
  const observation = observe({ ...input, qualifier: input.qualifier ?? 'EXACT' });
  const _id = newId('obs');
  return requests.once({ viewerId: viewer.id, mutation: 'recordIndustryObservation', input }, async (session) => {
    await directory.knownRegion(observation.regionCode, 'regionCode', session);
    const next = { ...observation, _id, version: 1, importKey: null };
    return industries.observations.create({ next, events: [observedEvent(_id, next)] }, session);
  });
}

/** Imports observations. By staff of the region of each row. */
export function importIndustryObservations(
  { mongo, directory, store: { industries } }: Deps,
  viewer: Viewer,
  input: ImportIndustryObservationsInput,
): Promise<ImportReport> {
  return importAsStaff(mongo, viewer, input, async (row, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    const observation = observe({ ...row, qualifier: row.qualifier ?? 'EXACT', synthetic: row.synthetic ?? false });
    await directory.knownRegion(row.regionCode, 'regionCode', session);
    return industries.observations.import(
      row.key,
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          return { ...observation, _id: present?._id ?? newId('obs'), version: 1, importKey: row.key };
        },
        events: (_, after) => [observedEvent(after._id, after)],
      },
      session,
    );
  });
}

/** Imports the lead organizations of the industries in the reference list. By staff of the industry's region. */
export function importSpecialtyIndustries(
  { mongo, directory, store: { industries } }: Deps,
  viewer: Viewer,
  input: ImportSpecialtyIndustriesInput,
): Promise<ImportReport> {
  return importAsStaff(mongo, viewer, input, async ({ code, leadOrganizationIds }, session) => {
    knownIndustry(code, 'code');
    requireRegion(viewer, industryOf(code)?.regionCode ?? '', 'staff');
    const ids = [...new Set(leadOrganizationIds)];
    if (ids.length > leadOrganizationsMax)
      throw new DomainError('VALIDATION_FAILED', `At most ${leadOrganizationsMax} organizations lead an industry.`, [
        'leadOrganizationIds',
      ]);
    for (const id of ids) await directory.activeOrganization(id, 'leadOrganizationIds', session);
    // an industry has one record, so its code is the import key and the key of the row is not used
    return industries.import(
      code,
      { next: () => ({ _id: code, version: 1, importKey: code, leadOrganizationIds: ids }), events: () => [] },
      session,
    );
  });
}
