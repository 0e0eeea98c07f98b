import { buildSubgraphSchema } from '@apollo/subgraph';
import { expect, test } from '@jest/globals';
import { graphql, parse } from 'graphql';
import { enforceDirectives } from './enforcement.ts';
import { anonymous, viewerOf, type Viewer } from './viewer.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@requiresScopes"])
  type Query { open: String  mine: String @authenticated  person: Person  visit: Visit  award: Award  phone: Phone }
  type Mutation { record: Boolean @requiresScopes(scopes: [["write"]]) }
  type Person @key(fields: "id tenant { id }") { id: ID! @authenticated  tenant: Tenant! @authenticated  name: String!  salary: Int @requiresScopes(scopes: [["hr"]])  note: Award }
  type Tenant { id: ID! }
  type Visit @key(fields: "id") @requiresScopes(scopes: [["visits"]]) { id: ID!  reason: String }
  type Award @authenticated { title: String! }
  scalar Phone @authenticated
`;
const ran: string[] = [];
const schema = buildSubgraphSchema({
  typeDefs: parse(sdl),
  resolvers: {
    Query: {
      open: () => 'open',
      mine: () => ran.push('mine') && 'mine',
      person: () => ({ id: '1', tenant: { id: 't' }, name: 'Li', salary: 7, note: { title: 'x' } }),
      visit: () => ({ id: 'v', reason: 'care' }),
      award: () => ({ title: 'x' }),
      phone: () => '138',
    },
    Mutation: { record: () => ran.push('record') > 0 },
    Visit: { __resolveReference: ({ id }: { id: string }) => ran.push('visit') && { id, reason: 'care' } },
  },
});
enforceDirectives(schema, parse(sdl));

const holding = (...scopes: string[]): Viewer =>
  viewerOf({ id: 'usr_1', roles: [], regions: [], organizations: [], scopes });
async function ask(source: string, viewer: Viewer = anonymous) {
  ran.length = 0;
  const { data, errors = [] } = await graphql({ schema, source, contextValue: { viewer } });
  return {
    data: JSON.parse(JSON.stringify(data)) as unknown,
    refused: errors.map(({ path, originalError }) => [
      path?.join('.'),
      (originalError as { code?: string } | null)?.code,
    ]),
  };
}
const refused = (...paths: string[]) => paths.map((path) => [path, 'UNAUTHORIZED_FIELD']);

test('for a viewer who does not meet its demand a field is null and its resolver does not run, and other fields are answered', async () => {
  expect(await ask('{ open mine }')).toEqual({ data: { open: 'open', mine: null }, refused: refused('mine') });
  expect(ran).toEqual([]);
  expect(await ask('{ open mine }', holding())).toEqual({ data: { open: 'open', mine: 'mine' }, refused: [] });
});

test('a mutation does nothing for a viewer without its scope', async () => {
  expect(await ask('mutation { record }', holding('read'))).toEqual({
    data: { record: null },
    refused: refused('record'),
  });
  expect(ran).toEqual([]);
  expect(await ask('mutation { record }', holding('write'))).toMatchObject({ data: { record: true } });
});

test('the demand of a type applies to every field that returns it, for objects and scalars', async () => {
  expect(await ask('{ award { title } phone person { name salary note { title } } }')).toEqual({
    data: { award: null, phone: null, person: { name: 'Li', salary: null, note: null } },
    refused: refused('award', 'phone', 'person.salary', 'person.note'),
  });
});

test('the demand of a type also applies to its entities that are requested by key', async () => {
  const entity =
    '{ _entities(representations: [{__typename: "Visit", id: "v"}]) { __typename ... on Visit { reason } } }';
  expect(await ask(entity, holding())).toEqual({ data: { _entities: [null] }, refused: refused('_entities.0') });
  expect(ran).toEqual([]);
  expect(await ask(entity, holding('visits'))).toEqual({
    data: { _entities: [{ __typename: 'Visit', reason: 'care' }] },
    refused: [],
  });
});

test('directives on key fields are left to the gateway, which needs these fields for the rest of the entity', async () => {
  expect(await ask('{ person { id tenant { id } name } }')).toEqual({
    data: { person: { id: '1', tenant: { id: 't' }, name: 'Li' } },
    refused: [],
  });
});
