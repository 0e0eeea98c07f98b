import { expect, test } from '@jest/globals';
import { csvOf } from './csv.ts';

test('Excel reads Chinese: the text starts with a byte order mark and lines end as RFC 4180 requires', () => {
  expect(csvOf({ columns: ['name'], rows: [['藤县科协']] })).toBe('\uFEFFname\r\n藤县科协\r\n');
});

test('commas, quotes and line breaks stay in their cell', () => {
  expect(csvOf({ columns: ['a', 'b'], rows: [['x,"y"', 'one\ntwo']] })).toBe('\uFEFFa,b\r\n"x,""y""","one\ntwo"\r\n');
});

test.each(['=1+1', '+8613800000000', '-2+3', '@SUM(A1)', '\t=1', ' =1', '＝1'])(
  '%j is not written as a formula',
  (text) => {
    expect(csvOf({ columns: ['a'], rows: [[text]] })).toBe(`\uFEFFa\r\n"'${text}"\r\n`);
  },
);

test('a column name is not written as a formula', () => {
  expect(csvOf({ columns: ['=a'], rows: [] })).toBe(`\uFEFF"'=a"\r\n`);
});

test('negative numbers stay numbers', () => {
  expect(csvOf({ columns: ['a', 'b'], rows: [[-5, '-5.25']] })).toBe('\uFEFFa,b\r\n-5,-5.25\r\n');
});

test('a figure is a number with its unit and qualifier in columns beside it', () => {
  const rows = [[{ value: '480', unit: 'HOUR', qualifier: 'MORE_THAN' }], [null]];
  expect(csvOf({ columns: ['measure'], rows })).toBe(
    '\uFEFFmeasure,measure.unit,measure.qualifier\r\n480,HOUR,MORE_THAN\r\n,,\r\n',
  );
});
