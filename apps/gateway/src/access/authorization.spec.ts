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

/** The filtered operation on one line, and the denied paths. */
function left(query: string, viewer: Viewer = anonymous, operationName?: string) {
  const asked = parse(query);
  expect(validate(api, asked)).toEqual([]);
  const { document, denied } = authorization!.authorize(asked, operationName, viewer);
  if (document) expect(validate(api, document)).toEqual([]);
  if (denied.length === 0) expect(document).toBe(asked);
  return [document && stripIgnoredCharacters(print(document)), ...denied.map(({ path }) => path.join('.'))];
}

test('a field that requires authentication is removed for the anonymous viewer, and the rest is kept', () => {
  expect(left('{ person { name email } open }')).toEqual(['{person{name}open}', 'person.email']);
  expect(left('{ person { name email } }', user())).toEqual(['{person{name email}}']);
});

test('every scope of at least one of the lists is required', () => {
  expect(left('{ salaries open }', user('hr'))).toEqual(['{open}', 'salaries']);
  expect(left('{ salaries open }', user('hr', 'read'))).toEqual(['{salaries open}']);
  expect(left('{ salaries open }', user('boss'))).toEqual(['{salaries open}']);
});

test('a policy is met only by a viewer who holds it as a scope', () => {
  expect(left('{ audit }', user('hr'))).toEqual([undefined, 'audit']);
  expect(left('{ audit }', user('auditor'))).toEqual(['{audit}']);
});

test('if every field is denied there is no operation left', () => {
  expect(left('{ salaries award { title } }')).toEqual([undefined, 'salaries', 'award']);
});

test('the demand of a type applies to every field that returns it, objects and scalars', () => {
  expect(left('{ person { name phone award { title } } }')).toEqual(['{person{name}}', 'person.phone', 'person.award']);
});

test('an object whose fields are all denied is still an object', () => {
  expect(left('{ person { email } }')).toEqual(['{person{__typename}}', 'person.email']);
});

test('a denied mutation is not executed; a permitted one is, even if every field of its payload is denied', () => {
  expect(left('mutation { rename(id: 1) { name } }', user())).toEqual([undefined, 'rename']);
  expect(left('mutation { touch { email } }')).toEqual(['mutation{touch{__typename}}', 'touch.email']);
});

test('paths use aliases', () => {
  expect(left('{ a: person { b: email c: name } }')).toEqual(['{a:person{c:name}}', 'a.b']);
});

test('variables and fragments that only denied fields used are removed, so that the rest is valid', () => {
  const query =
    'query($id: ID, $n: Int) { person(id: $id) { name ...F } size(of: $n) } fragment F on Person { award { ...G } } fragment G on Award { title }';
  expect(left(query)).toEqual(['query($id:ID){person(id:$id){name}}', 'person.award', 'size']);
});

test('a fragment is filtered at each spread, and each denied path is reported', () => {
  const query = '{ a: person { ...F boss { ...F } } } fragment F on Person { name email }';
  expect(left(query)).toEqual([
    '{a:person{...F_2 boss{...F_2}}}fragment F_2 on Person{name}',
    'a.email',
    'a.boss.email',
  ]);
});

test('a fragment whose fields are all denied is removed, also from another fragment', () => {
  const query =
    '{ person { ...F } } fragment F on Person { ...G ... on Person { salary } } fragment G on Person { email }';
  expect(left(query)).toEqual(['{person{__typename}}', 'person.email', 'person.salary']);
});

test('a renamed fragment never takes a name that the document already uses', () => {
  expect(
    left('{ person { ...F ...F_2 } } fragment F on Person { name email } fragment F_2 on Person { id }')[0],
  ).toMatch(/\{person\{\.\.\.F_3 \.\.\.F_2\}\}/);
});

test('a direct selection on an interface with a forbidden implementation is denied as a whole', () => {
  expect(left('{ posts { id } open }')).toEqual(['{open}', 'posts']);
  expect(left('{ posts { id ... on PublicPost { title } } open }')).toEqual(['{open}', 'posts']);
  expect(left('{ posts { id } }', user())).toEqual(['{posts{id}}']);
});

test('in fragments on single types only the forbidden type is removed', () => {
  expect(left('{ posts { __typename ... on PublicPost { title } ... on PrivatePost { title secret } } }')).toEqual([
    '{posts{__typename ...on PublicPost{title}}}',
    'posts.title',
    'posts.secret',
  ]);
});

test('a fragment on the interface itself does not bypass the denial', () => {
  expect(left('{ posts { ... on Post { id } } }')).toEqual(['{posts{__typename}}', 'posts.id']);
  expect(left('{ posts { ...F } } fragment F on Post { id }')).toEqual(['{posts{__typename}}', 'posts.id']);
});

test('a fragment on an interface is kept where only a permitted implementation can occur', () => {
  const query = '{ posts { ... on PublicPost { ...F } ... on PrivatePost { ...F } } } fragment F on Post { id }';
  expect(left(query)).toEqual(['{posts{...on PublicPost{...F}}}fragment F on Post{id}', 'posts.id']);
});

test('a field of an interface has the demands of every implementation', () => {
  expect(left('{ notes { text by } }', user())).toEqual(['{notes{text}}', 'notes.by']);
  expect(left('{ notes { ... on OpenNote { by } ... on SignedNote { by text } } }', user())).toEqual([
    '{notes{...on OpenNote{by}...on SignedNote{text}}}',
    'notes.by',
  ]);
  expect(left('{ notes { text by } }', user('read'))).toEqual(['{notes{text by}}']);
});

test('a forbidden member of a union is removed', () => {
  expect(left('{ things { __typename ... on Person { name } ... on Award { title } } }')).toEqual([
    '{things{__typename ...on Person{name}}}',
    'things.title',
  ]);
});

test('@include and @skip are kept, and a denied field that a request excludes does not concern it', () => {
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

test('introspection is not filtered', () => {
  expect(left('{ __schema { types { name } } __type(name: "Award") { name } __typename }')).toHaveLength(1);
  expect(left('{ __typename audit }')).toEqual(['{__typename}', 'audit']);
});

test('fields that the planner needs for @key and @requires demand nothing of the viewer', () => {
  const keyed = createAuthorization(
    supergraphOf(
      'type Query { p: P } type P @key(fields: "id") { id: ID! @login  name: String }',
      'type P @key(fields: "id") { id: ID! @login  more: Int }',
    ),
  );
  const asked = parse('{ p { name more } }');
  expect(keyed?.authorize(asked, undefined, anonymous)).toEqual({ document: asked, denied: [] });
});

test('of several operations only the named one is authorized and kept', () => {
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

test('viewers share a grant if they may see the same fields, whatever their other rights', () => {
  const grants = [user('hr', 'elsewhere'), user('elsewhere', 'hr', 'x'), user('hr', 'read'), user(), anonymous].map(
    (viewer) => authorization?.grantOf(viewer),
  );
  expect(grants[0]).toBe(grants[1]);
  expect(new Set(grants).size).toBe(4);
});

test('a supergraph without demands has no authorization', () => {
  expect(createAuthorization(supergraphOf('type Query { a: Int }'))).toBeUndefined();
});

test('fragments that spread each other many times take no time, and the reported denials are bounded', () => {
  const levels = Array.from(
    { length: 40 },
    (_, level) => `fragment F${level} on Person { a: boss { ...F${level + 1} } b: boss { ...F${level + 1} } }`,
  );
  const query = parse(`{ person { ...F0 } } ${levels.join(' ')} fragment F40 on Person { email name }`);
  const { document, denied } = authorization!.authorize(query, undefined, anonymous);
  expect(denied.length).toBe(200);
  expect(print(document!)).not.toContain('email');
});
