import { expect, test } from '@jest/globals';
import { findHeader } from '../src/header.ts';
import type { Mapping } from '../src/mapping.ts';
import type { References } from '../src/references.ts';
import { registers, type Register } from '../src/registers.ts';
import { createRowReader } from '../src/rows.ts';
import type { Cell, Line } from '../src/table.ts';

const people = registers['people'] as Register;
/** Rows with codes only, so that nothing is looked up. */
const codes: References = {
  labels: async () => [],
  region: async (text) => ({ value: text }),
  organizations: async () => new Map(),
  persons: async () => new Map(),
};

const linesOf = (rows: readonly Cell[][]): Line[] => rows.map((cells, index) => ({ line: index + 2, cells }));

async function read(rows: readonly Cell[][], mapping: Mapping = {}, header: Cell[] = ['姓名', '县区', '职务']) {
  const lines = (async function* () {
    yield { line: 1, cells: header };
  })();
  const found = await findHeader(lines, people, mapping);
  const reader = createRowReader({ header: found, register: people, mapping, references: codes, language: 'zh-CN' });
  return reader.read(linesOf(rows));
}

test('totals and remarks below the table are left out and told; a person whose name begins like one is not', async () => {
  const { rows, footers, problems } = await read([
    ['李明', '450422', null],
    ['注明', '450422', null],
    ['合 计', '2人', null],
    ['制表人：王芳', null, null],
  ]);
  expect(rows.map(({ input }) => input['name'])).toEqual(['李明', '注明']);
  expect([footers, problems]).toEqual([[4, 5], []]);
});

test('the same row has the same key, whatever else changes; another region gives another key', async () => {
  const keyOf = async (row: Cell[]) => (await read([row])).rows[0]?.input.key;
  const key = await keyOf(['李明', '450422', '教师']);
  expect(key).toMatch(/^row-[0-9a-f]{32}$/);
  expect(await keyOf([' 李明 ', '４５０４２２', '校长'])).toBe(key);
  expect(await keyOf(['李明', '450421', '教师'])).not.toBe(key);
});

test('a line that repeats an earlier one is refused, and names it', async () => {
  const { rows, problems } = await read([
    ['李明', '450422', null],
    ['李明', '450422', '校长'],
  ]);
  expect(rows).toHaveLength(1);
  expect(problems).toEqual([expect.objectContaining({ line: 3, code: 'DUPLICATE', message: '与第2行重复。' })]);
});

test('empty cells repeat the cell above where the mapping says so, and are refused where a value is required', async () => {
  const rows: Cell[][] = [
    ['李明', '450422', null],
    ['王芳', null, null],
  ];
  expect((await read(rows)).problems).toEqual([expect.objectContaining({ line: 3, header: '县区' })]);
  const filled = await read(rows, { fillDown: ['县区'] });
  expect(filled.rows.map(({ input }) => input['regionCode'])).toEqual(['450422', '450422']);
});

test('a mapping states values for all rows and replaces texts', async () => {
  const mapping: Mapping = { fixed: { regionCode: '450422' }, values: { position: { 主任: '办公室主任' } } };
  const { rows } = await read([['李明', '主任']], mapping, ['姓名', '职务']);
  expect(rows[0]?.input).toMatchObject({ name: '李明', regionCode: '450422', position: '办公室主任' });
});
