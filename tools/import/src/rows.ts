import { createHash } from 'node:crypto';
import type { Language, Message } from '@kexie/kernel';
import { plain, type Header } from './header.ts';
import type { Mapping } from './mapping.ts';
import { say } from './messages.ts';
import type { Problem } from './problem.ts';
import type { References } from './references.ts';
import type { Column, Register } from './registers.ts';
import type { Cell, Line } from './table.ts';
import { readBoolean, readCodes, readDay, readEnumeration, readList, textOfCell, type Read } from './values.ts';

/** A row of the import mutation with the line that it comes from. */
export type Row = { line: number; input: Record<string, unknown> & { key: string } };

/** The first cell of a line of totals. */
const totals = /^(合计|总计|小计|共计)[:：]?$/;
/** The beginning of a line below the table, which has not all required cells: a total, or the person who filled the form in. */
const footers = /^(合计|总计|小计|共计|制表|填表|填报|审核|负责人|联系人|备注|说明|注)/;

export type RowReader = {
  /** The rows of some lines, and what is wrong with the others. A footer is neither. */
  read(lines: readonly Line[]): Promise<{ rows: Row[]; problems: Problem[]; footers: number[] }>;
};

/** Turns lines into rows of the register: reads each cell by the kind of its column, and looks up what it names. */
export function createRowReader({
  header,
  register,
  mapping,
  references,
  language,
}: {
  header: Header;
  register: Register;
  mapping: Mapping;
  references: References;
  language: Language;
}): RowReader {
  const above = new Map<number, Cell>();
  const lineOfKey = new Map<string, number>();
  const fixed = Object.entries(mapping.fixed ?? {}).flatMap(([field, text]) => {
    const column = register.columns.find((each) => each.field === field);
    return column ? [{ column, header: column.headers[0], text }] : [];
  });
  const fillDown = new Set((mapping.fillDown ?? []).map(plain));

  return {
    async read(lines) {
      const filled = lines.map((line) => filledDown(line));
      const found = { footers: [] as number[], rows: [] as Row[], problems: [] as Problem[] };
      const records = filled.filter(({ line, cells }) => {
        if (!isFooter(cells)) return true;
        found.footers.push(line);
        return false;
      });
      const named = await lookUp(records.flatMap((line) => cellsOf(line)));
      for (const line of records) {
        const { input, problems } = await readLine(line, named);
        found.problems.push(...problems);
        if (problems.length === 0) {
          const key = keyOf(input);
          const earlier = lineOfKey.get(key);
          if (earlier === undefined) {
            lineOfKey.set(key, line.line);
            found.rows.push({ line: line.line, input: { ...input, key } });
          } else {
            const message = say`The line repeats line ${earlier}.`;
            found.problems.push({
              line: line.line,
              header: null,
              value: '',
              code: 'DUPLICATE',
              message: message[language],
            });
          }
        }
      }
      return found;
    },
  };

  function filledDown({ line, cells }: Line): Line {
    const next = [...cells];
    for (const { index, header: name } of header.columns)
      if (fillDown.has(plain(name))) {
        if (textOfCell(next[index]) === null) next[index] = above.get(index) ?? null;
        else above.set(index, next[index] ?? null);
      }
    return { line, cells: next };
  }

  function isFooter(cells: readonly Cell[]): boolean {
    const first = cells.map((cell) => textOfCell(cell)).find((text) => text !== null) ?? '';
    const given = header.columns.filter(({ column, index }) => column.required && textOfCell(cells[index]) !== null);
    const required = header.columns.filter(({ column }) => column.required);
    const start = first.replaceAll(' ', '');
    return totals.test(start) || (footers.test(start) && given.length < Math.max(required.length, 2));
  }

  type Given = { column: Column; header: string; cell: Cell };
  function cellsOf({ cells }: Line): Given[] {
    return [
      ...header.columns.map(({ column, index, header: name }) => ({
        column,
        header: name,
        cell: cells[index] ?? null,
      })),
      ...fixed.map(({ column, header: name, text }) => ({ column, header: name, cell: text })),
    ].map((given) => {
      const text = textOfCell(given.cell);
      const instead = text === null ? undefined : mapping.values?.[given.column.field]?.[text];
      return instead === undefined ? given : { ...given, cell: instead };
    });
  }

  async function lookUp(
    cells: readonly Given[],
  ): Promise<Record<'organization' | 'person', ReadonlyMap<string, Read<string>>>> {
    const namesOf = (kind: Column['kind']): string[] =>
      cells.flatMap(({ column, cell }) => (column.kind === kind ? (textOfCell(cell) ?? []) : []));
    return {
      organization: await references.organizations(namesOf('organization')),
      person: await references.persons(namesOf('person')),
    };
  }

  async function readLine(
    line: Line,
    named: Awaited<ReturnType<typeof lookUp>>,
  ): Promise<{ input: Record<string, unknown>; problems: Problem[] }> {
    const input: Record<string, unknown> = {};
    const problems: Problem[] = [];
    const refuse = (given: Pick<Given, 'header' | 'cell'>, message: Message): void =>
      void problems.push({
        line: line.line,
        header: given.header,
        value: textOfCell(given.cell) ?? '',
        code: 'VALIDATION_FAILED',
        message: message[language],
      });
    for (const given of cellsOf(line)) {
      const text = textOfCell(given.cell);
      if (text === null) {
        if (given.column.required) refuse(given, say`This cell must not be empty.`);
        continue;
      }
      const read = await readCell(given, text, named);
      if ('problem' in read) refuse(given, read.problem);
      else input[given.column.field] = read.value;
    }
    return { input, problems };
  }

  async function readCell(
    { column: { kind }, cell }: Given,
    text: string,
    named: Awaited<ReturnType<typeof lookUp>>,
  ): Promise<Read<unknown>> {
    if (typeof kind === 'object') return readEnumeration(cell, await references.labels(kind.section, kind.enumeration));
    switch (kind) {
      case 'text':
        return { value: text };
      case 'day':
        return readDay(cell);
      case 'boolean':
        return readBoolean(cell);
      case 'list':
        return { value: readList(cell) };
      case 'codes':
        return { value: readCodes(cell) };
      case 'region':
        return references.region(text);
      case 'organization':
      case 'person':
        return named[kind].get(text) as Read<string>;
    }
  }

  /** The stated key, or a hash of the fields that identify a row, so that the same row always has the same key. */
  function keyOf(input: Record<string, unknown>): string {
    const stated = input['key'];
    if (typeof stated === 'string') return stated;
    const parts = register.identity.map((field) => String(input[field] ?? ''));
    return `row-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
  }
}
