import { contains, DomainError } from '@kexie/kernel';
import { say } from './messages.ts';
import { scopesOf, type Role, type Scope } from './roles.ts';

/**
 * A user, as their token states it. `regions` are codes of the regions in which the user works, including the regions
 * below them; `organizations` are ids.
 */
export type Identity = {
  id: string;
  roles: readonly string[];
  regions: readonly string[];
  organizations: readonly string[];
  scopes?: readonly string[];
};

/**
 * The viewer of a request, as the gateway states it. `scopes` are those of the token and those that the roles imply.
 */
export type Viewer = Required<Identity>;

export const anonymous: Viewer = { id: 'anonymous', roles: [], regions: [], organizations: [], scopes: [] };

/** The viewer with these claims. */
export function viewerOf({ id, roles, regions, organizations, scopes = [] }: Identity): Viewer {
  return { id, roles, regions, organizations, scopes: [...new Set([...scopes, ...scopesOf(roles)])].sort() };
}

/** Whether the viewer is signed in, in any role. This is the demand of `@authenticated`. */
export function isAuthenticated(viewer: Pick<Viewer, 'id'>): boolean {
  return viewer.id !== anonymous.id;
}

/**
 * Allows viewers with the scope. Use it for demands that depend on the data, which a directive cannot express. @throws
 * UNAUTHENTICATED, FORBIDDEN.
 */
export function requireScope(viewer: Viewer, scope: Scope): void {
  if (!isAuthenticated(viewer)) throw new DomainError('UNAUTHENTICATED', say`Sign in to do this.`);
  if (!viewer.scopes.includes(scope)) throw new DomainError('FORBIDDEN', say`This requires the scope ${scope}.`);
}

/** Allows viewers with one of the roles, and administrators. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireRole(viewer: Viewer, ...roles: Role[]): void {
  if (!isAuthenticated(viewer)) throw new DomainError('UNAUTHENTICATED', say`Sign in to do this.`);
  if (viewer.roles.includes('administrator') || roles.some((role) => viewer.roles.includes(role))) return;
  throw new DomainError('FORBIDDEN', say`This requires one of the roles ${[...roles, 'administrator'].join(', ')}.`);
}

/**
 * Allows viewers with one of the roles whose regions contain this code, and administrators. @throws UNAUTHENTICATED,
 * FORBIDDEN.
 */
export function requireRegion(viewer: Viewer, regionCode: string, ...roles: Role[]): void {
  requireRole(viewer, ...roles);
  if (viewer.roles.includes('administrator') || viewer.regions.some((region) => contains(region, regionCode))) return;
  throw new DomainError('FORBIDDEN', say`This lies outside your region.`);
}
