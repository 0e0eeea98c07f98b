import { expect, test } from '@jest/globals';
import { buildSchema, graphql, GraphQLError } from 'graphql';
import { DomainError, type Logger } from '@kexie/kernel';
import { formatError, payload } from './errors.ts';

function recorder() {
  const lines: unknown[] = [];
  const write = (fields: unknown) => void lines.push(fields);
  const log: Logger = { debug: write, info: write, warn: write, error: write, child: () => log };
  return { log, lines };
}

/** What a client sees when the resolver of `{ field }` throws this, and what the log got. */
async function seen(error: unknown) {
  const { log, lines } = recorder();
  const result = await graphql({
    schema: buildSchema('type Query { field: Int }'),
    source: '{ field }',
    rootValue: {
      field: () => {
        throw error;
      },
    },
  });
  const located = result.errors?.[0] as GraphQLError;
  return { answer: formatError(log)(located.toJSON(), located), lines };
}

test('a refusal keeps its words and its code, and says which input it means and where in the answer it happened', async () => {
  const { answer, lines } = await seen(new DomainError('VALIDATION_FAILED', 'Too many.', ['input', 'first']));
  expect(answer).toEqual({
    message: 'Too many.',
    path: ['field'],
    locations: [{ line: 1, column: 3 }],
    extensions: { code: 'VALIDATION_FAILED', input: ['input', 'first'] },
  });
  expect(lines).toEqual([]);
});

test.each<[string, unknown]>([
  ['a fault of ours', new Error('connect ECONNREFUSED mongodb://user:secret@10.0.0.7')],
  [
    'a fault of the database',
    Object.assign(new Error('E11000 duplicate key { phone: "13800000000" }'), { code: 11000 }),
  ],
  ['something thrown that is no error', 'secret'],
  [
    'a GraphQL error with a code of our insides',
    new GraphQLError('secret', { extensions: { code: 'DOWNSTREAM', secret: 'secret' } }),
  ],
])('of %s the client sees nothing but "Internal error", and the log has the rest', async (_, error) => {
  const { answer, lines } = await seen(error);
  expect(answer).toEqual({
    message: 'Internal error',
    path: ['field'],
    locations: [{ line: 1, column: 3 }],
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
  expect(lines).toHaveLength(1);
});

test('what was wrong with the request is told, without a stack', () => {
  const { log, lines } = recorder();
  const error = new GraphQLError('Cannot query field "x".', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', stacktrace: ['at secret'] },
  });
  expect(formatError(log)(error.toJSON(), error)).toEqual({
    message: 'Cannot query field "x".',
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
  expect(lines).toEqual([]);
});

test('a mutation answers a refusal as a user error', async () => {
  expect(
    await payload('need', async () => {
      throw new DomainError('NOT_FOUND', 'No such need.', ['id']);
    }),
  ).toEqual({ need: null, userErrors: [{ code: 'NOT_FOUND', message: 'No such need.', path: ['id'] }] });
  expect(
    await payload('need', async () => {
      throw new DomainError('DUPLICATE', 'Again.');
    }),
  ).toEqual({ need: null, userErrors: [{ code: 'DUPLICATE', message: 'Again.', path: null }] });
  expect(await payload('need', async () => ({ id: 'ned_1' }))).toEqual({ need: { id: 'ned_1' }, userErrors: [] });
});

test.each(['UNAUTHENTICATED', 'FORBIDDEN'] as const)('%s is an error even of a mutation', async (code) => {
  await expect(
    payload('need', async () => {
      throw new DomainError(code, 'No.');
    }),
  ).rejects.toMatchObject({ code });
});

test('a fault is never told as a user error', async () => {
  await expect(
    payload('need', async () => {
      throw new Error('secret');
    }),
  ).rejects.toThrow('secret');
});
