import { expect, test } from '@jest/globals';
import { buildSchema, graphql, GraphQLError } from 'graphql';
import { createSay, DomainError, follow, startSpan, type Language, type Logger } from '@kexie/kernel';
import { formatError, payload } from './errors.ts';

const say = createSay({ 'Too many.': '过多。' });

function recorder() {
  const lines: unknown[] = [];
  const write = (fields: unknown) => void lines.push(fields);
  const log: Logger = { debug: write, info: write, warn: write, error: write, child: () => log };
  return { log, lines };
}

/** The error that a client sees when the resolver of `{ field }` throws this, and the lines of the log. */
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

/** Runs work as a request in this language. */
const inLanguage = <T>(language: Language | undefined, work: () => T): T =>
  follow({ span: startSpan({ name: 'test', kind: 'internal' }), requestId: undefined, language }, work);

test.each([
  ['en', 'Too many.'],
  ['zh-CN', '过多。'],
  [undefined, '过多。'],
] as const)('the language of the request decides about the message: %s', async (language, message) => {
  const error = new DomainError('VALIDATION_FAILED', say`Too many.`);
  const refuse = async (): Promise<never> => {
    throw error;
  };
  expect((await inLanguage(language, () => payload('need', refuse))).userErrors[0]?.message).toBe(message);
  expect((await inLanguage(language, () => seen(error))).answer.message).toBe(message);
});

test('a refusal keeps its message and code, and names the input and the path in the response', async () => {
  const { answer, lines } = await seen(new DomainError('VALIDATION_FAILED', say`Too many.`, ['input', 'first']));
  expect(answer).toEqual({
    message: '过多。',
    path: ['field'],
    locations: [{ line: 1, column: 3 }],
    extensions: { code: 'VALIDATION_FAILED', input: ['input', 'first'] },
  });
  expect(lines).toEqual([]);
});

test.each<[string, unknown]>([
  ['a fault of the service', new Error('connect ECONNREFUSED mongodb://user:secret@10.0.0.7')],
  [
    'a fault of the database',
    Object.assign(new Error('E11000 duplicate key { phone: "13800000000" }'), { code: 11000 }),
  ],
  ['a thrown value that is not an error', 'secret'],
  [
    'a GraphQL error with an internal code',
    new GraphQLError('secret', { extensions: { code: 'DOWNSTREAM', secret: 'secret' } }),
  ],
])('for %s the client sees only "Internal error", and the log has the details', async (_, error) => {
  const { answer, lines } = await seen(error);
  expect(answer).toEqual({
    message: 'Internal error',
    path: ['field'],
    locations: [{ line: 1, column: 3 }],
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
  expect(lines).toHaveLength(1);
});

test('an error of the request is returned without a stack', () => {
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

test('a mutation returns a refusal as a user error', async () => {
  expect(
    await payload('need', async () => {
      throw new DomainError('NOT_FOUND', say`No such need.`, ['id']);
    }),
  ).toEqual({ need: null, userErrors: [{ code: 'NOT_FOUND', message: 'No such need.', path: ['id'] }] });
  expect(
    await payload('need', async () => {
      throw new DomainError('DUPLICATE', say`Again.`);
    }),
  ).toEqual({ need: null, userErrors: [{ code: 'DUPLICATE', message: 'Again.', path: null }] });
  expect(await payload('need', async () => ({ id: 'ned_1' }))).toEqual({ need: { id: 'ned_1' }, userErrors: [] });
});

test.each(['UNAUTHENTICATED', 'FORBIDDEN'] as const)('a mutation returns %s as a GraphQL error', async (code) => {
  await expect(
    payload('need', async () => {
      throw new DomainError(code, say`No.`);
    }),
  ).rejects.toMatchObject({ code });
});

test('a fault is never returned as a user error', async () => {
  await expect(
    payload('need', async () => {
      throw new Error('secret');
    }),
  ).rejects.toThrow('secret');
});
