import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { meets, readDemands, unauthorizedMessage, type Demand } from './directives.ts';
import { anonymous, viewerOf, type Viewer } from './viewer.ts';

const link = (rest: string) => `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9"${rest})`;
const demandOfA = (sdl: string): Demand | undefined => readDemands(parse(sdl))?.ofField('Query', 'a');
const holding = (...scopes: string[]): Viewer =>
  viewerOf({ id: 'usr_1', roles: [], regions: [], organizations: [], scopes });
const scopes = (lists: string) =>
  demandOfA(`${link(', import: ["@requiresScopes"]')} type Query { a: Int @requiresScopes(scopes: ${lists}) }`);

test.each([
  ['imported', link(', import: ["@authenticated"]'), 'authenticated'],
  ['imported under another name', link(', import: [{name: "@authenticated", as: "@login"}]'), 'login'],
  ['with the prefix of federation', link(''), 'federation__authenticated'],
  ['with a custom prefix', link(', as: "fed"'), 'fed__authenticated'],
  [
    'in a supergraph',
    'schema @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY) { query: Query }',
    'authenticated',
  ],
  [
    'in a supergraph, linked under another name',
    'schema @link(url: "https://specs.apollo.dev/authenticated/v0.1", as: "auth") { query: Query }',
    'auth',
  ],
  [
    'in a supergraph, imported under another name',
    'schema @link(url: "https://specs.apollo.dev/authenticated/v0.1", import: [{name: "@authenticated", as: "@auth"}]) { query: Query }',
    'auth',
  ],
])('a directive is found %s', (_, schema, name) => {
  expect(demandOfA(`${schema} type Query { a: Int @${name} }`)).toEqual({ authenticated: true, scopes: [] });
});

test('a directive that only shares its name with one of Federation demands nothing', () => {
  expect(demandOfA('type Query { a: Int @authenticated }')).toBeUndefined();
  expect(
    demandOfA(
      `schema @link(url: "https://example.org/authenticated/v0.1") { query: Query } type Query { a: Int @authenticated }`,
    ),
  ).toBeUndefined();
});

test('a signed-in viewer meets @authenticated in any role; the anonymous viewer does not', () => {
  const demand = { authenticated: true, scopes: [] };
  expect([meets(holding(), demand), meets(anonymous, demand)]).toEqual([true, false]);
});

test('a demand is met when the viewer has all scopes of one list', () => {
  const demand = scopes('[["a", "b"], ["c"]]');
  expect(
    [holding('a'), holding('a', 'b'), holding('c'), holding(), anonymous].map((viewer) => meets(viewer, demand)),
  ).toEqual([false, true, true, false, false]);
});

test('no viewer meets an empty or unreadable list', () => {
  for (const demand of [scopes('[]'), demandOfA(`${link(', import: ["@policy"]')} type Query { a: Int @policy }`)])
    expect(meets(holding('a'), demand)).toBe(false);
});

test('a policy is met only by viewers whose token names it', () => {
  const demand = demandOfA(`${link(', import: ["@policy"]')} type Query { a: Int @policy(policies: [["own"]]) }`);
  expect([meets(holding('own'), demand), meets(holding('other'), demand)]).toEqual([true, false]);
});

test('the demands of a definition and of its extension must both be met', () => {
  const sdl = `${link(', import: ["@requiresScopes", "@authenticated"]')} type Query { a: T } type T @authenticated { b: Int } extend type T @requiresScopes(scopes: [["s"]])`;
  const demand = readDemands(parse(sdl))?.ofType('T');
  expect([meets(holding('s'), demand), meets(holding(), demand), meets(anonymous, demand)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('the message asks the viewer to sign in, or names the missing scopes', () => {
  const demand = scopes('[["a", "b"], ["c"]]') as Demand;
  expect(unauthorizedMessage(anonymous, 'Query.a', demand).en).toBe('Sign in to use Query.a.');
  expect(unauthorizedMessage(holding('a'), 'Query.a', demand).en).toBe(
    'Your account may not use Query.a. It needs a and b, or c.',
  );
});
