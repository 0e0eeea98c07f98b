import { actsFor, requireRegion, requireRole, type Viewer } from '@kexie/service';

/** Whether the viewer is a user of the enterprise itself. */
export function actsForEnterprise(viewer: Viewer, enterpriseId: string | null): boolean {
  return actsFor(viewer, enterpriseId, ['enterprise']);
}

/** Lets the enterprise's own users pass, and staff and brokers of the region on its behalf. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireEnterpriseOrBroker(
  viewer: Viewer,
  { enterpriseId, regionCode }: { enterpriseId: string; regionCode: string },
): void {
  requireRole(viewer, 'enterprise', 'staff', 'broker');
  if (!actsForEnterprise(viewer, enterpriseId)) requireRegion(viewer, regionCode, 'staff', 'broker');
}

/** Whether the viewer is this person: a worker signs in under the id of their own person. */
export function isPerson(viewer: Viewer, personId: string): boolean {
  return viewer.roles.includes('worker') && viewer.id === personId;
}

/** Lets staff of the expert's region pass; an invited expert belongs to no region, so all staff may pass. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireStaffForExpert(
  viewer: Viewer,
  { regionCode, isInvited }: { regionCode: string; isInvited: boolean },
): void {
  if (isInvited) requireRole(viewer, 'staff');
  else requireRegion(viewer, regionCode, 'staff');
}

/** Lets the expert pass, and staff of the expert's region. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireExpertOrStaff(
  viewer: Viewer,
  expert: { personId: string; regionCode: string; isInvited: boolean },
): void {
  if (!isPerson(viewer, expert.personId)) requireStaffForExpert(viewer, expert);
}
