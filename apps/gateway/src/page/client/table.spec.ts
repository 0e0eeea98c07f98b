import { expect, test } from '@jest/globals';
import { tablesOf, textOf } from './table.ts';

test('the longest list of the response is the first table, followed by the others', () => {
  const tables = tablesOf({ a: [{ id: 1 }], b: { c: [{ id: 1 }, { id: 2 }] }, empty: [] });
  expect(tables.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['b.c', 2],
    ['a', 1],
    ['empty', 0],
  ]);
});

test('the wrapper objects of a connection do not appear in the columns', () => {
  const [table] = tablesOf({
    organizations: {
      totalCount: 2,
      edges: [
        { cursor: 'x', node: { id: 'o1', region: { name: '藤县' } } },
        { cursor: 'y', node: { id: 'o2', region: null } },
      ],
    },
  });
  expect(table).toEqual({
    name: 'organizations',
    columns: ['cursor', 'id', 'region.name'],
    rows: [
      ['x', 'o1', '藤县'],
      ['y', 'o2', null],
    ],
    columnsLeftOut: 0,
  });
});

test('a figure stays together with its unit and qualifier', () => {
  const [table] = tablesOf({
    stats: [
      { year: 2020, measure: { value: '480', unit: 'HOUR', qualifier: 'MORE_THAN' } },
      { year: 2021, measure: { value: '3', unit: 'HOUR', qualifier: 'EXACT' } },
    ],
  });
  expect(table?.columns).toEqual(['year', 'measure']);
  expect(table?.rows.map((row) => textOf(row[1]))).toEqual(['480 HOUR (MORE_THAN)', '3 HOUR']);
});

test('a missing figure is an empty cell, not a zero', () => {
  const [table] = tablesOf({ stats: [{ measure: { value: null, unit: 'HOUR' } }] });
  expect(textOf(table?.rows[0]?.[0])).toBe('');
});

test('the dimensions of a statistics row are columns', () => {
  const [table] = tablesOf({
    totals: [
      {
        keys: [
          { dimension: 'YEAR', code: '2020', label: null },
          { dimension: 'KIND', code: 'S', label: '学会' },
        ],
        count: 3,
      },
    ],
  });
  expect(table).toEqual({
    name: 'totals',
    columns: ['YEAR', 'KIND', 'count'],
    rows: [['2020', '学会', 3]],
    columnsLeftOut: 0,
  });
});

test('lists inside rows are joined in their cells', () => {
  const [table] = tablesOf({
    people: [
      { name: '甲', tags: ['a', 'b'], memberships: [{ in: { name: 'X' } }, { in: { name: 'Y' } }] },
      { name: '乙', tags: [], memberships: [] },
    ],
  });
  expect(table?.name).toBe('people');
  expect(table?.rows[0]).toEqual(['甲', 'a; b', 'X; Y']);
});

test('a response without a list is one row', () => {
  expect(tablesOf({ region: { code: '450400', name: '梧州市' } })).toEqual([
    { name: 'region', columns: ['region.code', 'region.name'], rows: [['450400', '梧州市']], columnsLeftOut: 0 },
  ]);
  expect(tablesOf(null)).toEqual([]);
});

test('a null item keeps its row, so that the paths of errors match', () => {
  const [table] = tablesOf({ people: [{ name: '甲' }, null, { name: '丙' }] });
  expect(table?.rows).toEqual([['甲'], [null], ['丙']]);
});

test('omitted columns are counted', () => {
  const [table] = tablesOf({
    wide: [Object.fromEntries(Array.from({ length: 203 }, (_, index) => [`c${index}`, index]))],
  });
  expect([table?.columns.length, table?.columnsLeftOut]).toEqual([200, 3]);
});

test('every list of a response is a table', () => {
  const data = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`list${index}`, [{ id: index }]]));
  expect(tablesOf(data)).toHaveLength(70);
});
