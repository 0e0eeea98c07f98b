import type { Model, QueryFilter } from 'mongoose';
import { DomainError, requireText } from '@kexie/kernel';
import { inTransaction, replaceGuarded, type Mongo, type Session, type Versioned } from '@kexie/messaging';
import { toUserError, type UserError } from './errors.ts';
import { requireRole, type Viewer } from './viewer.ts';

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
 * back. @throws VALIDATION_FAILED for more than 500 rows.
 */
export async function importRows<Row>(
  mongo: Mongo,
  { rows, dryRun = false }: ImportInput<Row>,
  one: (row: Row, session: Session) => Promise<Imported>,
): Promise<ImportReport> {
  if (rows.length > rowsMax)
    throw new DomainError(
      'VALIDATION_FAILED',
      `An import can have at most ${rowsMax} rows; send the rest in another request.`,
      ['rows'],
    );
  const done: ImportedRow[] = [];
  for (let from = 0; from < rows.length; from += chunkSize) {
    done.push(...(await importChunk(mongo, rows.slice(from, from + chunkSize), from, dryRun, one)));
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
 * Imports rows with a `key`, for staff. `one` checks the region of its row. A row whose key is blank or longer than 100
 * characters is refused.
 * @throws UNAUTHENTICATED, FORBIDDEN, and the errors of `importRows`.
 */
export async function importAsStaff<Row extends { key: string }>(
  mongo: Mongo,
  viewer: Viewer,
  input: ImportInput<Row>,
  one: (row: Row, session: Session) => Promise<Imported>,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(mongo, input, (row, session) => {
    requireText(row.key, 'key', { max: keyMax });
    return one(row, session);
  });
}

async function importChunk<Row>(
  mongo: Mongo,
  rows: readonly Row[],
  offset: number,
  dryRun: boolean,
  one: (row: Row, session: Session) => Promise<Imported>,
): Promise<ImportedRow[]> {
  try {
    return await inTransaction(mongo, async (session) => {
      const done: ImportedRow[] = [];
      for (const [index, row] of rows.entries()) done.push(await importOne(offset + index, () => one(row, session)));
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
  if (sameFields(model, present, wanted)) return { id: present._id, outcome: 'UNCHANGED', record: present };
  return { id: present._id, outcome: 'UPDATED', record: await replaceGuarded(model, present, wanted, session) };
}

const bookkeeping = new Set(['version', 'createdAt', 'updatedAt']);

/**
 * Compares two records in the form in which they are stored: through the model, so that defaults and types are the
 * same.
 */
function sameFields<T>(model: Model<T>, a: T, b: T): boolean {
  const text = (value: T) =>
    JSON.stringify(model.hydrate(value as object).toObject({ flattenMaps: true }), (key, inner: unknown) =>
      bookkeeping.has(key) ? undefined : sorted(inner),
    );
  return text(a) === text(b);
}

function sorted(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined && inner !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
