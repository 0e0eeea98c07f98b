import type { Place } from '@kexie/service';
import type { Organization } from './domain.ts';

/** The place of an organization, for rights. */
export function placeOf(organization: Organization): Place;
export function placeOf(organization: Organization | null): Place | null;
export function placeOf(organization: Organization | null): Place | null {
  return organization && { organizationId: organization._id, regionCode: organization.regionCode };
}
