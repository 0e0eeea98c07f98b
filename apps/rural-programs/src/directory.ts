import { DomainError } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import type { Place } from '@kexie/service';
import { say } from './messages.ts';
import type { Deps } from './store.ts';

type Directory = Deps['directory'];
export type KnownOrganization = NonNullable<Awaited<ReturnType<Directory['organization']>>>;

/**
 * The organization that an input names, active or not, so that the right to name it is checked before anything else.
 * @throws REFERENCE_UNKNOWN (try again: the copy may lag).
 */
export function knownOrganization(
  directory: Directory,
  id: string,
  path: string,
  session: Session,
): Promise<KnownOrganization>;
export function knownOrganization(
  directory: Directory,
  id: string | null | undefined,
  path: string,
  session: Session,
): Promise<KnownOrganization | null>;
export async function knownOrganization(
  directory: Directory,
  id: string | null | undefined,
  path: string,
  session: Session,
): Promise<KnownOrganization | null> {
  if (id === null || id === undefined) return null;
  const organization = await directory.organization(id, session);
  if (!organization)
    throw new DomainError('REFERENCE_UNKNOWN', say`This organization is not known, or not yet.`, [path]);
  return organization;
}

/** The place of an organization. */
export function placeOf(organization: KnownOrganization): Place;
export function placeOf(organization: KnownOrganization | null): Place | null;
export function placeOf(organization: KnownOrganization | null): Place | null {
  return organization && { organizationId: organization._id, regionCode: organization.regionCode };
}
