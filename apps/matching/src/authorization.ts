import { actsFor, requireRegion, requireRole, type Viewer } from '@kexie/service';

/** Whether the viewer is a user of the enterprise itself. */
export function actsForEnterprise(viewer: Viewer, enterpriseId: string | null): boolean {
  return actsFor(viewer, enterpriseId, ['enterprise']);
}

/** Requires a user of the enterprise, or staff or a broker of the region, who act on its behalf. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireEnterpriseOrBroker(
  viewer: Viewer,
  { enterpriseId, regionCode }: { enterpriseId: string; regionCode: string },
): void {
  requireRole(viewer, 'enterprise', 'staff', 'broker');
  if (!actsForEnterprise(viewer, enterpriseId)) requireRegion(viewer, regionCode, 'staff', 'broker');
}

/** Whether the viewer is this person: the account of a worker has the id of the person. */
export function isPerson(viewer: Viewer, personId: string): boolean {
  return viewer.roles.includes('worker') && viewer.id === personId;
}

/** Requires staff of the expert's region; for an invited expert, who belongs to no region, any staff. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireStaffForExpert(
  viewer: Viewer,
  { regionCode, isInvited }: { regionCode: string; isInvited: boolean },
): void {
  if (isInvited) requireRole(viewer, 'staff');
  else requireRegion(viewer, regionCode, 'staff');
}

/** Requires the expert, or staff of the expert's region. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireExpertOrStaff(
  viewer: Viewer,
  expert: { personId: string; regionCode: string; isInvited: boolean },
): void {
  if (!isPerson(viewer, expert.personId)) requireStaffForExpert(viewer, expert);
}
