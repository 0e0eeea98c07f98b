import { expect, test } from '@jest/globals';
import { errorBody, finishErrors, formatError, omittedError } from './errors.ts';

const format = formatError();
const r = { requestId: 'r', language: 'en' } as const;

test('equal errors of several services for one field are reported once', () => {
  const error = { message: 'No such region.', path: ['annualReport'], extensions: { code: 'NOT_FOUND' } };
  expect(
    finishErrors(
      [
        { ...error, extensions: { ...error.extensions, service: 'people' } },
        { ...error, extensions: { ...error.extensions, service: 'outreach' } },
      ],
      r,
    ),
  ).toHaveLength(1);
});

test('errors that differ in their extensions are all kept', () => {
  const errors = [0, 1, 2].map((index) => ({
    message: 'The name is taken.',
    path: ['save'],
    extensions: { code: 'TAKEN', argument: 'names', index, service: 'people' },
  }));
  expect(finishErrors(errors, r)).toEqual(errors);
});

test('an error whose details are only in the log carries the request id', () => {
  expect(
    finishErrors([{ message: 'Internal error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }], r)[0]?.extensions,
  ).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: 'r' });
});

test('an error without a code exposes none of its details', () => {
  const error = {
    message: 'connect ECONNREFUSED 10.0.0.7',
    path: ['person'],
    extensions: { service: 'people', stacktrace: ['at x'] },
  };
  expect(format(error)).toEqual({
    message: 'Internal error',
    path: ['person'],
    extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'people' },
  });
});

test('messages of foreign services are passed on, but without a stack', () => {
  const error = { message: 'No such book.', path: ['book'], extensions: { service: 'books', stacktrace: ['at x'] } };
  expect(formatError({ trustSubgraphErrors: true })(error)).toEqual({
    message: 'No such book.',
    path: ['book'],
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service: 'books' },
  });
});

test('an error with a 4xx status and no code is reported as BAD_REQUEST', () => {
  const fault = { extensions: { http: { status: 400 } } };
  const formatted = { message: 'provided sha does not match query', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  expect(format(formatted, fault)).toEqual({ message: formatted.message, extensions: { code: 'BAD_REQUEST' } });
  expect(format(formatted, { extensions: { http: { status: 500 } } }).message).toBe('Internal error');
});

test('an error with a code keeps it and loses the developer details', () => {
  const error = {
    message: 'No such person.',
    extensions: {
      code: 'NOT_FOUND',
      service: 'people',
      input: ['id'],
      stacktrace: ['at x'],
      exception: {},
      http: { status: 404 },
    },
  };
  expect(format(error)).toEqual({
    message: 'No such person.',
    extensions: { code: 'NOT_FOUND', service: 'people', input: ['id'] },
  });
});

test('a message is cut to a thousand characters, and an error has at most ten locations', () => {
  const { message, locations } = format({
    message: 'x'.repeat(1_000_000),
    locations: Array.from({ length: 50 }, (_, line) => ({ line, column: 1 })),
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
  expect([message.length, locations?.length]).toEqual([1_001, 10]);
  expect(errorBody('BAD_REQUEST', 'x'.repeat(1_000_000), 'r').errors[0]?.message).toHaveLength(1_001);
});

test('the errors of a response are bounded in total, and the last one counts all omitted errors', () => {
  const errors = Array.from({ length: 200 }, (_, index) => ({
    message: `${index} ${'x'.repeat(990)}`,
    extensions: { code: 'NOT_FOUND' },
  }));
  const finished = finishErrors([...errors, omittedError(7)], r);
  const kept = finished.slice(0, -1);
  expect(JSON.stringify(kept).length).toBeLessThan(70_000);
  expect(kept).toEqual(errors.slice(0, kept.length));
  expect(finished.at(-1)?.extensions).toEqual({ code: 'ERRORS_OMITTED', omitted: 200 - kept.length + 7 });
});

test('the errors of a response are in the language of its request', () => {
  const errors = [{ message: 'The people service did not answer in time.', extensions: { code: 'SUBGRAPH_TIMEOUT' } }];
  expect(finishErrors(errors, { ...r, language: 'zh-CN' })[0]?.message).toBe('people服务未及时答复。');
  expect(finishErrors(errors, r)[0]?.message).toBe('The people service did not answer in time.');
});
