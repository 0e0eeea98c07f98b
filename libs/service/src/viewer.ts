import { contains, DomainError } from '@kexie/kernel';

/** Who may do what is listed in the README under "Roles". */
export type Role = 'worker' | 'enterprise' | 'secretary' | 'staff' | 'broker' | 'analyst' | 'administrator';

/** Who is asking, as the gateway vouches for it. `regions` are the codes whose subtree the viewer works in; `organizations` are ids. */
export type Viewer = { id: string; roles: readonly string[]; regions: readonly string[]; organizations: readonly string[] };

export const anonymous: Viewer = { id: 'anonymous', roles: [], regions: [], organizations: [] };

/** Lets viewers with one of the roles pass; an administrator always does. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireRole(viewer: Viewer, ...roles: Role[]): void {
  if (viewer.roles.length === 0) throw new DomainError('UNAUTHENTICATED', 'Sign in to do this.');
  if (viewer.roles.includes('administrator') || roles.some((role) => viewer.roles.includes(role))) return;
  throw new DomainError('FORBIDDEN', `This needs one of the roles ${[...roles, 'administrator'].join(', ')}.`);
}

/** Lets viewers with one of the roles pass whose regions hold this code; an administrator always does. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireRegion(viewer: Viewer, regionCode: string, ...roles: Role[]): void {
  requireRole(viewer, ...roles);
  if (viewer.roles.includes('administrator') || viewer.regions.some((region) => contains(region, regionCode))) return;
  throw new DomainError('FORBIDDEN', 'This lies outside your region.');
}
