import { requireRegion, requireRole, type Viewer } from '@kexie/service';

/** True when the viewer speaks for the organization: its secretary, or the user of an enterprise. */
export function speaksFor(viewer: Viewer, organizationId: string): boolean {
  return (
    viewer.organizations.includes(organizationId) &&
    (viewer.roles.includes('secretary') || viewer.roles.includes('enterprise'))
  );
}

/** Lets somebody pass who speaks for the organization, and staff of the region. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireActingFor(viewer: Viewer, organizationId: string, regionCode: string): void {
  if (!speaksFor(viewer, organizationId)) requireRegion(viewer, regionCode, 'staff');
}

/** Turns away who can do nothing here, before anything is looked up. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireSomeRole(viewer: Viewer): void {
  requireRole(viewer, 'secretary', 'enterprise', 'staff');
}
