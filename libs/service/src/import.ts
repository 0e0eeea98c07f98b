import type { Model, QueryFilter } from 'mongoose';
import { DomainError, optionalText, requireText } from '@kexie/kernel';
import {
  inTransaction,
  replaceGuarded,
  updateInBatches,
  type Migration,
  type Mongo,
  type Session,
  type Versioned,
} from '@kexie/messaging';
import { toUserError, type UserError } from './errors.ts';
import { say } from './messages.ts';
import { isSame } from './restate.ts';

export type Imported = { id: string; outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' };
type ImportedRow = { row: number; id: string | null; outcome: Imported['outcome'] | 'REJECTED'; errors: UserError[] };
export type ImportReport = {
  dryRun: boolean;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  rows: ImportedRow[];
};

/** The input of an import mutation. With `dryRun` nothing is written. */
export type ImportInput<Row> = { rows: readonly Row[]; dryRun?: boolean | undefined };

const rowsMax = 500;
const keyMax = 100;
/** The number of rows in one transaction: large enough to be fast, and far below the limits of a transaction. */
const chunkSize = 50;

/** Aborts the transaction of a dry run, and carries its results. */
class Rollback extends Error {
  readonly rows: ImportedRow[];
  constructor(rows: ImportedRow[]) {
    super('dry run');
    this.rows = rows;
  }
}

/**
 * Imports rows in transactions of 50: `one` checks and writes each row. A row that `one` refuses with a DomainError is
 * reported and does not affect the others, so `one` must decide before it writes. A dry run does the same and rolls
 * back. A row is also refused when its key is blank, longer than 100 characters, or that of an earlier row.
 * @throws VALIDATION_FAILED for more than 500 rows.
 */
export async function importRows<Row extends { key: string }>(
  mongo: Mongo,
  { rows, dryRun = false }: ImportInput<Row>,
  one: (row: Row, session: Session) => Promise<Imported>,
): Promise<ImportReport> {
  if (rows.length > rowsMax)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`An import can have at most ${rowsMax} rows; send the rest in another request.`,
      ['rows'],
    );
  const firstOf = firstRowByKey(rows);
  const done: ImportedRow[] = [];
  for (let from = 0; from < rows.length; from += chunkSize) {
    const chunk = rows.slice(from, from + chunkSize);
    const step = async (row: Row, session: Session, index: number): Promise<Imported> => {
      const key = requireText(row.key, 'key', { max: keyMax });
      const first = firstOf.get(key);
      if (first !== from + index)
        throw new DomainError('DUPLICATE', say`Row ${String(first)} has the same key.`, ['key']);
      return one({ ...row, key }, session);
    };
    done.push(...(await importChunk(mongo, chunk, { offset: from, dryRun }, step)));
  }
  const count = (outcome: ImportedRow['outcome']) => done.filter((row) => row.outcome === outcome).length;
  return {
    dryRun,
    created: count('CREATED'),
    updated: count('UPDATED'),
    unchanged: count('UNCHANGED'),
    rejected: count('REJECTED'),
    rows: done,
  };
}

/**
 * The migration of import keys to those of `importKeyOf`. `regionFields` names for each collection the field with the
 * code of the region. The previous version would create a second record for each key, so it cannot work with the new
 * data.
 */
export function importKeysByRegion(regionFields: Readonly<Record<string, string>>): Migration {
  return {
    id: '2026-11-26-import-keys-by-region',
    backward: 'none',
    up: async (mongo, work) => {
      for (const [collection, field] of Object.entries(regionFields)) {
        const scope = { $substrCP: [`$${field}`, 0, 6] };
        await updateInBatches(
          mongo,
          collection,
          { importKey: { $type: 'string', $not: /^\d{6}\// } },
          [{ $set: { importKey: { $concat: [scope, '/', '$importKey'] } } }],
          work,
        );
      }
    },
  };
}

/** The number of the first row with each key, in the form in which keys are stored. */
function firstRowByKey(rows: readonly { key: string }[]): Map<string, number> {
  const numbered = rows.flatMap(({ key }, index) => {
    const text = key.isWellFormed() ? optionalText(key, 'key', { max: Infinity }) : null;
    return text === null ? [] : [[text, index] as const];
  });
  return new Map(numbered.reverse());
}

/**
 * The key under which the record of a row is stored. The keys of each county are its own, and so are those of each city
 * and of regions above it: the same key in two counties names two records.
 */
export function importKeyOf(regionCode: string, key: string): string {
  return `${regionCode.slice(0, 6)}/${key}`;
}

async function importChunk<Row>(
  mongo: Mongo,
  rows: readonly Row[],
  { offset, dryRun }: { offset: number; dryRun: boolean },
  one: (row: Row, session: Session, index: number) => Promise<Imported>,
): Promise<ImportedRow[]> {
  try {
    return await inTransaction(mongo, async (session) => {
      const done: ImportedRow[] = [];
      for (const [index, row] of rows.entries())
        done.push(await importOne(offset + index, () => one(row, session, index)));
      if (dryRun) throw new Rollback(done);
      return done;
    });
  } catch (error) {
    if (error instanceof Rollback) return error.rows;
    throw error;
  }
}

async function importOne(row: number, run: () => Promise<Imported>): Promise<ImportedRow> {
  try {
    return { row, ...(await run()), errors: [] };
  } catch (error) {
    if (error instanceof DomainError) return { row, id: null, outcome: 'REJECTED', errors: [toUserError(error)] };
    throw error;
  }
}

/**
 * Writes an imported record, which may be new, changed or unchanged. Imported records have an `importKey`, which is
 * unique in their collection. `next` is made from the existing record, if there is one, and keeps its id. Returns the
 * written record with the outcome, so that the caller can append events.
 */
export async function saveImported<T extends Versioned>(
  model: Model<T>,
  importKey: string,
  next: (present: T | null) => T | Promise<T>,
  session: Session,
): Promise<Imported & { record: T }> {
  const present = await model.findOne({ importKey } as QueryFilter<T>, null, { session }).lean<T>();
  const wanted = await next(present);
  if (!present) {
    await model.insertMany([{ ...wanted, version: 1 }], { session });
    return { id: wanted._id, outcome: 'CREATED', record: { ...wanted, version: 1 } };
  }
  if (isSame(model, present, wanted)) return { id: present._id, outcome: 'UNCHANGED', record: present };
  return { id: present._id, outcome: 'UPDATED', record: await replaceGuarded(model, present, wanted, session) };
}
