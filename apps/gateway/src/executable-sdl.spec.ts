import { expect, test } from '@jest/globals';
import { composeSupergraph } from '@kexie/registry';
import { executableSdl } from './executable-sdl.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@requiresScopes", "@policy", "@tag", "@inaccessible"])
  type Query { me: Person @authenticated  salary: Int @requiresScopes(scopes: [["hr"]])  secret: Int @policy(policies: [["x"]]) }
  type Person @key(fields: "id") @authenticated { id: ID! @tag(name: "public")  note: String @inaccessible }
`;

test('the features that the executor refuses are gone, the fields and all other features stay', () => {
  const composition = composeSupergraph([{ name: 'people', sdl, url: 'http://people/graphql' }]);
  if ('errors' in composition) throw new Error(JSON.stringify(composition.errors));
  expect(composition.supergraphSdl).toMatch(/@authenticated|requiresScopes__Scope/);
  const executable = executableSdl(composition.supergraphSdl);
  expect(executable).not.toMatch(/authenticated|requiresScopes|policy/);
  expect(executable).toMatch(/salary: Int/);
  expect(executable).toMatch(/@tag\(name: "public"\)/);
  expect(executable).toMatch(/note: String.*@inaccessible/);
});
