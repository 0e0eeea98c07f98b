import type { Role } from './roles.ts';
import { requireRegion, requireRole, type Viewer } from './viewer.ts';

const secretary: readonly Role[] = ['secretary'];

/**
 * Whether the viewer acts for the organization: the token names the organization and one of these roles (default:
 * secretary).
 */
export function actsFor(viewer: Viewer, organizationId: string | null, roles: readonly Role[] = secretary): boolean {
  return (
    organizationId !== null &&
    viewer.organizations.includes(organizationId) &&
    roles.some((role) => viewer.roles.includes(role))
  );
}

/**
 * Allows viewers who act for the organization in one of these roles (default: secretary), and staff of its region.
 * @throws UNAUTHENTICATED, FORBIDDEN.
 */
export function requireActingFor(
  viewer: Viewer,
  { id, regionCode }: { id: string | null; regionCode: string },
  roles: readonly Role[] = secretary,
): void {
  requireRole(viewer, ...roles, 'staff');
  if (!actsFor(viewer, id, roles)) requireRegion(viewer, regionCode, 'staff');
}

/**
 * Requires that an existing record lies in the viewer's region, so that an import key cannot change a record of another
 * region. @throws UNAUTHENTICATED, FORBIDDEN.
 */
export function requireRegionOfPresent(viewer: Viewer, present: { regionCode: string } | null): void {
  if (present) requireRegion(viewer, present.regionCode, 'staff');
}
