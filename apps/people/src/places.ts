import { contains } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import type { Directory, OrganizationView, Place, Viewer } from '@kexie/service';

/** The place of an organization, as the rights take it. */
export function placeOf(organization: OrganizationView | null): Place | null {
  return organization && { organizationId: organization._id, regionCode: organization.regionCode };
}

/**
 * The place of a person for secretaries: the person belongs to an organization of the token whose region contains that
 * of the person. `among` narrows these organizations.
 */
export async function placeAmongOrganizations(
  directory: Directory,
  { organizations }: Viewer,
  { regionCode, among = organizations }: { regionCode: string; among?: readonly string[] },
  session?: Session,
): Promise<Place> {
  for (const id of organizations.filter((candidate) => among.includes(candidate))) {
    const organization = await directory.organization(id, session);
    if (organization && contains(organization.regionCode, regionCode)) return { regionCode, organizationId: id };
  }
  return { regionCode };
}

/** The place of a record that belongs to an organization. The organization may have moved to another region since. */
export async function placeIn(
  directory: Directory,
  { organizationId, personId }: { organizationId: string; personId: string },
  session: Session,
): Promise<Place> {
  return { organizationId, personId, regionCode: (await directory.organization(organizationId, session))?.regionCode };
}
