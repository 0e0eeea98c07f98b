import { contains, DomainError } from '@kexie/kernel';
import { scopesOf, type Role, type Scope } from './roles.ts';

/** A user, as their token states it. `regions` are the codes whose subtree they work in; `organizations` are ids. */
export type Identity = {
  id: string;
  roles: readonly string[];
  regions: readonly string[];
  organizations: readonly string[];
  scopes?: readonly string[];
};

/** Who is asking, as the gateway vouches for it. `scopes` are all that `@requiresScopes` can ask for: those of the token and those that the roles imply. */
export type Viewer = Required<Identity>;

export const anonymous: Viewer = { id: 'anonymous', roles: [], regions: [], organizations: [], scopes: [] };

/** The viewer with these claims. */
export function viewerOf({ id, roles, regions, organizations, scopes = [] }: Identity): Viewer {
  return { id, roles, regions, organizations, scopes: [...new Set([...scopes, ...scopesOf(roles)])].sort() };
}

/** Whether the viewer signed in, in whatever role: what `@authenticated` asks for. */
export function isAuthenticated(viewer: Pick<Viewer, 'id'>): boolean {
  return viewer.id !== anonymous.id;
}

/** Lets viewers with the scope pass. For what a directive cannot say because it depends on the data. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireScope(viewer: Viewer, scope: Scope): void {
  if (!isAuthenticated(viewer)) throw new DomainError('UNAUTHENTICATED', 'Sign in to do this.');
  if (!viewer.scopes.includes(scope)) throw new DomainError('FORBIDDEN', `This needs ${scope}.`);
}

/** Lets viewers with one of the roles pass; an administrator always does. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireRole(viewer: Viewer, ...roles: Role[]): void {
  if (!isAuthenticated(viewer)) throw new DomainError('UNAUTHENTICATED', 'Sign in to do this.');
  if (viewer.roles.includes('administrator') || roles.some((role) => viewer.roles.includes(role))) return;
  throw new DomainError('FORBIDDEN', `This needs one of the roles ${[...roles, 'administrator'].join(', ')}.`);
}

/** Lets viewers with one of the roles pass whose regions hold this code; an administrator always does. @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireRegion(viewer: Viewer, regionCode: string, ...roles: Role[]): void {
  requireRole(viewer, ...roles);
  if (viewer.roles.includes('administrator') || viewer.regions.some((region) => contains(region, regionCode))) return;
  throw new DomainError('FORBIDDEN', 'This lies outside your region.');
}
