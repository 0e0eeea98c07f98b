import { memo, useMemo, useState } from 'react';
import { isFigure, textOf, unitOf, type Cell, type Table } from './table.ts';

/** A scrollable table; a long one is split into pages. It is rendered again only when the table changes. */
export const TableView = memo(function TableView({ table }: { table: Table }) {
  const { name, columns, rows } = table;
  const [chosen, setPage] = useState(0);
  const pages = Math.ceil(rows.length / rowsShownMax);
  const page = Math.min(chosen, Math.max(pages - 1, 0));
  const layouts = useMemo(() => columns.map((_, place) => layoutOf(rows, place)), [columns, rows]);
  return (
    <>
      {pages > 1 && <Pages page={page} count={pages} rows={rows.length} onTurn={setPage} />}
      <div className="table" key={page} tabIndex={0} role="region" aria-label={`${name}: ${rows.length} rows`}>
        <table>
          <caption>
            {name} <span>{sizeOf(table)}</span>
          </caption>
          <thead>
            <tr>
              {columns.map((column, place) => (
                <th key={column} scope="col" className={layouts[place]?.numeric ? 'number' : undefined}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(page * rowsShownMax, (page + 1) * rowsShownMax).map((row, index) => (
              <tr key={index}>
                {row.map((cell, place) => (
                  <CellView key={columns[place]} cell={cell} layout={layouts[place]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
});

function Pages({
  page,
  count,
  rows,
  onTurn,
}: {
  page: number;
  count: number;
  rows: number;
  onTurn: (page: number) => void;
}) {
  return (
    <div className="pages" role="group" aria-label="Pages">
      <button type="button" disabled={page === 0} onClick={() => onTurn(page - 1)}>
        Previous <span lang="zh">上一页</span>
      </button>
      <span>
        Rows {grouped(page * rowsShownMax + 1)} to {grouped(Math.min((page + 1) * rowsShownMax, rows))} of{' '}
        {grouped(rows)}
      </span>
      <button type="button" disabled={page === count - 1} onClick={() => onTurn(page + 1)}>
        Next <span lang="zh">下一页</span>
      </button>
    </div>
  );
}

function CellView({ cell, layout }: { cell: Cell; layout: Layout | undefined }) {
  if (!layout?.numeric) return <td>{textOf(cell)}</td>;
  if (!isFigure(cell) || cell.value === null || layout.unitEm === 0) return <td className="number">{textOf(cell)}</td>;
  return (
    <td className="number">
      {cell.value}
      <span className="unit" style={{ minWidth: `${layout.unitEm}em` }}>
        {unitOf(cell)}
      </span>
    </td>
  );
}

/** Numbers are right-aligned. The units of figures have equal width, so that the digits are aligned. */
type Layout = { numeric: boolean; unitEm: number };

function layoutOf(rows: Table['rows'], place: number): Layout {
  const cells = rows.map((row) => row[place] ?? null).filter((cell) => textOf(cell) !== '');
  const numeric =
    cells.some(isNumber) &&
    cells.every((cell) => isNumber(cell) || (typeof cell === 'string' && Number.isFinite(Number(cell))));
  return {
    numeric,
    unitEm: cells.filter(isFigure).reduce((most, figure) => Math.max(most, widthEm(unitOf(figure))), 0),
  };
}

/** An upper bound for the width of a text in capital letters or Chinese. */
const widthEm = (text: string): number =>
  Math.min(
    Math.ceil([...text].reduce((sum, char) => sum + (char === ' ' ? 0.3 : char > '\u2e7f' ? 1 : 0.72), 0) * 10) / 10,
    unitEmMax,
  );

function sizeOf({ rows, columnsLeftOut }: Table): string {
  const size = `${grouped(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`;
  return columnsLeftOut > 0 ? `${size}; ${grouped(columnsLeftOut)} more columns are in the JSON` : size;
}

const isNumber = (cell: Cell): boolean => typeof cell === 'number' || isFigure(cell);
const grouped = (number: number): string => number.toLocaleString('en');
const rowsShownMax = 1_000;
const unitEmMax = 16;
