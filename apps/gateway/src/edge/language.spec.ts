import { expect, test } from '@jest/globals';
import { languageOf } from './language.ts';

test.each([
  ['en', 'en'],
  ['en-US,en;q=0.9', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en;q=0.5, zh-TW;q=0.9', 'zh-CN'],
  ['fr-FR, en;q=0.3', 'en'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['EN', 'en'],
])('the client that sends accept-language %p reads messages in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test.each([undefined, '', '*', 'fr', 'en;q=0', ';;,,q=', 'english'])(
  'the client that sends accept-language %p reads the default language',
  (header) => {
    expect(languageOf(header)).toBe('zh-CN');
  },
);
