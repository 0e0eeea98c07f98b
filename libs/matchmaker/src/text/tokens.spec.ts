import { expect, test } from '@jest/globals';
import { tokensOf } from './tokens.ts';

const words = (text: string) =>
  [...tokensOf(text).values()].filter(({ isWord }) => isWord).map(({ text: word }) => word);

test.each([
  ['六堡茶创新驱动重大专项', '六堡茶'],
  ['膜生物反应器污水处理脱氮除磷', '膜生物反应器'],
  ['藤县濛江镇养蜂协会', '濛江镇'],
  ['村里的气象大喇叭', '气象大喇叭'],
  ['沙糖桔黄龙病防控', '黄龙病'],
  ['无机非金属材料研究', '无机非金属材料'],
])('in %s the term %s is one word', (text, term) => {
  expect(words(text)).toContain(term);
});

test('each pair of adjacent Han characters is a token, so that a term outside the dictionary is found', () => {
  expect([...tokensOf('霉氮酯').keys()]).toEqual(expect.arrayContaining(['霉氮', '氮酯']));
});

test('width, case and composition make no difference, and digits and letters are words', () => {
  expect(tokensOf('ＣＯＤ e站')).toEqual(tokensOf('cod E站'));
  expect(words('用PLC控制，达到GB 8978-1996')).toEqual(expect.arrayContaining(['plc', 'gb', '8978-1996']));
});

test('occurrences are counted, and words that are in every text are left out', () => {
  expect(tokensOf('污水，污水和污水处理').get('污水')?.count).toBe(3);
  expect(words('进行的和与')).toEqual([]);
});

test('a text of 100,000 characters is cut, and neither a text without words nor half of a surrogate pair is an error', () => {
  expect(tokensOf('污水处理'.repeat(25_000)).get('污水')?.count).toBe(2_000);
  expect(tokensOf('，。！\u0000\ud800').size).toBe(0);
});
