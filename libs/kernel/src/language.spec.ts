import { expect, test } from '@jest/globals';
import { createSay } from './language.ts';

const say = createSay({
  'A name has at most {0} characters.': '名称最多{0}个字符。',
  '{0} lies before {1}.': '{1}晚于{0}。',
  'the chair': '主席',
});

test('a message has its text in every language', () => {
  expect(say`A name has at most ${100} characters.`).toEqual({
    en: 'A name has at most 100 characters.',
    'zh-CN': '名称最多100个字符。',
  });
});

test('the Chinese text may use the values in another order', () => {
  expect(say`${'2021-01-01'} lies before ${'2022-01-01'}.`['zh-CN']).toBe('2022-01-01晚于2021-01-01。');
});

test('a value that is a message takes the language of the whole', () => {
  expect(say`${say`the chair`} lies before ${1}.`).toEqual({ en: 'the chair lies before 1.', 'zh-CN': '1晚于主席。' });
});

test('a value is not searched for places of values', () => {
  expect(say`A name has at most ${'{0}'} characters.`.en).toBe('A name has at most {0} characters.');
});

test('a message without an entry is English', () => {
  expect(say`This is not yours.`).toEqual({ en: 'This is not yours.', 'zh-CN': 'This is not yours.' });
});
