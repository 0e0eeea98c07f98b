/** The header `accept-language` decides about the language of messages. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startEdgeGateway, type EdgeGateway } from './edge-gateway.ts';

let edge: EdgeGateway;
beforeAll(async () => {
  edge = await startEdgeGateway({ speaks: true });
});
afterEach(() => edge.service.misbehave());
afterAll(() => edge.stop());

const languageHeader = (language?: string): Record<string, string> =>
  language === undefined ? {} : { 'accept-language': language };

test.each([
  ['en-GB, zh;q=0.5', 'Cannot query field "nothing" on type "Query".'],
  ['zh-CN', '类型“Query”没有字段“nothing”。'],
  [undefined, '类型“Query”没有字段“nothing”。'],
])('the messages of the gateway to a client with accept-language %p', async (language, message) => {
  const { errors } = await edge.gateway.ask('{ nothing }', {}, languageHeader(language));
  expect(errors?.[0]?.message).toBe(message);
});

test.each([
  ['en', 'The access token is not valid. Sign in again, or send no token.'],
  ['zh', '访问令牌无效。请重新登录，或不带令牌访问。'],
])('a refusal before the operation is in the language %s', async (language, message) => {
  const headers = { ...languageHeader(language), authorization: 'Bearer x' };
  const { errors } = await edge.gateway.ask('{ name }', {}, headers);
  expect(errors?.[0]?.message).toBe(message);
});

test('every answer of the endpoint varies by accept-language', async () => {
  for (const headers of [{}, { authorization: 'Bearer x' }]) {
    const { headers: answered } = await edge.gateway.post({ query: '{ name }' }, headers);
    expect(answered.get('vary')?.split(', ')).toContain('accept-language');
  }
});

test('services get the chosen language, and requests in two languages are not one request', async () => {
  edge.service.asked.length = 0;
  const waiting: (() => void)[] = [];
  edge.service.misbehave((request, response) => {
    waiting.push(() => response.end(JSON.stringify({ data: { name: request.headers['accept-language'] as string } })));
    if (waiting.length === 2) for (const answer of waiting) answer();
  });
  const ask = async (language: string) => (await edge.gateway.ask('{ name }', {}, languageHeader(language))).data;
  const answers = await Promise.all(['en', 'zh-TW', 'en-US;q=0.9, fr', 'zh'].map(ask));
  expect(answers).toEqual(['en', 'zh-CN', 'en', 'zh-CN'].map((name) => ({ name })));
  expect(edge.service.asked.map(({ headers }) => headers['accept-language']).sort()).toEqual(['en', 'zh-CN']);
});
