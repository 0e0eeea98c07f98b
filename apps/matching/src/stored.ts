import mongoose, { Schema, type Model, type SchemaDefinition } from 'mongoose';
import type { NewEvent } from '@kexie/events';
import { DomainError } from '@kexie/kernel';
import { inTransaction, replaceGuarded, type Session } from '@kexie/messaging';
import { saveImported, type Imported } from '@kexie/service';
import type { Decision, Money, Period, Stored, SubjectWeight } from './domain.ts';
import type { Deps } from './store.ts';

/** Writes a new record and its events in the caller's transaction. */
export async function insert<T extends Stored>(
  { outbox }: Pick<Deps, 'outbox'>,
  model: Model<T>,
  { next, events }: Decision<T>,
  session: Session,
): Promise<T> {
  await model.insertMany([next], { session });
  await outbox.append(events, { aggregateId: next._id, version: next.version }, session);
  return next;
}

/** Writes what was decided about a record, with its events, in the caller's transaction. */
export async function replace<T extends Stored>(
  { outbox }: Pick<Deps, 'outbox'>,
  model: Model<T>,
  current: T,
  { next, events }: Decision<T>,
  session: Session,
): Promise<T> {
  const written = await replaceGuarded(model, current, next, session);
  await outbox.append(events, { aggregateId: written._id, version: written.version }, session);
  return written;
}

/**
 * Changes the record that the client saw: load, decide, write and what follows from it in one transaction. It may run twice, so `decide` does nothing but read with the session.
 * @throws NOT_FOUND, VERSION_CONFLICT, and what `decide` throws.
 */
export async function change<T extends Stored>(
  deps: Pick<Deps, 'mongo' | 'outbox'>,
  model: Model<T>,
  { id, expectedVersion }: { id: string; expectedVersion: number },
  decide: (current: T, session: Session) => Promise<Decision<T>>,
  follow?: (written: T, session: Session) => Promise<void>,
): Promise<T> {
  return inTransaction(deps.mongo, async (session) => {
    const current = await model.findById(id, null, { session }).lean<T>();
    if (!current) throw new DomainError('NOT_FOUND', 'There is no such record.', ['id']);
    if (current.version !== expectedVersion)
      throw new DomainError('VERSION_CONFLICT', 'Somebody else changed this meanwhile. Load it again and repeat.', [
        'expectedVersion',
      ]);
    const written = await replace(deps, model, current, await decide(current, session), session);
    await follow?.(written, session);
    return written;
  });
}

/** Writes an imported record with the events of the step from what was there. `next` decides, and throws before anything is written. */
export async function importRecord<T extends Stored>(
  { outbox }: Pick<Deps, 'outbox'>,
  model: Model<T>,
  key: string,
  next: (present: T | null) => T,
  events: (created: T) => NewEvent[],
  session: Session,
): Promise<Imported> {
  const { record, ...imported } = await saveImported(model, key, next, session);
  if (imported.outcome === 'CREATED')
    await outbox.append(events(record), { aggregateId: record._id, version: record.version }, session);
  return imported;
}

/** Kinds of fields, so that a schema reads as a list of its fields. */
export const text = { type: String, required: true } as const;
export const textOrNull = { type: String, default: null } as const;
export const number = { type: Number, required: true } as const;
export const numberOrNull = { type: Number, default: null } as const;
export const date = { type: Date, required: true } as const;
export const flag = { type: Boolean, required: true } as const;
export const texts = { type: [String], default: [] };

const money = new Schema<Money>({ fen: number, qualifier: text }, { _id: false });
const period = new Schema<Period>({ label: text, from: textOrNull, to: textOrNull, assumed: flag }, { _id: false });
const subject = new Schema<SubjectWeight>({ code: text, weight: number }, { _id: false });

export const moneyOrNull = { type: money, default: null } as const;
export const periodOrNull = { type: period, default: null } as const;
export const weightedSubjects = { type: [subject], required: true };

/** The schema of a collection of records: string ids, a version, and at most one record for an import key. */
export function recordSchema<T extends Stored>(collection: string, fields: SchemaDefinition): Schema<T> {
  const schema = new Schema<T>(
    { _id: text, version: number, importKey: textOrNull, synthetic: flag, ...fields } as SchemaDefinition<T>,
    { collection, versionKey: false, minimize: false },
  );
  schema.index({ importKey: 1 }, { unique: true, partialFilterExpression: { importKey: { $type: 'string' } } });
  return schema;
}

/** The condition "one of these"; a missing or empty list sets none. */
export function oneOf(field: string, values: readonly string[] | null | undefined): object {
  return values && values.length > 0 ? { [field]: mongoose.trusted({ $in: [...values] }) } : {};
}

const prefixesMax = 20;

/** The condition "a code that begins with one of these"; a missing or empty list sets none. @throws VALIDATION_FAILED for what no code begins with. */
export function beginsWith(field: string, prefixes: readonly string[] | null | undefined, path: string): object {
  if (!prefixes || prefixes.length === 0) return {};
  if (prefixes.length > prefixesMax || !prefixes.every((prefix) => /^([A-T]?\d{0,7})$/.test(prefix) && prefix !== '')) {
    throw new DomainError('VALIDATION_FAILED', `These are at most ${prefixesMax} beginnings of codes.`, [path]);
  }
  return { [field]: mongoose.trusted({ $regex: `^(${prefixes.join('|')})` }) };
}

/** The condition "its period lies wholly between these days"; a side that is not asked for sets none. */
export function wholly({ from, to }: { from?: string | null | undefined; to?: string | null | undefined }): object {
  return {
    ...(from && { 'period.from': mongoose.trusted({ $gte: from }) }),
    ...(to && { 'period.to': mongoose.trusted({ $lte: to }) }),
  };
}
