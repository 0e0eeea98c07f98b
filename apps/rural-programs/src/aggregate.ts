import mongoose, { type Model, type QueryFilter } from 'mongoose';
import type { NewEvent } from '@kexie/events';
import { inTransaction, replaceGuarded, type Mongo, type Outbox, type Session, type Versioned } from '@kexie/messaging';
import { requireFound } from './check.ts';

/** Where state and events are written together. */
export type Books = { mongo: Mongo; outbox: Outbox };

/** Loads one record, decides, and saves it with its events in one transaction. `decide` may run twice. @throws NOT_FOUND, VERSION_CONFLICT and what `decide` throws. */
export async function change<T extends Versioned>(
  { mongo, outbox }: Books,
  model: Model<T>,
  id: string,
  what: string,
  decide: (current: T, session: Session) => Promise<{ next: T; events: NewEvent[] }>,
): Promise<T> {
  return inTransaction(mongo, async (session) => {
    const current = requireFound(await model.findById(id, null, { session }).lean<T>(), what);
    const { next, events } = await decide(current, session);
    const written = await replaceGuarded(model, current, next, session);
    await outbox.append(events, { aggregateId: id, version: written.version }, session);
    return written;
  });
}

/** Writes a new record with its events. */
export async function insert<T extends Versioned>(
  { outbox }: Books,
  model: Model<T>,
  record: T,
  events: readonly NewEvent[],
  session: Session,
): Promise<void> {
  await model.insertMany([record], { session });
  await outbox.append(events, { aggregateId: record._id, version: record.version }, session);
}

/** Lets a row be imported again: unique among the records that were imported. SecantusDB does not read by a partial index, therefore the second one. */
export function indexImportKey(schema: { index(fields: { importKey: 1; _id?: 1 }, options?: object): unknown }): void {
  schema.index({ importKey: 1 }, { unique: true, partialFilterExpression: { importKey: { $type: 'string' } } });
  schema.index({ importKey: 1, _id: 1 });
}

/** "One of these values" on a field; nothing when the list is missing or empty. */
export function oneOf(field: string, values: readonly string[] | null | undefined): object {
  return values && values.length > 0 ? { [field]: mongoose.trusted({ $in: [...values] }) } : {};
}

/** "From this value to that one" on a field; an open end sets no bound. */
export function between(
  field: string,
  from: string | number | null | undefined,
  to: string | number | null | undefined,
): object {
  const bounds = { ...((from ?? null) !== null && { $gte: from }), ...((to ?? null) !== null && { $lte: to }) };
  return Object.keys(bounds).length > 0 ? { [field]: mongoose.trusted(bounds) } : {};
}

/** All of these conditions, without those that say nothing. */
export function every<T>(...conditions: readonly object[]): QueryFilter<T> {
  const said = conditions.filter((condition) => Object.keys(condition).length > 0);
  return (said.length === 0 ? {} : { $and: said }) as QueryFilter<T>;
}
