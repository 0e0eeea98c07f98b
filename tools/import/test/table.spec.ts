import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeXlsx } from 'hucre/xlsx';
import { encodingOf } from '../src/encoding.ts';
import { ImportProblem } from '../src/problem.ts';
import { readTable, type Line } from '../src/table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

async function linesOf(file: string, sheet?: string): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of readTable(file, { sheet })) lines.push(line);
  return lines;
}

/** 姓名,单位 and 李明,茶叶学会, as the encoder of another program writes it in GB18030. */
const gb18030 = Buffer.from('d0d5c3fb2cb5a5cebb0d0ac0eec3f72cb2e8d2b6d1a7bbe10d0a', 'hex');
const people: Line[] = [
  { line: 1, cells: ['姓名', '单位'] },
  { line: 2, cells: ['李明', '茶叶学会'] },
];

test.each<[string, Uint8Array | string]>([
  ['UTF-8', '姓名,单位\n李明,茶叶学会\n'],
  ['UTF-8 with a mark', '\ufeff姓名,单位\r\n李明,茶叶学会'],
  ['UTF-16 with a mark', Buffer.from('\ufeff姓名,单位\n李明,茶叶学会\n', 'utf16le')],
  ['GB18030', gb18030],
  ['semicolons', '姓名;单位\n李明;茶叶学会\n'],
  ['tabs', '姓名\t单位\n李明\t茶叶学会\n'],
  ['quotes', '"姓名","单位"\n"李明","茶叶学会"\n'],
])('a text file with %s is read', async (name, content) => {
  expect(await linesOf(await written(`${name}.csv`, content))).toEqual(people);
});

test('the encoding is found in a file that differs only at its end', async () => {
  const ascii = Buffer.alloc(200_000, 'a,b\n');
  expect(await encodingOf(await written('late.csv', Buffer.concat([ascii, gb18030])))).toBe('gb18030');
  expect(await encodingOf(await written('late-utf8.csv', Buffer.concat([ascii, Buffer.from('姓名')])))).toBe('utf-8');
});

test('lines keep their numbers beside empty lines and cells of several lines', async () => {
  const file = await written('gaps.csv', '姓名,单位\n\n"李\n明",茶叶学会\n,\n王芳,\n');
  expect((await linesOf(file)).map(({ line, cells }) => [line, cells[0]])).toEqual([
    [1, '姓名'],
    [3, '李\n明'],
    [6, '王芳'],
  ]);
});

test('a spreadsheet has texts, numbers, days and booleans, and a sheet is chosen by name', async () => {
  const day = new Date('2021-05-30T00:00:00Z');
  const content = await writeXlsx({
    sheets: [
      { name: '说明', rows: [['见第二张表']] },
      {
        name: '登记表',
        rows: [
          ['姓名', '日期', '人数', '党员'],
          ['李明', day, 12, true],
        ],
      },
    ],
  });
  const file = await written('people.xlsx', content);
  expect(await linesOf(file)).toEqual([{ line: 1, cells: ['见第二张表'] }]);
  expect((await linesOf(file, '登记表'))[1]).toEqual({ line: 2, cells: ['李明', day, 12, true] });
});

test.each<[string, Uint8Array | string]>([
  ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['a broken spreadsheet', Buffer.from('PK\u0003\u0004broken')],
  ['a file that is no text', Buffer.from([0xff, 0xff, 0x00, 0x80])],
  ['a cell without end', `"${'长'.repeat(20_000)}`],
  ['too many columns', ','.repeat(300) + 'x'],
])('%s is refused', async (name, content) => {
  await expect(linesOf(await written(name, content))).rejects.toThrow(ImportProblem);
});
