import { appendFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Language } from '@kexie/kernel';
import type { Gateway } from './gateway.ts';
import { findHeader, type Header } from './header.ts';
import type { Mapping } from './mapping.ts';
import type { Problem } from './problem.ts';
import { openProgress, type Progress } from './progress.ts';
import type { References } from './references.ts';
import { registers, type Register } from './registers.ts';
import { createRowReader, type Row } from './rows.ts';
import { readTable, type Line } from './table.ts';

export type Run = {
  file: string;
  register: keyof typeof registers;
  mapping: Mapping;
  dryRun: boolean;
  language: Language;
  gateway: Gateway;
  references: References;
  /** Called with the header of the file, before the first row. */
  onHeader?: (header: Header) => void;
  /** Called after each chunk. */
  onProgress?: (progress: Progress) => void;
};

export type Summary = Omit<Progress, 'hash' | 'line'> & {
  /** The first problems; the file `FILE.errors.csv` has all. */
  problems: readonly Problem[];
  footers: readonly number[];
  errorsFile: string | null;
};

/** The rows of one transaction of an import, so that a chunk is answered within the time of a request also on a busy machine. */
const chunkLines = 50;
const problemsShown = 20;
const repeats = 5;
const repeatPauseMs = 2_000;

/**
 * Imports a file into a register, chunk by chunk, so that a file of any length needs little memory. A row that is refused
 * affects no other. An interrupted import goes on where it stopped; a repetition changes nothing. @throws ImportProblem when the
 * file, the mapping or the gateway does not allow any import.
 */
export async function runImport(run: Run): Promise<Summary> {
  const { file, mapping, dryRun, language } = run;
  const register = registers[run.register] as Register;
  const progress = await openProgress(file, { register: run.register, mapping, dryRun });
  const errors = createErrorsFile(`${file}.errors.csv`, progress.start.line > 0);
  const lines = readTable(file, { sheet: mapping.sheet });
  const header = await findHeader(lines, register, mapping);
  run.onHeader?.(header);
  const reader = createRowReader({ header, register, mapping, references: run.references, language });
  const summary = { problems: [] as Problem[], footers: [] as number[] };
  let at = progress.start;
  for await (const chunk of chunksOf(lines, at.line)) {
    const { rows, problems, footers } = await reader.read(chunk);
    const report = rows.length > 0 ? await importChunk(run, register, header, rows) : nothing;
    const found = [...problems, ...report.problems].sort((a, b) => a.line - b.line);
    await errors.add(found);
    summary.problems.push(...found.slice(0, problemsShown - summary.problems.length));
    summary.footers.push(...footers);
    at = {
      hash: at.hash,
      line: chunk.at(-1)?.line ?? at.line,
      created: at.created + report.created,
      updated: at.updated + report.updated,
      unchanged: at.unchanged + report.unchanged,
      rejected: at.rejected + new Set(found.map(({ line }) => line)).size,
    };
    if (!dryRun) await progress.save(at);
    run.onProgress?.(at);
  }
  await progress.end();
  const { hash: _hash, line: _line, ...counts } = at;
  return { ...counts, ...summary, errorsFile: errors.file() };
}

async function* chunksOf(lines: AsyncIterable<Line>, after: number): AsyncGenerator<Line[]> {
  let chunk: Line[] = [];
  for await (const line of lines) {
    if (line.line <= after) continue;
    chunk.push(line);
    if (chunk.length < chunkLines) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

type Outcome = 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'REJECTED';
type Refusal = { code: string; message: string; path: string[] | null };
type ImportedRow = { row: number; outcome: Outcome; errors: Refusal[] };
type Payload = { report: { rows: ImportedRow[] } | null; userErrors: Refusal[] };
type Report = Record<'created' | 'updated' | 'unchanged', number> & { problems: Problem[] };

const nothing: Report = { created: 0, updated: 0, unchanged: 0, problems: [] };

/**
 * Imports the rows of a chunk. Rows that refer to a record that the service does not know yet are sent again a few times,
 * because the record may have been entered just now.
 */
async function importChunk(
  { gateway, dryRun }: Run,
  register: Register,
  header: Header,
  rows: readonly Row[],
): Promise<Report> {
  const { mutation, input } = register;
  const operation = `mutation ($input: ${input}!) { ${mutation}(input: $input) { report { rows { row outcome errors { code message path } } } userErrors { code message path } } }`;
  const report: Report = { ...nothing, problems: [] };
  let open = rows;
  for (let turn = 1; open.length > 0; turn += 1) {
    const answer = await gateway.ask<Record<string, Payload>>(operation, {
      input: { dryRun, rows: open.map((row) => row.input) },
    });
    const { report: done, userErrors } = answer[mutation] as Payload;
    const results = done?.rows ?? open.map((_, row): ImportedRow => ({ row, outcome: 'REJECTED', errors: userErrors }));
    const late: Row[] = [];
    for (const { row, outcome, errors } of results) {
      const sent = open[row] as Row;
      const isLate = errors.some(({ code }) => code === 'REFERENCE_UNKNOWN') && turn < repeats && !dryRun;
      if (isLate) late.push(sent);
      else if (outcome === 'REJECTED') report.problems.push(...errors.map((error) => problemOf(error, sent, header)));
      else report[countOf[outcome]] += 1;
    }
    open = late;
    if (open.length > 0) await pause(repeatPauseMs);
  }
  return report;
}

const countOf = { CREATED: 'created', UPDATED: 'updated', UNCHANGED: 'unchanged' } as const;

function problemOf({ code, message, path }: Refusal, { line, input }: Row, { columns }: Header): Problem {
  const field = path?.at(-1);
  const column = columns.find((each) => each.column.field === field);
  const value = field === undefined ? '' : input[field];
  return {
    line,
    header: column?.header ?? null,
    value: Array.isArray(value) ? value.join('、') : String(value ?? ''),
    code,
    message,
  };
}

/** A CSV file of all problems, which is made with the first one. It begins with a byte order mark, so that spreadsheets read it as UTF-8. */
function createErrorsFile(path: string, isContinued: boolean) {
  let isOpen = isContinued;
  let isWritten = isContinued;
  return {
    file: () => (isWritten ? path : null),
    async add(problems: readonly Problem[]): Promise<void> {
      if (problems.length === 0) return;
      const lines = problems.map(({ line, header, value, code, message }) =>
        [String(line), header ?? '', value, code, message].map(quoted).join(','),
      );
      const text = lines.map((line) => `${line}\r\n`).join('');
      if (isOpen) await appendFile(path, text);
      else await writeFile(path, `\ufeff行号,列,值,错误代码,说明\r\n${text}`);
      isOpen = true;
      isWritten = true;
    },
  };
}

/** A cell that a spreadsheet takes for a formula begins with an apostrophe. */
const quoted = (text: string): string => `"${text.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;
