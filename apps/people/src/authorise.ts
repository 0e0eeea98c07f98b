import { DomainError } from '@kexie/kernel';
import { requireRegion, requireRole, type Viewer } from '@kexie/service';

/** Lets an organization's own secretary pass, and staff of its region. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireKeeper(viewer: Viewer, organization: { id: string; regionCode: string }): void {
  requireRole(viewer, 'secretary', 'staff');
  if (viewer.roles.includes('secretary') && viewer.organizations.includes(organization.id)) return;
  requireRegion(viewer, organization.regionCode, 'staff');
}

/** Lets the person themself pass (a worker's account carries the person's id), and the organization's keepers. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireSelfOrKeeper(
  viewer: Viewer,
  personId: string,
  organization: { id: string; regionCode: string },
): void {
  if (viewer.roles.length > 0 && viewer.id === personId) return;
  requireKeeper(viewer, organization);
}

/** @throws VERSION_CONFLICT when the client saw another version. */
export function requireVersion(record: { version: number }, expectedVersion: number): void {
  if (record.version !== expectedVersion)
    throw new DomainError('VERSION_CONFLICT', `This is version ${record.version} now. Load it again and repeat.`, [
      'expectedVersion',
    ]);
}
