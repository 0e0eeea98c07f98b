import { actsFor, requireActingFor, requireRole, type Role, type Viewer } from '@kexie/service';

/** The roles that let a user act for an organization that runs campaigns, channels and activities. */
const operatorRoles: readonly Role[] = ['secretary', 'enterprise'];

/** Whether the viewer acts for the organization: as its secretary, or as a user of an enterprise. */
export function actsForOperator(viewer: Viewer, organizationId: string): boolean {
  return actsFor(viewer, organizationId, operatorRoles);
}

/** Requires a viewer who acts for the organization, or staff of the region. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireOperatorOrStaff(viewer: Viewer, organizationId: string, regionCode: string): void {
  requireActingFor(viewer, { id: organizationId, regionCode }, operatorRoles);
}

/** Refuses viewers who can change nothing in this service, before the first query. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireOutreachRole(viewer: Viewer): void {
  requireRole(viewer, ...operatorRoles, 'staff');
}
