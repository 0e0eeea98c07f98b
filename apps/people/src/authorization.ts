import { requireActingFor, type Viewer } from '@kexie/service';

type OrganizationOf = { id: string; regionCode: string };

/**
 * Allows the person (a worker's account carries the person's id), the organization's secretary, and staff of its
 * region.
 * @throws UNAUTHENTICATED, FORBIDDEN.
 */
export function requireSelfOrActingFor(viewer: Viewer, personId: string, organization: OrganizationOf): void {
  if (viewer.roles.length > 0 && viewer.id === personId) return;
  requireActingFor(viewer, organization);
}
