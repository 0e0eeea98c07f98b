import { newId } from '@kexie/kernel';
import { importRows, requireRegion, requireRole, type ImportReport, type Viewer } from '@kexie/service';
import { requireRegionOfPresent } from '../authority.ts';
import { optionalText, requireText, requireYear } from '../check.ts';
import type { Deps } from '../deps.ts';
import type { ImportOrganizationHonoursInput } from '../generated/graphql.ts';

/** Imports honours. Staff, each row in the region of its organization. */
export function importOrganizationHonours(
  { mongo, directory, honours }: Deps,
  viewer: Viewer,
  { rows, dryRun }: ImportOrganizationHonoursInput,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(mongo, { rows, dryRun }, async (row, session) => {
    const { regionCode } = await directory.activeOrganization(row.organizationId, 'organizationId', session);
    requireRegion(viewer, regionCode, 'staff');
    const honour = {
      title: requireText(row.title, 'title', 200),
      year: requireYear(row.year),
      organizationId: row.organizationId,
      regionCode,
      conferredBy: optionalText(row.conferredBy, 'conferredBy', 200),
      note: optionalText(row.note, 'note'),
      synthetic: row.synthetic ?? false,
    };
    return honours.import(
      row.key,
      newId('hon'),
      (present) => {
        requireRegionOfPresent(viewer, present);
        return honour;
      },
      session,
    );
  });
}
