import { DomainError, newId } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  importRows,
  requireRegion,
  requireRole,
  saveImported,
  type Imported,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import type { ImportOrganizationsInput, OrganizationRow } from '../generated/graphql.ts';
import type { OrganizationDeps } from './commands.ts';
import { activated, blank, checkName, hostKinds, isAlive, type Organization } from './domain.ts';
import { stored } from './store.ts';

export type ImportDeps = OrganizationDeps & { mongo: Mongo; outbox: Outbox };

/**
 * Imports organizations that exist already: they are ACTIVE at once, and the other services are told as if they had been founded here.
 */
export function importOrganizations(
  deps: ImportDeps,
  viewer: Viewer,
  input: ImportOrganizationsInput,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(deps.mongo, input, (row, session) => importOne(deps, viewer, row, session));
}

async function importOne(
  { organizations, regions, outbox, now }: ImportDeps,
  viewer: Viewer,
  row: OrganizationRow,
  session: Session,
): Promise<Imported> {
  requireRegion(viewer, row.regionCode, 'staff');
  checkName(row.name);
  if (!row.key.trim() || row.key.length > 100)
    throw new DomainError('VALIDATION_FAILED', 'A key has 1 to 100 characters.', ['key']);
  await regions.knownRegion(row.regionCode, 'regionCode', session);
  const references = [
    ['parentId', row.parentId],
    ['hostId', row.hostId],
  ] as const;
  const known = await organizations.existing(
    references.flatMap(([, id]) => id ?? []),
    session,
  );
  for (const [path, id] of references)
    if (id && !known.has(id)) throw new DomainError('REFERENCE_UNKNOWN', 'There is no such organization.', [path]);
  if (hostKinds[row.kind] && !row.hostId)
    throw new DomainError('VALIDATION_FAILED', 'This kind of association needs a host (依托单位).', ['hostId']);

  const saved = await saveImported(
    organizations.model,
    row.key,
    async (present) => {
      if (present) requireRegion(viewer, present.regionCode, 'staff');
      if (present && present.kind !== row.kind)
        throw new DomainError('VALIDATION_FAILED', 'An import does not change the kind of an organization.', ['kind']);
      const next = fromRow(present ?? blank(newId('org'), now()), row, now());
      await organizations.refuseDuplicates(next, session);
      return stored(next);
    },
    session,
  );
  // what was dissolved stays so: an event would have the other services take it for active and start its memberships again
  if (saved.outcome !== 'UNCHANGED' && isAlive(saved.record))
    await outbox.append([activated(saved.record)], { aggregateId: saved.id, version: saved.record.version }, session);
  return { id: saved.id, outcome: saved.outcome };
}

function fromRow(base: Organization, row: OrganizationRow, now: Date): Organization {
  const { key, name, kind, level, regionCode, eligibleForLeadingPartyGroup, synthetic } = row;
  return {
    ...base,
    importKey: key,
    name,
    kind,
    level,
    regionCode,
    updatedAt: now,
    eligibleForLeadingPartyGroup: eligibleForLeadingPartyGroup ?? false,
    synthetic: synthetic ?? false,
    shortName: row.shortName ?? null,
    aliases: [...(row.aliases ?? [])],
    creditCode: row.creditCode ?? null,
    parentId: row.parentId ?? null,
    hostId: row.hostId ?? null,
    subjectCodes: [...(row.subjectCodes ?? [])],
    industryCodes: [...(row.industryCodes ?? [])],
    foundedOn: row.foundedOn ?? null,
    knownFrom: row.knownFrom ?? null,
  };
}
