import { expect, test } from '@jest/globals';
import { anonymous, requireRole, requireScope, viewerOf } from './viewer.ts';

const identity = { id: 'usr_1', roles: ['broker'], regions: [], organizations: [] };

test('a viewer has the scopes of the token and those that the roles imply, each once', () => {
  expect(viewerOf({ ...identity, scopes: ['reports:export', 'people:register:read'] }).scopes).toEqual([
    'matching:engagements:write',
    'matching:needs:write',
    'organizations:partners:write',
    'people:register:read',
    'reports:export',
  ]);
});

test('an analyst has no scope by the role, an administrator every scope that a role has', () => {
  expect(viewerOf({ ...identity, roles: ['analyst'] }).scopes).toEqual([]);
  const { scopes } = viewerOf({ ...identity, roles: ['administrator'] });
  for (const role of ['worker', 'enterprise', 'secretary', 'staff', 'broker'])
    expect(scopes).toEqual(expect.arrayContaining([...viewerOf({ ...identity, roles: [role] }).scopes]));
});

test('who did not sign in is asked to; who signed in without the role is told which one', () => {
  expect(() => requireRole(anonymous, 'staff')).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  expect(() => requireRole(viewerOf({ ...identity, roles: [] }), 'staff')).toThrow(
    expect.objectContaining({ code: 'FORBIDDEN' }),
  );
  expect(() => requireRole(viewerOf({ ...identity, roles: ['administrator'] }), 'staff')).not.toThrow();
});

test('a scope is enough where a scope is asked for, with whatever role', () => {
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
