import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSchema, graphqlSync } from 'graphql';
import ts from 'typescript';
import { inLanguage } from './messages.ts';

test('a message keeps its values', () => {
  expect(
    inLanguage('The operation has 17 aliases; at most 15 are allowed. Split it into smaller operations.', 'zh-CN'),
  ).toBe('操作的别名为17，最多允许15；请拆分为几个操作。');
});

test('a message in English, or of a service, stays as it is', () => {
  expect(inLanguage('Internal error', 'en')).toBe('Internal error');
  expect(inLanguage('没有这个组织。', 'zh-CN')).toBe('没有这个组织。');
});

test.each([
  ['{ naem }', '类型“Query”没有字段“naem”。是否要用"name"？'],
  ['{ name(a: 1) }', '字段“Query.name”没有参数“a”。'],
  ['{', '语法错误：Expected Name, found <EOF>.'],
  ['query ($a: String!) { name @include(if: $a) }', '类型为“String!”的变量“$a”用在了需要类型“Boolean!”的位置。'],
])('the refusal of %s by GraphQL.js is available in Chinese', (source, message) => {
  const { errors } = graphqlSync({ schema: buildSchema('type Query { name: String }'), source });
  expect(errors?.map((error) => inLanguage(error.message, 'zh-CN'))).toContain(message);
});

/** The constructors of errors that clients see, with the place of their message. */
const constructors: Record<string, number> = { HttpError: 2, GraphQLError: 0, refusal: 1, notAcceptable: 0 };

test('each message of the gateway to a client has a Chinese text', () => {
  const untranslated = globSync(`${import.meta.dirname}/**/*.ts`)
    .filter((file) => !file.endsWith('.spec.ts') && !file.includes(`${path.sep}client${path.sep}`))
    .flatMap(messagesOf)
    .filter((message) => inLanguage(message, 'zh-CN') === message);
  expect(untranslated).toEqual([]);
});

/** The messages of a file, with `7` in place of the values. */
function messagesOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const messages: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const place = constructors[node.expression.getText()];
      const message = place === undefined ? undefined : node.arguments?.[place];
      if (message && ts.isStringLiteralLike(message)) messages.push(message.text);
      if (message && ts.isTemplateExpression(message))
        messages.push(message.head.text + message.templateSpans.map(({ literal }) => `7${literal.text}`).join(''));
    }
    node.forEachChild(visit);
  };
  visit(source);
  return messages;
}
