import { expect, test } from '@jest/globals';
import { finishErrors, formatError } from './errors.ts';

const query = 'query($r: ID!) { annualReport(region: $r) { region { name } organizations { count } regionCode } }';
const down = (failedFetch: object) => ({ message: 'The organizations service is not available at the moment.', extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'organizations', failedFetch } });

test('a dead service is named at every field that is null because of it, and nowhere else', () => {
  const data = { annualReport: { region: null, organizations: null, regionCode: '450400', people: null } };
  const errors = finishErrors([down({ query, at: [] })], data, 'r');
  expect(errors.map(({ path }) => path)).toEqual([['annualReport', 'region'], ['annualReport', 'organizations']]);
  expect(errors[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', service: 'organizations' });
});

test('when the whole field is null the path is that field', () => {
  expect(finishErrors([down({ query, at: [] })], { annualReport: null }, 'r').map(({ path }) => path)).toEqual([['annualReport']]);
  expect(finishErrors([down({ query, at: [] })], null, 'r')[0]).not.toHaveProperty('path');
});

test('what a service would have added to one entity is found below that entity', () => {
  const entities = 'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Organization { members { total } } } }';
  const errors = finishErrors([down({ query: entities, at: ['organization'] })], { organization: { name: 'x', members: null } }, 'r');
  expect(errors.map(({ path }) => path)).toEqual([['organization', 'members']]);
});

test('what a service would have added to the items of a list is told once, without a path', () => {
  const errors = finishErrors([down({ query, at: undefined })], { organizations: [{ members: null }, { members: null }] }, 'r');
  expect(errors).toEqual([{ message: expect.any(String), extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'organizations' } }]);
});

test('an error without a code of its own shows nothing of what it said', () => {
  const error = { message: 'connect ECONNREFUSED 10.0.0.7', path: ['person'], extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', serviceName: 'people', stacktrace: ['at x'] } };
  expect(formatError(error)).toEqual({ message: 'Internal error', path: ['person'], extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'people' } });
});

test('an error with a code keeps it, and loses what is for developers only', () => {
  const error = { message: 'No such person.', extensions: { code: 'NOT_FOUND', serviceName: 'people', input: ['id'], stacktrace: ['at x'], exception: {}, http: { status: 404 } } };
  expect(formatError(error)).toEqual({ message: 'No such person.', extensions: { code: 'NOT_FOUND', service: 'people', input: ['id'] } });
});
