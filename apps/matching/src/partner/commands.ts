import { newId, optionalText } from '@kexie/kernel';
import {
  type Imported,
  type ImportInput,
  importKeyOf,
  type ImportReport,
  importRows,
  statedBy,
  type Viewer,
} from '@kexie/service';
import { periodAfter, periodOf, requireList, statedDays, statedPeriod, type PeriodColumns } from '../domain.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import type { PartnerContact } from './store.ts';

export type PartnerContactRow = PeriodColumns & {
  key: string;
  organizationId: string;
  regionCode: string;
  cooperationKinds: readonly PartnerContact['cooperationKinds'][number][];
  policyTags?: readonly PartnerContact['policyTags'][number][] | null | undefined;
  note?: string | null | undefined;
  synthetic?: boolean | null | undefined;
};

/** Imports contacts with partners by key. The report contains the errors of rows. @throws UNAUTHENTICATED, FORBIDDEN. */
export async function importPartnerContacts(
  deps: Deps,
  viewer: Viewer,
  input: ImportInput<PartnerContactRow>,
): Promise<ImportReport> {
  const permit = rights.importPartnerContacts(viewer);
  const { directory, store } = deps;
  return importRows(deps.mongo, input, async (row, session): Promise<Imported> => {
    permit({ organizationId: null, regionCode: row });
    await directory.knownRegion(row.regionCode, 'regionCode', session, statedDays(row));
    const facts = {
      synthetic: row.synthetic ?? false,
      organizationId: row.organizationId,
      regionCode: row.regionCode,
      cooperationKinds: requireList(row.cooperationKinds, 'cooperationKinds', { min: 1, max: 3 }),
      policyTags: requireList(row.policyTags ?? [], 'policyTags', { max: 3 }),
      note: optionalText(row.note, 'note'),
    };
    return store.partners.importRow(
      {
        importKey: importKeyOf(row.regionCode, row.key),
        authorize: (present) => void permit({ organizationId: null, regionCode: [row, present] }),
        stated: { ...statedBy(row, facts), ...statedPeriod(null, row) },
        create: () => ({ ...facts, _id: newId('pct'), version: 1, importKey: null, period: periodOf(null, row) }),
        complete: async (next, before) => {
          // the partner of an existing contact may have been dissolved since
          if (before?.organizationId !== next.organizationId)
            await directory.activeOrganization(next.organizationId, 'organizationId', session);
          return { ...next, period: periodAfter(null, next.period, null) };
        },
        events: () => [],
      },
      session,
    );
  });
}
