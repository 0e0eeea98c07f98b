import { expect, test } from '@jest/globals';
import { anonymous, requireRole, requireScope, viewerOf } from './viewer.ts';

const identity = { id: 'usr_1', roles: ['broker'], regions: [], organizations: [] };

test('a viewer has the scopes of the token and those of the roles, without duplicates', () => {
  expect(viewerOf({ ...identity, scopes: ['reports:export', 'people:register:read'] }).scopes).toEqual([
    'matching:engagements:write',
    'matching:needs:write',
    'matching:proposals:write',
    'matching:rounds:write',
    'organizations:partners:write',
    'people:objections:write',
    'people:register:read',
    'reports:export',
  ]);
});

test('the role analyst implies only the scope of objections, and the role administrator implies the scopes of all roles', () => {
  expect(viewerOf({ ...identity, roles: ['analyst'] }).scopes).toEqual(['people:objections:write']);
  const { scopes } = viewerOf({ ...identity, roles: ['administrator'] });
  for (const role of ['worker', 'enterprise', 'secretary', 'staff', 'broker'])
    expect(scopes).toEqual(expect.arrayContaining([...viewerOf({ ...identity, roles: [role] }).scopes]));
});

test('the anonymous viewer is asked to sign in, and a viewer without the role is told the required roles', () => {
  expect(() => requireRole(anonymous, 'staff')).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  expect(() => requireRole(viewerOf({ ...identity, roles: [] }), 'staff')).toThrow(
    expect.objectContaining({ code: 'FORBIDDEN' }),
  );
  expect(() => requireRole(viewerOf({ ...identity, roles: ['administrator'] }), 'staff')).not.toThrow();
});

test('where a scope is required, a viewer with this scope passes in any role', () => {
  expect(() =>
    requireScope(viewerOf({ ...identity, roles: [], scopes: ['people:register:read'] }), 'people:register:read'),
  ).not.toThrow();
  expect(() => requireScope(viewerOf({ ...identity, roles: ['analyst'] }), 'people:register:read')).toThrow(
    expect.objectContaining({ code: 'FORBIDDEN' }),
  );
  expect(() => requireScope(anonymous, 'people:register:read')).toThrow(
    expect.objectContaining({ code: 'UNAUTHENTICATED' }),
  );
});
