import type { Line, Cell } from './table.ts';
import type { Mapping } from './mapping.ts';
import type { Column, Register } from './registers.ts';
import { say } from './messages.ts';
import { ImportProblem } from './problem.ts';

/** The header of a table: its line, and the columns of the register with their places and their headers in the file. */
export type Header = {
  line: number;
  columns: readonly { column: Column; index: number; header: string }[];
  /** Headers that belong to no column of the register; their cells are not imported. */
  unused: readonly string[];
};

const linesMax = 20;

/**
 * Finds the header among the first 20 lines: the line with the most known headers. The lines before it are titles. A header counts
 * without spaces, line breaks, marks of required columns and remarks in brackets: "* 姓 名（必填）" is 姓名.
 * @throws ImportProblem when no line has a known header, a required column is missing, or two columns have the same meaning.
 */
export async function findHeader(lines: AsyncIterator<Line>, register: Register, mapping: Mapping): Promise<Header> {
  let best: { line: Line; found: Header['columns'] } | undefined;
  const candidates: Line[] = [];
  for (let read = 0; read < linesMax; read += 1) {
    const { value, done } = await lines.next();
    if (done === true) break;
    candidates.push(value);
    const found = columnsOf(value.cells, register, mapping);
    if (found.length > (best?.found.length ?? 0)) best = { line: value, found };
    // the lines after a complete header are data, which must not be read here
    if (isComplete(found, register, mapping)) break;
  }
  if (!best) {
    const wanted = register.columns.filter(({ required }) => required).map(({ headers }) => headers[0]);
    throw new ImportProblem(say`None of the first ${linesMax} lines has a known header, such as ${wanted.join('、')}.`);
  }
  requireColumns(best.found, register, mapping);
  const places = new Set(best.found.map(({ index }) => index));
  return {
    line: best.line.line,
    columns: best.found,
    unused: best.line.cells.flatMap((cell, index) => (places.has(index) || plain(cell) === '' ? [] : [shown(cell)])),
  };
}

function columnsOf(cells: readonly Cell[], { columns }: Register, mapping: Mapping): Header['columns'] {
  const byHeader = new Map<string, Column>();
  for (const column of columns) for (const header of column.headers) byHeader.set(plain(header), column);
  for (const [header, field] of Object.entries(mapping.columns ?? {})) {
    const column = columns.find((each) => each.field === field);
    if (!column) {
      const fields = columns.map((each) => each.field).join(', ');
      throw new ImportProblem(
        say`The mapping names the field ${field}, which this register does not have. It has ${fields}.`,
      );
    }
    byHeader.set(plain(header), column);
  }
  return cells.flatMap((cell, index) => {
    const column = byHeader.get(plain(cell));
    return column ? [{ column, index, header: shown(cell) }] : [];
  });
}

function isComplete(found: Header['columns'], { columns }: Register, { fixed = {} }: Mapping): boolean {
  const fields = new Set([...found.map(({ column }) => column.field), ...Object.keys(fixed)]);
  return found.length > 1 && columns.every(({ field, required }) => !required || fields.has(field));
}

function requireColumns(found: Header['columns'], register: Register, mapping: Mapping): void {
  const fixed = mapping.fixed ?? {};
  for (const { column, header } of found) {
    const other = found.find((each) => each.column === column && each.header !== header);
    if (other) throw new ImportProblem(say`The columns “${header}” and “${other.header}” have the same meaning.`);
  }
  const missing = register.columns.filter(
    ({ field, required }) => required && !(field in fixed) && !found.some(({ column }) => column.field === field),
  );
  if (missing.length > 0)
    throw new ImportProblem(
      say`These columns are missing: ${missing.map(({ headers }) => headers.slice(0, 3).join('/')).join('、')}. Name them in the header, or in a mapping.`,
    );
}

/** A header as messages show it. */
const shown = (cell: Cell | undefined): string =>
  String(cell ?? '')
    .replace(/\s+/g, ' ')
    .trim();

/** A header without spaces, marks and remarks, in half-width lower case. */
export function plain(cell: Cell | undefined): string {
  return String(cell ?? '')
    .normalize('NFKC')
    .replace(/[(\[【][^)\]】]*[)\]】]/g, '')
    .replace(/[\s*:：·]/g, '')
    .toLowerCase();
}
