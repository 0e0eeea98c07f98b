import { describe, expect, test } from '@jest/globals';
import { administrator, ask, platform, post } from './platform.ts';
import type { Answer } from './platform.ts';
import { expectNoSecrets } from './safe-answer.ts';

type InvalidRequest = { what: string; ask: () => Promise<Answer<unknown>>; status: number; code: string };

const report = (region: string) =>
  `{ annualReport(region: "${region}", year: 2020) { organizations { countsByKind { count } } rural { training { sessions } } } }`;

const invalidRequests: InvalidRequest[] = [
  {
    what: 'an unknown field',
    ask: () => ask('{ annualReport(region: "450400", year: 2020) { harvest } }'),
    status: 400,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    what: 'an unknown argument',
    ask: () => ask('{ regions(above: "450400") { code } }'),
    status: 400,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    what: 'a literal of the wrong type',
    ask: () => ask('{ annualReport(region: "450400", year: "last") { regionCode } }'),
    status: 400,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    what: 'a variable of the wrong type',
    ask: () =>
      ask({
        query: 'query ($year: Int!) { annualReport(region: "450400", year: $year) { regionCode } }',
        variables: { year: 'last' },
      }),
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  {
    what: 'a missing variable',
    ask: () => ask('query ($year: Int!) { annualReport(region: "450400", year: $year) { regionCode } }'),
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  {
    what: 'an invalid day',
    ask: () => ask('{ region(code: "450400", asOf: "2020-02-30") { code } }'),
    status: 200,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  { what: 'an unknown region', ask: () => ask(report('459900')), status: 200, code: 'NOT_FOUND' },
  {
    what: 'coverage of an unknown region',
    ask: () => ask('{ coverage(region: "459900", kind: COMMUNITY_ASSOCIATION, groupBy: COUNTY) { units } }'),
    status: 200,
    code: 'NOT_FOUND',
  },
  { what: 'a malformed region', ask: () => ask(report('Wuzhou')), status: 200, code: 'VALIDATION_FAILED' },
  {
    what: 'a year before the association existed',
    ask: () => ask('{ annualReport(region: "450400", year: 3) { regionCode } }'),
    status: 200,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'an oversized page of organizations',
    ask: () => ask('{ organizations(first: 1000) { totalCount edges { cursor } } }'),
    status: 200,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'an oversized page of persons',
    ask: () => ask('{ persons(first: 1000) { edges { cursor } } }'),
    status: 200,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'an oversized page of channels',
    ask: () => ask('{ channels(first: 1000) { edges { cursor } } }'),
    status: 200,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'an oversized page of needs',
    ask: () => ask('{ needs(first: 1000) { edges { cursor } } }'),
    status: 200,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'an oversized page of trainings',
    ask: () => ask('{ trainingSessions(first: 1000) { edges { cursor } } }'),
    status: 200,
    code: 'VALIDATION_FAILED',
  },
  {
    what: 'a malformed cursor',
    ask: () => ask('{ organizations(after: "nonsense") { edges { cursor } } }'),
    status: 200,
    code: 'VALIDATION_FAILED',
  },
  { what: 'broken JSON', ask: () => post('{"query": "{ __typename }"'), status: 400, code: 'BAD_REQUEST' },
  { what: 'an empty body', ask: () => post(''), status: 400, code: 'BAD_REQUEST' },
  { what: 'a missing query', ask: () => post('{"variables": {}}'), status: 400, code: 'BAD_REQUEST' },
  { what: 'a query that is not GraphQL', ask: () => ask('{ annualReport('), status: 400, code: 'GRAPHQL_PARSE_FAILED' },
  {
    what: 'a body whose media type is not JSON',
    ask: () => post('query', { 'content-type': 'text/plain' }),
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  {
    what: 'a malformed token',
    ask: () => post('{"query": "{ __typename }"}', { authorization: 'Bearer nonsense' }),
    status: 401,
    code: 'UNAUTHENTICATED',
  },
  {
    what: 'a token with a broken signature',
    ask: async () =>
      post('{"query": "{ __typename }"}', {
        authorization: `Bearer ${(await platform().token(administrator)).slice(0, -8)}AAAAAAAA`,
      }),
    status: 401,
    code: 'UNAUTHENTICATED',
  },
  {
    what: 'an unknown path',
    ask: () => post('{}', {}, `${platform().gatewayUrl}/rest`),
    status: 404,
    code: 'NOT_FOUND',
  },
];

describe('an invalid request gets a code and no internal detail', () => {
  test.each(invalidRequests)('$what: $status $code', async ({ ask: send, status, code }) => {
    const answer = await send();
    expect(answer.errors.map(({ extensions }) => extensions?.code)).toContain(code);
    expect(answer.status).toBe(status);
    expect(
      answer.errors.filter(
        ({ message, extensions }) => !message || !extensions?.code || extensions.code === 'INTERNAL_SERVER_ERROR',
      ),
    ).toEqual([]);
    expectNoSecrets(answer.text);
  });

  test('each section of the report of an unknown region is null and has an error', async () => {
    const { data, errors } = await ask<{ annualReport: object }>(report('459900'));
    expect(data?.annualReport).toEqual({ organizations: null, rural: null });
    expect(errors.map(({ path }) => path?.join('.')).sort()).toEqual([
      'annualReport.organizations',
      'annualReport.rural',
    ]);
  });

  test('a record that does not exist is null, without an error', async () => {
    const { data, errors } = await ask<object>(
      '{ region(code: "459900") { code } organization(id: "nobody") { id } person(id: "nobody") { id } campaign(id: "none") { id } need(id: "none") { id } ruralFacility(id: "none") { id } }',
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      region: null,
      organization: null,
      person: null,
      campaign: null,
      need: null,
      ruralFacility: null,
    });
  });
});

const changes = [
  ['registerPartner', '{ kind: ENTERPRISE, name: "测试企业", regionCode: "450400", clientMutationId: "e2e-denied" }'],
  ['importPersons', '{ rows: [] }'],
  ['importCampaigns', '{ rows: [] }'],
  ['importExperts', '{ rows: [] }'],
  ['importTrainings', '{ rows: [] }'],
] as const;

describe.each(changes)('%s', (name, input) => {
  const mutation = `mutation { ${name}(input: ${input}) { userErrors { code } } }`;

  test('is refused without a token', async () => {
    const answer = await ask(mutation, null);
    expect(answer.errors).toMatchObject([
      { message: `Sign in to use Mutation.${name}.`, path: [name], extensions: { code: 'UNAUTHORIZED_FIELD' } },
    ]);
    expect(answer.data).toEqual({ [name]: null });
    expectNoSecrets(answer.text);
  });

  test('is refused to an analyst', async () => {
    const answer = await ask(mutation, { roles: ['analyst'], regions: ['450400'] });
    expect(answer.errors).toMatchObject([{ path: [name], extensions: { code: 'UNAUTHORIZED_FIELD' } }]);
    expectNoSecrets(answer.text);
  });
});
