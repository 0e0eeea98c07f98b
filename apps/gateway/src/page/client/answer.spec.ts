import { expect, test } from '@jest/globals';
import { readAnswer } from './answer.ts';

const errorsOf = (errors: unknown) => readAnswer(JSON.stringify({ errors })).errors;

test('partial data and its errors are both kept, each error with message, code and path', () => {
  expect(
    readAnswer(
      '{"errors":[{"message":"No.","path":["a",0,"b"],"extensions":{"code":"DOWN"}}],"data":{"a":[{"b":null}]}}',
    ),
  ).toEqual({
    data: { a: [{ b: null }] },
    errors: [{ message: 'No.', code: 'DOWN', place: 'a.0.b' }],
  });
});

test('an error without a path is located by its line', () => {
  expect(errorsOf([{ message: 'Syntax Error', locations: [{ line: 2, column: 5 }] }])).toEqual([
    { message: 'Syntax Error', code: undefined, place: 'line 2, column 5' },
  ]);
});

test.each([
  ['no message', [{ extensions: { code: 'X' } }], '{"extensions":{"code":"X"}}', 'X'],
  ['a message that is not a string', [{ message: { a: 1 } }], '{"a":1}', undefined],
  ['a string in place of an error', ['broken'], 'broken', undefined],
  ['null in place of an error', [null], 'null', undefined],
  ['an object in place of the list', { message: 'broken' }, 'broken', undefined],
  ['a string in place of the list', 'broken', 'broken', undefined],
  ['a code that is a number', [{ message: 'broken', extensions: { code: 7 } }], 'broken', '7'],
])('an error with %s is still shown', (_what, errors, message, code) => {
  expect(errorsOf(errors)).toEqual([{ message, code, place: undefined }]);
});

test('a text that is not a response becomes an error', () => {
  expect(readAnswer('Bad gateway').errors).toEqual([{ message: 'Bad gateway', code: undefined, place: undefined }]);
  expect(readAnswer('[1]').errors).toHaveLength(1);
});

test('an empty response has neither data nor errors', () => {
  for (const text of [null, '', '{"errors":null}', '{"errors":[]}'])
    expect(readAnswer(text)).toEqual({ data: undefined, errors: [] });
});

test('numbers keep their digits', () => {
  expect(readAnswer('{"data":{"id":9007199254740993}}').data).toEqual({ id: '9007199254740993' });
});
