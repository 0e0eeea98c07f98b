import { isFigure, textOf, type Cell, type Table } from './table.ts';

/**
 * A table as CSV (RFC 4180) for spreadsheets: with a byte order mark, so that Excel reads Chinese; figures as numbers with
 * unit and qualifier in columns beside them; and no cell that runs as a formula.
 */
export function csvOf({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const parts = columns.map((column, index) =>
    partsOf(
      column,
      rows.map((row) => row[index] ?? null),
    ),
  );
  const header = parts.flatMap((each) => each.map(({ name }) => name));
  const lines = rows.map((row) => parts.flatMap((each, index) => each.map(({ read }) => read(row[index] ?? null))));
  return `\uFEFF${[header, ...lines].map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

type Part = { name: string; read: (cell: Cell) => string };

function partsOf(column: string, cells: readonly Cell[]): Part[] {
  const figures = cells.filter(isFigure);
  const parts: Part[] = [{ name: column, read: (cell) => (isFigure(cell) ? textOf(cell.value) : textOf(cell)) }];
  if (figures.some(({ unit }) => unit !== undefined))
    parts.push({ name: `${column}.unit`, read: (cell) => (isFigure(cell) ? (cell.unit ?? '') : '') });
  if (figures.some(({ qualifier }) => qualifier !== undefined))
    parts.push({ name: `${column}.qualifier`, read: (cell) => (isFigure(cell) ? (cell.qualifier ?? '') : '') });
  return parts;
}

function quoted(text: string): string {
  const safe = withoutFormula(text);
  return /[",\r\n\t']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Text that a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection). A plain negative number is not a formula. */
const withoutFormula = (text: string): string =>
  formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text;
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
const plainNumber = /^-?\d+(\.\d+)?$/;
