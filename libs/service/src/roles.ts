/** docs/roles.md lists what each role may do, and the scopes that it implies. */
export type Role = 'worker' | 'enterprise' | 'secretary' | 'staff' | 'broker' | 'analyst' | 'administrator';

/** The scopes that a role implies. An administrator has all of them; what they open is in the schemas, as `@requiresScopes`. */
export function scopesOf(roles: readonly string[]): string[] {
  return scopeNames.filter(
    (scope) => roles.includes('administrator') || roleScopes[scope].some((role) => roles.includes(role)),
  );
}

/**
 * Each scope with the roles that imply it. `…:write` is what the people concerned do themselves, `…:manage` what only an association's staff does (reviews,
 * registers, imports), `…:read` what is not public. Where, and for whom, a role may use it is decided by the commands of the service.
 */
const roleScopes = {
  'organizations:write': ['secretary', 'staff'],
  'organizations:partners:write': ['broker', 'staff'],
  'organizations:manage': ['staff'],
  'people:register:read': ['secretary', 'staff', 'broker'],
  'people:personal:read': ['worker', 'staff'],
  'people:applications:read': ['worker', 'secretary', 'staff'],
  'people:nominations:read': ['secretary', 'staff'],
  'people:membership:write': ['worker', 'secretary', 'staff'],
  'people:write': ['secretary', 'staff'],
  'people:manage': ['staff'],
  'outreach:write': ['secretary', 'enterprise', 'staff'],
  'outreach:manage': ['staff'],
  'matching:needs:write': ['enterprise', 'staff', 'broker'],
  'matching:experts:write': ['worker', 'staff'],
  'matching:engagements:write': ['enterprise', 'worker', 'staff', 'broker'],
  'matching:manage': ['staff'],
  'rural:write': ['secretary', 'staff'],
  'rural:manage': ['staff'],
} as const satisfies Record<string, readonly Role[]>;

/** A scope that some role implies. Tokens may carry others, for schemas that ask for them. */
export type Scope = keyof typeof roleScopes;
const scopeNames = Object.keys(roleScopes) as Scope[];
