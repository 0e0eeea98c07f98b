import { newId, optionalText, requireText } from '@kexie/kernel';
import { importAsStaff, requireRegion, requireRegionOfPresent, type ImportReport, type Viewer } from '@kexie/service';
import { requireYear } from '../domain.ts';
import type { ImportOrganizationHonoursInput } from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import { receivedEvent } from './store.ts';

/** Imports honors. By staff of the region of the organization in each row. */
export function importOrganizationHonours(
  { mongo, directory, store: { honours } }: Deps,
  viewer: Viewer,
  input: ImportOrganizationHonoursInput,
): Promise<ImportReport> {
  return importAsStaff(mongo, viewer, input, async (row, session) => {
    const { regionCode } = await directory.activeOrganization(row.organizationId, 'organizationId', session);
    requireRegion(viewer, regionCode, 'staff');
    const honour = {
      title: requireText(row.title, 'title', { max: 200 }),
      year: requireYear(row.year),
      organizationId: row.organizationId,
      regionCode,
      conferredBy: optionalText(row.conferredBy, 'conferredBy', { max: 200 }),
      note: optionalText(row.note, 'note'),
      synthetic: row.synthetic ?? false,
    };
    return honours.import(
      row.key,
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          return { ...honour, _id: present?._id ?? newId('hon'), version: 1, importKey: row.key };
        },
        events: (_, after) => [receivedEvent(after)],
      },
      session,
    );
  });
}
