import mongoose, { Schema, type Model, type SchemaDefinition } from 'mongoose';
import type { NewEvent } from '@kexie/events';
import { DomainError, type Measure } from '@kexie/kernel';
import { inTransaction, isDuplicateKey, replaceGuarded, type Mongo, type Outbox, type Session } from '@kexie/messaging';
import {
  importRows,
  requireRole,
  saveImported,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import { requireText, type Decision, type Period, type Stored } from './domain.ts';

type Writing = { mongo: Mongo; outbox: Outbox };

/** Writes a new record and its events, and returns its id. */
export async function insert<T extends Stored>(
  { outbox }: Pick<Writing, 'outbox'>,
  model: Model<T>,
  { next, events }: Decision<T>,
  session: Session,
): Promise<string> {
  await model.insertMany([next], { session });
  await outbox.append(events, { aggregateId: next._id, version: next.version }, session);
  return next._id;
}

/**
 * Loads a record, lets `decide` decide and writes state and events in one transaction, which may run twice: `decide` must be pure apart from reads with the session.
 * @throws NOT_FOUND, VERSION_CONFLICT unless `expectedVersion` is the version that is there, and what `decide` throws.
 */
export async function change<T extends Stored>(
  { mongo, outbox }: Writing,
  model: Model<T>,
  { id, expectedVersion }: { id: string; expectedVersion: number },
  decide: (current: T, session: Session) => Promise<Decision<T>> | Decision<T>,
): Promise<T> {
  return inTransaction(mongo, async (session) => {
    const current = await model.findById(id, null, { session }).lean<T>();
    if (!current) throw new DomainError('NOT_FOUND', 'There is no such record.', ['id']);
    if (current.version !== expectedVersion)
      throw new DomainError('VERSION_CONFLICT', 'Somebody else changed this meanwhile. Load it again and repeat.', [
        'expectedVersion',
      ]);
    return replace({ outbox }, model, current, await decide(current, session), session);
  });
}

/** Writes what was decided about a record, with its events. */
export async function replace<T extends Stored>(
  { outbox }: Pick<Writing, 'outbox'>,
  model: Model<T>,
  current: T,
  { next, events }: Decision<T>,
  session: Session,
): Promise<T> {
  const written = await replaceGuarded(model, current, next, session);
  await outbox.append(events, { aggregateId: written._id, version: written.version }, session);
  return written;
}

/** Imports rows of staff. @throws UNAUTHENTICATED, FORBIDDEN; whose region a row lies in is checked by `one`, row by row. */
export async function importAsStaff<Row extends { key: string }>(
  { mongo }: Pick<Writing, 'mongo'>,
  viewer: Viewer,
  input: ImportInput<Row>,
  one: (row: Row, session: Session) => Promise<Imported>,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(mongo, input, (row, session) => {
    requireText(row.key, 'key', 100);
    return one(row, session);
  });
}

/** Writes one imported record with the events of the step from what was there. `next` decides and must throw before anything is written. */
export async function importRecord<T extends Stored>(
  { outbox }: Pick<Writing, 'outbox'>,
  model: Model<T>,
  key: string,
  { next, events }: { next: (present: T | null) => T; events: (before: T | null, after: T) => NewEvent[] },
  session: Session,
): Promise<Imported> {
  const seen: { before: T | null } = { before: null };
  const { record, ...imported } = await saveImported(model, key, (present) => next((seen.before = present)), session);
  if (imported.outcome !== 'UNCHANGED')
    await outbox.append(events(seen.before, record), { aggregateId: record._id, version: record.version }, session);
  return imported;
}

/** Runs a write whose unique index may be hit by somebody else's at the same moment. @throws DUPLICATE then. */
export async function refusingDuplicates<T>(write: () => Promise<T>, message: string, path: string): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isDuplicateKey(error)) throw new DomainError('DUPLICATE', message, [path]);
    throw error;
  }
}

const measureSchema = new Schema<Measure>(
  {
    value: { type: String, default: null },
    unit: { type: String, required: true },
    qualifier: { type: String, required: true },
  },
  { _id: false },
);
const periodSchema = new Schema<Period>(
  {
    label: { type: String, required: true },
    from: { type: String, default: null },
    to: { type: String, default: null },
    assumed: { type: Boolean, required: true },
  },
  { _id: false },
);

/** Kinds of fields, so that a schema reads as a list of its fields. */
export const text = { type: String, required: true } as const;
export const textOrNull = { type: String, default: null } as const;
export const numberOrNull = { type: Number, default: null } as const;
export const dateOrNull = { type: Date, default: null } as const;
export const flag = { type: Boolean, required: true } as const;
export const stated = { type: measureSchema, required: true } as const;
export const periodOrNull = { type: periodSchema, default: null } as const;

/** The schema of a collection of records with these fields: string ids, a version, and at most one record for an import key. */
export function recordSchema<T extends Stored>(collection: string, fields: SchemaDefinition): Schema<T> {
  const schema = new Schema<T>(
    {
      _id: text,
      version: { type: Number, required: true },
      importKey: textOrNull,
      synthetic: flag,
      ...fields,
    } as SchemaDefinition<T>,
    { collection, versionKey: false, minimize: false },
  );
  schema.index({ importKey: 1 }, { unique: true, partialFilterExpression: { importKey: { $type: 'string' } } });
  // SecantusDB does not read by a partial index; without this one each row of an import would scan the collection
  schema.index({ importKey: 1, _id: 1 });
  return schema;
}

const valuesMax = 500;

/** The condition "one of these"; a missing or empty list sets none. @throws VALIDATION_FAILED for more than 500 of them. */
export function oneOf(field: string, values: readonly string[] | null | undefined): object {
  if (values && values.length > valuesMax)
    throw new DomainError('VALIDATION_FAILED', `At most ${valuesMax} values at once.`, [field]);
  return values && values.length > 0 ? { [field]: mongoose.trusted({ $in: [...values] }) } : {};
}

/** The condition "lies wholly between these days" on the two fields that hold a record's first and last day. */
export function wholly(
  fromField: string,
  toField: string,
  { from, to }: { from?: string | null | undefined; to?: string | null | undefined },
): object {
  return {
    ...(from && { [fromField]: mongoose.trusted({ $gte: from }) }),
    ...(to && { [toField]: mongoose.trusted({ $lte: to }) }),
  };
}
