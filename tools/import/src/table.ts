import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { streamXlsxRows } from 'hucre/xlsx';
import { encodingOf, textOf } from './encoding.ts';
import { say } from './messages.ts';
import { ImportProblem } from './problem.ts';

/** A cell as the file has it. A spreadsheet has numbers, dates and booleans; a text file has texts only. */
export type Cell = string | number | boolean | Date | null;
/** A row with the number of its line, counted from 1: the row of a sheet, or the line of a text file. */
export type Line = { line: number; cells: Cell[] };

const columnsMax = 200;
const cellLengthMax = 10_000;

/**
 * The lines of a table, one after the other, so that a file of any length needs little memory: CSV (UTF-8, UTF-16 with a mark, or
 * GB18030; comma, semicolon or tab) or XLSX (its first sheet, or the one of this name). Empty lines are left out.
 * @throws ImportProblem for a file of another kind, and while reading for one that is broken.
 */
export async function* readTable(file: string, { sheet }: { sheet?: string | undefined } = {}): AsyncGenerator<Line> {
  const kind = await kindOf(file);
  if (kind === 'xls')
    throw new ImportProblem(say`The file has the format of Excel 97 (XLS). Save it as XLSX or CSV, and import that.`);
  const lines = kind === 'xlsx' ? readXlsx(file, sheet) : readCsv(file);
  for await (const { line, cells } of lines) {
    if (cells.length > columnsMax) throw new ImportProblem(say`Line ${line} has more than ${columnsMax} columns.`);
    if (cells.some((cell) => typeof cell === 'string' && cell.length > cellLengthMax))
      throw new ImportProblem(say`Line ${line} has a cell of more than ${cellLengthMax} characters.`);
    if (cells.some((cell) => cell !== null && String(cell).trim() !== '')) yield { line, cells };
  }
}

async function kindOf(file: string): Promise<'xlsx' | 'xls' | 'csv'> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    if (buffer.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return 'xlsx';
    return buffer.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])) ? 'xls' : 'csv';
  } finally {
    await handle.close();
  }
}

async function* readXlsx(file: string, sheet: string | undefined): AsyncGenerator<Line> {
  try {
    const stream = Readable.toWeb(createReadStream(file)) as unknown as ReadableStream<Uint8Array>;
    let isEmpty = true;
    for await (const { index, values } of streamXlsxRows(stream, sheet === undefined ? {} : { sheet })) {
      isEmpty = false;
      yield { line: index + 1, cells: values.map(cellOf) };
    }
    if (isEmpty && sheet !== undefined) throw new ImportProblem(say`The file has no sheet “${sheet}”, or it is empty.`);
  } catch (error) {
    if (error instanceof ImportProblem) throw error;
    throw new ImportProblem(say`The spreadsheet cannot be read: ${(error as Error).message}`);
  }
}

/** A cell of a spreadsheet; an object is a formula or a rich text, of which only the text is wanted. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date)
    return value;
  return String(value);
}

async function* readCsv(file: string): AsyncGenerator<Line> {
  const encoding = await encodingOf(file);
  const parser = Readable.from(textOf(file, encoding)).pipe(
    parse({
      delimiter: await delimiterOf(file, encoding),
      info: true,
      relaxColumnCount: true,
      relaxQuotes: true,
      bom: true,
    }),
  );
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line, cells: record };
      line = info.lines + 1;
    }
  } catch (error) {
    if (error instanceof ImportProblem) throw error;
    throw new ImportProblem(say`The table cannot be read: ${(error as Error).message}`);
  }
}

/** The delimiter that occurs most often in the beginning of a file. */
async function delimiterOf(file: string, encoding: Parameters<typeof textOf>[1]): Promise<string> {
  for await (const text of textOf(file, encoding)) {
    const counts = [',', '\t', ';'].map((delimiter) => ({ delimiter, count: text.split(delimiter).length }));
    return counts.reduce((best, each) => (each.count > best.count ? each : best)).delimiter;
  }
  return ',';
}
