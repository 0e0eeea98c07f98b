import type { DossierEntryKind } from '../generated/graphql.ts';
import type { Organization } from '../organization/domain.ts';

/** An honor (荣誉) that an organization received, as its event states it. */
export type Honour = { _id: string; version: number; organizationId: string; title: string; year: number };

/** Something that belongs to the history of an organization. `on` is null when only the year is known. */
export type DossierEntry = {
  kind: DossierEntryKind;
  on: string | null;
  year: number;
  text: string | null;
  documentNo: string | null;
};

/** The dossier (档案) of an organization, the latest entry first. Within a year, honors come before days. */
export function dossierOf(
  {
    foundedOn,
    nameHistory = [],
    placeHistory = [],
    suspensions = [],
    status,
    dissolvedOn,
    decisionReason,
  }: Organization,
  honours: readonly Pick<Honour, 'title' | 'year'>[],
): DossierEntry[] {
  const entry = (kind: DossierEntryKind, on: string, text: string | null, documentNo: string | null = null) => ({
    kind,
    on,
    year: Number(on.slice(0, 4)),
    text,
    documentNo,
  });
  const entries: DossierEntry[] = [
    ...(foundedOn ? [entry('FOUNDED', foundedOn, null)] : []),
    ...nameHistory.map(({ name, until, documentNo }) => entry('RENAMED', until, name, documentNo)),
    ...placeHistory.map(({ until, documentNo }) => entry('MOVED', until, null, documentNo)),
    ...suspensions.map(({ from, reason, documentNo }) => entry('SUSPENDED', from, reason, documentNo)),
    ...suspensions.flatMap(({ to, resumeReason, resumeDocumentNo }) =>
      to && resumeDocumentNo ? [entry('RESUMED', to, resumeReason, resumeDocumentNo)] : [],
    ),
    ...(dissolvedOn ? [entry(status === 'MERGED' ? 'MERGED' : 'DISSOLVED', dissolvedOn, decisionReason)] : []),
    ...honours.map(({ title, year }) => ({ kind: 'HONOUR' as const, on: null, year, text: title, documentNo: null })),
  ];
  const order = ({ year, on }: DossierEntry) => on ?? `${year}-99`;
  return entries.sort((a, b) => (order(a) > order(b) ? -1 : order(a) < order(b) ? 1 : 0));
}
