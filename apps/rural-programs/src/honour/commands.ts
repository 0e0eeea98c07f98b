import { newId, optionalText, requireText, toDay } from '@kexie/kernel';
import {
  importKeyOf,
  importRows,
  requireActiveOrganization,
  statedBy,
  type Imported,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import { knownOrganization, placeOf } from '../directory.ts';
import { requirePastYear } from '../domain.ts';
import type { ImportOrganizationHonoursInput, OrganizationHonourRow } from '../generated/graphql.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { receivedEvent } from './store.ts';

/** Imports honors. */
export async function importOrganizationHonours(
  { mongo, directory, now, store: { honours } }: Deps,
  viewer: Viewer,
  input: ImportOrganizationHonoursInput,
): Promise<ImportReport> {
  const permit = rights.importOrganizationHonours(viewer);
  const today = toDay(now());
  return importRows(mongo, input, async ({ key, ...row }, session): Promise<Imported> => {
    const organization = await knownOrganization(directory, row.organizationId, 'organizationId', session);
    permit({ organizationId: placeOf(organization) });
    const { regionCode } = organization;
    const facts = factsOf(row, today);
    return honours.importRow(
      {
        importKey: importKeyOf(regionCode, key),
        authorize: (present) => void permit({ organizationId: [placeOf(organization), present] }),
        stated: statedBy(row, facts),
        create: () => ({ ...facts, regionCode, _id: newId('hon'), version: 1, importKey: null }),
        complete: (next, before) => {
          if (before?.organizationId === next.organizationId) return next;
          requireActiveOrganization(organization, 'organizationId');
          return { ...next, regionCode };
        },
        events: (before, after) =>
          before?.organizationId === after.organizationId && before.title === after.title && before.year === after.year
            ? []
            : [receivedEvent(after)],
      },
      session,
    );
  });
}

function factsOf(row: Omit<OrganizationHonourRow, 'key'>, today: string) {
  return {
    title: requireText(row.title, 'title', { max: 200 }),
    year: requirePastYear(row.year, today),
    organizationId: row.organizationId,
    conferredBy: optionalText(row.conferredBy, 'conferredBy', { max: 200 }),
    note: optionalText(row.note, 'note'),
    synthetic: row.synthetic ?? false,
  };
}
