import { actsFor, requireActingFor, requireRole, type Role, type Viewer } from '@kexie/service';

/** The roles in which a user acts for an organization that runs campaigns, channels and activities. */
const operatorRoles: readonly Role[] = ['secretary', 'enterprise'];

/** Whether the viewer acts for the organization: as its secretary, or as a user of an enterprise. */
export function actsForOperator(viewer: Viewer, organizationId: string): boolean {
  return actsFor(viewer, organizationId, operatorRoles);
}

/** Lets viewers pass that act for the organization, and staff of the region. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireOperatorOrStaff(viewer: Viewer, organizationId: string, regionCode: string): void {
  requireActingFor(viewer, { id: organizationId, regionCode }, operatorRoles);
}

/** Refuses viewers that can change nothing in this service, before anything is looked up. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireOutreachRole(viewer: Viewer): void {
  requireRole(viewer, ...operatorRoles, 'staff');
}
