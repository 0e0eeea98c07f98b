import { expect, test } from '@jest/globals';
import { toRecordable } from './recordable.ts';

test('an operation without literals is recorded unchanged, under the hash of its text', () => {
  const document = 'query  Roster($first: Int) {\n  persons(first: $first, order: NAME) { name @include(if: true) } }';
  expect(toRecordable(document, undefined)).toEqual({
    document,
    operationName: 'Roster',
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('no text that a person may have typed is recorded: no string, number or comment', () => {
  const recorded = toRecordable(
    `
    # for 张三, 13800138000
    query Find($name: String = "李四") {
      persons(filter: { name: "王五", phone: 13900139000, height: 1.83, tags: ["secret", """block"""], status: ACTIVE }) { name }
    }`,
    undefined,
  );
  expect(recorded?.document).not.toMatch(/张三|李四|王五|secret|block|1|8|9/);
  expect(recorded?.document).toContain(
    'filter: { name: "", phone: 0, height: 0.0, tags: ["", ""], status: ACTIVE }'.replace('{ ', '{').replace(' }', '}'),
  );
});

test('operations that differ only in literals are one operation', () => {
  const [one, other] = ['450400', '450421'].map((region) =>
    toRecordable(`{ report(region: "${region}", year: 2020) { name } }`, undefined),
  );
  expect(one).toEqual(other);
});

test('of a document with several operations, only the executed one and its fragments are recorded', () => {
  const document = 'query A { a { ...F } } query B { b { ...G } } fragment F on T { x } fragment G on T { y }';
  expect(toRecordable(document, 'B')).toMatchObject({
    operationName: 'B',
    document: expect.stringMatching(/^query B[^]*fragment G/),
  });
  expect(toRecordable(document, 'B')?.document).not.toMatch(/query A|fragment F/);
});

test('introspection queries and invalid documents are not recorded', () => {
  expect(toRecordable('{ __schema { types { name } } __typename }', undefined)).toBeUndefined();
  expect(toRecordable('{ broken', undefined)).toBeUndefined();
  expect(toRecordable('query A { a }', 'B')).toBeUndefined();
});
