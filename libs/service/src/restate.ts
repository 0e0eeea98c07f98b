import type { Model } from 'mongoose';
import { DomainError } from '@kexie/kernel';
import type { Versioned } from '@kexie/messaging';
import { say } from './messages.ts';

/** The facts that a row states, by the path of the field in the record. A column that the row leaves out is undefined or missing. */
export type Stated = Readonly<Record<string, unknown>>;

/** The facts of a record that a row states: those whose column the row has, under the same name. */
export function statedBy(row: object, facts: object): Stated {
  return Object.fromEntries(
    Object.entries(facts).filter(([column]) => (row as Record<string, unknown>)[column] !== undefined),
  );
}

/** A record with the snapshot of its last import: the values of its fields at that time, as JSON. */
export type Snapshot = { imported?: string };

/** Fields that each write changes and no row states. */
const bookkeeping = new Set([
  '_id',
  'version',
  'importKey',
  'imported',
  'createdAt',
  'updatedAt',
  'nameSort',
  'searchKeys',
]);

/** The snapshot of a record that an import writes. */
export function snapshotOf<T extends Versioned>(model: Model<T>, record: T): string {
  return JSON.stringify(canonical(model, record));
}

/**
 * The record after a row of an import, by a merge of three versions: the row, the record, and the snapshot of the last
 * import. A fact that the row does not change since that import keeps its value. A fact that the row changes is written,
 * unless the platform has changed it since. An absent column changes nothing, and null empties the field.
 *
 * A field that is newer than the snapshot has its default there. A record of an earlier version has no snapshot. Then a row does not change the fields of `lifecycle`, and changes the
 * others. @throws VERSION_CONFLICT for a fact that both have changed.
 */
export function restated<T extends Versioned>(
  model: Model<T>,
  present: T & Snapshot,
  stated: Stated,
  lifecycle: readonly string[] = [],
): T {
  const given = Object.entries(stated).filter(([, value]) => value !== undefined);
  const now = canonical(model, present);
  const wanted = canonical(model, assigned(present, given));
  const last = present.imported === undefined ? undefined : canonical(model, JSON.parse(present.imported) as T);
  const taken = given.filter(([path]) => {
    const [next, current] = [textAt(wanted, path), textAt(now, path)];
    const base = last ? textAt(last, path) : lifecycle.includes(path) ? next : current;
    if (next === base || next === current) return false;
    if (current === base) return true;
    throw new DomainError(
      'VERSION_CONFLICT',
      say`The platform has changed this since the last import. Make the change there, or leave the column out.`,
      [path.split('.')[0] as string],
    );
  });
  return assigned(present, taken);
}

/**
 * The snapshot after a row: that of the last import, with the facts that the row states. For a record without a snapshot
 * it has the facts of the record beside them, and also the facts of the row that a life cycle kept out of the record, so
 * that a repetition does not write them.
 */
export function nextSnapshot<T extends Versioned>(
  model: Model<T>,
  present: T & Snapshot,
  next: T,
  stated: Stated,
): string {
  const last = present.imported === undefined ? canonical(model, next) : (JSON.parse(present.imported) as object);
  const given = Object.entries(stated).filter(([, value]) => value !== undefined);
  const wanted = canonical(model, assigned(next, given));
  const facts = given.map(([path]) => [path, valueAt(wanted, path)] as const);
  return JSON.stringify(assigned(last, facts));
}

/** Compares two records in the form in which they are stored: through the model, so that defaults and types are the same. */
export function isSame<T extends Versioned>(model: Model<T>, a: T, b: T): boolean {
  return JSON.stringify(canonical(model, a)) === JSON.stringify(canonical(model, b));
}

function canonical<T>(model: Model<T>, record: T): object {
  const stored = model.hydrate(record as object).toObject({ flattenMaps: true }) as object;
  const facts = Object.entries(stored).filter(([field]) => !bookkeeping.has(field));
  return JSON.parse(JSON.stringify(sorted(Object.fromEntries(facts)), (_, value: unknown) => sorted(value))) as object;
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

function valueAt(record: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, field) => (value as Record<string, unknown> | null | undefined)?.[field], record);
}

function textAt(record: object, path: string): string {
  return JSON.stringify(valueAt(record, path) ?? null);
}

/** A copy of the record with these values. */
function assigned<T extends object>(record: T, values: readonly (readonly [path: string, value: unknown])[]): T {
  return values.reduce((copy, [path, value]) => withValue(copy, path.split('.'), value), record);
}

function withValue<T extends object>(record: T, [field = '', ...rest]: readonly string[], value: unknown): T {
  const inner = (record as Record<string, unknown>)[field];
  return { ...record, [field]: rest.length === 0 ? value : withValue((inner ?? {}) as object, rest, value) };
}
