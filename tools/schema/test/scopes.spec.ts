import { expect, test } from '@jest/globals';
import { buildSchema, isNonNullType, isObjectType, parse, type GraphQLField } from 'graphql';
import { readFileSync } from 'node:fs';
import { readDemands, viewerOf } from '@kexie/service/process';
import { inWorkspace } from '../src/subgraphs.ts';

const sdl = readFileSync(inWorkspace('tools/schema/supergraph.graphql'), 'utf8');
const demands = readDemands(parse(sdl));
const types = Object.values(buildSchema(sdl, { assumeValidSDL: true }).getTypeMap()).filter(isObjectType);
const fields: [string, GraphQLField<unknown, unknown>][] = types.flatMap((type) =>
  Object.values(type.getFields()).map((field): [string, typeof field] => [type.name, field]),
);

test('every mutation requires a scope', () => {
  const open = fields.filter(
    ([type, { name }]) => type === 'Mutation' && !demands?.ofField('Mutation', name)?.scopes.length,
  );
  expect(open.map(([, { name }]) => name)).toEqual([]);
});

test('every scope that a schema requires is implied by some role', () => {
  const known = viewerOf({ id: 'usr_1', roles: ['administrator'], regions: [], organizations: [] }).scopes;
  expect(demands?.scopes.filter((scope) => !known.includes(scope))).toEqual([]);
});

test('a field that requires a scope is nullable, so that other fields are still answered', () => {
  const voiding = fields.filter(
    ([type, { name, type: returned }]) => demands?.ofField(type, name) && isNonNullType(returned),
  );
  expect(voiding.map(([type, { name }]) => `${type}.${name}`)).toEqual([]);
});

test('docs/roles.md lists the scopes that roles imply', () => {
  const rows = [
    ...readFileSync(inWorkspace('docs/roles.md'), 'utf8').matchAll(/^\| (`[a-z]+:[^|]+) \| ([a-z, ]+) \|$/gm),
  ];
  const listed = rows.flatMap(([, scopes = '', roles = '']) =>
    [...scopes.matchAll(/`([^`]+)`/g)].flatMap(([, scope = '']) => roles.split(', ').map((role) => `${role} ${scope}`)),
  );
  const roles = ['worker', 'enterprise', 'secretary', 'staff', 'broker', 'analyst'];
  const implied = roles.flatMap((role) =>
    viewerOf({ id: 'usr_1', roles: [role], regions: [], organizations: [] }).scopes.map((scope) => `${role} ${scope}`),
  );
  expect(listed.toSorted()).toEqual(implied.toSorted());
});
