import { expect, test } from '@jest/globals';
import { buildSchema, parse, print, stripIgnoredCharacters, validate } from 'graphql';
import { composeSupergraph } from '@kexie/registry';
import { anonymous, viewerOf, type Viewer } from '@kexie/service/process';
import { createAuthorization, isAsked } from './authorization.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@requires", "@external", "@policy", {name: "@authenticated", as: "@login"}, "@requiresScopes"])';
const people = `
  type Query {
    person(id: ID = 1): Person  people: [Person!]!  salaries: [Int] @requiresScopes(scopes: [["hr", "read"], ["boss"]])  audit: Int @policy(policies: [["auditor"]])
    award: Award  posts: [Post!]  notes: [Note]  wall: Wall  things: [Thing]  open: String  size(of: Int): Int @login
  }
  type Mutation { rename(id: ID!, name: String): Person @requiresScopes(scopes: [["write"]])  touch: Person }
  type Person @key(fields: "id") { id: ID!  name: String!  email: String @login  salary: Int @requiresScopes(scopes: [["hr"]])  boss: Person  award: Award  phone: Phone }
  scalar Phone @login
  type Award @login { title: String!  winner: Person }
  interface Post { id: ID!  title: String }
  type PublicPost implements Post { id: ID!  title: String }
  type PrivatePost implements Post @login { id: ID!  title: String  secret: String }
  interface Note { text: String  by: String }
  type OpenNote implements Note { text: String  by: String }
  type SignedNote implements Note { text: String  by: String @requiresScopes(scopes: [["read"]]) }
  union Thing = Person | Award
  type Wall { posts: [Post!]! }
`;
const pay =
  'type Person @key(fields: "id") { id: ID!  email: String @external  invoice: String @requires(fields: "email") @login  grade: Int }';

function supergraphOf(...sdls: string[]): string {
  const composition = composeSupergraph(
    sdls.map((sdl, index) => ({ name: `s${index}`, sdl: `${link}${sdl}`, url: 'http://s/graphql' })),
  );
  if ('errors' in composition) throw new Error(JSON.stringify(composition.errors));
  return composition.supergraphSdl;
}

const sdl = supergraphOf(people, pay);
const api = buildSchema(people.replaceAll(/@(login|requiresScopes|policy|key)(\([^)]*\))?/g, ''));
const authorization = createAuthorization(sdl);
const user = (...scopes: string[]): Viewer =>
  viewerOf({ id: 'usr_1', roles: [], regions: [], organizations: [], scopes });

/** What is left of an operation, on one line, and the paths that were denied. */
function left(query: string, viewer: Viewer = anonymous, operationName?: string) {
  const asked = parse(query);
  expect(validate(api, asked)).toEqual([]);
  const { document, denied } = authorization!.authorize(asked, operationName, viewer);
  if (document) expect(validate(api, document)).toEqual([]);
  if (denied.length === 0) expect(document).toBe(asked);
  return [document && stripIgnoredCharacters(print(document)), ...denied.map(({ path }) => path.join('.'))];
}

test('a field that asks for a login is left out for the anonymous viewer, and the rest stays', () => {
  expect(left('{ person { name email } open }')).toEqual(['{person{name}open}', 'person.email']);
  expect(left('{ person { name email } }', user())).toEqual(['{person{name email}}']);
});

test('scopes: one of the lists has to be held in full', () => {
  expect(left('{ salaries open }', user('hr'))).toEqual(['{open}', 'salaries']);
  expect(left('{ salaries open }', user('hr', 'read'))).toEqual(['{salaries open}']);
  expect(left('{ salaries open }', user('boss'))).toEqual(['{salaries open}']);
});

test('a policy is met only by who holds it as a scope', () => {
  expect(left('{ audit }', user('hr'))).toEqual([undefined, 'audit']);
  expect(left('{ audit }', user('auditor'))).toEqual(['{audit}']);
});

test('when nothing is left there is nothing to ask', () => {
  expect(left('{ salaries award { title } }')).toEqual([undefined, 'salaries', 'award']);
});

test('what a type asks holds for every field that returns it, objects and scalars', () => {
  expect(left('{ person { name phone award { title } } }')).toEqual(['{person{name}}', 'person.phone', 'person.award']);
});

test('an object of which nothing may be seen is still an object', () => {
  expect(left('{ person { email } }')).toEqual(['{person{__typename}}', 'person.email']);
});

test('a mutation that is denied is not made; one that is permitted is, though nothing of its answer may be seen', () => {
  expect(left('mutation { rename(id: 1) { name } }', user())).toEqual([undefined, 'rename']);
  expect(left('mutation { touch { email } }')).toEqual(['mutation{touch{__typename}}', 'touch.email']);
});

test('aliases are what the path names', () => {
  expect(left('{ a: person { b: email c: name } }')).toEqual(['{a:person{c:name}}', 'a.b']);
});

test('variables and fragments that only denied fields used are gone, so that the rest is valid', () => {
  const query =
    'query($id: ID, $n: Int) { person(id: $id) { name ...F } size(of: $n) } fragment F on Person { award { ...G } } fragment G on Award { title }';
  expect(left(query)).toEqual(['query($id:ID){person(id:$id){name}}', 'person.award', 'size']);
});

test('a fragment is filtered wherever it is spread, with the path of each place', () => {
  const query = '{ a: person { ...F boss { ...F } } } fragment F on Person { name email }';
  expect(left(query)).toEqual([
    '{a:person{...F_2 boss{...F_2}}}fragment F_2 on Person{name}',
    'a.email',
    'a.boss.email',
  ]);
});

test('a fragment of which nothing is left disappears, also from another fragment', () => {
  const query =
    '{ person { ...F } } fragment F on Person { ...G ... on Person { salary } } fragment G on Person { email }';
  expect(left(query)).toEqual(['{person{__typename}}', 'person.email', 'person.salary']);
});

test('a new name for a fragment is never one that the document has', () => {
  expect(
    left('{ person { ...F ...F_2 } } fragment F on Person { name email } fragment F_2 on Person { id }')[0],
  ).toMatch(/\{person\{\.\.\.F_3 \.\.\.F_2\}\}/);
});

test('an interface with an implementation that is out of bounds: asked directly it is denied as a whole', () => {
  expect(left('{ posts { id } open }')).toEqual(['{open}', 'posts']);
  expect(left('{ posts { id ... on PublicPost { title } } open }')).toEqual(['{open}', 'posts']);
  expect(left('{ posts { id } }', user())).toEqual(['{posts{id}}']);
});

test('asked by single types, only the type that is out of bounds is left out', () => {
  expect(left('{ posts { __typename ... on PublicPost { title } ... on PrivatePost { title secret } } }')).toEqual([
    '{posts{__typename ...on PublicPost{title}}}',
    'posts.title',
    'posts.secret',
  ]);
});

test('a fragment on the interface itself is no way round', () => {
  expect(left('{ posts { ... on Post { id } } }')).toEqual(['{posts{__typename}}', 'posts.id']);
  expect(left('{ posts { ...F } } fragment F on Post { id }')).toEqual(['{posts{__typename}}', 'posts.id']);
});

test('a fragment on an interface stays where only a permitted implementation can be', () => {
  const query = '{ posts { ... on PublicPost { ...F } ... on PrivatePost { ...F } } } fragment F on Post { id }';
  expect(left(query)).toEqual(['{posts{...on PublicPost{...F}}}fragment F on Post{id}', 'posts.id']);
});

test('a field of an interface asks for what any implementation of it asks', () => {
  expect(left('{ notes { text by } }', user())).toEqual(['{notes{text}}', 'notes.by']);
  expect(left('{ notes { ... on OpenNote { by } ... on SignedNote { by text } } }', user())).toEqual([
    '{notes{...on OpenNote{by}...on SignedNote{text}}}',
    'notes.by',
  ]);
  expect(left('{ notes { text by } }', user('read'))).toEqual(['{notes{text by}}']);
});

test('a member of a union that is out of bounds is left out', () => {
  expect(left('{ things { __typename ... on Person { name } ... on Award { title } } }')).toEqual([
    '{things{__typename ...on Person{name}}}',
    'things.title',
  ]);
});

test('@include and @skip stay, and a denied field is of no interest to who did not ask for it', () => {
  const query =
    'query($full: Boolean!, $less: Boolean!) { person @skip(if: $less) { name ... @include(if: $full) { email } } }';
  const { document, denied } = authorization!.authorize(parse(query), undefined, anonymous);
  expect(stripIgnoredCharacters(print(document!))).toBe('query($less:Boolean!){person@skip(if:$less){name}}');
  expect(denied).toMatchObject([
    {
      path: ['person', 'email'],
      when: [
        { variable: 'less', is: false },
        { variable: 'full', is: true },
      ],
    },
  ]);
  expect(
    [
      { full: true, less: false },
      { full: false, less: false },
      { full: true, less: true },
    ].map((variables) => isAsked(denied[0]!, variables)),
  ).toEqual([true, false, false]);
  expect(left('{ open person @skip(if: true) { email } }')).toEqual(['{open person@skip(if:true){email}}']);
});

test('introspection is untouched', () => {
  expect(left('{ __schema { types { name } } __type(name: "Award") { name } __typename }')).toHaveLength(1);
  expect(left('{ __typename audit }')).toEqual(['{__typename}', 'audit']);
});

test('what the planner needs for @key and @requires asks nothing of the viewer', () => {
  const keyed = createAuthorization(
    supergraphOf(
      'type Query { p: P } type P @key(fields: "id") { id: ID! @login  name: String }',
      'type P @key(fields: "id") { id: ID! @login  more: Int }',
    ),
  );
  const asked = parse('{ p { name more } }');
  expect(keyed?.authorize(asked, undefined, anonymous)).toEqual({ document: asked, denied: [] });
});

test('of several operations the one that is named is authorized, and it alone goes on', () => {
  expect(left('query A { open } query B { open salaries }', anonymous, 'B')).toEqual(['query B{open}', 'salaries']);
});

test('the message says what to do', () => {
  const denied = (viewer: Viewer) => authorization?.authorize(parse('{ salaries }'), undefined, viewer).denied;
  expect(denied(user('hr'))).toEqual([
    {
      path: ['salaries'],
      coordinate: 'Query.salaries',
      code: 'UNAUTHORIZED_FIELD',
      message: 'Your account may not use Query.salaries. It needs hr and read, or boss.',
      when: [],
    },
  ]);
  expect(denied(anonymous)?.[0]?.message).toBe('Sign in to use Query.salaries.');
});

test('viewers share a grant when they may see the same, whatever else they may', () => {
  const grants = [user('hr', 'elsewhere'), user('elsewhere', 'hr', 'x'), user('hr', 'read'), user(), anonymous].map(
    (viewer) => authorization?.grantOf(viewer),
  );
  expect(grants[0]).toBe(grants[1]);
  expect(new Set(grants).size).toBe(4);
});

test('a supergraph that demands nothing has no authorization to do', () => {
  expect(createAuthorization(supergraphOf('type Query { a: Int }'))).toBeUndefined();
});

test('fragments that spread each other many times over take no time, and no more is told than can be read', () => {
  const levels = Array.from(
    { length: 40 },
    (_, level) => `fragment F${level} on Person { a: boss { ...F${level + 1} } b: boss { ...F${level + 1} } }`,
  );
  const query = parse(`{ person { ...F0 } } ${levels.join(' ')} fragment F40 on Person { email name }`);
  const { document, denied } = authorization!.authorize(query, undefined, anonymous);
  expect(denied.length).toBe(200);
  expect(print(document!)).not.toContain('email');
});
