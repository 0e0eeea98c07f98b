import { newId, optionalText, requireText } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importRows,
  requireRegion,
  requireRegionOfPresent,
  requireRole,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import { periodOf, requireList } from '../domain.ts';
import type { Deps } from '../store.ts';
import type { PartnerContact } from './store.ts';

export type PartnerContactRow = {
  key: string;
  organizationId: string;
  regionCode: string;
  cooperationKinds: readonly PartnerContact['cooperationKinds'][number][];
  policyTags?: readonly PartnerContact['policyTags'][number][] | null | undefined;
  periodLabel?: string | null | undefined;
  periodFrom?: string | null | undefined;
  periodTo?: string | null | undefined;
  periodAssumed: boolean;
  note?: string | null | undefined;
  synthetic: boolean;
};

/** Imports contacts with partners by key. The report contains the errors of rows. @throws UNAUTHENTICATED, FORBIDDEN. */
export async function importPartnerContacts(
  deps: Deps,
  viewer: Viewer,
  input: ImportInput<PartnerContactRow>,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(deps.mongo, input, (row, session) => importContact(deps, viewer, row, session));
}

async function importContact(deps: Deps, viewer: Viewer, row: PartnerContactRow, session: Session): Promise<Imported> {
  requireRegion(viewer, row.regionCode, 'staff');
  const importKey = requireText(row.key, 'key', { max: 100 });
  const facts = {
    importKey,
    synthetic: row.synthetic,
    organizationId: (await deps.directory.activeOrganization(row.organizationId, 'organizationId', session))._id,
    regionCode: (await deps.directory.knownRegion(row.regionCode, 'regionCode', session))._id,
    cooperationKinds: requireList(row.cooperationKinds, 'cooperationKinds', { min: 1, max: 3 }),
    policyTags: requireList(row.policyTags ?? [], 'policyTags', { max: 3 }),
    period: periodOf(null, row),
    note: optionalText(row.note, 'note'),
  };
  const id = newId('pct');
  return deps.store.partners.import(
    importKey,
    {
      next: (present) => {
        requireRegionOfPresent(viewer, present);
        return { _id: id, version: 1, ...present, ...facts };
      },
      events: () => [],
    },
    session,
  );
}
