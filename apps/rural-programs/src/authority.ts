import { requireRegion, requireRole, type Viewer } from '@kexie/service';

/** Lets staff of the region pass, and a secretary of the organization. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireStaffOrSecretary(viewer: Viewer, regionCode: string, organizationId: string | null): void {
  requireRole(viewer, 'staff', 'secretary');
  const ownOrganization =
    organizationId !== null && viewer.roles.includes('secretary') && viewer.organizations.includes(organizationId);
  if (!ownOrganization) requireRegion(viewer, regionCode, 'staff');
}

/** Lets staff restate by import what is there in their own region only: a key is no way to a record of another. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireRegionOfPresent(viewer: Viewer, present: { regionCode: string } | null): void {
  if (present) requireRegion(viewer, present.regionCode, 'staff');
}
