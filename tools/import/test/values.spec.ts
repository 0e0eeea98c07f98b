import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readBoolean, readCodes, readDay, readEnumeration, readList, textOfCell } from '../src/values.ts';

describe('days', () => {
  test.each([
    '2021年5月30日',
    '2021年05月30日',
    '２０２１年５月３０日',
    '2021-5-30',
    '2021/05/30',
    '2021.5.30',
    '20210530',
    ' 2021 年 5 月 30 日 ',
    '2021-05-30 00:00:00',
    new Date('2021-05-30T00:00:00Z'),
  ])('%p is 30 May 2021', (cell) => {
    expect(readDay(cell)).toEqual({ value: '2021-05-30' });
  });

  test.each([
    '2021年5月',
    '2021',
    '2021-05',
    '2021年13月1日',
    '2021.2.30',
    '30/5/2021',
    '44346',
    '五月三十日',
    '0000-00-00',
  ])('%p is refused with a reason', (cell) => {
    expect(readDay(cell)).toEqual({ problem: { 'zh-CN': expect.any(String), en: expect.stringContaining(cell) } });
  });

  test('every day of the calendar is read in every form', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const value = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = value.split('-').map(Number);
        for (const text of [value, `${year}年${month}月${dayOfMonth}日`, `${year}.${month}.${dayOfMonth}`])
          expect(readDay(text)).toEqual({ value });
      }),
    );
  });
});

test.each([
  [' 李　明 ', '李 明'],
  ['ＡＢＣ１２', 'ABC12'],
  ['', null],
  ['—', null],
  ['/', null],
  ['无', null],
  [null, null],
  [13, '13'],
  [new Date('2021-05-30T00:00:00Z'), '2021-05-30'],
])('the text of %p is %p', (cell, text) => {
  expect(textOfCell(cell)).toBe(text);
});

test.each([
  ['是', true],
  ['√', true],
  ['Ｙ', true],
  ['否', false],
  ['无', false],
  [0, false],
])('%p is %p', (cell, value) => {
  expect(readBoolean(cell)).toEqual({ value });
});

test('a word that is neither yes nor no is refused', () => {
  expect(readBoolean('不详')).toHaveProperty('problem');
});

test('a list is separated by the usual marks of both languages, and codes also by spaces', () => {
  expect(readList('茶叶、六堡茶，水稻; 玉米')).toEqual(['茶叶', '六堡茶', '水稻', '玉米']);
  expect(readCodes('2102030 2102045/A0169')).toEqual(['2102030', '2102045', 'A0169']);
  expect(readCodes(210)).toEqual(['210']);
});

describe('enumerations', () => {
  const labels = [
    { code: 'COUNCIL_MEMBER', zh: '理事（委员）', en: 'council member' },
    { code: 'ASSOCIATE_SENIOR', zh: '副高级', en: 'associate senior' },
    { code: 'SENIOR', zh: '正高级', en: 'senior' },
    { code: 'STANDING', zh: '理事长', en: 'chair' },
  ];

  test.each([
    ['理事', 'COUNCIL_MEMBER'],
    ['委员', 'COUNCIL_MEMBER'],
    ['理事(委员)', 'COUNCIL_MEMBER'],
    ['council member', 'COUNCIL_MEMBER'],
    ['Council_Member', 'COUNCIL_MEMBER'],
    ['副高', 'ASSOCIATE_SENIOR'],
    ['正 高 级', 'SENIOR'],
    ['理事长', 'STANDING'],
  ])('%p is %s', (cell, value) => {
    expect(readEnumeration(cell, labels)).toEqual({ value });
  });

  test.each(['高级', '理', '未知'])('%p is refused with the known labels', (cell) => {
    expect(readEnumeration(cell, labels)).toEqual({
      problem: { 'zh-CN': expect.stringContaining('副高级'), en: expect.stringContaining('副高级') },
    });
  });
});
