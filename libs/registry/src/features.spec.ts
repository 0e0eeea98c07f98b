import { expect, test } from '@jest/globals';
import { Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { composeSupergraph } from './compose.ts';
import { featuresOf, supportedFeatures, unsupportedFeatures } from './features.ts';

const schemaWith = (links: string): string => `schema ${links} { query: Query } type Query { a: Int }`;
const refused = (links: string): string[] => unsupportedFeatures(parse(schemaWith(links))).map(({ url }) => url);

test.each([
  ['@link(url: "https://example.org/lock/v1.0", for: SECURITY)', ['https://example.org/lock/v1.0']],
  [
    '@link(url: "https://example.org/lock/v1.0/", for: EXECUTION, import: ["@lock"], as: "key")',
    ['https://example.org/lock/v1.0'],
  ],
  [
    '@uses(url: "https://example.org/lock/v1.0", for: SECURITY) @link(url: "https://specs.apollo.dev/link/v1.0", as: "uses")',
    ['https://example.org/lock/v1.0'],
  ],
  [
    '@core(feature: "https://specs.apollo.dev/core/v0.2") @core(feature: "https://example.org/lock/v0.1", for: SECURITY)',
    ['https://example.org/lock/v0.1'],
  ],
  ['@link(url: "https://specs.apollo.dev/join/v0.6", for: EXECUTION)', ['https://specs.apollo.dev/join/v0.6']],
  ['@link(url: "https://specs.apollo.dev/join/v1.0")', ['https://specs.apollo.dev/join/v1.0']],
  [
    '@link(url: "https://specs.apollo.dev/cost/v0.2") @link(url: "https://specs.apollo.dev/connect/v0.4")',
    ['https://specs.apollo.dev/cost/v0.2', 'https://specs.apollo.dev/connect/v0.4'],
  ],
])('%s is not supported', (links, urls) => {
  expect(refused(links)).toEqual(urls);
});

test.each([
  '@link(url: "https://example.org/notes/v1.0", import: ["@note"])',
  '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"], for: EXECUTION)',
  '@link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION) @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)',
  '@deprecated(reason: "https://example.org/lock/v1.0")',
])('%s is supported', (links) => {
  expect(refused(links)).toEqual([]);
});

test('a link in an extension of the schema counts', () => {
  expect(
    featuresOf(parse('extend schema @link(url: "https://example.org/lock/v1.0", for: SECURITY) type Query { a: Int }')),
  ).toEqual([{ url: 'https://example.org/lock/v1.0', purpose: 'SECURITY' }]);
});

test('a composed supergraph links only supported features', () => {
  const sdl =
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@tag", "@inaccessible", "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize", "@cacheTag"]) type Query { a: Int @tag(name: "x") @cost(weight: 2) @cacheTag(format: "a") b: Int @inaccessible c: Int @authenticated d: Int @requiresScopes(scopes: [["x"]]) e: Int @policy(policies: [["p"]]) f: [Int] @listSize(assumedSize: 3) }';
  const composition = composeSupergraph([{ name: 'all', url: 'http://all', sdl }]);
  if ('errors' in composition) throw new Error(JSON.stringify(composition.errors));
  expect(unsupportedFeatures(parse(composition.supergraphSdl))).toEqual([]);
  expect(() => Supergraph.build(composition.supergraphSdl, { supportedFeatures })).not.toThrow();
});
