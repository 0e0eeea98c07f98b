import { expect, test } from '@jest/globals';
import { findHeader } from '../src/header.ts';
import type { Mapping } from '../src/mapping.ts';
import { registers, type Register } from '../src/registers.ts';
import type { Cell } from '../src/table.ts';

const people = registers['people'] as Register;

async function* linesOf(rows: readonly Cell[][]) {
  for (const [index, cells] of rows.entries()) yield { line: index + 1, cells };
}

const found = (rows: readonly Cell[][], mapping: Mapping = {}, register = people) =>
  findHeader(linesOf(rows), register, mapping);

test('the header is found below titles, in other widths, with marks, spaces and remarks', async () => {
  const { line, columns, unused } = await found([
    ['梧州市科技工作者登记表', null, null],
    ['填报单位：藤县科协', null, null],
    ['序号', '* 姓 名\n（必填）', '所在县区', '工作单位（全称）'],
    [1, '李明', '藤县', '茶叶学会'],
  ]);
  expect(line).toBe(3);
  expect(columns.map(({ column, index }) => [column.field, index])).toEqual([
    ['name', 1],
    ['regionCode', 2],
    ['employerId', 3],
  ]);
  expect(unused).toEqual(['序号']);
});

test('the line after the header is the next one that is read', async () => {
  const lines = linesOf([
    ['姓名', '县区'],
    ['李明', '藤县'],
  ]);
  await findHeader(lines, people, {});
  expect((await lines.next()).value?.cells).toEqual(['李明', '藤县']);
});

test('a mapping names unusual headers, and states columns that the file does not have', async () => {
  const { columns } = await found([['谁', '性别']], { columns: { 谁: 'name' }, fixed: { regionCode: '450422' } });
  expect(columns.map(({ column }) => column.field)).toEqual(['name', 'gender']);
});

test.each<[string, Cell[][], Mapping]>([
  [
    'no known header',
    [
      ['甲', '乙'],
      ['丙', '丁'],
    ],
    {},
  ],
  [
    'a missing column',
    [
      ['姓名', '性别'],
      ['李明', '男'],
    ],
    {},
  ],
  ['two columns of one meaning', [['姓名', '名字', '县区']], {}],
  ['a mapping to a field that does not exist', [['姓名', '县区']], { columns: { 姓名: 'surname' } }],
  ['an empty file', [], {}],
])('%s is refused', async (_, rows, mapping) => {
  await expect(found(rows, mapping)).rejects.toHaveProperty('texts');
});

test('no two columns of a register share a header', () => {
  for (const { columns } of Object.values(registers)) {
    const headers = columns.flatMap((column) => column.headers);
    expect(headers).toEqual([...new Set(headers)]);
  }
});

test('every field that identifies a row is a column', () => {
  for (const { columns, identity } of Object.values(registers))
    expect(columns.map(({ field }) => field)).toEqual(expect.arrayContaining([...identity]));
});
