import { expect, test } from '@jest/globals';
import { generateTypes } from '../src/types.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])
  scalar DateTime
  enum Kind { SOCIETY ENTERPRISE }
  type Query { organization(id: ID!, at: DateTime): Organization  organizations: Page! }
  type Page { items: [Organization!]! total: Int! }
  type Organization @key(fields: "id") { id: ID! kind: Kind! foundedAt: DateTime }
`;

test('a mapper replaces a GraphQL type by its domain type, also inside other types', async () => {
  const types = await generateTypes(sdl, { Organization: '../store.ts#OrganizationRecord' });
  expect(types).toContain("import type { OrganizationRecord } from '../store.ts';");
  expect(types).toContain('Organization: ResolverTypeWrapper<OrganizationRecord>;');
  expect(types).toContain("items: Array<ResolversTypes['Organization']>");
});

test('a resolver may return lazy values, but receives its parent without them', async () => {
  const types = await generateTypes(sdl, {});
  expect(types).toContain('Organization: ResolverTypeWrapper<Lazy<Organization>>;');
  expect(/ResolversParentTypes = \{[^}]*Lazy/.test(types)).toBe(false);
});

test('entities get a typed __resolveReference, enums are string unions, and the output needs only type stripping', async () => {
  const types = await generateTypes(sdl, {});
  expect(types).toContain("__resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Organization']>");
  expect(types).toMatch(/type Kind =\n {2}\| 'ENTERPRISE'\n {2}\| 'SOCIETY';/);
  expect(types).not.toMatch(/^(export )?(declare )?(enum|namespace)/m);
  expect(types.match(/^import (?!type)/m)).toBeNull();
});

test('the same schema gives the same text', async () => {
  expect(await generateTypes(sdl, {})).toBe(await generateTypes(sdl, {}));
});

test('a schema with a mistake is refused', async () => {
  await expect(generateTypes('type Query { organization: Organisation }', {})).rejects.toThrow();
});
