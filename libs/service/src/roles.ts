/** docs/roles.md lists the rights of each role and the scopes that it implies. */
export type Role = 'worker' | 'enterprise' | 'secretary' | 'staff' | 'broker' | 'analyst' | 'administrator';

/**
 * The scopes that the roles imply. An administrator has all of them. The schemas state by `@requiresScopes` which
 * fields need them.
 */
export function scopesOf(roles: readonly string[]): string[] {
  return scopeNames.filter(
    (scope) => roles.includes('administrator') || roleScopes[scope].some((role) => roles.includes(role)),
  );
}

/**
 * Each scope with the roles that imply it. `…:write` covers the actions of the users concerned, `…:manage` those of an
 * association's staff only (reviews, registers, imports), and `…:read` data that is not public. The commands of a
 * service decide in which regions and for which organizations a role may use a scope.
 */
const roleScopes = {
  'organizations:write': ['secretary', 'staff'],
  'organizations:partners:write': ['broker', 'staff'],
  'organizations:manage': ['staff'],
  'people:register:read': ['secretary', 'staff', 'broker'],
  'people:personal:read': ['worker', 'staff'],
  'people:applications:read': ['worker', 'secretary', 'staff'],
  'people:nominations:read': ['secretary', 'staff'],
  'people:reviews:write': ['worker', 'staff'],
  'people:objections:write': ['worker', 'enterprise', 'secretary', 'staff', 'broker', 'analyst'],
  'people:membership:write': ['worker', 'secretary', 'staff'],
  'people:write': ['secretary', 'staff'],
  'people:manage': ['staff'],
  'outreach:write': ['secretary', 'enterprise', 'staff'],
  'outreach:manage': ['staff'],
  'matching:needs:write': ['enterprise', 'staff', 'broker'],
  'matching:experts:write': ['worker', 'staff'],
  'matching:proposals:write': ['enterprise', 'worker', 'staff', 'broker'],
  'matching:rounds:write': ['staff', 'broker'],
  'matching:teams:write': ['secretary', 'staff'],
  'matching:engagements:write': ['enterprise', 'worker', 'staff', 'broker'],
  'matching:manage': ['staff'],
  'rural:write': ['secretary', 'staff'],
  'rural:manage': ['staff'],
} as const satisfies Record<string, readonly Role[]>;

/** A scope that a role implies. Tokens may contain other scopes, for schemas that require them. */
export type Scope = keyof typeof roleScopes;
const scopeNames = Object.keys(roleScopes) as Scope[];
