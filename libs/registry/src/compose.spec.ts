import { expect, test } from '@jest/globals';
import { composeSupergraph } from './compose.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])';
const organizations = {
  name: 'organizations',
  url: 'http://organizations/graphql',
  sdl: `${link} type Query { organization: Organization } type Organization @key(fields: "id") { id: ID! name: String }`,
};
const people = {
  name: 'people',
  url: 'http://people/graphql',
  sdl: `${link} type Query { person: ID } type Organization @key(fields: "id") { id: ID! members: Int }`,
};

test('the same schemas give the same supergraph in any order', () => {
  const composition = composeSupergraph([organizations, people]);
  expect(composition).toEqual({
    supergraphSdl: expect.stringContaining('members: Int'),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(composeSupergraph([people, organizations])).toEqual(composition);
});

test('another address of a service gives another supergraph', () => {
  expect(composeSupergraph([organizations, { ...people, url: 'http://elsewhere/graphql' }])).not.toEqual(
    composeSupergraph([organizations, people]),
  );
});

test('conflicting schemas are reported with a code, a message and the services', () => {
  const composition = composeSupergraph([
    organizations,
    { ...people, sdl: `${link} type Query { organization: Int }` },
  ]);
  expect(composition).toEqual({
    errors: expect.arrayContaining([
      {
        code: expect.stringMatching(/^[A-Z_]+$/),
        message: expect.stringContaining('Query.organization'),
        subgraphs: ['organizations', 'people'],
      },
    ]),
  });
});

test('a schema with a syntax error is reported with its service', () => {
  expect(composeSupergraph([organizations, { ...people, sdl: 'type Query {' }])).toEqual({
    errors: [{ code: 'INVALID_GRAPHQL', message: expect.stringContaining('[people]'), subgraphs: ['people'] }],
  });
});

test('without any service there is no supergraph', () => {
  expect(composeSupergraph([])).toEqual({ errors: [{ code: 'NO_SUBGRAPHS', message: expect.any(String) }] });
});
